import type { CurrentAgency } from '../agencies/agency.ts';
import type { Day } from '../law/day.ts';
import { type Problems, seatsToChoose, typedDay } from './group-change.ts';
import type { GroupWithChoice } from './commands-groups.ts';
import {
  groupKinds,
  nameOfGroup,
  planKinds,
  type ReviewGroup,
  type Seat,
  seatsOn,
  standingOn,
} from './membership.ts';
import type { FormField, FormOption } from './pages/group-change.ts';
import { kindOfGroup } from './review-group.ts';
import { capacityOfSeat, plansInWords } from './words.ts';

/** What a form is shown with: what was typed, and what is wrong with it. */
export interface Shown {
  readonly form: URLSearchParams;
  readonly problems: Problems;
  readonly today: Day;
}

type Made = Pick<FormField, 'kind' | 'name' | 'label'> & Partial<FormField>;

const field = ({ form, problems }: Shown, made: Made, otherwise = ''): FormField => ({
  hint: '',
  options: [],
  day: typedDay(form, made.name),
  problem: problems[made.name] ?? null,
  value: form.get(made.name) ?? otherwise,
  ...made,
});

const option = (
  shown: Shown,
  name: string,
  value: string,
  text: string,
  hint = '',
  otherwise = '',
): FormOption => ({
  value,
  text,
  hint,
  chosen: shown.form.has(name) ? shown.form.getAll(name).includes(value) : value === otherwise,
});

// A form that has not been sent yet begins at today, because that is when most things change.
const dayField = (shown: Shown, name: string, label: string, hint: string): FormField => {
  const made = field(shown, { kind: 'day', name, label, hint });
  const { day, month, year } = shown.today;
  return shown.form.has(`${name}-day`)
    ? made
    : { ...made, day: { day: String(day), month: String(month), year: String(year) } };
};

const since =
  'It may have passed already, or be up to two years ahead. What held before that day stays on record.';

/** The form of a new group. */
export function newGroupFields(shown: Shown): readonly FormField[] {
  return [
    ...nameFields(shown, { name: '', abbreviation: null }),
    field(shown, {
      kind: 'one-of',
      name: 'kind',
      label: 'What is it?',
      options: groupKinds.map((kind) => {
        const words = kindOfGroup(kind);
        return option(shown, 'kind', kind, words.charAt(0).toUpperCase() + words.slice(1));
      }),
    }),
    dayField(shown, 'from', 'From which day?', ''),
  ];
}

function nameFields(
  shown: Shown,
  now: { readonly name: string; readonly abbreviation: string | null },
): readonly FormField[] {
  return [
    field(
      shown,
      {
        kind: 'line',
        name: 'name',
        label: 'What is it called?',
        hint: 'In full, as it is to read on the page for everybody.',
      },
      now.name,
    ),
    field(
      shown,
      { kind: 'line', name: 'abbreviation', label: 'Abbreviation (optional)' },
      now.abbreviation ?? '',
    ),
  ];
}

/** The form of another name. */
export function renameFields(shown: Shown, group: ReviewGroup): readonly FormField[] {
  const now = standingOn(group.names, shown.today);
  return [
    ...nameFields(shown, { name: now?.name ?? '', abbreviation: now?.abbreviation ?? null }),
    dayField(shown, 'from', 'From which day is it called so?', since),
  ];
}

/** The form of other terms of reference. */
export function termsFields(shown: Shown, group: ReviewGroup): readonly FormField[] {
  const now = standingOn(group.terms, shown.today);
  return [
    field(shown, { kind: 'words', name: 'words', label: 'Terms of reference' }, now?.words ?? ''),
    dayField(shown, 'from', 'From which day do they hold?', since),
  ];
}

/** The form in which a group or a seat ends. */
export const endFields = (shown: Shown): readonly FormField[] => [
  dayField(
    shown,
    'until',
    'From which day is it there no longer?',
    'What was recorded before that day stays as it is.',
  ),
];

// The list of the people here and the box for a name belong together: one of the two.
function personFields(shown: Shown, people: GroupWithChoice['people'], label: string): readonly FormField[] {
  return [
    field(shown, {
      kind: 'list',
      name: 'account',
      label,
      options: [
        option(shown, 'account', '', 'Nobody of these'),
        ...people.map(({ id, name }) => option(shown, 'account', id, name)),
      ],
    }),
    field(shown, { kind: 'line', name: 'person', label: 'Or the name of somebody without an account here' }),
  ];
}

/** The form of who chairs. */
export function chairFields(shown: Shown, { group, people }: GroupWithChoice): readonly FormField[] {
  return [
    field(shown, {
      kind: 'list',
      name: 'seat',
      label: 'Which seat chairs?',
      hint: 'Where the chair goes round, set each turn here with its first day.',
      options: [
        option(shown, 'seat', '', 'No seat, but a person'),
        ...seatsToChoose(group, shown.today).map(({ id, name }) => option(shown, 'seat', id, name)),
      ],
    }),
    ...personFields(shown, people, 'Or which person?'),
    dayField(shown, 'from', 'From which day?', since),
  ];
}

