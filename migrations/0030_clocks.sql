-- Clocks that are changed: by a day off that is proclaimed or called off, by an authority that pauses or extends a time that is not the
-- law's, and by a day on record that is corrected. Every date that moves keeps what it was. Besides, the reason for which something was
-- done late, what was reminded to whom, and the address at which somebody's own calendar program finds what is due.

-- Why a day on record came after the last day for it: a code of src/cases/late-reasons.ts, which is ours, and words.
alter table app.case_date add column late_reason text check (late_reason ~ '^[a-z]+(-[a-z]+)*$' and length(late_reason) <= 40);
alter table app.case_date add column late_words text not null default '' check (length(late_words) <= 2000);
alter table app.case_date add constraint case_date_late check (late_reason is not null or late_words = '');

-- What differs here from the bank holidays that are shipped: a day off that was proclaimed, or a shipped one that is a working day after
-- all, as when it is moved. A row is never changed but to be withdrawn, which is another act with a reason of its own.
create table app.bank_holiday (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  day date not null check (day between '2000-01-01' and '2035-12-31'),
  effect text not null check (effect in ('day-off', 'working-day')),
  name text not null check (name <> '' and length(name) <= 200),
  -- Where it is written that it is so: a proclamation, a page of GOV.UK.
  source text not null check (source <> '' and length(source) <= 2000),
  added_by uuid not null references app.account,
  added_at timestamptz not null default now(),
  withdrawn_by uuid references app.account,
  withdrawn_at timestamptz,
  withdrawn_why text not null default '' check (length(withdrawn_why) <= 2000),
  primary key (partnership_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why = ''))
);
create unique index bank_holiday_day on app.bank_holiday (partnership_id, day) where withdrawn_at is null;
create index bank_holiday_added_by on app.bank_holiday (added_by);
create index bank_holiday_withdrawn_by on app.bank_holiday (withdrawn_by) where withdrawn_by is not null;

-- One time that every clock was derived anew, because a day was added or withdrawn, with how far it has come.
create table app.calendar_run (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  holiday_id uuid not null,
  act text not null check (act in ('added', 'withdrawn')),
  asked_by uuid not null references app.account,
  asked_at timestamptz not null default now(),
  begun_at timestamptz,
  ended_at timestamptz,
  -- Clocks: all there were when it began, those looked at, and those whose last day moved.
  total integer not null default 0,
  looked_at integer not null default 0,
  moved integer not null default 0,
  primary key (partnership_id, id),
  foreign key (partnership_id, holiday_id) references app.bank_holiday
);
create index calendar_run_asked on app.calendar_run (partnership_id, asked_at desc);
create index calendar_run_holiday on app.calendar_run (partnership_id, holiday_id);
create index calendar_run_asked_by on app.calendar_run (asked_by);

-- Who was told that dates moved, and how many of theirs: a number, and no case.
create table app.calendar_told (
  partnership_id uuid not null,
  run_id uuid not null,
  account_id uuid not null references app.account,
  dates integer not null,
  told_at timestamptz not null default now(),
  primary key (partnership_id, run_id, account_id),
  foreign key (partnership_id, run_id) references app.calendar_run
);
create index calendar_told_account on app.calendar_told (account_id);

-- The day from which a clock does not run, while it is paused. The last day beside it is then what it was before, and is not waited for.
alter table app.case_clock add column paused_on date;

-- A pause, the end of one, or another last day: by whose authority, and why. Never for a time that an Act or the statutory guidance sets for
-- telling somebody of an incident: nothing in the sources gives anybody that power. src/cases/clock-change.ts says the same.
create table app.case_clock_change (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  rule text not null check (rule ~ '^[A-Z]{2,4}-[0-9]{2}$' and rule !~ '^(NOT-0[123]|SCR-|TR-)'),
  kind text not null check (kind in ('paused', 'resumed', 'extended')),
  -- The first day that does not count, the first that counts again, or the new last day.
  day date not null,
  authority_name text not null check (authority_name <> '' and length(authority_name) <= 200),
  authority_capacity text not null check (authority_capacity <> '' and length(authority_capacity) <= 200),
  authorised_on date not null,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file
);
create index case_clock_change_of on app.case_clock_change (partnership_id, case_id, rule, recorded_at);
create index case_clock_change_recorded_by on app.case_clock_change (recorded_by);

