import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aReport, aReview, type RegisterFolder, registerFolder } from '../../test/register-folder.ts';
import { openWorld, type World } from '../../test/world.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { column, makePdf } from '../platform/documents/samples.ts';

const host = 'search.example';
const elsewhere = 'elsewhere.example';

// Page 1 of each report by its words; the second page of Elm's is "brought".
const pages: Readonly<Record<string, readonly string[]>> = {
  elm: [
    'The school asked about bruises. Referrals were made to the A&E department.',
    'He was not brought to four appointments. Nobody asked why.',
  ],
  oak: ['She was brought late. Appointment letters went astray, and no referral was made in A & E.'],
  yew: ['A multi-agency meeting was held under reference LSCP/2019/04 and SCR-2017-01.'],
  ash: ['Fifty per cent (50%) of visits_made were kept. The words DROP TABLE stand here.'],
};

describe('searching the register', () => {
  let world: World;
  const folders: RegisterFolder[] = [];

  before(async () => {
    world = await openWorld();
    const id = await world.partnership({ name: 'Search Partnership', hosts: [host] });
    const other = await world.partnership({ name: 'Elsewhere', referencePrefix: 'ELSE', hosts: [elsewhere] });
    const files = Object.fromEntries(
      Object.entries(pages).map(([name, texts]) => [
        `${name}.pdf`,
        makePdf(texts.map((text) => column(text.match(/.{1,70}(\s|$)/g) ?? [], 760))),
      ]),
    );
    const report = (name: string) => ({ documents: [aReport(`${name}.pdf`)] });
    await fill(
      id,
      files,
      [
        aReview('elm', { ...report('elm'), type: 'SCR', published: '2017-11-20', themes: ['Neglect'] }),
        aReview('oak', { ...report('oak'), published: '2024-05-14', themes: ['Neglect', 'Drink'] }),
        aReview('yew', { ...report('yew'), title: 'Appointments of Child Yew', published: '2025-02-03' }),
        aReview('ash', { ...report('ash'), published: '2021-07-01', summary: 'About a weasel.' }),
        aReview('fir', { documents: [aReport('fir.txt')] }),
        aReview('larch', { documents: [aReport('larch.txt')] }),
        ...Array.from({ length: 24 }, (_, index) =>
          aReview(`many-${index}`, {
            published: `20${10 + (index % 10)}-01-0${1 + (index % 3)}`,
            summary: 'A wren.',
          }),
        ),
      ],
      {
        'fir.txt': 'A kestrel was seen, and so was a wren.',
        'larch.txt': 'The child’s plan said “no further action” – again… Health & social care cost £500.',
      },
    );
    await fill(
      other,
      {},
      [aReview('heron', { summary: 'A kestrel and a heron.', documents: [aReport('h.txt')] })],
      {
        'h.txt': 'Appointments with a heron, bruises, A&E.',
      },
    );
    await withdraw(id, 'fir');
  });
  after(async () => {
    await world.close();
    await Promise.all(folders.map((folder) => folder.remove()));
  });

  async function fill(
    id: string,
    files: Readonly<Record<string, string | Uint8Array>>,
    reviews: Parameters<typeof registerFolder>[0],
    more: Readonly<Record<string, string>>,
  ) {
    const folder = await registerFolder(reviews, { ...files, ...more });
    folders.push(folder);
    assert.deepEqual((await world.importFolder(id, folder.path)).refused, []);
  }

  async function withdraw(id: string, slug: string) {
    await world.asOperatorOf(id, ({ token }) =>
      transactionOf(world.worker, token, (tx) =>
        tx
          .updateTable('published.review')
          .set({ withdrawn_on: Temporal.PlainDate.from('2026-03-03') })
          .where('partnership_id', '=', id)
          .where('slug', '=', slug)
          .execute(),
      ),
    );
  }

  const ask = async (query: Readonly<Record<string, string>>, at = host) => {
    const { status, body } = await world.ask(at, `/reviews.json?${new URLSearchParams(query)}`);
    assert.equal(status, 200);
    return JSON.parse(body) as {
      total: number;
      next: string | null;
      results: { slug: string; hits: { document: string; page: number; excerpt: string }[] }[];
    };
  };
  const slugs = async (query: Readonly<Record<string, string>>, at = host) =>
    (await ask(query, at)).results.map(({ slug }) => slug);
  const places = async (q: string) =>
    (await ask({ q })).results
      .flatMap(({ slug, hits }) => hits.map(({ page }) => `${slug} ${page}`))
      .toSorted();
  // What stands in the page's own part, so that a failure shows that and no more.
  const page = async (query: string) => {
    const { body } = await world.ask(host, `/reviews?${query}`);
    return body.slice(body.indexOf('<main'), body.indexOf('</main>'));
  };

  for (const [what, q, found] of [
    ['a word', 'bruises', ['elm 1']],
    ['a word in another form', 'bruising', ['elm 1']],
    ['a word in the singular for its plural', 'referral', ['elm 1', 'oak 1']],
    ['a word in capitals', 'APPOINTMENT', ['elm 2', 'oak 1']],
    ['all of several words', 'appointment letters', ['oak 1']],
    ['either of two words', 'bruises or astray', ['elm 1', 'oak 1']],
    ['a word without another', 'appointment -astray', ['elm 2']],
    ['a phrase in quotation marks', '"was not brought"', ['elm 2']],
    ['a phrase that nobody wrote', '"not was brought"', []],
    ['a phrase of words that English drops', '"was not"', ['elm 2']],
    ['nothing but words that English drops', 'was not', ['elm 2']],
    ['A&E', 'A&E', ['elm 1', 'oak 1']],
    ['A & E with spaces', 'a & e', ['elm 1', 'oak 1']],
    ['a hyphenated word', 'multi-agency', ['yew 1']],
    ['the parts of a hyphenated word', 'multi agency', ['yew 1']],
    ['a reference with strokes', 'LSCP/2019/04', ['yew 1']],
    ['a reference with hyphens', 'SCR-2017-01', ['yew 1']],
    ['another reference', 'LSCP/2019/05', []],
    ['a word that nobody wrote', 'zebra', []],
    ['a quotation mark that is not closed', '"not brought', ['elm 2']],
    ['a per cent sign', '%', []],
    ['a sign that stands for any character in SQL', 'visits_ma%', []],
    ['a number beside a per cent sign', '50%', ['ash 1']],
    ['the end of a statement', `'; drop table published.review; --`, []],
    ['words of SQL', 'drop table', ['ash 1']],
    ['the operators of the search engine', 'bruises & | ! <-> :* ()', ['elm 1']],
    ['a word with an ending for any', 'bruis:*', []],
    ['an operator between words as nothing', 'not <-> brought', ['elm 2', 'oak 1']],
    ['nothing but signs', '!!! ((( :::', []],
    ['a word beside curly quotation marks', 'action', ['larch 1']],
    ['a phrase that stands in curly quotation marks', '"no further action"', ['larch 1']],
    ['a word with a straight apostrophe for a curly one', `"child's plan"`, ['larch 1']],
    ['a word between a dash and dots', 'again', ['larch 1']],
    ['one of two words that an ampersand joins', 'health', ['larch 1']],
    ['the other of them', 'social care', ['larch 1']],
    ['a sum of money without its sign', '500', ['larch 1']],
    ['a backslash', '\\', []],
  ] as const) {
    it(`finds ${what}: ${q}`, async () => {
      assert.deepEqual(await places(q), found);
    });
  }

  it('takes a NUL out and cuts what is longer than two hundred characters', async () => {
    assert.equal((await world.ask(host, '/reviews.json?q=brui%00ses')).status, 200);
    assert.deepEqual(await places('brui\u0000ses'), ['elm 1']);
    assert.equal((await ask({ q: 'x'.repeat(3_000) })).total, 0);
    assert.equal((await ask({ q: '"'.repeat(199) })).total, 0);
    assert.equal((await ask({ q: '🙂'.repeat(250) })).total, 0);
  });

  it('finds words of a title or summary, and the review once', async () => {
    assert.deepEqual(await slugs({ q: 'weasel' }), ['ash']);
    const { total, results } = await ask({ q: 'appointments' });
    assert.equal(total, 3);
    assert.deepEqual(results.map(({ slug }) => slug).toSorted(), ['elm', 'oak', 'yew']);
    assert.equal(results[0]?.slug, 'yew', 'a title that answers says most');
  });

  it('leads a reader to the page, with the words marked and what stands around them', async () => {
    const body = await page('q=%22was+not+brought%22');
    assert.match(body, /<h2 class="app-heading">1 page in 1 review<\/h2>/);
    assert.match(body, /href="\/reviews\/elm\/report#page-2">Page 2</);
    assert.match(body, /He <mark class="app-found">was not brought<\/mark> to four appointments/);
  });

  it('gives an excerpt of the page as data, in plain words', async () => {
    const [hit] = (await ask({ q: 'bruising' })).results[0]?.hits ?? [];
    assert.equal(hit?.document, 'report');
    assert.equal(hit?.page, 1);
    assert.match(
      hit?.excerpt ?? '',
      /^The school asked about bruises\. Referrals were made to the A&E department/,
    );
  });

  it('says what it looked for where it found nothing, and offers the whole list', async () => {
    const body = await page('q=%3Cb%3Ezebra%3C%2Fb%3E');
    assert.match(body, /No page says “&lt;b&gt;zebra&lt;\/b&gt;”/);
    assert.match(body, /See all published reviews/);
  });

  for (const [filters, found] of [
    ['type=SCR', ['elm']],
    ['type=SCR&type=LCSPR', ['elm', 'oak', 'yew']],
    ['type=national-review', []],
    ['year=2024', ['oak']],
    ['year=2017&year=2025', ['elm', 'yew']],
    ['theme=Neglect', ['elm', 'oak']],
    ['theme=Neglect&year=2017', ['elm']],
    ['theme=Neglect&theme=Drink', ['elm', 'oak']],
    ['theme=neglect', []],
    [`theme=${encodeURIComponent("' or true --")}`, []],
  ] as const) {
    it(`looks only where the filters let it: ${filters}`, async () => {
      const { body } = await world.ask(host, `/reviews.json?q=appointments&${filters}`);
      assert.deepEqual(
        JSON.parse(body)
          .results.map(({ slug }: { slug: string }) => slug)
          .toSorted(),
        found,
      );
    });
  }

  it('filters and orders the list without words', async () => {
    assert.deepEqual(await slugs({ theme: 'Neglect' }), ['oak', 'elm']);
    assert.deepEqual(await slugs({ theme: 'Neglect', order: 'oldest' }), ['elm', 'oak']);
    assert.equal((await slugs({ order: 'title' }))[0], 'yew');
  });

  it('orders what it found as asked', async () => {
    assert.deepEqual(await slugs({ q: 'appointments', order: 'newest' }), ['yew', 'oak', 'elm']);
    assert.deepEqual(await slugs({ q: 'appointments', order: 'oldest' }), ['elm', 'oak', 'yew']);
  });

  it('pages through what it found, each once, and answers a page past the end with the last', async () => {
    const titles = (body: string) =>
      [...body.matchAll(/class="app-hits__title"><a[^>]* href="([^"]+)"/g)].map(([, href]) => href);
    const first = titles(await page('q=wren'));
    const second = titles(await page('q=wren&page=2'));
    assert.deepEqual([first.length, second.length], [20, 4]);
    assert.equal(new Set([...first, ...second]).size, 24);
    assert.deepEqual(titles(await page('q=wren&page=99')), second);
  });

  it('answers a page of the list past the end with the last', async () => {
    const listed = (body: string) => body.match(/class="app-latest__row"/g)?.length;
    assert.deepEqual([listed(await page('')), listed(await page('page=2'))], [20, 10]);
    assert.equal(listed(await page('page=99')), 10);
    assert.match(await page('page=99'), /aria-current="page"[^>]*>\s*2/);
  });

  it('finds nothing of a review that was withdrawn', async () => {
    assert.deepEqual(await slugs({ q: 'kestrel' }), []);
    assert.ok(!(await slugs({ q: 'wren' })).includes('fir'));
    assert.equal((await world.ask(host, '/reviews/fir/report')).status, 410);
  });

  it('never finds the pages of another partnership', async () => {
    assert.deepEqual(await slugs({ q: 'heron' }), []);
    assert.deepEqual(await slugs({ q: 'heron' }, elsewhere), ['heron']);
    assert.deepEqual(await slugs({ q: 'bruises or appointments or heron' }, elsewhere), ['heron']);
    assert.deepEqual(await slugs({ q: '-zebra' }, elsewhere), ['heron']);
    assert.equal((await world.ask(host, '/reviews/heron')).status, 404);
    assert.equal((await world.ask(host, '/reviews/heron/report')).status, 404);
    assert.equal((await world.ask(elsewhere, '/reviews/elm.json')).status, 404);
  });

  it('keeps what it found in every format', async () => {
    const csv = (await world.ask(host, '/reviews.csv?q=bruises')).body.trim().split('\r\n');
    assert.equal(csv.length, 2);
    assert.match(csv[1] ?? '', /^elm,/);
    const atom = (await world.ask(host, '/reviews.atom?q=appointments&type=SCR')).body;
    assert.equal(atom.match(/<entry>/g)?.length, 1);
    assert.match(
      atom,
      /rel="self"[^>]* href="http:\/\/search\.example\/reviews\.atom\?q=appointments&#38;type=SCR"/,
    );
  });

  it('offers a strip of years that stays short, whatever years are asked for', async () => {
    const years = (body: string) => body.match(/name="year"/g)?.length ?? 0;
    const usual = years(await page(''));
    assert.equal(usual, 2025 - 2010 + 1);
    assert.equal(years(await page('year=0000&year=9999')), usual + 2);
  });
});
