-- What a case file holds: the children and those around them, what happened, the days that start and end a limit, and what the group
-- decided. Names stand in rows of their own and are shown on the page of people only; everywhere else a case is its reference and
-- pseudonym. A day that is corrected stays, superseded: nothing here is overwritten in silence.

alter table app.child add column name text not null default '' check (length(name) <= 200);
alter table app.child add column other_names text not null default '' check (length(other_names) <= 200);
alter table app.child add column born_on date;
-- The age as somebody gave it, where the day of birth is not known.
alter table app.child add column age_given text not null default '' check (length(age_given) <= 60);
alter table app.child add column died_on date;
-- Codes of the Department for Education's lists: src/intake/questions-child.ts has their words.
alter table app.child add column sex text not null default 'U' check (sex in ('F', 'M', 'U'));
alter table app.child add column ethnicity text not null default 'NOBT' check (ethnicity ~ '^[A-Z]{4}$');
alter table app.child add column disability text not null default 'not-known' check (disability in ('yes', 'no', 'not-known'));
alter table app.child add column disability_which text not null default '' check (length(disability_which) <= 200);
alter table app.child add column home text not null default '' check (length(home) <= 2000);
alter table app.child add column school text not null default '' check (length(school) <= 200);
alter table app.child add column practice text not null default '' check (length(practice) <= 200);
alter table app.child add check (born_on is null or died_on is null or born_on <= died_on);

alter table app.incident add column place text not null default '' check (length(place) <= 200);
alter table app.incident add column what text not null default '' check (length(what) <= 10000);

-- Somebody around the child: a parent, a carer, a brother or sister, anybody else who matters.
create table app.case_person (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  name text not null check (name <> '' and length(name) <= 200),
  born_on date,
  note text not null default '' check (length(note) <= 2000),
  removed_at timestamptz,
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id) references app.case_file
);

-- What somebody is to a child of the case; `none` where there turned out to be nothing.
create table app.case_relationship (
  partnership_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  child_id uuid not null,
  kind text not null check (kind in ('mother', 'father', 'step-parent', 'parents-partner', 'brother-or-sister', 'half-brother-or-sister',
    'grandparent', 'other-relative', 'foster-carer', 'other-carer', 'friend', 'other', 'none')),
  version integer not null default 1,
  primary key (partnership_id, case_id, person_id, child_id),
  foreign key (partnership_id, case_id, person_id) references app.case_person (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, child_id) references app.case_child
);
create index case_relationship_child on app.case_relationship (partnership_id, case_id, child_id);

-- The days from which and until which limits are counted. `time` where the hour is on record as well, in London.
create table app.case_date (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  kind text not null check (kind in ('first-agency-aware', 'authority-aware', 'abuse-suspected', 'partnership-told', 'panel-notified',
    'rapid-review-sent')),
  day date not null,
  time time,
  -- How it is known; and, where it corrects another, why.
  source text not null check (source <> '' and length(source) <= 2000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid,
  version integer not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, superseded_by) references app.case_date,
  check ((superseded_at is null) = (superseded_by is null))
);
create unique index case_date_current on app.case_date (partnership_id, case_id, kind) where superseded_at is null;
create index case_date_superseded_by on app.case_date (partnership_id, superseded_by) where superseded_by is not null;
create index case_date_recorded_by on app.case_date (recorded_by);

-- An index of what is due, derived from the days above by src/law whenever one of them changes; it is never the truth, and a test derives
-- it anew. Without it every list of what is due would count working days for every case.
create table app.case_clock (
  partnership_id uuid not null,
  case_id uuid not null,
  rule text not null check (rule ~ '^[A-Z]{2,4}-[0-9]{2}$'),
  starts_on date not null,
  due_on date not null,
  met_on date,
  primary key (partnership_id, case_id, rule),
  foreign key (partnership_id, case_id) references app.case_file
);
create index case_clock_due on app.case_clock (partnership_id, due_on, case_id) where met_on is null;

-- A decision of the group. It is never changed: thinking again is another decision, which names the one before.
create table app.decision (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  day date not null,
  -- What the group was called on that day, and the edition that it answered by.
  body_name text not null check (body_name <> ''),
  edition text not null,
  -- The set of questions (src/law/criteria.ts), and the words that were applied: limbs, partners and who decides, as they read on the day
  -- of the record, so that a later edition of ours does not change what was answered.
  criteria text not null,
  applied jsonb not null check (jsonb_typeof(applied) = 'object'),
  outcome text not null check (outcome in ('SCR', 'LCSPR', 'rapid-review-only', 'learning-review', 'single-agency-review', 'refer-elsewhere',
    'no-further-action', 'more-information')),
  reasons text not null check (reasons <> '' and length(reasons) <= 20000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  reconsiders uuid,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, case_id, reconsiders) references app.decision (partnership_id, case_id, id)
);
create unique index decision_reconsiders on app.decision (partnership_id, case_id, reconsiders) where reconsiders is not null;
-- Of two first decisions recorded at the same moment one is refused.
create unique index decision_first on app.decision (partnership_id, case_id) where reconsiders is null;
create index decision_recorded_by on app.decision (recorded_by);

