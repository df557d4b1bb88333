-- Reading the trail in the service itself. Who has looked at a case is for its coordinators and chairs; all of the partnership's trail is
-- for the inspector, who sees what was done and by whom, and no casework. Salt and body stay with the operator: they prove, and are
-- not for reading. Somebody who is excluded from a case does not find it here either.

create policy of_a_case on audit.entry_words for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and case_id is not null and (select ctx.has_role('coordinator', 'chair')));
create policy inspector on audit.entry_words for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.has_role('inspector')));
create policy excluded on audit.entry_words as restrictive for select to foresight_app using (
  case_id is null or case_id <> all ((select ctx.shut_cases())::uuid[]));
grant select (partnership_id, seq, at, verb, outcome, actor_kind, account_id, case_id, object_id) on audit.entry_words to foresight_app;

-- The reference of a case that the inspector finds in the trail: the one thing of it that they may know.
create function ctx.case_reference(which uuid) returns text
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select c.reference from app.case_file c
  where c.partnership_id = ctx.partnership_id() and c.id = which and c.id <> all (ctx.shut_cases())
    and (ctx.has_role('inspector') or ctx.sees_case(which))
$$;
-- From whom it is shut is worked out before it is looked for, as in ctx.visible_case.
create function ctx.case_of_reference(which text) returns uuid
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  shut uuid[] := ctx.shut_cases();
begin
  if not ctx.has_role('inspector') then
    return ctx.visible_case(which);
  end if;
  return (select c.id from app.case_file c where c.partnership_id = here and c.reference = which and c.id <> all (shut));
end
$$;
grant execute on function ctx.case_reference(uuid), ctx.case_of_reference(text) to foresight_app;
