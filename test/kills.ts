import assert from 'node:assert/strict';
import { Agent, request as send } from 'node:http';
import { sql } from 'kysely';
import { connectAsOwner, type Database } from '../src/platform/db/connect.ts';
import { openEmbedded } from '../src/platform/db/embedded.ts';
import { beginReferral, fillIn, usualSections } from './referrer.ts';
import { type Call, dataFolder, foresight, freePort, pause, type Running, serverPid } from './running.ts';
import { type Answer, type Line, type Visitor, visitorOver } from './visitor.ts';

/** What a trial of kills saw. */
export interface Trial {
  readonly kills: number;
  /** Of these, with the embedded server killed too. */
  readonly serversKilled: number;
  /** Referrals that were begun with a receipt. */
  readonly begun: number;
  /** Referrals whose referrer was shown that they were sent. */
  readonly acknowledged: number;
  /** Of these, found afterwards: sent, once, with one entry in the trail, and shown by their receipt. */
  readonly found: number;
  /** Of these, sent before a kill that took the answer, and told when their referrer asked again. */
  readonly toldLater: number;
  /** Requests that were under way in a kill and had no answer. */
  readonly lost: number;
  /** Everything that is not as it must be, in words. */
  readonly faults: readonly string[];
  /** What `foresight trail verify` said afterwards, and after an entry was altered by the database's owner. */
  readonly verified: { readonly code: number | null; readonly out: string };
  readonly altered: { readonly seq: number; readonly code: number | null; readonly out: string };
}

/** One referral as its referrer knows it. */
interface Kept {
  readonly mark: string;
  readonly receipt: string;
  readonly address: string;
  acknowledged: boolean;
}

interface Trying {
  readonly call: Call;
  readonly port: number;
  readonly data: string;
  readonly referrals: Kept[];
  lost: number;
  toldLater: number;
  over: boolean;
  /** How many have a referral ready and wait to send it. */
  ready: number;
  /** Opens to all of them at once. */
  gate: PromiseWithResolvers<void>;
}

/** Kills the service so many times while so many referrers send referrals, and then compares what they were told with what is there. */
export async function trialOfKills(kills: number, referrers: number): Promise<Trial> {
  const { data, clear } = await dataFolder();
  const port = await freePort();
  const call = { environment: { FORESIGHT_DATA: data, PORT: String(port), TRUSTED_PROXIES: '127.0.0.1' } };
  const trying: Trying = {
    call,
    port,
    data,
    referrals: [],
    lost: 0,
    toldLater: 0,
    over: false,
    ready: 0,
    gate: Promise.withResolvers(),
  };
  let running = foresight(['serve'], call);
  try {
    await running.ready;
    const busy = Promise.all(
      Array.from({ length: referrers }, (_, index) => refer(trying, `referrer${index}`)),
    );
    busy.catch(() => {
      trying.over = true;
    });
    let serversKilled = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      // Every third at some moment of filling in; the others while all are sending, a little later each time.
      if (kill % 3 === 1) await pause(100 + ((kill * 377) % 500));
      else {
        while (trying.ready < referrers && !trying.over) await pause(10);
        openGate(trying);
        await pause((kill * 37) % 121);
      }
      const server = serverPid(data);
      running.kill('SIGKILL');
      await running.ended;
      if (kill % 3 === 2 && server !== null) {
        process.kill(server, 'SIGKILL');
        serversKilled += 1;
      }
      running = foresight(['serve'], call);
      await running.ready;
    }
    trying.over = true;
    trying.gate.resolve();
    await busy;
    return { kills, serversKilled, ...(await compare(trying)), ...(await verify(trying)) };
  } finally {
    trying.over = true;
    await stop(running);
    await clear();
  }
}

function openGate(trying: Trying) {
  trying.ready = 0;
  trying.gate.resolve();
  trying.gate = Promise.withResolvers();
}

const stop = async (running: Running) => {
  running.kill('SIGKILL');
  await running.ended;
};

/** Somebody who refers one case after another, and after a kill asks again until there is an answer, as people do. */
async function refer(trying: Trying, name: string) {
  for (let number = 0; number === 0 || !trying.over; number += 1) {
    const address = addressOf(trying.referrals.length);
    const person = personAt(trying, address);
    const mark = `${name}x${number}x`;
    const receipt = await again(trying, () => beginReferral(person));
    assert.notEqual(receipt, '', 'a receipt was given');
    const kept: Kept = { mark, receipt, address, acknowledged: false };
    trying.referrals.push(kept);
    for (const section of usualSections) await again(trying, () => fillIn(person, section, mark));
    trying.ready += 1;
    await trying.gate.promise;
    kept.acknowledged = await again(trying, () => sendIt(trying, person));
  }
}

async function sendIt(trying: Trying, person: Visitor): Promise<boolean> {
  await person.open('/refer/check');
  if (isSent(person)) {
    trying.toldLater += 1;
    return true;
  }
  await person.send({});
  return isSent(person);
}

const isSent = ({ page }: Visitor) => page.status === 200 && page.path === '/refer/sent';

