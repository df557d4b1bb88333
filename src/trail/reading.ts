import { lookedAt, sentence } from './sentences.ts';

/** How many entries a page shows. */
export const pageSize = 50;
/** Over how many looks at a case, counted from the newest, "who has looked" is worked out. */
export const mostLooks = 2_000;

const london = 'Europe/London';

/** Which entries are wanted: all; what was done, without the looks; or what was refused, found nothing or failed. */
export type Which = 'everything' | 'acts' | 'not-done';

/** An entry as it may be read: who, when, what and how it ended. Its facts stay with the operator. */
export interface TrailRow {
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly verb: string;
  readonly outcome: string;
  /** Which kind of day was recorded, as a code; null for every other act. */
  readonly dayKind?: string | null;
  /** By what kind of proof somebody acted; null where there was none yet. */
  readonly actorKind: string | null;
  readonly accountId: string | null;
  /** Null for whoever has no account, or never had a role here. */
  readonly name: string | null;
  /** The case's reference, for whoever may know it. */
  readonly reference: string | null;
}

/** A page of entries, newest first, with one more than it shows where there are older ones. */
export type TrailRows = readonly TrailRow[];

/** An entry on a page. */
export interface EntryLine {
  /** For machines. */
  readonly instant: string;
  readonly time: Temporal.PlainTime;
  readonly who: { readonly name: string; readonly href: string | null } | null;
  readonly what: string;
  readonly of: { readonly reference: string; readonly href: string } | null;
  /** Null for what was done as asked. */
  readonly state: { readonly mark: string; readonly words: string } | null;
}

/** The entries of a page, parted by the days of London, and the way to older ones. */
export interface EntryDays {
  readonly days: readonly { readonly day: Temporal.PlainDate; readonly lines: readonly EntryLine[] }[];
  /** After which entry the next page goes on; null on the last page. */
  readonly before: number | null;
}

const proofs: Readonly<Record<string, string>> = {
  session: 'Somebody who is not known here',
  receipt: 'A referrer, by receipt',
  link: 'Somebody invited, by link',
  endorser: 'A safeguarding lead, by link and code',
  answerer: 'Somebody of an agency that was asked, by link and code',
  operator: 'The operator, at the command line',
  job: 'The service itself',
};

/** Who acted, in words: a name, or else by what proof. */
export function whoActed({ name, actorKind }: Pick<TrailRow, 'name' | 'actorKind'>): string {
  if (name !== null) return name;
  return actorKind === null
    ? 'Somebody who was not signed in'
    : (proofs[actorKind] ?? 'Somebody who is not known here');
}

const endings: Readonly<Record<string, { readonly mark: string; readonly words: string }>> = {
  refused: { mark: 'blocked', words: 'Refused' },
  'not-found': { mark: 'look', words: 'Not found' },
  failed: { mark: 'blocked', words: 'Failed' },
};

/** How an entry ended, with its mark; null where it was done. */
export const endingOf = (outcome: string): EntryLine['state'] =>
  outcome === 'done' ? null : (endings[outcome] ?? { mark: 'unconfirmed', words: outcome });

/** What is left out of a page because the whole page is about it. */
export interface Known {
  readonly person: boolean;
  readonly reference: boolean;
  /** True where people and cases lead to their own pages of the trail. */
  readonly linked: boolean;
}

/** The entries of a page by day, newest first. */
export function presentEntries(rows: TrailRows, known: Known): EntryDays {
  const shown = rows.slice(0, pageSize).map((row) => ({ day: momentOf(row.at).day, row }));
  const byDay = Map.groupBy(shown, ({ day }) => day.toString());
  return {
    days: [...byDay.values()].flatMap((ofDay) => {
      const [first] = ofDay;
      return first === undefined
        ? []
        : [{ day: first.day, lines: ofDay.map(({ row }) => lineOf(row, known)) }];
    }),
    before: rows.length > pageSize ? (shown.at(-1)?.row.seq ?? null) : null,
  };
}

function lineOf(row: TrailRow, { person, reference, linked }: Known): EntryLine {
  const leads = linked && row.name !== null && row.accountId !== null;
  return {
    instant: row.at.toString({ smallestUnit: 'second' }),
    time: momentOf(row.at).time,
    who: person ? null : { name: whoActed(row), href: leads ? `/trail/people/${row.accountId}` : null },
    what: sentence(row.verb, row.outcome, row.dayKind),
    of:
      reference || row.reference === null
        ? null
        : { reference: row.reference, href: `/trail/cases/${row.reference}` },
    state: endingOf(row.outcome),
  };
}

/** A moment as day and time in London. */
export function momentOf(instant: Temporal.Instant) {
  const here = instant.toZonedDateTimeISO(london);
  return { day: here.toPlainDate(), time: here.toPlainTime() };
}

/** The first moment after a day in London. */
export const endOf = (day: Temporal.PlainDate): Temporal.Instant =>
  day.add({ days: 1 }).toZonedDateTime(london).toInstant();

/** How often somebody looked at one kind of thing in a case, and when first and last. */
export interface LookRow {
  readonly accountId: string | null;
  readonly actorKind: string | null;
  readonly name: string | null;
  readonly verb: string;
  readonly times: number;
  readonly first: Temporal.Instant;
  readonly last: Temporal.Instant;
}

/** Somebody who has looked at a case. */
export interface Looker {
  readonly name: string;
  readonly times: number;
  readonly last: ReturnType<typeof momentOf>;
  /** At what, the most frequent first. */
  readonly at: readonly { readonly words: string; readonly times: number }[];
}

/** Who has looked at a case, whoever looked last first. */
export interface Looked {
  readonly people: readonly Looker[];
  readonly looks: number;
  /** The day back to which it was counted; null where all looks were. */
  readonly since: Temporal.PlainDate | null;
}

const byTime = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other);

/** Brings the looks at a case together by person. */
export function presentLooks(rows: readonly LookRow[]): Looked {
  const byPerson = [...Map.groupBy(rows, (row) => row.accountId ?? row.actorKind ?? '').values()];
  const lastOf = (looks: readonly LookRow[]) =>
    looks
      .map(({ last }) => last)
      .toSorted(byTime)
      .at(-1);
  const people = byPerson
    .flatMap((looks) => {
      const [someone] = looks;
      const last = lastOf(looks);
      return someone === undefined || last === undefined ? [] : [{ someone, looks, last }];
    })
    .toSorted((one, other) => byTime(other.last, one.last));
  const looks = total(rows);
  const first = rows.map((row) => row.first).toSorted(byTime)[0];
  return {
    people: people.map(({ someone, looks: own, last }) => ({
      name: whoActed(someone),
      times: total(own),
      last: momentOf(last),
      at: own
        .toSorted((one, other) => other.times - one.times)
        .map(({ verb, times }) => ({ words: lookedAt(verb), times })),
    })),
    looks,
    since: looks >= mostLooks && first !== undefined ? momentOf(first).day : null,
  };
}

const total = (rows: readonly LookRow[]) => rows.reduce((sum, { times }) => sum + times, 0);
