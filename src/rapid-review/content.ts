import { kindsFor, kindWords } from '../cases/date-kinds.ts';
import { momentWords } from '../cases/dates.ts';
import { ageWords, ethnicityWords, sexWords } from '../cases/people.ts';
import { answerWords, positionWords } from '../group/words.ts';
import { isAsked, textOf } from '../intake/question.ts';
import { whyUnconfirmed } from '../law/confidence.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { outcomeNamed } from '../law/outcomes.ts';
import type { Part } from '../platform/papers/paper.ts';
import { type ChecklistItem, checklist, type ItemId } from './checklist.ts';
import type { Entry } from './entries.ts';
import { decidedSince, type ReviewContent, type ReviewFacts, type SavedItem } from './review.ts';

/** The content as it stands: what was typed, and what the records say. No name of child or family is read. */
export function contentOf(facts: ReviewFacts, partnership: string): ReviewContent {
  const { headed } = facts;
  return {
    reference: headed.reference,
    pseudonym: headed.pseudonym,
    partnership,
    body: checklist
      .filter(({ id }) => id !== 'signatures')
      .map((item) => ({
        item: item.id,
        number: item.number,
        title: item.title,
        parts: partsOf(facts, item),
      })),
  };
}

/** Whether two contents say the same, whatever the order in which their parts were put down. */
export const sameContent = (one: ReviewContent, other: ReviewContent): boolean =>
  stable(one) === stable(other);

