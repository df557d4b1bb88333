-- What the scrutineer sees and asks, by the references of cases; and who confirms each month who still needs to sign in. To whoever is
-- excluded from a case, or has a conflict of interest in it, there is nothing of it here either.

-- Decisions that are near one another are found by how their limbs were answered.
create index decision_limb_answered on app.decision_limb (partnership_id, limb, answer, decision_id);
create index decision_by_day on app.decision (partnership_id, day desc, id);

-- What the scrutineer asks, and what was answered. About a decision or a limit of a case, by its reference; of the case they see no more.
create table app.challenge (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  case_id uuid not null, reference text not null, decision_id uuid, rule text check (rule <> ''),
  to_whom text not null check (to_whom in ('chair', 'local-authority', 'health', 'police', 'partners')),
  words text not null check (words <> '' and length(words) <= 5000), due_on date not null,
  made_by uuid not null references app.account, made_at timestamptz not null default now(),
  primary key (partnership_id, id), unique (partnership_id, case_id, id), foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, decision_id) references app.decision, check (num_nonnulls(decision_id, rule) = 1)
);
create index challenge_case on app.challenge (partnership_id, case_id);
create index challenge_decision on app.challenge (partnership_id, decision_id) where decision_id is not null;
create index on app.challenge (made_by);

create table app.challenge_step (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  case_id uuid not null, challenge_id uuid not null,
  kind text not null check (kind in ('answered', 'settled', 'pressed')),
  -- For whom it is answered, where the chair writes down what a partner said.
  on_behalf text not null default '' check (length(on_behalf) <= 200),
  words text not null check (words <> '' and length(words) <= 5000),
  said_by uuid not null references app.account, name text not null, said_at timestamptz not null default now(), primary key (partnership_id, id),
  foreign key (partnership_id, case_id, challenge_id) references app.challenge (partnership_id, case_id, id)
);
create index challenge_step_challenge on app.challenge_step (partnership_id, case_id, challenge_id, said_at);
create index on app.challenge_step (said_by);

create function ctx.scrutinises() returns boolean language sql stable as $$ select ctx.has_role('scrutineer') $$;

-- What was decided in a period: by reference, with who disagreed, and nothing of what anybody wrote. Not of a case that is shut to them.
create function ctx.scrutiny_decisions(from_day date, to_day date, out id uuid, out reference text, out day date, out outcome text,
    out dissent text[], out stands boolean, out unquorate boolean) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select d.id, c.reference, d.day, d.outcome,
    (select coalesce(array_agg(v.partner order by v.partner), '{}') from app.decision_view v
      where v.partnership_id = d.partnership_id and v.decision_id = d.id and v.position = 'disagrees'),
    not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id),
    exists (select from app.round r where r.partnership_id = d.partnership_id and r.decision_id = d.id and r.quorate is false)
  from app.decision d join app.case_file c on c.partnership_id = d.partnership_id and c.id = d.case_id
  where ctx.scrutinises() and d.partnership_id = (select ctx.partnership_id()) and d.day between from_day and to_day
    and d.case_id <> all ((select ctx.no_round_cases())::uuid[]) order by d.day desc, d.id limit 201 $$;

