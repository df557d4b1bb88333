import type { Conventions } from './conventions.ts';
import { day, inWords, isBefore, withoutWeekday } from './day.ts';
import { editionNamed, lastLocalStart } from './editions.ts';
import type { NotifiableAnswer, NotifiableNote } from './notifiable-answer.ts';
import { hasDied, isChild, type NotifiableFacts } from './notifiable-facts.ts';
import { effectiveLocalStart, inForceOn } from './rule.ts';
import { ruleNamed } from './rules.ts';

type Found = Omit<NotifiableAnswer, 'notes'>;

interface Situation {
  readonly facts: NotifiableFacts;
  readonly found: Found;
  readonly conventions: Conventions;
}

/** The first edition of the guide that says that a child can include an unborn one; its exact day was not found. */
const unbornGuide = day('2025-10-01');
const incidentSystem = day('2019-02-21');

/** What has to be said beside an answer: what is not confirmed, what changed, and what councils get wrong. */
export function notifiableNotes(
  facts: NotifiableFacts,
  found: Found,
  conventions: Conventions,
): readonly NotifiableNote[] {
  const situation = { facts, found, conventions };
  return [edition, transition, person, abuse, event, place, lookedAfter, setting, custody, sent].flatMap(
    (one) => one(situation),
  );
}

const note = (
  code: string,
  words: string,
  rest: Partial<Pick<NotifiableNote, 'rule' | 'source' | 'confidence'>> = {},
): NotifiableNote => ({ code, words, rule: null, source: '', confidence: ['S'], ...rest });

const byRule = (code: string, id: string, words: string): NotifiableNote => {
  const { source, confidence } = ruleNamed(id);
  return note(code, words, { rule: id, source, confidence });
};

function edition({ facts, found }: Situation): readonly NotifiableNote[] {
  const notes: NotifiableNote[] = [];
  if (facts.becameAware === null)
    notes.push(
      note(
        'awareness-not-recorded',
        'The day on which the authority became aware is not on record, so no date can be worked out, and today’s law was asked.',
        { source: 'Working Together; GOV.UK guidance' },
      ),
    );
  if (found.law === 'none-held')
    notes.push(
      note(
        'no-rule-held',
        'No rule on notifying is held for before 26 March 2015. One account gives five working days for telling Ofsted and the board in 2013 as well; judge by the papers of the time.',
        { source: 'Local manuals of boards', confidence: ['L', '?'] },
      ),
    );
  if (found.edition === 'WT2026')
    notes.push(
      note(
        'wt2026-unread',
        'The chapter of Working Together 2026 on serious incidents has not been read. The rules of 2023 are taken to go on; confirm before relying on them.',
        { source: editionNamed('WT2026').cite, confidence: ['?'] },
      ),
    );
  if (found.law === 'section-16C' && isBefore(found.judgedOn, incidentSystem) && found.answer === 'must')
    notes.push(
      note(
        'ofsteds-form',
        'Until 20 February 2019 the notification to the Panel went by Ofsted’s own form: one for each child who died.',
        { rule: 'NOT-05a', source: ruleNamed('NOT-05a').source },
      ),
    );
  return notes;
}

function transition({ found, conventions }: Situation): readonly NotifiableNote[] {
  if (found.edition !== 'transition') return [];
  const started = effectiveLocalStart(conventions.localStart);
  const exact =
    conventions.localStart !== null && conventions.localStartExact !== false
      ? ''
      : ' No source gives the exact day on which arrangements began here.';
  if (!isBefore(found.judgedOn, started)) {
    const words = `Local arrangements had begun, taken as ${withoutWeekday(started)}: the Panel is notified, and what may follow the rapid review is a local child safeguarding practice review.${exact}`;
    return [byRule('transition-over', 'TR-02', words)];
  }
  const words = `In the transition, until local arrangements began (taken as ${withoutWeekday(started)}, at the latest ${withoutWeekday(lastLocalStart)}): the Panel is notified and a rapid review held, and the review that follows may still be a serious case review.${exact}`;
  return [byRule('transition', 'TR-01', words)];
}

