// Giving advice, recording what was said by telephone, and what becomes of it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  type Consulting,
  formTokenOn,
  hiddenOn,
  openConsulting,
  receiptOn,
  toSchool,
} from '../../test/consulting.ts';
import { fillIn, fillInAll } from '../../test/referrer.ts';
import { visitor } from '../../test/visitor.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { sections } from './questions.ts';

let there: Consulting;
let office: Consulting['office'];
let coordinator: Consulting['coordinator'];
let representative: Consulting['representative'];
let strangers: Consulting['strangers'];
let school: Consulting['school'];
let asker: Consulting['asker'];
let asked: Consulting['asked'];
let rowsOf: Consulting['rowsOf'];

before(async () => {
  checkEveryRead(true);
  there = await openConsulting();
  ({ office, coordinator, representative, strangers, school, asker, asked, rowsOf } = there);
});
after(async () => {
  await there.close();
  checkEveryRead(false);
});

describe('a consultation that becomes a referral', () => {
  it('brings along who asked and what was told, asks for the lead, and tells the coordinator', async () => {
    const { person, receipt, id, number } = await asked('to be referred', {
      'asker-telephone': '01632 960123',
    });
    await person.open('/consult/advice');
    await person.send({ gist: 'with a second part' }, 1);
    await person.send({}, 0);
    assert.equal(person.page.path, '/refer/receipt');
    const own = receiptOn(person);
    assert.notEqual(own, receipt);
    await person.open('/refer/form');
    assert.match(person.page.heading, /^1 of \d+ parts done$/);
    assert.match(
      (await person.open('/refer/form/you')).html,
      /Sam Asker[^]*Eastwick Hospital[^]*Midwife[^]*sam@example\.org[^]*01632 960123/,
    );
    assert.match(
      (await person.open('/refer/form/incident')).html,
      /to be referred\n\nwith a second part<\/textarea>/,
    );
    assert.doesNotMatch((await person.open('/refer/form/lead')).html, /checked/);
    const staff = coordinator.browser();
    await staff.open(`/consultations/${id}`);
    await staff.send({ advice: 'refer it' });
    await fillInAll(person, 'Quince');
    await person.open('/refer/check');
    await person.send({});
    assert.equal(person.page.path, '/refer/sent');
    const { rows } = await sql<{ referral: string; expires: unknown }>`
      select referral_id as referral, expires_at as expires from app.consultation where id = ${id}::uuid`.execute(
      office.owner,
    );
    assert.equal(rows[0]?.expires, null, 'it is kept with its referral');
    await staff.open(`/referrals/${rows[0]?.referral}`);
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      new RegExp(
        `Advice was asked before, of the safeguarding coordinator on [^:]*, and given on [^:]*: Consultation ${number} of`,
      ),
    );
    assert.match(staff.page.html, new RegExp(`href="/consultations/${id}"`));
    assert.match((await staff.open(`/consultations/${id}`)).html, /kept with the referral/);
    const advised = visitor(office.world, office.host);
    await advised.open('/receipt');
    await advised.send({ receipt });
    assert.match(wordsOf(advised.page.html), /There is advice[^]*refer it/);
    await advised.send({}, 0);
    assert.match(advised.page.problems.join(), /A referral has been begun from this already/);
    await assertGoodHtml(advised.page.html);
  });

  it('says to the coordinator only of whom advice was asked, where it was a representative', async () => {
    const { person, id } = await asked('of the school, to be referred', toSchool);
    await person.open('/consult/advice');
    await person.send({}, 0);
    for (const section of sections) await fillIn(person, section, 'Rowanberry');
    await person.open('/refer/check');
    await person.send({});
    const { rows } = await sql<{
      referral: string;
    }>`select referral_id as referral from app.consultation where id = ${id}::uuid`.execute(office.owner);
    const staff = coordinator.browser();
    await staff.open(`/referrals/${rows[0]?.referral}`);
    assert.match(
      wordsOf(staff.page.html),
      /of the representative of Eastwick Schools on [^:]*; none has been given: Consultation \d+ of [^,]*, which is theirs to read/,
    );
    assert.doesNotMatch(staff.page.html, new RegExp(id));
    await assertGoodHtml(staff.page.html);
  });

  it('pressed twice is one draft; pressed later it is the same while nobody wrote in it', async () => {
    const { person, receipt } = await asked('pressed twice');
    await person.open('/consult/advice');
    const body = new URLSearchParams(hiddenOn(person)).toString();
    const twin = asker();
    twin.carryCookiesOf(person);
    await Promise.all([person, twin].map((tab) => tab.raw('/consult/refer', body)));
    assert.equal(receiptOn(person), receiptOn(twin));
    const count = async () => {
      const { rows } =
        await sql`select from app.referral where answers ->> 'incident-what' = 'pressed twice'`.execute(
          office.owner,
        );
      return rows.length;
    };
    assert.equal(await count(), 1);
    const first = receiptOn(person);
    await person.open('/receipt');
    await person.send({ receipt });
    await person.send({}, 0);
    assert.equal(person.page.path, '/refer/receipt');
    assert.notEqual(receiptOn(person), first);
    assert.equal(await count(), 1);
    await twin.open('/refer/form');
    assert.equal(twin.page.path, '/receipt', 'the first receipt is dead');
  });
});

