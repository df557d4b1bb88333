-- Groups: the partnership's own group that considers cases, the small one of the three partners, and others, with every name, seat, holder,
-- chair, quorum and remit that held on a day. An old record then reads as its day had it, and what is decided for next month can stand
-- already. A row that held for a time is never changed: it is superseded, and the rows that take its place say what holds instead.

create extension if not exists btree_gist;

create table app.review_group (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- The group that considers cases; the three partners' small one for rapid reviews; any other, as one that watches action plans.
  kind text not null check (kind in ('main', 'core', 'other')),
  from_day date,
  until_day date,
  -- Nobody, where it was there before anybody could say so here.
  made_by uuid references app.account,
  made_at timestamptz not null default now(),
  ended_by uuid references app.account,
  ended_at timestamptz,
  primary key (partnership_id, id),
  check (from_day is null or until_day is null or from_day < until_day),
  check ((ended_at is null) = (until_day is null)),
  -- A case is considered in one place: no two of these at one time.
  constraint review_group_one exclude using gist (partnership_id with =, kind with =, daterange(from_day, until_day) with &&) where (kind <> 'other')
);
create index review_group_made_by on app.review_group (made_by) where made_by is not null;
create index review_group_ended_by on app.review_group (ended_by) where ended_by is not null;

-- What it was called. A null day is open; names do not overlap.
create table app.review_group_name (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  name text not null check (name <> '' and length(name) <= 200),
  abbreviation text check (abbreviation <> '' and length(abbreviation) <= 20),
  from_day date,
  until_day date,
  -- Whether the days are known, or only the month, or only the order of the names; pages say so.
  known text not null default 'day' check (known in ('day', 'month', 'order')),
  note text check (note <> '' and length(note) <= 500),
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_name_tiles exclude using gist (partnership_id with =, group_id with =, daterange(from_day, until_day) with &&) where (superseded_at is null)
);

-- What it is for and how it works, in its own words.
create table app.review_group_terms (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  words text not null check (words <> '' and length(words) <= 20000),
  from_day date,
  until_day date,
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_terms_tiles exclude using gist (partnership_id with =, group_id with =, daterange(from_day, until_day) with &&) where (superseded_at is null)
);

-- A seat is a post in the group and no person: the designated nurse's. It ends once; a seat that changes is another seat.
create table app.review_group_seat (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  -- Public: it stands on the page of how a case is considered, and so names no person.
  name text not null check (name <> '' and length(name) <= 200),
  agency_id uuid,
  capacity text not null check (capacity in ('member', 'attending')),
  from_day date,
  until_day date,
  made_by uuid references app.account,
  made_at timestamptz not null default now(),
  ended_by uuid references app.account,
  ended_at timestamptz,
  primary key (partnership_id, id),
  unique (partnership_id, group_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  foreign key (partnership_id, agency_id) references app.agency,
  check (from_day is null or until_day is null or from_day < until_day),
  check ((ended_at is null) = (until_day is null))
);
create unique index review_group_seat_name on app.review_group_seat (partnership_id, group_id, lower(name)) where until_day is null;
create index review_group_seat_agency on app.review_group_seat (partnership_id, agency_id) where agency_id is not null;

-- Who has a seat, and who stands in: an account, or a name where somebody has none. A deputy is the deputy of whoever has the seat that day.
create table app.review_group_holder (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  seat_id uuid not null,
  stands text not null check (stands in ('holder', 'deputy')),
  account_id uuid references app.account,
  person_name text check (person_name <> '' and length(person_name) <= 200),
  from_day date,
  until_day date,
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id, seat_id) references app.review_group_seat (partnership_id, group_id, id),
  check (num_nonnulls(account_id, person_name) = 1),
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_holder_one exclude using gist (partnership_id with =, seat_id with =, daterange(from_day, until_day) with &&)
    where (stands = 'holder' and superseded_at is null)
);
create index review_group_holder_seat on app.review_group_holder (partnership_id, group_id, seat_id);
create index review_group_holder_account on app.review_group_holder (account_id) where account_id is not null;

-- Who is in the chair: a seat, which rotates among partners where it does, or a person.
create table app.review_group_chair (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  seat_id uuid,
  account_id uuid references app.account,
  person_name text check (person_name <> '' and length(person_name) <= 200),
  from_day date,
  until_day date,
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  foreign key (partnership_id, group_id, seat_id) references app.review_group_seat (partnership_id, group_id, id),
  check (num_nonnulls(seat_id, account_id, person_name) = 1),
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_chair_one exclude using gist (partnership_id with =, group_id with =, daterange(from_day, until_day) with &&) where (superseded_at is null)
);
create index review_group_chair_account on app.review_group_chair (account_id) where account_id is not null;

