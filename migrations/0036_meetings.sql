-- Meetings of a group: when and where, what is on the agenda, who was there, who had to leave for an item, and the minutes. Whoever has
-- declared a conflict of interest in an item, or is excluded from its case, has no such item: not the row, not its minutes, not the
-- conflict itself. A conflict in an item about a case or a referral holds for every item about it, and for what is held over from it,
-- until they are let back in. src/meetings tries it byte for byte.

create table app.meeting (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  day date not null, begins time not null, ends time not null,
  -- Goes into calendar files, and so names no child and no case.
  place text not null check (place <> '' and length(place) <= 200),
  state text not null default 'planned' check (state in ('planned', 'agenda-out', 'running', 'held', 'minutes-approved', 'called-off')),
  called_off_why text not null default '' check (length(called_off_why) <= 2000),
  -- From then on those with a seat see the agenda, and the minutes.
  agenda_out_at timestamptz, circulated_at timestamptz,
  -- The later meeting at which its minutes were approved.
  approved_at_meeting uuid,
  version integer not null default 1,
  made_by uuid not null references app.account, made_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  foreign key (partnership_id, approved_at_meeting) references app.meeting,
  check (begins < ends),
  check ((state = 'called-off') = (called_off_why <> '')),
  check ((state = 'minutes-approved') = (approved_at_meeting is not null))
);
create index meeting_listed on app.meeting (partnership_id, day, begins, id);
create index meeting_group on app.meeting (partnership_id, group_id, day);
create index meeting_approved_at on app.meeting (partnership_id, approved_at_meeting) where approved_at_meeting is not null;

-- One sequence for all: two items never have the same place, and a place that somebody cannot see leaves no mark on those that they can.
create sequence app.meeting_item_place;

create table app.meeting_item (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  meeting_id uuid not null,
  -- The item of an earlier meeting from which this one was held over in the end; its own where it was not.
  root_id uuid not null,
  kind text not null check (kind in ('last-minutes', 'matters-arising', 'referral', 'case', 'rapid-review', 'review', 'other')),
  -- An item about a case or a referral has no title of its own: it goes by reference and pseudonym.
  title text not null default '' check (length(title) <= 200),
  case_id uuid, reference text, pseudonym text,
  referral_id uuid, referral_number integer,
  place bigint not null default nextval('app.meeting_item_place'),
  minutes integer not null default 10 check (minutes between 1 and 480),
  state text not null default 'open' check (state in ('open', 'held-over', 'taken-off')),
  added_by uuid not null references app.account, added_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, meeting_id, id),
  foreign key (partnership_id, meeting_id) references app.meeting,
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, referral_id) references app.referral,
  check ((kind in ('case', 'rapid-review', 'review')) = (case_id is not null)),
  check ((case_id is null) = (reference is null) and (case_id is null) = (pseudonym is null)),
  check ((kind = 'referral') = (referral_id is not null) and (referral_id is null) = (referral_number is null)),
  check ((kind in ('last-minutes', 'matters-arising', 'other')) = (title <> ''))
);
create unique index meeting_item_once on app.meeting_item (partnership_id, meeting_id, kind, coalesce(case_id, referral_id))
  where kind in ('case', 'rapid-review', 'review', 'referral') and state = 'open';
create index meeting_item_meeting on app.meeting_item (partnership_id, meeting_id, place);
create index meeting_item_case on app.meeting_item (partnership_id, case_id) where case_id is not null;
create index meeting_item_referral on app.meeting_item (partnership_id, referral_id) where referral_id is not null;
create index meeting_item_root on app.meeting_item (partnership_id, root_id);