describe('those who are asked', () => {
  it('coordinators see those to the coordinator, representatives those to their agency; advice is told by role', async () => {
    const first = await asked('a question for the coordinator');
    const second = await asked('a question for the school', toSchool);
    for (const [who, own, other] of [
      [coordinator, first, second],
      [representative, second, first],
    ] as const) {
      const staff = who.browser();
      await staff.open('/consultations');
      await assertGoodHtml(staff.page.html);
      assert.match(staff.page.html, new RegExp(own.id));
      assert.doesNotMatch(staff.page.html, new RegExp(`${other.id}|Sam Asker|a question for`));
      assert.match(staff.page.heading, /^\d+ consultations? waits? for advice$/);
      assert.equal((await staff.open(`/consultations/${other.id}`)).status, 404);
      await staff.open(`/consultations/${own.id}`);
      await assertGoodHtml(staff.page.html);
      assert.match(wordsOf(staff.page.html), /Sam Asker Midwife Eastwick/);
      await staff.send({});
      assert.deepEqual(staff.page.problems, ['Write your advice']);
      await staff.send({ advice: `Ask Rowan Lamp at L8 9XY` });
      assert.match(wordsOf(staff.page.html), /Nothing has been sent yet[^]*“L8 9XY”/);
      await staff.send({ advice: `advice of ${who.name}’s` });
      assert.equal(staff.page.path, `/consultations/${own.id}`);
      assert.match(
        wordsOf(staff.page.html),
        new RegExp(`${who.name}, (safeguarding coordinator|agency representative), advised on`),
      );
      await own.person.open('/consult/advice');
      assert.equal(own.person.page.heading, 'There is advice');
      await assertGoodHtml(own.person.page.html);
    }
    assert.match(wordsOf(first.person.page.html), /The safeguarding coordinator advised on/);
    assert.match(wordsOf(second.person.page.html), /The agency representative advised on/);
    assert.doesNotMatch(second.person.page.html, /Robin Representative,/);
    const { rows } = await sql<{
      to_address: string;
    }>`select to_address from app.mail where kind = 'consultation-answered'`.execute(office.owner);
    assert.ok(rows.length >= 2 && rows.every(({ to_address: to }) => to === 'sam@example.org'));
  });

  it('who advises twice has advised once, and who did not see a new question is shown it first', async () => {
    const { person, id } = await asked('answered by two at once');
    const staff = coordinator.browser();
    await staff.open(`/consultations/${id}`);
    const body = new URLSearchParams([...hiddenOn(staff), ['advice', 'once and no more']]).toString();
    await staff.raw(`/consultations/${id}/advice`, body);
    await staff.raw(`/consultations/${id}/advice`, body);
    assert.equal([...staff.page.html.matchAll(/once and no more/g)].length, 1);
    await person.open('/consult/advice');
    await person.send({ gist: 'a new question' }, 1);
    await staff.send({ advice: 'kept while I read' });
    assert.equal(staff.page.status, 400);
    assert.match(staff.page.html, /a new question[^]*kept while I read/);
  });

  it('record what was said by telephone, each for their own desk', async () => {
    const call = {
      'asker-name': 'Sam Caller',
      'asker-agency': 'Eastwick Hospital',
      'advised-day': '20',
      'advised-month': '11',
      'advised-year': '2020',
      gist: 'asked over the telephone',
      advice: 'told over the telephone',
    };
    const staff = representative.browser();
    await staff.open('/consultations/record');
    await assertGoodHtml(staff.page.html);
    await staff.send({});
    assert.equal(staff.page.status, 400);
    await assertGoodHtml(staff.page.html);
    await staff.send({ ...call, 'advised-year': '2099' });
    assert.deepEqual(staff.page.problems, ['The day on which you spoke must be today or in the past']);
    const fresh = new URLSearchParams([...hiddenOn(staff), ...Object.entries(call)]).toString();
    await staff.raw('/consultations/record', fresh);
    assert.match(staff.page.path, /^\/consultations\/[0-9a-f-]{36}$/);
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      /Recorded from a telephone call[^]*advised on 20 November 2020 told over the telephone/,
    );
    const { path } = staff.page;
    await staff.raw('/consultations/record', fresh);
    assert.equal(staff.page.path, path, 'sent twice it is one');
    assert.equal((await coordinator.browser().open(path)).status, 404);
    const both = await office.person(['coordinator', 'member'], { agency: school });
    const browser = both.browser();
    await browser.open('/consultations/record');
    assert.match(browser.page.html, /As safeguarding coordinator[^]*As representative of Eastwick Schools/);
    await browser.send({ ...call, gist: 'over the telephone, as coordinator', desk: 'coordinator' });
    const [row] = await rowsOf('over the telephone, as coordinator');
    assert.equal((await coordinator.browser().open(`/consultations/${row?.id}`)).status, 200);
    assert.equal((await representative.browser().open(`/consultations/${row?.id}`)).status, 404);
    await browser.open('/consultations/record');
    await browser.send({ ...call, gist: 'for nobody', desk: '00000000-0000-4000-8000-000000000000' });
    assert.equal(browser.page.status, 400);
  });

  it('alone: to everybody else it is not there, in the same bytes', async () => {
    const one = await asked('for the coordinator alone');
    const two = await asked('for the school alone', toSchool);
    const outsiders = [
      ...strangers.map((who) => ({ who, ids: [one.id, two.id] })),
      { who: coordinator, ids: [two.id] },
      { who: representative, ids: [one.id] },
    ];
    for (const { who, ids } of outsiders) {
      const browser = who.browser();
      const { html } = await browser.open('/work/nothing/here');
      for (const path of ['/consultations/nothing', ...ids.map((id) => `/consultations/${id}`)]) {
        const seen = await browser.open(path);
        assert.equal(seen.status, 404, `${who.name} ${path}`);
        assert.equal(seen.html, html, `${who.name} ${path}`);
      }
      await browser.open('/sessions');
      const token = formTokenOn(browser);
      for (const id of ids) {
        const seen = await browser.raw(
          `/consultations/${id}/advice`,
          `form-token=${token}&once-key=ABCDEFGHJKMNPQRSTVWXYZ01&seen=1&advice=no`,
        );
        assert.equal(seen.html, html, `${who.name} advises`);
      }
    }
    for (const who of strangers.slice(1, 5)) {
      const browser = who.browser();
      const { html } = await browser.open('/work/nothing/here');
      for (const path of ['/consultations', '/consultations/record'])
        assert.equal((await browser.open(path)).html, html, `${who.name} ${path}`);
    }
    assert.equal(office.world.log.length, 0, JSON.stringify(office.world.log));
  });
});