-- What was late in a period, or is: by reference.
create function ctx.scrutiny_late(from_day date, to_day date, out reference text, out rule text, out due_on date, out met_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select c.reference, k.rule, k.due_on, k.met_on from app.case_clock k join app.case_file c on c.partnership_id = k.partnership_id and c.id = k.case_id
  where ctx.scrutinises() and k.partnership_id = (select ctx.partnership_id()) and k.due_on between from_day and to_day
    and k.due_on < coalesce(k.met_on, (select ctx.today())) and k.paused_on is null and (k.met_on is not null or c.state <> 'closed')
    and k.case_id <> all ((select ctx.no_round_cases())::uuid[]) order by k.due_on, c.reference limit 201 $$;

-- Makes a challenge; null where there is nothing of that reference to challenge.
create function ctx.make_challenge(of_reference text, about_decision uuid, about_rule text, whom text, in_words text, by_day date) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid; of_case uuid;
begin
  if not ctx.scrutinises() then
    raise exception 'only a scrutineer challenges' using errcode = '42501';
  end if;
  select c.id into of_case from app.case_file c where c.partnership_id = here and c.reference = of_reference and c.id <> all (ctx.no_round_cases())
    and (exists (select from app.decision d where d.partnership_id = here and d.case_id = c.id and d.id = about_decision)
      or exists (select from app.case_clock k where k.partnership_id = here and k.case_id = c.id and k.rule = about_rule));
  if of_case is null then return null; end if;
  insert into app.challenge (partnership_id, case_id, reference, decision_id, rule, to_whom, words, due_on, made_by)
    values (here, of_case, of_reference, about_decision, about_rule, whom, in_words, by_day, ctx.uid()) returning id into made;
  return made;
end $$;

-- Answers a challenge, for those who run meetings; settles or presses it, for the scrutineer who made it.
create function ctx.step_challenge(which uuid, what text, behalf text, in_words text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); asked app.challenge;
begin
  select * into asked from app.challenge o where o.partnership_id = here and o.id = which and o.case_id <> all (ctx.no_round_cases()) for update;
  if asked.id is null or not (case when what = 'answered' then ctx.runs_meetings() else ctx.scrutinises() and asked.made_by = ctx.uid() end) then
    raise exception 'no such challenge' using errcode = '42501';
  end if;
  insert into app.challenge_step (partnership_id, case_id, challenge_id, kind, on_behalf, words, said_by, name)
    values (here, asked.case_id, which, what, behalf, in_words, ctx.uid(), ctx.name_here(ctx.uid()));
end $$;

select ctx.guard_case_table(t, 'case_id') from unnest(array['challenge', 'challenge_step']) t;
do $$
declare name text;
begin
  foreach name in array array['challenge', 'challenge_step'] loop
    execute format('drop policy sees on app.%I', name);
    execute format('drop policy coordinator_adds on app.%I', name);
    execute format('drop policy coordinator_changes on app.%I', name);
    execute format('grant select on app.%I to foresight_app', name);
    execute format('create policy runs on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and ((select ctx.runs_meetings()) or (select ctx.scrutinises())))', name);
    execute format('create policy conflicted on app.%I as restrictive for select to foresight_app
      using (case_id <> all ((select ctx.conflicted_cases())::uuid[]))', name);
  end loop;
end $$;

-- Who confirmed, of one month, who of an agency still needs to sign in; without an agency the partnership's own people.
create table app.attestation (
  partnership_id uuid not null references app.partnership, id uuid not null default gen_random_uuid(), agency_id uuid,
  month date not null check (extract(day from month) = 1),
  attested_by uuid not null references app.account, attested_at timestamptz not null default now(), primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references app.agency
);
create unique index attestation_once on app.attestation (partnership_id, agency_id, month) nulls not distinct;
create index on app.attestation (attested_by);

create table app.attestation_person (
  partnership_id uuid not null, attestation_id uuid not null, account_id uuid not null references app.account,
  keeps boolean not null,
  -- Who has now what this person had.
  handed_to uuid references app.account, primary key (partnership_id, attestation_id, account_id),
  foreign key (partnership_id, attestation_id) references app.attestation, check (not keeps or handed_to is null)
);
create index on app.attestation_person (account_id);
create index on app.attestation_person (handed_to) where handed_to is not null;

-- That those who attest were reminded, once on each rung of a month.
create table app.attestation_nag (
  partnership_id uuid not null references app.partnership, agency_id uuid, month date not null,
  rung text not null check (rung in ('begun', 'late')), nagged_at timestamptz not null default now(),
  foreign key (partnership_id, agency_id) references app.agency
);
create unique index attestation_nag_once on app.attestation_nag (partnership_id, agency_id, month, rung) nulls not distinct;

-- The roles of today of an agency's people, or of those who come for none. For the functions below.
create function ctx.people_of(for_agency uuid) returns table (account_id uuid, membership_id uuid, role text)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select m.account_id, m.id, m.role from app.membership m join app.account a on a.id = m.account_id and a.disabled_at is null
  where m.partnership_id = ctx.partnership_id() and m.agency_id is not distinct from for_agency
    and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today()) $$;

-- Whether whoever acts attests for that agency: its representative; for the partnership's own people a coordinator.
create function ctx.attests(for_agency uuid) returns boolean language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(ctx.kind() = 'session' and case when for_agency is null then ctx.has_role('coordinator')
    else exists (select from ctx.people_of(for_agency) p where p.account_id = ctx.uid() and p.role = 'member') end, false) $$;

-- What somebody has that would be left without an owner: seats, referrals in hand, parts in open cases.
create function ctx.owned_by(who uuid, out seats bigint, out referrals bigint, out parts bigint)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select (select count(*) from app.review_group_holder h join app.review_group_seat s on s.partnership_id = h.partnership_id and s.id = h.seat_id
      where h.partnership_id = ctx.partnership_id() and h.account_id = who and h.stands = 'holder' and h.superseded_at is null
        and (h.until_day is null or h.until_day > ctx.today()) and (s.until_day is null or s.until_day > ctx.today())),
    (select count(*) from app.referral_allocation o join app.referral r on r.partnership_id = o.partnership_id and r.id = o.referral_id
      where o.partnership_id = ctx.partnership_id() and o.account_id = who and o.replaced_at is null and r.state in ('sent', 'received')),
    (select count(*) from app.case_involvement i join app.case_file c on c.partnership_id = i.partnership_id and c.id = i.case_id and c.state <> 'closed'
      where i.partnership_id = ctx.partnership_id() and i.account_id = who and (i.until_day is null or i.until_day > ctx.today())) $$;

-- Everybody of an agency with their roles, when they signed in last and what they have, for whoever attests for it.
create function ctx.access_list(for_agency uuid, out account_id uuid, out name text, out roles text[], out seen_on date,
    out seats bigint, out referrals bigint, out parts bigint) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select p.account_id, coalesce(a.name, a.email), array_agg(distinct p.role order by p.role),
    (select (max(s.started_at) at time zone 'Europe/London')::date from app.session s
      where s.partnership_id = ctx.partnership_id() and s.account_id = p.account_id), o.seats, o.referrals, o.parts
  from ctx.people_of(for_agency) p join app.account a on a.id = p.account_id cross join lateral ctx.owned_by(p.account_id) o
  where ctx.attests(for_agency)
  group by p.account_id, a.name, a.email, o.seats, o.referrals, o.parts order by lower(coalesce(a.name, a.email)), p.account_id limit 500 $$;

-- For which agencies whoever acts attests, and of which months it was done; administrators are told of all of them, by whom and when.
create function ctx.attestations(of_month date, out agency_id uuid, out agency text, out people bigint, out attested_at timestamptz,
    out attested_by text, out attested_before date, out is_own boolean, out has_somebody boolean) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with here as materialized (
    select m.agency_id, count(distinct m.account_id) as people,
      bool_or(m.role = case when m.agency_id is null then 'coordinator' else 'member' end) as has_somebody
    from app.membership m join app.account a on a.id = m.account_id and a.disabled_at is null
    where m.partnership_id = (select ctx.partnership_id()) and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
    group by m.agency_id),
  mine as materialized (select h.*, ctx.attests(h.agency_id) as is_own from here h)
  select m.agency_id, g.name, m.people, t.attested_at, ctx.name_here(t.attested_by),
    (select max(b.month) from app.attestation b where b.partnership_id = (select ctx.partnership_id()) and b.agency_id is not distinct from m.agency_id
      and b.month < of_month), m.is_own, m.has_somebody
  from mine m left join app.agency g on g.partnership_id = (select ctx.partnership_id()) and g.id = m.agency_id
    left join app.attestation t on t.partnership_id = (select ctx.partnership_id()) and t.agency_id is not distinct from m.agency_id and t.month = of_month
  where m.is_own or ctx.is_administrator() order by m.agency_id is not null, lower(g.name), m.agency_id $$;

-- Hands over what somebody has: each seat from today on, each referral in hand, each part in an open case from today on.
create function ctx.hand_over(of_whom uuid, to_whom uuid) returns void language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); one record;
begin
  for one in update app.review_group_holder h set superseded_by = ctx.uid(), superseded_at = now()
      where h.partnership_id = here and h.account_id = of_whom and h.superseded_at is null and (h.until_day is null or h.until_day > ctx.today())
      returning h.* loop
    if one.from_day is null or one.from_day < ctx.today() then
      insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id, from_day, until_day, recorded_by)
        values (here, one.group_id, one.seat_id, one.stands, of_whom, one.from_day, ctx.today(), ctx.uid());
    end if;
    if one.stands = 'holder' then
      insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id, from_day, until_day, recorded_by)
        values (here, one.group_id, one.seat_id, 'holder', to_whom, greatest(one.from_day, ctx.today()), one.until_day, ctx.uid());
    end if;
  end loop;
  for one in update app.referral_allocation o set replaced_at = now() from app.referral r
      where o.partnership_id = here and o.account_id = of_whom and o.replaced_at is null
        and r.partnership_id = o.partnership_id and r.id = o.referral_id and r.state in ('sent', 'received') returning o.referral_id loop
    insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by) values (here, one.referral_id, to_whom, ctx.uid());
  end loop;
  for one in update app.case_involvement i set until_day = greatest(i.from_day, ctx.today()), version = i.version + 1 from app.case_file c
      where i.partnership_id = here and i.account_id = of_whom and (i.until_day is null or i.until_day > ctx.today())
        and c.partnership_id = i.partnership_id and c.id = i.case_id and c.state <> 'closed' returning i.* loop
    insert into app.case_involvement (partnership_id, case_id, account_id, part, from_day, given_by)
      values (here, one.case_id, to_whom, one.part, ctx.today(), ctx.uid()) on conflict do nothing;
  end loop;
