import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { takenDown } from './samples.ts';
import { withdrawn } from './withdrawn.ts';

describe('a review that was taken down', () => {
  it('leaves a notice that says when, why, and what remains', async () => {
    const said = wordsOf(await renderChecked(withdrawn, takenDown));
    assert.match(said, /Serious case review · published 2019 This report was withdrawn/);
    assert.match(said, /Taken down on 3 March 2025 to protect a child\./);
    assert.match(said, /What is still here: What improved/);
  });

  it('gives no reason where none may be given', async () => {
    const bare = {
      ...takenDown,
      withdrawal: { ...takenDown.withdrawal, reason: null },
      remains: [],
      ask: null,
    };
    const said = wordsOf(await renderChecked(withdrawn, bare));
    assert.match(said, /Taken down on 3 March 2025\. /);
    assert.doesNotMatch(said, /still here|ask/);
  });
});
