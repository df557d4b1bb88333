-- Many agencies' chronologies made into one. An agency's words stand as they were given, in rows that are never written over: a corrected
-- return ends the rows that it leaves out and begins those that it adds, and what people linked to a row stays with the row's own
-- identifier. An agency sees its own lane and no other until the coordinator releases the merge.

create table app.chronology (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null,
  -- Counted within the case: a rapid review may have had one of its own.
  number integer not null check (number > 0),
  opened_by uuid not null references app.account, opened_at timestamptz not null default now(),
  -- From when the agencies of the case read the whole of it.
  released_by uuid references app.account, released_at timestamptz,
  closed_by uuid references app.account, closed_at timestamptz,
  version integer not null default 1, primary key (partnership_id, id), unique (partnership_id, case_id, id), unique (partnership_id, case_id, number),
  foreign key (partnership_id, case_id) references app.case_file,
  check ((released_at is null) = (released_by is null) and (closed_at is null) = (closed_by is null))
);
create index chronology_opened_by on app.chronology (opened_by);
create index chronology_released_by on app.chronology (released_by) where released_by is not null;
create index chronology_closed_by on app.chronology (closed_by) where closed_by is not null;

-- What is asked of the agencies: each change is another row, and a return keeps the one under which it was given.
create table app.chronology_setup (
  partnership_id uuid not null, case_id uuid not null, chronology_id uuid not null, version integer not null check (version > 0),
  title text not null check (title <> '' and length(title) <= 200),
  period_from date, period_until date,
  instructions text not null default '' check (length(instructions) <= 10000),
  -- In order: {key, title, kind, mandatory, instruction}; src/chronology/columns.ts has the kinds.
  columns jsonb not null check (jsonb_typeof(columns) = 'array' and jsonb_array_length(columns) between 1 and 40 and octet_length(columns::text) <= 40000),
  set_by uuid not null references app.account, set_at timestamptz not null default now(),
  primary key (partnership_id, chronology_id, version),
  foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id),
  check (period_from is null or period_until is null or period_from <= period_until)
);
create index chronology_setup_case on app.chronology_setup (partnership_id, case_id);
create index chronology_setup_set_by on app.chronology_setup (set_by);

-- An agency's lane. Asked by a link that stays open for corrections until the chronology is closed, or filled by the coordinator from what
-- came another way: then there is no link, and no person.
create table app.chronology_lane (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, chronology_id uuid not null,
  -- In the order of asking; the merge puts what nothing else decides in this order.
  number integer not null check (number > 0), agency_id uuid not null,
  state text not null default 'asked' check (state in ('asked', 'given', 'nil', 'withdrawn')),
  person text not null default '' check (length(person) <= 200), email text,
  due_on date, invitation_id uuid,
  asked_by uuid not null references app.account, asked_at timestamptz not null default now(),
  -- The latest return, 0 while there is none.
  returns integer not null default 0 check (returns >= 0),
  -- How this agency's file was read the last time, corrected by a person: src/chronology/columns.ts.
  mapping jsonb check (octet_length(mapping::text) <= 40000),
  version integer not null default 1,
  primary key (partnership_id, id), unique (partnership_id, case_id, id), unique (partnership_id, chronology_id, number),
  foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id),
  foreign key (partnership_id, agency_id) references app.agency, foreign key (partnership_id, invitation_id) references app.invitation,
  check ((invitation_id is null) = (email is null) and (invitation_id is null) = (due_on is null))
);
create unique index chronology_lane_one on app.chronology_lane (partnership_id, chronology_id, agency_id) where state <> 'withdrawn';
create index chronology_lane_case on app.chronology_lane (partnership_id, case_id);
create index chronology_lane_agency on app.chronology_lane (partnership_id, agency_id, asked_at desc);
create index chronology_lane_open on app.chronology_lane (partnership_id, due_on) where state = 'asked';
create index chronology_lane_invitation on app.chronology_lane (partnership_id, invitation_id) where invitation_id is not null;
create index chronology_lane_asked_by on app.chronology_lane (asked_by);

