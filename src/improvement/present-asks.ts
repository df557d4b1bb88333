import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import type { Action } from './action.ts';
import { driftWords } from './action.ts';
import { type Ask, type AskEntry, nextStep } from './ask.ts';
import type { AskFacts, WholeRecommendation } from './commands-asks.ts';
import type { RecordPage, RecordShown } from './pages/record.ts';
import { addresseeWords, axisRow, findingsOf, recorded, row, rowIf } from './present.ts';
import type { Recommendation, Version } from './recommendation.ts';
import { type Earlier, whatBecame } from './similar.ts';
import {
  actionStates,
  assessments,
  deliveries,
  escalations,
  lives,
  origins,
  positions,
  practices,
  risks,
} from './words.ts';

/** What something belongs to, without a word of a case that whoever looks does not see. */
export function belongsTo({
  reference,
  pseudonym,
  origin,
  source,
}: Pick<Recommendation, 'reference' | 'pseudonym' | 'origin' | 'source'>): string {
  if (reference !== null) return `${reference} · ${pseudonym ?? ''}`;
  return origin === 'review' ? 'A review of the partnership' : `${origins[origin]}: ${source}`;
}

const versionShown = (one: Version): RecordShown => ({
  title: `Version ${one.number}: ${one.headline}`,
  state: null,
  rows: [
    row('The recommendation', one.words),
    ...rowIf('Why it is made', one.rationale),
    ...rowIf('What is to be better for children', one.outcome),
    ...rowIf('Why it changed', one.because),
    recorded({ at: one.savedAt, by: one.savedBy }),
  ],
  links: [],
  past: true,
});

/** An action in a list of a page. */
export const actionShown = (one: Action, today: Day): RecordShown => ({
  title: `${one.number}. ${one.title}`,
  state:
    one.state !== 'closed' && Temporal.PlainDate.compare(one.dueOn, today) < 0
      ? { mark: 'late', words: `Late: was due ${withoutWeekday(one.dueOn)}` }
      : actionStates[one.state],
  rows: [
    row('In hand', `${one.owner.role}${one.owner.name === '' ? '' : `: ${one.owner.name}`}`),
    row('Last day', withoutWeekday(one.dueOn)),
    ...rowIf('Drift', driftWords(one)),
    ...(one.practice === 'not-checked' ? [] : [row('Practice', practices[one.practice].words)]),
  ],
  links: [{ text: 'Open this action', href: `/improvement/actions/${one.id}` }],
  past: one.state === 'closed',
});

/** A recommendation with its addressees side by side; without a form. */
export function presentRecommendation(
  { recommendation, versions, asks, findings, actions }: WholeRecommendation,
  ground: { readonly today: Day; readonly writes: boolean },
): Omit<RecordPage, 'form'> {
  const [stands] = versions;
  const base = `/improvement/recommendations/${recommendation.id}`;
  const from = findings.filter(({ id }) => stands?.findings.includes(id) === true);
  return {
    header: null,
    above: belongsTo(recommendation),
    heading: `Recommendation ${recommendation.number}: ${recommendation.headline}`,
    lead: [recommendation.words],
    meanwhile: null,
    facts: [
      ...rowIf('Its number there', recommendation.sourceId),
      ...rowIf('Why it is made', stands?.rationale ?? null),
      ...rowIf('What is to be better for children', stands?.outcome ?? null),
      row(
        'By when',
        recommendation.byWhen === null ? 'No day is set' : withoutWeekday(recommendation.byWhen),
      ),
      ...rowIf('Why it changed last', stands?.because ?? null),
      ...rowIf('From findings', from.map(({ number, title }) => `${number}. ${title}`).join('\n')),
    ],
    axes: asks.map((ask) => axisRow(ask, `/improvement/asks/${ask.id}`, ground.today)),
    doing: ground.writes
      ? [
          { text: 'Change this recommendation', href: `${base}/change` },
          { text: 'Add an addressee', href: `${base}/addressees` },
        ]
      : [],
    parts: [
      {
        id: 'actions',
        heading: 'Actions',
        records: actions.map((one) => actionShown(one, ground.today)),
        nothing: 'No action is planned. One is planned for an addressee, from its page.',
        add: null,
      },
      ...(versions.length < 2
        ? []
        : [
            {
              id: 'earlier',
              heading: 'As it was before',
              records: versions.slice(1).map(versionShown),
              nothing: '',
              add: null,
            },
          ]),
    ],
    back:
      recommendation.reference === null
        ? { text: 'Recommendations and actions', href: '/improvement' }
        : { text: 'Findings and recommendations', href: findingsOf(recommendation.reference) },
  };
}

const axisNames: Readonly<Record<AskEntry['axis'], string>> = {
  asked: 'Asked',
  due: 'Answer may come later',
  escalation: 'Taken further',
  position: 'Position',
  delivery: 'Delivery',
  assessment: 'Our assessment',
  life: 'Still asked?',
  practice: 'Practice checked',
};

