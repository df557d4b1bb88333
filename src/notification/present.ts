import { isUnrecorded, standingOf, standingWords, clockName } from '../cases/clocks.ts';
import { momentWords } from '../cases/dates.ts';
import type { CaseHeader } from '../cases/header.ts';
import { isLate, lateText } from '../cases/late-reasons.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { partnerIds } from '../law/outcomes.ts';
import {
  type Notification,
  type NotificationUpdate,
  type Receipt,
  receiptsUnnamed,
  type Sent,
  type Withdrawal,
} from './notification.ts';
import { changedSince, freeze, type Pack, packOf } from './pack.ts';
import type { PackField, PackGroup } from './pack-field.ts';
import type { ActShown, DutyShown, FieldShown, GroupShown, PackPage } from './pages/pack.ts';
import { evidenceWords, sourceNote } from './paper.ts';
import { dueFor, isReviewAsked, type RecordGround, standingDay } from './record.ts';
import { partnerWords, positionWords } from './record-form.ts';

/** What whoever looks may do here. */
export interface Rights {
  readonly draft: boolean;
  readonly record: boolean;
  readonly update: boolean;
  readonly withdraw: boolean;
  readonly attach: boolean;
  readonly change: boolean;
}

const london = (at: Temporal.Instant) => at.toZonedDateTimeISO('Europe/London');

/** A moment in London in words: "15 December 2026, 4:40pm". */
export const sentWords = (at: Temporal.Instant): string => {
  const there = london(at);
  return momentWords({ day: there.toPlainDate(), time: there.toPlainTime() });
};

/** The page of the notification as it reads for somebody with these rights on the day. */
export function presentPack(
  ground: RecordGround,
  header: CaseHeader,
  rights: Rights,
  today: Day,
  conventions: Conventions,
): PackPage {
  const { facts } = ground;
  const base = `/cases/${facts.file.headed.reference}/notification`;
  const isOpen = facts.file.headed.state !== 'closed';
  const pack = packOf(facts, { today, mayDraft: rights.draft && isOpen, mayChange: rights.change && isOpen });
  const { live } = facts;
  const isSent = live?.state === 'sent';
  const last = lastSent(live);
  return {
    header,
    heading: headingOf(ground, pack, today, conventions),
    duties: dutiesOf(ground, today, conventions),
    warnings: warningsOf(ground, isSent, rights.record && isOpen),
    record: rights.record && isOpen && !isSent && !ground.context.stopped ? `${base}/sent` : null,
    onBehalf: !ground.isNotifier,
    update: rights.update && isOpen && isSent ? `${base}/update` : null,
    withdraw: rights.withdraw && isOpen && isSent ? `${base}/withdraw` : null,
    receipt: rights.attach && isOpen && (live?.sent?.receipt ?? null) === null ? `${base}/receipt` : null,
    receipts:
      live === null || isSent
        ? []
        : receiptsUnnamed(live, facts.documents).map((one) => receiptLink(one, facts.file.headed.reference)),
    asSent: isSent ? `${base}/as-sent` : null,
    papers: [
      { text: 'The pack as a PDF', href: `${base}/papers/pack.pdf` },
      { text: 'The pack as a Word document', href: `${base}/papers/pack.docx` },
      { text: 'A form to fill in by hand, as a PDF', href: `${base}/papers/form.pdf` },
      { text: 'A form to fill in by hand, as a Word document', href: `${base}/papers/form.docx` },
    ],
    route: pack.route,
    sourceNote,
    missing: pack.gaps.length,
    gaps: [...new Set(pack.gaps.map(({ where }) => where))].map((where) => ({
      where,
      gaps: pack.gaps.filter((one) => one.where === where).map(({ label, href }) => ({ label, href })),
    })),
    fileGaps: rights.draft && isOpen && pack.gaps.some(({ href }) => href === null),
    order: rights.draft && isOpen && facts.file.children.length > 1 ? `${base}/children` : null,
    inText: pack.inText,
    acts: [...(live === null ? [] : actsOf(live, facts)), ...facts.past.flatMap((one) => actsOf(one, facts))],
    changed: last === null ? [] : changedSince(last.pack, freeze(pack)),
    forms: pack.forms.map(({ title, groups }) => ({
      title,
      groups: groups.map((group) => shownGroup(group, base, rights.draft && isOpen)),
    })),
  };
}