function person({ facts, found }: Situation): readonly NotifiableNote[] {
  if (facts.person === 'unborn' && found.law !== 'none-held') return [unborn(found)];
  if (facts.person !== 'care-leaver' || found.law !== 'section-16C') return [];
  const notes: NotifiableNote[] = [];
  if (isChild(facts).is !== 'not-met')
    notes.push(
      byRule(
        'care-leaver-under-18',
        'NOT-04',
        'A care leaver under 18 is a child: the test of section 16C is asked as well.',
      ),
    );
  if (facts.event !== 'died') return notes;
  if (!inForceOn(ruleNamed('NOT-04'), found.judgedOn, null))
    notes.push(
      byRule(
        'care-leaver-no-rule',
        'NOT-04',
        'Before 15 December 2023 no guidance asked for the death of a care leaver to be notified.',
      ),
    );
  else if (facts.age !== null && facts.age > 24)
    notes.push(
      byRule(
        'care-leaver-too-old',
        'NOT-04',
        'The guidance ends with the age of 24; one council writes “up to age 25”.',
      ),
    );
  else
    notes.push(
      byRule(
        'care-leaver',
        'NOT-04',
        'The guidance says “should”, so a reason is recorded where it is not done. The five working days are those that North Yorkshire applies. No rapid review follows; a local learning review may be chosen.',
      ),
    );
  return notes;
}

function unborn({ judgedOn, law }: Found): NotifiableNote {
  const held = law === 'section-16C' && !isBefore(judgedOn, unbornGuide);
  const words = held
    ? 'A guide of 2025 says that a child is anybody under 18 and can include an unborn child.'
    : 'That a child can include an unborn one was found in a guide of 2025 only, and is taken for the years before it too.';
  return note('unborn', words, {
    source:
      'Serious incident notification: a guide for local authorities (2025), as several partnerships report it',
    confidence: held ? ['L'] : ['?'],
  });
}

function abuse({ facts, found }: Situation): readonly NotifiableNote[] {
  const notes: NotifiableNote[] = [];
  if (facts.abuse === 'suspected')
    notes.push(
      note(
        'suspicion-is-enough',
        'To suspect abuse or neglect is enough. It need not have caused the death or harm.',
        {
          source: 'Children Act 2004, section 16C(1)',
        },
      ),
    );
  if (found.open.includes('abuse'))
    notes.push(
      note(
        'clock-runs',
        'While nobody is sure about abuse or neglect, the clock runs from awareness of the incident. A later day of first suspicion counts only where it is recorded with a reason; guidance does not say which governs.',
        { source: 'No source decides it', confidence: ['?'] },
      ),
    );
  const { becameAware, abuseSuspected } = facts;
  if (becameAware !== null && abuseSuspected !== null && isBefore(becameAware, abuseSuspected))
    notes.push(
      note(
        'suspected-later',
        `Abuse or neglect was first suspected on ${inWords(abuseSuspected)}, after the authority became aware on ${inWords(becameAware)}. Dates are counted from awareness; guidance does not say which governs.`,
        { source: 'No source decides it', confidence: ['?'] },
      ),
    );
  return notes;
}

function event({ facts }: Situation): readonly NotifiableNote[] {
  if (facts.event !== 'harmed-another') return [];
  return [
    note(
      'harmed-another',
      'A child who harmed somebody else is notified only where the test is met for that child: known or suspected abuse or neglect, and serious harm to the child too. Such notifications are counted as “other”.',
      { source: 'Department for Education, statistics of serious incident notifications' },
    ),
  ];
}

