import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environment } from './environment.ts';

const names = [
  'done',
  'done-late',
  'late',
  'today',
  'running',
  'coming',
  'held',
  'shut-out',
  'differs',
  'unconfirmed',
  'look',
  'blocked',
  'unrecorded',
];

const imported = '{% from "platform/pages/marks.njk" import mark, state, pill %}';
const draw = (name: string) => environment().renderString(`${imported}{{ mark(name) }}`, { name });

describe('the marks of the states', () => {
  for (const name of names) {
    it(`draws ${name}, hidden from screen readers, with attributes and no style`, () => {
      const svg = draw(name);
      assert.match(svg, /^<svg class="app-glyph"[^>]*aria-hidden="true"/);
      assert.match(svg, /class="app-glyph__(body|line)"/);
      assert.match(svg, /(fill|stroke)="#[0-9a-f]{6}"/);
      assert.doesNotMatch(svg, /style/);
    });
  }

  it('gives each state its own shape, but for what is done late, which is done in another colour', () => {
    const shapes = names.map((name) => draw(name).replaceAll(/"#[0-9a-f]{6}"/g, ''));
    assert.equal(new Set(shapes).size, names.length - 1);
    assert.notEqual(draw('done'), draw('done-late'));
  });

  it('says the words beside the mark', () => {
    const html = environment().renderString(`${imported}{{ state("late", words) }}`, {
      words: '2 days & late',
    });
    assert.match(html, /<span class="app-state__words">2 days &amp; late<\/span>/);
  });
});
