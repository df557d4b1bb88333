import { type Refusal, refuse } from '../acts/refusal.ts';
import type { HeadedCase } from '../cases/header.ts';
import { missingIn, type Problem, validate } from '../intake/answers.ts';
import { type Filled, type Option, type Question, type Section, textOf } from '../intake/question.ts';
import { rowOf, type ShownGroup } from '../intake/shown.ts';
import { type Day, day as dayOf, isBefore } from '../law/day.ts';
import type { Review } from '../review/review.ts';

/** An agency as the terms have it: by name as well, because an agency may be renamed. */
export interface InScope {
  readonly id: string;
  readonly name: string;
}

/** What terms of reference are. `answers` has the questions of `termsSection` by their keys, agencies by their place in `agencies`. */
export interface TermsContent {
  readonly light: boolean;
  readonly agencies: readonly InScope[];
  readonly answers: Filled;
}

/** Terms as they were saved. What has no approval is a draft; the highest number is the newest. */
export interface SavedTerms {
  readonly number: number;
  readonly content: TermsContent;
  readonly why: string;
  readonly approvedBy: string;
  readonly approvedOn: Day | null;
  /** The digest of what was approved, as hexadecimal text; null for a draft. */
  readonly digest: string | null;
  readonly savedBy: string;
  readonly savedAt: Temporal.Instant;
}

/** How a review may be done; the partnership may write another. After the methods that reviews in England and Wales have used. */
export const methods: readonly Option[] = [
  { value: 'SILP', text: 'Significant Incident Learning Process (SILP)' },
  { value: 'learning-together', text: 'Learning Together' },
  { value: 'child-practice-review', text: 'Child Practice Review, as in Wales: concise or extended' },
  { value: 'agency-reports', text: 'Based on agency reports' },
  { value: 'appreciative', text: 'Appreciative inquiry' },
  { value: 'practice-learning', text: 'Practice learning review' },
  { value: 'desktop', text: 'Desktop review' },
  { value: 'thematic', text: 'Thematic review' },
  { value: 'other', text: 'Another, or several together' },
];

/** What an agency in scope gives. */
export const contributions: readonly Option[] = [
  { value: 'both', text: 'A chronology and a report' },
  { value: 'chronology', text: 'A chronology' },
  { value: 'report', text: 'A report' },
  { value: 'information', text: 'People at the event, no paper' },
  { value: 'nothing', text: 'Nothing' },
];

/** Whether the light rails are offered: a learning review below the threshold, which no law sets a form for. */
export const isLightKind = ({ outcome }: Pick<Review, 'outcome'>): boolean =>
  outcome === 'learning-review' || outcome === 'single-agency-review';

const mostLines = 8;

/** The keys of the key lines of enquiry. A line keeps its key for as long as it is asked, so that what is linked to it stays right. */
export const lineKeys: readonly string[] = Array.from({ length: mostLines }, (_, at) => `line-${at + 1}`);

const long = (id: string, label: string, name: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'long',
  label,
  name,
  ...more,
});
const day = (id: string, label: string, name: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'date',
  label,
  name,
  ...more,
});

const lineQuestions = (light: boolean): readonly Question[] =>
  lineKeys.slice(0, light ? 4 : mostLines).map((id, at) =>
    long(id, `Line of enquiry ${at + 1}`, `Line of enquiry ${at + 1}`, {
      most: 1_000,
      ...(at === 0
        ? {
            required: 'Write at least one line of enquiry',
            hint: 'A question about how practice and systems worked, not about who is to blame. Four to eight are usual. A line keeps its number when another is taken out.',
          }
        : {}),
    }),
  );

const agencyQuestions = (agencies: readonly InScope[]): readonly Question[] =>
  agencies.map(({ name }, at) => ({
    id: `gives-${at}`,
    kind: 'choice',
    label: name,
    name: `What ${name} gives`,
    options: contributions,
    required: `Choose what ${name} gives`,
  }));

const methodQuestions: readonly Question[] = [
  {
    id: 'method',
    kind: 'choice',
    label: 'Method',
    name: 'The method',
    options: methods,
    required: 'Choose a method',
  },
  {
    ...long('method-words', 'Which, or in what way?', 'The method in words', { required: 'Say which' }),
    when: { question: 'method', is: 'other' },
  },
];

