import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { openVisitors, type Visitors } from '../browser.ts';
import { type Colleague, type Office, openOffice } from '../casework.ts';
import { visitor } from '../visitor.ts';
import { rise, type Seat, seatsAt } from './seat.ts';

let office: Office;
let visitors: Visitors;
let sit: ReturnType<typeof seatsAt>;
let lane = '';
let cookie = { name: '', value: '' };

before(async () => {
  office = await openOffice();
  visitors = await openVisitors(office.world);
  sit = seatsAt(office, visitors, 'Zephyrine');
  const coordinator = await office.person('coordinator');
  ({ lane, cookie } = await openedLane(coordinator));
});
after(async () => {
  await visitors?.close();
  await office?.close();
});

/** A lane of a new chronology whose link somebody has opened, with what opens it. */
async function openedLane(coordinator: Colleague) {
  const hospital = await office.agency('Eastwick Hospitals');
  const of = await office.openCase(coordinator);
  await office.involve(coordinator, of, hospital);
  const staff = coordinator.browser();
  await staff.open(`/cases/${of.reference}/chronology/open`);
  const asked = ['source', 'who', 'action'].map((name) => ['asked', name]);
  const made = await staff.send(
    new URLSearchParams([['title', 'Chronology for Child Linden'], ...asked, ['mandatory', 'source']]),
  );
  await staff.open(`${made.path}/lanes/add`);
  const person = { person: 'A. Nurse', email: 'nurse@example.org', days: '5' };
  await staff.send({ agency: hospital, way: 'link', ...person });
  const { html } = await staff.send({});
  const link = /class="app-command">[^<]*(\/link\/[^<]+)</.exec(html)?.[1] ?? '';
  const code = /app-people__code">([\d ]+)</.exec(html)?.[1]?.replace(' ', '') ?? '';
  const nurse = visitor(office.world, office.host);
  await nurse.open(link);
  const { path } = await nurse.send({ code });
  const [name = '', value = ''] = [...nurse.cookies].find(([one]) => one.startsWith('opened-')) ?? [];
  return { lane: path, cookie: { name, value } };
}

/** Somebody of the agency at the grid. Leaving it asks whether one means it, and they do. */
async function atGrid(settings?: Parameters<typeof sit>[1]): Promise<Seat> {
  const seat = await sit(null, settings);
  const { page } = seat;
  page.on('dialog', (dialog) => void dialog.accept());
  await page.context().addCookies([{ ...cookie, domain: office.host, path: '/' }]);
  await seat.go(`${lane}/grid`);
  return seat;
}

const saved = (page: Page) => page.locator('[data-grid-saving]:text-matches("^Saved at")').waitFor();
const shown = (page: Page) => page.locator('.app-grid__row').count();
const cell = (page: Page, row: number, column: number) =>
  page.locator(`[aria-rowindex="${row + 1}"] [aria-colindex="${column + 1}"]`);
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const kept = async (): Promise<readonly { cells: Record<string, string>; version: number }[]> => {
  const { rows } = await sql<{ cells: Record<string, string>; version: number }>`
    select cells, version from app.chronology_draft where not is_removed and cells <> '{}' order by position`.execute(
    office.owner,
  );
  return rows;
};
const clear = () => sql`delete from app.chronology_draft`.execute(office.owner);

/** Pastes as a browser does it; Excel and Word put both kinds on the clipboard. */
const paste = (page: Page, kinds: Readonly<Record<string, string>>) =>
  page.evaluate((given) => {
    const scope = globalThis as unknown as Window & typeof globalThis;
    const data = new scope.DataTransfer();
    for (const [kind, text] of Object.entries(given)) data.setData(kind, text);
    const event = { clipboardData: data, bubbles: true, cancelable: true };
    scope.document.activeElement?.dispatchEvent(new scope.ClipboardEvent('paste', event));
  }, kinds);

