import { momentOf } from '../../intake/moment.ts';
import type { CaseHeader } from '../../cases/header.ts';
import { isConfirmed } from '../../law/confidence.ts';
import type { Conventions } from '../../law/conventions.ts';
import { type Day, inWords, parseDay } from '../../law/day.ts';
import { judgeNotifiable } from '../../law/notifiable.ts';
import type { NotifiableAnswer } from '../../law/notifiable-answer.ts';
import { partnersOn } from '../../law/outcomes.ts';
import { inForceOn } from '../../law/rule.ts';
import { ruleNamed } from '../../law/rules.ts';
import { definePage } from '../../platform/pages/page.ts';
import { sentenceCase } from '../../platform/pages/filters.ts';
import { answersFromFile, type Ground } from '../ground.ts';
import { notifiableLine, notifyingRules } from '../line.ts';
import {
  answerInSentence,
  clockBeforeWords,
  dutiesIn,
  editionWords,
  rapidReviewWords,
  type ShownDuty,
  type ShownNote,
  shownDuties,
  shownNotes,
} from '../present.ts';
import { answerWords, openWords, questions } from '../questions.ts';
import { isDisputed, type Position, type RecordLine, type WholeRecord } from '../record.ts';
import { type Warning, warningsOf } from './answer.ts';
import type { EscalationForm, ViewForm } from './view-fields.ts';

/** Whether a case is notifiable, and why. */
export interface StandingPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly state: { readonly mark: string; readonly words: string } | null;
  readonly supersededHref: string | null;
  readonly warnings: readonly Warning[];
  readonly known: readonly { readonly question: string; readonly answer: string }[];
  readonly record: ShownRecord | null;
  readonly answerHref: string | null;
  readonly answerText: string;
  /** Whether answering is the first thing to do here. */
  readonly answerFirst: boolean;
  /** Where whoever decides goes on: to the notification, while it has to be sent from here. */
  readonly nextHref: string | null;
  readonly viewForm: ViewForm | null;
  readonly escalationForm: EscalationForm | null;
  readonly history: readonly {
    readonly href: string;
    readonly words: string;
    readonly decidedOn: Day;
    readonly stands: boolean;
  }[];
}

interface ShownRecord {
  readonly id: string;
  readonly duties: readonly ShownDuty[];
  /** Whether nothing of it is left to do. */
  readonly allDone: boolean;
  readonly rapidReview: string;
  readonly reasons: string;
  readonly open: readonly string[];
  readonly notes: readonly ShownNote[];
  readonly decidedOn: Day;
  readonly decidedBy: string;
  readonly recordedOn: Day;
  readonly recordedBy: string;
  readonly lookAgainOn: Day | null;
  readonly judgedOn: Day;
  readonly edition: string;
  /** The rule on what the partners think, by the law of the day; null where none is held for it. */
  readonly disagreeing: {
    readonly rule: string;
    readonly source: string;
    readonly confirmed: boolean;
  } | null;
  readonly views: readonly ShownView[];
  readonly escalations: readonly {
    readonly toWhom: string;
    readonly day: Day;
    readonly outcome: string;
    readonly recordedBy: string;
  }[];
  readonly limbs: readonly {
    readonly words: string;
    readonly cite: string;
    readonly confirmed: boolean;
    readonly mark: string;
    readonly state: string;
  }[];
  readonly answers: readonly {
    readonly question: string;
    readonly answer: string;
    readonly reason: string;
    readonly fromFile: boolean;
  }[];
  readonly whyAgain: string;
  readonly clocksBefore: readonly string[];
}

interface ShownView {
  readonly title: string;
  readonly mark: string;
  readonly words: string;
  readonly by: string | null;
  readonly on: Day | null;
  readonly reason: string | null;
  readonly dissent: string | null;
  readonly earlier: string | null;
}

/** What the page is shown from. */
export interface StandingFacts {
  readonly header: CaseHeader;
  readonly ground: Ground;
  readonly homeCode: string;
  readonly record: WholeRecord | null;
  readonly records: readonly RecordLine[];
  readonly conventions: Conventions;
  readonly today: Day;
  readonly mayRecord: boolean;
  readonly viewForm: ViewForm | null;
  readonly escalationForm: EscalationForm | null;
}

/** `/cases/<reference>/notifiable`. */
export const standingPage = definePage<StandingPage>('notifiable/pages/standing.njk');

