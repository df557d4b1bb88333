import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { fold } from '../intake/names.ts';
import { givenNames } from '../intake/given-names.ts';
import { soundOf } from '../intake/sound.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { isAsked, readAsked } from './asked.ts';
import { folded } from './folded.ts';
import type { Found } from './found.ts';
import { search } from './store.ts';

describe('searching what one may see', () => {
  let office: Office;
  let coordinator: Colleague;
  let chair: Colleague;
  let member: Colleague;
  let trust: string;
  let alder: OpenedCase;
  let birch: OpenedCase;
  let referralId: string;

  const find = (who: Colleague, typed: string): Promise<Found> =>
    transactionOf(office.app, who.token, async (tx) => {
      const asked = readAsked(typed);
      assert.ok(isAsked(asked), typed);
      return search(tx, asked);
    });
  const names = async (who: Colleague, typed: string) =>
    (await find(who, typed)).people.map(({ name }) => name);
  const counts = async (who: Colleague, typed: string) => {
    const { cases, referrals, people, documents } = await find(who, typed);
    return [cases.length, referrals.length, people.length, documents.length];
  };

  const fill = (of: OpenedCase, name: string, born: string | null, what: string, place: string) =>
    sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on) values (${office.id}, ${of.pseudonym}, ${name}, ${born}::date) returning id),
        incident as (insert into app.incident (partnership_id, what, place) values (${office.id}, ${what}, ${place}) returning id),
        joined as (insert into app.case_child (partnership_id, case_id, child_id) select ${office.id}, ${of.id}, id from child)
      insert into app.case_incident (partnership_id, case_id, incident_id) select ${office.id}, ${of.id}, id from incident`.execute(
      office.owner,
    );
  const around = (of: OpenedCase, name: string) =>
    sql`insert into app.case_person (partnership_id, case_id, name) values (${office.id}, ${of.id}, ${name})`.execute(
      office.owner,
    );

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    chair = await office.person('chair');
    trust = await office.agency('Eastwick Hospitals');
    member = await office.person('member', { agency: trust });
    alder = await office.openCase(coordinator, 'Child Alder');
    birch = await office.openCase(coordinator, 'Child Birch');
    await fill(
      alder,
      'Seán Ó Brien',
      '2015-02-03',
      'Taken to A&E with bruising that was not explained',
      'Merrow Vale',
    );
    await fill(
      birch,
      'Niamh Kowalska-Thompson',
      '2019-11-30',
      'Found alone at the swimming baths',
      'Eastwick',
    );
    await around(alder, 'Catherine McDonald');
    await around(birch, 'William Zając');
    await office.involve(coordinator, alder, trust);
    referralId = await office.referral({
      children: [{ id: '1', 'child-name': 'Mohammed Hussain', 'child-born': '2014-05-06' }],
      people: [{ id: '1', 'person-name': 'Oluwaseun D’Souza' }],
      'incident-where': 'Northbank',
      'incident-what': 'Scalded by hot water',
    });
    await sql`with key as (insert into app.data_key (partnership_id, case_id, wrapped) values (${office.id}, ${birch.id}, decode(repeat('00', 61), 'hex')) returning id),
        document as (insert into app.document (partnership_id, case_id, number, title, classification, seen_by, added_by)
          values (${office.id}, ${birch.id}, 1, 'Summary of the practice', 'official', 'everybody', ${coordinator.accountId}),
            (${office.id}, ${alder.id}, 1, 'Summary for the office', 'official-sensitive', 'office', ${coordinator.accountId}) returning id, case_id)
      insert into app.file (partnership_id, document_id, case_id, key_id, number, name, kind, bytes, sha256)
      select ${office.id}, document.id, document.case_id, key.id, 1, 'chronology_final.pdf', 'pdf', 1, decode(repeat('00', 32), 'hex') from key, document`.execute(
      office.owner,
    );
  });
  after(() => office.close());

  it('compares words as what is typed is compared', async () => {
    const strange = [
      'Ó Súilleabháin',
      "O'Neill-Ward",
      'Łukasz Żółć',
      'Straße',
      'ÆTHEL',
      'a  b',
      '‘x’–y',
      'ﬁne № 5',
      '',
      '<b>%_\\',
    ];
    for (const words of [...strange, ...givenNames]) {
      const { rows } = await sql<{ folded: string; sound: string }>`
        select ctx.folded(${words}) as folded, ctx.sound_of(${fold(words).replaceAll(/[ -]/g, '')}) as sound`.execute(
        office.owner,
      );
      assert.equal(rows[0]?.folded, folded(words), words);
      assert.equal(rows[0]?.sound, soundOf(fold(words).replaceAll(/[ -]/g, '')), words);
    }
  });

  for (const [typed, name] of [
    ['Seán Ó Brien', 'Seán Ó Brien'],
    ['sean o’brien', 'Seán Ó Brien'],
    ["O'Brien, Sean", 'Seán Ó Brien'],
    ['Shaun OBryen', 'Seán Ó Brien'],
    ['brien', 'Seán Ó Brien'],
    ['03/02/2015', 'Seán Ó Brien'],
    ['3 February 2015', 'Seán Ó Brien'],
    ['O’Brien 2015-02-03', 'Seán Ó Brien'],
    ['O’Brien born 3.2.2015', 'Seán Ó Brien'],
    ['Neve Thompson', 'Niamh Kowalska-Thompson'],
    ['Tomson Neeve', 'Niamh Kowalska-Thompson'],
    ['Kowal', 'Niamh Kowalska-Thompson'],
    ['KOWALSKA THOMPSON', 'Niamh Kowalska-Thompson'],
    ['Kathryn Macdonald', 'Catherine McDonald'],
    ['Kate Mc Donald', 'Catherine McDonald'],
    ['Bill Zajac', 'William Zając'],
    ['W Zając', 'William Zając'],
  ] as const)
    it(`finds ${name} as “${typed}”`, async () => assert.deepEqual(await names(coordinator, typed), [name]));

  it('puts the name as it is written before one that sounds like it', async () => {
    await around(birch, 'Shaun O’Bryan');
    assert.deepEqual(await names(coordinator, 'Sean OBrien'), ['Seán Ó Brien', 'Shaun O’Bryan']);
    assert.deepEqual(await names(coordinator, 'Shaun OBryan'), ['Shaun O’Bryan', 'Seán Ó Brien']);
    await sql`delete from app.case_person where name = 'Shaun O’Bryan'`.execute(office.owner);
  });

  it('finds a case by its reference, whole or in part, and by its pseudonym', async () => {
    const { reference } = alder;
    const [prefix, year] = reference.split('-');
    for (const typed of [
      reference,
      reference.toLowerCase(),
      '1',
      '0001',
      `${year}-1`,
      `${prefix} ${year} 1`,
      'Alder',
      'alde',
      'Child Alder',
    ])
      assert.deepEqual(
        (await find(coordinator, typed)).cases.map((one) => one.reference),
        [reference],
        typed,
      );
    assert.equal((await find(coordinator, `${prefix}-${year}`)).cases.length, 2);
  });

  it('finds a case by what happened, where, its summary and a decision', async () => {
    assert.equal((await find(coordinator, 'bruises')).cases[0]?.what, true);
    assert.equal((await find(coordinator, 'a&e')).cases[0]?.reference, alder.reference);
    assert.equal((await find(coordinator, '"swimming baths"')).cases[0]?.reference, birch.reference);
    assert.deepEqual((await find(coordinator, '"baths swimming"')).cases, []);
    assert.equal((await find(coordinator, 'Merrow Vale')).cases[0]?.place, true);
    await sql`update app.case_file set summary = 'Known to housing' where id = ${birch.id}`.execute(
      office.owner,
    );
    assert.equal((await find(coordinator, 'housing')).cases[0]?.summary, true);
    await sql`insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
      values (${office.id}, ${birch.id}, '2026-11-20', 'The group', 'x', 'x', '{}', 'LCSPR', 'Escalation was slow', ${coordinator.accountId})`.execute(
      office.owner,
    );
    assert.equal((await find(coordinator, 'slow escalation')).cases[0]?.decision, true);
  });

  it('finds a referral by its number, the people in it and what happened', async () => {
    for (const typed of [
      '1',
      'Referral 1',
      'Referral 1 of 23 Nov 2026',
      'Muhammad Hussein',
      'dsouza',
      '6 May 2014',
      'scalds',
      'Northbank',
    ])
      assert.deepEqual(
        (await find(coordinator, typed)).referrals.map(({ id }) => id),
        [referralId],
        typed,
      );
  });

  it('never finds a draft', async () => {
    await sql`insert into app.referral (partnership_id, answers) values (${office.id}, '{"incident-what": "zebracrossing"}')`.execute(
      office.owner,
    );
    assert.deepEqual(await counts(coordinator, 'zebracrossing'), [0, 0, 0, 0]);
  });

  it('finds documents by title and by the name of a file', async () => {
    assert.equal((await find(coordinator, 'practice summary')).documents.length, 1);
    assert.equal((await find(coordinator, 'summ')).documents.length, 2);
    assert.equal((await find(coordinator, 'chronology')).documents.length, 2);
  });

  it('takes the signs of a pattern for what they are', async () => {
    for (const typed of [
      '%777',
      '_ _ a1',
      "x'); drop",
      'a\\b',
      'a & !b | c',
      '🙂 zzz',
      'سارة zz',
      '-foo',
      '"" zz',
      'ﷺ',
      "qq':* | (a",
    ])
      assert.deepEqual(await counts(coordinator, typed), [0, 0, 0, 0], typed);
  });

  it('says when only common words were typed, and still looks for them as names', async () => {
    const found = await find(coordinator, 'the and was');
    assert.equal(found.onlyCommon, true);
    await around(birch, 'Will Will');
    assert.deepEqual(await names(coordinator, 'Will'), ['Will Will', 'William Zając']);
    await sql`delete from app.case_person where name = 'Will Will'`.execute(office.owner);
  });

  it('shows the chair every case, and no referral that is nobody’s yet', async () => {
    assert.deepEqual(await names(chair, 'Zajac'), ['William Zając']);
    assert.deepEqual(await counts(chair, 'scalded'), [0, 0, 0, 0]);
  });

  it('shows an agency its own cases, and of their documents those for it', async () => {
    assert.deepEqual(await names(member, 'brien'), ['Seán Ó Brien']);
    assert.deepEqual(await names(member, 'Kowalska'), []);
    assert.deepEqual(await counts(member, 'baths'), [0, 0, 0, 0]);
    assert.deepEqual(await counts(member, 'bruising'), [1, 0, 0, 0]);
    assert.deepEqual(await counts(member, 'chronology'), [0, 0, 0, 0]);
    assert.deepEqual(await counts(member, 'scalded'), [0, 0, 0, 0]);
    assert.deepEqual(await counts(member, '1'), [1, 0, 0, 0]);
  });

  it('shows nothing to whoever has no part in casework, or has left', async () => {
    for (const role of ['administrator', 'inspector', 'reviewer', 'scrutineer', 'safeguarding-lead'])
      for (const typed of ['1', 'brien', 'bruising', 'summ', 'scalded'])
        assert.deepEqual(await counts(await office.person(role), typed), [0, 0, 0, 0], `${role} ${typed}`);
    const leaver = await office.person('coordinator');
    assert.equal((await names(leaver, 'brien')).length, 1);
    await office.leave(leaver);
    await assert.rejects(names(leaver, 'brien'), { code: '28000' });
  });

  it('shows nothing of a case to whoever is excluded from it, in any role', async () => {
    for (const role of ['coordinator', 'chair', 'member']) {
      const shut = await office.person(role, { agency: trust });
      const before = await Promise.all(
        ['1', 'brien', 'bruising', 'summ', 'Alder'].map((typed) => counts(shut, typed)),
      );
      assert.ok(
        before.flat().some((count) => count > 0),
        role,
      );
      await office.exclude(coordinator, alder, shut);
      for (const typed of [
        'brien',
        'bruising',
        'Alder',
        'office',
        'Catherine',
        alder.reference,
        '3 Feb 2015',
      ])
        assert.deepEqual(await counts(shut, typed), [0, 0, 0, 0], `${role} ${typed}`);
    }
  });

  it('looks into an index, however many records there are', async () => {
    await sql`insert into app.referral (partnership_id, state, answers, number, sent_at)
      select ${office.id}, 'sent', jsonb_build_object('incident-what', 'nothing of note ' || n, 'children', jsonb_build_array(jsonb_build_object('child-name', 'Made Up' || n))), 100 + n, now()
      from generate_series(1, 3000) n`.execute(office.owner);
    await sql`analyze app.referral`.execute(office.owner);
    const { rows } = await sql<{ plan: string }>`explain (format text) select id from app.referral
      where state <> 'draft' and search_names @@ '''~hsn'''::tsquery`.execute(office.owner);
    assert.match(JSON.stringify(rows), /Bitmap Index Scan on referral_names/);
    const found = await find(coordinator, 'nothing of note');
    assert.equal(found.referrals.length, 201, 'one more than is shown');
  });
});
