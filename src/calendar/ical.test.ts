import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from '../law/day.ts';
import { calendarFile, folded, icalText } from './ical.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00.123Z');
const event = {
  uid: 'EASP-2026-0001 NOT-01@eastwick.example',
  day: day('2026-12-31'),
  summary: 'EASP-2026-0001: Notify the Panel',
  url: 'https://eastwick.example/cases/EASP-2026-0001/clocks/NOT-01',
};

describe('a text in a calendar file', () => {
  for (const [text, expected] of [
    ['a, b; c', 'a\\, b\\; c'],
    ['back\\slash', 'back\\\\slash'],
    ['two\r\nlines\nand\rmore', 'two\\nlines\\nand\\nmore'],
    ['a\u0000b\u0007c', 'abc'],
    ['Zoë – 北', 'Zoë – 北'],
  ] as const)
    it(JSON.stringify(text), () => assert.equal(icalText(text), expected));
});

describe('a long line', () => {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  for (const line of [
    'x'.repeat(75),
    'x'.repeat(76),
    `${'x'.repeat(74)}é`,
    '北'.repeat(80),
    `${'x'.repeat(73)}👪👪`,
  ])
    it(`of ${line.length} characters is folded at 75 octets, and unfolds to what it was`, () => {
      const parts = folded(line).split('\r\n');
      assert.ok(parts.every((part) => octets(part) <= 75));
      assert.ok(parts.slice(1).every((part) => part.startsWith(' ')));
      assert.equal(parts.map((part, index) => (index === 0 ? part : part.slice(1))).join(''), line);
    });
});

describe('a calendar file', () => {
  const file = calendarFile('What is due', [event], now);

  it('has whole days that end on the next, over a year’s end too, and stamps in UTC', () => {
    assert.match(file, /\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n/);
    assert.match(file, /\r\nDTSTAMP:20261123T120000Z\r\n/);
  });

  it('ends every line with CR and LF, and names what it is and who made it', () => {
    assert.doesNotMatch(file, /[^\r]\n|\r[^\n]/);
    assert.match(file, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/);
    assert.ok(file.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n'));
  });

  it('says the reference and the duty, and takes no time of whoever has it', () => {
    assert.match(file, /\r\nSUMMARY:EASP-2026-0001: Notify the Panel\r\n/);
    assert.match(file, /\r\nTRANSP:TRANSPARENT\r\n/);
    assert.doesNotMatch(file, /DESCRIPTION|ATTENDEE|LOCATION/);
  });

  it('without an event is a calendar all the same', () =>
    assert.doesNotMatch(calendarFile('What is due', [], now), /VEVENT/));

  it('has no event on a day moved by a change of the clocks', () => {
    const spring = calendarFile('x', [{ ...event, day: day('2026-03-29') }], now);
    assert.match(spring, /DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330/);
  });
});
