-- The rapid review: the safeguarding partners' first joint look at a case, sent to the Panel within fifteen working days. What is written
-- stands item by item and is never written over: each save is another row. What the partners sign is a version that is frozen with its
-- digest, so that a signature is over words and not over a moving page. Agencies give their summaries by the links of 0023 and 0024.

-- How a partnership itself spreads the fifteen working days. Its own convention: no law sets these days. Each change is another row, and
-- a review keeps the script with which it began.
create table app.rapid_review_script (
  partnership_id uuid not null references app.partnership, id uuid not null default gen_random_uuid(),
  number integer not null check (number > 0),
  -- Whose script it is, or from where it was taken.
  source text not null check (source <> '' and length(source) <= 500),
  -- A list of {name, from, until, done}: working days of the count, and which fact on record ends the step.
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) <= 20 and octet_length(steps::text) <= 20000),
  from_day date not null default (now() at time zone 'Europe/London')::date, set_by uuid not null references app.account,
  set_at timestamptz not null default now(), primary key (partnership_id, id), unique (partnership_id, number)
);
create index rapid_review_script_set_by on app.rapid_review_script (set_by);

create table app.rapid_review (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null,
  opened text not null check (opened in ('by-notification', 'from-awareness')),
  -- The day of the fact that opened it: the notification's, or that of awareness.
  opened_on date not null,
  opened_at timestamptz not null, opened_by uuid not null references app.account,
  script_id uuid,
  -- Ended without being carried on: the notification was withdrawn, for instance.
  ended_at timestamptz,
  ended_by uuid references app.account,
  ended_why text check (ended_why <> '' and length(ended_why) <= 2000), version integer not null default 1,
  primary key (partnership_id, id), unique (partnership_id, case_id, id), foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, script_id) references app.rapid_review_script,
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
-- Of two that are opened at the same moment one is there already.
create unique index rapid_review_running on app.rapid_review (partnership_id, case_id) where ended_at is null;
create index rapid_review_by_script on app.rapid_review (partnership_id, script_id) where script_id is not null;
create index rapid_review_opened_by on app.rapid_review (opened_by);
create index rapid_review_ended_by on app.rapid_review (ended_by) where ended_by is not null;

-- One item of the content, as it was saved: the highest version is what stands. Two who save at once meet in the primary key.
create table app.rapid_review_item (
  partnership_id uuid not null, case_id uuid not null, review_id uuid not null,
  item text not null check (item ~ '^[a-z][a-z-]{1,39}$'), version integer not null check (version > 0),
  owner text not null default '' check (length(owner) <= 200),
  state text not null check (state in ('in-progress', 'done', 'not-applicable')),
  reason text not null default '' check (length(reason) <= 2000),
  -- By question; src/rapid-review/checklist.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 200000),
  saved_by uuid not null references app.account, saved_at timestamptz not null default now(),
  primary key (partnership_id, review_id, item, version),
  foreign key (partnership_id, case_id, review_id) references app.rapid_review (partnership_id, case_id, id),
  check (state <> 'not-applicable' or reason <> '')
);
create index rapid_review_item_case on app.rapid_review_item (partnership_id, case_id);
create index rapid_review_item_saved_by on app.rapid_review_item (saved_by);

-- Records that belong to a review: a key practice episode, learning as it is found, an earlier review that said the same, a meeting, a
-- letter to an agency. A correction is another row that takes the place of the first; what was taken out stays, marked so.
create table app.rapid_review_entry (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  kind text not null check (kind in ('episode', 'learning', 'earlier', 'meeting', 'letter')),
  agency_id uuid,
  day date,
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 100000),
  recorded_by uuid not null references app.account, recorded_at timestamptz not null default now(),
  replaces uuid,
  is_removed boolean not null default false, primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, review_id) references app.rapid_review (partnership_id, case_id, id),
  foreign key (partnership_id, agency_id) references app.agency,
  foreign key (partnership_id, case_id, replaces) references app.rapid_review_entry (partnership_id, case_id, id),
  check (not is_removed or replaces is not null)
);
create unique index rapid_review_entry_replaces on app.rapid_review_entry (partnership_id, case_id, replaces) where replaces is not null;
create index rapid_review_entry_review on app.rapid_review_entry (partnership_id, review_id, kind);
create index rapid_review_entry_agency on app.rapid_review_entry (partnership_id, agency_id) where agency_id is not null;
create index rapid_review_entry_recorded_by on app.rapid_review_entry (recorded_by);

