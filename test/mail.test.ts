import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { mail } from '../src/mail/store.ts';
import { connectAsOwner, type Database } from '../src/platform/db/connect.ts';
import { openEmbedded } from '../src/platform/db/embedded.ts';
import { dataFolder, foresight, freePort } from './running.ts';
import { smtpServer } from './smtp.ts';

/** Asks for a mail as somebody with a proof of the only partnership does, beside the running service. */
async function askFor(db: Database, to: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
      select sha256(convert_to(${`token of ${to}`}, 'UTF8')), 'job', id, gen_random_uuid(), now() + interval '1 minute'
      from app.partnership`.execute(tx);
    await sql`select ctx.begin(${`token of ${to}`})`.execute(tx);
    await mail(tx, { to, kind: 'referral-outcome' });
  });
}

describe('the service itself', () => {
  it('sends what is asked for while it runs, names the address where people find it, and ends without a rest', async () => {
    const { data, clear } = await dataFolder();
    const smtp = await smtpServer();
    const port = await freePort();
    const service = foresight(['serve'], {
      environment: {
        FORESIGHT_DATA: data,
        PORT: String(port),
        FORESIGHT_SEED: 'training',
        SMTP_URL: smtp.url,
      },
    });
    try {
      await service.ready;
      const embedded = await openEmbedded(data, 'visitor');
      const db = connectAsOwner(embedded.server);
      await askFor(db, 'referrer@example.org');
      for (let tries = 0; tries < 100 && smtp.inbox.length === 0; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      await db.destroy();
      await embedded.release();
      assert.deepEqual(
        smtp.inbox.map(({ recipients }) => recipients),
        [['referrer@example.org']],
      );
      assert.match(
        smtp.inbox[0]?.text ?? '',
        new RegExp(`^http://training\\.localhost:${port}/receipt$`, 'm'),
      );
      service.kill('SIGTERM');
      const { code, err } = await service.ended;
      assert.equal(code, 0, err);
      assert.doesNotMatch(err, /"level":"error"|@/);
    } finally {
      service.kill('SIGKILL');
      await service.ended;
      await smtp.close();
      await clear();
    }
  });
});
