import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCalendar } from '../../src/calendar/commands-remind.ts';
import { sampleForm } from '../../src/group/samples.ts';
import type { Worker } from '../../src/platform/jobs/worker.ts';
import { openVisitors, type Visitors } from '../browser.ts';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../casework.ts';
import { dayBoxes } from '../reviewing.ts';
import { answerByKeyboard } from './keyboard.ts';
import { enter, tabTo } from './look.ts';
import { answers, childCalled, parts, sending } from './notify-answers.ts';
import { fill, heading, press, rise, said, seatsAt } from './seat.ts';

// Today is Monday 23 November 2026, at noon. The council became aware on Monday 9 November, so that Monday 16 November was the last day.
// Every child's family name has this word, which no title and no address may have.
const mark = 'Sandpiper';
const names = ['Ada', 'Ben', 'Cleo', 'Dov', 'Ember'].map((name) => `${name} Example-${mark}`);
const ownWords = 'We see an accident, and no neglect: it is not notifiable.';

let office: Office;
let visitors: Visitors;
let sit: ReturnType<typeof seatsAt>;
let worker: Worker;
let opened: OpenedCase;
let other: OpenedCase;
let cora: Colleague;
let nora: Colleague;
let delegates: readonly (readonly [partner: string, who: Colleague])[];
let administrator: Colleague;

before(async () => {
  office = await openOffice();
  visitors = await openVisitors(office.world);
  sit = seatsAt(office, visitors, mark);
  const log = { info: () => {}, error: (event: string) => assert.fail(event) };
  worker = await openCalendar({ server: office.world.server, clock: office.world.clock, log, lookEvery: 1 });
  const council = await office.agency('Eastwick Vale Council', 'local-authority');
  const board = await office.agency('Eastwick Integrated Care Board', 'integrated-care-board');
  const force = await office.agency('Eastwick Constabulary', 'police');
  const hospital = await office.agency('Eastwick Children’s Hospital');
  cora = await office.person('coordinator', { name: 'Cora Example' });
  nora = await office.person('notifier', { agency: council, name: 'Nora Example' });
  administrator = await office.person('administrator', { name: 'Abi Example' });
  delegates = [
    ['local-authority', await office.person('partner-delegate', { agency: council, name: 'Lee Example' })],
    ['health', await office.person('partner-delegate', { agency: board, name: 'Kit Example' })],
    ['police', await office.person('partner-delegate', { agency: force, name: 'Dan Example' })],
  ];
  [opened, other] = [await office.openCase(cora, 'Child Rowan'), await office.openCase(cora, 'Child Elder')];
  for (const agency of [council, board, force, hospital]) await office.involve(cora, opened, agency);
  const desk = cora.browser();
  for (const name of names) {
    await desk.open(`${base()}/people/children/new`);
    await desk.send(childCalled(name));
  }
  for (const [one, aware] of [
    [opened, '2026-11-09'],
    [other, '2026-11-20'],
  ] as const) {
    await desk.open(`/cases/${one.reference}/dates/authority-aware`);
    await desk.send({ ...dayBoxes('day', aware), source: 'The duty record' });
  }
});
after(async () => {
  await worker?.close();
  await visitors?.close();
  await office?.close();
});

const base = (of = opened) => `/cases/${of.reference}`;

/** The link and the code of each agency that was asked for a summary. */
const asked: (readonly [link: string, code: string])[] = [];

