import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';

/** Somebody of an agency, as whoever confirms their access sees them. */
export interface Attested {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** The day on which they signed in last; null for never. */
  readonly seenOn: Day | null;
  readonly seats: number;
  readonly referrals: number;
  readonly parts: number;
}

/** An agency, or the partnership's own people, with who confirmed this month and which month before it was confirmed last. */
export interface AttestationLine {
  /** Null for the partnership's own people. */
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly people: number;
  readonly attestedAt: Temporal.Instant | null;
  readonly attestedBy: string | null;
  readonly attestedBefore: Day | null;
  /** True where whoever asks confirms it. */
  readonly isOwn: boolean;
  /** True where anybody here can confirm it. */
  readonly hasSomebody: boolean;
}

/** What is said of somebody: they keep their access, or lose it and hand over to somebody who stays. */
export interface Said {
  readonly account: string;
  readonly keeps: boolean;
  readonly heir: string | null;
}

/** The first day of the month in which a day lies. */
export const monthOf = (day: Day): Day => day.with({ day: 1 });

/** From which working day of a month it is late that nobody has confirmed: our own limit, and no law's. */
export const lateFrom = 10;

/** The first day of a month on which a missing confirmation is late; null past the calendar. */
export function lateOn(month: Day, calendar: Calendar): Day | null {
  try {
    return addWorkingDays(month.subtract({ days: 1 }), lateFrom, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** What somebody has that would be left without an owner, in words; empty for nothing. */
export function ownedWords({
  seats,
  referrals,
  parts,
}: Pick<Attested, 'seats' | 'referrals' | 'parts'>): string {
  const of = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  return [
    ...of(seats, 'seat', 'seats'),
    ...of(referrals, 'referral in hand', 'referrals in hand'),
    ...of(parts, 'part in a case', 'parts in cases'),
  ].join(', ');
}

/** Whether nothing is confirmed this month, in words with a mark. */
export function lineState(
  line: Pick<AttestationLine, 'attestedAt' | 'hasSomebody'>,
  late: Day | null,
  today: Day,
): { readonly mark: string; readonly words: string } {
  if (line.attestedAt !== null) return { mark: 'done', words: 'Confirmed this month' };
  if (!line.hasSomebody) return { mark: 'blocked', words: 'Nobody here can confirm it' };
  return late !== null && !isBefore(today, late)
    ? { mark: 'late', words: 'Late' }
    : { mark: 'running', words: 'To be confirmed this month' };
}

/** The form as it was read: null and what is wrong, by the account it stands beside, where somebody was not decided on. */
export function readSaid(
  form: URLSearchParams,
  people: readonly Attested[],
): { readonly said: readonly Said[] | null; readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const ids = new Set(people.map(({ accountId }) => accountId));
  const said = people.map((person): Said => {
    const { accountId, name } = person;
    const choice = form.get(`access-${accountId}`);
    const keeps = choice === 'keep';
    const typed = form.get(`heir-${accountId}`) ?? '';
    const heir = !keeps && ids.has(typed) && typed !== accountId ? typed : null;
    if (choice !== 'keep' && choice !== 'end') problems[accountId] = `Say whether ${name} keeps access`;
    else if (!keeps && heir === null && ownedWords(person) !== '')
      problems[accountId] = `Say who takes over from ${name}: ${ownedWords(person)}`;
    return { account: accountId, keeps, heir };
  });
  return Object.keys(problems).length > 0 ? { said: null, problems } : { said, problems };
}
