import { momentWords } from '../cases/dates.ts';
import { ageWords, type FilePerson, relationWords } from '../cases/people.ts';
import { type DateKind, kindWords } from '../cases/date-kinds.ts';
import { areaWords, outsideEngland } from '../cases/where.ts';
import { withoutWeekday } from '../law/day.ts';
import { codeWords } from './codebook.ts';
import {
  asked,
  dayLines,
  dayOn,
  field,
  linesOf,
  type PackField,
  type PackGround,
  type PackGroup,
  written,
} from './pack-field.ts';

const peoplePage = ({ base }: PackGround) => `${base}/people`;
const fromFile = (ground: PackGround, text: string) => ({ text, href: peoplePage(ground) });
const ifChanging = (ground: PackGround, href: string) => (ground.mayChange ? href : null);

// A day on record is put right on its own page, by a coordinator and the notifier alike.
function dayField(
  ground: PackGround,
  key: string,
  label: string,
  kind: DateKind,
  evidence: PackField['evidence'],
): PackField {
  const found = ground.facts.days.find((one) => one.kind === kind);
  const href = `${ground.base}/dates/${kind}`;
  return field({
    key,
    label,
    lines: found === undefined ? [] : [momentWords(found)],
    source: {
      text: `Day on record: ${kindWords(kind, { event: ground.facts.file.event, days: ground.facts.days }).name}`,
      href,
    },
    evidence,
    ...(kind === 'authority-aware' ? { needed: true as const } : {}),
    mend: kind === 'authority-aware' && ground.mayDraft ? href : null,
  });
}

/** Who notifies: the beginning of the form. */
export function notifierGroup(ground: PackGround): PackGroup {
  const one = (id: string, label: string, needed: boolean, evidence: PackField['evidence']) =>
    asked(ground, 'notifier', id, label, { needed, evidence });
  return {
    id: 'notifier',
    title: 'Who notifies',
    fields: [
      field({
        key: 'authority',
        label: 'Local authority',
        lines: linesOf(ground.facts.authority),
        source: { text: 'The partnership’s local authority', href: null },
        evidence: ['S'],
        needed: true,
        mend: null,
      }),
      one('notifier-name', 'Name', true, ['S']),
      one('notifier-role', 'Role', true, ['S']),
      one('notifier-phone', 'Telephone', true, ['S']),
      one('notifier-email', 'E-mail address', true, ['S']),
      dayField(ground, 'sent-on', 'Date notified', 'panel-notified', ['S']),
      one('linked', 'Linked cases', false, ['M']),
      one('second-contact', 'Second contact', false, ['M']),
      one('review-contact', 'Contact for the rapid review', false, ['M']),
    ],
  };
}

/** What happened. */
export function incidentGroup(ground: PackGround): PackGroup {
  const { facts, base } = ground;
  const { incidents } = facts.file;
  const [first] = incidents;
  const mend = ifChanging(ground, `${base}/people/incidents/${first?.id ?? 'new'}`);
  const ofIncident = (
    key: string,
    label: string,
    lines: readonly string[],
    evidence: PackField['evidence'],
  ) =>
    field({
      key,
      label,
      lines,
      source: fromFile(ground, 'Case file: what happened'),
      evidence,
      needed: true,
      mend,
    });
  const one = (id: string, label: string, needed = false) =>
    asked(ground, 'incident', id, label, { needed, evidence: ['M'] });
  return {
    id: 'incident',
    title: 'The incident',
    fields: [
      ofIncident(
        'when',
        'Date of the incident, or from when to when',
        incidents.map(whenOf).filter((words) => words !== ''),
        ['M'],
      ),
      dayField(ground, 'aware', 'Date the local authority became aware', 'authority-aware', ['M']),
      ofIncident('place', 'Place or area', placesOf(facts), ['M']),
      countryField(ground),
      ofIncident(
        'what',
        'Summary of what happened',
        incidents.flatMap(({ what }) => linesOf(what)),
        ['M'],
      ),
      natureField(ground),
      one('reasons', 'Reason or reasons for the notification', true),
      one('abuse', 'Abuse or neglect: known, suspected or not', true),
      causeField(ground),
      one('perpetrator', 'What the suspected perpetrator is to the child'),
      one('police', 'Police investigation, arrests, charges'),
      one('coroner', 'Coroner informed'),
      one('media', 'Media interest'),
      protectiveField(ground),
    ],
  };
}

