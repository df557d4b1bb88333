// Writes test/forms: the Word form filled in with made-up answers and saved again by LibreOffice, and those answers beside it. Needed only
// after a change of the form, where LibreOffice is: node tools/run.mjs tools/fill-word-form.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../src/config.ts';
import { convertToDocx } from '../src/platform/documents/convert-document.ts';
import { blankForm, exampleAnswers, fillForm } from '../test/word-form.ts';

const filled = fillForm(blankForm(), exampleAnswers());
const folder = join(root, 'test/forms');
await writeFile(join(folder, 'saved-by-libreoffice.docx'), await convertToDocx(filled, 'docx'));
await writeFile(join(folder, 'answers.json'), `${JSON.stringify(exampleAnswers(), null, 2)}\n`);
