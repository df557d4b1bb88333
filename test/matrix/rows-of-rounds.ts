import { type RawBuilder, sql } from 'kysely';
import type { TableRights } from './statements.ts';
import type { Place } from './rows-of-case.ts';

/**
 * The tables of what is asked between meetings, and of the scrutineer's challenges. Nobody of the matrix has a seat that is asked:
 * src/rounds tries it. Rows are added by functions alone.
 */
export const roundTables: Readonly<Record<string, TableRights>> = {
  'app.round': { of: 'case_id', seen: ['round.read'] },
  'app.round_seat': { of: 'case_id', seen: ['round.read'] },
  'app.round_paper': { of: 'case_id', seen: ['round.read'] },
  'app.round_answer': { of: 'case_id', seen: ['round.read'] },
  'app.round_step': { of: 'case_id', seen: ['round.read'] },
  'app.challenge': { of: 'case_id', seen: ['challenge.read'] },
  'app.challenge_step': { of: 'case_id', seen: ['challenge.read'] },
};

/** A question with its seat, paper, answer and reminder, and a challenge with its answer. */
export const roundRows = ({ here, by }: Place): RawBuilder<unknown> => sql`
  round_place as (insert into app.review_group_seat (partnership_id, id, group_id, name, capacity)
    select ${here}, o.id, g.id, 'Seat ' || o.id, 'member' from opened o join app.review_group g on g.partnership_id = ${here} and g.kind = 'main'),
  round_asked as (insert into app.round (partnership_id, id, case_id, number, group_id, reference, pseudonym, question, proposal, due_on, hash, asked_by)
    select ${here}, o.id, o.id, 1, g.id, 'EASP-2026-0001', 'Child Linden', 'Do you agree?', '', ctx.today(), sha256(''), ${by}
    from opened o join app.review_group g on g.partnership_id = ${here} and g.kind = 'main'),
  round_seat as (insert into app.round_seat (partnership_id, case_id, round_id, seat_id, seat_name, capacity)
    select ${here}, id, id, id, 'A seat', 'member' from opened),
  round_paper as (insert into app.round_paper (partnership_id, case_id, round_id, file_id, ordinal, number, version, title, sha256)
    select ${here}, id, id, id, 1, 1, 1, 'A letter', sha256('') from opened),
  round_answered as (insert into app.round_answer (partnership_id, case_id, round_id, seat_id, account_id, name, stands, several, position,
      words, is_late) select ${here}, id, id, id, ${by}, 'Somebody', 'holder', false, 'agrees', '', false from opened),
  round_chased as (insert into app.round_step (partnership_id, case_id, round_id, rung) select ${here}, id, id, 'due' from opened),
  challenged as (insert into app.challenge (partnership_id, id, case_id, reference, rule, to_whom, words, due_on, made_by)
    select ${here}, id, id, 'EASP-2026-0001', 'RR-01', 'chair', 'Why?', ctx.today(), ${by} from opened),
  challenge_answered as (insert into app.challenge_step (partnership_id, case_id, challenge_id, kind, words, said_by, name)
    select ${here}, id, id, 'answered', 'Because.', ${by}, 'Somebody' from opened)`;
