import { headerOf } from '../meetings/present-minutes.ts';
import { proposeCorrection } from '../meetings/commands-corrections.ts';
import { changeItem } from '../meetings/commands-agenda.ts';
import { noteAction, oneItem, sendMinutes, theMinutes, writeNote } from '../meetings/commands-minutes.ts';
import { isMinuted } from '../meetings/meeting.ts';
import type { MinutesKind } from '../meetings/minutes.ts';
import type { Day } from '../law/day.ts';
import { factsOf, itemFor, type MeetingRoom } from './meeting-room.ts';
import type { TrainingItem, TrainingMeeting } from './meetings-file.ts';
import { seen } from './office.ts';
import { act } from './people.ts';

/** Writes the minutes of a meeting that runs, item by item; what was written already is left as it is. */
export async function minute(
  room: MeetingRoom,
  id: string,
  wanted: TrainingMeeting,
  today: Day,
): Promise<void> {
  for (const one of wanted.items) {
    const { meeting, items } = await factsOf(room, id);
    const item = itemFor(room, items, one);
    if (item === undefined || !isMinuted(meeting)) continue;
    await minuteItem(room, { id, item: item.id }, one, today);
  }
}

async function minuteItem(
  { office, by }: MeetingRoom,
  at: { readonly id: string; readonly item: string },
  wanted: TrainingItem,
  today: Day,
): Promise<void> {
  const { ground } = office;
  const { note, content, item } = await seen(office, by, oneItem, at);
  if (note === null && wanted.note !== '')
    await act(ground, by, writeNote, { ...at, words: wanted.note, seen: 0 });
  for (const { words, owner, inDays } of wanted.actions) {
    if (content?.actions.some((one) => one.words === words) === true) continue;
    const due = today.add({ days: inDays });
    await act(ground, by, noteAction, { ...at, given: { words, owner, due } });
  }
  if (wanted.heldOver && item.state === 'open')
    await act(ground, by, changeItem, { ...at, change: 'hold-over', minutes: 1 });
}

async function send(
  { office, by }: MeetingRoom,
  id: string,
  kind: MinutesKind,
  approvedAt: string | null,
): Promise<void> {
  const { ground } = office;
  const { meeting } = await seen(office, by, theMinutes, { id });
  await act(ground, by, sendMinutes, {
    id,
    kind,
    approvedAt,
    seen: meeting.version,
    headerOf: (facts) => headerOf(facts, ground.partnership.name),
  });
}

/** Circulates the minutes of a meeting that was held, once, and lets members propose what they would correct. */
export async function circulate(room: MeetingRoom, id: string, wanted: TrainingMeeting): Promise<void> {
  const { meeting } = await factsOf(room, id);
  if (meeting.state === 'held' && !meeting.isCirculated) await send(room, id, 'circulated', null);
  const { ground, sessions } = room.office;
  const { items } = await factsOf(room, id);
  for (const { email, item, words } of wanted.corrections) {
    const by = await sessions.of(email);
    const { version, corrections } = await seen(room.office, by, theMinutes, { id });
    const of = wanted.items[item - 1];
    const found = of === undefined ? undefined : itemFor(room, items, of);
    if (version === null || found === undefined || corrections.some((one) => one.words === words)) continue;
    await act(ground, by, proposeCorrection, { id, item: found.id, words, version: version.number });
  }
}

/** Records that the minutes of the meeting before were approved at one that has begun. */
export async function approveBefore(room: MeetingRoom, earlier: string, at: string): Promise<void> {
  const { meeting } = await factsOf(room, earlier);
  if (meeting.state === 'held') await send(room, earlier, 'approved', at);
}
