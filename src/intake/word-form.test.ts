import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WordControl } from '../platform/documents/write-docx.ts';
import { writeDocx } from '../platform/documents/write-docx.ts';
import { examplePartnership, noSettings } from '../site/example-partnership.ts';
import { owner } from '../../test/word-form.ts';
import type { Question, Section } from './question.ts';
import { sections } from './questions.ts';
import {
  comparable,
  fileName,
  fingerprintOf,
  linesOf,
  ownerOf,
  timesOf,
  versionProperty,
  wordForm,
} from './word-form.ts';

const tagsOf = (control: WordControl) =>
  control.kind === 'ticks' ? control.boxes.map(({ tag }) => tag) : [control.tag];
const tablesOf = (given?: readonly Section[]) =>
  wordForm(owner, given).blocks.flatMap((block) => (block.kind === 'form' ? [block] : []));
// Of children there are as many boxes as tables.
const offered = ({ options = [], optionsOf }: Question) =>
  options.slice(0, optionsOf === undefined ? options.length : 3);
const wanted = (question: Question) =>
  question.kind === 'choices'
    ? offered(question).map(({ value }) => `${question.id}:${value}`)
    : [question.id];

const kinds = {
  text: 'line',
  email: 'line',
  telephone: 'line',
  long: 'lines',
  date: 'day',
  choice: 'one-of',
  choices: 'ticks',
} as const;

describe('the Word form', () => {
  for (const section of sections)
    it(`asks every question of “${section.title}”, as often as there is room, in its order`, () => {
      const own = tablesOf().filter(({ rows }) =>
        rows.some(({ control }) =>
          tagsOf(control).some((tag) => wanted(section.questions[0] as Question).includes(tag)),
        ),
      );
      assert.equal(own.length, timesOf(section));
      for (const { head, rows } of own) {
        assert.deepEqual(
          rows.map(({ label }) => label),
          section.questions.map(({ label }) => label),
        );
        assert.deepEqual(
          rows.map(({ control }) => tagsOf(control)),
          section.questions.map(wanted),
        );
        assert.deepEqual(
          rows.map(({ control }) => control.kind),
          section.questions.map(({ kind }) => kinds[kind]),
        );
        assert.equal(head[1], 'Your answer');
      }
    });

  it('has every option of a choice, and every box', () => {
    const rows = tablesOf().flatMap((table) => table.rows);
    for (const question of sections.flatMap(({ questions }) => questions)) {
      const { id, kind } = question;
      const options = offered(question);
      const row = rows.find(({ control }) =>
        tagsOf(control).some((tag) => tag === id || tag.startsWith(`${id}:`)),
      );
      if (kind === 'choice' && row?.control.kind === 'one-of')
        assert.deepEqual(
          row.control.options,
          options.map(({ value, text }) => ({ value, text })),
        );
      else if (kind === 'choices' && row?.control.kind === 'ticks')
        assert.deepEqual(
          row.control.boxes.map(({ text }) => text),
          options.map(({ text }) => text),
        );
      else assert.ok(kind !== 'choice' && kind !== 'choices', id);
    }
  });

  it('asks a question that is added to the definition, and is another version then', () => {
    const more: Question = {
      id: 'more',
      kind: 'choice',
      label: 'More?',
      name: 'More',
      options: [{ value: 'a', text: 'A' }],
    };
    const [first, ...others] = sections;
    assert.ok(first !== undefined);
    const grown = [{ ...first, questions: [...first.questions, more] }, ...others];
    assert.equal(tablesOf(grown)[0]?.rows.at(-1)?.label, 'More?');
    assert.notEqual(fingerprintOf(grown), fingerprintOf());
    assert.equal(wordForm(owner, grown).properties[versionProperty], fingerprintOf(grown));
    assert.equal(wordForm(owner).properties[versionProperty], fingerprintOf());
  });

  it('has labels that tell the rows of a table apart, and titles that tell the tables apart', () => {
    for (const { rows } of tablesOf())
      assert.equal(new Set(rows.map(({ label }) => comparable(label))).size, rows.length);
    const heads = tablesOf().map(({ head }) => comparable(head[0]));
    assert.equal(new Set(heads).size, heads.length);
  });

  it('says when a question is asked only after another answer', () => {
    const hints = (label: string) =>
      tablesOf()
        .flatMap(({ rows }) => rows)
        .find((row) => row.label === label)?.hints;
    assert.deepEqual(
      hints('Why not?')?.[0],
      'Only if you answered “No” to “Have you spoken to your agency’s safeguarding lead about this case?”.',
    );
    assert.equal(hints('What is known of the death?')?.[0], 'Only if you ticked “A child has died”.');
  });

  it('begins with what it is not, says where it goes, and names no mailbox that is not set', () => {
    const words = linesOf(wordForm(owner)).join('\n');
    assert.match(
      words,
      /^Practice Review Referral Form\nEastwick Safeguarding Children Partnership\nThis is not a child protection referral\./,
    );
    assert.match(words, /In an emergency call 999\. Otherwise call 01632 960101\./);
    assert.match(
      words,
      /on the web, where you need no account and see what becomes of it: https:\/\/eastwick\.example\.org\/refer/,
    );
    assert.doesNotMatch(words, /@/);
    const unset = ownerOf(
      examplePartnership({ settings: noSettings, names: [] }),
      'https://a.example.org',
      Temporal.PlainDate.from('2027-01-05'),
    );
    const other = linesOf(wordForm(unset)).join('\n');
    assert.match(other, /^Case referral form\n/);
    assert.match(other, /Otherwise call children’s services at /);
    assert.match(
      linesOf(wordForm({ ...owner, mailbox: 'unit@example.org' })).join('\n'),
      /business unit at unit@example\.org/,
    );
  });

  it('has headings in their order, one of the first level', () => {
    const levels = wordForm(owner).blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
    assert.equal(levels.filter((level) => level === 1).length, 1);
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1);
  });

  it('keeps no property longer than Word keeps', () => {
    for (const [name, value] of Object.entries(wordForm(owner).properties))
      assert.ok(value.length <= 255, name);
  });

  it('is a small file with a name of letters and hyphens', () => {
    assert.ok(writeDocx(wordForm(owner)).length < 40_000);
    assert.match(fileName(examplePartnership()), /^[A-Z]+-case-referral-form\.docx$/);
  });
});
