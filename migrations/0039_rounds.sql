-- Between meetings: a chair or a coordinator asks seats of a group for their view on a question of a case, with a proposal and its papers,
-- frozen as they were. Whoever has such a seat, or stands in, sees the question and nothing else of the case, once they have proved again
-- who they are. Whoever has a conflict of interest in a case, or is excluded from it, has no such question.

-- A session proves its person when it begins, and again by a code of the authenticator. For fifteen minutes that is good enough to read
-- and sign what came by a link.
alter table ctx.bearer add column proved_at timestamptz;

create function ctx.is_proved() returns boolean language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(ctx.kind() = 'session' and exists (select from app.session s
    left join ctx.bearer b on b.kind = 'session' and b.subject_id = s.id and b.account_id = s.account_id
    where s.partnership_id = ctx.partnership_id() and s.id = ctx.subject_id() and s.account_id = ctx.uid()
      and greatest(s.started_at, b.proved_at) > now() - interval '15 minutes'), false) $$;

-- 'done', 'wrong', or 'wait 30' after too many wrong ones. No code is good twice.
create function ctx.prove_again(code text) returns text language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare who uuid := ctx.uid(); tried bytea := ctx.attempt_key('prove ' || ctx.uid()); seconds integer; factor ctx.credential; step bigint;
begin
  if ctx.kind() is distinct from 'session' then
    raise exception 'only a session proves again whose it is' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('prove ' || who, 0));
  seconds := ctx.wait_of(tried, 5, 900);
  if seconds > 0 then return 'wait ' || seconds; end if;
  select * into factor from ctx.credential c where c.account_id = who;
  step := ctx.totp_step(coalesce(factor.totp_secret, '\x00'), code, coalesce(factor.totp_last_step, 0));
  if factor.account_id is null or step is null then
    perform ctx.count_failure(tried);
    return 'wrong';
  end if;
  update ctx.credential set totp_last_step = step where account_id = who;
  delete from ctx.attempt where key = tried;
  update ctx.bearer set proved_at = now() where kind = 'session' and subject_id = ctx.subject_id() and account_id = who;
  return 'done';
end $$;

create table app.round (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null,
  number integer not null check (number > 0), group_id uuid not null,
  -- As the case is called, for those who are asked and do not see it.
  reference text not null, pseudonym text not null,
  question text not null check (question <> '' and length(question) <= 2000),
  -- What is proposed to be decided, and why. Without an outcome it is a question alone.
  outcome text check (outcome <> ''), proposal text not null check (length(proposal) <= 10000), due_on date not null,
  -- Over question, proposal, seats and papers: what was asked can be shown to be what was answered.
  hash bytea not null check (length(hash) = 32),
  state text not null default 'asked' check (state in ('asked', 'closed', 'withdrawn')),
  closed_into text check (closed_into in ('decision', 'meeting')),
  why text not null default '' check (length(why) <= 2000), quorate boolean,
  -- The decision that came of it.
  decision_id uuid, asked_by uuid not null references app.account, asked_at timestamptz not null default now(),
  closed_by uuid references app.account, closed_at timestamptz, primary key (partnership_id, id),
  unique (partnership_id, case_id, id), unique (partnership_id, case_id, number), foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, group_id) references app.review_group, foreign key (partnership_id, decision_id) references app.decision,
  check ((state = 'asked') = (closed_at is null) and (closed_at is null) = (closed_by is null)), check ((state = 'closed') = (closed_into is not null)),
  check (decision_id is null or closed_into = 'decision'), check (state <> 'withdrawn' or why <> '')
);
create index round_group on app.round (partnership_id, group_id);
create index round_due on app.round (partnership_id, due_on) where state = 'asked';
create index round_decision on app.round (partnership_id, decision_id) where decision_id is not null;
create index on app.round (asked_by);
create index on app.round (closed_by) where closed_by is not null;

create table app.round_seat (
  partnership_id uuid not null, case_id uuid not null, round_id uuid not null, seat_id uuid not null,
  seat_name text not null, capacity text not null check (capacity in ('member', 'attending')), primary key (partnership_id, round_id, seat_id),
  foreign key (partnership_id, case_id, round_id) references app.round (partnership_id, case_id, id),
  foreign key (partnership_id, seat_id) references app.review_group_seat
);
create index round_seat_round on app.round_seat (partnership_id, case_id, round_id);
create index round_seat_seat on app.round_seat (partnership_id, seat_id);

