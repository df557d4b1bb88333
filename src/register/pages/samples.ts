// Facts of the fictional partnership, for the tests of these pages. Nothing that runs in service imports this file.
import type { DocumentModel } from './document.ts';
import type { ReviewModel } from './review.ts';
import type { DocumentHits, Facet, ReviewRow, ReviewsModel } from './reviews.ts';
import type { WithdrawnModel } from './withdrawn.ts';

const local = 'Local child safeguarding practice review';
const novemberDay = Temporal.PlainDate.from('2026-11-12');
const unit = { text: 'the business unit', href: '/contact' };

const years: Facet = {
  name: 'year',
  legend: 'Year published',
  options: [
    { label: '2024', value: '2024', count: 1, chosen: false },
    { label: '2025', value: '2025', count: 0, chosen: false },
    { label: '2026', value: '2026', count: 2, chosen: false },
  ],
};

const types: Facet = {
  name: 'type',
  legend: 'Type of review',
  options: [
    { label: local, value: 'LCSPR', count: 2, chosen: false },
    { label: 'Learning review', value: 'learning-review', count: 0, chosen: false },
  ],
};

const themes: Facet = {
  name: 'theme',
  legend: 'Theme',
  options: [{ label: 'Missed appointments', value: 'missed-appointments', count: 2, chosen: true }],
};

const rows: readonly ReviewRow[] = [
  {
    title: 'Child Juniper',
    href: '/reviews/child-juniper',
    typeName: local,
    documents: ['report', 'partnership response', 'media statement'],
    published: novemberDay,
    summary: 'A toddler known to five services. Nobody asked why appointments were missed.',
    withdrawn: false,
  },
  {
    title: 'Child Larch',
    href: '/reviews/child-larch',
    typeName: local,
    documents: ['report'],
    published: Temporal.PlainDate.from('2024-09-04'),
    summary: null,
    withdrawn: true,
  },
];

/** Two reviews, nothing searched for. */
export const listed: ReviewsModel = {
  action: '/reviews',
  query: '',
  searchIsDown: false,
  years,
  facets: [types, themes],
  chosen: [],
  clearHref: '/reviews',
  orders: [
    { text: 'Newest first', href: '/reviews', value: 'newest', chosen: true },
    { text: 'Oldest first', href: '/reviews?order=oldest', value: 'oldest', chosen: false },
  ],
  result: { kind: 'list', total: 2, rows },
  pagination: null,
  keep: [{ text: 'Atom', href: '/reviews.atom' }],
};

/** The pages of one report that say "was not brought". */
export const hitsInReport: DocumentHits = {
  title: 'Child Juniper: report',
  href: '/reviews/child-juniper/report',
  typeName: local,
  kindName: 'report',
  pages: 46,
  published: novemberDay,
  hits: [
    {
      page: 17,
      href: '/reviews/child-juniper/report#page-17',
      within: 'footnote',
      pieces: [
        { text: 'Between March & July the child ', marked: false },
        { text: 'was not brought', marked: true },
        { text: ' to four of six appointments.', marked: false },
      ],
    },
    {
      page: null,
      href: '/reviews/child-juniper',
      within: null,
      pieces: [{ text: 'was not brought', marked: true }],
    },
  ],
  more: { count: 4, href: '/reviews?q=%22was+not+brought%22&in=child-juniper' },
};

/** A search that found pages, with a filter on and more to come. */
export const found: ReviewsModel = {
  ...listed,
  query: '"was not brought"',
  chosen: [{ label: 'Missed appointments', removeHref: '/reviews?q=%22was+not+brought%22' }],
  clearHref: '/reviews?q=%22was+not+brought%22',
  result: { kind: 'hits', pages: 15, exact: true, reviews: 1, documents: [hitsInReport] },
  pagination: {
    previousHref: null,
    nextHref: '/reviews?page=2',
    pages: [
      { number: 1, href: '/reviews?page=1', current: true },
      { number: 2, href: '/reviews?page=2', current: false },
    ],
  },
};

/** A review of which one document is not held. */
export const juniper: ReviewModel = {
  title: 'Child Juniper',
  typeName: local,
  place: 9,
  summary: 'A toddler was seriously hurt at home. Five services knew the family.',
  published: novemberDay,
  corrected: null,
  documents: [
    {
      name: 'The report',
      href: '/reviews/child-juniper/report',
      published: novemberDay,
      held: true,
      pages: 46,
      original: { href: '/reviews/child-juniper/report/original', format: 'PDF', size: 2_400_000 },
    },
    {
      name: 'Media statement',
      href: '/reviews/child-juniper/media-statement',
      published: novemberDay,
      held: false,
      pages: null,
      original: null,
    },
  ],
  ask: unit,
  facts: [{ name: 'Child’s age at the time', value: '1 to 4' }],
  themes: [
    { text: 'Missed appointments', href: '/reviews?theme=missed-appointments', others: 5 },
    { text: 'Sharing information early', href: '/reviews?theme=sharing', others: 0 },
  ],
  address: 'https://merrowvale.example/reviews/child-juniper',
  publisher: 'Merrow Vale Safeguarding Children Partnership (training)',
  dataHref: '/reviews/child-juniper.json',
  allHref: '/reviews',
  reportHref: '/contact',
};

/** A report of three pages, the second without words. */
export const report: DocumentModel = {
  title: 'Child Juniper: report',
  reviewTitle: 'Child Juniper',
  reviewHref: '/reviews/child-juniper',
  typeName: local,
  published: novemberDay,
  held: {
    paged: true,
    original: { href: '/reviews/child-juniper/report/original', format: 'PDF', size: 2_400_000 },
    pages: [
      {
        number: 1,
        blocks: [
          { kind: 'heading', text: 'Why we did this' },
          { kind: 'paragraph', text: 'Nobody asked <why>.' },
        ],
      },
      { number: 2, blocks: [] },
      { number: 3, blocks: [{ kind: 'paragraph', text: 'The end.' }] },
    ],
  },
  ask: unit,
};

/** A report that was taken down. */
export const takenDown: WithdrawnModel = {
  what: 'report',
  typeName: 'serious case review',
  publishedYear: 2019,
  withdrawal: { on: Temporal.PlainDate.from('2025-03-03'), reason: 'to protect a child' },
  remains: [{ text: 'What improved', href: '/reviews/child-tarn/what-improved' }],
  ask: unit,
  allHref: '/reviews',
};
