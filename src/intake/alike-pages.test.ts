import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, type OpenedCase, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

interface Given {
  readonly name: string;
  readonly born: string;
  readonly school?: string;
}

describe('what may be the same as a referral', () => {
  let office: Office;
  let coordinator: Colleague;
  let shutOut: Colleague;
  let number = 0;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
    shutOut = await office.person('coordinator', { name: 'Shut Out' });
  });
  after(() => office.close());

  const answersOf = ({ name, born, school = '' }: Given) => {
    number += 1;
    return {
      ...goodAnswers('mark'),
      'incident-day': Temporal.PlainDate.from('2024-01-01')
        .add({ days: 20 * number })
        .toString(),
      'incident-when': 'one day',
      children: [
        {
          id: '1',
          'child-name': name,
          'child-born': born,
          'child-school': school,
          'child-home': '1 Sample Street',
          'child-sex': 'F',
        },
      ],
    };
  };
  const refer = (given: Given) => office.referral(answersOf(given));
  const open = (id: string, rest = '', who = coordinator) => who.browser().open(`/referrals/${id}${rest}`);

  async function caseOf(given: Given, pseudonym: string): Promise<OpenedCase> {
    const opened = await office.openCase(coordinator, pseudonym);
    await sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on) values (${office.id}, ${pseudonym}, ${given.name}, ${given.born}::date) returning id)
      insert into app.case_child (partnership_id, case_id, child_id) select ${office.id}, ${opened.id}, id from child`.execute(
      office.owner,
    );
    return opened;
  }

  it('is told on its page, side by side with the reasons, and without a name in the title', async () => {
    const first = await refer({ name: 'Wilhelmina Quartz', born: '2015-03-02' });
    const second = await refer({ name: 'Quartz Wilhelmina', born: '2015-02-03' });
    await refer({ name: 'Peregrine Flint', born: '2013-10-20' });
    const page = await open(first);
    assert.match(wordsOf(page.html), /May be the same as: 1 Compare side by side/);
    await assertGoodHtml(page.html);
    const beside = await open(first, '/alike');
    assert.equal(beside.heading, 'May be the same as 1 other');
    assert.match(
      wordsOf(beside.html),
      /Why it may be the same Given and family name changed round The same date of birth with day and month changed round/,
    );
    assert.match(wordsOf(beside.html), /Wilhelmina Quartz Quartz Wilhelmina/);
    assert.doesNotMatch(/<title>[^<]*/.exec(beside.html)?.[0] ?? '', /Quartz/);
    assert.doesNotMatch(beside.html, /Flint/);
    await assertGoodHtml(beside.html);
    assert.equal((await open(second, '/alike')).heading, 'May be the same as 1 other');
  });

  it('is linked by one press, with who said so and why, and stands on both', async () => {
    const first = await refer({ name: 'Bill Basalt', born: '2012-05-06' });
    const second = await refer({ name: 'William Basalt', born: '2012-05-06' });
    const browser = coordinator.browser();
    await browser.open(`/referrals/${first}/alike`);
    const seen = await browser.send({ verdict: 'same-child', reason: 'The school says so.' });
    assert.equal(seen.heading, 'Nothing more may be the same');
    for (const id of [first, second]) {
      const beside = await open(id, '/alike');
      assert.match(wordsOf(beside.html), /Linked The same child: Cora Ordinator, .*The school says so\./);
      assert.match(wordsOf((await open(id)).html), /Linked: 1 Compare side by side/);
      await assertGoodHtml(beside.html);
    }
    const again = coordinator.browser();
    await again.open(`/referrals/${second}/alike`);
    await again.send({ verdict: 'different', reason: '' });
    assert.match(wordsOf(again.page.html), /Said to be different Referral \d+ of .*: Cora Ordinator/);
    assert.equal((await open(first, '/alike')).heading, 'Nothing else here may be the same');
  });

  it('does not come back once it is said to be different, unless one of them says something else', async () => {
    const id = await refer({ name: 'Hannah Slate', born: '2011-06-07' });
    const opened = await caseOf({ name: 'Hannah Slate', born: '2011-07-06' }, 'Child Rowan');
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/alike`);
    await browser.send({ verdict: 'different', reason: '' });
    assert.doesNotMatch((await open(id)).html, /May be the same/);
    await sql`update app.child set school = 'Larchfield' where id in (select child_id from app.case_child where case_id = ${opened.id})`.execute(
      office.owner,
    );
    assert.match((await open(id)).html, /May be the same as: 1/);
    assert.match(
      wordsOf((await open(id, '/alike')).html),
      /said to be different, and answers have changed since/,
    );
  });

  it('keeps what two coordinators say at once from overwriting each other', async () => {
    const first = await refer({ name: 'Odette Marl', born: '2010-01-30' });
    await refer({ name: 'Odette Marl', born: '2010-01-30' });
    const [one, two] = [coordinator.browser(), coordinator.browser()];
    await one.open(`/referrals/${first}/alike`);
    await two.open(`/referrals/${first}/alike`);
    await one.send({ verdict: 'same-child', reason: '' });
    const late = await two.send({ verdict: 'different', reason: 'Another house.' });
    assert.equal(late.status, 400);
    assert.deepEqual(late.problems, [
      'Somebody else has said something else of these two meanwhile. Read it first.',
    ]);
    assert.match(late.html, /value="Another house\."/, 'what was typed is kept');
    await two.send({ verdict: 'same-child', reason: '' });
    assert.equal(two.page.status, 200, 'what is so already is no refusal');
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from app.alike_verdict where ${first} in (referral_id, other_referral_id)`.execute(
      office.owner,
    );
    assert.equal(rows[0]?.n, 1);
  });

  it('takes no reason that is too long, and nothing that is no form of its own', async () => {
    const id = await refer({ name: 'Ignatius Chert', born: '2010-01-29' });
    await refer({ name: 'Ignatius Chert', born: '2010-01-29' });
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/alike`);
    const long = await browser.send({ verdict: 'different', reason: '🙂'.repeat(2_001) });
    assert.deepEqual(long.problems, ['The reason must be 2,000 characters or fewer']);
    await browser.open(`/referrals/${id}/alike`);
    assert.deepEqual((await browser.send({ verdict: 'perhaps' })).problems, [
      'Say whether they are the same',
    ]);
  });

  it('adds a referral to a case that is there, once', async () => {
    const opened = await caseOf({ name: 'Ottoline Gneiss', born: '2014-04-05' }, 'Child Hazel');
    const [first, second] = [
      await refer({ name: 'Ottoline Gneiss', born: '2014-04-05' }),
      await refer({ name: 'Ottoline Gneiss', born: '2014-05-04' }),
    ];
    const browser = coordinator.browser();
    const offered = await browser.open(`/referrals/${first}/alike`);
    assert.match(wordsOf(offered.html), new RegExp(`Add this referral to the case ${opened.reference}`));
    const form = (html: string) => [...html.matchAll(/<form/g)].length;
    const at = [...offered.html.matchAll(/<form[^>]*action="([^"]*)"/g)].findIndex(([, action]) =>
      action?.endsWith('/attach'),
    );
    assert.ok(at >= 0 && form(offered.html) > at);
    const seen = await browser.send({}, at);
    assert.match(wordsOf(seen.html), new RegExp(`Acknowledged .*It belongs to the case ${opened.reference}`));
    // A second window still has the form.
    const again = coordinator.browser();
    await again.open(`/referrals/${second}/alike`);
    const token = /name="form-token" value="([^"]+)"/.exec(again.page.html)?.[1] ?? '';
    const refused = await again.raw(
      `/referrals/${first}/attach`,
      new URLSearchParams({
        'form-token': token,
        'once-key': 'ABCDEFGHJKMNPQRSTVWXYZ00',
        reference: opened.reference,
      }).toString(),
    );
    assert.deepEqual(refused.problems, ['This referral belongs to a case already.']);
    assert.doesNotMatch((await open(first, '/alike')).html, /Add this referral/);
    // The other one is told of the case, and not of the referral that is in it already.
    const others = wordsOf((await open(second, '/alike')).html);
    assert.match(others, /May be the same as 1 other/);
    assert.match(others, new RegExp(opened.reference));
    const { rows } = await sql<{
      verb: string;
    }>`select verb from audit.entry_words where case_id = ${opened.id} order by seq`.execute(office.owner);
    assert.ok(
      rows.some(({ verb }) => verb === 'case.attach') && rows.some(({ verb }) => verb === 'referral.compare'),
    );
  });

  it('is added to no case that is closed, and to none that was never opened', async () => {
    const opened = await caseOf({ name: 'Barnaby Tuff', born: '2014-09-09' }, 'Child Alder');
    const id = await refer({ name: 'Barnaby Tuff', born: '2014-09-09' });
    const browser = coordinator.browser();
    const offered = await browser.open(`/referrals/${id}/alike`);
    const at = [...offered.html.matchAll(/<form[^>]*action="([^"]*)"/g)].findIndex(([, action]) =>
      action?.endsWith('/attach'),
    );
    await sql`update app.case_file set state = 'closed' where id = ${opened.id}`.execute(office.owner);
    assert.deepEqual((await browser.send({}, at)).problems, ['This case is closed. Open it again first.']);
    const never = await browser.open(`/referrals/${id}/alike`);
    const token = /name="form-token" value="([^"]+)"/.exec(never.html)?.[1] ?? '';
    const sent = (reference: string) =>
      browser.raw(
        `/referrals/${id}/attach`,
        new URLSearchParams({
          'form-token': token,
          'once-key': 'ABCDEFGHJKMNPQRSTVWXYZ01',
          reference,
        }).toString(),
      );
    const nowhere = await sent('EASP-2026-9999');
    assert.equal(nowhere.status, 400);
    assert.deepEqual(nowhere.problems, ['There is no case of that reference here']);
    assert.equal((await sent('nonsense')).status, 400);
  });

  describe('for somebody who is excluded from a case', () => {
    let opened: OpenedCase;
    let hidden: string;
    let asked: string;

    before(async () => {
      opened = await caseOf({ name: 'Clementine Shale', born: '2016-08-09' }, 'Child Willow');
      hidden = await refer({ name: 'Clementine Shale', born: '2016-08-09' });
      await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${hidden})`.execute(
        office.owner,
      );
      asked = await refer({ name: 'Clementine Shale', born: '2016-08-09' });
      await office.exclude(coordinator, opened, shutOut);
    });

    const nothing = async () => {
      const page = await open(asked, '', shutOut);
      assert.equal(page.status, 200);
      assert.doesNotMatch(page.html, /May be the same|Linked|Compare/);
      const beside = await open(asked, '/alike', shutOut);
      assert.equal(beside.heading, 'Nothing else here may be the same');
      assert.doesNotMatch(beside.html, new RegExp(`${opened.reference}|${hidden}|not been compared`));
    };

    it('there is no hint of it before anybody else has looked', nothing);

    it('there is no hint of it once it is read and linked by another', async () => {
      const browser = coordinator.browser();
      assert.match((await browser.open(`/referrals/${asked}`)).html, /May be the same as: 1/);
      await browser.open(`/referrals/${asked}/alike`);
      await browser.send({ verdict: 'same-child', reason: '' });
      assert.match((await open(asked)).html, /Linked: 1/);
      await nothing();
    });

    it('nothing can be said of it, and nothing added to it', async () => {
      const browser = shutOut.browser();
      await browser.open(`/referrals/${asked}`);
      const token = /name="form-token" value="([^"]+)"/.exec(browser.page.html)?.[1] ?? '';
      const send = (rest: string, fields: Record<string, string>) =>
        browser.raw(
          `/referrals/${asked}${rest}`,
          new URLSearchParams({
            'form-token': token,
            'once-key': 'ABCDEFGHJKMNPQRSTVWXYZ02',
            ...fields,
          }).toString(),
        );
      for (const other of [
        `case ${opened.id}`,
        `referral ${hidden}`,
        'case 11111111-1111-4111-8111-111111111111',
      ])
        assert.equal((await send('/alike', { other, verdict: 'same-child', seen: '' })).status, 404, other);
      // A case that is hidden is answered like one that never was.
      for (const reference of [opened.reference, 'EASP-2026-9999']) {
        const answered = await send('/attach', { reference });
        assert.deepEqual(
          [answered.status, answered.problems],
          [400, ['There is no case of that reference here']],
          reference,
        );
      }
      assert.equal((await open(hidden, '/alike', shutOut)).status, 404);
    });
  });

  it('is there for coordinators only', async () => {
    const id = await refer({ name: 'Gwendolen Opal', born: '2016-02-02' });
    await refer({ name: 'Gwendolen Opal', born: '2016-02-02' });
    const other = await officeIn(office.world, 'Westmere');
    const strangers = [
      await office.person('chair'),
      await office.person('administrator'),
      await office.person('inspector'),
      await office.person('member', { agency: await office.agency('Basalt Trust') }),
      await other.person('coordinator'),
    ];
    for (const who of strangers) {
      const browser = who.browser();
      const seen = await browser.open(`/referrals/${id}/alike`);
      assert.equal(seen.status, 404, who.name);
      await browser.open('/sessions');
      const token = /name="form-token" value="([^"]+)"/.exec(browser.page.html)?.[1] ?? '';
      const body = new URLSearchParams({
        'form-token': token,
        verdict: 'different',
        other: `referral ${id}`,
        reference: 'EASP-2026-0001',
        'once-key': 'ABCDEFGHJKMNPQRSTVWXYZ03',
      }).toString();
      for (const rest of ['/alike', '/attach'])
        assert.equal((await browser.raw(`/referrals/${id}${rest}`, body)).status, 404, `${who.name} ${rest}`);
    }
    await other.close();
  });
});