-- Who was there, for which seat and in which capacity. Nothing is written over: the last that was said of a seat or a person holds.
create table app.meeting_attendance (
  partnership_id uuid not null, id bigint generated always as identity,
  meeting_id uuid not null,
  seat_id uuid,
  account_id uuid references app.account,
  person_name text check (person_name <> '' and length(person_name) <= 200),
  stands text check (stands in ('holder', 'deputy')),
  capacity text not null check (capacity in ('member', 'attending', 'information')),
  presence text not null check (presence in ('present', 'apologies', 'left', 'unsaid')),
  recorded_by uuid not null references app.account, recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, meeting_id) references app.meeting,
  foreign key (partnership_id, seat_id) references app.review_group_seat,
  check ((seat_id is null) = (stands is null)),
  check (presence = 'unsaid' or num_nonnulls(account_id, person_name) = 1)
);
create index meeting_attendance_meeting on app.meeting_attendance (partnership_id, meeting_id, id);
create index meeting_attendance_seat on app.meeting_attendance (partnership_id, seat_id) where seat_id is not null;
create index meeting_attendance_account on app.meeting_attendance (account_id) where account_id is not null;

create table app.meeting_conflict (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  meeting_id uuid not null, item_id uuid not null,
  account_id uuid references app.account,
  person_name text check (person_name <> '' and length(person_name) <= 200),
  declared_by uuid not null references app.account, declared_at timestamptz not null default now(),
  ended_by uuid references app.account, ended_at timestamptz,
  primary key (partnership_id, id),
  unique (partnership_id, item_id, id),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id),
  check (num_nonnulls(account_id, person_name) = 1),
  check ((ended_at is null) = (ended_by is null))
);
create unique index meeting_conflict_once on app.meeting_conflict (partnership_id, item_id, coalesce(account_id::text, lower(person_name)))
  where ended_at is null;
create index meeting_conflict_item on app.meeting_conflict (partnership_id, meeting_id, item_id);
create index meeting_conflict_account on app.meeting_conflict (account_id, partnership_id) where account_id is not null;

-- Why, apart from that: for those who run the meeting, and not for everybody who sits in it.
create table app.meeting_conflict_reason (
  partnership_id uuid not null, conflict_id uuid not null, item_id uuid not null,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  primary key (partnership_id, conflict_id),
  foreign key (partnership_id, item_id, conflict_id) references app.meeting_conflict (partnership_id, item_id, id)
);
create index meeting_conflict_reason_item on app.meeting_conflict_reason (partnership_id, item_id, conflict_id);

-- The minutes of an item as they were written; of two that were written over the same one the second is asked which to keep.
create table app.meeting_note (
  partnership_id uuid not null, meeting_id uuid not null, item_id uuid not null,
  version integer not null check (version > 0),
  words text not null check (length(words) <= 20000),
  written_by uuid not null references app.account, written_at timestamptz not null default now(),
  primary key (partnership_id, item_id, version),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id)
);
create index meeting_note_item on app.meeting_note (partnership_id, meeting_id, item_id);

create table app.meeting_action (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  meeting_id uuid not null, item_id uuid not null,
  words text not null check (words <> '' and length(words) <= 2000),
  owner text not null check (owner <> '' and length(owner) <= 200),
  due_on date,
  noted_by uuid not null references app.account, noted_at timestamptz not null default now(),
  struck_by uuid references app.account, struck_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id),
  check ((struck_at is null) = (struck_by is null))
);
create index meeting_action_item on app.meeting_action (partnership_id, meeting_id, item_id);

-- The minutes as they went out, item by item, so that an item that is closed to somebody is missing for them and nothing else is.
create table app.meeting_minutes (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  meeting_id uuid not null,
  number integer not null, kind text not null check (kind in ('circulated', 'corrected', 'approved')),
  header jsonb not null,
  -- Over the header and every item; whoever has fewer items is shown the digest of what they have.
  hash bytea not null check (length(hash) = 32),
  made_by uuid not null references app.account, made_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, meeting_id, number),
  unique (partnership_id, meeting_id, id),
  foreign key (partnership_id, meeting_id) references app.meeting
);

