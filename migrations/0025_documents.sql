-- Files: what came with a referral, and the documents of a case with their versions. A file is received, checked by a job, and then clean,
-- refused, or held in quarantine where nobody could say. Its bytes are on a disk, encrypted under the data key of the referral or case
-- that owns it; the key is here, wrapped by the key of the service, which is not. A referral that is destroyed takes its key along, and
-- what is left on any disk or backup then opens no more. The application changes none of these rows but by the functions below.

create table app.data_key (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  referral_id uuid,
  case_id uuid,
  wrapped bytea not null check (octet_length(wrapped) = 61),
  made_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral on delete cascade,
  foreign key (partnership_id, case_id) references app.case_file,
  check ((referral_id is null) <> (case_id is null))
);
create unique index data_key_referral on app.data_key (partnership_id, referral_id) where referral_id is not null;
create unique index data_key_case on app.data_key (partnership_id, case_id) where case_id is not null;

-- A document of a case's register. What it says is in its versions, each a file.
create table app.document (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  -- Counted within the case: the name under which it is found and saved.
  number integer not null check (number > 0),
  title text not null check (title <> '' and length(title) <= 200),
  -- Government Security Classifications: the second where need-to-know must be enforced.
  classification text not null check (classification in ('official', 'official-sensitive')),
  -- Whose it is; null for the partnership's own.
  agency_id uuid,
  seen_by text not null check (seen_by in ('everybody', 'office', 'agency')),
  added_by uuid not null references app.account,
  added_at timestamptz not null default now(),
  withdrawn_by uuid references app.account,
  withdrawn_at timestamptz,
  withdrawn_why text check (withdrawn_why <> '' and length(withdrawn_why) <= 2000),
  version integer not null default 1,
  primary key (partnership_id, id),
  unique (partnership_id, case_id, number),
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, agency_id) references app.agency,
  check (seen_by <> 'agency' or agency_id is not null),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index document_agency on app.document (partnership_id, agency_id) where agency_id is not null;
create index document_added_by on app.document (added_by);
create index document_withdrawn_by on app.document (withdrawn_by) where withdrawn_by is not null;

create table app.file (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  referral_id uuid,
  document_id uuid,
  -- The case of the document.
  case_id uuid,
  key_id uuid not null,
  -- Counted within the referral or the document: there it is its version.
  number integer not null check (number > 0),
  -- As whoever sent it called it. Never part of an address or a header.
  name text not null check (name <> '' and length(name) <= 200 and name !~ '[[:cntrl:]]'),
  kind text not null check (kind in ('pdf', 'docx', 'odt', 'xlsx', 'png', 'jpg', 'txt')),
  bytes integer not null check (bytes between 1 and 52428800),
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null default 'received' check (state in ('received', 'quarantined', 'clean', 'refused')),
  -- Why it is held or refused; "checking" while its first check is under way.
  why text check (why in ('checking', 'no-scanner', 'scanner-away', 'infected', 'macros', 'protected', 'damaged', 'too-much', 'changed')),
  received_at timestamptz not null default now(),
  checked_at timestamptz,
  sent_by uuid references app.account,
  primary key (partnership_id, id),
  foreign key (partnership_id, referral_id) references app.referral on delete cascade,
  foreign key (partnership_id, document_id) references app.document,
  foreign key (partnership_id, case_id) references app.case_file,
  foreign key (partnership_id, key_id) references app.data_key on delete cascade,
  check ((referral_id is null) <> (document_id is null) and (document_id is null) = (case_id is null)),
  check ((state in ('quarantined', 'refused')) = (why is not null)),
  check ((state = 'received') = (checked_at is null))
);
create unique index file_referral on app.file (partnership_id, referral_id, number) where referral_id is not null;
create unique index file_document on app.file (partnership_id, document_id, number) where document_id is not null;
create index file_case on app.file (partnership_id, case_id) where case_id is not null;
create index file_key on app.file (partnership_id, key_id);
create index file_sent_by on app.file (sent_by) where sent_by is not null;

-- A file that no scanner has seen, taken all the same by a coordinator, who said why.
create table app.file_release (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  file_id uuid not null,
  released_by uuid not null references app.account,
  released_at timestamptz not null default now(),
  reason text not null check (reason <> '' and length(reason) <= 2000),
  primary key (partnership_id, id),
  foreign key (partnership_id, file_id) references app.file on delete cascade
);
create index file_release_file on app.file_release (partnership_id, file_id);
create index file_release_released_by on app.file_release (released_by);