/** The page of a case that says whether it is notifiable. Dates are counted anew from the days that are on record now. */
export function presentStanding(facts: StandingFacts): StandingPage {
  const { header, ground, record } = facts;
  const base = `/cases/${header.reference}`;
  const stands = record !== null && record.id === ground.standing?.id;
  const live = record === null || !stands ? null : liveAnswer(record, facts);
  const line = lineOf(facts, live);
  const isPast = record !== null && !stands;
  const superseding = record?.supersededBy ?? null;
  return {
    header,
    heading: isPast ? `An earlier record: ${answerInSentence(record)}` : line.words,
    state: isPast || record === null ? null : { mark: line.mark, words: stateWords[line.mark] ?? 'Decided' },
    supersededHref: superseding === null ? null : `${base}/notifiable/records/${superseding}`,
    warnings: [...(isPast ? [] : warningsOf(ground, base)), ...movedOn(record, live, base)],
    known: record === null ? knownRows(facts) : [],
    record: record === null ? null : shownRecord(record, live, facts, base),
    answerHref: facts.mayRecord && !isPast ? `${base}/notifiable/answer` : null,
    answerText: record?.answer === 'not-yet-known' ? 'Answer it now' : 'Think again',
    answerFirst: record?.answer === 'not-yet-known',
    nextHref: facts.mayRecord && !isPast && isToBeSent(ground) ? `${base}/notification` : null,
    viewForm: stands ? facts.viewForm : null,
    escalationForm: stands ? facts.escalationForm : null,
    history: facts.records.map((one) => ({
      href: `${base}/notifiable/records/${one.id}`,
      words: sentenceCase(
        answerInSentence({ ...one, otherAuthority: one.id === record?.id ? record.otherAuthority : '' }),
      ),
      decidedOn: one.decidedOn,
      stands: one.id === ground.standing?.id,
    })),
  };
}

const isToBeSent = ({ standing, notified }: Ground) =>
  standing !== null &&
  (standing.answer === 'must' || standing.answer === 'should') &&
  standing.authority !== 'other' &&
  notified === null;

const stateWords: Readonly<Record<string, string>> = {
  done: 'Decided',
  late: 'Late',
  today: 'Due today',
  running: 'To be done',
  unconfirmed: 'Not known yet',
  coming: 'Another authority’s',
};

function liveAnswer({ facts }: WholeRecord, { ground, conventions, today }: StandingFacts): NotifiableAnswer {
  const { becameAware, abuseSuspected, notified } = ground;
  return judgeNotifiable({ ...facts, becameAware, abuseSuspected, notified }, { conventions, today });
}

function lineOf({ ground, today }: StandingFacts, live: NotifiableAnswer | null) {
  const due = live?.duties.find(
    ({ rule, authority }) => notifyingRules.includes(rule) && authority !== 'other',
  );
  return notifiableLine({
    standing: ground.standing,
    dueOn: due?.due?.due ?? null,
    sentOn: ground.notified,
    today,
  });
}

// A day that was corrected since may bring another law into play, and then the answer is another one.
function movedOn(
  record: WholeRecord | null,
  live: NotifiableAnswer | null,
  base: string,
): readonly Warning[] {
  if (record === null || live === null) return [];
  const { becameAware } = record.facts;
  const isSame =
    live.answer === record.answer && live.edition === record.edition && live.authority === record.authority;
  if (isSame) return [];
  const then = becameAware === null ? 'not on record' : inWords(becameAware);
  return [
    {
      text: `The day the authority became aware has been recorded anew since (it was ${then} when this was decided). By that day ${answerInSentence({ ...live, otherAuthority: record.otherAuthority })}, by the law of ${live.edition ?? 'no edition held'}.`,
      href: `${base}/notifiable/answer`,
      link: 'Decide again',
    },
  ];
}

function knownRows({ ground, homeCode }: StandingFacts): StandingPage['known'] {
  const known = answersFromFile(ground, homeCode);
  return questions.flatMap(({ id, legend }) => {
    const found = known[id];
    return found === undefined
      ? []
      : [{ question: legend, answer: `${answerWords(id, found.answer)} (${found.words})` }];
  });
}

