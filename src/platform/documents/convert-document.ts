import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Unreadable } from './document.ts';

// Where LibreOffice stands when it is installed; it is never looked for along a path that somebody else could lead elsewhere.
const places = [
  '/usr/bin/soffice',
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];

const longest = 60_000;
const most = 50 * 1024 * 1024;

/** Where LibreOffice is on this machine; null where it is not. */
export const libreOffice = (): string | null => places.find((place) => existsSync(place)) ?? null;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Makes a .docx of a document in an older or another format, by LibreOffice in a process and a profile of its own, one at a time.
 * Throws Unreadable with a sentence for a person where that cannot be done.
 */
export function convertToDocx(bytes: Uint8Array, from: 'doc' | 'odt' | 'docx'): Promise<Uint8Array> {
  const result = turn.then(() => convertNow(bytes, from));
  turn = result.catch(() => {});
  return result;
}

async function convertNow(bytes: Uint8Array, from: string): Promise<Uint8Array> {
  const program = libreOffice();
  if (program === null)
    throw new Unreadable(
      `A .${from} file can only be read where LibreOffice is installed, and here it is not. Save it as .docx and bring that.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'foresight-convert-'));
  try {
    const profile = join(folder, 'profile');
    await mkdir(join(profile, 'user'), { recursive: true });
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), strict);
    const source = join(folder, `form.${from}`);
    await writeFile(source, bytes);
    await run(program, profile, source, join(folder, 'out'));
    const made = join(folder, 'out', 'form.docx');
    const size = (await stat(made).catch(() => null))?.size ?? 0;
    if (size === 0 || size > most)
      throw new Unreadable('LibreOffice could not open the document: it is damaged or protected.');
    return new Uint8Array(await readFile(made));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const setting = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.Office.Common/${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

// Runs no macro, whoever signed it, and fetches nothing that a document points to.
const strict = `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${[
  setting('Security/Scripting', 'MacroSecurityLevel', '3'),
  setting('Security/Scripting', 'DisableMacrosExecution', 'true'),
  setting('Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  setting('Security/Scripting', 'DisableActiveContent', 'true'),
].join('')}</oor:items>`;

// Seconds of processor, kilobytes of memory, blocks of a file that it writes.
const caps = 'ulimit -t 60; ulimit -v 4194304; ulimit -f 204800; exec "$0" "$@"';

function run(program: string, profile: string, source: string, out: string): Promise<void> {
  const words = [
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    '--headless',
    '--norestore',
    '--nolockcheck',
    '--nodefault',
    '--convert-to',
    'docx',
    '--outdir',
    out,
    source,
  ];
  const child = spawn('/bin/sh', ['-c', caps, program, ...words], {
    env: { HOME: profile, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    stdio: 'ignore',
    // A group of its own: LibreOffice starts another process, which must end with it.
    detached: true,
  });
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It had ended already.
    }
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end();
      reject(new Unreadable('LibreOffice took longer than a minute over the document, so it was stopped.'));
    }, longest);
    child.once('error', () => {
      clearTimeout(timer);
      reject(new Unreadable('LibreOffice could not be started.'));
    });
    child.once('exit', () => {
      clearTimeout(timer);
      end();
      resolve();
    });
  });
}
