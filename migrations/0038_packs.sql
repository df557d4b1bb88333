-- The pack of a meeting: the papers of each item, put there one by one by those who see the item, and frozen as numbered versions with a
-- digest of each; who has looked at which; a reader's own copy to take away; and who was invited and what they answered. A paper belongs to
-- its item: to whoever has a conflict in it, or is excluded from its case, it is not there (0036, ctx.shut_items).

create table app.meeting_paper (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), meeting_id uuid not null, item_id uuid not null,
  kind text not null check (kind in ('referral', 'rapid-review', 'document', 'words')),
  -- A reference, or what somebody called it: no child's name belongs here, and none is put here by the service.
  title text not null check (title <> '' and length(title) <= 200),
  -- What the paper says, as plain data from which our own writer makes pages; null for a file that somebody sent.
  content jsonb, file_id uuid,
  -- Of what it is a version, and which: a later version takes the place of an earlier one.
  source uuid not null, version integer not null check (version > 0),
  -- Counted by a job, as the pages come out. A file has one page in the pack, which says where it is.
  pages integer check (pages > 0), sha256 bytea not null default '\x' check (octet_length(sha256) = 32),
  -- Why it came after a version of the pack had been frozen; empty for one that was in time.
  late_why text not null default '' check (length(late_why) <= 500),
  added_by uuid not null references app.account, added_at timestamptz not null default now(),
  off_by uuid references app.account, off_at timestamptz,
  primary key (partnership_id, id), unique (partnership_id, item_id, id),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id),
  foreign key (partnership_id, file_id) references app.file on delete cascade, check ((content is null) <> (file_id is null)),
  check ((off_at is null) = (off_by is null))
);
create unique index meeting_paper_once on app.meeting_paper (partnership_id, item_id, source) where off_at is null;
create index meeting_paper_meeting on app.meeting_paper (partnership_id, meeting_id, item_id, added_at);
create index meeting_paper_file on app.meeting_paper (partnership_id, file_id) where file_id is not null;

create table app.meeting_pack (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), meeting_id uuid not null, number integer not null check (number > 0),
  -- What the front page says of the meeting, as it was when it was frozen.
  header jsonb not null, hash bytea not null check (octet_length(hash) = 32),
  frozen_by uuid not null references app.account, frozen_at timestamptz not null default now(),
  primary key (partnership_id, id), unique (partnership_id, meeting_id, number), foreign key (partnership_id, meeting_id) references app.meeting
);

create table app.meeting_pack_paper (
  partnership_id uuid not null, pack_id uuid not null, paper_id uuid not null, item_id uuid not null,
  -- Counted over everything, and shown to nobody: the numbers that a reader sees are counted over what is there for them.
  ordinal integer not null,
  primary key (partnership_id, pack_id, paper_id), foreign key (partnership_id, pack_id) references app.meeting_pack,
  foreign key (partnership_id, item_id, paper_id) references app.meeting_paper (partnership_id, item_id, id) on delete cascade
);
create index meeting_pack_paper_paper on app.meeting_pack_paper (partnership_id, item_id, paper_id);

-- That somebody has had a paper of a version before them: once each.
create table app.meeting_pack_look (
  partnership_id uuid not null, pack_id uuid not null, paper_id uuid not null, item_id uuid not null,
  account_id uuid not null references app.account, looked_at timestamptz not null default now(),
  primary key (partnership_id, pack_id, paper_id, account_id),
  foreign key (partnership_id, pack_id, paper_id) references app.meeting_pack_paper on delete cascade
);

-- A pack to take away, made for one reader of what was there for them, with their name on every page. It is good for a day; then its bytes go.
create table app.meeting_pack_copy (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), pack_id uuid not null,
  account_id uuid not null references app.account, reader text not null, items uuid[] not null, asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '1 day',
  state text not null default 'making' check (state in ('making', 'ready', 'failed')), pages integer, pdf bytea, sha256 bytea,
  downloaded_at timestamptz,
  primary key (partnership_id, id), foreign key (partnership_id, pack_id) references app.meeting_pack,
  check (state <> 'ready' or (pages is not null and sha256 is not null))
);
create index meeting_pack_copy_pack on app.meeting_pack_copy (partnership_id, pack_id);
create index meeting_pack_copy_account on app.meeting_pack_copy (account_id, partnership_id);
create index meeting_pack_copy_over on app.meeting_pack_copy (expires_at) where pdf is not null;

