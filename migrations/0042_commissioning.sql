-- How a review is set up and carried: its terms of reference in versions, who is on it, what its agencies report, who took part, and whether
-- its report has what the law asks for. Nothing is written over: terms that change are another version, a record that is corrected is another row.

-- Who is on a review, besides who leads it: a panel has members. Whether the report names them, where the law does not settle it; and the day
-- on which they declared of whom they are independent.
alter table app.review_reviewer add column part text not null default 'reviewer' check (part in ('lead', 'reviewer', 'panel'));
alter table app.review_reviewer add column naming text not null default 'named' check (naming in ('named', 'not-named'));
alter table app.review_reviewer add column declared_on date;

-- The terms of reference as they were saved each time. A draft has nobody's approval; what was approved is frozen with its digest, and an
-- amendment says why. Of two who save at once the second finds the number taken.
create table app.review_terms (
  partnership_id uuid not null, case_id uuid not null, review_id uuid not null,
  number integer not null check (number > 0),
  -- src/commission/terms.ts has the keys.
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 400000),
  why text not null default '' check (length(why) <= 2000),
  approved_by text not null default '' check (length(approved_by) <= 200),
  approved_on date,
  hash bytea,
  saved_by uuid not null references app.account, saved_at timestamptz not null default now(), primary key (partnership_id, review_id, number),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  check ((approved_on is null) = (approved_by = '') and (approved_on is null) = (hash is null)),
  -- Text of jsonb is the same for the same content, so anybody can work the digest out again.
  check (hash is null or hash = sha256(convert_to(content::text, 'UTF8')))
);
create index review_terms_case on app.review_terms (partnership_id, case_id); create index review_terms_saved_by on app.review_terms (saved_by);

-- What is kept one by one: a practitioner event, the family, the child's own voice, the day of publication, the words of the family's page,
-- the quality markers, what the report must have, its sign-off, and a turn that the review took.
create table app.review_entry (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  kind text not null check (kind in ('event', 'family', 'voice', 'support', 'family-words', 'marker', 'report', 'sign-off', 'national', 'joint',
    'stay')),
  day date,
  -- By question; src/commission/entry-kinds.ts has the keys.
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 100000),
  recorded_by uuid not null references app.account, recorded_at timestamptz not null default now(),
  replaces uuid, primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, replaces) references app.review_entry (partnership_id, case_id, id)
);
-- Of two who correct the same record at once the second is told.
create unique index review_entry_replaces on app.review_entry (partnership_id, case_id, replaces) where replaces is not null;
create index review_entry_review on app.review_entry (partnership_id, review_id, kind, recorded_at);
create index review_entry_recorded_by on app.review_entry (recorded_by);

-- What an agency is asked for by a link: its report; then, of the report that came, that a senior officer signs it off, and that somebody who
-- was there says whether an extract is right. `shown` is what they read beside the question, as it stood on the day of asking.
create table app.agency_report (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  kind text not null check (kind in ('report', 'sign-off', 'accuracy')),
  of_report uuid,
  agency_id uuid not null,
  person text not null check (person <> '' and length(person) <= 200),
  email text not null,
  about text not null check (about <> '' and length(about) <= 5000),
  shown jsonb not null check (jsonb_typeof(shown) = 'object' and octet_length(shown::text) <= 400000),
  state text not null default 'asked' check (state in ('asked', 'known', 'nil', 'withdrawn')),
  due_on date not null,
  invitation_id uuid not null,
  asked_by uuid not null references app.account, asked_at timestamptz not null default now(), answered_at timestamptz,
  answer_name text check (answer_name <> '' and length(answer_name) <= 200),
  answer_job text check (answer_job <> '' and length(answer_job) <= 200), primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, of_report) references app.agency_report (partnership_id, case_id, id),
  foreign key (partnership_id, agency_id) references app.agency, foreign key (partnership_id, invitation_id) references app.invitation,
  check ((kind = 'report') = (of_report is null) and (kind = 'report' or state <> 'nil')),
  check ((state in ('known', 'nil')) = (answered_at is not null) and (answered_at is null) = (answer_name is null)
    and (answered_at is null) = (answer_job is null))
);
create index agency_report_review on app.agency_report (partnership_id, review_id, asked_at);
create index agency_report_open on app.agency_report (partnership_id, due_on) where state = 'asked';
create unique index agency_report_asked on app.agency_report (partnership_id, review_id, agency_id, kind, lower(email)) where state = 'asked';
create index agency_report_agency on app.agency_report (partnership_id, agency_id);
create index agency_report_of on app.agency_report (partnership_id, case_id, of_report) where of_report is not null;
create index agency_report_invitation on app.agency_report (partnership_id, invitation_id);
create index agency_report_asked_by on app.agency_report (asked_by);

