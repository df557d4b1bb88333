/** A file as a form sent it: the name that it had, what the browser took it for, and its bytes. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A form that may carry a file: its fields, and the first file that was chosen; null where none was. */
export interface Multipart {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: SentFile | null;
  /** The file was larger than is taken: these are the fields that came before it. */
  readonly tooLarge?: true;
}

/** Why a form with a file could not be read. */
export type MultipartFault = 'too-large' | 'broken';

// What the rest of a form may weigh beside its file.
const besideFile = 65_536;
// So much (bytes) of what is too large is read and thrown away: a browser whose sending is cut off shows no answer.
const drained = 128 * 1024 * 1024;

/**
 * Reads a body of the type multipart/form-data with a file of at most `most` bytes. Of a larger one the fields that came before the file
 * are kept where `fieldsFirst` says that there are any.
 */
export async function readMultipart(
  body: AsyncIterable<Buffer>,
  type: string,
  most: number,
  fieldsFirst = false,
): Promise<Multipart | MultipartFault> {
  const { bytes, head } = await collect(body, most + besideFile);
  const read = bytes === null ? 'too-large' : await readForm(bytes, type, most);
  if (read !== 'too-large' || !fieldsFirst) return read;
  const fields = await fieldsBefore(bytes?.subarray(0, besideFile) ?? head, type);
  return fields === null ? read : { fields, file: null, tooLarge: true };
}

// What comes whole before the first part with the name of a file, read as a form of its own.
async function fieldsBefore(head: Buffer, type: string): Promise<Multipart['fields'] | null> {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  const at = /\r\nContent-Disposition:[^\r\n]*filename/i.exec(head.toString('latin1'))?.index ?? -1;
  if (boundary === undefined || at === -1) return null;
  const start = head.subarray(0, at).lastIndexOf(`--${boundary}`);
  if (start <= 0) return null;
  const whole = Buffer.concat([head.subarray(0, start), Buffer.from(`--${boundary}--\r\n`)]);
  const read = await readForm(whole, type, 0);
  return typeof read === 'string' ? null : read.fields;
}

async function readForm(
  bytes: Buffer<ArrayBuffer>,
  type: string,
  most: number,
): Promise<Multipart | MultipartFault> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const fields: (readonly [string, string])[] = [];
    let file: SentFile | null = null;
    for (const [name, value] of form) {
      if (typeof value === 'string') fields.push([name, value]);
      // A browser sends a field without a file as a file without a name.
      else if (file === null && value.name !== '')
        file = { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
    return file !== null && file.bytes.length > most ? 'too-large' : { fields, file };
  } catch {
    return 'broken';
  }
}

/** Reads a body and forgets it. */
export async function forget(body: AsyncIterable<Buffer>): Promise<void> {
  await collect(body, 0);
}

interface Collected {
  /** Everything; null where it was more than that. */
  readonly bytes: Buffer<ArrayBuffer> | null;
  /** How it began. */
  readonly head: Buffer<ArrayBuffer>;
}

async function collect(body: AsyncIterable<Buffer>, most: number): Promise<Collected> {
  const chunks: Buffer[] = [];
  let head: Buffer<ArrayBuffer> = Buffer.alloc(0);
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (head.length < besideFile) head = Buffer.concat([head, chunk.subarray(0, besideFile - head.length)]);
    if (length <= most) chunks.push(chunk);
    else chunks.length = 0;
    if (length > drained) break;
  }
  return { bytes: length > most ? null : Buffer.concat(chunks), head };
}
