-- Triage, the rest of it: an agency is asked what it knows before there is a case; where something happened and where a child lives decide
-- which authority notifies; and the key dates of a referral are kept when it becomes a case.

-- A request belongs to a referral, a case, or both: one that was made on a referral goes into the case that the referral becomes.
alter table app.agency_request alter column case_id drop not null;
alter table app.agency_request add column referral_id uuid;
alter table app.agency_request add foreign key (partnership_id, referral_id) references app.referral;
alter table app.agency_request add constraint agency_request_has_a_place check (num_nonnulls(case_id, referral_id) > 0);
alter table app.agency_request_step alter column case_id drop not null;
alter table app.agency_answer alter column case_id drop not null;
create index agency_request_referral on app.agency_request (partnership_id, referral_id, asked_at) where referral_id is not null;
-- An agency may have been asked on a referral and on the case to which that is added: both answers are wanted.
drop index app.agency_request_asked;
create unique index agency_request_asked on app.agency_request (partnership_id, case_id, agency_id) where state = 'asked' and referral_id is null;
create unique index agency_request_asked_early on app.agency_request (partnership_id, referral_id, agency_id)
  where state = 'asked' and referral_id is not null;

-- Before there is a case only coordinators see a request: to everybody else the referral is not there either.
drop policy sees on app.agency_request;
create policy sees on app.agency_request for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.is_coordinator())
    or (case_id is not null and (select ctx.has_role('chair')))
    or (agency_id = any ((select ctx.here_for())::uuid[])
      and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[]))));
drop policy sees on app.agency_request_step;
create policy sees on app.agency_request_step for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and ((select ctx.is_coordinator()) or (case_id is not null and (select ctx.has_role('chair')))));
do $$ declare t text; begin
  foreach t in array array['agency_request', 'agency_request_step', 'agency_answer'] loop
    execute format('drop policy excluded on app.%I', t);
    execute format('create policy excluded on app.%I as restrictive to foresight_app
      using (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))
      with check (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))', t);
  end loop;
end $$;

