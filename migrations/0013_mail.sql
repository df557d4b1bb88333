-- Jobs, and the first of them: mail. A job is asked for in the transaction of the act that needs it, and is gone with it where that fails.
-- The worker has no rights of its own: each job carries a proof that opens the one row it is about. The queue itself belongs to pg-boss,
-- in the schema "pgboss" that src/platform/jobs/queues.ts makes after these migrations; the application cannot read it, because the
-- proofs of the jobs stand there in the clear until they have run.

create table ctx.mail_way (
  only_row boolean primary key default true check (only_row),
  -- Whether the service was given an address of a mail server when it last started.
  goes_out boolean not null
);
insert into ctx.mail_way (goes_out) values (false);

create table app.mail (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- One recipient. No control character gets in here, so none gets into a mail's header.
  to_address text not null check (to_address ~ '^[^\s@<>,;:"()\\]{1,64}@[^\s@<>,;:"()\\]{3,253}$' and to_address !~ '[[:cntrl:]]'),
  -- What it is about. The text is made from this and the partnership alone: no other column may ever feed it.
  kind text not null check (kind in ('referral-outcome')),
  -- "kept": no mail server was set, so nothing went out. "queued": a job is to send it.
  state text not null check (state in ('kept', 'queued', 'sent', 'failed')),
  -- The same on every attempt, so that a mail server can tell a second delivery from a second mail. RFC 2606 keeps the name from being anybody's.
  message_id text not null,
  attempts integer not null default 0,
  asked_at timestamptz not null default now(),
  queued_at timestamptz,
  attempted_at timestamptz,
  sent_at timestamptz,
  failed_at timestamptz,
  -- What the mail server said last, as its three figures, or the kind of trouble on the way there. Never its words, which may quote the address.
  answer text check (answer ~ '^[0-9]{3}$|^[A-Z_]{1,20}$'),
  primary key (partnership_id, id),
  unique (message_id),
  check ((state = 'sent') = (sent_at is not null)),
  check ((state = 'failed') = (failed_at is not null))
);
create index mail_asked on app.mail (partnership_id, asked_at desc, id);

alter table app.mail enable row level security;
alter table app.mail force row level security;
create policy owner on app.mail to foresight_owner using (true) with check (true);
create policy administrator on app.mail for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
create policy job on app.mail for select to foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'job' and id = (select ctx.subject_id()));
create policy job_sends on app.mail for update to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'job' and id = (select ctx.subject_id())
    and state = 'queued')
  with check (state in ('queued', 'sent', 'failed'));
grant select on app.mail to foresight_app, foresight_worker;
grant update (state, attempts, attempted_at, sent_at, failed_at, answer) on app.mail to foresight_worker;

-- Writes a mail down, for whoever has a proof of a partnership; `goes_out` where a job is to send it. A function, because
-- who asks for a mail may not read what others asked for, and nobody may choose its state.
create function ctx.write_mail(to_whom text, mail_kind text, out id uuid, out goes_out boolean)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.claim() is null or ctx.kind() not in ('session', 'receipt', 'job') then
    raise exception 'mail is asked for by somebody of a partnership' using errcode = '42501';
  end if;
  select w.goes_out into goes_out from ctx.mail_way w;
  id := gen_random_uuid();
  insert into app.mail (partnership_id, id, to_address, kind, state, message_id, queued_at)
    values (ctx.partnership_id(), id, to_whom, mail_kind, case when goes_out then 'queued' else 'kept' end,
      '<' || gen_random_uuid() || '@foresight.invalid>', case when goes_out then now() end);
end
$$;

-- Puts a mail that did not go out into the queue again; an administrator's act. False where it is not there, is sent, or waits for
-- less than a day; and where no mail goes out.
create function ctx.queue_mail_again(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.is_administrator() then
    raise exception 'only an administrator sends mail again' using errcode = '42501';
  end if;
  update app.mail m set state = 'queued', queued_at = now(), attempts = 0, failed_at = null
    where m.partnership_id = ctx.partnership_id() and m.id = which
      and (m.state in ('kept', 'failed') or (m.state = 'queued' and m.queued_at < now() - interval '1 day'))
      and (select w.goes_out from ctx.mail_way w);
  return found;
end
$$;

-- Whether mail goes out from here, for the page that shows it.
create function ctx.mail_goes_out() returns boolean language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select goes_out from ctx.mail_way where ctx.claim() is not null
$$;

-- The service says at its start whether it has a mail server. Without one, what still waits is kept, and nobody has to look for it.
create function ctx.set_mail_way(opens boolean) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update ctx.mail_way set goes_out = opens where goes_out <> opens;
  if not opens then
    update app.mail set state = 'kept' where state = 'queued';
  end if;
end
$$;

-- Enqueues a job in this transaction, with a proof of its own for the worker: good for the row `payload ->> 'subject'` of this
-- partnership, for as long as the queue keeps the job. Identifiers are all that a job may carry. A second job with the same key is
-- none, for as long as the first is kept. False where there was one.
create function ctx.enqueue(job_name text, payload jsonb, job_key text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  token text := encode(public.gen_random_bytes(24), 'hex');
  kept interval;
begin
  if here is null then
    raise exception 'a job without a proof' using errcode = '42501';
  end if;
  if payload ->> 'subject' is null or exists (
      select from jsonb_each_text(payload) part where part.value !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
    raise exception 'a job carries identifiers, and its subject among them' using errcode = '22023';
  end if;
  select make_interval(secs => q.retention_seconds) into kept from pgboss.queue q where q.name = job_name;
  if not found then
    raise exception 'no such queue' using errcode = '22023';
  end if;
  insert into pgboss.job (name, data, singleton_key, singleton_on, start_after, created_on, keep_until, expire_seconds, deletion_seconds,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select q.name, jsonb_build_object('token', token, 'payload', payload),
      -- A slot that never moves on: the queue's own index then holds the key unique.
      here || ' ' || job_key, case when job_key is not null then timestamp 'epoch' end,
      now(), now(), now() + kept, q.expire_seconds, q.deletion_seconds,
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from pgboss.queue q where q.name = job_name
    on conflict do nothing;
  if not found then
    return false;
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'job', here, (payload ->> 'subject')::uuid, now() + kept);
  -- The worker sleeps until it is told. The name is the one that pg-boss makes of its schema.
  perform pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), job_name);
  return true;
end
$$;

grant execute on function ctx.write_mail(text, text), ctx.mail_goes_out(), ctx.queue_mail_again(uuid) to foresight_app;
grant execute on function ctx.write_mail(text, text) to foresight_worker;
grant execute on function ctx.enqueue(text, jsonb, text) to foresight_app, foresight_worker;
grant execute on function ctx.set_mail_way(boolean) to foresight_worker;
