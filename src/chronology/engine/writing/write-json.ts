import type { Merged } from '../entry.ts';

/** The merged chronology as the JSON that this product reads again. */
export const writeJson = (merged: Merged): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(merged, null, 1)}\n`);
