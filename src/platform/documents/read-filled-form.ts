import { convertToDocx } from './convert-document.ts';
import { defaultLimits, type Limits, Unreadable } from './document.ts';
import type { FilledForm } from './filled-form.ts';
import { ReaderChild } from './reader-child.ts';
import { assertIsKind } from './sniff.ts';

/** A form as it was sent: its bytes, and the name that its sender gave the file. */
export interface SentForm {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a form holds, or one sentence for a person saying why it could not be read. `converted` where LibreOffice made a .docx of it. */
export type FormResult =
  | { readonly ok: true; readonly form: FilledForm; readonly converted: boolean }
  | { readonly ok: false; readonly why: string };

/** The largest form (bytes) that is read. */
export const formBytes = 10 * 1024 * 1024;

const formLimits: Limits = {
  ...defaultLimits,
  fileBytes: formBytes,
  unpackedBytes: 100 * 1024 * 1024,
  milliseconds: 20_000,
};

const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/**
 * Reads a Word form that was filled in, in a child process with caps; .doc and .odt go through LibreOffice first, where it is. Nothing
 * in the file makes it throw.
 */
export async function readFilledForm({ name, bytes }: SentForm): Promise<FormResult> {
  try {
    if (bytes.length === 0) throw new Unreadable('The file is empty.');
    if (bytes.length > formBytes) throw new Unreadable('The file is larger than 10 MB.');
    const kind = kindOf(name, bytes);
    const converted = kind !== 'docx';
    const word = converted ? await convertToDocx(bytes, kind) : bytes;
    assertIsKind(word, 'docx');
    const child = new ReaderChild();
    try {
      const outcome = await child.askForm(word, formLimits);
      return 'why' in outcome
        ? { ok: false, why: outcome.why }
        : { ok: true, form: outcome.reading, converted };
    } finally {
      await child.end();
    }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message };
    throw error;
  }
}

// The ending of the name and the first bytes must say the same.
function kindOf(name: string, bytes: Uint8Array): 'docx' | 'doc' | 'odt' {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  const head = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
  if (ending === 'docx') {
    assertIsKind(bytes, 'docx');
    return 'docx';
  }
  if (ending === 'docm' || ending === 'dotm')
    throw new Unreadable(
      'A document with macros is not opened. Ask for one that is saved as .docx, without them.',
    );
  if (ending === 'doc') {
    if (compound.equals(bytes.subarray(0, compound.length))) return 'doc';
    throw new Unreadable(
      'The ending of the file’s name says that it is an old Word document, but it is not.',
    );
  }
  if (ending === 'odt') {
    if (head.startsWith('PK\u0003\u0004') && head.includes('mimetypeapplication/vnd.oasis.opendocument.text'))
      return 'odt';
    throw new Unreadable(
      'The ending of the file’s name says that it is an OpenDocument text, but it is not.',
    );
  }
  throw new Unreadable('Only Word (.docx, .doc) and OpenDocument (.odt) files can be read as a form.');
}
