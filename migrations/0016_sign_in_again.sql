-- Two ways back in. A form that came when its session had ended is sealed for the account whose session it was, travels through the
-- sign-in page in the browser, and is opened for a session of that account and nobody else's: the server keeps nothing of it. And in a
-- partnership for training an operator may make a link that signs one of its people in once, for trying things out.

-- Whose a session was that somebody ended. One that ran out stays in ctx.bearer for a day, and needs no row here.
create table ctx.ended_session (
  hash bytea primary key,
  partnership_id uuid not null,
  account_id uuid not null,
  ended_at timestamptz not null default now()
);
create index ended_session_ended_at on ctx.ended_session (ended_at);

create function ctx.remember_session() returns trigger language plpgsql security definer set search_path = ctx, public, pg_temp as $$
begin
  delete from ctx.ended_session where ended_at < now() - interval '1 day';
  insert into ctx.ended_session (hash, partnership_id, account_id) values (old.hash, old.partnership_id, old.account_id)
    on conflict (hash) do nothing;
  return null;
end
$$;
create trigger remembered_when_ended after delete on ctx.bearer for each row
  when (old.kind = 'session' and old.account_id is not null and old.expires_at > now()) execute function ctx.remember_session();

-- One key for each purpose, out of the one that nobody reads.
create function ctx.form_key(purpose text) returns bytea
  language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select public.hmac(convert_to('form ' || purpose, 'UTF8'), (select secret from ctx.key), 'sha256')
$$;

-- Seals a form for the account whose session this token opened here, whether or not it still does; null where nobody knows whose it was, and
-- for a form that is too long. Does not tell the account: the answer is of use only to a session of that account.
create function ctx.seal_form(token text, where_ uuid, form text) returns bytea
  language plpgsql security definer set search_path = ctx, public, pg_temp as $$
declare
  token_hash bytea := sha256(convert_to(token, 'UTF8'));
  who uuid;
  start bytea := public.gen_random_bytes(16);
  sealed bytea;
begin
  select account_id into who from (
    select b.account_id from ctx.bearer b where b.hash = token_hash and b.kind = 'session' and b.partnership_id = where_
    union all
    select e.account_id from ctx.ended_session e
      where e.hash = token_hash and e.partnership_id = where_ and e.ended_at > now() - interval '1 day') known
    limit 1;
  if who is null or octet_length(form) > 1400000 then
    return null;
  end if;
  sealed := start || public.encrypt_iv(
    convert_to(json_build_object('account', who, 'partnership', where_, 'until', now() + interval '12 hours', 'form', form)::text, 'UTF8'),
    ctx.form_key('hide'), start, 'aes-cbc/pad:pkcs');
  return public.hmac(sealed, ctx.form_key('prove'), 'sha256') || sealed;
end
$$;

-- The form that was sealed for the account whose session opened this transaction; null for anybody else's, for one that was changed on
-- the way, and after twelve hours.
create function ctx.open_form(sealed bytea) returns text
  language plpgsql security definer set search_path = ctx, public, pg_temp as $$
declare
  proof bytea := substr(sealed, 1, 32);
  body jsonb;
begin
  -- Compared by their hashes, so that how long it takes says nothing of how near a guess was.
  if ctx.kind() is distinct from 'session' or coalesce(octet_length(sealed), 0) < 64
    or sha256(proof) <> sha256(public.hmac(substr(sealed, 33), ctx.form_key('prove'), 'sha256')) then
    return null;
  end if;
  body := convert_from(
    public.decrypt_iv(substr(sealed, 49), ctx.form_key('hide'), substr(sealed, 33, 16), 'aes-cbc/pad:pkcs'), 'UTF8')::jsonb;
  if (body ->> 'account')::uuid is distinct from ctx.uid() or (body ->> 'partnership')::uuid is distinct from ctx.partnership_id()
    or (body ->> 'until')::timestamptz < now() then
    return null;
  end if;
  return body ->> 'form';
end
$$;

