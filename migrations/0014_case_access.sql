-- Who sees a case. By role: coordinators and chairs see every case of the partnership. By agency: a representative, delegate or notifier
-- of an agency that is involved in the case, while it is. By name: whoever was given a part in the case, from day to day, while they
-- hold the role of that part. An exclusion beats every one of these, whoever it is: to an excluded person the case is not there, nor
-- the exclusion itself. src/access/policy.ts says the same, and a test walks both over the whole matrix.

create table app.case_agency (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  agency_id uuid not null,
  from_day date not null default (now() at time zone 'Europe/London')::date,
  until_day date,
  version integer not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, agency_id) references app.agency,
  check (until_day is null or until_day >= from_day)
);
create unique index case_agency_current on app.case_agency (partnership_id, case_id, agency_id) where until_day is null;
create index case_agency_agency on app.case_agency (partnership_id, agency_id);

create table app.case_involvement (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  account_id uuid not null references app.account,
  part text not null check (part in ('member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer')),
  from_day date not null,
  until_day date,
  given_by uuid not null references app.account,
  given_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  check (until_day is null or until_day >= from_day)
);
create unique index case_involvement_current on app.case_involvement (partnership_id, case_id, account_id, part) where until_day is null;
create index case_involvement_account on app.case_involvement (account_id, partnership_id);
create index case_involvement_given_by on app.case_involvement (given_by);

create table app.case_exclusion (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  account_id uuid not null references app.account,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  excluded_by uuid not null references app.account,
  excluded_at timestamptz not null default now(),
  ended_by uuid references app.account,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  check ((ended_at is null) = (ended_by is null))
);
create unique index case_exclusion_current on app.case_exclusion (partnership_id, case_id, account_id) where ended_at is null;
create index case_exclusion_account on app.case_exclusion (account_id, partnership_id) where ended_at is null;
create index case_exclusion_excluded_by on app.case_exclusion (excluded_by);
create index case_exclusion_ended_by on app.case_exclusion (ended_by) where ended_by is not null;

-- The referrals that a case was opened from.
create table app.case_referral (
  partnership_id uuid not null,
  case_id uuid not null,
  referral_id uuid not null,
  primary key (partnership_id, case_id, referral_id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, referral_id) references app.referral
);
create unique index case_referral_referral on app.case_referral (partnership_id, referral_id);

create function ctx.has_role(variadic wanted text[]) returns boolean language sql stable as $$
  select coalesce(ctx.kind() = 'session' and ctx.roles() && wanted, false)
$$;

-- The cases from which whoever acts is excluded. An array, so that a policy asks once for a statement and not once for each row; and
-- who acts is asked within a select of its own, for the same reason: to prove it costs more than to read a row.
create function ctx.shut_cases() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(x.case_id), '{}') from app.case_exclusion x
  where x.account_id = (select ctx.uid()) and x.partnership_id = (select ctx.partnership_id()) and x.ended_at is null
$$;

-- The cases in which an agency is involved today for which whoever acts is here today as representative, delegate or notifier.
create function ctx.agency_cases(variadic for_roles text[]) returns uuid[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with mine as materialized (
    select distinct m.agency_id from app.membership m
    where ctx.kind() = 'session' and m.account_id = (select ctx.uid()) and m.partnership_id = (select ctx.partnership_id())
      and m.agency_id is not null and m.role = any (for_roles) and m.role = any ((select ctx.roles())::text[])
      and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))),
  same as materialized (select distinct one.agency_id from mine, unnest(ctx.same_agency(mine.agency_id)) as one (agency_id))
  select coalesce(array_agg(distinct c.case_id), '{}') from app.case_agency c
  where c.partnership_id = (select ctx.partnership_id()) and c.agency_id in (select agency_id from same)
    and c.from_day <= (select ctx.today()) and (c.until_day is null or c.until_day > (select ctx.today()))
$$;

-- The cases in which whoever acts has a part today, and the role that goes with it.
create function ctx.named_cases(variadic for_roles text[]) returns uuid[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct i.case_id), '{}') from app.case_involvement i
  where ctx.kind() = 'session' and i.account_id = (select ctx.uid()) and i.partnership_id = (select ctx.partnership_id())
    and i.part = any (for_roles) and i.part = any ((select ctx.roles())::text[])
    and i.from_day <= (select ctx.today()) and (i.until_day is null or i.until_day > (select ctx.today()))
$$;