-- An agency that was asked for its summary, as app.agency_request; its answers stand apart, so that a draft is the answerer's alone.
create table app.agency_summary (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  agency_id uuid not null,
  person text not null check (person <> '' and length(person) <= 200),
  email text not null,
  about text not null check (about <> '' and length(about) <= 5000),
  state text not null default 'asked' check (state in ('asked', 'known', 'nil', 'withdrawn')),
  due_on date not null,
  invitation_id uuid not null,
  asked_by uuid not null references app.account, asked_at timestamptz not null default now(), answered_at timestamptz,
  answer_name text check (answer_name <> '' and length(answer_name) <= 200),
  answer_job text check (answer_job <> '' and length(answer_job) <= 200),
  -- Whether the agency says that it has secured its records; that acknowledges the letter.
  is_secured boolean, primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.rapid_review (partnership_id, case_id, id),
  foreign key (partnership_id, agency_id) references app.agency, foreign key (partnership_id, invitation_id) references app.invitation,
  check ((state in ('known', 'nil')) = (answered_at is not null) and (answered_at is null) = (answer_name is null)
    and (answered_at is null) = (answer_job is null) and (answered_at is null) = (is_secured is null))
);
create index agency_summary_case on app.agency_summary (partnership_id, case_id, asked_at);
create index agency_summary_review on app.agency_summary (partnership_id, review_id);
create index agency_summary_open on app.agency_summary (partnership_id, due_on) where state = 'asked';
create unique index agency_summary_asked on app.agency_summary (partnership_id, review_id, agency_id) where state = 'asked';
create index agency_summary_agency on app.agency_summary (partnership_id, agency_id);
create index agency_summary_invitation on app.agency_summary (partnership_id, invitation_id);
create index agency_summary_asked_by on app.agency_summary (asked_by);

-- What was done so that a summary came: never changed.
create table app.agency_summary_step (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, summary_id uuid not null,
  kind text not null check (kind in ('reminded', 'sent-again', 'escalated', 'withdrawn')),
  to_whom text not null default '' check (length(to_whom) <= 200),
  words text not null default '' check (length(words) <= 5000), taken_by uuid not null references app.account,
  taken_at timestamptz not null default now(), primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file, foreign key (partnership_id, summary_id) references app.agency_summary
);
create index agency_summary_step_summary on app.agency_summary_step (partnership_id, summary_id, taken_at);
create index agency_summary_step_case on app.agency_summary_step (partnership_id, case_id);
create index agency_summary_step_taken_by on app.agency_summary_step (taken_by);

create table app.agency_summary_answer (
  partnership_id uuid not null, summary_id uuid not null, case_id uuid not null,
  -- By question; src/rapid-review/summary-questions.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 200000),
  sent_at timestamptz, version integer not null default 1, primary key (partnership_id, summary_id),
  foreign key (partnership_id, summary_id) references app.agency_summary, foreign key (partnership_id, case_id) references app.case_file
);
create index agency_summary_answer_case on app.agency_summary_answer (partnership_id, case_id);

-- What the partners sign: the whole content as it stood, with its digest. Never changed.
create table app.rapid_review_version (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  number integer not null check (number > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 2000000),
  hash bytea not null,
  frozen_by uuid not null references app.account, frozen_at timestamptz not null default now(), primary key (partnership_id, id),
  unique (partnership_id, case_id, id), unique (partnership_id, review_id, number),
  foreign key (partnership_id, case_id, review_id) references app.rapid_review (partnership_id, case_id, id),
  -- Text of jsonb is the same for the same content, so the digest can be worked out again by anybody.
  check (hash = sha256(convert_to(content::text, 'UTF8')))
);
create index rapid_review_version_frozen_by on app.rapid_review_version (frozen_by);

-- A partner's delegate says yes or no to a version, in their own name, once.
create table app.rapid_review_signature (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null,
  version_id uuid not null,
  partner text not null check (partner in ('local-authority', 'health', 'police')),
  position text not null check (position in ('agrees', 'disagrees')),
  words text not null default '' check (length(words) <= 10000),
  job text not null check (job <> '' and length(job) <= 200), signed_by uuid not null references app.account,
  signed_at timestamptz not null default now(), primary key (partnership_id, id), unique (partnership_id, version_id, partner),
  foreign key (partnership_id, case_id, version_id) references app.rapid_review_version (partnership_id, case_id, id),
  check (position = 'agrees' or words <> '')
);
create index rapid_review_signature_case on app.rapid_review_signature (partnership_id, case_id);
create index rapid_review_signature_signed_by on app.rapid_review_signature (signed_by);