end $$;

-- Whether a month can be attested so: 'done', or what stands in the way. Each of `said` is {account, keeps, heir}. 'owner' where something
-- would be left without one, 'moved' where the people are not those of the list, 'done-already' where somebody was quicker, 'own' where
-- somebody would end themselves.
create function ctx.attest_check(for_agency uuid, of_month date, said jsonb) returns text
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); one record; has record;
begin
  if not ctx.attests(for_agency) or of_month > ctx.today() then
    raise exception 'nobody attests for an agency that is not theirs' using errcode = '42501';
  end if;
  if exists (select from app.attestation t where t.partnership_id = here and t.agency_id is not distinct from for_agency and t.month = of_month) then
    return 'done-already';
  end if;
  if (select array_agg(distinct p.account_id order by p.account_id) from ctx.people_of(for_agency) p)
    is distinct from (select array_agg(distinct s.account order by s.account) from jsonb_to_recordset(said) as s (account uuid)) then
    return 'moved';
  end if;
  for one in select * from jsonb_to_recordset(said) as s (account uuid, keeps boolean, heir uuid) where not s.keeps loop
    if one.account = ctx.uid() then return 'own'; end if;
    select * into has from ctx.owned_by(one.account) o;
    if has.seats + has.referrals + has.parts > 0 and (one.heir is null or not exists (
        select from jsonb_to_recordset(said) as k (account uuid, keeps boolean) where k.account = one.heir and k.keeps)) then
      return 'owner';
    end if;
    -- A referral is for a coordinator, a part in a case for whoever has the role of it and is not shut out.
    if (has.referrals > 0 and not 'coordinator' = any (ctx.roles_of(one.heir, here)))
      or exists (select from app.case_involvement i join app.case_file c on c.partnership_id = i.partnership_id and c.id = i.case_id
        where i.partnership_id = here and i.account_id = one.account and (i.until_day is null or i.until_day > ctx.today())
          and c.state <> 'closed' and (i.part <> all (ctx.roles_of(one.heir, here)) or exists (select from app.case_exclusion x
            where x.partnership_id = here and x.case_id = i.case_id and x.account_id = one.heir and x.ended_at is null))) then
      return 'owner';
    end if;
  end loop;
  return 'done';
