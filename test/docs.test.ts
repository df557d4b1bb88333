import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, it } from 'node:test';
import { refusals } from '../src/acts/refusal.ts';
import { verbs } from '../src/acts/verbs.ts';
import { files, isThere, pathOf, shipped, textOf } from './tree.ts';

const documents = files().filter((name) => name.endsWith('.md'));

/** The rows of a document's tables whose first cell is one piece of code: that piece, and the second cell. */
function coded(name: string, heading: string): ReadonlyMap<string, string> {
  const section =
    textOf(name)
      .split(/^## /m)
      .find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return new Map(
    [...section.matchAll(/^\| `([^`]+)` \| (.+?) \|$/gm)].map(([, code = '', words = '']) => [code, words]),
  );
}

describe('docs/verbs.md', () => {
  it('has every verb in its own words, and no other', () => {
    const spoken = Object.entries(verbs).map(([verb, { words }]) => [verb, words]);
    assert.deepEqual(Object.fromEntries(coded('docs/verbs.md', 'Verbs')), Object.fromEntries(spoken));
  });

  it('says which verbs leave no entry', () => {
    const told = /but for those that read what is public: (.+)\.$/m.exec(textOf('docs/verbs.md'))?.[1] ?? '';
    const unrecorded = Object.entries(verbs).filter(([, { recorded }]) => !recorded);
    assert.deepEqual(
      [...told.matchAll(/`([^`]+)`/g)].map(([, verb]) => verb),
      unrecorded.map(([verb]) => verb),
    );
  });
});

describe('docs/refusals.md', () => {
  it('has every refusal with its sentence, and no other', () => {
    assert.deepEqual(Object.fromEntries(coded('docs/refusals.md', 'Refusals')), { ...refusals });
  });
});