// Objects with their keys in order, because the database keeps them in its own.
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join(',')}}`;
}

function partsOf(facts: ReviewFacts, item: ChecklistItem): readonly Part[] {
  const saved = facts.items.get(item.id) ?? null;
  if (saved?.state === 'not-applicable') return [text(`Does not apply: ${saved.reason}`)];
  const parts = [...recordPartsOf(facts, item.id), ...typedParts(item, saved)];
  return parts.length === 0 ? [text('Nothing has been written here yet.')] : parts;
}

const text = (words: string): Part => ({ kind: 'text', paragraphs: paragraphsOf(words) });

const paragraphsOf = (words: string) => words.split(/\n{2,}/).filter((one) => one !== '');

/** What was typed for an item, each answer under its question. */
function typedParts({ questions }: ChecklistItem, saved: SavedItem | null): readonly Part[] {
  const answers = saved?.answers ?? {};
  return questions
    .filter((question) => isAsked(question, answers) && textOf(answers, question.id) !== '')
    .flatMap((question): readonly Part[] => {
      const answer = textOf(answers, question.id);
      const said = question.options?.find(({ value }) => value === answer)?.text ?? answer;
      return [{ kind: 'heading', level: 3, text: question.label.replace(/[?:]$/, '') }, text(said)];
    });
}

const fromRecord: Partial<Record<ItemId, (facts: ReviewFacts) => readonly Part[]>> = {
  identity: identityParts,
  dates: (facts) => [{ kind: 'facts', rows: dateRows(facts) }],
  safeguarding: safetyParts,
  practice: (facts) => entriesOf(facts, 'episode').flatMap(episodeParts),
  agencies: agencyParts,
  learning: learningParts,
  earlier: (facts) => entriesOf(facts, 'earlier').flatMap(earlierParts),
  decision: decisionParts,
};

/** What the records say for an item, which nobody types again. */
export const recordPartsOf = (facts: ReviewFacts, id: ItemId): readonly Part[] =>
  fromRecord[id]?.(facts) ?? [];

const entriesOf = ({ entries }: ReviewFacts, kind: Entry['kind']) =>
  entries.filter((one) => one.kind === kind);

const disabilityWords: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No', 'not-known': 'Not known' };

function identityParts({ headed, children, incidents }: ReviewFacts): readonly Part[] {
  const reference: Part = { kind: 'facts', rows: [['Local case reference', headed.reference]] };
  return [
    reference,
    ...children.map((child): Part => {
      const { pseudonym, bornOn, diedOn, ageGiven, sex, ethnicity, disability, disabilityWhich } = child;
      const disabled = disabilityWords[disability] ?? disability;
      const age = ageWords({ bornOn, ageGiven }, incidents[0] ?? null);
      return {
        kind: 'facts',
        rows: [
          ['Child', pseudonym],
          ['Date of birth', bornOn === null ? ageGiven || 'Not known' : withoutWeekday(bornOn)],
          ...(bornOn === null || age === null ? [] : [['Age at the incident', age] as const]),
          ...(diedOn === null ? [] : [['Date of death', withoutWeekday(diedOn)] as const]),
          ['Sex', sexWords(sex)],
          ['Ethnicity', ethnicityWords(ethnicity)],
          ['Disability', disabilityWhich === '' ? disabled : `${disabled}: ${disabilityWhich}`],
        ],
      };
    }),
  ];
}

function dateRows(facts: ReviewFacts): readonly (readonly [string, string])[] {
  const { dates, incidents } = facts;
  const happened = incidents.map(({ earliest, latest, dayAsGiven }) =>
    spanWords(earliest, latest, dayAsGiven),
  );
  const kinds = kindsFor(dates).filter((kind) => kind !== 'rapid-review-sent');
  return [
    ['Incident', happened.filter((one) => one !== '').join('; ') || 'Not recorded'],
    ...kinds.map((kind) => {
      const found = dates.days.find((one) => one.kind === kind);
      return [
        kindWords(kind, dates).name,
        found === undefined ? 'Not recorded' : momentWords(found),
      ] as const;
    }),
    ...entriesOf(facts, 'meeting').map(
      ({ day, answers }) => [textOf(answers, 'what'), day === null ? '' : withoutWeekday(day)] as const,
    ),
  ];
}

function spanWords(earliest: Day | null, latest: Day | null, given: string): string {
  if (earliest === null) return given;
  if (latest === null || latest.equals(earliest)) return withoutWeekday(earliest);
  return `between ${withoutWeekday(earliest)} and ${withoutWeekday(latest)}`;
}

function safetyParts({ safety }: ReviewFacts): readonly Part[] {
  if (safety.length === 0) return [text('No immediate safety action is on record.')];
  return [
    {
      kind: 'table',
      caption: 'What was done at once',
      head: ['When', 'What was done', 'By whom'],
      rows: safety.map(({ action }) => [momentWords(action), action.what, action.byWhom]),
    },
  ];
}

const practiceWords: Readonly<Record<string, string>> = {
  good: 'Good practice',
  improve: 'Practice to improve',
  both: 'Good practice, and practice to improve',
};

function episodeParts({ agency, answers }: Entry, at: number): readonly Part[] {
  const said = (id: string) => textOf(answers, id);
  return [
    {
      kind: 'heading',
      level: 3,
      text: `Episode ${at + 1}: ${said('when')}${agency === null ? '' : `, ${agency}`}`,
    },
    text(said('what')),
    {
      kind: 'facts',
      rows: [
        ['Why', said('why')],
        ['What it shows', practiceWords[said('practice')] ?? ''],
      ],
    },
  ];
}

function agencyParts({ summaries, involved }: ReviewFacts): readonly Part[] {
  const words = {
    known: 'Took part: gave its summary',
    nil: 'Answered: has no record of the family',
    asked: 'Has not answered',
    withdrawn: 'Request taken back',
  } as const;
  const asked = new Set(summaries.map(({ agencyId }) => agencyId));
  const rows = [
    ...summaries.map(({ agency, state }) => [agency, words[state]]),
    ...involved.filter(({ id }) => !asked.has(id)).map(({ name }) => [name, 'Not asked for a summary']),
  ];
  if (rows.length === 0) return [text('No agency has been asked for a summary.')];
  return [
    { kind: 'table', caption: 'Agencies and their summaries', head: ['Agency', 'Part in this review'], rows },
  ];
}

function learningParts(facts: ReviewFacts): readonly Part[] {
  const rows = entriesOf(facts, 'learning').map(({ day, answers }) => [
    day === null ? '' : withoutWeekday(day),
    textOf(answers, 'what'),
    textOf(answers, 'action'),
    textOf(answers, 'shared'),
  ]);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Immediate learning',
      head: ['Day', 'What was learned', 'Action', 'Shared with'],
      rows,
    },
  ];
}

const earlierParts = ({ answers }: Entry): readonly Part[] => {
  const said = (id: string) => textOf(answers, id);
  return [
    {
      kind: 'facts',
      rows: [
        ['Review', [said('review'), said('year')].filter((one) => one !== '').join(', ')],
        ['What was learned there', said('same')],
        ...(said('since') === '' ? [] : [['What was done since', said('since')] as const]),
      ],
    },
  ];
};

function decisionParts(facts: ReviewFacts): readonly Part[] {
  const { decision: recorded } = facts;
  if (recorded === null) return [text('No decision is on record yet.')];
  const { decision, bodyName } = recorded;
  const early: readonly Part[] = decidedSince(facts)
    ? []
    : [{ kind: 'note', text: 'This decision was recorded before the rapid review was opened.' }];
  return [
    ...early,
    {
      kind: 'facts',
      rows: [
        ['Decision', outcomeNamed(decision.outcome).name],
        ['Recorded by', bodyName],
        ['Day', withoutWeekday(decision.on)],
        ['Who decides', decision.decider.words],
      ],
    },
    { kind: 'heading', level: 3, text: 'Reasons' },
    text(decision.reasons),
    {
      kind: 'table',
      caption: 'The criteria, each answered with its reason',
      head: ['Criterion', 'Answer', 'Reason', 'Source'],
      rows: decision.limbs.map(({ label, answer, reason, cite, confidence }) => [
        label,
        answerWords[answer],
        reason,
        [cite, whyUnconfirmed(confidence)].filter((part) => part !== null).join('. '),
      ]),
    },
    {
      kind: 'table',
      caption: 'The partners’ views when it was decided',
      head: ['Partner', 'View', 'Reason'],
      rows: decision.views.map(({ title, position, reason, dissent }) => [
        title,
        positionWords[position],
        dissent === null ? reason : `${reason}\nWould decide instead: ${dissent}`,
      ]),
    },
  ];
}