function shownRecord(
  record: WholeRecord,
  live: NotifiableAnswer | null,
  facts: StandingFacts,
  base: string,
): ShownRecord {
  const { applied } = record;
  const duties = live !== null && live.answer === record.answer ? dutiesIn(live) : applied.duties;
  const judgedOn = record.facts.becameAware ?? record.decidedOn;
  const disagreeing = disagreeingOn(judgedOn, facts.conventions);
  const shown = shownDuties(duties, {
    otherAuthority: record.otherAuthority,
    clockHref: (rule) =>
      live !== null && facts.ground.clocks.some((one) => one.rule === rule) ? `${base}/clocks/${rule}` : null,
    becameAware: live === null ? record.facts.becameAware : facts.ground.becameAware,
    metOn: (rule) => (live === null ? null : metOn(facts.ground, rule)),
  });
  return {
    id: record.id,
    duties: shown,
    allDone: shown.every(({ done }) => done !== null),
    rapidReview: rapidReviewWords(record.rapidReview, record.edition),
    reasons: record.reasons,
    open: applied.open.map(openWords).map(sentenceCase),
    notes: shownNotes(applied.notes),
    decidedOn: record.decidedOn,
    decidedBy: record.decidedBy === '' ? record.recordedBy : record.decidedBy,
    recordedOn: momentOf(record.recordedAt).day,
    recordedBy: record.recordedBy,
    lookAgainOn: record.lookAgainOn,
    judgedOn,
    edition: editionWords(record.edition),
    disagreeing,
    views: shownViews(record, disagreeing !== null),
    escalations: record.escalations.map(({ toWhom, day, outcome, recordedBy }) => ({
      toWhom,
      day,
      outcome,
      recordedBy,
    })),
    limbs: applied.limbs.map(({ words, cite, confidence: sure, is }) => ({
      words,
      cite,
      confirmed: isConfirmed(sure),
      ...limbState[is],
    })),
    answers: shownAnswers(record),
    whyAgain: record.whyAgain,
    clocksBefore: (applied.clocksBefore ?? []).map(clockBeforeWords),
  };
}

function metOn({ clocks }: Ground, rule: string): Day | null {
  const met = clocks.find((one) => one.rule === rule)?.metOn ?? null;
  return met === null ? null : parseDay(met);
}

// What the partners think has been asked for since there are partners (NOT-07); a board had no such rule that is held here.
function disagreeingOn(on: Day, { localStart }: Conventions): ShownRecord['disagreeing'] {
  const rule = ruleNamed('NOT-07');
  if (!inForceOn(rule, on, localStart)) return null;
  return { rule: rule.id, source: rule.source, confirmed: isConfirmed(rule.confidence) };
}

const limbState = {
  met: { mark: 'done', state: 'Met' },
  'not-met': { mark: 'coming', state: 'Not met' },
  open: { mark: 'unconfirmed', state: 'Open' },
} as const;

const isLeftOpen = (question: string, answer: string) =>
  questions.some(({ id, otherwise }) => id === question && otherwise === answer);

const shownAnswers = ({ answers, otherAuthority }: WholeRecord): ShownRecord['answers'] =>
  answers.map(({ question, answer, reason, fromFile }) => ({
    question:
      question === 'age'
        ? 'Age on the day'
        : (questions.find(({ id }) => id === question)?.legend ?? question),
    answer:
      question === 'place' && otherAuthority !== ''
        ? `${answerWords(question, answer)}: ${otherAuthority}`
        : answerWords(question, answer),
    reason: reason === '' && isLeftOpen(question, answer) ? 'It does not apply.' : reason,
    fromFile: fromFile && question !== 'age',
  }));

const viewWords: Readonly<Record<Position, { readonly mark: string; readonly words: string }>> = {
  agrees: { mark: 'done', words: 'Agrees' },
  disagrees: { mark: 'differs', words: 'Disagrees' },
  'no-view': { mark: 'unconfirmed', words: 'No view yet' },
};

function shownViews(record: WholeRecord, isAsked: boolean): readonly ShownView[] {
  return partnersOn(record.decidedOn).map(({ id, title }) => {
    const [view, before] = record.views.filter(({ partner }) => partner === id);
    if (view === undefined)
      return {
        title,
        mark: 'coming',
        words:
          id === 'local-authority' ? 'Decided as above' : isAsked ? 'Has not said yet' : 'Nothing on record',
        by: null,
        on: null,
        reason: null,
        dissent: null,
        earlier: null,
      };
    return {
      title,
      ...viewWords[view.position],
      by:
        view.saidBy === ''
          ? `Said by ${view.recordedBy}`
          : `Said by ${view.saidBy}, written down by ${view.recordedBy}`,
      on: view.givenOn,
      reason: view.reason,
      dissent: view.dissent,
      earlier:
        before === undefined
          ? null
          : `${viewWords[before.position].words.toLowerCase()} (${inWords(before.givenOn)}).`,
    };
  });
}

/** Whether a disagreement is on record that can be taken further. */
export const canEscalate = (record: WholeRecord | null): boolean =>
  record !== null && (isDisputed(record.views) || record.escalations.length > 0);
