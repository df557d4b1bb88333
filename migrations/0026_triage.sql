-- Triage: who has a referral in hand, what was asked of the referrer, that it was declined or is looked at again, and what was done at once to
-- keep a child safe. Nothing here is overwritten: another allocation ends the one before, a correction names what it corrects, and what the
-- referrer was told stays on record when the matter is looked at again. Functions that run as the owner write all but the safety actions.

-- Which coordinator has a referral in hand; one at a time.
create table app.referral_allocation (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  referral_id uuid not null,
  account_id uuid not null references app.account,
  allocated_by uuid not null references app.account,
  allocated_at timestamptz not null default now(),
  replaced_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral
);
create unique index referral_allocation_current on app.referral_allocation (partnership_id, referral_id) where replaced_at is null;
create index referral_allocation_referral on app.referral_allocation (partnership_id, referral_id, allocated_at);
create index referral_allocation_account on app.referral_allocation (account_id);
create index referral_allocation_allocated_by on app.referral_allocation (allocated_by);

-- What a coordinator asked the referrer, and the one answer to it.
create table app.referral_question (
  partnership_id uuid not null,
  referral_id uuid not null,
  seq integer not null check (seq between 1 and 20),
  words text not null check (words <> '' and length(words) <= 5000),
  asked_by uuid not null references app.account,
  asked_at timestamptz not null default now(),
  answer text check (answer <> '' and length(answer) <= 5000),
  answered_at timestamptz,
  -- Whichever coordinator said that the answer has been read; until then it is new to all of them.
  noted_by uuid references app.account,
  noted_at timestamptz,
  primary key (partnership_id, referral_id, seq),
  foreign key (partnership_id, referral_id) references app.referral,
  check ((answer is null) = (answered_at is null)),
  check ((noted_by is null) = (noted_at is null) and (noted_at is null or answer is not null))
);
create index referral_question_new on app.referral_question (partnership_id, referral_id) where answer is not null and noted_at is null;
create index referral_question_asked_by on app.referral_question (asked_by);
create index referral_question_noted_by on app.referral_question (noted_by) where noted_by is not null;

-- That a referral was declined, and that one was looked at again.
create table app.referral_step (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  referral_id uuid not null,
  kind text not null check (kind in ('declined', 'reconsidered')),
  code text check (code in ('below-threshold', 'known-already', 'not-here', 'not-for-review', 'other')),
  -- For the record, and never shown to the referrer.
  reasons text not null check (reasons <> '' and length(reasons) <= 10000),
  -- What the referrer had been told before it was looked at again, and since when.
  told text check (told <> '' and length(told) <= 10000),
  told_at timestamptz,
  taken_by uuid not null references app.account,
  taken_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral,
  check ((kind = 'declined') = (code is not null)),
  check ((kind = 'reconsidered') = (told is not null) and (told is null) = (told_at is null))
);
create index referral_step_referral on app.referral_step (partnership_id, referral_id, taken_at);
create index referral_step_taken_by on app.referral_step (taken_by);

-- What was done at once to keep somebody safe: of a referral, and of the case that was opened from it, or of the case alone.
create table app.safety_action (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  referral_id uuid,
  case_id uuid,
  what text not null check (what <> '' and length(what) <= 5000),
  -- A person or an agency, as it was told.
  by_whom text not null check (by_whom <> '' and length(by_whom) <= 200),
  day date not null,
  -- In London; null where nobody knows the hour.
  time time,
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default clock_timestamp(),
  -- The row that this one corrects, and why.
  corrects uuid,
  reason text check (reason <> '' and length(reason) <= 2000),
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral,
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, corrects) references app.safety_action,
  check (num_nonnulls(referral_id, case_id) = 1),
  check ((corrects is null) = (reason is null) and corrects <> id)
);
create index safety_action_referral on app.safety_action (partnership_id, referral_id) where referral_id is not null;
create index safety_action_case on app.safety_action (partnership_id, case_id) where case_id is not null;
-- Of two corrections of one row at the same moment one is refused.
create unique index safety_action_corrects on app.safety_action (partnership_id, corrects) where corrects is not null;
create index safety_action_recorded_by on app.safety_action (recorded_by);

