import { sql } from 'kysely';
import { documentKept } from './canary-kept.ts';
import type { Staff } from './canary-office.ts';
import { address, type Plant, planting, word } from './canary-plant.ts';

/** A case in which everything is planted: whose it is, who records, and the agency that has to do with it. */
export interface Ground {
  readonly here: Staff;
  readonly caseId: string;
  readonly by: string;
  /** The agency whose own papers, requests and summaries are in the case. */
  readonly agency: string;
  /** Plants a word of the case, for whoever sees the case. */
  readonly put: Plant;
}

/** The identifiers by which the pages of what was planted are asked for, by the part of the address before them. */
export type Ids = Readonly<Record<string, string>>;

export const today = sql`ctx.today()`;

/** The ground of one case. */
export const groundOf = (here: Staff, caseId: string, agency: string): Ground => ({
  here,
  caseId,
  agency,
  by: here.coordinator.accountId,
  put: planting(here.marks, here.office, { kind: 'case', of: caseId }),
});

/** What was done at once, what two records are to each other, and the clocks that somebody changed. */
export async function plantFile({ here, caseId: case_id, by, put }: Ground, referral: string): Promise<void> {
  const first = { case_id, what: word, by_whom: word, day: today, recorded_by: by };
  const corrected = await put('safety_action', first);
  await put('safety_action', { ...first, corrects: corrected, reason: word });
  const alike = planting(here.marks, here.office, { kind: 'referral', of: case_id });
  await alike('alike_verdict', {
    referral_id: referral,
    case_id,
    verdict: 'different',
    reason: word,
    basis: '0'.repeat(64),
    said_by: by,
  });
  // The clock of the rapid review runs from this day.
  await put('case_date', { case_id, kind: 'panel-notified', day: today, source: word, recorded_by: by });
  await put('case_clock', { case_id, rule: 'RR-01', starts_on: today, due_on: today });
  await put('case_clock_change', {
    case_id,
    rule: 'RR-01',
    kind: 'extended',
    day: today,
    authority_name: word,
    authority_capacity: word,
    authorised_on: today,
    reason: word,
    recorded_by: by,
  });
}

/** A document for everybody, one for the office, one of an agency, and one that was withdrawn; the first was let through unchecked. */
export async function plantDocuments(ground: Ground, asksForWithdrawn: boolean): Promise<Ids> {
  const { here, caseId: case_id, by, agency } = ground;
  const { rows } = await sql<{ id: string }>`
    insert into app.data_key (partnership_id, case_id, wrapped)
    values (${here.office.id}, ${case_id}, decode(repeat('00', 61), 'hex')) returning id`.execute(
    here.office.owner,
  );
  const key = rows[0]?.id ?? '';
  const one = async (kind: 'case' | 'office' | 'request', number: number, more: Record<string, string>) => {
    const put = planting(here.marks, here.office, {
      kind,
      of: case_id,
      ...(kind === 'request' ? { agency } : {}),
    });
    const seen = { case: 'everybody', office: 'office', request: 'agency' }[kind];
    const document = await put('document', {
      case_id,
      number,
      title: word,
      classification: 'official',
      seen_by: seen,
      added_by: by,
      ...(kind === 'request' ? { agency_id: agency } : {}),
      ...('withdrawn' in more ? { withdrawn_by: by, withdrawn_at: sql`now()`, withdrawn_why: word } : {}),
    });
    const file = await put('file', {
      ...documentKept,
      case_id,
      document_id: document,
      key_id: key,
      number: 1,
    });
    return { document, file };
  };
  const all = await one('case', 1, {});
  await one('office', 2, {});
  await one('request', 3, {});
  const withdrawn = await one('case', 4, { withdrawn: 'yes' });
  const release = planting(here.marks, here.office, { kind: 'release', of: case_id });
  await release('file_release', { file_id: all.file, released_by: by, reason: word });
  return { documents: (asksForWithdrawn ? withdrawn : all).document, files: all.file };
}

/** An agency that was asked what it knows, was reminded, and answered; with the link that it was sent. */
export async function plantRequest({ here, caseId: case_id, by, agency }: Ground): Promise<Ids> {
  const put = planting(here.marks, here.office, { kind: 'request', of: case_id, agency });
  const history = planting(here.marks, here.office, { kind: 'office', of: case_id });
  const { invitation_id, id } = await invited(here, put, 'agency-request');
  const request = await put('agency_request', {
    id,
    case_id,
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
  });
  await put('agency_answer', {
    request_id: request,
    case_id,
    answers: (mark) => ({ summary: mark }),
    sent_at: sql`now()`,
  });
  await history('agency_request_step', {
    case_id,
    request_id: request,
    kind: 'escalated',
    to_whom: word,
    words: word,
    taken_by: by,
  });
  return { requests: request };
}

/** A link for somebody without an account, and the identifier of what it is for. */
export async function invited(
  { office }: Staff,
  put: Plant,
  purpose: 'agency-request' | 'endorse',
): Promise<{ readonly id: string; readonly invitation_id: string }> {
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(office.owner);
  const id = rows[0]?.id ?? '';
  const invitation_id = await put('invitation', {
    purpose,
    email: address,
    subject_id: id,
    expires_at: sql`now() + interval '14 days'`,
  });
  return { id, invitation_id };
}