-- What was done so that a return came: never changed.
create table app.chronology_lane_step (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, lane_id uuid not null,
  kind text not null check (kind in ('reminded', 'sent-again', 'escalated', 'withdrawn')),
  to_whom text not null default '' check (length(to_whom) <= 200), words text not null default '' check (length(words) <= 5000),
  -- Nobody where the clock took it, and then on which rung.
  taken_by uuid references app.account, rung text check (rung in ('before', 'due', 'late')),
  taken_at timestamptz not null default now(), primary key (partnership_id, id),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id),
  check ((taken_by is null) = (rung is not null) and (rung is null or kind = 'reminded'))
);
create unique index chronology_lane_step_rung on app.chronology_lane_step (partnership_id, lane_id, rung) where rung is not null;
create index chronology_lane_step_lane on app.chronology_lane_step (partnership_id, lane_id, taken_at);
create index chronology_lane_step_case on app.chronology_lane_step (partnership_id, case_id);
create index chronology_lane_step_taken_by on app.chronology_lane_step (taken_by) where taken_by is not null;

-- What an agency types, row by row, before it sends: kept as it is typed. A row that was taken out can be put back until it is sent.
create table app.chronology_draft (
  partnership_id uuid not null, case_id uuid not null, lane_id uuid not null, id uuid not null,
  -- Between two others without moving them; the grid gives a fraction.
  position double precision not null,
  cells jsonb not null check (jsonb_typeof(cells) = 'object' and octet_length(cells::text) <= 60000),
  is_removed boolean not null default false, version integer not null default 1, saved_at timestamptz not null default now(),
  primary key (partnership_id, lane_id, id),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id)
);
create index chronology_draft_case on app.chronology_draft (partnership_id, case_id);

-- A file that was read and is not sent yet: what came of reading it is shown, its columns are corrected, and then it is sent or put away.
-- One for the bearer of the link and one for each coordinator. Nothing of it stays once it is a return but what stands there.
create table app.chronology_upload (
  partnership_id uuid not null, case_id uuid not null, lane_id uuid not null, id uuid not null default gen_random_uuid(),
  by_account uuid references app.account,
  file_name text not null check (file_name <> '' and length(file_name) <= 255), file_hash bytea not null check (length(file_hash) = 32),
  bytes bytea not null check (length(bytes) between 1 and 20971520),
  -- What headings mean, as a person corrected it; and what they said of the order of day and month, null until they were asked.
  remembered jsonb not null default '{}' check (jsonb_typeof(remembered) = 'object' and octet_length(remembered::text) <= 40000),
  is_us boolean,
  -- The lane that it would be, its tables and notes: src/chronology/reading.ts.
  reading jsonb not null check (jsonb_typeof(reading) = 'object'),
  version integer not null default 1, held_at timestamptz not null default now(), primary key (partnership_id, id),
  unique nulls not distinct (partnership_id, lane_id, by_account),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id)
);
create index chronology_upload_case on app.chronology_upload (partnership_id, case_id);
create index chronology_upload_by_account on app.chronology_upload (by_account) where by_account is not null;

-- Each time that an agency gave its chronology: from where, by whom, and everything that was not made a row. Never changed.
create table app.chronology_return (
  partnership_id uuid not null, case_id uuid not null, lane_id uuid not null, number integer not null check (number > 0),
  setup_version integer not null,
  given text not null check (given in ('file', 'typed', 'nil')),
  file_name text check (file_name <> '' and length(file_name) <= 255), file_hash bytea check (length(file_hash) = 32),
  mapping jsonb check (octet_length(mapping::text) <= 40000),
  -- {rowsRead, rowsKept, rowsNotUnderstood, rowsSetAside, added, changed, withdrawn}.
  counts jsonb not null check (jsonb_typeof(counts) = 'object' and octet_length(counts::text) <= 2000),
  -- Rows that could not be read, with all their cells; what was set aside, and as what; what is ambiguous.
  not_understood jsonb not null default '[]' check (octet_length(not_understood::text) <= 10000000),
  set_aside jsonb not null default '[]' check (octet_length(set_aside::text) <= 10000000),
  ambiguous jsonb not null default '[]' check (octet_length(ambiguous::text) <= 10000000),
  -- The agency's person where it came by the link; the coordinator where it came another way.
  by_name text check (by_name <> '' and length(by_name) <= 200), by_job text check (by_job <> '' and length(by_job) <= 200),
  by_account uuid references app.account,
  given_at timestamptz not null default now(), primary key (partnership_id, lane_id, number),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id),
  check ((by_account is null) = (by_name is not null) and (by_name is null) = (by_job is null)),
  check ((given = 'file') = (file_name is not null) and (file_name is null) = (file_hash is null))
);
create index chronology_return_case on app.chronology_return (partnership_id, case_id);
create index chronology_return_by_account on app.chronology_return (by_account) where by_account is not null;

