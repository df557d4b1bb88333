-- Clocks, again: deriving all of them quicker, a ladder of reminders that a partnership sets for itself, a pause or an extension for the time
-- of a review, and the kind of day in the trail.

-- A hundred thousand open clocks are derived anew in a few seconds. A clock that ended before the day that was added or withdrawn, or that
-- begins after it, cannot be moved by it: only the others are read, with every case in which somebody changed a time. Cases with the same
-- facts and the same clocks come as one row, so that the law is asked once for them; their identifiers as one text, which costs the least.
drop function ctx.cases_to_derive(uuid, integer);
create function ctx.cases_to_derive(beyond uuid, most integer)
  returns table (case_ids text, how_many integer, last_id uuid, event text, days jsonb, changes jsonb, clocks jsonb)
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  changed_day date;
begin
  select b.day into changed_day from app.calendar_run r
    join app.bank_holiday b on b.partnership_id = r.partnership_id and b.id = r.holiday_id
    where ctx.kind() = 'job' and r.partnership_id = here and r.id = ctx.subject_id() and r.ended_at is null;
  if changed_day is null then return; end if;
  return query
    with part as materialized (
      select distinct k.case_id from app.case_clock k
      where k.partnership_id = here and k.case_id > beyond and (k.starts_on <= changed_day and k.due_on >= changed_day
        or exists (select from app.case_clock_change h where h.partnership_id = here and h.case_id = k.case_id))
      order by k.case_id limit most),
    d as (select d.case_id, jsonb_object_agg(d.kind, d.day) as all_of_it from part
      join app.case_date d on d.partnership_id = here and d.case_id = part.case_id and d.superseded_at is null group by 1),
    h as (select h.case_id, jsonb_agg(jsonb_build_object('rule', h.rule, 'kind', h.kind, 'day', h.day) order by h.recorded_at, h.id) as all_of_it
      from part join app.case_clock_change h on h.partnership_id = here and h.case_id = part.case_id group by 1),
    k as (select k.case_id, jsonb_object_agg(k.rule, k.due_on) as all_of_it from part
      join app.case_clock k on k.partnership_id = here and k.case_id = part.case_id group by 1)
    select string_agg(c.id::text, ' '), count(*)::integer, max(c.id::text)::uuid, c.event, coalesce(d.all_of_it, '{}'), coalesce(h.all_of_it, '[]'), k.all_of_it
    from k join app.case_file c on c.partnership_id = here and c.id = k.case_id
      left join d on d.case_id = k.case_id left join h on h.case_id = k.case_id
    group by 4, 5, 6, 7;
end
$$;
-- Notes what the run came to for the cases after one and up to another: the clocks whose last day moved, with what it was. All clocks of
-- those cases count as looked at. `upto` is null for the rest of them. Answers how many moved.
drop function ctx.note_derived(jsonb, integer);
create function ctx.note_derived(beyond uuid, upto uuid, case_ids text[], rules text[], old_days date[], new_days date[]) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  -- Asked once: to prove them for every row would cost more than all the rest.
  here uuid := ctx.partnership_id();
  run uuid := ctx.subject_id();
  noted integer;
begin
  if ctx.kind() is distinct from 'job' or not exists (select from app.calendar_run r
      where r.partnership_id = here and r.id = run and r.ended_at is null) then
    raise exception 'only the job of a run derives clocks' using errcode = '42501';
  end if;
  with told as materialized (
    select c.case_id, t.rule, t.old_due, t.new_due
    from unnest(case_ids, rules, old_days, new_days) as t (cases, rule, old_due, new_due)
      cross join lateral unnest(string_to_array(t.cases, ' ')::uuid[]) as c (case_id) order by c.case_id),
  changed as (
    update app.case_clock k set due_on = t.new_due from told t
    where k.partnership_id = here and k.case_id = t.case_id and k.rule = t.rule and k.due_on = t.old_due
    returning t.case_id, t.rule, t.old_due, t.new_due)
  insert into app.case_clock_history (partnership_id, case_id, rule, old_due, new_due, why, run_id)
    select here, c.case_id, c.rule, c.old_due, c.new_due, 'calendar', run from changed c;
  get diagnostics noted = row_count;
  update app.calendar_run r set moved = r.moved + noted, looked_at = r.looked_at + (select count(*) from app.case_clock k
      where k.partnership_id = here and k.case_id > beyond and (upto is null or k.case_id <= upto))
    where r.partnership_id = here and r.id = run;
  return noted;
