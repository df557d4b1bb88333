import type { Verb } from '../../src/acts/verbs.ts';
import type { WorkRoute } from '../../src/acts/work-route.ts';
import type { Ground, Matrix, Somebody } from './ground.ts';
import { grants } from './personas.ts';

/** One question over HTTP: a row of a ledger, asked by somebody about a case; null where the row is about none. */
export interface Cell {
  readonly row: WorkRoute;
  readonly who: Somebody;
  readonly about: Ground | null;
}

/** What a part of an address stands for in the ledgers; a name that is not here fails the test. */
const caseParts: Readonly<Record<string, (about: Pick<Ground, 'id' | 'reference'>) => string>> = {
  ref: ({ reference }) => reference,
  id: ({ id }) => id,
  request: ({ id }) => id,
  kind: () => 'authority-aware',
  rule: () => 'NOT-01',
  document: ({ id }) => id,
  file: ({ id }) => id,
  step: () => 'escalate',
  item: () => 'facts',
  entry: () => 'learning',
  agency: ({ id }) => id,
  as: () => 'word',
  part: () => 'incident',
  paper: () => 'form.docx',
  review: ({ id }) => id,
  day: () => 'decided',
  to: () => 'under-way',
  reviewer: ({ id }) => id,
  link: ({ id }) => id,
  lane: ({ id }) => id,
  follow: () => 'sign-off',
  number: () => '1',
  row: () => '1.a-row',
};

/** Rows behind the session's door about something that is no case: what their address stands for. */
export type Places = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const placesOf = (
  { bystander, otherAgency }: Matrix,
  { mail, invitation, role, group }: { mail: string; invitation: string; role: string; group: string },
): Places => ({
  '/people/:id': { id: bystander.accountId },
  '/people/:id/reset': { id: bystander.accountId },
  '/people/:id/roles/:role/end': { id: bystander.accountId, role },
  '/people/invitations/:id': { id: invitation },
  '/people/invitations/:id/take-back': { id: invitation },
  '/mail/:id': { id: mail },
  '/mail/:id/again': { id: mail },
  '/mail/words/:kind': { kind: 'referral-outcome' },
  '/mail/words/:kind/ours': { kind: 'referral-outcome' },
  '/mail/words/:kind/history': { kind: 'referral-outcome' },
  '/agencies/:id/end': { id: otherAgency },
  '/scrutiny/paper/:as': { as: 'word' },
  '/settings/reminders/:family': { family: 'review' },
  ...Object.fromEntries(
    ['', '/name', '/terms', '/chair', '/quorum', '/end', '/seats/add'].map((of) => [
      `/settings/groups/:id${of}`,
      { id: group },
    ]),
  ),
  '/improvement/export/:as': { as: 'excel' },
  '/trail/people/:account': { account: bystander.accountId },
});