/** The form of the quorum. */
export function quorumFields(shown: Shown, { group }: GroupWithChoice): readonly FormField[] {
  const now = standingOn(group.quorums, shown.today);
  const sent = shown.form.has('minimum');
  return [
    field(
      shown,
      {
        kind: 'number',
        name: 'minimum',
        label: 'How many who sit there as members?',
        hint: 'Somebody who sits for two seats counts once.',
      },
      String(now?.minimum ?? ''),
    ),
    field(shown, {
      kind: 'some-of',
      name: 'required',
      label: 'Which seats must be filled?',
      hint: 'By whoever has the seat, or by a deputy where they are away. Tick none to ask only for the number.',
      options: seatsToChoose(group, shown.today).map(({ id, name }) => ({
        ...option(shown, 'required', id, name),
        chosen: sent ? shown.form.getAll('required').includes(id) : now?.required.includes(id) === true,
      })),
    }),
    field(shown, {
      kind: 'one-of',
      name: 'otherwise',
      label: 'What if there is no quorum?',
      options: [
        option(
          shown,
          'otherwise',
          'warn',
          'Say so, and let the group go on',
          'The record says that there was none.',
          now?.otherwise,
        ),
        option(shown, 'otherwise', 'block', 'Let nothing be decided', '', now?.otherwise),
      ],
    }),
    dayField(shown, 'from', 'From which day?', since),
  ];
}

/** The form of which group watches which plans. */
export function routeFields(shown: Shown, groups: readonly ReviewGroup[]): readonly FormField[] {
  const there = groups.filter(({ until }) => until === null);
  return [
    field(shown, {
      kind: 'one-of',
      name: 'watches',
      label: 'Which action plans?',
      options: planKinds.map((kind) => option(shown, 'watches', kind, plansInWords(kind))),
    }),
    field(shown, {
      kind: 'one-of',
      name: 'group',
      label: 'Which group watches them?',
      options: there.map((group) => option(shown, 'group', group.id, nameOfGroup(group, shown.today))),
    }),
    dayField(shown, 'from', 'From which day?', since),
  ];
}

/** The form of a new seat. */
export function seatFields(shown: Shown, agencies: readonly CurrentAgency[]): readonly FormField[] {
  return [
    field(shown, {
      kind: 'line',
      name: 'name',
      label: 'What is the seat called?',
      hint: 'The post and no person, such as Designated nurse. It stands on the page for everybody.',
    }),
    field(shown, {
      kind: 'list',
      name: 'agency',
      label: 'For which agency?',
      options: [
        option(shown, 'agency', '', 'None'),
        ...agencies.map(({ id, name }) => option(shown, 'agency', id, name)),
      ],
    }),
    field(shown, {
      kind: 'one-of',
      name: 'capacity',
      label: 'How is whoever has it there?',
      options: [
        option(shown, 'capacity', 'member', capacityOfSeat('member')),
        option(
          shown,
          'capacity',
          'attending',
          capacityOfSeat('attending'),
          'Advises and is not counted: a legal adviser, the independent scrutineer.',
        ),
      ],
    }),
    dayField(shown, 'from', 'From which day is it there?', 'It may have passed already.'),
  ];
}

/** The form of who has a seat. */
export function seatChangeFields(
  shown: Shown,
  seat: Seat,
  people: GroupWithChoice['people'],
): readonly FormField[] {
  const holder = seatsOn({ seats: [seat] }, shown.today)[0]?.holder ?? null;
  const deputies = seat.holdings.filter(({ stands, until }) => stands === 'deputy' && until === null);
  const acts = [
    option(
      shown,
      'act',
      'hand-over',
      holder === null ? 'Somebody gets it' : 'It is handed over to somebody',
      '',
      'hand-over',
    ),
    ...(holder === null
      ? []
      : [
          option(
            shown,
            'act',
            'nobody',
            'Whoever has it ends, and nobody has it for now',
            'It is then shown as empty until somebody gets it.',
          ),
        ]),
    option(
      shown,
      'act',
      'deputy',
      'Somebody becomes a deputy',
      'Counts for the seat where whoever has it is away.',
    ),
    ...(deputies.length === 0 ? [] : [option(shown, 'act', 'deputy-ends', 'A deputy ends')]),
  ];
  return [
    field(shown, { kind: 'one-of', name: 'act', label: 'What changes?', options: acts }),
    ...personFields(shown, people, 'Who gets the seat, or becomes a deputy?'),
    ...(deputies.length === 0
      ? []
      : [
          field(shown, {
            kind: 'list',
            name: 'deputy',
            label: 'Which deputy ends? (where one does)',
            options: [
              option(shown, 'deputy', '', 'None'),
              ...deputies.map(({ id, who }) => option(shown, 'deputy', id, who.name)),
            ],
          }),
        ]),
    dayField(shown, 'from', 'From which day?', since),
  ];
}
