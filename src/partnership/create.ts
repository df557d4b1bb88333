import type { NewAgency } from '../agencies/agency.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { DatedName, PartnershipSettings } from './partnership.ts';

/** A partnership to be set up, as it was asked for. */
export interface NewPartnership {
  readonly name: string;
  readonly referencePrefix: string;
  readonly training: boolean;
  readonly authorityCode: string;
  readonly authorityName: string;
  readonly hosts: readonly string[];
  /** The agencies that it begins with: at least its statutory partners, where they are known. */
  readonly agencies: readonly NewAgency[];
  readonly names: readonly DatedName[];
  readonly settings: PartnershipSettings;
}

/** What of the new partnership is in use already. */
export interface Taken {
  readonly name: boolean;
  readonly prefix: boolean;
  readonly host: string | null;
}

/** Whether the partnership may be set up: its name, its references and its hosts must be its own. */
export function decideCreate(taken: Taken, wanted: NewPartnership): NewPartnership | Refusal {
  if (taken.name) return refuse('partnership-name-taken', { name: wanted.name });
  if (taken.prefix) return refuse('reference-prefix-taken', { prefix: wanted.referencePrefix });
  if (taken.host !== null) return refuse('host-taken', { host: taken.host });
  return wanted;
}

const common = /\s+(Safeguarding (?:Children|Children's|Children’s) (?:Partnership|Board).*)$/i;

/** The two lines of the header: "Liverpool" and "Safeguarding Children Partnership". */
export function headerLines(name: string): { shortName: string; restOfName: string } {
  const match = common.exec(name);
  if (match === null) return { shortName: name, restOfName: '' };
  return { shortName: name.slice(0, match.index), restOfName: match[1] ?? '' };
}

const small = /^(?:of|and|the|for|in)$/i;

/** The first letters of a name's words, two to ten of them: "Liverpool Safeguarding Children Partnership" gives LSCP. */
export function prefixOf(name: string): string {
  const words = name.replace(/\(.*?\)/g, '').split(/[\s-]+/);
  const initials = words
    .filter((word) => /^[a-z]/i.test(word) && !small.test(word))
    .map((word) => word[0] ?? '');
  const letters = initials.length >= 2 ? initials : [...initials, 'S', 'P'];
  return letters.join('').toUpperCase().slice(0, 10);
}