create table app.meeting_invitation (
  partnership_id uuid not null, meeting_id uuid not null, account_id uuid not null references app.account,
  invited_by uuid not null references app.account, invited_at timestamptz not null default now(),
  -- Of the calendar entry that was mailed last: higher where the meeting was moved.
  sequence integer not null, answer text check (answer in ('coming', 'apologies')), answered_at timestamptz,
  -- Whom they send in their place.
  deputy_name text check (deputy_name <> '' and length(deputy_name) <= 200),
  primary key (partnership_id, meeting_id, account_id), foreign key (partnership_id, meeting_id) references app.meeting,
  check ((answer is null) = (answered_at is null)), check (deputy_name is null or answer = 'apologies')
);

-- Which pack the group had before it when it decided, and which was the newest by then.
alter table app.decision add column pack_id uuid, add column pack_number integer, add column pack_newest integer;
alter table app.decision add constraint decision_pack foreign key (partnership_id, pack_id) references app.meeting_pack;
alter table app.decision add constraint decision_pack_whole check (num_nulls(pack_id, pack_number, pack_newest) in (0, 3) and pack_number <= pack_newest);
create index decision_pack_cited on app.decision (partnership_id, pack_id) where pack_id is not null;

-- A decision that is recorded while a meeting with a pack considers the case: the version that whoever records it has read last of the item, or
-- the newest where they read none, and which was the newest by then. Nobody types it, so nobody can mistake it.
create function ctx.cite_pack() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare item uuid; held uuid;
begin
  select i.id, m.id into item, held from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
    where i.partnership_id = new.partnership_id and i.case_id = new.case_id and i.state = 'open' and m.state = 'running'
    order by m.day desc, i.place limit 1;
  select p.id, p.number, max(p.number) over () into new.pack_id, new.pack_number, new.pack_newest from app.meeting_pack p
    where p.partnership_id = new.partnership_id and p.meeting_id = held
    order by exists (select from app.meeting_pack_look l where l.partnership_id = p.partnership_id and l.pack_id = p.id and l.item_id = item
      and l.account_id = new.recorded_by) desc, p.number desc limit 1;
  return new;
end $$;
create trigger cites before insert on app.decision for each row execute function ctx.cite_pack();

-- A paper says what it says: its digest is the database's, and what comes after a version was frozen says why.
create function ctx.check_meeting_paper() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  new.sha256 := case when new.content is not null then sha256(convert_to(new.content::text, 'UTF8'))
    else (select f.sha256 from app.file f where f.partnership_id = new.partnership_id and f.id = new.file_id) end;
  if new.file_id is not null then new.pages := 1; end if;
  if (new.late_why <> '') <> exists (select from app.meeting_pack p where p.partnership_id = new.partnership_id and p.meeting_id = new.meeting_id) then
    raise exception 'a late paper says why, and no other does' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger digested before insert on app.meeting_paper for each row execute function ctx.check_meeting_paper();