function place({ facts, found }: Situation): readonly NotifiableNote[] {
  if (found.law !== 'section-16C') return [];
  const notes: NotifiableNote[] = [];
  if (found.rapidReview === 'elsewhere')
    notes.push(
      note(
        'other-area-leads',
        'The other area’s authority notifies and its partners lead the rapid review. Tell each other, and join it.',
        { rule: 'NOT-01', source: 'The Panel’s answers to frequent questions' },
      ),
    );
  if (facts.place === 'outside-england')
    notes.push(
      note('outside-england', 'Wales, Scotland and Northern Ireland are outside England.', {
        source: 'Children Act 2004, section 16C(1)(b)',
      }),
    );
  if (facts.place === 'outside-england' && facts.home === 'outside-england')
    notes.push(
      note(
        'no-english-authority',
        'It happened outside England to a child who does not normally live there: section 16C names no authority.',
        { source: 'Children Act 2004, section 16C(1)' },
      ),
    );
  if (facts.place === 'this-area' && facts.home === 'another-area' && found.answer === 'must')
    notes.push(
      byRule(
        'tell-home',
        'NOT-02',
        'The partnership of the child’s own area is told as well, within the same five working days.',
      ),
    );
  return notes;
}

function lookedAfter({ facts, found }: Situation): readonly NotifiableNote[] {
  const limb = found.limbs.find(({ id }) => id === 'LOOKED-AFTER');
  if (limb?.is !== 'met')
    return facts.event === 'seriously-harmed' && isCared(facts) && facts.abuse === 'not'
      ? [
          note(
            'looked-after-harm',
            'For a looked-after child only a death is notified without known or suspected abuse or neglect; serious harm is not.',
            { rule: 'NOT-03', source: ruleNamed('NOT-03').source },
          ),
        ]
      : [];
  const which =
    'That it is the authority that looks after the child, and not the one of the place, is from memory.';
  const panel =
    facts.abuse === 'not'
      ? ' The Panel does not consider the death of a looked-after child where abuse or neglect is not known or suspected: no rapid review follows, and a local review may be chosen.'
      : '';
  return [
    note('looked-after', `${which}${panel}`, {
      rule: 'NOT-03',
      source: 'Children Act 1989, Schedule 2, paragraph 20; GOV.UK guidance',
      confidence: ['S', 'M'],
    }),
  ];
}

const isCared = ({ lookedAfterBy }: NotifiableFacts) =>
  lookedAfterBy === 'this' || lookedAfterBy === 'another';

function setting({ facts, found }: Situation): readonly NotifiableNote[] {
  if (facts.regulatedSetting !== 'yes' || facts.event !== 'died') return [];
  if (found.law !== 'section-16C') return [];
  return [
    byRule(
      'setting-no-longer',
      'NOT-09',
      'Until 28 June 2018 every death of a child in a regulated setting was notifiable. Section 16C has no such limb, though several councils still list it. Other duties to Ofsted or the Care Quality Commission may apply.',
    ),
  ];
}

/** What the boards had to review whatever was notified: until local arrangements began. */
function custody({ facts, found, conventions }: Situation): readonly NotifiableNote[] {
  if (isChild(facts).is === 'not-met' || hasDied(facts).is === 'not-met') return [];
  const inForce = (id: string) => inForceOn(ruleNamed(id), found.judgedOn, conventions.localStart);
  const notes: NotifiableNote[] = [];
  if (facts.detained === 'yes' && inForce('SCR-03'))
    notes.push(
      byRule(
        'always-reviewed',
        'SCR-03',
        'A child who died in custody, detained under the Mental Health Act, or at 16 or 17 deprived of liberty by order had a serious case review whatever the other answers are. By itself that was no limb of the notifiable incident.',
      ),
    );
  if (['known', 'suspected'].includes(facts.abuse) && inForce('SCR-02') && facts.event === 'died')
    notes.push(
      byRule(
        'serious-case',
        'SCR-02',
        'A death with known or suspected abuse or neglect always led to a serious case review.',
      ),
    );
  return notes;
}

function sent({ facts, found }: Situation): readonly NotifiableNote[] {
  if (facts.notified === null || found.answer !== 'not' || found.law !== 'section-16C') return [];
  const words = `A notification was sent on ${inWords(facts.notified)}. Where it is found later that the criteria are not met, it is withdrawn promptly, with the reason and who agreed; no rapid review follows.`;
  return [byRule('withdraw', 'NOT-08', words)];
}
