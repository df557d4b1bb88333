import type { Standing } from './lane.ts';

/** Something that a text says or denies, in its words. */
export interface Said {
  readonly denied: boolean;
  readonly words: string;
}

/** A value that a text gives to a thing (its side, its number), in its words. */
export interface Given {
  readonly value: string;
  readonly words: string;
}

/**
 * What the words of a row show plainly enough to be held against another row. `said`: for each of the known questions, what it answers; null where
 * it says nothing, or both. `sides` and `numbers` by the thing; null where it gives more than one. `people` by their plain names.
 */
export interface Facts {
  readonly said: readonly (Said | null)[];
  readonly sides: ReadonlyMap<string, Given | null>;
  readonly numbers: ReadonlyMap<string, Given | null>;
  readonly people: ReadonlyMap<string, string>;
}

/** What can be said and denied in few words, each with its denial. The denial is looked for first, because it mostly holds the other. */
const questions: readonly (readonly [yes: RegExp, no: RegExp])[] = [
  [
    /\battended\b/,
    /\b(?:did not attend|didn't attend|not attended|failed to attend|dna|non-attendance|was not brought)\b/,
  ],
  [/\b(?:was|were|child) seen\b/, /\b(?:was|were|child) not seen\b/],
  [/\badmitted to\b/, /\bnot admitted\b/],
  [
    /\b(?:bruis\w*|injur\w*|fractur\w*)\b/,
    /\bno (?:visible |apparent |new |obvious )?(?:injur\w*|bruis\w*|marks?)\b/,
  ],
  [/\b(?:was|were) arrested\b/, /\b(?:no arrests?|not arrested)\b/],
  [
    /\b(?:was|were) at home\b/,
    /\b(?:not at home|nobody (?:was )?(?:at home|in)|no one (?:was )?(?:at home|in)|no reply)\b/,
  ],
  [/\b(?:mother|mum) (?:was )?present\b/, /\b(?:mother|mum) (?:was )?(?:not present|absent)\b/],
  [/\b(?:father|dad) (?:was )?present\b/, /\b(?:father|dad) (?:was )?(?:not present|absent)\b/],
];
const side =
  /\b(left|right)[ -](?:\w+ )?(arm|leg|hand|foot|eye|ear|cheek|thigh|wrist|ankle|knee|elbow|shoulder|femur|tibia|humerus|side)\b/g;
const counted =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(bruis|fractur|injur|burn|mark|sibling|officer|tablet)(?:es?|ies|y|s)?\b/g;
const figures: ReadonlyMap<string, string> = new Map(
  'one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, at): [string, string] => [word, String(at + 1)]),
);

/** Reads what a row shows plainly; of a long cell its beginning. */
export function factsOf(row: Standing): Facts {
  const text = row.entry.event.slice(0, 2000).toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
  return {
    said: questions.map(([yes, no]) => saidOf(text, yes, no)),
    sides: givenBy(text, side),
    numbers: givenBy(text, counted),
    people: peopleIn(row),
  };
}

function saidOf(text: string, yes: RegExp, no: RegExp): Said | null {
  const denied = no.exec(text);
  if (denied === null) {
    const said = yes.exec(text);
    return said === null ? null : { denied: false, words: said[0] };
  }
  return yes.test(text.replaceAll(denied[0], ' ')) ? null : { denied: true, words: denied[0] };
}

function givenBy(text: string, pattern: RegExp): ReadonlyMap<string, Given | null> {
  const found = new Map<string, Given | null>();
  for (const [words, given = '', thing = ''] of text.matchAll(pattern)) {
    const value = figures.get(given) ?? given;
    const before = found.get(thing);
    found.set(thing, before === undefined || before?.value === value ? { value, words } : null);
  }
  return found;
}

/** The people of the row's own cell, or of a list that its words begin with "Present:". */
function peopleIn({ who, entry }: Standing): ReadonlyMap<string, string> {
  const listed =
    who === '' ? (/\b(?:present|attended by|in attendance):\s*([^.\n]+)/i.exec(entry.event)?.[1] ?? '') : who;
  const people = new Map<string, string>();
  if (listed === '') return people;
  for (const part of listed.split(/[,;\n/&]|\band\b/)) {
    const name = part
      .replace(/\([^)]*\)/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (name !== '') people.set(name.toLowerCase().replace(/^(?:the|mr|mrs|ms|miss|dr) /, ''), name);
  }
  return people;
}