-- Every last day that moved: what it was, what it is, why, when, and by whose act.
create table app.case_clock_history (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  rule text not null check (rule ~ '^[A-Z]{2,4}-[0-9]{2}$'),
  old_due date not null,
  new_due date not null,
  why text not null check (why in ('facts', 'calendar', 'changed')),
  run_id uuid,
  moved_by uuid references app.account,
  moved_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, run_id) references app.calendar_run,
  check ((why = 'calendar') = (run_id is not null))
);
create index case_clock_history_of on app.case_clock_history (partnership_id, case_id, rule, moved_at desc);
create index case_clock_history_run on app.case_clock_history (partnership_id, run_id) where run_id is not null;
create index case_clock_history_moved_by on app.case_clock_history (moved_by) where moved_by is not null;

-- What somebody was reminded of: each step of the ladder once for a last day, however often the sweep runs.
create table app.clock_reminder (
  partnership_id uuid not null,
  case_id uuid not null,
  rule text not null,
  due_on date not null,
  step text not null check (step ~ '^[a-z]+(-[a-z0-9]+)*$'),
  account_id uuid not null references app.account,
  reminded_at timestamptz not null default now(),
  primary key (partnership_id, case_id, rule, due_on, step, account_id),
  foreign key (partnership_id, case_id) references app.case_file
);
create index clock_reminder_account on app.clock_reminder (account_id, partnership_id);

-- The address at which somebody's calendar program asks what is due. Of the word in it only the hash is kept.
create table app.calendar_feed (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null references app.account,
  hash bytea not null unique check (length(hash) = 32),
  label text not null check (length(label) <= 100),
  made_at timestamptz not null default now(),
  asked_at timestamptz,
  revoked_at timestamptz,
  primary key (partnership_id, id)
);
create index calendar_feed_account on app.calendar_feed (account_id, partnership_id);

select ctx.guard_case_table(t, 'case_id') from unnest(array['case_clock_change', 'case_clock_history', 'clock_reminder']) t;
do $$ declare name text; begin
  foreach name in array array['bank_holiday', 'calendar_run', 'calendar_told', 'calendar_feed'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
  end loop;
end $$;

-- How days are counted here is anybody's to see who is signed in; to say otherwise, the administrator's.
create policy here on app.bank_holiday for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session');
create policy administrator_adds on app.bank_holiday for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and added_by = (select ctx.uid()) and withdrawn_at is null);
create policy administrator_withdraws on app.bank_holiday for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and withdrawn_at is null)
  with check (partnership_id = (select ctx.partnership_id()) and withdrawn_by = (select ctx.uid()));
create policy here on app.calendar_run for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session');
create policy administrator_asks on app.calendar_run for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and asked_by = (select ctx.uid()) and begun_at is null);
create policy administrator on app.calendar_told for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
create policy notifier_adds on app.case_clock_history for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy in_own_name on app.case_clock_history as restrictive for insert to foresight_app with check (
  moved_by = (select ctx.uid()) and run_id is null);
create policy in_own_name on app.case_clock_change as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
-- Whom the mail went to is for those who answer for it.
drop policy sees on app.clock_reminder;
create policy sees on app.clock_reminder for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('coordinator', 'chair')));
create policy own on app.calendar_feed for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()));
create policy own_adds on app.calendar_feed for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session' and account_id = (select ctx.uid()) and revoked_at is null);
create policy own_revokes on app.calendar_feed for update to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()) and revoked_at is null) with check (account_id = (select ctx.uid()));

grant select on app.bank_holiday, app.calendar_run, app.calendar_told, app.case_clock_change, app.case_clock_history, app.clock_reminder to foresight_app;
grant select (partnership_id, id, account_id, label, made_at, asked_at, revoked_at) on app.calendar_feed to foresight_app;
grant insert on app.bank_holiday, app.calendar_run, app.case_clock_change, app.case_clock_history, app.calendar_feed to foresight_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_why) on app.bank_holiday to foresight_app;
grant update (revoked_at) on app.calendar_feed to foresight_app;

