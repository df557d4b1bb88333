-- How a return comes into a lane of 0041: who is asked, by which link, what an agency reads of itself, and what it gives.

-- An agency's own rows, before the merge is released: whoever is here for it, and the bearer of its link.
create policy own_lane on app.chronology_row for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session' and lane_id = any ((select ctx.chronology_lanes_of())::uuid[]));
create policy answerer on app.chronology_row for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and lane_id = (select ctx.guest_of()));
create policy answerer on app.chronology_return for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and lane_id = (select ctx.guest_of()));
create policy answerer_adds on app.chronology_draft for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and lane_id = (select ctx.guest_of())
  and case_id = (select l.case_id from app.chronology_lane l where l.partnership_id = chronology_draft.partnership_id and l.id = chronology_draft.lane_id));
create policy answerer_changes on app.chronology_draft for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and lane_id = (select ctx.guest_of()));
-- A file that waits is for whoever brought it.
create policy own on app.chronology_upload to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (
    ((select ctx.kind()) = 'answerer' and by_account is null and lane_id = (select ctx.guest_of()))
    or ((select ctx.is_coordinator()) and by_account = (select ctx.uid()))))
  with check (partnership_id = (select ctx.partnership_id()) and (
    ((select ctx.kind()) = 'answerer' and by_account is null and lane_id = (select ctx.guest_of()))
    or ((select ctx.is_coordinator()) and by_account = (select ctx.uid()))));
create policy answerer on app.chronology_lane for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'answerer' and id = (select ctx.guest_of()));

-- What was released stays released, what was closed stays closed, and each in the name of whoever did it. What nobody sent is gone with it.
create function ctx.note_chronology() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if (old.released_at is not null and (new.released_at, new.released_by) is distinct from (old.released_at, old.released_by))
      or (old.closed_at is not null and (new.closed_at, new.closed_by) is distinct from (old.closed_at, old.closed_by))
      or (old.released_by is null and new.released_by is distinct from ctx.uid() and new.released_by is not null)
      or (old.closed_by is null and new.closed_by is distinct from ctx.uid() and new.closed_by is not null) then
    raise exception 'a chronology is released and closed once, in the name of whoever does it' using errcode = '42501';
  end if;
  if old.closed_at is null and new.closed_at is not null then
    delete from app.chronology_upload u using app.chronology_lane l where l.partnership_id = new.partnership_id
      and l.chronology_id = new.id and u.partnership_id = l.partnership_id and u.lane_id = l.id;
  end if;
  return new;
end
$$;
create trigger once before update on app.chronology for each row execute function ctx.note_chronology();

-- The reviewer works on the merge as the coordinator does: says things of rows, and keeps the glossary.
do $$ declare t text; begin
  foreach t in array array['chronology_mark', 'chronology_mark_row', 'chronology_term', 'chronology_view'] loop
    execute format('create policy reviewer_adds on app.%I for insert to foresight_app with check (
      partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.named_cases(''reviewer''))::uuid[]))', t);
  end loop;
  foreach t in array array['chronology_mark', 'chronology_term'] loop
    execute format('create policy in_own_name on app.%I as restrictive for insert to foresight_app with check (made_by = (select ctx.uid()))', t);
  end loop;
end $$;
create policy reviewer_changes on app.chronology_view for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and case_id = any ((select ctx.named_cases('reviewer'))::uuid[]));
create policy in_own_name on app.chronology as restrictive for insert to foresight_app with check (
  opened_by = (select ctx.uid()) and released_at is null and closed_at is null);
create policy in_own_name on app.chronology_setup as restrictive for insert to foresight_app with check (set_by = (select ctx.uid()));
create policy in_own_name on app.chronology_view as restrictive for insert to foresight_app with check (saved_by = (select ctx.uid()));

-- Whom an agency named, where they are written to and how its files are read is for those who ask: ctx.lanes_asked.
grant select (partnership_id, id, case_id, chronology_id, number, agency_id, state, due_on, invitation_id, asked_at, returns, version)
  on app.chronology_lane to foresight_app;
