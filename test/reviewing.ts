import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { criteriaOn } from '../src/law/criteria.ts';
import { liverpoolConventions } from '../src/law/conventions.ts';
import { partnerIds } from '../src/law/outcomes.ts';
import { type Colleague, type Office, type OpenedCase, openOffice } from './casework.ts';
import type { Visitor } from './visitor.ts';

/**
 * A partnership in which rapid reviews run. Today is Monday 23 November 2026, at noon; the notification was sent on Monday 16 November, so
 * that the fifteenth working day is Monday 7 December.
 */
export interface Reviewing {
  readonly office: Office;
  readonly coordinator: Colleague;
  readonly council: string;
  readonly board: string;
  readonly force: string;
  readonly at: (path: string, who?: Colleague) => Promise<Visitor>;
  readonly newCase: (options?: { readonly notified?: boolean }) => Promise<OpenedCase>;
  /** A case with a review that runs. */
  readonly running: () => Promise<OpenedCase>;
  readonly decide: (of: OpenedCase, outcome: string) => Promise<void>;
}

/** Where the pages of a review begin. */
export const baseOf = (of: OpenedCase) => `/cases/${of.reference}/rapid-review`;

/** The boxes of a day. */
export function dayBoxes(name: string, iso: string): Readonly<Record<string, string>> {
  const on = Temporal.PlainDate.from(iso);
  return { [`${name}-day`]: `${on.day}`, [`${name}-month`]: `${on.month}`, [`${name}-year`]: `${on.year}` };
}

/** Opens a partnership in which rapid reviews run. */
export async function openReviewing(): Promise<Reviewing> {
  const office = await openOffice();
  const coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
  const council = await office.agency('Eastwick Council', 'local-authority');
  const board = await office.agency('Eastwick Board', 'integrated-care-board');
  const force = await office.agency('Eastwick Police', 'police');
  const at = async (path: string, who: Colleague = coordinator) => {
    const browser = who.browser();
    await browser.open(path);
    return browser;
  };
  let number = 0;
  const newCase: Reviewing['newCase'] = async ({ notified = true } = {}) => {
    number += 1;
    const one = await office.openCase(coordinator, `Child Rowan ${number}`);
    for (const agency of [council, board, force]) await office.involve(coordinator, one, agency);
    await fillCase(office, one, coordinator, notified);
    return one;
  };
  return {
    office,
    coordinator,
    council,
    board,
    force,
    at,
    newCase,
    async running() {
      const of = await newCase();
      const browser = await at(baseOf(of));
      await browser.send({});
      assert.equal(browser.page.status, 200, browser.page.problems.join());
      return of;
    },
    async decide(of, outcome) {
      const browser = await at(`/cases/${of.reference}/decide`);
      await browser.send(decisionForm(outcome));
      assert.equal(browser.page.status, 200, browser.page.problems.join());
    },
  };
}

async function fillCase(office: Office, one: OpenedCase, by: Colleague, notified: boolean): Promise<void> {
  await sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on)
      values (${office.id}, 'Child Rowan', 'Zorro Example', '2021-02-03') returning id)
    insert into app.case_child select ${office.id}, ${one.id}, id from child`.execute(office.owner);
  await sql`with happened as (insert into app.incident (partnership_id, earliest_day) values (${office.id}, '2026-11-10') returning id)
    insert into app.case_incident select ${office.id}, ${one.id}, id from happened`.execute(office.owner);
  const days = [['authority-aware', '2026-11-10'], ...(notified ? [['panel-notified', '2026-11-16']] : [])];
  for (const [kind, day] of days)
    await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${one.id}, ${kind}, ${day}::date, 'a letter', ${by.accountId})`.execute(
      office.owner,
    );
}

function decisionForm(outcome: string): Readonly<Record<string, string>> {
  const form: Record<string, string> = {
    ...dayBoxes('day', '2026-11-23'),
    'there-0-name': 'Ada Example',
    'there-0-agency': 'Eastwick Council',
    'there-0-capacity': 'member',
    outcome,
    reasons: 'There is more to learn together.',
  };
  for (const { id } of criteriaOn(Temporal.PlainDate.from('2026-11-23'), liverpoolConventions)?.limbs ?? []) {
    form[`limb-${id}`] = 'met';
    form[`limb-${id}-reason`] = `Because of ${id}.`;
  }
  for (const id of partnerIds) {
    form[`view-${id}`] = 'agrees';
    form[`view-${id}-reason`] = 'For the same reasons.';
  }
  return form;
}