-- Everybody with an account who has a seat at a meeting, or stands in for one, or is in the chair.
create function ctx.meeting_people(at_meeting uuid, out account_id uuid, out stands text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select p.id, min(one.stands) from app.meeting m cross join lateral (
      select h.account_id, case h.stands when 'holder' then '1 holder' else '2 deputy' end as stands from app.review_group_holder h
        join app.review_group_seat s on s.partnership_id = h.partnership_id and s.id = h.seat_id
        where h.partnership_id = m.partnership_id and h.group_id = m.group_id and h.superseded_at is null
          and daterange(h.from_day, h.until_day) @> m.day and daterange(s.from_day, s.until_day) @> m.day
      union all select c.account_id, '1 holder' from app.review_group_chair c
        where c.partnership_id = m.partnership_id and c.group_id = m.group_id and c.superseded_at is null
          and daterange(c.from_day, c.until_day) @> m.day) one join app.account p on p.id = one.account_id and p.disabled_at is null
  where m.partnership_id = (select ctx.partnership_id()) and m.id = at_meeting and ctx.roles_of(p.id, m.partnership_id) <> '{}' group by p.id $$;

-- Who is to read the papers of each item, for those who run the meeting and of items that they see: not whoever has a conflict or is excluded.
create function ctx.pack_readers(at_meeting uuid, out item_id uuid, out account_id uuid, out name text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.id, p.account_id, coalesce(a.name, a.email) from ctx.meeting_people(at_meeting) p join app.account a on a.id = p.account_id
    join app.meeting_item i on i.partnership_id = (select ctx.partnership_id()) and i.meeting_id = at_meeting and i.state <> 'taken-off'
  where p.stands = '1 holder' and (select ctx.runs_meetings()) and i.id <> all ((select ctx.shut_items())::uuid[])
    and not exists (select from app.case_exclusion x
      where x.partnership_id = i.partnership_id and x.case_id = i.case_id and x.account_id = p.account_id and x.ended_at is null)
    and not exists (select from app.meeting_conflict k join app.meeting_item o on o.partnership_id = k.partnership_id and o.id = k.item_id
      where k.partnership_id = i.partnership_id and k.account_id = p.account_id and k.ended_at is null
        and (o.root_id = i.root_id or o.case_id = i.case_id or o.referral_id = i.referral_id)) $$;

-- Freezes what is in the pack as its next version, every item of it, also those that are closed to whoever does it. Answers the version.
create function ctx.freeze_pack(at_meeting uuid, heading jsonb, out id uuid, out number integer) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); held app.meeting;
begin
  select * into held from app.meeting m where m.partnership_id = here and m.id = at_meeting for update;
  if not ctx.runs_meetings() or held.id is null or held.state not in ('planned', 'agenda-out', 'running') then
    raise exception 'this pack cannot be frozen' using errcode = '42501';
  end if;
  id := gen_random_uuid();
  select 1 + coalesce(max(p.number), 0) into number from app.meeting_pack p where p.partnership_id = here and p.meeting_id = at_meeting;
  with papers as materialized (
    select p.id, p.item_id, p.sha256, row_number() over (order by i.place, p.added_at, p.id) as ordinal
    from app.meeting_paper p join app.meeting_item i on i.partnership_id = p.partnership_id and i.id = p.item_id
    where p.partnership_id = here and p.meeting_id = at_meeting and p.off_at is null and i.state <> 'taken-off'),
  made as (insert into app.meeting_pack (partnership_id, id, meeting_id, number, header, hash, frozen_by)
    select here, freeze_pack.id, at_meeting, freeze_pack.number, heading,
      sha256(convert_to(coalesce(string_agg(encode(p.sha256, 'hex'), ',' order by p.ordinal), ''), 'UTF8')), ctx.uid() from papers p)
  insert into app.meeting_pack_paper (partnership_id, pack_id, paper_id, item_id, ordinal)
    select here, freeze_pack.id, p.id, p.item_id, p.ordinal from papers p;
end $$;

-- The papers of this job's pack whose pages nobody has counted yet.
create function ctx.papers_to_count(out id uuid, out content jsonb, out late text, out title text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select p.id, p.content, p.late_why, p.title from app.meeting_pack_paper x
    join app.meeting_paper p on p.partnership_id = x.partnership_id and p.item_id = x.item_id and p.id = x.paper_id
  where ctx.kind() = 'job' and x.partnership_id = (select ctx.partnership_id()) and x.pack_id = (select ctx.subject_id())
    and p.pages is null and p.content is not null order by x.ordinal $$;

create function ctx.note_pages(counted jsonb) returns void language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.meeting_paper p set pages = n.pages from jsonb_to_recordset(counted) as n (id uuid, pages integer), app.meeting_pack_paper x
    where ctx.kind() = 'job' and x.partnership_id = ctx.partnership_id() and x.pack_id = ctx.subject_id()
      and p.partnership_id = x.partnership_id and p.item_id = x.item_id and p.id = x.paper_id and p.id = n.id and p.pages is null;
end $$;

-- Asks for a copy of a version for oneself: of the items that are there for them at this moment.
create function ctx.ask_pack_copy(which uuid) returns uuid language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); made uuid := gen_random_uuid(); wanted app.meeting_pack; theirs uuid[];
begin
  update app.meeting_pack_copy set pdf = null where expires_at <= now() and pdf is not null;
  select * into wanted from app.meeting_pack p where p.partnership_id = here and p.id = which;
  -- Every item of theirs in its order, so that the copy has the numbers of their agenda.
  select coalesce(array_agg(i.id order by i.place), '{}') into theirs from app.meeting_item i
    where i.partnership_id = here and i.meeting_id = wanted.meeting_id and i.state <> 'taken-off' and ctx.sees_item(i.id);
  if ctx.kind() is distinct from 'session' or not exists (select from app.meeting_pack_paper x
      where x.partnership_id = here and x.pack_id = which and x.item_id = any (theirs)) then
    raise exception 'a copy is made for whoever reads the pack' using errcode = '42501';
  end if;
  delete from app.meeting_pack_copy c where c.partnership_id = here and c.account_id = ctx.uid() and c.pack_id = which;
  insert into app.meeting_pack_copy (partnership_id, id, pack_id, account_id, reader, items)
    values (here, made, which, ctx.uid(), coalesce(ctx.name_here(ctx.uid()), ''), theirs);
  return made;
end $$;

-- What the copy of this job is made of; no row once it is made or over. Papers that have no pages yet are counted first, by the other job.
create function ctx.copy_to_make(out reader text, out asked_at timestamptz, out number integer, out header jsonb, out items uuid[], out papers jsonb)
  returns setof record language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select c.reader, c.asked_at, k.number, k.header, c.items,
    (select jsonb_agg(jsonb_build_object('item', i.id, 'kind', i.kind, 'title', i.title, 'reference', i.reference, 'pseudonym', i.pseudonym,
        'referral', i.referral_number, 'paper', p.title, 'content', p.content, 'late', p.late_why, 'pages', p.pages, 'sha256', encode(p.sha256, 'hex')) order by x.ordinal)
      from app.meeting_pack_paper x join app.meeting_paper p on p.partnership_id = x.partnership_id and p.item_id = x.item_id and p.id = x.paper_id
        join app.meeting_item i on i.partnership_id = x.partnership_id and i.id = x.item_id
      where x.partnership_id = c.partnership_id and x.pack_id = c.pack_id and x.item_id = any (c.items))
  from app.meeting_pack_copy c join app.meeting_pack k on k.partnership_id = c.partnership_id and k.id = c.pack_id
  where ctx.kind() = 'job' and c.partnership_id = (select ctx.partnership_id()) and c.id = (select ctx.subject_id())
    and c.state = 'making' and c.expires_at > now() $$;

-- Keeps the copy that this job made; null bytes where it could not be made.
create function ctx.keep_copy(bytes bytea, counted integer) returns void language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.meeting_pack_copy c set state = case when bytes is null then 'failed' else 'ready' end, pdf = bytes, pages = counted, sha256 = sha256(bytes)
    where ctx.kind() = 'job' and c.partnership_id = ctx.partnership_id() and c.id = ctx.subject_id() and c.state = 'making';
  -- What is over a day old goes, whoever's it is.
  update app.meeting_pack_copy set pdf = null where expires_at <= now() and pdf is not null;
end $$;

-- The bytes of one's own copy, for whoever has just proved again who they are; no row for anybody else, nor once an item of it is closed to them.
create function ctx.take_copy(which uuid, out pdf bytea, out number integer) returns setof record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  -- Of migration 0039; called by name when it runs.
  if not ctx.is_proved() then return; end if;
  return query update app.meeting_pack_copy c set downloaded_at = now() from app.meeting_pack k
    where c.partnership_id = ctx.partnership_id() and c.id = which and c.account_id = ctx.uid() and c.state = 'ready' and c.pdf is not null
      and c.expires_at > now() and not (c.items && ctx.shut_items()) and k.partnership_id = c.partnership_id and k.id = c.pack_id
    returning c.pdf, k.number;
end $$;

-- Invitations. A mail about a meeting has the name of the group, the day, the hours and the place, and no other column could bring in more.
alter table ctx.mail_kind add column subject_may text[] not null default array['partnership'];
alter table app.mail drop constraint mail_kind_check;
alter table app.mail add constraint mail_kind_check check (kind in ('referral-outcome', 'referral-question', 'referral-reconsidered',
  'consultation-answered', 'endorsement-asked', 'agency-request', 'agency-request-reminder', 'agency-answer-due', 'agency-answer-late',
  'draft-ending', 'account-changed', 'clock-due', 'dates-moved', 'meeting-invitation', 'meeting-moved', 'meeting-called-off', 'meeting-agenda'));
insert into ctx.mail_kind (kind, may, needs, subject_may)
  select kind, array['partnership', 'address', 'group', 'meeting-day', 'hours', 'place'], array['address'], array['partnership', 'group', 'meeting-day']
  from unnest(array['meeting-invitation', 'meeting-moved', 'meeting-called-off', 'meeting-agenda']) kind;

create or replace function ctx.mail_words_fit(of_kind text, subject text, body text) returns boolean
  language sql stable set search_path = ctx, public, pg_temp as $$
  select coalesce((select regexp_replace(subject, '\{\{(' || array_to_string(k.subject_may, '|') || ')\}\}', '', 'g') !~ '\{\{|\}\}'
    and regexp_replace(body, '\{\{(' || array_to_string(k.may, '|') || ')\}\}', '', 'g') !~ '\{\{|\}\}'
    and not exists (select from unnest(k.needs) need where position('{{' || need || '}}' in body) = 0)
    from ctx.mail_kind k where k.kind = of_kind), false) $$;

create table app.mail_meeting (
  partnership_id uuid not null, mail_id uuid not null, meeting_id uuid not null,
  group_name text not null check (group_name <> '' and group_name !~ '[[:cntrl:]]'), day date not null, begins time not null, ends time not null,
  place text not null, sequence integer not null,
  primary key (partnership_id, mail_id), foreign key (partnership_id, mail_id) references app.mail,
  foreign key (partnership_id, meeting_id) references app.meeting
);
create index mail_meeting_meeting on app.mail_meeting (partnership_id, meeting_id);

-- Mails everybody of a meeting, in the words of a kind; of an invitation only those who have not had it for this day, time and place. Answers the
-- mails, with whether a job is to send each.
create function ctx.mail_meeting(at_meeting uuid, of_kind text, called text, out id uuid, out goes_out boolean) returns setof record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); held app.meeting; one record; said text;
begin
  select * into held from app.meeting m where m.partnership_id = here and m.id = at_meeting for update;
  if not ctx.runs_meetings() or held.id is null or of_kind not in ('meeting-invitation', 'meeting-moved', 'meeting-called-off', 'meeting-agenda') then
    raise exception 'those who run a meeting invite to it' using errcode = '42501';
  end if;
  for one in select p.account_id, a.email, i.account_id as invited, i.sequence from ctx.meeting_people(at_meeting) p
      join app.account a on a.id = p.account_id
      left join app.meeting_invitation i on i.partnership_id = here and i.meeting_id = at_meeting and i.account_id = p.account_id union all
    -- Who was invited and has no seat there any longer is told all the same when it is moved or called off.
    select i.account_id, a.email, i.account_id, i.sequence from app.meeting_invitation i join app.account a on a.id = i.account_id
      where i.partnership_id = here and i.meeting_id = at_meeting and of_kind in ('meeting-moved', 'meeting-called-off')
        and i.account_id not in (select p.account_id from ctx.meeting_people(at_meeting) p)
  loop
    continue when of_kind = 'meeting-invitation' and one.invited is not null;
    continue when of_kind in ('meeting-moved', 'meeting-called-off') and one.invited is null;
    select w.id, w.goes_out into id, goes_out from ctx.write_mail(one.email, of_kind) w;
    insert into app.mail_meeting (partnership_id, mail_id, meeting_id, group_name, day, begins, ends, place, sequence)
      values (here, id, at_meeting, called, held.day, held.begins, held.ends, held.place, held.version);
    if of_kind <> 'meeting-agenda' then
      insert into app.meeting_invitation as v (partnership_id, meeting_id, account_id, invited_by, sequence)
        values (here, at_meeting, one.account_id, ctx.uid(), held.version)
        on conflict (partnership_id, meeting_id, account_id) do update set sequence = excluded.sequence,
          -- Another day or time is another question.
          answer = case when of_kind = 'meeting-moved' then null else v.answer end,
          answered_at = case when of_kind = 'meeting-moved' then null else v.answered_at end,
          deputy_name = case when of_kind = 'meeting-moved' then null else v.deputy_name end;
    end if;
    return next;
  end loop;