-- The very version that was laid before them, by the digest of its bytes.
create table app.round_paper (
  partnership_id uuid not null, case_id uuid not null, round_id uuid not null, file_id uuid not null,
  ordinal integer not null, number integer not null, version integer not null,
  title text not null, sha256 bytea not null, primary key (partnership_id, round_id, file_id),
  foreign key (partnership_id, case_id, round_id) references app.round (partnership_id, case_id, id),
  foreign key (partnership_id, file_id) references app.file
);
create index round_paper_round on app.round_paper (partnership_id, case_id, round_id);
create index round_paper_file on app.round_paper (partnership_id, file_id);

-- What somebody said for a seat, with their name as it was then. Nothing is written over: of a seat the last holds.
create table app.round_answer (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  case_id uuid not null, round_id uuid not null, seat_id uuid not null,
  account_id uuid not null references app.account, name text not null,
  stands text not null check (stands in ('holder', 'deputy')),
  -- True where the same person answers for another seat too, and has said so.
  several boolean not null, position text not null check (position in ('agrees', 'disagrees', 'conflict')),
  words text not null check (length(words) <= 5000),
  -- After its last day, or once the question was closed: on record, and not counted.
  is_late boolean not null, answered_at timestamptz not null default now(),
  -- Who had a conflict and was let back in.
  let_in_by uuid references app.account, let_in_at timestamptz, primary key (partnership_id, id),
  foreign key (partnership_id, case_id, round_id) references app.round (partnership_id, case_id, id),
  foreign key (partnership_id, round_id, seat_id) references app.round_seat, check ((let_in_at is null) = (let_in_by is null)),
  check (position = 'agrees' or words <> '')
);
create index round_answer_round on app.round_answer (partnership_id, case_id, round_id, answered_at);
create index round_answer_seat on app.round_answer (partnership_id, round_id, seat_id);
create index round_answer_account on app.round_answer (account_id, partnership_id) where position = 'conflict' and let_in_at is null;
create index on app.round_answer (account_id);
create index on app.round_answer (let_in_by) where let_in_by is not null;

-- That those who had not answered were reminded by the clock, once on each rung.
create table app.round_step (
  partnership_id uuid not null, case_id uuid not null, round_id uuid not null,
  rung text not null check (rung in ('before', 'due', 'late')), taken_at timestamptz not null default now(),
  primary key (partnership_id, round_id, rung), foreign key (partnership_id, case_id, round_id) references app.round (partnership_id, case_id, id)
);
create index round_step_round on app.round_step (partnership_id, case_id, round_id);

-- The cases in which somebody has said between meetings that they cannot answer for a conflict of interest. For the functions below.
create function ctx.round_conflicts_of(who uuid) returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct a.case_id), '{}') from app.round_answer a
  where a.account_id = who and a.partnership_id = (select ctx.partnership_id()) and a.position = 'conflict' and a.let_in_at is null $$;
create function ctx.round_conflicts() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.round_conflicts_of(ctx.uid()) $$;

-- What was said between meetings shuts the items of meetings too: one line more in the rule of 0036, in whichever function it stands by now.
do $$
declare one record; changed boolean := false; place text := 'union select o.case_id from own o where o.case_id is not null';
begin
  for one in select p.oid, p.pronargs from pg_proc p where p.pronamespace = 'ctx'::regnamespace and position(place in p.prosrc) > 0 loop
    execute replace(pg_get_functiondef(one.oid), place,
      format('union select unnest(ctx.round_conflicts_of(%s)) %s', case when one.pronargs = 0 then 'ctx.uid()' else 'who' end, place));
    changed := true;
  end loop;
  if not changed then raise exception 'the rule of the items that are shut has another shape'; end if;
end $$;
create or replace function ctx.conflicted_cases() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct one.id), '{}') from (
    select i.case_id as id from app.meeting_item i
      where i.partnership_id = (select ctx.partnership_id()) and i.case_id is not null and i.id = any (ctx.shut_items())
    union all select unnest(ctx.round_conflicts())) one $$;

-- The cases of whose questions nothing is there for whoever acts.
create function ctx.no_round_cases() returns uuid[] language sql stable as $$ select ctx.shut_cases() || ctx.conflicted_cases() $$;

