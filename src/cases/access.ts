import { type Problem, validate } from '../intake/answers.ts';
import { dayIn, type Filled, type Option, type Question, type Section, textOf } from '../intake/question.ts';
import type { HeadedCase } from './header.ts';

/** The parts that can be given to somebody by name: the roles that go with them. Coordinators and chairs see every case. */
export const parts = [
  'member',
  'safeguarding-lead',
  'notifier',
  'partner-delegate',
  'reviewer',
  'scrutineer',
] as const;

/** One way in which somebody can open the file today: by their role, for an agency that is involved, or by name. */
export interface Reader {
  readonly accountId: string;
  readonly name: string;
  readonly role: string;
  readonly way: 'role' | 'agency' | 'name';
  readonly agency: string | null;
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** Where days stand to today: not begun, within, or over. The last day is the first on which it no longer holds. */
export type Timing = 'coming' | 'now' | 'ended';

/** A part in the case that was given to somebody. `holds`: whether they have the role that goes with it today. */
export interface GivenPart {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly part: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly timing: Timing;
  readonly holds: boolean;
}

/** Somebody who is or was shut out of the case, with how often they have opened it and when last. For coordinators only. */
export interface Exclusion {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly endedBy: string | null;
  readonly endedAt: Temporal.Instant | null;
  readonly entries: number;
  readonly lastEntry: Temporal.Instant | null;
}

/** Somebody who works on cases here, with the roles of casework that they hold today. */
export interface Candidate {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** Who can open a case, who is shut out of it, and who could be given a part in it. */
export interface AccessFacts {
  readonly headed: HeadedCase;
  readonly readers: readonly Reader[];
  readonly parts: readonly GivenPart[];
  readonly exclusions: readonly Exclusion[];
  readonly candidates: readonly Candidate[];
}

/** An agency that is, was or will be involved in a case. */
export interface InvolvedAgency {
  readonly id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly kind: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly timing: Timing;
}

/** An agency that may be involved, with how many people that would open the file to. */
export interface AgencyToInvolve {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  readonly people: number;
}

/** The agencies of a case, and those that could be involved in it. */
export interface AgencyFacts {
  readonly headed: HeadedCase;
  readonly involved: readonly InvolvedAgency[];
  readonly offered: readonly AgencyToInvolve[];
  readonly readers: readonly Reader[];
}

/** The forms that open a case to somebody or shut it. */
export type AccessForm = 'give' | 'shut-out' | 'involve';

/** A form that was read: its questions, what is good of the answers, and what is wrong. */
export interface ReadAccess {
  readonly section: Section;
  readonly filled: Filled;
  readonly problems: readonly Problem[];
}

const titles: Readonly<Record<AccessForm, string>> = {
  give: 'Give somebody a part in this case',
  'shut-out': 'Shut somebody out of this case',
  involve: 'Involve an agency',
};

/** What a form is called. */
export const accessTitle = (form: AccessForm): string => titles[form];

const fromDay: Question = {
  id: 'from',
  kind: 'date',
  label: 'From',
  name: 'The first day',
  hint: 'Today or a later day.',
};
const untilDay: Question = {
  id: 'until',
  kind: 'date',
  label: 'Until (optional)',
  name: 'The day on which it ends',
  hint: 'From this day on it no longer holds. Leave it empty where no end is known: it can be ended at any time.',
};

const sure = (others: number): Question => ({
  id: 'sure',
  kind: 'choices',
  label: 'This is you',
  name: 'Whether you are sure',
  hint:
    others > 0
      ? 'You would lose this case at once, and another coordinator would have to let you back in.'
      : 'You would lose this case at once. No other coordinator can open it, so nobody could change it or let you back in until an administrator has invited another one.',
  required: 'Say that you want to lose this case',
  options: [{ value: 'yes', text: 'I know that I lose this case' }],
});

const choose = (id: string, label: string, name: string, options: readonly Option[]): Question => ({
  id,
  kind: 'choice',
  label,
  name,
  required: `${label === 'Whom' ? 'Choose whom' : 'Choose which agency'}`,
  options,
});

/** The value of a choice of somebody in one of their roles. */
const inRole = (accountId: string, role: string): string => `${accountId} ${role}`;

/** Somebody's name, with the address where another person here has the same one. */
export function toldApart(one: Candidate, all: readonly Candidate[]): string {
  const isShared = all.some(({ accountId, name }) => accountId !== one.accountId && name === one.name);
  return isShared ? `${one.name} (${one.email})` : one.name;
}

const isOpen = ({ endedAt }: Exclusion) => endedAt === null;

/** The people who are shut out today. */
export const shutOut = ({ exclusions }: Pick<AccessFacts, 'exclusions'>): readonly Exclusion[] =>
  exclusions.filter(isOpen);

const notShut = (facts: AccessFacts) => {
  const out = new Set(shutOut(facts).map(({ accountId }) => accountId));
  return facts.candidates.filter(({ accountId }) => !out.has(accountId));
};

/** The questions of the form that gives a part: everybody once for each part that their roles allow. */
export function giveSection(facts: AccessFacts, wordsOf: (role: string) => string): Section {
  const options = notShut(facts).flatMap((one) =>
    one.roles
      .filter((role) => parts.some((part) => part === role))
      .map((role) => ({
        value: inRole(one.accountId, role),
        text: `${toldApart(one, facts.candidates)}, ${wordsOf(role)}`,
      })),
  );
  const questions = [choose('who', 'Whom', 'Whom', options), fromDay, untilDay];
  return { id: 'give', step: '', title: titles.give, questions };
}

/** The questions of the form that shuts somebody out; `self`, who sends it and has chosen themselves, is asked whether they are sure. */
export function shutOutSection(
  facts: AccessFacts,
  wordsOf: (role: string) => string,
  self: string | null,
): Section {
  const options = notShut(facts).map((one) => ({
    value: one.accountId,
    text: `${toldApart(one, facts.candidates)}, ${one.roles.map(wordsOf).join(', ')}`,
  }));
  const reason: Question = {
    id: 'reason',
    kind: 'long',
    label: 'Why',
    name: 'The reason',
    hint: 'Coordinators see it, and nobody else.',
    required: 'Say why',
    most: 2_000,
  };
  const questions = [choose('who', 'Whom', 'Whom', options), reason];
  const others = facts.readers.filter(
    ({ role, way, accountId }) => way === 'role' && role === 'coordinator' && accountId !== self,
  );
  const asked = self === null ? questions : [...questions, sure(others.length)];
  return { id: 'shut-out', step: '', title: titles['shut-out'], questions: asked };
}

/** The questions of the form that involves an agency: those not involved, the safeguarding partners first, each with whom it opens the file to. */
export function involveSection({ involved, offered }: AgencyFacts): Section {
  const there = new Set(involved.filter(({ timing }) => timing !== 'ended').map(({ agencyId }) => agencyId));
  const options = offered
    .filter(({ id }) => !there.has(id))
    .map(({ id, name, people }) => ({ value: id, text: `${name} (${countedPeople(people)})` }));
  const questions = [choose('agency', 'Agency', 'The agency', options), fromDay, untilDay];
  return { id: 'involve', step: '', title: titles.involve, questions };
}

/** "nobody yet", "1 person", "3 people". */
export const countedPeople = (count: number): string =>
  count === 0 ? 'nobody yet' : `${count} ${count === 1 ? 'person' : 'people'}`;

// The questions of a referral look back; these days may lie ahead, so the last day of the calendar stands for today.
const farAhead = Temporal.PlainDate.from('9999-12-31');

/** Reads a form with days from which and until which something is to hold: from today on where none is given, and for at least a day. */
export function readDays(section: Section, form: URLSearchParams, today: Temporal.PlainDate): ReadAccess {
  const { filled, problems } = validate(section, form, { today: farAhead, answers: {} });
  const extra: Problem[] = [];
  const wrong = (question: string, text: string) => void extra.push({ question, kind: 'wrong', text });
  const from = dayIn(filled, 'from') ?? today;
  const until = dayIn(filled, 'until');
  if (Temporal.PlainDate.compare(from, today) < 0)
    wrong('from', 'The first day must be today or later: nobody can be let in afterwards');
  if (until !== null && Temporal.PlainDate.compare(until, from) <= 0)
    wrong('until', 'The day on which it ends must be after the first day');
  return { section, filled, problems: [...problems, ...extra] };
}

/** Reads the form that gives a part; refuses a part that the person has already, or is to have. */
export function readGive(
  facts: AccessFacts,
  form: URLSearchParams,
  today: Temporal.PlainDate,
  wordsOf: (role: string) => string,
): ReadAccess {
  const read = readDays(giveSection(facts, wordsOf), form, today);
  const [accountId = '', part = ''] = textOf(read.filled, 'who').split(' ');
  const has = facts.parts.some(
    (one) => one.accountId === accountId && one.part === part && one.timing !== 'ended',
  );
  const text = 'They have this part already, or are to have it. End that first';
  return has ? { ...read, problems: [...read.problems, { question: 'who', kind: 'wrong', text }] } : read;
}

/** Reads the form that shuts somebody out. `self` is whoever sends it, who is asked whether they are sure. */
export function readShutOut(
  facts: AccessFacts,
  form: URLSearchParams,
  self: string,
  wordsOf: (role: string) => string,
): ReadAccess {
  const section = shutOutSection(facts, wordsOf, form.get('who') === self ? self : null);
  const { filled, problems } = validate(section, form, { today: farAhead, answers: {} });
  return { section, filled, problems };
}

/** Reads the form that involves an agency; refuses days on which there is no such agency. */
export function readInvolve(
  facts: AgencyFacts,
  form: URLSearchParams,
  today: Temporal.PlainDate,
): ReadAccess {
  const read = readDays(involveSection(facts), form, today);
  const agency = facts.offered.find(({ id }) => id === textOf(read.filled, 'agency'));
  const from = dayIn(read.filled, 'from') ?? today;
  const begins = agency?.from ?? null;
  const ends = agency?.until ?? null;
  const isEarly = begins !== null && Temporal.PlainDate.compare(from, begins) < 0;
  const isLate = ends !== null && Temporal.PlainDate.compare(from, ends) >= 0;
  const text = 'There is no such agency on that day';
  return isEarly || isLate
    ? { ...read, problems: [...read.problems, { question: 'from', kind: 'wrong', text }] }
    : read;
}

/** Whom a form gives what part. */
export function givenTo(filled: Filled): { readonly accountId: string; readonly part: string } {
  const [accountId = '', part = ''] = textOf(filled, 'who').split(' ');
  return { accountId, part };
}
