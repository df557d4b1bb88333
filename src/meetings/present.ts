import { personKey } from '../group/membership.ts';
import { type Attendance, capacityWords, liveQuorum, type LiveQuorum, presentAt } from './attendance.ts';
import type { MeetingFacts } from './commands.ts';
import { isOver, type Meeting } from './meeting.ts';
import { asWords } from './minutes.ts';
import type { PersonRow } from './pages/meeting.ts';
import type { Mark } from './pages/meetings.ts';

/** The last that was said of a seat; null where nothing was. */
export const saidOf = (attendance: readonly Attendance[], seatId: string): Attendance | null =>
  attendance.find((one) => one.seatId === seatId) ?? null;

/** Those who are there without a seat. */
export const withoutSeat = (attendance: readonly Attendance[]): readonly Attendance[] =>
  attendance.filter(({ seatId, presence }) => seatId === null && presence !== 'unsaid');

const presenceMarks: Readonly<Record<Attendance['presence'], Mark>> = {
  present: { mark: 'done', words: 'Here' },
  apologies: { mark: 'coming', words: 'Apologies' },
  left: { mark: 'held', words: 'Has left' },
  unsaid: { mark: 'coming', words: 'Not said yet' },
};

const unsaid = presenceMarks.unsaid;

/** Everybody who could be there or is: the seats of the day with who has them, then those without one. */
export function peopleOf({ attendance }: MeetingFacts, { seats }: LiveQuorum): readonly PersonRow[] {
  const seated = seats.map(({ seat, holder, deputies }): PersonRow => {
    const said = saidOf(attendance, seat.id);
    const there = said !== null && said.presence !== 'unsaid' ? said : null;
    const nobody = deputies.length === 0 ? 'Nobody has this seat' : 'Nobody but a deputy has this seat';
    return {
      seat: seat.name,
      name: there?.name ?? holder?.name ?? nobody,
      as: there === null ? capacityWords[seat.capacity] : asWords(there),
      state: there === null ? unsaid : presenceMarks[there.presence],
    };
  });
  const others = withoutSeat(attendance).map(
    (one): PersonRow => ({
      seat: one.name,
      name: 'Without a seat',
      as: asWords(one),
      state: presenceMarks[one.presence],
    }),
  );
  return [...seated, ...others];
}

/** The quorum in a sentence with its mark; null where the meeting is over or has not come, and nobody was said to be there. */
export function quorumMark(
  { rule, quorum, missing }: LiveQuorum,
  meeting: Meeting,
  counted: number,
): Mark | null {
  if (isOver(meeting) || (counted === 0 && meeting.state !== 'running')) return null;
  if (rule === null || quorum === null)
    return { mark: 'unconfirmed', words: 'The group has set no rule for its quorum' };
  if (quorum.met)
    return { mark: 'done', words: `Quorum met: ${quorum.number} members here, ${rule.minimum} needed` };
  const then =
    rule.otherwise === 'block' ? 'no decision can be recorded' : 'a decision is recorded with a warning';
  return { mark: 'late', words: `Not quorate: ${missing}. Until then ${then}` };
}

/** The quorum of a meeting as it stands, and of one item where somebody is out for it. */
export const quorumNow = (
  { group, meeting, attendance }: MeetingFacts,
  out: Parameters<typeof presentAt>[1] = [],
): LiveQuorum => liveQuorum(group, meeting.day, presentAt(attendance, out));

/** The same person, for a form. */
export const keyOf = personKey;