-- What was done so that it came: never changed. A step that nobody took but the clock has its rung, as in 0037.
create table app.agency_report_step (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, report_id uuid not null,
  kind text not null check (kind in ('reminded', 'sent-again', 'escalated', 'withdrawn')),
  to_whom text not null default '' check (length(to_whom) <= 200), words text not null default '' check (length(words) <= 5000),
  taken_by uuid references app.account, taken_at timestamptz not null default now(),
  rung text check (rung in ('before', 'due', 'late')), primary key (partnership_id, id),
  foreign key (partnership_id, case_id, report_id) references app.agency_report (partnership_id, case_id, id),
  check ((taken_by is null) = (rung is not null) and (rung is null or kind = 'reminded'))
);
create unique index agency_report_step_rung on app.agency_report_step (partnership_id, report_id, rung) where rung is not null;
create index agency_report_step_report on app.agency_report_step (partnership_id, report_id, taken_at);
create index agency_report_step_case on app.agency_report_step (partnership_id, case_id);
create index agency_report_step_taken_by on app.agency_report_step (taken_by) where taken_by is not null;

create table app.agency_report_answer (
  partnership_id uuid not null, report_id uuid not null, case_id uuid not null,
  -- By question; src/commission/report-questions.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 400000),
  sent_at timestamptz, version integer not null default 1, primary key (partnership_id, report_id),
  foreign key (partnership_id, case_id, report_id) references app.agency_report (partnership_id, case_id, id)
);
create index agency_report_answer_case on app.agency_report_answer (partnership_id, case_id);

-- A page for a member of the family, by a link and a code that somebody gives them in person. What it says is an entry of the review; here is
-- for whom it is, by their place in the family and never by name.
create table app.family_page (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  for_whom text not null check (for_whom <> '' and length(for_whom) <= 200),
  invitation_id uuid not null,
  given_by uuid not null references app.account, given_at timestamptz not null default now(),
  ended_by uuid references app.account, ended_at timestamptz, primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  foreign key (partnership_id, invitation_id) references app.invitation,
  check ((ended_at is null) = (ended_by is null))
);
create index family_page_review on app.family_page (partnership_id, case_id, review_id);
create index family_page_invitation on app.family_page (partnership_id, invitation_id);
create index family_page_given_by on app.family_page (given_by);
create index family_page_ended_by on app.family_page (ended_by) where ended_by is not null;

select ctx.guard_case_table(t, 'case_id') from unnest(array['review_terms', 'review_entry', 'agency_report', 'agency_report_step',
  'agency_report_answer', 'family_page']) t;

-- What a reviewer sees ends with the review: from the day on which it was published, will not be or was stopped, until it is opened again.
create or replace function ctx.own_reviews() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct r.review_id), '{}') from app.review_reviewer r
    join app.review v on v.partnership_id = r.partnership_id and v.id = r.review_id
  where r.partnership_id = (select ctx.partnership_id()) and r.account_id = (select ctx.uid())
    and v.state not in ('published', 'not-published', 'stopped')
    and r.case_id = any ((select ctx.named_cases('reviewer'))::uuid[])
    and r.appointed_on <= (select ctx.today()) and (r.ended_on is null or r.ended_on > (select ctx.today()))