const fullQuestions: readonly Question[] = [
  long('family', 'How the family is involved', 'How the family is involved', {
    required: 'Write how the family is involved',
    hint: 'Who contacts whom, and when. Where somebody may be a suspect or a witness, with the advice of the police.',
  }),
  long('practitioners', 'How practitioners are involved', 'How practitioners are involved', {
    required: 'Write how practitioners are involved',
  }),
  long('parallel', 'Parallel processes, and what they hold up', 'Parallel processes'),
  long('advice', 'Legal advice and advice about the media', 'Legal and media advice'),
  long('information', 'How information is governed', 'How information is governed', {
    hint: 'Who keeps what, for how long, and on what basis agencies share it.',
  }),
];

/** The form of terms of reference; with `light` the short one. `agencies` are those of the case. */
export function termsSection(light: boolean, agencies: readonly InScope[]): Section {
  return {
    id: 'terms',
    step: '',
    title: 'Terms of reference',
    questions: [
      day('from', 'The period begins on', 'The first day of the period', {
        required: 'Enter the first day of the period',
      }),
      day('until', 'and ends on', 'The last day of the period', {
        required: 'Enter the last day of the period',
      }),
      ...(light
        ? []
        : [
            long('period-why', 'Why this period?', 'Why this period', {
              required: 'Say why this period was chosen',
            }),
          ]),
      long('subjects', 'Whom it is about', 'Whom it is about', {
        required: 'Write whom it is about',
        hint: 'One on each line: the child, siblings, adults; by their place in the family. Names are on the case’s own page.',
      }),
      ...lineQuestions(light),
      ...methodQuestions,
      ...agencyQuestions(agencies),
      day('chronology-by', 'Chronologies by', 'The day for chronologies'),
      day('report-by', 'Reports by', 'The day for reports'),
      ...(light ? [] : fullQuestions),
      long('timetable', 'Timetable', 'The timetable', {
        required: 'Write the timetable',
        hint: 'One step on each line, with its day.',
      }),
    ],
  };
}

/** Terms to begin from, all of it ours and to be changed: last year until the decision, whoever is involved, and for light rails the questions too. */
export function firstTerms(
  light: boolean,
  agencies: readonly InScope[],
  decided: Day,
  subjects: readonly string[],
): TermsContent {
  const answers: Record<string, string> = {
    from: decided.subtract({ years: 1 }).toString(),
    until: decided.toString(),
    subjects: subjects.join('\n'),
  };
  agencies.forEach((_, at) => {
    answers[`gives-${at}`] = light ? 'information' : 'both';
  });
  if (light)
    Object.assign(answers, {
      'line-1': 'What was daily life like for the child, and what did those around them know of it?',
      'line-2': 'What helped, and what got in the way of, agencies working together?',
      'line-3': 'What is already different, and what still has to change?',
      method: 'practice-learning',
      timetable: [
        `Learning event by ${shortly(decided.add({ weeks: 6 }))}`,
        `Summary of what was learned by ${shortly(decided.add({ weeks: 10 }))}`,
        `What changed is looked at by ${shortly(decided.add({ months: 9 }))}`,
      ].join('\n'),
    });
  return { light, agencies, answers };
}

const shortly = (on: Day) => on.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The answers of terms for the agencies as they are today: what an agency gives goes with it, wherever it stands in the list now. */
export function answersFor({ agencies: before, answers }: TermsContent, now: readonly InScope[]): Filled {
  const rest = Object.fromEntries(Object.entries(answers).filter(([id]) => !id.startsWith('gives-')));
  const gives = now.flatMap(({ id }, at) => {
    const was = before.findIndex((one) => one.id === id);
    const given = was < 0 ? '' : textOf(answers, `gives-${was}`);
    return given === '' ? [] : [[`gives-${at}`, given] as const];
  });
  return { ...rest, ...Object.fromEntries(gives) };
}

// Forms of a referral take no day to come; these are plans.
const noDayToCome = dayOf('9000-01-01');

/** The form as it was read. What is missing may come later; what is wrong is said at once. */
export function readTerms(
  light: boolean,
  agencies: readonly InScope[],
  form: URLSearchParams,
): { readonly content: TermsContent; readonly problems: readonly Problem[] } {
  const { filled, problems } = validate(termsSection(light, agencies), form, {
    today: noDayToCome,
    answers: {},
  });
  const wrong = problems.filter(({ kind }) => kind === 'wrong');
  return { content: { light, agencies, answers: filled }, problems: [...wrong, ...turned(filled)] };
}

// Days as ISO text stand in the order of time.
function turned(filled: Filled): readonly Problem[] {
  const [from, until] = [textOf(filled, 'from'), textOf(filled, 'until')];
  return from !== '' && until !== '' && until < from
    ? [{ question: 'until', kind: 'wrong', text: 'The last day must not be before the first' }]
    : [];
}

