// Control characters are taken out, because no record should hold what nobody can see, and the database takes no zero byte; emoji and
// writing from right to left stay.
const cleaned = (text: string | null) =>
  (text ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '');

/** What was typed into a box of one line, as it is kept; empty where nothing came. */
export const typedLine = (text: string | null): string => cleaned(text).replace(/\s+/g, ' ').trim();

/** What was typed into a box of many lines, as it is kept: its lines stay, the spaces at their ends do not. */
export const typedLong = (text: string | null): string =>
  cleaned(text)
    .replace(/[^\S\n]+\n/g, '\n')
    .trim();