const lastSent = (live: Notification | null): Sent | NotificationUpdate | null =>
  live === null ? null : (live.updates.at(-1) ?? live.sent);

function headingOf(ground: RecordGround, { gaps }: Pack, today: Day, { calendar }: Conventions): string {
  const { live, past } = ground.facts;
  if (live?.state === 'sent' && live.sent !== null) return `Sent on ${sentWords(live.sent.sentAt)}`;
  // Where nothing is notified from here, nothing is missing either.
  if (ground.context.stopped)
    return ground.facts.file.headed.notifiable === 'other'
      ? 'Another authority notifies: nothing is sent from here'
      : 'Not notifiable: nothing is sent';
  const dayAlone = past.length === 0 ? standingDay(ground, 'panel-notified') : null;
  if (dayAlone)
    return `Sent on ${withoutWeekday(dayAlone.day)}, by the day on record: what was sent is not here`;
  const due = dueFor(ground, 'panel-notified');
  // Once the last day has gone, that says more than how much is missing: a gap is no reason to wait.
  const { openedOn } = ground.facts.file.headed;
  if (due !== null && past.length === 0 && isUnrecorded(due, null, openedOn))
    return `Not recorded here: it was due by ${withoutWeekday(due)}, long before this case was opened here`;
  if (due !== null && past.length === 0 && isLate(today, due))
    return `Not sent, and ${standingWords(standingOf({ dueOn: due, metOn: null }, today, calendar)).words.toLowerCase()}`;
  const missing = gaps.length === 1 ? 'one answer is missing' : `${gaps.length} answers are missing`;
  const withdrawn = past.length > 0 && live === null ? 'Withdrawn. ' : '';
  if (gaps.length === 0) return `${withdrawn}Ready to be sent: nothing is missing`;
  return `${withdrawn}Not sent${withdrawn === '' ? ' yet' : ' again'}: ${missing}`;
}

// The two duties have clocks of their own; what was met late says why.
function dutiesOf(ground: RecordGround, today: Day, { calendar }: Conventions): readonly DutyShown[] {
  return (['panel-notified', 'partnership-told'] as const).flatMap((kind) => {
    const dueOn = dueFor(ground, kind);
    if (dueOn === null) return [];
    const found = standingDay(ground, kind);
    const { mark, words } = standingWords(
      standingOf(
        { dueOn, metOn: found?.day ?? null, openedOn: ground.facts.file.headed.openedOn },
        today,
        calendar,
      ),
    );
    const late = found?.late ?? null;
    const rule = ground.due.find(
      (one) => one.dueOn.equals(dueOn) && (kind === 'partnership-told') === (one.rule === 'NOT-02'),
    );
    return [
      {
        name: clockName(rule?.rule ?? (kind === 'partnership-told' ? 'NOT-02' : 'NOT-01')),
        mark,
        words: late === null ? words : `${words}: ${lateText(late)}`,
        due: dueOn,
      },
    ];
  });
}

function warningsOf(ground: RecordGround, isSent: boolean, mayRecord: boolean): PackPage['warnings'] {
  const base = `/cases/${ground.facts.file.headed.reference}`;
  const aware = standingDay(ground, 'authority-aware');
  const panel = standingDay(ground, 'panel-notified');
  return [
    ...(aware === null
      ? [
          {
            text: 'It is not on record when the council became aware, so no time runs and nothing can be recorded as sent.',
            link: mayRecord ? { text: 'Record it first', href: `${base}/dates/authority-aware` } : null,
          },
        ]
      : []),
    ...(panel !== null && !isSent && ground.facts.past.length === 0
      ? [
          {
            text: `A day on record says that it was sent on ${momentWords(panel)}, without the notification itself. Record it with its reference.`,
            link: null,
          },
        ]
      : []),
    ...(isReviewAsked(ground) && !isSent
      ? [
          {
            text: 'Nobody has recorded yet whether this is notifiable, and whether a rapid review follows. It is asked when the sending is recorded.',
            link: null,
          },
        ]
      : []),
  ];
}

