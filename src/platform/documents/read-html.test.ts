import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHtml } from './read-html.ts';

const read = (html: string) => readHtml(Buffer.from(html, 'utf8'));
const blocks = (html: string) => read(html).pages.flatMap((page) => page.blocks);

describe('reading a web page', () => {
  it('takes headings, paragraphs, lists and tables', () => {
    const page = `<!doctype html><title>The &amp; title</title><h1>One <em>and</em> only</h1><div>Loose text<p>A&nbsp;para&shy;graph
      of <b>words</b>.<br>Next</div><ul><li>bare<li><p>in a paragraph</p><p>more</p></ul><ol start=4><li>four<li>five</ol>
      <table><caption>Counts</caption><tr><th>Year<th>Sum<tr><td colspan=2>none<tr><td>2019<td>7</table>`;
    assert.equal(read(page).title, 'The & title');
    assert.deepEqual(blocks(page), [
      { kind: 'heading', level: 1, text: 'One and only' },
      { kind: 'paragraph', text: 'Loose text' },
      { kind: 'paragraph', text: 'A paragraph of words. Next' },
      { kind: 'list-item', text: 'bare' },
      { kind: 'list-item', text: 'in a paragraph' },
      { kind: 'paragraph', text: 'more' },
      { kind: 'list-item', text: '4. four' },
      { kind: 'list-item', text: '5. five' },
      { kind: 'table', rows: [['Counts'], ['Year', 'Sum'], ['none', ''], ['2019', '7']] },
    ]);
  });

  const unseen = [
    '<script>alert(1)</script>',
    '<style>p{}</style>',
    '<template><p>t</p></template>',
    '<p hidden>h</p>',
    '<div style="color:red; DISPLAY : none">d</div>',
    '<noscript>n</noscript>',
    '<!-- c -->',
    '<svg><text>s</text></svg>',
    '<iframe srcdoc="x">i</iframe>',
    '<p>\u200b\u202e</p>',
  ];
  for (const html of unseen) {
    it(`leaves out ${html}`, () =>
      assert.deepEqual(blocks(`<p>seen</p>${html}`), [{ kind: 'paragraph', text: 'seen' }]));
  }

  it('begins a page at each h1 and h2, but not between headings', () => {
    const reading = read('<h1>A</h1><h2>B</h2><p>b</p><h3>C</h3><p>c</p><h2>D</h2><p>d</p>');
    assert.equal(reading.pagination, 'ours');
    assert.deepEqual(
      reading.pages.map((page) => page.blocks.length),
      [5, 2],
    );
  });

  it('cuts a long section and a long table', () => {
    const rows = '<tr><td>one cell of a table<td>and another</tr>'.repeat(300);
    const { pages } = read(`<p>${'Many words here. '.repeat(400)}</p><table>${rows}</table>`);
    assert.ok(pages.length >= 6);
    const tables = pages
      .flatMap((page) => page.blocks)
      .flatMap((block) => (block.kind === 'table' ? block.rows : []));
    assert.equal(tables.length, 300);
  });

  it('reads the encoding that the page declares', () => {
    const page = Buffer.from('<meta charset="iso-8859-2"><p>\u00b9</p>', 'latin1');
    assert.deepEqual(readHtml(page).pages[0]?.blocks, [{ kind: 'paragraph', text: 'š' }]);
  });

  it('treats markup in text as text', () => {
    assert.deepEqual(blocks('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'), [
      { kind: 'paragraph', text: '<script>alert(1)</script>' },
    ]);
  });
});
