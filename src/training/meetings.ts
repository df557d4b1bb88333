import { everyGroup } from '../group/commands-groups.ts';
import { seatsOn } from '../group/membership.ts';
import { addWorkingDays, isWorkingDay } from '../law/working-days.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { attendanceOf } from '../meetings/attendance.ts';
import { invite } from '../meetings/commands-invite.ts';
import {
  meetings,
  moveMeeting,
  planMeeting,
  recordAttendance,
  type MeetingFacts,
} from '../meetings/commands.ts';
import {
  addItems,
  candidateKey,
  changeItem,
  declareConflict,
  openThings,
} from '../meetings/commands-agenda.ts';
import type { Meeting, Move } from '../meetings/meeting.ts';
import { addPapers, candidates, freeze, pack } from '../packs/commands.ts';
import { dayOf } from './days.ts';
import type { TrainingItem, TrainingMeeting } from './meetings-file.ts';
import { factsOf, itemFor, type MeetingRoom } from './meeting-room.ts';
import { approveBefore, circulate, minute } from './minuting.ts';
import { seen } from './office.ts';
import { act } from './people.ts';

/**
 * Holds the meetings of the training partnership by acts of its coordinator and of those who are there. What is there of them already is left
 * as it is: they are made one after another in the order of their days, so that one that was cut short is known again by its place.
 */
export async function plantMeetings(room: MeetingRoom, wanted: readonly TrainingMeeting[]): Promise<void> {
  const today = room.office.ground.clock.today();
  for (const [at, one] of wanted.entries()) {
    const before = await there(room, today);
    const id = before[at]?.id ?? (await plan(room, one, today));
    await prepare(room, id, one);
    if (one.reaches === 'agenda-out') continue;
    await attend(room, id, one);
    await move(room, id, 'begin', 'agenda-out');
    const earlier = before[at - 1];
    if (earlier !== undefined) await approveBefore(room, earlier.id, id);
    await minute(room, id, one, today);
    await move(room, id, 'end', 'running');
    await circulate(room, id, one);
  }
}

async function there({ office, by }: MeetingRoom, today: Day): Promise<readonly Meeting[]> {
  const { coming, past } = await seen(office, by, meetings, { today, before: null });
  return [...past, ...coming].toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day));
}

// No group meets on a weekend or a bank holiday.
const meetingDay = (day: Day): Day =>
  isWorkingDay(day, shippedCalendar) ? day : addWorkingDays(day, 1, shippedCalendar);

async function plan({ office, by }: MeetingRoom, wanted: TrainingMeeting, today: Day): Promise<string> {
  const day = meetingDay(dayOf(today, wanted));
  const groups = await seen(office, by, everyGroup, null);
  const group = groups.find((one) => one.kind === wanted.group);
  if (group === undefined) throw new Error(`the training data has no group of the kind "${wanted.group}"`);
  const [begins, ends] = [Temporal.PlainTime.from(wanted.begins), Temporal.PlainTime.from(wanted.ends)];
  const { place } = wanted;
  return act(office.ground, by, planMeeting, { groupId: group.id, plan: { day, begins, ends, place } });
}

// The agenda, who is out for which item, the pack, and the agenda on its way to those who are invited.
async function prepare(room: MeetingRoom, id: string, wanted: TrainingMeeting): Promise<void> {
  const { state } = (await factsOf(room, id)).meeting;
  if (state !== 'planned') return;
  for (const item of wanted.items) await putOn(room, id, item);
  for (const item of wanted.items) await giveTime(room, id, item);
  await fillPack(room, id, wanted);
  const { office, by } = room;
  if (wanted.reaches === 'agenda-out') await act(office.ground, by, invite, { id });
  await move(room, id, 'send-agenda', 'planned');
  for (const item of wanted.items) await shutOut(room, id, item);
}