const shownField = (field: PackField): FieldShown => ({
  label: field.label,
  words: field.lines.join('\n'),
  source: field.source,
  unconfirmed: evidenceWords(field),
  needed: field.needed,
  mend: field.mend,
});

function shownGroup({ id, title, fields }: PackGroup, base: string, mayDraft: boolean): GroupShown {
  const own =
    fields.find(({ mend }) => mend?.startsWith(`${base}/`) === true)?.mend?.split('#', 1)[0] ?? null;
  return {
    id,
    title,
    fields: fields.map(shownField),
    write:
      !mayDraft || own === null || id === 'after' ? null : { text: 'Fill in what is asked here', href: own },
  };
}

const row = (name: string, words: string, href: string | null = null) => ({ name, words, href });

const recorded = ({ recordedBy, recordedAt, onBehalf }: Sent | NotificationUpdate | Withdrawal) =>
  row(
    'Recorded',
    `${sentWords(recordedAt)}, by ${recordedBy}${onBehalf ? ', on behalf of the authority’s notifier' : ''}`,
  );

const receiptLink = ({ id, number, title }: Receipt, reference: string) => ({
  words: `${number}. ${title}`,
  href: `/cases/${reference}/documents/${id}`,
});

function receiptRow(receipt: Receipt, reference: string) {
  const { words, href } = receiptLink(receipt, reference);
  return row('Receipt', words, href);
}

// The receipt that the act names, and those that were added for the notification without an act that names them.
function receiptRows(named: Receipt | null, added: readonly Receipt[], reference: string) {
  const all = [...(named === null ? [] : [named]), ...added];
  return all.length === 0 ? [row('Receipt', 'None is named')] : all.map((one) => receiptRow(one, reference));
}

function actsOf(notification: Notification, { file, documents }: RecordGround['facts']): readonly ActShown[] {
  const { sent, references, areas, updates, withdrawal } = notification;
  const { reference } = file.headed;
  const added = receiptsUnnamed(notification, documents);
  return [
    ...(withdrawal === null ? [] : [withdrawalAct(withdrawal)]),
    ...updates.toReversed().map(
      (one): ActShown => ({
        title: `Update of ${withoutWeekday(one.on)}`,
        rows: [
          row('What', one.what),
          row('Sent by', one.sentBy),
          ...receiptRows(one.receipt, [], reference),
          recorded(one),
        ],
      }),
    ),
    ...(sent === null
      ? []
      : [
          {
            title: withdrawal === null ? 'The notification' : 'The notification that was withdrawn',
            rows: [
              row('Reference', references.length === 0 ? 'Not given yet' : references.join(', ')),
              row('Sent', `${sentWords(sent.sentAt)}, by ${sent.sentBy}`),
              ...receiptRows(sent.receipt, added, reference),
              ...areas.map(({ authority, on, how }) =>
                row('Another area was told', `${authority}, on ${withoutWeekday(on)}: ${how}`),
              ),
              recorded(sent),
            ],
          },
        ]),
  ];
}

function withdrawalAct(withdrawal: Withdrawal): ActShown {
  const { foundOn, reason, partners, panelToldOn, panelToldHow } = withdrawal;
  return {
    title: 'Withdrawn: found not to meet the criteria',
    rows: [
      row('Found on', withoutWeekday(foundOn)),
      row('Why', reason),
      ...partnerIds.flatMap((id) => {
        const said = partners[id];
        if (said === undefined) return [];
        return [
          row(partnerWords(id), `${positionWords[said.position]}${said.who === '' ? '' : `: ${said.who}`}`),
        ];
      }),
      row('The Panel was told', `${withoutWeekday(panelToldOn)}: ${panelToldHow}`),
      row('Rapid review', 'None follows (rule NOT-08)'),
      recorded(withdrawal),
    ],
  };
}