end
$$;
-- The end of a run: who is told that dates of theirs moved, each once, with how many. The same people and numbers as before, counted for each
-- case once and not for each date of each person.
create or replace function ctx.end_calendar_run() returns table (email text)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  run uuid := ctx.subject_id();
begin
  update app.calendar_run r set ended_at = now()
    where ctx.kind() = 'job' and r.partnership_id = here and r.id = run and r.ended_at is null;
  if not found then return; end if;
  return query
    with moved as materialized (
      select h.case_id, count(distinct h.rule) as all_of_it, count(distinct h.rule) filter (where h.rule ~ '^(NOT|SCR-01)') as notifying
      from app.case_clock_history h
        join app.case_file c on c.partnership_id = h.partnership_id and c.id = h.case_id and c.state <> 'closed'
      where h.partnership_id = here and h.run_id = run and exists (select from app.due_clock k
        where k.partnership_id = h.partnership_id and k.case_id = h.case_id and k.rule = h.rule and k.met_on is null)
      group by 1),
    parts as materialized (
      select p.account_id, p.email, p.case_id, bool_or(p.role = 'coordinator') as coordinates, bool_or(p.role = 'notifier') as notifies,
        bool_or(p.role = 'partner-delegate') as delegates
      from ctx.answer_for_clocks((select array_agg(o.case_id) from moved o)) p where p.role <> 'chair' group by 1, 2, 3),
    mine as (
      select p.account_id, p.email, sum(case when p.coordinates then m.all_of_it
          else case when p.notifies then m.notifying else 0 end + case when p.delegates then m.all_of_it - m.notifying else 0 end
        end)::integer as dates
      from parts p join moved m on m.case_id = p.case_id group by 1, 2),
    noted as (
      insert into app.calendar_told (partnership_id, run_id, account_id, dates)
      select here, run, i.account_id, i.dates from mine i where i.dates > 0 on conflict do nothing returning account_id)
    select i.email from mine i join noted n on n.account_id = i.account_id;
end
$$;

grant execute on function ctx.cases_to_derive(uuid, integer), ctx.note_derived(uuid, uuid, text[], text[], date[], date[]) to foresight_worker;

-- When whom is reminded of which limits, from a day on. A row is never changed: another ladder is another row, and of those that have begun
-- the latest holds. Without steps the usual ladder of src/partnership/partnership.ts holds again.
create table app.reminder_ladder (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- src/calendar/ladder.ts says which rules belong to which.
  family text not null check (family in ('notification', 'rapid-review', 'review')),
  from_day date not null,
  steps jsonb check (steps is null or (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 8 and length(steps::text) <= 2000)),
  reason text not null check (reason <> '' and length(reason) <= 2000),
  set_by uuid not null references app.account,
  set_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
create index reminder_ladder_of on app.reminder_ladder (partnership_id, family, from_day desc, set_at desc);
create index reminder_ladder_set_by on app.reminder_ladder (set_by);
alter table app.reminder_ladder enable row level security;
alter table app.reminder_ladder force row level security;
create policy owner on app.reminder_ladder to foresight_owner using (true) with check (true);
create policy sees on app.reminder_ladder for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and ((select ctx.is_administrator()) or (select ctx.has_role('coordinator', 'chair'))));
-- What has been sent cannot be unsaid: a ladder begins today at the earliest.
create policy administrator_sets on app.reminder_ladder for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and set_by = (select ctx.uid())
  and from_day >= (select ctx.today()));
grant select, insert on app.reminder_ladder to foresight_app;

