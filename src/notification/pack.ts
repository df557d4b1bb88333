import type { Day } from '../law/day.ts';
import type { FrozenPack, PackFacts } from './notification.ts';
import { childGroup, furtherChildren } from './pack-child.ts';
import { dayOn, type OrderedChild, type PackGround, type PackGroup } from './pack-field.ts';
import {
  afterGroup,
  familyGroup,
  incidentGroup,
  notifierGroup,
  outlineGroup,
  partnersGroup,
} from './pack-groups.ts';
import { type Route, routeOn } from './route.ts';

/** One form: the only one of the national system, or one of several of Ofsted's. */
export interface PackForm {
  readonly title: string;
  readonly groups: readonly PackGroup[];
}

/** A field that is empty and should not be. */
export interface Gap {
  readonly label: string;
  readonly where: string;
  readonly href: string | null;
}

/** Everything that is typed into the national system, in its order. */
export interface Pack {
  readonly route: Route;
  readonly forms: readonly PackForm[];
  readonly gaps: readonly Gap[];
  /** The children who stand in the free text only, by pseudonym. */
  readonly inText: readonly string[];
}

/** Who looks at a pack, and when. */
export interface PackReader {
  readonly today: Day;
  readonly mayDraft: boolean;
  readonly mayChange: boolean;
}

/** The children in the order of the notification: those with a place by it, then the others as the file has them. */
export function orderedChildren({ file, live }: PackFacts): readonly OrderedChild[] {
  const all = file.children.map((child) => ({
    child,
    kept: live?.children.find(({ childId }) => childId === child.id) ?? null,
  }));
  const placeOf = ({ kept }: OrderedChild) => kept?.place ?? all.length + 1;
  return all.toSorted((one, two) => placeOf(one) - placeOf(two));
}

/** The pack of a case as it reads on the day: everything in the order of the national system, with what is missing. */
export function packOf(facts: PackFacts, { today, mayDraft, mayChange }: PackReader): Pack {
  const sentOn = facts.live?.sent?.sentAt.toZonedDateTimeISO('Europe/London').toPlainDate() ?? null;
  const route = routeOn(
    dayOn(facts, 'authority-aware'),
    sentOn ?? dayOn(facts, 'panel-notified'),
    today,
    facts.file.event,
  );
  const base = `/cases/${facts.file.headed.reference}`;
  const forms = coveredBy(facts, route).map(({ title, children }): PackForm => {
    const ground: PackGround = {
      facts,
      route,
      children: children.slice(0, route.inFull),
      further: children.slice(route.inFull),
      base,
      mayDraft,
      mayChange,
    };
    return { title, groups: groupsOf(ground) };
  });
  return {
    route,
    forms,
    gaps: gapsOf(forms),
    inText: coveredBy(facts, route).flatMap(({ children }) =>
      children.slice(route.inFull).map(({ child }) => child.pseudonym),
    ),
  };
}

const groupsOf = (ground: PackGround): readonly PackGroup[] => [
  notifierGroup(ground),
  incidentGroup(ground),
  ...ground.children.map((one, index) => childGroup(ground, one, index + 1)),
  familyGroup(ground),
  outlineGroup(ground, furtherChildren(ground)),
  partnersGroup(ground),
  afterGroup(ground),
];

interface Covered {
  readonly title: string;
  readonly children: readonly OrderedChild[];
}

// The national system takes one notification for an incident. Ofsted's form was sent once for each child who died, and once for children
// who were harmed together; whether those are brothers and sisters only a person can say, and the page asks them to look.
function coveredBy(facts: PackFacts, { way }: Route): readonly Covered[] {
  const children = orderedChildren(facts);
  if (way === 'national-system') return [{ title: 'The notification', children }];
  const dead = children.filter(({ child }) => child.diedOn !== null);
  const others = children.filter(({ child }) => child.diedOn === null);
  const forms = [
    ...dead.map((one) => ({ title: `Form for ${one.child.pseudonym}, who died`, children: [one] })),
    ...(others.length > 0 || dead.length === 0
      ? [{ title: dead.length === 0 ? 'The form' : 'Form for the other children', children: others }]
      : []),
  ];
  return forms.length === 1 ? [{ title: 'The form', children: forms[0]?.children ?? [] }] : forms;
}

function gapsOf(forms: readonly PackForm[]): readonly Gap[] {
  const gaps = forms.flatMap(({ title, groups }) =>
    groups.flatMap((group) =>
      group.fields
        .filter(({ needed, lines }) => needed && lines.length === 0)
        .map(({ label, mend, key }) => ({ key, label, where: group.title, href: mend, form: title })),
    ),
  );
  // What all forms have in common is missing once.
  const seen = new Set<string>();
  return gaps.flatMap(({ key, label, where, href }) => {
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ label, where, href }];
  });
}

/** The pack as it is kept when it was sent. */
export const freeze = ({ route, forms }: Pack): FrozenPack => ({
  way: route.way,
  forms: forms.map(({ title, groups }) => ({
    title,
    groups: groups.map((group) => ({
      title: group.title,
      fields: group.fields.map(({ key, label, lines }) => ({ key, label, lines })),
    })),
  })),
});

/** A field that reads otherwise now than when it was sent. */
export interface Changed {
  readonly label: string;
  readonly was: readonly string[];
  readonly now: readonly string[];
}

/** What reads otherwise now than in a kept pack; what only the system itself answers after sending is left out. */
export function changedSince(kept: FrozenPack, now: FrozenPack): readonly Changed[] {
  const fieldsOf = ({ forms }: FrozenPack) =>
    new Map(
      forms.flatMap(({ groups }) =>
        groups.flatMap(({ title, fields }) =>
          fields.map((field) => [field.key, { ...field, label: `${title}: ${field.label}` }] as const),
        ),
      ),
    );
  const before = fieldsOf(kept);
  const after = fieldsOf(now);
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !ofSending.has(key));
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const [one, two] = [was?.lines ?? [], is?.lines ?? []];
    if (one.join('\n') === two.join('\n')) return [];
    return [{ label: is?.label ?? was?.label ?? key, was: one, now: two }];
  });
}

// These come to be by sending, and are no later facts.
const ofSending = new Set(['sent-on', 'partnership-told', 'reference', 'review-due', 'areas']);