create table app.meeting_minutes_item (
  partnership_id uuid not null, minutes_id uuid not null, meeting_id uuid not null,
  item_id uuid not null,
  ordinal integer not null,
  content jsonb not null, hash bytea not null check (length(hash) = 32),
  primary key (partnership_id, minutes_id, item_id),
  foreign key (partnership_id, meeting_id, minutes_id) references app.meeting_minutes (partnership_id, meeting_id, id),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id)
);
create index meeting_minutes_item_minutes on app.meeting_minutes_item (partnership_id, meeting_id, minutes_id);
create index meeting_minutes_item_item on app.meeting_minutes_item (partnership_id, meeting_id, item_id);

-- Whoever runs meetings: a coordinator or a chair.
create function ctx.runs_meetings() returns boolean language sql stable as $$ select ctx.has_role('coordinator', 'chair') $$;

-- The groups in which whoever acts has a seat, or stands in for one, on a day.
create function ctx.seat_groups(at date) returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct one.group_id), '{}') from (
    select h.group_id from app.review_group_holder h
      join app.review_group_seat s on s.partnership_id = h.partnership_id and s.id = h.seat_id
      where h.account_id = (select ctx.uid()) and h.partnership_id = (select ctx.partnership_id()) and h.superseded_at is null
        and daterange(h.from_day, h.until_day) @> at and daterange(s.from_day, s.until_day) @> at
    union all
    select c.group_id from app.review_group_chair c
      where c.account_id = (select ctx.uid()) and c.partnership_id = (select ctx.partnership_id()) and c.superseded_at is null
        and daterange(c.from_day, c.until_day) @> at) one
  where ctx.has_role('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer')
$$;

-- The meetings to come at which they will have one. What is past goes by the seat of today: whoever has left the group reads it no more.
create function ctx.coming_meetings() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(m.id), '{}') from app.meeting m
  where m.partnership_id = (select ctx.partnership_id()) and m.day > (select ctx.today()) and m.group_id = any (ctx.seat_groups(m.day))
$$;

-- The items that are not there for whoever acts: those of cases that they are excluded from, and those in which they have a conflict.
create function ctx.shut_items() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with own as materialized (
    select i.root_id, i.case_id, i.referral_id from app.meeting_conflict k
    join app.meeting_item i on i.partnership_id = k.partnership_id and i.id = k.item_id
    where k.account_id = (select ctx.uid()) and k.partnership_id = (select ctx.partnership_id()) and k.ended_at is null),
  cases as materialized (
    select unnest(ctx.shut_cases()) as id
    union select o.case_id from own o where o.case_id is not null
    union select r.case_id from own o join app.case_referral r
      on r.partnership_id = (select ctx.partnership_id()) and r.referral_id = o.referral_id),
  referrals as materialized (
    select o.referral_id as id from own o where o.referral_id is not null
    union select r.referral_id from app.case_referral r
      where r.partnership_id = (select ctx.partnership_id()) and r.case_id in (select c.id from cases c))
  select coalesce(array_agg(i.id), '{}') from app.meeting_item i
  where i.partnership_id = (select ctx.partnership_id())
    and (i.case_id in (select c.id from cases c) or i.referral_id in (select r.id from referrals r) or i.root_id in (select o.root_id from own o))
$$;

-- The cases in which they have a conflict at a meeting: these are not offered to them for an agenda.
create function ctx.conflicted_cases() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct i.case_id), '{}') from app.meeting_item i
  where i.partnership_id = (select ctx.partnership_id()) and i.case_id is not null and i.id = any (ctx.shut_items())
$$;

create function ctx.sees_item(which uuid) returns boolean language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(ctx.kind() = 'session' and which <> all (ctx.shut_items()) and exists (
    select from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
    where i.partnership_id = (select ctx.partnership_id()) and i.id = which
      and (ctx.runs_meetings() or (m.agenda_out_at is not null and i.state <> 'taken-off'
        and m.group_id = any (ctx.seat_groups(greatest(m.day, ctx.today())))))), false)
$$;