-- Whoever reads a referral reads what was asked about it, who has it and why it was declined; a receipt opens none of these tables.
do $$ declare name text; begin
  foreach name in array array['referral_allocation', 'referral_question', 'referral_step'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
    execute format('create policy with_its_referral on app.%1$I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
      and exists (select from app.referral r where r.partnership_id = %1$I.partnership_id and r.id = %1$I.referral_id))', name);
    execute format('grant select on app.%I to foresight_app', name);
  end loop;
end $$;

alter table app.safety_action enable row level security;
alter table app.safety_action force row level security;
create policy owner on app.safety_action to foresight_owner using (true) with check (true);
create policy with_its_case on app.safety_action for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and exists (select from app.case_file c where c.partnership_id = safety_action.partnership_id and c.id = safety_action.case_id));
create policy with_its_referral on app.safety_action for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and exists (select from app.referral r where r.partnership_id = safety_action.partnership_id and r.id = safety_action.referral_id));
create policy coordinator_adds on app.safety_action for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and recorded_by = (select ctx.uid())
  and (exists (select from app.case_file c where c.partnership_id = safety_action.partnership_id and c.id = safety_action.case_id)
    or exists (select from app.referral r where r.partnership_id = safety_action.partnership_id and r.id = safety_action.referral_id)));
grant select on app.safety_action to foresight_app;
grant insert (partnership_id, referral_id, case_id, what, by_whom, day, time, recorded_by, corrects, reason) on app.safety_action to foresight_app;

-- A correction is of the same referral or case as what it corrects. A trigger, because no policy may read its own table.
create function ctx.safety_is_corrected() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not exists (select from app.safety_action a where a.partnership_id = new.partnership_id and a.id = new.corrects
      and a.referral_id is not distinct from new.referral_id and a.case_id is not distinct from new.case_id) then
    raise exception 'what is corrected belongs to the same referral or case' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger corrected before insert on app.safety_action for each row when (new.corrects is not null)
  execute function ctx.safety_is_corrected();

