-- The review that a decision of the group leads to: under which law it runs, how far it has come, its days, who carries it out, and how its time
-- and quality were watched. Nothing is written over: a day that is corrected stays, a move is a row, and so is each check. A later version
-- builds scoping, agency reports and findings upon it.

-- Nothing was ever written into the frame of 0006, so it takes what it lacked. `regime` is the kind of the review; under which law it runs
-- follows from the outcome of the decision.
alter table app.review drop constraint review_regime_check;
alter table app.review add constraint review_regime_check check (regime in ('SCR', 'LCSPR', 'learning-review', 'single-agency-review', 'joint',
  'national-review', 'other'));
-- The case from which it was opened; app.case_review has every case that it is about.
alter table app.review add column case_id uuid not null;
alter table app.review add column decision_id uuid not null;
-- With which other process it is joint; empty for every other kind.
alter table app.review add column joint_with text not null default '' check (length(joint_with) <= 200);
alter table app.review add column state text not null default 'commissioned'
  check (state in ('commissioned', 'under-way', 'completed', 'published', 'not-published', 'stopped'));
-- After how many weeks without an entry somebody is reminded to watch its time and quality.
alter table app.review add column check_weeks integer not null default 4 check (check_weeks between 1 and 26);
alter table app.review add column opened_by uuid not null references app.account;
alter table app.review add column opened_at timestamptz not null default now();
alter table app.review add foreign key (partnership_id, case_id) references app.case_file;
alter table app.review add foreign key (partnership_id, case_id, decision_id) references app.decision (partnership_id, case_id, id);
alter table app.review add unique (partnership_id, case_id, id);
alter table app.review add check ((regime = 'joint') = (joint_with <> ''));
-- One of a kind runs for a decision; of two that are opened at the same moment one is refused.
create unique index review_running on app.review (partnership_id, decision_id, regime)
  where state in ('commissioned', 'under-way', 'completed');
create index review_decision on app.review (partnership_id, case_id, decision_id);
create index review_opened_by on app.review (opened_by);

-- That it went from one state to another, on which day and why.
create table app.review_move (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  from_state text not null,
  to_state text not null check (to_state in ('under-way', 'completed', 'published', 'not-published', 'stopped')),
  day date not null,
  reason text not null check (reason <> '' and length(reason) <= 5000),
  moved_by uuid not null references app.account,
  moved_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  check (from_state <> to_state)
);
create index review_move_review on app.review_move (partnership_id, case_id, review_id, moved_at);
create index review_move_moved_by on app.review_move (moved_by);

-- Its days, as app.case_date has those of the case.
create table app.review_day (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  kind text not null check (kind in ('decided', 'others-told', 'reviewers-appointed', 'names-sent', 'terms-agreed', 'expected', 'overrun-told',
    'completed', 'publish-on', 'copy-sent', 'published')),
  day date not null,
  -- How it is known, or why it is expected then; and, where it corrects or revises another, why.
  source text not null check (source <> '' and length(source) <= 2000),
  reason text not null default '' check (length(reason) <= 2000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  foreign key (partnership_id, superseded_by) references app.review_day,
  check ((superseded_at is null) = (superseded_by is null))
);
create unique index review_day_current on app.review_day (partnership_id, review_id, kind) where superseded_at is null;
create index review_day_review on app.review_day (partnership_id, case_id, review_id);
create index review_day_superseded_by on app.review_day (partnership_id, superseded_by) where superseded_by is not null;
create index review_day_recorded_by on app.review_day (recorded_by);

-- Who carries it out. With an account here, and the part of a reviewer in the case, they see this review and no other.
create table app.review_reviewer (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  name text not null check (name <> '' and length(name) <= 200),
  organisation text not null default '' check (length(organisation) <= 200),
  account_id uuid references app.account,
  -- Of whom they are independent; what they declared; and what was considered of their knowledge and ability.
  independent_of text not null check (independent_of <> '' and length(independent_of) <= 2000),
  conflict text not null check (conflict in ('none', 'declared')),
  conflict_words text not null default '' check (length(conflict_words) <= 5000),
  considered text not null check (considered <> '' and length(considered) <= 5000),
  appointed_on date not null,
  ended_on date,
  ended_why text not null default '' check (length(ended_why) <= 2000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  ended_by uuid references app.account,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  check ((conflict = 'declared') = (conflict_words <> '')),
  check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (ended_why = '')),
  check (ended_on is null or ended_on >= appointed_on)
);
create index review_reviewer_review on app.review_reviewer (partnership_id, case_id, review_id);
create index review_reviewer_account on app.review_reviewer (account_id, partnership_id) where account_id is not null;
create index review_reviewer_recorded_by on app.review_reviewer (recorded_by);
create index review_reviewer_ended_by on app.review_reviewer (ended_by) where ended_by is not null;

-- How its time and its quality were found on a day (SI 2018/789, regulation 14).
create table app.review_check (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  day date not null,
  time_found text not null check (time_found in ('on-course', 'at-risk', 'late')),
  time_words text not null check (time_words <> '' and length(time_words) <= 5000),
  quality_found text not null check (quality_found in ('good', 'concern', 'not-seen')),
  quality_words text not null check (quality_words <> '' and length(quality_words) <= 5000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id)
);
create index review_check_review on app.review_check (partnership_id, case_id, review_id, day desc);
create index review_check_recorded_by on app.review_check (recorded_by);

-- What a reviewer was asked in writing. The letter is made from it, so what was asked is here word for word.
create table app.review_request (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  reviewer_id uuid not null,
  asked_for text not null check (asked_for in ('information', 'draft')),
  words text not null check (words <> '' and length(words) <= 5000),
  asked_on date not null,
  due_on date not null,
  asked_by uuid not null references app.account,
  asked_at timestamptz not null default now(),
  answered_on date,
  answer_words text not null default '' check (length(answer_words) <= 5000),
  answered_by uuid references app.account,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, reviewer_id) references app.review_reviewer (partnership_id, case_id, id),
  check (due_on >= asked_on),
  check ((answered_on is null) = (answered_by is null) and (answered_on is null) = (answer_words = '')),
  check (answered_on is null or answered_on >= asked_on)
);
create index review_request_review on app.review_request (partnership_id, case_id, review_id, asked_on desc);
create index review_request_reviewer on app.review_request (partnership_id, case_id, reviewer_id);
create index review_request_asked_by on app.review_request (asked_by);
create index review_request_answered_by on app.review_request (answered_by) where answered_by is not null;

