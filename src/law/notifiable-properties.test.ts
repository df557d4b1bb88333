import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import { asksNoLess, judgeNotifiable } from './notifiable.ts';
import {
  abuses,
  carers,
  happenings,
  type NotifiableFacts,
  persons,
  places,
  yesOrNo,
} from './notifiable-facts.ts';

const today = day('2026-11-23');
const conventions = liverpoolConventions;
const judge = (facts: NotifiableFacts) => judgeNotifiable(facts, { conventions, today });

const anyDay = fc.integer({ min: 0, max: 7_600 }).map((days) => day('2010-01-01').add({ days }));

const anyFacts: fc.Arbitrary<NotifiableFacts> = fc.record({
  person: fc.constantFrom(...persons),
  age: fc.option(fc.integer({ min: 0, max: 40 })),
  lookedAfterBy: fc.constantFrom(...carers),
  event: fc.constantFrom(...happenings),
  alsoHarmed: fc.constantFrom(...yesOrNo),
  abuse: fc.constantFrom(...abuses),
  place: fc.constantFrom(...places),
  home: fc.constantFrom(...places),
  regulatedSetting: fc.constantFrom(...yesOrNo),
  detained: fc.constantFrom(...yesOrNo),
  becameAware: fc.option(anyDay),
  abuseSuspected: fc.option(anyDay),
  notified: fc.option(anyDay),
});

const always = (check: (facts: NotifiableFacts) => void) =>
  fc.assert(fc.property(anyFacts, check), { numRuns: 3_000 });

describe('whatever the facts are', () => {
  it('there is an answer, with a limb for every rule and a duty for everything that must or should be done', () => {
    always((facts) => {
      const { answer, limbs, duties, open } = judge(facts);
      const isMet = limbs.some(({ is }) => is === 'met');
      assert.equal(isMet, answer === 'must' || answer === 'should');
      assert.equal(duties.length > 0, isMet);
      if (answer === 'not') assert.deepEqual(open, []);
    });
  });

  it('to know or suspect more never asks for less', () => {
    always((facts) => {
      const asked = (abuse: NotifiableFacts['abuse']) => judge({ ...facts, abuse }).answer;
      assert.ok(asksNoLess(asked('not-sure'), asked('not')));
      assert.ok(asksNoLess(asked('suspected'), asked('not-sure')));
      assert.equal(asked('known'), asked('suspected'));
    });
  });

  it('neither being looked after nor having died ever asks for less', () => {
    always((facts) => {
      const nobody = judge({ ...facts, lookedAfterBy: 'nobody' }).answer;
      assert.ok(asksNoLess(judge({ ...facts, lookedAfterBy: 'this' }).answer, nobody));
      assert.ok(asksNoLess(judge({ ...facts, lookedAfterBy: 'another' }).answer, nobody));
      const harmed = judge({ ...facts, event: 'seriously-harmed' }).answer;
      assert.ok(asksNoLess(judge({ ...facts, event: 'died' }).answer, harmed));
    });
  });

  it('a rapid review follows only what must be notified by section 16C', () => {
    always((facts) => {
      const { rapidReview, answer, ruleIds } = judge(facts);
      if (rapidReview !== 'follows' && rapidReview !== 'elsewhere') return;
      assert.equal(answer, 'must');
      assert.ok(ruleIds.includes('NOT-01'));
    });
  });

  it('section 16C answers for nothing before 29 June 2018, and the four limbs for nothing after it', () => {
    always((facts) => {
      const { ruleIds, judgedOn, law } = judge(facts);
      const isOld = judgedOn.toString() < '2018-06-29';
      assert.ok(!ruleIds.some((id) => (isOld ? id.startsWith('NOT-') || id === 'TR-01' : id === 'SCR-01')));
      assert.equal(law === 'section-16C', !isOld);
    });
  });

  it('no clock of ours runs for what is not notifiable or another authority’s', () => {
    always((facts) => {
      const { answer, authority, event } = judge(facts);
      if (answer === 'not' || authority === 'other') assert.equal(event, null);
    });
  });
});