async function putOn(room: MeetingRoom, id: string, wanted: TrainingItem): Promise<void> {
  const { office, by, referenceOf, referralOf } = room;
  const { about } = wanted;
  if (itemFor(room, (await factsOf(room, id)).items, wanted) !== undefined || 'standing' in about) return;
  if ('title' in about) {
    await act(office.ground, by, addItems, { id, chosen: [], own: about });
    return;
  }
  const { candidates: offered } = await seen(office, by, openThings, { id });
  const found =
    'referral' in about
      ? offered.find((one) => one.kind === 'referral' && one.id === referralOf(about.referral))
      : offered.find(
          ({ kind, words }) =>
            (kind === about.as || kind === 'held-over') && words.endsWith(`, ${referenceOf(about.case)}`),
        );
  if (found === undefined)
    throw new Error(`the training data puts on an agenda what is not open: ${JSON.stringify(about)}`);
  await act(office.ground, by, addItems, { id, chosen: [candidateKey(found)], own: null });
}

async function giveTime(room: MeetingRoom, id: string, wanted: TrainingItem): Promise<void> {
  const { takes } = wanted;
  const item = itemFor(room, (await factsOf(room, id)).items, wanted);
  if (item === undefined || takes === undefined || item.minutes === takes) return;
  const { office, by } = room;
  await act(office.ground, by, changeItem, { id, item: item.id, change: 'time', minutes: takes });
}

// Each declares their own, once the agenda shows them the item.
async function shutOut(room: MeetingRoom, id: string, wanted: TrainingItem): Promise<void> {
  const { items, conflicts } = await factsOf(room, id);
  const item = itemFor(room, items, wanted);
  if (item === undefined) return;
  const { ground, sessions, people } = room.office;
  for (const { email, reason } of wanted.conflicts) {
    const accountId = people.get(email)?.accountId ?? null;
    if (conflicts.some((one) => one.itemId === item.id && one.accountId === accountId)) continue;
    const who = { accountId, name: '' };
    await act(ground, await sessions.of(email), declareConflict, { id, item: item.id, who, reason });
  }
}

async function fillPack(room: MeetingRoom, id: string, wanted: TrainingMeeting): Promise<void> {
  const { office, by } = room;
  const { clock, partnership } = office.ground;
  const around = { partnership: partnership.name, today: clock.today(), isTraining: true };
  const before = await seen(office, by, pack, { id, version: null });
  if (before.versions.length > 0) return;
  for (const one of wanted.items) {
    const item = itemFor(room, before.items, one);
    if (item === undefined || one.papers === undefined) continue;
    if (before.current.some(({ itemId }) => itemId === item.id)) continue;
    const asked = { id, version: null, item: item.id };
    const { candidates: offered } = await seen(office, by, candidates, asked);
    const chosen = one.papers.offered ? offered.map(({ key }) => key) : [];
    const own = one.papers.own ?? null;
    if (chosen.length === 0 && own === null) continue;
    await act(office.ground, by, addPapers, { ...asked, chosen, own, lateWhy: '', ...around });
  }
  const { current } = await seen(office, by, pack, { id, version: null });
  if (current.length > 0) await act(office.ground, by, freeze, { id, seen: 0, ...around });
}

async function move(room: MeetingRoom, id: string, to: Move, from: Meeting['state']): Promise<void> {
  const { meeting } = await factsOf(room, id);
  if (meeting.state !== from) return;
  const { office, by } = room;
  await act(office.ground, by, moveMeeting, { id, move: to, why: '', version: meeting.version });
}

async function attend(room: MeetingRoom, id: string, { there: wanted }: TrainingMeeting): Promise<void> {
  const { office, by } = room;
  const { meeting, attendance } = await factsOf(room, id);
  if (meeting.state !== 'agenda-out' || attendance.length > 0) return;
  const said = ({ group }: MeetingFacts) =>
    seatsOn(group, meeting.day).flatMap((seatOn) => {
      const choice = wanted[seatOn.seat.name];
      const one = choice === undefined ? null : attendanceOf(seatOn, null, choice);
      return one === null ? [] : [one];
    });
  await act(office.ground, by, recordAttendance, { id, said });
}
