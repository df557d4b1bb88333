import { aReport, aReview, type RegisterFolder, registerFolder } from './register-folder.ts';
import { transactionOf } from '../src/platform/db/connect.ts';
import { column, makeDocx, makePdf, paragraph } from '../src/platform/documents/samples.ts';
import { exampleNames, fullSettings } from '../src/site/example-partnership.ts';
import { openWorld, type World } from './world.ts';

/** Three partnerships that show the public site at its barest, at its fullest, and before anything has been published. */
export interface ExampleSites {
  readonly world: World;
  close(): Promise<void>;
}

/** Where each of them answers. The bare one has set nothing and holds no document; the empty one has no review. */
export const hosts = { bare: 'localhost', full: 'training.localhost', empty: 'empty.localhost' } as const;

/** The public pages that every partnership has. */
export const commonPages: readonly string[] = [
  '/',
  '/reviews',
  '/reviews?q=%22was+not+brought%22',
  '/reviews?q=nothing+of+the+kind',
  '/learning',
  '/process',
  '/notifying',
  '/notifying?event=notifiable-incident&aware-day=23&aware-month=12&aware-year=2026',
  '/notifying?aware-day=31&aware-month=2&aware-year=2026&sent-day=x',
  '/refer',
  '/consult',
  '/contact',
  '/privacy',
  '/accessibility',
  '/nothing-here',
];

/** The pages that there are besides, by partnership. */
export const ownPages = {
  bare: [
    '/reviews?year=2017',
    '/reviews/child-elm',
    '/reviews/child-elm/report',
    '/reviews/child-elm/media-statement',
  ],
  full: [
    '/rules',
    '/rules?day-day=31&day-month=2&day-year=2016',
    '/rules/NOT-01',
    '/reviews?page=2',
    '/reviews?type=LCSPR&theme=Missed+appointments&order=oldest',
    '/reviews?type=national-review&year=1999',
    '/reviews/child-oak',
    '/reviews/child-oak/report',
    '/reviews/child-oak/response',
    '/reviews/child-oak/media-statement',
    '/reviews/child-yew',
    '/reviews/child-ash',
  ],
  empty: [],
} as const satisfies Readonly<Record<keyof typeof hosts, readonly string[]>>;

/** Opens the three on a database of their own, on 5 January 2027. */
export async function openExampleSites(): Promise<ExampleSites> {
  const world = await openWorld('2027-01-05');
  const folders: RegisterFolder[] = [];
  const fill = async (id: string, ...written: Parameters<typeof registerFolder>) => {
    const folder = await registerFolder(...written);
    folders.push(folder);
    const { refused } = await world.importFolder(id, folder.path);
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  };
  const bare = await world.partnership({
    name: 'Eastwick Vale Safeguarding Children Partnership',
    referencePrefix: 'EVSCP',
  });
  await fill(bare, bareReviews);
  const full = await world.partnership({
    name: 'Merrow Vale Safeguarding Children Partnership (training)',
    referencePrefix: 'MVSCP',
    training: true,
    authorityName: 'Merrow Vale Council',
    names: exampleNames,
    settings: fullSettings,
  });
  await fill(full, fullReviews, fullFiles);
  await withdraw(world, full, 'child-ash');
  await world.partnership({
    name: 'Newly Set Up Partnership',
    referencePrefix: 'NEWP',
    hosts: [hosts.empty],
  });
  return {
    world,
    async close() {
      await world.close();
      await Promise.all(folders.map((folder) => folder.remove()));
    },
  };
}

/** Takes a review down, as the act of withdrawing will. */
async function withdraw(world: World, id: string, slug: string) {
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

const then = { published: '2017-11-20' };
const bareReviews = [
  aReview('child-elm', {
    ...then,
    title: 'Child Elm',
    type: 'SCR',
    documents: [
      aReport(undefined, { ...then, title: 'Serious case review: Child Elm' }),
      aReport(undefined, { ...then, kind: 'media-statement', title: 'Child Elm: media statement' }),
    ],
  }),
  aReview('child-fir', { title: 'Child Fir', type: 'SCR', published: '2017-05-11', documents: [aReport()] }),
];

const fullReviews = [
  aReview('child-oak', {
    title: 'Child Oak: “Nobody asked why”',
    published: '2026-11-12',
    summary: 'A toddler was seriously hurt at home.\n\nFive services knew the family & none asked.',
    themes: ['Missed appointments', 'Sharing information early'],
    documents: [
      aReport('oak.pdf', { title: 'Child Oak: report' }),
      aReport('oak-response.docx', { kind: 'response', title: 'Child Oak: response' }),
      aReport('oak-statement.txt', { kind: 'media-statement', title: 'Child Oak: statement' }),
    ],
  }),
  aReview('child-yew', {
    title: 'Child Yew',
    type: 'learning-review',
    published: '2025-02-03',
    themes: ['Missed appointments', 'Neglect'],
    documents: [aReport('yew.html', { title: 'Child Yew: report' }), aReport(undefined, { kind: 'summary' })],
  }),
  aReview('child-ash', {
    title: 'Child Ash',
    type: 'SCR',
    published: '2019-03-14',
    themes: ['Neglect'],
    documents: [aReport('yew.html')],
  }),
  ...Array.from({ length: 22 }, (_, index) =>
    aReview(`review-${index + 1}`, {
      title: `Review ${index + 1}`,
      type: index % 3 === 0 ? 'SCR' : 'LCSPR',
      published: `20${13 + (index % 12)}-06-0${1 + (index % 9)}`,
      themes: index % 4 === 0 ? ['Neglect'] : [],
      documents: [aReport()],
    }),
  ),
];

const fullFiles = {
  'oak.pdf': makePdf([
    [{ text: 'Child Oak', size: 24, y: 760 }, ...column(['What happened, and what was learned.'], 700)],
    column(
      ['Between March and July the child was not brought to four of six appointments.', 'Nobody asked why.'],
      760,
    ),
    column(['Recommendation 1: ask why a child was not brought.', 'The end.'], 760),
  ]),
  'oak-response.docx': makeDocx(
    paragraph('Response', '<w:pStyle w:val="Heading1"/>') +
      paragraph('The partners accept what was found.') +
      `<w:tbl>${['Agency|What it did', 'Health visiting|Asks why', 'School|Rings home']
        .map(
          (row) =>
            `<w:tr>${row
              .split('|')
              .map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`)
              .join('')}</w:tr>`,
        )
        .join('')}</w:tbl>`,
  ),
  'oak-statement.txt': 'A statement for the press.\n\nA child was seriously hurt.\n',
  'yew.html':
    '<!doctype html><title>Yew</title><h1>Child Yew</h1><h2>What we found</h2><p>He was not brought.</p><ul><li>Ask.</li><li>Ask again.</li></ul><table><tr><th>Day</th><th>Event</th></tr><tr><td>1</td><td>A call</td></tr></table>',
};
