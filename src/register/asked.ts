import { type ReviewType, reviewTypes } from './register.ts';

/** What was asked of the register, read from the address. */
export interface Asked {
  /** The words searched for, trimmed and of at most 200 characters; empty for none. */
  readonly words: string;
  readonly types: readonly ReviewType[];
  readonly years: readonly number[];
  readonly themes: readonly string[];
  readonly order: Order;
  /** From 1. */
  readonly page: number;
}

export type Order = 'best' | 'newest' | 'oldest' | 'title';

const most = 200;

/** Reads what was asked. What is not understood is left out, so that an old or mistyped address still answers. */
export function readAsked(query: URLSearchParams): Asked {
  const words = Array.from(query.get('q') ?? '')
    .filter(isWritten)
    .slice(0, most)
    .join('')
    .trim();
  const orders: readonly Order[] =
    words === '' ? ['newest', 'oldest', 'title'] : ['best', 'newest', 'oldest'];
  const page = Number(query.get('page') ?? 1);
  return {
    words,
    types: reviewTypes.filter((type) => query.getAll('type').includes(type)),
    years: unique(query.getAll('year').filter((year) => /^\d{4}$/.test(year))).map(Number),
    themes: unique(
      query.getAll('theme').filter((theme) => theme !== '' && Array.from(theme).every(isWritten)),
    ),
    order: orders.find((order) => order === query.get('order')) ?? orders[0] ?? 'newest',
    page: Number.isSafeInteger(page) && page > 0 && page < 10_000 ? page : 1,
  };
}

/** The address that asks the same of `path`, with `changes` made; the first page and the usual order are not written out. */
export function addressOf(path: string, asked: Asked, changes: Partial<Asked> = {}): string {
  const all = { ...asked, ...changes };
  const usual: Order = all.words === '' ? 'newest' : 'best';
  const query = new URLSearchParams();
  if (all.words !== '') query.set('q', all.words);
  for (const type of all.types) query.append('type', type);
  for (const year of all.years) query.append('year', String(year));
  for (const theme of all.themes) query.append('theme', theme);
  if (all.order !== usual) query.set('order', all.order);
  if (all.page !== 1) query.set('page', String(all.page));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** True where a filter is on. */
export const isFiltered = ({ types, years, themes }: Asked): boolean =>
  types.length + years.length + themes.length > 0;

// PostgreSQL keeps no NUL, and half a surrogate pair is no character.
const isWritten = (character: string) => character >= ' ' && !/\p{Cs}/u.test(character);

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
