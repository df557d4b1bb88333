import { withoutWeekday } from '../law/day.ts';
import type { Paper } from '../platform/papers/paper.ts';
import { linesOf, type SavedTerms, termsShown } from './terms.ts';

/** What a paper of the terms is made from. */
export interface TermsModel {
  readonly partnership: string;
  readonly reference: string;
  /** The review in the middle of a sentence. */
  readonly review: string;
  /** Which approved version it is, from 1; 0 for a draft. */
  readonly version: number;
  readonly terms: SavedTerms;
  readonly isTraining: boolean;
}

const marking = 'Official-Sensitive';

/** Terms of reference as a paper: the version, who approved it, what it asks, and the digest by which anybody can tell that it is this one. */
export function termsPaper({
  partnership,
  reference,
  review,
  version,
  terms,
  isTraining,
}: TermsModel): Paper {
  const { content, approvedOn, approvedBy, why, digest } = terms;
  const isDraft = approvedOn === null;
  return {
    title: 'Terms of reference',
    about: [
      partnership,
      `For the ${review}, our reference ${reference}`,
      isDraft
        ? 'Draft: nobody has approved it'
        : `Version ${version}, approved by ${approvedBy} on ${withoutWeekday(approvedOn)}`,
    ],
    footer: reference,
    marking: isTraining ? `${marking}. Training: fictional` : marking,
    parts: [
      ...(why === '' ? [] : [{ kind: 'note' as const, text: `What was amended, and why: ${why}` }]),
      { kind: 'heading', level: 1, text: 'Key lines of enquiry' },
      { kind: 'facts', rows: linesOf(content).map(({ number, text }) => [`${number}`, text] as const) },
      ...termsShown(content)
        .filter(({ heading }) => heading !== 'Key lines of enquiry')
        .flatMap(({ heading, rows }) => [
          { kind: 'heading' as const, level: 1 as const, text: heading },
          {
            kind: 'facts' as const,
            rows: rows.map(
              ({ label, day, lines }) =>
                [label, day === null ? lines.join('\n') : withoutWeekday(day)] as const,
            ),
          },
        ]),
      ...(digest === null
        ? []
        : [{ kind: 'text' as const, paragraphs: [`This version’s digest (SHA-256): ${digest}`] }]),
    ],
  };
}
