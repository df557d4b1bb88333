import { type Refusal, words } from '../acts/refusal.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { Filled, Section } from '../intake/question.ts';
import type { ShownRow } from '../intake/shown.ts';
import { withoutWeekday } from '../law/day.ts';
import { london } from '../platform/clock/clock.ts';
import { recordSent, recordUpdate, recordWithdrawal } from './commands.ts';
import { receiptsUnnamed } from './notification.ts';
import { packOf } from './pack.ts';
import { formPage } from './pages/form.ts';
import { askedIn, caseParts, groundOf, notificationOf } from './routes-place.ts';
import { sentWords } from './present.ts';
import { dueFor, isReviewAsked, mustTell, type RecordGround, standingDay } from './record.ts';
import {
  areasIn,
  lateProblems,
  sameReference,
  sendingSection,
  sentMoment,
  toldProblems,
  updateSection,
  withdrawalSection,
} from './record-form.ts';

type RecordVerb = 'notification.record' | 'notification.update' | 'notification.withdraw';

/** What each of the three forms is, besides its fields. */
interface FormKind {
  readonly verb: RecordVerb;
  readonly path: string;
  readonly button: string;
  section(here: Here, ground: RecordGround): Section;
  lead(ground: RecordGround): readonly string[];
  hidden(here: Here, ground: RecordGround): readonly { readonly name: string; readonly value: string }[];
  /** What is wrong with it besides its single fields. */
  check(filled: Filled, ground: RecordGround): readonly Problem[];
  perform(here: Here, filled: Filled): Promise<OnceOutcome<null>>;
}

const onBehalf = ({ isNotifier }: RecordGround) =>
  isNotifier ? [] : ['You record this on behalf of the authority’s notifier, and the record says so.'];

const to = (here: Here) => notificationOf(askedIn(here).reference).href;

const sending: FormKind = {
  verb: 'notification.record',
  path: 'sent',
  button: 'Record that it was sent',
  section: sendingSectionOf,
  lead: (ground) => [
    'Nothing goes out from here: this records what was done in the national system.',
    ...onBehalf(ground),
    ...toldWords(ground),
  ],
  hidden: ({ request: { form } }, ground) => [
    {
      name: 'shown-panel',
      value: form.get('shown-panel') ?? standingDay(ground, 'panel-notified')?.id ?? '',
    },
    {
      name: 'shown-told',
      value: form.get('shown-told') ?? standingDay(ground, 'partnership-told')?.id ?? '',
    },
  ],
  check: (filled, ground) => {
    const moment = sentMoment(filled);
    const isWhole = typeof filled['sent'] === 'string' && typeof filled['sent-time'] === 'string';
    return [
      ...(isWhole && 'question' in moment ? [moment] : []),
      ...lateProblems(filled, dueFor(ground, 'panel-notified'), dueFor(ground, 'partnership-told')),
      ...toldProblems(filled),
      ...sameReference(filled),
      ...areasIn(filled).problems,
    ];
  },
  perform(here, filled) {
    const { room, request } = here;
    const at = sentMoment(filled);
    if ('question' in at) throw new Error('a form with a time that is none was let through');
    const shown = (name: string) => {
      const given = request.form.get(name) ?? '';
      return isId(given) ? given : '';
    };
    const wish = {
      ...askedIn(here),
      filled,
      at,
      shown: { panel: shown('shown-panel'), told: shown('shown-told') },
      conventions: conventionsOf(request.partnership.settings),
      now: room.clock.now().toZonedDateTimeISO(london).toPlainDateTime(),
    };
    return performOnce(room, bearerOf(request), recordSent, wish, sentForm(request), () => to(here));
  },
};

