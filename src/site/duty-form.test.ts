import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDuty, typedIn } from './duty-form.ts';

function read(query: string) {
  const form = typedIn(new URLSearchParams(query));
  assert.ok(form);
  return readDuty(form);
}

const aware = (day: string, month: string, year: string) =>
  `aware-day=${encodeURIComponent(day)}&aware-month=${encodeURIComponent(month)}&aware-year=${encodeURIComponent(year)}`;

describe('what is typed into the date calculator', () => {
  it('is nothing yet where the address holds none of it', () => {
    assert.equal(typedIn(new URLSearchParams('')), null);
    assert.equal(typedIn(new URLSearchParams('utm=1')), null);
  });

  it('is a day, with blanks around it and zeros before it forgiven', () => {
    const { days } = read(aware(' 05', '01 ', '2027'));
    assert.equal(days?.aware.toString(), '2027-01-05');
    assert.equal(days?.event, 'notifiable-incident');
    assert.equal(days?.sent, null);
  });

  const wrong: readonly (readonly [
    what: string,
    day: string,
    month: string,
    year: string,
    text: string,
    part: string,
  ])[] = [
    ['nothing', '', '', '', 'Enter the day the council became aware.', 'day'],
    ['no year', '5', '1', '', 'The day the council became aware must have a year.', 'year'],
    ['only a day', '5', '', '', 'The day the council became aware must have a month and a year.', 'month'],
    [
      'a word',
      'soon',
      '1',
      '2027',
      'The day the council became aware: write the day in figures, like 23.',
      'day',
    ],
    [
      'a month by name',
      '5',
      'March',
      '2027',
      'The day the council became aware: write the month in figures, like 12.',
      'month',
    ],
    [
      'a year of two figures',
      '5',
      '1',
      '26',
      'The day the council became aware: write the year with four figures, like 2026.',
      'year',
    ],
    [
      'a year of five figures',
      '5',
      '1',
      '20266',
      'The day the council became aware: write the year with four figures, like 2026.',
      'year',
    ],
    [
      'month 13',
      '5',
      '13',
      '2026',
      'The day the council became aware: the month must be between 1 and 12.',
      'month',
    ],
    [
      'month 0',
      '5',
      '0',
      '2026',
      'The day the council became aware: the month must be between 1 and 12.',
      'month',
    ],
    ['31 February', '31', '2', '2026', 'The day the council became aware: February 2026 has 28 days.', 'day'],
    [
      '29 February of a common year',
      '29',
      '2',
      '2027',
      'The day the council became aware: February 2027 has 28 days.',
      'day',
    ],
    ['day 0', '0', '6', '2026', 'The day the council became aware: June 2026 has 30 days.', 'day'],
    [
      'a minus',
      '-5',
      '6',
      '2026',
      'The day the council became aware: write the day in figures, like 23.',
      'day',
    ],
  ];
  for (const [what, day, month, year, text, part] of wrong) {
    it(`is refused with a sentence of its own: ${what}`, () => {
      const { days, errors } = read(aware(day, month, year));
      assert.equal(days, null);
      assert.deepEqual(errors, [{ question: 'aware', part, text }]);
    });
  }

  it('takes 29 February of a leap year', () => {
    assert.equal(read(aware('29', '2', '2028')).days?.aware.toString(), '2028-02-29');
  });

  it('is refused where the notification was sent before anybody knew', () => {
    const { errors } = read(`${aware('5', '1', '2027')}&sent-day=4&sent-month=1&sent-year=2027`);
    assert.deepEqual(errors, [
      {
        question: 'sent',
        part: 'day',
        text: 'The day the notification was sent must be the day the council became aware, or later.',
      },
    ]);
  });

  it('tells everything that is wrong at once, in the order of the form', () => {
    const { errors } = read(`${aware('', '', '')}&event=fire&sent-day=1&sent-month=&sent-year=`);
    assert.deepEqual(
      errors.map((error) => error.question),
      ['aware', 'event', 'sent'],
    );
  });

  it('keeps what was typed, cut to what a box can hold', () => {
    const form = typedIn(new URLSearchParams(aware('9'.repeat(500), '1', '2027')));
    assert.equal(form?.aware.day.length, 20);
  });
});
