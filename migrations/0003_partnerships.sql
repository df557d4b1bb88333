-- Partnerships, the hosts they answer at, and every name that changes with time. Several partnerships share an
-- installation; each table that belongs to one carries its identifier in its key, so that a join across cannot be written.

create table app.partnership (
  id uuid primary key default gen_random_uuid(),
  reference_prefix text not null unique check (reference_prefix ~ '^[A-Z]{2,10}$'),
  name text not null check (name <> ''),
  short_name text not null,
  rest_of_name text not null,
  training boolean not null default false,
  authority_code text not null check (authority_code ~ '^[EW][0-9]{8}$'),
  authority_name text not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index partnership_name on app.partnership (lower(name));

create table app.partnership_host (
  host text primary key check (host = lower(host) and host ~ '^[a-z0-9.:\[\]-]+$'),
  partnership_id uuid not null references app.partnership,
  -- The order in which they were named; the first is where links lead.
  ordinal integer not null default 1
);
create index partnership_host_of on app.partnership_host (partnership_id);

-- The group has had three names, the reviews two: a page of 2017 reads as of 2017. A null day is open.
create table app.dated_name (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('partnership', 'group', 'review-serious', 'review-local', 'review-learning', 'form-referral')),
  name text not null check (name <> ''),
  abbreviation text,
  from_day date,
  until_day date,
  -- Whether the days are known, or only the month, or only the order of the names; pages say so.
  known text not null default 'day' check (known in ('day', 'month', 'order')),
  note text,
  version integer not null default 1,
  primary key (partnership_id, id),
  check (from_day is null or until_day is null or from_day < until_day)
);
create index dated_name_kind on app.dated_name (partnership_id, kind, from_day);

alter table app.partnership enable row level security;
alter table app.partnership force row level security;
alter table app.partnership_host enable row level security;
alter table app.partnership_host force row level security;
alter table app.dated_name enable row level security;
alter table app.dated_name force row level security;

-- Views and functions of the owner read every row; nobody signs in as the owner.
create policy owner on app.partnership to foresight_owner using (true) with check (true);
create policy owner on app.partnership_host to foresight_owner using (true) with check (true);
create policy owner on app.dated_name to foresight_owner using (true) with check (true);

create policy own on app.partnership for select to foresight_app, foresight_worker
  using (id = (select ctx.partnership_id()));
create policy installation on app.partnership to foresight_worker
  using ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation())
  with check ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation());
create policy own on app.partnership_host for select to foresight_app, foresight_worker
  using (partnership_id = (select ctx.partnership_id()));
create policy installation on app.partnership_host to foresight_worker
  using ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation())
  with check ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation());
create policy own on app.dated_name for select to foresight_app, foresight_worker
  using (partnership_id = (select ctx.partnership_id()));
create policy installation on app.dated_name to foresight_worker
  using ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation())
  with check ((select ctx.kind()) = 'operator' and (select ctx.partnership_id()) = ctx.installation());

grant select on app.partnership, app.partnership_host, app.dated_name to foresight_app, foresight_worker;
grant insert, update on app.partnership, app.partnership_host, app.dated_name to foresight_worker;

-- What everybody may know of a partnership, one row each; the public site finds itself here by its host.
create view published.partnership as
  select p.id, p.reference_prefix, p.name, p.short_name, p.rest_of_name, p.training, p.authority_code, p.authority_name,
    p.settings, p.created_at,
    (select coalesce(array_agg(h.host order by h.ordinal, h.host), '{}') from app.partnership_host h where h.partnership_id = p.id) as hosts,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'name', n.name, 'abbreviation', n.abbreviation,
        'from', n.from_day, 'until', n.until_day, 'known', n.known, 'note', n.note)
        order by n.kind, n.from_day nulls first, n.name), '[]')
      from app.dated_name n where n.partnership_id = p.id) as names
  from app.partnership p;
grant select on published.partnership to foresight_public, foresight_app, foresight_worker;