create table app.decision_person (
  partnership_id uuid not null,
  case_id uuid not null,
  decision_id uuid not null,
  ordinal integer not null,
  name text not null check (name <> '' and length(name) <= 200),
  agency text not null check (length(agency) <= 200),
  capacity text not null check (capacity in ('member', 'attending', 'informing')),
  primary key (partnership_id, case_id, decision_id, ordinal),
  foreign key (partnership_id, case_id, decision_id) references app.decision (partnership_id, case_id, id)
);

create table app.decision_limb (
  partnership_id uuid not null,
  case_id uuid not null,
  decision_id uuid not null,
  limb text not null,
  ordinal integer not null,
  answer text not null check (answer in ('met', 'not-met', 'unclear')),
  reason text not null check (reason <> '' and length(reason) <= 10000),
  primary key (partnership_id, case_id, decision_id, limb),
  foreign key (partnership_id, case_id, decision_id) references app.decision (partnership_id, case_id, id)
);

create table app.decision_view (
  partnership_id uuid not null,
  case_id uuid not null,
  decision_id uuid not null,
  partner text not null check (partner in ('local-authority', 'health', 'police')),
  position text not null check (position in ('agrees', 'disagrees', 'no-view')),
  reason text not null check (reason <> '' and length(reason) <= 10000),
  -- What a partner that disagrees would decide instead, in its own words.
  dissent text check (dissent <> '' and length(dissent) <= 10000),
  primary key (partnership_id, case_id, decision_id, partner),
  foreign key (partnership_id, case_id, decision_id) references app.decision (partnership_id, case_id, id),
  check ((position = 'disagrees') = (dissent is not null))
);

select ctx.guard_case_table(t, 'case_id') from unnest(array['case_person', 'case_relationship', 'case_date', 'case_clock', 'decision',
  'decision_person', 'decision_limb', 'decision_view']) t;

-- The local authority's notifier records the authority's own days, and with them what becomes due.
create function ctx.notifies_case() returns uuid[] language sql stable as $$
  select ctx.agency_cases('notifier') || ctx.named_cases('notifier')
$$;
create policy notifier_adds on app.case_date for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy notifier_changes on app.case_date for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]))
  with check (partnership_id = (select ctx.partnership_id()));
create policy notifier_adds on app.case_clock for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy clears on app.case_clock for delete to foresight_app using (
  partnership_id = (select ctx.partnership_id())
  and ((select ctx.is_coordinator()) or case_id = any ((select ctx.notifies_case())::uuid[])));

-- The chair, too, records what the group decided, and the case moves with it.
create policy chair_adds on app.decision for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('chair')));
create policy chair_adds on app.decision_person for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('chair')));
create policy chair_adds on app.decision_limb for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('chair')));
create policy chair_adds on app.decision_view for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('chair')));
-- Of the case file itself the chair changes nothing else, so the move is made here.
create function ctx.move_decided_case(which uuid, to_state text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.has_role('coordinator', 'chair') or not ctx.sees_case(which) or to_state not in ('decided', 'awaiting-information') then
    raise exception 'only a coordinator or a chair moves a case by a decision' using errcode = '42501';
  end if;
  update app.case_file set state = to_state, version = version + 1 where partnership_id = ctx.partnership_id() and id = which;
end
$$;

-- Nobody records in another's name.
create policy in_own_name on app.case_date as restrictive for insert to foresight_app with check (
  recorded_by = (select ctx.uid()) and superseded_at is null);
create policy in_own_name on app.decision as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));

grant select on app.case_person, app.case_relationship, app.case_date, app.case_clock, app.decision, app.decision_person,
  app.decision_limb, app.decision_view to foresight_app;
grant insert on app.case_person, app.case_relationship, app.case_date, app.case_clock, app.decision, app.decision_person,
  app.decision_limb, app.decision_view to foresight_app;
grant delete on app.case_clock to foresight_app;
grant update (name, other_names, born_on, age_given, died_on, sex, ethnicity, disability, disability_which, home, school, practice, version)
  on app.child to foresight_app;
grant update (earliest_day, latest_day, day_as_given, place, what, version) on app.incident to foresight_app;
grant update (name, born_on, note, removed_at, version) on app.case_person to foresight_app;
grant update (kind, version) on app.case_relationship to foresight_app;
grant update (superseded_at, superseded_by, version) on app.case_date to foresight_app;
grant execute on function ctx.notifies_case(), ctx.move_decided_case(uuid, text) to foresight_app;
