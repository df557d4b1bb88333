import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { beginReferral, fillInAll, goodForm, sectionOf } from '../../test/referrer.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let office: Office;
let coordinator: Colleague;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  coordinator = await office.person('coordinator');
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

const somebody = () => visitor(office.world, office.host);

/** A referral that was sent, with what the page about the safeguarding lead was answered. */
async function sent(lead: Readonly<Record<string, string>>, mark = 'Alder') {
  const person = somebody();
  await beginReferral(person);
  await fillInAll(person, mark);
  await person.open('/refer/form/lead');
  const form = goodForm(sectionOf('lead'), mark);
  for (const [name, value] of Object.entries(lead)) form.set(name, value);
  await person.send(form);
  await person.open('/refer/check');
  await person.send({});
  assert.equal(person.page.path, '/refer/sent', person.page.problems.join());
  const { rows } = await sql<{ id: string }>`
    select id from app.referral order by sent_at desc nulls last limit 1`.execute(office.owner);
  return { person, id: rows[0]?.id ?? '' };
}

const codeOn = ({ page }: Visitor) =>
  /app-people__code">([0-9 ]+)</.exec(page.html)?.[1]?.replace(' ', '') ?? '';
const linkOn = ({ page }: Visitor) => /\/link\/([0-9A-Z]{24})/.exec(page.html)?.[1] ?? '';

/** A referral whose lead was named; the link and the code that the referrer passes on. */
async function asked(mark = 'Alder') {
  const { person, id } = await sent({ 'lead-email': 'lead@example.org' }, mark);
  const code = codeOn(person);
  const buttons = [...person.page.html.matchAll(/<form/g)].length;
  assert.ok(buttons > 1);
  await person.send({}, 0);
  return { person, id, code, link: linkOn(person), html: person.page.html };
}

/** The lead with link and code, on the referral. */
async function opened(link: string, code: string) {
  const lead = somebody();
  await lead.open(`/link/${link}`);
  await lead.send({ code });
  return lead;
}

const entries = async (verb: string) => {
  const { rows } = await sql<{ outcome: string; actor_kind: string | null }>`
    select outcome, actor_kind from audit.entry_words where verb = ${verb} order by seq`.execute(
    office.owner,
  );
  return rows.map(({ outcome, actor_kind: kind }) => `${outcome} ${kind ?? 'nobody'}`);
};