-- Everything of an item as the minutes have it: the words that were written last, the decisions on its case that were recorded for the
-- day, the actions, and who was out. Nobody is granted this; the two functions below say who gets it.
create function ctx.made_content(which uuid) returns jsonb language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select jsonb_build_object('kind', i.kind, 'title', i.title, 'reference', i.reference, 'pseudonym', i.pseudonym,
    'referral', i.referral_number, 'state', i.state,
    'words', coalesce((select n.words from app.meeting_note n where n.partnership_id = i.partnership_id and n.item_id = i.id
      order by n.version desc limit 1), ''),
    'decisions', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'outcome', d.outcome, 'reasons', d.reasons) order by d.recorded_at), '[]')
      from app.decision d where d.partnership_id = i.partnership_id and d.case_id = i.case_id and d.day = m.day),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'words', a.words, 'owner', a.owner, 'due', a.due_on)
        order by a.noted_at, a.id), '[]')
      from app.meeting_action a where a.partnership_id = i.partnership_id and a.item_id = i.id and a.struck_at is null),
    'out', (select coalesce(jsonb_agg(distinct coalesce(k.person_name, p.name, p.email)), '[]')
      from app.meeting_item o join app.meeting_conflict k on k.partnership_id = o.partnership_id and k.item_id = o.id and k.ended_at is null
        left join app.account p on p.id = k.account_id
      where o.partnership_id = i.partnership_id and (o.root_id = i.root_id or o.case_id = i.case_id or o.referral_id = i.referral_id)))
  from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
  where i.partnership_id = ctx.partnership_id() and i.id = which
$$;

-- The same as it stands, for those who run the meeting and see the item.
create function ctx.item_content(which uuid) returns jsonb language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select case when ctx.runs_meetings() and ctx.sees_item(which) then ctx.made_content(which) end
$$;

