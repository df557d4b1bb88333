import assert from 'node:assert/strict';
import type { Visitor } from './visitor.ts';

/** The boxes of a day. */
export const boxes = (iso: string, name = 'day') => {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** The code that a page shows. */
export const codeOn = ({ page }: Visitor) =>
  /app-people__code">([0-9 ]+)</.exec(page.html)?.[1]?.replace(' ', '') ?? '';
/** The address that a page gives to be passed on. */
export const addressOn = ({ page }: Visitor) => /\/(?:link|family)\/[0-9A-Z]{24}/.exec(page.html)?.[0] ?? '';

/** Terms of reference that can be approved. */
export const terms = {
  ...boxes('2025-06-01', 'from'),
  ...boxes('2026-10-01', 'until'),
  'period-why': 'From the first worry until the child was moved.',
  subjects: 'The child\nThe mother',
  'line-1': 'How was the child’s daily life understood?',
  'line-3': 'How did agencies share what they knew?',
  method: 'agency-reports',
  'gives-0': 'report',
  'gives-1': 'nothing',
  family: 'By one person of the partnership.',
  practitioners: 'By two events.',
  timetable: 'Reports by January',
};

/** Answers what is asked behind a link, part by part, and sends it. */
export const answer = async (
  guest: Visitor,
  start: string,
  parts: Record<string, Record<string, string>>,
) => {
  for (const [part, form] of Object.entries(parts)) {
    await guest.open(`${start}/part/${part}`);
    await guest.send(form);
    assert.equal(guest.page.path, start, guest.page.problems.join());
  }
  await guest.open(`${start}/check`);
  await guest.send({});
};

/** A report, part by part. */
export const reportParts = {
  author: { name: 'Robin Example', job: 'Named nurse', independent: 'no', ...boxes('2026-11-21', 'secured') },
  context: { methodology: 'Records, two talks.', context: 'Three vacancies.' },
  'line-1': { 'line-1': 'First paragraph.\n\nSecond paragraph.' },
  'line-3': { 'line-3': 'Third line.' },
  learning: { good: 'A visit.', lessons: 'Ask.', actions: 'Train.' },
};

/** A check that found everything in the report. */
export const wholeReport: Readonly<Record<string, string>> = Object.fromEntries(
  ['improvements', 'reasons', 'reviewers', 'method-named', 'involved', 'plain', 'owners'].flatMap((id) => [
    [id, 'yes'],
    [`${id}-where`, 'chapter 4'],
  ]),
);