function sendingSectionOf({ request }: Here, ground: RecordGround): Section {
  const { today, form } = request;
  const pack = packOf(ground.facts, { today, mayDraft: false, mayChange: false });
  const asked = {
    forms: pack.forms.map(({ title }) => title),
    documents: ground.facts.documents,
    // Whoever began before it stood on record keeps the boxes that they typed into.
    told:
      form.has('told-day') && form.get('shown-told') === ''
        ? null
        : (standingDay(ground, 'partnership-told')?.day ?? null),
    sendDue: dueFor(ground, 'panel-notified'),
    tellDue: dueFor(ground, 'partnership-told'),
    today,
    undecided: isReviewAsked(ground),
    mustTell: mustTell(ground),
  };
  // Which of the two a time was is asked only where it came twice.
  const plain = sendingSection({ ...asked, twice: false });
  const { filled } = validate(plain, form, { today, answers: {} });
  const moment = filled['sent'] === undefined ? null : sentMoment(filled);
  const isTwice = moment !== null && 'question' in moment && moment.text.includes('twice');
  return isTwice || form.has('which-hour') ? sendingSection({ ...asked, twice: true }) : plain;
}

function toldWords({ facts }: RecordGround): readonly string[] {
  const told = facts.days.find(({ kind }) => kind === 'partnership-told');
  return told === undefined
    ? []
    : [`That the partnership was told on ${withoutWeekday(told.day)} is on record already.`];
}

const update: FormKind = {
  verb: 'notification.update',
  path: 'update',
  button: 'Record the update',
  section: ({ request: { today } }, { facts }) => {
    const { forms } = packOf(facts, { today, mayDraft: false, mayChange: false });
    const given = facts.live?.references.length ?? 0;
    const missing = forms.map((_, index) => index + 1).filter((ordinal) => ordinal > given);
    return updateSection(facts.documents, missing);
  },
  lead: (ground) => [
    'Later facts go to the same notification, and not as a second one.',
    ...onBehalf(ground),
  ],
  hidden: () => [],
  check: (filled) => [...sameReference(filled), ...areasIn(filled).problems],
  perform: (here, filled) =>
    performOnce(
      here.room,
      bearerOf(here.request),
      recordUpdate,
      { ...askedIn(here), filled },
      sentForm(here.request),
      () => to(here),
    ),
};

const withdrawal: FormKind = {
  verb: 'notification.withdraw',
  path: 'withdraw',
  button: 'Record that it was withdrawn',
  section: () => withdrawalSection,
  lead: (ground) => [
    'For a notification that was found later not to meet the criteria (rule NOT-08). Then no rapid review follows: one that runs is ended, and its time is no longer counted. What was recorded stays.',
    ...onBehalf(ground),
  ],
  hidden: () => [],
  check: () => [],
  perform: (here, filled) =>
    performOnce(
      here.room,
      bearerOf(here.request),
      recordWithdrawal,
      { ...askedIn(here), filled, conventions: conventionsOf(here.request.partnership.settings) },
      sentForm(here.request),
      () => to(here),
    ),
};

/** The forms that put on record what was done in the national system. */
export function recordRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [sending, update, withdrawal].flatMap((kind) => {
    const path = `/cases/:ref/notification/${kind.path}`;
    const show = open((here) => showForm(here, kind));
    return [
      page(path, kind.verb, 'session', show),
      post(
        path,
        kind.verb,
        'session',
        open((here) => takeForm(here, kind)),
        show,
      ),
    ];
  });
}

// What was sent already is not sent again, and what was not is neither added to nor withdrawn.
const isFor = ({ verb }: FormKind, { facts }: RecordGround) =>
  (facts.live?.state === 'sent') === (verb !== 'notification.record');

async function showForm(here: Here, kind: FormKind): Promise<WorkAnswer | null> {
  const ground = await groundOf(here, kind.verb);
  if (ground === null) return null;
  if (!isFor(kind, ground)) return { seeOther: to(here) };
  return formAnswer(here, ground, kind, { problems: [], refusal: null });
}

interface Wrong {
  readonly problems: readonly Problem[];
  readonly refusal: Refusal | null;
}

