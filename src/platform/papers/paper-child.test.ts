import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { capsOfPapers } from './paper-child.ts';

const attempts: readonly (readonly [string, string])[] = [
  ['read a file of the machine', `(await import('node:fs')).readFileSync('/etc/passwd')`],
  ['write a file', `(await import('node:fs')).writeFileSync('/tmp/x', '')`],
  ['start a program', `(await import('node:child_process')).execSync('true')`],
  [
    'open a connection',
    `const { connect } = await import('node:net'); await new Promise((_, fail) => connect(9).on('error', fail))`,
  ],
];

describe('the process in which a paper is written', () => {
  for (const [what, code] of attempts) {
    it(`may not ${what}`, () => {
      const script = `try { ${code}; console.log('done') } catch (error) { console.log(error.code) }`;
      const child = spawnSync(process.execPath, [...capsOfPapers(), '--input-type=module', '-e', script], {
        env: {},
      });
      assert.equal(child.stdout.toString().trim(), 'ERR_ACCESS_DENIED');
    });
  }
});

// Node's limits do not bind native code. Its own do, even where what it compiles was not ours.
describe('Typst', () => {
  const workspace = fileURLToPath(new URL('./look/', import.meta.url));
  for (const path of ['/etc/passwd', '../sound.ts', '/../sound.ts', '../../../../../../../etc/passwd'])
    it(`reads nothing outside the folder of the look: ${path}`, () => {
      const compiler = NodeCompiler.create({ workspace });
      assert.ok(compiler.compile({ mainFileContent: `#read(${JSON.stringify(path)})` }).hasError());
    });

  it('reads within it', () => {
    const compiler = NodeCompiler.create({ workspace });
    assert.ok(!compiler.compile({ mainFileContent: '#read("/paper.typ")' }).hasError());
  });
});