-- Whether whoever acts is a coordinator who may act on a referral that was sent here. For the functions below.
create function ctx.triages(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.is_coordinator() and which <> all (ctx.shut_referrals())
$$;

-- The coordinators of today, for one of them: those to whom a referral can be given.
create function ctx.coordinators_here(out account_id uuid, out name text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select distinct a.id, coalesce(a.name, a.email)
  from app.membership m join app.account a on a.id = m.account_id
  where (select ctx.is_coordinator()) and m.partnership_id = (select ctx.partnership_id()) and m.role = 'coordinator' and a.disabled_at is null
    and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
$$;

-- Who can have a referral in hand: a coordinator of today who is not excluded from its case.
create function ctx.may_hold(which uuid, who uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select exists (select from ctx.coordinators_here() h where h.account_id = who)
    and not exists (select from app.case_referral r join app.case_exclusion x on x.partnership_id = r.partnership_id and x.case_id = r.case_id
      where r.partnership_id = (select ctx.partnership_id()) and r.referral_id = which and x.account_id = who and x.ended_at is null)
$$;

-- Gives a referral into a coordinator's hands; `seen` is the allocation that stood when this was wished for. False where it no longer stands,
-- where the referral is closed or not there, and where that person cannot have it.
create function ctx.allocate_referral(which uuid, to_whom uuid, seen uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator allocates a referral' using errcode = '42501';
  end if;
  perform from app.referral r where r.partnership_id = here and r.id = which and r.state in ('sent', 'received') for update;
  if not found or not ctx.may_hold(which, to_whom) or seen is distinct from (select a.id from app.referral_allocation a
      where a.partnership_id = here and a.referral_id = which and a.replaced_at is null) then
    return false;
  end if;
  update app.referral_allocation set replaced_at = now() where partnership_id = here and referral_id = which and replaced_at is null;
  insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by) values (here, which, to_whom, ctx.uid());
  return true;
end
$$;

-- Whichever coordinator acknowledges a referral, takes it in or opens a case from it has it in hand, unless somebody else has it.
create function ctx.referral_was_received() returns trigger
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.is_coordinator() and not exists (select from app.referral_allocation a
      where a.partnership_id = new.partnership_id and a.referral_id = new.id and a.replaced_at is null
        and ctx.may_hold(new.id, a.account_id)) then
    update app.referral_allocation set replaced_at = now()
      where partnership_id = new.partnership_id and referral_id = new.id and replaced_at is null;
    insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by)
      values (new.partnership_id, new.id, ctx.uid(), ctx.uid());
  end if;
  return null;
end
$$;
create trigger allocated_on_receipt after update of state on app.referral for each row
  when (old.state = 'sent' and new.state = 'received') execute function ctx.referral_was_received();
create trigger allocated_on_arrival after insert on app.referral for each row
  when (new.state = 'received') execute function ctx.referral_was_received();

-- Asks the referrer; answers the number of the question, or null where the referral is closed or there is no room. What they answered before
-- has then been read.
create function ctx.ask_referrer(which uuid, question text) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); given integer;
begin
  if not ctx.triages(which) or length(question) not between 1 and 5000 then
    raise exception 'only a coordinator asks the referrer, in words' using errcode = '42501';
  end if;
  perform from app.referral r where r.partnership_id = here and r.id = which and r.state in ('sent', 'received') for update;
  if not found then return null; end if;
  select 1 + coalesce(max(q.seq), 0) into given from app.referral_question q where q.partnership_id = here and q.referral_id = which;
  if given > 20 then return null; end if;
  perform ctx.note_answers(which);
  insert into app.referral_question (partnership_id, referral_id, seq, words, asked_by) values (here, which, given, question, ctx.uid());
  return given;
end
$$;

-- Says that the answers of a referrer have been read; how many were new.
create function ctx.note_answers(which uuid) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare noted integer;
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator reads what the referrer answers' using errcode = '42501';
  end if;
  update app.referral_question set noted_by = ctx.uid(), noted_at = now()
    where partnership_id = ctx.partnership_id() and referral_id = which and answer is not null and noted_at is null;
  get diagnostics noted = row_count;
  return noted;
end
$$;

-- The questions on one's own referral, for the holder of its receipt; who asked is not told.
create function ctx.own_questions(out seq integer, out words text, out asked_at timestamptz, out answer text, out answered_at timestamptz)
  returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select q.seq, q.words, q.asked_at, q.answer, q.answered_at from app.referral_question q
  where ctx.kind() = 'receipt' and q.partnership_id = ctx.partnership_id() and q.referral_id = ctx.subject_id()
  order by q.seq
$$;

-- What was told before one's own referral was looked at again.
create function ctx.own_told(out told text, out told_at timestamptz, out again_at timestamptz) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select s.told, s.told_at, s.taken_at from app.referral_step s
  where ctx.kind() = 'receipt' and s.kind = 'reconsidered' and s.partnership_id = ctx.partnership_id() and s.referral_id = ctx.subject_id()
  order by s.taken_at
$$;

-- Answers a question on one's own referral, once. False where it has been answered, or the referral is closed. `of_case` is for the trail.
create function ctx.answer_question(which integer, said text, out done boolean, out of_case uuid)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if ctx.kind() is distinct from 'receipt' or length(said) not between 1 and 5000 then
    raise exception 'only with a receipt, and in words' using errcode = '42501';
  end if;
  update app.referral_question q set answer = said, answered_at = now()
    where q.partnership_id = here and q.referral_id = ctx.subject_id() and q.seq = which and q.answer is null
      and exists (select from app.referral r where r.partnership_id = here and r.id = q.referral_id and r.state in ('sent', 'received'));
  done := found;
  select c.case_id into of_case from app.case_referral c where c.partnership_id = here and c.referral_id = ctx.subject_id();
end
$$;

-- Declines a referral of which no case was made: the referrer's words and those for the record, in one. False where it is closed or has a case.
create function ctx.decline_referral(which uuid, reason_code text, for_record text, for_referrer text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator declines a referral' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('referral ' || which, 0));
  if exists (select from app.case_referral c where c.partnership_id = here and c.referral_id = which)
    or not ctx.answer_referral(which, for_referrer) then
    return false;
  end if;
  insert into app.referral_step (partnership_id, referral_id, kind, code, reasons, taken_by)
    values (here, which, 'declined', reason_code, for_record, ctx.uid());
  return true;
end
$$;

-- Takes a closed referral up again: what the referrer was told is kept, and they see that it is looked at again. False where it is not closed.
create function ctx.reconsider_referral(which uuid, why text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); was app.referral;
begin
  if not ctx.triages(which) then
    raise exception 'only a coordinator takes a referral up again' using errcode = '42501';
  end if;
  select * into was from app.referral r where r.partnership_id = here and r.id = which and r.state = 'closed' for update;
  if was.id is null then return false; end if;
  insert into app.referral_step (partnership_id, referral_id, kind, reasons, told, told_at, taken_by)
    values (here, which, 'reconsidered', why, was.outcome, was.closed_at, ctx.uid());
  update app.referral r set state = 'received', closed_at = null, outcome = null, version = r.version + 1
    where r.partnership_id = here and r.id = which;
  update app.referral_allocation set replaced_at = now() where partnership_id = here and referral_id = which and replaced_at is null;
  insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by) values (here, which, ctx.uid(), ctx.uid());
  return true;
end
$$;

alter table app.mail drop constraint mail_kind_check;
alter table app.mail add constraint mail_kind_check check (kind in ('referral-outcome', 'referral-question', 'referral-reconsidered',
  'consultation-answered', 'endorsement-asked', 'agency-request', 'agency-request-reminder'));

grant execute on function ctx.coordinators_here(), ctx.may_hold(uuid, uuid), ctx.allocate_referral(uuid, uuid, uuid),
  ctx.ask_referrer(uuid, text), ctx.note_answers(uuid), ctx.own_questions(), ctx.own_told(), ctx.answer_question(integer, text),
  ctx.decline_referral(uuid, text, text, text), ctx.reconsider_referral(uuid, text) to foresight_app;
