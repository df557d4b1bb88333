-- The day of a meeting and what comes after it: actions that are due go on an agenda, an item whose chair is out has somebody else named who
-- chairs it, a decision says whether the group was quorate, minutes go out by mail that holds nothing of them, and whoever reads them can
-- propose a correction. A correction is a record, for those who run the meeting and for whoever proposed it, and shut with its item.

alter table app.meeting_item drop constraint meeting_item_kind_check, drop constraint meeting_item_check;
alter table app.meeting_item
  add constraint meeting_item_kind_check check (kind in ('last-minutes', 'matters-arising', 'referral', 'case', 'rapid-review', 'review',
    'actions', 'other')),
  add constraint meeting_item_check check ((kind in ('case', 'rapid-review', 'review', 'actions')) = (case_id is not null)),
  -- Named where the chair is out for the item.
  add column chaired_by text not null default '' check (length(chaired_by) <= 200);
grant update (chaired_by) on app.meeting_item to foresight_app;
create unique index meeting_actions_once on app.meeting_item (partnership_id, meeting_id, case_id) where kind = 'actions' and state = 'open';

-- Whether the group was quorate as it was recorded; null where no meeting and no answers were counted, and for what is older than this.
alter table app.decision add column quorate boolean;

create table app.meeting_correction (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(), meeting_id uuid not null,
  -- The version that was read, and the item of it; null for what stands at the head.
  minutes_id uuid not null, item_id uuid,
  words text not null check (words <> '' and length(words) <= 2000),
  proposed_by uuid not null references app.account, proposed_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'taken', 'not-taken')), reply text not null default '' check (length(reply) <= 2000),
  settled_by uuid references app.account, settled_at timestamptz, primary key (partnership_id, id),
  foreign key (partnership_id, meeting_id, minutes_id) references app.meeting_minutes (partnership_id, meeting_id, id),
  foreign key (partnership_id, meeting_id, item_id) references app.meeting_item (partnership_id, meeting_id, id),
  check ((state = 'open') = (settled_at is null) and (settled_at is null) = (settled_by is null)), check (state <> 'not-taken' or reply <> '')
);
create index meeting_correction_meeting on app.meeting_correction (partnership_id, meeting_id, proposed_at);
create index meeting_correction_minutes on app.meeting_correction (partnership_id, meeting_id, minutes_id);
create index meeting_correction_item on app.meeting_correction (partnership_id, meeting_id, item_id) where item_id is not null;
create index on app.meeting_correction (proposed_by);
create index on app.meeting_correction (settled_by) where settled_by is not null;

alter table app.meeting_correction enable row level security;
alter table app.meeting_correction force row level security;
create policy owner on app.meeting_correction to foresight_owner using (true) with check (true);
create policy shut on app.meeting_correction as restrictive to foresight_app
  using (item_id is null or item_id <> all ((select ctx.shut_items())::uuid[]))
  with check (item_id is null or item_id <> all ((select ctx.shut_items())::uuid[]));
create policy reads on app.meeting_correction for select to foresight_app using (partnership_id = (select ctx.partnership_id())
  and ((select ctx.runs_meetings()) or proposed_by = (select ctx.uid()))
  and exists (select from app.meeting m where m.partnership_id = meeting_correction.partnership_id and m.id = meeting_correction.meeting_id));
-- Until they are approved, and of nothing but what went out to whoever proposes it.
create policy reader_adds on app.meeting_correction for insert to foresight_app with check (partnership_id = (select ctx.partnership_id())
  and (select ctx.kind()) = 'session' and proposed_by = (select ctx.uid()) and state = 'open'
  and exists (select from app.meeting m where m.partnership_id = meeting_correction.partnership_id and m.id = meeting_correction.meeting_id
    and m.state = 'held' and m.circulated_at is not null)
  and (item_id is null or exists (select from app.meeting_minutes_item i where i.partnership_id = meeting_correction.partnership_id
    and i.minutes_id = meeting_correction.minutes_id and i.item_id = meeting_correction.item_id)));
create policy runs_settles on app.meeting_correction for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.runs_meetings()) and state = 'open'
    and exists (select from app.meeting m where m.partnership_id = meeting_correction.partnership_id and m.id = meeting_correction.meeting_id
      and m.state = 'held'))
  with check (partnership_id = (select ctx.partnership_id()) and settled_by = (select ctx.uid()));
grant select, insert on app.meeting_correction to foresight_app;
grant update (state, reply, settled_by, settled_at) on app.meeting_correction to foresight_app;

