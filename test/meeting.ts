import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from './casework.ts';
import type { Visitor } from './visitor.ts';

/** A partnership whose group has two seats, one with a deputy, and a quorum of both that holds decisions up. */
export interface MeetingOffice {
  readonly office: Office;
  readonly coordinator: Colleague;
  readonly chair: Colleague;
  readonly nurse: Colleague;
  readonly deputy: Colleague;
  readonly police: Colleague;
  /** Somebody here without a seat. */
  readonly stranger: Colleague;
  readonly group: string;
  /** The seats by their names. */
  readonly seats: Readonly<Record<string, string>>;
  readonly newCase: () => Promise<OpenedCase>;
  /** Sends the form of the page that goes to an address with that end. */
  readonly send: (
    browser: Visitor,
    end: string,
    answers: Readonly<Record<string, string>> | URLSearchParams,
  ) => ReturnType<Visitor['send']>;
  /** Plans a meeting and answers its address. */
  readonly plan: (browser: Visitor, day?: { day: string; month: string; year: string }) => Promise<string>;
  /** Puts cases, or an item in its own words, on the agenda. */
  readonly put: (
    browser: Visitor,
    base: string,
    cases: readonly OpenedCase[],
    title?: string,
  ) => ReturnType<Visitor['open']>;
  /** The address of the item about a case. */
  readonly itemOf: (base: string, of: OpenedCase) => Promise<string>;
}

/** What was answered, without what differs from one request to the next: the secrets of the forms. */
export const bytesOf = ({ status, html }: { readonly status: number; readonly html: string }): string =>
  `${status} ${html.replace(/(name="(?:form-token|once-key)" value=")[^"]*/g, '$1')}`;

async function send(
  browser: Visitor,
  end: string,
  answers: Readonly<Record<string, string>> | URLSearchParams,
) {
  const forms = [...browser.page.html.matchAll(/<form([^>]*)>/g)];
  const at = forms.findIndex(([, opening = '']) =>
    (/action="([^"]*)"/.exec(opening)?.[1] ?? '').endsWith(end),
  );
  assert.notEqual(at, -1, `a form that ends in ${end} on ${browser.page.path}: ${browser.page.heading}`);
  return browser.send(answers, at);
}

async function put(browser: Visitor, base: string, cases: readonly OpenedCase[], title = '') {
  await browser.open(`${base}/agenda`);
  const form = new URLSearchParams({ title, minutes: '15' });
  for (const { id } of cases) form.append('thing', `case/${id}`);
  const seen = await send(browser, '/agenda', form);
  assert.equal(seen.path, base);
  return seen;
}

/** Opens it on 23 November 2026. */
export async function openMeetingOffice(): Promise<MeetingOffice> {
  const office = await openOffice('2026-11-23');
  const coordinator = await office.person('coordinator', { name: 'Kit Example' });
  const chair = await office.person('chair', { name: 'Sam Example' });
  const nurse = await office.person('member', { name: 'Noor Example' });
  const deputy = await office.person('member', { name: 'Dee Example' });
  const police = await office.person('member', { name: 'Pat Example' });
  const stranger = await office.person('member', { name: 'Sol Example' });
  const { rows } = await sql<{ id: string }>`
    select id from app.review_group where partnership_id = ${office.id} and kind = 'main'`.execute(
    office.owner,
  );
  const group = rows[0]?.id ?? '';
  const seats: Record<string, string> = {};
  const seat = async (name: string, ...people: readonly Colleague[]) => {
    const made = await sql<{ id: string }>`
      insert into app.review_group_seat (partnership_id, group_id, name, capacity)
      values (${office.id}, ${group}, ${name}, 'member') returning id`.execute(office.owner);
    seats[name] = made.rows[0]?.id ?? '';
    for (const [at, { accountId }] of people.entries())
      await sql`insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id)
        values (${office.id}, ${group}, ${seats[name]}, ${at === 0 ? 'holder' : 'deputy'}, ${accountId})`.execute(
        office.owner,
      );
  };
  await seat('Designated nurse', nurse, deputy);
  await seat('Police lead', police);
  await sql`insert into app.review_group_quorum (partnership_id, group_id, minimum, required_seats, otherwise)
    values (${office.id}, ${group}, 2, array[${seats['Designated nurse']}]::uuid[], 'block')`.execute(
    office.owner,
  );
  return {
    office,
    coordinator,
    chair,
    nurse,
    deputy,
    police,
    stranger,
    group,
    seats,
    send,
    put,
    newCase: () => office.openCase(coordinator, `Child ${crypto.randomUUID().slice(0, 8)}`),
    async plan(browser, day = { day: '23', month: '11', year: '2026' }) {
      await browser.open('/meetings/new');
      const when = { ...day, begins: '10:00', ends: '12:00', place: 'Room 2, and online' };
      const seen = await send(browser, '/meetings/new', { group, ...when });
      assert.equal(seen.status, 200);
      assert.match(seen.path, /^\/meetings\/[0-9a-f-]{36}$/);
      return seen.path;
    },
    async itemOf(base, of) {
      const found = await sql<{ id: string }>`select id from app.meeting_item
        where meeting_id = ${base.split('/')[2]}::uuid and case_id = ${of.id}`.execute(office.owner);
      return `${base}/items/${found.rows[0]?.id ?? ''}`;
    },
  };
}