end $$;

-- One's own answer to an invitation. An apology stands on the record of who is there at once, for every seat of theirs.
create function ctx.answer_meeting(at_meeting uuid, said text, deputy text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); held app.meeting;
begin
  select * into held from app.meeting m where m.partnership_id = here and m.id = at_meeting and m.state in ('planned', 'agenda-out') for update;
  update app.meeting_invitation i set answer = said, answered_at = now(), deputy_name = deputy
    where ctx.kind() = 'session' and held.id is not null and i.partnership_id = here and i.meeting_id = at_meeting and i.account_id = ctx.uid();
  if not found then return false; end if;
  insert into app.meeting_attendance (partnership_id, meeting_id, seat_id, account_id, stands, capacity, presence, recorded_by)
    select here, at_meeting, s.id, case when said = 'apologies' then ctx.uid() end, 'holder', s.capacity,
      case when said = 'apologies' then 'apologies' else 'unsaid' end, ctx.uid()
    from app.review_group_holder h join app.review_group_seat s on s.partnership_id = h.partnership_id and s.id = h.seat_id
    where h.partnership_id = here and h.group_id = held.group_id and h.account_id = ctx.uid() and h.stands = 'holder' and h.superseded_at is null
      and daterange(h.from_day, h.until_day) @> held.day and daterange(s.from_day, s.until_day) @> held.day
      and (said = 'apologies' or exists (select from app.meeting_attendance a where a.partnership_id = here and a.meeting_id = at_meeting
        and a.seat_id = s.id and a.account_id = ctx.uid() and a.presence = 'apologies'));
  return true;
