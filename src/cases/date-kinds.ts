import { type Day, isBefore } from '../law/day.ts';
import { transitionStart } from '../law/editions.ts';
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

// Working Together 2015, chapter 4: the incident is reported to Ofsted and to the board, and there is no rapid review.
const ofTheBoards: Partial<Record<DateKind, Partial<KindWords>>> = {
  'partnership-told': {
    name: 'Board told',
    question: 'When was the safeguarding children board told?',
    told: 'The safeguarding children board was told on',
    day: 'the day the board was told',
    hint: 'The day on which the council told the Local Safeguarding Children Board of the incident.',
  },
  'panel-notified': {
    name: 'Ofsted notified',
    question: 'When was Ofsted notified?',
    told: 'Ofsted was notified on',
    hint: 'The day on which the notification was sent to Ofsted.',
  },
};

/** What decides how a day is called: what happened, and the days on record, of which awareness says whose law it was. */
export interface KindGround {
  readonly event: IncidentEvent;
  readonly days: readonly { readonly kind: DateKind; readonly day: Day }[];
}

/** Whether the council became aware before 29 June 2018, when the boards had the functions and Ofsted the notifications. */
const isOfTheBoards = ({ days }: KindGround): boolean => {
  const aware = days.find(({ kind }) => kind === 'authority-aware')?.day;
  return aware !== undefined && isBefore(aware, transitionStart);
};

/** A kind of day in words: those of its own law, and without abuse or neglect it is notified to others than the Panel. */
export function kindWords(kind: DateKind, ground: KindGround): KindWords {
  const plain = words[kind];
  if (isOfTheBoards(ground)) return { ...plain, ...ofTheBoards[kind] };
  return kind === 'panel-notified' && ground.event !== 'notifiable-incident'
    ? { ...plain, ...otherNotification }
    : plain;
}

/** The kinds of day that a case can have: in the boards' time, and without abuse or neglect, no rapid review follows. */
export const kindsFor = (ground: KindGround): readonly DateKind[] =>
  ground.event === 'notifiable-incident' && !isOfTheBoards(ground)
    ? dateKinds
    : dateKinds.filter((kind) => kind !== 'rapid-review-sent');
