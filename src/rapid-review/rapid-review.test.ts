import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Colleague, Office, OpenedCase } from '../../test/casework.ts';
import { baseOf, dayBoxes, openReviewing, type Reviewing } from '../../test/reviewing.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { formOf } from '../intake/answers.ts';
import type { Section } from '../intake/question.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { checklist, itemNamed, sectionOf } from './checklist.ts';
import { openRapidReview } from './store-opening.ts';
import { summarySections } from './summary-questions.ts';

let here: Reviewing;
let office: Office;
let coordinator: Colleague;
let council: string;
let board: string;
let force: string;
let at: Reviewing['at'];

before(async () => {
  checkEveryRead(true);
  here = await openReviewing();
  ({ office, coordinator, council, board, force, at } = here);
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

const base = baseOf;
const day = dayBoxes;
const running = () => here.running();
const newCase: Reviewing['newCase'] = (options) => here.newCase(options);

const fill = (section: Section, mark = 'Rowan'): URLSearchParams => {
  const filled = Object.fromEntries(
    section.questions.map(({ id, kind, options }) => [
      id,
      kind === 'date' ? '2025-03-04' : kind === 'choice' ? (options?.[0]?.value ?? '') : `${mark} ${id}`,
    ]),
  );
  return formOf(section, filled);
};

describe('opening a rapid review', () => {
  it('is not possible without a notification, and the page says so with its source', async () => {
    const of = await newCase({ notified: false });
    const browser = await at(base(of));
    assert.equal(browser.page.heading, 'No rapid review has been opened');
    assert.match(
      wordsOf(browser.page.html),
      /without one there is no rapid review \(RR-05; The Panel’s answers to frequent questions\)/,
    );
    assert.doesNotMatch(browser.page.html, /Open the rapid review<|<form action="\/cases/);
    await assertGoodHtml(browser.page.html);
  });

  it('counts fifteen working days from the notification', async () => {
    const of = await running();
    const browser = await at(base(of));
    assert.equal(browser.page.heading, '10 working days left: due on 7 December 2026');
    assert.match(wordsOf(browser.page.html), /Today is day 5 of 15/);
    assert.match(wordsOf(browser.page.html), /0 of 13 items done|1 of 13 items done/);
    await assertGoodHtml(browser.page.html);
  });

  it('happens once for a case, however often it is asked for', async () => {
    const of = await newCase();
    const open = () =>
      transactionOf(office.app, coordinator.token, (tx) =>
        openRapidReview(tx, {
          caseId: of.id,
          opened: 'by-notification',
          on: Temporal.PlainDate.from('2026-11-16'),
          at: Temporal.Instant.from('2026-11-23T12:00:00Z'),
        }),
      );
    const first = await open();
    assert.equal(await open(), first);
  });

  it('can be done by the notifier of the case in the act that records the notification', async () => {
    const of = await newCase();
    const notifier = await office.person('notifier', { agency: council });
    const id = await transactionOf(office.app, notifier.token, (tx) =>
      openRapidReview(tx, {
        caseId: of.id,
        opened: 'by-notification',
        on: Temporal.PlainDate.from('2026-11-16'),
        at: Temporal.Instant.from('2026-11-23T12:00:00Z'),
      }),
    );
    assert.match(id, /^[0-9a-f-]{36}$/);
  });
});

describe('the day script', () => {
  it('is nobody’s until the partnership sets one; Devon’s is offered as an example and drawn on its dates', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/script`);
    assert.match(wordsOf(browser.page.html), /Devon.*not confirmed/);
    await assertGoodHtml(browser.page.html);
    const rows = [
      ['Letters', '1', '1', 'letters'],
      ['Summaries', '2', '10', 'summaries'],
    ];
    const form = Object.fromEntries(
      rows.flatMap(([name = '', from = '', until = '', done = ''], at) => [
        [`step-${at}-name`, name],
        [`step-${at}-from`, from],
        [`step-${at}-until`, until],
        [`step-${at}-done`, done],
      ]),
    );
    await browser.send({
      ...form,
      source: 'Our partners',
      'step-1-until': '1',
      'step-2-name': '',
      'step-2-from': '',
      'step-2-until': '',
      'step-3-name': '',
      'step-3-from': '',
      'step-3-until': '',
    });
    assert.deepEqual(browser.page.problems, ['Step 2 cannot end before it begins']);
    await browser.send({
      ...form,
      source: 'Our partners',
      'step-2-name': '',
      'step-2-from': '',
      'step-2-until': '',
      'step-3-name': '',
      'step-3-from': '',
      'step-3-until': '',
    });
    assert.equal(browser.page.path.split('#')[0], base(of), browser.page.problems.join());
    const words = wordsOf(browser.page.html);
    assert.match(words, /Letters Working days Day 1 Dates Tue 17 November State Late/);
    assert.match(
      words,
      /Summaries Working days Days 2 to 10 Dates Wed 18 November to Mon 30 November State Under way/,
    );
    await assertGoodHtml(browser.page.html);
  });
});

describe('a rapid review of which only the day of sending is on record', () => {
  it('asks nobody to go on writing it, and calls nothing of it late', async () => {
    const of = await running();
    await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${of.id}, 'rapid-review-sent', '2026-11-23', 'the Panel’s receipt', ${coordinator.accountId})`.execute(
      office.owner,
    );
    const browser = await at(base(of));
    assert.equal(browser.page.heading, 'Sent on 23 November 2026: no reply of the Panel is on record');
    const words = wordsOf(browser.page.html);
    assert.match(words, /The document was not put together here/);
    assert.match(words, /Letters Working days Day 1 Dates Tue 17 November State Not on record/);
    assert.doesNotMatch(words, /Go on with|missing|Change the day script/);
    await assertGoodHtml(browser.page.html);
    assert.match(
      wordsOf((await at(`/cases/${of.reference}`)).page.html),
      /Rapid review Sent to the Panel on 23 November 2026/,
    );
  });
});

describe('the content', () => {
  it('is called done only where nothing of it is missing', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/items/context`);
    await assertGoodHtml(browser.page.html);
    await browser.send({ race: 'Words about race.', owner: 'The board', state: 'done' });
    assert.equal(browser.page.status, 400);
    assert.equal(browser.page.problems.length, 2);
    assert.match(browser.page.html, /Words about race\./, 'what was typed is kept');
    await browser.send({ race: 'Words about race.', owner: 'The board', state: 'in-progress' });
    assert.equal(browser.page.path, base(of));
    assert.match(
      wordsOf(browser.page.html),
      /Race, ethnicity and other inequalities Who writes it The board State In progress 2 things are missing/,
    );
    await browser.open(`${base(of)}/items/context`);
    await browser.send({
      ...Object.fromEntries(fill(sectionOf(itemNamed('context') ?? checklist[0]!))),
      state: 'done',
    });
    assert.match(wordsOf(browser.page.html), /inequalities Who writes it .* State Done/);
  });

  it('never lets one writer overwrite another in silence', async () => {
    const of = await running();
    const first = await at(`${base(of)}/items/facts`);
    const second = await at(`${base(of)}/items/facts`);
    await first.send({ summary: 'The first text.', state: 'in-progress' });
    await second.send({ summary: 'The second text.', state: 'in-progress' });
    assert.equal(second.page.status, 409);
    assert.match(wordsOf(second.page.html), /Saved meanwhile by Cora Ordinator .*The first text\./);
    assert.match(second.page.html, /The second text\./);
    await assertGoodHtml(second.page.html);
    await second.send({ summary: 'Both texts.', state: 'in-progress' });
    assert.equal(second.page.status, 200);
    const { rows } = await sql<{
      version: number;
    }>`select version from app.rapid_review_item where case_id = ${of.id} order by version`.execute(
      office.owner,
    );
    assert.deepEqual(
      rows.map(({ version }) => version),
      [1, 2],
      'what was saved first stays',
    );
  });

  it('that does not apply wants a reason', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/items/review-plan`);
    await browser.send({ state: 'not-applicable' });
    assert.deepEqual(browser.page.problems, ['Say why it does not apply']);
    await browser.send({ state: 'not-applicable', reason: 'There is no local review.' });
    assert.match(
      wordsOf(browser.page.html),
      /If there is a local review Who writes it Nobody yet State Does not apply/,
    );
  });

  it('keeps learning, episodes and meetings one by one, each corrected by another record', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/entries/learning`);
    assert.equal(browser.page.heading, 'No immediate learning is on record');
    await browser.send({
      ...day('day', '2026-11-20'),
      what: 'Ask the father too.',
      action: 'Told all teams.',
      shared: 'Health visitors.',
    });
    assert.equal(browser.page.heading, '1 piece of immediate learning');
    assert.match(
      wordsOf((await at(base(of))).page.html),
      /8\. Immediate learning Who writes it Nobody yet State In progress/,
      'what is on record has begun, whoever is to write it',
    );
    await assertGoodHtml(browser.page.html);
    const [link = ''] = /\/cases\/[^"]*\?corrects=[0-9a-f-]+/.exec(browser.page.html) ?? [];
    const stale = await at(link);
    await browser.open(link);
    await browser.send({
      ...day('day', '2026-11-20'),
      what: 'Ask both parents.',
      action: 'Told all teams.',
      shared: 'Health visitors.',
    });
    assert.match(wordsOf(browser.page.html), /Ask both parents\./);
    await stale.send({ remove: 'yes' });
    assert.equal(stale.page.status, 409);
    assert.match(stale.page.problems.join(), /corrected already/);
    for (const kind of ['episode', 'earlier', 'meeting', 'letter'])
      await assertGoodHtml((await at(`${base(of)}/entries/${kind}`)).page.html);
  });

  it('takes nothing that no eye can see, and no text that is too long', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/items/facts`);
    await browser.send({ summary: `A\u0000B ${'x'.repeat(10_001)}`, state: 'in-progress' });
    assert.equal(browser.page.status, 400);
    assert.match(browser.page.problems.join(), /too many/);
    await browser.send({ summary: 'A\u0000B', state: 'in-progress' });
    assert.equal(browser.page.status, 200);
  });
});

