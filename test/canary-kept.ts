import { sql } from 'kysely';

/** A file that is held until somebody has checked it; its name is a marker. */
export const documentKept = {
  name: (mark: string) => `${mark}.pdf`,
  kind: 'pdf',
  bytes: 1,
  sha256: sql`sha256('')`,
  state: 'quarantined',
  why: 'no-scanner',
  checked_at: sql`now()`,
} as const;

/** Whether what happened is notifiable, as a case keeps what the law was asked and what it answered. */
export const notifiableKept = {
  facts: {
    person: 'child',
    age: 4,
    lookedAfterBy: 'nobody',
    event: 'died',
    alsoHarmed: 'no',
    abuse: 'not',
    place: 'this-area',
    home: 'this-area',
    regulatedSetting: 'no',
    detained: 'no',
    becameAware: null,
    abuseSuspected: null,
    notified: null,
  },
  applied: { limbs: [], duties: [], notes: [], open: [], event: null },
};

/** What was sent, with one line in it. */
export const packKept = (line: string) => ({
  way: 'national-system',
  forms: [
    {
      title: 'The form',
      groups: [{ title: 'A group', fields: [{ key: 'a', label: 'A field', lines: [line] }] }],
    },
  ],
});
