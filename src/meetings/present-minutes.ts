import { timeWords } from '../cases/dates.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { groupOn } from './attendance.ts';
import type { MeetingFacts } from './commands.ts';
import type { MinutesFacts } from './commands-minutes.ts';
import { asWords, type MinutesHeader, type MinutesModel } from './minutes.ts';
import type { Mark } from './pages/meetings.ts';
import { quorumNow } from './present.ts';

/** What the minutes say of the meeting itself, as it is frozen. */
export function headerOf(facts: MeetingFacts, partnership: string): MinutesHeader {
  const { meeting, group, attendance } = facts;
  const { rule, quorum, missing, seats } = quorumNow(facts);
  const seatName = (id: string | null) => seats.find(({ seat }) => seat.id === id)?.seat.name ?? null;
  return {
    partnership,
    group: groupOn(group, meeting.day),
    day: meeting.day.toString(),
    begins: timeWords(meeting.begins),
    place: meeting.place,
    there: attendance
      .filter(({ presence }) => presence !== 'unsaid')
      .map((one) => ({
        name: one.name,
        seat: seatName(one.seatId),
        as: asWords(one),
        presence: one.presence,
      })),
    quorum:
      rule === null || quorum === null
        ? 'The group had set no rule for its quorum.'
        : quorum.met
          ? `The group was quorate at the end: ${quorum.number} members, of ${rule.minimum} that it needs.`
          : `The group was not quorate at the end. Missing: ${missing}.`,
  };
}

/**
 * The minutes for one reader. Those who run the meeting have them as they stand, until they are approved; everybody else has what went
 * out last. Null where there is nothing for them yet.
 */
export function modelOf(
  facts: MinutesFacts,
  isRunner: boolean,
  partnership: Pick<Partnership, 'name' | 'training'>,
): MinutesModel | null {
  const { meeting, version, draft } = facts;
  const ground = { approvedOn: meeting.approvedOn, isTraining: partnership.training };
  const stands = isRunner && (meeting.state === 'running' || meeting.state === 'held') && draft !== null;
  if (stands)
    return {
      ...ground,
      header: headerOf(facts, partnership.name),
      items: draft,
      version: null,
      wentOut: version?.number ?? null,
    };
  return version === null ? null : { ...ground, header: version.header, items: version.items, version };
}

/** The answer that the page of the minutes gives. */
export function headingOf({ meeting, version }: MinutesFacts): string {
  if (meeting.state === 'minutes-approved') return 'The minutes are approved';
  return version === null ? 'The minutes have not gone out yet' : 'The minutes are not approved yet';
}

/** How far they are. */
export function stateOfMinutes({ meeting, version }: MinutesFacts): Mark {
  if (meeting.state === 'minutes-approved') return { mark: 'done', words: 'Approved and frozen' };
  if (version === null) return { mark: 'running', words: 'Draft' };
  return {
    mark: 'look',
    words: version.kind === 'corrected' ? 'Corrected and circulated' : 'Circulated',
  };
}
