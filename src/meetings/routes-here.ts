import { may } from '../access/policy.ts';
import { formKey } from '../acts/once.ts';
import type { OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { type Here, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import { fullDate } from '../platform/pages/filters.ts';
import { groupOn } from './attendance.ts';
import { type MeetingFacts, oneMeeting } from './commands.ts';
import type { FormGround } from './pages/meetings.ts';

/** Where the pages of the meeting that the address names begin. */
export const baseOf = ({ request }: Here): string => `/meetings/${idIn(request)}`;

/** Where the pages of the item that the address names begin. */
export const itemBaseOf = (here: Here): string => `${baseOf(here)}/items/${idIn(here.request, 'item')}`;

/** The meeting that the address names; null where it is not there for whoever asks. */
export async function factsOf(here: Here): Promise<MeetingFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneMeeting, { id: idIn(here.request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever asks runs meetings. */
export const runs = ({ request }: Here): boolean => may(bearerOf(request).actor, 'meeting.plan');

/** The account of whoever asks; empty for nobody. */
export function ownAccount({ request }: Here): string {
  const { actor } = bearerOf(request);
  return actor.kind === 'member' ? actor.accountId : '';
}

/** "Practice Review Group, Thursday 7 January 2027". */
export const nameOf = ({ meeting, group }: Pick<MeetingFacts, 'meeting' | 'group'>): string =>
  `${groupOn(group, meeting.day)}, ${fullDate(meeting.day)}`;

/** The frame of a page of meetings. */
export function frameOf(here: Here, title: string, errors: readonly PageError[] = [], backLink?: Link) {
  const back = backLink === undefined ? {} : { backLink };
  return workspaceFrame(here.request, here.room.assets, { title, section: 'meetings', errors, ...back });
}

/** The way back to the meeting. */
export const toMeeting = (here: Here): Link => ({ text: 'Meeting', href: baseOf(here) });

/** A form to that address: `isOwn` for the one that came with the request, which keeps its key when it is shown again. */
export const formTo = ({ request }: Here, action: string, isOwn = false): FormGround => ({
  action,
  formToken: request.formToken,
  formKey: formKey(isOwn ? request.form : new URLSearchParams()),
});

/** What is said where an act was refused: the page again with the sentence; 404 in the usual bytes for what is not theirs. */
export function afterAct<Done>(
  here: Here,
  outcome: OnceOutcome<Done>,
  to: string,
  again: (refusal: Refusal) => Promise<WorkAnswer | null>,
): Promise<WorkAnswer | null> | WorkAnswer {
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return again(outcome.refusal);
}

/** A refusal at the head of a page. */
export const errorOf = (refusal: Refusal | null): readonly PageError[] =>
  refusal === null ? [] : [{ text: words(refusal), href: null }];
