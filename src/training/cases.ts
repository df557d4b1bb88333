import { conventionsOf } from '../cases/clocks.ts';
import { closeCase, recordDay } from '../cases/commands.ts';
import { givePart, involveAgency, shutSomebodyOut } from '../cases/commands-access.ts';
import { openCase } from '../cases/commands-opening.ts';
import { changeFile, fileView } from '../cases/commands-people.ts';
import { baseField, baseOf, keptOf, relationField } from '../cases/people-form.ts';
import type { FileFacts } from '../cases/people.ts';
import { caseDecisions, recordDecision } from '../group/commands.ts';
import { readDecisionForm } from '../group/decision-form.ts';
import { groupName } from '../group/words.ts';
import { answer, receive } from '../intake/commands.ts';
import { criteriaOn } from '../law/criteria.ts';
import { london } from '../platform/clock/clock.ts';
import { dayBoxes, dayOf } from './days.ts';
import type { TrainingCase, TrainingDecision, TrainingReferral } from './files.ts';
import { code, judge, notify } from './notifying.ts';
import { formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import { carryOut } from './practice-review.ts';
import { gather, write } from './reviewing.ts';
import { seal } from './sealing.ts';
import type { CaseAlready, SentAlready } from './store.ts';

/** Does with a referral what the coordinator is to have done with it: nothing, acknowledged, answered, or a case opened. */
export async function takeReferral(
  office: Office,
  { becomes }: TrainingReferral,
  sent: SentAlready,
): Promise<void> {
  if (becomes === 'nothing') return;
  const { ground, sessions, coordinator } = office;
  const by = () => sessions.of(coordinator);
  if (becomes === 'received') {
    if (sent.state === 'sent') await act(ground, await by(), receive, { id: sent.id });
  } else if ('told' in becomes) {
    if (sent.state !== 'closed') await act(ground, await by(), answer, { id: sent.id, words: becomes.told });
  } else if (sent.case === null) {
    const { harm, event, agencies } = caseNamed(office, becomes.case);
    const agencyIds = office.agencies.filter(({ name }) => agencies.includes(name)).map(({ id }) => id);
    await act(ground, await by(), openCase, { referralId: sent.id, harm, event, agencyIds });
  }
}

/** The case of that name in the file. */
export function caseNamed({ files }: Pick<Office, 'files'>, id: string): TrainingCase {
  const found = files.cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the training data has no case "${id}"`);
  return found;
}

/** Brings a case to where it is to be; what it has had already is left as it is. */
export async function advance(office: Office, wanted: TrainingCase, already: CaseAlready): Promise<void> {
  if (already.closed) return;
  const { reference } = already;
  const { notifiable, notification, codes, rapidReview, review } = office.reviews[wanted.id] ?? {};
  await fillFile(office, wanted, already);
  await letIn(office, wanted, already);
  const [sent, before] = [wanted.dates.filter(isSending), wanted.dates.filter((one) => !isSending(one))];
  await recordDays(office, before, already);
  if (notifiable !== undefined) await judge(office, notifiable, reference);
  if (codes !== undefined) await code(office, codes, reference);
  // The notification opens the rapid review, so what belongs to the review comes after it, and so does the decision.
  if (notification !== undefined) await notify(office, notification, reference);
  await recordDays(office, sent, already);
  if (rapidReview !== undefined) await gather(office, rapidReview, reference);
  for (const decision of wanted.decisions.slice(already.decisions)) await decide(office, decision, reference);
  if (rapidReview !== undefined) await write(office, rapidReview, reference);
  if (rapidReview?.sealed !== undefined) await seal(office, rapidReview.sealed, reference);
  if (review !== undefined) await carryOut(office, review, reference);
  if (wanted.close !== undefined) {
    const by = await office.sessions.of(office.coordinator);
    await act(office.ground, by, closeCase, { reference, reason: wanted.close });
  }
}

const isSending = ({ kind }: TrainingCase['dates'][number]) => kind === 'rapid-review-sent';

// What the case is about, and the people around the children.
async function fillFile(office: Office, wanted: TrainingCase, already: CaseAlready): Promise<void> {
  const { ground, sessions, coordinator } = office;
  const missing = wanted.people.filter(({ name }) => !already.people.includes(name));
  if (already.summary !== '' && missing.length === 0) return;
  const by = await sessions.of(coordinator);
  const { reference } = already;
  const conventions = conventionsOf(ground.partnership.settings);
  const facts: FileFacts = await seen(office, by, fileView, { reference });
  if (already.summary === '') {
    const { harm, event, summary } = wanted;
    const sent = formFrom({
      event,
      harm,
      summary,
      [baseField]: baseOf(keptOf('summary', facts, null) ?? {}),
    });
    await act(ground, by, changeFile, { reference, form: 'summary', id: null, sent, conventions });
  }
  for (const { name, relations, note } of missing) {
    const sent = formFrom({ 'person-name': name, 'person-note': note, [baseField]: baseOf({}) });
    for (const [index, { id }] of facts.children.entries())
      sent.set(relationField(id), relations[index] ?? 'none');
    await act(ground, by, changeFile, { reference, form: 'person', id: null, sent, conventions });
  }
}

// Agencies, people with a part, and those who are shut out.
async function letIn(office: Office, wanted: TrainingCase, already: CaseAlready): Promise<void> {
  const { ground, sessions, coordinator, agencies } = office;
  const { reference } = already;
  const by = () => sessions.of(coordinator);
  for (const name of wanted.agencies.filter((one) => !already.agencies.includes(one))) {
    const agency = agencies.find((one) => one.name === name)?.id ?? '';
    await act(ground, await by(), involveAgency, { reference, sent: formFrom({ agency }) });
  }
  for (const { email, part } of wanted.parts.filter(
    (one) => !already.parts.includes(`${one.email} ${one.part}`),
  ))
    await act(ground, await by(), givePart, {
      reference,
      sent: formFrom({ who: `${accountOf(office, email)} ${part}` }),
    });
  for (const { email, reason } of wanted.exclusions.filter((one) => !already.exclusions.includes(one.email)))
    await act(ground, await by(), shutSomebodyOut, {
      reference,
      sent: formFrom({ who: accountOf(office, email), reason }),
      self: accountOf(office, coordinator),
    });
}

function accountOf({ people }: Office, email: string): string {
  const found = people.get(email);
  if (found === undefined) throw new Error(`the training data has nobody at ${email}`);
  return found.accountId;
}

async function recordDays(office: Office, dates: TrainingCase['dates'], already: CaseAlready): Promise<void> {
  const { ground, sessions, coordinator } = office;
  const { clock, partnership } = ground;
  for (const date of dates.filter(({ kind }) => !already.dates.includes(kind))) {
    const { kind, source } = date;
    const day = dayOf(clock.today(), date);
    const reason = kind === 'rapid-review-sent' ? 'answers-awaited' : 'told-late';
    const late = { reason, words: '' } as const;
    await act(ground, await sessions.of(date.by ?? coordinator), recordDay, {
      reference: already.reference,
      // Asked for only where the day is late, and dropped where it is not.
      given: { kind, day, time: null, source, reason: '', corrects: null, late },
      conventions: conventionsOf(partnership.settings),
      now: clock.now().toZonedDateTimeISO(london).toPlainDateTime(),
    });
  }
}

async function decide(office: Office, decision: TrainingDecision, reference: string): Promise<void> {
  const { ground, sessions, chair } = office;
  const { settings, names } = ground.partnership;
  const day = dayOf(ground.clock.today(), decision);
  const criteria = criteriaOn(day, settings);
  if (criteria === null) throw new Error('no edition is held for a decision of the training data');
  const sent = formFrom({
    asked: criteria.id,
    ...dayBoxes('day', day),
    outcome: decision.outcome,
    reasons: decision.reasons,
  });
  for (const [index, { name, agency, capacity }] of decision.there.entries()) {
    sent.set(`there-${index}-name`, name);
    sent.set(`there-${index}-agency`, agency);
    sent.set(`there-${index}-capacity`, capacity);
  }
  for (const { id } of criteria.limbs) {
    const { answer: given, reason } = decision.limbs[id] ?? decision.otherwise;
    sent.set(`limb-${id}`, given);
    sent.set(`limb-${id}-reason`, reason);
  }
  for (const [partner, { position, reason, dissent }] of Object.entries(decision.views)) {
    sent.set(`view-${partner}`, position);
    sent.set(`view-${partner}-reason`, reason);
    sent.set(`view-${partner}-dissent`, dissent);
  }
  const by = await sessions.of(chair);
  const { ground: before } = await seen(office, by, caseDecisions, { reference });
  await act(ground, by, recordDecision, {
    reference,
    typed: readDecisionForm(sent, criteria.limbs),
    standing: before.standing,
    conventions: settings,
    bodyNameOn: (on) => groupName(names, on),
  });
}
