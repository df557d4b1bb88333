-- Finding that two referrals, or a referral and a case, may be about one child or one incident. The index holds digests of names as they
-- sound and of days, and no name. What changes stands in a list, and is read anew at the next look: so neither the referrer's act nor a
-- change of a case file has to know of the index, and what was there before this migration is read as well. To somebody who is
-- excluded from a case neither its keys, nor its place in the list, nor a verdict on it are there.

create table app.alike_pending (
  partnership_id uuid not null references app.partnership,
  referral_id uuid,
  case_id uuid,
  -- Another one each time it changes, so that what changes while it is read stays in the list.
  turn uuid not null default gen_random_uuid(),
  since timestamptz not null default now(),
  foreign key (partnership_id, referral_id) references app.referral,
  foreign key (partnership_id, case_id) references app.case_file,
  check (num_nonnulls(referral_id, case_id) = 1)
);
create unique index alike_pending_referral on app.alike_pending (partnership_id, referral_id) where referral_id is not null;
create unique index alike_pending_case on app.alike_pending (partnership_id, case_id) where case_id is not null;

create table app.alike_key (
  partnership_id uuid not null references app.partnership,
  key bigint not null,
  referral_id uuid,
  case_id uuid,
  foreign key (partnership_id, referral_id) references app.referral,
  foreign key (partnership_id, case_id) references app.case_file,
  check (num_nonnulls(referral_id, case_id) = 1)
);
create unique index alike_key_found on app.alike_key (partnership_id, key, referral_id, case_id) nulls not distinct;
create index alike_key_referral on app.alike_key (partnership_id, referral_id) where referral_id is not null;
create index alike_key_case on app.alike_key (partnership_id, case_id) where case_id is not null;

-- What somebody said of two of them; the newest stands. Of two referrals the one with the smaller identifier comes first.
create table app.alike_verdict (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  referral_id uuid not null,
  other_referral_id uuid,
  case_id uuid,
  verdict text not null check (verdict in ('same-child', 'same-incident', 'different')),
  reason text not null default '' check (length(reason) <= 2000),
  -- Stands for what the two said on that day: once either says something else, "different" is asked again.
  basis text not null check (basis ~ '^[0-9a-f]{64}$'),
  said_by uuid not null references app.account,
  said_at timestamptz not null default clock_timestamp(),
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral,
  foreign key (partnership_id, other_referral_id) references app.referral,
  foreign key (partnership_id, case_id) references app.case_file,
  check (num_nonnulls(other_referral_id, case_id) = 1),
  check (other_referral_id is null or referral_id < other_referral_id)
);
create index alike_verdict_referral on app.alike_verdict (partnership_id, referral_id, said_at desc);
create index alike_verdict_other on app.alike_verdict (partnership_id, other_referral_id) where other_referral_id is not null;
create index alike_verdict_case on app.alike_verdict (partnership_id, case_id) where case_id is not null;
create index alike_verdict_said_by on app.alike_verdict (said_by);

do $$
declare
  name text;
begin
  foreach name in array array['alike_pending', 'alike_key', 'alike_verdict'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
    execute format('create policy coordinator on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()))', name);
    execute format('create policy excluded_from_case on app.%I as restrictive to foresight_app
      using (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))
      with check (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))', name);
    execute format('create policy excluded_from_referral on app.%I as restrictive to foresight_app
      using (referral_id is null or referral_id <> all ((select ctx.shut_referrals())::uuid[]))
      with check (referral_id is null or referral_id <> all ((select ctx.shut_referrals())::uuid[]))', name);
  end loop;
end
$$;
create policy excluded_from_other on app.alike_verdict as restrictive to foresight_app
  using (other_referral_id is null or other_referral_id <> all ((select ctx.shut_referrals())::uuid[]))
  with check (other_referral_id is null or other_referral_id <> all ((select ctx.shut_referrals())::uuid[]));
create policy coordinator_says on app.alike_verdict for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and said_by = (select ctx.uid()));

create function ctx.want_alike(here uuid, which_referral uuid, which_case uuid) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if which_referral is not null then
    insert into app.alike_pending (partnership_id, referral_id) values (here, which_referral)
      on conflict (partnership_id, referral_id) where referral_id is not null do update set turn = gen_random_uuid();
  else
    insert into app.alike_pending (partnership_id, case_id) values (here, which_case)
      on conflict (partnership_id, case_id) where case_id is not null do update set turn = gen_random_uuid();
  end if;
end
$$;

create function ctx.referral_was_sent() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  perform ctx.want_alike(new.partnership_id, new.id, null);
  return null;
end
$$;
create trigger alike_sent after update of state on app.referral for each row
  when (old.state = 'draft' and new.state <> 'draft') execute function ctx.referral_was_sent();
-- One that comes in on paper is there at once.
create trigger alike_came after insert on app.referral for each row when (new.state <> 'draft') execute function ctx.referral_was_sent();

create function ctx.case_was_changed() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  case tg_table_name
    when 'case_child', 'case_incident' then perform ctx.want_alike(new.partnership_id, null, new.case_id);
    when 'child' then perform ctx.want_alike(c.partnership_id, null, c.case_id) from app.case_child c
      where c.partnership_id = new.partnership_id and c.child_id = new.id;
    when 'incident' then perform ctx.want_alike(c.partnership_id, null, c.case_id) from app.case_incident c
      where c.partnership_id = new.partnership_id and c.incident_id = new.id;
  end case;
  return null;
end
$$;
create trigger alike_changed after insert on app.case_child for each row execute function ctx.case_was_changed();
create trigger alike_changed after insert on app.case_incident for each row execute function ctx.case_was_changed();
create trigger alike_changed after update on app.child for each row execute function ctx.case_was_changed();
create trigger alike_changed after update on app.incident for each row execute function ctx.case_was_changed();

-- Puts the keys of one referral or case in place of those that it had, for a coordinator who sees it, as it was at `seen_turn`.
create function ctx.index_alike(which_referral uuid, which_case uuid, seen_turn uuid, keys bigint[]) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
begin
  if not ctx.is_coordinator() or num_nonnulls(which_referral, which_case) <> 1 or coalesce(array_length(keys, 1), 0) > 2000
    or which_case = any (ctx.shut_cases()) or which_referral = any (ctx.shut_referrals()) then
    raise exception 'only a coordinator indexes what they see' using errcode = '42501';
  end if;
  -- Somebody else was quicker, or it is of another partnership.
  perform from app.alike_pending p where p.partnership_id = here and p.turn = seen_turn
    and (p.referral_id = which_referral or p.case_id = which_case) for update;
  if not found then
    return;
  end if;
  delete from app.alike_key k where k.partnership_id = here and (k.referral_id = which_referral or k.case_id = which_case);
  insert into app.alike_key (partnership_id, key, referral_id, case_id)
    select distinct here, key, which_referral, which_case from unnest(keys) key;
  delete from app.alike_pending p where p.partnership_id = here and (p.referral_id = which_referral or p.case_id = which_case);
end
$$;

insert into app.alike_pending (partnership_id, referral_id) select partnership_id, id from app.referral where state <> 'draft';
insert into app.alike_pending (partnership_id, case_id) select distinct partnership_id, case_id from app.case_child;

grant select on app.alike_pending, app.alike_key, app.alike_verdict to foresight_app;
grant insert (partnership_id, referral_id, other_referral_id, case_id, verdict, reason, basis, said_by) on app.alike_verdict to foresight_app;
grant execute on function ctx.index_alike(uuid, uuid, uuid, bigint[]) to foresight_app;
