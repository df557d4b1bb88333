import { Agent, request as send } from 'node:http';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';
import { beginReferral, goodForm, pagesOf, usualSections } from '../test/referrer.ts';
import { type Answer, type Line, type Visitor, visitorOver } from '../test/visitor.ts';
import { fillReferrals, lookThrough } from './duplicates.ts';
import { served } from './served.ts';

const perHour = 1_000;
const minutes = Number(process.env['MINUTES'] ?? 3);

interface Taken {
  readonly what: string;
  readonly milliseconds: number;
}

/**
 * Measures the form of a referral while 1,000 an hour arrive, each page opened and sent, and while the coordinator reads; in an office
 * without referrals, and beside it in one with 10,000 of them.
 */
export async function benchReferrals(): Promise<void> {
  const office = await openOffice();
  try {
    const coordinator = await office.person('coordinator');
    console.log(
      `\nReferrals, ${perHour} an hour for ${minutes} minutes, and the coordinator reading meanwhile`,
    );
    const empty = await measured(office, coordinator, 'no referral before');
    console.error('filling …');
    // Far above the numbers that the service has given and will give meanwhile.
    await fillReferrals(office, 100_000);
    await lookThrough(office, coordinator);
    const full = await measured(office, coordinator, '10,000 referrals before');
    console.log(`  ratio of p95, full to empty: ${(full / empty).toFixed(2)}`);
  } finally {
    await office.close();
  }
}

/** Answers the p95 of a page of the form, in milliseconds. */
async function measured(office: Office, coordinator: Colleague, title: string): Promise<number> {
  const { port, stop } = await served(office);
  const taken: Taken[] = [];
  const count = Math.round((perHour * minutes) / 60);
  try {
    await refer(office, port, 0, []);
    const start = performance.now();
    const until = start + minutes * 60_000;
    const reading = readMeanwhile(office, port, coordinator, until, taken);
    const arriving: Promise<void>[] = [];
    for (let number = 1; number <= count; number += 1) {
      await pause(start + ((number - 1) * 3_600_000) / perHour - performance.now());
      arriving.push(refer(office, port, number, taken));
    }
    await Promise.all(arriving);
    const seconds = (performance.now() - start) / 1_000;
    await reading;
    console.log(`${title}: ${count} referrals sent and received in ${seconds.toFixed(0)} s`);
    for (const what of ['a page of the form', 'its sending', '/work', 'a referral']) told(what, taken);
    return at(
      taken.filter(({ what }) => what === 'a page of the form' || what === 'its sending'),
      0.95,
    );
  } finally {
    await stop();
  }
}

// A whole referral, page after page without a pause: nobody types so fast, and the service is asked for more than it will be.
async function refer({ host }: Office, port: number, number: number, taken: Taken[]) {
  const person = visitorOver(timedLine(port, addressOf(number), taken, 'a page of the form'), host);
  await beginReferral(person);
  for (const section of usualSections)
    for (const { path, page } of pagesOf(section)) {
      await person.open(path);
      await person.send(goodForm(page, `bench${number}`));
      must(person, 200);
    }
  await person.open('/refer/check');
  await person.send({});
  if (person.page.path !== '/refer/sent') throw new Error(`a referral ended at ${person.page.path}`);
}

async function readMeanwhile(
  { host }: Office,
  port: number,
  { token }: Colleague,
  until: number,
  taken: Taken[],
) {
  const readerOf = (name: string) =>
    visitorOver(timedLine(port, '203.0.113.9', taken, name), host, 'Firefox on a desk', { sid: token });
  const list = readerOf('/work');
  const reader = readerOf('a referral');
  while (performance.now() < until) {
    await list.open('/work');
    must(list, 200);
    const [, path] = /href="(\/referrals\/[0-9a-f-]{36})"/.exec(list.page.html) ?? [];
    if (path !== undefined) must(await reader.open(path).then(() => reader), 200);
    await pause(1_000);
  }
}

function must({ page }: Visitor, status: number) {
  if (page.status !== status)
    throw new Error(`${page.path} answered ${page.status}: ${page.problems.join('; ')}`);
}

function timedLine(port: number, address: string, taken: Taken[], name: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (method, path, headers, body) =>
    new Promise<Answer>((resolve, reject) => {
      const began = performance.now();
      const onward = { ...headers, 'x-forwarded-for': address };
      const asked = send({ port, host: '127.0.0.1', agent, method, path, headers: onward }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const what = method === 'POST' && name === 'a page of the form' ? 'its sending' : name;
          taken.push({ what, milliseconds: performance.now() - began });
          const cookies = (response.headers['set-cookie'] ?? []).map(cookieIn);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, cookies });
        });
      });
      asked.on('error', reject);
      asked.end(method === 'POST' ? body : undefined);
    });
}

function cookieIn(line: string) {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  return { name, value: /max-age=0/i.test(line) ? '' : value };
}

// Each referrer has an address of their own: the limit of one address is not what is measured.
const addressOf = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

const pause = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

function at(taken: readonly Taken[], part: number): number {
  const sorted = taken.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

function told(what: string, taken: readonly Taken[]) {
  const own = taken.filter((one) => one.what === what);
  const figures = [0.5, 0.95, 0.99].map((part) => at(own, part).toFixed(1));
  console.log(
    `  ${what.padEnd(28)}${String(own.length).padStart(6)} answers  p50 ${figures[0]} ms  p95 ${figures[1]} ms  p99 ${figures[2]} ms`,
  );
}
