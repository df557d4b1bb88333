-- Sign-in by proof. The application never says "this is that person": it hands over what argon2id made of the typed password and
-- the code from the person's authenticator, and the database, whose secrets the application cannot read, compares them, counts
-- the failures and opens the session. So SQL that is smuggled in through the application cannot open one either.

alter table ctx.bearer add column seen_at timestamptz not null default now();

create table ctx.credential (
  account_id uuid primary key references app.account,
  -- argon2id: salt, memory (KiB), passes; one lane, 32 bytes out.
  salt bytea not null,
  memory_kib integer not null,
  passes integer not null,
  -- SHA-256 of what argon2id derives.
  verifier bytea not null,
  totp_secret bytea not null,
  -- The last thirty-second step whose code was taken: no code is good twice.
  totp_last_step bigint not null default 0,
  set_at timestamptz not null default now()
);

-- The authenticator that somebody is setting up with an invitation, until it is accepted.
create table ctx.pending_factor (
  invitation_id uuid primary key,
  totp_secret bytea not null
);

-- Failures by address, by e-mail and by both, each as a keyed hash.
create table ctx.attempt (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null
);

alter table app.invitation add column code_hash bytea;
alter table app.invitation add column code_failures integer not null default 0;

create table app.session (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null references app.account,
  -- What the browser calls itself, shortened.
  device text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (partnership_id, id)
);
create index session_account on app.session (account_id, started_at desc);
alter table app.session enable row level security;
alter table app.session force row level security;
create policy owner on app.session to foresight_owner using (true) with check (true);
create policy self on app.session for select to foresight_app, foresight_worker using (account_id = (select ctx.uid()));
grant select on app.session to foresight_app, foresight_worker;

create function ctx.today() returns date language sql stable as $$ select (now() at time zone 'Europe/London')::date $$;

-- The roles that an account holds in a partnership today; none for one that is disabled.
create function ctx.roles_of(who uuid, where_ uuid) returns text[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct m.role), '{}')
  from app.membership m join app.account a on a.id = m.account_id
  where m.account_id = who and m.partnership_id = where_ and a.disabled_at is null
    and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())
$$;

-- Opens the transaction for whoever holds the token. A session must have been used within thirty minutes and its holder must
-- still be a member: a leaver is gone at the next request. Raises 28000 for a token that is not, or no longer, good.
create or replace function ctx.begin(token text) returns void
  language plpgsql security definer set search_path = ctx, public, pg_temp as $$
declare
  found_bearer ctx.bearer;
  roles text[];
  claim text;
begin
  select * into found_bearer from ctx.bearer
    where hash = sha256(convert_to(token, 'UTF8')) and expires_at > now();
  if found and found_bearer.kind = 'session' then
    roles := ctx.roles_of(found_bearer.account_id, found_bearer.partnership_id);
    if found_bearer.seen_at < now() - interval '30 minutes' or roles = '{}' then
      found_bearer := null;
    elsif found_bearer.seen_at < now() - interval '1 minute' then
      update ctx.bearer set seen_at = now() where hash = found_bearer.hash;
    end if;
  end if;
  if found_bearer.hash is null then
    raise exception 'the proof is not valid' using errcode = '28000';
  end if;
  claim := json_build_object(
    'kind', found_bearer.kind, 'partnership', found_bearer.partnership_id,
    'account', found_bearer.account_id, 'subject', found_bearer.subject_id, 'roles', roles)::text;
  perform set_config('ctx.claim', claim, true);
  perform set_config('ctx.seal', ctx.seal(claim), true);
end
$$;

create function ctx.roles() returns text[] language sql stable as $$
  select array(select jsonb_array_elements_text(case when jsonb_typeof(ctx.claim() -> 'roles') = 'array' then ctx.claim() -> 'roles' else '[]' end))
$$;

-- The code of one step (RFC 6238: SHA-1, thirty seconds, six digits).
create function ctx.totp(secret bytea, step bigint) returns text
  language plpgsql immutable set search_path = ctx, public, pg_temp as $$
declare
  mac bytea := public.hmac(decode(lpad(to_hex(step), 16, '0'), 'hex'), secret, 'sha1');
  at integer := get_byte(mac, 19) & 15;
  number bigint := ((get_byte(mac, at) & 127)::bigint << 24) | (get_byte(mac, at + 1) << 16)
    | (get_byte(mac, at + 2) << 8) | get_byte(mac, at + 3);
begin
  return lpad((number % 1000000)::text, 6, '0');
end
$$;