-- Everybody who runs meetings here today, for one another: any of them may have a conflict without having a seat.
create function ctx.meeting_runners(out account_id uuid, out name text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select distinct a.id, coalesce(a.name, a.email) from app.membership b join app.account a on a.id = b.account_id
  where ctx.runs_meetings() and b.partnership_id = (select ctx.partnership_id()) and b.role in ('coordinator', 'chair')
    and a.disabled_at is null and b.from_day <= (select ctx.today()) and (b.until_day is null or b.until_day > (select ctx.today()))
$$;

-- Declares a conflict in an item that one sees: one's own, or, for those who run the meeting, somebody else's. Null where there is one already.
create function ctx.declare_conflict(which uuid, who uuid, called text, why text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid; at_meeting uuid;
begin
  select i.meeting_id into at_meeting from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
    where i.partnership_id = here and i.id = which and m.state not in ('minutes-approved', 'called-off');
  if at_meeting is null or not ctx.sees_item(which) or not (ctx.runs_meetings() or coalesce(who = ctx.uid(), false))
    or (who is not null and not exists (select from app.membership b where b.partnership_id = here and b.account_id = who)) then
    raise exception 'a conflict is declared by whoever has it, or by those who run the meeting' using errcode = '42501';
  end if;
  insert into app.meeting_conflict (partnership_id, meeting_id, item_id, account_id, person_name, declared_by)
    values (here, at_meeting, which, who, called, ctx.uid()) on conflict do nothing returning id into made;
  if made is not null then
    insert into app.meeting_conflict_reason (partnership_id, conflict_id, item_id, reason) values (here, made, which, why);
  end if;
  return made;
end
$$;

-- Freezes the minutes as a version, every item of them, also those that are closed to whoever does it. Answers its number.
create function ctx.freeze_minutes(which uuid, what text, heading jsonb, at_meeting uuid) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid := gen_random_uuid(); counted integer; held app.meeting;
begin
  select * into held from app.meeting m where m.partnership_id = here and m.id = which for update;
  if not ctx.runs_meetings() or held.id is null or held.state <> 'held'
    or (what = 'approved') <> (at_meeting is not null)
    or (what = 'approved' and (held.circulated_at is null or not exists (select from app.meeting l where l.partnership_id = here
      and l.id = at_meeting and l.group_id = held.group_id and l.day > held.day and l.state in ('running', 'held', 'minutes-approved')))) then
    raise exception 'these minutes cannot go out so' using errcode = '42501';
  end if;
  select 1 + coalesce(max(v.number), 0) into counted from app.meeting_minutes v where v.partnership_id = here and v.meeting_id = which;
  insert into app.meeting_minutes (partnership_id, id, meeting_id, number, kind, header, hash, made_by)
    values (here, made, which, counted, what, heading, sha256(''), ctx.uid());
  insert into app.meeting_minutes_item (partnership_id, minutes_id, meeting_id, item_id, ordinal, content, hash)
    select here, made, which, o.id, o.ordinal, o.content, sha256(convert_to(o.content::text, 'UTF8'))
    from (select i.id, row_number() over (order by i.place) as ordinal, ctx.made_content(i.id) as content
      from app.meeting_item i where i.partnership_id = here and i.meeting_id = which and i.state <> 'taken-off') o;
  update app.meeting_minutes v set hash = sha256(convert_to(v.header::text || coalesce((select string_agg(encode(i.hash, 'hex'), ',' order by i.ordinal)
      from app.meeting_minutes_item i where i.partnership_id = here and i.minutes_id = made), ''), 'UTF8'))
    where v.partnership_id = here and v.id = made;
  update app.meeting m set circulated_at = coalesce(m.circulated_at, now()), version = m.version + 1,
      state = case when what = 'approved' then 'minutes-approved' else m.state end, approved_at_meeting = at_meeting
    where m.partnership_id = here and m.id = which;
  return counted;
end
$$;

do $$
declare name text; writer text; stages text; also text;
begin
  foreach name in array array['meeting', 'meeting_item', 'meeting_attendance', 'meeting_conflict', 'meeting_conflict_reason', 'meeting_note',
    'meeting_action', 'meeting_minutes', 'meeting_minutes_item'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
    execute format('grant select on app.%I to foresight_app', name);
  end loop;
  -- What belongs to an item is shut with it, whatever else is granted.
  foreach name in array array['meeting_item', 'meeting_conflict', 'meeting_conflict_reason', 'meeting_note', 'meeting_action', 'meeting_minutes_item'] loop
    execute format('create policy shut on app.%I as restrictive to foresight_app using (%2$I <> all ((select ctx.shut_items())::uuid[]))
      with check (%2$I <> all ((select ctx.shut_items())::uuid[]))', name, case when name = 'meeting_item' then 'id' else 'item_id' end);
  end loop;
  -- What is written at a meeting is for those who run it, until it goes out as minutes. A conflict is one of these, and so is its reason.
  foreach name in array array['meeting_conflict', 'meeting_conflict_reason', 'meeting_note', 'meeting_action'] loop
    execute format('create policy runs on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()))', name);
  end loop;
  foreach name in array array['meeting_attendance', 'meeting_minutes', 'meeting_minutes_item'] loop
    execute format('create policy reads on app.%1$I for select to foresight_app using (partnership_id = (select ctx.partnership_id())
      and exists (select from app.meeting m where m.partnership_id = %1$I.partnership_id and m.id = %1$I.meeting_id))', name);
  end loop;
  -- Those who run meetings write, each in their own name, and only at the stage at which it is written.
  for name, writer, stages, also in values
    ('meeting_attendance', 'recorded_by', '{planned,agenda-out,running,held}', 'true'),
    ('meeting_note', 'written_by', '{running,held}', 'true'),
    ('meeting_action', 'noted_by', '{running,held}', 'struck_at is null'),
    ('meeting_item', 'added_by', '{planned,agenda-out,running}', '(case_id is null or exists (select from app.case_file c
        where c.partnership_id = meeting_item.partnership_id and c.id = meeting_item.case_id))
      and (referral_id is null or exists (select from app.referral r
        where r.partnership_id = meeting_item.partnership_id and r.id = meeting_item.referral_id))') loop
    execute format('create policy runs_adds on app.%1$I for insert to foresight_app with check (partnership_id = (select ctx.partnership_id())
      and (select ctx.runs_meetings()) and %2$I = (select ctx.uid()) and %4$s and exists (select from app.meeting m
        where m.partnership_id = %1$I.partnership_id and m.id = %1$I.meeting_id and m.state = any (%3$L::text[])))', name, writer, stages, also);
    execute format('grant insert on app.%I to foresight_app', name);
  end loop;
  for name, writer in values ('meeting', 'made_by'), ('meeting_item', 'added_by'), ('meeting_attendance', 'recorded_by'),
    ('meeting_conflict', 'declared_by'), ('meeting_conflict', 'ended_by'), ('meeting_note', 'written_by'), ('meeting_action', 'noted_by'),
    ('meeting_action', 'struck_by'), ('meeting_minutes', 'made_by') loop
    execute format('create index on app.%I (%I)', name, writer);
  end loop;
end
$$;

create policy reads on app.meeting for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.runs_meetings())
    or (day <= (select ctx.today()) and group_id = any ((select ctx.seat_groups(ctx.today()))::uuid[]))
    or id = any ((select ctx.coming_meetings())::uuid[])));
