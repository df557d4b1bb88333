-- Who may say what of findings, recommendations and actions, and what follows from it: the triggers and the rights for the tables of 0043.

-- What stands, from what was said.
create function ctx.apply_recommendation_version() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.recommendation r set headline = new.headline, words = new.words, by_when = new.by_when, version = new.number
    where r.partnership_id = new.partnership_id and r.id = new.recommendation_id and r.version = new.number - 1;
  if not found then
    raise exception 'somebody else has saved meanwhile' using errcode = '23505';
  end if;
  return null;
end
$$;
create trigger applied after insert on app.recommendation_version for each row execute function ctx.apply_recommendation_version();

-- Of which case and review it is comes from the recommendation and from nobody else; all that stands comes from entries.
create function ctx.begin_recommendation_ask() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  select r.case_id, r.review_id into new.case_id, new.review_id from app.recommendation r
    where r.partnership_id = new.partnership_id and r.id = new.recommendation_id;
  return new;
end
$$;
create trigger begun before insert on app.recommendation_ask for each row execute function ctx.begin_recommendation_ask();
create trigger begun before insert on app.action for each row execute function ctx.begin_recommendation_ask();

create function ctx.apply_ask_entry() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  update app.recommendation_ask a set
    asked_on = case when new.axis = 'asked' then new.day else a.asked_on end,
    response_due = case when new.axis in ('asked', 'due') then new.until_day else a.response_due end,
    escalation = case when new.axis = 'escalation' then new.value when new.axis in ('asked', 'due') then 'none' else a.escalation end,
    position = case when new.axis = 'position' then new.value else a.position end,
    delivery = case when new.axis = 'delivery' then new.value else a.delivery end,
    assessment = case when new.axis = 'assessment' then new.value else a.assessment end,
    assessment_until = case when new.axis = 'assessment' then new.until_day else a.assessment_until end,
    risk = case when new.axis = 'assessment' then new.risk else a.risk end,
    life = case when new.axis <> 'life' then a.life when new.value = 'reopened' then 'open' else new.value end,
    life_to = case when new.axis = 'life' then new.to_id else a.life_to end,
    practice = case when new.axis = 'practice' then new.value else a.practice end
    where a.partnership_id = new.partnership_id and a.id = new.ask_id;
  return null;
end
$$;
create trigger applied after insert on app.ask_entry for each row execute function ctx.apply_ask_entry();

-- Who verifies is neither the owner nor whoever asked for the closing; without evidence nobody can ask.
create function ctx.apply_action_entry() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  now_is app.action;
begin
  select * into now_is from app.action a where a.partnership_id = new.partnership_id and a.id = new.action_id for update;
  if new.kind = 'verified' and (new.recorded_by = now_is.owner_account or new.recorded_by = now_is.close_asked_by) then
    raise exception 'the owner does not verify' using errcode = '42501';
  end if;
  if (new.kind in ('verified', 'sent-back') and now_is.state <> 'closing')
    or (new.kind in ('progress', 'evidence', 'close-asked', 'due') and now_is.state not in ('planned', 'under-way'))
    or (new.kind = 'close-asked' and now_is.evidence = 0)
    or (new.kind = 'reopened' and now_is.state <> 'closed') then
    raise exception 'an action cannot go there from where it is' using errcode = '23514';
  end if;
  update app.action a set
    due_on = case when new.kind = 'due' then new.due_on else a.due_on end,
    moves = a.moves + (new.kind = 'due')::integer,
    owner_role = case when new.kind = 'owner' then new.owner_role else a.owner_role end,
    owner_account = case when new.kind = 'owner' then new.owner_account else a.owner_account end,
    owner_name = case when new.kind = 'owner' then new.owner_name else a.owner_name end,
    owners = a.owners + (new.kind = 'owner')::integer,
    evidence = case when new.kind = 'reopened' then 0 else a.evidence + (new.kind = 'evidence')::integer end,
    close_asked_by = case when new.kind = 'close-asked' then new.recorded_by else a.close_asked_by end,
    check_on = case new.kind when 'check-planned' then new.due_on when 'check-result' then null else a.check_on end,
    check_method = case when new.kind in ('check-planned', 'check-result') then new.method else a.check_method end,
    practice = case when new.kind = 'check-result' then new.result else a.practice end,
    state = case when new.kind in ('progress', 'evidence', 'sent-back', 'reopened') then 'under-way'
      when new.kind = 'close-asked' then 'closing' when new.kind = 'verified' then 'closed' else a.state end
    where a.partnership_id = new.partnership_id and a.id = new.action_id;
  if new.kind = 'check-result' and now_is.ask_id is not null then
    insert into app.ask_entry (partnership_id, ask_id, axis, value, day, why, recorded_by)
      values (new.partnership_id, now_is.ask_id, 'practice', new.result, new.day, new.words, new.recorded_by);
  end if;
  return null;
