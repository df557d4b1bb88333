// Measures the merge of chronologies: node tools/run.mjs bench/chronology.ts. Twenty files of 1,000 rows against merely reading them.
import { readXlsx as libraryRead, writeXlsx } from 'hucre/xlsx';
import { merge } from '../src/chronology/engine/merging/merge.ts';
import { readReturn } from '../src/chronology/engine/reading/read.ts';
import { readXlsx } from '../src/chronology/engine/reading/read-xlsx.ts';
import { unpacked } from '../src/chronology/engine/reading/zip.ts';

const today = '2026-11-23';
const agencies = 20;
const rounds = 7;

const words =
  `seen home alone call visit review plan worry school night father aunt nurse letter damp sleep arm mother baby advice given clinic
  missed text answer recorded neighbour shouting officers address offence referral meeting health threshold enquiry record weight growth
  line centile feeding bottle asthma inhaler ward discharge summary midwife booking scan antenatal housing arrears tenancy surveyor
  boiler heating bedroom kitchen garden dog bite bruise knee forehead photograph explanation grandmother uncle partner visitor car
  garage money benefits food bank voucher uniform shoes attendance late absent teacher assembly friend playground behaviour support
  worker group course session invited declined agreed signed consent shared information requested sent received chased supervision
  manager decision recorded closed reopened assessment started finished allocated duty team contact phone message voicemail returned
  moved temporary hostel refuge court order hearing adjourned solicitor report statement interview arrested released bail condition
  breach custody probation appointment kept cancelled rearranged outcome action noted concern raised escalated professional challenge`.split(
    /\s+/,
  );

/** Words that sound like a record, the same each time: one event in fifty is the same for two agencies, as when one was told of it by the other. */
function eventOf(agency: number, at: number): string {
  let seed = at % 50 === 0 ? at * 7_919 + (agency >> 1) * 104_729 : at * 7_919 + agency * 15_485_863;
  const next = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return words[(seed >>> 8) % words.length] ?? '';
  };
  return `${Array.from({ length: 9 }, next).join(' ')}. ${Array.from({ length: 12 }, next).join(' ')}.`;
}

/** A made-up agency's rows: dates in eight writings, some left empty, and words that differ from file to file. */
function rowsOf(agency: number, count: number): (string | number)[][] {
  const day = (at: number) =>
    Temporal.PlainDate.from('2012-01-01').add({
      days: Math.floor((at * 4_000) / count) + (at % 50 === 0 ? 0 : agency % 7),
    });
  const two = (n: number) => String(n).padStart(2, '0');
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const writings: readonly ((at: number) => string)[] = [
    (at) => `${two(day(at).day)}/${two(day(at).month)}/${day(at).year}`,
    (at) => `${two(day(at).day)}/${two(day(at).month)}/${day(at).year}`,
    (at) => `${two(day(at).day)}.${two(day(at).month)}.${day(at).year % 100}`,
    (at) => `${day(at).day} ${months[day(at).month - 1]} ${day(at).year}`,
    (at) => `${months[day(at).month - 1]} ${day(at).year}`,
    (at) => `?${day(at).day} ${months[day(at).month - 1]} ${day(at).year}`,
    (at) => (at % 16 === 6 ? '' : `c. ${months[day(at).month - 1]} ${day(at).year}`),
    (at) => day(at).toString(),
  ];
  return Array.from({ length: count }, (_, at) => [
    at + 1,
    writings[at % 8]?.(at) ?? '',
    at % 3 === 0 ? '' : `${two(8 + (at % 10))}:${two((at * 7) % 60)}`,
    `Record of worker ${agency}-${at % 9}`,
    at % 2 === 0 ? 'Child M; mother' : 'Mother',
    eventOf(agency, at),
    at % 4 === 0 ? 'Referral made; follow up in two weeks' : 'None recorded',
    at % 5 === 0 ? `Analysis ${words[at % 17]} ${at}` : '',
  ]);
}

const head = ['No', 'Date', 'Time', 'Source of information', 'Who', 'Event', 'Action', 'Comment'];
const made = (agency: number, count: number) =>
  writeXlsx({ sheets: [{ name: 'Chronology', rows: [head, ...rowsOf(agency, count)] }] });

/** The median of some rounds, and the first, which pays for what is compiled. */
async function timed(work: () => unknown): Promise<{ first: number; median: number }> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return { first: taken[0] ?? 0, median: taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0 };
}

const ms = (value: number) => `${value.toFixed(0)} ms`;

async function ratios(): Promise<void> {
  const files = await Promise.all(Array.from({ length: agencies }, (_, agency) => made(agency, 1_000)));
  let size = 0;
  for (const file of files)
    for (const part of Object.values(unpacked(file, () => true).files)) size += part.length;
  const library = await timed(async () => {
    for (const file of files) await libraryRead(file, { readStyles: true });
  });
  const own = await timed(() => files.forEach((file) => readXlsx(file)));
  const whole = () =>
    merge(
      files.map((file, at) => readReturn(file, `agency ${at}.xlsx`)),
      { today },
    );
  const all = await timed(whole);
  const { left, sameEvent, conflicts, gaps } = whole();
  console.log(
    `20 × 1,000 rows: ${left.rowsKept} kept, ${left.rowsNotUnderstood} not understood, ${sameEvent.length} perhaps the same, ${conflicts.length} conflicts, ${gaps.length} gaps`,
  );
  console.log(
    `merely reading: hucre ${ms(library.median)} (first ${ms(library.first)}), our own ${ms(own.median)} (first ${ms(own.first)})`,
  );
  console.log(`reading, dates, merge, analysis: ${ms(all.median)} (first ${ms(all.first)})`);
  console.log(
    `ratio to hucre ${(all.median / library.median).toFixed(2)}, to our own reader ${(all.median / own.median).toFixed(2)}; unpacked ${(size / 1e6).toFixed(1)} MB`,
  );
}

async function flatness(): Promise<void> {
  for (const count of [1_000, 10_000, 100_000]) {
    const file = await made(1, count);
    const read = () => readReturn(file, 'a.xlsx');
    const { median } = await timed(read);
    const whole = await timed(() => merge([read()], { today }));
    console.log(
      `${count.toLocaleString('en-GB')} rows in one file: read ${((median * 1_000) / count).toFixed(1)} µs a row, with the merge ${((whole.median * 1_000) / count).toFixed(1)} µs a row`,
    );
  }
}

/** Measures the merge beside merely reading the same files, and what a row costs in small and in large files. */
export async function benchChronology(): Promise<void> {
  await ratios();
  await flatness();
}

if (import.meta.main) await benchChronology();
