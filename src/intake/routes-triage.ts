import { may } from '../access/policy.ts';
import { type Command, perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { absent, idIn, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  isId,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import type { NamedAuthority } from '../law/notifying-authority.ts';
import { workspaceFrame } from '../people/frame.ts';
import { type Problem, validate } from './answers.ts';
import {
  allocate,
  askQuestion,
  decline,
  noteAnswer,
  reconsider,
  type Triaged,
  triaged,
} from './commands-triage.ts';
import { presentFields, problemLinks } from './fields.ts';
import { otherAuthority } from './notifying.ts';
import { triageFormPage } from './pages/triage.ts';
import { showQuestion } from './present-triage.ts';
import { type Filled, type Section, textOf } from './question.ts';
import { dayOf, emailOf, referenceOf } from './referral.ts';
import {
  allocateSection,
  askSection,
  type DeclineReason,
  declineSection,
  decideAskReferrer,
  decideDecline,
  decideOpenStill,
  decideReconsider,
  reconsiderSection,
} from './triage.ts';
import { homeOf } from './where.ts';

/** One act of triage: its form, whether there is anything to do, and what is done. */
interface Act {
  readonly path: string;
  readonly verb: Verb;
  readonly button: string;
  section(found: Triaged): Section;
  lead(found: Triaged, home: NamedAuthority): readonly string[];
  /** What stands in the form before anybody has typed; nothing where this is left out. */
  begin?(found: Triaged, home: NamedAuthority): URLSearchParams;
  /** Where a form would lead nowhere, the referral is shown in its place. */
  isOver(found: Triaged): Refusal | object;
  act(room: WorkRoom, request: WorkRequest, filled: Filled): ReturnType<typeof sent>;
}

const mailWords = ({ referral }: Triaged) => {
  const word = referral.fromWord === undefined ? '' : ' They have no receipt unless you gave them one.';
  return emailOf(referral.answers) === null
    ? `They gave no e-mail address: call them, so that they know there is something to read.${word}`
    : `An e-mail tells them that there is something to read, and no more.${word}`;
};

const elsewhere = ({ referral }: Triaged, home: NamedAuthority) => {
  const other = otherAuthority(referral.answers, home);
  return other === null
    ? []
    : [
        `It happened in the area of ${other}, whose partnership decides on it. Tell that partnership before you close this.`,
      ];
};

function sent<Input extends { readonly id: string }>(
  room: WorkRoom,
  request: WorkRequest,
  command: Command<Input, Triaged, unknown, null>,
  wish: Input,
) {
  const to = () => `/referrals/${wish.id}`;
  return performOnce(room, bearerOf(request), command, wish, sentForm(request), to);
}

const seenIn = ({ form }: WorkRequest) => {
  const seen = form.get('seen') ?? '';
  return isId(seen) ? seen : null;
};

const acts: readonly Act[] = [
  {
    path: 'allocation',
    verb: 'referral.allocate',
    button: 'Give it to them',
    section: ({ coordinators }) => allocateSection(coordinators),
    lead: ({ triage: { allocation } }) =>
      allocation === null
        ? ['Nobody has it yet. Whoever acknowledges a referral has it, until it is given to somebody else.']
        : [
            allocation.isHere
              ? `${allocation.name} has it.`
              : `${allocation.name} had it, and is no coordinator here any longer or may not see it.`,
          ],
    isOver: ({ referral }) => decideOpenStill(referral),
    act: (room, request, filled) =>
      sent(room, request, allocate, {
        id: idIn(request),
        to: textOf(filled, 'to'),
        seen: seenIn(request),
      }),
  },
  {
    path: 'questions',
    verb: 'question.ask',
    button: 'Send the question',
    section: () => askSection,
    lead: (found) => [
      `The referrer reads it with the receipt, and nothing else of what you see. ${mailWords(found)}`,
      'Ask for what they know. Whatever cannot wait is asked by telephone.',
    ],
    isOver: ({ referral, triage }) => decideAskReferrer(referral, triage),
    act: (room, request, filled) =>
      sent(room, request, askQuestion, { id: idIn(request), words: textOf(filled, 'question') }),
  },
  {
    path: 'decline',
    verb: 'referral.decline',
    button: 'Decline and tell the referrer',
    section: () => declineSection,
    lead: (found, home) => [
      `This closes the referral and tells the referrer, in one. ${mailWords(found)}`,
      'If something new comes, it can be looked at again.',
      ...elsewhere(found, home),
    ],
    begin: ({ referral }, home) =>
      new URLSearchParams({ 'for-partnership': otherAuthority(referral.answers, home) ?? '' }),
    isOver: ({ referral }) => decideDecline(referral),
    act: (room, request, filled) =>
      sent(room, request, decline, {
        id: idIn(request),
        code: textOf(filled, 'code') as DeclineReason,
        reasons: textOf(filled, 'reasons'),
        outcome: textOf(filled, 'outcome'),
        forPartnership: textOf(filled, 'for-partnership'),
      }),
  },
  {
    path: 'reconsider',
    verb: 'referral.reconsider',
    button: 'Look at it again',
    section: () => reconsiderSection,
    lead: (found) => [
      `The referral is open again and yours. The referrer sees that, with what they were told before. ${mailWords(found)}`,
    ],
    isOver: ({ referral }) => decideReconsider(referral),
    act: (room, request, filled) =>
      sent(room, request, reconsider, { id: idIn(request), reason: textOf(filled, 'reason') }),
  },
];

/** The ledger of triage: who has a referral, what its referrer is asked, declining it and looking at it again. */
export function triageRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    ...acts.flatMap((act) => {
      const path = `/referrals/:id/${act.path}`;
      const show = (request: WorkRequest) => showAct(room, request, act);
      return [
        page(path, act.verb, 'session', show),
        post(path, act.verb, 'session', (request) => takeAct(room, request, act), show),
      ];
    }),
    post('/referrals/:id/questions/read', 'question.note', 'session', (request) => takeNote(room, request)),
  ];
}