end
$$;
create trigger applied after insert on app.action_entry for each row execute function ctx.apply_action_entry();

-- Whoever sees casework at all; the agency that answers today for one that was renamed or merged; and whether somebody still has a role here.
create function ctx.is_caseworker() returns boolean language sql stable as $$
  select ctx.has_role('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer')
$$;
create function ctx.agency_now(which uuid) returns uuid language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with recursive later (id, next, step) as (
    select a.id, a.successor_id, 1 from app.agency a where a.partnership_id = (select ctx.partnership_id()) and a.id = which
    union all
    select a.id, a.successor_id, l.step + 1 from later l join app.agency a on a.partnership_id = (select ctx.partnership_id()) and a.id = l.next
      where l.step < 20)
  select l.id from later l order by l.step desc limit 1
$$;
create function ctx.is_here(who uuid) returns boolean language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select exists (select from app.membership m join app.account a on a.id = m.account_id
    where m.account_id = who and m.partnership_id = (select ctx.partnership_id()) and a.disabled_at is null
      and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today())))
$$;
-- Those who can be named as owners: everybody here who sees casework. Whom they are here for is no secret among them.
create function ctx.possible_owners() returns table (account_id uuid, name text)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select distinct m.account_id, coalesce(a.name, a.email) from app.membership m join app.account a on a.id = m.account_id
  where ctx.is_caseworker() and m.partnership_id = (select ctx.partnership_id()) and a.disabled_at is null and m.role not in ('administrator', 'inspector')
    and m.from_day <= (select ctx.today()) and (m.until_day is null or m.until_day > (select ctx.today()))
    and (ctx.has_role('coordinator', 'chair') or m.agency_id = any (ctx.here_for()))
  order by 2 limit 300
$$;

do $$ declare t text; begin
  foreach t in array array['theme_list', 'finding', 'finding_version', 'finding_link', 'recommendation', 'recommendation_version',
    'recommendation_ask', 'ask_entry', 'action', 'action_entry', 'imported_recommendation'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('create policy owner on app.%I to foresight_owner using (true) with check (true)', t);
    if t <> 'imported_recommendation' then
      execute format('grant select, insert on app.%I to foresight_app', t);
    end if;
  end loop;
  -- An exclusion beats everything that follows.
  foreach t in array array['finding', 'recommendation', 'recommendation_ask', 'action'] loop
    execute format('create policy excluded on app.%I as restrictive to foresight_app
      using (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))
      with check (case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]))', t);
  end loop;
end $$;

create policy here on app.theme_list for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_caseworker()));
create policy coordinator_sets on app.theme_list for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_coordinator()) and set_by = (select ctx.uid()));

-- Findings and what they rest on are for those who see the review.
create policy sees on app.finding for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'session'
  and ((select ctx.has_role('coordinator', 'chair')) or case_id = any ((select ctx.delegate_cases())::uuid[])
    or review_id = any ((select ctx.own_reviews())::uuid[])));
create policy writes on app.finding for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and made_by = (select ctx.uid())
  and ((select ctx.is_coordinator()) or review_id = any ((select ctx.own_reviews())::uuid[])));
