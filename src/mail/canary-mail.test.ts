import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { type Smtp, smtpServer } from '../../test/smtp.ts';
import { keepHouse } from '../intake/store-upkeep.ts';
import { sections } from '../intake/questions.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { openPost } from './commands-send.ts';
import { carriesLink, type MailKind, mailKinds } from './mail.ts';
import { ownWords, placeholders, problemsOf, type Wording } from './wording.ts';

const canary = 'Qxcanary';
const sender = {
  name: 'Eastwick Safeguarding Children Partnership',
  origin: 'http://eastwick.localhost',
  mailbox: null,
};
const names = sections.flatMap(({ questions }) => questions.map(({ id }) => id));

let office: Office;
let administrator: Colleague;
let coordinator: Colleague;
let smtp: Smtp;
let worker: Worker;
let invitation: string;

before(async () => {
  office = await openOffice();
  administrator = await office.person('administrator');
  coordinator = await office.person('coordinator');
  smtp = await smtpServer();
  worker = await openPost({
    server: office.world.server,
    log: { info: () => {}, error: () => {} },
    smtpUrl: smtp.url,
    senderOf: () => Promise.resolve(sender),
    lookEvery: 1,
  });
  // A referral and a case in which every word is the canary.
  const referral = await office.referral(goodAnswers(canary));
  const opened = await office.openCase(coordinator, `Child ${canary}`);
  await sql`update app.case_file set summary = ${canary} where id = ${opened.id}::uuid`.execute(office.owner);
  await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${referral})`.execute(
    office.owner,
  );
  invitation = await transactionOf(office.app, coordinator.token, async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select ctx.ask_endorsement(${referral}::uuid, 'lead@example.org') as id`.execute(tx);
    return rows[0]?.id ?? '';
  });
});
after(async () => {
  await worker.close();
  await smtp.close();
  await office.close();
});

