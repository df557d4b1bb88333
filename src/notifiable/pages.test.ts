import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import { exampleFrame, renderChecked, wordsOf } from '../platform/pages/page-checks.ts';
import { judgeTyped, type RecordContext } from './decide.ts';
import { emptyForm, readForm, type TypedRecord } from './form.ts';
import type { Ground } from './ground.ts';
import { answerErrors, answerHeading, answerPage, presentAnswer } from './pages/answer.ts';

const today = day('2026-11-23');
const homeCode = 'E06000001';

const ground: Ground = {
  standing: null,
  event: 'notifiable-incident',
  harm: 'died',
  children: [
    {
      pseudonym: 'Child Linden',
      bornOn: day('2022-05-03'),
      ageGiven: '',
      diedOn: null,
      livesIn: homeCode,
      lookedAfter: 'no',
      lookedAfterBy: '',
    },
  ],
  earliest: day('2026-11-10'),
  latest: day('2026-11-10'),
  area: homeCode,
  becameAware: day('2026-11-16'),
  abuseSuspected: null,
  notified: null,
  hasAuthority: true,
  clocks: [],
};

async function shown(typed: TypedRecord, changed: Partial<Ground> = {}, asked = true) {
  const known = { ...ground, ...changed };
  const context: RecordContext = {
    ground: known,
    homeCode,
    base: '/cases/MVSCP-2026-0007',
    today,
    conventions: liverpoolConventions,
    decidesThemselves: true,
  };
  const { judged, problems } = judgeTyped(typed, context);
  const model = presentAnswer({
    ...context,
    reference: 'MVSCP-2026-0007',
    pseudonym: 'Child Linden',
    formToken: 'token',
    formKey: 'ABCDEFGHJKMNPQRSTVWXYZ01',
    typed,
    problems: asked ? problems : [],
    answer: asked ? (judged?.answer ?? null) : null,
  });
  const html = await renderChecked(answerPage, model, {
    ...exampleFrame,
    title: answerHeading('Child Linden'),
    errors: asked ? answerErrors(problems) : [],
  });
  return { html, words: wordsOf(html) };
}

const typed = (changes: Readonly<Record<string, string>> = {}) =>
  readForm(
    new URLSearchParams({
      person: 'child',
      age: '4',
      'looked-after-by': 'nobody',
      event: 'died',
      'regulated-setting': 'no',
      'regulated-setting-reason': 'At home.',
      abuse: 'known',
      'abuse-reason': '<b>kept</b>',
      place: 'this-area',
      home: 'this-area',
      ...changes,
    }),
    today,
  );

describe('the form that asks the law', () => {
  it('begins with what the case file knows, and one filled button', async () => {
    const { html, words } = await shown(emptyForm(ground, homeCode, today), {}, false);
    assert.match(words, /From the case file \(Child Linden was 4 on the day\): A child\./);
    assert.match(html, /name="event" type="radio" value="died" checked/);
    assert.equal(html.match(/<button[^>]*class="govuk-button"/g)?.length, 1);
    assert.doesNotMatch(words, /deprived of liberty/);
  });

  it('says what is open beside each question, and leads every message to a field that is there', async () => {
    const { html } = await shown(readForm(new URLSearchParams(), today));
    const links = [...html.matchAll(/<a href="#([^"]+)"/g)].map(([, id = '']) => id);
    assert.ok(links.length >= 6);
    assert.deepEqual(
      links.filter((id) => !html.includes(` id="${id}"`)),
      [],
    );
  });

  it('shows the answer with rule, date and source before anything is recorded, and keeps what was typed', async () => {
    const { html, words } = await shown(typed());
    assert.match(words, /By these answers: it must be notified/);
    assert.match(words, /By the end of Monday 23 November 2026/);
    assert.match(words, /NOT-01.*A rapid review follows/);
    assert.match(words, /has not been read.*Not confirmed/);
    assert.match(html, /&lt;b&gt;kept&lt;\/b&gt;/);
    assert.equal(html.match(/<button[^>]*class="govuk-button"/g)?.length, 1);
  });

  it('asks of 2016 what was asked then', async () => {
    const of2016 = { becameAware: day('2016-06-15'), earliest: null, latest: null };
    const { words } = await shown(
      typed({ abuse: 'not', 'regulated-setting': 'yes', 'person-reason': 'Known.' }),
      of2016,
    );
    assert.match(words, /deprived of liberty/);
    assert.match(words, /Tell Ofsted and the Local Safeguarding Children Board/);
    assert.match(words, /Working Together to Safeguard Children 2015/);
    assert.match(words, /By the end of Wednesday 22 June 2016/);
    assert.match(words, /There was no rapid review then/);
  });

  it('asks for a day to look again where nobody can say yet', async () => {
    const { words } = await shown(typed({ abuse: 'not-sure' }));
    assert.match(words, /By these answers: it cannot be said yet/);
    assert.match(words, /On which day is it looked at again\?/);
  });
});
