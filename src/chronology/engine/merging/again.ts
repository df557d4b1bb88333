import type { Entry } from '../entry.ts';
import type { Lane, Standing } from './lane.ts';
import { tellingWords } from './words-of-event.ts';

/** A row that was corrected: its id stays, and these parts of it are other than before ("date", "time", "source", "event", headings). */
export interface Changed {
  readonly id: string;
  readonly parts: readonly string[];
  readonly before: Entry;
  readonly after: Entry;
}

/** What a corrected return changed. Every row of both versions is in exactly one of the lists, `changed` standing for one of each. */
export interface Changes {
  readonly added: readonly Entry[];
  readonly changed: readonly Changed[];
  readonly withdrawn: readonly Entry[];
  /** The same words at the same place. */
  readonly unmoved: readonly string[];
  /** The same words at another place, by id. */
  readonly moved: readonly string[];
}

/** The corrected lane under the ids of the one before, and what changed. */
export interface SentAgain {
  readonly lane: Lane;
  readonly changes: Changes;
}

/**
 * Compares a corrected return with the one before it. A row with the same words is the same row wherever it stands. Of the others, rows
 * that agree in enough are one row that was corrected, and it keeps its id, so that links and comments stay with it; what agrees
 * with nothing is added or withdrawn. No row of other agencies is looked at.
 */
export function sentAgain(before: Lane, after: Lane): SentAgain {
  const old = new Map(before.rows.map((row) => [row.content, row]));
  const names = new Map<Standing, string>();
  const fresh: Standing[] = [];
  const [unmoved, moved]: [string[], string[]] = [[], []];
  for (const row of after.rows) {
    const was = old.get(row.content);
    if (was === undefined) {
      fresh.push(row);
      continue;
    }
    old.delete(row.content);
    names.set(row, was.entry.id);
    (samePlace(was.entry, row.entry) ? unmoved : moved).push(was.entry.id);
  }
  const pairs = pairsOf([...old.values()], fresh);
  for (const [was, is] of pairs) names.set(is, was.entry.id);
  const taken = new Set(names.values());
  const rows = after.rows.map((row) => renamed(row, names.get(row) ?? freeName(row.entry.id, taken)));
  const ids = new Map(after.rows.map((row, at) => [row, rows[at]?.entry ?? row.entry]));
  const paired = new Set(pairs.map(([was]) => was));
  const corrected = new Set(pairs.map(([, is]) => is));
  const changes: Changes = {
    added: fresh.filter((row) => !corrected.has(row)).map((row) => ids.get(row) ?? row.entry),
    changed: pairs.map(([was, is]) => changed(was.entry, ids.get(is) ?? is.entry)),
    withdrawn: [...old.values()].filter((row) => !paired.has(row)).map(({ entry }) => entry),
    unmoved,
    moved,
  };
  return { lane: { ...after, rows }, changes };
}

/** A new row may say what a corrected one said once: that name belongs to the corrected one, with its links. */
function freeName(id: string, taken: Set<string>): string {
  let own = id;
  for (let number = 2; taken.has(own); number++) own = `${id}+${number}`;
  taken.add(own);
  return own;
}

function renamed(row: Standing, id: string): Standing {
  return id === row.entry.id ? row : { ...row, entry: { ...row.entry, id } };
}

function samePlace(a: Entry, b: Entry): boolean {
  return a.place.row === b.place.row && a.place.sheet === b.place.sheet && a.place.table === b.place.table;
}

type Pair = readonly [was: Standing, is: Standing];

/**
 * Pairs of a row that went and a row that came which are one row corrected. Candidates share their event, their date, their source or their
 * place, so the work does not grow with the square of the rows; the most alike are paired first.
 */
function pairsOf(gone: readonly Standing[], came: readonly Standing[]): readonly Pair[] {
  const index = new Map<string, number[]>();
  for (const [at, row] of gone.entries())
    for (const key of keysOf(row)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [at]);
      else list.push(at);
    }
  const words = gone.map(tellingWords);
  const scored: { readonly was: number; readonly is: number; readonly alike: number }[] = [];
  for (const [is, row] of came.entries()) {
    const own = tellingWords(row);
    const candidates = new Set<number>();
    for (const key of keysOf(row)) for (const at of (index.get(key) ?? []).slice(0, 40)) candidates.add(at);
    for (const was of candidates) {
      const alike = likeness(gone[was] as Standing, row, words[was] ?? new Map<string, string>(), own);
      if (alike >= 0.5) scored.push({ was, is, alike });
    }
  }
  scored.sort((a, b) => b.alike - a.alike || a.is - b.is || a.was - b.was);
  const [usedWas, usedIs] = [new Set<number>(), new Set<number>()];
  return scored
    .filter(({ was, is }) => {
      if (usedWas.has(was) || usedIs.has(is)) return false;
      usedWas.add(was);
      usedIs.add(is);
      return true;
    })
    .toSorted((a, b) => a.is - b.is)
    .map(({ was, is }): Pair => [gone[was] as Standing, came[is] as Standing]);
}

function keysOf({ entry }: Standing): readonly string[] {
  const { place } = entry;
  return [
    `e ${entry.event.replace(/\s+/g, ' ').trim().toLowerCase()}`,
    `d ${entry.edtf} ${entry.time ?? ''}`,
    `p ${place.sheet ?? place.table ?? ''} ${place.row}`,
    ...(entry.edtf === 'XXXX' || entry.edtf.length < 10
      ? []
      : [`y ${entry.edtf.slice(0, 10)} ${entry.source}`]),
  ];
}

/** From 0 to 1: the words of the event weigh most, then the date, the source and the place. */
function likeness(
  a: Standing,
  b: Standing,
  x: ReadonlyMap<string, string>,
  y: ReadonlyMap<string, string>,
): number {
  let shared = 0;
  for (const key of x.keys()) if (y.has(key)) shared++;
  const all = x.size + y.size - shared;
  const event = a.entry.event === b.entry.event ? 1 : all === 0 ? 0 : shared / all;
  // Without a word in common and without the same date, the place alone shows nothing: rows move.
  const date = a.entry.edtf === b.entry.edtf ? 1 : a.entry.given === b.entry.given ? 1 : 0;
  const source = a.entry.source === b.entry.source ? 1 : 0;
  const place = samePlace(a.entry, b.entry) ? 1 : 0;
  if (event === 0 && (date === 0 || place === 0 || source === 0)) return 0;
  return event * 0.55 + date * 0.25 + source * 0.08 + place * 0.12;
}

function changed(before: Entry, after: Entry): Changed {
  const parts: string[] = [];
  if (before.given !== after.given || before.edtf !== after.edtf) parts.push('date');
  for (const part of ['time', 'source', 'event', 'agency'] as const)
    if (before[part] !== after[part]) parts.push(part);
  const headings = new Set([...Object.keys(before.columns), ...Object.keys(after.columns)]);
  for (const heading of headings) if (before.columns[heading] !== after.columns[heading]) parts.push(heading);
  return { id: before.id, parts, before, after };
}
