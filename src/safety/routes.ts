import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
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
import { referenceIn } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import { referenceOf } from '../intake/referral.ts';
import { workspaceFrame } from '../people/frame.ts';
import { london } from '../platform/clock/clock.ts';
import { type AskedPlace, recordSafety, safetyLog } from './commands.ts';
import { actionHeading, type ActionShown, type SafetyForm, safetyPage } from './pages/safety.ts';
import {
  formOfAction,
  readAction,
  type SafetyAction,
  type SafetyLog,
  safetySection,
  standingActions,
  standingAt,
  whyNotRecord,
} from './safety.ts';

/** The ledger of what was done at once to keep somebody safe: of a referral, and of a case. */
export function safetyRoutes(room: WorkRoom): readonly WorkRoute[] {
  return ['/referrals/:id/safety', '/cases/:ref/safety'].flatMap((path) => [
    page(path, 'safety.read', 'session', (request) => showSafety(room, request)),
    post(
      path,
      'safety.record',
      'session',
      (request) => takeSafety(room, request),
      (request) => showSafety(room, request),
    ),
  ]);
}

const askedIn = ({ params }: WorkRequest): AskedPlace =>
  params['id'] === undefined
    ? { kind: 'case', reference: referenceIn(params) }
    : { kind: 'referral', id: idIn({ params }) };

const addressOf = (asked: AskedPlace) =>
  asked.kind === 'case' ? `/cases/${asked.reference}/safety` : `/referrals/${asked.id}/safety`;

async function logOf(room: WorkRoom, request: WorkRequest): Promise<SafetyLog | null> {
  const outcome = await look(room, bearerOf(request), safetyLog, { asked: askedIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const mayRecord = (request: WorkRequest, log: SafetyLog) =>
  may(bearerOf(request).actor, 'safety.record', standingAt(log)) && whyNotRecord(log.place) === null;

async function showSafety(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const log = await logOf(room, request);
  if (log === null) return absent(room, request);
  const found = standingFor(log.actions, request.query.get('corrects'));
  const form = request.restored || found === undefined ? request.form : formOfAction(found);
  return safetyAnswer(room, { ...request, form }, log, [], null);
}

function safetyAnswer(
  room: WorkRoom,
  request: WorkRequest,
  log: SafetyLog,
  problems: readonly Problem[],
  refusal: Refusal | null,
): WorkAnswer {
  const { place, actions } = log;
  const section = safetySection(correctsIn(request) !== null);
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...problemLinks(section, problems),
  ];
  const standing = standingActions(actions);
  const records = mayRecord(request, log);
  const heading = actionHeading(standing.length);
  const reference =
    place.kind === 'case'
      ? place.headed.reference
      : referenceOf(place.referral.number, momentOf(place.referral.sentAt).day);
  const above = place.kind === 'case' ? `/cases/${reference}` : `/referrals/${place.referral.id}`;
  const frame = workspaceFrame(request, room.assets, {
    title: `${reference} – Immediate safety actions`,
    section: place.kind === 'case' ? 'cases' : 'today',
    ...(place.kind === 'case' ? {} : { backLink: { text: reference, href: above } }),
    errors,
  });
  const address = addressOf(askedIn(request));
  const body = safetyPage(frame, {
    header:
      place.kind === 'case' ? presentHeader(place.headed, bearerOf(request).actor, may, 'overview') : null,
    reference,
    heading,
    actions: standing.map(({ action, before }) => ({
      ...showAction(action),
      before: before.map(showAction),
      correct: records ? `${address}?corrects=${action.id}#form` : null,
    })),
    form: records ? formShown(request, log, problems, address) : null,
    overview: place.kind === 'case' ? above : null,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

const showAction = ({
  what,
  byWhom,
  day,
  time,
  recordedBy,
  recordedAt,
  reason,
}: SafetyAction): ActionShown => ({
  what,
  byWhom,
  day,
  time,
  by: recordedBy,
  recorded: momentOf(recordedAt),
  reason,
});

// The action that stands in place of a record, if it is on record here at all.
function standingFor(actions: readonly SafetyAction[], id: string | null): SafetyAction | undefined {
  return standingActions(actions).find(
    ({ action, before }) => action.id === id || before.some((one) => one.id === id),
  )?.action;
}

const correctsIn = ({ form }: WorkRequest) => {
  const given = form.get('corrects') ?? '';
  return isId(given) ? given : null;
};

function formShown(
  request: WorkRequest,
  { actions }: SafetyLog,
  problems: readonly Problem[],
  address: string,
): SafetyForm {
  // Where somebody else has corrected it meanwhile, what was typed would correct what stands now.
  const corrects = standingFor(actions, correctsIn(request))?.id ?? null;
  return {
    action: address,
    corrects,
    fields: presentFields(safetySection(corrects !== null), request.form, problems),
    formToken: request.formToken,
    formKey: formKey(request.form),
    back: address,
  };
}

async function takeSafety(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const log = await logOf(room, request);
  if (log === null || !may(bearerOf(request).actor, 'safety.record', standingAt(log)))
    return absent(room, request);
  const { form, today } = request;
  const corrects = correctsIn(request);
  const { filled, problems } = validate(safetySection(corrects !== null), form, { today, answers: {} });
  if (problems.length > 0) return safetyAnswer(room, request, log, problems, whyNotRecord(log.place));
  const given = readAction(filled, corrects);
  if ('question' in given) return safetyAnswer(room, request, log, [given], null);
  const asked = askedIn(request);
  const now = room.clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  const to = () => addressOf(asked);
  const wish = { asked, given, now };
  const outcome = await performOnce(room, bearerOf(request), recordSafety, wish, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  // What stands now is read anew, and what was typed is kept.
  const current = await logOf(room, request);
  return current === null ? absent(room, request) : safetyAnswer(room, request, current, [], outcome.refusal);
}
