import { dayShown, drawFamily, type FamilyMap, listFamily, type MapDay, notDrawn } from './family-map.ts';
import type { CaseHeader } from './header.ts';
import type { FamilyMapPage } from './pages/family-map.ts';
import { type FileFacts, lastIncidentDay } from './people.ts';

/** How a family map is asked for. */
export interface MapWish {
  readonly reference: string;
  readonly day: MapDay;
  readonly names: boolean;
  /** As a picture to take away, not a page. */
  readonly file: boolean;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The page of the family map. */
export function presentMap(
  facts: FileFacts,
  wish: MapWish,
  header: CaseHeader,
  today: Temporal.PlainDate,
): FamilyMapPage {
  const path = `/cases/${facts.headed.reference}/people/map`;
  const { names } = wish;
  const hasIncident = lastIncidentDay(facts.incidents) !== null;
  const day: MapDay = hasIncident ? wish.day : 'today';
  const on = dayShown(facts, day, today);
  const query = (shown: MapDay, withNames: boolean) => {
    const words = [
      ...(shown === 'today' && hasIncident ? ['day=today'] : []),
      ...(withNames ? ['names=shown'] : []),
    ].join('&');
    return words === '' ? '' : `?${words}`;
  };
  const map = drawFamily(facts, on, names);
  const which = day === 'incident' ? 'the day of what happened' : 'today';
  const other: MapDay = day === 'incident' ? 'today' : 'incident';
  return {
    header,
    heading: map === null ? 'The family' : `The family on ${dayFormat.format(on)}, ${which}`,
    description: describe(facts, map),
    map,
    other: hasIncident
      ? {
          text: other === 'today' ? 'Today' : 'The day of what happened',
          href: `${path}${query(other, names)}`,
        }
      : null,
    names: { shown: names, href: `${path}${query(day, !names)}` },
    file: `${path}.svg${query(day, names)}`,
    children: facts.children.map(({ pseudonym }) => pseudonym),
    people: listFamily(facts, on, names),
    notDrawn: notDrawn(facts),
  };
}

function describe({ children }: FileFacts, map: FamilyMap | null): string {
  if (map === null) return '';
  const around = map.people.length - children.length;
  const count = (many: number, one: string, more: string) => `${many} ${many === 1 ? one : more}`;
  return `${count(children.length, 'child', 'children')} of the case and ${count(around, 'person', 'people')} around them, by generations from top to bottom. The list says the same.`;
}