describe('a safeguarding lead who was named', () => {
  it('gets a link and a code by two ways, reads the referral, and endorses it once', async () => {
    const { person, id, code, link, html } = await asked();
    await assertGoodHtml(html);
    assert.match(code, /^\d{8}$/);
    const lead = somebody();
    await lead.open(`/link/${link}`);
    await assertGoodHtml(lead.page.html);
    assert.doesNotMatch(
      wordsOf(lead.page.html).replaceAll('Eastwick Safeguarding Children Partnership', ''),
      /Alder|referral|endorse|child/i,
    );
    await lead.send({ code: '' });
    assert.deepEqual(lead.page.problems, ['Enter the code that you were told']);
    await lead.send({ code: ` ${code.slice(0, 4)} ${code.slice(4)} ` });
    assert.match(lead.page.path, /^\/endorse\//);
    await assertGoodHtml(lead.page.html);
    assert.match(wordsOf(lead.page.html), /Alder child-name/);
    assert.match(lead.page.html, /value="Alder lead-name"/);
    await lead.send({ name: '', job: '' });
    assert.equal(lead.page.status, 400);
    await assertGoodHtml(lead.page.html);
    await lead.send({ answer: 'endorsed', name: 'Robin Example', job: 'Named nurse' });
    assert.equal(lead.page.path, '/answered');
    await assertGoodHtml(lead.page.html);
    const staff = coordinator.browser();
    await staff.open(`/referrals/${id}`);
    await assertGoodHtml(staff.page.html);
    assert.match(wordsOf(staff.page.html), /Endorsed by Robin Example, Named nurse\. Mon 23 November 2026/);
    await person.open('/refer/sent');
    assert.match(wordsOf(person.page.html), /Your safeguarding lead Endorsed/);
    await lead.open(`/link/${link}`);
    assert.equal(lead.page.status, 404);
    assert.deepEqual(await entries('endorsement.give'), ['done endorser']);
    assert.deepEqual(await entries('link.show'), ['done receipt']);
    assert.ok((await entries('endorsement.read')).every((one) => one === 'done endorser'));
  });

  for (const [answer, words, shown] of [
    ['change', 'change-words', 'A change is asked for'],
    ['not-consulted', 'not-consulted-words', 'The safeguarding lead says they were not consulted'],
  ] as const)
    it(`may say “${shown}”, in words that coordinator and referrer read`, async () => {
      const { person, id, code, link } = await asked();
      const lead = await opened(link, code);
      await lead.send({ answer, name: 'Robin Example', job: 'Named nurse' });
      assert.equal(lead.page.status, 400);
      await lead.send({ answer, [words]: 'The day is another.', name: 'Robin Example', job: 'Named nurse' });
      const staff = coordinator.browser();
      await staff.open(`/referrals/${id}`);
      assert.match(wordsOf(staff.page.html), new RegExp(`${shown}.*The day is another\\.`));
      await person.open('/refer/sent');
      await assertGoodHtml(person.page.html);
      assert.match(wordsOf(person.page.html), new RegExp(`${shown}.*The day is another\\.`));
    });

  it('comes back by the same link as long as it is open', async () => {
    const { code, link } = await asked();
    await opened(link, code);
    const again = await opened(link, code);
    assert.match(again.page.path, /^\/endorse\//);
  });
});

describe('a referral without an endorsement', () => {
  for (const [lead, why] of [
    [{ 'lead-email': '' }, /Not endorsed The referrer gave no e-mail address/],
    [{ 'lead-email': 'alder@example.org' }, /Not endorsed The address given .* was the referrer’s own/],
    [
      { 'lead-spoken': 'no', 'lead-why-not': 'Nobody was there.' },
      /Not endorsed The referrer had not spoken to a safeguarding lead/,
    ],
  ] as const)
    it(`goes in all the same, and says: ${why.source}`, async () => {
      const { person, id } = await sent(lead);
      assert.equal(codeOn(person), '');
      const staff = coordinator.browser();
      await staff.open(`/referrals/${id}`);
      assert.match(wordsOf(staff.page.html), why);
    });

  it('is asked for by the coordinator, again or of somebody else, and the link before is dead', async () => {
    const { id, link, code } = await asked();
    const staff = coordinator.browser();
    await staff.open(`/referrals/${id}/endorsement`);
    await assertGoodHtml(staff.page.html);
    assert.equal(codeOn(staff), code, 'the lead may call the coordinator');
    await staff.send({ email: 'nobody' }, 1);
    assert.equal(staff.page.status, 400);
    await staff.send({ email: 'other@example.org' }, 1);
    assert.match(
      wordsOf(staff.page.html),
      /other@example\.org was asked.*Asked again before there was an answer/,
    );
    assert.notEqual(codeOn(staff), code);
    const fresh = codeOn(staff);
    await staff.send({}, 0);
    await assertGoodHtml(staff.page.html);
    const newLink = linkOn(staff);
    assert.equal((await somebody().open(`/link/${link}`)).status, 404);
    assert.notEqual(fresh, code);
    assert.match((await opened(newLink, fresh)).page.path, /^\/endorse\//);
  });
});

describe('a link', () => {
  const gone = async (link: string) => {
    const one = somebody();
    const { status, html } = await one.open(`/link/${link}`);
    assert.equal(status, 404);
    return html.replace(/name="form-token" value="[^"]*"/g, '').replaceAll(link, '');
  };

  it('that is over looks like one that never was: tried, used, run out, replaced', async () => {
    const never = await gone('0123456789ABCDEFGHJKMNPQ');
    const tried = await asked();
    const guesser = somebody();
    await guesser.open(`/link/${tried.link}`);
    const wrong = tried.code === '00000000' ? '00000001' : '00000000';
    for (let times = 1; times <= 10; times += 1) {
      await guesser.send({ code: wrong });
      assert.equal(guesser.page.status, times < 10 ? 400 : 404, String(times));
      if (times < 10) assert.deepEqual(guesser.page.problems, ['The code is not right']);
    }
    assert.equal(await gone(tried.link), never);
    const staff = coordinator.browser();
    await staff.open(`/referrals/${tried.id}`);
    assert.match(wordsOf(staff.page.html), /ten wrong codes/);

    const used = await asked();
    const lead = await opened(used.link, used.code);
    await lead.send({ answer: 'endorsed', name: 'Robin Example', job: 'Nurse' });
    assert.equal(await gone(used.link), never);

    const old = await asked();
    await sql`update ctx.bearer set expires_at = now() - interval '1 second' where hash = sha256(convert_to(${old.link}, 'UTF8'))`.execute(
      office.owner,
    );
    assert.equal(await gone(old.link), never);
  });

  it('opens nothing before its code, whatever SQL is sent with it', async () => {
    const { link } = await asked();
    await transactionOf(office.app, link, async (tx) => {
      for (const table of [
        'app.referral',
        'app.endorsement',
        'app.invitation',
        'app.mail',
        'app.agency_answer',
      ]) {
        const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(tx);
        assert.deepEqual(rows, [], table);
      }
      const { rows } = await sql<{ of: string | null; state: number }>`
        select ctx.guest_of() as of, (select count(*) from ctx.link_state(ctx.subject_id())) as state`.execute(
        tx,
      );
      assert.deepEqual(rows, [{ of: null, state: 0 }]);
    });
    for (const statement of [
      `select ctx.code_of_link(ctx.subject_id())`,
      `select ctx.give_endorsement('endorsed', '', 'a', 'b')`,
      `select ctx.factor_to_set_up()`,
      `select ctx.ask_endorsement(ctx.subject_id(), 'a@example.org')`,
    ])
      await assert.rejects(
        transactionOf(office.app, link, (tx) => sql.raw(statement).execute(tx)),
        { code: '42501' },
        statement,
      );
  });

  it('of one purpose is nothing to another, and what one opened is nothing at another’s address', async () => {
    const first = await asked();
    const second = await asked('Rowan');
    const account = somebody();
    assert.equal((await account.open(`/invitation/${first.link}`)).status, 410);
    const lead = await opened(first.link, first.code);
    const own = lead.page.path;
    const other = (await opened(second.link, second.code)).page.path;
    assert.equal((await lead.open(other)).status, 400);
    assert.match(lead.page.heading, /Open your link again/);
    await assertGoodHtml(lead.page.html);
    assert.equal((await lead.open(own.replace('/endorse/', '/answer/'))).status, 400);
    // The other's address with one's own cookie under its name.
    const [, token = ''] = [...lead.cookies].find(([name]) => name.startsWith('opened-')) ?? [];
    const forged = visitor(office.world, office.host, undefined, {
      [`opened-${other.split('/')[2] ?? ''}`]: token,
    });
    assert.equal((await forged.open(other)).status, 400);
    await transactionOf(office.app, token, async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from app.referral`.execute(tx);
      assert.deepEqual(rows, [{ id: first.id }]);
    });
    await lead.open(own);
    assert.match(wordsOf(lead.page.html), /Alder child-name/);
  });

  it('whose time ran out keeps what was typed, to be copied', async () => {
    const { link, code } = await asked();
    const lead = await opened(link, code);
    await sql`delete from ctx.bearer where kind = 'endorser'`.execute(office.owner);
    await lead.send({ answer: 'change', 'change-words': 'Not lost', name: 'Robin', job: 'Nurse' });
    assert.equal(lead.page.status, 400);
    assert.match(wordsOf(lead.page.html), /Not saved.*Not lost/);
    await assertGoodHtml(lead.page.html);
  });

  it('is nobody’s but the coordinators’ to ask for: others are told of nothing', async () => {
    const { id } = await asked();
    const chair = await office.person('chair');
    const before = await chair.browser().open('/referrals/00000000-0000-0000-0000-000000000001/endorsement');
    const seen = await chair.browser().open(`/referrals/${id}/endorsement`);
    assert.deepEqual([before.status, seen.status], [404, 404]);
    const bytes = ({ html }: typeof seen) => html.replace(/name="form-token" value="[^"]*"/g, '');
    assert.equal(bytes(seen), bytes(before));
    await assert.rejects(
      transactionOf(office.app, chair.token, (tx) =>
        sql`select ctx.ask_endorsement(${id}::uuid, 'a@example.org')`.execute(tx),
      ),
      { code: '42501' },
    );
    const administrator = await office.person('administrator');
    await transactionOf(office.app, administrator.token, async (tx) => {
      const { rows } = await sql`select id from app.invitation where purpose = 'endorse'`.execute(tx);
      assert.deepEqual(rows, []);
    });
  });
});
