import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  beginReferral,
  fillIn,
  fillInAll,
  goodAnswers,
  goodForm,
  pagesOf,
  sectionOf,
  usualSections,
} from '../../test/referrer.ts';
import { visitor, type Visitor } from '../../test/visitor.ts';
import { caseFrom } from '../cases/opening.ts';
import { openTowns, type Somebody, type Towns } from '../people/samples.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import type { Answers } from './question.ts';

let towns: Towns;
let coordinator: Somebody;
before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  coordinator = await towns.somebody(towns.harnley, 'cor@example.org', 'coordinator');
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

async function referrer(): Promise<Visitor> {
  await sql`delete from ctx.attempt`.execute(towns.owner);
  const person = visitor(towns.world, towns.harnley.host);
  await beginReferral(person);
  return person;
}

const latest = async () => {
  const { rows } = await sql<{ id: string }>`
    select id from app.referral order by coalesce(sent_at, created_at) desc limit 1`.execute(towns.owner);
  return rows[0]?.id ?? '';
};

/** Puts answers as they were kept before the form was this one. */
const putAnswers = (id: string, answers: Answers) =>
  sql`update app.referral set answers = ${JSON.stringify(answers)}::jsonb where id = ${id}`.execute(
    towns.owner,
  );

async function save(person: Visitor, path: string, answers: Readonly<Record<string, string>>) {
  await person.open(path);
  return person.send(answers);
}

const noCall = { 'at-risk-now': 'no', 'died-last-day': 'no', 'aware-media': 'no' };