-- One row of the chronology as it stood from one return until another. `row_id` is the row's own through every correction.
create table app.chronology_row (
  partnership_id uuid not null, case_id uuid not null, chronology_id uuid not null, lane_id uuid not null, row_id text not null check (length(row_id) <= 80),
  since integer not null check (since > 0), until integer check (until > since),
  -- What the words alone name it, by which a corrected return finds it again.
  content text not null check (content <> '' and length(content) <= 80),
  -- Its place among the rows of its day and of its return, which a corrected return can move: minutes within the day, what its agency
  -- numbered it, and how many rows stood before it. The merge is the order of the key.
  minutes integer not null, sequence double precision, position integer not null check (position >= 0),
  sort_key text collate "C" not null check (length(sort_key) <= 200),
  given text not null check (length(given) <= 2000), edtf text not null check (length(edtf) <= 100), earliest date, latest date,
  time text check (length(time) <= 2000), source text not null default '' check (length(source) <= 20000),
  event text not null default '' check (length(event) <= 50000),
  -- The words of its cell of people, and whether the child was seen, where a column says so.
  who text not null default '' check (length(who) <= 20000), seen boolean,
  -- The other columns by their keys, as they were given.
  columns jsonb not null default '{}' check (jsonb_typeof(columns) = 'object' and octet_length(columns::text) <= 200000),
  -- Where it stands in the file of the return `place_return`, the last that gave it.
  place jsonb not null check (jsonb_typeof(place) = 'object' and octet_length(place::text) <= 2000), place_return integer not null,
  -- Why the date is ambiguous, where it is.
  ambiguous text not null default '' check (length(ambiguous) <= 5000),
  search_words tsvector not null generated always as (to_tsvector('english', event || ' ' || source || ' ' || given)
    || jsonb_to_tsvector('english', columns, '["string"]')) stored,
  primary key (partnership_id, lane_id, row_id, since),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id),
  foreign key (partnership_id, lane_id, since) references app.chronology_return,
  foreign key (partnership_id, lane_id, place_return) references app.chronology_return,
  check (place_return >= since), check (earliest is null or latest is null or earliest <= latest)
);
create index chronology_row_order on app.chronology_row (partnership_id, chronology_id, sort_key, lane_id, row_id) where until is null;
create index chronology_row_lane on app.chronology_row (partnership_id, chronology_id, lane_id, sort_key) where until is null;
create index chronology_row_when on app.chronology_row (partnership_id, chronology_id, lane_id, earliest, latest) include (case_id) where until is null;
create index chronology_row_case on app.chronology_row (partnership_id, case_id);
create index chronology_row_since on app.chronology_row (partnership_id, lane_id, since);
create index chronology_row_place on app.chronology_row (partnership_id, lane_id, place_return);
create unique index chronology_row_stands on app.chronology_row (partnership_id, lane_id, row_id) where until is null;
create index chronology_row_words on app.chronology_row using gin (search_words) with (fastupdate = off);

-- What people say of rows, apart from the record: a comment, a key event, the same event told by several, not the same though it looks so,
-- a conflict, a link to a key line of enquiry, a practice episode or a finding. A correction is another row that replaces the first.
create table app.chronology_mark (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, chronology_id uuid not null,
  kind text not null check (kind in ('comment', 'key-event', 'same-event', 'not-same', 'conflict', 'enquiry', 'episode', 'finding')),
  words text not null default '' check (length(words) <= 20000),
  -- What it is linked to, where that is a record: a practice episode, a finding.
  target uuid,
  made_by uuid not null references app.account, made_at timestamptz not null default now(),
  replaces uuid, is_removed boolean not null default false, primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, replaces) references app.chronology_mark (partnership_id, case_id, id),
  check (not is_removed or replaces is not null)
);
create unique index chronology_mark_replaces on app.chronology_mark (partnership_id, case_id, replaces) where replaces is not null;
create index chronology_mark_chronology on app.chronology_mark (partnership_id, chronology_id, kind);
create index chronology_mark_made_by on app.chronology_mark (made_by);

