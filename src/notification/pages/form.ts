import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownRow } from '../../intake/shown.ts';
import { definePage } from '../../platform/pages/page.ts';

/** Any form of a notification: its fields with what was typed, what goes along unseen, and what somebody else did meanwhile. */
export interface NotificationForm {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  /** Where the receipt is added before; null where the form names none, or nothing can be added. */
  readonly receipt: string | null;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly Field[];
  readonly button: string;
  readonly back: string;
  /** What stands now, where somebody else was quicker; null otherwise. */
  readonly meanwhile: { readonly text: string; readonly rows: readonly ShownRow[] } | null;
}

/** Each form of a notification. */
export const formPage = definePage<NotificationForm>('notification/pages/form.njk');

/** The order of the children. */
export interface OrderPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly children: readonly { readonly id: string; readonly name: string; readonly place: string }[];
  readonly problem: string | null;
  readonly back: string;
}

/** `/cases/<reference>/notification/children`. */
export const orderPage = definePage<OrderPage>('notification/pages/form-order.njk');
