import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { type AccessibilityFacts, accessibilityFacts } from '../accessibility-facts.ts';
import { exampleAssets, examplePartnership, exampleRequest, noSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { accessibilityPage, presentAccessibility } from './accessibility.ts';

async function accessibility(facts: AccessibilityFacts, partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/accessibility', partnership), exampleAssets, {
    title: 'Accessibility',
    section: null,
  });
  return wordsOf(await renderChecked(accessibilityPage, presentAccessibility(partnership, facts), frame));
}

describe('the accessibility statement', () => {
  it('claims part of the standard and says what is missing', async () => {
    const words = await accessibility(accessibilityFacts);
    assert.match(
      words,
      /partially conforms to the Web Content Accessibility Guidelines, version 2\.2, level AA/,
    );
    assert.match(words, /People who use a screen reader[^.]*have not tested this website yet/);
  });

  it('says how to complain, to us and beyond us', async () => {
    const words = await accessibility(accessibilityFacts, examplePartnership({ settings: noSettings }));
    assert.match(words, /Ask for the business unit/);
    assert.match(words, /Equality Advisory and Support Service/);
  });

  it('gives the day of the last check once there is one', async () => {
    const checkedOn = Temporal.PlainDate.from('2027-01-04');
    assert.match(await accessibility({ ...accessibilityFacts, checkedOn }), /last checked on 4 January 2027/);
    assert.doesNotMatch(await accessibility({ ...accessibilityFacts, checkedOn: null }), /last checked/);
  });
});
