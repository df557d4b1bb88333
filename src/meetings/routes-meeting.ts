import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine } from '../intake/typed.ts';
import { clockTime } from '../platform/pages/filters.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { type Attendance, attendanceOf, capacityWords, choiceNow, choicesFor } from './attendance.ts';
import { type MeetingFacts, moveMeeting, recordAttendance } from './commands.ts';
import {
  agendaOf,
  isOpenAgenda,
  isOver,
  lineOf,
  type Meeting,
  type Move,
  moves,
  overrun,
  stateOf,
  titleOf,
  whyNotMove,
} from './meeting.ts';
import { attendancePage, meetingPage, type AgendaRow } from './pages/meeting.ts';
import { peopleOf, quorumMark, quorumNow, saidOf, withoutSeat } from './present.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  factsOf,
  formTo,
  frameOf,
  nameOf,
  runs,
  toMeeting,
} from './routes-here.ts';

/** The ledger of one meeting: its page, its moves, and who is there. */
export function meetingPageRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/meetings/:id', 'meeting.read', 'session', open(showMeeting)),
    post('/meetings/:id/move', 'meeting.move', 'session', open(takeMove)),
    page('/meetings/:id/attendance', 'attendance.record', 'session', open(showAttendance)),
    post(
      '/meetings/:id/attendance',
      'attendance.record',
      'session',
      open(takeAttendance),
      open(showAttendance),
    ),
  ];
}

const nextWords: Readonly<Record<Move, string>> = {
  'send-agenda': 'Send the agenda out',
  begin: 'Begin the meeting',
  end: 'End the meeting',
  'call-off': 'Call it off',
};

const headings: Readonly<Record<Meeting['state'], (count: number, meeting: Meeting) => string>> = {
  planned: () => 'The agenda is being made',
  'agenda-out': (count, { begins }) =>
    `${count === 1 ? 'One item' : `${count} items`}, from ${clockTime(begins)}`,
  running: (count) => `The meeting is running: ${count === 1 ? 'one item' : `${count} items`}`,
  held: () => 'Held: the minutes are not approved yet',
  'minutes-approved': () => 'Held, and its minutes are approved',
  'called-off': () => 'This meeting was called off',
};

const showMeeting = async (here: Here): Promise<WorkAnswer | null> => {
  const facts = await factsOf(here);
  return facts === null ? null : meetingAnswer(here, facts, null);
};

function rowsOf(here: Here, { meeting, items }: MeetingFacts, mayChange: boolean): readonly AgendaRow[] {
  return agendaOf(meeting, items).map(({ item, number, starts }) => ({
    number,
    starts,
    minutes: item.minutes,
    title: titleOf(item),
    line: lineOf(item),
    href: `${baseOf(here)}/items/${item.id}`,
    isHeldOver: item.state === 'held-over',
    move: mayChange
      ? {
          ...formTo(here, `${baseOf(here)}/items/${item.id}/change`),
          up: number > 1,
          down: number < items.length,
        }
      : null,
  }));
}

function linksOf(here: Here, { meeting, mayAnswer }: MeetingFacts) {
  const base = baseOf(here);
  const isRunner = runs(here);
  const early = meeting.state === 'planned' || meeting.state === 'agenda-out';
  const minutes =
    meeting.isCirculated || (isRunner && (meeting.state === 'running' || meeting.state === 'held'))
      ? [{ text: 'Minutes', href: `${base}/minutes` }]
      : [];
  const day =
    isRunner && (meeting.state === 'running' || meeting.state === 'held')
      ? [{ text: 'Screen for the day', href: `${base}/day` }]
      : [];
  const answer = mayAnswer ? [{ text: 'Say whether you come', href: `${base}/answer` }] : [];
  const pack =
    isRunner || meeting.state !== 'planned' ? [...answer, { text: 'Pack', href: `${base}/pack` }] : answer;
  return isRunner && early
    ? [
        ...pack,
        { text: 'Invitations', href: `${base}/invitations` },
        { text: 'Change day, time or place', href: `${base}/change` },
        { text: 'Call it off', href: `${base}/call-off` },
        ...minutes,
      ]
    : [...day, ...pack, ...minutes];
}

const agendaNoteOf = (isRunner: boolean, { meeting, items }: MeetingFacts): string | null => {
  if (meeting.state === 'planned')
    return isRunner
      ? 'Those with a seat see it once it is sent out.'
      : 'The agenda has not been sent out yet.';
  return items.length === 0 ? 'There is nothing on it.' : null;
};

function meetingAnswer(here: Here, facts: MeetingFacts, refusal: Refusal | null): WorkAnswer {
  const { meeting, items } = facts;
  const isRunner = runs(here);
  const mayChange = isRunner && isOpenAgenda(meeting);
  const quorum = quorumNow(facts);
  const next = isRunner
    ? moves.find(
        (move) => move !== 'call-off' && whyNotMove(meeting, items, move, here.request.today) === null,
      )
    : undefined;
  const heading = headings[meeting.state](items.length, meeting);
  const frame = frameOf(here, `${nameOf(facts)}: ${heading}`, errorOf(refusal), {
    text: 'Meetings',
    href: '/meetings',
  });
  const body = meetingPage(frame, {
    name: nameOf(facts),
    heading,
    state: stateOf(meeting.state),
    day: meeting.day,
    begins: meeting.begins,
    ends: meeting.ends,
    place: meeting.place,
    calendar: `${baseOf(here)}/invitation.ics`,
    calledOff: meeting.calledOffWhy === '' ? null : meeting.calledOffWhy,
    quorum: quorumMark(quorum, meeting, facts.attendance.length),
    next:
      next === undefined
        ? null
        : {
            ...formTo(here, `${baseOf(here)}/move`),
            move: next,
            text: nextWords[next],
            version: meeting.version,
          },
    links: linksOf(here, facts),
    agendaNote: agendaNoteOf(isRunner, facts),
    agenda: rowsOf(here, facts, mayChange),
    over: isOver(meeting) ? 0 : overrun(meeting, items),
    add: mayChange ? `${baseOf(here)}/agenda` : null,
    people: peopleOf(facts, quorum),
    attendance: isRunner && !isOver(meeting) ? `${baseOf(here)}/attendance` : null,
  });
  return { status: refusal === null ? 200 : 409, body };
}

