import { type RawBuilder, sql } from 'kysely';
import { type Mark, type Marks } from './canary-marks.ts';
import type { Office } from './casework.ts';

/** A value of a column; a function is given a new marker, and answers what is to stand there with it. */
export type Planted =
  | ((mark: string) => unknown)
  | RawBuilder<unknown>
  | string
  | number
  | boolean
  | null
  | object;

/** The marker alone. */
export const word = (mark: string): string => mark;

/** An address with the marker in it. */
export const address = (mark: string): string => `${mark}@example.org`;

/** Puts a row into a table of the partnership, with a marker for each column that asks for one; answers its identifier. */
export type Plant = (table: string, values: Readonly<Record<string, Planted>>) => Promise<string>;

/** Plants for whoever may see what `of` says; the field of each marker is its table and column. */
export function planting(
  marks: Marks,
  { id: partnershipId, owner }: Office,
  of: Pick<Mark, 'kind' | 'of' | 'agency'>,
): Plant {
  return async (table, values) => {
    const filled = Object.entries(values).map(([column, value]): readonly [string, unknown] => {
      const field = `${table}.${column}`;
      const given = typeof value === 'function' ? value(marks({ ...of, partnershipId, field })) : value;
      return [column, isStored(given) ? JSON.stringify(given) : given];
    });
    const columns = [['partnership_id', partnershipId] as const, ...filled];
    const { rows } = await sql<{ id?: string }>`
      insert into ${sql.table(`app.${table}`)} (${sql.join(columns.map(([column]) => sql.ref(column)))})
      values (${sql.join(columns.map(([, value]) => value))}) returning *`.execute(owner);
    return rows[0]?.id ?? '';
  };
}

// An object is kept as jsonb; what is SQL already is put as it is.
const isStored = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toOperationNode' in value);
