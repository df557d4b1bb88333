import { defaultLimits, type Limits } from '../documents/document.ts';
import { ReaderChild } from '../documents/reader-child.ts';
import { assertIsKind } from '../documents/sniff.ts';
import type { FileKind } from './kinds.ts';
import type { Scanner } from './scan.ts';

/** What a whole check of a file came to. The first two keep it in quarantine, the last refuse it. */
export type Checked =
  | 'clean'
  | 'no-scanner'
  | 'scanner-away'
  | 'infected'
  | 'macros'
  | 'protected'
  | 'damaged'
  | 'too-much';

const limits: Limits = { ...defaultLimits, milliseconds: 20_000, answerBytes: 1_024 };

/**
 * Checks a file: the virus scanner first, then its inside in a child process with caps. Where there is no scanner, or it does not answer,
 * what its inside shows is still found, and anything else stays in quarantine. Never throws for what is in the file.
 */
export async function checkFile(
  bytes: Uint8Array,
  kind: FileKind,
  scanner: Scanner | null,
): Promise<Checked> {
  const scanned = scanner === null ? 'no-scanner' : await scanner(bytes);
  if (scanned !== 'clean' && scanned !== 'no-scanner' && scanned !== 'away') return scanned;
  const inside = await insideOf(bytes, kind);
  if (inside !== 'sound') return inside;
  return scanned === 'away' ? 'scanner-away' : scanned;
}

async function insideOf(bytes: Uint8Array, kind: FileKind) {
  // Of a picture and of plain text everything that is looked at was seen from outside: nothing here draws or runs them.
  if (kind === 'png' || kind === 'jpg') return 'sound';
  if (kind === 'txt') {
    assertIsKind(bytes, 'txt');
    return 'sound';
  }
  const child = new ReaderChild();
  try {
    const outcome = await child.check(kind === 'pdf' ? 'pdf' : 'package', bytes, limits);
    // Stopped for its time, its memory or its behaviour: whatever it holds, it is more than a document should need.
    return 'why' in outcome ? 'too-much' : outcome.reading;
  } finally {
    await child.end();
  }
}
