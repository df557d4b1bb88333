import { codeInWords, type LinkState } from '../people/link.ts';
import { emailAddress } from '../people/invitation.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { validate, type Checked } from './answers.ts';
import { type Answers, type Section, textOf } from './question.ts';
import { dayOf, emailOf, type Followed, type SentReferral } from './referral.ts';

/** What a safeguarding lead can answer. */
export type EndorsementAnswer = 'endorsed' | 'change' | 'not-consulted';

/** That a safeguarding lead was asked, and what they answered. */
export interface Endorsement {
  readonly id: string;
  readonly invitationId: string;
  readonly email: string;
  readonly askedAt: Temporal.Instant;
  /** True where the referrer named them; false where a coordinator asked. */
  readonly byReferrer: boolean;
  /** Asked again before they answered. */
  readonly replaced: boolean;
  readonly answer: EndorsementAnswer | null;
  readonly words: string;
  readonly name: string | null;
  readonly job: string | null;
  readonly answeredAt: Temporal.Instant | null;
  /** Null for whoever does not pass the link on. */
  readonly link: LinkState | null;
}

/** Why nobody is asked when a referral is sent. */
export type NotAsked = 'not-spoken' | 'no-address' | 'own-address';

/** A referral as the safeguarding lead reads it. */
export interface ReferralToEndorse extends Pick<Followed, 'id' | 'number' | 'sentAt'> {
  readonly answers: Answers;
}

const answered = (answers: Answers, question: string): string => {
  const given = answers[question];
  return typeof given === 'string' ? given : '';
};

/** The address of the safeguarding lead whom the referrer named, or why there is none to ask. Nobody endorses what they refer themselves. */
export function leadAddress(answers: Answers): { readonly email: string } | { readonly why: NotAsked } {
  if (answered(answers, 'lead-spoken') !== 'yes') return { why: 'not-spoken' };
  const email = emailAddress(answered(answers, 'lead-email'));
  if (email === null) return { why: 'no-address' };
  return email === emailAddress(emailOf(answers) ?? '') ? { why: 'own-address' } : { email };
}

/** A referral whose endorsement may be asked for. */
export function decideAsk(
  referral: SentReferral,
  endorsements: readonly Pick<Endorsement, 'answer'>[],
): SentReferral | Refusal {
  if (referral.state === 'closed') return refuse('referral-closed');
  return endorsements.some(({ answer }) => answer === 'endorsed') ? refuse('endorsed-already') : referral;
}

/** How the endorsement of a referral stands, in a mark and words, with what there is to say of it. */
export interface EndorsementShown {
  readonly mark: string;
  readonly words: string;
  readonly more: string;
  /** What the lead wrote. */
  readonly said: string;
  readonly on: Temporal.PlainDate | null;
  /** The code to read out, while the link is open. */
  readonly code: string | null;
}

const notAsked: Readonly<Record<NotAsked, string>> = {
  'not-spoken': 'The referrer had not spoken to a safeguarding lead, and said why in the referral.',
  'no-address': 'The referrer gave no e-mail address at which the safeguarding lead could be asked.',
  'own-address': 'The address given for the safeguarding lead was the referrer’s own, so nobody was asked.',
};

const overWords = {
  tried: 'The link was tried with ten wrong codes and opens nothing any longer.',
  lapsed: 'The link ran out after fourteen days.',
  revoked: 'The link was taken back.',
  used: 'The link has been used.',
} as const;

/** The latest endorsement as the coordinator sees it, or why nobody was asked. */
export function showEndorsement(answers: Answers, endorsements: readonly Endorsement[]): EndorsementShown {
  const [latest] = endorsements;
  if (latest === undefined) {
    const lead = leadAddress(answers);
    const more = 'why' in lead ? notAsked[lead.why] : 'Nobody has been asked yet.';
    return { mark: 'look', words: 'Not endorsed', more, said: '', on: null, code: null };
  }
  return latest.answer === null ? showWaiting(latest) : showAnswered(latest);
}

function showWaiting({ email, askedAt, link }: Endorsement): EndorsementShown {
  const on = dayOf(askedAt);
  const isOver = link !== null && link.standing !== 'open';
  return {
    mark: isOver ? 'look' : 'coming',
    words: 'Not endorsed yet',
    more: link !== null && link.standing !== 'open' ? overWords[link.standing] : `${email} was asked.`,
    said: '',
    on,
    code: link?.code ?? null,
  };
}

