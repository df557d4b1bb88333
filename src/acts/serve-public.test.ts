import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { layCable } from '../../test/cable.ts';
import { aReport, aReview, type RegisterFolder, registerFolder } from '../../test/register-folder.ts';
import { type Asked, type AskOptions, openWorld, type World } from '../../test/world.ts';
import { type App, compose } from '../compose.ts';
import { root } from '../config.ts';
import { loadAssets } from '../platform/assets/assets.ts';
import type { Server } from '../platform/db/server.ts';
import { inlineScriptHash } from '../platform/pages/page.ts';
import { examplePartnership } from '../site/example-partnership.ts';
import { get, html, type PublicRoute } from './public-route.ts';
import { servePublic } from './serve-public.ts';

const name = 'Eastwick Vale Safeguarding Children Partnership';
const pages = [
  '/',
  '/reviews',
  '/reviews?q=bruises',
  '/reviews/child-elm',
  '/reviews/child-elm/report',
  '/process',
  '/notifying',
];
const files = [
  '/reviews.json',
  '/reviews/child-elm.json',
  '/reviews.csv',
  '/reviews.atom',
  '/sitemap.xml',
  '/robots.txt',
];
const elm = aReview('child-elm', { title: 'Child Elm', documents: [aReport('elm.txt')] });