describe('whether it is notifiable, and the notification', { timeout: 170_000 }, () => {
  it('is decided by the notifier, by keyboard alone, first with an answer left open', async () => {
    const seat = await sit(nora);
    const { page, look } = seat;
    await seat.go(`${base()}/notifiable`);
    await tabTo(page, 'main a.govuk-button');
    await enter(page);
    const { abuse, ...open } = answers;
    await answerByKeyboard(page, open, 'Work out the answer');
    await enter(page);
    assert.equal(await page.locator('#abuse-error').count(), 1, 'beside the field');
    assert.equal(await page.inputValue('#abuse-reason'), open['abuse-reason']);
    assert.equal(await page.locator('[name="event"][value="seriously-harmed"]').isChecked(), true);
    await look('notifiable, an answer left open');
    await page.reload();
    await seat.go(`${base()}/notifiable/answer`);
    await answerByKeyboard(page, { ...open, abuse }, 'Work out the answer');
    await enter(page);
    assert.match(await page.locator('#answer').innerText(), /By these answers: it must be notified/);
    await look('notifiable, the answer of the law');
    await answerByKeyboard(
      page,
      { reasons: 'The injuries are serious, and nobody explains them.' },
      'Record the decision',
    );
    await enter(page);
    assert.equal(
      await heading(page),
      'Notifiable, and late: it had to be notified by the end of 16 November 2026',
    );
    await rise(seat);
  });

  it('is disagreed with by a delegate without script, in their own words, and that is taken further', async () => {
    const [, dan] = delegates[2]!;
    const seat = await sit(dan, { script: false });
    await seat.go(`${base()}/notifiable`);
    await answerByKeyboard(
      seat.page,
      { 'view-reason': 'We found no neglect.', position: 'disagrees' },
      'Record the view',
    );
    await enter(seat.page);
    assert.equal(await seat.page.locator('#dissent-error').count(), 1, 'their own words are asked for');
    assert.equal(await seat.page.inputValue('#view-reason'), 'We found no neglect.');
    await seat.look('a view, without its words');
    await answerByKeyboard(seat.page, { dissent: ownWords }, 'Record the view');
    await enter(seat.page);
    assert.match(await said(seat.page), new RegExp(`Disagrees[^]*${ownWords}`));
    await rise(seat);
    const notifier = await sit(nora);
    await notifier.go(`${base()}/notifiable`);
    await answerByKeyboard(
      notifier.page,
      { 'to-whom': 'The three delegated partners', ...dayBoxes('escalated', '2026-11-23') },
      'Record the escalation',
    );
    await enter(notifier.page);
    assert.match(await said(notifier.page), /The three delegated partners[^]*Nothing on record yet/);
    await notifier.look('a disagreement taken further');
    await rise(notifier);
  });

  it('is put together with five children, its gaps listed, each field to be copied', async () => {
    const seat = await sit(nora);
    const { page, look } = seat;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await seat.go(`${base()}/notification`);
    assert.match(await heading(page), /^Not sent, and 5 working days late$/);
    const words = await said(page);
    assert.match(words, /The form takes four children in full\. [^.]*stands in the free text/);
    assert.match(words, new RegExp(`5\\. ${names[4]}; born 3 May 2021`));
    await look('pack of five children');
    const gap = page.locator('#gaps ~ ul a:has-text("Name")');
    await gap.click();
    assert.equal(await page.locator(':focus').count(), 1);
    await fill(page, { 'notifier-name': 'Nora Example', 'notifier-email': 'nora' });
    await press(page, 'Save');
    assert.equal(await page.inputValue('#notifier-name'), 'Nora Example');
    await fill(page, {
      'notifier-email': 'nora@example.org',
      'notifier-role': 'Head of service',
      'notifier-phone': '01632 960001',
    });
    await press(page, 'Save');
    const field = page.locator('.app-pack > div', {
      has: page.locator('.app-pack__words[data-copy="Name"]'),
    });
    await field.locator('button').click();
    await field.locator('button:has-text("Copied")').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'Nora Example');
    await rise(seat);
  });

  it('is recorded as sent by keyboard, with its time and why it was late; the partnership is told in the same act', async () => {
    const seat = await sit(nora);
    const { page, look } = seat;
    await seat.go(`${base()}/notification`);
    await tabTo(page, 'main a.govuk-button');
    await enter(page);
    await answerByKeyboard(page, sending, 'Record that it was sent');
    await enter(page);
    assert.match(
      await page.locator('.govuk-error-summary').innerText(),
      /Say why it was sent after 16 November 2026[^]*Say why the partnership was told/,
    );
    assert.equal(await page.locator('#late-reason-error').count(), 1, 'beside the field');
    assert.equal(await page.inputValue('#sent-time'), '16:40');
    await look('sending, why so late');
    await answerByKeyboard(
      page,
      { 'late-reason': 'Those who', 'told-late-reason': 'Those who' },
      'Record that it was sent',
    );
    await enter(page);
    assert.equal(await heading(page), 'Sent on 17 November 2026, 4:40pm');
    assert.match(await said(page), /1 working day late: Those who had to agree did not/);
    await look('sent');
    await rise(seat);
  });
});