$$;

-- With it ends their part in the case, where no other review of it is theirs. Whoever opens a review again gives access again.
create function ctx.end_reviewer_parts(of_case uuid) returns void language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.case_involvement i set until_day = greatest(i.from_day, ctx.today()), version = i.version + 1
    where i.partnership_id = ctx.partnership_id() and i.case_id = of_case and i.part = 'reviewer'
      and (i.until_day is null or i.until_day > ctx.today())
      and exists (select from app.review_reviewer r where r.partnership_id = i.partnership_id and r.case_id = of_case
        and r.account_id = i.account_id)
      and not exists (select from app.review_reviewer r join app.review v on v.partnership_id = r.partnership_id and v.id = r.review_id
        where r.partnership_id = i.partnership_id and r.case_id = of_case and r.account_id = i.account_id
          and v.state not in ('published', 'not-published', 'stopped') and (r.ended_on is null or r.ended_on > ctx.today()));
end
$$;
create function ctx.end_parts_with_review() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin perform ctx.end_reviewer_parts(new.case_id); return null; end
$$;
create trigger ends_parts after update of state on app.review for each row
  when (new.state in ('published', 'not-published', 'stopped')) execute function ctx.end_parts_with_review();
create trigger ends_parts after update of ended_on on app.review_reviewer for each row
  when (new.ended_on is not null and new.account_id is not null) execute function ctx.end_parts_with_review();

-- Who sees what: the set-up of a review is seen as the review is; an agency's report besides by those who are here for that agency.
do $$ declare t text; begin
  foreach t in array array['review_terms', 'review_entry', 'family_page'] loop
    execute format('drop policy sees on app.%I', t);
    execute format('create policy sees on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
      and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.delegate_cases())::uuid[])
        or review_id = any ((select ctx.own_reviews())::uuid[])))', t);
  end loop;
  foreach t in array array['review_terms', 'review_entry', 'agency_report', 'agency_report_step', 'agency_report_answer', 'family_page'] loop
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
  foreach t in array array['agency_report', 'agency_report_step', 'agency_report_answer', 'family_page'] loop
    execute format('drop policy coordinator_adds on app.%I', t);
  end loop;
end $$;
drop policy sees on app.agency_report;
create policy sees on app.agency_report for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.has_role('coordinator', 'chair')) or review_id = any ((select ctx.own_reviews())::uuid[])
    or (agency_id = any ((select ctx.here_for())::uuid[])
      and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[]))));
drop policy sees on app.agency_report_step;
create policy sees on app.agency_report_step for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('coordinator', 'chair')));
drop policy sees on app.agency_report_answer;
create policy sees on app.agency_report_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session' and sent_at is not null
  and exists (select from app.agency_report r where r.partnership_id = agency_report_answer.partnership_id
    and r.id = agency_report_answer.report_id));
create policy answerer on app.agency_report_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and report_id = (select ctx.guest_of()) and sent_at is null);
create policy answerer_writes on app.agency_report_answer for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and report_id = (select ctx.guest_of())
    and sent_at is null)
  with check (sent_at is null);
create policy reviewer_adds on app.review_entry for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and kind in ('event', 'family', 'voice')
  and review_id = any ((select ctx.own_reviews())::uuid[]));
create policy in_own_name on app.review_terms as restrictive for insert to foresight_app with check (saved_by = (select ctx.uid()));
create policy in_own_name on app.review_entry as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));

grant select on app.review_terms, app.review_entry, app.agency_report, app.agency_report_step, app.agency_report_answer, app.family_page
  to foresight_app;
grant insert on app.review_terms, app.review_entry to foresight_app;
grant update (answers, version) on app.agency_report_answer to foresight_app;

