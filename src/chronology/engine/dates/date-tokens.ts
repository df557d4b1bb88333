import { fillers, months, qualifiers, type Season, seasons, weekdays } from './date-words.ts';

/** One piece of a typed date. `spaced`: a space stood before it. */
export interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly value: number;
  readonly digits: number;
  readonly spaced: boolean;
  readonly season?: Season;
}

/**
 * `n` number · `o` ordinal number · `y` year of two figures after an apostrophe · `d` decade · `m` month · `s` season · `w` day of the week
 * · `q` approximate or uncertain · `u` a figure that the writer left open · `k` quarter · `t` term · `h` holidays · `F` financial year ·
 * `A` school year · `X` tax year · `e` Easter or Christmas · `f` filler · `j` a word or sign that joins two dates · `p` other sign
 * · `x` a word that is not read.
 */
export type Kind =
  | 'n'
  | 'o'
  | 'y'
  | 'd'
  | 'm'
  | 's'
  | 'w'
  | 'q'
  | 'u'
  | 'k'
  | 't'
  | 'h'
  | 'F'
  | 'A'
  | 'X'
  | 'e'
  | 'f'
  | 'j'
  | 'p'
  | 'x';

/** What stands before a year to say which year it is, and what joins or names parts of one. */
const special: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...['fy', 'financial', 'fiscal'].map((word): [string, Kind] => [word, 'F']),
  ...['academic', 'school', 'ay'].map((word): [string, Kind] => [word, 'A']),
  ['tax', 'X'],
  ['term', 't'],
  ...['holiday', 'holidays', 'hols', 'break'].map((word): [string, Kind] => [word, 'h']),
  ...['quarter', 'qtr'].map((word): [string, Kind] => [word, 'k']),
  ...['easter', 'christmas', 'xmas'].map((word): [string, Kind] => [word, 'e']),
  ...['to', 'until', 'till', 'through', 'thru', 'and', 'or'].map((word): [string, Kind] => [word, 'j']),
  ...['xx', 'xxxx'].map((word): [string, Kind] => [word, 'u']),
]);

const ordinals: ReadonlyMap<string, number> = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
]);

const piece =
  /(\s*)(?:(\d+)('?s(?![a-z])|st(?![a-z])|nd(?![a-z])|rd(?![a-z])|th(?![a-z]))?|'(\d\d)(?!\d)('?s(?![a-z]))?|q([1-4])(?!\d)|([a-z]+(?:'[a-z]+)?)|(\?+)|(.))/gy;

/** The pieces of a typed date in lower case, in which every dash is already "-" and every apostrophe "'". */
export function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  piece.lastIndex = 0;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const [whole, space = '', figures, ending, short, shortDecade, quarter, word, asked, sign] = match;
    const spaced = space !== '' || match.index === 0;
    const add = (kind: Kind, value = 0, digits = 0, season?: Season) =>
      found.push({
        kind,
        text: whole.trim(),
        value,
        digits,
        spaced,
        ...(season === undefined ? {} : { season }),
      });
    if (figures !== undefined) {
      const kind = ending === undefined ? 'n' : ending.endsWith('s') ? 'd' : 'o';
      add(kind, Number(figures), figures.length);
    } else if (short !== undefined) add(shortDecade === undefined ? 'y' : 'd', Number(short), 2);
    else if (quarter !== undefined) add('k', Number(quarter));
    else if (word !== undefined) addWord(word, add);
    else if (asked !== undefined) {
      const open = asked.length > 1 || /[/.-]/.test(text[piece.lastIndex] ?? '');
      add(open ? 'u' : 'q');
    } else if (sign !== undefined && sign !== ' ') {
      add(sign === '~' ? 'q' : /[&+;]/.test(sign) ? 'j' : 'p');
    }
  }
  return found;
}

function addWord(word: string, add: (kind: Kind, value?: number, digits?: number, season?: Season) => void) {
  const month = months.get(word);
  if (month !== undefined) return add('m', month);
  const season = seasons.get(word);
  if (season !== undefined) return add('s', 0, 0, season);
  const weekday = weekdays.get(word);
  if (weekday !== undefined) return add('w', weekday);
  if (qualifiers.has(word)) return add('q');
  const ordinal = ordinals.get(word);
  if (ordinal !== undefined) return add('o', ordinal, 1);
  return add(special.get(word) ?? (fillers.has(word) ? 'f' : 'x'));
}
