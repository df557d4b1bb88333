import type { Confidences } from './confidence.ts';
import type { Conventions } from './conventions.ts';
import type { Day } from './day.ts';
import { type Due, due } from './due.ts';
import type { IncidentEvent } from './facts.ts';
import type { NotifiableDuty } from './notifiable-answer.ts';
import type { Carer, NotifiableFacts, Place } from './notifiable-facts.ts';
import type { NotifiableLimb } from './notifiable-limbs.ts';
import { type Area, type NamedAuthority, notifyingAuthority } from './notifying-authority.ts';
import { ruleNamed } from './rules.ts';
import { OutsideCalendar } from './working-days.ts';

/** Whose a duty is, why, and how sure that is. */
export interface Holder {
  readonly authority: 'this' | 'other' | null;
  readonly because: string;
  readonly source: string;
  readonly confidence: Confidences;
}

// The law asks whether an authority is this one or another, and not what it is called.
const here: NamedAuthority = { code: 'this', name: 'this authority' };
const elsewhere: NamedAuthority = { code: 'other', name: 'another authority' };

function areaOf(place: Place): Area {
  if (place === 'not-known') return { in: 'not-known' };
  if (place === 'outside-england') return { in: 'outside-england', country: '' };
  return { in: 'authority', authority: place === 'this-area' ? here : elsewhere };
}

const carerOf = (carer: Carer): NamedAuthority | null =>
  carer === 'this' ? here : carer === 'another' ? elsewhere : null;

const eventOf: Readonly<Record<string, IncidentEvent>> = {
  'LOOKED-AFTER': 'looked-after-death',
  'LIMB-3': 'looked-after-death',
  'CARE-LEAVER': 'care-leaver-death',
};

/** Which authority has to notify by one limb. For 2015 nothing is held on that, so the present rule stands in and says so. */
export function holderOf(facts: NotifiableFacts, { id, rule }: Pick<NotifiableLimb, 'id' | 'rule'>): Holder {
  const event = eventOf[id] ?? 'notifiable-incident';
  const { role, source, confidence } = notifyingAuthority({
    event,
    happenedIn: areaOf(facts.place),
    livesIn: areaOf(facts.home),
    lookedAfterBy: carerOf(facts.lookedAfterBy),
    home: [here],
  });
  if (event === 'care-leaver-death')
    return { authority: 'this', because: careLeaverWords, source, confidence };
  const authority = role === 'none' ? null : role;
  const because = event === 'looked-after-death' ? carerWords(facts) : placeWords(facts);
  if (rule !== 'SCR-01') return { authority, because, source, confidence };
  const old = `${because} Which authority it was in 2015 was not found in a source; the present rule stands in for it.`;
  return { authority, because: old, source: 'Not held for 2015', confidence: ['?'] };
}

const careLeaverWords =
  'Which authority notifies the death of a care leaver is not in the rules held here; this one is taken.';

function carerWords({ lookedAfterBy }: NotifiableFacts): string {
  const rule = 'The authority that looks after a child notifies the child’s death';
  if (lookedAfterBy === 'not-known') return `${rule}; which one that was is not known yet.`;
  return `${rule}: ${lookedAfterBy === 'another' ? 'another English authority' : 'this authority'}.`;
}

function placeWords({ place, home }: NotifiableFacts): string {
  switch (place) {
    case 'this-area':
      return 'It happened in this area, and the authority of the place notifies.';
    case 'another-area':
      return 'It happened in another English authority’s area, and the authority of the place notifies.';
    case 'outside-england':
      return `It happened outside England, so the authority where the child normally lives notifies${homeWords[home]}.`;
    case 'not-known':
      return 'The authority of the place notifies, and the place is not known yet.';
  }
}

const homeWords: Readonly<Record<Place, string>> = {
  'this-area': ': this one',
  'another-area': ': another English one',
  'outside-england': '; the child does not normally live in England',
  'not-known': '; where that is, is not known yet',
};

/** What is done by each of these rules, in the few words of a duty. To whom stands with the rule. */
const doneBy: Readonly<Record<string, string>> = {
  'NOT-01': 'Notify the Child Safeguarding Practice Review Panel',
  'NOT-02': 'Tell the safeguarding partnership',
  'NOT-03': 'Notify the death of a looked-after child',
  'NOT-04': 'Notify the death of a care leaver',
  'SCR-01': 'Tell Ofsted and the Local Safeguarding Children Board',
};

/** What has to be done by the limbs that are met. The date is worked out for this authority's own duties only. */
export function dutiesOf(
  facts: NotifiableFacts,
  limbs: readonly NotifiableLimb[],
  on: Day,
  conventions: Conventions,
): readonly NotifiableDuty[] {
  const met = limbs.filter(({ is }) => is === 'met');
  const byRule = [...new Set(met.map(({ rule }) => rule))];
  return byRule.flatMap((rule) => {
    const holders = met.filter((limb) => limb.rule === rule).map((limb) => holderOf(facts, limb));
    const [first] = holders;
    const holder = holders.find(({ authority }) => authority === 'this') ?? first;
    if (holder === undefined) return [];
    const isOurs = holder.authority !== 'other';
    const rules = rule === 'NOT-01' && isOurs ? ['NOT-01', 'NOT-02'] : [rule];
    return rules.map((id) => dutyOf(id, holder, facts, on, conventions));
  });
}

function dutyOf(
  id: string,
  holder: Holder,
  { becameAware }: NotifiableFacts,
  on: Day,
  conventions: Conventions,
): NotifiableDuty {
  const rule = ruleNamed(id);
  const what = doneBy[id];
  const { to } = rule;
  if (what === undefined || to === undefined) throw new RangeError(`Nobody is named to whom ${id} is owed.`);
  return {
    rule: id,
    strength: rule.should === true ? 'should' : 'must',
    authority: holder.authority,
    because: holder.because,
    what,
    to,
    source: rule.source,
    confidence: marksOf(rule.confidence, holder.confidence),
    due: becameAware === null || holder.authority === 'other' ? null : dueOf(id, on, conventions),
  };
}

// A duty is no surer than the rule and than whose it is.
function marksOf([first, ...rest]: Confidences, holder: Confidences): Confidences {
  return [first, ...new Set([...rest, ...holder].filter((mark) => mark !== first))];
}

function dueOf(id: string, on: Day, conventions: Conventions): Due | null {
  try {
    return due(ruleNamed(id), on, conventions);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}
