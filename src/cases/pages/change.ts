import { definePage } from '../../platform/pages/page.ts';
import type { ChangeClashPage, ChangeConfirmPage, ChangePage } from '../change-form.ts';

/** Any form of a case file. */
export const changePage = definePage<ChangePage>('cases/pages/change.njk');
/** Two versions of one form, of which one is to be chosen. */
export const changeClashPage = definePage<ChangeClashPage>('cases/pages/change-clash.njk');
/** The question before an act. */
export const changeConfirmPage = definePage<ChangeConfirmPage>('cases/pages/change-confirm.njk');
