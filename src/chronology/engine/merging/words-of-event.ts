import type { Standing } from './lane.ts';

/** Words that every chronology is full of: they show nothing about which event a row tells of. */
const empty = new Set(
  (
    'a about after again all also an and any are as asked at be been before being but by can child children could did do does ' +
    'during for from further given had has have he her him his i in into is it its made may mr mrs ms more no not of off on one ' +
    'or other out over re said says she should so stated states than that the their them then there they this to told today ' +
    'until up was we were when which while who will with would yesterday you your noted recorded regarding due via per am pm hrs'
  ).split(' '),
);

/** Of a row's cells so much is looked at: a cell may hold pages, and what an event is, its beginning tells. */
const looked = { event: 600, who: 200 } as const;

/** What a word says in short: plurals and the past tense of the ordinary kind fall together ("visits", "visited" and "visit"). */
function stem(text: string): string {
  if (text.length > 5 && text.endsWith('ing')) return text.slice(0, -3);
  if (text.length > 4 && text.endsWith('ed')) return text.slice(0, -2);
  return text.length > 3 && text.endsWith('s') && !text.endsWith('ss') ? text.slice(0, -1) : text;
}

/** The stem of a word in small letters; null where it tells nothing. */
function telling(small: string): string | null {
  return small.length < 2 || empty.has(small) ? null : stem(small);
}

/** Calls `take` with each word of a text. Scanned by hand, because this runs over every row of a merge. */
function eachWord(text: string, take: (word: string) => void): void {
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    const isWord =
      (code >= 97 && code <= 122) ||
      (code >= 48 && code <= 57) ||
      (code >= 65 && code <= 90) ||
      (code > 191 && (code < 8192 || code > 8303));
    if (isWord && start === -1) start = at;
    else if (!isWord && start !== -1) {
      take(text.slice(start, at));
      start = -1;
    }
  }
}

function textOf({ entry, who }: Standing): string {
  return `${entry.event.slice(0, looked.event)} ${who.slice(0, looked.who)}`;
}

/** The telling words of a row's event and people, each once, by their stem, with how they were written. */
export function tellingWords(row: Standing): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  eachWord(textOf(row), (written) => {
    const key = telling(written.toLowerCase());
    if (key !== null && !words.has(key)) words.set(key, written);
  });
  return words;
}

/** The telling words of many rows as numbers, each once in a row; and in how many rows each number stands. */
export interface NumberedWords {
  readonly rows: readonly (readonly number[])[];
  readonly rowsWith: readonly number[];
  /** The number of a stem, for putting words to what was found. */
  readonly numberOf: (stemmed: string) => number | undefined;
}

/** Numbers the telling words of all rows, so that comparing them costs no text. */
export function numberedWords(all: readonly Standing[]): NumberedWords {
  const byWord = new Map<string, number>();
  const byStem = new Map<string, number>();
  const rowsWith: number[] = [];
  const lastRow: number[] = [];
  const rows = all.map((row, at) => {
    const own: number[] = [];
    eachWord(textOf(row).toLowerCase(), (word) => {
      let number = byWord.get(word);
      if (number === undefined) {
        const key = telling(word);
        number = key === null ? -1 : (byStem.get(key) ?? byStem.size);
        if (key !== null) byStem.set(key, number);
        byWord.set(word, number);
      }
      if (number === -1 || lastRow[number] === at) return;
      lastRow[number] = at;
      rowsWith[number] = (rowsWith[number] ?? 0) + 1;
      own.push(number);
    });
    return own;
  });
  return { rows, rowsWith, numberOf: (stemmed) => byStem.get(stemmed) };
}