-- When the group can decide: so many who sit there, and certain seats. Which seats is the rule's to say, so that it is said once.
create table app.review_group_quorum (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  minimum integer not null check (minimum between 1 and 100),
  required_seats uuid[] not null default '{}' check (cardinality(required_seats) <= 100),
  otherwise text not null check (otherwise in ('warn', 'block')),
  from_day date,
  until_day date,
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_quorum_one exclude using gist (partnership_id with =, group_id with =, daterange(from_day, until_day) with &&) where (superseded_at is null)
);

-- Which group watches the action plans of single agencies, and which those of several together.
create table app.review_group_route (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  watches text not null check (watches in ('single-agency', 'multi-agency')),
  from_day date,
  until_day date,
  recorded_by uuid references app.account,
  recorded_at timestamptz not null default now(),
  superseded_by uuid references app.account,
  superseded_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, group_id) references app.review_group,
  check (from_day is null or until_day is null or from_day < until_day),
  check ((superseded_at is null) = (superseded_by is null)),
  constraint review_group_route_one exclude using gist (partnership_id with =, watches with =, daterange(from_day, until_day) with &&) where (superseded_at is null)
);

-- Everybody here may know how the group is made up; administrators and coordinators say so, in their own name. Who sits there is for
-- those who sit with them and those who answer for it.
do $$
declare name text;
begin
  foreach name in array array['review_group', 'review_group_name', 'review_group_terms', 'review_group_seat', 'review_group_holder',
    'review_group_chair', 'review_group_quorum', 'review_group_route'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
    execute format($policy$create policy here on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and %s)$policy$, name,
      case when name in ('review_group_holder', 'review_group_chair')
        then $who$(select ctx.has_role('administrator', 'coordinator', 'chair', 'member', 'partner-delegate', 'scrutineer'))$who$
        else $who$(select ctx.kind()) = 'session'$who$ end);
    if name in ('review_group', 'review_group_seat') then
      execute format($policy$create policy keeper_adds on app.%I for insert to foresight_app with check (
        partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('administrator', 'coordinator'))
        and made_by = (select ctx.uid()) and ended_at is null)$policy$, name);
      execute format($policy$create policy keeper_ends on app.%I for update to foresight_app
        using (partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('administrator', 'coordinator')) and ended_at is null)
        with check (partnership_id = (select ctx.partnership_id()) and ended_by = (select ctx.uid()) and until_day is not null)$policy$, name);
      execute format('grant update (until_day, ended_by, ended_at) on app.%I to foresight_app', name);
    else
      execute format($policy$create policy keeper_adds on app.%I for insert to foresight_app with check (
        partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('administrator', 'coordinator'))
        and recorded_by = (select ctx.uid()) and superseded_at is null)$policy$, name);
      execute format($policy$create policy keeper_supersedes on app.%I for update to foresight_app
        using (partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('administrator', 'coordinator')) and superseded_at is null)
        with check (partnership_id = (select ctx.partnership_id()) and superseded_by = (select ctx.uid()) and superseded_at is not null)$policy$, name);
      execute format('grant update (superseded_by, superseded_at) on app.%I to foresight_app', name);
      execute format('create index on app.%I (recorded_by) where recorded_by is not null', name);
      execute format('create index on app.%I (superseded_by) where superseded_by is not null', name);
      execute format('create index on app.%I (partnership_id, group_id)', name);
    end if;
    execute format('grant select, insert on app.%I to foresight_app', name);
    -- What of it is public is kept in pages, which are made anew when it changes.
    if name not in ('review_group_holder', 'review_group_terms') then
      execute format('create trigger counted after insert or update on app.%I for each row execute function published.count_change()', name);
    end if;
  end loop;
end
$$;
create index on app.review_group_seat (made_by) where made_by is not null;
create index on app.review_group_seat (ended_by) where ended_by is not null;

-- The names that the group had so far stood among the dated names. They move here, and there is no second place for them.
do $$
declare
  there uuid;
  made uuid;
begin
  for there in select p.id from app.partnership p loop
    insert into app.review_group (partnership_id, kind) values (there, 'main') returning id into made;
    insert into app.review_group_name (partnership_id, group_id, name, abbreviation, from_day, until_day, known, note)
      select n.partnership_id, made, n.name, n.abbreviation, n.from_day,
        -- Where two held at once, the later is the one that was shown.
        least(n.until_day, (select min(l.from_day) from app.dated_name l
          where l.partnership_id = n.partnership_id and l.kind = 'group' and l.id <> n.id and l.from_day > coalesce(n.from_day, '-infinity'::date))),
        n.known, n.note
      from app.dated_name n where n.partnership_id = there and n.kind = 'group';
  end loop;
end
$$;
delete from app.dated_name where kind = 'group';
alter table app.dated_name add constraint dated_name_no_group check (kind <> 'group');

