-- What a link is sent for: a safeguarding lead endorses a referral, and an agency says what it knows of a family. Whoever answers reads that
-- one thing and nothing else of the house; what they answer is written by functions that run here as the owner, once, and closes the link.

-- Whether endorsing a referral was asked for: every time it was, with what was answered. `asked_by` is null where the referrer named the lead.
create table app.endorsement (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  referral_id uuid not null,
  invitation_id uuid not null,
  email text not null,
  asked_by uuid references app.account,
  asked_at timestamptz not null default now(),
  -- Asked again, of the same person or another, before there was an answer.
  replaced_at timestamptz,
  answer text check (answer in ('endorsed', 'change', 'not-consulted')),
  words text not null default '' check (length(words) <= 5000),
  name text check (name <> '' and length(name) <= 200),
  job text check (job <> '' and length(job) <= 200),
  answered_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral,
  foreign key (partnership_id, invitation_id) references app.invitation,
  check ((answer is null) = (answered_at is null) and (answer is null) = (name is null) and (answer is null) = (job is null)),
  check (answer is null or replaced_at is null),
  check (answer is null or answer = 'endorsed' or words <> '')
);
create index endorsement_referral on app.endorsement (partnership_id, referral_id, asked_at desc);
create index endorsement_invitation on app.endorsement (partnership_id, invitation_id);
create index endorsement_asked_by on app.endorsement (asked_by) where asked_by is not null;

-- An agency that was asked what it knows, on a case. Its answers stand apart, so that a draft is the answerer's alone.
create table app.agency_request (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  agency_id uuid not null,
  -- Whom the agency nominated to answer.
  person text not null check (person <> '' and length(person) <= 200),
  email text not null,
  -- Whom it is about, as far as an agency needs to know to look in its records; the coordinator's own words.
  about text not null check (about <> '' and length(about) <= 5000),
  state text not null default 'asked' check (state in ('asked', 'known', 'nil', 'withdrawn')),
  -- The last day, in working days by the partnership's own convention; no law sets it.
  due_on date not null,
  invitation_id uuid not null,
  asked_by uuid not null references app.account,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  -- Who answered, and what they are there.
  answer_name text check (answer_name <> '' and length(answer_name) <= 200),
  answer_job text check (answer_job <> '' and length(answer_job) <= 200),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, agency_id) references app.agency,
  foreign key (partnership_id, invitation_id) references app.invitation,
  check ((state in ('known', 'nil')) = (answered_at is not null) and (answered_at is null) = (answer_name is null)
    and (answered_at is null) = (answer_job is null))
);
create index agency_request_case on app.agency_request (partnership_id, case_id, asked_at);
create index agency_request_open on app.agency_request (partnership_id, due_on) where state = 'asked';
create unique index agency_request_asked on app.agency_request (partnership_id, case_id, agency_id) where state = 'asked';
create index agency_request_agency on app.agency_request (partnership_id, agency_id);
create index agency_request_invitation on app.agency_request (partnership_id, invitation_id);
create index agency_request_asked_by on app.agency_request (asked_by);

-- What was done so that an answer came: never changed.
create table app.agency_request_step (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('reminded', 'sent-again', 'escalated', 'withdrawn')),
  -- To whom it was taken; the new nominated person where it was sent again.
  to_whom text not null default '' check (length(to_whom) <= 200),
  words text not null default '' check (length(words) <= 5000),
  taken_by uuid not null references app.account,
  taken_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, request_id) references app.agency_request
);
create index agency_request_step_request on app.agency_request_step (partnership_id, request_id, taken_at);
create index agency_request_step_case on app.agency_request_step (partnership_id, case_id);
create index agency_request_step_taken_by on app.agency_request_step (taken_by);

create table app.agency_answer (
  partnership_id uuid not null,
  request_id uuid not null,
  case_id uuid not null,
  -- By question; src/requests/questions.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 200000),
  sent_at timestamptz,
  version integer not null default 1,
  primary key (partnership_id, request_id),
  foreign key (partnership_id, request_id) references app.agency_request,
  foreign key (partnership_id, case_id) references app.case_file
);
create index agency_answer_case on app.agency_answer (partnership_id, case_id);

