import { may } from '../access/policy.ts';
import { paperAnswer } from '../acts/paper-answer.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { glossaryOf } from './engine/merging/glossary.ts';
import { writeCsv } from './engine/writing/write-csv.ts';
import { writeJson } from './engine/writing/write-json.ts';
import { writeXlsx } from './engine/writing/write-xlsx.ts';
import {
  type ExportKind,
  exportKind,
  exportOf,
  mostExported,
  paperOf,
  type ToExport,
} from './merged-export.ts';
import { filterWords, isWhole } from './merged-filter.ts';
import { lookAt, namesIn } from './routes-merged-here.ts';
import { readMarks } from './store-marks.ts';
import { foundIn } from './routes-merged-find.ts';
import { readBorn, readFiltered, readMergedRows, readReturnsTaken, readUnread } from './store-merged.ts';

/** The ledger of the files of the merge. */
export function mergedFileRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged/file/:as';
  return [page(path, 'chronology.read', 'session', open(giveFile))];
}

async function giveFile(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  const as = exportKind(request.params['as'] ?? null);
  if (as === null) return null;
  const names = namesIn(here);
  const ground = await lookAt(
    here,
    'file',
    async (tx, ground) => {
      const { headed, of } = ground;
      // A file with names leaves the house; it is for those who work on the merge, and nobody else is given one.
      if (names && !may(bearerOf(request).actor, 'chronology.mark', headed.standing)) return null;
      const { filter } = await foundIn(here, tx, ground);
      const most = mostExported[as];
      const rows = isWhole(filter)
        ? await readMergedRows(tx, of.id, null, most + 1)
        : (await readFiltered(tx, of.id, filter, null, most + 1)).rows;
      if (rows.length > most) return null;
      return {
        filter,
        rows,
        marks: await readMarks(tx, of.id, { most: 20_000 }),
        unread: await readUnread(tx, of.id, filter.lane, 20_000),
        returns: await readReturnsTaken(tx, of.id),
        born: await readBorn(tx, of.caseId),
      };
    },
    { as },
  );
  if (ground === null) return hidden(here);
  const { headed, of, lanes, glossary, found } = ground;
  const agencyOf = (lane: number) => lanes.find(({ number }) => number === lane)?.agency ?? null;
  const given: ToExport = {
    ...found,
    reference: headed.reference,
    pseudonym: headed.pseudonym,
    title: of.title,
    all: lanes.reduce((sum, { rows }) => sum + rows, 0),
    narrowed: filterWords(found.filter, agencyOf).map(names ? String : glossaryOf(glossary.all).anonymise),
    names,
    terms: glossary.all.length,
    seesAll: of.seesAll,
    today: request.today.toString(),
    plain: names ? (text) => text : glossaryOf(glossary.all).anonymise,
  };
  return written(as, given, `${headed.reference}-chronology-${of.number}${names ? '-with-names' : ''}`);
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
} as const;

async function written(as: ExportKind, given: ToExport, name: string): Promise<WorkAnswer> {
  if (as === 'word' || as === 'pdf')
    return paperAnswer(paperOf(given), as, `${name}.${as === 'word' ? 'docx' : 'pdf'}`);
  const { merged, facts } = exportOf(given);
  const file =
    as === 'xlsx'
      ? await writeXlsx(merged, facts)
      : as === 'csv'
        ? writeCsv(merged, facts)
        : // Read back, it is the same chronology; what it leaves out stands beside it.
          writeJson({
            ...merged,
            leftOut: facts.files.at(-1)?.notes.map(({ words }) => words) ?? [],
          } as typeof merged);
  return { file, type: types[as], saveAs: `${name}.${as}` };
}