-- Whoever writes findings sees them; so what is added to one is for those who see it and write.
create policy sees on app.finding_version for select to foresight_app using (
  exists (select from app.finding f where f.partnership_id = finding_version.partnership_id and f.id = finding_version.finding_id));
create policy writes on app.finding_version for insert to foresight_app with check (saved_by = (select ctx.uid())
  and exists (select from app.finding f where f.partnership_id = finding_version.partnership_id and f.id = finding_version.finding_id
    and ((select ctx.is_coordinator()) or f.review_id = any ((select ctx.own_reviews())::uuid[]))));
create policy sees on app.finding_link for select to foresight_app using (
  exists (select from app.finding f where f.partnership_id = finding_link.partnership_id and f.id = finding_link.finding_id));
create policy writes on app.finding_link for insert to foresight_app with check (added_by = (select ctx.uid())
  and exists (select from app.finding f where f.partnership_id = finding_link.partnership_id and f.id = finding_link.finding_id
    and ((select ctx.is_coordinator()) or f.review_id = any ((select ctx.own_reviews())::uuid[])))
  and (document_id is null or exists (select from app.document d join app.finding f on f.partnership_id = d.partnership_id and f.case_id = d.case_id
    where d.partnership_id = finding_link.partnership_id and d.id = finding_link.document_id and f.id = finding_link.finding_id)));

-- What was asked of an agency is also for the people of that agency, and of the one that took its place, once it was asked. An action is
-- also for its owner, for the people of its agency, and for those with a seat in the group that watches it; and with it its recommendation.
create policy sees on app.recommendation_ask for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_caseworker())
  and ((select ctx.has_role('coordinator', 'chair')) or case_id = any ((select ctx.delegate_cases())::uuid[])
    or review_id = any ((select ctx.own_reviews())::uuid[])
    or (asked_on is not null and agency_id = any ((select ctx.here_for())::uuid[]))));
create policy writes on app.recommendation_ask for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and added_by = (select ctx.uid()) and asked_on is null and response_due is null
  and position = 'waiting' and delivery = 'not-started' and assessment = 'none' and assessment_until is null and risk = 'none' and life = 'open'
  and life_to is null and practice = 'not-checked' and escalation = 'none'
  and ((select ctx.is_coordinator()) or review_id = any ((select ctx.own_reviews())::uuid[])));
create policy sees on app.action for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_caseworker())
  and ((select ctx.has_role('coordinator', 'chair')) or case_id = any ((select ctx.delegate_cases())::uuid[])
    or review_id = any ((select ctx.own_reviews())::uuid[]) or owner_account = (select ctx.uid())
    or agency_id = any ((select ctx.here_for())::uuid[]) or group_id = any ((select ctx.seat_groups(ctx.today()))::uuid[])));
create policy plans on app.action for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and made_by = (select ctx.uid()) and state = 'planned' and moves = 0 and owners = 0
  and evidence = 0 and owner_account is null and owner_role = '' and owner_name = '' and close_asked_by is null and check_on is null
  and check_method = '' and practice = 'not-checked' and due_on = first_due
  and ((select ctx.is_coordinator()) or (agency_id = any ((select ctx.here_for())::uuid[])
    and exists (select from app.recommendation_ask a where a.partnership_id = action.partnership_id and a.id = action.ask_id
      and a.agency_id = any ((select ctx.here_for())::uuid[])))));
create policy sees on app.recommendation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_caseworker())
  and ((select ctx.has_role('coordinator', 'chair')) or case_id = any ((select ctx.delegate_cases())::uuid[])
    or review_id = any ((select ctx.own_reviews())::uuid[])
    or exists (select from app.recommendation_ask a where a.partnership_id = recommendation.partnership_id
      and a.recommendation_id = recommendation.id and a.asked_on is not null and a.agency_id = any ((select ctx.here_for())::uuid[]))
    or exists (select from app.action a where a.partnership_id = recommendation.partnership_id and a.recommendation_id = recommendation.id
      and (a.owner_account = (select ctx.uid()) or a.agency_id = any ((select ctx.here_for())::uuid[])
        or a.group_id = any ((select ctx.seat_groups(ctx.today()))::uuid[])))));