// A form that somebody may not send is not there for them either.
async function triagedFor(room: WorkRoom, request: WorkRequest, { verb }: Act): Promise<Triaged | null> {
  const outcome = await look(room, bearerOf(request), triaged, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  return may(bearerOf(request).actor, verb, outcome.done.referral.standing) ? outcome.done : null;
}

async function showAct(room: WorkRoom, request: WorkRequest, act: Act): Promise<WorkAnswer> {
  const found = await triagedFor(room, request, act);
  if (found === null) return absent(room, request);
  if ('refused' in act.isOver(found)) return { seeOther: `/referrals/${found.referral.id}` };
  return actAnswer(request, room, act, found, { problems: [], refusal: null });
}

interface Wrong {
  readonly problems: readonly Problem[];
  /** Why it was not done, where no field is to blame. */
  readonly refusal: string | null;
}

function actAnswer(
  request: WorkRequest,
  room: WorkRoom,
  act: Act,
  found: Triaged,
  { problems, refusal }: Wrong,
): WorkAnswer {
  const { referral, triage } = found;
  const section = act.section(found);
  const home = homeOf(request.partnership);
  const isTyped = [...request.form.keys()].length > 0;
  const typed = isTyped ? request.form : (act.begin?.(found, home) ?? request.form);
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const back = `/referrals/${referral.id}`;
  const errors = [
    ...(refusal === null ? [] : [{ text: refusal, href: null }]),
    ...problemLinks(section, problems),
  ];
  const frame = workspaceFrame(request, room.assets, {
    title: `${reference}: ${section.title}`,
    section: 'today',
    backLink: { text: reference, href: back },
    errors,
  });
  const body = triageFormPage(frame, {
    reference,
    heading: section.title,
    lead: act.lead(found, home),
    action: `${back}/${act.path}`,
    fields: presentFields(section, typed, problems),
    // Of what stands now, so that whoever has read it can send again.
    seen: act.path === 'allocation' ? (triage.allocation?.id ?? '') : null,
    button: act.button,
    back,
    questions: act.path === 'questions' ? triage.questions.map(showQuestion) : [],
    formToken: request.formToken,
    formKey: formKey(request.form),
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeAct(room: WorkRoom, request: WorkRequest, act: Act): Promise<WorkAnswer> {
  const found = await triagedFor(room, request, act);
  if (found === null) return absent(room, request);
  const { today, form } = request;
  const { filled, problems } = validate(act.section(found), form, { today, answers: {} });
  if (problems.length > 0) return actAnswer(request, room, act, found, { problems, refusal: null });
  const outcome = await act.act(room, request, filled);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated')
    return { seeOther: `/referrals/${found.referral.id}` };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  const { refusal } = outcome;
  if (refusal.refused === 'so-already') return { seeOther: `/referrals/${found.referral.id}` };
  // What stands now is read anew, and what was typed is kept.
  const now = await triagedFor(room, request, act);
  if (now === null) return absent(room, request);
  return actAnswer(request, room, act, now, { problems: [], refusal: words(refusal) });
}

// Read already is as good: the page says by whom.
async function takeNote(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const id = idIn(request);
  const outcome = await perform(room, bearerOf(request), noteAnswer, { id });
  return outcome.outcome === 'done' ? { seeOther: `/referrals/${id}` } : absent(room, request);
}
