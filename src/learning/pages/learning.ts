import { definePage } from '../../platform/pages/page.ts';
import type { NationalPublication } from '../national.ts';

/** What /learning shows: our own newsletters and reviews first, then what the national Panel has published. */
export interface LearningPage {
  readonly partnership: string;
  readonly newsletters: string | null;
  readonly reviews: readonly PublicationRow[];
  readonly annualReports: readonly PublicationRow[];
}

/** One national publication as a row. */
export interface PublicationRow {
  readonly title: string;
  readonly about: string;
  readonly publisher: string;
  /** "March 2020", "2020", or null where the source gives no date. */
  readonly published: string | null;
  readonly address: string | null;
  /** The host that the address leads to, and the kind of file if it is one. */
  readonly leadsTo: string | null;
  readonly confirmed: boolean;
  readonly note: string | null;
  /** Where we read of it, as words, with an address where it has one. */
  readonly source: { readonly text: string; readonly href: string | null };
}

/** The page from the partnership's name, its newsletter address and the national list. */
export function presentLearning(
  partnership: string,
  newsletters: string | null,
  publications: readonly NationalPublication[],
): LearningPage {
  const rowsOf = (kind: NationalPublication['kind']) =>
    publications.filter((publication) => publication.kind === kind).map(presentPublication);
  return {
    partnership,
    newsletters,
    reviews: rowsOf('national-review'),
    annualReports: rowsOf('annual-report'),
  };
}

function presentPublication(publication: NationalPublication): PublicationRow {
  const { title, about, publisher, published, address, file, confirmed, note, source } = publication;
  const host = address === null ? null : new URL(address).host;
  return {
    title,
    about,
    publisher,
    published: published === null ? null : presentPublished(published),
    address,
    leadsTo: host === null ? null : file === null ? host : `${file} on ${host}`,
    confirmed,
    note,
    source: source.startsWith('https://')
      ? { text: new URL(source).host, href: source }
      : { text: source, href: null },
  };
}

function presentPublished(published: string): string {
  if (!published.includes('-')) return published;
  return Temporal.PlainYearMonth.from(published)
    .toPlainDate({ day: 1 })
    .toLocaleString('en-GB', { month: 'long', year: 'numeric' });
}

/** The /learning page. */
export const learningPage = definePage<LearningPage>('learning/pages/learning.njk');