create table app.chronology_mark_row (
  partnership_id uuid not null, case_id uuid not null, mark_id uuid not null, lane_id uuid not null, row_id text not null check (length(row_id) <= 80),
  primary key (partnership_id, mark_id, lane_id, row_id),
  foreign key (partnership_id, case_id, mark_id) references app.chronology_mark (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, lane_id) references app.chronology_lane (partnership_id, case_id, id)
);
create index chronology_mark_row_row on app.chronology_mark_row (partnership_id, lane_id, row_id);
create index chronology_mark_row_case on app.chronology_mark_row (partnership_id, case_id);

-- The glossary: who and what is meant, and what stands for it where the chronology is read without names.
create table app.chronology_term (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, chronology_id uuid not null,
  kind text not null check (kind in ('person', 'place', 'abbreviation')),
  -- As it is written in the rows: full names, first names, nicknames, initials.
  forms text[] not null check (cardinality(forms) between 1 and 20 and octet_length(forms::text) <= 4000),
  -- A role or pseudonym; what an abbreviation means.
  shown text not null check (shown <> '' and length(shown) <= 200),
  made_by uuid not null references app.account, made_at timestamptz not null default now(),
  replaces uuid, is_removed boolean not null default false, primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, replaces) references app.chronology_term (partnership_id, case_id, id),
  check (not is_removed or replaces is not null)
);
create unique index chronology_term_replaces on app.chronology_term (partnership_id, case_id, replaces) where replaces is not null;
create index chronology_term_chronology on app.chronology_term (partnership_id, chronology_id);
create index chronology_term_made_by on app.chronology_term (made_by);

-- A way of looking that somebody gave a name.
create table app.chronology_view (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, chronology_id uuid not null,
  name text not null check (name <> '' and length(name) <= 100),
  filters jsonb not null check (jsonb_typeof(filters) = 'object' and octet_length(filters::text) <= 5000),
  saved_by uuid not null references app.account, saved_at timestamptz not null default now(), removed_at timestamptz,
  primary key (partnership_id, id), foreign key (partnership_id, case_id, chronology_id) references app.chronology (partnership_id, case_id, id)
);
create unique index chronology_view_name on app.chronology_view (partnership_id, chronology_id, lower(name)) where removed_at is null;
create index chronology_view_case on app.chronology_view (partnership_id, case_id);
create index chronology_view_saved_by on app.chronology_view (saved_by);

select ctx.guard_case_table(t, 'case_id') from unnest(array['chronology', 'chronology_setup', 'chronology_lane', 'chronology_lane_step',
  'chronology_draft', 'chronology_upload', 'chronology_return', 'chronology_row', 'chronology_mark', 'chronology_mark_row', 'chronology_term',
  'chronology_view']) t;

-- Who reads the whole: the office, and those with a part in the case as reviewer or scrutineer; once it is released, everybody on the case.
create function ctx.chronology_lanes_of() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(l.id), '{}') from app.chronology_lane l
  where l.partnership_id = (select ctx.partnership_id()) and l.agency_id = any ((select ctx.here_for())::uuid[])
    and l.case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[])
$$;
create function ctx.released_chronologies() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(c.id), '{}') from app.chronology c
  where c.partnership_id = (select ctx.partnership_id()) and c.released_at is not null and c.case_id = any ((select ctx.granted_cases())::uuid[])
$$;
create function ctx.released_lanes() returns uuid[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(l.id), '{}') from app.chronology_lane l
  where l.partnership_id = (select ctx.partnership_id()) and l.chronology_id = any ((select ctx.released_chronologies())::uuid[])
$$;

