import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mailKinds } from './mail.ts';
import { decideSave, type Held } from './version.ts';
import {
  letter,
  linkUnseen,
  ownWords,
  placeholders,
  problemsOf,
  withoutOurs,
  type Wording,
} from './wording.ts';

const sender = { name: 'Harnley Safeguarding Children Partnership', origin: 'https://harnley.example' };
const day = Temporal.PlainDate.from('2026-11-23');
const facts = {
  sender,
  link: '0123456789ABCDEFGHJKMNPQ',
  linkUntil: day.add({ days: 14 }),
  day,
  askedOn: day.subtract({ days: 6 }),
  dueOn: day.add({ days: 1 }),
  meeting: {
    id: '11111111-1111-4111-8111-111111111111',
    group: 'Learning Group',
    day: day.add({ days: 8 }),
    begins: Temporal.PlainTime.from('10:00'),
    ends: Temporal.PlainTime.from('12:00'),
    place: 'Room 2',
    sequence: 3,
  },
};

describe('our own words', () => {
  const origin = fc
    .webUrl({ withFragments: false, withQueryParameters: false })
    .map((url) => new URL(url).origin);

  for (const kind of mailKinds) {
    it(`are fit for ${kind}, by the rule that holds for a partnership’s own`, () =>
      assert.deepEqual(problemsOf(kind, ownWords[kind]), []));

    it(`are fixed for ${kind}, but for the partnership’s name and address`, () => {
      fc.assert(
        fc.property(fc.stringMatching(/^\S[^\r\n\t ]{0,60}\S$/), origin, (name, at) => {
          const plain = letter(kind, {
            ...facts,
            sender: { name: 'NAME', origin: 'https://origin.example' },
          });
          const { subject, text } = letter(kind, { ...facts, sender: { name, origin: at } });
          assert.equal(subject, plain.subject);
          assert.equal(
            text,
            plain.text.replaceAll('https://origin.example', () => at).replaceAll('NAME', () => name),
          );
        }),
      );
    });

    it(`say nothing of a case in ${kind}`, () => {
      const { subject, text } = letter(kind, facts);
      const said = `${subject} ${text}`.replaceAll(sender.name, '');
      assert.doesNotMatch(said, /child|case|referr|outcome|review|incident|harm|endors|famil/i);
    });
  }

  it('say where to go, and on which day', () => {
    assert.match(letter('referral-outcome', facts).text, /^https:\/\/harnley\.example\/receipt$/m);
    assert.match(
      letter('agency-request', facts).text,
      /^https:\/\/harnley\.example\/link\/0123456789ABCDEFGHJKMNPQ$/m,
    );
    assert.match(letter('draft-ending', facts).text, /destroyed on Monday 23 November 2026, and nobody/);
    const late = letter('agency-answer-late', facts).text;
    assert.match(
      late,
      /a link on Tuesday 17 November 2026\. Your answer was due by Tuesday 24 November 2026 and/,
    );
    assert.match(late, /^https:\/\/harnley\.example\/link\/0123456789ABCDEFGHJKMNPQ$/m);
    assert.match(letter('account-changed', facts).text, /^https:\/\/harnley\.example\/sessions$/m);
  });

  it('have no line that a name could break, and no link that is none', () => {
    const broken = { ...facts, sender: { ...sender, name: 'A\r\nB' } };
    assert.match(letter('referral-outcome', broken).text, /^A B has something/);
    assert.throws(() => letter('agency-request', { ...facts, link: 'Child Hazel' }), RangeError);
    assert.match(
      letter('agency-request', { ...facts, link: null }).text,
      new RegExp(linkUnseen.replace(/[()]/g, '.')),
    );
  });
});

