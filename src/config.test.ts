import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { type Config, readConfig, root, SettingError } from './config.ts';

const usual: Config = {
  port: 3000,
  host: null,
  data: join(root, 'data'),
  dataGiven: false,
  databaseUrl: null,
  registerDatabaseUrl: null,
  publicUrl: null,
  trustedProxies: [],
  seeds: ['liverpool', 'training'],
  smtpUrl: null,
  clamd: null,
  keyFile: null,
};

const main = 'postgresql://foresight:secret@db.example:5433/cases';

describe('the settings', () => {
  const read: readonly (readonly [given: Readonly<Record<string, string>>, change: Partial<Config>])[] = [
    [{}, {}],
    [{ PORT: '', HOST: ' ', FORESIGHT_DATA: '', FORESIGHT_SEED: '', DATABASE_URL: ' ', PUBLIC_URL: '' }, {}],
    [{ PORT: '1' }, { port: 1 }],
    [{ PORT: ' 65534 ' }, { port: 65_534 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ FORESIGHT_DATA: '/srv/foresight' }, { data: '/srv/foresight', dataGiven: true }],
    [{ FORESIGHT_DATA: 'elsewhere' }, { data: resolve('elsewhere'), dataGiven: true }],
    [{ DATABASE_URL: main }, { databaseUrl: main }],
    [
      { DATABASE_URL: 'postgres://db.example/cases?sslmode=require' },
      { databaseUrl: 'postgres://db.example/cases?sslmode=require' },
    ],
    [
      { DATABASE_URL: 'postgresql://me@localhost/cases?host=/run/postgresql' },
      { databaseUrl: 'postgresql://me@localhost/cases?host=/run/postgresql' },
    ],
    [
      { DATABASE_URL: main, REGISTER_DATABASE_URL: 'postgresql://replica.example/cases' },
      { databaseUrl: main, registerDatabaseUrl: 'postgresql://replica.example/cases' },
    ],
    [
      { PUBLIC_URL: 'https://Reviews.partnership.example/' },
      { publicUrl: 'https://reviews.partnership.example' },
    ],
    [
      { PUBLIC_URL: 'https://reviews.partnership.example:443/path?q' },
      { publicUrl: 'https://reviews.partnership.example' },
    ],
    [{ PUBLIC_URL: 'http://localhost:8080' }, { publicUrl: 'http://localhost:8080' }],
    [
      { TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7 ,2001:db8::/32,' },
      { trustedProxies: ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'] },
    ],
    [{ FORESIGHT_SEED: 'none' }, { seeds: [] }],
    [{ FORESIGHT_SEED: 'training' }, { seeds: ['training'] }],
    [{ FORESIGHT_SEED: 'training, liverpool' }, { seeds: ['training', 'liverpool'] }],
    [{ SMTP_URL: 'smtps://mail.example' }, { smtpUrl: 'smtps://mail.example' }],
  ];
  for (const [given, change] of read)
    it(`read ${JSON.stringify(given)}`, () => {
      assert.deepEqual(readConfig(given), { ...usual, ...change });
    });

  const wrong: readonly (readonly [given: Readonly<Record<string, string>>, names: RegExp])[] = [
    ...['abc', '0', '-1', '65535', '3000.5', '3e3', '0x10', '3000 3001', '٣٠٠٠'].map(
      (PORT) => [{ PORT }, /^PORT is ".*", but it must be a whole number from 1 to 65534\.$/] as const,
    ),
    ...['x', 'liverpool;training', 'Liverpool', 'none,training', 'liverpool,'].map(
      (FORESIGHT_SEED) => [{ FORESIGHT_SEED }, /^FORESIGHT_SEED is ".*", but it takes /] as const,
    ),
    ...[
      'mysql://u:hunter2@db.example/cases',
      'u:hunter2@db.example',
      'postgresql://u:hunter2@/cases',
      'hunter2',
    ].map(
      (DATABASE_URL) =>
        [
          { DATABASE_URL },
          /^DATABASE_URL must be an address that begins with postgres:\/\/ or postgresql:\/\/\.$/,
        ] as const,
    ),
    ...[
      'postgresql:///cases?host=/run/postgresql',
      'postgresql:///cases?host=/run/postgresql&user=postgres',
      'postgresql://u:hunter2@db.example/cases?user=postgres',
      'postgresql://u@db.example/cases?password=hunter2',
      'postgresql://u:hunter2%zz@db.example/cases',
      'postgresql://u:hunter2@db.example/%E0%A4%A',
    ].map(
      (DATABASE_URL) =>
        [
          { DATABASE_URL },
          /^DATABASE_URL must be written as postgresql:\/\/user:password@host\/database\.$/,
        ] as const,
    ),
    [{ REGISTER_DATABASE_URL: main }, /^REGISTER_DATABASE_URL needs DATABASE_URL/],
    [
      { DATABASE_URL: main, REGISTER_DATABASE_URL: 'https://hunter2.example' },
      /^REGISTER_DATABASE_URL must be an address/,
    ],
    ...['reviews.partnership.example', 'ftp://hunter2.example', 'https://'].map(
      (PUBLIC_URL) =>
        [
          { PUBLIC_URL },
          /^PUBLIC_URL must be an address that begins with http:\/\/ or https:\/\/\.$/,
        ] as const,
    ),
    ...['10.0.0.0/33', '10.0.0/8', '10.0.0.0/8/8', 'proxy.example', '10.0.0.0/0', '2001:db8::/129', '1'].map(
      (TRUSTED_PROXIES) =>
        [{ TRUSTED_PROXIES }, /^TRUSTED_PROXIES has ".*", but it takes addresses and ranges/] as const,
    ),
    [
      { SMTP_URL: 'https://u:hunter2@mail.example' },
      /^SMTP_URL must be an address that begins with smtp:\/\/ or smtps:\/\/\.$/,
    ],
  ];
  for (const [given, names] of wrong)
    it(`refuse ${JSON.stringify(given)} in one sentence that repeats no password`, () => {
      assert.throws(
        () => readConfig(given),
        (error) => {
          assert.ok(error instanceof SettingError);
          assert.match(error.message, names);
          assert.doesNotMatch(error.message, /hunter2|\n/);
          return true;
        },
      );
    });
});
