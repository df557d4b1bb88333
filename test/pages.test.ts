import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate/node';
import { checkEveryRead } from '../src/platform/pages/page.ts';
import { wordsOf } from '../src/platform/pages/page-checks.ts';
import { commonPages, type ExampleSites, hosts, openExampleSites, ownPages } from './example-sites.ts';

// As in page-checks.ts: the libraries' own markup breaks these four, which are taste and not harm.
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-redundant-role': 'off',
    'long-title': 'off',
  },
});

let sites: ExampleSites;
before(async () => {
  checkEveryRead(true);
  sites = await openExampleSites();
});
after(async () => {
  await sites.close();
  checkEveryRead(false);
});

for (const [which, host] of Object.entries(hosts) as [keyof typeof hosts, string][]) {
  describe(`the public pages of the ${which} partnership`, () => {
    for (const path of [...commonPages, ...ownPages[which]]) {
      it(`${path} is a good page`, async () => {
        const { body } = await sites.world.ask(host, path);
        await assertGood(body);
      });
    }

    it('lead nowhere that is not there', async () => {
      const broken = await crawl(host);
      assert.deepEqual(broken, []);
    });

    it('offer in their site map only what answers', async () => {
      const { body } = await sites.world.ask(host, '/sitemap.xml');
      const places = [...body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place = '']) => new URL(place));
      assert.ok(places.length >= 10);
      for (const { host: named, pathname } of places) {
        assert.equal(named, host);
        assert.equal((await sites.world.ask(host, pathname)).status, 200, pathname);
      }
    });
  });
}

it('wrote nothing of a fault in the log', () => {
  assert.deepEqual(sites.world.log, []);
});

async function assertGood(html: string) {
  const report = await validator.validateString(html);
  assert.deepEqual(
    report.results.flatMap(({ messages }) =>
      messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`),
    ),
    [],
  );
  assert.equal(html.match(/<h1[\s>]/g)?.length, 1, 'one main heading');
  assert.match(html, /<html lang="en"/);
  assert.match(html, /<title>\s*\S[^<]* – [^<]+<\/title>/);
  assert.match(html, /<a href="#main-content" class="govuk-skip-link"/);
  const slip = /.{0,60}(\b(undefined|null|NaN|Invalid Date)\b|\[object).{0,60}/.exec(wordsOf(html))?.[0];
  assert.equal(slip, undefined, 'a fact was printed that is none');
  assert.doesNotMatch(html, /="(undefined|null|NaN)"/);
  assert.doesNotMatch(html, /\sstyle=|<style[\s>]|\son[a-z]+="|javascript:/, 'nothing inline');
  const scripts = [...html.matchAll(/<script([^>]*)>/g)].filter(([, facts = '']) => !facts.includes(' src='));
  assert.equal(scripts.length, 1, 'no script but the one line that is allowed');
  for (const [, address = ''] of html.matchAll(/href="mailto:([^"?]*)/g))
    assert.doesNotMatch(address, /\.gov\.uk$/i, 'no mailbox of a real council');
  assertHeadingsInOrder(html);
}

// Nobody who goes from heading to heading should meet a level that skips one. What is wrong with a form stands above the first.
function assertHeadingsInOrder(html: string) {
  let level = 0;
  const main = html.slice(html.indexOf('<h1'), html.indexOf('</main>'));
  for (const [, next = '0', words = ''] of main.matchAll(/<h([1-6])[^>]*>([^]*?)<\/h\1>/g)) {
    assert.ok(Number(next) <= level + 1, `h${next} after h${level}: ${words}`);
    level = Number(next);
  }
}

interface Step {
  readonly from: string;
  readonly to: string;
}

// From the first page along every link of this site, to pages, files and parts of pages; answers what is not there.
async function crawl(host: string): Promise<readonly string[]> {
  const seen = new Map<string, { readonly status: number; readonly ids: ReadonlySet<string> }>();
  const broken: string[] = [];
  const steps: Step[] = [{ from: '', to: '/' }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const target = new URL(step.to, `http://${host}`);
    const address = `${target.pathname}${target.search}`;
    let page = seen.get(address);
    if (page === undefined) {
      const { status, headers, body } = await sites.world.ask(host, address);
      const isPage = String(headers['content-type']).startsWith('text/html');
      const ids = new Set([...(isPage ? body : '').matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
      page = { status, ids };
      seen.set(address, page);
      if (isPage) steps.push(...linksOf(body, address, host));
    }
    const withdrawn = page.status === 410;
    if (page.status !== 200 && !withdrawn) broken.push(`${step.from} → ${step.to}: ${page.status}`);
    const part = decodeURIComponent(target.hash.slice(1));
    if (part !== '' && !withdrawn && !page.ids.has(part))
      broken.push(`${step.from} → ${step.to}: no #${part}`);
    assert.ok(seen.size < 500, 'the site has an end');
  }
  return broken;
}

// The answer to a form has what its address goes to, and the form itself does not.
function linksOf(html: string, from: string, host: string): readonly Step[] {
  return [...html.matchAll(/\s(href|src|action)="([^"]*)"/g)]
    .map(([, kind, raw = '']) => {
      const written = raw.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
      const address = new URL(written, `http://${host}${from}`);
      if (kind === 'action') address.hash = '';
      return address;
    })
    .filter((address) => address.host === host)
    .map((address) => ({ from, to: address.href.slice(address.origin.length) }));
}