let sent = 0;
/** Has a mail of a kind sent about the canaries; the mail as it was received. */
async function received(kind: MailKind) {
  sent += 1;
  const to = `reader${sent}@example.org`;
  if (kind === 'draft-ending') {
    const answers = JSON.stringify({ ...goodAnswers(canary), 'referrer-email': to });
    await sql`insert into app.referral (partnership_id, answers, expires_at)
      values (${office.id}, ${answers}::jsonb, now() + interval '2 days')`.execute(office.owner);
    await keepHouse(office.world.server);
  } else
    await transactionOf(office.app, coordinator.token, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        insert into app.mail (partnership_id, to_address, kind, state, message_id, queued_at, invitation_id)
        values (${office.id}, ${to}, ${kind}, 'queued', ${`<${to}>`}, now(), ${carriesLink(kind) ? invitation : null}) returning id`.execute(
        office.owner,
      );
      await enqueue(tx, 'mail.send', { subject: rows[0]?.id ?? '' });
    });
  for (let tries = 0; tries < 200; tries += 1) {
    const found = smtp.inbox.find(({ recipients }) => recipients.includes(to));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`no ${kind}`);
}

const piece = fc.oneof(
  fc.stringMatching(/^[a-z '.:/%#<>$]{1,12}$/),
  fc.constantFrom(
    '{{partnership}}',
    '{{address}}',
    '{{link}}',
    '{{day}}',
    '{{last-day}}',
    '{{due-day}}',
    '\n',
  ),
  fc
    .constantFrom(...names, 'answers', 'case', 'child.name', 'reference', 'summary')
    .map((name) => `{{${name}}}`),
  fc.constantFrom('${answers}', '{% for a in answers %}{{a}}{% endfor %}', '%(answers)s', '{{{', '}}}'),
);
const templates = fc.record({
  subject: fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((parts) => `s${parts.join('').replaceAll('\n', ' ')}s`),
  body: fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => `b${parts.join('')}b`),
});
const insert = (kind: MailKind, version: number, { subject, body }: Wording) =>
  sql`insert into app.mail_wording (partnership_id, kind, version, subject, body, written_by)
    values (${office.id}, ${kind}, ${version}, ${subject}, ${body}, ${administrator.accountId})`.execute(
    office.owner,
  );

describe('the words of mails in the database', () => {
  it('may name what they may name here, kind by kind', async () => {
    const { rows } = await sql<{
      kind: MailKind;
      may: string[];
      needs: string[];
    }>`select kind, may, needs from ctx.mail_kind`.execute(office.owner);
    assert.deepEqual(
      Object.fromEntries(rows.map(({ kind, may, needs }) => [kind, { may, needs }])),
      Object.fromEntries(
        mailKinds.map((kind) => [kind, { may: placeholders[kind].may, needs: placeholders[kind].needs }]),
      ),
    );
  });

  it('are fit by the same rule, whatever is typed', async () => {
    const kinds = fc.constantFrom(...mailKinds);
    const given = fc.sample(fc.tuple(kinds, templates), { numRuns: 600, seed: 41 });
    const good = mailKinds.map((kind) => [kind, ownWords[kind]] as const);
    // What lacks nothing, so that the other half of the rule is tried as well.
    const whole = fc
      .sample(fc.tuple(kinds, templates), { numRuns: 600, seed: 42 })
      .map(
        ([kind, { subject, body }]) =>
          [
            kind,
            { subject: subject.replaceAll(/[{}]/g, ''), body: `${body}${ownWords[kind].body}` },
          ] as const,
      );
    const json = JSON.stringify([...given, ...whole, ...good].map(([kind, words]) => ({ kind, ...words })));
    const { rows } = await sql<{ kind: MailKind; subject: string; body: string; fit: boolean }>`
      select g.kind, g.subject, g.body, ctx.mail_words_fit(g.kind, g.subject, g.body) as fit
      from jsonb_to_recordset(${json}::jsonb) as g (kind text, subject text, body text)`.execute(
      office.owner,
    );
    assert.equal(rows.length, 1_200 + mailKinds.length);
    for (const { kind, fit, ...words } of rows)
      assert.equal(fit, problemsOf(kind, words).length === 0, JSON.stringify([kind, words]));
    assert.ok(rows.filter(({ fit }) => fit).length > 30 && rows.filter(({ fit }) => !fit).length > 100);
  });

  it('are refused whoever writes them, and nobody but an administrator writes any', async () => {
    await assert.rejects(insert('referral-outcome', 1, { subject: 'S', body: '{{address}} {{child}}' }), {
      code: '23514',
    });
    const write = (who: Colleague, body: string) =>
      transactionOf(office.app, who.token, (tx) =>
        sql`select ctx.write_mail_words('referral-outcome', 0, 'S', ${body})`.execute(tx),
      );
    await assert.rejects(write(administrator, 'no address'), { code: '23514' });
    await assert.rejects(write(coordinator, '{{address}}'), { code: '42501' });
    await assert.rejects(
      transactionOf(office.app, administrator.token, (tx) =>
        sql`insert into app.mail_wording (partnership_id, kind, version, written_by) values (${office.id}, 'referral-outcome', 1, ctx.uid())`.execute(
          tx,
        ),
      ),
      { code: '42501' },
    );
  });
});

describe('mails about a referral and a case full of canaries', () => {
  for (const kind of mailKinds) {
    it(`hold none in ${kind}, in our words`, async () => {
      const { source, text, subject } = await received(kind);
      assert.doesNotMatch(`${source} ${text} ${subject}`, new RegExp(canary, 'i'));
    });

    it(`hold none in ${kind}, whatever the template says`, async () => {
      // As if somebody had got past every check: the trigger is off, and any words at all are in force.
      await sql`alter table app.mail_wording disable trigger fits`.execute(office.owner);
      const tried = [
        {
          subject: names
            .map((name) => `{{${name}}}`)
            .join('')
            .slice(0, 120),
          body: names
            .map((name) => `{{${name}}}`)
            .join('\n')
            .slice(0, 3_000),
        },
        ...fc.sample(templates, { numRuns: 6, seed: mailKinds.indexOf(kind) }),
      ];
      for (const [index, words] of tried.entries()) {
        await insert(kind, index + 1, words);
        const { source, text } = await received(kind);
        assert.doesNotMatch(`${source} ${text}`, new RegExp(canary, 'i'), JSON.stringify(words));
        assert.ok(
          text.includes(words.body.split('{{')[0]?.split('\n')[0] ?? ''),
          'the words in force went out',
        );
      }
      await sql`alter table app.mail_wording enable trigger fits`.execute(office.owner);
    });
  }

  it('leave none on the administrator’s pages', async () => {
    const browser = administrator.browser();
    const { rows } = await sql<{
      id: string;
    }>`select distinct on (kind) id from app.mail order by kind, asked_at desc`.execute(office.owner);
    assert.equal(rows.length, mailKinds.length);
    const paths = ['/mail', '/mail?page=2', '/mail/words', ...rows.map(({ id }) => `/mail/${id}`)];
    for (const path of [
      ...paths,
      ...mailKinds.flatMap((kind) => [`/mail/words/${kind}`, `/mail/words/${kind}/history`]),
    ]) {
      await browser.open(path);
      assert.equal(browser.page.status, 200, path);
      assert.doesNotMatch(browser.page.html, new RegExp(canary, 'i'), path);
    }
  });
});
