import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { isLate } from '../cases/late-reasons.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { Section } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { london } from '../platform/clock/clock.ts';
import { freeze, send, sign } from './commands-sealing.ts';
import { formPage, type SealForm, signPage } from './pages/sealing.ts';
import { presentSign } from './present-sealing.ts';
import { latestOf, type ReviewFacts, unsignedOn, whyNotWrite } from './review.ts';
import { baseOf, clockIn, conventionsIn, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';
import { panelRoutes } from './routes-panel.ts';
import { hasChanged, readSending, readSigning, sendSection, signSection } from './sealing.ts';

/** The ledger of versions, signatures, sending and the Panel's reply. */
export function sealingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/rapid-review';
  return [
    page(`${base}/sign`, 'rapid-review.read', 'session', open(showSign)),
    post(`${base}/sign`, 'rapid-review.sign', 'session', open(takeSign), open(showSign)),
    post(`${base}/freeze`, 'rapid-review.freeze', 'session', open(takeFreeze), open(showSign)),
    page(`${base}/send`, 'rapid-review.send', 'session', open(showSend)),
    post(`${base}/send`, 'rapid-review.send', 'session', open(takeSend), open(showSend)),
    ...panelRoutes(room),
  ];
}

/** A form with its key and token, for a section. */
export function sealFormOf(
  here: Here,
  action: string,
  button: string,
  section: Section | null,
  values: URLSearchParams,
  problems: readonly Problem[],
  unseen: SealForm['hidden'] = [],
): SealForm {
  const { request } = here;
  return {
    action,
    button,
    formToken: request.formToken,
    formKey: formKey(request.form),
    hidden: unseen,
    fields: section === null ? [] : presentFields(section, values, problems),
  };
}

async function showSign(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null || facts.review === null) return null;
  return signAnswer(here, facts, here.request.form, [], null);
}

