import { z } from 'zod';

/** The kinds of review that a register holds. */
export const reviewTypes = ['SCR', 'LCSPR', 'learning-review', 'national-review'] as const;
export type ReviewType = (typeof reviewTypes)[number];

/** The kinds of document that belong to a published review. */
export const documentKinds = ['report', 'response', 'media-statement', 'summary', 'other'] as const;
export type PublishedKind = (typeof documentKinds)[number];

/** What people call the kinds of document. */
export const documentWords: Readonly<Record<PublishedKind, string>> = {
  report: 'report',
  response: 'partnership response',
  'media-statement': 'media statement',
  summary: 'summary',
  other: 'other document',
};

const day = z.iso
  .date('must be a day of the calendar, written YYYY-MM-DD')
  .transform((text) => Temporal.PlainDate.from(text));
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .refine(
      (text) => !/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b-\u200d]/u.test(text),
      'must be one line without hidden characters',
    );
// Several lines: tabs and line ends are welcome, and nothing else that PostgreSQL or XML could not hold.
const prose = z
  .string()
  .trim()
  .max(5_000, 'must have at most 5000 characters')
  .refine(
    (text) => !/[\p{Cs}\p{Bidi_Control}]|[^\P{Cc}\t\n\r]/u.test(text),
    'must not have hidden characters',
  );

const importedDocument = z.strictObject({
  file: line(200).optional(),
  kind: z.enum(documentKinds),
  title: line(300),
  published: day,
});

const importedReview = z.strictObject({
  slug: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, figures and single hyphens'),
  title: line(300),
  type: z.enum(reviewTypes),
  published: day,
  summary: prose.default(''),
  themes: z
    .array(line(120))
    .max(50)
    .transform((themes) => [...new Set(themes)])
    .default([]),
  documents: z.array(importedDocument).max(100).default([]),
});

/** One review of a register.json, with its documents. */
export type ImportedReview = z.infer<typeof importedReview>;
export type ImportedDocument = ImportedReview['documents'][number];

const registerFile = z.looseObject({
  partnership: z.looseObject({ name: z.string().trim().min(1) }).optional(),
  reviews: z.array(z.unknown()),
});

/** Something that was not taken in, where it stands, and why in words. */
export interface Refused {
  readonly path: string;
  readonly why: string;
}

/** A register.json as far as it can be used: the good reviews, and what is wrong with the others. */
export interface RegisterFile {
  readonly partnershipName: string | null;
  readonly reviews: readonly ImportedReview[];
  readonly refused: readonly Refused[];
}

/** Reads the text of a register.json. Throws SyntaxError, in words for a person, when it is not one at all. */
export function readRegisterFile(text: string): RegisterFile {
  const whole = registerFile.safeParse(parse(text));
  if (!whole.success) throw new SyntaxError(`register.json is not a register: ${sentence(whole.error)}.`);
  const reviews: ImportedReview[] = [];
  const refused: Refused[] = [];
  const seen = new Set<string>();
  for (const [index, candidate] of whole.data.reviews.entries()) {
    const path = `reviews[${index}]`;
    const review = importedReview.safeParse(candidate);
    if (!review.success) refused.push({ path, why: sentence(review.error) });
    else if (seen.has(review.data.slug))
      refused.push({ path, why: `another review of this file has the slug "${review.data.slug}"` });
    else {
      seen.add(review.data.slug);
      reviews.push(review.data);
    }
  }
  return { partnershipName: whole.data.partnership?.name ?? null, reviews, refused };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new SyntaxError('register.json is not valid JSON.');
  }
}

function sentence(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => [issue.path.map(String).join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
}

/** What is known of a document that is in the register already. */
export interface KeptDocument {
  readonly slug: string;
  readonly kind: PublishedKind;
  readonly title: string;
}

/**
 * The address of each incoming document, in order. A document that is there already keeps its address, because published
 * addresses never change: met by kind and title, else by kind alone. New ones are named after their kind, with a number from the second on.
 */
export function documentSlugs(
  incoming: readonly ImportedDocument[],
  kept: readonly KeptDocument[],
): readonly string[] {
  const free = [...kept];
  const take = (match: (document: KeptDocument) => boolean): string | null => {
    const at = free.findIndex(match);
    return at === -1 ? null : (free.splice(at, 1)[0]?.slug ?? null);
  };
  const byTitle = incoming.map((one) =>
    take((other) => other.kind === one.kind && other.title === one.title),
  );
  const found = incoming.map((one, index) => byTitle[index] ?? take((other) => other.kind === one.kind));
  const used = new Set([...kept.map((one) => one.slug), ...found.filter((slug) => slug !== null)]);
  return incoming.map((one, index) => {
    const slug = found[index] ?? freeSlug(one.kind, used);
    used.add(slug);
    return slug;
  });
}

function freeSlug(kind: PublishedKind, used: ReadonlySet<string>): string {
  const name = kind === 'other' ? 'document' : kind;
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? name : `${name}-${number}`;
    if (!used.has(slug)) return slug;
  }
}