grant select on app.chronology, app.chronology_setup, app.chronology_lane_step, app.chronology_draft, app.chronology_upload, app.chronology_return,
  app.chronology_row, app.chronology_mark, app.chronology_mark_row, app.chronology_term, app.chronology_view to foresight_app;
grant insert on app.chronology, app.chronology_setup, app.chronology_draft, app.chronology_upload, app.chronology_mark, app.chronology_mark_row, app.chronology_term,
  app.chronology_view to foresight_app;
grant update (released_by, released_at, closed_by, closed_at, version) on app.chronology to foresight_app;
grant update (id, file_name, file_hash, bytes, remembered, is_us, reading, version, held_at), delete on app.chronology_upload to foresight_app;
grant update (position, cells, is_removed, version, saved_at) on app.chronology_draft to foresight_app;
grant update (removed_at) on app.chronology_view to foresight_app;

-- A lane's link is for a coordinator to pass on. What was decided of the other links stands as it is.
alter function ctx.passes_on(uuid) rename to passes_on_asked;
create function ctx.passes_on(which uuid) returns boolean
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select ctx.passes_on_asked(which) or (ctx.is_coordinator() and exists (
    select from app.invitation i join app.chronology_lane l on l.partnership_id = i.partnership_id and l.id = i.subject_id
    where i.partnership_id = ctx.partnership_id() and i.id = which and i.purpose = 'agency-request' and l.case_id <> all (ctx.shut_cases())))
$$;

-- Opens a lane for an agency that is involved. With an address it is asked by a link, which stays open for corrections until eight weeks
-- after the day on which the return is due (ours; no law says for how long); without one the coordinator fills it.
create function ctx.open_lane(which uuid, of_agency uuid, of_person text, to_email text, until date, out lane uuid, out invitation uuid) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  asked_for app.chronology;
begin
  select * into asked_for from app.chronology c where c.partnership_id = here and c.id = which and c.closed_at is null for update;
  if not ctx.is_coordinator() or asked_for.id is null or not ctx.sees_case(asked_for.case_id) then
    raise exception 'only a coordinator opens a lane' using errcode = '42501';
  end if;
  if (to_email is not null and (until is null or until < ctx.today())) or not exists (
      select from app.case_agency c where c.partnership_id = here and c.case_id = asked_for.case_id
      and c.agency_id = of_agency and c.from_day <= ctx.today() and (c.until_day is null or c.until_day > ctx.today())) then
    raise exception 'an agency is asked that is involved, by a day to come' using errcode = '22023';
  end if;
  lane := gen_random_uuid();
  if to_email is not null then
    invitation := ctx.invite_by_link('agency-request', lane, to_email);
    update app.invitation i set expires_at = (until + 57)::timestamp at time zone 'Europe/London' where i.partnership_id = here and i.id = invitation;
  end if;
  insert into app.chronology_lane (partnership_id, id, case_id, chronology_id, number, agency_id, person, email, due_on, invitation_id, asked_by)
    values (here, lane, asked_for.case_id, which,
      1 + coalesce((select max(l.number) from app.chronology_lane l where l.partnership_id = here and l.chronology_id = which), 0),
      of_agency, coalesce(of_person, ''), to_email, case when to_email is not null then until end,
      invitation, ctx.uid());
end
$$;

