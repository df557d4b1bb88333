import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aReport, aReview, type RegisterFolder, registerFolder } from '../../test/register-folder.ts';
import { type AskOptions, openWorld, type World } from '../../test/world.ts';

const name = 'Eastwick Vale Safeguarding Children Partnership';
const pages = [
  '/',
  '/reviews',
  '/reviews?q=bruises',
  '/reviews?q=zebra',
  '/reviews/child-elm',
  '/reviews/child-elm/report',
  '/reviews/child-elm/response',
  '/learning',
  '/process',
  '/notifying',
  '/notifying?aware-day=23&aware-month=12&aware-year=2026',
  '/refer',
  '/consult',
  '/contact',
  '/privacy',
  '/accessibility',
] as const;
const files = [
  ['/reviews.json', 'application/json; charset=utf-8'],
  ['/reviews/child-elm.json', 'application/json; charset=utf-8'],
  ['/reviews.csv', 'text/csv; charset=utf-8'],
  ['/reviews.atom', 'application/atom+xml; charset=utf-8'],
  ['/sitemap.xml', 'application/xml; charset=utf-8'],
  ['/robots.txt', 'text/plain; charset=utf-8'],
] as const;
const responses = {
  documents: [aReport('elm.txt'), aReport(undefined, { kind: 'response', title: 'Response' })],
};
const elm = aReview('child-elm', { title: 'Child Elm', summary: 'Nobody asked.', ...responses });

