import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { relationOptions } from '../intake/questions-people.ts';
import { caseFrom, readOpening } from './opening.ts';
import { relations } from './people.ts';
import { childPseudonym, pseudonymsFor } from './pseudonyms.ts';

describe('what a case file takes from a referral', () => {
  const from = (reasons: readonly string[]) => caseFrom({ ...goodAnswers('mark'), reasons });

  it('is the child, the incident and the agencies as they were written', () => {
    const found = caseFrom(goodAnswers('mark'));
    assert.equal(found.children[0]?.name, 'mark child-name');
    assert.equal(found.children[0]?.bornOn?.toString(), '2015-02-03');
    assert.equal(found.incident.dayAsGiven, 'mark incident-when');
    assert.deepEqual(found.agencies, ['mark agency-name']);
  });

  for (const [reasons, harm, event] of [
    [['abuse-or-neglect', 'died'], 'died', 'notifiable-incident'],
    [['abuse-or-neglect', 'seriously-harmed'], 'seriously-harmed', 'notifiable-incident'],
    [['looked-after-death'], 'died', 'looked-after-death'],
    [['looked-after-death', 'abuse-or-neglect'], 'died', 'notifiable-incident'],
    [['care-leaver-death'], 'died', 'care-leaver-death'],
    [['good-practice'], 'not-known', 'notifiable-incident'],
  ] as const)
    it(`with ${reasons.join(' and ')} is proposed as ${harm}, ${event}`, () => {
      assert.equal(from(reasons).harm, harm);
      assert.equal(from(reasons).event, event);
    });

  it('is whoever is around the child, with what the file has no place for as a note', () => {
    const [person, ...others] = caseFrom(goodAnswers('mark')).persons;
    assert.deepEqual(others, []);
    assert.equal(person?.name, 'mark person-name');
    assert.equal(person?.bornOn?.toString(), '2026-06-05');
    assert.deepEqual(
      person?.relations,
      [{ child: 0, kind: 'mother' }],
      'with one child, nobody is asked to which',
    );
    assert.match(
      person?.note ?? '',
      /^Age: mark person-age\nAddress: .*\nDo they have parental responsibility: Yes\n/,
    );
    assert.match(person?.note ?? '', /Ethnicity: White British/);
  });

  it('is what somebody is to each of several children, once to each, and to none that nobody ticked', () => {
    const children = ['2', '5', '7'].map((id) => ({ id, 'child-name': `Child ${id}` }));
    const person = {
      id: '1',
      'person-name': 'Oisín',
      'person-relation': 'father',
      'person-children': ['2', '9'],
      'person-other-relation': 'step-parent',
      'person-other-children': ['2', '7'],
    };
    const nameless = { id: '2', 'person-relation': 'mother' };
    const { persons } = caseFrom({ children, people: [person, nameless] });
    assert.equal(persons.length, 1);
    assert.deepEqual(persons[0]?.relations, [
      { child: 0, kind: 'father' },
      { child: 2, kind: 'step-parent' },
    ]);
  });

  it('offers the relations of the case file, so that none is lost', () => {
    assert.deepEqual(
      relationOptions.map(({ value }) => value),
      relations.filter((one) => one !== 'none'),
    );
  });

  it('is nothing where nothing was answered', () => {
    const found = caseFrom({});
    assert.deepEqual(found.children, []);
    assert.deepEqual(found.persons, []);
    assert.equal(found.incident.day, null);
  });

  it('leaves out agencies that were not offered, and asks for what is missing', () => {
    const form = new URLSearchParams('harm=died&event=notifiable-incident&agency=here&agency=elsewhere');
    assert.deepEqual(readOpening('r', form, ['here']), {
      referralId: 'r',
      harm: 'died',
      event: 'notifiable-incident',
      agencyIds: ['here'],
    });
    const problems = readOpening('r', new URLSearchParams('harm=perhaps'), []);
    assert.deepEqual('referralId' in problems ? [] : problems.map(({ field }) => field), ['harm', 'event']);
  });
});

describe('the name of a case', () => {
  it('is never a word of somebody’s name', () => {
    const found = pseudonymsFor(['Ólive Lindén', 'Elm']);
    assert.ok(found.includes('Child Linden') === false && found.includes('Child Elm') === false);
    assert.ok(found.includes('Child Birch'));
  });

  it('tells children apart by a letter', () => {
    assert.deepEqual(
      [0, 1, 2].map((index) => childPseudonym('Child Birch', index)),
      ['Child Birch', 'Child Birch B', 'Child Birch C'],
    );
  });
});

