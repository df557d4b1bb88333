import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { policy } from '../src/access/policy.ts';
import { refusals } from '../src/acts/refusal.ts';
import { verbs } from '../src/acts/verbs.ts';
import { readRegisterFile } from '../src/register/register.ts';
import { files, importsOf, isForTests, isThere, shipped, textOf } from './tree.ts';

/** What a file of src is for. docs/house.md tells what each may import. */
type Layer =
  | 'law'
  | 'access'
  | 'acts'
  | 'platform'
  | 'config'
  | 'composition'
  | 'door'
  | 'commands'
  | 'store'
  | 'page'
  | 'pure';

const roots: Readonly<Record<string, Layer>> = {
  'src/law': 'law',
  'src/access': 'access',
  'src/acts': 'acts',
  'src/platform': 'platform',
  'src/config.ts': 'config',
  'src/command-line': 'composition',
  'src/main.ts': 'composition',
  'src/compose.ts': 'composition',
  'src/seeds.ts': 'composition',
  'src/start-block.ts': 'composition',
  'src/training': 'composition',
};

function layerOf(name: string): Layer {
  // What is visible is said in SQL, from the policy's own rows.
  if (name === 'src/access/visible.ts') return 'store';
  const [, top = ''] = name.split('/');
  const root = roots[`src/${top}`];
  if (root !== undefined) return root;
  const own = name.split('/').slice(2).join('/');
  if (own.startsWith('pages/')) return 'page';
  if (/^store[^/]*\.ts$/.test(own)) return 'store';
  if (/^commands[^/]*\.ts$/.test(own)) return 'commands';
  // Doors: what is called from outside and calls commands, stores and pages in turn.
  return /^(routes[^/]*|import|error-pages)\.ts$/.test(own) ? 'door' : 'pure';
}

const sliceOf = (name: string) => name.split('/')[1] ?? '';
const sources = shipped('src/', '.ts');

/** Why `name` may not import `target`, or null where it may. */
function objection(name: string, target: string, typesOnly: boolean): string | null {
  const from = layerOf(name);
  const to = layerOf(target);
  if (isForTests(target)) return 'only tests may import what is made for tests';
  if (from === 'composition') return null;
  if (to === 'composition') return 'only the composition root and the command line put things together';
  if (to === 'config') return from === 'platform' ? null : 'the settings are handed in';
  if (from === 'law') return to === 'law' ? null : 'the law knows of nothing else';
  if (from === 'config') return 'the settings know of nothing else';
  if (from === 'platform') return to === 'platform' ? null : 'the platform knows of no slice';
  if (from === 'access')
    return to === 'law' || to === 'access' || (typesOnly && to === 'acts')
      ? null
      : 'the policy knows types of acts, and the law';
  if (from === 'acts')
    return ['acts', 'access', 'platform'].includes(to) || (typesOnly && to === 'pure')
      ? null
      : 'acts know slices by the types of their pure files only';
  return objectionOfSlice(name, target, typesOnly, from, to);
}

function objectionOfSlice(name: string, target: string, typesOnly: boolean, from: Layer, to: Layer) {
  const own = sliceOf(name) === sliceOf(target);
  if (target.startsWith('src/platform/db/'))
    return from === 'store' ? null : 'only stores and acts reach the database';
  if (to === 'law') return null;
  if (to === 'pure') return null;
  if (!own && (to === 'commands' || to === 'page' || to === 'door'))
    return 'the commands, pages and doors of another slice are its own business';
  if (from === 'door') return null;
  if (from === 'commands') return to === 'page' || to === 'door' ? 'commands know no pages' : null;
  if (from === 'store')
    return typesOnly ||
      to === 'platform' ||
      to === 'access' ||
      (to === 'store' && (own || target === 'src/access/visible.ts'))
      ? null
      : 'a store takes values from pure files and the platform only';
  if (from === 'page')
    return typesOnly || target.startsWith('src/platform/pages/') || (own && to === 'page')
      ? null
      : 'a page knows pure files, and the types of others';
  // What a person may not do is not in the navigation around a page either.
  const asksPolicy = name.endsWith('/frame.ts') && target === 'src/access/policy.ts';
  return typesOnly || asksPolicy || target === 'src/acts/refusal.ts'
    ? null
    : 'a pure file takes nothing but types from here';
}

/** Which other slices the public ones may know: what they reach, everybody reads. */
const publicSlices: Readonly<Record<string, readonly string[]>> = {
  register: ['partnership', 'site'],
  site: ['partnership'],
  learning: ['partnership', 'site'],
};
const noSlices = ['law', 'access', 'acts', 'platform'];

