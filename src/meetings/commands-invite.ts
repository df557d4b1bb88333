import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { seatsOn } from '../group/membership.ts';
import { mailMeeting } from '../mail/store.ts';
import { groupOn } from './attendance.ts';
import { type Asked, loadMeeting, type MeetingFacts } from './commands.ts';
import type { Meeting } from './meeting.ts';
import { answerMeeting, type Invited, readInvited } from './store-invite.ts';

type Tx = Parameters<typeof readInvited>[0];

/** A meeting with who was invited to it. */
export interface InvitedFacts extends MeetingFacts {
  readonly invited: readonly Invited[];
}

async function loadInvited(
  tx: Tx,
  { id }: Asked,
  hold: 'to change' | 'to read',
): Promise<InvitedFacts | null> {
  const facts = await loadMeeting(tx, id, hold);
  return facts === null ? null : { ...facts, invited: await readInvited(tx, id) };
}

/** Who was invited and what they answered. */
export const invitations: View<Asked, InvitedFacts, InvitedFacts> = {
  verb: 'meeting.invite',
  load: (tx, asked) => loadInvited(tx, asked, 'to read'),
  present: (loaded) => loaded,
  entry: ({ meeting, invited }) => ({ object: meeting.id, facts: { shown: invited.length } }),
};

/** True while people are invited and answer. */
export const isInviting = ({ state }: Pick<Meeting, 'state'>): boolean =>
  state === 'planned' || state === 'agenda-out';

/** Invites everybody with a seat, and their deputies, who is not invited yet. */
export const invite: Command<Asked, InvitedFacts, MeetingFacts, number> = {
  verb: 'meeting.invite',
  load: (tx, asked) => loadInvited(tx, asked, 'to change'),
  decide: (facts) => (isInviting(facts.meeting) ? facts : refuse('meeting-not-now')),
  async write(tx, { meeting, group }, { id }) {
    const called = groupOn(group, meeting.day);
    const sent = await mailMeeting(tx, { meetingId: id, kind: 'meeting-invitation', group: called });
    return { done: sent, entry: { object: id, facts: { invited: sent } } };
  },
};

/** One's own invitation. */
export const ownInvitation: View<Asked, InvitedFacts, InvitedFacts> = {
  verb: 'meeting.answer',
  load: async (tx, asked) => {
    const facts = await loadInvited(tx, asked, 'to read');
    return facts?.invited.some(({ isOwn }) => isOwn) === true ? facts : null;
  },
  present: (loaded) => loaded,
  entry: ({ meeting }) => ({ object: meeting.id }),
};

/** Those who stand in for the seats that somebody has at a meeting, by name. */
export function deputiesOf({ group, meeting }: MeetingFacts, accountId: string): readonly string[] {
  const own = seatsOn(group, meeting.day).filter(({ holder }) => holder?.accountId === accountId);
  return [...new Set(own.flatMap(({ deputies }) => deputies.map(({ name }) => name)))];
}

/** An answer to an invitation; the deputy by their name, one of those of one's own seats, or null. */
export interface AnswerWish extends Asked {
  readonly answer: 'coming' | 'apologies';
  readonly deputy: string | null;
}

/** Says whether one comes. Refused for whoever is not invited, and once the meeting has begun. */
export const answerInvitation: Command<AnswerWish, InvitedFacts, AnswerWish, null> = {
  verb: 'meeting.answer',
  load: (tx, asked) => loadInvited(tx, asked, 'to read'),
  decide(facts, wish) {
    const own = facts.invited.find(({ isOwn }) => isOwn);
    if (own === undefined || !isInviting(facts.meeting)) return refuse('not-invited');
    const isKnown = wish.deputy === null || deputiesOf(facts, own.accountId).includes(wish.deputy);
    return isKnown
      ? { ...wish, deputy: wish.answer === 'apologies' ? wish.deputy : null }
      : refuse('answers-wrong');
  },
  async write(tx, { id, answer, deputy }) {
    const kept = await answerMeeting(tx, id, answer, deputy);
    if (!kept) throw new Error('an answer to an invitation that was there a moment ago');
    return { done: null, entry: { object: id, facts: { answer, deputy: deputy !== null } } };
  },
};
