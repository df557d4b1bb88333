-- The administrator's side of people: who belongs to a partnership, who is invited, taking an invitation back, ending a role, and
-- letting somebody set a new password and authenticator. An administrator sees the people of the own partnership and no casework.
-- What must be true at once (a dead link, an ended session) is done here by triggers, whatever way the change came.

create function ctx.is_administrator() returns boolean language sql stable as $$
  select coalesce(ctx.kind() = 'session' and 'administrator' = any (ctx.roles()), false)
$$;

-- Policies for every command were enough while nothing but reading was granted. With the grants below they would let a link's holder
-- change the own invitation and a member the own role.
drop policy self on app.account;
create policy self on app.account for select to foresight_app, foresight_worker using (id = (select ctx.uid()));
drop policy own on app.membership;
create policy own on app.membership for select to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()));
drop policy bearer on app.invitation;
create policy bearer on app.invitation for select to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'link' and id = (select ctx.subject_id()));

-- "reset" is for an account that is here already and has lost its password or authenticator. It gives no role.
alter table app.invitation add column account_id uuid references app.account;
alter table app.invitation drop constraint invitation_purpose_check;
alter table app.invitation add constraint invitation_purpose_check check (purpose in ('join', 'reset'));
alter table app.invitation add constraint invitation_for_whom check (
  (purpose = 'join' and account_id is null
    and role in ('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer',
      'administrator', 'inspector'))
  or (purpose = 'reset' and account_id is not null and role is null));
create index invitation_open on app.invitation (partnership_id, email) where accepted_at is null and revoked_at is null;

-- A role may end on the day on which it began: it then held on no whole day.
alter table app.membership drop constraint membership_check;
alter table app.membership add constraint membership_days check (until_day is null or until_day >= from_day);

-- Whether an account holds a role in this partnership and in no other. A new password opens an account everywhere, so nobody may give one
-- to a person whom another partnership trusts too: that would be a way into the other partnership. A way into one for training does no harm.
create function ctx.belongs_only_to(where_ uuid, who uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.roles_of(who, where_) <> '{}' and not exists (
    select from app.membership m join app.partnership p on p.id = m.partnership_id
    where m.account_id = who and m.partnership_id <> where_ and not p.training and (m.until_day is null or m.until_day > ctx.today()))
$$;

-- The same question by an administrator about somebody of the own partnership; null for everybody else.
create function ctx.may_reset(who uuid) returns boolean language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.belongs_only_to(ctx.partnership_id(), who)
  where ctx.is_administrator()
    and exists (select from app.membership m where m.account_id = who and m.partnership_id = ctx.partnership_id())
$$;

create policy administrator on app.membership for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
-- A role that has ended stays ended, and one that is ended ends today.
create policy administrator_ends on app.membership for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator())
    and (until_day is null or until_day > ctx.today()))
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator())
    and until_day = greatest(from_day, ctx.today()));
create policy administrator on app.account for select to foresight_app using (
  (select ctx.is_administrator())
  and exists (select from app.membership m where m.account_id = account.id and m.partnership_id = (select ctx.partnership_id())));
create policy administrator on app.invitation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
create policy administrator_invites on app.invitation for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator())
  and expires_at <= now() + interval '72 hours'
  and (purpose = 'join' or (purpose = 'reset' and ctx.may_reset(account_id)
    and exists (select from app.account a where a.id = account_id and a.email = invitation.email))));
create policy administrator_revokes on app.invitation for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator())
    and accepted_at is null and revoked_at is null)
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and revoked_at = now());

-- The hash of a code of eight figures is as good as the code, so nobody may read it.
revoke select on app.invitation from foresight_app;
grant select (partnership_id, id, purpose, email, role, account_id, issued_at, expires_at, accepted_at, revoked_at, code_failures, version)
  on app.invitation to foresight_app;
grant insert (partnership_id, purpose, email, role, account_id, expires_at, code_hash) on app.invitation to foresight_app;
grant update (revoked_at, version) on app.invitation to foresight_app;
grant update (until_day, version) on app.membership to foresight_app;

-- An invitation that is taken back is dead at once, with the authenticator that somebody may have been setting up.
create function ctx.kill_link() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  delete from ctx.bearer where kind = 'link' and subject_id = new.id and partnership_id = new.partnership_id;
  delete from ctx.pending_factor where invitation_id = new.id;
  return null;
end
$$;
create trigger killed_when_revoked after update of revoked_at on app.invitation for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function ctx.kill_link();

-- Without an administrator nobody could invite anybody again. One at a time, so that two who end each other's role at the same moment do not
-- both succeed. An operator at the machine may do what a session may not.
create function ctx.keep_an_administrator() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() = 'session' then
    perform pg_advisory_xact_lock(hashtextextended('administrators ' || new.partnership_id, 0));
    if not exists (
      select from app.membership m join app.account a on a.id = m.account_id
      where m.partnership_id = new.partnership_id and m.role = 'administrator' and m.id <> new.id and a.disabled_at is null
        and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())) then
      raise exception 'the last administrator of a partnership' using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
