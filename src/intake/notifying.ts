import { isConfirmed } from '../law/confidence.ts';
import {
  type Area,
  type NamedAuthority,
  type NotifyingAuthority,
  notifyingAuthority,
} from '../law/notifying-authority.ts';
import { type Answers, entriesOf, type Filled, filledOf, textOf } from './question.ts';
import { sectionNamed } from './questions.ts';
import { areaSaid, lookedAfterSaid } from './where.ts';

/** Which authority notifies, as a page shows it. */
export interface NotifyingNotice {
  /** For what: it is always a condition, because whether the criteria are met is not decided by where it happened. */
  readonly what: string;
  readonly authority: string | null;
  readonly role: NotifyingAuthority['role'];
  readonly because: string;
  /** What to do, in a sentence; null where there is nothing besides. */
  readonly todo: string | null;
  readonly source: string;
  readonly confirmed: boolean;
}

/** What is known of where it happened and of one child, from a referral or from a case file. */
export interface WhereKnown {
  readonly happenedIn: Area;
  readonly children: readonly {
    readonly livesIn: Area;
    readonly lookedAfter: boolean;
    readonly lookedAfterBy: NamedAuthority | null;
    readonly died: boolean;
  }[];
  /** Whether it is about the death of a care leaver. */
  readonly careLeaver: boolean;
}

const incidentWhat = 'If it is a serious incident by section 16C';
const careLeaverWhat = 'For the death of a care leaver under 25';
const lookedAfterWhat = 'If a looked-after child died, whatever the cause';

/**
 * Who notifies, for the incident and, where a looked-after child died, for that death besides; each notice once, however many children
 * it is for. It never says that anything is notifiable.
 */
export function noticesFor(
  { happenedIn, children, careLeaver }: WhereKnown,
  home: NamedAuthority,
): readonly NotifyingNotice[] {
  const nobody = {
    livesIn: { in: 'not-known' },
    lookedAfter: false,
    lookedAfterBy: null,
    died: false,
  } as const;
  const asked = children.length === 0 ? [nobody] : children;
  const found = asked.flatMap(({ livesIn, lookedAfter, lookedAfterBy, died }) => {
    const facts = { happenedIn, livesIn, lookedAfterBy, home: [home] };
    const incident = notice(
      incidentWhat,
      notifyingAuthority({ ...facts, event: 'notifiable-incident' }),
      home,
    );
    const leaver = careLeaver
      ? [notice(careLeaverWhat, notifyingAuthority({ ...facts, event: 'care-leaver-death' }), home)]
      : [];
    if (!lookedAfter || !died) return [incident, ...leaver];
    const death = notifyingAuthority({ ...facts, event: 'looked-after-death' });
    return [incident, notice(lookedAfterWhat, death, home), ...leaver];
  });
  return found.filter(
    (one, at) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

function notice(what: string, decided: NotifyingAuthority, home: NamedAuthority): NotifyingNotice {
  const { authority, role, because, source, confidence } = decided;
  return {
    what,
    authority: authority?.name ?? null,
    role,
    because,
    todo: todoOf(decided, home, what === incidentWhat),
    source,
    confirmed: isConfirmed(confidence),
  };
}

const missingWords: Readonly<Record<NonNullable<NotifyingAuthority['missing']>, string>> = {
  'where-it-happened': 'Ask the referrer in whose area it happened.',
  'where-the-child-lives': 'Ask the referrer where in England the child normally lives.',
  'looked-after-by': 'Ask which authority looked after the child.',
};

function todoOf(
  { authority, role, missing, tell }: NotifyingAuthority,
  home: NamedAuthority,
  isIncident: boolean,
): string | null {
  if (missing !== null) return missingWords[missing];
  const others = tell.filter(({ code }) => code !== home.code).map(({ name }) => name);
  if (role === 'other') {
    const more = others.length === 0 ? '' : ` Tell ${listed(others)} as well.`;
    if (!isIncident) return `Tell ${authority?.name ?? ''}: it notifies this death.${more}`;
    return `Tell the partnership of ${authority?.name ?? ''}: the notification and a rapid review are theirs, with this one joining in where the child is from here.${more}`;
  }
  return others.length === 0 ? null : `Tell ${listed(others)}: the child is theirs too.`;
}

const section = (id: string) => {
  const found = sectionNamed(id);
  if (found === null) throw new RangeError(`the referral form has no page "${id}"`);
  return found;
};

/** What a referral says of where. */
export function whereIn(answers: Answers, home: NamedAuthority): WhereKnown {
  const children = entriesOf(answers, section('children'));
  const ticked = [filledOf(answers, section('why'), null)['reasons'] ?? []].flat();
  const saysDied = ticked.includes('died') || ticked.includes('looked-after-death');
  return {
    happenedIn: areaSaid(filledOf(answers, section('incident'), null), 'incident', home).area,
    children: children.map((child) => {
      const onlyOne = children.length === 1;
      const looked = textOf(child, 'child-looked-after') === 'yes';
      return {
        livesIn: areaSaid(child, 'child', home).area,
        lookedAfter: looked || (onlyOne && ticked.includes('looked-after-death')),
        lookedAfterBy: lookedAfterSaid(child, home).by,
        died: textOf(child, 'child-died') !== '' || (onlyOne && saysDied),
      };
    }),
    careLeaver: ticked.includes('care-leaver-death'),
  };
}

/** The notices of a referral; none where it is about good practice alone, about which nobody is notified. */
export const noticesOf = (answers: Answers, home: NamedAuthority): readonly NotifyingNotice[] =>
  answers['referring'] === 'good-practice' ? [] : noticesFor(whereIn(answers, home), home);

/** Authorities that were named and are on no list, as they were written: somebody has to say which is meant. */
export function unlistedIn(answers: Answers, home: NamedAuthority): readonly string[] {
  const children = entriesOf(answers, section('children'));
  const said: readonly (string | null)[] = [
    areaSaid(filledOf(answers, section('incident'), null), 'incident', home).unlisted,
    ...children.flatMap((child: Filled) => [
      areaSaid(child, 'child', home).unlisted,
      lookedAfterSaid(child, home).unlisted,
    ]),
  ];
  return [...new Set(said.flatMap((one) => one ?? []))];
}

/** The other authority of England that notifies; null where it is this one, or nobody knows. */
export const otherAuthority = (answers: Answers, home: NamedAuthority): string | null =>
  noticesOf(answers, home).find(({ what, role }) => what === incidentWhat && role === 'other')?.authority ??
  null;
