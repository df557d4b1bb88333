import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A review as an office would write it into register.json; unchecked, so that a test can write what is wrong. */
export type WrittenReview = Readonly<Record<string, unknown>>;

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with a register.json and the documents beside it. */
export interface RegisterFolder {
  readonly path: string;
  /** Writes the register anew, and these files beside it; other files stay. */
  write(reviews: readonly WrittenReview[], files?: Files): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a folder of reviews that can be imported. */
export async function registerFolder(
  reviews: readonly WrittenReview[] = [],
  files: Files = {},
): Promise<RegisterFolder> {
  const path = await mkdtemp(join(tmpdir(), 'foresight-register-'));
  const write: RegisterFolder['write'] = async (rows, beside = {}) => {
    await writeFile(join(path, 'register.json'), JSON.stringify({ reviews: rows }));
    for (const [name, body] of Object.entries(beside)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), body);
    }
  };
  await write(reviews, files);
  return { path, write, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A review with nothing wrong, and with what a test wants otherwise. */
export function aReview(slug: string, rest: WrittenReview = {}): WrittenReview {
  return { slug, title: `Review ${slug}`, type: 'LCSPR', published: '2024-05-14', ...rest };
}

/** A report of a review, in `file` where that is given. */
export function aReport(file?: string, rest: WrittenReview = {}): WrittenReview {
  return {
    ...(file === undefined ? {} : { file }),
    kind: 'report',
    title: 'The report',
    published: '2024-05-14',
    ...rest,
  };
}