-- How days are counted is public, like the settings that it stands among, and the public calculator counts by it.
create or replace view published.partnership as
  select p.id, p.reference_prefix, p.name, p.short_name, p.rest_of_name, p.training, p.authority_code, p.authority_name,
    p.settings || jsonb_build_object('bankHolidays', (
      select coalesce(jsonb_agg(jsonb_build_object('day', h.day, 'effect', h.effect, 'name', h.name) order by h.day), '[]')
      from app.bank_holiday h where h.partnership_id = p.id and h.withdrawn_at is null)) as settings, p.created_at,
    (select coalesce(array_agg(h.host order by h.ordinal, h.host), '{}') from app.partnership_host h where h.partnership_id = p.id) as hosts,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'name', n.name, 'abbreviation', n.abbreviation,
        'from', n.from_day, 'until', n.until_day, 'known', n.known, 'note', n.note)
        order by n.kind, n.from_day nulls first, n.name), '[]')
      from app.dated_name n where n.partnership_id = p.id) as names
  from app.partnership p;
create trigger counted after insert or update on app.bank_holiday for each row execute function published.count_change();

-- Whoever derives clocks holds this lock until the end of the transaction: many at once for one case each, and nobody besides who derives all
-- of them. What is read of the calendar after it is then what holds, and no clock is written by a calendar that has changed meanwhile.
create function ctx.hold_calendar() returns void language sql as
  $$ select pg_advisory_xact_lock_shared(hashtextextended('calendar ' || ctx.partnership_id(), 0)) $$;
create function ctx.shut_calendar() returns void language sql as
  $$ select pg_advisory_xact_lock(hashtextextended('calendar ' || ctx.partnership_id(), 0)) $$;

-- The job of one run begins, or begins again after a worker died: how many clocks there are to look at. Null where it is over.
create function ctx.begin_calendar_run() returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  counted integer;
begin
  update app.calendar_run r set begun_at = coalesce(r.begun_at, now()), looked_at = 0,
      total = (select count(*) from app.case_clock k where k.partnership_id = here)
    where ctx.kind() = 'job' and r.partnership_id = here and r.id = ctx.subject_id() and r.ended_at is null
    returning r.total into counted;
  return counted;
end
$$;

-- The next cases of the run, by their identifiers, with everything that their clocks are derived from, and the clocks as they are kept.
create function ctx.cases_to_derive(beyond uuid, most integer) returns table (case_id uuid, event text, days jsonb, changes jsonb, clocks jsonb)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with part as materialized (
    select distinct k.case_id from app.case_clock k
    where (select ctx.kind()) = 'job' and k.partnership_id = (select ctx.partnership_id()) and k.case_id > beyond
      and exists (select from app.calendar_run r where r.partnership_id = (select ctx.partnership_id()) and r.id = (select ctx.subject_id()) and r.ended_at is null)
    order by k.case_id limit most),
  d as (select d.case_id, jsonb_object_agg(d.kind, d.day) as all_of_it from app.case_date d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id in (select part.case_id from part) and d.superseded_at is null group by 1),
  h as (select h.case_id, jsonb_agg(jsonb_build_object('rule', h.rule, 'kind', h.kind, 'day', h.day) order by h.recorded_at, h.id) as all_of_it
    from app.case_clock_change h
    where h.partnership_id = (select ctx.partnership_id()) and h.case_id in (select part.case_id from part) group by 1),
  k as (select k.case_id, jsonb_object_agg(k.rule, k.due_on) as all_of_it from app.case_clock k
    where k.partnership_id = (select ctx.partnership_id()) and k.case_id in (select part.case_id from part) group by 1)
  select c.id, c.event, coalesce(d.all_of_it, '{}'), coalesce(h.all_of_it, '[]'), k.all_of_it
  from part join app.case_file c on c.partnership_id = (select ctx.partnership_id()) and c.id = part.case_id
    join k on k.case_id = c.id left join d on d.case_id = c.id left join h on h.case_id = c.id
  order by c.id
$$;

-- Notes what the run came to for some cases: the clocks whose last day moved, with what it was, and how many were looked at.
create function ctx.note_derived(moved jsonb, looked integer) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  -- Asked once: to prove them for every row would cost more than all the rest.
  here uuid := ctx.partnership_id();
  run uuid := ctx.subject_id();
