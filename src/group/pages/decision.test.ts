import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { checkEveryRead } from '../../platform/pages/page.ts';
import { exampleFrame, renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { usualNames } from '../../partnership/settings.ts';
import { criteriaOf, decideRecord } from '../decision.ts';
import { readDecisionForm } from '../decision-form.ts';
import { notesOn } from '../decision-notes.ts';
import { changed, sampleContext, sampleForm } from '../samples.ts';
import { decideErrors, decideHeading, decidePage, presentDecide } from './decide.ts';
import { decisionPage, presentDecision } from './decision.ts';

after(() => checkEveryRead(false));

const names = usualNames('Merrow Vale Safeguarding Children Partnership', 'MVSCP');
const reference = 'MVSCP-2026-0007';
const pseudonym = 'Child Linden';
const header = {
  reference,
  pseudonym,
  state: { words: 'Decided', mark: 'done' },
  readers: 3,
  readersHref: null,
  recordHref: null,
  notifiable: null,
  pages: [],
  sections: [{ text: 'Decisions', href: `/cases/${reference}/decisions`, current: true }],
};

function read(form: URLSearchParams) {
  const criteria = criteriaOf(readDecisionForm(form, []), sampleContext) ?? assert.fail();
  return { criteria, typed: readDecisionForm(form, criteria.limbs) };
}

async function asked(form: URLSearchParams, { blankRows = 0, checked = true } = {}) {
  const { criteria, typed } = read(form);
  const problems = checked ? decideRecord(typed, sampleContext).problems : [];
  const model = presentDecide({
    action: `/cases/${reference}/decide`,
    formToken: 'token',
    formKey: 'ABCDEFGHJKMNPQRSTVWXYZ01',
    standing: null,
    reference,
    pseudonym,
    names,
    conventions: sampleContext.conventions,
    today: sampleContext.today,
    typed,
    criteria,
    problems,
    quorum: null,
    nearest: [],
    blankRows,
  });
  const html = await renderChecked(decidePage, model, {
    ...exampleFrame,
    title: decideHeading(pseudonym),
    errors: decideErrors(problems),
  });
  return { html, words: wordsOf(html) };
}

async function shown(form: URLSearchParams, panelAnswered: Temporal.PlainDate | null = null) {
  const { typed } = read(form);
  const { decision } = decideRecord(typed, sampleContext);
  const facts = decision ?? assert.fail('it is refused');
  const notes = notesOn(facts, { conventions: sampleContext.conventions, notified: null });
  const recorded = { by: 'Kim Example', on: Temporal.PlainDate.from('2027-01-07') };
  const model = presentDecision({
    header,
    decision: facts,
    notes,
    reference,
    names,
    recorded,
    reconsideredBy: null,
    panelAnswered,
  });
  const html = await renderChecked(decisionPage, model, { ...exampleFrame, title: model.heading });
  return { html, words: wordsOf(html) };
}

const whole = sampleForm('2027-01-05', 'LCSPR');

describe('the form of a decision', () => {
  it('asks each limb with its source, marks what is not confirmed, and has one filled button', async () => {
    const { html, words } = await asked(whole, { blankRows: 2 });
    assert.match(
      words,
      /Critical Incident Group · MVSCP-2026-0007 Should there be a review of what happened to Child Linden\?/,
    );
    assert.match(
      words,
      /A child Is the person a child, under 18 at the incident\? Children Act 2004, section 16C\(1\) Not confirmed/,
    );
    assert.match(words, /SI 2018\/789, regulation 11, criterion \(c\) Met Not met Unclear/);
    assert.match(
      words,
      /Not open on this day: Serious case review\. No serious case review could be started from 1 June 2019/,
    );
    assert.match(words, /The three safeguarding partners decide together/);
    assert.equal(html.match(/name="there-\d+-name"/g)?.length, 3);
    assert.equal(html.match(/<button[^>]*class="govuk-button"/g)?.length, 1);
    assert.doesNotMatch(html, /govuk-error-summary/);
  });

  it('asks on an old day what was asked then, of whom it was asked then', async () => {
    const { words } = await asked(sampleForm('2016-05-06', 'SCR'));
    assert.match(words, /Working Together to Safeguard Children 2015/);
    assert.match(words, /cause for concern as to the way in which the authority/);
    assert.match(words, /The clinical commissioning group/);
    assert.match(words, /The independent chair of the Local Safeguarding Children Board decides/);
    assert.doesNotMatch(words, /regulation 11|integrated care board/);
  });

  it('asks both in the transition before the local start', async () => {
    const { words } = await asked(sampleForm('2019-05-31', 'SCR'));
    assert.match(
      words,
      /Does the Panel have to be notified\?.*Is it a serious case\?.*Deaths that are always reviewed/,
    );
    assert.match(
      words,
      /On a local child safeguarding practice review the three safeguarding partners decide/,
    );
  });

  it('says what is wrong beside each field and in the summary, and keeps what was typed', async () => {
    const { html, words } = await asked(
      changed(whole, {
        'limb-REG11-b': '',
        'view-police-reason': '',
        outcome: '',
        'day-month': '',
        reasons: '<b>kept</b>',
      }),
    );
    for (const id of ['day-month', 'limb-REG11-b', 'view-police-reason', 'outcome']) {
      assert.match(html, new RegExp(`href="#${id}"`), id);
      assert.match(html, new RegExp(`id="${id}"`), id);
    }
    assert.equal(words.match(/Answer “Recurrent themes”: met, not met or unclear/g)?.length, 2);
    assert.match(html, /&lt;b&gt;kept&lt;\/b&gt;/);
    assert.match(html, /Because of REG11-b\./);
  });

  it('keeps an outcome that was chosen and cannot be', async () => {
    const { html, words } = await asked(changed(whole, { outcome: 'SCR' }));
    assert.match(html, /value="SCR" checked/);
    assert.match(words, /What is decided\? Error: No serious case review could be started from 1 June 2019/);
  });

  it('goes by the day of its questions while the day cannot be read', async () => {
    const { html, words } = await asked(changed(sampleForm('2016-05-06', 'SCR'), { 'day-day': '32' }));
    assert.match(words, /Working Together to Safeguard Children 2015.*The clinical commissioning group/);
    assert.match(html, /value="SCR" checked/);
    assert.doesNotMatch(words, /Not open on this day: Serious case review/);
  });

  it('leads every message to a field that is there', async () => {
    const { html } = await asked(new URLSearchParams({ asked: 'WT2023' }));
    const links = [...html.matchAll(/<a href="#([^"]+)"/g)].map(([, id = '']) => id);
    assert.ok(links.length > 30);
    assert.deepEqual(
      links.filter((id) => !html.includes(` id="${id}"`)),
      [],
    );
  });

  it('carries along unseen what was answered for another day', async () => {
    const { html } = await asked(changed(whole, { 'day-year': '2016', outcome: 'SCR' }));
    assert.match(html, /type="hidden" name="limb-REG11-c-reason" value="Because of REG11-c\."/);
    assert.match(html, /name="limb-SCR-a"/);
  });
});

describe('a decision as recorded', () => {
  it('is headed by what was decided, and provisional until the Panel has answered', async () => {
    const { html, words } = await shown(whole);
    assert.match(
      words,
      /Child Linden.* Decided: local child safeguarding practice review .*Provisional until the Panel has answered/,
    );
    assert.match(words, /Recorded by Kim Example on 7 January 2027/);
    assert.match(words, /Meeting them does not decide.* DEC-01/);
    assert.match(words, /Working Together to Safeguard Children 2026/);
    assert.match(words, /Because of ADD-setting\./);
    assert.match(words, /Ada Example Merrow Vale Council Member of the group/);
    assert.doesNotMatch(/<main[^]*<\/main>/.exec(html)?.[0] ?? '<form', /<form|<button/);
  });

  it('says when the Panel answered', async () => {
    const { words } = await shown(whole, Temporal.PlainDate.from('2027-01-20'));
    assert.match(words, /The Panel answered on 20 January 2027/);
    assert.doesNotMatch(words, /Provisional/);
  });

  it('holds dissent in the partner’s own words', async () => {
    const { words } = await shown(
      changed(whole, { 'view-police': 'disagrees', 'view-police-dissent': 'The rapid review is enough.' }),
    );
    assert.match(
      words,
      /The police Disagrees Would decide instead, in its own words: The rapid review is enough\./,
    );
  });

  it('shows an old one by its old law', async () => {
    const { words } = await shown(sampleForm('2014-05-06', 'SCR'));
    assert.match(words, /Decided: serious case review/);
    assert.match(words, /Working Together to Safeguard Children 2013/);
    assert.match(words, /independent chair/);
    assert.doesNotMatch(words, /Provisional|section 16C/);
  });
});