describe('typing a chronology in the grid', () => {
  it('takes a hundred rows by keyboard, pasted and undone, and says what a date is understood as', async () => {
    const seat = await atGrid();
    const { page } = seat;
    await cell(page, 1, 1).focus();
    for (let row = 1; row <= 100; row += 1) {
      await page.keyboard.type(row === 1 ? 'March 2019' : row === 2 ? '31 February 2019' : '2019');
      await press(page, 'Tab', 'Tab');
      await page.keyboard.type(`${row}`);
      await press(page, row === 100 ? 'Tab' : 'Control+Enter');
    }
    assert.equal(await shown(page), 100);
    await saved(page);
    assert.match(await cell(page, 1, 1).innerText(), /^March 2019\s+Understood as: March 2019 \(month\)$/);
    assert.match(await cell(page, 2, 1).innerText(), /^31 February 2019\s+Not understood\./);
    const before = await kept();
    assert.equal(before.length, 100);
    assert.equal(before[99]?.cells['date'], '2019');

    await press(page, 'Control+End', 'Control+Enter', 'Home');
    const lines = Array.from(
      { length: 100 },
      (_, at) => `${at + 1}/04/2019\tLog ${at}\tA. Nurse\t"said ""no""\nand left"`,
    );
    await paste(page, { 'text/plain': lines.join('\r\n') });
    await page.locator('.app-grid__row >> nth=199').waitFor();
    assert.equal(await shown(page), 200);
    await saved(page);
    assert.equal((await kept()).length, 200);
    await press(page, 'Control+z');
    assert.equal(await shown(page), 101);
    assert.equal(await page.locator('#grid-says').innerText(), 'Undone: pasting 100 rows');
    await press(page, 'Control+y');
    assert.equal(await shown(page), 200);
    await press(page, 'Control+z', 'Control+Home', 'Alt+ArrowDown', 'Control+Delete');
    assert.equal(await shown(page), 100);
    assert.match(await page.locator('[data-grid-removed]').innerText(), /^1 row taken out[^]*March 2019/);
    await press(page, 'Control+z', 'Control+z');
    await saved(page);
    assert.deepEqual(
      (await kept()).map(({ cells }) => cells),
      before.map(({ cells }) => cells),
    );
    await rise(seat);
  });

  it('puts the columns of a Word table where their headings say, once somebody has said so', async () => {
    await clear();
    const seat = await atGrid();
    const { page } = seat;
    await cell(page, 1, 1).focus();
    const row = (cells: readonly string[]) =>
      `<tr>${cells.map((one) => `<td><p>${one}</p></td>`).join('')}</tr>`;
    const html = `<table><tr><td colspan="4">Chronology of Eastwick Hospitals</td></tr>${row(['Source', 'Ref', 'Date', 'Event'])}${row(['Ward book', '7', '1 May 2019', 'Seen</p><p>twice'])}</table>`;
    await paste(page, { 'text/html': html, 'text/plain': 'as text' });
    await page.locator('dialog h2:text-is("Line 2 of what you paste looks like headings")').waitFor();
    assert.match(await page.locator('dialog').innerText(), /No column here for “Ref”/);
    await press(page, 'Enter');
    await saved(page);
    const [only, ...others] = await kept();
    assert.deepEqual(others, []);
    assert.deepEqual(only?.cells, { date: '1 May 2019', source: 'Ward book', event: 'Seen\ntwice' });
    await rise(seat);
  });

  it('loses nothing by a refresh in mid-row, nor while there is no connection', async () => {
    await clear();
    const seat = await atGrid();
    const { page } = seat;
    await cell(page, 1, 1).focus();
    await page.context().setOffline(true);
    await page.keyboard.type('2 June 2019');
    await press(page, 'Tab');
    await page.locator('[data-grid-saving]:text-matches("^Not saved: no connection")').waitFor();
    await page.keyboard.type('half a wo');
    await page.context().setOffline(false);
    await page.route('**/grid', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    let asked = 0;
    page.on('dialog', () => (asked += 1));
    await page.reload();
    assert.equal(asked, 1, 'leaving asks first');
    assert.equal(await page.locator('.app-grid__area').inputValue(), 'half a wo');
    assert.match(await cell(page, 1, 1).innerText(), /^2 June 2019/);
    await page.unroute('**/grid');
    await page.keyboard.type('rd');
    await press(page, 'Enter');
    await saved(page);
    assert.deepEqual(
      (await kept()).map(({ cells }) => cells),
      [{ date: '2 June 2019', source: 'half a word' }],
    );
    assert.equal(await page.evaluate('sessionStorage.length'), 0);
    seat.complaints.splice(0, Infinity, ...seat.complaints.filter((one) => !one.includes('net::ERR_')));
    await rise(seat);
  });

  it('keeps both texts where two people type in one cell, and lets one choose', async () => {
    const [one, other] = [await atGrid(), await atGrid()];
    for (const [{ page }, text] of [
      [one, 'the first text'],
      [other, 'the second text'],
    ] as const) {
      await cell(page, 1, 2).focus();
      await page.keyboard.type(text);
      await press(page, 'Enter');
      if (text === 'the first text') await saved(page);
    }
    const { page } = other;
    await page.locator('h2:text-is("Row 1 was typed in by somebody else at the same time")').waitFor();
    const both = await page.locator('[data-grid-stuck]').innerText();
    assert.match(both, /Yours: the second text\s+Theirs: the first text/);
    await other.look('two texts of one row');
    await page.click('button:text-is("Keep yours")');
    await saved(page);
    assert.equal((await kept())[0]?.cells['source'], 'the second text');
    await rise(one);
    await rise(other);
  });

  it('leads to the plain form without script', async () => {
    const seat = await atGrid({ script: false });
    const way = seat.page.locator('main a:text-is("Type row by row in a plain form")');
    await seat.look('the grid without script');
    await Promise.all([seat.page.waitForNavigation(), way.click()]);
    assert.match(new URL(seat.page.url()).pathname, /\/rows$/);
    assert.match(await seat.page.locator('main').innerText(), /2 June 2019/);
    await rise(seat);
  });
});
