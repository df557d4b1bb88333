import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import {
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  textOf,
  withFilled,
} from '../src/intake/question.ts';
import { sections } from '../src/intake/questions.ts';
import { writeDocx } from '../src/platform/documents/write-docx.ts';
import { type FormOwner, wordForm } from '../src/intake/word-form.ts';
import { goodAnswers, goodFilled, sectionOf } from './referrer.ts';

/** A partnership whose form it is. */
export const owner: FormOwner = {
  partnership: 'Eastwick Safeguarding Children Partnership',
  form: 'Practice Review Referral Form',
  address: 'https://eastwick.example.org/refer',
  telephone: '01632 960101',
  council: 'Eastwick Council',
  mailbox: null,
};

/** The blank form as its file. */
export const blankForm = (): Uint8Array => writeDocx(wordForm(owner));

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const run = (text: string) => `<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;

/** One part of a Word file, changed. */
export function withPart(file: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(file);
  const part = files[name];
  if (part === undefined) throw new Error(`no ${name}`);
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(part))) });
}

/** A day as the date picker of Word writes it. */
const longDay = (iso: string) =>
  Temporal.PlainDate.from(iso).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** Fills in the controls of the form as Word does. Answers that the form has no room for are an error of the test. */
export function fillForm(file: Uint8Array, answers: Answers): Uint8Array {
  const met = new Map<string, number>();
  return withPart(file, 'word/document.xml', (xml) =>
    xml.replace(/<w:sdt>[^]*?<\/w:sdt>/g, (control) => {
      const tag = /<w:tag w:val="([^"]*)"/.exec(control)?.[1] ?? '';
      const number = (met.get(tag) ?? 0) + 1;
      met.set(tag, number);
      return filledControl(control, tag, filledAt(answers, tag, number));
    }),
  );
}

function filledAt(answers: Answers, tag: string, number: number): Filled {
  const [id] = tag.split(':');
  const section = sections.find(({ questions }) => questions.some((question) => question.id === id));
  if (section === undefined) throw new Error(`no question ${tag}`);
  if (section.repeat === undefined) return filledOf(answers, section, null);
  return entriesOf(answers, section).find((entry) => textOf(entry, 'id') === String(number)) ?? {};
}

function filledControl(control: string, tag: string, filled: Filled): string {
  const [id = '', value] = tag.split(':');
  const answer = filled[id];
  if (answer === undefined) return control;
  if (value !== undefined)
    return answer.includes(value)
      ? control.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>').replace('☐', '☒')
      : control;
  if (typeof answer !== 'string') throw new Error(`several answers to ${tag}`);
  const question = sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
  const words =
    question?.kind === 'date'
      ? longDay(answer)
      : (question?.options?.find((option) => option.value === answer)?.text ?? answer);
  const content =
    question?.kind === 'long'
      ? words
          .split('\n')
          .map((line) => `<w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr>${run(line)}</w:p>`)
          .join('')
      : run(words);
  return control
    .replace('<w:showingPlcHdr/>', '')
    .replace('<w:date>', `<w:date w:fullDate="${answer}T00:00:00Z">`)
    .replace(/<w:sdtContent>[^]*<\/w:sdtContent>/, () => `<w:sdtContent>${content}</w:sdtContent>`);
}

/** A whole referral with three children and two agencies, of which the last child and the last agency have gaps. */
export function exampleAnswers(): Answers {
  const children = sectionOf('children');
  const agencies = sectionOf('agencies');
  const second = { ...goodFilled(children, 'Birch'), 'child-sex': 'U', 'child-ethnicity': 'NOBT' };
  const third = {
    'child-name': 'Zoë O’Brien-Łuczak',
    'child-age': 'about 3',
    'child-home': 'First line\n\nAfter an empty one',
  };
  let answers = withFilled(goodAnswers('Ash'), children, '2', second);
  answers = withFilled(answers, children, '3', third);
  answers = withFilled(answers, agencies, '2', {
    'agency-name': 'A & B <Trust>',
    'agency-involved': 'not-known',
  });
  return withChildren(answers);
}

// Who belongs to which of the three children, each ticked once.
function withChildren(answers: Answers): Answers {
  const ticks = [['1', '3'], ['2']];
  return sections.reduce<Answers>((all, section) => {
    const asking = section.questions.filter(({ optionsOf }) => optionsOf === 'children');
    return entriesOf(all, section).reduce((whole, entry) => {
      const ticked = asking.map(({ id }, index) => [id, ticks[index] ?? []] as const);
      return withFilled(whole, section, textOf(entry, 'id'), { ...entry, ...Object.fromEntries(ticked) });
    }, all);
  }, answers);
}