create policy writes on app.recommendation for insert to foresight_app with check (
  partnership_id = (select ctx.partnership_id()) and made_by = (select ctx.uid()) and version = 0 and headline = '' and words = ''
  and ((select ctx.is_coordinator()) or review_id = any ((select ctx.own_reviews())::uuid[])));
-- Why it is asked and which findings it comes from is for those who see the review, and for all who see one that is of no review here.
create policy sees on app.recommendation_version for select to foresight_app using (
  exists (select from app.recommendation r where r.partnership_id = recommendation_version.partnership_id
    and r.id = recommendation_version.recommendation_id and (r.case_id is null or (select ctx.has_role('coordinator', 'chair'))
      or r.case_id = any ((select ctx.delegate_cases())::uuid[]) or r.review_id = any ((select ctx.own_reviews())::uuid[]))));
create policy writes on app.recommendation_version for insert to foresight_app with check (saved_by = (select ctx.uid())
  and exists (select from app.recommendation r where r.partnership_id = recommendation_version.partnership_id
    and r.id = recommendation_version.recommendation_id
    and ((select ctx.is_coordinator()) or r.review_id = any ((select ctx.own_reviews())::uuid[]))));

-- Coordinators ask, take delays further and move the day; coordinators and chairs assess and end; the addressee answers for itself, and never
-- says of itself that what it did is evidenced.
create policy sees on app.ask_entry for select to foresight_app using (
  exists (select from app.recommendation_ask a where a.partnership_id = ask_entry.partnership_id and a.id = ask_entry.ask_id));
create policy says on app.ask_entry for insert to foresight_app with check (recorded_by = (select ctx.uid()) and axis <> 'practice'
  and exists (select from app.recommendation_ask a where a.partnership_id = ask_entry.partnership_id and a.id = ask_entry.ask_id
    and ((select ctx.is_coordinator())
      or ((select ctx.has_role('chair')) and ask_entry.axis in ('assessment', 'life'))
      or (a.agency_id = any ((select ctx.here_for())::uuid[]) and ask_entry.axis in ('position', 'delivery')
        and ask_entry.value not in ('no-response', 'evidenced')))));

-- The owner and the people of the agency report; coordinators and chairs verify, reopen and see whether practice changed.
create policy sees on app.action_entry for select to foresight_app using (
  exists (select from app.action a where a.partnership_id = action_entry.partnership_id and a.id = action_entry.action_id));
create policy reports on app.action_entry for insert to foresight_app with check (recorded_by = (select ctx.uid())
  and exists (select from app.action a where a.partnership_id = action_entry.partnership_id and a.id = action_entry.action_id
    and ((select ctx.is_coordinator())
      or ((select ctx.has_role('chair')) and action_entry.kind in ('verified', 'sent-back', 'reopened', 'check-planned', 'check-result'))
      or ((a.agency_id = any ((select ctx.here_for())::uuid[]) or a.owner_account = (select ctx.uid()))
        and action_entry.kind in ('owner', 'due', 'progress', 'evidence', 'close-asked'))))
  and (document_id is null or exists (select from app.document d join app.action a on a.partnership_id = d.partnership_id and a.case_id = d.case_id
    where d.partnership_id = action_entry.partnership_id and d.id = action_entry.document_id and a.id = action_entry.action_id)));

create policy here on app.imported_recommendation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_caseworker()));
create policy operator on app.imported_recommendation to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');
grant select on app.imported_recommendation to foresight_app, foresight_worker;
grant insert (partnership_id, source, source_id, made_on, addressee, words, status) on app.imported_recommendation to foresight_worker;
grant update (made_on, addressee, words, status, version) on app.imported_recommendation to foresight_worker;

