import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer, type WorkRequest, type WorkRoute } from '../acts/work-route.ts';
import { ownReferral } from './commands.ts';
import type { Draft } from './referral.ts';

/** Shows a page of the draft that the receipt opens. */
export type Show = (room: WorkRoom, request: WorkRequest, draft: Draft) => WorkAnswer;

/** A page of one's own draft. Where the receipt opens something else, it leads there. */
export function withDraft(room: WorkRoom, show: Show): WorkRoute['handle'] {
  return async (request) => {
    const draft = await draftOf(room, request);
    if (draft === 'other') return { seeOther: '/receipt' };
    return draft === null ? { seeOther: '/refer/sent' } : show(room, request, draft);
  };
}

/** The draft; null for one that was sent; 'other' where the receipt opens no referral: a consultation, or what was destroyed a moment ago. */
export async function draftOf(room: WorkRoom, request: WorkRequest): Promise<Draft | 'other' | null> {
  const outcome = await look(room, bearerOf(request), ownReferral, null);
  if (outcome.outcome !== 'done') return 'other';
  return outcome.done.state === 'draft' ? outcome.done : null;
}

/** The way back to the task list. */
export const toTasks = { text: 'All parts of the referral', href: '/refer/form' };