do $$ declare t text; begin
  -- The record and what people say of it.
  foreach t in array array['chronology_row', 'chronology_return', 'chronology_mark', 'chronology_mark_row', 'chronology_term', 'chronology_view',
    'chronology_lane', 'chronology_lane_step', 'chronology_draft', 'chronology_upload'] loop
    execute format('drop policy sees on app.%I', t);
  end loop;
  foreach t in array array['chronology_row', 'chronology_mark', 'chronology_term', 'chronology_view'] loop
    execute format('create policy sees on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
      and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.named_cases(''reviewer'', ''scrutineer''))::uuid[])
        or chronology_id = any ((select ctx.released_chronologies())::uuid[])))', t);
  end loop;
  -- The lists of lanes are for everybody on the case: who was asked and whether it came.
  execute 'create policy sees on app.chronology_lane for select to foresight_app using (
    partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
    and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.granted_cases())::uuid[])))';
  execute 'create policy sees on app.chronology_lane_step for select to foresight_app using (
    partnership_id = (select ctx.partnership_id()) and (select ctx.has_role(''coordinator'', ''chair'')))';
  execute 'create policy sees on app.chronology_return for select to foresight_app using (
    partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
    and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.named_cases(''reviewer'', ''scrutineer''))::uuid[])
      or lane_id = any ((select ctx.chronology_lanes_of() || ctx.released_lanes())::uuid[])))';
  -- What is being typed is the agency's own until it is sent: the office does not read it.
  execute 'create policy sees on app.chronology_draft for select to foresight_app using (
    partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''answerer'' and lane_id = (select ctx.guest_of()))';
  execute 'create policy sees on app.chronology_mark_row for select to foresight_app using (
    partnership_id = (select ctx.partnership_id())
    and exists (select from app.chronology_mark m where m.partnership_id = chronology_mark_row.partnership_id and m.id = chronology_mark_row.mark_id))';
  -- Rows that are never changed cannot be, and those written by a function by nothing else.
  foreach t in array array['chronology_setup', 'chronology_lane', 'chronology_lane_step', 'chronology_draft', 'chronology_upload',
    'chronology_return', 'chronology_row', 'chronology_mark', 'chronology_mark_row', 'chronology_term'] loop
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
  foreach t in array array['chronology_lane', 'chronology_lane_step', 'chronology_draft', 'chronology_upload', 'chronology_return',
    'chronology_row'] loop
    execute format('drop policy coordinator_adds on app.%I', t);
  end loop;
end $$;

