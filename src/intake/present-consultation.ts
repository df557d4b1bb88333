import type { WorkRequest } from '../acts/work-route.ts';
import type { Problem } from './answers.ts';
import type { Said } from './consultation.ts';
import { presentFields } from './fields.ts';
import type { LookAgain, ThreadRow } from './pages/consultation.ts';
import type { Section } from './question.ts';

/** Who was asked, in the middle of a sentence; `agency` null for the coordinators. */
export const whomAsked = (agency: string | null): string =>
  agency === null ? 'the safeguarding coordinator' : `the representative of ${agency}`;

const advisers = { coordinator: 'safeguarding coordinator', member: 'agency representative' } as const;

/** What was said, for whoever asked (who learns the role of who advised, and no name) or for whoever was asked. */
export function presentThread(thread: readonly Said[], reader: 'the asker' | 'staff'): readonly ThreadRow[] {
  return thread.map(({ kind, words, as, by, on }) => {
    const role = advisers[as ?? 'coordinator'];
    const adviser = reader === 'staff' && by !== null ? `${by}, ${role}, advised` : `The ${role} advised`;
    const asker = reader === 'staff' ? 'Asked' : 'You asked';
    return { heading: kind === 'advice' ? adviser : asker, on, words };
  });
}

/** A form with what was typed, what is wrong beside it, and what looks personal. */
export function presentLookAgain(
  section: Section,
  { form, formToken }: Pick<WorkRequest, 'form' | 'formToken'>,
  problems: readonly Problem[],
  warnings: readonly string[],
  key: string,
): LookAgain {
  return {
    fields: presentFields(section, form, problems),
    formToken,
    formKey: key,
    warnings,
    warned: warnings.length > 0 || form.get('warned') === 'yes',
  };
}

/** How many words there were when a form was made; none where it does not say. */
export function seenIn(form: URLSearchParams): number {
  const seen = form.get('seen') ?? '';
  return /^\d{1,3}$/.test(seen) ? Number(seen) : 0;
}
