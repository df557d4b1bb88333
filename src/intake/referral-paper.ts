import { inWords, withoutWeekday } from '../law/day.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';
import type { EndorsementShown } from './endorsement.ts';
import type { Answers } from './question.ts';
import { dayOf, referenceOf, type SentReferral } from './referral.ts';
import { showAnswers, type ShownRow } from './shown.ts';
import { urgencyOf } from './urgent.ts';

/** What stands around the answers of a referral on paper. */
export interface AroundReferral {
  readonly partnership: string;
  readonly endorsement: EndorsementShown;
  /** The day on which the copy is made. */
  readonly today: Temporal.PlainDate;
}

/** The name of the file of a referral, without its ending: number and day, and never whom it is about. */
export const referralFile = ({ number, sentAt }: Pick<SentReferral, 'number' | 'sentAt'>): string =>
  `referral-${number}-${dayOf(sentAt).toString()}`;

/** A referral that was sent, as its readers see it on the screen. */
export function referralPaper(referral: SentReferral, around: AroundReferral): Paper {
  const { number, sentAt, answers, fromWord = [], outcome } = referral;
  const reference = referenceOf(number, dayOf(sentAt));
  return {
    title: reference,
    about: [around.partnership, `Copy made on ${withoutWeekday(around.today)}`],
    footer: reference,
    marking: 'Confidential',
    parts: [
      ...urgent(answers),
      { kind: 'facts', rows: factsOf(referral, around) },
      ...(outcome === null
        ? []
        : [heading('What the referrer was told'), { kind: 'text', paragraphs: [outcome] } as const]),
      ...(fromWord.length === 0 ? [] : wordsOfForm(fromWord)),
      ...answerParts(answers),
    ],
  };
}

/** A referral before it is sent, for whoever writes it. */
export function draftPaper(answers: Answers, partnership: string, today: Temporal.PlainDate): Paper {
  return {
    title: 'Your referral, not sent yet',
    about: [partnership, `Copy made on ${withoutWeekday(today)}`],
    footer: 'A referral that has not been sent',
    marking: 'Confidential',
    parts: [
      {
        kind: 'note',
        text: 'This is a copy of a draft. It is no referral until it is sent, and what is changed afterwards is not in it.',
      },
      ...urgent(answers),
      ...answerParts(answers),
    ],
  };
}

const heading = (text: string): Part => ({ kind: 'heading', level: 1, text });

function urgent(answers: Answers): readonly Part[] {
  const why = urgencyOf(answers);
  return why.length === 0
    ? []
    : [{ kind: 'note', text: `Marked urgent: the referrer says that ${why.join(', and that ')}.` }];
}

function factsOf(
  { state, sentAt, receivedAt, closedAt, outcome, ofCase, fromWord }: SentReferral,
  { endorsement }: AroundReferral,
): readonly (readonly [string, string])[] {
  const on = (at: Temporal.Instant) => inWords(dayOf(at));
  const { words, more, said } = endorsement;
  // "Endorsed by …", but "Not endorsed. Nobody has been asked yet."
  const link = /^[a-z]/.test(more) ? ' ' : '. ';
  const endorsed = `${words}${link}${more}${endorsement.on === null ? '' : ` ${withoutWeekday(endorsement.on)}.`}`;
  const closed = outcome === null ? 'Declined' : 'Outcome told';
  return [
    [fromWord === undefined ? 'Sent' : 'Taken in, as a Word form', on(sentAt)],
    ['Acknowledged', receivedAt === null ? 'Not yet' : on(receivedAt)],
    ...(state === 'closed' && closedAt !== null ? [[closed, on(closedAt)] as const] : []),
    ...(ofCase === null ? [] : [['Case', ofCase.reference] as const]),
    ['Safeguarding lead', [endorsed, said].filter((text) => text !== '').join('\n')],
  ];
}

const wordsOfForm = (kept: NonNullable<SentReferral['fromWord']>): readonly Part[] => [
  heading('In the words of the Word form'),
  { kind: 'text', paragraphs: ['This could not be read as an answer, and stands as it was written.'] },
  { kind: 'facts', rows: kept.map(({ where, stands }) => [where, stands] as const) },
];

const isAnswered = ({ day, lines }: ShownRow) => day !== null || lines.length > 0;
const saidIn = ({ day, lines }: ShownRow) => (day === null ? lines.join('\n') : withoutWeekday(day));

function answerParts(answers: Answers): readonly Part[] {
  return showAnswers(answers).flatMap(({ heading: title, rows }): readonly Part[] => {
    const answered = rows.filter(isAnswered);
    const without = rows.filter((row) => !isAnswered(row)).map(({ label }) => label);
    const facts = answered.map((row) => [row.label, saidIn(row)] as const);
    const none = rows.length === 0 ? 'Nothing yet.' : `No answer to: ${without.join('; ')}`;
    return [
      heading(title),
      ...(facts.length === 0 ? [] : [{ kind: 'facts', rows: facts } as const]),
      ...(rows.length > 0 && without.length === 0 ? [] : [{ kind: 'text', paragraphs: [none] } as const]),
    ];
  });
}