-- A step so that a return comes; "sent-again" makes a new link, to the same person or another, and is also how an agency is asked whose lane
-- had none. Answers the invitation. Null where the chronology is closed or the lane was withdrawn.
create function ctx.chase_lane(which uuid, step text, whom text, in_words text, to_email text, until date) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  asked app.chronology_lane;
begin
  select * into asked from app.chronology_lane l where l.partnership_id = here and l.id = which for update;
  if not ctx.is_coordinator() or asked.id is null or not ctx.sees_case(asked.case_id) then
    raise exception 'only a coordinator chases a return' using errcode = '42501';
  end if;
  if asked.state = 'withdrawn' or exists (select from app.chronology c where c.partnership_id = here and c.id = asked.chronology_id
      and c.closed_at is not null) then
    return null;
  end if;
  if step = 'sent-again' then
    if to_email is null or coalesce(until, asked.due_on) is null then
      raise exception 'a link goes to an address, by a day' using errcode = '22023';
    end if;
    asked.invitation_id := ctx.invite_by_link('agency-request', which, to_email);
    update app.invitation i set expires_at = (greatest(coalesce(until, asked.due_on), ctx.today()) + 57)::timestamp at time zone 'Europe/London'
      where i.partnership_id = here and i.id = asked.invitation_id;
    update app.chronology_lane set invitation_id = asked.invitation_id, person = whom, email = to_email, due_on = coalesce(until, due_on)
      where partnership_id = here and id = which;
  elsif step = 'withdrawn' then
    update app.chronology_lane set state = 'withdrawn' where partnership_id = here and id = which;
    update app.invitation set revoked_at = now()
      where partnership_id = here and id = asked.invitation_id and accepted_at is null and revoked_at is null;
  end if;
  insert into app.chronology_lane_step (partnership_id, case_id, lane_id, kind, to_whom, words, taken_by)
    values (here, asked.case_id, which, step, whom, in_words, ctx.uid());
  return asked.invitation_id;
end
$$;

-- How the latest file of an agency was read: headings and what they mean, nothing that stands below them. For the functions here alone.
create function ctx.mapping_of(which uuid) returns jsonb
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select l.mapping from app.chronology_lane l where l.partnership_id = ctx.partnership_id() and l.agency_id = which and l.mapping is not null
  order by l.asked_at desc limit 1
$$;

-- What the bearer of a lane's link is asked. Of the case there is the identifier, for the trail, and nothing else.
create function ctx.own_lane(out id uuid, out case_id uuid, out chronology_id uuid, out number integer, out agency_id uuid, out agency text, out person text, out state text, out due_on date,
    out returns integer, out mapping jsonb, out closed boolean, out setup_version integer, out title text, out period_from date,
    out period_until date, out instructions text, out columns jsonb) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select l.id, l.case_id, l.chronology_id, l.number, l.agency_id, g.name, l.person, l.state, l.due_on, l.returns,
    coalesce(l.mapping, ctx.mapping_of(l.agency_id)), c.closed_at is not null,
    s.version, s.title, s.period_from, s.period_until, s.instructions, s.columns
  from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
    join app.chronology c on c.partnership_id = l.partnership_id and c.id = l.chronology_id
    join lateral (select * from app.chronology_setup s where s.partnership_id = l.partnership_id and s.chronology_id = l.chronology_id
      order by s.version desc limit 1) s on true
  where ctx.kind() = 'answerer' and l.partnership_id = ctx.partnership_id() and l.id = ctx.guest_of() and l.state <> 'withdrawn'
$$;

-- Whom the agencies of a chronology named, and how the files of each are read, for those who ask them. Where a lane has no return yet, as
-- the same agency's latest return in another chronology was read.
create function ctx.lanes_asked(which uuid, out id uuid, out person text, out email text, out mapping jsonb) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select l.id, l.person, l.email, coalesce(l.mapping, ctx.mapping_of(l.agency_id))
  from app.chronology_lane l join app.chronology c on c.partnership_id = l.partnership_id and c.id = l.chronology_id
  where l.partnership_id = (select ctx.partnership_id()) and l.chronology_id = which and ctx.has_role('coordinator', 'chair')
    and ctx.sees_case(c.case_id)
$$;

-- Takes a return into a lane, as its return number `after` + 1: `ended` are the identifiers of rows that it withdraws or changes, `begun` the
-- rows that it adds or changes, each as app.chronology_row; `moved` are those whose words it gives again at another place. Everything else
-- stays as it is. The agency by its link, or a coordinator.
-- Null where another return came first, the chronology was closed or the lane withdrawn.
create function ctx.take_return(which uuid, after integer, facts jsonb, ended text[], begun jsonb, moved jsonb) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  lane app.chronology_lane;
  by_link boolean := coalesce(ctx.kind() = 'answerer' and ctx.guest_of() = which, false);
  made integer := after + 1;
