-- A referral, from its first answer to its outcome. Whoever refers has no account: a receipt of 120 bits opens their own draft and,
-- once it has gone, only what became of it; the words are then the coordinators'. A draft is nobody else's, not even the
-- coordinator's, and is destroyed after thirty days. What changes a state runs here as the owner, so that no grant is wide enough to
-- change what somebody wrote: the application may only fill in a draft, and only with its receipt.

create table app.referral (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  state text not null default 'draft' check (state in ('draft', 'sent', 'received', 'closed')),
  -- One object keyed by question; a list of objects for children and agencies. src/intake/questions.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 1000000),
  -- Counted within the partnership when it is sent: with the day it is the name of a referral, which never says whom it is about.
  number integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '30 days',
  sent_at timestamptz,
  received_at timestamptz,
  closed_at timestamptz,
  -- What the referrer is told in the end, in words meant for them.
  outcome text,
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, number),
  check ((state = 'draft') = (sent_at is null) and (state = 'draft') = (number is null)),
  check ((state in ('received', 'closed')) = (received_at is not null)),
  check ((state = 'closed') = (closed_at is not null) and (state = 'closed') = (outcome is not null))
);
create index referral_open on app.referral (partnership_id, state, sent_at) where state <> 'draft';
create index referral_expires_at on app.referral (expires_at) where state = 'draft';

create function ctx.is_coordinator() returns boolean language sql stable as $$
  select coalesce(ctx.kind() = 'session' and 'coordinator' = any (ctx.roles()), false)
$$;

alter table app.referral enable row level security;
alter table app.referral force row level security;
create policy owner on app.referral to foresight_owner using (true) with check (true);
create policy receipt on app.referral for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'receipt' and id = (select ctx.subject_id())
  and state = 'draft');
create policy receipt_writes on app.referral for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'receipt' and id = (select ctx.subject_id())
    and state = 'draft')
  with check (state = 'draft');
create policy coordinator on app.referral for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and state <> 'draft');
grant select on app.referral to foresight_app;
grant update (answers, version) on app.referral to foresight_app;

-- Destroys drafts of a partnership that are past their day, with what opened them: at most a hundred, so that nobody waits for it.
create function ctx.destroy_old_drafts(where_ uuid) returns void
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  old uuid;
begin
  for old in
    select id from app.referral where partnership_id = where_ and state = 'draft' and expires_at <= now()
    order by expires_at limit 100 for update skip locked
  loop
    delete from ctx.bearer where kind = 'receipt' and subject_id = old and partnership_id = where_;
    delete from app.referral where partnership_id = where_ and id = old;
    perform audit.add(where_, jsonb_build_object('verb', 'referral.expire', 'outcome', 'done', 'object', old));
  end loop;
end
$$;

-- Makes an empty draft and its receipt, for anybody. 'wait 15' where too many were begun from one address; an office shares one, so
-- nobody waits longer than a minute.
create function ctx.begin_referral(where_ uuid, address text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  address_key bytea := ctx.attempt_key('referral ' || where_ || ' ' || address);
  seconds integer;
  draft app.referral;
begin
  if ctx.claim() is not null or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' then
    raise exception 'a referral is begun by nobody in particular, with a receipt of 120 bits' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(encode(address_key, 'hex'), 0));
  seconds := ctx.wait_of(address_key, 30, 60);
  if seconds > 0 then
    perform audit.add(where_, jsonb_build_object('verb', 'referral.begin', 'outcome', 'refused', 'refusal', 'wait'));
    return 'wait ' || seconds;
  end if;
  perform ctx.count_failure(address_key);
  perform ctx.destroy_old_drafts(where_);
  insert into app.referral (partnership_id) values (where_) returning * into draft;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'receipt', where_, draft.id, draft.expires_at);
  perform ctx.begin(token);
  perform audit.add(where_, jsonb_build_object('verb', 'referral.begin', 'outcome', 'done', 'object', draft.id));
  return 'done';
