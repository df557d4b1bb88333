import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, it } from 'node:test';
import nunjucks from 'nunjucks';
import { environment } from './environment.ts';
import { fallback503, fault, notFound, tooMany, unavailable } from './errors.ts';
import type { Frame } from './frame.ts';
import { exampleFrame, renderChecked, wordsOf } from './page-checks.ts';
import { checkEveryRead, inlineScriptHash, strictModel } from './page.ts';

const nowhere = { elsewhere: [] };

describe('the layout', () => {
  after(() => checkEveryRead(false));

  it('says whose site it is, that it is invented, and where one is', async () => {
    const words = wordsOf(await renderChecked(notFound, nowhere));
    assert.match(words, /Merrow Vale Partnership/);
    assert.match(words, /Training\. A made-up partnership\./);
    assert.match(words, /Skip to main content/);
    assert.match(words, /Runs on Foresight/);
  });

  it('has no strip where the partnership is real', async () => {
    const frame = { ...exampleFrame, brand: { ...exampleFrame.brand, training: null } };
    assert.doesNotMatch(await renderChecked(notFound, nowhere, frame), /app-training/);
  });

  it('marks the entry of the page itself, and otherwise the one above it', async () => {
    const onPage = await renderChecked(notFound, nowhere);
    assert.match(onPage, /href="\/published"\s+aria-current="page"/);
    const navigation = [{ text: 'Published', href: '/published', current: 'within' as const }];
    const below = await renderChecked(notFound, nowhere, { ...exampleFrame, navigation });
    assert.match(below, /href="\/published"\s+aria-current="true"/);
  });

  it('shows a back link in place of the breadcrumbs', async () => {
    const frame = { ...exampleFrame, backLink: { text: 'Back', href: '/before' } };
    const html = await renderChecked(notFound, nowhere, frame);
    assert.match(html, /class="govuk-back-link"/);
    assert.doesNotMatch(html, /govuk-breadcrumbs/);
  });

  it('puts what is wrong above the page and into the title', async () => {
    const errors = [{ text: 'Enter a day', href: '#day' }];
    const html = await renderChecked(notFound, nowhere, { ...exampleFrame, errors });
    assert.match(html, /<title>Error: Example – /);
    assert.match(html, /<a href="#day">Enter a day<\/a>/);
    assert.ok(html.indexOf('There is a problem') < html.indexOf('<h1'));
  });

  it('tells crawlers and feed readers what they may know', async () => {
    const frame: Frame = {
      ...exampleFrame,
      description: 'What "reviews" found & said',
      robots: 'noindex',
      canonical: 'https://merrowvale.example/reviews',
      feeds: [{ text: 'Published reviews', href: '/reviews.atom', type: 'application/atom+xml' }],
    };
    const html = await renderChecked(notFound, nowhere, frame);
    assert.match(html, /<meta name="description" content="What &quot;reviews&quot; found &amp; said">/);
    assert.match(html, /<meta name="robots" content="noindex">/);
    assert.match(html, /<link rel="canonical" href="https:\/\/merrowvale\.example\/reviews">/);
    assert.match(html, /<link rel="alternate" type="application\/atom\+xml"/);
  });

  it('prints words as words, whatever is in them', async () => {
    const frame = { ...exampleFrame, title: '<script>alert(1)</script>' };
    const elsewhere = [{ text: '<img src=x>', href: '/a"b' }];
    checkEveryRead(true);
    const html = notFound(frame, { elsewhere });
    assert.doesNotMatch(html, /<img|alert\(1\)<\/script>/);
    assert.match(html, /href="\/a&quot;b"/);
  });

  it('wears no crown and names no government typeface', async () => {
    const html = await renderChecked(notFound, nowhere);
    assert.doesNotMatch(html, /crown|crest|GOV\.UK|GDS Transport/i);
  });

  it('has one inline script, which the policy allows by its hash', async () => {
    const html = await renderChecked(notFound, nowhere);
    const inline = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1] ?? '');
    assert.equal(inline.length, 1);
    const hash = createHash('sha256')
      .update(inline[0] ?? '')
      .digest('base64');
    assert.equal(`sha256-${hash}`, inlineScriptHash);
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.match(html, /<script type="module" src="\/assets\/0\/page\.js"><\/script>/);
  });
});

describe('a model in tests', () => {
  const model = strictModel({ a: null, list: [{ b: 1 }], day: Temporal.PlainDate.from('2027-01-13') });

  it('gives what it has, dates as they are', () => {
    assert.equal(model.a, null);
    assert.equal(model.list[0]?.b, 1);
    assert.equal(model.list.length, 1);
    assert.equal(model.day.month, 1);
    assert.ok(Array.isArray(model.list));
  });

  it('throws where a template reads what it has not, in a condition or a loop too', () => {
    const templates = [
      '{{ model.missing }}',
      '{% if model.missing %}x{% endif %}',
      '{% for row in model.list %}{% if row.missing %}x{% endif %}{% endfor %}',
      '{% for row in model.missing %}x{% endfor %}',
    ];
    for (const template of templates) {
      assert.throws(() => environment().renderString(template, { model }), /has no missing/, template);
    }
  });
});

describe('the trim filter', () => {
  const shipped = new nunjucks.Environment(null, { autoescape: true });

  for (const text of ['', ' a ', '\n\t a b \u00a0', 'a', ' <b> & ']) {
    it(`answers for ${JSON.stringify(text)} what the shipped one does`, () => {
      for (const template of ['{{ text | trim }}', '{{ text | safe | trim }}']) {
        assert.equal(
          environment().renderString(template, { text }),
          shipped.renderString(template, { text }),
        );
      }
    });
  }
});

describe('pages for when something is wrong', () => {
  it('not found: says what to do and offers other ways', async () => {
    const html = await renderChecked(notFound, { elsewhere: [{ text: 'All reviews', href: '/reviews' }] });
    assert.match(wordsOf(html), /Page not found If you typed the address, check it is right\./);
    assert.match(html, /<a class="govuk-link" href="\/reviews">All reviews<\/a>/);
  });

  it('too many: says how long to wait', async () => {
    assert.match(wordsOf(await renderChecked(tooMany, { waitSeconds: 1 })), /Try again in 1 second\./);
    assert.match(wordsOf(await renderChecked(tooMany, { waitSeconds: 30 })), /Try again in 30 seconds\./);
  });

  it('fault: gives the reference to quote, with and without a way to quote it', async () => {
    const contact = { text: 'tell the business unit', href: '/contact' };
    const words = wordsOf(await renderChecked(fault, { requestId: 'req-1f', contact }));
    assert.match(words, /tell the business unit and give this reference: req-1f/);
    const without = wordsOf(await renderChecked(fault, { requestId: 'req-1f', contact: null }));
    assert.match(without, /tell whoever looks after this service and give this reference: req-1f/);
  });

  it('unavailable: says that nothing saved is lost', async () => {
    assert.match(
      wordsOf(await renderChecked(unavailable, { contact: null })),
      /Nothing that was saved before is lost\./,
    );
  });

  it('has a page for when no page can be made, complete in itself', () => {
    const html = fallback503();
    assert.match(html, /^<!DOCTYPE html>\n<html lang="en">/);
    assert.equal(html.match(/<h1>/g)?.length, 1);
    assert.doesNotMatch(html, /src=|href=|style/);
    assert.match(html, /call 999/);
  });
});