describe('the rapid review that follows', { timeout: 170_000 }, () => {
  it('opens, and the coordinator sends letters and asks two agencies', async () => {
    const seat = await sit(cora);
    const { page, look } = seat;
    await seat.go(`${base()}/rapid-review`);
    assert.equal(await heading(page), '11 working days left: due on 8 December 2026');
    await seat.go(`${base()}/rapid-review/entries/letter`);
    await page.check('main label:has-text("Eastwick Constabulary")');
    await fill(page, {
      ...dayBoxes('day', '2026-11-23'),
      to: 'The safeguarding lead',
      how: 'By secure e-mail',
    });
    await press(page, 'Record it');
    assert.match(await said(page), /Eastwick Constabulary\s+Sent 23 November 2026/);
    await seat.go(`${base()}/rapid-review/summaries`);
    for (const agency of ['Eastwick Children’s Hospital', 'Eastwick Constabulary']) {
      await seat.go(`${base()}/rapid-review/summaries/ask`);
      await page.check(`main label:has-text("${agency}")`);
      await fill(page, { person: 'Robin Example', email: 'robin@example.org', about: names[0] ?? '' });
      await press(page, 'Ask the agency');
      const code = (await page.locator('.app-people__code').innerText()).replaceAll(' ', '');
      if (asked.length === 0) await look('a summary, asked for');
      await press(page, 'Get the link');
      const [link = ''] = /\/link\/[0-9A-Z]+/.exec(await said(page)) ?? [];
      asked.push([link, code]);
    }
    await rise(seat);
  });

  it('is answered for one agency by link and code on a phone of 320 without script, by the other with nothing', async () => {
    const [[link, code] = ['', ''], [second, secondCode] = ['', '']] = asked;
    const seat = await sit(null, { width: 320, script: false });
    const { page, look } = seat;
    await seat.go(link);
    await look('a link, its code asked for');
    await answerByKeyboard(page, { code }, 'Open');
    await enter(page);
    assert.equal(await heading(page), 'The summary of Eastwick Children’s Hospital');
    assert.doesNotMatch(await page.content(), new RegExp(`${opened.reference}|${opened.pseudonym}`));
    await look('summary, its parts');
    const start = page.url();
    for (const [part, given] of parts) {
      await page.goto(`${start}/part/${part}`);
      await fill(page, given);
      await press(page, 'Save and continue');
      assert.equal(page.url(), start, part);
    }
    await page.goto(`${start}/check`);
    await press(page, 'Send the summary');
    assert.match(page.url(), /\/answered$/);
    await rise(seat);
    const nil = await sit(null, { width: 320, script: false });
    await nil.go(second);
    await fill(nil.page, { code: secondCode });
    await press(nil.page, 'Open');
    await press(nil.page, 'We have no record of this family: send');
    assert.equal(await nil.page.locator('#name-error').count(), 1);
    await nil.look('nil, without a name');
    await fill(nil.page, { name: 'Sam Example', job: 'Analyst' });
    await press(nil.page, 'We have no record of this family: send');
    assert.match(nil.page.url(), /\/answered$/);
    await rise(nil);
  });

  it('is written by the coordinator: facts, immediate learning, an episode; and decided', async () => {
    const seat = await sit(cora);
    const { page, look } = seat;
    const review = `${base()}/rapid-review`;
    await seat.go(`${review}/summaries`);
    assert.match(await said(page), /Eastwick Children’s Hospital[^]*Eastwick Constabulary/);
    await look('summaries, both answered');
    await seat.go(`${review}/items/facts`);
    await fill(page, { summary: 'Fractures that nobody explains.', state: 'done' });
    await press(page, 'Save');
    assert.equal(await page.locator('#lived-experience-error').count(), 1);
    await look('an item, said to be done with a gap');
    await fill(page, { 'lived-experience': 'Nobody asked the child.', state: 'done' });
    await press(page, 'Save');
    await seat.go(`${review}/entries/learning`);
    const learned = { what: 'Ask both parents.', action: 'Told all teams.', shared: 'Health visitors.' };
    await fill(page, { ...dayBoxes('day', '2026-11-20'), ...learned });
    await press(page, 'Record it');
    assert.equal(await heading(page), '1 piece of immediate learning');
    await seat.go(`${review}/entries/episode`);
    const episode = { when: 'Spring 2026', what: 'A visit.', why: 'Workload.', practice: 'improve' };
    await fill(page, episode);
    await press(page, 'Record it');
    assert.match(await said(page), /Spring 2026[^]*Practice to improve/);
    await seat.go(`${base()}/decide`);
    await fill(
      page,
      Object.fromEntries([...sampleForm('2026-11-23', 'LCSPR')].filter(([name]) => name !== 'asked')),
    );
    await press(page, 'Record the decision');
    assert.match(await heading(page), /^Decided/);
    await seat.go(review);
    assert.match(await said(page), /2 of 13 items done|1 of 13 items done|3 of 13 items done/);
    await look('rapid review, under way');
    await rise(seat);
  });

  it('is frozen, and signed by three delegates without script, one of whom disagrees in their own words', async () => {
    const review = `${base()}/rapid-review`;
    const seat = await sit(cora);
    await seat.go(`${review}/sign`);
    await press(seat.page, 'Freeze version 1 for signing');
    assert.equal(await heading(seat.page), '0 of 3 partners have signed version 1');
    await rise(seat);
    for (const [at, [partner, who]] of delegates.entries()) {
      const delegate = await sit(who, { script: false });
      const { page, look } = delegate;
      await delegate.go(`${review}/sign`);
      const disagrees = partner === 'police';
      const position = disagrees ? 'disagrees' : 'agrees';
      if (disagrees) {
        await fill(page, { position, job: 'Superintendent' });
        await press(page, 'Sign version 1');
        assert.equal(await page.locator('#words-error').count(), 1);
        await look('signing, without the words');
        await fill(page, { words: ownWords });
      } else await fill(page, { position, job: 'Director' });
      await press(page, 'Sign version 1');
      const signed = at === 2 ? 'The three partners have' : `${at + 1} of 3 partners have`;
      assert.equal(await heading(page), `${signed} signed version 1`);
      if (disagrees) {
        assert.match(await said(page), new RegExp(`Dan Example, Superintendent[^]*${ownWords}`));
      }
      await rise(delegate);
    }
  });

  it('is sent to the Panel, replied to, and settled', async () => {
    const review = `${base()}/rapid-review`;
    const seat = await sit(cora);
    const { page, look } = seat;
    await seat.go(`${review}/send`);
    await fill(page, {
      ...dayBoxes('sent', '2026-11-23'),
      time: '10:00',
      words: 'Cora Example, by secure e-mail',
    });
    await press(page, 'Record that it was sent');
    await seat.go(review);
    assert.equal(await heading(page), 'Sent on 23 November 2026: the Panel’s reply is awaited');
    await seat.go(`${review}/panel`);
    await fill(page, {
      ...dayBoxes('replied', '2026-11-23'),
      position: 'agrees',
      words: 'The Panel agrees.',
    });
    await press(page, 'Record the reply');
    await fill(page, { ...dayBoxes('answered', '2026-11-23'), position: 'stands', words: 'All agree.' });
    await press(page, 'Record what the partners do');
    assert.equal(await heading(page), 'Settled with the Panel');
    await look('the Panel, settled');
    await seat.go(base());
    await seat.go(`${review}/document`);
    assert.doesNotMatch(await said(page), new RegExp(mark), 'no name of a child');
    await look('the document');
    await seat.go(`${base()}/record`);
    await page.click('main a:text-is("What was done")');
    assert.match(await said(page), /Nora Example recorded that the notification was sent/);
    await rise(seat);
  });
});

