import type { TableRights } from './statements.ts';

/**
 * Chronologies with the acts that touch them. Those of the matrix are released, so everybody on the case reads them; what an agency sees
 * before that, and what the bearer of its link does, src/chronology tries.
 */
export const chronologyTables: Readonly<Record<string, TableRights>> = {
  'app.chronology': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.open'],
    row: `(partnership_id, case_id, number, opened_by) values (:here, $1, 2, ctx.uid())`,
    changed: ['chronology.release'],
    change: 'closed_at = now(), closed_by = ctx.uid()',
    changeable: 'closed_at is null',
  },
  'app.chronology_setup': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.open'],
    row: `(partnership_id, case_id, chronology_id, version, title, columns, set_by)
      values (:here, $1, $1, 2, 'a title', '[{"key": "date"}]', ctx.uid())`,
  },
  'app.chronology_lane': { of: 'case_id', seen: ['chronology.read'] },
  'app.chronology_lane_step': { of: 'case_id', seen: ['history.read'] },
  'app.chronology_return': { of: 'case_id', seen: ['chronology.read'] },
  'app.chronology_row': { of: 'case_id', seen: ['chronology.read'] },
  'app.chronology_mark': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.mark'],
    row: `(partnership_id, case_id, chronology_id, kind, words, made_by) values (:here, $1, $1, 'comment', 'words', ctx.uid())`,
  },
  'app.chronology_mark_row': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.mark'],
    row: `(partnership_id, case_id, mark_id, lane_id, row_id) values (:here, $1, $1, $1, 'another')`,
  },
  'app.chronology_term': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.mark'],
    row: `(partnership_id, case_id, chronology_id, kind, forms, shown, made_by)
      values (:here, $1, $1, 'person', array['Somebody'], 'the mother', ctx.uid())`,
  },
  'app.chronology_view': {
    of: 'case_id',
    seen: ['chronology.read'],
    added: ['chronology.mark'],
    row: `(partnership_id, case_id, chronology_id, name, filters, saved_by) values (:here, $1, $1, 'another', '{}', ctx.uid())`,
    changed: ['chronology.mark'],
    change: 'removed_at = now()',
    changeable: 'removed_at is null',
  },
};

/** Tables of a chronology that are read by whoever writes in them, and by nobody else. */
export const chronologyOwn: Readonly<Record<string, string>> = {
  'app.chronology_draft': 'the agency’s own until it is sent; src/chronology tries it',
  'app.chronology_upload': 'for whoever brought the file, until it is sent; src/chronology tries it',
};
