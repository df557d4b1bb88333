import { look } from '../acts/view.ts';
import { formKey } from '../acts/once.ts';
import type { Here } from '../acts/work-room.ts';
import { bearerOf } from '../acts/work-route.ts';
import { type MergedGround, type MergedWish, mergedView, type Tx } from './commands-merged.ts';
import { glossaryOf } from './engine/merging/glossary.ts';
import type { Episode, Mark } from './marks.ts';
import type { UnreadRow } from './merged.ts';
import type { UnreadShown } from './pages/merged.ts';
import { presentNames, provenance, type RowsShowing } from './present-merged.ts';
import { baseOf, wantedIn } from './routes-here.ts';

/** Where the pages of the merge begin. */
export const mergedBase = (here: Here): string => `${baseOf(here)}/merged`;

/** Whether the rows are to be read with the names in them. */
export const namesIn = ({ request }: Here): boolean =>
  (request.query.get('names') ?? request.form.get('names')) === 'shown';

/** The end of an address, so that names stay as they are on the next page. */
export const namesQuery = (here: Here): string => (namesIn(here) ? '?names=shown' : '');

/** Looks at a part of the merge; null where it is not there, or not for whoever asks. */
export async function lookAt<Of>(
  here: Here,
  what: string,
  read: (tx: Tx, ground: MergedGround) => Promise<Of | null>,
  facts: Readonly<Record<string, string | number | boolean>> = {},
): Promise<(MergedGround & { readonly found: Of }) | null> {
  const names = namesIn(here);
  const wish: MergedWish = { ...wantedIn(here), names };
  const outcome = await look(here.room, bearerOf(here.request), mergedView(what, read, names, facts), wish);
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Takes the names out of a text, or leaves them in where they were asked for. */
export const plainOf = (here: Here, { glossary }: MergedGround): ((text: string) => string) =>
  namesIn(here) ? (text) => text : glossaryOf(glossary.all).anonymise;

/** How rows are shown here. */
export const showingOf = (
  here: Here,
  ground: MergedGround,
  marks: readonly Mark[],
  episodes: readonly Episode[],
  born: RowsShowing['born'],
): RowsShowing => ({
  base: mergedBase(here),
  query: namesQuery(here),
  plain: plainOf(here, ground),
  marks,
  episodes,
  born,
});

/** The line that says whether names are in what is shown. */
export const namesOf = (here: Here, { glossary }: MergedGround) =>
  presentNames(
    namesIn(here),
    glossary.all.length,
    here.request.path.split('?', 1)[0] ?? here.request.path,
    here.request.query,
  );

/** Rows that could not be dated, as they are shown. */
export const presentUnread = (
  rows: readonly UnreadRow[],
  plain: (text: string) => string,
): readonly UnreadShown[] =>
  rows.map((row) => ({
    agency: row.agency,
    given: plain(row.given),
    why: plain(row.why),
    cells: Object.entries(row.columns).map(([label, words]) => ({
      label: plain(label),
      words: plain(words),
    })),
    place: provenance(row, plain),
  }));

/** What every form carries. */
export const tokensOf = (here: Here, action: string) => ({
  action,
  formToken: here.request.formToken,
  formKey: formKey(here.request.form),
});