describe('commands in documents', () => {
  const scripts = Object.keys(JSON.parse(textOf('package.json')).scripts as Record<string, string>);
  const help = (words: readonly string[]) =>
    spawnSync(process.execPath, [pathOf('src/command-line/main.ts'), ...words, '--help'], {
      encoding: 'utf8',
    });
  const named = [...help([]).stdout.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)?) {2,}\S/gm)].map(
    ([, name = '']) => name,
  );

  it('are scripts of package.json', () => {
    const wrong = documents.flatMap((name) =>
      [...textOf(name).matchAll(/(?<=^ {4}|`|&& )npm (?:run )?([a-z]+)\b/gm)]
        .map(([call, word = '']) => ({
          call,
          word,
          ofNpm: !call.startsWith('npm run') && /^(ci|install|up)$/.test(word),
        }))
        .filter(({ word, ofNpm }) => !ofNpm && !scripts.includes(word))
        .map(({ call }) => `${name}: ${call}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('are commands of bin/foresight, with flags that they have', () => {
    assert.ok(named.includes('register import'), 'the commands are listed');
    const usage = new Map(named.map((name) => [name, help(name.split(' ')).stdout]));
    const calls = documents.flatMap((name) =>
      [...textOf(name).matchAll(/bin\/foresight ([^`\n|;]*)/g)].map(([, words = '']) => ({ name, words })),
    );
    const wrong = calls.filter(({ words }) => {
      const command = named.find((one) => `${words} `.startsWith(`${one} `));
      if (command === undefined) return !/^(--help|<command>)/.test(words);
      const flags = words.match(/--[a-z-]+/g) ?? [];
      return !flags.every((flag) => flag === '--help' || usage.get(command)?.includes(flag));
    });
    assert.deepEqual(wrong, []);
  });

  it('are all told in docs/operating.md', () => {
    const told = textOf('docs/operating.md');
    assert.deepEqual(
      named.filter((name) => !told.includes(`| \`bin/foresight ${name}`)),
      [],
    );
  });
});

describe('settings', () => {
  const read = [...textOf('src/config.ts').matchAll(/get\(\s*'([A-Z_]+)'/g)].map(([, name = '']) => name);

  it('stand in the README, each once, and no other', () => {
    assert.deepEqual([...coded('README.md', 'Settings').keys()].toSorted(), [...new Set(read)].toSorted());
  });

  it('are told in docs/operating.md', () => {
    const told = textOf('docs/operating.md');
    assert.deepEqual(
      read.filter((name) => !told.includes(`\`${name}`)),
      [],
    );
  });
});

describe('paths and links in documents', () => {
  it('lead to what is there', () => {
    const dead = documents.flatMap((name) =>
      [...textOf(name).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = '']) => link.replace(/#.*$/, ''))
        .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
        .filter((link) => !isThere(posix.join(posix.dirname(name), link)))
        .map((link) => `${name}: ${link}`),
    );
    assert.deepEqual(dead, []);
  });

  // A pattern such as src/law/rules-*.ts must fit something; a name with an ellipsis or in capitals is an example.
  it('name files that are there', () => {
    const all = files();
    const fits = (path: string) => {
      if (!path.includes('*')) return isThere(path);
      const pattern = path
        .replace(/[.+]/g, '\\$&')
        .replace(/\*\*/g, '.+')
        .replace(/(?<!\.)\*/g, '[^/]*');
      return all.some((file) => new RegExp(`^${pattern}`).test(file));
    };
    const gone = documents.flatMap((name) =>
      [...textOf(name).matchAll(/`((?:src|docs|migrations|seeds|test|bench|tools|bin)\/[^`\s]*)/g)]
        .map(([, path = '']) => path.replace(/[.,;:]$/, ''))
        .filter((path) => !/…|NNNN|<|\{/.test(path) && !fits(path))
        .map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(gone, []);
  });
});

describe('decisions', () => {
  const names = files()
    .filter((name) => /^docs\/decisions\/.*\.md$/.test(name))
    .toSorted();

  it('are numbered without gaps, in name and title', () => {
    const numbers = names.map((name) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]);
    assert.deepEqual(
      numbers,
      names.map((_, index) => String(index + 1).padStart(4, '0')),
    );
    assert.deepEqual(
      names.filter((name, index) => !textOf(name).startsWith(`# ${numbers[index]} `)),
      [],
    );
  });

  for (const name of names)
    it(`${posix.basename(name)} is dated, whole and short`, () => {
      const text = textOf(name);
      assert.match(text, /^\d{4}-\d{2}-\d{2}$/m);
      for (const part of ['Context', 'Decision', 'Consequences', 'What would change it'])
        assert.match(text, new RegExp(`^## ${part}\\n+\\S`, 'm'));
      assert.ok(text.trimEnd().split('\n').length <= 35);
    });

  it('give a reason for every direct dependency, and for nothing else', () => {
    const file = JSON.parse(textOf('package.json')) as Record<string, Record<string, string> | undefined>;
    const direct = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(file[kind] ?? {}),
    );
    const listed = /^- [\s\S]*?(?=\n\n## )/m.exec(textOf('docs/decisions/0014-dependencies.md'))?.[0] ?? '';
    const told = [...listed.matchAll(/`([^`]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'inject');
    assert.deepEqual([...new Set(told)].filter((name) => !name.endsWith('/')).toSorted(), direct.toSorted());
  });
});

describe('what does not belong in the tree', () => {
  const texts = files()
    .filter((name) => name !== 'package-lock.json')
    .map((name) => ({ name, text: textOf(name) }))
    .filter(({ text }) => !text.includes('\0'));
  const findings = (pattern: RegExp) =>
    texts.flatMap(({ name, text }) => [...text.matchAll(pattern)].map(([found]) => `${name}: ${found}`));

  // RFC 2606 and RFC 6761 keep these names for examples, so nobody can be reached at them.
  const reserved = /(^|[@.])(example|test|invalid|localhost)$|(^|[@.])example\.(com|net|org)$/i;

  it('is a mailbox where somebody could be reached', () => {
    const mailboxes = findings(/[\w.+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/gi);
    assert.deepEqual(
      mailboxes.filter((found) => !reserved.test(found)),
      [],
    );
  });

  // Whatever stands beside the checkout on the machine where the tests run, and anybody's home.
  it('is a path of the machine it was written on', () => {
    const beside = dirname(pathOf(''));
    const places = findings(/(?<![\w.:/-])\/[\w.-]+\/[\w./-]+/g).map(
      (found) => found.split(': ') as [string, string],
    );
    const real = places.filter(([, path]) => path.startsWith(`${beside}/`) && existsSync(path));
    const homes = places.filter(([, path]) =>
      new RegExp(`^/(${['root', 'home', 'Users'].join('|')})/`).test(path),
    );
    assert.deepEqual([...real, ...homes], []);
    assert.deepEqual(findings(new RegExp(`\\.\\./${'shared'}\\b`, 'g')), []);
  });

  it('is a template or script that loads something from elsewhere', () => {
    const loads = /(?:src|href)="(?:https?:)?\/\/[^"]*\.(?:js|css|woff2?)"|@import\s+url|fonts\.googleapis/;
    assert.deepEqual(
      [...shipped('src/', '.njk'), ...shipped('src/', '.scss')].filter((name) => loads.test(textOf(name))),
      [],
    );
  });
});

describe('package-lock.json', () => {
  const { packages } = JSON.parse(textOf('package-lock.json')) as {
    packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
  };

  // npm leaves out what the registry at hand does not offer, and then refuses to install from its own file.
  it('knows every platform’s package that another names', () => {
    const named = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const missing = named.filter((name) => packages[`node_modules/${name}`]?.version === undefined);
    assert.deepEqual(missing, []);
  });

  it('holds no address of a registry', () => {
    assert.doesNotMatch(textOf('package-lock.json'), /"resolved": "http/);
  });
});
