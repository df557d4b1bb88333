import { dayIn, type Option, type Section, textOf } from '../intake/question.ts';
import { type Day, isBefore } from '../law/day.ts';
import { choice, date, line, long, read, type Read, section, wrong } from './form-parts.ts';
import type { ReviewerPart } from './review.ts';

/** A reviewer as appointed. */
export interface GivenReviewer {
  readonly name: string;
  readonly organisation: string;
  readonly accountId: string | null;
  readonly independentOf: string;
  readonly conflict: 'none' | 'declared';
  readonly conflictWords: string;
  readonly considered: string;
  readonly appointedOn: Day;
  readonly part: ReviewerPart;
  /** Whether the report names them. */
  readonly naming: 'named' | 'not-named';
  /** On which day they declared of whom they are independent; null where it was not said. */
  readonly declaredOn: Day | null;
}

const optionsOf = (words: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** The part somebody has in a review, in words. */
export const partWords: Readonly<Record<ReviewerPart, string>> = {
  lead: 'Lead reviewer',
  reviewer: 'Reviewer',
  panel: 'Member of the panel',
};
const namingWords = { named: 'Yes', 'not-named': 'No' } as const;

/** What is asked of a reviewer; `accounts` are those who have the part of a reviewer in the case. */
export const reviewerSection = (accounts: readonly Option[], bodies: string): Section =>
  section('reviewer', [
    line('name', 'Name', 'The name', 'Enter the name'),
    choice('part', 'Their part', 'Their part', null, optionsOf(partWords), 'Nothing chosen means: reviewer.'),
    choice(
      'naming',
      'Does the report name them?',
      'Whether the report names them',
      null,
      optionsOf(namingWords),
      'Nothing chosen means: it names them. A reviewer is usually named; a panel member may ask not to be.',
    ),
    line(
      'organisation',
      'Organisation',
      'The organisation',
      undefined,
      'Leave empty for somebody who works alone.',
    ),
    ...(accounts.length === 0
      ? []
      : [
          choice(
            'account',
            'Their account here',
            'The account',
            null,
            [{ value: 'none', text: 'None: they do not sign in' }, ...accounts],
            'They see this review with it, and no other review of the case. Those with the part of a reviewer in the case are offered.',
          ),
        ]),
    long(
      'independent-of',
      'Of whom are they independent?',
      'Of whom they are independent',
      `Say of whom they are independent`,
      bodies,
      2_000,
    ),
    choice(
      'conflict',
      'Did they declare a conflict of interest, real or perceived?',
      'The declaration',
      'Say whether they declared one',
      [
        { value: 'none', text: 'They declared that there is none' },
        { value: 'declared', text: 'They declared one' },
      ],
    ),
    {
      ...long(
        'conflict-words',
        'Which, and what was decided about it?',
        'The conflict of interest',
        'Say which conflict, and what was decided about it',
      ),
      when: { question: 'conflict', is: 'declared' },
    },
    long(
      'considered',
      'What was considered of their knowledge and ability?',
      'What was considered',
      'Say what was considered',
      'Professional and research knowledge; engaging practitioners, children and families; seeing practice from the viewpoint of those there at the time; clear writing.',
    ),
    {
      id: 'declared',
      kind: 'date',
      label: 'When did they declare that?',
      name: 'The day of the declaration',
      hint: 'Of whom they are independent, and any conflict. Leave empty where it is not known.',
    },
    date('appointed', 'When were they appointed?', 'The day of appointment'),
  ]);

/** The form of a reviewer as it was read. */
export const readReviewer = (of: Section, form: URLSearchParams): Read<GivenReviewer> =>
  read(of, form, (filled) => {
    const appointedOn = dayIn(filled, 'appointed');
    const account = textOf(filled, 'account');
    const conflict = textOf(filled, 'conflict') === 'declared' ? 'declared' : 'none';
    if (appointedOn === null) return null;
    return {
      name: textOf(filled, 'name'),
      organisation: textOf(filled, 'organisation'),
      accountId: account === '' || account === 'none' ? null : account,
      independentOf: textOf(filled, 'independent-of'),
      conflict,
      conflictWords: conflict === 'declared' ? textOf(filled, 'conflict-words') : '',
      considered: textOf(filled, 'considered'),
      appointedOn,
      part: (textOf(filled, 'part') || 'reviewer') as ReviewerPart,
      naming: textOf(filled, 'naming') === 'not-named' ? 'not-named' : 'named',
      declaredOn: dayIn(filled, 'declared'),
    };
  });

/** What is asked when a reviewer ends. */
export const endingSection: Section = section('end', [
  date('day', 'On which day did it end?', 'The day'),
  long('why', 'Why?', 'The reason', 'Say why', undefined, 2_000),
]);

/** The form of an ending as it was read. */
export const readEnding = (form: URLSearchParams): Read<{ readonly day: Day; readonly why: string }> =>
  read(endingSection, form, (filled) => {
    const day = dayIn(filled, 'day');
    return day === null ? null : { day, why: textOf(filled, 'why') };
  });

/** How time and quality were found. */
export interface GivenCheck {
  readonly day: Day;
  readonly timeFound: 'on-course' | 'at-risk' | 'late';
  readonly timeWords: string;
  readonly qualityFound: 'good' | 'concern' | 'not-seen';
  readonly qualityWords: string;
}

/** How time is found, in words. */
export const timeFoundWords = {
  'on-course': 'On course',
  'at-risk': 'At risk of being late',
  late: 'Late',
} as const;
/** How quality is found, in words. */
export const qualityFoundWords = {
  good: 'Good so far',
  concern: 'A concern',
  'not-seen': 'Nothing has been seen yet',
} as const;

/** What is asked of time and quality. */
export const checkSection: Section = section('check', [
  date('day', 'On which day was it looked at?', 'The day'),
  choice('time', 'How is it for time?', 'The time', 'Say how it is for time', optionsOf(timeFoundWords)),
  long(
    'time-words',
    'What was found of the time it takes',
    'What was found of the time',
    'Write what was found of the time',
  ),
  choice(
    'quality',
    'How is its quality?',
    'The quality',
    'Say how its quality is',
    optionsOf(qualityFoundWords),
  ),
  long(
    'quality-words',
    'What was found of its quality',
    'What was found of its quality',
    'Write what was found of its quality',
    'What was seen of it, and what is done where there is a concern.',
  ),
]);

/** The form of a check as it was read. */
export const readCheck = (form: URLSearchParams): Read<GivenCheck> =>
  read(checkSection, form, (filled) => {
    const day = dayIn(filled, 'day');
    if (day === null) return null;
    return {
      day,
      timeFound: textOf(filled, 'time') as GivenCheck['timeFound'],
      timeWords: textOf(filled, 'time-words'),
      qualityFound: textOf(filled, 'quality') as GivenCheck['qualityFound'],
      qualityWords: textOf(filled, 'quality-words'),
    };
  });

/** What is asked of the interval. */
export const weeksSection: Section = section('weeks', [
  line(
    'weeks',
    'Remind us after how many weeks without an entry?',
    'The number of weeks',
    'Enter a number of weeks',
    'From 1 to 26. Four weeks are our default and not the law’s: the regulation says “at regular intervals”.',
  ),
]);

/** The form of the interval as it was read. */
export function readWeeks(form: URLSearchParams): Read<number> {
  const found = read(weeksSection, form, (filled) => textOf(filled, 'weeks'));
  if (found.given === null) return { given: null, problems: found.problems };
  const weeks = /^\d{1,2}$/.test(found.given) ? Number(found.given) : 0;
  return weeks >= 1 && weeks <= 26
    ? { given: weeks, problems: [] }
    : { given: null, problems: wrong('weeks', 'Enter a number of weeks from 1 to 26') };
}

/** A request as it goes out in writing. */
export interface GivenWrittenRequest {
  readonly reviewerId: string;
  readonly askedFor: 'information' | 'draft';
  readonly words: string;
  readonly askedOn: Day;
  readonly dueOn: Day;
}

/** What a reviewer can be asked for, in words. */
export const askedForWords = { information: 'Information', draft: 'A draft of the report' } as const;

/** What is asked for a written request; `reviewers` are those who are appointed, of whom one alone is not asked about. */
export const requestSection = (reviewers: readonly Option[]): Section =>
  section('request', [
    ...(reviewers.length === 1
      ? []
      : [choice('reviewer', 'Whom do you ask?', 'Whom you ask', 'Choose whom you ask', reviewers)]),
    choice('asked-for', 'What for?', 'What you ask for', 'Say what you ask for', optionsOf(askedForWords)),
    long(
      'words',
      'What exactly?',
      'What exactly',
      'Write what exactly you ask for',
      'This stands in the letter, word for word. Use no names of the child or the family.',
    ),
    date('asked', 'Day of the letter', 'The day of the letter'),
    date('due', 'By when is it due?', 'The day by which it is due'),
  ]);

/** The form of a request to one of `reviewers` as it was read. */
export function readRequest(reviewers: readonly Option[], form: URLSearchParams): Read<GivenWrittenRequest> {
  const of = requestSection(reviewers);
  const [only, other] = reviewers;
  const found = read(of, form, (filled): GivenWrittenRequest | null => {
    const [askedOn, dueOn] = [dayIn(filled, 'asked'), dayIn(filled, 'due')];
    if (askedOn === null || dueOn === null) return null;
    return {
      reviewerId: only !== undefined && other === undefined ? only.value : textOf(filled, 'reviewer'),
      askedFor: textOf(filled, 'asked-for') === 'draft' ? 'draft' : 'information',
      words: textOf(filled, 'words'),
      askedOn,
      dueOn,
    };
  });
  if (found.given === null || !isBefore(found.given.dueOn, found.given.askedOn)) return found;
  return {
    given: null,
    problems: wrong('due', 'The day by which it is due cannot come before the day of the letter'),
  };
}

/** What is asked of an answer. */
export const answerSection: Section = section('answer', [
  date('day', 'When did the answer come?', 'The day'),
  long(
    'words',
    'What came',
    'What came',
    'Write what came, or why nothing will',
    'For example: a first draft, kept among the documents of the case.',
  ),
]);

/** The form of an answer as it was read. */
export const readAnswer = (form: URLSearchParams): Read<{ readonly day: Day; readonly words: string }> =>
  read(answerSection, form, (filled) => {
    const day = dayIn(filled, 'day');
    return day === null ? null : { day, words: textOf(filled, 'words') };
  });
