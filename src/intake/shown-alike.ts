import type { LikeChild, Matter } from './alike.ts';
import { fold } from './names.ts';
import type { Side, Verdict } from './alike-pairs.ts';
import { dayOf, referenceOf } from './referral.ts';

/** What one says of two, in words. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  'same-child': 'The same child',
  'same-incident': 'The same incident',
  different: 'Different',
};

/** What the other one is called: never by a name of a child. */
export function titleOfSide({ kind, sent, ofCase }: Side): string {
  if (kind === 'case' || sent === null) return ofCase?.reference ?? '';
  const own = referenceOf(sent.number, dayOf(sent.at));
  return ofCase === null ? own : `${own}, in ${ofCase.reference}`;
}

/** Where the other one is read whole. */
export const hrefOfSide = ({ kind, id, ofCase }: Side): string =>
  kind === 'case' ? `/cases/${ofCase?.reference ?? ''}` : `/referrals/${id}`;

const inWords = (day: Temporal.PlainDate | null) =>
  day === null ? '' : day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

const sexes = { F: 'Female', M: 'Male', U: '' } as const;

const childRows: readonly (readonly [label: string, words: (child: LikeChild) => string])[] = [
  ['Name', ({ name }) => name],
  ['Other names', ({ otherNames }) => otherNames],
  ['Date of birth', ({ bornOn }) => inWords(bornOn)],
  ['Date of death', ({ diedOn }) => inWords(diedOn)],
  ['Sex', ({ sex }) => sexes[sex]],
  ['Home', ({ home }) => home],
  ['School', ({ school }) => school],
  ['General practice', ({ practice }) => practice],
];

interface Compared {
  readonly label: string;
  readonly own: readonly string[];
  readonly other: readonly string[];
  readonly differs: boolean;
}

/** Both sides, line by line; what neither says is left out. A line with several children has each on a line of its own. */
export function compareRows(own: Side, other: Side): readonly Compared[] {
  const childrenOf = ({ children }: Matter, words: (child: LikeChild) => string) => {
    const all = children.map(words);
    return all.every((one) => one === '') ? [] : all.map((one) => one || '–');
  };
  const placesOf = ({ incidents }: Matter) =>
    incidents.map(({ place }) => place).filter((place) => place !== '');
  const daysOf = (side: Side) => {
    const days = side.matter.incidents.flatMap(({ when }) => {
      if (when === null) return [];
      return when.first.equals(when.last)
        ? [inWords(when.first)]
        : [`${inWords(when.first)} to ${inWords(when.last)}`];
    });
    return [...new Set([...(side.when === '' ? [] : [side.when]), ...days])];
  };
  const rows = [
    ...childRows.map(
      ([label, words]) => [label, childrenOf(own.matter, words), childrenOf(other.matter, words)] as const,
    ),
    ['When it happened', daysOf(own), daysOf(other)] as const,
    ['Where', placesOf(own.matter), placesOf(other.matter)] as const,
  ];
  return rows
    .filter(([, mine, theirs]) => mine.length > 0 || theirs.length > 0)
    .map(([label, mine, theirs]) => ({
      label,
      own: mine,
      other: theirs,
      differs: mine.length > 0 && theirs.length > 0 && fold(mine.join('\n')) !== fold(theirs.join('\n')),
    }));
}