/** Rows that the sample leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'POST /cases/:ref/chronology/:number/lanes/:lane/check': 'no file waits there; src/chronology tries it',
  'GET /settings/groups/:id/seats/:seat': 'no seat is in the matrix; src/group tries it',
  'POST /settings/groups/:id/seats/:seat': 'as its page',
  'GET /settings/groups/:id/seats/:seat/end': 'as its page',
  'POST /settings/groups/:id/seats/:seat/end': 'as its page',
  'GET /settings/bank-holidays/:id/withdraw': 'there is no such day in the matrix; src/calendar tries it',
  'POST /settings/bank-holidays/:id/withdraw': 'as its page',
  ...Object.fromEntries(
    [
      'GET /meetings/:id',
      'GET /meetings/:id/change',
      'POST /meetings/:id/change',
      'GET /meetings/:id/call-off',
      'POST /meetings/:id/call-off',
      'GET /meetings/:id/invitation.ics',
      'POST /meetings/:id/move',
      'GET /meetings/:id/attendance',
      'POST /meetings/:id/attendance',
      'GET /meetings/:id/agenda',
      'POST /meetings/:id/agenda',
      'GET /meetings/:id/items/:item',
      'POST /meetings/:id/items/:item/change',
      'POST /meetings/:id/items/:item/minutes',
      'POST /meetings/:id/items/:item/actions',
      'POST /meetings/:id/items/:item/actions/:action/strike',
      'POST /meetings/:id/items/:item/conflicts/:conflict/end',
      'GET /meetings/:id/items/:item/conflict',
      'POST /meetings/:id/items/:item/conflict',
      'GET /meetings/:id/minutes',
      'GET /meetings/:id/minutes/:as',
      'POST /meetings/:id/minutes',
      'POST /meetings/:id/minutes/corrections',
      'POST /meetings/:id/minutes/corrections/:correction',
      'GET /meetings/:id/day',
      'GET /meetings/:id/day/:item',
      'GET /meetings/:id/invitations',
      'POST /meetings/:id/invitations',
      'GET /meetings/:id/answer',
      'POST /meetings/:id/answer',
      'GET /meetings/:id/pack',
      'POST /meetings/:id/pack/freeze',
      'GET /meetings/:id/pack/items/:item',
      'GET /meetings/:id/pack/papers/:paper/file',
      'POST /meetings/:id/pack/papers/:paper/off',
      'GET /meetings/:id/pack/items/:item/papers',
      'POST /meetings/:id/pack/items/:item/papers',
      'GET /meetings/:id/pack/copy',
      'POST /meetings/:id/pack/copy',
    ].map((row) => [row, 'whose a meeting and its items are only the database knows; src/meetings tries it']),
  ),
  ...Object.fromEntries(
    ['GET /rounds/:id', 'POST /rounds/:id', 'POST /rounds/:id/prove', 'GET /rounds/:id/papers/:file'].map(
      (row) => [row, 'who has a seat that is asked only the database knows; src/rounds tries it'],
    ),
  ),
  ...Object.fromEntries(
    [
      'GET /challenges/new',
      'POST /challenges/new',
      'GET /challenges/:id',
      'POST /challenges/:id/answer',
      'POST /challenges/:id/press',
    ].map((row) => [row, 'there is none in the matrix that is nobody’s case; src/scrutiny tries it']),
  ),
  'GET /attestations/:id': 'whose people somebody confirms only the database knows; src/attestation tries it',
  'POST /attestations/:id': 'as its page',
  ...Object.fromEntries(
    [
      'GET /improvement/recommendations/:id',
      'GET /improvement/asks/:id',
      'GET /improvement/actions/:id',
      ...[
        'recommendations/:id/change',
        'recommendations/:id/addressees',
        'asks/:id/plan',
        ...['asked', 'due', 'escalation', 'position', 'delivery', 'assessment', 'life'].map(
          (axis) => `asks/:id/${axis}`,
        ),
        ...[
          'owner',
          'due',
          'progress',
          'evidence',
          'close-asked',
          'verified',
          'sent-back',
          'reopened',
          'check-planned',
          'check-result',
        ].map((kind) => `actions/:id/${kind}`),
      ].flatMap((path) => [`GET /improvement/${path}`, `POST /improvement/${path}`]),
    ].map((row) => [
      row,
      'whose a recommendation and an action are only the database knows; src/improvement tries it',
    ]),
  ),
  'POST /calendar/addresses/:id/take-back': 'it is the own address of whoever asks; src/calendar tries it',
  'POST /sessions/:id/end': 'it ends the session that everything else is asked with; src/people tries it',
  'GET /consultations/:id': 'whose a consultation is only the database knows; src/intake tries it',
  'POST /consultations/:id/advice': 'as its page',
  'GET /consultations/:id/receipt': 'as its page',
  'POST /consultations/:id/receipt': 'as its page',
  'GET /referrals/:id/files/:file': 'which file is of which referral, src/documents tries',
  'GET /referrals/:id/requests/:request': 'which request is of which referral, src/requests tries',
  'POST /referrals/:id/requests/:request/link': 'as its page',
  'GET /referrals/:id/requests/:request/:step': 'as its page',
  'POST /referrals/:id/requests/:request/:step': 'as its page',
  'POST /referrals/:id/files/:file/release': 'as its page',
  'POST /referrals/:id/files/:file/check': 'as its page',
  'GET /cases/:ref/rapid-review/letter/:agency/:as': 'which agency is in the case, src/rapid-review tries',
};

/** What the form on a page is for, where looking at it takes more than the verb of its row: nobody is shown a form that they may not send. */
export const formsFor: Readonly<Record<string, Verb>> = {
  'GET /referrals/:id/case': 'case.open',
  'GET /referrals/:id/outcome': 'referral.answer',
  'GET /referrals/:id/receipt': 'receipt.replace',
  'GET /referrals/:id/endorsement': 'endorsement.ask',
  'GET /cases/:ref/close': 'case.close',
  'GET /cases/:ref/reopen': 'case.reopen',
};

const parts = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** True for a row about a case or the referral that it was opened from. */
export const isOfCase = ({ path }: WorkRoute) =>
  /^\/(cases\/:ref|referrals\/:id|trail\/cases\/:ref)/.test(path);

/** What a row is called: "GET /cases/:ref". */
export const nameOf = ({ method, path }: Pick<WorkRoute, 'method' | 'path'>) => `${method} ${path}`;

/** The parts of a row's address that nobody has said the meaning of. */
export const unknownParts = (row: WorkRoute, places: Places): readonly string[] =>
  isOfCase(row)
    ? parts(row.path).filter((part) => caseParts[part] === undefined)
    : parts(row.path).filter((part) => places[row.path]?.[part] === undefined);

/** The address of a cell. */
export function addressOf(
  row: WorkRoute,
  about: Pick<Ground, 'id' | 'reference'> | null,
  places: Places,
): string {
  return row.path.replace(/:(\w+)/g, (_, part: string) => {
    const value = about === null ? places[row.path]?.[part] : caseParts[part]?.(about);
    if (value === undefined) throw new Error(`nobody says what ${part} is in ${row.path}`);
    return value;
  });
}

/** Whether the table lets this cell be: the row's verb, and for a form's page that of the form too. */
export function isGranted({ row, who, about }: Cell): boolean {
  const relation = about?.relation ?? { name: 'no case' };
  const also = formsFor[nameOf(row)];
  return (
    grants(who.persona, row.verb, relation) && (also === undefined || grants(who.persona, also, relation))
  );
}

/** Every cell of the rows behind the session's door. */
export function cellsOf(rows: readonly WorkRoute[], { people, cases }: Matrix): readonly Cell[] {
  return rows.flatMap((row) =>
    people.flatMap((who): readonly Cell[] =>
      isOfCase(row) ? cases.map((about) => ({ row, who, about })) : [{ row, who, about: null }],
    ),
  );
}

/** Takes `count` of them by chance; the same seed takes the same. */
export function sampled<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const left = [...all];
  const taken: T[] = [];
  let state = seed >>> 0;
  while (taken.length < count && left.length > 0) {
    // Mulberry32: small, and good enough to spread a sample.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const at = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * left.length);
    const [one] = left.splice(at, 1, left.at(-1) as T);
    left.pop();
    if (one !== undefined) taken.push(one);
  }
  return taken;
}
