-- A consultation: advice before any referral, asked without a name in it. The asker has no account: a receipt of 120 bits opens their own
-- questions with the advice on them, and nothing else. It goes to the coordinators, or to the representatives of the asker's own agency,
-- and the others do not see it, chair and administrator included. Words are added and never changed; what adds them runs here as the owner.
-- Ninety days after the last word a consultation is destroyed, unless a referral that was sent has been made of it.

create table app.consultation (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- Counted within the partnership: with the day it is its name.
  number integer not null,
  way text not null check (way in ('form', 'telephone')),
  state text not null check (state in ('asked', 'advised')),
  -- Whose representatives were asked; null where it was the coordinators.
  agency_id uuid,
  asker_name text not null check (asker_name <> '' and length(asker_name) <= 200),
  -- In the words of the day: where representatives were asked, the name that their agency had.
  asker_agency text not null check (asker_agency <> '' and length(asker_agency) <= 200),
  asker_job text check (asker_job <> '' and length(asker_job) <= 200),
  asker_email text check (asker_email <> '' and length(asker_email) <= 254),
  asker_telephone text check (asker_telephone <> '' and length(asker_telephone) <= 200),
  begun_at timestamptz not null default now(),
  asked_at timestamptz not null default now(),
  advised_at timestamptz,
  -- Null where it is kept with the referral that was made of it.
  expires_at timestamptz default now() + interval '90 days',
  -- The draft that was made of it, and later the referral.
  referral_id uuid,
  primary key (partnership_id, id),
  unique (partnership_id, number),
  foreign key (partnership_id, agency_id) references app.agency,
  foreign key (partnership_id, referral_id) references app.referral on delete set null (referral_id),
  check ((state = 'asked') or advised_at is not null)
);
create index consultation_listed on app.consultation (partnership_id, state, asked_at);
create index consultation_agency on app.consultation (partnership_id, agency_id) where agency_id is not null;
create index consultation_expires_at on app.consultation (partnership_id, expires_at) where expires_at is not null;
create unique index consultation_referral on app.consultation (partnership_id, referral_id) where referral_id is not null;

-- What was asked and what was advised, in turn.
create table app.consultation_word (
  partnership_id uuid not null,
  consultation_id uuid not null,
  seq integer not null check (seq between 1 and 30),
  kind text not null check (kind in ('question', 'advice')),
  words text not null check (words <> '' and length(words) <= 10000),
  -- Who gave the advice, and as what; nobody asks a question but the asker.
  given_by uuid references app.account,
  given_as text check (given_as in ('coordinator', 'member')),
  -- The day in London on which it was said, which for the telephone may be before it was written down.
  on_day date not null default (now() at time zone 'Europe/London')::date,
  at timestamptz not null default now(),
  primary key (partnership_id, consultation_id, seq),
  foreign key (partnership_id, consultation_id) references app.consultation on delete cascade,
  check ((kind = 'advice') = (given_by is not null) and (kind = 'advice') = (given_as is not null))
);
create index consultation_word_given_by on app.consultation_word (given_by) where given_by is not null;

-- An agency with all that it once was and is called now, of any partnership: as ctx.same_agency has it for the own one.
create function ctx.same_agency_at(where_ uuid, which uuid) returns uuid[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with recursive place (id, next) as (
    select a.id, a.successor_id from app.agency a where a.partnership_id = where_ and a.successor_id is not null
    union all
    select a.successor_id, a.id from app.agency a where a.partnership_id = where_ and a.successor_id is not null),
  same (id) as (select which union select p.next from same s join place p on p.id = s.id)
  select array_agg(id) from same
$$;

-- Whether an agency has a representative today.
create function ctx.is_represented(where_ uuid, which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select exists (
    select from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = where_ and m.role = 'member' and m.agency_id = any (ctx.same_agency_at(where_, which))
      and a.disabled_at is null and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today()))
$$;

-- The agencies of today whose representative can be asked. For anybody, and therefore by name and nothing else.
create function ctx.agencies_to_consult(where_ uuid, out name text) returns setof text
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select a.name from app.agency a
  where a.partnership_id = where_ and (a.from_day is null or a.from_day <= ctx.today())
    and (a.until_day is null or a.until_day > ctx.today()) and ctx.is_represented(where_, a.id)
  order by lower(a.name) limit 200
$$;

-- The agencies for which whoever acts is a representative today. An array, so that a policy asks once for a statement.
create function ctx.represented_agencies() returns uuid[]
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct same.id), '{}')
  from app.membership m cross join lateral unnest(ctx.same_agency(m.agency_id)) as same (id)
  where ctx.kind() = 'session' and 'member' = any (ctx.roles()) and m.account_id = ctx.uid() and m.partnership_id = ctx.partnership_id()
    and m.role = 'member' and m.agency_id is not null and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())
