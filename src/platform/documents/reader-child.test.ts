import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { capsOfNode } from './reader-child.ts';

const attempts: [string, string][] = [
  ['read a file of the machine', `(await import('node:fs')).readFileSync('/etc/passwd')`],
  ['list a folder', `(await import('node:fs')).readdirSync('/')`],
  ['write a file', `(await import('node:fs')).writeFileSync('/tmp/x', '')`],
  ['start a program', `(await import('node:child_process')).execSync('true')`],
  ['start a thread', `new (await import('node:worker_threads')).Worker('1', { eval: true })`],
  [
    'open a connection',
    `const { connect } = await import('node:net'); await new Promise((_, fail) => connect(9).on('error', fail))`,
  ],
];

describe('the process in which files are parsed', () => {
  for (const [what, code] of attempts) {
    it(`may not ${what}`, () => {
      const script = `try { ${code}; console.log('done') } catch (error) { console.log(error.code) }`;
      const child = spawnSync(process.execPath, [...capsOfNode(), '--input-type=module', '-e', script], {
        env: {},
      });
      assert.equal(child.stdout.toString().trim(), 'ERR_ACCESS_DENIED');
    });
  }
});
