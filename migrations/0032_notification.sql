-- The notification of a serious incident: what is put together for the national system, that it was sent, what was added to it afterwards,
-- and that it was withdrawn. Nothing goes out from here: the authority's notifier types it into the national system, and records the act.
-- Only a draft is ever changed; what was sent is kept as it was, and every later fact is another row. And the codes of a case.

create table app.notification (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  state text not null default 'draft' check (state in ('draft', 'sent', 'withdrawn')),
  -- What the case file has no place for, by question; src/notification/questions.ts has the keys.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 400000),
  begun_by uuid not null references app.account,
  begun_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, id),
  foreign key (partnership_id, case_id) references app.case_file
);
-- One notification for an incident (rule NOT-05b); one that was withdrawn may be followed by another.
create unique index notification_live on app.notification (partnership_id, case_id) where state <> 'withdrawn';
create index notification_begun_by on app.notification (begun_by);

-- What the national system asks of each child and the file does not have, and where the child stands: one of the four in full, or, with
-- no place, in the free text.
create table app.notification_child (
  partnership_id uuid not null,
  case_id uuid not null,
  notification_id uuid not null,
  child_id uuid not null,
  place integer check (place > 0),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 100000),
  version integer not null default 1,
  primary key (partnership_id, notification_id, child_id),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id),
  foreign key (partnership_id, case_id, child_id) references app.case_child
);
create index notification_child_case on app.notification_child (partnership_id, case_id, child_id);

-- That it was sent: when, by whom, with what in it. `pack` is what stood in the pack at that moment, word for word.
create table app.notification_sent (
  partnership_id uuid not null,
  case_id uuid not null,
  notification_id uuid not null,
  sent_at timestamptz not null,
  sent_by text not null check (sent_by <> '' and length(sent_by) <= 200),
  -- Recorded by somebody who is not the authority's notifier.
  on_behalf boolean not null,
  -- The receipt of the national system, among the documents of the case.
  document_id uuid,
  pack jsonb not null check (octet_length(pack::text) <= 2000000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, notification_id),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id),
  foreign key (partnership_id, document_id) references app.document
);
create index notification_sent_case on app.notification_sent (partnership_id, case_id);
create index notification_sent_document on app.notification_sent (partnership_id, document_id) where document_id is not null;
create index notification_sent_recorded_by on app.notification_sent (recorded_by);

-- The reference of the national system: one for a notification, or, on the forms of before February 2019, one for each form.
create table app.notification_reference (
  partnership_id uuid not null,
  case_id uuid not null,
  notification_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  reference text not null check (reference <> '' and length(reference) <= 60),
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, notification_id, ordinal),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id)
);
create unique index notification_reference_once on app.notification_reference (partnership_id, lower(reference));
create index notification_reference_case on app.notification_reference (partnership_id, case_id);

-- Another area that was told, such as the one that looks after a child placed here.
create table app.notification_area (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  notification_id uuid not null,
  authority text not null check (authority <> '' and length(authority) <= 200),
  told_on date not null,
  how text not null check (how <> '' and length(how) <= 2000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id)
);
create index notification_area_notification on app.notification_area (partnership_id, case_id, notification_id);
create index notification_area_recorded_by on app.notification_area (recorded_by);

-- A later fact that went to the same notification.
create table app.notification_update (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  notification_id uuid not null,
  sent_on date not null,
  what text not null check (what <> '' and length(what) <= 10000),
  sent_by text not null check (sent_by <> '' and length(sent_by) <= 200),
  on_behalf boolean not null,
  document_id uuid,
  -- What the pack said when the update was recorded: the next one is held against it.
  pack jsonb not null check (octet_length(pack::text) <= 2000000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id),
  foreign key (partnership_id, document_id) references app.document
);
create index notification_update_notification on app.notification_update (partnership_id, case_id, notification_id, recorded_at);
create index notification_update_document on app.notification_update (partnership_id, document_id) where document_id is not null;
create index notification_update_recorded_by on app.notification_update (recorded_by);

-- That it was found not to meet the criteria (rule NOT-08): what was found, which partners agreed, and when the Panel was told.
create table app.notification_withdrawal (
  partnership_id uuid not null,
  case_id uuid not null,
  notification_id uuid not null,
  found_on date not null,
  reason text not null check (reason <> '' and length(reason) <= 10000),
  -- By partner: {"position": "agrees" | "disagrees" | "no-view", "who": "…"}.
  partners jsonb not null check (jsonb_typeof(partners) = 'object' and octet_length(partners::text) <= 10000),
  panel_told_on date not null,
  panel_told_how text not null check (panel_told_how <> '' and length(panel_told_how) <= 2000),
  on_behalf boolean not null,
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, notification_id),
  foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id),
  check (panel_told_on >= found_on)
);
create index notification_withdrawal_case on app.notification_withdrawal (partnership_id, case_id);
create index notification_withdrawal_recorded_by on app.notification_withdrawal (recorded_by);

