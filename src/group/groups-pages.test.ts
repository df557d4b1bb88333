import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, officeIn, type Office, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { checkEveryRead } from '../platform/pages/page.ts';

let office: Office;
let elsewhere: Office;
let nurse: Colleague;
let coordinator: Visitor;
let main = '';

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Wetherleigh');
  const board = await office.agency('NHS Eastwick Integrated Care Board', 'integrated-care-board');
  nurse = await office.person('member', { agency: board, name: 'Ngozi Nurse' });
  coordinator = (await office.person('coordinator')).browser();
  const { rows } = await sql<{ id: string }>`
    select id from app.review_group where partnership_id = ${office.id}::uuid and kind = 'main'`.execute(
    office.owner,
  );
  main = rows[0]?.id ?? '';
});
after(async () => {
  await elsewhere.close();
  await office.close();
  checkEveryRead(false);
});

const on = (field: string, day: string) => {
  const { year, month, day: of } = Temporal.PlainDate.from(day);
  return { [`${field}-day`]: String(of), [`${field}-month`]: String(month), [`${field}-year`]: String(year) };
};
const at = (path = '') => `/settings/groups/${main}${path}`;
const fill = async (path: string, answers: Readonly<Record<string, string>>) => {
  await coordinator.open(path);
  return coordinator.send(answers);
};
const group = async (day?: string) => {
  const seen = await coordinator.open(at(day === undefined ? '' : `?day=${day}`));
  await assertGoodHtml(seen.html);
  return wordsOf(seen.html);
};
const seatNamed = async (name: string) => {
  const { rows } = await sql<{ id: string }>`
    select id from app.review_group_seat where partnership_id = ${office.id}::uuid and name = ${name}`.execute(
    office.owner,
  );
  return rows[0]?.id ?? '';
};

describe('the group of a new partnership', () => {
  it('is there under its name, without seats, and stands among the settings', async () => {
    const settings = await coordinator.open('/settings');
    assert.match(wordsOf(settings.html), /Groups[^]*Bank holidays/);
    await assertGoodHtml(settings.html);
    const seen = await coordinator.open('/settings/groups');
    assert.equal(seen.heading, 'One group, and every seat has an owner');
    assert.match(wordsOf(seen.html), /Critical Incident Group \(CIG\)[^]*No group/);
    await assertGoodHtml(seen.html);
  });
});

