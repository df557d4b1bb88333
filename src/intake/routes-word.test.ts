import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, officeIn, openOffice, type Office } from '../../test/casework.ts';
import { blankForm, exampleAnswers, fillForm, withPart } from '../../test/word-form.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';

let office: Office;
let elsewhere: Office;
let coordinator: Colleague;
let chair: Colleague;
let foreign: Colleague;

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Westmoor');
  coordinator = await office.person('coordinator');
  chair = await office.person('chair');
  foreign = await elsewhere.person('coordinator');
});
after(async () => {
  await elsewhere.close();
  await office.close();
});

const boundary = 'part-of-a-test';

/** The form that chooses a file, sent as a browser does. */
async function bring(
  person: Visitor,
  name: string,
  file: Uint8Array,
  { token = true, host = office.host }: { token?: boolean; host?: string } = {},
) {
  const page = await person.open('/referrals/word');
  const formToken = /name="form-token" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
  const field = token
    ? `--${boundary}\r\nContent-Disposition: form-data; name="form-token"\r\n\r\n${formToken}\r\n`
    : '';
  const head = `${field}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const response = await office.world.app.workspace.inject({
    method: 'POST',
    url: '/referrals/word',
    headers: {
      host,
      origin: `http://${host}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
    },
    payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  return { status: response.statusCode, html: response.body, headers: response.headers };
}

/** What the page after it would send, with the hidden fields of its form. */
const hiddenOf = (html: string) =>
  [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [
      name,
      value
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ],
  );
const send = (person: Visitor, html: string, typed: Readonly<Record<string, string>> = {}) =>
  person.raw(
    '/referrals/word/take-in',
    new URLSearchParams([...hiddenOf(html), ...Object.entries(typed)]).toString(),
  );

const heading = (html: string) => (/<h1[^>]*>([^]*?)<\/h1>/.exec(html)?.[1] ?? '').trim();
const problem = (html: string) => /govuk-error-summary__list">[^]*?<a[^>]*>([^<]*)</.exec(html)?.[1] ?? '';
const rows = async () =>
  (
    await sql<{ state: string; number: number; came_by: string; answers: unknown; not_read: unknown }>`
      select state, number, came_by, answers, not_read from app.referral where partnership_id = ${office.id} order by number`.execute(
      office.owner,
    )
  ).rows;

describe('the blank form', () => {
  it('is there for everybody, as a Word file under a name of its own, and the same for whoever has it', async () => {
    const anybody = visitor(office.world, office.host);
    for (const path of ['/refer', '/'])
      assert.match((await anybody.open(path)).html, /href="\/refer\/form\.docx"/, path);
    const { headers, status } = await anybody.open('/refer/form.docx');
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /wordprocessingml\.document$/);
    assert.equal(headers['content-disposition'], 'attachment; filename="EASP-case-referral-form.docx"');
    assert.equal(headers['content-encoding'], undefined);
    assert.equal((await anybody.open('/refer/form.docx')).headers['etag'], headers['etag']);
  });
});