$$;

alter table app.consultation enable row level security;
alter table app.consultation force row level security;
create policy owner on app.consultation to foresight_owner using (true) with check (true);
create policy receipt on app.consultation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'receipt' and id = (select ctx.subject_id()));
create policy coordinator on app.consultation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and agency_id is null and (select ctx.is_coordinator()));
create policy representative on app.consultation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and agency_id = any ((select ctx.represented_agencies())::uuid[]));
-- Past its day it is gone for everybody, whenever its row is destroyed.
create policy not_over on app.consultation as restrictive for select to foresight_app using (expires_at is null or expires_at > now());
-- Whoever is excluded from the case that came of it does not read how it began.
create policy excluded on app.consultation as restrictive for select to foresight_app using (
  referral_id is null or referral_id <> all ((select ctx.shut_referrals())::uuid[]));
grant select on app.consultation to foresight_app;

alter table app.consultation_word enable row level security;
alter table app.consultation_word force row level security;
create policy owner on app.consultation_word to foresight_owner using (true) with check (true);
create policy with_its_consultation on app.consultation_word for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and exists (select from app.consultation c where c.partnership_id = consultation_word.partnership_id and c.id = consultation_id));
grant select on app.consultation_word to foresight_app;

-- A referral that was sent keeps the consultation that it was made of.
create function ctx.keep_consultation() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.consultation set expires_at = null where partnership_id = new.partnership_id and referral_id = new.id;
  return null;
end
$$;
create trigger keeps_consultation after update of state on app.referral for each row
  when (old.state = 'draft' and new.state = 'sent') execute function ctx.keep_consultation();

-- As before; beginning a consultation, and one that has run out, are knocking too.
create or replace function audit.add(to_partnership uuid, what jsonb) returns bigint
  language plpgsql security definer set search_path = audit, ctx, public, pg_temp as $$
declare
  claim jsonb := ctx.claim();
  head audit.head;
  number bigint; moment timestamptz;
  salt bytea := public.gen_random_bytes(16);
  body text; new_leaf bytea; new_hash bytea;
