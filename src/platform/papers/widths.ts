const narrow = /[ijlIft.,;:'|!()[\]]/;
const wide = /[mwMW@%—…]/;
const capital = /[A-Z]/;
const usual = /[a-z0-9 -]/;

/** How wide a text stands, in heights of its letters: rather more than it is, bold ones and unknown scripts counted in. */
export function widthOf(text: string): number {
  let width = 0;
  for (const one of text)
    width += narrow.test(one)
      ? 0.36
      : usual.test(one) && !wide.test(one)
        ? 0.62
        : capital.test(one) && !wide.test(one)
          ? 0.8
          : 1;
  return width;
}

/** The widest of the words of a text. */
export const widestWord = (text: string): number =>
  Math.max(0, ...new Set(text.split(/\s+/)).values().map(widthOf));

/** How wide the columns of a table are beside each other: enough for their longest word, and more for more text, yet not by as much. */
export function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, at) => {
    let word = 0;
    let longest = 0;
    for (const row of rows) {
      const text = row[at] ?? '';
      longest = Math.max(longest, text.length);
      word = Math.max(word, widestWord(text));
    }
    return Math.max(Math.min(word, 14) + 1.4, Math.min(Math.sqrt(longest) * 2, 25), 3);
  });
}

/** A text with places to break in every word that is wider than its room, where a character of no width stands. */
export function breakable(text: string, room: number): string {
  return text.replace(/\S+/g, (word) => (widthOf(word) <= room ? word : Array.from(word).join('\u200B')));
}