-- Who stands today for which seat of a question, without anybody to whom its case is shut. For the functions below and nobody else.
create function ctx.round_people(which uuid) returns table (seat_id uuid, account_id uuid, stands text)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select s.seat_id, h.account_id, h.stands from app.round r join app.round_seat s on s.partnership_id = r.partnership_id and s.round_id = r.id
    join app.review_group_seat g on g.partnership_id = s.partnership_id and g.id = s.seat_id
    join app.review_group_holder h on h.partnership_id = s.partnership_id and h.seat_id = s.seat_id and h.superseded_at is null
  where r.partnership_id = ctx.partnership_id() and r.id = which and h.account_id is not null
    and daterange(h.from_day, h.until_day) @> ctx.today() and daterange(g.from_day, g.until_day) @> ctx.today()
    and ctx.roles_of(h.account_id, r.partnership_id) <> '{}'
    and not exists (select from app.case_exclusion x where x.partnership_id = r.partnership_id and x.case_id = r.case_id
      and x.account_id = h.account_id and x.ended_at is null)
    and not exists (select from app.round_answer a where a.partnership_id = r.partnership_id and a.case_id = r.case_id
      and a.account_id = h.account_id and a.position = 'conflict' and a.let_in_at is null)
    and not exists (select from app.meeting_conflict k join app.meeting_item i on i.partnership_id = k.partnership_id and i.id = k.item_id
      where k.partnership_id = r.partnership_id and k.account_id = h.account_id and k.ended_at is null and i.case_id = r.case_id) $$;

-- The questions that whoever acts is asked today, for whatever seat; sixty days after their last day they are no longer there for them.
create function ctx.asked_rounds() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct r.id), '{}') from app.review_group_holder h
    join app.review_group_seat g on g.partnership_id = h.partnership_id and g.id = h.seat_id
    join app.round_seat s on s.partnership_id = h.partnership_id and s.seat_id = h.seat_id
    join app.round r on r.partnership_id = s.partnership_id and r.id = s.round_id
  where ctx.kind() = 'session' and h.account_id = (select ctx.uid()) and h.partnership_id = (select ctx.partnership_id())
    and h.superseded_at is null and daterange(h.from_day, h.until_day) @> (select ctx.today())
    and daterange(g.from_day, g.until_day) @> (select ctx.today()) and r.due_on >= (select ctx.today()) - 60
    and r.case_id <> all ((select ctx.no_round_cases())::uuid[])
    and ctx.has_role('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer') $$;

-- The same, for whoever has just proved who they are; those that were withdrawn are not among them.
create function ctx.own_rounds() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(r.id), '{}') from app.round r
  where r.partnership_id = (select ctx.partnership_id()) and r.state <> 'withdrawn' and ctx.is_proved()
    and r.id = any ((select ctx.asked_rounds())::uuid[]) $$;