end $$;

do $$
declare name text; account text;
begin
  for name, account in values ('meeting_paper', 'added_by'), ('meeting_paper', 'off_by'), ('meeting_pack', 'frozen_by'),
    ('meeting_pack_look', 'account_id'), ('meeting_invitation', 'account_id'), ('meeting_invitation', 'invited_by') loop
    execute format('create index on app.%I (%I)', name, account);
  end loop;
  foreach name in array array['meeting_paper', 'meeting_pack', 'meeting_pack_paper', 'meeting_pack_look', 'meeting_pack_copy', 'meeting_invitation',
    'mail_meeting'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
    if name <> 'meeting_pack_copy' then execute format('grant select on app.%I to foresight_app', name); end if;
  end loop;
  foreach name in array array['meeting_paper', 'meeting_pack_paper', 'meeting_pack_look'] loop
    execute format('create policy shut on app.%I as restrictive to foresight_app using (item_id <> all ((select ctx.shut_items())::uuid[]))
      with check (item_id <> all ((select ctx.shut_items())::uuid[]))', name);
  end loop;
end $$;

-- What is in the pack but not frozen yet is for those who run the meeting. What was frozen, whoever has the item reads; the policies of the
-- meeting and the item decide.
create policy reads on app.meeting_paper for select to foresight_app using ( partnership_id = (select ctx.partnership_id())
  and ((select ctx.runs_meetings()) or exists (select from app.meeting_pack_paper x
    where x.partnership_id = meeting_paper.partnership_id and x.item_id = meeting_paper.item_id and x.paper_id = meeting_paper.id)));
create policy runs_adds on app.meeting_paper for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and added_by = (select ctx.uid()) and off_at is null
  and exists (select from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
    where i.partnership_id = meeting_paper.partnership_id and i.id = meeting_paper.item_id and m.state in ('planned', 'agenda-out', 'running'))
  -- A file that they see, and that passed its check. What is for an agency, the office or the notifier alone does not go into a pack.
  and (file_id is null or exists (select from app.file f left join app.document d on d.partnership_id = f.partnership_id and d.id = f.document_id
    where f.partnership_id = meeting_paper.partnership_id and f.id = meeting_paper.file_id and f.state = 'clean'
      and (f.document_id is null or (d.seen_by = 'everybody' and d.withdrawn_at is null)))));
create policy runs_takes_off on app.meeting_paper for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and off_at is null
    and exists (select from app.meeting m where m.partnership_id = meeting_paper.partnership_id and m.id = meeting_paper.meeting_id
      and m.state in ('planned', 'agenda-out', 'running'))) with check (partnership_id = (select ctx.partnership_id()) and off_by = (select ctx.uid()));