create table app.rapid_review_sending (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null,
  version_id uuid not null,
  day date not null,
  time time not null,
  -- Who sent it, where it was not whoever records it; and how.
  words text not null check (words <> '' and length(words) <= 2000),
  -- Why it went without every signature, where it did.
  unsigned_why text not null default '' check (length(unsigned_why) <= 2000), recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(), primary key (partnership_id, id), unique (partnership_id, version_id),
  foreign key (partnership_id, case_id, version_id) references app.rapid_review_version (partnership_id, case_id, id)
);
create index rapid_review_sending_case on app.rapid_review_sending (partnership_id, case_id);
create index rapid_review_sending_recorded_by on app.rapid_review_sending (recorded_by);

-- What the Panel answered, and what the partners did with it. Never changed: another reply, or another answer to it, is another row.
create table app.rapid_review_reply (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), case_id uuid not null, review_id uuid not null,
  kind text not null check (kind in ('panel', 'partners')),
  -- The Panel: agrees, disagrees, asks, national-review. The partners: stands, decided-again, answered.
  position text not null,
  day date not null,
  words text not null check (words <> '' and length(words) <= 10000),
  -- The reply that the partners answer.
  answers_to uuid,
  -- The decision that stands with the partners' answer.
  decision_id uuid, recorded_by uuid not null references app.account, recorded_at timestamptz not null default now(),
  primary key (partnership_id, id), unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, review_id) references app.rapid_review (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, answers_to) references app.rapid_review_reply (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, decision_id) references app.decision (partnership_id, case_id, id),
  check ((kind = 'panel' and answers_to is null and position in ('agrees', 'disagrees', 'asks', 'national-review'))
    or (kind = 'partners' and answers_to is not null and position in ('stands', 'decided-again', 'answered'))),
  check ((position in ('stands', 'decided-again')) = (decision_id is not null))
);
create unique index rapid_review_reply_answers on app.rapid_review_reply (partnership_id, case_id, answers_to) where answers_to is not null;
create index rapid_review_reply_review on app.rapid_review_reply (partnership_id, review_id);
create index rapid_review_reply_decision on app.rapid_review_reply (partnership_id, case_id, decision_id) where decision_id is not null;
create index rapid_review_reply_recorded_by on app.rapid_review_reply (recorded_by);

select ctx.guard_case_table(t, 'case_id') from unnest(array['rapid_review', 'rapid_review_item', 'rapid_review_entry', 'agency_summary',
  'agency_summary_step', 'agency_summary_answer', 'rapid_review_version', 'rapid_review_signature', 'rapid_review_sending',
  'rapid_review_reply']) t;

-- Rows that are never changed cannot be.
do $$ declare t text; begin
  foreach t in array array['rapid_review_item', 'rapid_review_entry', 'agency_summary', 'agency_summary_step', 'agency_summary_answer',
    'rapid_review_version', 'rapid_review_signature', 'rapid_review_sending', 'rapid_review_reply'] loop
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
  foreach t in array array['agency_summary', 'agency_summary_step', 'agency_summary_answer', 'rapid_review_signature'] loop
    execute format('drop policy coordinator_adds on app.%I', t);
  end loop;
end $$;

-- The review opens in the act that records the notification, which is the notifier's as well as the coordinator's.
create policy notifier_adds on app.rapid_review for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]));
create policy in_own_name on app.rapid_review as restrictive for insert to foresight_app with check (
  opened_by = (select ctx.uid()) and ended_at is null);
create policy ends_in_own_name on app.rapid_review as restrictive for update to foresight_app using (ended_at is null)
  with check (ended_by is null or ended_by = (select ctx.uid()));
create policy in_own_name on app.rapid_review_item as restrictive for insert to foresight_app with check (saved_by = (select ctx.uid()));
create policy in_own_name on app.rapid_review_entry as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
create policy in_own_name on app.rapid_review_version as restrictive for insert to foresight_app with check (frozen_by = (select ctx.uid()));
create policy in_own_name on app.rapid_review_sending as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));
create policy in_own_name on app.rapid_review_reply as restrictive for insert to foresight_app with check (recorded_by = (select ctx.uid()));