select ctx.guard_case_table('document', 'case_id');
-- Besides: a document for its agency or for the office alone is there for nobody else.
create policy seen_by on app.document as restrictive for select to foresight_app using (
  seen_by = 'everybody' or (select ctx.has_role('coordinator', 'chair'))
  or (seen_by = 'agency' and agency_id = any ((select ctx.here_for())::uuid[])
    and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[])));
create policy in_own_name on app.document as restrictive for insert to foresight_app with check (
  added_by = (select ctx.uid()) and withdrawn_at is null);
create policy withdraws_in_own_name on app.document as restrictive for update to foresight_app using (withdrawn_at is null)
  with check (withdrawn_by = (select ctx.uid()));
grant select on app.document to foresight_app;
grant insert (partnership_id, case_id, number, title, classification, agency_id, seen_by, added_by) on app.document to foresight_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_why, version) on app.document to foresight_app;

alter table app.file enable row level security;
alter table app.file force row level security;
create policy owner on app.file to foresight_owner using (true) with check (true);
-- For staff, with the referral or the document that they see; the policies of those decide.
create policy sees on app.file for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and case when document_id is null
    then exists (select from app.referral r where r.partnership_id = file.partnership_id and r.id = file.referral_id)
    else exists (select from app.document d where d.partnership_id = file.partnership_id and d.id = file.document_id) end);
grant select on app.file to foresight_app;

alter table app.data_key enable row level security;
alter table app.data_key force row level security;
create policy owner on app.data_key to foresight_owner using (true) with check (true);
create policy with_its_file on app.data_key for select to foresight_app using (
  exists (select from app.file f where f.partnership_id = data_key.partnership_id and f.key_id = data_key.id));
grant select on app.data_key to foresight_app;

alter table app.file_release enable row level security;
alter table app.file_release force row level security;
create policy owner on app.file_release to foresight_owner using (true) with check (true);
create policy coordinator on app.file_release for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator())
  and exists (select from app.file f where f.partnership_id = file_release.partnership_id and f.id = file_release.file_id));
create policy coordinator_takes on app.file_release for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and released_by = (select ctx.uid())
  and exists (select from app.file f where f.partnership_id = file_release.partnership_id and f.id = file_release.file_id
    and f.state = 'quarantined' and f.why = 'no-scanner'));
grant select on app.file_release to foresight_app;
grant insert (partnership_id, file_id, released_by, reason) on app.file_release to foresight_app;

-- The data key of a referral or a case: the one that there is, or what is offered. For the functions below alone.
create function ctx.data_key_of(of_referral uuid, of_case uuid, offered bytea, out id uuid, out wrapped bytea) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  insert into app.data_key (partnership_id, referral_id, case_id, wrapped)
    values (ctx.partnership_id(), of_referral, of_case, offered) on conflict do nothing;
  select k.id, k.wrapped into id, wrapped from app.data_key k
    where k.partnership_id = ctx.partnership_id() and (k.referral_id = of_referral or k.case_id = of_case);
end
$$;

-- The files that came by this receipt. Their names are told for as long as the draft is the writer's; whoever finds the receipt later
-- learns no more of them than of the answers.
create function ctx.own_files(out id uuid, out number integer, out name text, out kind text, out bytes integer, out state text, out why text,
    out received_at timestamptz) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.id, f.number, case when r.state = 'draft' then f.name end, f.kind, f.bytes, f.state, f.why, f.received_at
  from app.file f join app.referral r on r.partnership_id = f.partnership_id and r.id = f.referral_id
  where ctx.kind() = 'receipt' and f.partnership_id = (select ctx.partnership_id()) and f.referral_id = (select ctx.subject_id())
  order by f.number
$$;

-- Whether another file of so many bytes may come by this receipt: twenty files and 200 MB for a referral, and 5 GB for all the drafts of a
-- partnership, so that nobody can fill the disk with what was never sent.
create function ctx.has_file_room(weighing integer) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.kind() = 'receipt'
    and exists (select from app.referral r where r.partnership_id = ctx.partnership_id() and r.id = ctx.subject_id() and r.state <> 'closed')
    and (select count(*) < 20 and coalesce(sum(f.bytes), 0) + weighing <= 209715200 from app.file f
      where f.partnership_id = ctx.partnership_id() and f.referral_id = ctx.subject_id())
    and (select coalesce(sum(f.bytes), 0) + weighing <= 5368709120 from app.file f
      join app.referral r on r.partnership_id = f.partnership_id and r.id = f.referral_id and r.state = 'draft'
      where f.partnership_id = ctx.partnership_id())
