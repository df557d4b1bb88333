import { sql } from 'kysely';
import { invited, today } from './canary-file.ts';
import { documentKept } from './canary-kept.ts';
import type { Staff } from './canary-office.ts';
import { address, planting, word } from './canary-plant.ts';

/** What was asked and said about a referral of which no case was made: by coordinators, by its referrer, and by the lead who endorses it. */
export async function plantReferral(here: Staff, referral_id: string): Promise<void> {
  const { office, marks, coordinator } = here;
  const by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'referral', of: referral_id });
  await put('referral_question', {
    referral_id,
    seq: 1,
    words: word,
    asked_by: by,
    answer: word,
    answered_at: sql`now()`,
  });
  await put('referral_step', {
    referral_id,
    kind: 'declined',
    code: 'not-here',
    reasons: word,
    for_partnership: word,
    taken_by: by,
  });
  await put('referral_step', {
    referral_id,
    kind: 'reconsidered',
    reasons: word,
    told: word,
    told_at: sql`now()`,
    taken_by: by,
  });
  const { invitation_id } = await invited(here, put, 'endorse');
  await put('endorsement', {
    referral_id,
    invitation_id,
    email: address,
    answer: 'change',
    words: word,
    name: word,
    job: word,
    answered_at: sql`now()`,
  });
  await put('safety_action', { referral_id, what: word, by_whom: word, day: today, recorded_by: by });
  const { rows } = await sql<{ id: string }>`
    insert into app.data_key (partnership_id, referral_id, wrapped)
    values (${office.id}, ${referral_id}, decode(repeat('00', 61), 'hex')) returning id`.execute(
    office.owner,
  );
  await put('file', { ...documentKept, referral_id, key_id: rows[0]?.id ?? '', number: 1 });
  const kept = [
    {
      where: 'A row',
      stands: marks({
        kind: 'referral',
        partnershipId: office.id,
        of: referral_id,
        field: 'referral.not_read',
      }),
      why: 'It could not be read.',
    },
  ];
  await sql`update app.referral set came_by = 'word', not_read = ${JSON.stringify(kept)}::jsonb where id = ${referral_id}`.execute(
    office.owner,
  );
}

/** What is the partnership's own and about no case: a day off, a day script, words of its mails, a note on an agency, a calendar's address. */
export async function plantHouse(
  here: Staff,
  agency: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { office, marks, coordinator } = here;
  const by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'house', of: '' });
  const administers = planting(marks, office, { kind: 'wording', of: '' });
  const own = planting(marks, office, { kind: 'own', of: by });
  await sql`update app.agency set note = ${marks({ kind: 'house', partnershipId: office.id, of: '', field: 'agency.note' })} where id = ${agency}`.execute(
    office.owner,
  );
  const day = { name: word, source: word, effect: 'day-off', added_by: by };
  const holiday = await put('bank_holiday', { ...day, day: sql`ctx.today() + 40` });
  await put('bank_holiday', {
    ...day,
    day: sql`ctx.today() + 41`,
    withdrawn_by: by,
    withdrawn_at: sql`now()`,
    withdrawn_why: word,
  });
  await put('rapid_review_script', {
    number: 1,
    source: word,
    steps: (mark) => sql`${JSON.stringify([{ name: mark, from: 1, until: 15, done: 'sent' }])}::jsonb`,
    set_by: by,
  });
  await put('reminder_ladder', { family: 'review', from_day: sql`ctx.today()`, reason: word, set_by: by });
  await administers('mail_wording', {
    kind: 'referral-outcome',
    version: 1,
    subject: word,
    body: (mark) => `${mark} {{address}}`,
    written_by: by,
  });
  const feed = await own('calendar_feed', {
    account_id: by,
    hash: sql`sha256(convert_to(${office.id}, 'UTF8'))`,
    label: word,
  });
  return { 'bank-holidays': [holiday], addresses: [feed] };
}
