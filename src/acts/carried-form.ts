import { keyField } from './once.ts';
import type { WorkRequest, WorkRoute } from './work-route.ts';

/** A form whose session had ended when it came: whose row it is for, where it was going, and what was in it. */
export interface CarriedForm {
  /** The path of the row, in the router's words. */
  readonly route: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** One thing that was typed, under the name of its field. */
export interface Typed {
  readonly name: string;
  readonly value: string;
}

/** The name of the sign-in form's hidden field that holds a sealed form. */
export const carriedField = 'carried';

/** How much (bytes) a sealed form may add to the form that signs in: the largest form of ours, sealed and written in base 64. */
export const signInLimit = 2_097_152;

const ownWork = new Set(['form-token', keyField]);
const secret = /password|passphrase/i;

/** The form of a request, for the way through sign-in and back; null where nothing was typed, so that nothing can be lost. */
export function carriedForm(route: WorkRoute, { path, params, form }: WorkRequest): CarriedForm | null {
  const fields = [...form].filter(([name]) => name !== 'form-token' && !secret.test(name));
  const typed = fields.some(([name, value]) => !ownWork.has(name) && value.trim() !== '');
  return typed ? { route: route.path, path, params: { ...params }, fields } : null;
}

/** Reads what `JSON.stringify` made of a carried form; null where it was made by a version that kept them otherwise. */
export function readCarried(text: string): CarriedForm | null {
  const read: unknown = JSON.parse(text);
  return isCarried(read) ? read : null;
}

function isCarried(read: unknown): read is CarriedForm {
  if (typeof read !== 'object' || read === null) return false;
  const { route, path, params, fields } = read as Partial<Record<keyof CarriedForm, unknown>>;
  return (
    typeof route === 'string' &&
    typeof path === 'string' &&
    typeof params === 'object' &&
    params !== null &&
    Object.values(params).every(isText) &&
    Array.isArray(fields) &&
    fields.every((field) => Array.isArray(field) && field.length === 2 && field.every(isText))
  );
}

const isText = (value: unknown) => typeof value === 'string';

/** What a form holds besides its own workings: identifiers and what is empty say nothing to a person. */
export function typedIn(fields: CarriedForm['fields']): readonly Typed[] {
  return fields.flatMap(([name, value]) =>
    ownWork.has(name) || value.trim() === '' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
      ? []
      : [{ name, value }],
  );
}

/** The page from which a form was sent, as near as the ledger tells: at its own address, else the nearest above it; null for none. */
export function nearestPage(routes: readonly WorkRoute[], route: WorkRoute, path: string): string | null {
  const pages = new Set(
    routes.flatMap((one) => (one.method === 'GET' && one.door === 'session' ? [one.path] : [])),
  );
  if (pages.has(route.path)) return path;
  const pattern = route.path.split('/');
  const steps = (path.split('?', 1)[0] ?? '').split('/');
  for (let length = pattern.length - 1; length > 1; length -= 1)
    if (pages.has(pattern.slice(0, length).join('/'))) return steps.slice(0, length).join('/');
  return null;
}