create function ctx.granted_cases() returns uuid[] language sql stable as $$
  select ctx.agency_cases('member', 'partner-delegate', 'notifier')
    || ctx.named_cases('member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer')
$$;

-- Whether whoever acts sees one case, for the functions below; the policies say the same over arrays.
create function ctx.sees_case(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(ctx.kind() = 'session' and which <> all (ctx.shut_cases())
    and (ctx.has_role('coordinator', 'chair') or which = any (ctx.granted_cases()))
    and exists (select from app.case_file c where c.partnership_id = (select ctx.partnership_id()) and c.id = which), false)
$$;

-- The case of a reference, for whoever sees it. What they see is worked out before the case is looked for, and every look at a case
-- begins here: a case that is hidden then takes as long as one that never was.
create function ctx.visible_case(which text) returns uuid
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  sees_all boolean := ctx.has_role('coordinator', 'chair');
  granted uuid[] := ctx.granted_cases();
  shut uuid[] := ctx.shut_cases();
begin
  return (select c.id from app.case_file c
    where c.partnership_id = here and c.reference = which and (sees_all or c.id = any (granted)) and c.id <> all (shut));
end
$$;

-- The referrals that belong to cases from which whoever acts is excluded.
create function ctx.shut_referrals() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(r.referral_id), '{}') from app.case_referral r
  where r.partnership_id = (select ctx.partnership_id()) and r.case_id = any (ctx.shut_cases())
$$;

-- How whoever acts stands to a case: what src/access/policy.ts decides from.
create function ctx.standing(which uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'case', which,
    'excluded', which = any (ctx.shut_cases()),
    'agency', which = any (ctx.agency_cases('member', 'partner-delegate', 'notifier')),
    'named', which = any (ctx.named_cases('member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer')),
    'notifier', which = any (ctx.agency_cases('notifier') || ctx.named_cases('notifier')))
$$;

-- Everybody who can open a case today, and why: one row for each way in. For whoever can open it too.
create function ctx.case_readers(which uuid, out account_id uuid, out name text, out role text, out way text, out agency text,
    out from_day date, out until_day date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with here as (
    select m.account_id, coalesce(a.name, a.email) as name, m.role, m.agency_id
    from app.membership m join app.account a on a.id = m.account_id
    where ctx.sees_case(which) and m.partnership_id = (select ctx.partnership_id()) and a.disabled_at is null
      and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
      and not exists (select from app.case_exclusion x where x.partnership_id = m.partnership_id and x.case_id = which
        and x.account_id = m.account_id and x.ended_at is null))
  select distinct h.account_id, h.name, h.role, 'role', null::text, null::date, null::date from here h where h.role in ('coordinator', 'chair')
  union all
  select h.account_id, h.name, h.role, 'agency', g.name, c.from_day, c.until_day
  from here h cross join lateral unnest(ctx.same_agency(h.agency_id)) as same (agency_id)
    join app.case_agency c on c.partnership_id = (select ctx.partnership_id()) and c.case_id = which and c.agency_id = same.agency_id
    join app.agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
  where h.role in ('member', 'partner-delegate', 'notifier') and c.from_day <= (select ctx.today()) and (c.until_day is null or c.until_day > (select ctx.today()))
  union all
  select distinct h.account_id, h.name, h.role, 'name', null::text, i.from_day, i.until_day
  from here h join app.case_involvement i on i.partnership_id = (select ctx.partnership_id()) and i.case_id = which
    and i.account_id = h.account_id and i.part = h.role
  where i.from_day <= (select ctx.today()) and (i.until_day is null or i.until_day > (select ctx.today()))
$$;

-- The name of somebody who is or was here, for those who are signed in here: who recorded, who looked.
create function ctx.name_here(who uuid) returns text language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(a.name, a.email) from app.account a
  where a.id = who and ctx.kind() = 'session'
    and exists (select from app.membership m where m.account_id = a.id and m.partnership_id = ctx.partnership_id())
$$;

-- Coordinators give parts in cases to people, so they see who is here.
create policy coordinator on app.membership for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()));
create policy coordinator on app.account for select to foresight_app using (
  (select ctx.is_coordinator())
  and exists (select from app.membership m where m.account_id = account.id and m.partnership_id = (select ctx.partnership_id())));

alter table app.case_file add column state text not null default 'open'
  check (state in ('open', 'awaiting-information', 'decided', 'closed'));
