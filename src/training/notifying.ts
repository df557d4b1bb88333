import type { Bearer } from '../acts/command.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { formOf, type Problem, validate } from '../intake/answers.ts';
import type { Filled } from '../intake/question.ts';
import { caseNotifiable, escalate, giveView, recordNotifiable } from '../notifiable/commands.ts';
import { emptyForm, readForm } from '../notifiable/form.ts';
import type { Ground as Known } from '../notifiable/ground.ts';
import { questions } from '../notifiable/questions.ts';
import { readEscalationForm, readViewForm } from '../notifiable/view-form.ts';
import { codesBase, tickedIn } from '../notification/codes.ts';
import { packView, recordSent, writeDraft } from '../notification/commands.ts';
import { codesView, setCodes } from '../notification/commands-codes.ts';
import { baseOf, type DraftPlace, pageOf } from '../notification/draft.ts';
import { packOf } from '../notification/pack.ts';
import { areasIn, sendingSection, sentMoment } from '../notification/record-form.ts';
import { dueFor, isReviewAsked, type RecordGround, standingDay } from '../notification/record.ts';
import { london } from '../platform/clock/clock.ts';
import { dayBoxes, dayOf } from './days.ts';
import { formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import type { Boxes, TrainingNotifiable, TrainingNotification } from './reviews-file.ts';

/** Records whether a case is notifiable, what the partners think of it and where a disagreement was taken, as far as it is not on record. */
export async function judge(office: Office, wanted: TrainingNotifiable, reference: string): Promise<void> {
  const { ground, sessions, coordinator } = office;
  const today = ground.clock.today();
  const by = await sessions.of(coordinator);
  const { record, ground: known } = await seen(office, by, caseNotifiable, { reference, id: null });
  const recordId = record?.id ?? (await recordAnswer(office, wanted, reference, known));
  const said = new Set(record?.views.map(({ partner }) => partner));
  for (const view of wanted.views.filter(({ partner }) => !said.has(partner))) {
    const { partner, position, reason, dissent } = view;
    const boxes = { partner, position, 'view-reason': reason, dissent };
    const typed = readViewForm(formFrom({ ...boxes, ...dayBoxes('given', dayOf(today, view)) }));
    await act(ground, await sessions.of(view.by), giveView, { reference, recordId, typed, delegate: true });
  }
  for (const one of wanted.escalations.slice(record?.escalations.length)) {
    const boxes = { 'to-whom': one.toWhom, outcome: one.outcome };
    const typed = readEscalationForm(formFrom({ ...boxes, ...dayBoxes('escalated', dayOf(today, one)) }));
    await act(ground, await sessions.of(wanted.by), escalate, { reference, recordId, typed });
  }
}

// The form begins with what the case file knows; only the rest is in the training data.
async function recordAnswer(
  { ground, sessions }: Office,
  wanted: TrainingNotifiable,
  reference: string,
  known: Known,
): Promise<string> {
  const { authorityCode: homeCode, settings } = ground.partnership;
  const today = ground.clock.today();
  const first = emptyForm(known, homeCode, today);
  const begun = questions.map(({ id, field }) => [field, first.answers[id]?.answer ?? ''] as const);
  const again = wanted.lookAgainInDays;
  const sent = formFrom({
    ...Object.fromEntries(begun),
    age: first.answers.age?.answer ?? '',
    ...wanted.answers,
    judged: wanted.judged,
    reasons: wanted.reasons,
    ...dayBoxes('decided', dayOf(today, wanted)),
    ...(again === undefined ? {} : dayBoxes('look-again', today.add({ days: again }))),
  });
  return act(ground, await sessions.of(wanted.by), recordNotifiable, {
    reference,
    typed: readForm(sent, today),
    standing: null,
    homeCode,
    base: `/cases/${reference}`,
    conventions: conventionsOf(settings),
    decidesThemselves: true,
  });
}

/** Puts the notification together, and records that it was sent where it was. */
export async function notify(office: Office, wanted: TrainingNotification, reference: string): Promise<void> {
  const { ground, sessions } = office;
  const by = await sessions.of(wanted.by);
  const asked = { reference, authority: ground.partnership.authorityName };
  const found = await seen(office, by, packView, asked);
  const { live, file } = found.facts;
  for (const [part, boxes] of Object.entries(wanted.parts)) {
    const isThere = Object.keys(boxes).some((id) => live?.answers[id] !== undefined);
    // The keys are those of the schema.
    if (!isThere) await draft(office, by, found, { kind: 'part', part: part as Part }, boxes);
  }
  for (const [index, boxes] of wanted.children.entries()) {
    const id = file.children[index]?.id ?? '';
    const isThere = live?.children.some(
      ({ childId, answers }) => childId === id && Object.keys(answers).length > 0,
    );
    if (isThere !== true) await draft(office, by, found, { kind: 'child', id }, boxes);
  }
  if (wanted.sent !== undefined && live?.state !== 'sent') await send(office, by, wanted.sent, found);
}

type Part = (DraftPlace & { readonly kind: 'part' })['part'];

// A child's page begins with what the file and the referral say of the child.
async function draft(
  { ground }: Office,
  by: Bearer,
  { facts }: RecordGround,
  place: DraftPlace,
  boxes: Boxes,
): Promise<void> {
  const page = pageOf(facts, place, ground.clock.today());
  if (page === null) throw new Error('a page of a notification is not there');
  await act(ground, by, writeDraft, {
    reference: facts.file.headed.reference,
    authority: ground.partnership.authorityName,
    place,
    sent: formOf(page.section, { ...page.kept, ...boxes }),
    base: baseOf(page.kept),
  });
}

async function send(
  { ground }: Office,
  by: Bearer,
  wanted: NonNullable<TrainingNotification['sent']>,
  found: RecordGround,
): Promise<void> {
  const { clock, partnership } = ground;
  const filled = filledSending(found, wanted, clock.today());
  const at = sentMoment(filled);
  if ('question' in at) throw new Error(`the training data does not fit: ${at.text}`);
  await act(ground, by, recordSent, {
    reference: found.facts.file.headed.reference,
    authority: partnership.authorityName,
    filled,
    at,
    shown: {
      panel: standingDay(found, 'panel-notified')?.id ?? '',
      told: standingDay(found, 'partnership-told')?.id ?? '',
    },
    conventions: conventionsOf(partnership.settings),
    now: clock.now().toZonedDateTimeISO(london).toPlainDateTime(),
  });
}

function filledSending(
  ground: RecordGround,
  { told, late, boxes, time, ...when }: NonNullable<TrainingNotification['sent']>,
  today: Temporal.PlainDate,
): Filled {
  const pack = packOf(ground.facts, { today, mayDraft: false, mayChange: false });
  const section = sendingSection({
    forms: pack.forms.map(({ title }) => title),
    documents: [],
    told: standingDay(ground, 'partnership-told')?.day ?? null,
    sendDue: dueFor(ground, 'panel-notified'),
    tellDue: dueFor(ground, 'partnership-told'),
    today,
    twice: false,
    undecided: isReviewAsked(ground),
  });
  const form = formFrom({
    ...boxes,
    ...dayBoxes('sent', dayOf(today, when)),
    'sent-time': time,
    ...(late === undefined ? {} : { 'late-reason': late.reason, 'late-words': late.words }),
    ...(told === undefined
      ? {}
      : { ...dayBoxes('told', dayOf(today, told)), 'told-how': told.how, 'told-time': told.time }),
  });
  const { filled, problems } = validate(section, form, { today, answers: {} });
  fits([...problems, ...areasIn(filled).problems]);
  return filled;
}

function fits([problem]: readonly Problem[]): void {
  if (problem !== undefined) throw new Error(`the training data does not fit: ${problem.text}`);
}

/** Sets the codes of a case, where none is set yet. */
export async function code(
  office: Office,
  codes: Readonly<Record<string, readonly string[]>>,
  reference: string,
): Promise<void> {
  const by = await office.sessions.of(office.coordinator);
  const found = await seen(office, by, codesView, { reference });
  if (found.codes.length > 0) return;
  const ticked = tickedIn(formFrom(codes));
  if (ticked.length < Object.values(codes).flat().length)
    throw new Error('the training data names a code that the codebook does not have');
  await act(office.ground, by, setCodes, { reference, ticked, base: codesBase(found) });
}
