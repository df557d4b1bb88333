import type { Field } from '../entry.ts';

/** A column of a table: its heading as written, made unlike the others where two are alike, and what it was taken for. */
export interface Column {
  readonly heading: string;
  readonly field: Field;
}

/** What a person said that headings mean, by the heading as `headingKey` gives it. It is kept for an agency and comes before every guess. */
export type Remembered = Readonly<Record<string, Field>>;

/** What every column of one table was taken for: shown to a person, who may correct it. */
export type Mapping = readonly Column[];

/** A heading as it is compared: without case, punctuation and line breaks. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘`]/g, '')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();

// The surest words of each field first. A heading belongs to the first line that it matches.
const words: readonly (readonly [field: Field, sure: RegExp | null, likely: RegExp | null])[] = [
  [
    'other',
    /^(date of birth|dob|age|date (recorded|entered|logged|of report|of record|completed|added|created|modified))\b/,
    null,
  ],
  [
    'dateTo',
    /^(date to|to date|end date|date end(ed)?|date until|until|to|finish date|date finished|end)$/,
    null,
  ],
  ['timeTo', /^(time to|to time|end time|time end(ed)?|finish time|time finished)$/, null],
  [
    'date',
    /^(dates?|date of (the )?(event|contact|incident|entry|visit|occurrence|significant event)\b.*|date (or|and) period\b.*|(event|incident|contact) dates?|date (and )?time\b.*|date from|from date|start date|date start(ed)?|dates? dd\b.*)$/,
    /^(from|when|day|period|year|month|dd ?mm ?yy(yy)?|dyddiad|dates?\b.*|.*\bdate)$/,
  ],
  [
    'time',
    /^(time|times|time of (the )?(event|contact|incident|day)|(event|start) time|time from|time started)\b/,
    /^(time\b.*|hour|clock|24 ?(hr|hour).*|amser)$/,
  ],
  [
    'sequence',
    /^(#|no|nr|number|seq|sequence|sequence (no|number)|event (no|number|ref)|entry (no|number)|item( no| number)?|row( no| number)?|serial( no| number)?|s ?n)$/,
    /^(ref|reference|ref no|reference (no|number)|line( no)?|id)$/,
  ],
  [
    'source',
    /^(source|sources|source (of|document|material|record)\b.*|record source|information source|source of info)/,
    /^(evidence\b.*|document|record|records|recorded in|where recorded|file ref.*|data source)$/,
  ],
  [
    'childsVoice',
    /\b(voice|childs? views?|childrens? views?|wishes|lived experience|what the child said)\b/,
    null,
  ],
  [
    'childSeen',
    /^(was (the )?)?(child(ren)?|cyp|young person|yp|baby|subject)( was| were)? (seen|spoken)|^seen( alone)?$|^child(ren)? alone/,
    /\bseen\b/,
  ],
  [
    'event',
    /^(event|events|significant events?|key events?|event (contact|details?|description)|contact event|description of (the )?(event|contact|incident).*|details of (the )?(event|contact|incident|involvement).*|summary of (the )?(event|contact|incident|involvement).*|what happened)\b(?!.*\bdate)/,
    /^(contact|details?|description|summary\b.*|incident\b.*|narrative|occurrence|information|entry|event\b.*|nature of (contact|event).*|digwyddiad|involvement|content|text)\b/,
  ],
  [
    'action',
    /^(actions?|actions? taken\b.*|action .*|outcomes?|decisions?|decisions? .*|response|agency response)\b/,
    /\b(outcome|action|decision|follow up|intervention|response|result|next steps?)\b/,
  ],
  ['significance', /^(significance|impact|relevance|importance)\b/, /\b(significance|impact|relevance)\b/],
  [
    'comment',
    /^(comments?|commentary|analysis|authors? (comments?|analysis|notes?)|reviewers? (comments?|notes?)|analysis .*|comments? .*|.* comments?)$/,
    /\b(comments?|analysis|reflections?|observations?|remarks?|notes?|critique|learning|practice issues)\b/,
  ],
  [
    'agency',
    /^(agency|agencies|organisation|organization|reporting agency|agency name|agency service|name of agency)$/,
    /^(service|provider|agency\b.*|organisation\b.*|asiantaeth)$/,
  ],
  [
    'who',
    /^(who|who involved|who was (involved|present|there)|persons?|people|persons? (concerned|involved)|people (involved|present)|individuals?( involved)?|family members?|subject|present|involved)\b/,
    /^(name|names|professionals?\b.*|practitioners?\b.*|worker|staff\b.*|participants?|attendees|child|children|child name|seen by|contact with|individual\b.*|pwy)$/,
  ],
];

const single: ReadonlySet<Field> = new Set([
  'date',
  'dateTo',
  'time',
  'timeTo',
  'sequence',
  'source',
  'event',
  'agency',
]);

/** How sure a heading's words are that it means a field: 3 a person said so, 2 its own words, 1 words near it, 0 nothing known. */
export interface Meaning {
  readonly field: Field;
  readonly sure: 0 | 1 | 2 | 3;
}

/** What a heading means. Nothing is known of one that is empty or longer than a heading. */
export function meaningOf(heading: string, remembered: Remembered = {}): Meaning {
  const key = headingKey(heading);
  const told = Object.hasOwn(remembered, key) ? remembered[key] : undefined;
  if (told !== undefined) return { field: told, sure: 3 };
  if (key === '' || key.length > 90) return { field: 'other', sure: 0 };
  for (const [field, sure] of words)
    if (sure?.test(key) === true) return { field, sure: field === 'other' ? 0 : 2 };
  for (const [field, , likely] of words) if (likely?.test(key) === true) return { field, sure: 1 };
  return { field: 'other', sure: 0 };
}

/** The columns of a table from the words of its headings. Of two that would be the date, the surer is, and then the first; the other is kept as it is. */
export function mappingOf(
  headings: readonly string[],
  remembered: Remembered = {},
  nameOf = columnWords,
): Mapping {
  const meanings = headings.map((heading) => meaningOf(heading, remembered));
  const best = new Map<Field, number>();
  meanings.forEach(({ field, sure }, at) => {
    const before = best.get(field);
    if (before === undefined || (meanings[before]?.sure ?? 0) < sure) best.set(field, at);
  });
  const seen = new Map<string, number>();
  return headings.map((heading, at) => {
    const { field } = meanings[at] ?? { field: 'other' as const };
    const words = heading.replace(/\s+/g, ' ').trim() || nameOf(at);
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return {
      heading: count === 1 ? words : `${words} (${count})`,
      field: single.has(field) && best.get(field) !== at ? 'other' : field,
    };
  });
}

const columnWords = (at: number) => `Column ${at + 1}`;

/** The columns with what a person said of some of them, by their headings. */
export const corrected = (mapping: Mapping, remembered: Remembered): Mapping =>
  mapping.map((column) => {
    const key = headingKey(column.heading);
    const field = Object.hasOwn(remembered, key) ? remembered[key] : undefined;
    return field === undefined ? column : { ...column, field };
  });