end
$$;

-- Whether a receipt that somebody typed opens a referral here. 'wrong' says nothing of why; 'wait 30' after too many failures.
create function ctx.try_receipt(where_ uuid, address text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  address_key bytea := ctx.attempt_key('receipt ' || where_ || ' ' || address);
  seconds integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(address_key, 'hex'), 0));
  seconds := ctx.wait_of(address_key, 10, 300);
  if seconds > 0 then
    perform audit.add(where_, jsonb_build_object('verb', 'referral.follow', 'outcome', 'refused', 'refusal', 'wait'));
    return 'wait ' || seconds;
  end if;
  if not exists (select from ctx.bearer where hash = sha256(convert_to(token, 'UTF8')) and kind = 'receipt'
      and partnership_id = where_ and expires_at > now()) then
    perform ctx.count_failure(address_key);
    perform audit.add(where_, jsonb_build_object('verb', 'referral.follow', 'outcome', 'refused', 'refusal', 'wrong-receipt'));
    return 'wrong';
  end if;
  return 'done';
end
$$;

-- What the receipt's holder may know once the referral has gone: no answers any more.
create function ctx.referral_followed(out id uuid, out state text, out number integer, out sent_at timestamptz,
    out received_at timestamptz, out closed_at timestamptz, out outcome text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select r.id, r.state, r.number, r.sent_at, r.received_at, r.closed_at, r.outcome from app.referral r
  where ctx.kind() = 'receipt' and r.partnership_id = ctx.partnership_id() and r.id = ctx.subject_id() and r.state <> 'draft'
$$;

-- Sends the draft whose receipt opened this transaction, as it was at `seen_version`; answers its number, or null where it is no draft
-- any more or was changed meanwhile. The receipt then lives a year, for the outcome.
create function ctx.send_referral(seen_version integer) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  given integer;
begin
  if ctx.kind() is distinct from 'receipt' then
    raise exception 'only with a receipt' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('referral numbers ' || here, 0));
  update app.referral r set state = 'sent', sent_at = now(), version = r.version + 1,
      number = 1 + coalesce((select max(o.number) from app.referral o where o.partnership_id = here), 0)
    where r.partnership_id = here and r.id = ctx.subject_id() and r.state = 'draft' and r.version = seen_version
    returning r.number into given;
  if given is not null then
    update ctx.bearer set expires_at = now() + interval '1 year'
      where kind = 'receipt' and partnership_id = here and subject_id = ctx.subject_id();
  end if;
  return given;
end
$$;

-- A coordinator has the referral in hand. False where it is not there, or somebody was quicker.
create function ctx.receive_referral(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_coordinator() then
    raise exception 'only a coordinator receives a referral' using errcode = '42501';
  end if;
  update app.referral set state = 'received', received_at = now(), version = version + 1
    where partnership_id = ctx.partnership_id() and id = which and state = 'sent';
  return found;
end
$$;

-- A new receipt for a referrer who has lost theirs; the old one is dead at once. A coordinator's act, and never for a draft: what has
-- not been sent is its writer's alone.
create function ctx.replace_receipt(which uuid, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_coordinator() or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$'
    or not exists (select from app.referral where partnership_id = ctx.partnership_id() and id = which and state <> 'draft') then
    raise exception 'only a coordinator replaces a receipt, of a referral that was sent' using errcode = '42501';
  end if;
  delete from ctx.bearer where kind = 'receipt' and partnership_id = ctx.partnership_id() and subject_id = which;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'receipt', ctx.partnership_id(), which, now() + interval '1 year');
end
$$;

grant execute on function ctx.is_coordinator() to foresight_app, foresight_worker;
grant execute on function ctx.begin_referral(uuid, text, text), ctx.try_receipt(uuid, text, text), ctx.referral_followed(),
  ctx.send_referral(integer), ctx.receive_referral(uuid), ctx.replace_receipt(uuid, text) to foresight_app;