function signAnswer(
  here: Here,
  facts: ReviewFacts,
  values: URLSearchParams,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { headed, delegateOf } = facts;
  const { request } = here;
  const partnership = request.partnership.name;
  const section = signSection(delegateOf, request.today);
  const version = latestOf(facts);
  const changed = hasChanged(facts, partnership);
  const open = whyNotWrite(facts) === null;
  const mine = unsignedOn(facts, version).filter((partner) => delegateOf.includes(partner));
  const filled =
    delegateOf.length === 1 && !values.has('partner')
      ? new URLSearchParams({ ...Object.fromEntries(values), partner: delegateOf[0] ?? '' })
      : values;
  const maySign =
    open && mayDo(here, 'rapid-review.sign', facts) && version !== null && !changed && mine.length > 0;
  const mayFreeze = open && mayDo(here, 'rapid-review.freeze', facts) && changed;
  const isSent = facts.sendings.some(({ versionId }) => versionId === version?.id);
  const maySend = open && mayDo(here, 'rapid-review.send', facts) && version !== null && !changed && !isSent;
  const base = baseOf(here);
  const versionField = [{ name: 'version', value: version?.id ?? '' }];
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const model = presentSign(facts, {
    header: headerOf(here, headed),
    base,
    today: request.today,
    changed: version !== null && changed,
    freeze: mayFreeze
      ? sealFormOf(
          here,
          `${base}/freeze`,
          version === null
            ? 'Freeze version 1 for signing'
            : `Freeze version ${version.number + 1} for signing`,
          null,
          values,
          [],
        )
      : null,
    sign: maySign
      ? sealFormOf(
          here,
          `${base}/sign`,
          `Sign version ${version.number}`,
          section,
          filled,
          problems,
          versionField,
        )
      : null,
    send: maySend ? `${base}/send` : null,
  });
  const body = signPage(frameOf(here, headed, 'Signatures', errors), model);
  return { status: sentence !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeFreeze(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const to = () => `${baseOf(here)}/sign`;
  const wish = { reference: referenceIn(request.params), partnership: request.partnership.name };
  const outcome = await performOnce(room, bearerOf(request), freeze, wish, sentForm(request), to);
  return afterSeal(here, outcome, to());
}

// Refused, the page says why over what stands now, with what was typed.
async function afterSeal(here: Here, outcome: OnceOutcome<unknown>, to: string): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const facts = await factsOf(here);
  return facts === null ? null : signAnswer(here, facts, here.request.form, [], words(outcome.refusal));
}

async function takeSign(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const facts = await factsOf(here);
  if (facts === null || facts.review === null || !mayDo(here, 'rapid-review.sign', facts))
    return hidden(here);
  const { signing, problems } = readSigning(facts.delegateOf, request.form, request.today);
  if (signing === null && facts.delegateOf.length > 0)
    return signAnswer(here, facts, request.form, problems, null);
  const to = () => `${baseOf(here)}/sign`;
  const wish = {
    reference: referenceIn(request.params),
    partnership: request.partnership.name,
    version: request.form.get('version') ?? '',
    // Whoever is nobody's delegate is told so by the decision, whatever they typed.
    signing: signing ?? {
      partner: 'local-authority' as const,
      position: 'agrees' as const,
      words: '',
      job: '',
    },
  };
  const outcome = await performOnce(room, bearerOf(request), sign, wish, sentForm(request), to);
  return afterSeal(here, outcome, to());
}

const lateFor = (here: Here, facts: ReviewFacts) => {
  const clock = clockIn(here, facts);
  return (day: Day) => clock !== null && isLate(day, clock.due.due);
};

async function sendable(here: Here): Promise<ReviewFacts | null> {
  const facts = await factsOf(here);
  return facts === null || facts.review === null || !mayDo(here, 'rapid-review.send', facts) ? null : facts;
}

async function showSend(here: Here): Promise<WorkAnswer | null> {
  const facts = await sendable(here);
  if (facts === null) return hidden(here);
  const version = latestOf(facts);
  if (version === null || whyNotWrite(facts) !== null || hasChanged(facts, here.request.partnership.name))
    return { seeOther: `${baseOf(here)}/sign` };
  return sendAnswer(here, facts, here.request.form, [], null);
}

function sendAnswer(
  here: Here,
  facts: ReviewFacts,
  values: URLSearchParams,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { headed } = facts;
  const version = latestOf(facts);
  const section = sendSection(facts, lateFor(here, facts), here.request.today);
  const heading = `When was version ${version?.number ?? 1} sent to the Panel?`;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const back = `${baseOf(here)}/sign`;
  const unseen = [{ name: 'version', value: version?.id ?? '' }];
  const body = formPage(frameOf(here, headed, section.title, errors, { text: 'Signatures', href: back }), {
    header: headerOf(here, headed),
    heading,
    lead: [
      'Nothing is sent from here. Send the document yourself, then say when it went. The day ends the fifteen working days, and stands among the days of the case.',
    ],
    form: sealFormOf(
      here,
      `${baseOf(here)}/send`,
      'Record that it was sent',
      section,
      values,
      problems,
      unseen,
    ),
    back,
  });
  return { status: sentence !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeSend(here: Here): Promise<WorkAnswer | null> {
  const facts = await sendable(here);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const late = lateFor(here, facts);
  const section = sendSection(facts, late, request.today);
  const read = readSending(section, request.form, { today: request.today, isLate: late });
  if (read.given === null) return sendAnswer(here, facts, request.form, read.problems, null);
  const to = () => `${baseOf(here)}/sign`;
  const wish = {
    reference: referenceIn(request.params),
    partnership: request.partnership.name,
    version: request.form.get('version') ?? '',
    given: read.given,
    late: read.late,
    conventions: conventionsIn(here),
    now: room.clock.now().toZonedDateTimeISO(london).toPlainDateTime(),
  };
  const outcome = await performOnce(room, bearerOf(request), send, wish, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const now = await factsOf(here);
  return now === null ? null : sendAnswer(here, now, request.form, [], words(outcome.refusal));
}
