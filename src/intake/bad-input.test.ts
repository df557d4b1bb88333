import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { beginReferral, fillIn, goodForm, pagesOf, sectionOf, usualSections } from '../../test/referrer.ts';
import { visitor, type Visitor } from '../../test/visitor.ts';
import { openTowns, type Towns } from '../people/samples.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { mostOf, type Section } from './question.ts';

let towns: Towns;
let person: Visitor;
before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  person = visitor(towns.world, towns.harnley.host);
  await beginReferral(person);
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

const pages = usualSections.flatMap((section) => pagesOf(section));
const written = ({ questions }: Section) =>
  questions.filter(({ kind }) => kind === 'text' || kind === 'long');
const marks: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#92': '\\',
};

/** What stands in the fields of a page, as a browser shows it. */
const inFields = (html: string): readonly string[] =>
  [...html.matchAll(/<input[^>]* value="([^"]*)"|<textarea[^>]*>([^<]*)<\/textarea>/g)].map(
    ([, value, lines]) =>
      (value ?? lines ?? '').replace(/&([a-z]+|#\d+);/g, (_, name: string) => marks[name] ?? '?'),
  );

/** The page with this text in every place for words; ticks and days as somebody fills them in. */
function formWith(page: Section, text: string): URLSearchParams {
  const form = goodForm(page, 'Ash');
  for (const { id } of written(page)) if (form.has(id)) form.set(id, text);
  return form;
}

describe('every page of the form', () => {
  for (const [what, text] of [
    ['a name with an apostrophe', "Niamh O'Neill-D’Arcy"],
    ['accents', 'Zoë Ångström Łukasz Ñuñez'],
    ['one letter', 'X'],
    ['emoji', '👩‍👧 was 🙂 then 😢'],
    ['writing from right to left', 'שלום עולם مرحبا'],
    ['what looks like code', '<b>"&amp;"</b> ${x} {{ y }} %00 \\'],
  ] as const)
    it(`takes ${what}, and gives back the same`, async () => {
      for (const { path, page } of pages.filter((one) => written(one.page).length > 0)) {
        await person.open(path);
        await person.send(formWith(page, text));
        assert.equal(person.page.status, 200, `${path}: ${person.page.problems.join()}`);
        await person.open(path);
        const shown = inFields(person.page.html).filter((one) => one === text).length;
        const fields = written(page).filter(({ id }) => formWith(page, text).has(id)).length;
        assert.equal(shown, fields, path);
      }
    });

  it('says by how much 100,000 characters are too many, beside the field, and throws none of them away', async () => {
    for (const { path, page } of pages.filter((one) => written(one.page).length > 0)) {
      const question = written(page).find(({ id }) => goodForm(page, 'Ash').has(id));
      assert.ok(question !== undefined);
      const form = goodForm(page, 'Ash');
      form.set(question.id, 'ש'.repeat(100_000));
      await person.open(path);
      await person.send(form);
      assert.equal(person.page.status, 400, path);
      const over = (100_000 - mostOf(question)).toLocaleString('en-GB');
      assert.match(person.page.problems.join(), new RegExp(`It is ${over} too many`));
      assert.ok(person.page.html.includes('ש'.repeat(100_000)), path);
    }
  });

  it('that is more than a form can carry is refused on a page that says so', async () => {
    await person.open('/refer/form/incident');
    const form = goodForm(sectionOf('incident'), 'Ash');
    form.set('incident-what', '👩‍👧'.repeat(100_000));
    await person.send(form);
    assert.equal(person.page.status, 413);
    await assertGoodHtml(person.page.html);
    assert.match((await person.open('/refer/form/incident')).html, /{{ y }}/, 'what was saved is there');
  });

  it('takes a birth after it happened only for a child who was not yet born', async () => {
    await fillIn(person, sectionOf('incident'), 'Ash');
    const who = pagesOf(sectionOf('children'))[0];
    assert.ok(who !== undefined);
    const form = goodForm(who.page, 'Ash');
    form.set('child-born-year', '2026');
    form.set('child-born-month', '10');
    form.delete('child-died-day');
    form.delete('child-died-month');
    form.delete('child-died-year');
    await person.open(who.path);
    await person.send(form);
    assert.match(
      person.page.problems.join(),
      /must not be after the day it happened, unless the child was not yet born/,
    );
    await assertGoodHtml(person.page.html);
    form.set('child-unborn', 'yes');
    await person.send(form);
    assert.equal(person.page.status, 200, person.page.problems.join());
    await fillIn(person, sectionOf('incident'), 'Ash');
    assert.equal(person.page.status, 200, 'and then the day is no trouble either');
  });

  it('shows every field, and needs no script, where all of them come at once', async () => {
    for (const { path, page } of pages) {
      const { html } = await person.open(path);
      for (const { id, kind, ifSeveral } of page.questions.filter((one) => one.ifSeveral === undefined)) {
        const name = kind === 'date' ? `${id}-day` : id;
        assert.ok(html.includes(`name="${name}"`), `${id} ${ifSeveral ?? ''}`);
      }
    }
  });

  it('that comes twice, by the back button or a double press, is one', async () => {
    await sql`delete from ctx.attempt`.execute(towns.owner);
    const other = visitor(towns.world, towns.harnley.host);
    await beginReferral(other);
    const { path, html } = await other.open('/refer/form/agencies/1');
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const form = goodForm(sectionOf('agencies'), 'Yew');
    for (const [, name = '', value = ''] of hidden) form.set(name, value);
    for (let time = 0; time < 2; time += 1) {
      await other.raw(path, form.toString());
      assert.equal(other.page.path, '/refer/form/agencies');
    }
    assert.equal(other.page.html.split('Yew agency-name').length - 1, 1);
  });
});
