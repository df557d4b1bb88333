import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { type Ask, isIntentOver } from './ask.ts';
import type { CaseFindings, FindingFacts } from './commands-findings.ts';
import type { Evidence, Finding } from './finding.ts';
import type { FindingsPage, ReviewPart } from './pages/findings.ts';
import type { AxisRow, RecordPage, RecordPart, RecordShown } from './pages/record.ts';
import { facetLabel, themeLabel, type ThemeList } from './themes.ts';
import { assessments, deliveries, findingKinds, lives, positions, practices, risks } from './words.ts';

/** A fact with its label. */
export const row = (label: string, text: string) => ({ label, text });

/** The same, unless there is nothing to say. */
export const rowIf = (label: string, text: string | null) =>
  text === null || text === '' ? [] : [row(label, text)];

/** Who recorded something, and when. */
export function recorded({
  at,
  by,
}: {
  readonly at: Temporal.Instant;
  readonly by: string;
}): ReturnType<typeof row> {
  const { day, time } = momentOf(at);
  return row(
    'Recorded',
    `${withoutWeekday(day)}, ${time.toString({ smallestUnit: 'minute' })}, by ${by === '' ? 'somebody who was here' : by}`,
  );
}

/** The name of an addressee, with who answers for it today. */
export const addresseeWords = ({ addressee, now }: Pick<Ask, 'addressee' | 'now'>): string =>
  now === null || now === addressee ? addressee : `${addressee}, now ${now}`;

function positionCell(ask: Ask, today: Day) {
  const { position, responseDue, askedOn } = ask;
  const isLate =
    position === 'waiting' && responseDue !== null && Temporal.PlainDate.compare(responseDue, today) < 0;
  const due = responseDue === null ? null : withoutWeekday(responseDue);
  if (askedOn === null)
    return {
      label: 'Position',
      state: { mark: 'coming', words: 'Not asked yet' },
      second: null,
    };
  return {
    label: 'Position',
    state: isLate ? { mark: 'late', words: 'No answer' } : positions[position],
    second: position === 'waiting' && due !== null ? `${isLate ? 'Was due' : 'Due'} ${due}` : null,
  };
}

/** The axes of one addressee. An intent that has run out says so. */
export function axisRow(ask: Ask, href: string | null, today: Day): AxisRow {
  const isOver = isIntentOver(ask, today);
  const until = ask.assessmentUntil === null ? null : withoutWeekday(ask.assessmentUntil);
  return {
    name: addresseeWords(ask),
    second: ask.agencyId === null ? 'Outside the partnership' : null,
    href,
    cells: [
      positionCell(ask, today),
      {
        label: 'Delivery',
        state: deliveries[ask.delivery],
        second: ask.practice === 'not-checked' ? null : practices[ask.practice].words,
      },
      {
        label: 'Our assessment',
        state: isOver ? { mark: 'late', words: 'Satisfactory intent: expired' } : assessments[ask.assessment],
        second:
          ask.assessment === 'none'
            ? null
            : [
                `Risk: ${risks[ask.risk].toLowerCase()}`,
                ...(until === null || ask.assessment !== 'satisfactory-intent'
                  ? []
                  : [isOver ? `it expired ${until}` : `good until ${until}`]),
              ].join('; '),
      },
      { label: 'Still asked?', state: lives[ask.life], second: null },
    ],
  };
}

const themesInWords = (themes: readonly string[], list: ThemeList) =>
  themes
    .map((id) => {
      const theme = list.themes.find((one) => one.id === id);
      return theme === undefined ? themeLabel(list, id) : `${facetLabel(theme.facet)}: ${theme.label}`;
    })
    .join('\n');

/** Where the pages of a case’s findings begin. */
export const findingsOf = (reference: string): string => `/cases/${reference}/findings`;

const headingOf = (findings: number, recommendations: number) =>
  findings + recommendations === 0
    ? 'No findings yet'
    : `${findings} ${findings === 1 ? 'finding' : 'findings'}, ${recommendations} ${recommendations === 1 ? 'recommendation' : 'recommendations'}`;

