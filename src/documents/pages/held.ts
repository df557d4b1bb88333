import { definePage } from '../../platform/pages/page.ts';
import type { CaseHeader } from '../../cases/header.ts';
import type { StateShown } from '../file.ts';

/** A file that cannot be had as it is, and what can be done about it. */
export interface HeldPage {
  readonly name: string;
  readonly withdrawn: boolean;
  readonly state: StateShown;
  /** What is on the disk is not what was received. */
  readonly changed: boolean;
  /** The address of the file; its forms go below it. */
  readonly path: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly canRelease: boolean;
  readonly canCheck: boolean;
  readonly reason: string;
  readonly problem: string | null;
}

export const heldPage = definePage<
  HeldPage & { readonly header: CaseHeader | null; readonly heading: string }
>('documents/pages/held.njk');

/** Its heading is the answer. */
export const heldHeading = ({ withdrawn, changed, canRelease, state }: HeldPage): string => {
  if (withdrawn) return 'This document has been withdrawn';
  if (changed) return 'This file cannot be opened';
  if (canRelease) return 'This file has not been scanned';
  return `${state.words}: this file cannot be downloaded${state.mark === 'running' ? ' yet' : ''}`;
};