alter table app.case_file add column event text not null default 'notifiable-incident'
  check (event in ('notifiable-incident', 'looked-after-death', 'care-leaver-death'));
alter table app.case_file add column harm text not null default 'not-known'
  check (harm in ('died', 'seriously-harmed', 'neither', 'not-known'));
alter table app.case_file add column summary text not null default '' check (length(summary) <= 10000);
alter table app.case_file add column opened_by uuid references app.account;
create index case_file_opened_by on app.case_file (opened_by);
create index case_file_listed on app.case_file (partnership_id, state, opened_at desc, id);

-- One rule for everything that belongs to a case; the policies of all its tables are made from it, so that none can be forgotten.
-- `restrictive` means that it holds besides whatever another policy allows.
create function ctx.guard_case_table(name text, case_column text) returns void language plpgsql as $$
begin
  execute format('alter table app.%I enable row level security', name);
  execute format('alter table app.%I force row level security', name);
  execute format('drop policy if exists owner on app.%I', name);
  execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
  execute format('create policy sees on app.%I for select to foresight_app using (
    partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
    and ((select ctx.has_role(''coordinator'', ''chair'')) or %I = any ((select ctx.granted_cases())::uuid[])))', name, case_column);
  execute format('create policy excluded on app.%I as restrictive to foresight_app
    using (%I <> all ((select ctx.shut_cases())::uuid[])) with check (%I <> all ((select ctx.shut_cases())::uuid[]))',
    name, case_column, case_column);
  execute format('create policy coordinator_adds on app.%I for insert to foresight_app with check (
    partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()))', name);
  execute format('create policy coordinator_changes on app.%I for update to foresight_app
    using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()))
    with check (partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()))', name);
end
$$;

select ctx.guard_case_table('case_file', 'id');
select ctx.guard_case_table(t, 'case_id')
  from unnest(array['case_agency', 'case_involvement', 'case_exclusion', 'case_referral', 'case_child', 'case_incident', 'case_review']) t;

-- Who was excluded and why is for coordinators.
drop policy sees on app.case_exclusion;
create policy sees on app.case_exclusion for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()));
-- Who has a part in the case, and until when: for coordinators and chairs. The others are told how many, and themselves.
drop policy sees on app.case_involvement;
create policy sees on app.case_involvement for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('coordinator', 'chair')));

-- Nobody does this in another's name.
create policy in_own_name on app.case_involvement as restrictive for insert to foresight_app with check (given_by = (select ctx.uid()));
create policy in_own_name on app.case_exclusion as restrictive for insert to foresight_app with check (
  excluded_by = (select ctx.uid()) and ended_by is null);
create policy ends_in_own_name on app.case_exclusion as restrictive for update to foresight_app using (ended_by is null)
  with check (ended_by = (select ctx.uid()));

-- A child, an incident and a review are reached through a case that is seen, and in no other way.
create policy sees on app.child for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and exists (select from app.case_child c where c.partnership_id = child.partnership_id and c.child_id = child.id));
create policy coordinator_adds on app.child for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()));
create policy coordinator_changes on app.child for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator())
    and exists (select from app.case_child c where c.partnership_id = child.partnership_id and c.child_id = child.id))
  with check (partnership_id = (select ctx.partnership_id()));
create policy sees on app.incident for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and exists (select from app.case_incident c where c.partnership_id = incident.partnership_id and c.incident_id = incident.id));
create policy coordinator_adds on app.incident for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()));
create policy coordinator_changes on app.incident for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator())
    and exists (select from app.case_incident c where c.partnership_id = incident.partnership_id and c.incident_id = incident.id))
  with check (partnership_id = (select ctx.partnership_id()));

create policy sees on app.incident_child for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and exists (select from app.case_incident c where c.partnership_id = incident_child.partnership_id and c.incident_id = incident_child.incident_id)
  and exists (select from app.case_child c where c.partnership_id = incident_child.partnership_id and c.child_id = incident_child.child_id));
create policy coordinator_adds on app.incident_child for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator())
  and exists (select from app.case_incident c where c.partnership_id = incident_child.partnership_id and c.incident_id = incident_child.incident_id)
  and exists (select from app.case_child c where c.partnership_id = incident_child.partnership_id and c.child_id = incident_child.child_id));

-- A referral is read by those who see the case that it became, and shut to those who are excluded from it.
create policy with_its_case on app.referral for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and state <> 'draft' and (select ctx.kind()) = 'session'
  and exists (select from app.case_referral r where r.partnership_id = referral.partnership_id and r.referral_id = referral.id));
