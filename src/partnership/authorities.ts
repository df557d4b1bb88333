import { readFileSync } from 'node:fs';

/** An English authority with children's services. Source and licence: src/partnership/README.md. */
export interface Authority {
  /** The ONS (GSS) code, such as E08000012. */
  readonly code: string;
  readonly name: string;
  readonly officialName: string;
  /** The police force whose area it lies in, by the identifier of `policeForces`. */
  readonly policeForce: string;
  /** The integrated care boards any part of whose area it holds, by ODS code, as of July 2022 to March 2026. */
  readonly careBoards: readonly string[];
}

/** A body of a national list. */
export interface ListedBody {
  readonly key: string;
  readonly name: string;
  /** Its code in national lists: of a force the ONS code, of a board the ODS code. */
  readonly nationalCode: string;
}

/** The 153 English authorities, in the order of the file. */
export function authorities(): readonly Authority[] {
  return rowsOf('local-authorities.csv')
    .filter(([, , , , , , , country]) => country === 'England')
    .map(([code = '', , , name = '', officialName = '', , , , , , policeForce = '', boards = '']) => ({
      code,
      name,
      officialName,
      policeForce,
      careBoards: boards.split(';').filter((board) => board !== ''),
    }));
}

/** The authority of that code or name (any case); null where there is none. */
export function findAuthority(words: string): Authority | null {
  const asked = words.trim().toLowerCase();
  const matches = ({ code, name, officialName }: Authority) =>
    [code, name, officialName].some((known) => known.toLowerCase() === asked);
  return authorities().find(matches) ?? null;
}

/** The 39 territorial police forces of England. */
export function policeForces(): readonly ListedBody[] {
  return rowsOf('police-forces.csv').map(([key = '', nationalCode = '', name = '']) => ({
    key,
    name,
    nationalCode,
  }));
}

/** The 42 integrated care boards as they were from 1 July 2022 to 31 March 2026. Several merged after that; which, is not in the file. */
export function careBoards(): readonly ListedBody[] {
  return rowsOf('integrated-care-boards.csv').map(([key = '', , name = '']) => ({
    key,
    name,
    nationalCode: key,
  }));
}

function rowsOf(file: string): readonly (readonly string[])[] {
  const [, ...rows] = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return rows.map((row) => fields(row));
}

// RFC 4180: a field with a comma stands in quotation marks.
function fields(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
