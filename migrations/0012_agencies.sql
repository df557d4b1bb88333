-- Agencies: the bodies from which people come and which know a family, with the days from and until which they were there. An agency
-- that is renamed or merged ends, and another takes its place, so that an old record keeps the words of its day. They are no secret.

create table app.agency (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- The three safeguarding partners of section 16E(3) of the Children Act 2004, then the sectors of the others.
  kind text not null check (kind in ('local-authority', 'integrated-care-board', 'police', 'health', 'education', 'justice',
    'care-provider', 'voluntary', 'other')),
  name text not null check (name <> '' and length(name) <= 200),
  -- Its code in national lists (ONS, ODS), where it has one.
  national_code text check (national_code ~ '^[A-Za-z0-9-]{2,20}$'),
  from_day date,
  until_day date,
  -- What is to be known of how far its name and days were checked.
  note text check (note <> '' and length(note) <= 500),
  -- The agency that took its place.
  successor_id uuid,
  version integer not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, successor_id) references app.agency,
  check (from_day is null or until_day is null or from_day <= until_day),
  check (successor_id is null or (until_day is not null and successor_id <> id))
);
create unique index agency_name on app.agency (partnership_id, lower(name)) where until_day is null;
create index agency_successor on app.agency (partnership_id, successor_id) where successor_id is not null;

-- For whom somebody is here: the representative of an agency, its delegate, its notifier.
alter table app.membership add column agency_id uuid;
alter table app.membership add foreign key (partnership_id, agency_id) references app.agency;
create index membership_agency on app.membership (partnership_id, agency_id) where agency_id is not null;
alter table app.invitation add column agency_id uuid;
alter table app.invitation add foreign key (partnership_id, agency_id) references app.agency;
create index invitation_agency on app.invitation (partnership_id, agency_id) where agency_id is not null;

alter table app.agency enable row level security;
alter table app.agency force row level security;
create policy owner on app.agency to foresight_owner using (true) with check (true);
create policy member on app.agency for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session');
create policy administrator_adds on app.agency for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
-- One that has ended stays as it was.
create policy administrator_ends on app.agency for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and until_day is null)
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and until_day <= ctx.today());
create policy operator on app.agency to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');
-- Setting up a partnership brings its three safeguarding partners along.
create policy installation on app.agency for insert to foresight_worker
  with check ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation());
grant select on app.agency to foresight_app, foresight_worker;
grant insert (partnership_id, id, kind, name, national_code, from_day, note) on app.agency to foresight_app, foresight_worker;
grant update (until_day, successor_id, version) on app.agency to foresight_app;
grant insert (agency_id) on app.invitation to foresight_app;
grant select (agency_id) on app.invitation to foresight_app;

-- An agency with all that it once was and is called now: whoever is here for one of them is here for each. A new name, or a merger, then
-- shuts nobody out of a case, and nobody has to be invited again.
create function ctx.same_agency(which uuid) returns uuid[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with recursive place (id, next) as (
    select a.id, a.successor_id from app.agency a where a.partnership_id = (select ctx.partnership_id()) and a.successor_id is not null
    union all
    select a.successor_id, a.id from app.agency a where a.partnership_id = (select ctx.partnership_id()) and a.successor_id is not null),
  same (id) as (select which union select p.next from same s join place p on p.id = s.id)
  select coalesce(array_agg(id), '{}') from same
$$;

-- As before; the role is for the agency that the invitation names.
create or replace function ctx.accept_invitation(given_code text, given_name text, new_salt bytea, memory integer, rounds integer,
    derived bytea, factor_code text, device text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  invited app.invitation;
  who uuid;
  credential ctx.credential;
  pending bytea;
  step bigint;
  here uuid := ctx.partnership_id();
begin
  select * into invited from app.invitation i
    where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = here
    for update;
  if invited.id is null or invited.accepted_at is not null or invited.revoked_at is not null or invited.code_failures >= 10
    or exists (select from app.account a where a.email = invited.email and a.disabled_at is not null)
    or (invited.purpose = 'reset' and not ctx.belongs_only_to(here, invited.account_id)) then
    return 'gone';
  end if;
  if invited.code_hash is null or sha256(convert_to(given_code, 'UTF8')) is distinct from invited.code_hash then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-code', 'object', invited.id));
    return 'code';
  end if;
  who := coalesce(invited.account_id, (select a.id from app.account a where a.email = invited.email));
  select * into credential from ctx.credential c where c.account_id = who and invited.purpose = 'join';
  pending := (select totp_secret from ctx.pending_factor where invitation_id = invited.id);
  step := ctx.totp_step(coalesce(credential.totp_secret, pending, '\x00'), factor_code, coalesce(credential.totp_last_step, 0));
  if coalesce(credential.totp_secret, pending) is null or step is null
    or (credential.account_id is not null and sha256(derived) is distinct from credential.verifier) then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-sign-in', 'object', invited.id));
    return 'factor';
  end if;
  if invited.purpose = 'reset' then
    perform ctx.replace_credential(who, new_salt, memory, rounds, sha256(derived), pending, step);
  elsif credential.account_id is not null then
    update ctx.credential set totp_last_step = step where account_id = who;
  else
    if who is null then
      insert into app.account (email, name) values (invited.email, given_name) returning id into who;
    end if;
    insert into ctx.credential (account_id, salt, memory_kib, passes, verifier, totp_secret, totp_last_step)
      values (who, new_salt, memory, rounds, sha256(derived), pending, step);
  end if;
  if invited.purpose = 'join' and not exists (
    select from app.membership m where m.partnership_id = here and m.account_id = who and m.role = invited.role
      and m.agency_id is not distinct from invited.agency_id and (m.until_day is null or m.until_day > ctx.today())) then
    insert into app.membership (partnership_id, account_id, role, agency_id, from_day)
      values (here, who, invited.role, invited.agency_id, ctx.today());
  end if;
  update app.invitation set accepted_at = now() where id = invited.id and partnership_id = here;
  delete from ctx.pending_factor where invitation_id = invited.id;
  delete from ctx.bearer where kind = 'link' and subject_id = invited.id;
  perform ctx.open_session(who, here, device, token);
  perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'done', 'object', invited.id));
  return 'done';
end
$$;