begin
  if ctx.kind() is distinct from 'job' or not exists (select from app.calendar_run r
      where r.partnership_id = here and r.id = run and r.ended_at is null) then
    raise exception 'only the job of a run derives clocks' using errcode = '42501';
  end if;
  with told as (select * from jsonb_to_recordset(moved) as t (case_id uuid, rule text, old_due date, new_due date)),
  changed as (
    update app.case_clock k set due_on = t.new_due from told t
    where k.partnership_id = here and k.case_id = t.case_id and k.rule = t.rule and k.due_on = t.old_due returning t.*)
  insert into app.case_clock_history (partnership_id, case_id, rule, old_due, new_due, why, run_id)
    select here, c.case_id, c.rule, c.old_due, c.new_due, 'calendar', run from changed c;
  update app.calendar_run r set looked_at = r.looked_at + looked, moved = r.moved + jsonb_array_length(note_derived.moved)
    where r.partnership_id = here and r.id = run;
end
$$;

-- Who answers for the clocks of some cases: coordinators and chairs for all, the notifiers and delegates of an agency that is involved, and
-- those with a part by name; never somebody who is shut out. For the functions below and nobody else.
create function ctx.answer_for_clocks(of_cases uuid[]) returns table (case_id uuid, account_id uuid, role text, email text)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with here as materialized (
    select m.account_id, m.role, m.agency_id, a.email from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = (select ctx.partnership_id()) and a.disabled_at is null
      and m.role in ('coordinator', 'chair', 'notifier', 'partner-delegate')
      and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))),
  cases as materialized (select unnest(of_cases) as id),
  agencies as materialized (
    select distinct h.agency_id, same.id from here h cross join lateral unnest(ctx.same_agency(h.agency_id)) as same (id) where h.agency_id is not null),
  found as (
    select c.id, h.account_id, h.role, h.email from cases c cross join here h where h.role in ('coordinator', 'chair')
    union
    select i.case_id, h.account_id, h.role, h.email
    from app.case_agency i join cases c on c.id = i.case_id join agencies g on g.id = i.agency_id join here h on h.agency_id = g.agency_id
    where i.partnership_id = (select ctx.partnership_id()) and h.role in ('notifier', 'partner-delegate')
      and i.from_day <= (select ctx.today()) and (i.until_day is null or i.until_day > (select ctx.today()))
    union
    select i.case_id, h.account_id, h.role, h.email
    from app.case_involvement i join cases c on c.id = i.case_id join here h on h.account_id = i.account_id and h.role = i.part
    where i.partnership_id = (select ctx.partnership_id()) and h.role in ('notifier', 'partner-delegate')
      and i.from_day <= (select ctx.today()) and (i.until_day is null or i.until_day > (select ctx.today())))
  select f.* from found f
  where not exists (select from app.case_exclusion x where x.partnership_id = (select ctx.partnership_id()) and x.case_id = f.id
    and x.account_id = f.account_id and x.ended_at is null)
$$;

-- The end of a run: who is told that dates of theirs moved, each once. A notifier answers for notifying, a delegate for the rapid review.
create function ctx.end_calendar_run() returns table (email text)
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
      select h.case_id, h.rule from app.case_clock_history h
        join app.case_clock k on k.partnership_id = h.partnership_id and k.case_id = h.case_id and k.rule = h.rule and k.met_on is null
        join app.case_file c on c.partnership_id = h.partnership_id and c.id = h.case_id and c.state <> 'closed'
      where h.partnership_id = here and h.run_id = run),
    mine as (
      select p.account_id, p.email, count(distinct (m.case_id, m.rule)) as dates
      from moved m join ctx.answer_for_clocks((select array_agg(distinct o.case_id) from moved o)) p on p.case_id = m.case_id
      where p.role in ('coordinator', case when m.rule ~ '^(NOT|SCR)' then 'notifier' else 'partner-delegate' end)
      group by 1, 2),
    noted as (
      insert into app.calendar_told (partnership_id, run_id, account_id, dates)
      select here, run, i.account_id, i.dates from mine i on conflict do nothing returning account_id)
    select i.email from mine i join noted n on n.account_id = i.account_id;