-- A report's link, and the code of a family's, are for a coordinator to pass on. What was decided of the other links stands as it is.
alter function ctx.passes_on(uuid) rename to passes_on_before_reports;
create function ctx.passes_on(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.passes_on_before_reports(which) or (ctx.is_coordinator() and exists (
    select from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which and i.purpose = 'agency-request' and (
      exists (select from app.agency_report r where r.partnership_id = i.partnership_id and r.id = i.subject_id
        and r.case_id <> all (ctx.shut_cases()))
      or exists (select from app.family_page f where f.partnership_id = i.partnership_id and f.id = i.subject_id
        and f.case_id <> all (ctx.shut_cases())))))
$$;

-- Asks an agency; answers what was asked and its invitation. A report that is asked for again begins with what the agency gave the last time.
create function ctx.ask_report(which uuid, of_kind text, of_one uuid, of_agency uuid, of_person text, to_email text, about_what text,
    what_shown jsonb, until date, out report uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); asked_for app.review; first app.agency_report;
begin
  select * into asked_for from app.review r where r.partnership_id = here and r.id = which;
  if not ctx.is_coordinator() or asked_for.id is null or not ctx.sees_case(asked_for.case_id) then
    raise exception 'only a coordinator asks an agency' using errcode = '42501';
  end if;
  if of_kind <> 'report' then
    select * into first from app.agency_report r where r.partnership_id = here and r.id = of_one and r.review_id = which and r.kind = 'report'
      and r.state = 'known' and r.agency_id = of_agency;
  end if;
  if until < ctx.today() or (of_kind <> 'report' and first.id is null) or (of_kind = 'report' and not exists (select from app.case_agency c
      where c.partnership_id = here and c.case_id = asked_for.case_id and c.agency_id = of_agency and c.from_day <= ctx.today()
      and (c.until_day is null or c.until_day > ctx.today()))) then
    raise exception 'an agency is asked that is involved, by a day to come' using errcode = '22023';
  end if;
  report := gen_random_uuid();
  invitation := ctx.invite_by_link('agency-request', report, to_email);
  -- A report takes weeks: its link is open until two weeks after its last day (ours; no law says for how long).
  update app.invitation i set expires_at = greatest(i.expires_at, (until + 15)::timestamp at time zone 'Europe/London')
    where i.partnership_id = here and i.id = invitation;
  insert into app.agency_report (partnership_id, id, case_id, review_id, kind, of_report, agency_id, person, email, about, shown, due_on,
      invitation_id, asked_by)
    values (here, report, asked_for.case_id, which, of_kind, first.id, of_agency, of_person, to_email, about_what, what_shown, until, invitation,
      ctx.uid());
  insert into app.agency_report_answer (partnership_id, report_id, case_id, answers)
    select here, report, asked_for.case_id, coalesce((select a.answers from app.agency_report r
      join app.agency_report_answer a on a.partnership_id = r.partnership_id and a.report_id = r.id
      where of_kind = 'report' and r.partnership_id = here and r.review_id = which and r.agency_id = of_agency and r.kind = 'report'
        and r.state = 'known' order by r.answered_at desc limit 1), '{}');
end
$$;

-- A step so that it comes, as ctx.chase_summary.
create function ctx.chase_report(which uuid, step text, whom text, in_words text, to_email text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); asked app.agency_report;
begin
  select * into asked from app.agency_report s where s.partnership_id = here and s.id = which for update;
  if not ctx.is_coordinator() or asked.id is null or asked.case_id = any (ctx.shut_cases()) then
    raise exception 'only a coordinator chases a report' using errcode = '42501';
  end if;
  if asked.state <> 'asked' then return null; end if;
  if step = 'sent-again' then
    update app.agency_report set invitation_id = ctx.invite_by_link('agency-request', which, to_email), person = whom, email = to_email
      where partnership_id = here and id = which returning invitation_id into asked.invitation_id;
    update app.invitation i set expires_at = greatest(i.expires_at, (asked.due_on + 15)::timestamp at time zone 'Europe/London')
      where i.partnership_id = here and i.id = asked.invitation_id;
  elsif step = 'withdrawn' then
    update app.agency_report set state = 'withdrawn' where partnership_id = here and id = which;
    update app.invitation set revoked_at = now()
      where partnership_id = here and id = asked.invitation_id and accepted_at is null and revoked_at is null;
  end if;
  insert into app.agency_report_step (partnership_id, case_id, report_id, kind, to_whom, words, taken_by)
    values (here, asked.case_id, which, step, whom, in_words, ctx.uid());
  return asked.invitation_id;
end
$$;

-- What the bearer of the link is asked. Of the case there is the identifier, for the trail, and nothing else.
create function ctx.own_report(out id uuid, out case_id uuid, out kind text, out agency text, out person text, out about text, out shown jsonb,
    out due_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select r.id, r.case_id, r.kind, g.name, r.person, r.about, r.shown, r.due_on
  from app.agency_report r join app.agency g on g.partnership_id = r.partnership_id and g.id = r.agency_id
  where ctx.kind() = 'answerer' and r.partnership_id = ctx.partnership_id() and r.id = ctx.guest_of() and r.state = 'asked'
$$;

-- Sends it, as it was at `seen_version`. False where it was sent, taken back or changed meanwhile. The link is then closed.
create function ctx.send_report(seen_version integer, nil boolean, by_name text, as_job text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); invited uuid := ctx.subject_id(); wanted uuid;
begin
  if ctx.kind() is distinct from 'answerer' then
    raise exception 'only an agency that was asked gives its report' using errcode = '42501';
  end if;
  perform from app.invitation i where i.partnership_id = here and i.id = invited for update;
  wanted := ctx.guest_of();
  update app.agency_report_answer a set sent_at = now(), version = a.version + 1, answers = case when nil then '{}' else a.answers end
    where a.partnership_id = here and a.report_id = wanted and a.sent_at is null and a.version = seen_version;
  if not found then return false; end if;
  update app.agency_report set state = case when nil then 'nil' else 'known' end, answered_at = now(), answer_name = by_name, answer_job = as_job
    where partnership_id = here and id = wanted;
  perform ctx.use_link(invited);
  return true;
end
$$;

-- The clock reminds of reports as well, after it has reminded of whatever else there is by now: the same rungs, each once, nobody on the day on
-- which they were sent a link, and nobody who is shut out of the case.
alter function ctx.chase_by_clock(jsonb, date) rename to chase_others_by_clock;
create function ctx.chase_by_clock(rungs jsonb, on_day date) returns table (mail_id uuid, what text, asked_id uuid, of_case uuid, rung text)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); one record; to_whom text;
begin
  return query select * from ctx.chase_others_by_clock(rungs, on_day);
  if not coalesce((select w.goes_out from ctx.mail_way w), false) then return; end if;
  for one in
    select r.id, r.case_id, r.invitation_id, r.due_on, l.rung, (r.asked_at at time zone 'Europe/London')::date as asked_on
    from jsonb_to_recordset(rungs) as l (rung text, due_from date, due_to date)
    join app.agency_report r on r.partnership_id = here and r.state = 'asked' and r.due_on between l.due_from and l.due_to
    join app.case_file c on c.partnership_id = here and c.id = r.case_id and c.state <> 'closed'
    where not exists (select from app.agency_report_step s where s.partnership_id = here and s.report_id = r.id
        and (s.rung = l.rung or (s.kind in ('reminded', 'sent-again') and (s.taken_at at time zone 'Europe/London')::date >= on_day)))
      and (r.asked_at at time zone 'Europe/London')::date < on_day
      and not exists (select from app.case_exclusion x join app.account a on a.id = x.account_id
        where x.partnership_id = here and x.case_id = r.case_id and x.ended_at is null and lower(a.email) = lower(r.email))
    order by r.due_on, r.id limit 200
  loop
    select i.email into to_whom from app.invitation i
      where i.partnership_id = here and i.id = one.invitation_id and i.accepted_at is null and i.revoked_at is null and i.code_failures < 10
      for update skip locked;
    continue when not found;
    perform from app.agency_report r where r.partnership_id = here and r.id = one.id and r.state = 'asked'
      and r.invitation_id = one.invitation_id for update skip locked;
    continue when not found;
    insert into app.agency_report_step (partnership_id, case_id, report_id, kind, rung)
      values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    continue when not found;
    update app.invitation i set expires_at = greatest(i.expires_at, now() + interval '14 days')
      where i.partnership_id = here and i.id = one.invitation_id;
    mail_id := gen_random_uuid();
    insert into app.mail (partnership_id, id, to_address, kind, invitation_id, state, message_id, queued_at, asked_on, due_on)
      values (here, mail_id, to_whom, case one.rung when 'late' then 'agency-answer-late' else 'agency-answer-due' end, one.invitation_id,
        'queued', '<' || gen_random_uuid() || '@foresight.invalid>', now(), one.asked_on, one.due_on);
    what := 'report'; asked_id := one.id; of_case := one.case_id; rung := one.rung;
    return next;
  end loop;
end
$$;
revoke all on function ctx.chase_others_by_clock(jsonb, date) from foresight_worker;

-- Makes a page for a member of the family, open for a year (ours; it can be given again). `token` opens it together with its code; nothing is
-- mailed, and there is nobody's address.
create function ctx.give_family_page(of_review uuid, whom text, token text, out page uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  of_case uuid := (select r.case_id from app.review r where r.partnership_id = ctx.partnership_id() and r.id = of_review);
begin
  if not ctx.is_coordinator() or of_case is null or not ctx.sees_case(of_case) or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' then
    raise exception 'only a coordinator gives a family its page' using errcode = '42501';
  end if;
  page := gen_random_uuid();
  invitation := ctx.invite_by_link('agency-request', page, 'nobody@foresight.invalid');
  update app.invitation i set expires_at = now() + interval '1 year' where i.partnership_id = here and i.id = invitation;
  insert into app.family_page (partnership_id, id, case_id, review_id, for_whom, invitation_id, given_by)
    values (here, page, of_case, of_review, whom, invitation, ctx.uid());
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'link', here, invitation, now() + interval '1 year');
end
$$;

-- Takes it back: the link opens nothing from then on.
create function ctx.end_family_page(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare held app.family_page;
begin
  select * into held from app.family_page f where f.partnership_id = ctx.partnership_id() and f.id = which for update;
  if not ctx.is_coordinator() or held.id is null or held.case_id = any (ctx.shut_cases()) then
    raise exception 'only a coordinator takes a family''s page back' using errcode = '42501';
  end if;
  if held.ended_at is not null then return false; end if;
  update app.family_page set ended_at = now(), ended_by = ctx.uid() where partnership_id = held.partnership_id and id = which;
  update app.invitation set revoked_at = now()
    where partnership_id = held.partnership_id and id = held.invitation_id and accepted_at is null and revoked_at is null;
  return true;
end
$$;

-- What a member of the family reads: the words that were written for them last, and of the case nothing but its identifier for the trail.
create function ctx.own_family_page(out id uuid, out case_id uuid, out words jsonb, out written_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.id, f.case_id, e.answers, (e.recorded_at at time zone 'Europe/London')::date
  from app.family_page f left join lateral (select w.answers, w.recorded_at from app.review_entry w
    where w.partnership_id = f.partnership_id and w.review_id = f.review_id and w.kind = 'family-words' order by w.recorded_at desc limit 1) e on true
  where ctx.kind() = 'answerer' and f.partnership_id = ctx.partnership_id() and f.id = ctx.guest_of() and f.ended_at is null
$$;

grant execute on function ctx.ask_report(uuid, text, uuid, uuid, text, text, text, jsonb, date), ctx.chase_report(uuid, text, text, text, text),
  ctx.own_report(), ctx.send_report(integer, boolean, text, text), ctx.give_family_page(uuid, text, text), ctx.end_family_page(uuid),
  ctx.own_family_page() to foresight_app;
grant execute on function ctx.chase_by_clock(jsonb, date) to foresight_worker;