begin
  if claim is not null and (claim ->> 'partnership')::uuid not in (to_partnership, ctx.installation()) then
    raise exception 'the trail of another partnership' using errcode = '42501';
  end if;
  if claim is null and what ->> 'verb' not in ('session.begin', 'referral.begin', 'referral.follow', 'referral.expire',
      'consultation.begin', 'consultation.expire') then
    raise exception 'an entry without a proof' using errcode = '42501';
  end if;
  insert into audit.head (partnership_id, seq, at, hash)
    values (to_partnership, 0, clock_timestamp(), decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select * into head from audit.head where partnership_id = to_partnership for update;
  number := head.seq + 1;
  moment := greatest(clock_timestamp(), head.at);
  body := (what || jsonb_build_object('seq', number, 'at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
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

-- Destroys consultations of a partnership that are past their day, with what opened them: at most a hundred, so that nobody waits for it.
create function ctx.destroy_old_consultations(where_ uuid) returns void
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare old uuid;
begin
  for old in
    select id from app.consultation where partnership_id = where_ and expires_at <= now()
    order by expires_at limit 100 for update skip locked
  loop
    delete from ctx.bearer where kind = 'receipt' and subject_id = old and partnership_id = where_;
    delete from app.consultation where partnership_id = where_ and id = old;
    perform audit.add(where_, jsonb_build_object('verb', 'consultation.expire', 'outcome', 'done', 'object', old));
  end loop;
end
$$;

-- The next consultation of a partnership with its first question. For the functions below and nobody else.
create function ctx.add_consultation(where_ uuid, by_way text, for_agency uuid, asked jsonb) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  perform pg_advisory_xact_lock(hashtextextended('consultation numbers ' || where_, 0));
  insert into app.consultation (partnership_id, id, number, way, state, agency_id, asker_name, asker_agency, asker_job, asker_email,
      asker_telephone)
    select where_, made, 1 + coalesce((select max(c.number) from app.consultation c where c.partnership_id = where_), 0), by_way, 'asked',
      for_agency, asked ->> 'name', asked ->> 'agency', asked ->> 'job', asked ->> 'email', asked ->> 'telephone';
  insert into app.consultation_word (partnership_id, consultation_id, seq, kind, words, on_day)
    values (where_, made, 1, 'question', asked ->> 'gist', coalesce((asked ->> 'on')::date, ctx.today()));
  return made;
end
$$;

-- Asks for advice and makes the receipt that opens it, for anybody. `to_agency` is the name of an agency whose representative is asked, null
-- for the coordinator. 'twice' where this very form came before: its receipt is the same one. 'agency' where nobody can be asked there any
-- more. 'wait 15' where too many came from one address; an office shares one, so nobody waits longer than a minute.
create function ctx.begin_consultation(where_ uuid, address text, token text, to_agency text, asked jsonb) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  address_key bytea := ctx.attempt_key('consultation ' || where_ || ' ' || address);
  seconds integer; for_agency uuid; made uuid;
begin
  if ctx.claim() is not null or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' then
    raise exception 'a consultation is begun by nobody in particular, with a receipt of 120 bits' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(encode(address_key, 'hex'), 0));
  if exists (select from ctx.bearer where hash = sha256(convert_to(token, 'UTF8')) and partnership_id = where_) then
    perform audit.add(where_, jsonb_build_object('verb', 'consultation.begin', 'outcome', 'refused', 'refusal', 'sent-twice'));
    return 'twice';
  end if;
  seconds := ctx.wait_of(address_key, 30, 60);
  if seconds > 0 then
    perform audit.add(where_, jsonb_build_object('verb', 'consultation.begin', 'outcome', 'refused', 'refusal', 'wait'));
    return 'wait ' || seconds;
  end if;
  if to_agency is not null then
    select a.id into for_agency from app.agency a
      where a.partnership_id = where_ and a.name = to_agency and a.name in (select t.name from ctx.agencies_to_consult(where_) t)
        and (a.until_day is null or a.until_day > ctx.today())
      order by a.until_day nulls first limit 1;
    if for_agency is null then
      perform audit.add(where_, jsonb_build_object('verb', 'consultation.begin', 'outcome', 'refused', 'refusal', 'agency-not-here'));
      return 'agency';
    end if;
  end if;
  perform ctx.count_failure(address_key);
  perform ctx.destroy_old_consultations(where_);
  made := ctx.add_consultation(where_, 'form', for_agency, asked);
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), 'receipt', where_, made, now() + interval '90 days');
  perform ctx.begin(token);
  perform audit.add(where_, jsonb_build_object('verb', 'consultation.begin', 'outcome', 'done', 'object', made));
  return 'done';
end
$$;