describe('a holiday that is proclaimed', { timeout: 60_000 }, () => {
  it('is added by an administrator; open dates move, and say why', async () => {
    const coordinator = await sit(cora);
    await coordinator.go(`${base(other)}/clocks/NOT-01`);
    assert.match(await heading(coordinator.page), /Friday 27 November 2026/);
    const seat = await sit(administrator);
    const { page, look } = seat;
    await seat.go('/settings/bank-holidays');
    const proclaimed = { source: 'The London Gazette', name: 'A day of mourning', effect: 'day-off' };
    await fill(page, { ...proclaimed, ...dayBoxes('day', '2026-11-28') });
    await press(page, 'Add the day and count anew');
    assert.match(await page.locator('.govuk-error-summary').innerText(), /28 November 2026 is a Saturday/);
    await look('a holiday on a Saturday');
    await fill(page, dayBoxes('day', '2026-11-25'));
    await press(page, 'Add the day and count anew');
    for (let tries = 0; tries < 40 && !/dates looked at/.test(await said(page)); tries += 1) {
      await page.waitForTimeout(250);
      await page.reload();
    }
    assert.equal(await heading(page), 'Bank holidays: one day of our own');
    assert.match(await said(page), /dates looked at[^]*moved/);
    await look('a holiday of our own');
    await rise(seat);
    await coordinator.go(`${base(other)}/clocks/NOT-01`);
    assert.match(await heading(coordinator.page), /Monday 30 November 2026/);
    const words = await said(coordinator.page);
    assert.match(words, /A day of mourning/);
    assert.match(words, /Friday 27 November 2026[^]*Monday 30 November 2026/);
    await coordinator.look('a clock that has moved');
    await coordinator.go('/calendar');
    await coordinator.look('the month');
    await rise(coordinator);
  });
});