-- For which statutory partners whoever acts is the delegate today: by the agency that they are here for.
create function ctx.delegate_of() returns text[] language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(array_agg(distinct case g.kind when 'local-authority' then 'local-authority' when 'integrated-care-board' then 'health'
    when 'police' then 'police' end), '{}')
  from app.membership m join app.agency g on g.partnership_id = m.partnership_id and g.id = m.agency_id
  where ctx.kind() = 'session' and m.account_id = (select ctx.uid()) and m.partnership_id = (select ctx.partnership_id())
    and m.role = 'partner-delegate' and m.role = any ((select ctx.roles())::text[])
    and g.kind in ('local-authority', 'integrated-care-board', 'police')
    and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
$$;
-- A delegate signs for their own partner, in their own name, on a case that they are on as a delegate.
create policy delegate_signs on app.rapid_review_signature for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and signed_by = (select ctx.uid()) and partner = any ((select ctx.delegate_of())::text[])
  and case_id = any ((select ctx.agency_cases('partner-delegate') || ctx.named_cases('partner-delegate'))::uuid[]));

-- Coordinators and chairs see every summary of a case that they see; whoever is here for an agency sees what that agency gave.
drop policy sees on app.agency_summary;
create policy sees on app.agency_summary for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.has_role('coordinator', 'chair'))
    or (agency_id = any ((select ctx.here_for())::uuid[])
      and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[]))));
drop policy sees on app.agency_summary_step;
create policy sees on app.agency_summary_step for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('coordinator', 'chair')));
drop policy sees on app.agency_summary_answer;
create policy sees on app.agency_summary_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session' and sent_at is not null
  and exists (select from app.agency_summary s where s.partnership_id = agency_summary_answer.partnership_id
    and s.id = agency_summary_answer.summary_id));
create policy answerer on app.agency_summary_answer for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and summary_id = (select ctx.guest_of()) and sent_at is null);
create policy answerer_writes on app.agency_summary_answer for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and summary_id = (select ctx.guest_of())
    and sent_at is null)
  with check (sent_at is null);

alter table app.rapid_review_script enable row level security;
alter table app.rapid_review_script force row level security;
create policy owner on app.rapid_review_script to foresight_owner using (true) with check (true);
create policy here on app.rapid_review_script for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session');
create policy coordinator_sets on app.rapid_review_script for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and set_by = (select ctx.uid()));

grant select on app.rapid_review_script, app.rapid_review, app.rapid_review_item, app.rapid_review_entry, app.agency_summary,
  app.agency_summary_step, app.agency_summary_answer, app.rapid_review_version, app.rapid_review_signature, app.rapid_review_sending,
  app.rapid_review_reply to foresight_app;
grant insert (partnership_id, number, source, steps, set_by) on app.rapid_review_script to foresight_app;
grant insert on app.rapid_review, app.rapid_review_item, app.rapid_review_entry, app.rapid_review_version, app.rapid_review_signature,
  app.rapid_review_sending, app.rapid_review_reply to foresight_app;
grant update (ended_at, ended_by, ended_why, script_id, version) on app.rapid_review to foresight_app;
grant update (answers, version) on app.agency_summary_answer to foresight_app;

