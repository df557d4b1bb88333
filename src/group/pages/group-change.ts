import type { TypedDay } from '../../law/typed-day.ts';
import { definePage } from '../../platform/pages/page.ts';

/** One answer of a field that is chosen from several. */
export interface FormOption {
  readonly value: string;
  readonly text: string;
  readonly hint: string;
  readonly chosen: boolean;
}

/** One field of a form: a line, a box of many lines, a day, or a choice. */
export interface FormField {
  readonly kind: 'line' | 'number' | 'words' | 'day' | 'one-of' | 'some-of' | 'list';
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly day: TypedDay;
  readonly options: readonly FormOption[];
  readonly problem: string | null;
}

/** Changing something of a group: one form. What was typed comes back, with what is wrong beside its field. */
export interface GroupChangePage {
  readonly heading: string;
  /** What holds now, or what the change does. */
  readonly lead: readonly string[];
  readonly action: string;
  readonly back: string;
  readonly button: string;
  readonly formToken: string;
  readonly formKey: string;
  /** How many times it had been said when the form was first shown. */
  readonly said: number;
  readonly fields: readonly FormField[];
}

/** `/settings/groups/…`: every form about a group. */
export const groupChangePage = definePage<GroupChangePage>('group/pages/group-change.njk');