-- The next number of a review's findings and recommendations; and of those of no review.
create function ctx.next_number(of_what text, of_review uuid) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
begin
  if not ctx.is_caseworker() then
    raise exception 'nobody else writes' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(of_what || ' ' || here || ' ' || coalesce(of_review::text, ''), 0));
  return case of_what
    when 'finding' then (select 1 + coalesce(max(f.number), 0) from app.finding f where f.partnership_id = here and f.review_id = of_review)
    when 'action' then (select 1 + coalesce(max(a.number), 0) from app.action a where a.partnership_id = here and a.recommendation_id = of_review)
    else (select 1 + coalesce(max(r.number), 0) from app.recommendation r where r.partnership_id = here and r.review_id is not distinct from of_review) end;
end
$$;

-- The earlier recommendations that are nearest to what is typed, here and imported. A word weighs the more the rarer it is, by the sample; the
-- rarest words say where to look at all, so that a word of every recommendation is not looked up in all of them. For those who draft.
create function ctx.said_before(typed text, most integer) returns table (kind text, id uuid, score real)
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  here uuid := ctx.partnership_id();
  shut uuid[] := ctx.shut_cases();
  sees_all boolean := ctx.has_role('coordinator', 'chair');
  own uuid[] := ctx.own_reviews();
  factor integer;
  rare text[];
  heavy real[];
  wanted tsquery;
begin
  if not ctx.has_role('coordinator', 'chair', 'reviewer') then
    return;
  end if;
  -- Where there are few, all of them are the sample.
  select case when count(*) < 50 then 1 else 64 end into factor from (
    select from app.recommendation r where r.partnership_id = here and r.is_sampled
    union all select from app.imported_recommendation i where i.partnership_id = here and i.is_sampled) x;
  with sample as materialized (
    select r.search_words from app.recommendation r where r.partnership_id = here and (factor = 1 or r.is_sampled)
    union all select i.search_words from app.imported_recommendation i where i.partnership_id = here and (factor = 1 or i.is_sampled)),
  size as (select count(*)::integer as n from sample),
  lexemes as materialized (select t.lexeme, quote_literal(t.lexeme)::tsquery as alone
    from unnest(to_tsvector('english', left(typed, 5000))) t where length(t.lexeme) > 1 limit 100),
  known as (select l.lexeme, (select count(*) from sample s where s.search_words @@ l.alone) as n from lexemes l),
  asked as (
    select k.lexeme, k.n, ln(1 + (z.n - k.n + 0.5) / (k.n + 0.5))::real as weight,
      sum(factor * (k.n + 0.25)) over (order by k.n, k.lexeme) as reach, row_number() over (order by k.n, k.lexeme) as place
    from known k cross join size z)
  select array_agg(a.lexeme), array_agg(a.weight),
      -- Where even the rarest is common, the three rarest have to stand together.
      coalesce(string_agg(quote_literal(a.lexeme), ' | ') filter (where a.reach <= 6000),
        string_agg(quote_literal(a.lexeme), ' & ') filter (where a.place <= 3))::tsquery
    into rare, heavy, wanted from asked a;
  if wanted is null then
    return;
  end if;
  return query
    with near as materialized (
      select 'here'::text as kind, r.id, r.search_words from app.recommendation r
        where r.search_words @@ wanted and r.partnership_id = here and r.version > 0
          and (r.case_id is null or r.case_id <> all (shut)) and (sees_all or r.case_id is null or r.review_id = any (own))
      union all
      select 'imported', i.id, i.search_words from app.imported_recommendation i where i.search_words @@ wanted and i.partnership_id = here)
    select n.kind, n.id, (sum(w.weight) / (1 + 0.03 * max(length(n.search_words))))::real as score
      from near n cross join lateral unnest(n.search_words) v join unnest(rare, heavy) w (lexeme, weight) on w.lexeme = v.lexeme
      group by n.kind, n.id order by 3 desc, 2 limit most;
end
$$;

grant execute on function ctx.same_agency(uuid), ctx.is_caseworker(), ctx.agency_now(uuid), ctx.is_here(uuid), ctx.possible_owners(), ctx.next_number(text, uuid),
  ctx.said_before(text, integer) to foresight_app;
