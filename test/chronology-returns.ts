// What fifteen agencies might send of one made-up child, each in a shape of its own. Nobody in it has lived: people are roles and letters, and
// the telephone numbers are those that are kept for fiction.
import { docxOf, odsOf, xlsxOf } from './chronology-files.ts';

const uk = (number: number) => ({ number, format: 'dd/mm/yyyy' });

/** One agency's file, by its name. */
export interface MadeReturn {
  readonly name: string;
  readonly bytes: Uint8Array;
}

// Titles above the header, real dates, a footer; 42461 is 1 April 2016.
const police = xlsxOf({
  sheets: [
    {
      name: 'Chronology',
      rows: [
        ['Merrowvale Police (a made-up force)'],
        ['Chronology for the review of Child M'],
        [],
        ['No', 'Date', 'Time', 'Source of information', 'Significant event', 'Action taken', 'Comment'],
        [
          1,
          uk(42461),
          { number: 0.4375, format: 'hh:mm' },
          'Log 14',
          'Neighbour reports shouting. Officers attend; child seen asleep.',
          'Referral to children’s social care',
          null,
        ],
        [
          2,
          uk(42466),
          null,
          'Log 19',
          'Father calls from 07700 900123. No officers available.',
          'None recorded',
          'No reason is recorded.',
        ],
        [
          3,
          'May 2016',
          null,
          'Intelligence',
          'Information about a visitor to the home.',
          'Shared with partners',
          null,
        ],
        [],
        ['Completed by: review officer 1'],
      ],
    },
  ],
});

// The header on each page, a date merged over two rows, a sub-heading across the table.
const healthVisiting = docxOf([
  'Health visiting chronology',
  'Prepared for the rapid review. Child M was born on 14 February 2015.',
  {
    rows: [
      ['Date', 'Source', 'Event', 'Child seen', 'Voice of the child'],
      [{ text: 'Before the move', span: 5 }],
      [{ text: '2 March 2015', down: 'begins' }, 'HV1 record', 'New birth visit at home.', 'Yes', ''],
      [{ text: '', down: 'goes on' }, 'HV1 record', 'Telephone call to the GP about feeding.', 'No', ''],
      ['Date', 'Source', 'Event', 'Child seen', 'Voice of the child'],
      ['c. June 2015', 'Clinic list', 'Clinic not attended.', 'No', ''],
      ['', 'Clinic list', 'Letter sent to mother.', '', ''],
      ['31/02/2016', 'HV2 diary', 'Visit, nobody at home.', 'No', ''],
    ],
  },
  'End of chronology',
]);

const gp = Buffer.from(
  'Date of event;Seen by;Details;Outcome\r\n03.04.16;Dr A;"Cough; mother says ""he won’t settle"".";Advice\r\n?22 may 2016;Dr B;Not brought to immunisation clinic;Text sent\r\n22.05/16;Nurse;Rearranged;\r\n'.replaceAll(
    '’',
    '\u0092',
  ),
  'latin1',
);

const school = odsOf('School', [
  { cells: ['Date', 'Staff', 'Event', 'Impact on child'] },
  {
    cells: [
      { day: '2019-09-04', shown: '04/09/2019' },
      'Teacher 1',
      'Starts reception, hungry.',
      'Given breakfast',
    ],
  },
  {
    cells: [
      { day: '2019-10-01', shown: 'October 2019', style: 'month' },
      'Teacher 1',
      'Late on nine days.',
      '',
    ],
  },
  { cells: ['Autumn term 2019', 'Head', 'Attendance 81%.', ''], isHidden: true },
  { cells: [''], repeated: 900_000 },
]);

// An export with the month first: only the last can be nothing else, so the others are asked about.
const housing = xlsxOf({
  sheets: [
    {
      name: 'Export',
      rows: [
        ['Date', 'Officer', 'Description', 'Action'],
        ['03/04/2016', 'Officer 1', 'Report of damp.', 'Surveyor asked'],
        ['05/05/2016', 'Officer 1', 'Survey done.', 'Works ordered'],
        ['03/25/2016', 'Officer 2', 'Rent arrears letter.', ''],
      ],
    },
  ],
});

