-- The public register: released copies only. The public site's role may read here and nowhere else, and each of its
-- transactions names the one partnership it serves (nothing here is secret; the setting guards against a forgotten where).

create function published.serving() returns uuid language sql stable as $$
  select nullif(current_setting('published.partnership', true), '')::uuid
$$;
grant execute on function published.serving() to foresight_public, foresight_app, foresight_worker;

-- Joins what the parser of words would tear apart: A&E becomes one word, as it is for whoever looks for it; of longer words each
-- stays its own ("health & social care"). The joining letter is one that no English text has, so that an excerpt can be given
-- its ampersand back.
create function published.fold(words text) returns text language sql immutable parallel safe as $$
  select regexp_replace(words, '\m(\w)\s?&\s?(\w)\M', '\1ꝏ\2', 'g')
$$;
grant execute on function published.fold(text) to foresight_public, foresight_app, foresight_worker;

create table published.review (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null check (title <> ''),
  type text not null check (type in ('SCR', 'LCSPR', 'learning-review', 'national-review')),
  published_on date not null,
  summary text not null default '',
  themes text[] not null default '{}',
  withdrawn_on date,
  -- SHA-256 over everything that was brought in, so that the same import twice changes nothing.
  digest bytea not null,
  added_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  words tsvector not null generated always as (to_tsvector('english', published.fold(title || ' ' || summary))) stored,
  plain_words tsvector not null generated always as (to_tsvector('simple', published.fold(title || ' ' || summary))) stored,
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, slug)
);
create index review_published on published.review (partnership_id, published_on desc, slug);
create index review_words on published.review using gin (words);
create index review_plain_words on published.review using gin (plain_words);

create table published.document (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  review_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ordinal integer not null,
  kind text not null check (kind in ('report', 'response', 'media-statement', 'summary', 'other')),
  title text not null check (title <> ''),
  published_on date not null,
  -- False where only the row is known and the document itself is not held.
  held boolean not null,
  page_count integer not null default 0,
  -- True where the pages are those of the original; false where a running text was cut by us.
  pages_as_printed boolean not null default false,
  sha256 bytea,
  primary key (partnership_id, id),
  unique (partnership_id, review_id, slug),
  foreign key (partnership_id, review_id) references published.review on delete cascade
);

create table published.page (
  partnership_id uuid not null,
  document_id uuid not null,
  number integer not null check (number > 0),
  label text,
  blocks jsonb not null,
  body text not null,
  words tsvector not null generated always as (to_tsvector('english', published.fold(body))) stored,
  plain_words tsvector not null generated always as (to_tsvector('simple', published.fold(body))) stored,
  primary key (partnership_id, document_id, number),
  foreign key (partnership_id, document_id) references published.document on delete cascade
);
create index page_words on published.page using gin (words);
create index page_plain_words on published.page using gin (plain_words);

-- Rises with every change of a partnership's register or of the partnership itself: the public site keeps its pages until then.
create table published.edition (
  partnership_id uuid primary key references app.partnership,
  number bigint not null default 1
);

create function published.count_change() returns trigger
  language plpgsql security definer set search_path = published, public, pg_temp as $$
declare
  changed uuid;
begin
  if tg_table_schema = 'app' and tg_table_name = 'partnership' then changed := new.id;
  elsif tg_op = 'DELETE' then changed := old.partnership_id;
  else changed := new.partnership_id;
  end if;
  insert into published.edition (partnership_id) values (changed)
    on conflict (partnership_id) do update set number = published.edition.number + 1;
  return null;
end
$$;
create trigger counted after insert or update or delete on published.review for each row execute function published.count_change();
create trigger counted after insert or update on app.partnership for each row execute function published.count_change();
create trigger counted after insert or update or delete on app.partnership_host for each row execute function published.count_change();
create trigger counted after insert or update or delete on app.dated_name for each row execute function published.count_change();

alter table published.review enable row level security;
alter table published.review force row level security;
alter table published.document enable row level security;
alter table published.document force row level security;
alter table published.page enable row level security;
alter table published.page force row level security;
alter table published.edition enable row level security;
alter table published.edition force row level security;