-- A summary's link is for a coordinator to pass on, as that of a request is. What was decided of the other links stands as it is.
alter function ctx.passes_on(uuid) rename to passes_on_other;
create function ctx.passes_on(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.passes_on_other(which) or (ctx.is_coordinator() and exists (
    select from app.invitation i join app.agency_summary s on s.partnership_id = i.partnership_id and s.id = i.subject_id
    where i.partnership_id = ctx.partnership_id() and i.id = which and i.purpose = 'agency-request' and s.case_id <> all (ctx.shut_cases())))
$$;

-- Asks an agency that is involved for its summary, by a person whom it nominated; answers the summary and its invitation.
create function ctx.ask_summary(which uuid, of_agency uuid, of_person text, to_email text, about_whom text, until date,
    out summary uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  asked_for app.rapid_review;
begin
  select * into asked_for from app.rapid_review r where r.partnership_id = here and r.id = which and r.ended_at is null;
  if not ctx.is_coordinator() or asked_for.id is null or not ctx.sees_case(asked_for.case_id) then
    raise exception 'only a coordinator asks an agency' using errcode = '42501';
  end if;
  if until < ctx.today() or not exists (select from app.case_agency c where c.partnership_id = here and c.case_id = asked_for.case_id
      and c.agency_id = of_agency and c.from_day <= ctx.today() and (c.until_day is null or c.until_day > ctx.today())) then
    raise exception 'an agency is asked that is involved, by a day to come' using errcode = '22023';
  end if;
  summary := gen_random_uuid();
  invitation := ctx.invite_by_link('agency-request', summary, to_email);
  insert into app.agency_summary (partnership_id, id, case_id, review_id, agency_id, person, email, about, due_on, invitation_id, asked_by)
    values (here, summary, asked_for.case_id, which, of_agency, of_person, to_email, about_whom, until, invitation, ctx.uid());
  insert into app.agency_summary_answer (partnership_id, summary_id, case_id) values (here, summary, asked_for.case_id);
end
$$;

-- A step so that a summary comes, as ctx.chase_agency.
create function ctx.chase_summary(which uuid, step text, whom text, in_words text, to_email text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  asked app.agency_summary;
begin
  select * into asked from app.agency_summary s where s.partnership_id = here and s.id = which for update;
  if not ctx.is_coordinator() or asked.id is null or asked.case_id = any (ctx.shut_cases()) then
    raise exception 'only a coordinator chases a summary' using errcode = '42501';
  end if;
  if asked.state <> 'asked' then
    return null;
  end if;
  if step = 'sent-again' then
    update app.agency_summary set invitation_id = ctx.invite_by_link('agency-request', which, to_email), person = whom, email = to_email
      where partnership_id = here and id = which returning invitation_id into asked.invitation_id;
  elsif step = 'withdrawn' then
    update app.agency_summary set state = 'withdrawn' where partnership_id = here and id = which;
    update app.invitation set revoked_at = now()
      where partnership_id = here and id = asked.invitation_id and accepted_at is null and revoked_at is null;
  end if;
  insert into app.agency_summary_step (partnership_id, case_id, summary_id, kind, to_whom, words, taken_by)
    values (here, asked.case_id, which, step, whom, in_words, ctx.uid());
  return asked.invitation_id;
end
$$;

-- What the answerer is asked. Of the case there is the identifier, for the trail, and nothing else.
create function ctx.own_summary(out id uuid, out case_id uuid, out agency text, out person text, out about text, out due_on date) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select s.id, s.case_id, g.name, s.person, s.about, s.due_on
  from app.agency_summary s join app.agency g on g.partnership_id = s.partnership_id and g.id = s.agency_id
  where ctx.kind() = 'answerer' and s.partnership_id = ctx.partnership_id() and s.id = ctx.guest_of() and s.state = 'asked'
$$;

-- Sends the summary, as it was at `seen_version`; `nil` where the agency has no record of the family. False where it was sent, taken back or
-- changed meanwhile. The link is then closed.
create function ctx.send_summary(seen_version integer, nil boolean, by_name text, as_job text, secured boolean) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  invited uuid := ctx.subject_id();
  wanted uuid;
begin
  if ctx.kind() is distinct from 'answerer' then
    raise exception 'only an agency that was asked gives its summary' using errcode = '42501';
  end if;
  perform from app.invitation i where i.partnership_id = here and i.id = invited for update;
  wanted := ctx.guest_of();
  update app.agency_summary_answer a set sent_at = now(), version = a.version + 1, answers = case when nil then '{}' else a.answers end
    where a.partnership_id = here and a.summary_id = wanted and a.sent_at is null and a.version = seen_version;
  if not found then
    return false;
  end if;
  update app.agency_summary set state = case when nil then 'nil' else 'known' end, answered_at = now(), answer_name = by_name,
    answer_job = as_job, is_secured = secured
    where partnership_id = here and id = wanted;
  perform ctx.use_link(invited);
  return true;
end
$$;

-- Which agencies were asked and what came of it, for everybody on the case: names and states, and nothing of what an agency wrote.
create function ctx.summary_states(which uuid, out agency_id uuid, out agency text, out state text, out due_on date, out answered_on date)
    returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select s.agency_id, g.name, s.state, s.due_on, (s.answered_at at time zone 'Europe/London')::date
  from app.agency_summary s join app.agency g on g.partnership_id = s.partnership_id and g.id = s.agency_id
  where ctx.sees_case(s.case_id) and s.partnership_id = (select ctx.partnership_id()) and s.review_id = which
  order by lower(g.name), s.asked_at
$$;

grant execute on function ctx.delegate_of(), ctx.ask_summary(uuid, uuid, text, text, text, date),
  ctx.chase_summary(uuid, text, text, text, text), ctx.own_summary(), ctx.send_summary(integer, boolean, text, text, boolean),
  ctx.summary_states(uuid) to foresight_app;