describe('the import rule', () => {
  it('holds for every file of src', () => {
    const wrong = sources.flatMap((name) =>
      importsOf(name)
        .filter(({ target }) => target.startsWith('src/'))
        .flatMap(({ target, typesOnly }) => {
          const why = objection(name, target, typesOnly);
          return why === null ? [] : [`${name} imports ${target}: ${why}`];
        }),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps casework out of the public slices', () => {
    const wrong = sources.flatMap((name) => {
      const others = publicSlices[sliceOf(name)];
      if (others === undefined) return [];
      const reach = [...noSlices, sliceOf(name), ...others];
      return importsOf(name)
        .filter(({ target }) => target.startsWith('src/') && !reach.includes(sliceOf(target)))
        .map(({ target }) => `${name} imports ${target}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps files, sockets and processes out of pure files', () => {
    const readers = ['src/partnership/authorities.ts', 'src/law/bank-holidays.ts'];
    const wrong = sources
      .filter((name) => ['pure', 'law', 'page', 'access'].includes(layerOf(name)) && !readers.includes(name))
      .flatMap((name) => importsOf(name).map(({ target }) => `${name} imports ${target}`))
      .filter((line) => /imports node:(?!crypto$)|imports (pg|kysely|fastify)\b/.test(line));
    assert.deepEqual(wrong, []);
  });

  it('has no circles', () => {
    const graph = new Map(sources.map((name) => [name, importsOf(name).map(({ target }) => target)]));
    assert.deepEqual(circles(graph), []);
  });
});

/** Every circle of a graph, once, as the path that closes it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (name: string, path: readonly string[]) => {
    const at = path.indexOf(name);
    if (at !== -1) found.push([...path.slice(at), name].join(' → '));
    if (at !== -1 || done.has(name)) return;
    for (const next of graph.get(name) ?? []) walk(next, [...path, name]);
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
  return found;
}

describe('time, chance and surroundings', () => {
  const places: readonly (readonly [words: RegExp, where: RegExp])[] = [
    [/new Date\b|Date\.now\b|Temporal\.Now\b/, /^src\/platform\/(clock|db)\//],
    [/\brandomUUID\b|Math\.random\b/, /^src\/platform\/(clock|db)\//],
    [/process\.env\b/, /^src\/config\.ts$/],
  ];

  it('come in as arguments', () => {
    const wrong = sources.flatMap((name) =>
      places
        .filter(([words, where]) => words.test(textOf(name)) && !where.test(name))
        .map(([words]) => `${name}: ${words}`),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('size and names', () => {
  const written = files().filter((name) => /\.(ts|mts|mjs|njk|scss|sql|md)$/.test(name));

  it('lets no file grow over 400 lines', () => {
    const long = written
      .filter((name) => name !== 'src/platform/db/schema.ts')
      .map((name) => [name, textOf(name).trimEnd().split('\n').length] as const)
      .filter(([, lines]) => lines > 400);
    assert.deepEqual(long, []);
  });

  it('has no drawer for odds and ends', () => {
    const drawers = written.filter((name) =>
      /(^|[/.-])(utils?|helpers?|common|misc|managers?)([/.-]|$)/i.test(name.replace(/\.\w+$/, '')),
    );
    assert.deepEqual(drawers, []);
    const types = sources.filter((name) =>
      /\b(class|interface|type) \w*(Service|Manager|Helper|Util|Utils)\b/.test(textOf(name)),
    );
    assert.deepEqual(types, []);
  });

  it('names files in kebab-case', () => {
    const wrong = sources.filter((name) => !/^[a-z0-9-]+(\.d)?\.ts$/.test(name.split('/').at(-1) ?? ''));
    assert.deepEqual(
      wrong.filter((name) => !/\/browser\/.*\.d\.ts$/.test(name)),
      [],
    );
  });

  it('keeps slice READMEs to twenty lines', () => {
    const long = files().filter(
      (name) => /^src\/.*README\.md$/.test(name) && textOf(name).trimEnd().split('\n').length > 20,
    );
    assert.deepEqual(long, []);
  });

  it('gives every slice its README', () => {
    const folders = new Set(
      sources.map((name) => name.split('/').slice(0, -1)[1]).filter((top) => top !== undefined),
    );
    assert.deepEqual(
      [...folders].filter((top) => !isThere(`src/${top}/README.md`)),
      [],
    );
  });
});

describe('the platform', () => {
  // "child" is left out: processes and boxes of a page have children too. "register" is a verb here.
  const field =
    /safeguarding|partnership|\breferrals?\b|case review|serious case|rapid review|L?CSPR|\bpanel\b|chronolog|practitioner|perpetrator|notifiable|\bcouncil|\bfamil(y|ies)\b/i;

  it('has no words of the field', () => {
    const spoken = [...shipped('src/platform/', '.ts'), ...shipped('src/platform/', '.njk')]
      .filter((name) => name !== 'src/platform/db/schema.ts')
      .flatMap((name) =>
        textOf(name)
          .split('\n')
          .map((line, index) => ({ name, line, number: index + 1 })),
      )
      .filter(({ line }) => field.test(line));
    assert.deepEqual(
      spoken.map(({ name, number, line }) => `${name}:${number} ${line.trim()}`),
      [],
    );
  });
});

describe('one verb, everywhere', () => {
  const code = sources.filter((name) => !/^src\/(acts\/verbs|access\/policy)\.ts$/.test(name)).map(textOf);
  const migrations = files()
    .filter((name) => name.endsWith('.sql'))
    .map(textOf);

  it('has a row of the policy, with somebody in it', () => {
    assert.deepEqual(Object.keys(policy).toSorted(), Object.keys(verbs).toSorted());
    assert.deepEqual(
      Object.entries<readonly string[]>(policy).filter(([, who]) => who.length === 0),
      [],
    );
  });

  it('is the verb of every route', () => {
    const rows = sources
      .filter((name) => layerOf(name) === 'door')
      .flatMap((name) => [...textOf(name).matchAll(/\b(?:get|page|post)\(\s*'(\/[^']*)',\s*'([^']+)'/g)]);
    assert.notEqual(rows.length, 0, 'the ledgers are found');
    assert.deepEqual(
      rows.filter(([, , verb = '']) => !Object.hasOwn(verbs, verb)).map(([row]) => row),
      [],
    );
  });

  it('is performed somewhere', () => {
    const places = [...code, ...migrations];
    const idle = Object.keys(verbs).filter((verb) => !places.some((text) => text.includes(`'${verb}'`)));
    assert.deepEqual(idle, []);
  });

  it('is refused, where it is, with a code that somebody gives', () => {
    const given = [...sources.filter((name) => name !== 'src/acts/refusal.ts').map(textOf), ...migrations];
    const idle = Object.keys(refusals).filter((code) => !given.some((text) => text.includes(`'${code}'`)));
    assert.deepEqual(idle, []);
  });

  it('is meant by what the database itself records', () => {
    const said = migrations
      .flatMap((text) => [...text.matchAll(/'verb', '([^']+)'/g)])
      .map(([, verb = '']) => verb);
    assert.deepEqual(
      said.filter((verb) => !Object.hasOwn(verbs, verb)),
      [],
    );
    const refused = migrations
      .flatMap((text) => [...text.matchAll(/'refusal', '([^']+)'/g)])
      .map(([, one = '']) => one);
    assert.deepEqual(
      refused.filter((one) => !Object.hasOwn(refusals, one)),
      [],
    );
  });
});

describe('templates', () => {
  const templates = shipped('src/', '.njk');
  const defined = sources.flatMap((name) =>
    [...textOf(name).matchAll(/definePage(?:<[^(]*>)?\(\s*'([^']+)'/g)].map(([, path = '']) => ({
      name,
      path,
    })),
  );

  it('that a page defines are there, in a slice under the page’s own name', () => {
    const wrong = defined.filter(({ name, path }) => {
      const template = `src/${path}`;
      if (!isThere(template)) return true;
      return !name.startsWith('src/platform/') && !template.startsWith(name.replace(/\.ts$/, ''));
    });
    assert.deepEqual(wrong, []);
  });

  it('are each a page or a part of another', () => {
    const pages = new Set(defined.map(({ path }) => `src/${path}`));
    const used = [...templates, ...sources].flatMap((name) =>
      [...textOf(name).matchAll(/(?:include|import|extends|from)\s+'?"?([\w./-]+\.njk)/g)].map(
        ([, path = '']) => path,
      ),
    );
    const unused = templates.filter(
      (name) => !pages.has(name) && !used.some((path) => name.endsWith(path.replace(/^(\.\.?\/)+/, ''))),
    );
    assert.deepEqual(unused, []);
  });
});

describe('migrations', () => {
  const names = files()
    .filter((name) => /^migrations\/.*\.sql$/.test(name))
    .toSorted();

  it('are numbered without gaps', () => {
    const numbers = names.map((name) => Number(/^migrations\/(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]));
    assert.deepEqual(
      numbers,
      names.map((_, index) => index + 1),
    );
  });

  it('each begin by saying why', () => {
    assert.deepEqual(
      names.filter((name) => !/^-- \S.{40,}/.test(textOf(name))),
      [],
    );
  });
});

describe('seeds', () => {
  const registers = files().filter((name) => /^seeds\/[^/]+\/register\/register\.json$/.test(name));

  it('hold registers that can be read whole, with every file that they name', () => {
    assert.deepEqual(registers.map((name) => name.split('/')[1] ?? '').toSorted(), ['liverpool', 'training']);
    for (const name of registers) {
      const { reviews, refused } = readRegisterFile(textOf(name));
      assert.deepEqual(refused, [], name);
      const missing = reviews
        .flatMap(({ documents }) => documents.map(({ file }) => file))
        .filter((file) => file !== undefined && !isThere(join(name, '..', file)));
      assert.deepEqual(missing, [], name);
    }
  });
});