describe('what is urgent', () => {
  for (const [answers, first, words] of [
    [{ 'at-risk-now': 'yes' }, 'Stop here and call now', 'a child is at risk now'],
    [{ 'died-last-day': 'yes' }, 'Whom you have called', 'a child has died within the last day'],
    [{ 'aware-media': 'yes' }, 'Whom you have called', 'newspapers or social media have taken it up'],
  ] as const)
    it(`is called about first, then sent, marked urgent: ${words}`, async () => {
      const person = await referrer();
      await fillInAll(person, 'Rowan');
      const seen = await save(person, '/refer/form/safety', { ...noCall, ...answers });
      assert.equal(seen.heading, first);
      await assertGoodHtml(seen.html);
      await person.open('/refer/check');
      await person.send({});
      assert.equal(person.page.status, 400, 'not before somebody was called');
      assert.match(person.page.html, /Call first, then say whom you have called/);
      await person.open('/refer/form/call');
      assert.match(wordsOf(person.page.html), new RegExp(`Call first: you say that ${words}`));
      await assertGoodHtml(person.page.html);
      await fillIn(person, sectionOf('call'), 'Rowan');
      assert.match(wordsOf(person.page.html), /Ready to check and send.*Marked urgent/);
      await assertGoodHtml(person.page.html);
      await person.open('/refer/check');
      assert.match(wordsOf(person.page.html), /It goes marked urgent/);
      await person.send({});
      assert.equal(person.page.path, '/refer/sent');
      const { browser } = coordinator;
      const id = await latest();
      assert.match(wordsOf((await browser.open('/work')).html), /New, marked urgent/);
      await browser.open(`/referrals/${id}`);
      await assertGoodHtml(browser.page.html);
      assert.match(wordsOf(browser.page.html), new RegExp(`Marked urgent: the referrer says that ${words}`));
      assert.match(browser.page.html, /Rowan called-who/);
      await browser.send({});
    });

  it('names no telephone that the partnership has not set', async () => {
    const person = await referrer();
    await save(person, '/refer/form/safety', { ...noCall, 'aware-media': 'yes' });
    assert.match(wordsOf(person.page.html), /mailbox and telephone have not been set/);
    assert.doesNotMatch(person.page.html, /href="tel:/);
  });

  it('is no page of the form where nothing is', async () => {
    const person = await referrer();
    await save(person, '/refer/form/safety', noCall);
    assert.equal(person.page.path, '/refer/form');
    assert.doesNotMatch(person.page.html, /form\/call/);
    assert.equal((await person.open('/refer/form/call')).path, '/refer/form');
  });
});

describe('good practice', () => {
  it('is referred without a word about harm, police or coroner', async () => {
    const person = await referrer();
    await save(person, '/refer/form/about', { referring: 'good-practice' });
    assert.doesNotMatch(person.page.html, /form\/why/);
    for (const section of usualSections.filter(
      ({ id }) => !['about', 'why', 'others', 'together'].includes(id),
    ))
      await fillIn(person, section, 'Hawthorn');
    await person.open('/refer/form/others');
    assert.doesNotMatch(person.page.html, /aware-police|aware-coroner|records-secured/);
    await person.send({ 'aware-family': 'yes' });
    await person.open('/refer/form/together');
    assert.doesNotMatch(person.page.html, /together-concern/);
    await person.send({});
    assert.deepEqual(person.page.problems, ['Say what they did well, and why it worked']);
    await person.send({ 'together-well': 'They kept one plan' });
    assert.equal(person.page.heading, 'Ready to check and send');
    await person.open('/refer/check');
    await person.send({});
    assert.equal(person.page.heading, 'Your referral has been sent');
  });
});

describe('children and those around them', () => {
  it('names several children and agencies, and takes one out again', async () => {
    const person = await referrer();
    await fillIn(person, sectionOf('children'), 'Gorse', '1');
    await fillIn(person, sectionOf('children'), 'Hazel', '2');
    assert.match(wordsOf(person.page.html), /Gorse child-name.*Hazel child-name/);
    await person.open('/refer/form/children/1/remove');
    assert.match(person.page.html, /Gorse child-name/);
    await person.send({});
    assert.equal(person.page.path, '/refer/form/children');
    assert.doesNotMatch(person.page.html, /Gorse/);
    for (const path of [
      '/refer/form/nothing',
      '/refer/form/children/0',
      '/refer/form/lead/1',
      '/refer/form/children/x',
      '/refer/form/children/1/nothing',
    ])
      assert.equal((await person.open(path)).status, 404, path);
  });

  it('says what somebody is to which child, by the names that were typed', async () => {
    const person = await referrer();
    await fillIn(person, sectionOf('children'), 'Gorse', '1');
    await person.open('/refer/form/people/1');
    assert.doesNotMatch(person.page.html, /person-children/, 'with one child there is no which');
    await fillIn(person, sectionOf('children'), 'Hazel', '2');
    await person.open('/refer/form/people/1');
    assert.match(wordsOf(person.page.html), /To which child or children\? Gorse child-name Hazel child-name/);
    const who = goodForm(
      { ...sectionOf('people'), questions: pagesOf(sectionOf('people'))[0]?.page.questions ?? [] },
      'Lime',
    );
    await person.send(who);
    assert.deepEqual(person.page.problems, ['Tick the child or children to whom the person is this']);
    await assertGoodHtml(person.page.html);
    who.append('person-children', '2');
    who.set('person-other-relation', 'step-parent');
    who.append('person-other-children', '2');
    await person.send(who);
    assert.deepEqual(person.page.problems, ['Tick a child once: here, or among those above']);
    who.set('person-other-children', '1');
    await person.send(who);
    assert.equal(person.page.path, '/refer/form/people/1/more');
    await person.open('/refer/check');
    assert.match(
      wordsOf(person.page.html),
      /To which child or children\? Hazel child-name .*To which other child or children\? Gorse child-name/,
    );
  });

  it('forgets a tick with its child, so that the next child of that number is nobody’s', async () => {
    const person = await referrer();
    for (const id of ['1', '2', '3']) await fillIn(person, sectionOf('children'), `Elm${id}`, id);
    await save(person, '/refer/form/people/1', {
      'person-name': 'Ada',
      'person-relation': 'mother',
      'person-children': '3',
    });
    assert.equal(person.page.status, 200, person.page.problems.join());
    await person.open('/refer/form/children/3/remove');
    await person.send({});
    await fillIn(person, sectionOf('children'), 'Elm4', '3');
    await person.open('/refer/form/people/1');
    assert.match(person.page.html, /Elm4 child-name/);
    assert.doesNotMatch(person.page.html, /value="3" checked/);
    await person.open('/refer/form/people');
    assert.match(wordsOf(person.page.html), /Something is still missing/);
  });

  it('keeps the other pages of a child when one is saved, in two windows at once', async () => {
    const person = await referrer();
    await fillIn(person, sectionOf('children'), 'Alder', '1');
    await person.open('/refer/form/children/1/home');
    const [base = '', token = ''] = ['base', 'form-token'].map(
      (name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(person.page.html)?.[1] ?? '',
    );
    await save(person, '/refer/form/children/1/background', {
      'child-ethnicity': 'AIND',
      'child-disability': 'no',
    });
    await person.raw(
      '/refer/form/children/1/home',
      `form-token=${token}&base=${base}&child-home=With+her+aunt&child-area=here`,
    );
    assert.equal(
      person.page.path,
      '/refer/form/children/1/care',
      'another page of the same child is no clash',
    );
    await person.open('/refer/check');
    assert.match(wordsOf(person.page.html), /Alder child-name.*Indian.*With her aunt/);
    await person.raw(
      '/refer/form/children/1/home',
      `form-token=${token}&base=${base}&child-home=With+an+uncle&child-area=here`,
    );
    assert.equal(person.page.status, 409, 'the back button, and another text');
    assert.match(wordsOf(person.page.html), /With her aunt.*With an uncle/);
  });
});

describe('key dates', () => {
  it('are entered in any order and read in the order of time', async () => {
    const person = await referrer();
    for (const [entry, day, given, event] of [
      ['1', ['9', '6', '2026'], '', 'Taken to hospital'],
      ['2', ['', '', ''], 'over the winter', 'Neighbours called twice'],
      ['3', ['31', '5', '2026'], '', 'Seen at school'],
    ] as const)
      await save(person, `/refer/form/dates/${entry}`, {
        'date-day-day': day[0],
        'date-day-month': day[1],
        'date-day-year': day[2],
        'date-given': given,
        'date-time': entry === '1' ? 'about 10 pm' : '',
        'date-event': event,
      });
    assert.match(wordsOf(person.page.html), /9 June 2026, about 10 pm: Taken to hospital/);
    await person.open('/refer/check');
    assert.match(
      wordsOf(person.page.html),
      /31 May 2026 Seen at school 9 June 2026, about 10 pm Taken to hospital over the winter Neighbours called twice/,
    );
    await save(person, '/refer/form/dates/4', { 'date-event': 'No day at all' });
    assert.deepEqual(person.page.problems, ['Enter the day, or say roughly when it was']);
  });
});

describe('a draft', () => {
  it('is said to be destroyed, above everything else, in its last week and not before', async () => {
    const person = await referrer();
    const id = await latest();
    for (const [days, isWarned] of [
      [9, false],
      [6, true],
      [1, true],
    ] as const) {
      await sql`update app.referral set expires_at = now() + ${`${days} days`}::interval where id = ${id}`.execute(
        towns.owner,
      );
      await person.open('/refer/form');
      assert.equal(
        /This draft is destroyed on \d+ \w+ \d{4}\./.test(wordsOf(person.page.html)),
        isWarned,
        `${days}`,
      );
      await assertGoodHtml(person.page.html);
    }
  });

  // The nine pages of the form as they were first released, with the keys under which answers are kept since.
  const former: Answers = {
    'at-risk-now': 'no',
    'safety-steps': 'A safety plan',
    'lead-spoken': 'no',
    'lead-why-not': 'On leave',
    'referrer-name': 'Bea',
    'referrer-agency': 'A school',
    'referrer-job': 'Teacher',
    'referrer-telephone': '01632 960123',
    children: [
      {
        id: '1',
        'child-name': 'Zoë O’Neill',
        'child-born': '2019-03-21',
        'child-sex': 'F',
        'child-ethnicity': 'WBRI',
        'child-disability': 'yes',
        'child-disability-which': 'A hearing loss',
        'child-home': 'With an aunt',
      },
    ],
    'incident-when': 'early June',
    'incident-day': '2026-06-05',
    'incident-what': 'She was hurt',
    reasons: ['died', 'good-practice'],
    'why-died': 'It is known',
    'why-good-practice': 'They kept in touch',
    'together-well': 'They met weekly',
    agencies: [{ id: '1', 'agency-name': 'A school', 'agency-involved': 'not-known' }],
    'aware-police': 'yes',
    'aware-coroner': 'no',
    'aware-media': 'yes',
    'aware-family': 'not-known',
    'aware-more': 'Mind the brother',
  };

  const read =
    /A safety plan.*On leave.*Bea.*Zoë O’Neill.*21 March 2019.*A hearing loss.*With an aunt.*She was hurt.*A child has died.*It is known.*They kept in touch.*They met weekly.*Mind the brother/;

  it('that was begun with the former form is read, gone on with and sent', async () => {
    const person = await referrer();
    await putAnswers(await latest(), former);
    await person.open('/refer/check');
    await assertGoodHtml(person.page.html);
    assert.match(wordsOf(person.page.html), read);
    for (const section of ['safety', 'call', 'about', 'children', 'incident', 'others', 'more'])
      await fillIn(person, sectionOf(section), 'New');
    await person.open('/refer/check');
    await person.send({});
    assert.equal(person.page.heading, 'Your referral has been sent');
  });

  it('that was sent with the former form is read by its coordinator, and makes a case', async () => {
    const person = await referrer();
    await fillInAll(person, 'Willow');
    await person.open('/refer/check');
    await person.send({});
    const id = await latest();
    await putAnswers(id, former);
    const { browser } = coordinator;
    await browser.open(`/referrals/${id}`);
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), read);
    const { children, incident, harm } = caseFrom(former);
    assert.deepEqual([children[0]?.name, incident.what, harm], ['Zoë O’Neill', 'She was hurt', 'died']);
  });

  it('never holds more than the database takes, whatever is filled in', () => {
    const longest = usualSections.reduce((sum, section) => {
      const entries = section.repeat?.most ?? 1;
      const each = section.questions.reduce((all, question) => {
        const most = question.most ?? (question.kind === 'long' ? 5_000 : 200);
        return all + (question.options === undefined ? most * 4 : 300) + question.id.length + 8;
      }, 0);
      return sum + entries * each;
    }, 0);
    assert.ok(longest < 1_000_000, `${longest}`);
    assert.ok(Object.keys(goodAnswers('')).length > 20);
  });
});