-- The ladders of its partnership's own that hold on a day, for the sweep.
create function ctx.ladders_on(on_day date) returns table (family text, steps jsonb)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select distinct on (l.family) l.family, l.steps from app.reminder_ladder l
  where (select ctx.kind()) = 'job' and (select ctx.subject_id()) = (select ctx.partnership_id())
    and l.partnership_id = (select ctx.partnership_id()) and l.from_day <= on_day
  order by l.family, l.from_day desc, l.set_at desc
$$;
grant execute on function ctx.ladders_on(date) to foresight_worker;

-- As before, with the rules that a step is about: a pattern, because a ladder is set for one family of rules and not for all of them.
create or replace function ctx.remind(steps jsonb) returns table (email text, reminders bigint)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep reminds' using errcode = '42501';
  end if;
  return query
    with ladder as materialized (
      select s.step, s.rules, s.due_from, s.due_to, s.roles
      from jsonb_to_recordset(steps) as s (step text, rules text, due_from date, due_to date, roles jsonb)),
    due as materialized (
      select l.step, l.roles, k.case_id, k.rule, k.due_on
      from ladder l join app.due_clock k on k.partnership_id = here and k.met_on is null and k.paused_on is null
          and k.due_on between l.due_from and l.due_to and k.rule ~ l.rules
        join app.case_file c on c.partnership_id = k.partnership_id and c.id = k.case_id and c.state <> 'closed'),
    whom as materialized (select * from ctx.answer_for_clocks((select array_agg(distinct d.case_id) from due d))),
    noted as (
      insert into app.clock_reminder (partnership_id, case_id, rule, due_on, step, account_id)
      select distinct here, d.case_id, d.rule, d.due_on, d.step, w.account_id
      from due d join whom w on w.case_id = d.case_id
      where case when d.roles ? 'holder' and w.role in ('notifier', 'coordinator')
          then w.role = case when d.rule ~ '^(NOT|SCR-01)' then 'notifier' else 'coordinator' end else false end
        or d.roles ? w.role
      on conflict do nothing returning account_id)
    select w.email, count(*) from noted n join (select distinct o.account_id, o.email from whom o) w on w.account_id = n.account_id group by 1;
end
$$;

-- The time of a review that guidance sets and no Act does can be paused or extended like that of a case. Null for a clock of the case.
alter table app.case_clock_change add column review_id uuid;
alter table app.case_clock_change add constraint case_clock_change_review
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id);
alter table app.case_clock_change add constraint case_clock_change_of_review check ((review_id is null) = (rule !~ '^RE[PV]-'));
create index case_clock_change_of_review on app.case_clock_change (partnership_id, case_id, review_id) where review_id is not null;
alter table app.review_clock add column paused_on date;
-- Whether something that was not met lies more than two years before its record was opened here: src/cases/clocks.ts says the same.
create function ctx.is_unrecorded(due_on date, opened_on date) returns boolean language sql immutable as
  $$ select due_on < (opened_on - interval '2 years')::date $$;
grant execute on function ctx.is_unrecorded(date, date) to foresight_app;

-- With the day on which the record was opened here: of what was due long before, nobody can say that it is late because it is not recorded.
create or replace view app.due_clock with (security_invoker = true) as
  select k.partnership_id, k.case_id, k.rule, k.starts_on, k.due_on, k.met_on, k.paused_on,
    (select (c.opened_at at time zone 'Europe/London')::date from app.case_file c
      where c.partnership_id = k.partnership_id and c.id = k.case_id) as opened_on
  from app.case_clock k
  union all
  select r.partnership_id, r.case_id, r.rule, r.starts_on, r.due_on, r.met_on, r.paused_on,
    (select (v.opened_at at time zone 'Europe/London')::date from app.review v
      where v.partnership_id = r.partnership_id and v.id = r.review_id) as opened_on
  from app.review_clock r;

-- Which kind of day was recorded, out of the words of an entry: a code, for whoever may read the entry. The words themselves stay with the
-- operator.
alter table audit.entry_words add column day_kind text generated always as (
  case when verb in ('date.record', 'review.record') then body::jsonb #>> '{facts,kind}' end) stored;
grant select (day_kind) on audit.entry_words to foresight_app;