-- The step of a code that is good now (one step of drift either way) and later than `after`; null for any other code.
create function ctx.totp_step(secret bytea, code text, after bigint) returns bigint
  language sql stable set search_path = ctx, public, pg_temp as $$
  select max(step) from generate_series(floor(extract(epoch from now()) / 30)::bigint - 1, floor(extract(epoch from now()) / 30)::bigint + 1) step
  where step > after and ctx.totp(secret, step) = code
$$;

-- With what salt and cost argon2id is to be run for an address. For one that is unknown the answer looks the same and stays the same.
create function ctx.password_parameters(given_email text, out salt bytea, out memory_kib integer, out passes integer)
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
begin
  select c.salt, c.memory_kib, c.passes into salt, memory_kib, passes
    from app.account a join ctx.credential c on c.account_id = a.id where a.email = lower(given_email);
  if salt is null then
    salt := substr(public.hmac(convert_to('salt of ' || lower(given_email), 'UTF8'), (select secret from ctx.key), 'sha256'), 1, 16);
    memory_kib := 19456;
    passes := 2;
  end if;
end
$$;

create function ctx.attempt_key(what text) returns bytea
  language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select public.hmac(convert_to(what, 'UTF8'), (select secret from ctx.key), 'sha256')
$$;

-- For how many seconds one must wait: after `free` failures, doubling from fifteen seconds up to `most`. Never for good.
create function ctx.wait_of(attempt_key bytea, free integer, most integer) returns integer
  language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select coalesce(max(greatest(0, ceil(extract(epoch from
      last_at + make_interval(secs => least(most, 15 * 2 ^ least(failures - free, 10))) - now()))::integer)), 0)
  from ctx.attempt where key = attempt_key and failures >= free and last_at > now() - interval '1 day'
$$;

create function ctx.count_failure(attempt_key bytea) returns void
  language sql security definer set search_path = ctx, public, pg_temp as $$
  insert into ctx.attempt values (attempt_key, 1, now())
  on conflict (key) do update set last_at = now(),
    failures = case when ctx.attempt.last_at < now() - interval '1 day' then 1 else ctx.attempt.failures + 1 end
$$;

