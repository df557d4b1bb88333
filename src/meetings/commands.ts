import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { ReviewGroup } from '../group/membership.ts';
import { readGroups } from '../group/store-groups.ts';
import { holdsOn } from '../group/tiling.ts';
import { mailMeeting } from '../mail/store.ts';
import { type Attendance, type Conflict, groupOn } from './attendance.ts';
import { isOver, type Item, type Meeting, type Move, whyNotMove } from './meeting.ts';
import type { Plan } from './plan-form.ts';
import { readAttendance, readComing, readConflicts, readItems, readMeeting, readPast } from './store.ts';
import { readMayAnswer } from './store-invite.ts';
import { addAttendance, addMeeting, changeMeeting, moveMeeting as move } from './store-write.ts';

type Tx = Parameters<typeof readMeeting>[0];

/** A meeting with everything of it that whoever asks may see. */
export interface MeetingFacts {
  readonly meeting: Meeting;
  readonly group: ReviewGroup;
  readonly items: readonly Item[];
  readonly attendance: readonly Attendance[];
  readonly conflicts: readonly Conflict[];
  /** True where whoever asks was invited and may still answer. */
  readonly mayAnswer: boolean;
}

/** A meeting by its identifier. */
export interface Asked {
  readonly id: string;
}

/** A meeting for whoever may know of it; null for everybody else. */
export async function loadMeeting(
  tx: Tx,
  id: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<MeetingFacts | null> {
  const meeting = await readMeeting(tx, id, hold);
  if (meeting === null) return null;
  const [group] = await readGroups(tx, meeting.groupId);
  if (group === undefined) return null;
  return {
    meeting,
    group,
    items: await readItems(tx, id),
    attendance: await readAttendance(tx, id),
    conflicts: await readConflicts(tx, id),
    mayAnswer: await readMayAnswer(tx, id),
  };
}

/** What every act on a meeting begins with: nobody else changes it meanwhile. */
export const held = { load: (tx: Tx, { id }: Asked) => loadMeeting(tx, id, 'to change') } as const;

/** The list of meetings as it is asked for: those to come, or those before a day. */
export interface AskedList {
  readonly today: Temporal.PlainDate;
  readonly before: Temporal.PlainDate | null;
}

export interface MeetingList {
  readonly groups: readonly ReviewGroup[];
  readonly coming: readonly Meeting[];
  readonly past: readonly Meeting[];
}

/** The meetings of whoever asks. */
export const meetings: View<AskedList, MeetingList, MeetingList> = {
  verb: 'meeting.list',
  load: async (tx, { today, before }) => ({
    groups: await readGroups(tx),
    coming: before === null ? await readComing(tx, today) : [],
    past: await readPast(tx, before ?? today),
  }),
  present: (loaded) => loaded,
  entry: ({ coming, past }) => ({ facts: { shown: coming.length + past.length } }),
};

/** A meeting and its agenda. */
export const oneMeeting: View<Asked, MeetingFacts, MeetingFacts> = {
  verb: 'meeting.read',
  load: (tx, { id }) => loadMeeting(tx, id),
  present: (loaded) => loaded,
  entry: ({ meeting }) => ({ object: meeting.id }),
};

/** The groups of which a meeting can be planned. */
export const meetingGroups: View<null, readonly ReviewGroup[], readonly ReviewGroup[]> = {
  verb: 'meeting.plan',
  load: (tx) => readGroups(tx),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** When and where, and of which group. */
export interface PlanWish {
  readonly groupId: string;
  readonly plan: Plan;
}

/** Plans a meeting, with its standing items on the agenda. Refused where the group is not there on that day. */
export const planMeeting: Command<PlanWish, readonly ReviewGroup[], PlanWish, string> = {
  verb: 'meeting.plan',
  load: (tx) => readGroups(tx),
  decide: (groups, wish) =>
    groups.some((group) => group.id === wish.groupId && holdsOn(group, wish.plan.day))
      ? wish
      : refuse('group-over'),
  async write(tx, { groupId, plan }) {
    const id = await addMeeting(tx, groupId, plan);
    return { done: id, entry: { object: id } };
  },
};

/** Another time or place; `version` is what the form knew. */
export interface ChangeWish extends Asked {
  readonly plan: Plan;
  readonly version: number;
}

/** Changes when and where a meeting is, until it begins. */
export const replanMeeting: Command<
  ChangeWish,
  MeetingFacts,
  { readonly plan: Plan; readonly group: string },
  null
> = {
  verb: 'meeting.plan',
  ...held,
  decide({ meeting, group }, { plan, version }) {
    if (meeting.state !== 'planned' && meeting.state !== 'agenda-out') return refuse('meeting-not-now');
    if (meeting.version !== version) return refuse('meeting-changed');
    return holdsOn(group, plan.day) ? { plan, group: groupOn(group, plan.day) } : refuse('group-over');
  },
  // Whoever was invited is told by themselves; nobody has to remember it.
  async write(tx, { plan, group }, { id }) {
    await changeMeeting(tx, id, plan);
    await mailMeeting(tx, { meetingId: id, kind: 'meeting-moved', group });
    return { done: null, entry: { object: id } };
  },
};

export interface MoveWish extends Asked {
  readonly move: Move;
  /** Why it is called off. */
  readonly why: string;
  readonly version: number;
}

/** Sends the agenda out, begins or ends a meeting, or calls it off. */
export const moveMeeting: Command<MoveWish, MeetingFacts, MoveWish & { readonly group: string }, null> = {
  verb: 'meeting.move',
  ...held,
  decide({ meeting, items, group }, wish, today) {
    const whyNot = whyNotMove(meeting, items, wish.move, today);
    if (whyNot !== null) return whyNot;
    return meeting.version === wish.version
      ? { ...wish, group: groupOn(group, meeting.day) }
      : refuse('meeting-changed');
  },
  async write(tx, { id, move: to, why, group }) {
    await move(tx, id, to, why);
    if (to === 'send-agenda') await mailMeeting(tx, { meetingId: id, kind: 'meeting-agenda', group });
    if (to === 'call-off') await mailMeeting(tx, { meetingId: id, kind: 'meeting-called-off', group });
    return { done: null, entry: { object: id, facts: { move: to } } };
  },
};

export interface AttendanceWish extends Asked {
  /** What the form says anew, by the seats and people that are there as the transaction finds them. */
  readonly said: (facts: MeetingFacts) => readonly Attendance[] | Refusal;
}

/** Puts on record who is at a meeting, who sent apologies and who has left, before it begins or while it runs, or afterwards. */
export const recordAttendance: Command<AttendanceWish, MeetingFacts, readonly Attendance[], null> = {
  verb: 'attendance.record',
  ...held,
  decide: (facts, { said }) => (isOver(facts.meeting) ? refuse('meeting-not-now') : said(facts)),
  async write(tx, said, { id }) {
    await addAttendance(tx, id, said);
    return { done: null, entry: { object: id, facts: { said: said.length } } };
  },
};
