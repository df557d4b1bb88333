import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { askAs } from './canary-crawl.ts';
import type { Persona } from './canary-personas.ts';
import { type CanaryWorld, openCanaryWorld } from './canary-world.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Something that people type or paste, or that somebody sends who means no good. */
interface Nasty {
  readonly name: string;
  readonly text: string;
}

const nasties: readonly Nasty[] = [
  {
    name: 'what a person may paste',
    text: `O'Brien "; drop table app.case_file; -- %_\\ be\u0000fore 👩‍👧 سطر \u202eenO %ED%A0%80 </textarea><script>alert(1)</script>{{7*7}}`,
  },
  // More than any box takes.
  { name: '30,000 characters', text: 'x'.repeat(30_000) },
  { name: 'nothing', text: '' },
];

/** A form of a page, as a browser knows it. */
interface Form {
  readonly page: string;
  readonly action: string;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly kind: 'hidden' | 'text' | 'choice';
  readonly value: string;
  /** A password: it is never shown again. */
  readonly secret: boolean;
}

// They end the session or the sign-in with which everything else is asked.
const leftOut = /^\/(sign-out|sessions|sign-in|people\/[^/]+\/(reset|roles))/;

// Papers to take away have no form, and take long to write.
const noPage = /^\/(assets|sign-out)|\/(pdf|word)(\?|$)|\.(pdf|docx|ics)(\?|$)/;

const attribute = (node: Element, name: string) => node.attrs.find((one) => one.name === name)?.value;

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

function fieldOf(node: Element): Field | null {
  const name = attribute(node, 'name');
  if (name === undefined) return null;
  const value = attribute(node, 'value') ?? '';
  const type = node.tagName === 'input' ? (attribute(node, 'type') ?? 'text') : node.tagName;
  const secret = type === 'password';
  if (type === 'hidden') return { name, kind: 'hidden', value, secret };
  if (type === 'radio' || type === 'checkbox') return { name, kind: 'choice', value, secret };
  if (type === 'select') {
    const values = [...elements(node)]
      .filter(({ tagName }) => tagName === 'option')
      .map((option) => attribute(option, 'value') ?? textOf(option));
    return { name, kind: 'choice', value: values.find((one) => one !== '') ?? '', secret };
  }
  if (type === 'file' || type === 'submit' || type === 'button') return null;
  return ['input', 'textarea'].includes(node.tagName) ? { name, kind: 'text', value, secret } : null;
}

function formsOf(page: string, html: string): readonly Form[] {
  return [...elements(parse(html))]
    .filter(
      (node) =>
        node.tagName === 'form' &&
        attribute(node, 'method')?.toLowerCase() === 'post' &&
        attribute(node, 'enctype') === undefined,
    )
    .map((form) => ({
      page,
      action: attribute(form, 'action') ?? page,
      fields: [...elements(form)].flatMap((node) => fieldOf(node) ?? []),
    }));
}

/** The form as it would be sent with this in every box: of what can be chosen the first, of several the last too. */
function filled({ fields }: Form, { text }: Nasty): string {
  const sent = new URLSearchParams();
  const chosen = new Set<string>();
  for (const { name, kind, value } of fields) {
    if (kind === 'hidden') sent.append(name, value);
    else if (kind === 'text') sent.append(name, text);
    else if (!chosen.has(name)) sent.append(name, value);
    chosen.add(name);
  }
  return sent.toString();
}

/** A text without what nobody can see, and without its spaces: a zero byte is taken out of some and is a space in others. */
const seenOf = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s\ufffd]/gu, '');

// A box for the day, the month or the year has room for a number, and what is longer is cut.
const isPartOfDay = /(^|-)(day|month|year)$/;

