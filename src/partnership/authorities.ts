import { readFileSync } from 'node:fs';

/** An English authority with children's services. Source and licence: src/partnership/README.md. */
export interface Authority {
  /** The ONS (GSS) code, such as E08000012. */
  readonly code: string;
  readonly name: string;
  readonly officialName: string;
}

const file = new URL('local-authorities.csv', import.meta.url);

/** The 153 English authorities, in the order of the file. */
export function authorities(): readonly Authority[] {
  const [, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  return rows
    .map((row) => fields(row))
    .filter(([, , , , , , , country]) => country === 'England')
    .map(([code = '', , , name = '', officialName = '']) => ({ code, name, officialName }));
}

/** The authority of that code or name (any case); null where there is none. */
export function findAuthority(words: string): Authority | null {
  const asked = words.trim().toLowerCase();
  const matches = ({ code, name, officialName }: Authority) =>
    [code, name, officialName].some((known) => known.toLowerCase() === asked);
  return authorities().find(matches) ?? null;
}

// RFC 4180: a field with a comma stands in quotation marks.
function fields(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