describe('the public site', () => {
  let world: World;
  let id: string;
  let folder: RegisterFolder;

  before(async () => {
    world = await openWorld();
    id = await world.partnership({ name, hosts: ['reviews.eastwick.example'] });
    await world.partnership({ name: 'Training Partnership', referencePrefix: 'TRN', training: true });
    folder = await registerFolder([elm], { 'elm.txt': 'There were bruises.' });
    await world.importFolder(id, folder.path);
  });
  after(async () => {
    await world.close();
    await folder.remove();
  });

  const ask = (path: string, options?: AskOptions) => world.ask('localhost', path, options);

  describe('every page', () => {
    for (const path of pages) {
      it(`${path} has one main heading, a true title, its landmarks and a way to skip to the content`, async () => {
        const { status, headers, body } = await ask(path);
        assert.equal(status, 200);
        assert.equal(headers['content-type'], 'text/html; charset=utf-8');
        assert.equal(body.match(/<h1[\s>]/g)?.length, 1);
        assert.match(body, new RegExp(`<title>[^<]{4,} – ${name}</title>`));
        assert.match(body, /<html lang="en"/);
        for (const landmark of [/<header[\s>]/g, /<main[^>]* id="main-content"/g, /<footer[\s>]/g])
          assert.equal(body.match(landmark)?.length, 1, String(landmark));
        assert.match(body, /<nav aria-label="Main"/);
        assert.match(body, /<a href="#main-content" class="govuk-skip-link"/);
        assert.match(body, /<link rel="canonical" href="http:\/\/localhost\/[^"?]*">/);
      });
    }

    it('has a title of its own', async () => {
      const titles = await Promise.all(
        pages.map(async (path) => /<title>(.*?)<\/title>/s.exec((await ask(path)).body)?.[1]),
      );
      assert.deepEqual([...new Set(titles)], titles);
    });
  });

  for (const [path, type] of files) {
    it(`answers ${path} as ${type}`, async () => {
      const { status, headers } = await ask(path);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], type);
    });
  }

  it('answers a search as data in exactly the words that programs rely on', async () => {
    const { results, ...rest } = JSON.parse((await ask('/reviews.json?q=bruises')).body);
    assert.equal(rest.total, 1);
    const [{ slug, title, url, hits }] = results;
    assert.deepEqual(
      { slug, title, url },
      { slug: 'child-elm', title: 'Child Elm', url: 'http://localhost/reviews/child-elm' },
    );
    const [{ document, page, excerpt }] = hits;
    assert.deepEqual(
      { document, page, excerpt },
      { document: 'report', page: 1, excerpt: 'There were bruises' },
    );
    assert.deepEqual(JSON.parse((await ask('/reviews.json?q=zebra')).body).results, []);
  });

  it('says that a document is not held, and whom to ask', async () => {
    const { body } = await ask('/reviews/child-elm/response');
    assert.match(body, /We do not hold this document/);
    assert.match(body, /Ask <a class="govuk-link" href="\/contact">the partnership<\/a>/);
  });

  describe('an address where nothing is', () => {
    for (const path of [
      '/nothing',
      '/reviews/nobody',
      '/reviews/child-elm/nothing',
      '/reviews/child-elm/report/page',
      '/reviews/nobody.json',
      '/reviews/child-elm%00',
      '/reviews/%00',
      '/reviews/child-elm/%00',
      '/%00',
      '/reviews/..%2f..%2fetc%2fpasswd',
      '/reviews/%3Cscript%3E',
      "/reviews/child-elm'--",
      '/REVIEWS',
      '//reviews',
      '/assets/none/site.css',
      '/favicon.ico',
      `/${'x'.repeat(9_000)}`,
    ]) {
      it(`is not found, with a page that helps: ${path.slice(0, 40)}`, async () => {
        const { status, headers, body } = await ask(path);
        assert.equal(status, 404);
        assert.equal(headers['cache-control'], 'no-store');
        assert.match(body, /<h1 class="app-title">Page not found<\/h1>/);
        assert.match(body, /href="\/reviews">Published reviews/);
        assert.match(body, /<meta name="robots" content="noindex">/);
      });
    }

    for (const path of ['/%zz', '/%', '/reviews/%ED%A0%80', '/%c0%af']) {
      it(`is refused calmly where it cannot be read: ${path}`, async () => {
        const { status, headers, body } = await ask(path);
        assert.equal(status, 400);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.doesNotMatch(body, /FST_|node_modules|\bat /);
      });
    }

    it(`is not found where a part of it is very long`, async () => {
      const { status, body } = await ask(`/reviews/${'x'.repeat(2_000)}`);
      assert.equal(status, 404);
      assert.match(body, /Page not found/);
    });
  });

  it('answers an address with a stroke at its end as the one without, and names that as the true one', async () => {
    for (const path of ['/reviews', '/reviews/child-elm', '/process']) {
      const { status, body } = await ask(`${path}/`);
      assert.equal(status, 200);
      assert.match(body, /<h1/);
    }
  });

  for (const method of ['POST', 'PUT', 'DELETE'] as const)
    for (const path of ['/reviews', '/', '/robots.txt', '/nothing'])
      it(`does nothing on ${method} ${path}, whether the page is kept or not`, async () => {
        await ask(path);
        const { status, headers } = await ask(path, { method });
        assert.ok(status === 404 || status === 405, String(status));
        assert.equal(headers['cache-control'], 'no-store');
      });

  it('is calm about methods and bodies that nobody sends', async () => {
    const { site } = world.app;
    for (const method of ['OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'SEARCH'] as const) {
      const { statusCode } = await site.inject({
        method: method as 'OPTIONS',
        url: '/reviews',
        headers: { host: 'localhost' },
      });
      assert.ok(statusCode === 404 || statusCode === 405, `${method} ${statusCode}`);
    }
    for (const [type, payload] of [
      ['application/json', '{'],
      ['text/xml', '<x/>'],
      ['', 'x'],
      ['application/x-www-form-urlencoded', 'a=b'],
    ] as const) {
      const headers = { host: 'localhost', 'content-type': type };
      const { statusCode, body } = await site.inject({ method: 'POST', url: '/reviews', headers, payload });
      assert.ok(statusCode >= 400 && statusCode < 500, String(statusCode));
      assert.doesNotMatch(body, /FST_|node_modules/);
    }
    assert.deepEqual(world.log, []);
  });

  describe('whose site it is', () => {
    const whose = async (host: string, path = '/') =>
      /<title>.* – (.*)<\/title>/.exec((await world.ask(host, path)).body)?.[1] ?? null;

    for (const [host, partnership] of [
      ['localhost', name],
      ['localhost:3000', name],
      ['LOCALHOST', name],
      ['127.0.0.1:8080', name],
      ['[::1]:3000', name],
      ['reviews.eastwick.example', name],
      ['training.localhost:3000', 'Training Partnership'],
    ] as const) {
      it(`is told by the host: ${host}`, async () => {
        assert.equal(await whose(host), partnership);
        assert.equal(await whose(host, '/nothing'), partnership);
      });
    }

    it('is not told by what a browser says of another host', async () => {
      const headers = { 'x-forwarded-host': 'training.localhost', forwarded: 'host=training.localhost' };
      const { body } = await ask('/contact', { headers });
      assert.match(body, new RegExp(name));
      assert.doesNotMatch(body, /training\.localhost/);
    });

    it('keeps the reviews of one from the other', async () => {
      assert.equal((await world.ask('training.localhost', '/reviews/child-elm')).status, 404);
      assert.equal(JSON.parse((await world.ask('training.localhost', '/reviews.json')).body).total, 0);
    });

    it('says on every page of a training partnership that it is made up, and keeps search engines out', async () => {
      assert.match((await world.ask('training.localhost', '/reviews')).body, /A made-up partnership/);
      assert.match((await world.ask('training.localhost', '/robots.txt')).body, /^Disallow: \/$/m);
      assert.match((await ask('/robots.txt')).body, /^Disallow: \/reviews\?$/m);
    });

    for (const host of [
      'elsewhere.example',
      'localhost.example',
      'evil.test',
      'localhost@evil.test',
      '"><b>',
    ]) {
      it(`is nobody's for a host that is not known: ${JSON.stringify(host)}`, async () => {
        const { status, headers, body } = await world.ask(host, '/');
        assert.equal(status, 404);
        assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
        assert.equal(body, 'Nothing answers at this address.\n');
      });
    }
  });
});