/** What is still missing before terms can be approved. */
export const missingTerms = ({ light, agencies, answers }: TermsContent): readonly string[] =>
  missingIn(termsSection(light, agencies), { today: noDayToCome, answers }).map(({ text }) => text);

/** The key lines of enquiry that are asked, each with its key and its number. */
export const linesOf = ({
  answers,
}: TermsContent): readonly { readonly key: string; readonly number: number; readonly text: string }[] =>
  lineKeys.flatMap((key, at) => {
    const text = textOf(answers, key);
    return text === '' ? [] : [{ key, number: at + 1, text }];
  });

/** What an agency gives by these terms; null for one that they do not have. */
export const givesOf = ({ agencies, answers }: TermsContent, agencyId: string): string | null => {
  const at = agencies.findIndex(({ id }) => id === agencyId);
  return at < 0 ? null : textOf(answers, `gives-${at}`);
};

/** Until when these terms want reports; null where they do not say. */
export function reportBy({ answers }: TermsContent): Day | null {
  const text = textOf(answers, 'report-by');
  return text === '' ? null : dayOf(text);
}

/** Terms as they are read, part by part. */
export function termsShown(content: TermsContent): readonly ShownGroup[] {
  const { light, agencies, answers } = content;
  const section = termsSection(light, agencies);
  const at = (wanted: (id: string) => boolean) =>
    section.questions
      .filter(({ id }) => wanted(id) && textOf(answers, id) !== '')
      .map((one) => rowOf(one, answers));
  const group = (heading: string, wanted: (id: string) => boolean) => ({
    heading,
    href: '',
    rows: at(wanted),
  });
  const isScope = (id: string) => ['from', 'until', 'period-why', 'subjects'].includes(id);
  const isMethod = (id: string) => ['method', 'method-words', 'timetable'].includes(id);
  const isAgency = (id: string) => id.startsWith('gives-') || id.endsWith('-by');
  const isLine = (id: string) => id.startsWith('line-');
  return [
    group('Key lines of enquiry', isLine),
    group('Scope', isScope),
    group('Agencies', isAgency),
    group('Method and timetable', isMethod),
    group('How it is carried', (id) => ![isScope, isMethod, isAgency, isLine].some((is) => is(id))),
  ].filter(({ rows }) => rows.length > 0);
}

/** The terms that hold, and the draft that is newer than they are; null for either where there is none. */
export function standing(saved: readonly SavedTerms[]): {
  readonly inForce: SavedTerms | null;
  readonly draft: SavedTerms | null;
} {
  const newest = saved.toSorted((a, b) => b.number - a.number);
  const inForce = newest.find(({ approvedOn }) => approvedOn !== null) ?? null;
  const [latest] = newest;
  return { inForce, draft: latest === undefined || latest.approvedOn !== null ? null : latest };
}

/** The number of the version that was approved, counted among those: the first is 1. */
export const versionOf = (saved: readonly SavedTerms[], { number }: SavedTerms): number =>
  saved.filter((one) => one.approvedOn !== null && one.number <= number).length;

/** Whether terms may be saved: not in a closed case, and not over what somebody else saved since. `from` is the number that the form showed. */
export function decideSave(
  headed: Pick<HeadedCase, 'state'>,
  saved: readonly SavedTerms[],
  from: number,
): number | Refusal {
  if (headed.state === 'closed') return refuse('case-closed');
  const last = Math.max(0, ...saved.map(({ number }) => number));
  return last === from ? last + 1 : refuse('changed-elsewhere');
}

/** An approval as it was given. */
export interface Approval {
  readonly by: string;
  readonly on: Day;
  /** Why the terms that held are changed; empty for the first. */
  readonly why: string;
}

/** The draft that is approved, with the number that it gets; refuses an incomplete one, a day to come, and an amendment without its reason. */
export function decideApproval(
  headed: Pick<HeadedCase, 'state'>,
  saved: readonly SavedTerms[],
  from: number,
  { on, why }: Approval,
  today: Day,
): { readonly number: number; readonly content: TermsContent } | Refusal {
  const number = decideSave(headed, saved, from);
  if (typeof number !== 'number') return number;
  const { draft, inForce } = standing(saved);
  if (draft === null) return refuse('so-already');
  if (isBefore(today, on)) return refuse('day-to-come');
  if (missingTerms(draft.content).length > 0) return refuse('answer-incomplete');
  if (inForce !== null && why === '') return refuse('answers-wrong');
  return { number, content: draft.content };
}
