import { type RawBuilder, sql } from 'kysely';
import { type Ground, type Ids, invited, today } from './canary-file.ts';
import { notifiableKept, packKept } from './canary-kept.ts';
import { address, planting, word } from './canary-plant.ts';

/** Whether it is notifiable: a record that does not stand any longer, and the one that does, with what partners think of it. */
export async function plantNotifiable({ caseId: case_id, by, put }: Ground): Promise<Ids> {
  const record = {
    case_id,
    answer: 'not',
    rapid_review: 'none',
    authority: 'other',
    other_authority: word,
    facts: notifiableKept.facts,
    applied: notifiableKept.applied,
    reasons: word,
    decided_on: today,
    decided_by: word,
    recorded_by: by,
  };
  const first = await put('notifiable_record', record);
  const second = await put('notifiable_record', { ...record, supersedes: first, why_again: word });
  for (const record_id of [first, second]) {
    await put('notifiable_answer', {
      case_id,
      record_id,
      question: 'abuse',
      ordinal: 1,
      answer: 'not',
      reason: word,
    });
    await put('notifiable_view', {
      case_id,
      record_id,
      partner: 'police',
      position: 'disagrees',
      reason: word,
      dissent: word,
      said_by: word,
      given_on: today,
      recorded_by: by,
    });
    await put('notifiable_escalation', {
      case_id,
      record_id,
      to_whom: word,
      day: today,
      outcome: word,
      recorded_by: by,
    });
  }
  return { records: first };
}

/** A notification that was sent and added to, or one that was withdrawn. */
export async function plantNotification(
  { here, caseId: case_id, by }: Ground,
  child_id: string,
  isWithdrawn: boolean,
): Promise<void> {
  const put = planting(here.marks, here.office, { kind: 'notification', of: case_id });
  const notification_id = await put('notification', {
    case_id,
    state: isWithdrawn ? 'withdrawn' : 'sent',
    answers: (mark) => ({ linked: mark }),
    begun_by: by,
  });
  const own = { case_id, notification_id };
  await put('notification_child', {
    ...own,
    child_id,
    answers: (mark) => ({ known: 'yes', 'known-to': mark }),
  });
  await put('notification_sent', {
    ...own,
    sent_at: sql`now()`,
    sent_by: word,
    on_behalf: true,
    pack: packKept,
    recorded_by: by,
  });
  await put('notification_reference', { ...own, ordinal: 1, reference: word });
  await put('notification_area', { ...own, authority: word, told_on: today, how: word, recorded_by: by });
  await put('notification_update', {
    ...own,
    sent_on: today,
    what: word,
    sent_by: word,
    on_behalf: true,
    pack: packKept,
    recorded_by: by,
  });
  if (!isWithdrawn) return;
  await put('notification_withdrawal', {
    ...own,
    found_on: today,
    reason: word,
    partners: (mark) => ({ police: { position: 'agrees', who: mark } }),
    panel_told_on: today,
    panel_told_how: word,
    on_behalf: false,
    recorded_by: by,
  });
}

/** A rapid review that was sent and answered; or, where it has ended, one of which only the reason is left to plant. */
export async function plantRapidReview(ground: Ground, hasEnded: boolean): Promise<Ids> {
  const { here, caseId: case_id, by, put } = ground;
  const review = await put('rapid_review', {
    case_id,
    opened: 'by-notification',
    opened_on: today,
    opened_at: sql`now()`,
    opened_by: by,
    script_id: sql`(select id from app.rapid_review_script where partnership_id = ${here.office.id})`,
    ...(hasEnded ? { ended_at: sql`now()`, ended_by: by, ended_why: word } : {}),
  });
  const own = { case_id, review_id: review };
  await put('rapid_review_item', {
    ...own,
    item: 'facts',
    version: 1,
    owner: word,
    state: 'in-progress',
    answers: (mark) => ({ summary: mark }),
    saved_by: by,
  });
  await put('rapid_review_item', {
    ...own,
    item: 'parallel',
    version: 1,
    state: 'not-applicable',
    reason: word,
    saved_by: by,
  });
  const entry = { ...own, recorded_by: by };
  await put('rapid_review_entry', {
    ...entry,
    kind: 'learning',
    day: today,
    answers: (mark) => ({ what: mark, action: 'nothing', shared: 'nobody' }),
  });
  const summaries = await plantSummary(ground, review);
  await plantSealed(ground, review);
  return { summaries };
}

async function plantSummary(
  { here, caseId: case_id, by, agency }: Ground,
  review_id: string,
): Promise<string> {
  const put = planting(here.marks, here.office, { kind: 'request', of: case_id, agency });
  const history = planting(here.marks, here.office, { kind: 'office', of: case_id });
  const { id, invitation_id } = await invited(here, put, 'agency-request');
  await put('agency_summary', {
    id,
    case_id,
    review_id,
    agency_id: agency,
    person: word,
    email: address,
    about: word,
    due_on: today,
    invitation_id,
    asked_by: by,
    state: 'known',
    answered_at: sql`now()`,
    answer_name: word,
    answer_job: word,
    is_secured: true,
  });
  await put('agency_summary_answer', {
    summary_id: id,
    case_id,
    answers: (mark) => ({ summary: mark }),
    sent_at: sql`now()`,
  });
  await history('agency_summary_step', {
    case_id,
    summary_id: id,
    kind: 'escalated',
    to_whom: word,
    words: word,
    taken_by: by,
  });
  return id;
}

// Frozen, signed by one partner who disagrees, sent without the others, and answered by the Panel and to it.
async function plantSealed({ here, caseId: case_id, by, put }: Ground, review_id: string): Promise<void> {
  const content = JSON.stringify({
    reference: '',
    pseudonym: '',
    partnership: '',
    body: [
      {
        item: 'facts',
        number: 4,
        title: 'Facts',
        parts: [
          {
            kind: 'text',
            paragraphs: [
              here.marks({
                kind: 'case',
                partnershipId: here.office.id,
                of: case_id,
                field: 'rapid_review_version.content',
              }),
            ],
          },
        ],
      },
    ],
  });
  const stored: RawBuilder<unknown> = sql`${content}::jsonb`;
  const version_id = await put('rapid_review_version', {
    case_id,
    review_id,
    number: 1,
    content: stored,
    hash: sql`sha256(convert_to((${stored})::text, 'UTF8'))`,
    frozen_by: by,
  });
  await put('rapid_review_signature', {
    case_id,
    version_id,
    partner: 'police',
    position: 'disagrees',
    words: word,
    job: word,
    signed_by: by,
  });
  await put('rapid_review_sending', {
    case_id,
    version_id,
    day: today,
    time: '09:00',
    words: word,
    unsigned_why: word,
    recorded_by: by,
  });
  const asked = await put('rapid_review_reply', {
    case_id,
    review_id,
    kind: 'panel',
    position: 'asks',
    day: today,
    words: word,
    recorded_by: by,
  });
  await put('rapid_review_reply', {
    case_id,
    review_id,
    kind: 'partners',
    position: 'answered',
    answers_to: asked,
    day: today,
    words: word,
    recorded_by: by,
  });
}
