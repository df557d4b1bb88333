import { type Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { outcomeNamed, type OutcomeKind, type PartnerId, partnersOn } from '../law/outcomes.ts';
import { ruleNamed } from '../law/rules.ts';
import { addWorkingDays } from '../law/working-days.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';

/** Three months that are looked at together: the first and the last day, and how an address names them. */
export interface Quarter {
  readonly name: string;
  readonly words: string;
  readonly from: Day;
  readonly until: Day;
}

const months = ['January to March', 'April to June', 'July to September', 'October to December'] as const;

/** The quarter of a year in which a day lies. */
export function quarterOf(day: Day): Quarter {
  const at = Math.floor((day.month - 1) / 3);
  const from = Temporal.PlainDate.from({ year: day.year, month: at * 3 + 1, day: 1 });
  return {
    name: `${day.year}-${at + 1}`,
    words: `${months[at] ?? ''} ${day.year}`,
    from,
    until: from.add({ months: 3 }).subtract({ days: 1 }),
  };
}

/** The quarter that an address names, not after today's; today's for anything else. */
export function quarterNamed(name: string | null, today: Day): Quarter {
  const [, year = '', at = ''] = /^(20\d{2})-([1-4])$/.exec(name ?? '') ?? [];
  if (year === '') return quarterOf(today);
  const found = quarterOf(Temporal.PlainDate.from({ year: Number(year), month: Number(at) * 3 - 2, day: 1 }));
  return isBefore(today, found.from) ? quarterOf(today) : found;
}

/** The quarter before. */
export const quarterBefore = ({ from }: Quarter): Quarter => quarterOf(from.subtract({ days: 1 }));

/** A decision as the scrutineer sees it: by reference, with who disagreed, and nothing of what anybody wrote. */
export interface DecidedLine {
  readonly id: string;
  readonly reference: string;
  readonly day: Day;
  readonly outcome: OutcomeKind;
  readonly dissent: readonly PartnerId[];
  readonly stands: boolean;
  readonly unquorate: boolean;
}

/** A limit that was late, or is. */
export interface LateLine {
  readonly reference: string;
  readonly rule: string;
  readonly dueOn: Day;
  readonly metOn: Day | null;
}

/** To whom a challenge goes. */
export const addressees = ['chair', 'local-authority', 'health', 'police', 'partners'] as const;
export type Addressee = (typeof addressees)[number];

/** What follows on a challenge: an answer, that the scrutineer is satisfied, or that they are not and ask again. */
export type StepKind = 'answered' | 'settled' | 'pressed';

export interface ChallengeStep {
  readonly kind: StepKind;
  readonly onBehalf: string;
  readonly words: string;
  readonly name: string;
  readonly on: Day;
}

/** What the scrutineer asks of somebody about a decision or a limit. */
export interface Challenge {
  readonly id: string;
  readonly reference: string;
  readonly decisionId: string | null;
  readonly rule: string | null;
  readonly toWhom: Addressee;
  readonly words: string;
  readonly dueOn: Day;
  readonly madeBy: string;
  readonly madeOn: Day;
  /** True where whoever looks made it. */
  readonly isOwn: boolean;
  readonly steps: readonly ChallengeStep[];
}

/** In how many working days an answer is due: our own limit, and no law’s. */
export const answerWorkingDays = 10;

/** The last day for the answer to a challenge that is made today. */
export const answerDue = (today: Day, calendar: Calendar): Day =>
  addWorkingDays(today, answerWorkingDays, calendar);

/** Where a challenge stands: it waits for an answer, was answered, or the scrutineer is satisfied. */
export type ChallengeState = 'waiting' | 'answered' | 'settled';

export function challengeState({ steps }: Pick<Challenge, 'steps'>): ChallengeState {
  const last = steps.at(-1)?.kind;
  if (last === 'settled') return 'settled';
  return last === 'answered' ? 'answered' : 'waiting';
}

/** The same in words, with its mark; late where nobody has answered by the last day. */
export function stateWords(
  challenge: Pick<Challenge, 'steps' | 'dueOn'>,
  today: Day,
): { readonly mark: string; readonly words: string } {
  const state = challengeState(challenge);
  if (state === 'settled') return { mark: 'done', words: 'Settled' };
  if (state === 'answered') return { mark: 'look', words: 'Answered: the scrutineer has yet to say' };
  return isBefore(challenge.dueOn, today)
    ? { mark: 'late', words: 'The answer is late' }
    : { mark: 'running', words: 'Waits for an answer' };
}

/** Whom a challenge is put to, by the names of a day. */
export function addresseeWords(whom: Addressee, on: Day): string {
  if (whom === 'chair') return 'The chair of the group';
  if (whom === 'partners') return 'The three partners together';
  return partnersOn(on).find(({ id }) => id === whom)?.title ?? 'A partner';
}

/** What a challenge is about: "the decision" or the limit by its name. */
export const aboutWords = ({ decisionId, rule }: Pick<Challenge, 'decisionId' | 'rule'>): string =>
  decisionId !== null ? 'A decision' : `${ruleNamed(rule ?? '').what} (${rule ?? ''})`;

const stepNames: Readonly<Record<StepKind, string>> = {
  answered: 'Answered',
  settled: 'Settled',
  pressed: 'Pressed again',
};

/** What was done, by whom and when. */
export const stepWords = ({ kind, onBehalf, name, on }: ChallengeStep): string =>
  `${stepNames[kind]} by ${name}${onBehalf === '' ? '' : ` for ${onBehalf}`}, ${withoutWeekday(on)}`;

/** What the paper of a period is made from. */
export interface ScrutinyFacts {
  readonly quarter: Quarter;
  readonly decided: readonly DecidedLine[];
  readonly late: readonly LateLine[];
  readonly challenges: readonly Challenge[];
}

const partnerNames = (dissent: readonly PartnerId[], on: Day) =>
  partnersOn(on)
    .filter(({ id }) => dissent.includes(id))
    .map(({ title }) => title)
    .join(', ');

/** Who disagreed with a decision, in words; empty where nobody did. */
export const dissentWords = ({ dissent, day }: DecidedLine): string => partnerNames(dissent, day);

const latenessOf = ({ dueOn, metOn }: LateLine): string =>
  metOn === null
    ? `due ${withoutWeekday(dueOn)}, not done yet`
    : `due ${withoutWeekday(dueOn)}, done ${withoutWeekday(metOn)}`;

/** When a limit was due and when it was met. */
export const lateWords = latenessOf;

/** The period as a document: decisions, what was late, and every challenge of the period with its history. */
export function scrutinyPaper(
  { quarter, decided, late, challenges }: ScrutinyFacts,
  { partnership, isTraining }: { readonly partnership: string; readonly isTraining: boolean },
): Paper {
  const none = (text: string): Part => ({ kind: 'text', paragraphs: [text] });
  return {
    title: `Scrutiny: ${quarter.words}`,
    about: [partnership, 'Cases by their references; nothing of what anybody wrote in them'],
    footer: `Scrutiny ${quarter.name}`,
    marking: isTraining ? 'Official-Sensitive. Training: fictional' : 'Official-Sensitive',
    parts: [
      { kind: 'heading', level: 1, text: 'What was decided' },
      decided.length === 0
        ? none('Nothing was decided.')
        : {
            kind: 'table',
            caption: 'Decisions',
            head: ['Case', 'Day', 'Outcome', 'Disagreed'],
            rows: decided.map((line) => [
              line.reference,
              withoutWeekday(line.day),
              outcomeNamed(line.outcome).name,
              dissentWords(line),
            ]),
          },
      { kind: 'heading', level: 1, text: 'What was late' },
      late.length === 0
        ? none('Nothing was late.')
        : {
            kind: 'table',
            caption: 'Limits that were not kept',
            head: ['Case', 'Limit', 'When'],
            rows: late.map((line) => [line.reference, ruleNamed(line.rule).what, latenessOf(line)]),
          },
      { kind: 'heading', level: 1, text: 'Challenges' },
      ...(challenges.length === 0 ? [none('No challenge was made.')] : challenges.flatMap(challengeParts)),
    ],
  };
}

const paragraphs = (words: string) => words.split(/\n{2,}/).filter((one) => one.trim() !== '');

function challengeParts(challenge: Challenge): readonly Part[] {
  const { reference, toWhom, madeOn, dueOn, madeBy, words, steps } = challenge;
  return [
    { kind: 'heading', level: 2, text: `${reference}: ${aboutWords(challenge)}` },
    {
      kind: 'facts',
      rows: [
        ['To', addresseeWords(toWhom, madeOn)],
        ['By', `${madeBy}, ${withoutWeekday(madeOn)}`],
        ['Answer due', withoutWeekday(dueOn)],
      ],
    },
    { kind: 'text', paragraphs: paragraphs(words) },
    ...steps.flatMap((step): readonly Part[] => [
      { kind: 'heading', level: 3, text: stepWords(step) },
      { kind: 'text', paragraphs: paragraphs(step.words) },
    ]),
  ];
}