-- What one is asked, before one has proved anything: by when, and what became of it. Nothing of a case.
create function ctx.asked_of_me(out id uuid, out due_on date, out state text, out answered boolean, out asked_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select r.id, r.due_on, r.state, exists (select from app.round_answer a where a.partnership_id = r.partnership_id and a.round_id = r.id
    and a.account_id = (select ctx.uid())), (r.asked_at at time zone 'Europe/London')::date
  from app.round r where r.partnership_id = (select ctx.partnership_id()) and r.id = any ((select ctx.asked_rounds())::uuid[])
  order by r.state <> 'asked', r.due_on, r.id limit 100 $$;

-- For which seats whoever acts can answer a question, how they stand for each, and whether its holder has answered already.
create function ctx.own_seats(which uuid, out seat_id uuid, out seat_name text, out stands text, out holder_answered boolean) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select s.seat_id, s.seat_name, case when bool_or(p.stands = 'holder') then 'holder' else 'deputy' end,
    exists (select from app.round_answer a where a.partnership_id = s.partnership_id and a.round_id = s.round_id and a.seat_id = s.seat_id
      and a.stands = 'holder' and a.position <> 'conflict') from app.round_seat s join ctx.round_people(which) p on p.seat_id = s.seat_id
  where s.partnership_id = (select ctx.partnership_id()) and s.round_id = which and which = any ((select ctx.own_rounds())::uuid[])
    and p.account_id = (select ctx.uid()) group by s.partnership_id, s.round_id, s.seat_id, s.seat_name order by s.seat_name $$;

-- Asks. Those who run meetings do, of a case that they see and have no conflict in: seats of a group that are there today, and clean
-- files of documents that everybody on the case may see.
create function ctx.ask_round(which uuid, of_group uuid, asked text, proposed text, because text, by_day date, seats uuid[], files uuid[])
  returns uuid language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid := gen_random_uuid(); of_case app.case_file; counted integer;
begin
  select * into of_case from app.case_file c where c.partnership_id = here and c.id = which;
  if of_case.id is null or not ctx.runs_meetings() or not ctx.sees_case(which) or which = any (ctx.conflicted_cases()) then
    raise exception 'only those who run meetings ask between them, of a case that they see' using errcode = '42501';
  end if;
  if of_case.state = 'closed' or cardinality(seats) not between 1 and 60 or cardinality(files) > 100 then
    raise exception 'this cannot be asked' using errcode = '23514';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('rounds of ' || which, 0));
  select 1 + coalesce(max(r.number), 0) into counted from app.round r where r.partnership_id = here and r.case_id = which;
  insert into app.round (partnership_id, id, case_id, number, group_id, reference, pseudonym, question, outcome, proposal, due_on, hash, asked_by)
    values (here, made, which, counted, of_group, of_case.reference, of_case.pseudonym, asked, nullif(proposed, ''), because, by_day,
      sha256(''), ctx.uid());
  insert into app.round_seat (partnership_id, case_id, round_id, seat_id, seat_name, capacity)
    select here, which, made, s.id, s.name, s.capacity from app.review_group_seat s
    where s.partnership_id = here and s.group_id = of_group and s.id = any (seats) and daterange(s.from_day, s.until_day) @> ctx.today();
  if not found then raise exception 'nobody is asked' using errcode = '23514'; end if;
  insert into app.round_paper (partnership_id, case_id, round_id, file_id, ordinal, number, version, title, sha256)
    select here, which, made, f.id, row_number() over (order by d.number), d.number, f.number, d.title, f.sha256
    from app.file f join app.document d on d.partnership_id = f.partnership_id and d.id = f.document_id
    where f.partnership_id = here and f.case_id = which and f.id = any (files) and f.state = 'clean'
      and d.seen_by = 'everybody' and d.withdrawn_at is null;
  update app.round r set hash = sha256(convert_to(jsonb_build_object('question', r.question, 'outcome', r.outcome, 'proposal', r.proposal,
      'due', r.due_on,
      'seats', (select jsonb_agg(s.seat_id order by s.seat_id) from app.round_seat s where s.partnership_id = here and s.round_id = made),
      'papers', (select jsonb_agg(encode(p.sha256, 'hex') order by p.ordinal) from app.round_paper p
        where p.partnership_id = here and p.round_id = made))::text, 'UTF8')) where r.partnership_id = here and r.id = made;
  return made;
end $$;

-- To whom a mail is due for a question: for each seat without an answer whoever has it, and its deputies where nobody has or where they are
-- to be reminded too. For the functions below.
create function ctx.round_addresses(which uuid, deputies_too boolean) returns setof text
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with waited as materialized (
    select p.* from ctx.round_people(which) p where not exists (select from app.round_answer a
      where a.partnership_id = ctx.partnership_id() and a.round_id = which and a.seat_id = p.seat_id and a.position <> 'conflict'))
  select distinct a.email from waited o join app.account a on a.id = o.account_id and a.disabled_at is null where o.stands = 'holder' or deputies_too
    or not exists (select from waited h where h.seat_id = o.seat_id and h.stands = 'holder') $$;

create function ctx.write_round_mail(which uuid, mail_kind text, deputies_too boolean) returns table (mail_id uuid, goes_out boolean)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare to_whom text; goes boolean := coalesce((select w.goes_out from ctx.mail_way w), false);
begin
  for to_whom in select * from ctx.round_addresses(which, deputies_too) loop
    mail_id := gen_random_uuid();
    goes_out := goes;
    insert into app.mail (partnership_id, id, to_address, kind, state, message_id, queued_at)
      values (ctx.partnership_id(), mail_id, to_whom, mail_kind, case when goes then 'queued' else 'kept' end,
        '<' || gen_random_uuid() || '@foresight.invalid>', case when goes then now() end);
    return next;
  end loop;
end $$;

-- Mails everybody who is asked, by those who asked, in the same act.
create function ctx.mail_round(which uuid) returns table (mail_id uuid, goes_out boolean)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.runs_meetings() or not exists (select from app.round r where r.partnership_id = ctx.partnership_id() and r.id = which
      and r.asked_by = ctx.uid() and r.asked_at = now()) then
    raise exception 'only in the act of asking' using errcode = '42501';
  end if;
  return query select * from ctx.write_round_mail(which, 'view-asked', false);
