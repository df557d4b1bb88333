import { entriesOf, narrowed, type Answers, type Part, type Section, textOf } from './question.ts';
import { sectionNamed } from './questions.ts';

/** Where somebody is in the form: a page, or a page of an entry; `page` has the questions of that page alone. */
export interface Place {
  readonly section: Section;
  readonly entry: string | null;
  readonly part: Part | null;
  readonly page: Section;
}

/** The place that an address names; null where the form has no such place. An entry that is not there yet is one. */
export function placeFrom(params: Readonly<Record<string, string>>): Place | null {
  const section = sectionNamed(params['section']);
  const entry = params['entry'] ?? null;
  if (section === null || (entry !== null && !/^[1-9]\d?$/.test(entry))) return null;
  if (entry !== null && section.repeat === undefined) return null;
  const { parts = [] } = section;
  const named = params['part'];
  const part = named === undefined ? parts[0] : parts.find(({ id }) => id === named);
  if (named !== undefined && part === undefined) return null;
  return { section, entry, part: part ?? null, page: narrowed(section, part ?? null) };
}

/** The address of a page of the form. The first page of an entry has the address of the entry. */
export function pathOf(section: Section, entry: string | null, part: Part | null): string {
  const isFirst = part === null || section.parts?.[0] === part;
  return `/refer/form/${section.id}${entry === null ? '' : `/${entry}`}${entry === null || isFirst ? '' : `/${part.id}`}`;
}

/** Where the page that follows is: the next page of the same entry, its list, or the list of all parts. */
export function after({ section, entry, part }: Place): string {
  const next = part === null ? undefined : section.parts?.[section.parts.indexOf(part) + 1];
  if (next !== undefined) return pathOf(section, entry, next);
  return section.repeat === undefined ? '/refer/form' : pathOf(section, null, null);
}

/** Where the page before is. */
export function before({ section, entry, part }: Place): string {
  const previous = part === null ? undefined : section.parts?.[section.parts.indexOf(part) - 1];
  if (previous !== undefined) return pathOf(section, entry, previous);
  return section.repeat === undefined ? '/refer/form' : pathOf(section, null, null);
}

/** The number under which people know an entry: its place in the list, or the next one. */
export function ordinalOf(answers: Answers, { section, entry }: Pick<Place, 'section' | 'entry'>): number {
  const ids = entriesOf(answers, section).map((one) => textOf(one, 'id'));
  const at = ids.indexOf(entry ?? '');
  return 1 + (at === -1 ? ids.length : at);
}
