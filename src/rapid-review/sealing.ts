import { type Refusal, refuse } from '../acts/refusal.ts';
import { lateReasons, lateCodebookNote } from '../cases/late-reasons.ts';
import type { Problem } from '../intake/answers.ts';
import { validate } from '../intake/answers.ts';
import { dayIn, type Option, type Question, type Section, textOf } from '../intake/question.ts';
import { type Day, isBefore } from '../law/day.ts';
import { type Partner, type PartnerId, partnersOn } from '../law/outcomes.ts';
import { readTime } from '../safety/safety.ts';
import { contentOf, sameContent } from './content.ts';
import {
  latestOf,
  openReplies,
  type PanelPosition,
  type PartnersPosition,
  type Reply,
  type ReviewFacts,
  signaturesOn,
  unsignedOn,
  type Version,
} from './review.ts';
import type { GivenReply, GivenSending, Signing } from './store-write.ts';

/** Whether the content says something else than the version that was frozen last; true where none was. */
export function hasChanged(facts: ReviewFacts, partnership: string): boolean {
  const version = latestOf(facts);
  return version === null || !sameContent(version.content, contentOf(facts, partnership));
}

/** The version that may be signed or sent: the last, if nothing was changed since. */
export function currentVersion(facts: ReviewFacts, partnership: string, id: string): Version | Refusal {
  const version = latestOf(facts);
  if (version === null) return refuse('no-version');
  return version.id !== id || hasChanged(facts, partnership) ? refuse('version-old') : version;
}

/** A signature that may be given; refuses one for somebody else's partner, a second one, and one over an earlier version. */
export function decideSign(
  facts: ReviewFacts,
  partnership: string,
  id: string,
  signing: Signing,
): Version | Refusal {
  const version = currentVersion(facts, partnership, id);
  if ('refused' in version) return version;
  if (!facts.delegateOf.includes(signing.partner)) return refuse('not-the-delegate');
  return signaturesOn(facts, version).some(({ partner }) => partner === signing.partner)
    ? refuse('signed-already')
    : version;
}

/** The partner of that id, as it was called on a day. */
export function partnerNamed(id: PartnerId, on: Day): Partner {
  const found = partnersOn(on).find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`There is no partner "${id}".`);
  return found;
}

/** What a delegate is asked; for one of their partners where they are here for more. */
export function signSection(delegateOf: readonly PartnerId[], today: Day): Section {
  const options = delegateOf.map((id): Option => ({ value: id, text: partnerNamed(id, today).title }));
  const partner: Question = {
    id: 'partner',
    kind: 'choice',
    label: 'For which partner do you sign?',
    name: 'The partner',
    required: 'Choose for which partner you sign',
    options,
  };
  return {
    id: 'sign',
    step: '',
    title: 'Sign this version',
    questions: [
      partner,
      {
        id: 'position',
        kind: 'choice',
        label: 'Do you agree with the rapid review and its decision?',
        name: 'Whether you agree',
        required: 'Say whether you agree',
        options: [
          { value: 'agrees', text: 'I agree' },
          {
            value: 'disagrees',
            text: 'I disagree',
            hint: 'Say with what, below. The review can be sent all the same, with your words in it.',
          },
        ],
      },
      {
        id: 'words',
        kind: 'long',
        label: 'In your words',
        name: 'Your words',
        hint: 'Needed where you disagree.',
        most: 5_000,
      },
      {
        id: 'job',
        kind: 'text',
        label: 'Your role',
        name: 'Your role',
        hint: 'As it is to stand beside your name.',
        required: 'Enter your role',
      },
    ],
  };
}

/** The form of a signature as it was read. */
export function readSigning(
  delegateOf: readonly PartnerId[],
  form: URLSearchParams,
  today: Day,
): { readonly signing: Signing | null; readonly problems: readonly Problem[] } {
  const { filled, problems: found } = validate(signSection(delegateOf, today), form, { today, answers: {} });
  const disagrees = textOf(filled, 'position') === 'disagrees';
  const unsaid: readonly Problem[] =
    disagrees && textOf(filled, 'words') === ''
      ? [{ question: 'words', kind: 'missing', text: 'Say with what you disagree' }]
      : [];
  const problems = [...found, ...unsaid];
  const partner = delegateOf.find((one) => one === textOf(filled, 'partner'));
  if (problems.length > 0 || partner === undefined) return { signing: null, problems };
  const position = disagrees ? 'disagrees' : 'agrees';
  return {
    signing: { partner, position, words: textOf(filled, 'words'), job: textOf(filled, 'job') },
    problems,
  };
}