-- A table of its own and no kind of bearer: the link opens no transaction, only the function that takes it.
create table ctx.sign_in_link (
  hash bytea primary key,
  partnership_id uuid not null references app.partnership,
  account_id uuid not null references app.account,
  expires_at timestamptz not null default now() + interval '15 minutes',
  used_at timestamptz
);

create function ctx.is_training(where_ uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce((select p.training from app.partnership p where p.id = where_), false)
$$;

-- Whether the operator's partnership is one for training, and whom of it an address belongs to. Of any other partnership it tells nobody.
create function ctx.training_person(given_email text, out training boolean, out account_id uuid, out roles text[])
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'operator' then
    raise exception 'only an operator may ask this' using errcode = '42501';
  end if;
  training := ctx.is_training(ctx.partnership_id());
  roles := '{}';
  if training then
    select a.id, ctx.roles_of(a.id, ctx.partnership_id()) into account_id, roles from app.account a where a.email = lower(given_email);
    roles := coalesce(roles, '{}');
  end if;
end
$$;

-- Makes the link; answers until when it is good. Never for a partnership whose cases are real, and never for somebody without a role today.
create function ctx.issue_sign_in_link(token text, who uuid) returns timestamptz
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  until timestamptz;
begin
  if ctx.kind() is distinct from 'operator' then
    raise exception 'only an operator may make a sign-in link' using errcode = '42501';
  end if;
  if not ctx.is_training(here) then
    raise exception 'a sign-in link is for a training partnership only' using errcode = '42501';
  end if;
  if ctx.roles_of(who, here) = '{}' then
    raise exception 'nobody with a role here' using errcode = '42501';
  end if;
  delete from ctx.sign_in_link where expires_at < now() - interval '1 day';
  insert into ctx.sign_in_link (hash, partnership_id, account_id) values (sha256(convert_to(token, 'UTF8')), here, who)
    returning expires_at into until;
  return until;
end
$$;

-- As whom a link signs in here; null for one that is used, run out, made up or another partnership's. Changes nothing.
create function ctx.sign_in_link_roles(token text, where_ uuid) returns text[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.roles_of(l.account_id, l.partnership_id) from ctx.sign_in_link l
  where l.hash = sha256(convert_to(token, 'UTF8')) and l.partnership_id = where_ and l.used_at is null and l.expires_at > now()
    and ctx.is_training(where_) and ctx.roles_of(l.account_id, l.partnership_id) <> '{}'
$$;

-- Signs in by a link: true opens a session under `session_token`. A link that was ours and is not good any longer leaves an entry; one that was
-- made up leaves none, because whoever sends those could fill the trail with them.
create function ctx.sign_in_by_link(token text, where_ uuid, device text, session_token text) returns boolean
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  link ctx.sign_in_link;
begin
  select * into link from ctx.sign_in_link l
    where l.hash = sha256(convert_to(token, 'UTF8')) and l.partnership_id = where_ for update;
  if not found then
    return false;
  end if;
  if ctx.sign_in_link_roles(token, where_) is null then
    perform audit.add(where_, jsonb_build_object('verb', 'session.begin', 'outcome', 'refused', 'refusal', 'sign-in-link-over',
      'object', link.account_id));
    return false;
  end if;
  update ctx.sign_in_link set used_at = now() where hash = link.hash;
  perform ctx.open_session(link.account_id, where_, device, session_token);
  perform audit.add(where_, jsonb_build_object('verb', 'session.begin', 'outcome', 'done', 'object', ctx.subject_id(),
    'facts', jsonb_build_object('by', 'sign-in-link')));
  return true;
end
$$;

grant execute on function ctx.seal_form(text, uuid, text), ctx.open_form(bytea), ctx.sign_in_link_roles(text, uuid),
  ctx.sign_in_by_link(text, uuid, text, text) to foresight_app;
grant execute on function ctx.training_person(text), ctx.issue_sign_in_link(text, uuid) to foresight_worker;