-- The clock reminds of a chronology as it does of an answer and a summary (0037), until the first return has come.
create or replace function ctx.answers_to_chase(rungs jsonb, on_day date, out what text, out id uuid, out case_id uuid, out invitation_id uuid,
    out asked_on date, out due_on date, out rung text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with ladder as materialized (
    select l.rung, l.due_from, l.due_to from jsonb_to_recordset(rungs) as l (rung text, due_from date, due_to date)),
  waiting as materialized (
    select 'request' as what, q.id, q.case_id, q.invitation_id, q.email, q.due_on, l.rung,
      greatest(q.asked_at, (select max(s.taken_at) from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.kind = 'sent-again')) as asked_at,
      (select max(s.taken_at) from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.kind = 'reminded') as reminded_at
    from ladder l join app.agency_request q on q.partnership_id = (select ctx.partnership_id()) and q.state = 'asked'
      and q.due_on between l.due_from and l.due_to
    left join app.case_file c on c.partnership_id = q.partnership_id and c.id = q.case_id
    left join app.referral r on r.partnership_id = q.partnership_id and r.id = q.referral_id
    where case when q.case_id is null then r.state in ('sent', 'received') else c.state <> 'closed' end
      and not exists (select from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.rung = l.rung)
    union all
    select 'summary', y.id, y.case_id, y.invitation_id, y.email, y.due_on, l.rung,
      greatest(y.asked_at, (select max(s.taken_at) from app.agency_summary_step s
        where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.kind = 'sent-again')),
      (select max(s.taken_at) from app.agency_summary_step s
        where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.kind = 'reminded')
    from ladder l join app.agency_summary y on y.partnership_id = (select ctx.partnership_id()) and y.state = 'asked'
      and y.due_on between l.due_from and l.due_to
    join app.rapid_review v on v.partnership_id = y.partnership_id and v.id = y.review_id and v.ended_at is null
    join app.case_file c on c.partnership_id = y.partnership_id and c.id = y.case_id and c.state <> 'closed'
    where not exists (select from app.agency_summary_step s
      where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.rung = l.rung)
    union all
    select 'lane', n.id, n.case_id, n.invitation_id, n.email, n.due_on, l.rung,
      greatest(n.asked_at, (select max(s.taken_at) from app.chronology_lane_step s
        where s.partnership_id = n.partnership_id and s.lane_id = n.id and s.kind = 'sent-again')),
      (select max(s.taken_at) from app.chronology_lane_step s
        where s.partnership_id = n.partnership_id and s.lane_id = n.id and s.kind = 'reminded')
    from ladder l join app.chronology_lane n on n.partnership_id = (select ctx.partnership_id()) and n.state = 'asked'
      and n.due_on between l.due_from and l.due_to
    join app.chronology h on h.partnership_id = n.partnership_id and h.id = n.chronology_id and h.closed_at is null
    join app.case_file c on c.partnership_id = n.partnership_id and c.id = n.case_id and c.state <> 'closed'
    where not exists (select from app.chronology_lane_step s
      where s.partnership_id = n.partnership_id and s.lane_id = n.id and s.rung = l.rung))
  select w.what, w.id, w.case_id, w.invitation_id, (w.asked_at at time zone 'Europe/London')::date, w.due_on, w.rung
  from waiting w
  where (greatest(w.asked_at, w.reminded_at) at time zone 'Europe/London')::date < on_day
    and not exists (select from app.case_exclusion x join app.account a on a.id = x.account_id
      where x.partnership_id = (select ctx.partnership_id()) and x.case_id = w.case_id and x.ended_at is null and lower(a.email) = lower(w.email))
  order by w.due_on, w.id limit 200
$$;

create or replace function ctx.chase_by_clock(rungs jsonb, on_day date) returns table (mail_id uuid, what text, asked_id uuid, of_case uuid, rung text)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  one record;
  to_whom text;
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep chases' using errcode = '42501';
  end if;
  if not coalesce((select w.goes_out from ctx.mail_way w), false) then return; end if;
  for one in select * from ctx.answers_to_chase(rungs, on_day) loop
    select i.email into to_whom from app.invitation i
      where i.partnership_id = here and i.id = one.invitation_id and i.accepted_at is null and i.revoked_at is null and i.code_failures < 10
      for update skip locked;
    continue when not found;
    if one.what = 'request' then
      perform from app.agency_request q where q.partnership_id = here and q.id = one.id and q.state = 'asked'
        and q.invitation_id = one.invitation_id for update skip locked;
      continue when not found;
      insert into app.agency_request_step (partnership_id, case_id, request_id, kind, rung)
        values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    elsif one.what = 'lane' then
      perform from app.chronology_lane n where n.partnership_id = here and n.id = one.id and n.state = 'asked'
        and n.invitation_id = one.invitation_id for update skip locked;
      continue when not found;
      insert into app.chronology_lane_step (partnership_id, case_id, lane_id, kind, rung)
        values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    else
      perform from app.agency_summary y where y.partnership_id = here and y.id = one.id and y.state = 'asked'
        and y.invitation_id = one.invitation_id for update skip locked;
      continue when not found;
      insert into app.agency_summary_step (partnership_id, case_id, summary_id, kind, rung)
        values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    end if;
    continue when not found;
    update app.invitation i set expires_at = greatest(i.expires_at, now() + interval '14 days')
      where i.partnership_id = here and i.id = one.invitation_id;
    mail_id := gen_random_uuid();
    insert into app.mail (partnership_id, id, to_address, kind, invitation_id, state, message_id, queued_at, asked_on, due_on)
      values (here, mail_id, to_whom, case one.rung when 'late' then 'agency-answer-late' else 'agency-answer-due' end, one.invitation_id,
        'queued', '<' || gen_random_uuid() || '@foresight.invalid>', now(), one.asked_on, one.due_on);
    what := one.what;
    asked_id := one.id;
    of_case := one.case_id;
    rung := one.rung;
    return next;
  end loop;
end
$$;
