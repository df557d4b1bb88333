/** A publication of the national Panel. What the named source does not say is null and stays unsaid. */
export interface NationalPublication {
  readonly title: string;
  readonly kind: 'annual-report' | 'national-review';
  readonly about: string;
  readonly publisher: string;
  /** Year or year and month, as the source has it: "2020-03"; null where it gives no date. */
  readonly published: string | null;
  readonly address: string | null;
  /** Where the address leads to a file: what kind. */
  readonly file: 'PDF' | null;
  /** True where the publication's own address is held and nothing said of it is in doubt. */
  readonly confirmed: boolean;
  readonly note: string | null;
  /** The page that the entry was taken from. */
  readonly source: string;
}

const panel = 'Child Safeguarding Practice Review Panel';
const sourcePage = 'the Case Reviews page of Liverpool Safeguarding Children Partnership';
const lambethPage = 'https://lambethsaferchildren.org.uk/elementor-4687';

/**
 * National publications, newest first within their kind. The first four are those that the partnership's own page names;
 * the later two are named, with their month, by another partnership's page and carry no address because none was read.
 */
export const nationalPublications: readonly NationalPublication[] = [
  {
    title: 'It’s Silent',
    kind: 'national-review',
    about: 'Race, racism and safeguarding children',
    publisher: panel,
    published: '2025-03',
    address: null,
    file: null,
    confirmed: false,
    note: 'Title and month are those that another partnership’s page gives.',
    source: lambethPage,
  },
  {
    title: 'I wanted them all to notice',
    kind: 'national-review',
    about: 'Child sexual abuse within the family environment',
    publisher: panel,
    published: '2024-11',
    address: null,
    file: null,
    confirmed: false,
    note: 'Title and month are those that another partnership’s page gives.',
    source: lambethPage,
  },
  {
    title: 'Non-accidental injury in children under 1',
    kind: 'national-review',
    about: 'Babies hurt by someone in their first year',
    publisher: panel,
    published: null,
    address: null,
    file: null,
    confirmed: false,
    note: 'Announced as the next national review. Its final title, date and address are still to be added.',
    source: sourcePage,
  },
  {
    title: 'Sudden unexpected cases in infancy where children were at risk of significant harm',
    kind: 'national-review',
    about: 'Babies who died suddenly, in families already known to be at risk',
    publisher: panel,
    published: '2020',
    address:
      'https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/901091/DfE_Death_in_infancy_review.pdf',
    file: 'PDF',
    confirmed: false,
    note: 'The source says that it followed the review of March 2020. The year is still to be confirmed.',
    source: sourcePage,
  },
  {
    title: 'It was hard to escape',
    kind: 'national-review',
    about: 'Safeguarding children at risk from criminal exploitation',
    publisher: panel,
    published: '2020-03',
    address:
      'https://www.gov.uk/government/publications/safeguarding-children-at-risk-from-criminal-exploitation',
    file: null,
    confirmed: true,
    note: 'The Panel’s first national review.',
    source: sourcePage,
  },
  {
    title: 'Child Safeguarding Practice Review Panel: annual report 2018 to 2019',
    kind: 'annual-report',
    about: 'The Panel’s first report on the reviews it had seen',
    publisher: panel,
    published: null,
    address:
      'https://www.gov.uk/government/publications/child-safeguarding-practice-review-panel-annual-report-2018-to-2019',
    file: null,
    confirmed: true,
    note: null,
    source: sourcePage,
  },
];