/** The findings and recommendations of a case, by review. */
export function presentCase(
  facts: CaseFindings,
  ground: { readonly header: CaseHeader; readonly today: Day; readonly writes: boolean },
): FindingsPage {
  const { headed, reviews, findings, recommendations, asks } = facts;
  const { today, writes } = ground;
  const base = `/cases/${headed.reference}`;
  const partOf = ({ id, name }: CaseFindings['reviews'][number]): ReviewPart => ({
    id,
    name,
    findings: findings
      .filter(({ reviewId }) => reviewId === id)
      .map((one) => ({
        number: one.number,
        title: one.title,
        href: `${findingsOf(headed.reference)}/${one.id}`,
        kind: findingKinds[one.kind],
        second: one.enquiry === '' ? 'No key line of enquiry' : `Key line of enquiry: ${one.enquiry}`,
      })),
    recommendations: recommendations
      .filter(({ reviewId }) => reviewId === id)
      .map((one) => ({
        number: one.number,
        headline: one.headline,
        href: `/improvement/recommendations/${one.id}`,
        second: 'Nobody is named yet to whom it is made.',
        axes: asks
          .filter(({ recommendationId }) => recommendationId === one.id)
          .map((ask) => axisRow(ask, `/improvement/asks/${ask.id}`, today)),
      })),
    add: writes
      ? [
          { text: 'Record a finding', href: `${base}/reviews/${id}/findings/add` },
          { text: 'Make a recommendation', href: `${base}/reviews/${id}/recommendations/add` },
        ]
      : [],
  });
  return {
    header: ground.header,
    heading: headingOf(findings.length, recommendations.length),
    lead:
      reviews.length === 0
        ? 'Findings and recommendations hang on a review, and none is open on this case that you see.'
        : 'What was good practice is a finding as well. What a finding rests on is for those who see the review, and is cut off when a report is published.',
    reviews: reviews.map(partOf),
  };
}

const placeOf = (one: Evidence): string => {
  if (one.kind === 'chronology') return `Chronology, lane ${one.laneId ?? ''}, entry ${one.rowId ?? ''}`;
  if (one.kind === 'paragraph') return `Report, ${one.place}`;
  const title = one.document ?? 'A document that you do not see';
  return one.place === '' ? title : `${title}, pages ${one.place}`;
};

/** What a finding rests on, as it is read; `strikes` leads to where it is struck. */
const evidenceShown = (one: Evidence, strikes: string | null): RecordShown => ({
  title: placeOf(one),
  state: one.struck === null ? null : { mark: 'shut-out', words: 'Struck' },
  rows: [
    row('What it says', one.words),
    ...rowIf('Why it was struck', one.struck),
    recorded({ at: one.addedAt, by: one.addedBy }),
  ],
  links: strikes === null || one.struck !== null ? [] : [{ text: 'Strike', href: `${strikes}/${one.id}` }],
  past: one.struck !== null,
});

const versionShown = (one: Finding, list: ThemeList): RecordShown => ({
  title: `Version ${one.version}: ${one.title}`,
  state: null,
  rows: [
    row('What was found', one.words),
    ...rowIf('Themes', themesInWords(one.themes, list)),
    ...rowIf('Why it changed', one.because),
    recorded({ at: one.savedAt, by: one.savedBy }),
  ],
  links: [],
  past: true,
});

/** A finding with what it rests on and its earlier versions; without a form. */
export function presentFinding(
  facts: FindingFacts,
  ground: { readonly header: CaseHeader; readonly writes: boolean },
): Omit<RecordPage, 'form'> {
  const { headed, stands, versions, evidence, themes } = facts;
  const base = `${findingsOf(headed.reference)}/${stands.id}`;
  const restsOn: RecordPart = {
    id: 'evidence',
    heading: 'What it rests on',
    records: evidence.map((one) => evidenceShown(one, ground.writes ? `${base}/evidence` : null)),
    nothing: 'Nothing is cited yet, so nobody could say in court or to a family where it comes from.',
    add: ground.writes ? { text: 'Cite something', href: `${base}/evidence` } : null,
  };
  const earlier = versions.slice(1);
  return {
    header: ground.header,
    above: null,
    heading: `Finding ${stands.number}: ${stands.title}`,
    lead: [stands.words],
    meanwhile: null,
    facts: [
      row('Of', findingKinds[stands.kind]),
      ...rowIf('Key line of enquiry', stands.enquiry),
      ...rowIf('Themes', themesInWords(stands.themes, themes)),
      row('Version', `${stands.version}, by ${stands.savedBy}`),
      ...rowIf('Why it changed last', stands.because),
    ],
    axes: [],
    doing: ground.writes ? [{ text: 'Change this finding', href: `${base}/change` }] : [],
    parts: [
      restsOn,
      ...(earlier.length === 0
        ? []
        : [
            {
              id: 'earlier',
              heading: 'As it was before',
              records: earlier.map((one) => versionShown(one, themes)),
              nothing: '',
              add: null,
            },
          ]),
    ],
    back: { text: 'Findings and recommendations', href: findingsOf(headed.reference) },
  };
}