describe('an installation with PUBLIC_URL', () => {
  let world: World;
  before(async () => {
    world = await openWorld('2026-11-23', 'https://reviews.example');
    await world.partnership({ name });
    await world.partnership({ name: 'Training Partnership', referencePrefix: 'TRN', training: true });
  });
  after(() => world.close());

  it('answers at its own host and at no other', async () => {
    assert.equal((await world.ask('reviews.example', '/')).status, 200);
    assert.match((await world.ask('training.reviews.example', '/')).body, /Training Partnership/);
    for (const host of ['localhost', '127.0.0.1', 'reviews.example:8443', 'evil.test']) {
      const { status, headers, body } = await world.ask(host, '/');
      assert.deepEqual(
        [status, headers['content-type'], body],
        [404, 'text/plain; charset=utf-8', 'Nothing answers at this address.\n'],
      );
    }
  });

  it('says its own scheme in every address', async () => {
    assert.match(
      (await world.ask('reviews.example', '/')).body,
      /rel="canonical" href="https:\/\/reviews\.example\/"/,
    );
    assert.match(
      (await world.ask('reviews.example', '/robots.txt')).body,
      /Sitemap: https:\/\/reviews\.example\//,
    );
  });
});

describe('an installation without any partnership', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('says how to begin, at any host, and nothing else', async () => {
    const { status, headers, body } = await world.ask('anything.example', '/');
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(body, /<h1 class="app-title">No partnership has been set up yet<\/h1>/);
    assert.match(body, /bin\/foresight partnership create --name/);
    assert.equal((await world.ask('localhost', '/reviews')).status, 404);
    assert.equal((await world.ask('localhost', '/favicon.ico')).status, 404);
  });

  it('becomes the partnership’s site as soon as there is one', async () => {
    await world.partnership({ name });
    assert.match((await world.ask('localhost', '/')).body, new RegExp(`<title>.* – ${name}</title>`));
  });
});
