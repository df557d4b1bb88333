import { may } from '../access/policy.ts';
import { formKey, keyField } from '../acts/once.ts';
import { type Here, idIn } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { Filled, Section } from '../intake/question.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { referenceIn } from './case.ts';
import { differingRows } from './change-form.ts';
import { type CaseSection, type HeadedCase, presentHeader } from './header.ts';
import { changeClashPage, changeConfirmPage, changePage } from './pages/change.ts';
import { baseField } from './people-form.ts';

/** The reference in the address, or one that no case has. */
export const askedFor = ({ request }: Here): string => referenceIn(request.params);

/** The address of the present page, to which its form goes back. */
export const actionOf = ({ request }: Here): string => request.path.split('?', 1)[0] ?? request.path;

/** The identifier in the address; null for something new, and one that nothing has for what is none. */
export const itemIn = ({ request }: Here): string | null =>
  request.params['id'] === 'new' ? null : idIn(request);

/** Where a page of a case stands: in which section, and what it is called besides the reference. */
export interface CasePlace {
  readonly headed: HeadedCase;
  readonly section: CaseSection;
  readonly title: string;
  /** The page above it; null for a section itself. */
  readonly back: { readonly text: string; readonly href: string } | null;
}

/** The frame of a page of a case: titles carry the reference and the page's own name, and never a person's. */
export function caseFrame({ room, request }: Here, place: CasePlace, errors: readonly PageError[] = []) {
  const { headed, title, back } = place;
  const above = back === null ? {} : { backLink: back };
  return workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
    ...above,
  });
}

/** The head of a page of a case. */
export const headerOf = ({ request }: Here, { headed, section }: CasePlace) =>
  presentHeader(headed, bearerOf(request).actor, may, section);

/** A form as it is to be shown. */
export interface ShownForm {
  readonly place: CasePlace;
  readonly lead: readonly string[];
  readonly action: string;
  readonly button: string;
  readonly questions: Section;
  readonly values: URLSearchParams;
  readonly base: string;
  readonly problems: readonly Problem[];
  /** Why nothing was done, where it is not the fault of a field. */
  readonly sentence: string | null;
}

/** Shows a form with what was typed and what is wrong. */
export function formAnswer(here: Here, shown: ShownForm): WorkAnswer {
  const { place, questions, values, problems, sentence } = shown;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(questions, problems),
  ];
  const body = changePage(caseFrame(here, place, errors), {
    header: headerOf(here, place),
    heading: place.title,
    lead: shown.lead,
    action: shown.action,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
    base: shown.base,
    fields: presentFields(questions, values, problems),
    button: shown.button,
    back: place.back?.href ?? shown.action,
  });
  if (sentence !== null) return { status: 409, body };
  return { status: problems.length === 0 ? 200 : 400, body };
}

/** Shows what two windows say differently; back to the page above where they say the same after all. */
export function clashAnswer(here: Here, shown: ShownForm, saved: Filled, typed: Filled): WorkAnswer {
  const { place, questions, action, base } = shown;
  const differing = differingRows(questions, saved, typed);
  const back = place.back?.href ?? action;
  if (differing.length === 0) return { seeOther: back };
  const heading = 'Two versions of this page';
  const titled = { ...place, title: heading };
  const body = changeClashPage(caseFrame(here, titled), {
    header: headerOf(here, place),
    heading,
    differing,
    action,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
    base,
    typed: [...here.request.form]
      .filter(([name]) => !['form-token', keyField, baseField, 'show'].includes(name))
      .map(([name, value]) => ({ name, value })),
    back,
  });
  return { status: 409, body };
}

/** A question before an act. */
export interface ShownQuestion {
  readonly place: CasePlace;
  /** In the page only, where a name may stand. */
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly action: string;
  readonly button: string;
  readonly sentence: string | null;
}

/** Asks before an act. */
export function confirmAnswer(here: Here, shown: ShownQuestion): WorkAnswer {
  const { place, heading, sentences, action, button, sentence } = shown;
  const errors = sentence === null ? [] : [{ text: sentence, href: null }];
  const body = changeConfirmPage(caseFrame(here, place, errors), {
    header: headerOf(here, place),
    heading,
    sentences,
    action,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
    button,
    back: place.back?.href ?? action,
  });
  return { status: sentence === null ? 200 : 409, body };
}