async function takeMove(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const move = moves.find((one) => one === request.form.get('move') && one !== 'call-off');
  const version = Number(/^\d{1,9}$/.exec(request.form.get('version') ?? '')?.[0] ?? 0);
  if (move === undefined) return showMeeting(here);
  const wish = { id: idIn(request), move, why: '', version };
  const to = baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), moveMeeting, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, async (refusal) => {
    const facts = await factsOf(here);
    return facts === null ? null : meetingAnswer(here, facts, refusal);
  });
}

const showAttendance = async (here: Here): Promise<WorkAnswer | null> => {
  const facts = runs(here) ? await factsOf(here) : null;
  return facts === null ? null : attendanceAnswer(here, facts, [], null);
};

// Of those without a seat the form brings the name back, since others may have been added before it meanwhile.
const otherId = (at: number) => `other-${at}`;

const otherChoices = ({ presence }: Attendance) =>
  [
    { value: 'present', text: 'Is here' },
    { value: 'left', text: 'Has left' },
    { value: 'unsaid', text: 'Was not here: take the name off' },
  ].map((one) => ({ ...one, selected: one.value === presence }));

function attendanceAnswer(
  here: Here,
  facts: MeetingFacts,
  errors: readonly PageError[],
  refusal: Refusal | null,
): WorkAnswer {
  const { meeting, attendance } = facts;
  const { form } = here.request;
  const quorum = quorumNow(facts);
  const typed = (id: string, now: string) => form.get(`seat-${id}`) ?? now;
  const heading = 'Who is there?';
  const body = attendancePage(frameOf(here, heading, [...errors, ...errorOf(refusal)], toMeeting(here)), {
    heading,
    name: nameOf(facts),
    quorum: quorumMark(quorum, meeting, attendance.length),
    form: formTo(here, `${baseOf(here)}/attendance`, true),
    seats: quorum.seats.map((seatOn) => {
      const said = saidOf(attendance, seatOn.seat.id);
      const now = choiceNow(seatOn, said);
      return {
        id: seatOn.seat.id,
        name: seatOn.seat.name,
        capacity: capacityWords[seatOn.seat.capacity],
        was: now,
        items: choicesFor(seatOn, said).map((one) => ({
          ...one,
          selected: one.value === typed(seatOn.seat.id, now),
        })),
      };
    }),
    others: withoutSeat(attendance).map((one, at) => ({
      id: otherId(at),
      name: one.name,
      capacity: capacityWords[one.capacity],
      was: one.presence,
      items: otherChoices(one),
    })),
    other: {
      name: errors.length === 0 && refusal === null ? '' : typedLine(form.get('other-name')).slice(0, 400),
      problem: errors[0]?.text ?? null,
    },
    cancel: baseOf(here),
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

// Only what this form changed is said anew, so that of two people who record at once neither undoes the other.
function saidIn(form: URLSearchParams) {
  return (facts: MeetingFacts): readonly Attendance[] => {
    const changed = (id: string) => {
      const choice = form.get(`seat-${id}`);
      return choice === null || choice === form.get(`was-${id}`) ? null : choice;
    };
    const seats = quorumNow(facts).seats.flatMap((seatOn) => {
      const choice = changed(seatOn.seat.id);
      const said =
        choice === null ? null : attendanceOf(seatOn, saidOf(facts.attendance, seatOn.seat.id), choice);
      return said === null ? [] : [said];
    });
    const others = [...form.keys()].flatMap((field): readonly Attendance[] => {
      const id = /^name-(other-\d{1,3})$/.exec(field)?.[1];
      const choice = id === undefined ? null : changed(id);
      const one = withoutSeat(facts.attendance).find(({ name }) => name === form.get(field));
      const presence = (['present', 'left', 'unsaid'] as const).find((known) => known === choice);
      return one === undefined || presence === undefined ? [] : [{ ...one, presence }];
    });
    const name = typedLine(form.get('other-name'));
    const capacity = form.get('other-capacity') === 'attending' ? 'attending' : 'information';
    const added: readonly Attendance[] =
      name === ''
        ? []
        : [{ seatId: null, accountId: null, name, stands: null, capacity, presence: 'present' }];
    return [...seats, ...others, ...added];
  };
}

async function takeAttendance(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (typedLine(request.form.get('other-name')).length > 200) {
    const facts = runs(here) ? await factsOf(here) : null;
    const error = { text: 'Use 200 characters or fewer', href: '#other-name' };
    return facts === null ? null : attendanceAnswer(here, facts, [error], null);
  }
  const wish = { id: idIn(request), said: saidIn(request.form) };
  const day = /^[0-9a-f-]{36}$/.exec(request.form.get('back') ?? '')?.[0];
  const to = day === undefined ? `${baseOf(here)}/attendance` : `${baseOf(here)}/day/${day}`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    recordAttendance,
    wish,
    sentForm(request),
    () => to,
  );
  return afterAct(here, outcome, to, async (refusal) => {
    const facts = await factsOf(here);
    return facts === null ? null : attendanceAnswer(here, facts, [], refusal);
  });
}
