import type { Confidences } from './confidence.ts';
import type { IncidentEvent } from './facts.ts';

/** A local authority of England, by its ONS code. */
export interface NamedAuthority {
  readonly code: string;
  readonly name: string;
}

/** Where something happened or somebody lives, as far as the law asks: in which authority of England, or outside England. */
export type Area =
  | { readonly in: 'authority'; readonly authority: NamedAuthority }
  | { readonly in: 'outside-england'; readonly country: string }
  | { readonly in: 'not-known' };

/** What decides who notifies. `home` are the authorities of the partnership that asks; null: not known, or nobody. */
export interface NotifyingFacts {
  readonly event: IncidentEvent;
  readonly happenedIn: Area;
  readonly livesIn: Area;
  readonly lookedAfterBy: NamedAuthority | null;
  readonly home: readonly NamedAuthority[];
}

/** Who has to notify, and why. */
export interface NotifyingAuthority {
  /** Null where nobody can say yet, or where the rules held here name no authority of England. */
  readonly authority: NamedAuthority | null;
  /** `this`: an authority of the partnership that asks; `other`: another of England; `none`: none is named. */
  readonly role: 'this' | 'other' | 'none';
  /** Which fact is needed before anybody can say; null where none is. */
  readonly missing: 'where-it-happened' | 'where-the-child-lives' | 'looked-after-by' | null;
  /** The authorities to tell beside the one that notifies: of the child's home, and the one that looks after the child. */
  readonly tell: readonly NamedAuthority[];
  /** The reason, in one sentence. */
  readonly because: string;
  readonly source: string;
  readonly confidence: Confidences;
}

type Decided = Pick<NotifyingAuthority, 'authority' | 'missing' | 'because' | 'source' | 'confidence'>;

const guidance =
  'Children Act 2004, section 16C(1); questions and answers of the Child Safeguarding Practice Review Panel';

/**
 * The local authority that must notify, for what it became aware of from 29 June 2018 on: that of the place of the incident, and
 * outside England that of the child's normal home (section 16C(1) of the Children Act 2004); for the death of a looked-after child
 * without known or suspected abuse or neglect the one that looks after the child, which was not read in the source. Where such a
 * death may also be an incident by section 16C, both questions are asked, each for itself. It names nobody where a fact is missing.
 */
export function notifyingAuthority(facts: NotifyingFacts): NotifyingAuthority {
  const decided = decide(facts);
  const { authority } = decided;
  const isHere = authority !== null && facts.home.some(({ code }) => code === authority.code);
  const role = authority === null ? 'none' : isHere ? 'this' : 'other';
  return { ...decided, role, tell: toTell(facts, authority) };
}

function decide({ event, happenedIn, livesIn, lookedAfterBy }: NotifyingFacts): Decided {
  if (event === 'looked-after-death') return forLookedAfter(lookedAfterBy);
  if (event === 'care-leaver-death') return forCareLeaver();
  return forIncident(happenedIn, livesIn);
}

function forIncident(happenedIn: Area, livesIn: Area): Decided {
  const row = { source: guidance, confidence: ['S'] } as const;
  if (happenedIn.in === 'not-known') {
    const because = 'The authority of the place of the incident notifies, and that place is not known yet.';
    return { ...row, authority: null, missing: 'where-it-happened', because };
  }
  if (happenedIn.in === 'authority') {
    const { authority } = happenedIn;
    const because = `It happened in the area of ${authority.name}, and the authority of the place of the incident notifies.`;
    return { ...row, authority, missing: null, because };
  }
  const outside = 'It happened outside England, so the authority where the child normally lives notifies';
  if (livesIn.in === 'authority') {
    const { authority } = livesIn;
    return { ...row, authority, missing: null, because: `${outside}: ${authority.name}.` };
  }
  if (livesIn.in === 'not-known')
    return {
      ...row,
      authority: null,
      missing: 'where-the-child-lives',
      because: `${outside}; where that is, is not known yet.`,
    };
  const because =
    'It happened outside England and the child does not normally live in England: the rules held here name no authority for that.';
  return { source: guidance, confidence: ['?'], authority: null, missing: null, because };
}

function forLookedAfter(authority: NamedAuthority | null): Decided {
  const row = {
    source: 'Children Act 1989, Schedule 2, paragraph 20; Working Together',
    confidence: ['M'],
  } as const;
  const rule = 'The authority that looks after a child notifies the child’s death, whatever the cause';
  return authority === null
    ? {
        ...row,
        authority,
        missing: 'looked-after-by',
        because: `${rule}; which one it is, is not known yet.`,
      }
    : { ...row, authority, missing: null, because: `${rule}: ${authority.name}.` };
}

const forCareLeaver = (): Decided => ({
  authority: null,
  missing: null,
  because: 'Which authority notifies the death of a care leaver is not in the rules held here.',
  source: 'Working Together 2023, chapter 5',
  confidence: ['?'],
});

// Partnerships of other areas are told where the child is theirs (guidance on reporting serious incidents; law-and-process notes 1.4).
function toTell(
  { livesIn, lookedAfterBy, happenedIn }: NotifyingFacts,
  notifies: NamedAuthority | null,
): readonly NamedAuthority[] {
  const concerned = [happenedIn, livesIn]
    .flatMap((area) => (area.in === 'authority' ? [area.authority] : []))
    .concat(lookedAfterBy ?? []);
  return concerned.filter(
    ({ code }, at) => code !== notifies?.code && concerned.findIndex((one) => one.code === code) === at,
  );
}
