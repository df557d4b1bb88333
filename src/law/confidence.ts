/**
 * How sure a row is. S: the wording was read in the primary source. L: read where a partnership, council or the trade
 * press reports it. M: from memory, the text was not read. ?: sources disagree or it is unsure.
 */
export type Confidence = 'S' | 'L' | 'M' | '?';

/** More than one mark where the parts of a row are not equally sure. */
export type Confidences = readonly [Confidence, ...Confidence[]];

/** Whether a row may be relied on as it stands: true only where all of it was read in the primary source. */
export function isConfirmed(confidence: Confidences): boolean {
  return confidence.every((mark) => mark === 'S');
}

/** "S", "L/?": the marks of a row as they are shown. */
export function confidenceWords(confidence: Confidences): string {
  return confidence.join('/');
}

const plain: Readonly<Record<Confidence, string>> = {
  S: 'read in its source',
  L: 'as others report it',
  M: 'from memory, its text was not read',
  '?': 'sources disagree, or it is unsure',
};

/** "Not confirmed: as others report it; sources disagree, or it is unsure": for a row that may not be relied on as it stands. Null for one that may. */
export const whyUnconfirmed = (confidence: Confidences): string | null =>
  isConfirmed(confidence)
    ? null
    : `Not confirmed: ${confidence
        .filter((mark) => mark !== 'S')
        .map((mark) => plain[mark])
        .join('; ')}`;