describe('from a referral to a case and back to the referrer', () => {
  let office: Office;
  let coordinator: Colleague;
  let police: string;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    police = await office.agency('Eastwick Constabulary', 'police');
    await office.agency('Eastwick Hospitals');
  });
  after(() => office.close());

  const refer = (mark: string) => office.referral(goodAnswers(mark));
  const opening = { harm: 'died', event: 'notifiable-incident' };

  it('opens with a reference and a name of a tree, and nothing of the child in either', async () => {
    const id = await refer('Zephyrine');
    const browser = coordinator.browser();
    const form = await browser.open(`/referrals/${id}/case`);
    assert.equal(form.heading, 'Open a case');
    assert.match(form.html, new RegExp(`value="${police}" checked`), 'the statutory partners are ticked');
    await browser.send({ ...opening, agency: police });
    const { rows } = await sql<{
      reference: string;
      pseudonym: string;
      harm: string;
      name: string;
      agencies: number;
      state: string;
    }>`
      select c.reference, c.pseudonym, c.harm, ch.name, r.state,
        (select count(*) from app.case_agency a where a.case_id = c.id) as agencies
      from app.case_file c join app.case_referral cr on cr.case_id = c.id join app.referral r on r.id = cr.referral_id
        join app.case_child cc on cc.case_id = c.id join app.child ch on ch.id = cc.child_id where r.id = ${id}`.execute(
      office.owner,
    );
    const [row] = rows;
    assert.equal(rows.length, 1);
    assert.match(row?.reference ?? '', /^EASP-\d{4}-0001$/);
    assert.match(row?.pseudonym ?? '', /^Child [A-Z]/);
    assert.deepEqual([row?.harm, row?.agencies, row?.state], ['died', 1, 'received']);
    assert.equal(row?.name, 'Zephyrine child-name');
    const around = await sql<{ name: string; kind: string; child: string }>`
      select p.name, r.kind, ch.name as child from app.case_person p
      join app.case_relationship r on r.person_id = p.id join app.child ch on ch.id = r.child_id
      join app.case_referral cr on cr.case_id = p.case_id where cr.referral_id = ${id}`.execute(office.owner);
    assert.deepEqual(around.rows, [
      { name: 'Zephyrine person-name', kind: 'mother', child: 'Zephyrine child-name' },
    ]);
    const overview = await browser.open(`/cases/${row?.reference ?? ''}`);
    assert.match(
      overview.html,
      new RegExp(`Opened from</dt>.*href="/referrals/${id}"`),
      'key dates stay there',
    );
  });

  it('opens once, however often the form comes', async () => {
    const id = await refer('Quillon');
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/case`);
    await browser.send(opening);
    const other = coordinator.browser();
    await other.open(`/referrals/${id}`);
    assert.doesNotMatch(other.page.html, /Open a case/);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from app.case_referral where referral_id = ${id}`.execute(office.owner);
    assert.equal(rows[0]?.n, 1);
  });

  it('shows what is missing beside the field, and keeps the ticks', async () => {
    const id = await refer('Ysolde');
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/case`);
    const seen = await browser.send(new URLSearchParams({ agency: police, harm: 'nothing' }));
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, [
      'Say whether a child died or was seriously harmed',
      'Say what the case is about',
    ]);
    assert.match(seen.html, new RegExp(`value="${police}" checked`));
  });

  it('is there for coordinators alone', async () => {
    const id = await refer('Xanthe');
    const stranger = await coordinator.browser().open('/referrals/00000000-0000-0000-0000-000000000000/case');
    for (const role of ['chair', 'member', 'administrator', 'inspector', 'notifier']) {
      const seen = await (await office.person(role, { agency: police }))
        .browser()
        .open(`/referrals/${id}/case`);
      assert.equal(seen.status, 404, role);
      assert.equal(stranger.status, 404);
    }
  });

  it('tells the referrer the outcome, and mails only that there is something to read', async () => {
    const id = await refer('Wilhelmina');
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/case`);
    await browser.send(opening);
    await browser.open(`/referrals/${id}/outcome`);
    const empty = await browser.send({ outcome: '  ' });
    assert.deepEqual(empty.problems, ['Write what the referrer is to know']);
    const long = await browser.send({ outcome: 'x'.repeat(10_001) });
    assert.match(long.problems[0] ?? '', /1 too many/);
    assert.match(long.html, /x{10001}/, 'nothing that was typed is lost');
    const told = await browser.send({ outcome: 'The group will review how agencies worked together.' });
    assert.match(told.html, /What the referrer was told/);
    const { rows } = await sql<{
      state: string;
      outcome: string;
    }>`select state, outcome from app.referral where id = ${id}`.execute(office.owner);
    assert.deepEqual(rows, [
      { state: 'closed', outcome: 'The group will review how agencies worked together.' },
    ]);
    const mails = await sql<
      Record<string, unknown>
    >`select * from app.mail where to_address = 'wilhelmina@example.org'`.execute(office.owner);
    assert.equal(mails.rows.length, 1);
    assert.doesNotMatch(JSON.stringify(mails.rows), /review how|child-name/);
  });

  it('is shut to a coordinator who is excluded from the case, its referral too', async () => {
    const id = await refer('Vashti');
    const shut = await office.person('coordinator');
    const browser = coordinator.browser();
    await browser.open(`/referrals/${id}/case`);
    await browser.send(opening);
    const { rows } = await sql<{ id: string; reference: string; pseudonym: string }>`
      select c.id, c.reference, c.pseudonym from app.case_file c join app.case_referral r on r.case_id = c.id where r.referral_id = ${id}`.execute(
      office.owner,
    );
    const [opened] = rows;
    assert.ok(opened);
    const before = await shut.browser().open(`/referrals/${id}`);
    assert.equal(before.status, 200);
    await office.exclude(coordinator, opened, shut);
    const own = shut.browser();
    for (const path of ['', '/case', '/outcome', '/receipt']) {
      const seen = await own.open(`/referrals/${id}${path}`);
      const never = await own.open(`/referrals/11111111-1111-4111-8111-111111111111${path}`);
      assert.equal(seen.status, 404, path);
      assert.equal(seen.html, never.html.replaceAll('11111111-1111-4111-8111-111111111111', id), path);
    }
  });
});