$$;

-- Adds a file to the referral of this receipt: its row, and the key to encrypt it under. No row where there is no room.
create function ctx.attach_file(called text, of_kind text, weighing integer, digest bytea, offered bytea, out id uuid, out number integer,
    out owner uuid, out wrapped bytea) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  key_id uuid;
begin
  if ctx.kind() is distinct from 'receipt' then
    raise exception 'only with a receipt' using errcode = '42501';
  end if;
  owner := ctx.subject_id();
  perform pg_advisory_xact_lock(hashtextextended('files of ' || owner, 0));
  if not ctx.has_file_room(weighing) then
    return;
  end if;
  select k.id, k.wrapped into key_id, wrapped from ctx.data_key_of(owner, null, offered) k;
  insert into app.file as f (partnership_id, referral_id, key_id, number, name, kind, bytes, sha256)
    values (here, owner, key_id,
      1 + coalesce((select max(o.number) from app.file o where o.partnership_id = here and o.referral_id = owner), 0),
      called, of_kind, weighing, digest)
    returning f.id, f.number into attach_file.id, attach_file.number;
end
$$;

-- Takes a file out of one's own draft again; false where it is not there, or the referral has gone.
create function ctx.detach_file(which uuid) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  delete from app.file f using app.referral r
    where ctx.kind() = 'receipt' and f.partnership_id = ctx.partnership_id() and f.id = which and f.referral_id = ctx.subject_id()
      and r.partnership_id = f.partnership_id and r.id = f.referral_id and r.state = 'draft';
  return found;
end
$$;

-- Adds a version to a document: a coordinator's act, on a case and a document that they see and that was not withdrawn.
create function ctx.add_document_file(which uuid, called text, of_kind text, weighing integer, digest bytea, offered bytea, out id uuid,
    out number integer, out owner uuid, out wrapped bytea) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  key_id uuid;
begin
  select d.case_id into owner from app.document d
    where d.partnership_id = here and d.id = which and d.withdrawn_at is null for update;
  if not ctx.is_coordinator() or owner is null or not ctx.sees_case(owner) then
    raise exception 'only a coordinator adds to a document of a case that they see' using errcode = '42501';
  end if;
  select k.id, k.wrapped into key_id, wrapped from ctx.data_key_of(null, owner, offered) k;
  insert into app.file as f (partnership_id, document_id, case_id, key_id, number, name, kind, bytes, sha256, sent_by)
    values (here, which, owner, key_id,
      1 + coalesce((select max(o.number) from app.file o where o.partnership_id = here and o.document_id = which), 0),
      called, of_kind, weighing, digest, ctx.uid())
    returning f.id, f.number into add_document_file.id, add_document_file.number;
end
$$;

-- The file of this job while its check is not over, with what opens it.
create function ctx.file_to_check(out partnership_id uuid, out owner uuid, out case_id uuid, out kind text, out state text, out why text,
    out sha256 bytea, out key bytea) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.partnership_id, coalesce(f.referral_id, f.case_id), f.case_id, f.kind, f.state, f.why, f.sha256, k.wrapped
  from app.file f join app.data_key k on k.partnership_id = f.partnership_id and k.id = f.key_id
  where ctx.kind() = 'job' and f.partnership_id = (select ctx.partnership_id()) and f.id = (select ctx.subject_id())
    and f.state in ('received', 'quarantined')
$$;

-- Notes what the check of this job's file came to; false where it is gone meanwhile, or its check was over.
create function ctx.note_file_check(found_state text, found_why text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.file f set state = found_state, why = found_why, checked_at = now()
    where ctx.kind() = 'job' and f.partnership_id = ctx.partnership_id() and f.id = ctx.subject_id()
      and f.state in ('received', 'quarantined') and found_state <> 'received';
  return found;
end
$$;

-- Which of these files are in any partnership's records, for the sweep of the disk: identifiers and nothing else.
create function ctx.known_files(asked uuid[]) returns setof uuid
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select f.id from app.file f where f.id = any (asked)
$$;

grant execute on function ctx.own_files(), ctx.has_file_room(integer), ctx.attach_file(text, text, integer, bytea, bytea), ctx.detach_file(uuid),
  ctx.add_document_file(uuid, text, text, integer, bytea, bytea) to foresight_app;
grant execute on function ctx.file_to_check(), ctx.note_file_check(text, text), ctx.known_files(uuid[]) to foresight_worker;