const hospital = docxOf([
  'Internal chronology of Merrowvale Hospital (made up)',
  {
    rows: [
      ['Date', 'Time', 'Sequence', 'Source of Information', 'Event', 'Comments'],
      ['?22 may 2016', '', '2', 'Ward notes', 'Observed overnight.', ''],
      [
        '22 may 2016',
        '23:17',
        '1',
        'Emergency department',
        'Brought in with a fracture.',
        'Explanation recorded twice, differently.',
      ],
      ['# The author asks: are the radiology notes wanted?', '', '', '', '', ''],
      ['24/05/16 – 26/05/16', '', '', 'Ward notes', 'Inpatient.', ''],
    ],
  },
]);

const composite = docxOf([
  {
    rows: [
      ['Date', 'Time', 'Sequence', 'Source of Information', 'Event'],
      ['1 June 2016', '', '1', 'Early Help: case file', 'Plan agreed.'],
      ['2 June 2016', '', '1', 'Nursery: register', 'Absent.'],
      ['3 June 2016', '', '1', 'Nursery: daily book', 'Bruise seen on arm.'],
      ['9 June 2016', '', '1', 'Early Help: case file', 'Visit.'],
    ],
  },
]);

const midwifery = Buffer.from(
  '\uFEFFDate\tTime\tContact\tComment\n5 Jan 2015\t10.30am\tAntenatal visit, mother alone.\t\n14/02/2015\t0412\tBirth of Child M.\tمولود\n',
  'utf16le',
);

// Days counted from 1904, a formula whose value the file lacks, what is hidden, a comment.
const socialCare = xlsxOf({
  from1904: true,
  sheets: [
    {
      name: 'Case notes',
      hiddenRows: [3],
      hiddenColumns: [5],
      comments: { C2: 'Check with the team manager' },
      rows: [
        ['Date', 'Type', 'Event', 'Outcome', 'Worker'],
        [uk(41000), 'Contact', 'Referral from police received.', 'Assessment', 'SW1'],
        [uk(41005), 'Visit', 'Child seen alone, says he likes school.', '', 'SW1'],
        [{ formula: 'A3+7' }, 'Visit', 'Nobody at home.', '', 'SW2'],
        [{ number: 41030, format: 'mmm yyyy' }, 'Meeting', 'Strategy discussion.', 'Section 47', 'SW2'],
      ],
    },
    { name: 'Lists', isHidden: true, rows: [['Contact'], ['Visit'], ['Meeting']] },
  ],
});

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

// Two tables with different columns, tracked changes, a comment, a table within a cell.
const earlyHelp = docxOf(
  [
    {
      rows: [
        ['Name of child', 'Date of birth'],
        ['Child M', '14/02/2015'],
      ],
    },
    {
      rows: [
        ['Date', 'Event', 'Response'],
        [
          '11/07/2016',
          {
            xml: `${run('Family support ')}<w:del w:id="1" w:author="A"><w:r><w:delText>refused</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">${run('accepted')}</w:ins><w:r><w:commentReference w:id="7"/></w:r>`,
          },
          'Plan',
        ],
        ['12/07/2016', 'Entered by mistake', ''],
        [
          '18/07/2016',
          {
            text: 'Scores taken',
            table: {
              rows: [
                ['Home', '3'],
                ['Play', '5'],
              ],
            },
          },
          'Shared',
        ],
      ],
      deletedRows: [3],
    },
    'Meetings',
    {
      rows: [
        ['When', 'Who was present', 'What happened', 'Decision'],
        ['w/c 25/07/2016', 'SW1, HV2', 'Team around the family.', 'Continue'],
      ],
    },
  ],
  { 7: 'Is this from the notes or from memory?' },
);