-- An index of what is due in reviews, derived anew with every change, for the lists: never the truth. A case may have several reviews, so
-- that a rule can be there more than once, which is why this is not app.case_clock. `about` is the review, or the request that waits.
create table app.review_clock (
  partnership_id uuid not null,
  case_id uuid not null,
  review_id uuid not null,
  rule text not null check (rule ~ '^[A-Z]{2,4}-[0-9]{2}$'),
  about uuid not null,
  starts_on date not null,
  due_on date not null,
  met_on date,
  primary key (partnership_id, review_id, rule, about),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id)
);
create index review_clock_due on app.review_clock (partnership_id, due_on, case_id) where met_on is null;
create index review_clock_case on app.review_clock (partnership_id, case_id);

-- What is due in cases and in their reviews, as lists and reminders ask for it; row-level security decides as for the two tables.
create view app.due_clock with (security_invoker = true) as
  select k.partnership_id, k.case_id, k.rule, k.starts_on, k.due_on, k.met_on, k.paused_on from app.case_clock k
  union all
  select r.partnership_id, r.case_id, r.rule, r.starts_on, r.due_on, r.met_on, null::date from app.review_clock r;

select ctx.guard_case_table(t, 'case_id') from unnest(array['review', 'review_move', 'review_day', 'review_reviewer',
  'review_check', 'review_request', 'review_clock']) t;

-- The cases in which whoever acts is a delegate of a partner today; and the reviews that they carry out.
create function ctx.delegate_cases() returns uuid[] language sql stable as $$
  select ctx.agency_cases('partner-delegate') || ctx.named_cases('partner-delegate')
$$;
create function ctx.own_reviews() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct r.review_id), '{}') from app.review_reviewer r
  where r.partnership_id = (select ctx.partnership_id()) and r.account_id = (select ctx.uid())
    and r.case_id = any ((select ctx.named_cases('reviewer'))::uuid[])
    and r.appointed_on <= (select ctx.today()) and (r.ended_on is null or r.ended_on > (select ctx.today()))
$$;

-- A review is read by coordinators, chairs, the partners' delegates and its own reviewers. Of what watches them reviewers see what they were
-- asked, and not how their work was found.
do $$ declare t text; own text; begin
  foreach t in array array['review', 'case_review', 'review_move', 'review_day', 'review_reviewer', 'review_check', 'review_request',
    'review_clock'] loop
    own := case t when 'review' then ' or id = any ((select ctx.own_reviews())::uuid[])' when 'review_check' then ''
      else ' or review_id = any ((select ctx.own_reviews())::uuid[])' end;
    execute format('drop policy sees on app.%I', t);
    execute format('create policy sees on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
      and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.delegate_cases())::uuid[])%s))', t, own);
  end loop;
  -- Of these nothing is changed, by anybody.
  foreach t in array array['case_review', 'review_move', 'review_check', 'review_clock'] loop
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
end $$;
create policy clears on app.review_clock for delete to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()));

