import type { NewAgency } from '../agencies/agency.ts';
import { authorities, careBoards, type ListedBody, policeForces } from './authorities.ts';

const boardsBegan = Temporal.PlainDate.from('2022-07-01');
const boardNote = 'From a list that ends on 31 March 2026. Not checked after that day.';

/**
 * The statutory safeguarding partners of an authority's area: the authority, its police force, its integrated care boards. None for a
 * code that is not in the list of English authorities. Boards began on 1 July 2022 (Health and Care Act 2022); for the clinical
 * commissioning groups before them there is no list, and none is made up.
 */
export function statutoryPartners(authorityCode: string): readonly NewAgency[] {
  const authority = authorities().find(({ code }) => code === authorityCode);
  if (authority === undefined) return [];
  const { code, officialName, policeForce, careBoards: boards } = authority;
  const own: ListedBody = { key: code, name: officialName, nationalCode: code };
  return [
    partner('local-authority', own),
    ...policeForces()
      .filter(({ key }) => key === policeForce)
      .map((force) => partner('police', force)),
    ...careBoards()
      .filter(({ key }) => boards.includes(key))
      .map((board) => ({ ...partner('integrated-care-board', board), from: boardsBegan, note: boardNote })),
  ];
}

function partner(kind: NewAgency['kind'], { name, nationalCode }: ListedBody): NewAgency {
  return { kind, name, nationalCode, from: null, note: null };
}