describe('a partnership’s own words', () => {
  const addressIn = (...[kind, given]: Parameters<typeof letter>) => {
    const path = letter(kind, given, { subject: '', body: '{{address}}' })
      .text.trim()
      .replace(given.sender.origin, '');
    if ((placeholders[kind].may as readonly string[]).includes('address'))
      assert.match(path, /^\/[a-z]+(\/[0-9a-f-]{36}(\/(answer|minutes))?)?$/);
    return `${given.sender.origin}${path}`;
  };
  const shapes = [
    '{{',
    '}}',
    '{',
    '}',
    '{{child}}',
    '{{case.name}}',
    '${child}',
    '{% include %}',
    '{{partnership}}',
    '{{ link }}',
  ];
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      ...shapes,
      ...Object.values(placeholders).flatMap(({ may }) => may.map((name) => `{{${name}}}`)),
    ),
  );
  const wording = fc.record({
    subject: fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    body: fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
  });

  // What is left when the facts are taken out again is what was typed: so there is nothing else that a mail could hold.
  for (const kind of mailKinds)
    it(`fill ${kind} with its few facts and nothing else, whatever they are`, () => {
      const marks = { partnership: '\u{f0001}', origin: '\u{f0002}' };
      const marked = { ...facts, sender: { name: marks.partnership, origin: marks.origin } };
      const dayOf = (one: Temporal.PlainDate) =>
        one
          .toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
          .replace(',', '');
      const values: Readonly<Record<string, string>> = {
        partnership: marks.partnership,
        address: addressIn(kind, marked),
        link: `${marks.origin}/link/${facts.link}`,
        day: dayOf(facts.day),
        'last-day': dayOf(facts.linkUntil),
        'asked-day': dayOf(facts.askedOn),
        'due-day': dayOf(facts.dueOn),
        group: facts.meeting.group,
        'meeting-day': dayOf(facts.meeting.day),
        hours: '10:00 to 12:00',
        place: facts.meeting.place,
      };
      const may: readonly string[] = placeholders[kind].may;
      const expected = (text: string) =>
        text
          .split(/(\{\{[a-z-]+\}\})/)
          .map((part) => {
            const name = /^\{\{([a-z-]+)\}\}$/.exec(part)?.[1] ?? '';
            return may.includes(name) ? (values[name] ?? part) : part;
          })
          .join('');
      fc.assert(
        fc.property(wording, (given) => {
          const { subject, text } = letter(kind, marked, given);
          assert.equal(subject, expected(given.subject));
          assert.equal(text, `${expected(given.body)}\n`);
        }),
      );
    });

  const good: Wording = { subject: 'News from {{partnership}}', body: 'Look here:\n{{address}}' };
  for (const [change, field, said] of [
    [{ subject: '' }, 'subject', /Enter a subject/],
    [{ subject: 'x'.repeat(121) }, 'subject', /120 characters or fewer/],
    [{ subject: '{{address}}' }, 'subject', /can hold \{\{partnership\}\} and nothing else/],
    [{ body: '' }, 'body', /Enter the text/],
    [{ body: `{{address}}${'x'.repeat(3_000)}` }, 'body', /3000 characters or fewer/],
    [
      { body: '{{address}} {{child}}' },
      'body',
      /only \{\{partnership\}\}, \{\{address\}\}, and not \{\{child\}\}/,
    ],
    [{ body: '{{add{{address}}ress}}' }, 'body', /can hold only/],
    [{ body: 'Look.' }, 'body', /Keep \{\{address\}\} in the text/],
  ] as const)
    it(`are told what is wrong: ${JSON.stringify(change).slice(0, 50)}`, () => {
      const problems = problemsOf('referral-outcome', { ...good, ...change });
      assert.deepEqual(
        problems.map((one) => one.field),
        [field],
      );
      assert.match(problems[0]?.text ?? '', said);
    });

  it('are taken where they are fit', () => assert.deepEqual(problemsOf('referral-outcome', good), []));

  it('are looked through for names without what is ours in them', () =>
    assert.equal(
      withoutOurs({ subject: 'A', body: `${sender.name}: {{address}}` }, sender.name),
      'A.\n…: …',
    ));
});

describe('saving words', () => {
  const words = { subject: 'S', body: 'B {{address}}' };
  const latest = {
    kind: 'referral-outcome',
    version: 2,
    words,
    from: Temporal.Instant.from('2026-11-23T12:00:00Z'),
    until: null,
    by: 'A',
  } as const;
  const held: Held = { kind: 'referral-outcome', latest };
  const none: Held = { kind: 'referral-outcome', latest: null };
  const kind = 'referral-outcome';
  for (const [what, given, saving, met] of [
    ['the first', none, { seen: 0, words }, null],
    ['another', held, { seen: 2, words: { ...words, subject: 'T' } }, null],
    ['ours again', held, { seen: 2, words: null }, null],
    ['the same', held, { seen: 2, words }, 'so-already'],
    ['ours where they are ours', none, { seen: 0, words: null }, 'so-already'],
    ['after somebody else', held, { seen: 1, words: { ...words, subject: 'T' } }, 'wording-changed'],
    ['what is not fit', held, { seen: 2, words: { ...words, body: '{{child}}' } }, 'answers-wrong'],
  ] as const)
    it(`${what}: ${met ?? 'is done'}`, () => {
      const decided = decideSave(given, { kind, ...saving });
      assert.equal('refused' in decided ? decided.refused : null, met);
    });
});
