// Asking for advice without an account, and coming back with the receipt.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  type Consulting,
  formTokenOn,
  goodAsking,
  hiddenOn,
  openConsulting,
  receiptOn,
} from '../../test/consulting.ts';
import { beginReferral, goodForm, sectionOf } from '../../test/referrer.ts';
import { visitor } from '../../test/visitor.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let there: Consulting;
let office: Consulting['office'];
let coordinator: Consulting['coordinator'];
let asker: Consulting['asker'];
let asked: Consulting['asked'];
let rowsOf: Consulting['rowsOf'];

before(async () => {
  checkEveryRead(true);
  there = await openConsulting();
  ({ office, coordinator, asker, asked, rowsOf } = there);
});
after(async () => {
  await there.close();
  checkEveryRead(false);
});

describe('whoever asks for advice', () => {
  it('asks without an account, gets a receipt once, and comes back with it elsewhere; every page a good one', async () => {
    const person = asker();
    await person.open('/consult');
    await assertGoodHtml(person.page.html);
    await person.open('/consult/ask');
    await assertGoodHtml(person.page.html);
    assert.match(wordsOf(person.page.html), /Ask for advice This is not a child protection referral\./);
    await person.send(goodAsking());
    assert.equal(person.page.heading, 'Your receipt: write it down now');
    await assertGoodHtml(person.page.html);
    const receipt = receiptOn(person);
    await person.open('/consult/advice');
    assert.equal(person.page.heading, 'Your question has been sent');
    await assertGoodHtml(person.page.html);
    assert.match(
      wordsOf(person.page.html),
      new RegExp(`You asked on \\d+ \\w+ \\d{4} a baby was hurt twice`),
    );
    assert.doesNotMatch(person.page.html, new RegExp(receipt));
    const other = visitor(office.world, office.host, 'Edge on a desk');
    await other.open('/receipt');
    await other.send({ receipt: receipt.toLowerCase().replaceAll('-', ' ') });
    assert.equal(other.page.path, '/consult/advice');
  });

  it('is offered the agencies that have a representative, by name, and no others', async () => {
    const person = asker();
    await person.open('/consult/ask');
    const offered = [...person.page.html.matchAll(/name="to" type="radio" value="([^"]+)"/g)].map(
      ([, value]) => value,
    );
    assert.deepEqual(offered, ['coordinator', 'agency Eastwick Hospital', 'agency Eastwick Schools']);
    assert.doesNotMatch(person.page.html, new RegExp(`Robin|@eastwick|${there.school}`));
  });

  it('sees beside each field what is wrong, and loses nothing of what was typed', async () => {
    const person = asker();
    await person.open('/consult/ask');
    await person.send({});
    assert.equal(person.page.status, 400);
    assert.deepEqual(person.page.problems, [
      'Choose whom you want to ask',
      'Enter your name',
      'Enter your job',
      'Enter an e-mail address or a telephone number',
      'Say what it is about, without names',
    ]);
    await assertGoodHtml(person.page.html);
    for (const [, href = ''] of person.page.html.matchAll(/error-summary[^]*?<a href="#([^"]+)"/g))
      assert.match(person.page.html, new RegExp(`id="${href}"`));
    const long = `سطر 🙂 ${'a'.repeat(100_000)}`;
    await person.send(goodAsking({ gist: long, 'asker-email': 'no address' }));
    assert.deepEqual(person.page.problems, [
      'Your e-mail address must look like name@example.org',
      'What it is about must be 5,000 characters or fewer. It is 95,006 too many',
    ]);
    assert.ok(person.page.html.includes(long), 'all of it is still there');
    await person.send(goodAsking({ to: 'agency Eastwick Charity' }));
    assert.match(person.page.problems.join(), /Choose from the answers offered/);
  });

  it('is told once what looks personal, and then it goes as it is', async () => {
    const person = asker();
    await person.open('/consult/ask');
    const gist = 'Rowan’s mother, Mrs Lamp of 12 Mill Lane, was born on 3/2/1990 and has 999 000 0018 <b>';
    await person.send(goodAsking({ gist }));
    assert.equal(person.page.status, 200);
    assert.equal(person.page.heading, 'Ask for advice');
    await assertGoodHtml(person.page.html);
    const words = wordsOf(person.page.html);
    assert.match(
      words,
      /Nothing has been sent yet[^]*?a name: “Mrs Lamp”[^]*?an address or a postcode: “12 Mill Lane”/,
    );
    assert.match(
      words,
      /a date of birth, or another exact day: “3\/2\/1990”[^]*?an NHS number: “999 000 0018”/,
    );
    assert.equal((await rowsOf('Mrs Lamp')).length, 0);
    await person.send(goodAsking({ gist }));
    assert.equal(person.page.heading, 'Your receipt: write it down now');
    assert.equal((await rowsOf('Mrs Lamp')).length, 1);
  });

  it('who sends twice has asked once, with one receipt; other words are another question', async () => {
    const person = asker();
    await person.open('/consult/ask');
    const body = new URLSearchParams([
      ...hiddenOn(person),
      ...Object.entries(goodAsking({ gist: 'two presses of one button' })),
    ]);
    const twin = asker();
    twin.carryCookiesOf(person);
    await Promise.all([person, twin].map((tab) => tab.raw('/consult/ask', body.toString())));
    assert.equal(receiptOn(person), receiptOn(twin));
    assert.notEqual(receiptOn(person), '');
    assert.equal((await rowsOf('two presses of one button')).length, 1);
    body.set('gist', 'two presses of one button, put right');
    await person.raw('/consult/ask', body.toString());
    assert.notEqual(receiptOn(person), receiptOn(twin));
    assert.equal((await person.open('/consult/advice')).heading, 'Your question has been sent');
  });

  it('waits after thirty questions from one address, for seconds, and keeps what was typed', async () => {
    await sql`delete from ctx.attempt`.execute(office.owner);
    const person = asker();
    for (let time = 0; time < 30; time += 1) {
      await person.open('/consult/ask');
      await person.send(goodAsking({ gist: `one of thirty, ${time}` }));
    }
    await person.open('/consult/ask');
    await person.send(goodAsking({ gist: 'one too many' }));
    assert.equal(person.page.status, 429);
    assert.match(person.page.problems.join(), /Wait \d+ seconds/);
    assert.match(person.page.html, /one too many/);
    await sql`delete from ctx.attempt`.execute(office.owner);
    await person.send(goodAsking({ gist: 'one too many' }));
    assert.notEqual(receiptOn(person), '');
  });

  it('may ask again, nine times, and is told when advice came in between', async () => {
    const { person, id } = await asked('to ask again of');
    await person.open('/consult/advice');
    await person.send({}, 1);
    assert.deepEqual(person.page.problems, ['Write what you want to ask or add']);
    await person.send({ gist: 'and Rowan Lamp' }, 1);
    assert.match(person.page.html, /Nothing has been sent yet/);
    await assertGoodHtml(person.page.html);
    await person.send({ gist: 'and another thing' }, 1);
    assert.equal(person.page.path, '/consult/advice');
    assert.equal(person.page.heading, 'What you added has been sent');
    const staff = coordinator.browser();
    await staff.open(`/consultations/${id}`);
    await staff.send({ advice: 'wait and see' });
    await person.send({ gist: 'typed meanwhile' }, 1);
    assert.match(person.page.problems.join(), /Something was added here while you were writing/);
    assert.match(person.page.html, /wait and see[^]*typed meanwhile/);
    await person.send({ gist: 'typed meanwhile' }, 1);
    for (let time = 0; time < 7; time += 1) {
      await person.open('/consult/advice');
      await person.send({ gist: `again ${time}` }, 1);
    }
    await person.open('/consult/advice');
    assert.match(wordsOf(person.page.html), /There is no room for another question here/);
    await assertGoodHtml(person.page.html);
  });

  it('keeps what was typed where the browser holds another receipt, or none', async () => {
    const { person, receipt } = await asked('typed without a receipt');
    await person.open('/consult/advice');
    const hidden = new URLSearchParams([...hiddenOn(person, 1), ['gist', 'Elder "more" <b>']]);
    await beginReferral(person);
    await person.raw('/consult/advice', hidden.toString());
    assert.equal(person.page.heading, 'Enter your receipt to save this page');
    await assertGoodHtml(person.page.html);
    await person.send({ receipt });
    assert.equal(person.page.path, '/consult/advice');
    assert.match(person.page.html, /Elder &quot;more&quot; &lt;b&gt;/);
    // And the other way round: a page of a referral, where the browser has come to hold a consultation's receipt.
    const other = asker();
    const own = await beginReferral(other);
    await other.open('/refer/form/together');
    const typed = new URLSearchParams([...hiddenOn(other), ['together-well', 'Fig of the referral']]);
    await other.open('/consult/ask');
    await other.send(goodAsking({ gist: 'asked in the middle of a referral' }));
    await other.raw('/refer/form/together', typed.toString());
    assert.equal(other.page.heading, 'Enter your receipt to save this page');
    await other.send({ receipt: own });
    assert.match((await other.open('/refer/form/together')).html, /Fig of the referral/);
  });

  it('learns that nobody reads it any more, where the representative has left', async () => {
    const charity = await office.agency('Eastwick Clinic');
    const leaver = await office.person('member', { agency: charity });
    const { person } = await asked('to somebody who leaves', { to: 'agency Eastwick Clinic' });
    assert.doesNotMatch((await person.open('/consult/advice')).html, /represents your agency here any more/);
    await office.leave(leaver);
    assert.match((await person.open('/consult/advice')).html, /Nobody represents your agency here any more/);
  });

  it('leaves nothing after ninety days: it is gone for everybody on the day, and destroyed when the next one asks', async () => {
    const { person, receipt, id } = await asked('of long ago');
    await sql`update app.consultation set expires_at = now() where id = ${id}::uuid`.execute(office.owner);
    assert.equal((await person.open('/consult/advice')).path, '/receipt');
    assert.equal((await coordinator.browser().open(`/consultations/${id}`)).status, 404);
    await asked('of today');
    assert.equal((await rowsOf('of long ago')).length, 0);
    await person.send({ receipt });
    assert.equal(person.page.status, 400);
    const { rows } =
      await sql`select from audit.entry_words where verb = 'consultation.expire' and object_id = ${id}::uuid`.execute(
        office.owner,
      );
    assert.equal(rows.length, 1);
  });
});

