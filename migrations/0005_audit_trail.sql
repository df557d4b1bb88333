-- The trail: one entry for every act, refusal and look at a confidential record, in the same transaction as the act.
-- Each partnership has a chain of its own, the installation one under the nil identifier. An entry's words and salt stand
-- apart from its leaf and hash, so that words can one day be destroyed on schedule while the chain stays provable.
-- leaf = SHA-256(0x00 || salt || body), hash = SHA-256(previous hash || leaf); the first previous hash is 32 zero bytes.

create table audit.head (
  partnership_id uuid primary key,
  seq bigint not null,
  at timestamptz not null,
  hash bytea not null
);

create table audit.entry (
  partnership_id uuid not null,
  seq bigint not null check (seq > 0),
  leaf bytea not null,
  hash bytea not null,
  primary key (partnership_id, seq)
);

create table audit.entry_words (
  partnership_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  verb text not null,
  outcome text not null check (outcome in ('done', 'refused', 'not-found', 'failed')),
  actor_kind text,
  account_id uuid,
  case_id uuid,
  object_id uuid,
  salt bytea not null,
  -- Canonical: exactly the bytes that the leaf was made of.
  body text not null,
  primary key (partnership_id, seq),
  foreign key (partnership_id, seq) references audit.entry
);
create index entry_words_case on audit.entry_words (partnership_id, case_id, seq) where case_id is not null;
create index entry_words_account on audit.entry_words (partnership_id, account_id, seq) where account_id is not null;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever added to' using errcode = '42501';
end
$$;
create trigger only_added before update or delete on audit.entry for each row execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger only_added before update or delete on audit.entry_words for each row execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.entry_words for each statement execute function audit.refuse_change();
create trigger never_deleted before delete on audit.head for each row execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.head for each statement execute function audit.refuse_change();

-- Adds one entry and answers its number. Who acted is taken from the proof of this transaction and never from the caller;
-- the caller says what was done, to what, and how it ended. The clock never runs back within a chain.
create function audit.add(to_partnership uuid, what jsonb) returns bigint
  language plpgsql security definer set search_path = audit, ctx, public, pg_temp as $$
declare
  claim jsonb := ctx.claim();
  head audit.head;
  number bigint;
  moment timestamptz;
  salt bytea := public.gen_random_bytes(16);
  body text;
  new_leaf bytea;
  new_hash bytea;
begin
  if claim is not null and (claim ->> 'partnership')::uuid <> to_partnership
    and (claim ->> 'partnership')::uuid <> ctx.installation() then
    raise exception 'the trail of another partnership' using errcode = '42501';
  end if;
  -- Before there is a proof there is only knocking: signing in, beginning a referral, trying a receipt, and drafts that have run out.
  if claim is null and what ->> 'verb' not in ('session.begin', 'referral.begin', 'referral.follow', 'referral.expire') then
    raise exception 'an entry without a proof' using errcode = '42501';
  end if;
  insert into audit.head (partnership_id, seq, at, hash)
    values (to_partnership, 0, clock_timestamp(), decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select * into head from audit.head where partnership_id = to_partnership for update;
  number := head.seq + 1;
  moment := greatest(clock_timestamp(), head.at);
  body := (what || jsonb_build_object(
    'seq', number, 'at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'partnership', to_partnership, 'actor', claim))::text;
  new_leaf := sha256('\x00'::bytea || salt || convert_to(body, 'UTF8'));
  new_hash := sha256(head.hash || new_leaf);
  insert into audit.entry (partnership_id, seq, leaf, hash) values (to_partnership, number, new_leaf, new_hash);
  insert into audit.entry_words (partnership_id, seq, at, verb, outcome, actor_kind, account_id, case_id, object_id, salt, body)
    values (to_partnership, number, moment, what ->> 'verb', what ->> 'outcome', claim ->> 'kind', (claim ->> 'account')::uuid,
      (what ->> 'case')::uuid, (what ->> 'object')::uuid, salt, body);
  update audit.head set seq = number, at = moment, hash = new_hash where partnership_id = to_partnership;
  return number;
end
$$;

alter table audit.head enable row level security;
alter table audit.head force row level security;
alter table audit.entry enable row level security;
alter table audit.entry force row level security;
alter table audit.entry_words enable row level security;
alter table audit.entry_words force row level security;
create policy owner on audit.head to foresight_owner using (true) with check (true);
create policy owner on audit.entry to foresight_owner using (true) with check (true);
create policy owner on audit.entry_words to foresight_owner using (true) with check (true);
create policy operator on audit.head for select to foresight_worker using (
  (select ctx.kind()) = 'operator' and partnership_id = (select ctx.partnership_id()));
create policy operator on audit.entry for select to foresight_worker using (
  (select ctx.kind()) = 'operator' and partnership_id = (select ctx.partnership_id()));
create policy operator on audit.entry_words for select to foresight_worker using (
  (select ctx.kind()) = 'operator' and partnership_id = (select ctx.partnership_id()));

grant execute on function audit.add(uuid, jsonb) to foresight_app, foresight_worker;
grant select on audit.head, audit.entry, audit.entry_words to foresight_worker;
