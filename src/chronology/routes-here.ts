import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import { type Here, idIn } from '../acts/work-room.ts';
import { bearerOf } from '../acts/work-route.ts';
import type { Verb } from '../acts/verbs.ts';
import { referenceIn } from '../cases/case.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { type HeadedCase, presentHeader } from '../cases/header.ts';
import { formKey } from '../acts/once.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import type { ChronologyFacts } from './chronology.ts';
import { type OfChronology, type OfLane, oneChronology, oneLane, type OneLane } from './commands.ts';
import type { LanesContext } from './present.ts';

/** The chronology that the address names. What is no number is looked up as one that no chronology has: the same entry, the same work. */
export function wantedIn({ request }: Here): OfChronology {
  const number = request.params['number'] ?? '';
  return {
    reference: referenceIn(request.params),
    number: /^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0,
  };
}

/** The lane that the address names. */
export const laneIn = (here: Here): OfLane => ({ ...wantedIn(here), lane: idIn(here.request, 'lane') });

/** Where the pages of the chronology begin. */
export function baseOf(here: Here): string {
  const { reference, number } = wantedIn(here);
  return `/cases/${reference}/chronology/${number}`;
}

/** The chronology with its lanes, for whoever sees its case; null for everybody else. */
export async function factsOf(here: Here): Promise<ChronologyFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneChronology, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** One lane, for whoever sees its case; null for everybody else. */
export async function laneFor(here: Here): Promise<OneLane | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneLane, laneIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever asks may do this on the case, by the policy. */
export const mayDo = ({ request }: Here, verb: Verb, headed: HeadedCase): boolean =>
  may(bearerOf(request).actor, verb, headed.standing);

/** The head of a page of a chronology. */
export const headerOf = ({ request }: Here, headed: HeadedCase) =>
  presentHeader(headed, bearerOf(request).actor, may, 'chronology');

/** The frame of a page, with a way back where it is not the first. */
export function frameOf(
  here: Here,
  headed: HeadedCase,
  title: string,
  errors: readonly PageError[] = [],
  back: { readonly text: string; readonly href: string } | null = { text: 'Chronology', href: baseOf(here) },
) {
  const facts = {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
    ...(back === null ? {} : { backLink: back }),
  } as const;
  return workspaceFrame(here.request, here.room.assets, facts);
}

/** How the partnership counts. */
export const calendarIn = ({ request }: Here) => conventionsOf(request.partnership.settings).calendar;

/** What the pages of a chronology are made with. */
export const contextOf = (here: Here, { headed }: ChronologyFacts): LanesContext => ({
  header: headerOf(here, headed),
  today: here.request.today,
  calendar: calendarIn(here),
  base: baseOf(here),
  formToken: here.request.formToken,
  formKey: formKey(here.request.form),
  may: {
    ask: mayDo(here, 'chronology.ask', headed),
    open: mayDo(here, 'chronology.open', headed),
    release: mayDo(here, 'chronology.release', headed),
  },
  seesAll: mayDo(here, 'history.read', headed),
});