end $$;

-- Attests one month: whoever is not kept loses the roles that they have for this agency today, and what they have goes to somebody who stays.
create function ctx.attest(for_agency uuid, of_month date, said jsonb) returns text
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid := gen_random_uuid(); one record; found_ text;
begin
  found_ := ctx.attest_check(for_agency, of_month, said);
  if found_ <> 'done' then return found_; end if;
  insert into app.attestation (partnership_id, id, agency_id, month, attested_by) values (here, made, for_agency, of_month, ctx.uid());
  insert into app.attestation_person (partnership_id, attestation_id, account_id, keeps, handed_to)
    select here, made, s.account, s.keeps, case when not s.keeps then s.heir end
    from jsonb_to_recordset(said) as s (account uuid, keeps boolean, heir uuid);
  for one in select * from jsonb_to_recordset(said) as s (account uuid, keeps boolean, heir uuid) where not s.keeps loop
    if one.heir is not null then perform ctx.hand_over(one.account, one.heir); end if;
    update app.membership m set until_day = greatest(m.from_day, ctx.today()), version = m.version + 1
      from ctx.people_of(for_agency) p where m.partnership_id = here and m.id = p.membership_id and p.account_id = one.account;
  end loop;
  return 'done';
end $$;

-- Reminds those who attest and have not, at the beginning of a month and again later, once each. Answers the mails to send.
create function ctx.nag_attestations(of_month date, of_rung text) returns table (mail_id uuid)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); one record; to_whom text;
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep reminds' using errcode = '42501';
  end if;
  if not coalesce((select w.goes_out from ctx.mail_way w), false) then return; end if;
  for one in select distinct m.agency_id from app.membership m where m.partnership_id = here and m.from_day <= ctx.today()
      and (m.until_day is null or m.until_day > ctx.today())
      and not exists (select from app.attestation t where t.partnership_id = here and t.agency_id is not distinct from m.agency_id and t.month = of_month)
      and not exists (select from app.attestation_nag n where n.partnership_id = here and n.agency_id is not distinct from m.agency_id
        and n.month = of_month and n.rung = of_rung) limit 200 loop
    insert into app.attestation_nag (partnership_id, agency_id, month, rung) values (here, one.agency_id, of_month, of_rung) on conflict do nothing;
    continue when not found;
    for to_whom in select distinct a.email from ctx.people_of(one.agency_id) p join app.account a on a.id = p.account_id
        where p.role = case when one.agency_id is null then 'coordinator' else 'member' end loop
      mail_id := gen_random_uuid();
      insert into app.mail (partnership_id, id, to_address, kind, state, message_id, queued_at)
        values (here, mail_id, to_whom, 'access-due', 'queued', '<' || gen_random_uuid() || '@foresight.invalid>', now());
      return next;
    end loop;
  end loop;