const answerWords: Readonly<Record<EndorsementAnswer, { mark: string; words: string; more: string }>> = {
  endorsed: { mark: 'done', words: 'Endorsed', more: 'by' },
  change: { mark: 'differs', words: 'A change is asked for', more: 'by' },
  'not-consulted': {
    mark: 'look',
    words: 'The safeguarding lead says they were not consulted',
    more: 'This is from',
  },
};

function showAnswered({ answer, name, job, words: said, answeredAt }: Endorsement): EndorsementShown {
  const { mark, words, more } = answerWords[answer ?? 'change'];
  const on = answeredAt === null ? null : dayOf(answeredAt);
  return { mark, words, more: `${more} ${name ?? ''}, ${job ?? ''}.`, said, on, code: null };
}

/** How the endorsement stands, for the referrer: the code is theirs to tell where they named the lead. */
export interface EndorsementFollowed extends EndorsementShown {
  /** True where no mail goes out, so that the referrer sends the link too. */
  readonly byHand: boolean;
}

/** The latest endorsement as the referrer sees it; null where nobody was asked. */
export function followEndorsement(
  endorsements: readonly Endorsement[],
  goesOut: boolean,
): EndorsementFollowed | null {
  if (endorsements.length === 0) return null;
  const { code, ...shown } = showEndorsement({}, endorsements);
  return { ...shown, code: code === null ? null : codeInWords(code), byHand: !goesOut && code !== null };
}

/** The form in which a safeguarding lead answers. */
export const endorseSection: Section = {
  id: 'endorse',
  step: '',
  title: 'Do you endorse this referral?',
  questions: [
    {
      id: 'answer',
      kind: 'choice',
      label: 'Your answer',
      name: 'Your answer',
      required: 'Say whether you endorse this referral',
      options: [
        {
          value: 'endorsed',
          text: 'I endorse it',
          hint: 'It was discussed with me, and it should be considered.',
        },
        {
          value: 'change',
          text: 'It should be changed',
          hint: 'The coordinator and the referrer read what you write.',
        },
        {
          value: 'not-consulted',
          text: 'I was not consulted',
          hint: 'The coordinator and the referrer read what you write.',
        },
      ],
    },
    {
      id: 'change-words',
      kind: 'long',
      label: 'What should be changed?',
      name: 'What should be changed',
      required: 'Write what should be changed',
      when: { question: 'answer', is: 'change' },
    },
    {
      id: 'not-consulted-words',
      kind: 'long',
      label: 'What do you know of it?',
      name: 'What you know of it',
      hint: 'For example, who should have been asked, and whether you would endorse it.',
      required: 'Write what you know of it',
      when: { question: 'answer', is: 'not-consulted' },
    },
    {
      id: 'name',
      kind: 'text',
      label: 'Your name',
      name: 'Your name',
      required: 'Enter your name',
      autocomplete: 'name',
    },
    {
      id: 'job',
      kind: 'text',
      label: 'Your job',
      name: 'Your job',
      required: 'Enter your job',
      autocomplete: 'organization-title',
    },
  ],
};

/** What a safeguarding lead answered. */
export interface Given {
  readonly answer: EndorsementAnswer;
  readonly words: string;
  readonly name: string;
  readonly job: string;
}

/** Reads the form: the answer, or what is wrong beside each field. */
export function readGiven(
  form: URLSearchParams,
  today: Temporal.PlainDate,
): { readonly given: Given } | { readonly problems: Checked['problems'] } {
  const { filled, problems } = validate(endorseSection, form, { today, answers: {} });
  const answer = (['endorsed', 'change', 'not-consulted'] as const).find(
    (one) => one === textOf(filled, 'answer'),
  );
  if (problems.length > 0 || answer === undefined) return { problems };
  return {
    given: {
      answer,
      words: textOf(filled, `${answer}-words`),
      name: textOf(filled, 'name'),
      job: textOf(filled, 'job'),
    },
  };
}

/** The form before anybody has typed: with the name and the job that the referrer gave. */
export const endorseForm = ({ answers }: Pick<ReferralToEndorse, 'answers'>): URLSearchParams =>
  new URLSearchParams({ name: answered(answers, 'lead-name'), job: answered(answers, 'lead-role') });