-- The codes of a case in the national categories, each with the version of the codebook by which it was set. One that is taken away stays.
create table app.case_code (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  scheme text not null check (scheme ~ '^[a-z0-9-]{1,40}$'),
  codebook text not null check (codebook ~ '^[0-9a-z.-]{1,40}$'),
  code text not null check (code ~ '^[A-Za-z0-9-]{1,60}$'),
  set_by uuid not null references app.account,
  set_at timestamptz not null default now(),
  removed_by uuid references app.account,
  removed_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references app.case_file,
  check ((removed_at is null) = (removed_by is null))
);
create unique index case_code_current on app.case_code (partnership_id, case_id, scheme, code) where removed_at is null;
create index case_code_code on app.case_code (partnership_id, scheme, code) where removed_at is null;
create index case_code_set_by on app.case_code (set_by);
create index case_code_removed_by on app.case_code (removed_by) where removed_by is not null;

select ctx.guard_case_table(t, 'case_id') from unnest(array['notification', 'notification_child', 'notification_sent',
  'notification_reference', 'notification_area', 'notification_update', 'notification_withdrawal', 'case_code']) t;

-- The pack names the children and their family in full, so it is for those who send it and those who answer for it: coordinators, chairs,
-- and the notifier of an authority that is involved.
do $$ declare t text; begin
  foreach t in array array['notification', 'notification_child', 'notification_sent', 'notification_reference', 'notification_area',
    'notification_update', 'notification_withdrawal'] loop
    execute format('drop policy sees on app.%I', t);
    execute format('create policy sees on app.%I for select to foresight_app using (
      partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = ''session''
      and ((select ctx.has_role(''coordinator'', ''chair'')) or case_id = any ((select ctx.notifies_case())::uuid[])))', t);
    execute format('create policy notifier_adds on app.%I for insert to foresight_app with check (
      partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]))', t);
  end loop;
  foreach t in array array['notification', 'notification_child'] loop
    execute format('create policy notifier_changes on app.%I for update to foresight_app
      using (partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.notifies_case())::uuid[]))
      with check (partnership_id = (select ctx.partnership_id()))', t);
  end loop;
  -- Of the rest nothing is changed, by anybody.
  foreach t in array array['notification_sent', 'notification_reference', 'notification_area', 'notification_update',
    'notification_withdrawal'] loop
    execute format('drop policy coordinator_changes on app.%I', t);
  end loop;
  -- Nobody records in another's name.
  foreach t in array array['notification_sent', 'notification_area', 'notification_update', 'notification_withdrawal'] loop
    execute format('create policy in_own_name on app.%I as restrictive for insert to foresight_app
      with check (recorded_by = (select ctx.uid()))', t);
  end loop;
end $$;
create policy in_own_name on app.notification as restrictive for insert to foresight_app with check (
  begun_by = (select ctx.uid()) and state = 'draft');
create policy in_own_name on app.case_code as restrictive for insert to foresight_app with check (
  set_by = (select ctx.uid()) and removed_at is null);
create policy removes_in_own_name on app.case_code as restrictive for update to foresight_app using (removed_at is null)
  with check (removed_by = (select ctx.uid()));

-- Whether a reference stands on record already, in whichever case: null where it does not, the case's reference where whoever asks sees
-- that case, and no word otherwise. One cannot be used twice, and who may not see the other case learns no more than that.
create function ctx.notification_reference_use(which text) returns text
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select case when ctx.sees_case(r.case_id) then (select c.reference from app.case_file c
      where c.partnership_id = r.partnership_id and c.id = r.case_id) else '' end
  from app.notification_reference r
  where (ctx.is_coordinator() or cardinality(ctx.notifies_case()) > 0) and r.partnership_id = ctx.partnership_id()
    and lower(r.reference) = lower(which)
$$;

-- Since when no notification of the case stands any longer because the one that was sent was withdrawn; no rapid review follows then, and no
-- time runs for one. Null while none was, and again once another is sent.
alter table app.case_file add column notification_withdrawn_on date;

-- Notes that on the case file, of which the notifier changes nothing else, and ends the rapid review that had been opened by it.
create function ctx.note_notification_withdrawn(which uuid, on_day date, why text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if not ctx.sees_case(which) or not (ctx.is_coordinator() or which = any (ctx.notifies_case())) then
    raise exception 'only a coordinator or the notifier of the case withdraws a notification' using errcode = '42501';
  end if;
  update app.case_file set notification_withdrawn_on = on_day, version = version + 1
    where partnership_id = ctx.partnership_id() and id = which and notification_withdrawn_on is distinct from on_day;
  if on_day is not null then
    update app.rapid_review set ended_at = now(), ended_by = ctx.uid(), ended_why = why, version = version + 1
      where partnership_id = ctx.partnership_id() and case_id = which and ended_at is null;
  end if;
end
$$;
grant execute on function ctx.note_notification_withdrawn(uuid, date, text) to foresight_app;

grant select on app.notification, app.notification_child, app.notification_sent, app.notification_reference, app.notification_area,
  app.notification_update, app.notification_withdrawal, app.case_code to foresight_app;
grant insert on app.notification, app.notification_child, app.notification_sent, app.notification_reference, app.notification_area,
  app.notification_update, app.notification_withdrawal, app.case_code to foresight_app;
grant update (state, answers, version) on app.notification to foresight_app;
grant update (place, answers, version) on app.notification_child to foresight_app;
grant update (removed_by, removed_at) on app.case_code to foresight_app;
grant execute on function ctx.notification_reference_use(text) to foresight_app;