end $$;

-- Reminds by the clock whoever has not answered, deputies too, once on each rung; answers the mails that a job is to send.
create function ctx.chase_rounds(rungs jsonb) returns table (mail_id uuid, round_id uuid, of_case uuid, rung text)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); one record;
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep chases' using errcode = '42501';
  end if;
  if not coalesce((select w.goes_out from ctx.mail_way w), false) then return; end if;
  for one in select r.id, r.case_id, l.rung as step from jsonb_to_recordset(rungs) as l (rung text, due_from date, due_to date)
      join app.round r on r.partnership_id = here and r.state = 'asked' and r.due_on between l.due_from and l.due_to
        and (r.asked_at at time zone 'Europe/London')::date < ctx.today()
      where not exists (select from app.round_step s where s.partnership_id = here and s.round_id = r.id and s.rung = l.rung)
      order by r.due_on, r.id limit 200 loop
    insert into app.round_step (partnership_id, case_id, round_id, rung) values (here, one.case_id, one.id, one.step) on conflict do nothing;
    continue when not found;
    round_id := one.id; of_case := one.case_id; rung := one.step;
    for mail_id in select m.mail_id from ctx.write_round_mail(one.id, 'view-due', true) m loop return next; end loop;
  end loop;
end $$;

-- Answers for seats. Answers what stood in the way, or 'done': 'several' where somebody answers for more than one seat and has not said so,
-- 'holder-answered' where a deputy comes after the holder, 'over', or 'proof' where it is too long since they proved who they are.
create function ctx.answer_round(which uuid, seats uuid[], said text, in_words text, said_so boolean) returns text
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); held app.round; mine uuid[]; late boolean; many boolean;
begin
  if not ctx.is_proved() then return 'proof'; end if;
  select * into held from app.round r where r.partnership_id = here and r.id = which and which = any (ctx.asked_rounds()) for update;
  if held.id is null then
    raise exception 'nobody asked this person that' using errcode = '42501';
  end if;
  if held.state = 'withdrawn' or held.due_on < ctx.today() - 28 then return 'over'; end if;
  select array_agg(s.seat_id) into mine from ctx.own_seats(which) s;
  if cardinality(seats) = 0 or not seats <@ coalesce(mine, '{}') then
    raise exception 'nobody answers for a seat of somebody else' using errcode = '42501';
  end if;
  if said <> 'conflict' and exists (select from ctx.own_seats(which) s where s.seat_id = any (seats) and s.stands = 'deputy' and s.holder_answered) then
    return 'holder-answered';
  end if;
  select count(distinct o.one) > 1 into many from (select unnest(seats) as one union
    select a.seat_id from app.round_answer a where a.partnership_id = here and a.round_id = which and a.account_id = ctx.uid()
      and a.position <> 'conflict') o;
  if said <> 'conflict' and many and not said_so then return 'several'; end if;
  late := held.state <> 'asked' or held.due_on < ctx.today();
  insert into app.round_answer (partnership_id, case_id, round_id, seat_id, account_id, name, stands, several, position, words, is_late)
    select here, held.case_id, which, s.seat_id, ctx.uid(), ctx.name_here(ctx.uid()), s.stands, many and said <> 'conflict', said, in_words, late
    from ctx.own_seats(which) s where s.seat_id = any (seats);
  return 'done';
end $$;

-- Closes a question into a decision or back to a meeting, or withdraws it with a reason. False where somebody was quicker.
create function ctx.end_round(which uuid, how text, because text, had_quorum boolean) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id();
begin
  if not ctx.runs_meetings() or not exists (select from app.round r where r.partnership_id = here and r.id = which
      and ctx.sees_case(r.case_id) and r.case_id <> all (ctx.conflicted_cases())) then
    raise exception 'only those who run meetings close a question' using errcode = '42501';
  end if;
  update app.round r set state = case when how = 'withdrawn' then 'withdrawn' else 'closed' end,
      closed_into = case when how <> 'withdrawn' then how end, why = because, quorate = case when how <> 'withdrawn' then had_quorum end,
      closed_by = ctx.uid(), closed_at = now() where r.partnership_id = here and r.id = which and r.state = 'asked';
  return found;
end $$;

