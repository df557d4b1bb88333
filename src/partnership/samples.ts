import type { Partnership } from './partnership.ts';
import { readSettings, usualNames } from './settings.ts';

/** A made-up partnership for tests; what a test is about it says itself. */
export function samplePartnership(change: Partial<Partnership> & { readonly name: string }): Partnership {
  return {
    id: change.name,
    referencePrefix: 'EVSCP',
    shortName: change.name.split(' ')[0] ?? '',
    restOfName: 'Safeguarding Children Partnership',
    training: false,
    authorityName: 'Eastwick Vale Council',
    authorityCode: 'E06999999',
    hosts: [],
    names: usualNames(change.name, change.referencePrefix ?? 'EVSCP'),
    settings: readSettings({}),
    ...change,
  };
}