create policy runs_adds on app.meeting for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and made_by = (select ctx.uid()) and state = 'planned');
-- Minutes are approved by ctx.freeze_minutes and in no other way, and nothing of a meeting changes afterwards.
create policy runs_changes on app.meeting for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and state not in ('minutes-approved', 'called-off'))
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and state <> 'minutes-approved');

create policy reads on app.meeting_item for select to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and exists (select from app.meeting m where m.partnership_id = meeting_item.partnership_id and m.id = meeting_item.meeting_id
    and ((select ctx.runs_meetings()) or (m.agenda_out_at is not null and meeting_item.state <> 'taken-off'))));
create policy runs_changes on app.meeting_item for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings())
    and exists (select from app.meeting m where m.partnership_id = meeting_item.partnership_id and m.id = meeting_item.meeting_id
      and m.state not in ('minutes-approved', 'called-off')))
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()));

-- Somebody is let back in; the record that they were out stays.
create policy runs_ends on app.meeting_conflict for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and ended_at is null
    and exists (select from app.meeting m where m.partnership_id = meeting_conflict.partnership_id and m.id = meeting_conflict.meeting_id
      and m.state not in ('minutes-approved', 'called-off')))
  with check (partnership_id = (select ctx.partnership_id()) and ended_by = (select ctx.uid()));

create policy runs_strikes on app.meeting_action for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and struck_at is null
    and exists (select from app.meeting m where m.partnership_id = meeting_action.partnership_id and m.id = meeting_action.meeting_id
      and m.state in ('running', 'held')))
  with check (partnership_id = (select ctx.partnership_id()) and struck_by = (select ctx.uid()));

grant insert on app.meeting to foresight_app;
grant update (day, begins, ends, place, state, called_off_why, agenda_out_at, version) on app.meeting to foresight_app;
grant update (place, minutes, state) on app.meeting_item to foresight_app;
grant update (ended_by, ended_at) on app.meeting_conflict to foresight_app;
grant update (struck_by, struck_at) on app.meeting_action to foresight_app;
grant usage on sequence app.meeting_item_place to foresight_app;
grant execute on function ctx.runs_meetings(), ctx.seat_groups(date), ctx.coming_meetings(), ctx.shut_items(), ctx.conflicted_cases(),
  ctx.sees_item(uuid), ctx.item_content(uuid), ctx.meeting_runners(), ctx.declare_conflict(uuid, uuid, text, text), ctx.freeze_minutes(uuid, text, jsonb, uuid)
  to foresight_app;