create trigger keeps_an_administrator before update of until_day on app.membership for each row
  when (old.role = 'administrator' and new.until_day is not null) execute function ctx.keep_an_administrator();

-- Whoever loses a role is signed out of this partnership at once: with roles left, one signs in again and has those.
create function ctx.sign_out_leaver() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if new.until_day <= ctx.today() then
    update app.session set ended_at = now()
      where partnership_id = new.partnership_id and account_id = new.account_id and ended_at is null;
    delete from ctx.bearer where kind = 'session' and partnership_id = new.partnership_id and account_id = new.account_id;
  end if;
  return null;
end
$$;
create trigger signed_out_when_ended after update of until_day on app.membership for each row
  when (new.until_day is not null and new.until_day is distinct from old.until_day) execute function ctx.sign_out_leaver();

-- The link of an invitation that the caller has written in this transaction, once: an operator's act, or an administrator's. The bearer
-- cannot outlive its invitation.
create or replace function ctx.issue_link(token text, for_invitation uuid) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'operator' and not ctx.is_administrator() then
    raise exception 'only an operator or an administrator may issue this link' using errcode = '42501';
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    select sha256(convert_to(token, 'UTF8')), 'link', i.partnership_id, i.id, i.expires_at
    from app.invitation i
    where i.id = for_invitation and i.partnership_id = ctx.partnership_id() and i.revoked_at is null and i.accepted_at is null
      and i.issued_at = now() and not exists (select from ctx.bearer b where b.kind = 'link' and b.subject_id = i.id);
  if not found then
    raise exception 'no such invitation' using errcode = '42501';
  end if;
end
$$;

-- What the holder of an invitation's link may know of it. `known`: the address has an account here already and keeps what it signs in with.
create or replace function ctx.invitation_facts(out email text, out role text, out expires_at timestamptz, out known boolean)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.email, i.role, i.expires_at,
    i.purpose = 'join' and exists (select from app.account a join ctx.credential c on c.account_id = a.id where a.email = i.email)
  from app.invitation i
  where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = ctx.partnership_id()
    and i.accepted_at is null and i.revoked_at is null and i.code_failures < 10
    and (i.purpose = 'join' or ctx.belongs_only_to(i.partnership_id, i.account_id))
$$;

-- A reset: password and authenticator are new, and wherever the account was signed in, it no longer is.
create function ctx.replace_credential(who uuid, new_salt bytea, memory integer, rounds integer, new_verifier bytea, secret bytea, step bigint)
  returns void language sql security definer set search_path = ctx, app, public, pg_temp as $$
  update ctx.credential set salt = new_salt, memory_kib = memory, passes = rounds, verifier = new_verifier, totp_secret = secret,
    totp_last_step = step, set_at = now() where account_id = who;
  update app.session set ended_at = now() where account_id = who and ended_at is null;
  delete from ctx.bearer where kind = 'session' and account_id = who;
  -- Failures elsewhere, with what no longer opens anything, do not make the right person wait.
  delete from ctx.attempt where key = (select ctx.attempt_key('email ' || a.email) from app.account a where a.id = who);
$$;

-- Accepts the invitation whose link opened this transaction. 'done' opens a session under `token`; 'code' the invitation's own code is
-- wrong; 'factor' the authenticator's is, or the password of an account that is here already; 'gone' it is accepted, revoked, tried too
-- often, or a reset for somebody who may not have one any more.
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
  if invited.purpose = 'join' and invited.role <> all (ctx.roles_of(who, here)) then
    insert into app.membership (partnership_id, account_id, role, from_day) values (here, who, invited.role, ctx.today());
  end if;
  update app.invitation set accepted_at = now() where id = invited.id and partnership_id = here;
  delete from ctx.pending_factor where invitation_id = invited.id;
  delete from ctx.bearer where kind = 'link' and subject_id = invited.id;
  perform ctx.open_session(who, here, device, token);
  perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'done', 'object', invited.id));
  return 'done';
end
$$;

-- Of the keys of forms, what is older than seven days may go, and nothing else.
drop policy own on app.idempotency;
create policy own on app.idempotency for select to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()));
create policy own_new on app.idempotency for insert to foresight_app, foresight_worker with check (
  partnership_id = (select ctx.partnership_id()));
create policy own_old on app.idempotency for delete to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and at < now() - interval '7 days');
grant delete on app.idempotency to foresight_app, foresight_worker;

grant execute on function ctx.is_administrator() to foresight_app, foresight_worker;
grant execute on function ctx.may_reset(uuid), ctx.issue_link(text, uuid) to foresight_app;