-- The next word of a consultation. With each the ninety days begin anew, for it and for its receipt, unless it is kept with its referral.
create function ctx.add_consultation_word(which uuid, of_kind text, said text, as_role text, on_ date) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  insert into app.consultation_word (partnership_id, consultation_id, seq, kind, words, given_by, given_as, on_day)
    select here, which, 1 + max(w.seq), of_kind, said, case when of_kind = 'advice' then ctx.uid() end, as_role, on_
    from app.consultation_word w where w.partnership_id = here and w.consultation_id = which;
  update app.consultation c set
      state = case of_kind when 'advice' then 'advised' else 'asked' end,
      advised_at = case of_kind when 'advice' then now() else c.advised_at end,
      asked_at = case of_kind when 'question' then now() else c.asked_at end,
      expires_at = case when c.expires_at is null then null else now() + interval '90 days' end
    where c.partnership_id = here and c.id = which;
  update ctx.bearer set expires_at = greatest(expires_at, now() + interval '90 days')
    where kind = 'receipt' and partnership_id = here and subject_id = which;
end
$$;

-- Asks again, with the receipt. False where there is nothing to ask in any more.
create function ctx.ask_again(said text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare own app.consultation;
begin
  if ctx.kind() is distinct from 'receipt' or length(said) not between 1 and 5000 then
    raise exception 'only with a receipt, and in words' using errcode = '42501';
  end if;
  select * into own from app.consultation c
    where c.partnership_id = ctx.partnership_id() and c.id = ctx.subject_id() and (c.expires_at is null or c.expires_at > now()) for update;
  if own.id is null or (select count(*) from app.consultation_word w
      where w.partnership_id = own.partnership_id and w.consultation_id = own.id and w.kind = 'question') >= 10 then return false; end if;
  perform ctx.add_consultation_word(own.id, 'question', said, null, ctx.today());
  return true;
end
$$;

-- As what whoever acts answers for a consultation: 'coordinator' or 'member'; null where it is not theirs.
create function ctx.advises_as(which uuid) returns text
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select case when c.agency_id is null then 'coordinator' else 'member' end from app.consultation c
  where c.partnership_id = ctx.partnership_id() and c.id = which and (c.expires_at is null or c.expires_at > now())
    and (c.referral_id is null or c.referral_id <> all (ctx.shut_referrals()))
    and case when c.agency_id is null then ctx.is_coordinator() else c.agency_id = any (ctx.represented_agencies()) end
$$;

-- Gives advice. False where there is no room for more.
create function ctx.advise(which uuid, said text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare as_role text := ctx.advises_as(which);
begin
  if as_role is null or length(said) not between 1 and 10000 then
    raise exception 'only whoever was asked advises, in words' using errcode = '42501';
  end if;
  perform from app.consultation c where c.partnership_id = ctx.partnership_id() and c.id = which for update;
  if (select count(*) from app.consultation_word w
      where w.partnership_id = ctx.partnership_id() and w.consultation_id = which and w.kind = 'advice') >= 20 then return false; end if;
  perform ctx.add_consultation_word(which, 'advice', said, as_role, ctx.today());
  perform ctx.destroy_old_consultations(ctx.partnership_id());
  return true;
end
$$;

-- Writes down advice that was given by telephone on a day: for the coordinators where `for_agency` is null, else for one's own agency.
-- Nobody has a receipt for it.
create function ctx.record_consultation(for_agency uuid, asked jsonb, said text, on_ date) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare made uuid;
begin
  if not (case when for_agency is null then ctx.is_coordinator() else for_agency = any (ctx.represented_agencies()) end)
    or length(said) not between 1 and 10000 or on_ is null or on_ > ctx.today() then
    raise exception 'only whoever was asked records the advice, of a day that has come' using errcode = '42501';
  end if;
  made := ctx.add_consultation(ctx.partnership_id(), 'telephone', for_agency, asked || jsonb_build_object('on', on_));
  perform ctx.add_consultation_word(made, 'advice', said, case when for_agency is null then 'coordinator' else 'member' end, on_);
  perform ctx.destroy_old_consultations(ctx.partnership_id());
  return made;
end
$$;

-- Makes a draft referral of the consultation whose receipt opened this transaction, with a receipt of its own. A second time it is the
-- same draft: with the same receipt where the same form came twice, with this one where nobody has written in it yet. False where it is in use.
create function ctx.refer_consultation(token text, given jsonb) returns boolean
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  own app.consultation;
  draft app.referral;
  new_hash bytea := sha256(convert_to(token, 'UTF8'));
begin
  if ctx.kind() is distinct from 'receipt' or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' then
    raise exception 'only with a receipt, for another of 120 bits' using errcode = '42501';
  end if;
  perform ctx.destroy_old_drafts(here);
  select * into own from app.consultation c
    where c.partnership_id = here and c.id = ctx.subject_id() and (c.expires_at is null or c.expires_at > now()) for update;
  if own.id is null then return false; end if;
  select * into draft from app.referral r where r.partnership_id = here and r.id = own.referral_id;
  if exists (select from ctx.bearer b where b.hash = new_hash and b.partnership_id = here and b.subject_id = draft.id) then return true; end if;
  if draft.id is not null and (draft.state <> 'draft' or draft.version > 1 or draft.expires_at <= now()) then return false; end if;
  if draft.id is null then
    insert into app.referral (partnership_id, answers) values (here, given) returning * into draft;
    update app.consultation set referral_id = draft.id where partnership_id = here and id = own.id;
  else
    delete from ctx.bearer where kind = 'receipt' and partnership_id = here and subject_id = draft.id;
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at) values (new_hash, 'receipt', here, draft.id, draft.expires_at);
  return true;
end
$$;

-- That advice was asked before a referral, of whom and when: for the coordinator who reads it. The words are those' of who was asked.
create function ctx.consultation_before(which uuid, out id uuid, out number integer, out begun_at timestamptz, out advised_at timestamptz,
    out agency text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select c.id, c.number, c.begun_at, c.advised_at, case when c.agency_id is not null then c.asker_agency end from app.consultation c
  where ctx.is_coordinator() and c.partnership_id = ctx.partnership_id() and c.referral_id = which and which <> all (ctx.shut_referrals())
    and exists (select from app.referral r where r.partnership_id = c.partnership_id and r.id = which and r.state <> 'draft')
$$;

-- For whom its holder can still hope: false where the agency's last representative has left.
create function ctx.consultation_is_read() returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(bool_or(c.agency_id is null or ctx.is_represented(c.partnership_id, c.agency_id)), false) from app.consultation c
  where ctx.kind() = 'receipt' and c.partnership_id = ctx.partnership_id() and c.id = ctx.subject_id()
$$;

-- As before, and says besides which kind of receipt it is: 'done' for a referral's, 'consultation' for a consultation's.
create or replace function ctx.try_receipt(where_ uuid, address text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  address_key bytea := ctx.attempt_key('receipt ' || where_ || ' ' || address);
  seconds integer; opens uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(address_key, 'hex'), 0));
  seconds := ctx.wait_of(address_key, 10, 300);
  if seconds > 0 then
    perform audit.add(where_, jsonb_build_object('verb', 'referral.follow', 'outcome', 'refused', 'refusal', 'wait'));
    return 'wait ' || seconds;
  end if;
  select b.subject_id into opens from ctx.bearer b where b.hash = sha256(convert_to(token, 'UTF8')) and b.kind = 'receipt'
    and b.partnership_id = where_ and b.expires_at > now();
  if opens is null then
    perform ctx.count_failure(address_key);
    perform audit.add(where_, jsonb_build_object('verb', 'referral.follow', 'outcome', 'refused', 'refusal', 'wrong-receipt'));
    return 'wrong';
  end if;
  return case when exists (select from app.consultation c where c.partnership_id = where_ and c.id = opens)
    then 'consultation' else 'done' end;
end
$$;

alter table app.mail drop constraint mail_kind_check;
alter table app.mail add constraint mail_kind_check check (kind in ('referral-outcome', 'consultation-answered'));

grant execute on function ctx.agencies_to_consult(uuid), ctx.represented_agencies(), ctx.begin_consultation(uuid, text, text, text, jsonb),
  ctx.ask_again(text), ctx.advise(uuid, text), ctx.record_consultation(uuid, jsonb, text, date), ctx.refer_consultation(text, jsonb),
  ctx.consultation_before(uuid), ctx.consultation_is_read() to foresight_app;