const whenOf = ({
  earliest,
  latest,
  dayAsGiven,
}: PackGround['facts']['file']['incidents'][number]): string => {
  if (earliest === null) return dayAsGiven;
  if (latest === null || latest.equals(earliest)) return withoutWeekday(earliest);
  return `between ${withoutWeekday(earliest)} and ${withoutWeekday(latest)}`;
};

// Where in England it happened, by the authority's name.
const placesOf = ({ file: { incidents, home } }: PackGround['facts']) =>
  incidents.flatMap(({ place, area }) => [
    ...linesOf(place),
    ...(area === '' || area === outsideEngland ? [] : [`In the area of ${areaWords(area, '', home)}`]),
  ]);

// A country that is on record goes before nothing written here.
function countryField(ground: PackGround): PackField {
  const own = asked(ground, 'incident', 'country', 'Country, where it happened outside England', {
    evidence: ['M'],
  });
  const countries = ground.facts.file.incidents.flatMap(({ areaCountry }) => linesOf(areaCountry));
  if (own.lines.length > 0 || countries.length === 0) return own;
  return { ...own, lines: countries, source: fromFile(ground, 'Case file: what happened') };
}

// Death weighs more than harm. "Other" is only what somebody has coded so: the file cannot know it.
function natureField(ground: PackGround): PackField {
  const { facts, base } = ground;
  const { harm } = facts.file;
  const isOther = facts.codes.some(({ code }) => code === 'nature-other');
  const words = harm === 'died' ? 'Child death' : harm === 'seriously-harmed' ? 'Serious harm' : null;
  return field({
    key: 'nature',
    label: 'Nature: child death, serious harm or other',
    lines: isOther ? ['Other'] : words === null ? [] : [words],
    source: isOther
      ? { text: 'Codes of the case', href: `${base}/codes` }
      : fromFile(ground, 'Case file: what the case is about'),
    evidence: ['S'],
    needed: true,
    mend: ifChanging(ground, `${base}/summary`),
  });
}

function causeField(ground: PackGround): PackField {
  const { facts, base } = ground;
  const codes = facts.codes.filter(({ scheme }) => scheme === 'cause-of-harm');
  return field({
    key: 'cause',
    label: 'Likely cause, or kind of harm',
    lines: codes.map(({ scheme, code }) => codeWords(scheme, code)),
    source: { text: 'Codes of the case', href: `${base}/codes` },
    evidence: ['M'],
    needed: true,
    mend: ifChanging(ground, `${base}/codes`),
  });
}

function protectiveField(ground: PackGround): PackField {
  const actions = ground.facts.safety.map(({ what, day }) => `${withoutWeekday(day)}: ${what}`);
  const own = asked(
    ground,
    'incident',
    'protective',
    'Immediate protective action for brothers, sisters and other children',
    {
      evidence: ['M'],
    },
  );
  return {
    ...own,
    lines: [...actions.flatMap(linesOf), ...own.lines],
    source:
      actions.length === 0
        ? own.source
        : { text: 'Immediate safety actions, and what was written here', href: `${ground.base}/safety` },
  };
}

const isParent = (kind: string) => ['mother', 'father', 'step-parent', 'parents-partner'].includes(kind);
const isSibling = (kind: string) => ['brother-or-sister', 'half-brother-or-sister'].includes(kind);