describe('a Word form that a coordinator brings', () => {
  it('is shown whole before anything is kept, taken in once, and marked', async () => {
    const person = coordinator.browser();
    const before = await rows();
    const shown = await bring(person, 'form.docx', fillForm(blankForm(), exampleAnswers()));
    assert.equal(shown.status, 200);
    await assertGoodHtml(shown.html);
    assert.equal(heading(shown.html), 'The whole form could be read');
    assert.match(shown.html, /Zoë O’Brien-Łuczak/);
    assert.match(shown.html, /The file is not kept/);
    assert.equal((await rows()).length, before.length);

    const taken = await send(person, shown.html);
    assert.equal(taken.status, 200);
    assert.match(taken.path, /^\/referrals\/[0-9a-f-]{36}$/);
    assert.match(taken.html, /Came as a Word form/);
    assert.match(taken.html, /Give the referrer a receipt/);
    const row = (await rows()).at(-1);
    assert.deepEqual(row?.answers, exampleAnswers());
    assert.deepEqual([row?.state, row?.came_by, row?.not_read], ['received', 'word', []]);

    assert.equal((await send(person, shown.html)).path, taken.path);
    assert.equal((await rows()).length, before.length + 1);
    const { rows: entries } = await sql<{ body: { verb: string; outcome: string; facts?: unknown } }>`
      select w.body::jsonb as body from audit.entry_words w where w.body::jsonb ->> 'verb' = 'referral.take-in' order by w.seq`.execute(
      office.owner,
    );
    assert.deepEqual(
      entries.map(({ body }) => [body.outcome, body.facts ?? null]),
      [
        ['done', { number: row?.number, unread: 0 }],
        ['refused', null],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), /Ash|Birch/);
  });

  it('keeps what could not be read in its own words, beside what was put right', async () => {
    const person = coordinator.browser();
    const child = { id: '1', 'child-name': 'Ash', 'child-died': '2026-06-05' };
    const given = {
      'lead-spoken': 'yes',
      'lead-day': '2026-06-05',
      'incident-day': '2026-06-05',
      children: [child],
    };
    const odd = withPart(fillForm(blankForm(), given), 'word/document.xml', (xml) =>
      xml
        .replaceAll(/<w:date w:fullDate="[^"]*">/g, '<w:date>')
        .replaceAll('5 June 2026</w:t>', '05/06/2026</w:t>')
        .replace(
          '<w:sectPr>',
          '<w:p><w:r><w:t>With &lt;b&gt;kind&lt;/b&gt; regards</w:t></w:r></w:p><w:sectPr>',
        ),
    );
    const shown = await bring(person, 'form.docx', odd);
    await assertGoodHtml(shown.html);
    assert.equal(heading(shown.html), '4 things could not be read');
    assert.match(shown.html, /With &lt;b&gt;kind/);
    const fields = [...shown.html.matchAll(/name="(unread-\d+)-day"/g)].map(([, name = '']) => name);
    assert.equal(fields.length, 3);
    const day = (name: string, text: string) => ({
      [`${name}-day`]: text,
      [`${name}-month`]: '6',
      [`${name}-year`]: '2026',
    });
    const [first = '', second = '', third = ''] = fields;
    const wrong = await send(person, shown.html, { ...day(first, '5'), ...day(second, '31') });
    assert.equal(wrong.status, 400);
    await assertGoodHtml(wrong.html);
    assert.equal(wrong.problems.length, 1);
    assert.match(wrong.problems[0] ?? '', /must be a real date$/);
    assert.match(wrong.html, /value="31"/);
    const taken = await send(person, wrong.html, { ...day(first, '5'), ...day(third, '5') });
    await assertGoodHtml(taken.html);
    assert.match(taken.html, /In the words of the Word form/);
    const row = (await rows()).at(-1);
    assert.equal((row?.answers as { 'lead-day': string } | undefined)?.['lead-day'], '2026-06-05');
    assert.deepEqual(
      (row?.not_read as { stands: string }[] | undefined)?.map(({ stands }) => stands),
      ['05/06/2026', 'With <b>kind</b> regards'],
    );
  });

  it('says first that a child is at risk, where the form says so', async () => {
    const shown = await bring(
      coordinator.browser(),
      'f.docx',
      fillForm(blankForm(), { 'at-risk-now': 'yes' }),
    );
    assert.match(shown.html, /Urgent: the form says that a child is at risk now/);
  });

  it('gets a receipt when the referrer asks for one', async () => {
    const person = coordinator.browser();
    const taken = await send(
      person,
      (await bring(person, 'f.docx', fillForm(blankForm(), exampleAnswers()))).html,
    );
    await person.open(`${taken.path}/receipt`);
    const given = await person.send({ checked: 'yes' });
    assert.equal(given.status, 200);
    assert.match(given.html, /[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });
});

describe('a file that cannot be taken', () => {
  const cases: readonly (readonly [what: string, name: string, file: Uint8Array, said: RegExp])[] = [
    ['nothing chosen', '', new Uint8Array(0), /^Choose the file of the form$/],
    ['nothing in it', 'a.docx', new Uint8Array(0), /^The file is empty\.$/],
    ['a PDF', 'a.docx', new Uint8Array(Buffer.from('%PDF-1.7\n')), /but it is a PDF/],
    ['11 MB', 'a.docx', new Uint8Array(11 * 1024 * 1024), /^The file is larger than 10 MB\.$/],
    ['51 MB', 'a.docx', new Uint8Array(51 * 1024 * 1024), /^The file is larger than 10 MB\.$/],
    ['a blank form', 'a.docx', blankForm(), /^Nothing is filled in/],
  ];
  for (const [what, name, file, said] of cases)
    it(`is answered in one sentence: ${what}`, async () => {
      const { status, html } = await bring(coordinator.browser(), name, file);
      assert.equal(status, 400);
      await assertGoodHtml(html);
      assert.match(problem(html), said);
    });

  it('is answered calmly where it does not arrive whole, or where none is taken', async () => {
    const person = coordinator.browser();
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const broken = await person.raw('/referrals/word', 'rubbish', headers);
    assert.deepEqual(broken.problems, ['The file did not arrive whole. Send it again.']);
    assert.equal((await person.raw('/sign-out', 'rubbish', headers)).status, 415);
  });

  it('is not taken without the token of the form, nor from elsewhere', async () => {
    const count = (await rows()).length;
    const { status } = await bring(coordinator.browser(), 'a.docx', blankForm(), { token: false });
    assert.equal(status, 400);
    assert.equal((await rows()).length, count);
  });

  it('is for a coordinator: to others, and to a coordinator elsewhere, there is no such page', async () => {
    assert.equal((await chair.browser().open('/referrals/word')).status, 404);
    const { status } = await bring(chair.browser(), 'a.docx', fillForm(blankForm(), exampleAnswers()));
    // The page that is not there gives no token.
    assert.ok(status === 400 || status === 404);
    assert.match((await visitor(office.world, office.host).open('/referrals/word')).path, /^\/sign-in/);
    const far = await bring(foreign.browser(), 'a.docx', blankForm(), { host: office.host });
    assert.match(far.html, /[Ss]ign in/);
  });

  it('asks to sign in again where the session has ended, and keeps nothing of the file', async () => {
    const { status, html } = await bring(
      visitor(office.world, office.host),
      'a.docx',
      fillForm(blankForm(), exampleAnswers()),
    );
    assert.equal(status, 400);
    assert.match(html, /[Ss]ign in/);
    assert.doesNotMatch(html, /Birch/);
  });
});

describe('in the database', () => {
  const take = (who: Colleague, given = '{}', unread = '[]') =>
    transactionOf(
      office.app,
      who.token,
      async (tx) =>
        (await sql`select * from ctx.take_in_referral(${given}::jsonb, ${unread}::jsonb)`.execute(tx)).rows,
    );

  it('only a coordinator takes one in, in the own partnership', async () => {
    await assert.rejects(take(chair), { code: '42501' });
    await assert.rejects(sql`select * from ctx.take_in_referral('{}', '[]')`.execute(office.app), {
      code: '42501',
    });
    const before = (await rows()).length;
    await take(foreign);
    assert.equal((await rows()).length, before);
  });

  it('nothing but lists and objects is kept, and no coordinator writes such a row by hand', async () => {
    await assert.rejects(take(coordinator, '[]'), { code: '23514' });
    await assert.rejects(take(coordinator, '{}', '{}'), { code: '23514' });
    for (const words of [
      sql`insert into app.referral (partnership_id, state) values (ctx.partnership_id(), 'received')`,
      sql`update app.referral set not_read = '[]'`,
      sql`update app.referral set came_by = 'form'`,
    ])
      await assert.rejects(
        transactionOf(office.app, coordinator.token, (tx) => words.execute(tx)),
        { code: '42501' },
      );
  });
});