/** What is asked when a version was sent. */
export function sendSection(facts: ReviewFacts, isLate: (day: Day) => boolean, today: Day): Section {
  const open = unsignedOn(facts, latestOf(facts)).map((id) => partnerNamed(id, today).words);
  const questions: Question[] = [
    {
      id: 'sent',
      kind: 'date',
      label: 'On which day was it sent?',
      name: 'The day',
      required: 'Enter the day on which it was sent',
    },
    {
      id: 'time',
      kind: 'text',
      label: 'At what time, in London?',
      name: 'The time',
      hint: 'With 24 hours: 16:40.',
      required: 'Enter the time',
      most: 5,
    },
    {
      id: 'words',
      kind: 'text',
      label: 'By whom, and how',
      name: 'By whom and how',
      hint: 'For example, by the business manager, by secure e-mail to the Panel’s mailbox.',
      required: 'Enter by whom and how it was sent',
    },
  ];
  if (open.length > 0)
    questions.push({
      id: 'unsigned',
      kind: 'long',
      label: `Why it went without the signature of ${open.join(' and ')}`,
      name: 'Why a signature is missing',
      required: 'Say why it went without every signature',
      most: 2_000,
    });
  // Whether it is late is known once the day is; the form asks as soon as today is late.
  if (isLate(today))
    questions.push({
      id: 'late',
      kind: 'choice',
      label: 'If it was sent late: why?',
      name: 'Why it was late',
      hint: lateCodebookNote,
      options: Object.entries(lateReasons).map(([value, text]) => ({ value, text })),
    });
  if (isLate(today))
    questions.push({ id: 'late-words', kind: 'text', label: 'In words', name: 'Why, in words', most: 2_000 });
  return { id: 'send', step: '', title: 'Record that it was sent to the Panel', questions };
}

/** The form of a sending as it was read, with why it was late where it was. */
export function readSending(
  section: Section,
  form: URLSearchParams,
  { today, isLate }: { readonly today: Day; readonly isLate: (day: Day) => boolean },
): {
  readonly given: GivenSending | null;
  readonly late: { readonly reason: string; readonly words: string } | null;
  readonly problems: readonly Problem[];
} {
  const { filled, problems: found } = validate(section, form, { today, answers: {} });
  const day = dayIn(filled, 'sent');
  const time = readTime(textOf(filled, 'time'));
  const reason = textOf(filled, 'late');
  const late = day !== null && isLate(day);
  const words = textOf(filled, 'late-words');
  const wrong = (question: string, text: string): readonly Problem[] => [{ question, kind: 'wrong', text }];
  const problems = [
    ...found,
    ...(time === 'wrong' ? wrong('time', 'Write the time with 24 hours, like 16:40') : []),
    ...(late && reason === '' ? wrong('late', 'That day is late: say why') : []),
    ...(late && reason === 'other' && words === '' ? wrong('late-words', 'Write why it was late') : []),
  ];
  if (problems.length > 0 || day === null || time === null || time === 'wrong')
    return { given: null, late: null, problems };
  const given = { day, time, words: textOf(filled, 'words'), unsignedWhy: textOf(filled, 'unsigned') };
  return { given, late: late ? { reason, words } : null, problems };
}

/** What the Panel can reply, in words. */
export const panelWords: Readonly<Record<PanelPosition, string>> = {
  agrees: 'Agrees with the local decision',
  disagrees: 'Disagrees with the local decision',
  asks: 'Asks for more',
  'national-review': 'Is considering or has started a national review',
};

/** What the partners can do with a reply, in words. */
export const partnersWords: Readonly<Record<PartnersPosition, string>> = {
  stands: 'The decision stands',
  'decided-again': 'The group has decided again',
  answered: 'The Panel’s question was answered; its view is still awaited',
};