-- Says which decision came of a question that was closed into one.
create function ctx.decide_round(which uuid, decided uuid) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.round r set decision_id = decided from app.decision d
    where ctx.runs_meetings() and r.partnership_id = ctx.partnership_id() and r.id = which and r.closed_into = 'decision' and r.decision_id is null
      and d.partnership_id = r.partnership_id and d.id = decided and d.case_id = r.case_id and d.recorded_by = ctx.uid()
      and r.case_id <> all (ctx.no_round_cases());
  if not found then raise exception 'no such question' using errcode = '42501'; end if;
end $$;

-- Lets somebody who had a conflict back in; that they were out stays.
create function ctx.let_in_to_round(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.round_answer a set let_in_by = ctx.uid(), let_in_at = now() from app.round_answer o
    where ctx.runs_meetings() and o.partnership_id = ctx.partnership_id() and o.id = which and ctx.sees_case(o.case_id)
      and o.case_id <> all (ctx.conflicted_cases()) and o.position = 'conflict'
      and a.partnership_id = o.partnership_id and a.case_id = o.case_id and a.account_id = o.account_id and a.position = 'conflict'
      and a.let_in_at is null;
  return found;
end $$;

-- A paper of a question, for whoever is asked it.
create function ctx.round_file(which uuid, wanted uuid, out name text, out kind text, out sha256 bytea, out wrapped bytea,
    out case_id uuid, out number integer, out version integer) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.name, f.kind, f.sha256, k.wrapped, f.case_id, p.number, p.version
  from app.round_paper p join app.file f on f.partnership_id = p.partnership_id and f.id = p.file_id and f.state = 'clean'
    join app.data_key k on k.partnership_id = f.partnership_id and k.id = f.key_id
  where p.partnership_id = (select ctx.partnership_id()) and p.round_id = which and p.file_id = wanted
    and which = any ((select ctx.own_rounds())::uuid[]) $$;

select ctx.guard_case_table(t, 'case_id') from unnest(array['round', 'round_seat', 'round_paper', 'round_answer', 'round_step']) t;
do $$
declare name text;
begin
  foreach name in array array['round', 'round_seat', 'round_paper', 'round_answer', 'round_step'] loop
    execute format('drop policy sees on app.%I', name);
    execute format('drop policy coordinator_adds on app.%I', name);
    execute format('drop policy coordinator_changes on app.%I', name);
    execute format('grant select on app.%I to foresight_app', name);
    execute format('create policy runs on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()))', name);
    execute format('create policy conflicted on app.%I as restrictive for select to foresight_app
      using (case_id <> all ((select ctx.conflicted_cases())::uuid[]))', name);
    if name in ('round', 'round_seat', 'round_paper') then
      execute format('create policy asked on app.%I for select to foresight_app using (partnership_id = (select ctx.partnership_id())
        and %I = any ((select ctx.own_rounds())::uuid[]))', name, case name when 'round' then 'id' else 'round_id' end);
    end if;
  end loop;
end $$;
-- One's own answers, and those of nobody else: each answers without knowing how the others did.
create policy own on app.round_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()) and round_id = any ((select ctx.own_rounds())::uuid[]));

-- Two more kinds of mail, besides whatever kinds there are by now.
do $$ declare kinds text; begin
  select string_agg(quote_literal(kind), ', ') into kinds from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_kind_check' and c.conrelid = 'app.mail'::regclass union select unnest(array['view-asked', 'view-due'])) k;
  alter table app.mail drop constraint mail_kind_check;
  execute format('alter table app.mail add constraint mail_kind_check check (kind in (%s))', kinds);
end $$;
insert into ctx.mail_kind (kind, may, needs)
  select kind, array['partnership', 'address'], array['address'] from unnest(array['view-asked', 'view-due']) kind;

grant execute on function ctx.is_proved(), ctx.prove_again(text), ctx.round_conflicts(), ctx.no_round_cases(), ctx.asked_rounds(), ctx.own_rounds(),
  ctx.asked_of_me(), ctx.own_seats(uuid), ctx.ask_round(uuid, uuid, text, text, text, date, uuid[], uuid[]), ctx.mail_round(uuid),
  ctx.answer_round(uuid, uuid[], text, text, boolean), ctx.end_round(uuid, text, text, boolean), ctx.decide_round(uuid, uuid),
  ctx.let_in_to_round(uuid), ctx.round_file(uuid, uuid) to foresight_app;
grant execute on function ctx.chase_rounds(jsonb) to foresight_worker;
