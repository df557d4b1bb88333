import type { IncidentEvent } from '../law/facts.ts';

/** The days from which a case's limits run, and those that end them, in the order in which they come as a rule. */
export const dateKinds = [
  'first-agency-aware',
  'abuse-suspected',
  'authority-aware',
  'partnership-told',
  'panel-notified',
  'rapid-review-sent',
] as const;
export type DateKind = (typeof dateKinds)[number];

/** The kind that `text` names; null for anything else. */
export const readKind = (text: string): DateKind | null => dateKinds.find((kind) => kind === text) ?? null;

/** One kind of day in words. */
export interface KindWords {
  /** In a list: "Council became aware". */
  readonly name: string;
  /** Asked: "When did the council become aware?" */
  readonly question: string;
  /** Told: what comes before the day. */
  readonly told: string;
  /** In the middle of a sentence: "the day the council became aware". */
  readonly day: string;
  readonly hint: string;
}

const words: Readonly<Record<DateKind, KindWords>> = {
  'first-agency-aware': {
    name: 'First agency aware',
    question: 'When did the first agency become aware?',
    told: 'The first agency became aware on',
    day: 'the day the first agency became aware',
    hint: 'The first time that any agency, the council among them, knew of the death or the harm. No limit runs from it.',
  },
  'abuse-suspected': {
    name: 'Abuse or neglect suspected',
    question: 'When was abuse or neglect first suspected?',
    told: 'Abuse or neglect was first suspected on',
    day: 'the day abuse or neglect was first suspected',
    hint: 'In connection with this case. It may lie before what happened. No limit runs from it.',
  },
  'authority-aware': {
    name: 'Council became aware',
    question: 'When did the council become aware?',
    told: 'The council became aware on',
    day: 'the day the council became aware',
    hint: 'The first time anybody in children’s services knew of the death or the harm, and knew or suspected abuse or neglect. The working days to notify start here.',
  },
  'partnership-told': {
    name: 'Partnership told',
    question: 'When was the partnership told?',
    told: 'The partnership was told on',
    day: 'the day the partnership was told',
    hint: 'The day on which the council told the safeguarding partnership of the incident.',
  },
  'panel-notified': {
    name: 'Panel notified',
    question: 'When was the national Panel notified?',
    told: 'The national Panel was notified on',
    day: 'the day the notification was sent',
    hint: 'The day on which the notification was sent through the incident notification system.',
  },
  'rapid-review-sent': {
    name: 'Rapid review sent',
    question: 'When was the rapid review sent to the Panel?',
    told: 'The rapid review was sent to the Panel on',
    day: 'the day the rapid review was sent',
    hint: 'With the decision about a local review.',
  },
};

const otherNotification: Partial<KindWords> = {
  name: 'Notification sent',
  question: 'When were the Secretary of State and Ofsted notified?',
  told: 'The Secretary of State and Ofsted were notified on',
};

/** A kind of day in words; a death without abuse or neglect is notified to others than the Panel. */
export function kindWords(kind: DateKind, event: IncidentEvent): KindWords {
  const plain = words[kind];
  return kind === 'panel-notified' && event !== 'notifiable-incident'
    ? { ...plain, ...otherNotification }
    : plain;
}

/** The kinds of day that a case of that event can have: without abuse or neglect no rapid review follows. */
export const kindsFor = (event: IncidentEvent): readonly DateKind[] =>
  event === 'notifiable-incident' ? dateKinds : dateKinds.filter((kind) => kind !== 'rapid-review-sent');