function formAnswer(
  here: Here,
  ground: RecordGround,
  kind: FormKind,
  { problems, refusal }: Wrong,
): WorkAnswer {
  const { request } = here;
  const { headed } = ground.facts.file;
  const section = kind.section(here, ground);
  const back = notificationOf(headed.reference);
  const isOver = !isFor(kind, ground);
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: placeOf(refusal) }]),
    ...problemLinks(section, problems),
  ];
  const { header, frame } = caseParts(here, headed, 'notification', section.title, back, errors);
  const body = formPage(frame, {
    header,
    heading: section.title,
    lead: kind.lead(ground),
    receipt: isOver || kind === withdrawal ? null : `${back.href}/receipt?for=${kind.path}`,
    action: request.path.split('?', 1)[0] ?? request.path,
    formToken: request.formToken,
    formKey: formKey(request.form),
    hidden: freshHidden(kind.hidden(here, ground), ground, refusal),
    fields: presentFields(section, valuesOf(here, ground, kind), problems),
    button: isOver ? '' : kind.button,
    back: back.href,
    meanwhile: meanwhileOf(ground, kind, isOver, refusal),
  });
  return { status: refusal !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

// What was typed; and before anything was, the receipt that was added for this and is named nowhere yet.
function valuesOf({ request: { form } }: Here, { facts }: RecordGround, kind: FormKind): URLSearchParams {
  const [fresh] =
    kind === withdrawal || [...form.keys()].length > 0
      ? []
      : facts.live === null
        ? []
        : receiptsUnnamed(facts.live, facts.documents);
  return fresh === undefined ? form : new URLSearchParams({ receipt: fresh.id });
}

// Whoever was told that a day was changed meanwhile has seen it with this page, and sends against what stands now.
function freshHidden(hidden: ReturnType<FormKind['hidden']>, ground: RecordGround, refusal: Refusal | null) {
  if (refusal?.refused !== 'changed-elsewhere') return hidden;
  const kinds = { 'shown-panel': 'panel-notified', 'shown-told': 'partnership-told' } as const;
  return hidden.map(({ name, value }) => ({
    name,
    value:
      name === 'shown-panel' || name === 'shown-told' ? (standingDay(ground, kinds[name])?.id ?? '') : value,
  }));
}

// The field that a refusal is about, so that the summary leads there.
function placeOf({ refused }: Refusal): string | null {
  if (refused === 'reference-used') return '#reference-1';
  if (refused === 'late-reason-missing') return '#late-reason';
  if (refused === 'days-out-of-order') return null;
  return refused === 'day-to-come' || refused === 'day-before-incident' ? '#sent-day' : null;
}

function meanwhileOf(ground: RecordGround, kind: FormKind, isOver: boolean, refusal: Refusal | null) {
  const { live } = ground.facts;
  const row = (label: string, text: string): ShownRow => ({
    label,
    day: null,
    lines: text === '' ? [] : [text],
  });
  const sent = live?.sent ?? null;
  if (isOver && kind.verb === 'notification.record' && live !== null && sent !== null)
    return {
      text: 'This was recorded while you had the form open. What stands is below; nothing of it was changed, and what you typed is still in the form.',
      rows: [
        row('Reference', live.references.join(', ')),
        row('Sent', `${sentWords(sent.sentAt)}, by ${sent.sentBy}`),
        row('Recorded', `${sentWords(sent.recordedAt)}, by ${sent.recordedBy}`),
      ],
    };
  if (refusal?.refused !== 'changed-elsewhere') return null;
  const days = (['panel-notified', 'partnership-told'] as const).map((one) => {
    const found = standingDay(ground, one);
    return row(
      one === 'panel-notified' ? 'Day of sending on record' : 'Partnership told, on record',
      found === null ? '' : withoutWeekday(found.day),
    );
  });
  return {
    text: 'Somebody else has recorded or corrected a day meanwhile. What stands now is below; sending the form again is held against it.',
    rows: days,
  };
}

async function takeForm(here: Here, kind: FormKind): Promise<WorkAnswer | null> {
  const { request } = here;
  const ground = await groundOf(here, kind.verb);
  if (ground === null) return null;
  const section = kind.section(here, ground);
  const { filled, problems } = validate(section, request.form, { today: request.today, answers: {} });
  const all = [
    ...problems,
    ...kind
      .check(filled, ground)
      .filter(({ question }) => !problems.some((one) => one.question === question)),
  ];
  if (all.length > 0) return formAnswer(here, ground, kind, { problems: all, refusal: null });
  const outcome = await kind.perform(here, filled);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to(here) };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  // What stands now is read anew, and what was typed is kept.
  const now = await groundOf(here, kind.verb);
  return now === null ? null : formAnswer(here, now, kind, { problems: [], refusal: outcome.refusal });
}