-- The agencies for which whoever acts is here today in any role that sees the cases of an agency.
create function ctx.here_for() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct same.id), '{}')
  from app.membership m cross join lateral unnest(ctx.same_agency(m.agency_id)) as same (id)
  where ctx.kind() = 'session' and m.account_id = (select ctx.uid()) and m.partnership_id = (select ctx.partnership_id())
    and m.role in ('member', 'partner-delegate', 'notifier') and m.role = any ((select ctx.roles())::text[]) and m.agency_id is not null
    and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
$$;

alter table app.endorsement enable row level security;
alter table app.endorsement force row level security;
create policy owner on app.endorsement to foresight_owner using (true) with check (true);
create policy with_its_referral on app.endorsement for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and exists (select from app.referral r where r.partnership_id = endorsement.partnership_id and r.id = endorsement.referral_id));
grant select on app.endorsement to foresight_app;
create policy endorser on app.referral for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'endorser' and id = (select ctx.guest_of()) and state <> 'draft');

-- Coordinators and chairs see every request of a case that they see; those who are here for an agency see what that agency was asked and
-- has answered, and nothing of the others. The rows are written by the functions below and in no other way.
select ctx.guard_case_table(t, 'case_id') from unnest(array['agency_request', 'agency_request_step', 'agency_answer']) t;
drop policy sees on app.agency_request;
create policy sees on app.agency_request for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.has_role('coordinator', 'chair'))
    or (agency_id = any ((select ctx.here_for())::uuid[])
      and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[]))));
drop policy sees on app.agency_request_step;
create policy sees on app.agency_request_step for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('coordinator', 'chair')));
drop policy sees on app.agency_answer;
create policy sees on app.agency_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session' and sent_at is not null
  and exists (select from app.agency_request r where r.partnership_id = agency_answer.partnership_id and r.id = agency_answer.request_id));
create policy answerer on app.agency_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and request_id = (select ctx.guest_of()) and sent_at is null);
create policy answerer_writes on app.agency_answer for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and request_id = (select ctx.guest_of())
    and sent_at is null)
  with check (sent_at is null);
do $$ declare t text; begin
  foreach t in array array['agency_request', 'agency_request_step', 'agency_answer'] loop
    execute format('drop policy coordinator_adds on app.%I', t);
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
end $$;
grant select on app.agency_request, app.agency_request_step, app.agency_answer to foresight_app;
grant update (answers, version) on app.agency_answer to foresight_app;

