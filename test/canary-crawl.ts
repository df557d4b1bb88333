import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { strFromU8, unzipSync } from 'fflate';
import type { MarkedCase, MarkedOffice } from './canary-office.ts';
import type { Persona } from './canary-personas.ts';
import type { CanaryWorld } from './canary-world.ts';
import type { World } from './world.ts';

/** What left the service for one request. */
export interface Left {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** One row of a ledger. */
export interface Row {
  readonly path: string;
  readonly methods: readonly string[];
}

/** Every row of an instance's ledgers, as Fastify has them: a route that is added is asked for without anybody naming it here. */
export function rowsOf(instance: FastifyInstance): readonly Row[] {
  const above: string[] = [];
  return instance
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, lead = '', part = '', methods = ''] = /^([│├└─\s]*)(\S*) \(([A-Z, ]+)\)$/.exec(line) ?? [];
      if (part === '') return [];
      const depth = lead.length / 4;
      const path = `${above[depth - 1] ?? ''}${part}`;
      above[depth] = path;
      return [{ path, methods: methods.split(', ') }];
    });
}

/** Asks as a persona's browser would, one request at a time and without following. */
export function askAs(world: World, persona: Persona) {
  return async (method: 'GET' | 'POST', path: string, body = ''): Promise<Left> => {
    const instance = world.app.isWorkspace(path) ? world.app.workspace : world.app.site;
    const { host, cookies } = persona;
    const response = await instance.inject({
      method,
      url: path,
      headers: {
        host,
        cookie: [`form=${formSecret}`, ...(cookies === '' ? [] : [cookies])].join('; '),
        ...(method === 'POST'
          ? { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}` }
          : {}),
      },
      ...(method === 'POST' ? { payload: body } : {}),
    });
    const { statusCode: status, headers } = response;
    return { method, path, status, headers: JSON.stringify(headers), body: bodyOf(response) };
  };
}

// A Word document is a packed folder, in which nobody would find anything.
function bodyOf({
  headers,
  body,
  rawPayload,
}: {
  headers: object;
  body: string;
  rawPayload: Buffer;
}): string {
  if (!JSON.stringify(headers).includes('wordprocessingml')) return body;
  return Object.values(unzipSync(rawPayload))
    .map((part) => strFromU8(part))
    .join('\n');
}

// Of a paper that is written twice the Word document is read; the PDF is packed otherwise.
const noWords = /^\/assets|[./]pdf(\?|$)/;

type Ask = ReturnType<typeof askAs>;

/** Follows every link from the pages where somebody begins, at most `most` pages. */
export async function walk(ask: Ask, from: readonly string[], most: number): Promise<readonly Left[]> {
  const known = new Set(from);
  const queue = [...from];
  const seen: Left[] = [];
  for (let path = queue.shift(); path !== undefined && seen.length < most; path = queue.shift()) {
    const left = await ask('GET', path);
    seen.push(left);
    const links = [...left.body.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    );
    const [, location] = /"location":"(\/[^"]*)"/.exec(left.headers) ?? [];
    for (const link of location === undefined ? links : [...links, location])
      if (!known.has(link) && !noWords.test(link)) {
        known.add(link);
        queue.push(link);
      }
  }
  return seen;
}

const isIdentifier = /^:(id|document|file|request|review|reviewer|lane)$/;
/** What is no identifier, after the part of the address before it. */
const parted: Readonly<Record<string, string>> = {
  words: 'referral-outcome',
  entries: 'learning',
  items: 'facts',
};

const unknown = '01890000-0000-7000-8000-000000000000';

/** The addresses of a row, with everything of a case and its partnership in the places of its parameters. */
function addressOf(
  row: Row,
  of: MarkedCase | null,
  { ids }: MarkedOffice,
  holds: string,
  turn: number,
): string {
  const parts = row.path.split('/');
  const isOfCase = parts.includes(':ref');
  return parts
    .map((part, at) => {
      const before = parts[at - 1] ?? '';
      if (part === ':ref') return of?.reference ?? '';
      if (part.startsWith(':') && parted[before] !== undefined && parts[1] !== 'meetings')
        return parted[before];
      if (isIdentifier.test(part)) {
        const name = part === ':request' && parts.includes('reviews') ? ':request of a review' : before;
        const own = isOfCase || before === 'referrals' ? of?.ids[name] : undefined;
        const others = ids[before] ?? [];
        return (own ?? others[turn % Math.max(1, others.length)]) || unknown;
      }
      const given: Readonly<Record<string, string>> = {
        ':kind': 'authority-aware',
        ':rule': 'RR-01',
        ':as': 'word',
        ':paper': 'form.docx',
        ':part': 'notifier',
        ':day': 'decided',
        ':to': 'stopped',
        ':step': 'escalate',
        ':number': '1',
        ':item': ids['meetingItems']?.[0] ?? unknown,
        ':seat': ids['seats']?.[0] ?? unknown,
        ':agency': ids['agencies']?.[0] ?? unknown,
        ':section': 'children',
        ':entry': '1',
        ':token': holds || 'ABCDEFGH12345678ABCDEFGH',
        ':role': ids['roles']?.[0] ?? unknown,
        ':account': ids['account']?.[0] ?? unknown,
      };
      return part.startsWith(':') ? (given[part] ?? 'anything') : part;
    })
    .join('/');
}

/** A request that a persona is to make. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

// Bytes that are no text, and a field of which no form knows.
const junk = 'name=%FF%00&reason=x&who=nobody';
const formSecret = 'canary-canary-canary-canary';
const formToken = createHash('sha256').update(`form ${formSecret}`).digest('base64url');
/** Good for a form that was sent from its own page; the key is good for one act. */
const ownForm = `form-token=${formToken}&once-key=ABCDEFGH12345678ABCDEFGH&`;

/**
 * Every row of the ledgers, asked for by a persona with what belongs to the cases of their partnership, whether or not they may see them; and
 * of what belongs to another, and of the forms, a third. Forms come without their token, as from a page elsewhere; and with it, for what is another partnership's, so
 * that the act itself has to refuse them and nothing is changed.
 */
export function requests(world: World, { offices }: CanaryWorld, persona: Persona): readonly Request[] {
  const rows = [...rowsOf(world.app.workspace), ...rowsOf(world.app.site)].filter(
    ({ path }) => !noWords.test(path),
  );
  const own = offices.find(({ office }) => office.id === persona.partnershipId) ?? offices[0];
  const foreign = offices.find((office) => office !== own) ?? offices[1];
  const asked = rows.flatMap((row, turn): readonly Request[] => {
    const isOfCase = /:ref|referrals\/:id/.test(row.path);
    const at = (of: MarkedCase | null | undefined, office: MarkedOffice) =>
      addressOf(row, of ?? null, office, persona.holds, turn);
    const other = at(foreign.cases[turn % 3], foreign);
    // Two of the three cases, which others from persona to persona: all of them are asked for by each kind of person.
    const some = own.cases.filter((_, index) => (index + turn + persona.name.length) % 3 !== 0);
    const gets = isOfCase ? some.map((of) => at(of, own)) : [at(null, own)];
    // Each form and each foreign page is sent and asked for by a third of the people, another one for each row: 22 people are enough for all.
    const isTheirs = (turn + persona.name.length) % 3 === 0;
    const posts = [{ path: at(own.cases[turn % 3], own), body: junk }];
    if (/:ref|:id/.test(row.path)) posts.push({ path: other, body: ownForm + junk });
    if (isTheirs) gets.push(other);
    return [
      ...(row.methods.includes('GET')
        ? gets.map((path) => ({ method: 'GET' as const, path, body: '' }))
        : []),
      ...(row.methods.includes('POST') && isTheirs
        ? posts.map((one) => ({ method: 'POST' as const, ...one }))
        : []),
    ];
  });
  // What was frozen is asked for by its number, behind the same address.
  const frozen = asked
    .filter(({ path }) => /\/rapid-review\/document(\/|$)/.test(path))
    .map((one) => ({ ...one, path: `${one.path}?version=1` }));
  return [...new Map([...asked, ...frozen].map((one) => [Object.values(one).join(' '), one])).values()];
}
