import { may } from '../access/policy.ts';
import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { absent, idIn, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { emailAddress } from '../people/invitation.ts';
import { codeInWords } from '../people/link.ts';
import {
  ask,
  endorsed,
  type Endorsed,
  give,
  referralToEndorse,
  type Shown,
  showEndorsementLink,
  showOwnLink,
} from './commands-endorsement.ts';
import {
  decideAsk,
  endorseForm,
  endorseSection,
  leadAddress,
  type ReferralToEndorse,
  readGiven,
  showEndorsement,
} from './endorsement.ts';
import { presentFields, problemLinks } from './fields.ts';
import { referrerFrame } from './frame.ts';
import { askLeadPage, endorsePage, leadLinkPage } from './pages/endorse.ts';
import { isRefusal } from '../acts/refusal.ts';
import { momentOf } from './moment.ts';
import { dayOf, referenceOf } from './referral.ts';
import { showAnswers } from './shown.ts';

/** The ledger of endorsements: asking for one, the link where no mail goes out, and the safeguarding lead's answer. */
export function endorsementRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/:id/endorsement', 'referral.read', 'session', (request) => showAsk(room, request)),
    post(
      '/referrals/:id/endorsement',
      'endorsement.ask',
      'session',
      (request) => takeAsk(room, request),
      (request) => showAsk(room, request),
    ),
    post('/referrals/:id/endorsement/link', 'link.show', 'session', (request) => takeLink(room, request)),
    post('/refer/endorsement', 'link.show', 'receipt', (request) => takeOwnLink(room, request)),
    page('/endorse/:invitation', 'endorsement.read', 'endorser', (request) => showEndorse(room, request)),
    post('/endorse/:invitation', 'endorsement.give', 'endorser', (request) => takeEndorse(room, request)),
  ];
}

const referenceIn = ({ number, sentAt }: Pick<ReferralToEndorse, 'number' | 'sentAt'>) =>
  referenceOf(number, dayOf(sentAt));

// A form that nobody of them may send is not there for them either.
async function endorsedFor(room: WorkRoom, request: WorkRequest): Promise<Endorsed | null> {
  const outcome = await look(room, bearerOf(request), endorsed, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  const { standing } = outcome.done.referral;
  return may(bearerOf(request).actor, 'endorsement.ask', standing) ? outcome.done : null;
}

async function showAsk(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null = null,
  status: 200 | 400 | 409 = 200,
): Promise<WorkAnswer> {
  const found = await endorsedFor(room, request);
  if (found === null) return absent(room, request);
  const { referral, endorsements, goesOut } = found;
  const reference = referenceIn(referral);
  const href = `/referrals/${referral.id}`;
  const errors = problem === null ? [] : [{ text: problem, href: status === 409 ? null : '#email' }];
  const lead = leadAddress(referral.answers);
  const given = 'email' in lead ? lead.email : '';
  const frame = workspaceFrame(request, room.assets, {
    title: `The endorsement of ${reference}`,
    section: 'today',
    backLink: { text: reference, href },
    errors,
  });
  const shown = showEndorsement(referral.answers, endorsements);
  const body = askLeadPage(frame, {
    reference,
    action: `${href}/endorsement`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    shown: { ...shown, code: shown.code === null ? null : codeInWords(shown.code) },
    byHand: !goesOut && shown.code !== null,
    before: endorsements.slice(1).map((one) => {
      const { words: said, more, on } = showEndorsement(referral.answers, [{ ...one, link: null }]);
      return { words: one.replaced ? 'Asked again before there was an answer' : said, more, on };
    }),
    mayAsk: !isRefusal(decideAsk(referral, endorsements)),
    isAgain: endorsements.length > 0,
    email: request.form.get('email')?.slice(0, 400) ?? endorsements[0]?.email ?? given,
    problem: status === 400 ? problem : null,
  });
  return { status, body };
}

async function takeAsk(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const typed = (request.form.get('email') ?? '').trim();
  const email = emailAddress(typed);
  if (email === null) {
    const why = typed === '' ? 'Enter' : 'Enter one';
    return showAsk(
      room,
      request,
      `${why} e-mail address of the safeguarding lead, like name@example.org`,
      400,
    );
  }
  const id = idIn(request);
  const to = () => `/referrals/${id}/endorsement`;
  const outcome = await performOnce(room, bearerOf(request), ask, { id, email }, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return showAsk(room, request, words(outcome.refusal), 409);
  return absent(room, request);
}

const linkFacts = (request: WorkRequest, { token, code, expiresAt }: Shown, back: string) => ({
  link: `${request.origin}/link/${token}`,
  code: codeInWords(code),
  ends: momentOf(expiresAt),
  back,
});

// The page itself is the answer to the form, so that the link stands in no address; sent again, it makes another link, and the first is dead.
async function takeLink(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const id = idIn(request);
  const outcome = await perform(room, bearerOf(request), showEndorsementLink, { id });
  const back = `/referrals/${id}/endorsement`;
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return absent(room, request);
  const frame = workspaceFrame(request, room.assets, { title: 'Link and code', section: 'today' });
  return { status: 200, body: leadLinkPage(frame, linkFacts(request, outcome.done, back)) };
}

async function takeOwnLink(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await perform(room, bearerOf(request), showOwnLink, null);
  if (outcome.outcome !== 'done') return { seeOther: '/refer/sent' };
  const frame = referrerFrame(request, room.assets, { title: 'Link and code for your safeguarding lead' });
  return { status: 200, body: leadLinkPage(frame, linkFacts(request, outcome.done, '/refer/sent')) };
}

async function showEndorse(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), referralToEndorse, null);
  if (outcome.outcome !== 'done') return { seeOther: '/answered' };
  return endorseAnswer(room, request, outcome.done, endorseForm(outcome.done), []);
}

function endorseAnswer(
  room: WorkRoom,
  request: WorkRequest,
  referral: ReferralToEndorse,
  form: URLSearchParams,
  problems: Parameters<typeof problemLinks>[1],
): WorkAnswer {
  const errors = problemLinks(endorseSection, problems);
  const title = endorseSection.title;
  const frame = referrerFrame(request, room.assets, { title, errors });
  const body = endorsePage(frame, {
    heading: title,
    reference: referenceIn(referral),
    partnership: request.partnership.name,
    action: request.path.split('?', 1)[0] ?? request.path,
    formToken: request.formToken,
    groups: showAnswers(referral.answers),
    fields: presentFields(endorseSection, form, problems),
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

async function takeEndorse(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const read = readGiven(request.form, request.today);
  if ('problems' in read) {
    const outcome = await look(room, bearerOf(request), referralToEndorse, null);
    if (outcome.outcome !== 'done') return { seeOther: '/answered' };
    return endorseAnswer(room, request, outcome.done, request.form, read.problems);
  }
  // Of two that were sent at once, the second finds the link closed: it was answered, which is what was wanted.
  await perform(room, bearerOf(request), give, read.given);
  return { seeOther: '/answered' };
}