const valueWords: Readonly<Record<string, Readonly<Record<string, string | { readonly words: string }>>>> = {
  escalation: escalations,
  position: positions,
  delivery: deliveries,
  assessment: assessments,
  life: lives,
  practice: practices,
};

function inWords({ axis, value }: Pick<AskEntry, 'axis' | 'value'>): string {
  if (axis === 'life' && value === 'reopened') return 'Asked again';
  const found = valueWords[axis]?.[value];
  return found === undefined ? '' : typeof found === 'string' ? found : found.words;
}

/** What was said of an ask, as it is read. */
export function entryShown(one: AskEntry): RecordShown {
  const what = inWords(one);
  return {
    title: `${withoutWeekday(one.day)}: ${axisNames[one.axis]}${what === '' ? '' : `, ${what.toLowerCase()}`}`,
    state: null,
    rows: [
      ...rowIf('By whom, or to whom', one.saidBy),
      row('Why', one.why),
      ...(one.untilDay === null
        ? []
        : [row(one.axis === 'assessment' ? 'Good until' : 'Answer due', withoutWeekday(one.untilDay))]),
      ...(one.risk === 'none' ? [] : [row('Risk that remains', risks[one.risk])]),
      ...(one.toId === null
        ? []
        : [row('Which takes its place', one.to ?? 'A recommendation that you do not see')]),
      recorded({ at: one.recordedAt, by: one.recordedBy }),
    ],
    links: [],
    past: false,
  };
}

/** What can be done on the page of an ask, by whom. */
export interface AskRights {
  readonly asks: boolean;
  readonly answers: boolean;
  readonly assesses: boolean;
  readonly plans: boolean;
}

function doingOf(ask: Ask, rights: AskRights) {
  const base = `/improvement/asks/${ask.id}`;
  const isOpen = ask.life === 'open';
  const isAsked = ask.askedOn !== null;
  const when = (is: boolean, text: string, path: string) => (is ? [{ text, href: `${base}/${path}` }] : []);
  return [
    ...when(rights.asks && !isAsked && isOpen, 'Ask for an answer', 'asked'),
    ...when(rights.answers && isAsked && isOpen, 'Record the answer', 'position'),
    ...when(rights.answers && isAsked && isOpen, 'Record how far it is', 'delivery'),
    ...when(rights.assesses && isAsked && isOpen, 'Assess the answer and the risk', 'assessment'),
    ...when(rights.plans && isOpen, 'Plan an action', 'plan'),
    ...when(
      rights.asks && isAsked && isOpen && ask.position === 'waiting',
      'Give more time to answer',
      'due',
    ),
    ...when(rights.asks && isAsked && isOpen, 'Take a delay further', 'escalation'),
    ...when(rights.assesses && isAsked, isOpen ? 'Say that it is no longer asked' : 'Ask it again', 'life'),
  ];
}

/** One recommendation to one addressee: four axes, each with its history; without a form. */
export function presentAsk(
  { recommendation, ask, entries, actions }: AskFacts,
  ground: { readonly today: Day; readonly calendar: Calendar; readonly rights: AskRights },
): Omit<RecordPage, 'form'> {
  const { today, calendar, rights } = ground;
  const step = nextStep(ask, today, calendar);
  return {
    header: null,
    above: belongsTo(recommendation),
    heading: `${recommendation.headline}: ${addresseeWords(ask)}`,
    lead: [
      recommendation.words,
      ...(step === null
        ? []
        : [
            `The answer is late. Since ${withoutWeekday(step.since)} the next step of our ladder can be taken: ${escalations[step.step].toLowerCase()}. The steps are ours; no law sets them.`,
          ]),
      ...(ask.now === null || ask.now === ask.addressee
        ? []
        : [`${ask.addressee} is no longer there. ${ask.now} answers in its place.`]),
    ],
    meanwhile: null,
    facts: [],
    axes: [axisRow(ask, null, today)],
    doing: doingOf(ask, rights),
    parts: [
      {
        id: 'actions',
        heading: 'Actions',
        records: actions.map((one) => actionShown(one, today)),
        nothing: 'No action is planned.',
        add: null,
      },
      {
        id: 'history',
        heading: 'What was said, the newest first',
        records: entries.map(entryShown),
        nothing: 'Nothing has been said yet.',
        add: null,
      },
    ],
    back: { text: 'The recommendation', href: `/improvement/recommendations/${recommendation.id}` },
  };
}

/** An earlier recommendation beside a draft. */
export const earlierShown = (one: Earlier): RecordShown => ({
  title: one.headline === '' ? `${one.words.slice(0, 90)}${one.words.length > 90 ? ' …' : ''}` : one.headline,
  state: null,
  rows: [
    row('What it said', one.words),
    row(
      'Where',
      [one.reference ?? one.source, ...(one.madeOn === null ? [] : [withoutWeekday(one.madeOn)])]
        .filter((text) => text !== '')
        .join(', '),
    ),
    row('What became of it', whatBecame(one).join('\n')),
  ],
  links: one.kind === 'here' ? [{ text: 'Open it', href: `/improvement/recommendations/${one.id}` }] : [],
  past: false,
});
