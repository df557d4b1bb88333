import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Answers } from '../intake/question.ts';
import { missingFrom, type Sending } from './paged-answer.ts';
import { answerSections } from './questions.ts';

/** What an answerer's link opens: what is asked, and their draft. */
export interface OwnRequest {
  readonly id: string;
  /** For the trail; it is on no page. Null while there is no case. */
  readonly caseId: string | null;
  readonly agency: string;
  readonly person: string;
  readonly about: string;
  readonly dueOn: Temporal.PlainDate;
  readonly answers: Answers;
  readonly version: number;
}

/** What goes: a nil return with whoever sends it, or an answer that is whole. */
export function decideSend(
  own: OwnRequest,
  { nil }: Sending,
  today: Temporal.PlainDate,
): { readonly own: OwnRequest; readonly name: string; readonly job: string } | Refusal {
  if (nil !== null) return { own, ...nil };
  if (missingFrom(answerSections, own.answers, today).length > 0) return refuse('answer-incomplete');
  const text = (id: string) => (typeof own.answers[id] === 'string' ? String(own.answers[id]) : '');
  return { own, name: text('name'), job: text('job') };
}