grant insert (partnership_id, meeting_id, item_id, kind, title, content, file_id, source, version, late_why, added_by) on app.meeting_paper to foresight_app;
grant update (off_by, off_at) on app.meeting_paper to foresight_app;

create policy reads on app.meeting_pack for select to foresight_app using (partnership_id = (select ctx.partnership_id())
  and exists (select from app.meeting m where m.partnership_id = meeting_pack.partnership_id and m.id = meeting_pack.meeting_id
    and ((select ctx.runs_meetings()) or m.agenda_out_at is not null)));
create policy reads on app.meeting_pack_paper for select to foresight_app using (partnership_id = (select ctx.partnership_id())
  and exists (select from app.meeting_item i where i.partnership_id = meeting_pack_paper.partnership_id and i.id = meeting_pack_paper.item_id)
  and exists (select from app.meeting_pack p where p.partnership_id = meeting_pack_paper.partnership_id and p.id = meeting_pack_paper.pack_id));

-- A file that is in a pack is there for whoever reads that pack, with the key that opens it, unless its document was withdrawn.
create function ctx.pack_file(which uuid, out kind text, out sha256 bytea, out owner uuid, out key bytea) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.kind, f.sha256, coalesce(f.referral_id, f.case_id), k.wrapped
  from app.meeting_paper p join app.file f on f.partnership_id = p.partnership_id and f.id = p.file_id
    join app.data_key k on k.partnership_id = f.partnership_id and k.id = f.key_id
    left join app.document d on d.partnership_id = f.partnership_id and d.id = f.document_id
  where p.partnership_id = ctx.partnership_id() and p.id = which and f.state = 'clean' and d.withdrawn_at is null and ctx.sees_item(p.item_id)
    and (ctx.runs_meetings() or exists (select from app.meeting_pack_paper x
      where x.partnership_id = p.partnership_id and x.item_id = p.item_id and x.paper_id = p.id)) $$;