describe('a seat', () => {
  it('is added, is empty until somebody gets it, and is then theirs', async () => {
    const seen = await fill(at('/seats/add'), {
      name: 'Designated nurse',
      capacity: 'member',
      ...on('from', '2026-01-05'),
    });
    assert.equal(seen.heading, 'Who has the seat “Designated nurse”?');
    const empty = await coordinator.open('/settings/groups');
    assert.equal(empty.heading, 'One seat has no owner');
    assert.match(wordsOf(empty.html), /Nobody since 5 January 2026/);
    await assertGoodHtml(empty.html);
    assert.match(
      wordsOf((await coordinator.open('/work')).html),
      /Seats without an owner 1 Designated nurse/,
    );
    const given = await fill(at(`/seats/${await seatNamed('Designated nurse')}`), {
      act: 'hand-over',
      account: nurse.accountId,
      ...on('from', '2026-01-05'),
    });
    assert.equal(given.path, at());
    assert.match(await group(), /Designated nurse[^]*Ngozi Nurse/);
  });

  it('is handed over from a day to somebody by name, and reads as it was before that day', async () => {
    const path = at(`/seats/${await seatNamed('Designated nurse')}`);
    await fill(path, { act: 'hand-over', account: '', person: 'Wanda Without', ...on('from', '2026-06-01') });
    assert.match(
      await group('2026-05-31'),
      /Who sits there on 31 May 2026[^]*As a member[^]*Ngozi Nurse Wanda Without, from 1 June 2026/,
    );
    assert.match(await group(), /Wanda Without Ngozi Nurse, from 5 January 2026 until 1 June 2026/);
  });

  it('gets a deputy, who ends again', async () => {
    const path = at(`/seats/${await seatNamed('Designated nurse')}`);
    await fill(path, { act: 'deputy', account: nurse.accountId, ...on('from', '2026-06-01') });
    assert.match(await group(), /Deputy: Ngozi Nurse/);
    const { rows } = await sql<{ id: string }>`
      select id from app.review_group_holder where stands = 'deputy' and superseded_at is null`.execute(
      office.owner,
    );
    await fill(path, { act: 'deputy-ends', deputy: rows[0]?.id ?? '', ...on('from', '2026-11-01') });
    assert.doesNotMatch(await group(), /Deputy: Ngozi/);
    assert.match(await group('2026-10-31'), /Deputy: Ngozi Nurse/);
  });

  it('is empty from the day on which whoever has it has no role here any longer', async () => {
    await fill(at('/seats/add'), {
      name: 'Head of safeguarding',
      capacity: 'member',
      ...on('from', '2026-01-05'),
    });
    const leaver = await office.person('member', {
      name: 'Lena Leaver',
      agency: await office.agency('Eastwick Trust'),
    });
    await fill(at(`/seats/${await seatNamed('Head of safeguarding')}`), {
      act: 'hand-over',
      account: leaver.accountId,
      ...on('from', '2026-01-05'),
    });
    assert.equal(
      (await coordinator.open('/settings/groups')).heading,
      'One group, and every seat has an owner',
    );
    await office.leave(leaver);
    const seen = await coordinator.open('/settings/groups');
    assert.match(wordsOf(seen.html), /Head of safeguarding[^]*Nobody since 23 November 2026/);
    assert.match(await group('2026-11-22'), /Lena Leaver/);
  });

  it('is not given to somebody who is not here, nor twice, nor from a day before it was there', async () => {
    const path = at(`/seats/${await seatNamed('Designated nurse')}`);
    const foreign = await elsewhere.person('member', {
      name: 'Fern Foreign',
      agency: await elsewhere.agency('Theirs'),
    });
    await coordinator.open(path);
    const seen = await coordinator.send({
      act: 'hand-over',
      account: foreign.accountId,
      person: '',
      ...on('from', '2026-11-23'),
    });
    assert.deepEqual(seen.problems, [
      'That person has no role here any longer. Choose somebody else, or type a name.',
    ]);
    assert.equal(seen.status, 400);
    await assertGoodHtml(seen.html);
    const same = await fill(path, {
      act: 'hand-over',
      account: '',
      person: 'Wanda Without',
      ...on('from', '2026-11-23'),
    });
    assert.deepEqual(same.problems, ['That is so already. Nothing was changed.']);
    const early = await fill(path, {
      act: 'hand-over',
      account: '',
      person: 'Early',
      ...on('from', '2020-01-01'),
    });
    assert.deepEqual(early.problems, ['That seat is not there on that day.']);
    const both = await fill(path, {
      act: 'hand-over',
      account: nurse.accountId,
      person: 'Both',
      ...on('from', '2026-02-28'),
      'from-day': '30',
    });
    assert.equal(both.problems.length, 2);
    const zero = await fill(path, {
      act: 'hand-over',
      account: '',
      person: '\u0000',
      ...on('from', '2026-11-23'),
    });
    assert.deepEqual(zero.problems, ['Choose somebody, or type a name']);
  });

  it('is not changed by a form that was shown before somebody else changed it, and what was typed stays', async () => {
    const path = at(`/seats/${await seatNamed('Designated nurse')}`);
    await coordinator.open(path);
    const second = (await office.person('coordinator')).browser();
    await second.open(path);
    await second.send({ act: 'hand-over', account: '', person: 'First Come', ...on('from', '2026-11-20') });
    const seen = await coordinator.send({
      act: 'hand-over',
      account: '',
      person: 'Second Come',
      ...on('from', '2026-11-23'),
    });
    assert.match(seen.problems[0] ?? '', /Somebody else has changed this meanwhile/);
    assert.match(seen.html, /value="Second Come"/);
    const sent = await coordinator.send({
      act: 'hand-over',
      account: '',
      person: 'Second Come',
      ...on('from', '2026-11-23'),
    });
    assert.equal(sent.path, at());
    assert.match(await group(), /Second Come[^]*First Come, from 20 November 2026 until 23 November 2026/);
  });
});

