import { type AttestationLine, lateOn, monthOf } from '../attestation/attestation.ts';
import { standingOf, standingWords } from '../cases/clocks.ts';
import { improvementDuties, type OpenDuty } from '../improvement/duties.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import type { AskedOfMe } from '../rounds/store-own.ts';
import { type Challenge, challengeState } from '../scrutiny/scrutiny.ts';
import { type DueCounts, weekEnd } from './due.ts';

/** What else waits for whoever reads: of improvement, of questions between meetings, of the scrutineer, and of who keeps their access. */
export interface Waiting {
  readonly improvement: readonly OpenDuty[];
  readonly asked: readonly AskedOfMe[];
  readonly challenges: readonly Challenge[];
  /** Of this month. */
  readonly attestations: readonly AttestationLine[];
}

export const nothingWaits: Waiting = { improvement: [], asked: [], challenges: [], attestations: [] };

/** One of them as a row of the list. */
export interface WaitingRow {
  readonly thing: string;
  /** What it is about, without a name: a heading, or the reference of a case. */
  readonly about: string;
  readonly href: string;
  readonly due: Day;
  /** False for what is the house's own and no duty of a case: it stands in the list, and not in the page's heading. */
  readonly isCounted: boolean;
  readonly mark: string;
  readonly words: string;
}

/** The rows, the nearest day first. */
export function waitingRows(waiting: Waiting, today: Day, calendar: Calendar): readonly WaitingRow[] {
  const row = (thing: string, about: string, href: string, due: Day) => ({
    thing,
    about,
    href,
    due,
    isCounted: !href.startsWith('/attestations/'),
    ...standingWords(standingOf({ dueOn: due, metOn: null }, today, calendar)),
  });
  const rows = [
    ...improvementDuties(waiting.improvement, today, calendar).map(({ title, reference, ...duty }) =>
      row(duty.thing, [title, reference].filter((part) => part !== null).join(', '), duty.href, duty.due),
    ),
    ...waiting.asked
      .filter(({ state, answered }) => state === 'asked' && !answered)
      .map(({ id, dueOn }) =>
        row('Give your view on a question', 'Between meetings', `/rounds/${id}`, dueOn),
      ),
    ...waiting.challenges
      .filter((one) => challengeState(one) === 'waiting')
      .map(({ id, reference, dueOn }) => row('Answer the scrutineer', reference, `/challenges/${id}`, dueOn)),
    ...attestationRows(waiting.attestations, today, calendar, row),
  ];
  return rows.toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due));
}

function attestationRows(
  lines: readonly AttestationLine[],
  today: Day,
  calendar: Calendar,
  row: (thing: string, about: string, href: string, due: Day) => WaitingRow,
) {
  const late = lateOn(monthOf(today), calendar);
  if (late === null) return [];
  const last = late.subtract({ days: 1 });
  return lines
    .filter(({ isOwn, attestedAt }) => isOwn && attestedAt === null)
    .map(({ agencyId, agency }) =>
      row(
        'Confirm who still needs access',
        agency ?? 'The partnership’s own people',
        `/attestations/${agencyId ?? 'own'}`,
        last,
      ),
    );
}

/** What is counted besides, with what else waits. */
export function withWaiting(counts: DueCounts, rows: readonly WaitingRow[], today: Day): DueCounts {
  const days = rows.filter(({ isCounted }) => isCounted).map(({ due }) => due);
  const soon = days.filter((day) => isBefore(today, day) && !isBefore(weekEnd(today), day));
  return {
    ...counts,
    late: counts.late + days.filter((day) => isBefore(day, today)).length,
    today: counts.today + days.filter((day) => day.equals(today)).length,
    week: counts.week + soon.length,
  };
}