/** The family of the children of a form. */
export function familyGroup(ground: PackGround): PackGroup {
  const { facts } = ground;
  const present = facts.file.persons.filter(({ removedAt }) => removedAt === null);
  const shown = [...ground.children, ...ground.further].map(({ child }) => child);
  // What somebody is to which child, said by pseudonym only where there are several children.
  const relationOf = (person: FilePerson, wanted: (kind: string) => boolean) =>
    person.relations
      .filter(({ kind, childId }) => wanted(kind) && shown.some(({ id }) => id === childId))
      .map(({ kind, childId }) => {
        const child = shown.find(({ id }) => id === childId);
        return shown.length === 1
          ? relationWords[kind]
          : `${relationWords[kind]} of ${child?.name || (child?.pseudonym ?? '')}`;
      });
  const listed = (wanted: (kind: string) => boolean, withAge: boolean) =>
    present.flatMap((person) => {
      const relations = relationOf(person, wanted);
      if (relations.length === 0) return [];
      const age = withAge
        ? ageWords({ bornOn: person.bornOn, ageGiven: '' }, facts.file.incidents[0] ?? null)
        : null;
      return [
        [`${person.name} (${relations.join(', ')})`, ...(age === null ? [] : [`aged ${age}`])].join(', '),
      ];
    });
  const others = listed((kind) => !isParent(kind) && !isSibling(kind) && kind !== 'none', false);
  const relations = asked(ground, 'family', 'key-relations', 'Key relationships', { evidence: ['S'] });
  const source = fromFile(ground, 'Case file: people around the child');
  const mend = ifChanging(ground, `${ground.base}/people/around/new`);
  return {
    id: 'family',
    title: 'The family',
    fields: [
      field({
        key: 'parents',
        label: 'Parents',
        lines: listed(isParent, false),
        source,
        evidence: ['S'],
        needed: true,
        mend,
      }),
      field({
        key: 'siblings',
        label: 'Brothers and sisters, with their ages',
        lines: listed(isSibling, true),
        source,
        evidence: ['S'],
        mend,
      }),
      {
        ...relations,
        lines: [...others, ...relations.lines],
        source:
          others.length === 0
            ? relations.source
            : { text: 'People around the child, and what was written here', href: peoplePage(ground) },
      },
    ],
  };
}

/** The free text; children whom the form has no room for stand in it. */
export function outlineGroup(ground: PackGround, further: readonly string[]): PackGroup {
  const { facts, base } = ground;
  const own = written(ground, 'outline');
  const text = linesOf(own === '' ? facts.file.summary : own);
  const from = own === '' ? 'Case file: its summary' : 'Written here';
  return {
    id: 'outline',
    title: 'Outline of the case',
    fields: [
      field({
        key: 'outline',
        label: 'Outline, in free text',
        lines: [...text, ...(further.length === 0 ? [] : [...(text.length === 0 ? [] : ['']), ...further])],
        source: {
          text:
            further.length === 0
              ? from
              : `${from}. The children from the fifth on were put together from the case file`,
          href: own === '' ? base : null,
        },
        evidence: ['S'],
        needed: true,
        mend: ground.mayDraft ? `${base}/notification/answers/outline#outline` : null,
      }),
      asked(ground, 'outline', 'other-children', 'Other children who are affected', { evidence: ['S'] }),
    ],
  };
}

/** The partnership and other areas. */
export function partnersGroup(ground: PackGround): PackGroup {
  const { facts, base } = ground;
  const told = (facts.live?.areas ?? []).map(
    ({ authority, on, how }) => `${authority}, on ${withoutWeekday(on)}: ${how}`,
  );
  const areas = asked(ground, 'partners', 'areas-to-tell', 'Other areas informed', { evidence: ['S', 'M'] });
  return {
    id: 'partners',
    title: 'The partnership and other areas',
    fields: [
      dayField(
        ground,
        'partnership-told',
        'Date the safeguarding partners were informed',
        'partnership-told',
        ['S', 'M'],
      ),
      asked(ground, 'partners', 'agreement', 'Whether the partners agree', { evidence: ['S', 'M'] }),
      {
        ...areas,
        key: 'areas',
        lines: told.length === 0 ? areas.lines : told.flatMap(linesOf),
        source:
          told.length === 0
            ? areas.source
            : { text: 'Recorded with the notification', href: `${base}/notification` },
      },
    ],
  };
}

/** What the system answers, once it is sent. */
export function afterGroup(ground: PackGround): PackGroup {
  const { facts, base } = ground;
  const source = { text: 'Recorded once it is sent', href: null };
  return {
    id: 'after',
    title: 'After it is sent',
    fields: [
      field({
        key: 'reference',
        label: 'Reference of the system',
        lines: facts.live?.references ?? [],
        source,
        evidence: ['M'],
        ...(dayOn(facts, 'panel-notified') !== null && facts.live?.state === 'sent'
          ? { needed: true as const }
          : {}),
        mend: facts.live?.state === 'sent' && ground.mayDraft ? `${base}/notification/update` : null,
      }),
      field({
        key: 'review-due',
        label: 'Rapid review due',
        lines: dayLines(facts.reviewDue),
        source: {
          text: 'Counted from the day it was sent',
          href: facts.reviewDue === null ? null : `${base}/clocks/RR-01`,
        },
        evidence: ['M'],
        mend: null,
      }),
    ],
  };
}
