-- Whether what happened must be notified: the local authority's decision with its facts and reasons, what each statutory partner thinks of
-- it, and where a disagreement was taken. Nothing of it is changed: who thinks again records it anew and says why. What the answer
-- means for the clocks stands on the case file, so that they are derived from it like from the days.

alter table app.case_file add column notifiable text not null default 'undecided'
  check (notifiable in ('undecided', 'must', 'should', 'not', 'not-yet-known', 'other'));
-- The day to look again, while the answer that stands is "not yet known".
alter table app.case_file add column notifiable_look_again date;
create index case_file_look_again on app.case_file (partnership_id, notifiable_look_again, id) where notifiable_look_again is not null;

create table app.notifiable_record (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  answer text not null check (answer in ('must', 'should', 'not', 'not-yet-known')),
  -- Whose duty it is: this area's authority, another one of England; null where it is nobody's, or nobody can say yet.
  authority text check (authority in ('this', 'other')),
  other_authority text not null default '' check (length(other_authority) <= 200),
  -- Null before 15 April 2013, for which no rules are held.
  edition text,
  rule_ids text[] not null default '{}',
  rapid_review text not null check (rapid_review in ('follows', 'elsewhere', 'none', 'not-yet-known')),
  -- Codes, ages and days only: what the law was asked.
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  -- The rules, dates and notes as they read on the day of the record, so that a later edition of ours does not change what was answered.
  applied jsonb not null check (jsonb_typeof(applied) = 'object'),
  reasons text not null check (reasons <> '' and length(reasons) <= 10000),
  decided_on date not null,
  -- Who decided for the local authority, where somebody else put it on record; empty where it was whoever did.
  decided_by text not null default '' check (length(decided_by) <= 200),
  look_again_on date,
  -- Why the record before it does not stand any longer; empty for the first.
  why_again text not null default '' check (length(why_again) <= 5000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  supersedes uuid,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, case_id, supersedes) references app.notifiable_record (partnership_id, case_id, id),
  check (look_again_on is null or answer = 'not-yet-known'),
  check ((supersedes is null) = (why_again = ''))
);
create unique index notifiable_record_supersedes on app.notifiable_record (partnership_id, case_id, supersedes) where supersedes is not null;
-- Of two first records made at the same moment one is refused.
create unique index notifiable_record_first on app.notifiable_record (partnership_id, case_id) where supersedes is null;
create index notifiable_record_recorded_by on app.notifiable_record (recorded_by);

-- One question with its answer, as a code, and the reason for it.
create table app.notifiable_answer (
  partnership_id uuid not null,
  case_id uuid not null,
  record_id uuid not null,
  question text not null check (question ~ '^[a-z-]+$'),
  ordinal integer not null,
  answer text not null check (length(answer) <= 200),
  reason text not null default '' check (length(reason) <= 5000),
  -- Whether the answer is the one that the case file gave; otherwise it has a reason.
  from_file boolean not null default false,
  primary key (partnership_id, case_id, record_id, question),
  check (from_file or reason <> ''),
  foreign key (partnership_id, case_id, record_id) references app.notifiable_record (partnership_id, case_id, id)
);

-- What a partner thinks of a record. The latest of each partner counts, and those before it stay.
create table app.notifiable_view (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  record_id uuid not null,
  partner text not null check (partner in ('local-authority', 'health', 'police')),
  position text not null check (position in ('agrees', 'disagrees', 'no-view')),
  reason text not null check (reason <> '' and length(reason) <= 5000),
  -- What a partner that disagrees would answer instead, in its own words.
  dissent text check (dissent <> '' and length(dissent) <= 5000),
  -- Who spoke for the partner, where somebody else wrote it down; empty where it was whoever did.
  said_by text not null default '' check (length(said_by) <= 200),
  given_on date not null,
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, record_id) references app.notifiable_record (partnership_id, case_id, id),
  check ((position = 'disagrees') = (dissent is not null))
);
create index notifiable_view_record on app.notifiable_view (partnership_id, case_id, record_id, recorded_at);
create index notifiable_view_recorded_by on app.notifiable_view (recorded_by);

-- Where a disagreement was taken, and what came of it.
create table app.notifiable_escalation (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  record_id uuid not null,
  to_whom text not null check (to_whom <> '' and length(to_whom) <= 200),
  day date not null,
  -- Empty while nothing has come of it; what came of it later is another row.
  outcome text not null default '' check (length(outcome) <= 5000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, record_id) references app.notifiable_record (partnership_id, case_id, id)
);
create index notifiable_escalation_record on app.notifiable_escalation (partnership_id, case_id, record_id, recorded_at);
create index notifiable_escalation_recorded_by on app.notifiable_escalation (recorded_by);

select ctx.guard_case_table(t, 'case_id')
  from unnest(array['notifiable_record', 'notifiable_answer', 'notifiable_view', 'notifiable_escalation']) t;

-- The duty is the local authority's, so its notifier of the case decides; a coordinator writes down what was decided.
create policy notifier_adds on app.notifiable_record for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy notifier_adds on app.notifiable_answer for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy notifier_adds on app.notifiable_escalation for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));

-- The partners for which whoever acts is the delegate today, by the kind of their agency. A delegate speaks for no other partner.
create function ctx.delegate_for() returns text[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct case g.kind when 'local-authority' then 'local-authority' when 'police' then 'police' else 'health' end),
    '{}')
  from app.membership m join app.agency g on g.partnership_id = m.partnership_id and g.id = m.agency_id
  where ctx.kind() = 'session' and m.account_id = (select ctx.uid()) and m.partnership_id = (select ctx.partnership_id())
    and m.role = 'partner-delegate' and m.role = any ((select ctx.roles())::text[])
    and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
    and g.kind in ('local-authority', 'integrated-care-board', 'health', 'police')
$$;
create policy delegate_adds on app.notifiable_view for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and said_by = '' and partner = any ((select ctx.delegate_for())::text[])
  and case_id = any ((select ctx.agency_cases('partner-delegate') || ctx.named_cases('partner-delegate'))::uuid[]));

-- Nobody records in another's name.
create policy in_own_name on app.notifiable_record as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
create policy in_own_name on app.notifiable_view as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
create policy in_own_name on app.notifiable_escalation as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));

-- Of the case file itself the notifier changes nothing else, so what the answer means for it is noted here.
create function ctx.note_notifiable(which uuid, answered text, about text, again date) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.sees_case(which) or not (ctx.is_coordinator() or which = any (ctx.notifies_case())) then
    raise exception 'only a coordinator or the notifier of the case answers whether it is notifiable' using errcode = '42501';
  end if;
  update app.case_file set notifiable = answered, event = coalesce(about, event), notifiable_look_again = again, version = version + 1
    where partnership_id = ctx.partnership_id() and id = which;
end
$$;

grant select, insert on app.notifiable_record, app.notifiable_answer, app.notifiable_view, app.notifiable_escalation to foresight_app;
grant execute on function ctx.delegate_for(), ctx.note_notifiable(uuid, text, text, date) to foresight_app;