describe('the summaries of agencies', () => {
  const codeOn = ({ page }: Visitor) =>
    /app-people__code">([0-9 ]+)</.exec(page.html)?.[1]?.replace(' ', '') ?? '';
  const linkOn = ({ page }: Visitor) => /\/link\/([0-9A-Z]{24})/.exec(page.html)?.[1] ?? '';

  async function asked(of: OpenedCase, agency: string) {
    const staff = await at(`${base(of)}/summaries/ask`);
    await assertGoodHtml(staff.page.html);
    await staff.send({
      agency,
      person: 'Robin Example',
      email: 'robin@example.org',
      about: 'Zorro Example',
      days: '5',
    });
    assert.match(staff.page.path, /\/summaries\/[0-9a-f-]{36}$/, staff.page.problems.join());
    await assertGoodHtml(staff.page.html);
    const code = codeOn(staff);
    const path = staff.page.path;
    await staff.send({}, 0);
    const guest = visitor(office.world, office.host);
    await guest.open(`/link/${linkOn(staff)}`);
    await guest.send({ code });
    return { path, guest };
  }

  it('come by link and code, part by part, and are read by their own agency and the coordinator alone', async () => {
    const of = await running();
    const { path, guest } = await asked(of, board);
    assert.equal(guest.page.heading, 'The summary of Eastwick Board');
    assert.doesNotMatch(guest.page.html, new RegExp(`${of.reference}|${of.pseudonym}`));
    await assertGoodHtml(guest.page.html);
    const start = guest.page.path;
    for (const section of summarySections) {
      await guest.open(`${start}/part/${section.id}`);
      await assertGoodHtml(guest.page.html);
      await guest.send(fill(section));
      assert.equal(guest.page.path, start, guest.page.problems.join());
    }
    await guest.open(`${start}/check`);
    await assertGoodHtml(guest.page.html);
    await guest.send({});
    assert.equal(guest.page.path, '/answered');
    const staff = await at(path);
    assert.match(wordsOf(staff.page.html), /the letter is acknowledged/);
    assert.match(staff.page.html, /Rowan episodes/);
    await assertGoodHtml(staff.page.html);
    const own = await office.person('member', { agency: board });
    const other = await office.person('member', { agency: force });
    assert.match((await at(path, own)).page.html, /Rowan episodes/);
    assert.equal((await at(path, other)).page.status, 404);
    assert.doesNotMatch((await at(`${base(of)}/summaries`, other)).page.html, /Eastwick Board/);
    assert.match(
      wordsOf((await at(`${base(of)}/items/agencies`, other)).page.html),
      /Eastwick Board Part in this review Took part/,
      'that it took part is no secret on the case',
    );
  });

  it('may be a nil return, and are chased while they are waited for', async () => {
    const of = await running();
    const { path, guest } = await asked(of, force);
    const staff = await at(`${path}/escalate`);
    await assertGoodHtml(staff.page.html);
    await staff.send({ whom: 'The safeguarding lead', words: 'By telephone.' });
    assert.match(wordsOf(staff.page.html), /Taken further, to The safeguarding lead/);
    await guest.send({ name: 'Robin Example', job: 'Analyst' }, 0);
    assert.equal(guest.page.path, '/answered', guest.page.problems.join());
    assert.match(wordsOf((await at(path)).page.html), /Has no record of the family/);
    const late = await at(`${path}/withdraw`);
    assert.equal(late.page.path, path, 'nothing is left to chase');
  });
});
