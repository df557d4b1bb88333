-- A referral that came as a Word form. A coordinator reads it in and confirms it: it is sent and acknowledged in one, has a number like any
-- other and no receipt until somebody asks for one. What could not be read as an answer stays with it in its own words, because the
-- file itself is not kept. Only this function makes such a row, so that a coordinator still changes no answer that a referrer wrote here.

alter table app.referral add column came_by text not null default 'form' check (came_by in ('form', 'word'));
-- A list of objects: where it stood, what stands there, and why it is no answer.
alter table app.referral add column not_read jsonb not null default '[]'
  check (jsonb_typeof(not_read) = 'array' and octet_length(not_read::text) <= 1000000);
alter table app.referral add check (came_by = 'word' or not_read = '[]');
alter table app.referral add check (came_by = 'form' or state <> 'draft');

create function ctx.take_in_referral(given jsonb, unread jsonb, out id uuid, out number integer) returns record
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
begin
  if not ctx.is_coordinator() then
    raise exception 'only a coordinator takes a Word form in' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('referral numbers ' || here, 0));
  insert into app.referral as r (partnership_id, state, answers, number, sent_at, received_at, came_by, not_read)
    values (here, 'received', given, 1 + coalesce((select max(o.number) from app.referral o where o.partnership_id = here), 0),
      now(), now(), 'word', unread)
    returning r.id, r.number into take_in_referral.id, take_in_referral.number;
end
$$;

grant execute on function ctx.take_in_referral(jsonb, jsonb) to foresight_app;
