-- Who is acting, by proof. A transaction begins with ctx.begin(token): the token's hash is looked up in a table that the
-- application's roles cannot read, and what it stands for is kept for the rest of the transaction together with a code over
-- it, the backend and the transaction, made with a key they cannot read either. A setting alone proves nothing: any SQL
-- could write it, but only ctx.begin can make its code, and the code is worth nothing in another transaction.

create table ctx.key (
  only_row boolean primary key default true check (only_row),
  secret bytea not null
);
insert into ctx.key (secret) values (public.gen_random_bytes(32));

-- One row for each live token: a staff session, a referrer's receipt, an invitation's link, a job's or an operator's pass.
create table ctx.bearer (
  hash bytea primary key,
  kind text not null check (kind in ('session', 'receipt', 'link', 'job', 'operator')),
  -- The partnership that the token opens; for an operator of the whole installation, the nil identifier.
  partnership_id uuid not null,
  account_id uuid,
  subject_id uuid not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index bearer_expires_at on ctx.bearer (expires_at);

create function ctx.seal(claim text) returns text
  language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select encode(
    public.hmac(
      convert_to(claim || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()), 'UTF8'),
      (select secret from ctx.key), 'sha256'),
    'hex')
$$;

-- Opens the transaction for whoever holds the token. Raises 28000 for a token that is unknown or past its time.
create function ctx.begin(token text) returns void
  language plpgsql security definer set search_path = ctx, public, pg_temp as $$
declare
  found_bearer ctx.bearer;
  claim text;
begin
  select * into found_bearer from ctx.bearer
    where hash = sha256(convert_to(token, 'UTF8')) and expires_at > now();
  if not found then
    raise exception 'the proof is not valid' using errcode = '28000';
  end if;
  claim := json_build_object(
    'kind', found_bearer.kind, 'partnership', found_bearer.partnership_id,
    'account', found_bearer.account_id, 'subject', found_bearer.subject_id)::text;
  perform set_config('ctx.claim', claim, true);
  perform set_config('ctx.seal', ctx.seal(claim), true);
end
$$;

-- What has been proved in this transaction, or null. After a transaction the setting is empty and not null.
create function ctx.claim() returns jsonb
  language plpgsql stable security definer set search_path = ctx, public, pg_temp as $$
declare
  claim text := nullif(current_setting('ctx.claim', true), '');
begin
  if claim is null or current_setting('ctx.seal', true) is distinct from ctx.seal(claim) then
    return null;
  end if;
  return claim::jsonb;
end
$$;

create function ctx.kind() returns text language sql stable as $$ select ctx.claim() ->> 'kind' $$;
create function ctx.uid() returns uuid language sql stable as $$ select (ctx.claim() ->> 'account')::uuid $$;
create function ctx.subject_id() returns uuid language sql stable as $$ select (ctx.claim() ->> 'subject')::uuid $$;
create function ctx.partnership_id() returns uuid language sql stable as $$ select (ctx.claim() ->> 'partnership')::uuid $$;

-- An operator at the command line of the installation itself, where no partnership is chosen.
create function ctx.installation() returns uuid language sql immutable as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- A pass for an operator, good for twelve hours and taken back when the command ends. Only the migrating role may issue one: whoever holds its connection holds the machine.
create function ctx.issue_operator(token text, for_partnership uuid) returns void
  language sql security definer set search_path = ctx, public, pg_temp as $$
  delete from ctx.bearer where expires_at < now() - interval '1 day';
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'operator', for_partnership, gen_random_uuid(), now() + interval '12 hours')
$$;

create function ctx.revoke(token text) returns void
  language sql security definer set search_path = ctx, public, pg_temp as $$
  delete from ctx.bearer where hash = sha256(convert_to(token, 'UTF8'))
$$;

grant execute on function ctx.begin(text), ctx.claim(), ctx.kind(), ctx.uid(), ctx.subject_id(), ctx.partnership_id(),
  ctx.installation(), ctx.revoke(text) to foresight_app, foresight_worker;
grant execute on function ctx.issue_operator(text, uuid), ctx.revoke(text) to foresight_migrate;
grant usage on schema ctx to foresight_migrate;