create policy own on app.meeting_pack_look for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (account_id = (select ctx.uid()) or (select ctx.runs_meetings())));
create policy own_adds on app.meeting_pack_look for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid())
  and exists (select from app.meeting_pack_paper x where x.partnership_id = meeting_pack_look.partnership_id
    and x.pack_id = meeting_pack_look.pack_id and x.paper_id = meeting_pack_look.paper_id and x.item_id = meeting_pack_look.item_id));
grant insert (partnership_id, pack_id, paper_id, item_id, account_id) on app.meeting_pack_look to foresight_app;

-- One's own, and only while everything in it is still there for them. Its bytes are taken by ctx.take_copy and in no other way.
create policy own on app.meeting_pack_copy for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()) and expires_at > now()
  and not (items && (select ctx.shut_items())::uuid[]));
grant select (partnership_id, id, pack_id, account_id, items, asked_at, expires_at, state, pages, downloaded_at) on app.meeting_pack_copy to foresight_app;

create policy own_or_runs on app.meeting_invitation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (account_id = (select ctx.uid()) or (select ctx.runs_meetings())));
create policy administrator on app.mail_meeting for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
create policy job on app.mail_meeting for select to foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'job' and mail_id = (select ctx.subject_id()));
grant select on app.mail_meeting to foresight_worker;

grant execute on function ctx.pack_readers(uuid), ctx.freeze_pack(uuid, jsonb), ctx.ask_pack_copy(uuid),
  ctx.take_copy(uuid), ctx.pack_file(uuid), ctx.mail_meeting(uuid, text, text), ctx.answer_meeting(uuid, text, text) to foresight_app;
grant execute on function ctx.papers_to_count(), ctx.note_pages(jsonb), ctx.copy_to_make(), ctx.keep_copy(bytea, integer) to foresight_worker;
