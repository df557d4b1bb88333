import type { OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { isId, type WorkAnswer, type WorkRequest } from '../acts/work-route.ts';
import type { PageError } from '../platform/pages/frame.ts';
import type { GivenOnce } from './commands-administration.ts';
import { workspaceFrame } from './frame.ts';
import { givenOncePage } from './pages/given-once.ts';
import { refusedPage } from './pages/refused.ts';
import { momentOf, type PeopleRoom } from './routes.ts';

const toPeople = { text: 'People', href: '/people' };

/** A request with what answers it. A handler answers null where there is nothing for this person, which looks like nothing at all. */
export interface Here {
  readonly room: PeopleRoom;
  readonly request: WorkRequest;
}

/** The frame of a page below the people. */
export function frameOf({ room, request }: Here, title: string, errors: readonly PageError[] = []) {
  return workspaceFrame(request, room.assets, { title, section: 'people', backLink: toPeople, errors });
}

/** An identifier of the address; null for what is none. */
export const idOf = ({ request }: Here, name: 'id' | 'role' = 'id'): string | null => {
  const id = request.params[name] ?? '';
  return isId(id) ? id : null;
};

/**
 * Link and code, once. The page itself is the answer to the form, so that they stand in no address and nothing keeps them. Loading it
 * again sends the form again, and a form sent again is told where the first one led.
 */
export function givenOnce(here: Here, given: GivenOnce, heading: string, reset: boolean): WorkAnswer {
  const { origin } = here.request;
  const body = givenOncePage(frameOf(here, 'Link and code, shown once'), {
    heading,
    reset,
    link: `${origin}/invitation/${given.token}`,
    code: `${given.code.slice(0, 4)} ${given.code.slice(4)}`,
    ends: momentOf(given.expiresAt),
    onwards: { text: 'I have both: back to the people', href: '/people' },
  });
  return { status: 200, body };
}

/** What every form that was not taken has in common. */
export function otherwise(here: Here, outcome: OnceOutcome<unknown>, form: string): WorkAnswer | null {
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return null;
  return refusedAnswer(here, outcome.refusal, form);
}

function refusedAnswer(here: Here, refusal: Refusal, form: string): WorkAnswer {
  const onwards =
    refusal.refused === 'sent-changed'
      ? { text: 'Open it again', href: form }
      : { text: 'People', href: '/people' };
  const body = refusedPage(frameOf(here, 'Nothing was changed'), { sentence: words(refusal), onwards });
  return { status: 409, body };
}
