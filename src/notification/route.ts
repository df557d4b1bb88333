import { type Day, isBefore } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { editionOn, transitionStart } from '../law/editions.ts';
import { ruleNamed } from '../law/rules.ts';

/** By what a notification goes: the form of Ofsted, on paper or online, or the national system that took its place. */
export type Way = 'ofsted-form' | 'national-system';

/** How an incident is notified: by what, to whom, and in how many forms. */
export interface Route {
  readonly way: Way;
  readonly name: string;
  /** To whom it goes, in a sentence. */
  readonly goesTo: string;
  /** How several children are given, and the rule that says so; null before June 2018, for which none is held. */
  readonly several: { readonly rule: string; readonly words: string; readonly source: string } | null;
  readonly edition: string;
  /** The most children who are given in full on one form. */
  readonly inFull: number;
}

const fromSystem = ruleNamed('NOT-05b');
const fromForm = ruleNamed('NOT-05a');

/**
 * How an incident is notified that the authority learned of on `aware`, and notified, if it has, on `sent`. The route is that of the day
 * of sending: the duty did not change on 21 February 2019, only the way. Of a day that is not known, today decides. By the national
 * system also go deaths that the Panel does not consider; whom these go to is what the guidance on GOV.UK says.
 */
export function routeOn(
  aware: Day | null,
  sent: Day | null,
  today: Day,
  event: IncidentEvent = 'notifiable-incident',
): Route {
  const on = sent ?? aware ?? today;
  const edition = editionOn(aware ?? on)?.title ?? 'No edition is held for that day';
  const system = fromSystem.from;
  if (system !== null && !isBefore(on, system))
    return {
      way: 'national-system',
      name: 'Child Safeguarding Incident Notification System',
      goesTo:
        event === 'notifiable-incident'
          ? 'It goes to the national Panel, Ofsted and the Department for Education by one notification.'
          : 'It goes to the Secretary of State and Ofsted by the same system as a serious incident.',
      several: { rule: fromSystem.id, words: fromSystem.what, source: fromSystem.source },
      edition,
      inFull: 4,
    };
  const toPanel = !isBefore(on, transitionStart);
  return {
    way: 'ofsted-form',
    name: 'Ofsted’s form for serious incidents',
    goesTo: toPanel
      ? 'It went to Ofsted by its form, and by it to the national Panel, which began on 29 June 2018.'
      : 'It went to Ofsted by its form, and to the Local Safeguarding Children Board. There was no national Panel of this kind yet.',
    several: toPanel ? { rule: fromForm.id, words: fromForm.what, source: fromForm.source } : null,
    edition,
    inFull: 4,
  };
}