create policy owner on published.review to foresight_owner using (true) with check (true);
create policy owner on published.document to foresight_owner using (true) with check (true);
create policy owner on published.page to foresight_owner using (true) with check (true);
create policy owner on published.edition to foresight_owner using (true) with check (true);

create policy served on published.review for select to foresight_public using (partnership_id = (select published.serving()));
create policy served on published.document for select to foresight_public using (partnership_id = (select published.serving()));
create policy served on published.page for select to foresight_public using (partnership_id = (select published.serving()));
create policy everyone on published.edition for select to foresight_public using (true);

create policy importer on published.review to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');
create policy importer on published.document to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');
create policy importer on published.page to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');

grant select on published.review, published.document, published.page, published.edition to foresight_public;
grant select, insert, update, delete on published.review, published.document, published.page to foresight_worker;

-- The pages that hold what is asked for, at most `most` of them, with their rank. Words are met in any of their English forms;
-- with quotation marks, or where English would drop every word ("was not"), as they stand. It runs as the owner because
-- row-level security would keep the word index from being used, and chooses the served partnership itself.
create function published.find_pages(asked text, most integer, of_types text[], of_years integer[], of_themes text[])
  returns table (review_id uuid, document_id uuid, number integer, rank real, as_it_stands boolean)
  language sql stable security definer set search_path = published, public, pg_temp as $$
  with query as materialized (
    select websearch_to_tsquery('english', published.fold(asked)) as english,
      websearch_to_tsquery('simple', published.fold(asked)) as plain,
      strpos(asked, '"') > 0 or numnode(websearch_to_tsquery('english', published.fold(asked))) = 0 as as_it_stands
  ), matched as materialized (
    -- All of them, before the limit: with a limit in sight the planner reads page after page and leaves the word index alone.
    select p.document_id, p.number from query q join published.page p on not q.as_it_stands and p.words @@ q.english
      where p.partnership_id = published.serving()
    union all
    select p.document_id, p.number from query q join published.page p on q.as_it_stands and p.plain_words @@ q.plain
      where p.partnership_id = published.serving()
  ), shown as materialized (
    select m.document_id, m.number, d.review_id from matched m
      join published.document d on d.partnership_id = published.serving() and d.id = m.document_id
      join published.review r on r.partnership_id = d.partnership_id and r.id = d.review_id
      where r.withdrawn_on is null
        and (of_types is null or r.type = any (of_types)) and (of_themes is null or r.themes && of_themes)
        and (of_years is null or extract(year from r.published_on)::integer = any (of_years))
      limit most
  )
  select s.review_id, s.document_id, s.number,
      case when q.as_it_stands then ts_rank(p.plain_words, q.plain) else ts_rank(p.words, q.english) end, q.as_it_stands
    from query q cross join shown s
      join published.page p on p.partnership_id = published.serving() and p.document_id = s.document_id and p.number = s.number
$$;
grant execute on function published.find_pages(text, integer, text[], integer[], text[]) to foresight_public;

-- The reviews whose own title or summary holds what is asked for; as find_pages.
create function published.find_reviews(asked text, most integer, of_types text[], of_years integer[], of_themes text[])
  returns table (review_id uuid, rank real)
  language sql stable security definer set search_path = published, public, pg_temp as $$
  with query as materialized (
    select websearch_to_tsquery('english', published.fold(asked)) as english,
      websearch_to_tsquery('simple', published.fold(asked)) as plain,
      strpos(asked, '"') > 0 or numnode(websearch_to_tsquery('english', published.fold(asked))) = 0 as as_it_stands
  )
  select r.id, ts_rank(r.words, q.english)
    from query q join published.review r on (not q.as_it_stands and r.words @@ q.english)
      or (q.as_it_stands and r.plain_words @@ q.plain)
    where r.partnership_id = published.serving() and r.withdrawn_on is null
      and (of_types is null or r.type = any (of_types)) and (of_themes is null or r.themes && of_themes)
      and (of_years is null or extract(year from r.published_on)::integer = any (of_years))
    limit most
$$;
grant execute on function published.find_reviews(text, integer, text[], integer[], text[]) to foresight_public;