create policy excluded on app.referral as restrictive to foresight_app
  using (id <> all ((select ctx.shut_referrals())::uuid[])) with check (id <> all ((select ctx.shut_referrals())::uuid[]));

create or replace function ctx.receive_referral(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_coordinator() or which = any (ctx.shut_referrals()) then
    raise exception 'only a coordinator receives a referral' using errcode = '42501';
  end if;
  update app.referral set state = 'received', received_at = now(), version = version + 1
    where partnership_id = ctx.partnership_id() and id = which and state = 'sent';
  return found;
end
$$;

create or replace function ctx.replace_receipt(which uuid, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_coordinator() or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' or which = any (ctx.shut_referrals())
    or not exists (select from app.referral where partnership_id = ctx.partnership_id() and id = which and state <> 'draft') then
    raise exception 'only a coordinator replaces a receipt, of a referral that was sent' using errcode = '42501';
  end if;
  delete from ctx.bearer where kind = 'receipt' and partnership_id = ctx.partnership_id() and subject_id = which;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'receipt', ctx.partnership_id(), which, now() + interval '1 year');
end
$$;

-- Tells the referrer the outcome, in words meant for them, and closes the referral. False where it was closed already.
create function ctx.answer_referral(which uuid, words text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_coordinator() or which = any (ctx.shut_referrals()) or length(words) not between 1 and 10000 then
    raise exception 'only a coordinator answers a referral, in words' using errcode = '42501';
  end if;
  update app.referral set state = 'closed', received_at = coalesce(received_at, now()), closed_at = now(), outcome = words,
      version = version + 1
    where partnership_id = ctx.partnership_id() and id = which and state in ('sent', 'received');
  return found;
end
$$;

-- Opens a case: the next reference of the year and the first pseudonym of `words` that no case here has. Here and not in the application,
-- because whoever opens it may be excluded from another case, and must not learn of it by a number or a word that is taken.
create function ctx.open_case(words text[], out id uuid, out reference text, out pseudonym text) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  prefix text := (select p.reference_prefix from app.partnership p where p.id = here);
  year text := to_char(ctx.today(), 'YYYY');
  next integer;
begin
  if not ctx.is_coordinator() or coalesce(array_length(words, 1), 0) = 0 then
    raise exception 'only a coordinator opens a case' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('case references ' || here, 0));
  select 1 + coalesce(max(split_part(c.reference, '-', 3)::integer), 0) into next from app.case_file c
    where c.partnership_id = here and c.reference like prefix || '-' || year || '-%';
  reference := prefix || '-' || year || '-' || lpad(next::text, greatest(4, length(next::text)), '0');
  -- The words once, then with a number, for as long as it takes.
  select w.word || case when n = 1 then '' else ' ' || n end into pseudonym
    from generate_series(1, 1000) n, unnest(words) with ordinality w (word, at)
    where not exists (select from app.case_file c where c.partnership_id = here
      and c.pseudonym = w.word || case when n = 1 then '' else ' ' || n end)
    order by n, w.at limit 1;
  id := gen_random_uuid();
  insert into app.case_file (partnership_id, id, reference, pseudonym, opened_by) values (here, id, reference, pseudonym, ctx.uid());
end
$$;

grant select on app.case_file, app.case_agency, app.case_involvement, app.case_exclusion, app.case_referral, app.case_child,
  app.case_incident, app.child, app.incident, app.incident_child to foresight_app;
grant insert on app.case_agency, app.case_involvement, app.case_exclusion, app.case_referral, app.case_child, app.case_incident,
  app.child, app.incident, app.incident_child to foresight_app;
grant update (state, event, harm, summary, version) on app.case_file to foresight_app;
grant update (until_day, version) on app.case_agency, app.case_involvement to foresight_app;
grant update (ended_by, ended_at, version) on app.case_exclusion to foresight_app;

grant execute on function ctx.has_role(text[]), ctx.shut_cases(), ctx.agency_cases(text[]), ctx.named_cases(text[]), ctx.granted_cases(),
  ctx.sees_case(uuid), ctx.visible_case(text), ctx.shut_referrals(), ctx.standing(uuid), ctx.case_readers(uuid), ctx.name_here(uuid), ctx.answer_referral(uuid, text),
  ctx.open_case(text[]) to foresight_app;