-- Nobody records in another's name.
create policy in_own_name on app.review as restrictive for insert to foresight_app with check (
  opened_by = (select ctx.uid()) and state = 'commissioned');
create policy in_own_name on app.review_move as restrictive for insert to foresight_app with check (moved_by = (select ctx.uid()));
create policy in_own_name on app.review_day as restrictive for insert to foresight_app with check (
  recorded_by = (select ctx.uid()) and superseded_at is null);
create policy only_once on app.review_day as restrictive for update to foresight_app using (superseded_at is null)
  with check (superseded_at is not null);
create policy in_own_name on app.review_reviewer as restrictive for insert to foresight_app with check (
  recorded_by = (select ctx.uid()) and ended_on is null);
create policy ends_in_own_name on app.review_reviewer as restrictive for update to foresight_app using (ended_on is null)
  with check (ended_by = (select ctx.uid()));
create policy in_own_name on app.review_check as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
create policy in_own_name on app.review_request as restrictive for insert to foresight_app with check (
  asked_by = (select ctx.uid()) and answered_on is null);
create policy answered_in_own_name on app.review_request as restrictive for update to foresight_app using (answered_on is null)
  with check (answered_by = (select ctx.uid()));

grant select, insert on app.review, app.case_review, app.review_move, app.review_day, app.review_reviewer, app.review_check,
  app.review_request, app.review_clock to foresight_app;
grant select on app.due_clock to foresight_app;
grant update (state, check_weeks, version) on app.review to foresight_app;
grant update (superseded_at, superseded_by) on app.review_day to foresight_app;
grant update (ended_on, ended_why, ended_by) on app.review_reviewer to foresight_app;
grant update (answered_on, answer_words, answered_by) on app.review_request to foresight_app;
grant delete on app.review_clock to foresight_app;
grant execute on function ctx.delegate_cases(), ctx.own_reviews() to foresight_app;

-- Reminders and the telling of dates that moved ask the same view as the lists. Of the boards' time only SCR-01 was the authority's own duty.
do $$ declare f regprocedure; begin
  foreach f in array array['ctx.remind(jsonb)'::regprocedure, 'ctx.end_calendar_run()'::regprocedure] loop
    execute replace(replace(pg_get_functiondef(f), 'join app.case_clock k', 'join app.due_clock k'), '^(NOT|SCR)', '^(NOT|SCR-01)');
  end loop;
end $$;

-- The dates of reviews that are counted in working days and are still to come: what a day off that is proclaimed can move. For its job.
create function ctx.reviews_to_derive() returns table (review_id uuid, publication date, due date, decided date)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select k.review_id, k.starts_on, k.due_on, d.day from app.review_clock k
    join app.review_day d on d.partnership_id = k.partnership_id and d.review_id = k.review_id and d.kind = 'decided' and d.superseded_at is null
  where (select ctx.kind()) = 'job' and k.partnership_id = (select ctx.partnership_id()) and k.rule = 'REP-04' and k.met_on is null
    and exists (select from app.calendar_run r where r.partnership_id = (select ctx.partnership_id()) and r.id = (select ctx.subject_id())
      and r.ended_at is null)
$$;

-- Notes those that moved, with what they were.
create function ctx.note_reviews_derived(moved jsonb) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  run uuid := ctx.subject_id();
begin
  if ctx.kind() is distinct from 'job' or not exists (select from app.calendar_run r
      where r.partnership_id = here and r.id = run and r.ended_at is null) then
    raise exception 'only the job of a run derives clocks' using errcode = '42501';
  end if;
  with told as (select * from jsonb_to_recordset(moved) as t (review_id uuid, old_due date, new_due date)),
  changed as (
    update app.review_clock k set due_on = t.new_due from told t
    where k.partnership_id = here and k.review_id = t.review_id and k.rule = 'REP-04' and k.due_on = t.old_due
    returning k.case_id, t.old_due, t.new_due)
  insert into app.case_clock_history (partnership_id, case_id, rule, old_due, new_due, why, run_id)
    select here, c.case_id, 'REP-04', c.old_due, c.new_due, 'calendar', run from changed c;
  update app.calendar_run r set moved = r.moved + jsonb_array_length(note_reviews_derived.moved) where r.partnership_id = here and r.id = run;
end
$$;
grant execute on function ctx.reviews_to_derive(), ctx.note_reviews_derived(jsonb) to foresight_worker;
