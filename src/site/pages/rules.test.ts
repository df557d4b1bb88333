import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { exampleAssets, examplePartnership, exampleRequest, noSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { rulesAsked } from '../rules-asked.ts';
import { presentRules, rulesPage } from './rules.ts';

function asked(query: string, partnership = examplePartnership()) {
  const request = exampleRequest(`/rules${query === '' ? '' : `?${query}`}`, partnership);
  const of = rulesAsked(request.query, request.today);
  return { request, ...presentRules(partnership, of, request.today) };
}

async function rules(query = '', partnership = examplePartnership()) {
  const { request, model, errors } = asked(query, partnership);
  const frame = publicFrame(request, exampleAssets, { title: model.heading, section: 'process', errors });
  const html = await renderChecked(rulesPage, model, frame);
  const ids = [...html.matchAll(/<tr role="row" id="([^"]+)"/g)].map(([, id]) => id);
  return { html, words: wordsOf(html), ids };
}

const on = (day: number, month: number, year: number) => `day-day=${day}&day-month=${month}&day-year=${year}`;

describe('the page of all rules', () => {
  it('shows those of today, each with who, what, when, to whom, since when, whence and how sure', async () => {
    const { words, ids } = await rules();
    assert.match(words, /The time limits we work to \d+ rules hold today, 5 January 2027, under Working/);
    assert.match(
      words,
      /Notify the Child Safeguarding Practice Review Panel NOT-01 Within 5 working days From when The local authority became aware[^]*?By whom Local authority To: The Panel[^]*?In force From 29 June 2018 Editions: the transition, 2018, 2023 and 2026 Written in Children Act 2004, section 16C[^]*?Confirmed: read in its source/,
    );
    assert.match(words, /Not confirmed: from memory, its text was not read/);
    assert.ok(!ids.includes('SCR-01') && !ids.includes('RR-02') && ids.includes('YR-04'));
    assert.match(words, /Its text was not read Its chapter on serious incidents has not been read/);
  });

  it('shows the law as it stood on a day of the boards’ time', async () => {
    const { words, ids } = await rules(on(15, 6, 2016));
    assert.match(words, /The law as it stood on 15 June 2016 \d+ rules held on that day, under Working/);
    assert.ok(ids.includes('SCR-01') && ids.includes('SCR-04') && !ids.includes('NOT-01'));
    assert.match(words, /26 March 2015 to 28 June 2018/);
  });

  it('marks an easement, and what it relaxed, on a day on which it held', async () => {
    const { words } = await rules(on(1, 4, 2020));
    assert.match(words, /RR-02 Within Relaxed An easement/);
    assert.match(
      words,
      /RR-01 Within 15 working days Relaxed from 27 March 2020; when that ended was not found RR-02/,
    );
    assert.ok(!(await rules(on(26, 3, 2020))).ids.includes('RR-02'));
  });

  it('shows what held under an edition, and everything', async () => {
    const transition = await rules('edition=transition');
    assert.match(transition.words, /The time limits of the transition \d+ rules held while it was in force/);
    assert.ok(['TR-01', 'SCR-04', 'NOT-01', 'NOT-05a'].every((id) => transition.ids.includes(id)));
    const all = await rules('edition=all');
    assert.match(all.words, /Every rule that is held 57 rules/);
    assert.equal(all.ids.length, 57);
  });

  it('ends a board’s rules with the local start of the area', async () => {
    assert.ok(!(await rules(on(5, 9, 2019))).ids.includes('SCR-04'));
    const unset = examplePartnership({ settings: noSettings });
    assert.ok((await rules(on(5, 9, 2019), unset)).ids.includes('SCR-04'));
  });

  it('says that no edition is held for an early day', () => {
    const [note] = asked(on(1, 1, 2012)).model.notes;
    assert.match(
      note?.words ?? '',
      /No edition of the guidance is held for that day; the first begins on 15 April 2013/,
    );
  });

  it('takes a day to come by what is known today', () => {
    assert.match(asked(on(1, 1, 2040)).model.lead, /hold on that day[^.]*, by what is known today\./);
  });

  it('puts what is wrong with a day above and beside the field, and keeps what was typed', async () => {
    const { html, words, ids } = await rules('day-day=%3Cb%3E&day-month=6&day-year=2016');
    assert.match(words, /There is a problem[^]*?write the day in figures/);
    assert.match(html, /govuk-input--error[^>]*id="day-day"/);
    assert.match(html, /id="day-error"/);
    assert.match(html, /value="&lt;b&gt;"/);
    assert.ok(ids.includes('NOT-01'), 'the rules of today stand below');
  });

  for (const [query, part, said] of [
    [on(31, 2, 2016), 'day', 'The day of the law: February 2016 has 29 days.'],
    ['day-day=15&day-month=6', 'year', 'The day of the law must have a year.'],
    [on(15, 13, 2016), 'month', 'The day of the law: the month must be between 1 and 12.'],
    [on(1, 1, 99), 'year', 'The day of the law: write the year with four figures, like 2026.'],
  ] as const) {
    it(`leads from ${query} to the ${part}`, () => {
      const { errors } = asked(query);
      assert.deepEqual(errors, [{ text: said, href: `#day-${part}` }]);
    });
  }

  it('takes no notice of an edition that there is not', () => {
    assert.match(asked('edition=WT1066').model.lead, /rules hold today/);
  });
});