async function again<T>(trying: Trying, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRequest)) throw error;
      await pause(50);
    }
  }
}

class LostRequest extends Error {
  override readonly name = 'LostRequest';
}

// From one address only so many referrals can be begun in an hour, so the trial has many, of a range that is for examples.
const addressOf = (number: number) => `198.51.100.${1 + (Math.floor(number / 8) % 250)}`;

const personAt = (trying: Trying, address: string): Visitor =>
  visitorOver(lineTo(trying, address), `127.0.0.1:${trying.port}`);

function lineTo(trying: Trying, address: string): Line {
  const { port } = trying;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (method, path, headers, body) =>
    new Promise<Answer>((resolve, reject) => {
      const lost = (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') trying.lost += 1;
        reject(new LostRequest(error.message));
      };
      const onward = { ...headers, 'x-forwarded-for': address };
      const request = send({ port, host: '127.0.0.1', agent, method, path, headers: onward }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', lost);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          // While the database is away the service says so, and nothing was done.
          if (status === 503) return lost(new Error('503'));
          const cookies = (response.headers['set-cookie'] ?? []).map(cookieIn);
          return resolve({ status, headers: response.headers, body: text, cookies });
        });
      });
      request.on('error', lost);
      request.end(method === 'POST' ? body : undefined);
    });
}

function cookieIn(line: string) {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  return { name, value: /max-age=0/i.test(line) ? '' : value };
}

interface Row {
  readonly mark: string;
  readonly state: string;
  readonly number: number | null;
  readonly whole: boolean;
  readonly entries: number;
}

async function compare(trying: Trying) {
  const rows = await withOwner(trying.data, readReferrals);
  const faults: string[] = [];
  for (const { mark, state, whole, entries } of rows) {
    if (state === 'sent' && !trying.referrals.some((one) => one.mark === mark && one.acknowledged))
      faults.push(`${mark} was sent, and nobody was told`);
    if (!whole) faults.push(`${mark} is ${state} by halves`);
    if (entries !== (state === 'sent' ? 1 : 0))
      faults.push(`${mark} is ${state} with ${entries} entries of sending`);
  }
  for (const one of trying.referrals) if (!one.acknowledged) faults.push(`${one.mark} could not be sent`);
  const numbers = rows.flatMap(({ number }) => number ?? []);
  if (new Set(numbers).size !== numbers.length) faults.push('a number was given twice');
  let found = 0;
  const acknowledged = trying.referrals.filter((one) => one.acknowledged);
  for (const { mark, receipt, address } of acknowledged) {
    const there = rows.filter((row) => row.mark === mark && row.state === 'sent');
    const person = personAt(trying, address);
    await person.open('/receipt');
    await person.send({ receipt });
    if (there.length === 1 && isSent(person)) found += 1;
    else faults.push(`${mark}: ${there.length} were sent, and its receipt shows "${person.page.heading}"`);
  }
  const { lost, toldLater, referrals } = trying;
  return { begun: referrals.length, acknowledged: acknowledged.length, found, lost, toldLater, faults };
}

async function readReferrals(owner: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select coalesce((regexp_match(r.answers::text, 'referrer\\d+x\\d+x'))[1], '') as mark, r.state, r.number,
      (r.state = 'sent') = (r.number is not null) and (r.state = 'sent') = (r.sent_at is not null) as whole,
      (select count(*)::int from audit.entry_words w
        where w.object_id = r.id and w.verb = 'referral.send' and w.outcome = 'done') as entries
    from app.referral r where r.answers::text ~ 'referrer\\d+x\\d+x'`.execute(owner);
  return rows;
}

async function withOwner<T>(data: string, work: (owner: Database) => Promise<T>): Promise<T> {
  const { server, release } = await openEmbedded(data, 'visitor');
  const owner = connectAsOwner(server);
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
    await release();
  }
}

async function verify({ call, data }: Trying) {
  const { code, out } = await foresight(['trail', 'verify'], call).ended;
  const seq = await withOwner(data, alterOne);
  const after = await foresight(['trail', 'verify'], call).ended;
  return { verified: { code, out }, altered: { seq, code: after.code, out: after.out } };
}

// As whoever owns the database could: the trigger put aside, one word changed, the trigger put back.
async function alterOne(owner: Database): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select w.seq from audit.entry_words w join app.referral r on r.id = w.object_id and r.partnership_id = w.partnership_id
    where w.verb = 'referral.send' and r.answers::text ~ 'referrer\\d+x\\d+x' order by w.seq limit 1`.execute(
    owner,
  );
  const seq = rows[0]?.seq;
  assert.ok(seq !== undefined, 'a referral was sent');
  await sql`alter table audit.entry_words disable trigger only_added`.execute(owner);
  await sql`update audit.entry_words set body = replace(body, 'referral.send', 'referral.read'), verb = 'referral.read'
    where seq = ${seq} and verb = 'referral.send' and partnership_id = (select partnership_id from app.referral where id = object_id
      and answers::text ~ 'referrer\\d+x\\d+x')`.execute(owner);
  await sql`alter table audit.entry_words enable trigger only_added`.execute(owner);
  return seq;
}
