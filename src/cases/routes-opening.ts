import { may } from '../access/policy.ts';
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
import { noticesOf, unlistedIn } from '../intake/notifying.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import { homeOf } from '../intake/where.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { openable, openCase, type Openable } from './commands-opening.ts';
import { caseFrom, eventWords, harms, harmWords, type OpeningProblem, readOpening } from './opening.ts';
import { openingPage } from './pages/opening.ts';

/** The ledger of how a referral becomes a case. */
export function openingRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/:id/case', 'case.open', 'session', (request) => showOpening(room, request)),
    post(
      '/referrals/:id/case',
      'case.open',
      'session',
      (request) => takeOpening(room, request),
      (request) => showOpening(room, request, { problems: [] }),
    ),
  ];
}

/** What came of a form that is shown again. */
interface Again {
  readonly problems: readonly OpeningProblem[];
  readonly refusal?: string;
}

async function openableOf(room: WorkRoom, request: WorkRequest): Promise<Openable | null> {
  const outcome = await look(room, bearerOf(request), openable, { referralId: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  return may(bearerOf(request).actor, 'case.open', outcome.done.referral.standing) ? outcome.done : null;
}

async function showOpening(
  room: WorkRoom,
  request: WorkRequest,
  again: Again | null = null,
): Promise<WorkAnswer> {
  const found = await openableOf(room, request);
  if (found === null) return absent(room, request);
  const { referral, agencies, requests } = found;
  const home = homeOf(request.partnership);
  const answered = new Set(requests.filter(({ state }) => state === 'known').map(({ agencyId }) => agencyId));
  if (referral.ofCase !== null) return { seeOther: `/cases/${referral.ofCase.reference}` };
  if (referral.state === 'closed') return { seeOther: `/referrals/${referral.id}` };
  const from = caseFrom(referral.answers);
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const { form } = request;
  const chosen =
    again === null
      ? { harm: from.harm, event: from.event }
      : { harm: form.get('harm'), event: form.get('event') };
  const isPartner = (kind: string) => ['local-authority', 'integrated-care-board', 'police'].includes(kind);
  const problemOf = (field: string) => again?.problems.find((one) => one.field === field)?.text ?? null;
  const errors: PageError[] = (again?.problems ?? []).map(({ field, text }) => ({ text, href: `#${field}` }));
  if (again?.refusal !== undefined) errors.push({ text: again.refusal, href: null });
  const frame = workspaceFrame(request, room.assets, {
    title: `Open a case from ${reference}`,
    section: 'today',
    backLink: { text: reference, href: `/referrals/${referral.id}` },
    errors,
  });
  const body = openingPage(frame, {
    referralId: referral.id,
    reference,
    prefix: request.partnership.referencePrefix,
    children: from.children.map(({ name, bornOn, ageGiven, diedOn }) => ({ name, bornOn, ageGiven, diedOn })),
    persons: from.persons.map(({ name }) => name),
    dates: from.dates,
    incident: from.incident.dayAsGiven,
    notices: noticesOf(referral.answers, home),
    unlisted: unlistedIn(referral.answers, home),
    asked: requests.length,
    named: from.agencies,
    formToken: request.formToken,
    formKey: formKey(form),
    harms: harms.map((value) => ({ value, text: harmWords[value], checked: value === chosen.harm })),
    events: Object.entries(eventWords).map(([value, text]) => ({
      value,
      text,
      checked: value === chosen.event,
    })),
    agencies: agencies.map(({ id, name, kind }) => ({
      value: id,
      text: name,
      checked: again === null ? isPartner(kind) || answered.has(id) : form.getAll('agency').includes(id),
    })),
    problems: { harm: problemOf('harm'), event: problemOf('event') },
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

async function takeOpening(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await openableOf(room, request);
  if (found === null) return absent(room, request);
  const read = readOpening(
    found.referral.id,
    request.form,
    found.agencies.map(({ id }) => id),
  );
  if (!('referralId' in read)) return showOpening(room, request, { problems: read });
  const locationOf = ({ reference }: { reference: string }) => `/cases/${reference}`;
  const outcome = await performOnce(room, bearerOf(request), openCase, read, sentForm(request), locationOf);
  if (outcome.outcome === 'done') return { seeOther: locationOf(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return showOpening(room, request, { problems: [], refusal: words(outcome.refusal) });
  return absent(room, request);
}