const ambulance = xlsxOf({
  sheets: [
    {
      name: 'Sheet1',
      rows: [
        [uk(42511), 'Crew 12', 'Called to a child with an arm injury; taken to hospital.'],
        [uk(42512), 'Crew 4', 'Called to mother, found well, no further action.'],
        [uk(42600), 'Crew 9', 'Address given as known to services in the log.'],
      ],
    },
  ],
});

const probation = Buffer.from(
  'Date/Time,Source,Contact,Follow up\n2016-06-01 09:15,OASys,Supervision,none\n"04/06/2016\n06/06/2016",Diary,"Appointment missed\nHome visit, partner present","=1+1"\nundated,File,Letter found in file,\n"12/06/2016\n13/06/2016",Diary,Two calls in one note,\n',
);

const nursery = xlsxOf({
  sheets: [
    {
      name: 'Book',
      merges: ['A2:D2'],
      rows: [
        ['Date', 'Time', 'Event', 'Action'],
        ['Spring term', null, null, null],
        [null, '09:00', 'Arrived without a coat.', 'Coat lent'],
        [uk(42401), '09:10', 'Collected by an unknown adult.', 'Password asked'],
        [null, '16:40', 'Mother telephoned.', ''],
        ['2016', null, null, null],
        ['Undated', null, 'Note on a loose sheet: bruise on knee.', ''],
        ['to follow', null, 'Photograph of the knee.', ''],
      ],
    },
  ],
});

const tayside = docxOf([
  {
    rows: [
      ['Name of Child or Young Person', 'Child M'],
      ['Date of Birth', '14/02/2015'],
    ],
  },
  {
    rows: [
      [
        'Date or Period of Event',
        'Review',
        'Significant Event',
        'Source',
        'Impact (Either Positive or Negative)',
        'Action Taken to Mitigate Adverse Impact on Child',
      ],
      ['Summer 2016', '', 'Moved house twice.', 'Housing file', 'Negative', 'School place kept'],
      ['before 2012', '', 'Mother in care herself.', 'Archive', 'Negative', ''],
    ],
  },
]);

const earlier = Buffer.from(
  JSON.stringify({
    entries: [
      {
        id: 'a',
        agency: 'Dentist',
        file: 'd.csv',
        place: { row: 2 },
        given: 'March 2019',
        edtf: '2019-03',
        earliest: '2019-03-01',
        latest: '2019-03-31',
        time: null,
        source: 'Card',
        event: 'Five teeth taken out.',
        columns: { Action: 'Letter' },
      },
    ],
    notUnderstood: [
      {
        file: 'd.csv',
        place: { row: 3 },
        given: 'soon after',
        why: '',
        columns: { Event: 'Review missed.' },
      },
    ],
    ambiguous: [],
    setAside: [{ file: 'd.csv', place: { row: 1 }, as: 'title', words: 'Dentist' }],
  }),
);

const text = (name: string, bytes: Buffer): MadeReturn => ({ name, bytes: new Uint8Array(bytes) });

/** Every return, in the order in which it would be given. */
export const madeReturns: readonly MadeReturn[] = [
  { name: 'police.xlsx', bytes: police },
  { name: 'health-visiting.docx', bytes: healthVisiting },
  text('gp.csv', gp),
  { name: 'school.ods', bytes: school },
  { name: 'housing.xlsx', bytes: housing },
  { name: 'hospital.docx', bytes: hospital },
  { name: 'composite.docx', bytes: composite },
  text('midwifery.csv', midwifery),
  { name: 'social-care.xlsx', bytes: socialCare },
  { name: 'early-help.docx', bytes: earlyHelp },
  { name: 'ambulance.xlsx', bytes: ambulance },
  text('probation.csv', probation),
  { name: 'nursery.xlsx', bytes: nursery },
  { name: 'tayside.docx', bytes: tayside },
  text('earlier.json', earlier),
];

/** One return by its name. Throws where there is none. */
export function madeReturn(name: string): MadeReturn {
  const found = madeReturns.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`no return ${name}`);
  return found;
}