-- Opens a session of twelve hours at the most for an account, under a token that the caller has made.
create function ctx.open_session(who uuid, where_ uuid, device text, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  session_id uuid;
begin
  delete from ctx.bearer where expires_at < now() - interval '1 day';
  insert into app.session (partnership_id, account_id, device) values (where_, who, left(device, 120)) returning id into session_id;
  insert into ctx.bearer (hash, kind, partnership_id, account_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'session', where_, who, session_id, now() + interval '12 hours');
  perform ctx.begin(token);
end
$$;

-- Signs in: 'done' opens a session under `token`; 'wrong' says nothing of what was wrong; 'wait 30' after too many failures. The same work
-- for every address, known or not.
create function ctx.sign_in(where_ uuid, given_email text, derived bytea, code text, address text, device text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  email_key bytea := ctx.attempt_key('email ' || lower(given_email));
  address_key bytea := ctx.attempt_key('address ' || address);
  both_key bytea := ctx.attempt_key('both ' || lower(given_email) || ' ' || address);
  seconds integer;
  who uuid;
  credential ctx.credential;
  step bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('sign in ' || lower(given_email), 0));
  -- Somebody who fails elsewhere may slow a person down by a minute, and no more.
  seconds := greatest(ctx.wait_of(both_key, 5, 900), ctx.wait_of(email_key, 30, 60), ctx.wait_of(address_key, 50, 300));
  if seconds > 0 then
    perform audit.add(where_, jsonb_build_object('verb', 'session.begin', 'outcome', 'refused', 'refusal', 'wait'));
    return 'wait ' || seconds;
  end if;
  select a.id into who from app.account a where a.email = lower(given_email) and a.disabled_at is null;
  select * into credential from ctx.credential c where c.account_id = who;
  step := ctx.totp_step(coalesce(credential.totp_secret, '\x00'), code, coalesce(credential.totp_last_step, 0));
  if credential.account_id is null or sha256(derived) is distinct from credential.verifier or step is null
    or ctx.roles_of(who, where_) = '{}' then
    perform ctx.count_failure(email_key), ctx.count_failure(address_key), ctx.count_failure(both_key);
    perform audit.add(where_, jsonb_build_object('verb', 'session.begin', 'outcome', 'refused', 'refusal', 'wrong-sign-in', 'object', who));
    return 'wrong';
  end if;
  update ctx.credential set totp_last_step = step where account_id = who;
  delete from ctx.attempt where key in (both_key, email_key);
  perform ctx.open_session(who, where_, device, token);
  perform audit.add(where_, jsonb_build_object('verb', 'session.begin', 'outcome', 'done', 'object', ctx.subject_id()));
  return 'done';
end
$$;

-- Ends a session of one's own, this one or another.
create function ctx.end_session(session_id uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.session set ended_at = now()
    where id = session_id and account_id = ctx.uid() and partnership_id = ctx.partnership_id() and ended_at is null;
  delete from ctx.bearer where kind = 'session' and subject_id = session_id and account_id = ctx.uid();
  return found;
end
$$;

-- When each of one's own sessions was last used; those that have run out are not among them.
create function ctx.live_sessions(out session_id uuid, out seen_at timestamptz, out expires_at timestamptz) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select b.subject_id, b.seen_at, least(b.expires_at, b.seen_at + interval '30 minutes') from ctx.bearer b
  where b.kind = 'session' and b.account_id = ctx.uid() and b.partnership_id = ctx.partnership_id()
    and b.expires_at > now() and b.seen_at > now() - interval '30 minutes'
$$;

-- What the holder of an invitation's link may know of it, and whether the address has an account here already.
create function ctx.invitation_facts(out email text, out role text, out expires_at timestamptz, out known boolean)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.email, i.role, i.expires_at,
    exists (select from app.account a join ctx.credential c on c.account_id = a.id where a.email = i.email)
  from app.invitation i
  where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = ctx.partnership_id()
    and i.accepted_at is null and i.revoked_at is null
$$;

-- The secret of the authenticator that is being set up; the same on every call until the invitation is accepted.
create function ctx.factor_to_set_up() returns bytea
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'link' then
    raise exception 'only with an invitation' using errcode = '42501';
  end if;
  insert into ctx.pending_factor values (ctx.subject_id(), public.gen_random_bytes(20)) on conflict do nothing;
  return (select totp_secret from ctx.pending_factor where invitation_id = ctx.subject_id());
end
$$;

-- Accepts the invitation whose link opened this transaction. 'done' opens a session under `token`; 'code' the invitation's own code is
-- wrong; 'factor' the authenticator's is, or the password of an account that is here already; 'gone' it is accepted, revoked or tried too often.
create function ctx.accept_invitation(given_code text, given_name text, new_salt bytea, memory integer, rounds integer, derived bytea,
    factor_code text, device text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  invited app.invitation;
  who uuid;
  credential ctx.credential;
  secret bytea;
  step bigint;
  here uuid := ctx.partnership_id();
begin
  select * into invited from app.invitation i
    where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = here and i.purpose = 'join'
    for update;
  if invited.id is null or invited.accepted_at is not null or invited.revoked_at is not null or invited.code_failures >= 10 then
    return 'gone';
  end if;
  if sha256(convert_to(given_code, 'UTF8')) is distinct from invited.code_hash then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-code', 'object', invited.id));
    return 'code';
  end if;
  select a.id into who from app.account a where a.email = invited.email;
  select * into credential from ctx.credential c where c.account_id = who;
  secret := coalesce(credential.totp_secret, (select totp_secret from ctx.pending_factor where invitation_id = invited.id));
  step := ctx.totp_step(coalesce(secret, '\x00'), factor_code, coalesce(credential.totp_last_step, 0));
  if secret is null or step is null or (credential.account_id is not null and sha256(derived) is distinct from credential.verifier) then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-sign-in', 'object', invited.id));
    return 'factor';
  end if;
  if who is null then
    insert into app.account (email, name) values (invited.email, given_name) returning id into who;
  end if;
  if credential.account_id is null then
    insert into ctx.credential (account_id, salt, memory_kib, passes, verifier, totp_secret, totp_last_step)
      values (who, new_salt, memory, rounds, sha256(derived), secret, step);
  else
    update ctx.credential set totp_last_step = step where account_id = who;
  end if;
  insert into app.membership (partnership_id, account_id, role, from_day) values (here, who, invited.role, ctx.today());
  update app.invitation set accepted_at = now() where id = invited.id and partnership_id = here;
  delete from ctx.pending_factor where invitation_id = invited.id;
  delete from ctx.bearer where kind = 'link' and subject_id = invited.id;
  perform ctx.open_session(who, here, device, token);
  perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'done', 'object', invited.id));
  return 'done';
end
$$;

grant execute on function ctx.today(), ctx.roles() to foresight_app, foresight_worker;
grant execute on function ctx.password_parameters(text), ctx.sign_in(uuid, text, bytea, text, text, text, text), ctx.end_session(uuid),
  ctx.live_sessions(), ctx.invitation_facts(), ctx.factor_to_set_up(),
  ctx.accept_invitation(text, text, bytea, integer, integer, bytea, text, text, text) to foresight_app;