begin
  select * into lane from app.chronology_lane l where l.partnership_id = here and l.id = which for update;
  if lane.id is null or not (by_link or (ctx.is_coordinator() and ctx.sees_case(lane.case_id))) then
    raise exception 'a return is given by the agency that was asked, or taken in by a coordinator' using errcode = '42501';
  end if;
  if lane.returns <> after or lane.state = 'withdrawn' or exists (select from app.chronology c where c.partnership_id = here
      and c.id = lane.chronology_id and c.closed_at is not null) then
    return null;
  end if;
  insert into app.chronology_return (partnership_id, case_id, lane_id, number, setup_version, given, file_name, file_hash, mapping, counts,
      not_understood, set_aside, ambiguous, by_name, by_job, by_account)
    select here, lane.case_id, which, made, (select max(s.version) from app.chronology_setup s where s.partnership_id = here
        and s.chronology_id = lane.chronology_id), f.given, f.file_name, decode(f.file_hash, 'hex'), f.mapping, f.counts,
      coalesce(f.not_understood, '[]'), coalesce(f.set_aside, '[]'), coalesce(f.ambiguous, '[]'),
      case when by_link then f.by_name end, case when by_link then f.by_job end, case when not by_link then ctx.uid() end
    from jsonb_to_record(facts) as f (given text, file_name text, file_hash text, mapping jsonb, counts jsonb, not_understood jsonb,
      set_aside jsonb, ambiguous jsonb, by_name text, by_job text);
  update app.chronology_row r set until = made
    where r.partnership_id = here and r.lane_id = which and r.until is null and r.row_id = any (ended);
  insert into app.chronology_row (partnership_id, case_id, chronology_id, lane_id, row_id, since, content, minutes, sequence, position, sort_key,
      given, edtf, earliest, latest, time, source, event, who, seen, columns, place, place_return, ambiguous)
    select here, lane.case_id, lane.chronology_id, which, b.row_id, made, b.content, b.minutes, b.sequence, b.position, b.sort_key, b.given,
      b.edtf, b.earliest, b.latest, b.time, coalesce(b.source, ''), coalesce(b.event, ''), coalesce(b.who, ''), b.seen,
      coalesce(b.columns, '{}'), b.place, made, coalesce(b.ambiguous, '')
    from jsonb_to_recordset(begun) as b (row_id text, content text, minutes integer, sequence double precision, position integer,
      sort_key text, given text, edtf text, earliest date, latest date, time text, source text, event text, who text, seen boolean,
      columns jsonb, place jsonb, ambiguous text);
  update app.chronology_row r set minutes = m.minutes, sequence = m.sequence, position = m.position, sort_key = m.sort_key, place = m.place,
      place_return = made
    from jsonb_to_recordset(moved) as m (row_id text, minutes integer, sequence double precision, position integer, sort_key text, place jsonb)
    where r.partnership_id = here and r.lane_id = which and r.until is null and r.since < made and r.row_id = m.row_id;
  update app.chronology_lane set returns = made, state = case when facts ->> 'given' = 'nil' then 'nil' else 'given' end,
      mapping = coalesce(facts -> 'mapping', chronology_lane.mapping)
    where partnership_id = here and id = which;
  if facts ->> 'given' = 'typed' then
    delete from app.chronology_draft where partnership_id = here and lane_id = which and is_removed;
  end if;
  delete from app.chronology_upload u where u.partnership_id = here and u.lane_id = which
    and u.by_account is not distinct from case when by_link then null else ctx.uid() end;
  return made;
end
$$;

grant execute on function ctx.chronology_lanes_of(), ctx.released_chronologies(), ctx.released_lanes(), ctx.open_lane(uuid, uuid, text, text, date),
  ctx.chase_lane(uuid, text, text, text, text, date), ctx.own_lane(), ctx.lanes_asked(uuid),
  ctx.take_return(uuid, integer, jsonb, text[], jsonb, jsonb) to foresight_app;
