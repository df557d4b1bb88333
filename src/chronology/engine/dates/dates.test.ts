import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDitto, isUndated, readAfresh, readCellDate, readDate } from './dates.ts';

const today = '2026-11-23';
const read = (text: string, order: 'day first' | 'month first' | 'either' = 'day first') =>
  readDate(text, { today, order });

/** What was written, EDTF, first day and last day; "-" where open. */
type Row = readonly [text: string, edtf: string, earliest: string, latest: string];

const sure: Readonly<Record<string, readonly Row[]>> = {
  'a day': [
    ['12/03/2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12/03/16', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['20.11.17', '2017-11-20', '2017-11-20', '2017-11-20'],
    ['22.05/16', '2016-05-22', '2016-05-22', '2016-05-22'],
    ['2 - 3 - 2016', '2016-03-02', '2016-03-02', '2016-03-02'],
    ['16/07/06', '2006-07-16', '2006-07-16', '2006-07-16'],
    ['12\\03\\2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['2016-03-12', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['2016/03/12', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12032016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['20160312', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['22 may 2016', '2016-05-22', '2016-05-22', '2016-05-22'],
    ['22-May-16', '2016-05-22', '2016-05-22', '2016-05-22'],
    ['12Mar16', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['29th January 2013', '2013-01-29', '2013-01-29', '2013-01-29'],
    ['the 12th of March 2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['March 12, 2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['2016 March 12', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['Saturday, 12th March 2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['Sat 12.3.16', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12/03/2016 (Saturday)', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['29/02/2016', '2016-02-29', '2016-02-29', '2016-02-29'],
    ['Christmas Day 2016', '2016-12-25', '2016-12-25', '2016-12-25'],
    ['Good Friday 2016', '2016-03-25', '2016-03-25', '2016-03-25'],
    [' 12 March 2016 ', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12‑03‑2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12\u00a0March\u00a02016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['12ᵗʰ March 2016', '2016-03-12', '2016-03-12', '2016-03-12'],
    ['\u200e12/03/2016', '2016-03-12', '2016-03-12', '2016-03-12'],
  ],
  'a month, which is never its first day': [
    ['March 2019', '2019-03', '2019-03-01', '2019-03-31'],
    ['Feb 2016', '2016-02', '2016-02-01', '2016-02-29'],
    ["Sept '16", '2016-09', '2016-09-01', '2016-09-30'],
    ['2016 March', '2016-03', '2016-03-01', '2016-03-31'],
    ['03/2016', '2016-03', '2016-03-01', '2016-03-31'],
    ['2016-03', '2016-03', '2016-03-01', '2016-03-31'],
    ['sometime in March 2016', '2016-03', '2016-03-01', '2016-03-31'],
    ['March 2016 (exact date unknown)', '2016-03', '2016-03-01', '2016-03-31'],
    ['??/03/2016', '2016-03-XX', '2016-03-01', '2016-03-31'],
    ['00/03/2016', '2016-03-XX', '2016-03-01', '2016-03-31'],
    ['?? March 2016', '2016-03-XX', '2016-03-01', '2016-03-31'],
    ['xx/03/2016', '2016-03-XX', '2016-03-01', '2016-03-31'],
  ],
  'a year, a decade, a quarter': [
    ['2016', '2016', '2016-01-01', '2016-12-31'],
    ["'16", '2016', '2016-01-01', '2016-12-31'],
    ['00/00/2016', '2016', '2016-01-01', '2016-12-31'],
    ['throughout 2016', '2016', '2016-01-01', '2016-12-31'],
    ['1990s', '199X', '1990-01-01', '1999-12-31'],
    ["the '90s", '199X', '1990-01-01', '1999-12-31'],
    ["1990's", '199X', '1990-01-01', '1999-12-31'],
    ['late 1990s', '1990~/1999~', '1990-01-01', '1999-12-31'],
    ['Q2 2017', '2017-04/2017-06', '2017-04-01', '2017-06-30'],
    ['2017 Q2', '2017-04/2017-06', '2017-04-01', '2017-06-30'],
    ['second quarter of 2017', '2017-04/2017-06', '2017-04-01', '2017-06-30'],
    ['Q2 2017/18', '2017-07/2017-09', '2017-07-01', '2017-09-30'],
    ['Q4 2017/18', '2018-01/2018-03', '2018-01-01', '2018-03-31'],
  ],
  'a season, a term, twelve months that are no calendar year': [
    ['Spring 2016', '2016-21', '2016-03-01', '2016-05-31'],
    ['summer of 2016', '2016-22', '2016-06-01', '2016-08-31'],
    ['Autumn 1999', '1999-23', '1999-09-01', '1999-11-30'],
    ['winter 2016/17', '2016-24', '2016-12-01', '2017-02-28'],
    ['c. spring 2016', '2016-03~/2016-05~', '2016-03-01', '2016-05-31'],
    ['spring/summer 2016', '2016-03/2016-08', '2016-03-01', '2016-08-31'],
    ['Autumn term 2015', '2015-09/2015-12', '2015-09-01', '2015-12-31'],
    ['Spring term 2015/16', '2016-01/2016-04', '2016-01-01', '2016-04-30'],
    ['Summer Term 2016', '2016-04/2016-07', '2016-04-01', '2016-07-31'],
    ['financial year 2014/15', '2014-04/2015-03', '2014-04-01', '2015-03-31'],
    ['FY14/15', '2014-04/2015-03', '2014-04-01', '2015-03-31'],
    ['2014-15 financial year', '2014-04/2015-03', '2014-04-01', '2015-03-31'],
    ['academic year 2014/15', '2014-09/2015-08', '2014-09-01', '2015-08-31'],
    ['school year 2014-2015', '2014-09/2015-08', '2014-09-01', '2015-08-31'],
    ['tax year 2014/15', '2014-04-06/2015-04-05', '2014-04-06', '2015-04-05'],
  ],
  'approximate and uncertain': [
    ['c. 2016', '2016~', '2016-01-01', '2016-12-31'],
    ['c2015', '2015~', '2015-01-01', '2015-12-31'],
    ['circa March 2015', '2015-03~', '2015-03-01', '2015-03-31'],
    ['approx. 12/03/16', '2016-03-12~', '2016-03-12', '2016-03-12'],
    ['on or around 12 March 2016', '2016-03-12~', '2016-03-12', '2016-03-12'],
    ['12 March 2016 (approx)', '2016-03-12~', '2016-03-12', '2016-03-12'],
    ['early March 2016', '2016-03~', '2016-03-01', '2016-03-31'],
    ['mid-2014', '2014~', '2014-01-01', '2014-12-31'],
    ['early to mid March 2016', '2016-03~', '2016-03-01', '2016-03-31'],
    ['end of March 2016', '2016-03~', '2016-03-01', '2016-03-31'],
    ['?22 may 2016', '2016-05-22?', '2016-05-22', '2016-05-22'],
    ['22 may 2016 ?', '2016-05-22?', '2016-05-22', '2016-05-22'],
    ['possibly March 2016', '2016-03?', '2016-03-01', '2016-03-31'],
    ['thought to be 2016', '2016?', '2016-01-01', '2016-12-31'],
    ['possibly circa 2015', '2015%', '2015-01-01', '2015-12-31'],
  ],
  'from one to another': [
    ['3–5 May 2017', '2017-05-03/2017-05-05', '2017-05-03', '2017-05-05'],
    ['28 Feb – 3 March 2018', '2018-02-28/2018-03-03', '2018-02-28', '2018-03-03'],
    ['3-5/5/17', '2017-05-03/2017-05-05', '2017-05-03', '2017-05-05'],
    ['3/5 - 6/5/17', '2017-05-03/2017-05-06', '2017-05-03', '2017-05-06'],
    ['1.4.15 – 30.6.15', '2015-04-01/2015-06-30', '2015-04-01', '2015-06-30'],
    ['12-03-2016-15-03-2016', '2016-03-12/2016-03-15', '2016-03-12', '2016-03-15'],
    ['from 3 May 2016 to 5 June 2016', '2016-05-03/2016-06-05', '2016-05-03', '2016-06-05'],
    ['12 March 2016 until 15 March', '2016-03-12/2016-03-15', '2016-03-12', '2016-03-15'],
    ['between 3 and 5 May 2016', '2016-05-03/2016-05-05', '2016-05-03', '2016-05-05'],
    ['between 2012 and 2014', '2012/2014', '2012-01-01', '2014-12-31'],
    ['Dec 2015 – Jan 2016', '2015-12/2016-01', '2015-12-01', '2016-01-31'],
    ['March/April 2016', '2016-03/2016-04', '2016-03-01', '2016-04-30'],
    ['late March/early April 2016', '2016-03~/2016-04~', '2016-03-01', '2016-04-30'],
    ['1990-95', '1990/1995', '1990-01-01', '1995-12-31'],
    ['2014 - 16', '2014/2016', '2014-01-01', '2016-12-31'],
    ['W/C 12/03/16', '2016-03-12/2016-03-18', '2016-03-12', '2016-03-18'],
    ['week commencing 14th March 2016', '2016-03-14/2016-03-20', '2016-03-14', '2016-03-20'],
    ['week ending 12/03/16', '2016-03-06/2016-03-12', '2016-03-06', '2016-03-12'],
    ['weekend of 12/03/16', '2016-03-12/2016-03-13', '2016-03-12', '2016-03-13'],
  ],
  'open at one end': [
    ['before 2012', '../2011', '-', '2011-12-31'],
    ['prior to March 2012', '../2012-02', '-', '2012-02-29'],
    ['pre-2012', '../2011', '-', '2011-12-31'],
    ['by 12 March 2016', '../2016-03-12', '-', '2016-03-12'],
    ['2016 or earlier', '../2016', '-', '2016-12-31'],
    ['after 12 March 2016', '2016-03-13/..', '2016-03-13', '-'],
    ['since 2012', '2012/..', '2012-01-01', '-'],
    ['from 2012 onwards', '2012/..', '2012-01-01', '-'],
    ['March 2016 onwards', '2016-03/..', '2016-03-01', '-'],
    ['2016 - present', '2016/..', '2016-01-01', '-'],
    ['shortly after 12 March 2016', '2016-03-13~/..', '2016-03-13', '-'],
  ],
  'said to be undated': [
    ['undated', 'XXXX', '-', '-'],
    ['Unknown', 'XXXX', '-', '-'],
    ['(date not known)', 'XXXX', '-', '-'],
    ['n/k', 'XXXX', '-', '-'],
    ['n.d.', 'XXXX', '-', '-'],
    ['?', 'XXXX', '-', '-'],
  ],
};

/** The same, with a part of what a person is told. */
const doubted: readonly (readonly [...Row, RegExp])[] = [
  ['nov 15', '2015-11', '2015-11-01', '2015-11-30', /day without its year/],
  ['Mar-16', '2016-03', '2016-03-01', '2016-03-31', /day without its year/],
  ['05/15', '2015-05', '2015-05-01', '2015-05-31', /a day of May/],
  ['2014/15', '2014/2015', '2014-01-01', '2015-12-31', /financial year, a school year or two/],
  ['2011-12', '2011/2012', '2011-01-01', '2012-12-31', /financial year/],
  ['12/13', '2012/2013', '2012-01-01', '2013-12-31', /financial year/],
  ['school year 2015', '2014-09/2016-08', '2014-09-01', '2016-08-31', /begin or that end in 2015/],
  ['Winter 2016', '2016-01/2017-02', '2016-01-01', '2017-02-28', /January and February/],
  ['Easter 2016', '2016-03-13/2016-04-10', '2016-03-13', '2016-04-10', /two weeks either side/],
  ['Christmas 2016', '2016-12-11/2017-01-08', '2016-12-11', '2017-01-08', /two weeks/],
  ['summer holidays 2016', '2016-07/2016-09', '2016-07-01', '2016-09-30', /differ/],
  ['120316', '2012-03-16/2016-03-12', '2012-03-16', '2016-03-12', /may be 16 March 2012 or 12 March 2016/],
  ['12 or 13 March 2016', '2016-03-12/2016-03-13', '2016-03-12', '2016-03-13', /several dates/],
  ['3, 4 and 5 May 2016', '2016-05-03/2016-05-05', '2016-05-03', '2016-05-05', /several dates/],
  ['12/3, 14/3 and 20/3/16', '2016-03-12/2016-03-20', '2016-03-12', '2016-03-20', /several dates/],
  ['28 Dec – 3 Jan 2017', '2016-12-28/2017-01-03', '2016-12-28', '2017-01-03', /read as in 2016/],
  [
    'week of 12 March 2016',
    '2016-03-06/2016-03-18',
    '2016-03-06',
    '2016-03-18',
    /begin on this day or hold it/,
  ],
  ['w/e 12/03/16', '2016-03-06/2016-03-13', '2016-03-06', '2016-03-13', /or the weekend/],
  [
    'Mon 12/03/16',
    '2016-03-12?',
    '2016-03-12',
    '2016-03-12',
    /says Monday, but 12 March 2016 was a Saturday/,
  ],
  ['Mon 09/05/2016', '2016-05-09', '2016-05-09', '2016-05-09', /^$/],
  ['Mon 05/09/2016', '2016-09-05', '2016-09-05', '2016-09-05', /^$/],
  ['Thu 05/09/2016', '2016-09-05?', '2016-09-05', '2016-09-05', /was a Monday/],
  ['Sat 03/12/2016', '2016-12-03', '2016-12-03', '2016-12-03', /^$/],
  ['Sat 12/11/2016', '2016-11-12', '2016-11-12', '2016-11-12', /^$/],
  ['Sun 12/11/2016', '2016-11-12/2016-12-11', '2016-11-12', '2016-12-11', /11 December 2016 was a Sunday/],
  ['25/12/26', '1926-12-25', '1926-12-25', '1926-12-25', /after today/],
  ['25/12/2026', '2026-12-25', '2026-12-25', '2026-12-25', /after today/],
  ['12 March 2016 midnight', '2016-03-12/2016-03-13', '2016-03-12', '2016-03-13', /begin the day or end it/],
];

const refused: readonly (readonly [text: string, why: RegExp])[] = [
  ['31/02/2016', /There is no 31 February 2016: that month has 29 days/],
  ['29/02/2015', /28 days/],
  ['31 April 2016', /30 days/],
  ['13/13/2016', /Neither 13 nor 13 can be a month/],
  ['14/15/2016', /Neither 14 nor 15/],
  ['2014-15-2016', /cannot be the month/],
  ['45/03/2016', /No month has a day 45/],
  ['00/13/2016', /month/],
  ['12/03/20017', /year “20017”/],
  ['12/03/1016', /not between 1800 and 2199/],
  ['year 20017', /no year/],
  ['42531', /spreadsheet's own count of days/],
  ['12 March', /names no year/],
  ['3rd - 5th May', /names no year/],
  ['16-Mar', /names no year/],
  ['Tuesday', /names no day, month or year/],
  ['2016 – 2014', /ends before it begins/],
  ['05/06/2016 - 03/05/2016', /ends before it begins/],
  ['14.30', /time without a date/],
  ['2pm', /time without a date/],
  ['aged 7', /“aged” is not read/],
  ['various', /“various” is not read/],
  ['half term 2016', /“half” is not read/],
  ['12 mars 2016', /“mars” is not read/],
  ['12 février 2016', /another language/],
  ['1O/03/2016', /“o” is not read/],
  ['١٢/٠٣/٢٠١٦', /right to left/],
  ['\u200f12/03/2016', /right to left/],
  ['१२/०३/२०१६', /figures other than 0 to 9/],
  ['12月3日', /another language/],
  ['-', /names no day/],
  ['W/C March 2016', /one day only/],
  [
    'Mother rang the office, said that she had been in hospital since 12/03/2016 and that nobody had come to see her or the baby, ever',
    /too long/,
  ],
];

describe('dates as people write them', () => {
  for (const [kind, rows] of Object.entries(sure)) {
    it(`reads ${kind}`, () => {
      for (const [text, edtf, earliest, latest] of rows) {
        const got = read(text);
        assert.ok(got.understood, `${text}: ${'why' in got ? got.why : ''}`);
        const said = [got.edtf, got.earliest ?? '-', got.latest ?? '-', got.notes.join(' ')];
        assert.deepEqual(said, [edtf, earliest, latest, ''], text);
      }
    });
  }

  it('marks what can be read in more than one way, with the widest interval', () => {
    for (const [text, edtf, earliest, latest, note] of doubted) {
      const got = read(text);
      assert.ok(got.understood, text);
      assert.deepEqual([got.edtf, got.earliest ?? '-', got.latest ?? '-'], [edtf, earliest, latest], text);
      assert.match(got.notes.join(' '), note, text);
    }
  });

  it('refuses what is no date, and says why', () => {
    for (const [text, why] of refused) {
      const got = read(text);
      assert.equal(got.understood, false, `${text} became ${'edtf' in got ? got.edtf : ''}`);
      assert.match('why' in got ? got.why : '', why, text);
    }
  });

  it('takes a time of day from beside the date', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['09/10/2013 23:17:09', '23:17:09'],
      ['12 March 2016 at 14.30', '14.30'],
      ['12.03.16 14.30', '14.30'],
      ['14:30 on 12/03/16', '14:30'],
      ['12/03/16 approx 2pm', 'approx 2pm'],
      ['12/03/2016 10:00 - 11:00', '10:00 - 11:00'],
      ['12/03/2016 pm', 'pm'],
      ['evening of 12 March 2016', 'evening'],
      ['2016-03-12T14:30:00', '14:30:00'],
    ];
    for (const [text, time] of rows) {
      const got = read(text);
      assert.ok(got.understood, text);
      assert.equal(got.time, time, text);
      assert.equal(got.earliest, got.latest, text);
    }
    const stamped = read('2016-03-12T23:30:00Z');
    assert.match(stamped.understood ? stamped.notes.join() : '', /zone “Z”/);
  });
});

describe('two-digit years', () => {
  it('take the latest century that is not after today', () => {
    const on = (text: string, now: string) => {
      const got = readAfresh(text, { today: now, order: 'day first' });
      return got.understood ? got.earliest : got.why;
    };
    assert.equal(on('23/11/26', '2026-11-23'), '2026-11-23');
    assert.equal(on('24/11/26', '2026-11-23'), '1926-11-24');
    assert.equal(on('1/1/00', '2026-11-23'), '2000-01-01');
    assert.equal(on('12/03/87', '2026-11-23'), '1987-03-12');
    assert.equal(on("Dec '26", '2026-11-23'), '1926-12-01');
    assert.equal(on('29/02/00', '2099-01-01'), '2000-02-29');
    assert.equal(on('1/1/00', '2100-01-01'), '2100-01-01');
  });
});

describe('files that write the month first', () => {
  it('are read so where somebody says it', () => {
    const got = read('03/04/2016', 'month first');
    assert.equal(got.understood && got.earliest, '2016-03-04');
    const other = read('25/03/2016', 'month first');
    assert.equal(other.understood && other.earliest, '2016-03-25');
    assert.match(other.understood ? other.notes.join() : '', /only the day can come first/);
  });

  it('show themselves by a date that can be nothing else', () => {
    const sign = read('03/14/2016');
    assert.equal(sign.understood && sign.monthFirst, true);
    assert.equal(sign.understood && sign.earliest, '2016-03-14');
    const range = read('03/14/2016 - 03/20/2016');
    assert.equal(range.understood && range.monthFirst, true);
    const day = read('12/03/2016');
    assert.equal(day.understood && day.monthFirst, false);
  });

  it('make every date that could be either ambiguous, over both days', () => {
    const got = read('03/04/2016', 'either');
    assert.ok(got.understood);
    assert.deepEqual(
      [got.edtf, got.earliest, got.latest],
      ['2016-03-04/2016-04-03', '2016-03-04', '2016-04-03'],
    );
    assert.match(got.notes.join(), /4 March 2016 or 3 April 2016/);
    for (const plain of ['04/04/2016', '25/03/2016', '4 March 2016', '2016-03-04']) {
      const sure = read(plain, 'either');
      assert.deepEqual(sure.understood && sure.notes, [], plain);
    }
  });
});

describe('the cells of a spreadsheet', () => {
  it('are as precise as they are shown', () => {
    const cell = (day: string, precision: 'day' | 'month' | 'year') => {
      const got = readCellDate(day, precision);
      return got === null ? null : [got.edtf, got.earliest, got.latest];
    };
    assert.deepEqual(cell('2017-03-13', 'day'), ['2017-03-13', '2017-03-13', '2017-03-13']);
    assert.deepEqual(cell('2017-03-13', 'month'), ['2017-03', '2017-03-01', '2017-03-31']);
    assert.deepEqual(cell('2016-12-13', 'month'), ['2016-12', '2016-12-01', '2016-12-31']);
    assert.deepEqual(cell('2017-03-13', 'year'), ['2017', '2017-01-01', '2017-12-31']);
    assert.equal(cell('2017-02-30', 'day'), null);
    assert.equal(cell('1700-01-01', 'day'), null);
  });
});

describe('words instead of a date', () => {
  it('say "as above" or "none"', () => {
    for (const text of ['"', 'ditto', 'As above', 'same day', '〃']) assert.equal(isDitto(text), true, text);
    assert.equal(isDitto('12 March 2016'), false);
    for (const text of ['Undated', '[date unknown]', 'N/K']) assert.equal(isUndated(text), true, text);
    assert.equal(isUndated('2016'), false);
  });
});
