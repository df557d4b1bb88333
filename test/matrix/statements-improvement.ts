import type { TableRights } from './statements.ts';

/**
 * What a review found and recommends, with the acts that touch it. In the matrix nothing is addressed to an agency of anybody, nor in
 * anybody's hand or watched by a group: what those see besides src/improvement tries, and of those who plan actions only coordinators are here.
 */
export const improvementTables: Readonly<Record<string, TableRights>> = {
  'app.finding': {
    of: 'case_id',
    seen: ['finding.read'],
    added: ['finding.write'],
    row: `(partnership_id, case_id, review_id, number, made_by) values (:here, $1, $1, 2, ctx.uid())`,
  },
  'app.recommendation': {
    of: 'case_id',
    seen: ['finding.read'],
    added: ['recommendation.write'],
    row: `(partnership_id, case_id, review_id, origin, number, made_by) values (:here, $1, $1, 'review', 2, ctx.uid())`,
  },
  'app.recommendation_ask': {
    of: 'case_id',
    seen: ['finding.read'],
    added: ['recommendation.write'],
    row: `(partnership_id, recommendation_id, body, added_by) values (:here, $1, 'A third body', ctx.uid())`,
  },
  'app.action': {
    of: 'case_id',
    seen: ['finding.read'],
    added: ['recommendation.ask'],
    row: `(partnership_id, recommendation_id, number, reach, title, needed, first_due, due_on, made_by)
      values (:here, $1, 2, 'single-agency', 'words', 'words', ctx.today(), ctx.today(), ctx.uid())`,
  },
};