-- The group that a partnership begins with, and its names. Whoever sets one up writes them and reads nothing back.
create function ctx.begin_main_group(there uuid, names jsonb) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare made uuid;
begin
  if ctx.kind() is distinct from 'operator' or ctx.partnership_id() is distinct from ctx.installation()
    or exists (select from app.review_group g where g.partnership_id = there) then
    raise exception 'only whoever sets a partnership up begins its group' using errcode = '42501';
  end if;
  insert into app.review_group (partnership_id, kind) values (there, 'main') returning id into made;
  insert into app.review_group_name (partnership_id, group_id, name, abbreviation, from_day, until_day, known, note)
    select there, made, n.name, n.abbreviation, n."from", n."until", n.known, n.note
    from jsonb_to_recordset(names) as n (name text, abbreviation text, "from" date, "until" date, known text, note text);
end
$$;
grant execute on function ctx.begin_main_group(uuid, jsonb) to foresight_worker;

-- The day from which somebody has no role here any longer; null while they have one. Nothing else about the person.
create function ctx.left_here(who uuid) returns date
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select case when bool_or(m.until_day is null or m.until_day > ctx.today()) then null else max(m.until_day) end
  from app.membership m where m.account_id = who and m.partnership_id = ctx.partnership_id() and ctx.kind() = 'session'
$$;
grant execute on function ctx.left_here(uuid) to foresight_app;

-- The names of the main group stand among the names of the partnership as before, from their one place.
create or replace view published.partnership as
  select p.id, p.reference_prefix, p.name, p.short_name, p.rest_of_name, p.training, p.authority_code, p.authority_name,
    p.settings || jsonb_build_object('bankHolidays', (
      select coalesce(jsonb_agg(jsonb_build_object('day', h.day, 'effect', h.effect, 'name', h.name) order by h.day), '[]')
      from app.bank_holiday h where h.partnership_id = p.id and h.withdrawn_at is null)) as settings, p.created_at,
    (select coalesce(array_agg(h.host order by h.ordinal, h.host), '{}') from app.partnership_host h where h.partnership_id = p.id) as hosts,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'name', n.name, 'abbreviation', n.abbreviation,
        'from', n.from_day, 'until', n.until_day, 'known', n.known, 'note', n.note)
        order by n.kind, n.from_day nulls first, n.name), '[]')
      from (
        select d.kind, d.name, d.abbreviation, d.from_day, d.until_day, d.known, d.note from app.dated_name d where d.partnership_id = p.id
        union all
        select 'group', g.name, g.abbreviation, g.from_day, g.until_day, g.known, g.note
        from app.review_group_name g join app.review_group m on m.partnership_id = g.partnership_id and m.id = g.group_id and m.kind = 'main'
        where g.partnership_id = p.id and g.superseded_at is null) n) as names
  from app.partnership p;

-- How a case is considered here, for everybody: seats and the kinds of agency behind them, the quorum, the chair by seat, and what each
-- group watches. No person is in it.
create view published.review_group as
  select g.partnership_id, g.id, g.kind, g.from_day, g.until_day,
    (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'abbreviation', n.abbreviation, 'from', n.from_day, 'until', n.until_day)
        order by n.from_day nulls first), '[]')
      from app.review_group_name n where n.partnership_id = g.partnership_id and n.group_id = g.id and n.superseded_at is null) as names,
    (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'agencyKind', a.kind, 'capacity', s.capacity,
        'from', s.from_day, 'until', s.until_day) order by s.capacity desc, lower(s.name)), '[]')
      from app.review_group_seat s left join app.agency a on a.partnership_id = s.partnership_id and a.id = s.agency_id
      where s.partnership_id = g.partnership_id and s.group_id = g.id) as seats,
    (select coalesce(jsonb_agg(jsonb_build_object('minimum', q.minimum, 'required', q.required_seats, 'otherwise', q.otherwise,
        'from', q.from_day, 'until', q.until_day) order by q.from_day nulls first), '[]')
      from app.review_group_quorum q where q.partnership_id = g.partnership_id and q.group_id = g.id and q.superseded_at is null) as quorums,
    (select coalesce(jsonb_agg(jsonb_build_object('seat', c.seat_id, 'from', c.from_day, 'until', c.until_day) order by c.from_day nulls first), '[]')
      from app.review_group_chair c where c.partnership_id = g.partnership_id and c.group_id = g.id and c.superseded_at is null) as chairs,
    (select coalesce(jsonb_agg(jsonb_build_object('plans', r.watches, 'from', r.from_day, 'until', r.until_day) order by r.watches, r.from_day nulls first), '[]')
      from app.review_group_route r where r.partnership_id = g.partnership_id and r.group_id = g.id and r.superseded_at is null) as watches
  from app.review_group g where g.partnership_id = (select published.serving());
grant select on published.review_group to foresight_public;
