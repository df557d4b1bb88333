// The whole test run: npm test. Types, lint and format; then unit, database, HTTP and browser tests on one embedded PostgreSQL, and
// the database's tests again on TEST_DATABASE_URL where there is one. The last line counts them.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../src/config.ts';
import { dataFolderFor } from '../src/platform/db/embedded-place.ts';
import { findChromium } from './chromium.ts';
import { databaseOf, makeTemplate, openThrowaway, serverVariable, socketFolderOf } from './server.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** Seconds by file, the slowest ten. */
  slowest?: readonly (readonly [file: string, seconds: number])[];
}

// Every test file is a process of its own: what one has stripped and compiled the next reads back, in a third of the time.
const compiled = join(root, 'node_modules', '.cache', 'compiled');

const began = performance.now();
const counts: Count = { passed: 0, failed: 0, skipped: 0 };
const notes: string[] = [];

await check('types', 'tsc', ['--noEmit']);
await check('lint', 'oxlint', ['--type-aware', '--deny-warnings', '--quiet']);
await check('format', 'biome', ['format', '.']);

const chromium = await findChromium();
if (chromium.path === null) notes.push(chromium.why);

const { folder } = await dataFolderFor(await mkdtemp(join(tmpdir(), 'foresight-tests-')));
const embedded = await openThrowaway(folder);
try {
  const sockets = socketFolderOf(embedded);
  await makeTemplate(databaseOf(sockets));
  await suite('tests', await testFiles(chromium.path !== null), {
    [serverVariable]: sockets,
    CHROMIUM: chromium.path ?? '',
  });
} finally {
  await embedded.release();
  await rm(folder, { recursive: true, force: true });
}

const other = process.env['TEST_DATABASE_URL'];
if (other) {
  await makeTemplate(databaseOf(other));
  await suite('tests on TEST_DATABASE_URL', await databaseFiles(), { [serverVariable]: other });
} else notes.push('TEST_DATABASE_URL is not set: the database tests ran on the embedded PostgreSQL only.');

for (const note of notes) console.log(note);
console.log(`The tests took ${Math.round((performance.now() - began) / 1000)} s.`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

async function check(name: string, program: string, words: readonly string[]) {
  console.log(`— ${name}`);
  const code = await runProgram(join(root, 'node_modules', '.bin', program), words, {});
  if (code === 0) counts.passed += 1;
  else counts.failed += 1;
}

async function suite(name: string, files: readonly string[], environment: Readonly<Record<string, string>>) {
  console.log(`— ${name}: ${files.length} files`);
  const folder = await mkdtemp(join(tmpdir(), 'foresight-count-'));
  const summary = join(folder, 'summary.json');
  const words = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-concurrency=2',
    '--test-timeout=300000',
    '--test-reporter=dot',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'test', 'count.ts')}`,
    `--test-reporter-destination=${summary}`,
    ...files,
  ];
  const code = await runProgram(process.execPath, words, environment);
  const counted: Count = existsSync(summary)
    ? JSON.parse(readFileSync(summary, 'utf8') || '{"passed":0,"failed":1,"skipped":0}')
    : { passed: 0, failed: 1, skipped: 0 };
  await rm(folder, { recursive: true });
  const slow = (counted.slowest ?? []).map(([file, seconds]) => `${relative(root, file)} ${seconds} s`);
  if (slow.length > 0) notes.push(`The slowest of ${name}: ${slow.join(', ')}.`);
  counts.passed += counted.passed;
  counts.skipped += counted.skipped;
  // A run that failed without a failed test has failed all the same.
  counts.failed += counted.failed === 0 && code !== 0 ? 1 : counted.failed;
}

function runProgram(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...environment },
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function testFiles(withBrowser: boolean): Promise<readonly string[]> {
  const found = await Array.fromAsync(glob(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }));
  return found.filter((file) => withBrowser || !file.startsWith('test/e2e/')).toSorted();
}

// Those that open a database, as they say by importing the world or the server, and are about what it decides: what pages and journeys
// make of that is the same on every engine, and would take as long again.
async function databaseFiles(): Promise<readonly string[]> {
  const files = await testFiles(false);
  return files.filter(
    (file) =>
      /database|schema|search|platform\/(db|jobs)\//.test(file) &&
      /from '[^']*\/(world|server|casework)\.ts'/.test(readFileSync(join(root, file), 'utf8')),
  );
}
