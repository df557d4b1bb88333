import { newToken } from '../src/platform/clock/clock.ts';
import { type Answers, isAsked, type Question, withFilled } from '../src/intake/question.ts';
import { sections } from '../src/intake/questions.ts';
import { goodAnswer, goodFilled } from './referrer.ts';

/**
 * What a marker stands in, by who may see it: `case` a word of a case file, `exclusion` why somebody was shut out, `referral` an answer
 * of a referral of which no case was made, `consultation` a question before any, `draft` an answer that was not sent, `outcome` what a referrer was told, `mail` an address that
 * was mailed, `account` the name of somebody who works here, `pseudonym` and `reference` what a case is called. Of a case, `notification`,
 * `request`, `review`, `review-check` and `release` are for fewer than see it, `office` for coordinators and chairs, and `challenge` for the scrutineer besides. `house` is the
 * partnership's own word about no case, `group` how its group is made up, `public` a word of it for everybody, `own` is for one person, and
 * `wording` for administrators.
 */
export type Kind =
  | 'case'
  | 'notification'
  | 'request'
  | 'review'
  | 'review-check'
  | 'office'
  | 'challenge'
  | 'release'
  | 'exclusion'
  | 'referral'
  | 'consultation'
  | 'draft'
  | 'outcome'
  | 'mail'
  | 'account'
  | 'house'
  | 'group'
  | 'public'
  | 'own'
  | 'wording'
  | 'pseudonym'
  | 'reference';

/** The kinds that are casework, which nobody sees who sees no case. */
export const casework: ReadonlySet<Kind> = new Set([
  'case',
  'notification',
  'request',
  'review',
  'review-check',
  'office',
  'release',
  'exclusion',
  'pseudonym',
]);

/** One marker: where it was planted. */
export interface Mark {
  readonly kind: Kind;
  readonly partnershipId: string;
  /** The case, referral or draft that it belongs to; empty for none. */
  readonly of: string;
  /** The agency whose own it is; absent for nobody's. */
  readonly agency?: string;
  /** For messages: "child.name". */
  readonly field: string;
  /** The name of a child, or of somebody around one. */
  readonly isName: boolean;
}

/** Every marker of a world, by its text. */
export interface Marks {
  readonly all: ReadonlyMap<string, Mark>;
  /** A new marker for a field. */
  (mark: Omit<Mark, 'isName'>): string;
  /** Takes a text that is there already, such as a reference, as a marker. */
  take(text: string, mark: Omit<Mark, 'isName'>): void;
  /** The markers in a text. */
  within(text: string): readonly (readonly [text: string, mark: Mark])[];
}

const names = new Set([
  'child.name',
  'child.other_names',
  'case_person.name',
  'child-name',
  'person-name',
  'child-other-names',
]);

/** No markers yet. */
export function openMarks(): Marks {
  const all = new Map<string, Mark>();
  const take = (text: string, mark: Omit<Mark, 'isName'>) =>
    void all.set(text, { ...mark, isName: names.has(mark.field) });
  const within: Marks['within'] = (text) => {
    // Markers are in small letters, and what prints them in capitals prints them all the same.
    const found = new Set(text.match(/zq[0-9a-z]{12}qz|[A-Z]{4}-\d{4}-\d{4}/gi) ?? []);
    return [...found].flatMap((one) => {
      const mark = all.get(one) ?? all.get(one.toLowerCase());
      return mark === undefined ? [] : [[one, mark] as const];
    });
  };
  const mark = (of: Omit<Mark, 'isName'>) => {
    const text = `zq${newToken(12).toLowerCase()}qz`;
    take(text, of);
    return text;
  };
  return Object.assign(mark, { all, take, within });
}

// A day, a number and a choice have no room for a marker.
const isWritten = ({ kind }: Question) => kind === 'text' || kind === 'long' || kind === 'email';

/** The answers of a whole referral, each with a marker of its own. */
export function markedAnswers(marks: Marks, of: Omit<Mark, 'isName' | 'field'>): Answers {
  return sections.reduce<Answers>((answers, section) => {
    const good = goodFilled(section, '');
    // What is not asked is not shown, and would be searched for in vain.
    const asked = section.questions.filter((one) => one.id in good && isAsked(one, good, answers));
    const filled = asked.map((question) => [
      question.id,
      isWritten(question)
        ? goodAnswer(question, marks({ ...of, field: question.id }))
        : (good[question.id] ?? ''),
    ]);
    return withFilled(
      answers,
      section,
      section.repeat === undefined ? null : '1',
      Object.fromEntries(filled),
    );
  }, {});
}
