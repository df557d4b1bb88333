import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { formOf } from '../intake/answers.ts';
import type { Filled, Section } from '../intake/question.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { answerSections } from './questions.ts';

let office: Office;
let coordinator: Colleague;
let hospital: string;
let school: string;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  coordinator = await office.person('coordinator');
  hospital = await office.agency('Eastwick Hospitals');
  school = await office.agency('Alder Road School', 'education');
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

const somebody = () => visitor(office.world, office.host);
const codeOn = ({ page }: Visitor) =>
  /app-people__code">([0-9 ]+)</.exec(page.html)?.[1]?.replace(' ', '') ?? '';
const linkOn = ({ page }: Visitor) => /\/link\/([0-9A-Z]{24})/.exec(page.html)?.[1] ?? '';
const withoutToken = (html: string) => html.replace(/name="form-token" value="[^"]*"/g, '');

let number = 0;
/** A case in which both agencies are involved, with a child of a name that nothing else has. */
async function opened(): Promise<OpenedCase> {
  number += 1;
  const one = await office.openCase(coordinator, `Child Linden ${number}`);
  await office.involve(coordinator, one, hospital);
  await office.involve(coordinator, one, school);
  await sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on)
      values (${office.id}, 'the child', 'Zorro Example', '2021-02-03') returning id)
    insert into app.case_child select ${office.id}, ${one.id}, id from child`.execute(office.owner);
  return one;
}

/** A request to the hospital: where it stands, with the link and the code that the coordinator passes on. */
async function asked(of: OpenedCase, agency = hospital) {
  const staff = coordinator.browser();
  await staff.open(`/cases/${of.reference}/requests/ask`);
  await assertGoodHtml(staff.page.html);
  const about = /name="about"[^>]*>([^<]*)</.exec(staff.page.html)?.[1] ?? '';
  await staff.send({ agency, person: 'Robin Example', email: 'robin@example.org', about, days: '5' });
  assert.match(staff.page.path, /\/requests\/[0-9a-f-]{36}$/, staff.page.problems.join());
  const at = staff.page.path;
  const code = codeOn(staff);
  await staff.send({}, 0);
  return { staff, at, code, link: linkOn(staff), id: at.split('/').at(-1) ?? '' };
}

async function answerer(link: string, code: string) {
  const one = somebody();
  await one.open(`/link/${link}`);
  await one.send({ code });
  return one;
}

const filled = (section: Section, mark: string): Filled =>
  Object.fromEntries(
    section.questions.map(({ id, kind, options }) => [
      id,
      kind === 'date'
        ? '2025-03-04'
        : kind === 'choice'
          ? (options?.[0]?.value ?? '')
          : kind === 'telephone'
            ? '01632 960123'
            : `${mark} ${id}`,
    ]),
  );

async function fillIn(one: Visitor, mark: string) {
  const start = one.page.path;
  for (const section of answerSections) {
    await one.open(`${start}/part/${section.id}`);
    await assertGoodHtml(one.page.html);
    await one.send(formOf(section, filled(section, mark)));
    assert.equal(one.page.path, start, one.page.problems.join());
  }
}

describe('an agency that is asked', () => {
  it('answers part by part by link and code, and coordinator, chair and the agency itself read it', async () => {
    const of = await opened();
    const { staff, at, code, link } = await asked(of);
    await assertGoodHtml(staff.page.html);
    const one = await answerer(link, code);
    assert.match(one.page.heading, /What does Eastwick Hospitals know of this family\?/);
    await assertGoodHtml(one.page.html);
    assert.match(wordsOf(one.page.html), /Zorro Example, born 3 February 2021/);
    assert.match(
      wordsOf(one.page.html),
      /Monday 30 November 2026/,
      'five working days from Monday 23 November',
    );
    assert.doesNotMatch(one.page.html, new RegExp(`${of.reference}|${of.pseudonym}`));
    const start = one.page.path;
    await one.open(`${start}/check`);
    await one.send({});
    assert.equal(one.page.status, 400);
    await assertGoodHtml(one.page.html);
    await one.open(start);
    await fillIn(one, 'Rowan');
    await staff.open(at);
    assert.doesNotMatch(staff.page.html, /Rowan/, 'a draft is nobody else’s');
    const again = await answerer(link, code);
    await again.open(`${start}/part/summary`);
    assert.match(again.page.html, /Rowan summary/, 'it comes back by the link');
    await again.open(`${start}/check`);
    await assertGoodHtml(again.page.html);
    await again.send({});
    assert.equal(again.page.path, '/answered');
    assert.equal((await somebody().open(`/link/${link}`)).status, 404);
    assert.equal((await one.open(start)).status, 400, 'nothing is left open');

    await staff.open(`/cases/${of.reference}/requests`);
    assert.equal(staff.page.heading, '1 of 1 agency has answered');
    await assertGoodHtml(staff.page.html);
    await staff.open(at);
    await assertGoodHtml(staff.page.html);
    assert.match(wordsOf(staff.page.html), /Rowan name, Rowan job, answered on Mon 23 November 2026/);
    assert.match(wordsOf(staff.page.html), /Rowan summary.*Rowan good/);
    const readers = [await office.person('chair'), await office.person('member', { agency: hospital })];
    for (const reader of readers) {
      const browser = reader.browser();
      await browser.open(at);
      assert.match(wordsOf(browser.page.html), /Rowan summary/, reader.name);
      await assertGoodHtml(browser.page.html);
    }
  });

  it('says with one button that it does not know them, and drafts go', async () => {
    const of = await opened();
    const { staff, at, code, link, id } = await asked(of);
    const one = await answerer(link, code);
    const start = one.page.path;
    await one.open(`${start}/part/summary`);
    await one.send({ summary: 'A draft', later: 'yes' });
    await one.send({}, 0);
    assert.deepEqual(one.page.problems, ['Enter your name', 'Enter your job']);
    await assertGoodHtml(one.page.html);
    await one.send({ name: 'Robin Example', job: 'Records' }, 0);
    assert.equal(one.page.path, '/answered');
    await staff.open(at);
    assert.match(wordsOf(staff.page.html), /Does not know the family.*said on Mon 23 November 2026/);
    const { rows } = await sql<{ answers: unknown }>`
      select answers from app.agency_answer where request_id = ${id}::uuid`.execute(office.owner);
    assert.deepEqual(rows, [{ answers: {} }]);
  });

  it('is told where two windows of it differ, and keeps both', async () => {
    const { code, link } = await asked(await opened());
    const one = await answerer(link, code);
    const start = one.page.path;
    const two = await answerer(link, code);
    await one.open(`${start}/part/summary`);
    await two.open(`${start}/part/summary`);
    await one.send({ summary: 'First' });
    await two.send({ summary: 'Second' });
    assert.equal(two.page.status, 409);
    assert.match(wordsOf(two.page.html), /Saved in the other window.*First.*Second/);
    await assertGoodHtml(two.page.html);
    await two.send({ summary: 'Second' });
    assert.equal(two.page.path, start);
  });

  it('cannot end before it begins', async () => {
    const { code, link } = await asked(await opened());
    const one = await answerer(link, code);
    await one.open(`${one.page.path}/part/involvement`);
    const [section] = answerSections;
    assert.ok(section !== undefined);
    await one.send(formOf(section, { 'known-from': '2025-03-04', 'known-until': '2025-03-03', still: 'no' }));
    assert.deepEqual(one.page.problems, ['The last day must not be before the first']);
  });
});

describe('a coordinator', () => {
  it('asks once and by good answers only', async () => {
    const of = await opened();
    const staff = coordinator.browser();
    const ask = `/cases/${of.reference}/requests/ask`;
    await staff.open(ask);
    await staff.send({ agency: hospital, person: '', email: 'no', about: '', days: '0' });
    assert.equal(staff.page.status, 400);
    await assertGoodHtml(staff.page.html);
    assert.deepEqual(staff.page.problems, [
      'Enter who answers',
      'Their e-mail address must look like name@example.org',
      'Write whom you ask about',
      'The number of working days must be from 1 to 60',
    ]);
    const good = { agency: hospital, person: 'Robin', email: 'robin@example.org', about: 'Zorro', days: '5' };
    await staff.open(ask);
    const two = coordinator.browser();
    await two.open(ask);
    await staff.send(good);
    await two.send(good);
    assert.equal(two.page.status, 409);
    assert.deepEqual(two.page.problems, [
      'Eastwick Hospitals has been asked already, and has not answered yet.',
    ]);
    assert.match(two.page.html, />Zorro</, 'what was typed is kept');
    await staff.open(ask);
    assert.doesNotMatch(staff.page.html, /Eastwick Hospitals/);
    const stranger = await office.agency(`Elsewhere ${number}`);
    await staff.send({ ...good, agency: stranger });
    assert.equal(staff.page.status, 400);
  });

  it('sends it again to somebody else, takes it further, and takes it back: each leaves a step', async () => {
    const of = await opened();
    const { staff, at, code, link, id } = await asked(of);
    const one = await answerer(link, code);
    await one.open(`${one.page.path}/part/summary`);
    await one.send({ summary: 'A draft', later: 'yes' });
    await staff.open(`${at}/send-again`);
    await assertGoodHtml(staff.page.html);
    await staff.send({ person: 'Kim Example', email: 'kim@example.org' });
    assert.equal(staff.page.path, at);
    const fresh = codeOn(staff);
    assert.notEqual(fresh, code);
    assert.equal((await one.open(one.page.path)).status, 400, 'what was open is shut');
    await staff.send({}, 0);
    const two = await answerer(linkOn(staff), fresh);
    await two.open(`${two.page.path}/part/summary`);
    assert.match(two.page.html, /A draft/);
    await staff.open(`${at}/escalate`);
    await staff.send({ whom: '', words: '' });
    assert.equal(staff.page.status, 400);
    await assertGoodHtml(staff.page.html);
    await staff.send({ whom: 'the safeguarding lead', words: 'They will answer by Friday.' });
    assert.match(
      wordsOf(staff.page.html),
      /Taken further, to the safeguarding lead.*They will answer by Friday\./,
    );
    await assertGoodHtml(staff.page.html);
    const slow = coordinator.browser();
    await slow.open(`${at}/escalate`);
    await staff.open(`${at}/withdraw`);
    await staff.send({ words: 'Not needed.' });
    assert.match(wordsOf(staff.page.html), /Taken back/);
    assert.equal((await two.open(two.page.path)).status, 400);
    await slow.send({ whom: 'somebody', words: 'Too late' });
    assert.equal(slow.page.status, 409);
    assert.deepEqual(slow.page.problems, ['This request has been answered or taken back already.']);
    assert.match(slow.page.html, /Too late/);
    const late = coordinator.browser();
    await late.open(`${at}/escalate`);
    assert.equal(late.page.path, at, 'nobody chases what is over');
    const { rows } = await sql<{ kind: string }>`
      select kind from app.agency_request_step where request_id = ${id}::uuid order by taken_at`.execute(
      office.owner,
    );
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['sent-again', 'escalated', 'withdrawn'],
    );
  });

  it('sees on the first page what is due from whom, late by working days', async () => {
    const of = await opened();
    const { id } = await asked(of);
    await sql`update app.agency_request set due_on = '2026-11-19' where id = ${id}::uuid`.execute(
      office.owner,
    );
    const staff = coordinator.browser();
    await staff.open('/work');
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      new RegExp(
        `Late .*Say what is known of the family ${of.reference} Eastwick Hospitals.*2 working days late`,
      ),
    );
    await staff.open(`/cases/${of.reference}/requests`);
    assert.equal(staff.page.heading, '0 of 1 agency has answered, 1 late');
  });
});

describe('those who are not asked', () => {
  it('see nothing of it: another agency’s people its own request only, others on the case and whoever is excluded nothing', async () => {
    const of = await opened();
    const { at } = await asked(of);
    const teacher = await office.person('member', { agency: school });
    const reviewer = await office.person('reviewer');
    await office.name(coordinator, of, reviewer, 'reviewer');
    const shut = await office.person('coordinator');
    await office.exclude(coordinator, of, shut);
    const nowhere = at.replace(of.reference, 'EASP-2026-9999');
    for (const who of [teacher, reviewer, shut]) {
      const browser = who.browser();
      const seen = await browser.open(at);
      const none = await browser.open(nowhere);
      assert.deepEqual([seen.status, none.status], [404, 404], who.name);
      assert.equal(withoutToken(seen.html), withoutToken(none.html), who.name);
    }
    const own = teacher.browser();
    await own.open(`/cases/${of.reference}/requests`);
    assert.equal(own.page.heading, 'No agency has been asked');
    assert.match(wordsOf(own.page.html), /your own agency/);
    for (const ref of [of.reference, 'EASP-2026-9999'])
      assert.equal((await shut.browser().open(`/cases/${ref}/requests`)).status, 404);
    await transactionOf(office.app, shut.token, async (tx) => {
      for (const table of ['agency_request', 'agency_request_step', 'agency_answer']) {
        const { rows } =
          await sql`select 1 from ${sql.table(`app.${table}`)} where case_id = ${of.id}::uuid`.execute(tx);
        assert.deepEqual(rows, [], table);
      }
    });
    await assert.rejects(
      transactionOf(office.app, shut.token, (tx) =>
        sql`select ctx.chase_agency(${at.split('/').at(-1) ?? ''}::uuid, 'withdrawn', '', '', '')`.execute(
          tx,
        ),
      ),
      { code: '42501' },
    );
  });

  it('read by SQL no more than the one request, and not the case', async () => {
    const first = await asked(await opened());
    const second = await asked(await opened());
    await answerer(second.link, second.code);
    const one = await answerer(first.link, first.code);
    const [, token = ''] = [...one.cookies].find(([name]) => name.startsWith('opened-')) ?? [];
    await transactionOf(office.app, token, async (tx) => {
      const { rows } = await sql<{ id: string }>`select request_id as id from app.agency_answer`.execute(tx);
      assert.deepEqual(rows, [{ id: first.id }]);
      for (const table of [
        'case_file',
        'case_child',
        'child',
        'agency_request',
        'referral',
        'invitation',
        'agency',
      ])
        assert.deepEqual((await sql`select 1 from ${sql.table(`app.${table}`)}`.execute(tx)).rows, [], table);
      const changed =
        await sql`update app.agency_answer set version = 9 where request_id = ${second.id}::uuid`.execute(tx);
      assert.equal(changed.numAffectedRows, 0n);
    });
    for (const statement of [
      `update app.agency_answer set sent_at = now()`,
      `select ctx.give_endorsement('endorsed', '', 'a', 'b')`,
      `select ctx.code_of_link(ctx.subject_id())`,
    ])
      await assert.rejects(
        transactionOf(office.app, token, (tx) => sql.raw(statement).execute(tx)),
        { code: '42501' },
        statement,
      );
  });
});
