// A made-up partnership for the tests of public pages. Nothing that runs in service imports this file.
import type { PublicRequest } from '../acts/public-route.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import {
  type DatedName,
  type NameKind,
  type Partnership,
  type PartnershipSettings,
  usualReminders,
} from '../partnership/partnership.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import type { PublishedGroup } from './published.ts';

/** Where the look would be served. */
export const exampleAssets: AssetLinks = {
  stylesheet: '/assets/0/site.css',
  script: '/assets/0/page.js',
  icon: '/assets/0/icon.svg',
};

/** Settings of a partnership that has set everything, all in ranges kept for fiction. */
export const fullSettings: PartnershipSettings = {
  concernTelephone: '01632 960101',
  concernHours: 'day or night',
  concernAddress: 'https://www.council.example/worried',
  businessUnitMailbox: 'reviews@partnership.example',
  businessUnitTelephone: '01632 960102',
  dataProtectionMailbox: 'data@partnership.example',
  newslettersAddress: 'https://www.partnership.example/newsletters',
  rapidReviewFrom: 'notified',
  clearDaysBeforePublication: false,
  localStart: Temporal.PlainDate.from('2019-09-01'),
  calendar: shippedCalendar,
  reminders: usualReminders,
  agencyAnswerWorkingDays: 5,
};

/** Settings of a partnership that has set nothing yet. */
export const noSettings: PartnershipSettings = {
  ...fullSettings,
  concernTelephone: null,
  concernHours: null,
  concernAddress: null,
  businessUnitMailbox: null,
  businessUnitTelephone: null,
  dataProtectionMailbox: null,
  newslettersAddress: null,
  localStart: null,
  agencyAnswerWorkingDays: 5,
};

/** A dated name, known to the day and without end unless told otherwise. */
export function named(kind: NameKind, name: string, rest: Partial<DatedName> = {}): DatedName {
  return { kind, name, abbreviation: null, from: null, until: null, known: 'day', note: null, ...rest };
}

const renamed = Temporal.PlainDate.from('2021-04-01');
const newReviews = Temporal.PlainDate.from('2019-09-01');

/** The names of a partnership whose group was renamed once, on a day that no source gives. */
export const exampleNames: readonly DatedName[] = [
  named('group', 'Critical Incident Group', { abbreviation: 'CIG', until: renamed, known: 'month' }),
  named('group', 'Practice Review Group', { from: renamed, known: 'month' }),
  named('review-serious', 'Serious Case Review', { abbreviation: 'SCR', until: newReviews }),
  named('review-local', 'Child Safeguarding Practice Review', { abbreviation: 'CSPR', from: newReviews }),
  named('form-referral', 'Practice Review Referral Form'),
];

/** The made-up partnership, with what a test wants otherwise. */
export function examplePartnership(rest: Partial<Partnership> = {}): Partnership {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    referencePrefix: 'MVSCP',
    name: 'Merrow Vale Safeguarding Children Partnership',
    shortName: 'Merrow Vale',
    restOfName: 'Safeguarding Children Partnership',
    training: true,
    authorityName: 'Merrow Vale Council',
    authorityCode: 'E08000000',
    hosts: ['reviews.partnership.example'],
    names: exampleNames,
    settings: fullSettings,
    ...rest,
  };
}

/** A request for `path` of the made-up partnership on 5 January 2027. */
export function exampleRequest(path: string, partnership: Partnership = examplePartnership()): PublicRequest {
  const url = new URL(path, 'https://reviews.partnership.example');
  return {
    partnership,
    today: Temporal.PlainDate.from('2027-01-05'),
    path,
    params: {},
    query: url.searchParams,
    origin: url.origin,
  };
}

/** The group of that partnership as everybody may know it; its chair goes round. */
export const exampleGroup: PublishedGroup = {
  kind: 'main',
  from: null,
  until: null,
  names: [
    { name: 'Critical Incident Group', abbreviation: 'CIG', from: null, until: renamed },
    { name: 'Practice Review Group', abbreviation: null, from: renamed, until: null },
  ],
  seats: [
    {
      id: 'nurse',
      name: 'Designated nurse',
      body: 'integrated care board',
      capacity: 'member',
      from: null,
      until: null,
    },
    {
      id: 'police',
      name: 'Detective chief inspector',
      body: 'police force',
      capacity: 'member',
      from: null,
      until: null,
    },
    {
      id: 'youth',
      name: 'Youth justice lead',
      body: 'justice and probation',
      capacity: 'member',
      from: null,
      until: renamed,
    },
    { id: 'law', name: 'Legal adviser', body: null, capacity: 'attending', from: null, until: null },
  ],
  quorums: [{ minimum: 3, required: ['nurse'], otherwise: 'block', from: null, until: null }],
  chairs: [
    { seat: 'police', from: null, until: Temporal.PlainDate.from('2027-04-01') },
    { seat: 'nurse', from: Temporal.PlainDate.from('2027-04-01'), until: null },
  ],
  watches: [{ plans: 'single-agency', from: null, until: null }],
};
