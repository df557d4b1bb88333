import type { Field } from '../intake/fields.ts';
import type { Filled, Question, Section } from '../intake/question.ts';
import { rowOf, type ShownRow } from '../intake/shown.ts';
import type { CaseHeader } from './header.ts';

/** A form of a case file: its fields with what was typed, and where it goes. */
export interface ChangePage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly base: string;
  readonly fields: readonly Field[];
  readonly button: string;
  readonly back: string;
}

/** The same page of a file changed in two windows: what is on record now, and what was typed in this one. */
export interface ChangeClashPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly differing: readonly { readonly saved: ShownRow; readonly typed: ShownRow }[];
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  /** Of what is on record now: whoever sends again has seen it. */
  readonly base: string;
  readonly typed: readonly { readonly name: string; readonly value: string }[];
  readonly back: string;
}

/** Asks before something is done that cannot be done by half. */
export interface ChangeConfirmPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly button: string;
  readonly back: string;
}

/** The answers in which two versions of a form differ, as they are read. */
export function differingRows(
  section: Section,
  saved: Filled,
  typed: Filled,
): readonly { readonly saved: ShownRow; readonly typed: ShownRow }[] {
  const differs = ({ id }: Question) => JSON.stringify(saved[id] ?? '') !== JSON.stringify(typed[id] ?? '');
  return section.questions
    .filter(differs)
    .map((question) => ({ saved: rowOf(question, saved), typed: rowOf(question, typed) }));
}
