-- Why a case was closed or opened again, and why a day on record was corrected: the words stay with the case, because the trail
-- holds none that a person wrote.

create table app.case_move (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  act text not null check (act in ('close', 'reopen')),
  reason text not null check (reason <> '' and length(reason) <= 2000),
  moved_by uuid not null references app.account,
  moved_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file
);
create index case_move_case on app.case_move (partnership_id, case_id, moved_at desc);
create index case_move_moved_by on app.case_move (moved_by);
select ctx.guard_case_table('case_move', 'case_id');
grant select, insert on app.case_move to foresight_app;

-- Empty for the first record of a day.
alter table app.case_date add column reason text not null default '' check (length(reason) <= 2000);

-- The list of cases goes back from the newest reference, and every page of a case begins with one; both stay within the partnership.
create index case_date_case on app.case_date (partnership_id, case_id, kind, recorded_at desc);
