import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig } from './config.ts';
import type { Partnership } from './partnership/partnership.ts';
import { samplePartnership } from './partnership/samples.ts';
import { type Started, startBlock } from './start-block.ts';

const eastwick = samplePartnership({ name: 'Eastwick Vale Safeguarding Children Partnership' });
const training = samplePartnership({
  name: 'Merrow Vale Safeguarding Children Partnership (training)',
  referencePrefix: 'MVSCP',
  training: true,
});
const here = join(process.cwd(), 'data');

const block = (
  partnerships: readonly Partnership[],
  environment: Readonly<Record<string, string>> = {},
  change: Partial<Started> = {},
) =>
  startBlock({
    config: readConfig({ FORESIGHT_DATA: here, ...environment }),
    opened: { data: here, moved: false },
    partnerships,
    trainingPort: 3001,
    comes: false,
    ...change,
  });

describe('the block that a start prints', () => {
  it('tells addresses, data, how to sign in for training and how to begin, once each', () => {
    assert.equal(
      block([eastwick, training]),
      `
Foresight is running.

  Eastwick Vale Safeguarding Children Partnership           http://localhost:3000
  Merrow Vale Safeguarding Children Partnership (training)  http://training.localhost:3000  or  http://127.0.0.1:3001
  Data                                                      ./data
  Training sign-in                                          bin/foresight sign-in-link coordinator@merrowvale.example
  Your own                                                  bin/foresight partnership create --help

  Ctrl-C stops it.

`,
    );
  });

  const rows: readonly (readonly [what: string, text: string, has: RegExp, hasNot: RegExp])[] = [
    [
      'nobody is here',
      block([]),
      /No partnership has been set up yet {2}http:\/\/localhost:3000\n/,
      /training|MVSCP/,
    ],
    [
      'only a real partnership is',
      block([eastwick]),
      /Eastwick.*localhost:3000\n/,
      /training\.|Training sign-in/,
    ],
    [
      'only the training one is',
      block([training]),
      /Merrow.*http:\/\/localhost:3000\n/,
      /training\.localhost/,
    ],
    [
      'the second port is busy',
      block([eastwick, training], {}, { trainingPort: null }),
      /training\.localhost:3000\n/,
      /127\.0\.0\.1/,
    ],
    ['another port was chosen', block([eastwick], { PORT: '8080' }), /http:\/\/localhost:8080\n/, /3000/],
    [
      'there is a public address',
      block(
        [eastwick, training],
        { PUBLIC_URL: 'https://reviews.partnership.example' },
        { trainingPort: null },
      ),
      /https:\/\/reviews\.partnership\.example\n[^\n]*https:\/\/training\.reviews\.partnership\.example\n/,
      /localhost/,
    ],
    [
      'the database is elsewhere',
      block([eastwick], { DATABASE_URL: 'postgresql://foresight:hunter2@db.example/cases' }),
      /Data +the PostgreSQL of DATABASE_URL\n/,
      /hunter2|db\.example/,
    ],
    [
      'the training partnership is being set up',
      block([eastwick, training], {}, { comes: true }),
      /\n\n {2}The training partnership is being set up, and opens in a moment\.\n\n {2}Ctrl-C/,
      /undefined|null/,
    ],
    [
      'the data had to move',
      block([eastwick], {}, { opened: { data: '/var/lib/foresight/0123456789ab', moved: true } }),
      /Data +\/var\/lib\/foresight\/0123456789ab\n[\s\S]*The data is not in \.\/data: .*cannot reach that folder\.\n/,
      /undefined|null/,
    ],
  ];
  for (const [what, text, has, hasNot] of rows)
    it(`tells so where ${what}`, () => {
      assert.match(text, has);
      assert.doesNotMatch(text, hasNot);
    });
});