-- Whether a link is for whoever acts to pass on: a referrer's where they named the lead themselves, a coordinator's on whatever they see.
create function ctx.passes_on(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select exists (select from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which and (
    (i.purpose = 'endorse' and ctx.kind() = 'receipt' and i.subject_id = ctx.subject_id()
      and exists (select from app.endorsement e where e.partnership_id = i.partnership_id and e.invitation_id = i.id and e.asked_by is null))
    or (i.purpose = 'endorse' and ctx.is_coordinator() and i.subject_id <> all (ctx.shut_referrals()))
    or (i.purpose = 'agency-request' and ctx.is_coordinator() and exists (select from app.agency_request r
      where r.partnership_id = i.partnership_id and r.id = i.subject_id and r.case_id <> all (ctx.shut_cases())))))
$$;

-- What has become of a link, and its code while it is open, for whoever passes it on; no code to others, and nothing where they pass nothing on.
create function ctx.link_state(which uuid, out standing text, out expires_at timestamptz, out code text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'revoked' when i.code_failures >= 10 then 'tried'
      when i.expires_at <= now() then 'lapsed' else 'open' end,
    i.expires_at, case when ctx.link_is_open(i) then ctx.code_of_link(i.id) end
  from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which and ctx.passes_on(which)
$$;

-- Where no mail goes out, whoever invites passes the link on themselves: `token` opens it from now on, and what was shown before no longer does.
create function ctx.show_link(which uuid, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.passes_on(which) or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' or (select w.goes_out from ctx.mail_way w)
    or not exists (select from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which and ctx.link_is_open(i)) then
    raise exception 'this link is not passed on by hand' using errcode = '42501';
  end if;
  delete from ctx.bearer where kind = 'link' and subject_id = which and partnership_id = ctx.partnership_id();
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    select sha256(convert_to(token, 'UTF8')), 'link', i.partnership_id, i.id, i.expires_at
    from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which;
end
$$;

create function ctx.write_link_mail(which uuid, mail_kind text, out id uuid, out goes_out boolean)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare invited app.invitation;
begin
  select * into invited from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = which;
  if not ctx.passes_on(which) or not ctx.link_is_open(invited)
    or (invited.purpose = 'endorse') is distinct from (mail_kind = 'endorsement-asked') then
    raise exception 'a link is mailed by whoever passes it on' using errcode = '42501';
  end if;
  select w.goes_out into goes_out from ctx.mail_way w;
  id := gen_random_uuid();
  insert into app.mail (partnership_id, id, to_address, kind, invitation_id, state, message_id, queued_at)
    values (ctx.partnership_id(), id, invited.email, mail_kind, which, case when goes_out then 'queued' else 'kept' end,
      '<' || gen_random_uuid() || '@foresight.invalid>', case when goes_out then now() end);
end
$$;

-- Asks for an endorsement; answers the invitation. The referrer once, with the referral that they have sent; a coordinator as often as needed.
create function ctx.ask_endorsement(which uuid, to_email text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  made uuid;
begin
  if not exists (select from app.referral r where r.partnership_id = here and r.id = which and r.state <> 'draft')
    or not ((ctx.is_coordinator() and which <> all (ctx.shut_referrals()))
      or coalesce(ctx.kind() = 'receipt' and ctx.subject_id() = which
        and not exists (select from app.endorsement e where e.partnership_id = here and e.referral_id = which), false)) then
    raise exception 'an endorsement is asked for by the referrer once, or by a coordinator' using errcode = '42501';
  end if;
  update app.endorsement set replaced_at = now()
    where partnership_id = here and referral_id = which and answer is null and replaced_at is null;
  made := ctx.invite_by_link('endorse', which, to_email);
  insert into app.endorsement (partnership_id, referral_id, invitation_id, email, asked_by)
    values (here, which, made, to_email, ctx.uid());
  return made;
end
$$;

-- The endorsements of one's own referral, for the holder of its receipt: the latest first.
create function ctx.own_endorsements() returns setof app.endorsement
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select e.* from app.endorsement e
  where ctx.kind() = 'receipt' and e.partnership_id = ctx.partnership_id() and e.referral_id = ctx.subject_id()
  order by e.asked_at desc
$$;

-- The safeguarding lead answers, once. False where the link was used, replaced or taken back meanwhile.
create function ctx.give_endorsement(given text, in_words text, by_name text, as_job text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare invited uuid := ctx.subject_id();
begin
  if ctx.kind() is distinct from 'endorser' then
    raise exception 'only a safeguarding lead who was asked endorses' using errcode = '42501';
  end if;
  perform from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = invited for update;
  if ctx.guest_of() is null then
    return false;
  end if;
  update app.endorsement set answer = given, words = in_words, name = by_name, job = as_job, answered_at = now()
    where partnership_id = ctx.partnership_id() and invitation_id = invited and answer is null and replaced_at is null;
  if not found then
    return false;
  end if;
  perform ctx.use_link(invited);
  return true;
end
$$;

-- Asks an agency that is involved in a case what it knows, by a person whom it nominated; answers the request and its invitation.
create function ctx.ask_agency(which uuid, of_agency uuid, of_person text, to_email text, about_whom text, until date,
    out request uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.is_coordinator() or not ctx.sees_case(which) then
    raise exception 'only a coordinator asks an agency' using errcode = '42501';
  end if;
  if until < ctx.today() or not exists (select from app.case_agency c where c.partnership_id = here and c.case_id = which
      and c.agency_id = of_agency and c.from_day <= ctx.today() and (c.until_day is null or c.until_day > ctx.today())) then
    raise exception 'an agency is asked that is involved, by a day to come' using errcode = '22023';
  end if;
  request := gen_random_uuid();
  invitation := ctx.invite_by_link('agency-request', request, to_email);
  insert into app.agency_request (partnership_id, id, case_id, agency_id, person, email, about, due_on, invitation_id, asked_by)
    values (here, request, which, of_agency, of_person, to_email, about_whom, until, invitation, ctx.uid());
  insert into app.agency_answer (partnership_id, request_id, case_id) values (here, request, which);
end
$$;

-- A step so that an answer comes; the invitation that holds afterwards, or null where there is nothing left to wait for. Sending again makes a
-- new link, for the same person or another, and what was drafted is there for them; taking back kills it.
create function ctx.chase_agency(which uuid, step text, whom text, in_words text, to_email text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  asked app.agency_request;
begin
  select * into asked from app.agency_request r where r.partnership_id = here and r.id = which for update;
  if not ctx.is_coordinator() or asked.id is null or asked.case_id = any (ctx.shut_cases()) then
    raise exception 'only a coordinator chases an answer' using errcode = '42501';
  end if;
  if asked.state <> 'asked' then
    return null;
  end if;
  if step = 'sent-again' then
    update app.agency_request set invitation_id = ctx.invite_by_link('agency-request', which, to_email), person = whom, email = to_email
      where partnership_id = here and id = which returning invitation_id into asked.invitation_id;
  elsif step = 'withdrawn' then
    update app.agency_request set state = 'withdrawn' where partnership_id = here and id = which;
    update app.invitation set revoked_at = now()
      where partnership_id = here and id = asked.invitation_id and accepted_at is null and revoked_at is null;
  end if;
  insert into app.agency_request_step (partnership_id, case_id, request_id, kind, to_whom, words, taken_by)
    values (here, asked.case_id, which, step, whom, in_words, ctx.uid());
  return asked.invitation_id;
end
$$;

-- What the answerer is asked: for which agency, about whom and by when. Of the case there is the identifier, for the trail, and nothing else.
create function ctx.own_request(out id uuid, out case_id uuid, out agency text, out person text, out about text, out due_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select r.id, r.case_id, g.name, r.person, r.about, r.due_on
  from app.agency_request r join app.agency g on g.partnership_id = r.partnership_id and g.id = r.agency_id
  where ctx.kind() = 'answerer' and r.partnership_id = ctx.partnership_id() and r.id = ctx.guest_of() and r.state = 'asked'
$$;

-- Sends the answer, as it was at `seen_version`; `nil` where the agency does not know the family, and then no answers are kept. False where it
-- was sent, taken back or changed meanwhile. The link is then closed.
create function ctx.send_agency_answer(seen_version integer, nil boolean, by_name text, as_job text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  invited uuid := ctx.subject_id();
  wanted uuid;
begin
  if ctx.kind() is distinct from 'answerer' then
    raise exception 'only an agency that was asked answers' using errcode = '42501';
  end if;
  perform from app.invitation i where i.partnership_id = here and i.id = invited for update;
  wanted := ctx.guest_of();
  update app.agency_answer a set sent_at = now(), version = a.version + 1, answers = case when nil then '{}' else a.answers end
    where a.partnership_id = here and a.request_id = wanted and a.sent_at is null and a.version = seen_version;
  if not found then
    return false;
  end if;
  update app.agency_request set state = case when nil then 'nil' else 'known' end, answered_at = now(), answer_name = by_name, answer_job = as_job
    where partnership_id = here and id = wanted;
  perform ctx.use_link(invited);
  return true;
end
$$;

grant execute on function ctx.here_for(), ctx.link_state(uuid), ctx.show_link(uuid, text),
  ctx.write_link_mail(uuid, text), ctx.ask_endorsement(uuid, text), ctx.own_endorsements(), ctx.give_endorsement(text, text, text, text),
  ctx.ask_agency(uuid, uuid, text, text, text, date), ctx.chase_agency(uuid, text, text, text, text), ctx.own_request(),
  ctx.send_agency_answer(integer, boolean, text, text) to foresight_app;
