import { type RawBuilder, sql } from 'kysely';
import type { Place } from './rows-of-case.ts';

/** What the review found, what it rests on, what it recommends to a body outside, and what will be done. */
export const improvementRows = ({ here, by }: Place): RawBuilder<unknown> => sql`
  found as (insert into app.finding (partnership_id, id, case_id, review_id, number, made_by) select ${here}, id, id, id, 1, ${by} from opened),
  found_version as (insert into app.finding_version (partnership_id, finding_id, number, kind, title, words, saved_by)
    select ${here}, id, 1, 'practice', 'a title', 'words', ${by} from opened),
  found_link as (insert into app.finding_link (partnership_id, id, finding_id, kind, place, words, added_by)
    select ${here}, id, id, 'paragraph', '4.12', 'words', ${by} from opened),
  recommended as (insert into app.recommendation (partnership_id, id, case_id, review_id, origin, number, headline, words, version, made_by)
    select ${here}, id, id, id, 'review', 1, 'a headline', 'words', 1, ${by} from opened returning id),
  asked as (insert into app.recommendation_ask (partnership_id, id, recommendation_id, body, added_by)
    select ${here}, id, id, 'Another body', ${by} from recommended returning id),
  planned as (insert into app.action (partnership_id, id, recommendation_id, ask_id, number, reach, title, needed, first_due, due_on, made_by)
    select ${here}, id, id, id, 1, 'single-agency', 'words', 'words', ctx.today(), ctx.today(), ${by} from asked)`;
