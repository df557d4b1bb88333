import { dayOf } from '../intake/referral.ts';
import { type FileFacts, kindWords, type StateShown, stateShown } from './file.ts';

/** A file as a page lists it. */
export interface FileShown {
  readonly id: string;
  /** What it is called; null where it is told no more. */
  readonly name: string | null;
  readonly number: number;
  readonly kind: string;
  readonly bytes: number;
  readonly on: Temporal.PlainDate;
  readonly state: StateShown;
  /** Where it is downloaded, or where it stands why not; null for whoever cannot. */
  readonly href: string | null;
  readonly canDownload: boolean;
}

/** A file as a page lists it; `base` is where files of this place are. */
export function showFile(file: FileFacts & { readonly name: string | null }, base: string | null): FileShown {
  const { id, name, number, kind, bytes, receivedAt } = file;
  return {
    id,
    name,
    number,
    kind: kindWords[kind],
    bytes,
    on: dayOf(receivedAt),
    state: stateShown(file),
    href: base === null ? null : `${base}/${id}`,
    canDownload: file.state === 'clean',
  };
}
