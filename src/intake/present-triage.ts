import type { Calendar } from '../law/bank-holidays.ts';
import type { QuestionShown, TriageShown } from './pages/triage.ts';
import { momentOf } from './moment.ts';
import { dayOf, type Followed, type SentReferral } from './referral.ts';
import {
  type AskedQuestion,
  declineReasons,
  holderWords,
  type OwnQuestion,
  type Triage,
  type TriageStep,
} from './triage.ts';

/** The triage of a referral as its page shows it; what can be done only to whoever may do it. */
export function showTriage(
  referral: SentReferral,
  { allocation, questions, steps, safety }: Triage,
  today: Temporal.PlainDate,
  calendar: Calendar,
  isCoordinator: boolean,
): TriageShown {
  const isOpen = referral.state !== 'closed';
  const base = `/referrals/${referral.id}`;
  const link = (is: boolean, path: string) => (isCoordinator && is ? `${base}${path}` : null);
  return {
    // Of a closed one nobody has to think any more.
    holder: isOpen ? holderWords(allocation, dayOf(referral.sentAt), today, calendar) : null,
    since: isOpen && allocation?.isHere === true ? dayOf(allocation.at) : null,
    declined: isDeclined(referral, steps),
    steps: steps.map(showStep),
    questions: questions.map(showQuestion),
    isNew: questions.some(isNew),
    safety,
    safetyHref: `${base}/safety`,
    note: link(questions.some(isNew), '/questions/read'),
    allocate: link(isOpen, '/allocation'),
    ask: link(isOpen, '/questions'),
    decline: link(isOpen && referral.ofCase === null, '/decline'),
    reconsider: link(!isOpen, '/reconsider'),
  };
}

const isNew = ({ answer, notedAt }: AskedQuestion) => answer !== null && notedAt === null;

// What was answered without declining stands after a declining that was taken up again.
const isDeclined = ({ state }: SentReferral, [latest]: readonly TriageStep[]) =>
  state === 'closed' && latest?.kind === 'declined';

const showStep = ({
  kind,
  code,
  reasons,
  told,
  forPartnership,
  by,
  at,
}: TriageStep): TriageShown['steps'][number] => ({
  words: kind === 'declined' ? 'Declined' : 'Taken up again',
  why: code === null ? null : declineReasons[code],
  forPartnership,
  reasons,
  told,
  by,
  on: dayOf(at),
});

/** A question as staff read it. */
export function showQuestion(one: AskedQuestion): QuestionShown {
  const { seq, words, askedBy, askedAt, answer, answeredAt, notedBy } = one;
  return {
    seq,
    words,
    asked: `Asked by ${askedBy}`,
    askedOn: dayOf(askedAt),
    askedTime: momentOf(askedAt).time,
    answer,
    answeredOn: answeredAt === null ? null : dayOf(answeredAt),
    answeredTime: answeredAt === null ? null : momentOf(answeredAt).time,
    state: isNew(one)
      ? { mark: 'today', words: 'New answer' }
      : answer === null
        ? { mark: 'coming', words: 'Not answered yet' }
        : { mark: 'done', words: notedBy === null ? 'Answered' : `Answered, and read by ${notedBy}` },
  };
}

/** The same as the referrer reads it, who is not told who asked. */
export function showOwnQuestion(
  { seq, words, askedAt, answer, answeredAt }: OwnQuestion,
  { state }: Pick<Followed, 'state'>,
): QuestionShown {
  const open = { mark: 'today', words: 'Waits for your answer' };
  const over = { mark: 'coming', words: 'Not answered' };
  return {
    seq,
    words,
    asked: 'The coordinator asked',
    askedOn: dayOf(askedAt),
    askedTime: momentOf(askedAt).time,
    answer,
    answeredOn: answeredAt === null ? null : dayOf(answeredAt),
    answeredTime: answeredAt === null ? null : momentOf(answeredAt).time,
    state: answer !== null ? { mark: 'done', words: 'You answered' } : state === 'closed' ? over : open,
  };
}
