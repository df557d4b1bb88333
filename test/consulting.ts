import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, openOffice } from './casework.ts';
import { type Visitor, visitor } from './visitor.ts';

/** Somebody who has asked for advice: their browser, what opens it, and what it is called. */
export interface Asked {
  readonly person: Visitor;
  readonly receipt: string;
  readonly id: string;
  readonly number: number;
}

/** A partnership in which advice is asked for and given. */
export interface Consulting {
  readonly office: Office;
  readonly coordinator: Colleague;
  /** The representative of the agency "Eastwick Schools". */
  readonly representative: Colleague;
  readonly school: string;
  /** Signed in, here or in another partnership, and asked in nothing. */
  readonly strangers: readonly Colleague[];
  /** Somebody with a browser and no account. */
  readonly asker: () => Visitor;
  readonly asked: (gist: string, more?: Readonly<Record<string, string>>) => Promise<Asked>;
  /** The consultations in which these words were said. */
  readonly rowsOf: (words: string) => Promise<readonly { readonly id: string; readonly number: number }[]>;
  readonly close: () => Promise<void>;
}

/** The form that asks for advice, all filled in. */
export const goodAsking = (
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  to: 'coordinator',
  'asker-agency': 'Eastwick Hospital',
  'asker-name': 'Sam Asker',
  'asker-job': 'Midwife',
  'asker-email': 'sam@example.org',
  gist: 'a baby was hurt twice, and nobody put the two together',
  ...more,
});

/** What makes the same form one to the representative of the schools. */
export const toSchool = { to: 'agency Eastwick Schools', 'asker-agency': '' };

/** The receipt that a page shows. */
export const receiptOn = ({ page }: Visitor): string => /id="receipt">([^<]+)</.exec(page.html)?.[1] ?? '';

/** What stands for the form's own browser on a page. */
export const formTokenOn = ({ page }: Visitor): string =>
  /name="form-token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';

/** The hidden fields of a page's form. */
export function hiddenOn({ page }: Visitor, form = 0): [string, string][] {
  const inside = [...page.html.matchAll(/<form[^>]*>([^]*?)<\/form>/g)][form]?.[1] ?? '';
  return [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value],
  );
}

/** Opens a partnership with a coordinator, representatives of two agencies, an agency without one, and another partnership beside it. */
export async function openConsulting(): Promise<Consulting> {
  const office = await openOffice();
  const elsewhere = await officeIn(office.world, 'Wetherleigh');
  const school = await office.agency('Eastwick Schools', 'education');
  const hospital = await office.agency('Eastwick Hospital');
  await office.agency('Eastwick Charity', 'voluntary');
  const theirs = await elsewhere.agency('Eastwick Schools', 'education');
  const asker = () => visitor(office.world, office.host);
  const rowsOf: Consulting['rowsOf'] = async (words) => {
    const { rows } = await sql<{ id: string; number: number }>`
      select c.id, c.number from app.consultation c where exists (select from app.consultation_word w
        where w.consultation_id = c.id and w.words like ${`%${words}%`})`.execute(office.owner);
    return rows;
  };
  return {
    office,
    school,
    coordinator: await office.person('coordinator', { name: 'Robin Coordinator' }),
    representative: await office.person('member', { agency: school, name: 'Robin Representative' }),
    strangers: [
      await office.person('member', { agency: hospital }),
      await office.person('chair'),
      await office.person('administrator'),
      await office.person('inspector'),
      await office.person('safeguarding-lead', { agency: school }),
      await elsewhere.person('coordinator'),
      await elsewhere.person('member', { agency: theirs }),
    ],
    asker,
    rowsOf,
    async asked(gist, more = {}) {
      const person = asker();
      await person.open('/consult/ask');
      await person.send(goodAsking({ gist, ...more }));
      const receipt = receiptOn(person);
      assert.equal(receipt.length, 29, person.page.problems.join());
      const [row] = await rowsOf(gist);
      return { person, receipt, id: row?.id ?? '', number: row?.number ?? 0 };
    },
    async close() {
      await elsewhere.close();
      await office.close();
    },
  };
}
