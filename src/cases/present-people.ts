import { presentFamily } from './family.ts';
import type { CaseHeader } from './header.ts';
import { momentOf } from '../intake/moment.ts';
import { referenceOf } from '../intake/referral.ts';
import type { NamedAuthority } from '../law/notifying-authority.ts';
import { type FileKeyDate, inTime } from './key-dates.ts';
import { eventWords, harmWords } from './opening.ts';
import type { KeyDateLine, PeoplePage, PeopleRow } from './pages/people.ts';
import { areaWords, noticesOfFile } from './where.ts';
import {
  ageWords,
  ethnicityWords,
  type FileChild,
  type FileFacts,
  type FileIncident,
  type FilePerson,
  lastIncidentDay,
  relationWords,
  sexWords,
} from './people.ts';

/** What the page of people needs besides the file. */
export interface PeopleContext {
  readonly header: CaseHeader;
  readonly formToken: string;
  readonly mayChange: boolean;
}

/** "1 child and 4 people around the child": the page's own heading. */
export function peopleHeading({ children, persons }: FileFacts): string {
  const around = persons.filter(({ removedAt }) => removedAt === null).length;
  const count = (many: number, one: string, more: string) => `${many} ${many === 1 ? one : more}`;
  if (children.length === 0 && around === 0) return 'Nobody is on record yet';
  const whom = children.length === 1 ? 'the child' : 'the children';
  const others =
    around === 0 ? `nobody around ${whom} yet` : `${count(around, 'person', 'people')} around ${whom}`;
  if (children.length === 0) return `No child yet, and ${count(around, 'person', 'people')} on record`;
  return `${count(children.length, 'child', 'children')} and ${others}`;
}

/** The page of people of a case. */
export function presentPeople(facts: FileFacts, context: PeopleContext): PeoplePage {
  const { headed, children, persons, incidents } = facts;
  const { header, formToken, mayChange } = context;
  const base = `/cases/${headed.reference}/people`;
  const here = persons.filter(({ removedAt }) => removedAt === null);
  const shown = (date: FileKeyDate) =>
    presentKeyDate(date, mayChange ? `${base}/key-dates/${date.id}` : null);
  const line = (person: FilePerson) =>
    presentPerson(person, children, mayChange ? `${base}/around/${person.id}` : null);
  return {
    header,
    formToken,
    heading: peopleHeading(facts),
    addChild: mayChange ? `${base}/children/new` : null,
    addPerson: mayChange && children.length > 0 ? `${base}/around/new` : null,
    addIncident: mayChange && incidents.length === 0 ? `${base}/incidents/new` : null,
    changeAbout: mayChange ? `/cases/${headed.reference}/summary` : null,
    children: children.map((child) => ({
      pseudonym: child.pseudonym,
      rows: childRows(child, incidents[0] ?? null, facts.home),
      warning: childWarning(child, incidents),
      change: mayChange ? `${base}/children/${child.id}` : null,
    })),
    family: here.length === 0 ? [] : presentFamily(children, here),
    people: here.map(line),
    removed: mayChange ? persons.filter(({ removedAt }) => removedAt !== null).map(line) : [],
    about: [
      text('What the case is about', eventWords[facts.event]),
      text('Death or harm', harmWords[facts.harm]),
    ],
    incidents: incidents.map((incident) => ({
      rows: incidentRows(incident, facts.home),
      change: mayChange ? `${base}/incidents/${incident.id}` : null,
    })),
    notices: noticesOfFile(incidents, children, facts.home, facts.event),
    keyDates: inTime(facts.keyDates.filter(({ removedAt }) => removedAt === null)).map(shown),
    removedDates: mayChange
      ? inTime(facts.keyDates.filter(({ removedAt }) => removedAt !== null)).map(shown)
      : [],
    addKeyDate: mayChange ? `${base}/key-dates/new` : null,
  };
}

const text = (label: string, words: string): PeopleRow => ({ label, day: null, until: null, words });
const day = (label: string, on: Temporal.PlainDate): PeopleRow => ({
  label,
  day: on,
  until: null,
  words: '',
});

function presentKeyDate(
  { day: on, given, time, what, referral }: FileKeyDate,
  change: string | null,
): KeyDateLine {
  const source =
    referral === null
      ? null
      : {
          reference: referenceOf(referral.number, momentOf(referral.sentAt).day),
          href: `/referrals/${referral.id}`,
        };
  return { day: on, given, time, what, source, change };
}

function childRows(
  child: FileChild,
  incident: FileIncident | null,
  home: NamedAuthority,
): readonly PeopleRow[] {
  const { disability, disabilityWhich } = child;
  const which = disabilityWhich === '' ? 'Yes' : `Yes: ${disabilityWhich}`;
  return [
    text('Name', child.name),
    ...(child.otherNames === '' ? [] : [text('Other names', child.otherNames)]),
    child.bornOn === null ? text('Born', '') : day('Born', child.bornOn),
    ...(child.diedOn === null ? [] : [day('Died', child.diedOn)]),
    text('Age when it happened', ageWords(child, incident) ?? ''),
    text('Sex', sexWords(child.sex)),
    text('Ethnicity', ethnicityWords(child.ethnicity)),
    text('Disability', disability === 'yes' ? which : disability === 'no' ? 'No' : 'Not known'),
    text('Home', child.home),
    text('Normally lived in the area of', areaWords(child.livesIn, child.livesInCountry, home)),
    text('Looked after by a local authority', lookedAfterWords(child, home)),
    text('School, college or nursery', child.school),
    text('General practice', child.practice),
  ];
}

function lookedAfterWords({ lookedAfter, lookedAfterBy }: FileChild, home: NamedAuthority): string {
  if (lookedAfter !== 'yes') return lookedAfter === 'no' ? 'No' : '';
  const by = areaWords(lookedAfterBy, '', home);
  return by === '' ? 'Yes; by which is not on record' : `Yes, by ${by}`;
}

// Not refused, because what happened may have been found out late; but worth a second look.
function childWarning({ bornOn, diedOn }: FileChild, incidents: readonly FileIncident[]): string | null {
  const last = lastIncidentDay(incidents);
  const first = incidents[0]?.earliest ?? last;
  if (bornOn !== null && last !== null && Temporal.PlainDate.compare(bornOn, last) > 0)
    return 'Born after the day it happened. Check the days, unless the child was not yet born.';
  if (diedOn !== null && first !== null && Temporal.PlainDate.compare(diedOn, first) < 0)
    return 'Died before the day it happened. Check the days.';
  return null;
}

function incidentRows(
  { earliest, latest, dayAsGiven, place, what, area, areaCountry }: FileIncident,
  home: NamedAuthority,
): readonly PeopleRow[] {
  const isOneDay = earliest !== null && (latest === null || earliest.equals(latest));
  const on: PeopleRow =
    earliest === null
      ? text('The day', '')
      : { label: 'The day', day: earliest, until: isOneDay ? null : latest, words: '' };
  return [
    text('When', dayAsGiven),
    on,
    text('Where', place),
    text('In the area of', areaWords(area, areaCountry, home)),
    text('What happened', what),
  ];
}

function presentPerson(person: FilePerson, children: readonly FileChild[], change: string | null) {
  return {
    name: person.name,
    born: person.bornOn,
    note: person.note,
    relations: children.map(({ id, pseudonym }) => {
      const kind = person.relations.find((one) => one.childId === id)?.kind;
      return { child: pseudonym, what: kind === undefined ? 'not said' : relationWords[kind] };
    }),
    change,
  };
}
