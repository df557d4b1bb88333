-- The frame of casework: a case covers several children and incidents, several cases may feed one thematic review, and one
-- case may have reviews under several regimes (a local review beside a domestic abuse related death review). So all four
-- are joined many to many from the beginning. Nobody is granted these tables yet: the acts that fill them bring their grants.

create table app.case_file (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  reference text not null check (reference ~ '^[A-Z]{2,10}-[0-9]{4}-[0-9]{4,}$'),
  pseudonym text not null,
  opened_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, reference),
  unique (partnership_id, pseudonym)
);

create table app.child (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  pseudonym text not null,
  version integer not null default 1,
  primary key (partnership_id, id)
);

create table app.incident (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  -- What is known of the day: its first and last possible day, and the words as given.
  earliest_day date,
  latest_day date,
  day_as_given text,
  version integer not null default 1,
  primary key (partnership_id, id),
  check (earliest_day is null or latest_day is null or earliest_day <= latest_day)
);

create table app.review (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  regime text not null check (regime in ('SCR', 'LCSPR', 'learning-review', 'single-agency-review', 'national-review', 'other')),
  pseudonym text not null,
  version integer not null default 1,
  primary key (partnership_id, id)
);

create table app.case_child (
  partnership_id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  primary key (partnership_id, case_id, child_id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, child_id) references app.child
);
create index case_child_child on app.case_child (partnership_id, child_id);

create table app.case_incident (
  partnership_id uuid not null,
  case_id uuid not null,
  incident_id uuid not null,
  primary key (partnership_id, case_id, incident_id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, incident_id) references app.incident
);
create index case_incident_incident on app.case_incident (partnership_id, incident_id);

create table app.incident_child (
  partnership_id uuid not null,
  incident_id uuid not null,
  child_id uuid not null,
  primary key (partnership_id, incident_id, child_id),
  foreign key (partnership_id, incident_id) references app.incident,
  foreign key (partnership_id, child_id) references app.child
);
create index incident_child_child on app.incident_child (partnership_id, child_id);

create table app.case_review (
  partnership_id uuid not null,
  case_id uuid not null,
  review_id uuid not null,
  primary key (partnership_id, case_id, review_id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, review_id) references app.review
);
create index case_review_review on app.case_review (partnership_id, review_id);

do $$
declare
  name text;
begin
  foreach name in array array['case_file', 'child', 'incident', 'review', 'case_child', 'case_incident', 'incident_child', 'case_review'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', name);
  end loop;
end
$$;