end $$;

do $$
declare name text;
begin
  foreach name in array array['attestation', 'attestation_person', 'attestation_nag'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
  end loop;
  grant select on app.attestation, app.attestation_person to foresight_app;
end $$;
create policy sees on app.attestation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and ((select ctx.is_administrator()) or ctx.attests(agency_id)));
create policy sees on app.attestation_person for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and exists (select from app.attestation t
    where t.partnership_id = attestation_person.partnership_id and t.id = attestation_person.attestation_id));

-- One more kind of mail, besides whatever kinds there are by now.
do $$ declare kinds text; begin
  select string_agg(quote_literal(kind), ', ') into kinds from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_kind_check' and c.conrelid = 'app.mail'::regclass union select unnest(array['access-due'])) k;
  alter table app.mail drop constraint mail_kind_check;
  execute format('alter table app.mail add constraint mail_kind_check check (kind in (%s))', kinds);
end $$;
insert into ctx.mail_kind (kind, may, needs)
  select kind, array['partnership', 'address'], array['address'] from unnest(array['access-due']) kind;

grant execute on function ctx.scrutinises(), ctx.scrutiny_decisions(date, date), ctx.scrutiny_late(date, date),
  ctx.make_challenge(text, uuid, text, text, text, date), ctx.step_challenge(uuid, text, text, text), ctx.attests(uuid),
  ctx.access_list(uuid), ctx.attestations(date), ctx.attest_check(uuid, date, jsonb), ctx.attest(uuid, date, jsonb) to foresight_app;
grant execute on function ctx.nag_attestations(date, text) to foresight_worker;