end
$$;

-- A proof for the sweep of one partnership, for ten minutes: it opens no row, and lets the two functions below be called.
create function ctx.begin_sweep(for_partnership uuid, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' or not exists (select from app.partnership p where p.id = for_partnership) then
    raise exception 'no such sweep' using errcode = '42501';
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'job', for_partnership, for_partnership, now() + interval '10 minutes');
end
$$;

-- Reminds: for each step of the ladder the open clocks whose last day lies within it, and whoever has one of its roles towards the case. What
-- was reminded before is not again. Answers to whom a mail is due, each once.
create function ctx.remind(steps jsonb) returns table (email text, reminders bigint)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep reminds' using errcode = '42501';
  end if;
  return query
    with ladder as materialized (
      select s.step, s.due_from, s.due_to, s.roles from jsonb_to_recordset(steps) as s (step text, due_from date, due_to date, roles jsonb)),
    due as materialized (
      select l.step, l.roles, k.case_id, k.rule, k.due_on
      from ladder l join app.case_clock k on k.partnership_id = here and k.met_on is null and k.paused_on is null
          and k.due_on between l.due_from and l.due_to
        join app.case_file c on c.partnership_id = k.partnership_id and c.id = k.case_id and c.state <> 'closed'),
    whom as materialized (select * from ctx.answer_for_clocks((select array_agg(distinct d.case_id) from due d))),
    noted as (
      insert into app.clock_reminder (partnership_id, case_id, rule, due_on, step, account_id)
      select distinct here, d.case_id, d.rule, d.due_on, d.step, w.account_id
      from due d join whom w on w.case_id = d.case_id
      where case when d.roles ? 'holder' and w.role in ('notifier', 'coordinator')
          then w.role = case when d.rule ~ '^(NOT|SCR)' then 'notifier' else 'coordinator' end else false end
        or d.roles ? w.role
      on conflict do nothing returning account_id)
    select w.email, count(*) from noted n join (select distinct o.account_id, o.email from whom o) w on w.account_id = n.account_id group by 1;
end
$$;

-- Opens the transaction for whoever has the address of a feed: its owner as a member of today, with the roles of today. False, and nothing
-- opened, for an address that is not, or no longer, good.
create function ctx.begin_feed(secret text, there uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  feed app.calendar_feed;
  roles text[];
  claim text;
begin
  select f.* into feed from app.calendar_feed f
    where f.hash = sha256(convert_to(secret, 'UTF8')) and f.partnership_id = there and f.revoked_at is null;
  roles := ctx.roles_of(feed.account_id, there);
  if feed.id is null or roles = '{}' then return false; end if;
  claim := json_build_object('kind', 'session', 'partnership', there, 'account', feed.account_id, 'subject', feed.id, 'roles', roles)::text;
  perform set_config('ctx.claim', claim, true);
  perform set_config('ctx.seal', ctx.seal(claim), true);
  update app.calendar_feed f set asked_at = now() where f.partnership_id = there and f.id = feed.id;
  return true;
end
$$;

-- Two more kinds of mail, besides whatever kinds there are by now.
do $$ declare kinds text; begin
  select string_agg(quote_literal(kind), ', ') into kinds from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_kind_check' and c.conrelid = 'app.mail'::regclass union select unnest(array['clock-due', 'dates-moved'])) k;
  alter table app.mail drop constraint mail_kind_check;
  execute format('alter table app.mail add constraint mail_kind_check check (kind in (%s))', kinds);
end
$$;
insert into ctx.mail_kind (kind, may, needs)
  select kind, array['partnership', 'address'], array['address'] from unnest(array['clock-due', 'dates-moved']) kind;

grant execute on function ctx.hold_calendar(), ctx.shut_calendar() to foresight_app, foresight_worker;
grant execute on function ctx.begin_feed(text, uuid) to foresight_app;
grant execute on function ctx.begin_calendar_run(), ctx.cases_to_derive(uuid, integer), ctx.note_derived(jsonb, integer), ctx.end_calendar_run(),
  ctx.begin_sweep(uuid, text), ctx.remind(jsonb) to foresight_worker;