describe('what somebody wrote', () => {
  it('is in no log, no entry, no title and no address', async () => {
    const mark = 'osprey7canary';
    const { person, id } = await asked(`a gist with ${mark}`, { 'asker-name': `${mark} asker` });
    const staff = coordinator.browser();
    await staff.open(`/consultations/${id}`);
    await staff.send({ advice: `advice with ${mark}` });
    assert.match(staff.page.html, new RegExp(mark));
    await person.open('/consult/advice');
    for (const { html } of [staff.page, person.page]) {
      assert.doesNotMatch(/<title>[^]*?<\/title>/.exec(html)?.[0] ?? mark, new RegExp(mark));
      for (const [, address = ''] of html.matchAll(/(?:href|action)="([^"]*)"/g))
        assert.doesNotMatch(address, new RegExp(mark));
    }
    const { rows } = await sql<{ body: string }>`select body from audit.entry_words`.execute(office.owner);
    const trail = rows.map(({ body }) => body).join('\n');
    assert.doesNotMatch(trail, new RegExp(mark));
    for (const verb of ['begin', 'ask', 'follow', 'refer', 'list', 'read', 'advise', 'record'])
      assert.match(trail, new RegExp(`"consultation\\.${verb}"`));
    assert.deepEqual(office.world.log, []);
  });
});