describe('what holds of a group', () => {
  it('is called otherwise from a day on, here and on the page for everybody, and what was stays', async () => {
    await fill(at('/name'), {
      name: 'Practice Review Group',
      abbreviation: 'PRG',
      ...on('from', '2026-09-01'),
    });
    assert.match(
      await group('2026-08-31'),
      /Critical Incident Group[^]*The name on this day[^]*Practice Review Group/,
    );
    assert.equal((await coordinator.open(at())).heading, 'Practice Review Group');
    const { rows } = await sql<{ names: { kind: string; name: string; until: string | null }[] }>`
      select names from published.partnership where id = ${office.id}::uuid`.execute(office.owner);
    assert.deepEqual(
      rows[0]?.names.filter(({ kind }) => kind === 'group').map(({ name, until }) => [name, until]),
      [
        ['Critical Incident Group', '2026-09-01'],
        ['Practice Review Group', null],
      ],
    );
  });

  it('has a chair that goes round, a quorum, terms of reference and plans to watch', async () => {
    const [seat, other] = [await seatNamed('Designated nurse'), await seatNamed('Head of safeguarding')];
    await fill(at('/chair'), { seat, ...on('from', '2026-01-05') });
    await fill(at('/chair'), { seat: other, ...on('from', '2027-04-01') });
    await fill(at('/quorum'), {
      minimum: '3',
      required: seat,
      otherwise: 'block',
      ...on('from', '2026-01-05'),
    });
    await fill(at('/terms'), { words: 'It considers\n\nevery case.', ...on('from', '2026-01-05') });
    await fill('/settings/groups/plans', {
      watches: 'single-agency',
      group: main,
      ...on('from', '2026-01-05'),
    });
    const words = await group();
    assert.match(words, /Chair Designated nurse \(Second Come\) Head of safeguarding, from 1 April 2027/);
    assert.match(
      words,
      /3 members at least, among them: Designated nurse\. Without them nothing is decided\./,
    );
    assert.match(words, /Watches Single-agency plans/);
    assert.match(words, /Since 5 January 2026 It considers every case\./);
    assert.match(words, /As a member, needed for a quorum/);
  });

  it('is told by everybody’s page, by seat and never by person', async () => {
    const response = await office.world.app.site.inject({
      method: 'GET',
      url: '/process',
      headers: { host: office.host },
    });
    const words = wordsOf(response.body);
    assert.match(words, /Who sits in the Practice Review Group[^]*Designated nurse/);
    assert.doesNotMatch(words, /Second Come|Wanda|Ngozi/);
    const families = await office.world.app.site.inject({
      method: 'GET',
      url: '/process/families',
      headers: { host: office.host },
    });
    assert.equal(families.statusCode, 200);
  });

  it('does not end while it watches plans or a seat chairs', async () => {
    const seen = await fill(at('/end'), on('until', '2027-01-01'));
    assert.match(seen.problems[0] ?? '', /still watches action plans/);
    const seat = await fill(
      at(`/seats/${await seatNamed('Head of safeguarding')}/end`),
      on('until', '2026-12-01'),
    );
    assert.match(seat.problems[0] ?? '', /in the chair/);
  });

  it('has another group beside it, of a name of its own, and only one of the small kind', async () => {
    const twice = await fill('/settings/groups/add', {
      name: 'practice review group',
      kind: 'other',
      ...on('from', '2026-10-01'),
    });
    assert.match(twice.problems[0] ?? '', /There already is a group called/);
    const made = await fill('/settings/groups/add', {
      name: 'Rapid Review Core',
      kind: 'core',
      ...on('from', '2026-10-01'),
    });
    assert.equal(made.heading, 'Rapid Review Core');
    const second = await fill('/settings/groups/add', {
      name: 'Another Core',
      kind: 'core',
      ...on('from', '2026-11-01'),
    });
    assert.match(second.problems[0] ?? '', /There already is the small group/);
    const ended = await fill(made.path + '/end', on('until', '2026-11-01'));
    assert.match(wordsOf(ended.html), /Ended on 1 November 2026/);
    await assertGoodHtml(ended.html);
    assert.equal((await coordinator.open(made.path + '/name')).status, 404);
  });

  it('asks for a day that there is', async () => {
    const seen = await coordinator.open(at('?day=2026-02-30'));
    assert.deepEqual([seen.status, seen.problems], [400, ['Enter a day such as 2026-04-01']]);
  });
});

describe('groups and whoever may not change them', () => {
  it('are read by the chair, without a form, and are not there for anybody else', async () => {
    const forms = [
      '/settings/groups/add',
      '/settings/groups/plans',
      at('/name'),
      at('/chair'),
      at('/quorum'),
      at('/terms'),
      at('/end'),
      at('/seats/add'),
    ];
    const chair = (await office.person('chair')).browser();
    const seen = await chair.open(at());
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.html, /Hand over|Add a seat|Change the chair/);
    for (const role of ['chair', 'member', 'reviewer', 'inspector']) {
      const browser = (await office.person(role)).browser();
      const nothing = (await browser.open('/settings/nothing')).html;
      for (const path of role === 'chair' ? forms : ['/settings', '/settings/groups', at(), ...forms]) {
        const answer = await browser.open(path);
        assert.deepEqual([answer.status, answer.html === nothing], [404, true], `${role} ${path}`);
      }
    }
  });

  it('of another partnership are not there', async () => {
    const theirs = (await elsewhere.person('coordinator')).browser();
    assert.equal((await theirs.open(at())).status, 404);
    assert.equal((await theirs.open(at('/seats/add'))).status, 404);
  });
});