create or replace function ctx.passes_on(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select exists (select from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which and (
    (i.purpose = 'endorse' and ctx.kind() = 'receipt' and i.subject_id = ctx.subject_id()
      and exists (select from app.endorsement e where e.partnership_id = i.partnership_id and e.invitation_id = i.id and e.asked_by is null))
    or (i.purpose = 'endorse' and ctx.is_coordinator() and i.subject_id <> all (ctx.shut_referrals()))
    or (i.purpose = 'agency-request' and ctx.is_coordinator() and exists (select from app.agency_request r
      where r.partnership_id = i.partnership_id and r.id = i.subject_id
        and (r.case_id is null or r.case_id <> all (ctx.shut_cases()))))))
$$;

-- Asks an agency of today on a referral of which no case was made; answers the request and its invitation. Whoever opens a case from the
-- referral at the same moment waits, so that the request is there to come along.
create function ctx.ask_agency_early(which uuid, of_agency uuid, of_person text, to_email text, about_whom text, until date,
    out request uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator asks an agency' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('referral ' || which, 0));
  if until < ctx.today()
    or not exists (select from app.referral r where r.partnership_id = here and r.id = which and r.state in ('sent', 'received'))
    or exists (select from app.case_referral c where c.partnership_id = here and c.referral_id = which)
    or not exists (select from app.agency a where a.partnership_id = here and a.id = of_agency
      and (a.from_day is null or a.from_day <= ctx.today()) and (a.until_day is null or a.until_day > ctx.today())) then
    raise exception 'an agency of today is asked, by a day to come, on a referral that is open and has no case' using errcode = '22023';
  end if;
  request := gen_random_uuid();
  invitation := ctx.invite_by_link('agency-request', request, to_email);
  insert into app.agency_request (partnership_id, id, referral_id, agency_id, person, email, about, due_on, invitation_id, asked_by)
    values (here, request, which, of_agency, of_person, to_email, about_whom, until, invitation, ctx.uid());
  insert into app.agency_answer (partnership_id, request_id) values (here, request);
end
$$;

-- What was asked on a referral, with the answers and the steps, comes along into the case that the referral becomes or is added to.
create function ctx.requests_come_along() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  with moved as (update app.agency_request set case_id = new.case_id
      where partnership_id = new.partnership_id and referral_id = new.referral_id returning id),
    answers as (update app.agency_answer a set case_id = new.case_id from moved
      where a.partnership_id = new.partnership_id and a.request_id = moved.id)
  update app.agency_request_step s set case_id = new.case_id from moved
    where s.partnership_id = new.partnership_id and s.request_id = moved.id;
  return null;
end
$$;
create trigger requests_come_along after insert on app.case_referral for each row execute function ctx.requests_come_along();

-- Where something happened and where a child normally lived: the ONS code of an authority of England, "outside-england" with the country,
-- or empty where nobody knows. src/law/notifying-authority.ts works out from them who notifies.
alter table app.incident add column area text not null default '' check (area ~ '^(E[0-9]{8}|outside-england)?$');
alter table app.incident add column area_country text not null default '' check (length(area_country) <= 200);
alter table app.incident add check (area = 'outside-england' or area_country = '');
alter table app.child add column lives_in text not null default '' check (lives_in ~ '^(E[0-9]{8}|outside-england)?$');
alter table app.child add column lives_in_country text not null default '' check (length(lives_in_country) <= 200);
alter table app.child add check (lives_in = 'outside-england' or lives_in_country = '');
alter table app.child add column looked_after text not null default 'not-known' check (looked_after in ('yes', 'no', 'not-known'));
-- By its code; empty where the child was not looked after, or nobody knows by whom.
alter table app.child add column looked_after_by text not null default '' check (looked_after_by ~ '^(E[0-9]{8})?$');
alter table app.child add check (looked_after = 'yes' or looked_after_by = '');
grant update (area, area_country) on app.incident to foresight_app;
grant update (lives_in, lives_in_country, looked_after, looked_after_by) on app.child to foresight_app;

-- The few days that matter most, as somebody gave them: the day where it is known, and else in words. Nothing is counted from them.
create table app.case_key_date (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  -- Whose words they are; null for what a coordinator wrote into the file.
  referral_id uuid,
  day date,
  given text not null default '' check (length(given) <= 200),
  time_given text not null default '' check (length(time_given) <= 40),
  what text not null check (what <> '' and length(what) <= 1000),
  removed_at timestamptz,
  version integer not null default 1,
  -- The order in which they came, for those of one day and those of none.
  seq bigint generated always as identity,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, referral_id) references app.referral
);
create index case_key_date_case on app.case_key_date (partnership_id, case_id, day);
create index case_key_date_referral on app.case_key_date (partnership_id, referral_id) where referral_id is not null;
select ctx.guard_case_table('case_key_date', 'case_id');
grant select on app.case_key_date to foresight_app;
grant insert (partnership_id, id, case_id, referral_id, day, given, time_given, what) on app.case_key_date to foresight_app;
grant update (day, given, time_given, what, removed_at, version) on app.case_key_date to foresight_app;

-- For which partnership a referral was declined, where it is for another.
alter table app.referral_step add column for_partnership text not null default '' check (length(for_partnership) <= 200);
alter table app.referral_step add check (code = 'not-here' or for_partnership = '');
drop function ctx.decline_referral(uuid, text, text, text);
create function ctx.decline_referral(which uuid, reason_code text, for_record text, for_referrer text, for_whom text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator declines a referral' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('referral ' || which, 0));
  if exists (select from app.case_referral c where c.partnership_id = here and c.referral_id = which)
    or not ctx.answer_referral(which, for_referrer) then
    return false;
  end if;
  insert into app.referral_step (partnership_id, referral_id, kind, code, reasons, for_partnership, taken_by)
    values (here, which, 'declined', reason_code, for_record, for_whom, ctx.uid());
  return true;
end
$$;

grant execute on function ctx.ask_agency_early(uuid, uuid, text, text, text, date), ctx.decline_referral(uuid, text, text, text, text) to foresight_app;
