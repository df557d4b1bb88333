import type { CaseHeader } from '../../cases/header.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { AxisRow } from './record.ts';

/** What one review found and recommends. */
export interface ReviewPart {
  readonly id: string;
  readonly name: string;
  readonly findings: readonly {
    readonly number: number;
    readonly title: string;
    readonly href: string;
    readonly kind: string;
    readonly second: string;
  }[];
  readonly recommendations: readonly {
    readonly number: number;
    readonly headline: string;
    readonly href: string;
    readonly second: string;
    readonly axes: readonly AxisRow[];
  }[];
  readonly add: readonly Link[];
}

/** The findings and recommendations of a case. */
export interface FindingsPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly reviews: readonly ReviewPart[];
}

export const findingsPage = definePage<FindingsPage>('improvement/pages/findings.njk');
