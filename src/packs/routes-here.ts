import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { hidden, idIn, type Here as HereIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import { groupOn } from '../meetings/attendance.ts';
import { workspaceFrame } from '../people/frame.ts';
import { fullDate } from '../platform/pages/filters.ts';
import type { FileStore } from '../platform/files/disk.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import type { PackFacts } from './commands.ts';
import type { FormGround } from './pages/pack.ts';
import type { Ground } from './present.ts';

/** What the doors of packs need of the house. */
export interface PackRoom extends WorkRoom {
  readonly files: FileStore;
}

/** A request with what answers it, files among it. */
export type Here = HereIn<PackRoom>;

/** Where the pages of the meeting begin. */
export const baseOf = ({ request }: Here): string => `/meetings/${idIn(request)}`;

/** Whether whoever asks runs meetings. */
export const runs = ({ request }: Here): boolean => may(bearerOf(request).actor, 'pack.change');

/** The version that the address asks for; null for the newest, and 0, which none has, for what is no number. */
export function versionIn({ request }: Here): number | null {
  const asked = request.query.get('version');
  return asked === null ? null : Number(/^\d{1,6}$/.exec(asked)?.[0] ?? 0);
}

/** The frame of a page of a pack. */
export function frameOf(here: Here, title: string, errors: readonly PageError[], backLink: Link) {
  return workspaceFrame(here.request, here.room.assets, { title, section: 'meetings', errors, backLink });
}

/** A form to that address. */
export const formTo =
  ({ request }: Here, isOwn = false) =>
  (action: string): FormGround => ({
    action,
    formToken: request.formToken,
    formKey: formKey(isOwn ? request.form : new URLSearchParams()),
  });

/** What every page of a pack is made with. */
export function groundOf(here: Here, name: string): Ground {
  const { actor } = bearerOf(here.request);
  const own = actor.kind === 'member' ? actor.accountId : '';
  return { base: baseOf(here), name, own, isRunner: runs(here), formTo: formTo(here) };
}

/** "Practice Review Group, Thursday 7 January 2027". */
export const nameOf = ({ meeting, group }: Pick<PackFacts, 'meeting' | 'group'>): string =>
  `${groupOn(group, meeting.day)}, ${fullDate(meeting.day)}`;

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