describe('a receipt', () => {
  it('of a referral opens no consultation, and of a consultation no referral', async () => {
    const refers = asker();
    await beginReferral(refers);
    assert.equal((await refers.open('/consult/advice')).path, '/receipt');
    await refers.open('/refer/form/together');
    const token = formTokenOn(refers);
    await refers.raw('/consult/refer', `form-token=${token}&once-key=ABCDEFGHJKMNPQRSTVWXYZ01`);
    assert.equal(refers.page.path, '/receipt');
    const { person } = await asked('opens no referral');
    for (const path of [
      '/refer/form',
      '/refer/form/lead',
      '/refer/check',
      '/refer/sent',
      '/refer/receipt',
      '/refer/leave',
    ])
      assert.equal((await person.open(path)).path, '/receipt', path);
    await person.open('/consult/advice');
    const form = goodForm(sectionOf('together'), 'Never');
    form.set('form-token', formTokenOn(person));
    await person.raw('/refer/form/together', form.toString());
    assert.equal(person.page.status, 400);
    await person.open('/consult/advice');
    await person.raw('/refer/send', `form-token=${formTokenOn(person)}`);
    assert.equal(person.page.path, '/receipt');
    assert.match((await person.open('/consultations')).path, /^\/sign-in/, 'a receipt is no session');
  });
});