describe('every form of the service', () => {
  let world: CanaryWorld;
  before(async () => {
    world = await openCanaryWorld();
  });
  after(() => world.close());

  const personaOf = (name: string): Persona => {
    const found = world.personas.find((one) => one.name === name);
    if (found === undefined) throw new Error(`nobody is ${name}`);
    return found;
  };

  // One page of a kind is enough: the same form on the page of another case takes the same.
  const kindOf = (path: string) =>
    path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2,}-\d{4}-\d+/g, ':').replace(/\?.*/, '');

  // What one persona has tried need not be tried by the next: the same form answers both.
  const tried = new Set<string>();

  async function formsSeenBy(persona: Persona, from: readonly string[]): Promise<readonly Form[]> {
    const ask = askAs(world.offices[0].office.world, persona);
    const known = new Map<string, number>();
    const queue = [...from];
    const forms = new Map<string, Form>();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { body, status, headers } = await ask('GET', path);
      const [, location] = /"location":"(\/[^"]*)"/.exec(headers) ?? [];
      if (status === 200)
        for (const form of formsOf(path, body))
          if (!leftOut.test(form.action) && !tried.has(`${kindOf(path)} ${kindOf(form.action)}`))
            forms.set(`${kindOf(path)} ${kindOf(form.action)}`, form);
      const links = [...body.matchAll(/href="(\/[^"#]*)/g)].map(([, link = '']) =>
        link.replaceAll('&amp;', '&'),
      );
      for (const link of [...links, ...(location === undefined ? [] : [location])]) {
        const kind = kindOf(link);
        const times = known.get(kind) ?? 0;
        // Two of each kind: the first may be of a case that is closed, and have no form.
        if (times < 2 && !noPage.test(link)) {
          known.set(kind, times + 1);
          queue.push(link);
        }
      }
    }
    for (const name of forms.keys()) tried.add(name);
    return [...forms.values()];
  }

  async function faultsOf(persona: Persona, form: Form, nasty: Nasty): Promise<readonly string[]> {
    const ask = askAs(world.offices[0].office.world, persona);
    // The form is fetched anew: one that was sent before is answered as what was done then.
    const fresh = formsOf(form.page, (await ask('GET', form.page)).body).find(
      ({ action }) => action === form.action,
    );
    if (fresh === undefined) return [];
    const { status, body } = await ask('POST', fresh.action, filled(fresh, nasty));
    const where = `${persona.name}, ${kindOf(form.page)} to ${kindOf(form.action)}, ${nasty.name}`;
    if (status >= 500) return [`${where}: ${status}`];
    const typed = fresh.fields.some(
      ({ kind, secret, name }) => kind === 'text' && !secret && !isPartOfDay.test(name),
    );
    const boxes = formsOf(form.page, body).flatMap(({ fields }) => fields.map(({ value }) => value));
    const kept = seenOf(nasty.text).slice(0, 150);
    const isKept = [textOf(parse(body)), ...boxes].some((one) => seenOf(one).includes(kept));
    return status === 400 && typed && !isKept ? [`${where}: what was typed is gone`] : [];
  }

  const visits: readonly (readonly [name: string, from: readonly string[]])[] = [
    ['reader of the public site', ['/', '/refer', '/consult', '/notifying', '/sign-in']],
    // Whoever may do least comes first: a form that was tried is not tried again.
    ['delegate', ['/work', '/cases']],
    ['notifier', ['/work', '/cases']],
    ['chair', ['/work', '/cases']],
    ['coordinator', ['/work', '/cases', '/search', '/settings', '/calendar']],
    ['administrator', ['/work', '/people', '/agencies', '/mail']],
    ['referrer with a draft', ['/refer/tasks', '/refer/check']],
    ['referrer who was told the outcome', ['/refer/receipt', '/refer/outcome']],
  ];
  for (const [name, from] of visits)
    it(`answers ${name} in words, whatever is typed, and throws none of it away`, async () => {
      const persona = personaOf(name);
      const forms = await formsSeenBy(persona, from);
      const faults: string[] = [];
      for (const form of forms)
        for (const nasty of nasties) faults.push(...(await faultsOf(persona, form, nasty)));
      assert.deepEqual(faults, []);
      assert.ok(forms.length > 0, `${name} was shown no form of their own`);
    });
});
