import { type DatedName, type NameKind, nameOn, namesOf } from '../partnership/partnership.ts';

/** What a thing is called today and what it was called before, newest first. `today` is null where it has no name today. */
export interface NameHistory {
  readonly today: DatedName | null;
  readonly earlier: readonly DatedName[];
}

/** The names of one kind as they stand on `today`. Names that begin later are left out. */
export function presentNames(
  names: readonly DatedName[],
  kind: NameKind,
  today: Temporal.PlainDate,
): NameHistory {
  const current = nameOn(names, kind, today);
  const earlier = namesOf(names, kind).filter((name) => name !== current && hasBegun(name, today));
  return { today: current, earlier: earlier.toReversed() };
}

/** "Safeguarding Practice Review Group (SPRG)", or the words given where the thing has no name of its own yet. */
export function nameWithAbbreviation(name: DatedName | null, otherwise: string): string {
  if (name === null) return otherwise;
  return name.abbreviation === null ? name.name : `${name.name} (${name.abbreviation})`;
}

function hasBegun(name: DatedName, today: Temporal.PlainDate): boolean {
  return name.from === null || Temporal.PlainDate.compare(name.from, today) <= 0;
}