const options = (words: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** The form of a reply of the Panel. */
export const panelSection: Section = {
  id: 'panel',
  step: '',
  title: 'Record what the Panel replied',
  questions: [
    {
      id: 'replied',
      kind: 'date',
      label: 'On which day did it reply?',
      name: 'The day',
      required: 'Enter the day of the reply',
    },
    {
      id: 'position',
      kind: 'choice',
      label: 'What does the Panel say?',
      name: 'What the Panel says',
      required: 'Choose what the Panel says',
      options: options(panelWords),
    },
    {
      id: 'words',
      kind: 'long',
      label: 'In the Panel’s words',
      name: 'The Panel’s words',
      hint: 'Its comments as they were written, without names.',
      required: 'Write what the Panel said',
      most: 10_000,
    },
  ],
};

/** The form in which the partners say what they do with a reply. */
export const partnersSection: Section = {
  id: 'partners',
  step: '',
  title: 'What the partners do with it',
  questions: [
    {
      id: 'answered',
      kind: 'date',
      label: 'On which day was this settled?',
      name: 'The day',
      required: 'Enter the day',
    },
    {
      id: 'position',
      kind: 'choice',
      label: 'What do the partners do?',
      name: 'What the partners do',
      required: 'Choose what the partners do',
      options: options(partnersWords),
    },
    {
      id: 'words',
      kind: 'long',
      label: 'Why',
      name: 'Why',
      hint: 'The partners should have regard to the Panel’s view. It does not bind them.',
      required: 'Write why',
      most: 10_000,
    },
  ],
};

/** A reply, or the answer to one, as it was read. */
export function readReplyForm(
  kind: 'panel' | 'partners',
  form: URLSearchParams,
  today: Day,
): {
  readonly given: Omit<GivenReply, 'answersTo' | 'decisionId'> | null;
  readonly problems: readonly Problem[];
} {
  const section = kind === 'panel' ? panelSection : partnersSection;
  const { filled, problems } = validate(section, form, { today, answers: {} });
  const day = dayIn(filled, kind === 'panel' ? 'replied' : 'answered');
  if (problems.length > 0 || day === null) return { given: null, problems };
  const position = textOf(filled, 'position') as PanelPosition | PartnersPosition;
  return { given: { kind, position, day, words: textOf(filled, 'words') }, problems };
}

/** A reply that may go on record; refuses one before anything was sent, and one of a day before the sending. */
export function decideReply(
  facts: ReviewFacts,
  given: Omit<GivenReply, 'answersTo' | 'decisionId'>,
): GivenReply | Refusal {
  const first = facts.sendings.at(-1);
  if (first === undefined) return refuse('review-not-sent');
  if (isBefore(given.day, first.day))
    return refuse('days-out-of-order', {
      second: 'The Panel’s reply',
      first: 'the day the rapid review was sent',
    });
  return { ...given, answersTo: null, decisionId: null };
}

/**
 * The partners' answer to a reply that may go on record. "The decision stands" names the one that stands; "decided again" needs a decision
 * that was recorded after the reply, so that the two cannot be mistaken for each other.
 */
export function decideReconcile(
  facts: ReviewFacts,
  answersTo: string,
  given: Omit<GivenReply, 'answersTo' | 'decisionId'>,
): GivenReply | Refusal {
  const reply = openReplies(facts).find(({ id }) => id === answersTo);
  if (reply === undefined) return refuse('so-already');
  if (isBefore(given.day, reply.day))
    return refuse('days-out-of-order', { second: 'What the partners did', first: 'the Panel’s reply' });
  if (given.position === 'answered') return { ...given, answersTo, decisionId: null };
  const { decision } = facts;
  if (decision === null) return refuse('no-new-decision');
  if (given.position === 'decided-again' && !isAfter(decision.recordedAt, reply))
    return refuse('no-new-decision');
  return { ...given, answersTo, decisionId: decision.id };
}

const isAfter = (at: Temporal.Instant, { recordedAt }: Reply) => Temporal.Instant.compare(at, recordedAt) > 0;