-- The minutes say who chaired an item in the place of the chair, and of a decision whether it was made without a quorum or on an older pack.
create or replace function ctx.made_content(which uuid) returns jsonb language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select jsonb_build_object('kind', i.kind, 'title', i.title, 'reference', i.reference, 'pseudonym', i.pseudonym,
    'referral', i.referral_number, 'state', i.state, 'chair', i.chaired_by,
    'words', coalesce((select n.words from app.meeting_note n where n.partnership_id = i.partnership_id and n.item_id = i.id
      order by n.version desc limit 1), ''),
    'decisions', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'outcome', d.outcome, 'reasons', d.reasons,
        'quorate', d.quorate, 'pack', d.pack_number, 'newest', d.pack_newest) order by d.recorded_at), '[]')
      from app.decision d where d.partnership_id = i.partnership_id and d.case_id = i.case_id and d.day = m.day
        and i.kind <> 'actions'),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'words', a.words, 'owner', a.owner, 'due', a.due_on)
        order by a.noted_at, a.id), '[]')
      from app.meeting_action a where a.partnership_id = i.partnership_id and a.item_id = i.id and a.struck_at is null),
    'out', (select coalesce(jsonb_agg(distinct coalesce(k.person_name, p.name, p.email)), '[]')
      from app.meeting_item o join app.meeting_conflict k on k.partnership_id = o.partnership_id and k.item_id = o.id and k.ended_at is null
        left join app.account p on p.id = k.account_id
      where o.partnership_id = i.partnership_id and (o.root_id = i.root_id or o.case_id = i.case_id or o.referral_id = i.referral_id)))
  from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
  where i.partnership_id = ctx.partnership_id() and i.id = which
$$;

-- One more kind of mail, besides whatever kinds there are by now: it says that there are minutes to read, and where.
do $$ declare kinds text; begin
  select string_agg(quote_literal(kind), ', ') into kinds from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_kind_check' and c.conrelid = 'app.mail'::regclass union select 'meeting-minutes') k;
  alter table app.mail drop constraint mail_kind_check;
  execute format('alter table app.mail add constraint mail_kind_check check (kind in (%s))', kinds);
end $$;
insert into ctx.mail_kind (kind, may, needs, subject_may)
  values ('meeting-minutes', array['partnership', 'address', 'group', 'meeting-day', 'hours', 'place'], array['address'],
    array['partnership', 'group', 'meeting-day']);

create or replace function ctx.mail_meeting(at_meeting uuid, of_kind text, called text, out id uuid, out goes_out boolean) returns setof record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare here uuid := ctx.partnership_id(); held app.meeting; one record; said text;
begin
  select * into held from app.meeting m where m.partnership_id = here and m.id = at_meeting for update;
  if not ctx.runs_meetings() or held.id is null or of_kind not in ('meeting-invitation', 'meeting-moved', 'meeting-called-off', 'meeting-agenda', 'meeting-minutes') then
    raise exception 'those who run a meeting invite to it' using errcode = '42501';
  end if;
  for one in select p.account_id, a.email, i.account_id as invited, i.sequence from ctx.meeting_people(at_meeting) p
      join app.account a on a.id = p.account_id
      left join app.meeting_invitation i on i.partnership_id = here and i.meeting_id = at_meeting and i.account_id = p.account_id union all
    -- Who was invited and has no seat there any longer is told all the same when it is moved or called off.
    select i.account_id, a.email, i.account_id, i.sequence from app.meeting_invitation i join app.account a on a.id = i.account_id
      where i.partnership_id = here and i.meeting_id = at_meeting and of_kind in ('meeting-moved', 'meeting-called-off')
        and i.account_id not in (select p.account_id from ctx.meeting_people(at_meeting) p)
  loop
    continue when of_kind = 'meeting-invitation' and one.invited is not null;
    continue when of_kind in ('meeting-moved', 'meeting-called-off') and one.invited is null;
    select w.id, w.goes_out into id, goes_out from ctx.write_mail(one.email, of_kind) w;
    insert into app.mail_meeting (partnership_id, mail_id, meeting_id, group_name, day, begins, ends, place, sequence)
      values (here, id, at_meeting, called, held.day, held.begins, held.ends, held.place, held.version);
    if of_kind not in ('meeting-agenda', 'meeting-minutes') then
      insert into app.meeting_invitation as v (partnership_id, meeting_id, account_id, invited_by, sequence)
        values (here, at_meeting, one.account_id, ctx.uid(), held.version)
        on conflict (partnership_id, meeting_id, account_id) do update set sequence = excluded.sequence,
          -- Another day or time is another question.
          answer = case when of_kind = 'meeting-moved' then null else v.answer end,
          answered_at = case when of_kind = 'meeting-moved' then null else v.answered_at end,
          deputy_name = case when of_kind = 'meeting-moved' then null else v.deputy_name end;
    end if;
    return next;
  end loop;
end $$;

-- Who is shut out of which item of a meeting, for those who run it and of items that they see: what they are about to show on a screen.
create function ctx.shut_from_items(at_meeting uuid, out item_id uuid, out account_id uuid) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with items as materialized (select i.* from app.meeting_item i where i.partnership_id = (select ctx.partnership_id())
    and i.meeting_id = at_meeting and i.state <> 'taken-off' and (select ctx.runs_meetings()) and i.id <> all ((select ctx.shut_items())::uuid[]))
  select i.id, x.account_id from items i join app.case_exclusion x
      on x.partnership_id = i.partnership_id and x.case_id = i.case_id and x.ended_at is null
  union
  select i.id, k.account_id from items i join app.meeting_item o on o.partnership_id = i.partnership_id
      and (o.root_id = i.root_id or o.case_id = i.case_id or o.referral_id = i.referral_id)
    join app.meeting_conflict k on k.partnership_id = o.partnership_id and k.item_id = o.id and k.ended_at is null
  where k.account_id is not null
$$;
grant execute on function ctx.shut_from_items(uuid) to foresight_app;