describe('the serving of public pages', () => {
  let world: World;
  let id: string;
  let folder: RegisterFolder;
  const opened: App[] = [];

  before(async () => {
    world = await openWorld();
    id = await world.partnership({ name });
    folder = await registerFolder([elm], { 'elm.txt': 'There were bruises.' });
    await world.importFolder(id, folder.path);
  });
  after(async () => {
    for (const app of opened) await app.close();
    await world.close();
    await folder.remove();
  });

  const ask = (path: string, options?: AskOptions) => world.ask('localhost', path, options);

  // A site of one route, whose register is at the edition that `edition` says.
  const siteOf = (route: PublicRoute, edition: () => number) =>
    servePublic({
      clock: world.clock,
      log: { info: () => {}, error: () => {} },
      policy: '',
      trustedProxies: [],
      https: false,
      routes: [route],
      served: async () => ({
        partnership: examplePartnership(),
        edition: edition(),
        origin: 'http://localhost',
      }),
      assets: new Map(),
      errors: {
        notFound: () => html('', 404),
        tooMany: () => '',
        fault: () => '',
        unavailable: () => '',
        nobody: () => '',
      },
    });

  // Another process of the service on the same database.
  async function another(server: Server = world.server) {
    const app = await compose({
      config: { publicUrl: null, trustedProxies: [] },
      server,
      clock: world.clock,
      log: { info: () => {}, error: () => {} },
      assets: await loadAssets({ cacheFolder: join(root, 'node_modules', '.cache', 'foresight') }),
      files: world.files,
      trainingPort: () => null,
      freshFor: 0,
    });
    opened.push(app);
    return async (path: string): Promise<Asked> => {
      const answer = await app.site.inject({ url: path, headers: { host: 'localhost' } });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    };
  }

  describe('what a browser has already', () => {
    for (const path of [...pages, ...files, '/nothing']) {
      it(`HEAD ${path} says what GET says, without a body`, async () => {
        const full = await ask(path);
        for (const _ of ['made', 'kept']) {
          const head = await ask(path, { method: 'HEAD' });
          assert.equal(head.body, '');
          assert.equal(head.status, full.status);
          assert.deepEqual(without(head.headers, 'date'), without(full.headers, 'date'));
        }
      });
    }

    it('is told by a strong tag, the same for the same page and another for another', async () => {
      const tag = async (path: string) => String((await ask(path)).headers['etag']);
      assert.match(await tag('/reviews'), /^"[\w-]{20,}"$/);
      assert.equal(await tag('/reviews'), await tag('/reviews'));
      assert.notEqual(await tag('/reviews'), await tag('/'));
    });

    for (const path of ['/reviews', '/reviews.json', '/process']) {
      it(`is not sent again: ${path}`, async () => {
        for (const encoding of ['identity', 'gzip', 'br']) {
          const accept = { 'accept-encoding': encoding };
          const { headers } = await ask(path, { headers: accept });
          const etag = String(headers['etag']);
          for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
            const again = await ask(path, { headers: { ...accept, 'if-none-match': held } });
            assert.equal(again.status, 304, held);
            assert.equal(again.body, '');
            assert.equal(again.headers['etag'], etag);
            assert.equal(again.headers['vary'], 'accept-encoding');
            assert.equal(again.headers['cache-control'], 'public, no-cache');
          }
          for (const other of ['"other"', etag.slice(1, -1), '""', 'W/"other", "x"'])
            assert.equal((await ask(path, { headers: { ...accept, 'if-none-match': other } })).status, 200);
        }
      });
    }

    it('has a tag for each encoding, so that one is never taken for the other', async () => {
      const tags: string[] = [];
      for (const [accept, encoding] of [
        [undefined, undefined],
        ['gzip', 'gzip'],
        ['br, gzip;q=0.5', 'br'],
        ['br;q=0, gzip', 'gzip'],
        ['gzip;q=0', undefined],
        ['identity', undefined],
        ['nonsense;;q', undefined],
      ] as const) {
        const { headers } = await ask('/reviews', {
          headers: accept === undefined ? {} : { 'accept-encoding': accept },
        });
        assert.equal(headers['content-encoding'], encoding, String(accept));
        tags.push(String(headers['etag']));
      }
      assert.equal(new Set(tags).size, 3);
      const plain = String((await ask('/reviews')).headers['etag']);
      const crossed = await ask('/reviews', { headers: { 'accept-encoding': 'br', 'if-none-match': plain } });
      assert.equal(crossed.status, 200);
    });

    it('is kept for ever where it is the look, whose address changes with it', async () => {
      const { body } = await ask('/');
      for (const [, path = ''] of body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
        const { status, headers } = await ask(path);
        assert.equal(status, 200);
        assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
        assert.equal(
          (await ask(path, { headers: { 'if-none-match': String(headers['etag']) } })).status,
          304,
        );
        assert.equal(
          (await ask(path, { method: 'HEAD' })).headers['content-length'],
          headers['content-length'],
        );
      }
    });
  });

  it('changes with the register at the next request, without a new start', async () => {
    const other = await another();
    const before_ = await ask('/reviews');
    assert.match((await other('/reviews')).body, />Child Elm</);
    await folder.write([{ ...elm, title: 'Child Elm, corrected' }]);
    await world.importFolder(id, folder.path);
    const now = await ask('/reviews');
    assert.match(now.body, />Child Elm, corrected</);
    assert.notEqual(now.headers['etag'], before_.headers['etag']);
    assert.match((await other('/reviews')).body, />Child Elm, corrected</);
    await folder.write([elm]);
    await world.importFolder(id, folder.path);
    assert.match((await ask('/reviews')).body, />Child Elm</);
  });

  it('never keeps a page that was made while the register changed', async () => {
    let edition = 1;
    let made = 0;
    const route = get('/page', 'site.read', async () => {
      made += 1;
      const body = `made ${made} of edition ${edition}`;
      // An import commits after this page has read the register, and before it is sent.
      if (made === 1) edition = 2;
      return html(body);
    });
    const site = await siteOf(route, () => edition);
    const read = async () => (await site.inject('/page')).body;
    assert.equal(await read(), 'made 1 of edition 1');
    assert.equal(await read(), 'made 2 of edition 2');
    assert.equal(await read(), 'made 2 of edition 2');
    await site.close();
  });

  it('sends a browser on for good where an address has moved', async () => {
    const route = get('/old', 'site.read', async () => ({ status: 301, location: '/new' }));
    const site = await siteOf(route, () => 1);
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode, headers } = await site.inject({ method, url: '/old' });
      assert.deepEqual([statusCode, headers.location], [301, '/new']);
    }
    await site.close();
  });

  describe('headers', () => {
    const house = {
      'content-security-policy': `default-src 'none'; script-src 'self' '${inlineScriptHash}'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    };
    for (const path of [...pages, ...files, '/nothing', '/%zz', '/favicon.ico']) {
      it(`of ${path} are the house's, and set no cookie`, async () => {
        for (const options of [{}, { method: 'HEAD' as const }, { headers: { 'if-none-match': '*' } }]) {
          const { headers } = await ask(path, options);
          const found = Object.fromEntries(Object.keys(house).map((key) => [key, headers[key]]));
          assert.deepEqual(found, house);
          assert.equal(headers['set-cookie'], undefined);
          assert.equal(headers['server'] ?? headers['x-powered-by'], undefined);
          assert.equal(headers['access-control-allow-origin'], undefined);
        }
      });
    }

    it('allow one inline line and no other', async () => {
      for (const path of pages) {
        const inline = [...(await ask(path)).body.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)];
        assert.equal(inline.length, 1);
        const hash = createHash('sha256')
          .update(inline[0]?.[1] ?? '')
          .digest('base64');
        assert.equal(`sha256-${hash}`, inlineScriptHash);
      }
    });
  });

  it('lets each address make so many pages and no more, and goes on serving what is kept', async () => {
    const other = await another();
    assert.equal((await other('/reviews')).status, 200);
    let last = 200;
    let asked = 0;
    while (last === 200 && asked < 1_000) {
      asked += 1;
      last = (await other(`/robots.txt?${asked}`)).status;
    }
    assert.equal(last, 429);
    const { status, headers, body } = await other('/reviews?q=never+asked');
    assert.equal(status, 429);
    assert.ok(Number(headers['retry-after']) > 0 && Number(headers['retry-after']) <= 60);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(body, /<h1 class="app-title">Wait a moment, then try again<\/h1>/);
    assert.equal((await other('/reviews')).status, 200);
    assert.equal((await other('/robots.txt?1')).status, 200);
  });

  it('goes on serving what is kept while the database is away, says so elsewhere, and comes back by itself', async () => {
    const cable = await layCable(world.server);
    const other = await another(cable.server);
    const kept = await other('/reviews');
    assert.equal(kept.status, 200);
    await cable.cut();
    assert.equal((await other('/reviews')).body, kept.body);
    const { status, headers, body } = await other('/reviews/child-elm');
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '30');
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(body, /<h1 class="app-title">This service is not working at the moment<\/h1>/);
    assert.match(body, new RegExp(name));
    assert.equal((await other('/reviews?q=bruises')).status, 503);
    await cable.mend();
    assert.equal((await other('/reviews/child-elm')).status, 200);
    await cable.cut();
    const late = await another(cable.server);
    const unknown = await late('/');
    assert.equal(unknown.status, 503, 'a service that never reached its database says so too');
    assert.match(unknown.body, /<h1>This service is not working<\/h1>/);
  });
});

function without(headers: Asked['headers'], ...names: readonly string[]) {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => !names.includes(key)));
}
