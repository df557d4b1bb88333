-- Agencies are chased by the clock: whoever was asked at an agency, for what it knows or for its summary, is reminded by the service itself
-- before the last day, on it and after it, each once. To take a delay further stays a person's act: /work says when it is time. Besides,
-- the receipt of a notification, which the authority's notifier adds without a coordinator.

-- A step that nobody took but the clock, and which of the three it was.
alter table app.agency_request_step alter column taken_by drop not null;
alter table app.agency_request_step add column rung text check (rung in ('before', 'due', 'late'));
alter table app.agency_request_step add constraint agency_request_step_by check (
  (taken_by is null) = (rung is not null) and (rung is null or kind = 'reminded'));
create unique index agency_request_step_rung on app.agency_request_step (partnership_id, request_id, rung) where rung is not null;
alter table app.agency_summary_step alter column taken_by drop not null;
alter table app.agency_summary_step add column rung text check (rung in ('before', 'due', 'late'));
alter table app.agency_summary_step add constraint agency_summary_step_by check (
  (taken_by is null) = (rung is not null) and (rung is null or kind = 'reminded'));
create unique index agency_summary_step_rung on app.agency_summary_step (partnership_id, summary_id, rung) where rung is not null;

-- Two more kinds of mail with a link, besides whatever kinds there are by now, and two days that may stand in them.
do $$ declare kinds text; linked text; begin
  select string_agg(quote_literal(kind), ', ') into kinds from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_kind_check' and c.conrelid = 'app.mail'::regclass
    union select unnest(array['agency-answer-due', 'agency-answer-late'])) k;
  select string_agg(quote_literal(kind), ', ') into linked from (
    select distinct m[1] as kind from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') m
      where c.conname = 'mail_has_its_link' and c.conrelid = 'app.mail'::regclass
    union select unnest(array['agency-answer-due', 'agency-answer-late'])) k;
  alter table app.mail drop constraint mail_kind_check;
  alter table app.mail drop constraint mail_has_its_link;
  execute format('alter table app.mail add constraint mail_kind_check check (kind in (%s))', kinds);
  execute format('alter table app.mail add constraint mail_has_its_link check ((kind in (%s)) = (invitation_id is not null))', linked);
end
$$;
-- The day on which the link was sent before, and the last day for the answer. Days, and nothing of what is asked.
alter table app.mail add column asked_on date;
alter table app.mail add column due_on date;
alter table app.mail add constraint mail_of_answer check ((asked_on is null) = (due_on is null)
  and (due_on is null or kind in ('agency-answer-due', 'agency-answer-late')));
insert into ctx.mail_kind (kind, may, needs)
  select kind, array['partnership', 'link', 'last-day', 'asked-day', 'due-day'], array['link', 'due-day']
  from unnest(array['agency-answer-due', 'agency-answer-late']) kind;

-- Who is to be reminded, on a day: of what was asked and is waited for, in a case that is not closed, a referral that is open, or a review
-- that runs. Nobody on the day on which they were sent a link anyway, nobody twice on one rung, and nobody who is shut out of the case.
-- For the function below and nobody else.
create function ctx.answers_to_chase(rungs jsonb, on_day date, out what text, out id uuid, out case_id uuid, out invitation_id uuid,
    out asked_on date, out due_on date, out rung text) returns setof record
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  with ladder as materialized (
    select l.rung, l.due_from, l.due_to from jsonb_to_recordset(rungs) as l (rung text, due_from date, due_to date)),
  waiting as materialized (
    select 'request' as what, q.id, q.case_id, q.invitation_id, q.email, q.due_on, l.rung,
      greatest(q.asked_at, (select max(s.taken_at) from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.kind = 'sent-again')) as asked_at,
      (select max(s.taken_at) from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.kind = 'reminded') as reminded_at
    from ladder l join app.agency_request q on q.partnership_id = (select ctx.partnership_id()) and q.state = 'asked'
      and q.due_on between l.due_from and l.due_to
    left join app.case_file c on c.partnership_id = q.partnership_id and c.id = q.case_id
    left join app.referral r on r.partnership_id = q.partnership_id and r.id = q.referral_id
    where case when q.case_id is null then r.state in ('sent', 'received') else c.state <> 'closed' end
      and not exists (select from app.agency_request_step s
        where s.partnership_id = q.partnership_id and s.request_id = q.id and s.rung = l.rung)
    union all
    select 'summary', y.id, y.case_id, y.invitation_id, y.email, y.due_on, l.rung,
      greatest(y.asked_at, (select max(s.taken_at) from app.agency_summary_step s
        where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.kind = 'sent-again')),
      (select max(s.taken_at) from app.agency_summary_step s
        where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.kind = 'reminded')
    from ladder l join app.agency_summary y on y.partnership_id = (select ctx.partnership_id()) and y.state = 'asked'
      and y.due_on between l.due_from and l.due_to
    join app.rapid_review v on v.partnership_id = y.partnership_id and v.id = y.review_id and v.ended_at is null
    join app.case_file c on c.partnership_id = y.partnership_id and c.id = y.case_id and c.state <> 'closed'
    where not exists (select from app.agency_summary_step s
      where s.partnership_id = y.partnership_id and s.summary_id = y.id and s.rung = l.rung))
  select w.what, w.id, w.case_id, w.invitation_id, (w.asked_at at time zone 'Europe/London')::date, w.due_on, w.rung
  from waiting w
  where (greatest(w.asked_at, w.reminded_at) at time zone 'Europe/London')::date < on_day
    and not exists (select from app.case_exclusion x join app.account a on a.id = x.account_id
      where x.partnership_id = (select ctx.partnership_id()) and x.case_id = w.case_id and x.ended_at is null and lower(a.email) = lower(w.email))
  order by w.due_on, w.id limit 200
$$;

-- Reminds: notes the step and writes the mail for each of them; answers the mails that a job is to send. Only where mail goes out: a reminder
-- that waits for an administrator reminds nobody. The link of the mail is made by the worker as that of any other; where the time of the
-- invitation has run out, or soon would, it is open for fourteen days again, with the code that was told. One that was used, taken back or
-- tried with ten wrong codes stays shut. Whatever somebody else holds at the moment is left for the next time, so nobody waits here.
create function ctx.chase_by_clock(rungs jsonb, on_day date) returns table (mail_id uuid, what text, asked_id uuid, of_case uuid, rung text)
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  one record;
  to_whom text;
begin
  if ctx.kind() is distinct from 'job' or ctx.subject_id() is distinct from here then
    raise exception 'only the sweep chases' using errcode = '42501';
  end if;
  if not coalesce((select w.goes_out from ctx.mail_way w), false) then return; end if;
  for one in select * from ctx.answers_to_chase(rungs, on_day) loop
    select i.email into to_whom from app.invitation i
      where i.partnership_id = here and i.id = one.invitation_id and i.accepted_at is null and i.revoked_at is null and i.code_failures < 10
      for update skip locked;
    continue when not found;
    if one.what = 'request' then
      perform from app.agency_request q where q.partnership_id = here and q.id = one.id and q.state = 'asked'
        and q.invitation_id = one.invitation_id for update skip locked;
      continue when not found;
      insert into app.agency_request_step (partnership_id, case_id, request_id, kind, rung)
        values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    else
      perform from app.agency_summary y where y.partnership_id = here and y.id = one.id and y.state = 'asked'
        and y.invitation_id = one.invitation_id for update skip locked;
      continue when not found;
      insert into app.agency_summary_step (partnership_id, case_id, summary_id, kind, rung)
        values (here, one.case_id, one.id, 'reminded', one.rung) on conflict do nothing;
    end if;
    continue when not found;
    update app.invitation i set expires_at = greatest(i.expires_at, now() + interval '14 days')
      where i.partnership_id = here and i.id = one.invitation_id;
    mail_id := gen_random_uuid();
    insert into app.mail (partnership_id, id, to_address, kind, invitation_id, state, message_id, queued_at, asked_on, due_on)
      values (here, mail_id, to_whom, case one.rung when 'late' then 'agency-answer-late' else 'agency-answer-due' end, one.invitation_id,
        'queued', '<' || gen_random_uuid() || '@foresight.invalid>', now(), one.asked_on, one.due_on);
    what := one.what;
    asked_id := one.id;
    of_case := one.case_id;
    rung := one.rung;
    return next;
  end loop;
end
$$;

-- The receipt of a notification is for whoever the notification is for: coordinators, chairs, and the notifier of an authority involved.
alter table app.document drop constraint document_seen_by_check;
alter table app.document add constraint document_seen_by_check check (seen_by in ('everybody', 'office', 'agency', 'notifier'));
drop policy seen_by on app.document;
create policy seen_by on app.document as restrictive for select to foresight_app using (
  seen_by = 'everybody' or (select ctx.has_role('coordinator', 'chair'))
  or (seen_by = 'agency' and agency_id = any ((select ctx.here_for())::uuid[])
    and case_id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[]))
  or (seen_by = 'notifier' and case_id = any ((select ctx.notifies_case())::uuid[])));
-- Of which notification a document is the receipt; null for every other document.
alter table app.document add column notification_id uuid;
alter table app.document add foreign key (partnership_id, case_id, notification_id) references app.notification (partnership_id, case_id, id);
create index document_notification on app.document (partnership_id, case_id, notification_id) where notification_id is not null;

-- Adds the receipt of the notification of a case as a document, with the file that it is: the act of the case's notifier, or of a
-- coordinator on behalf. A notifier adds no other document, and to this one no version. It belongs to the notification that stands, else
-- to the one that was withdrawn last, and where there is none one is begun. The case is held by whoever calls.
create function ctx.add_receipt(which uuid, called text, file_called text, of_kind text, weighing integer, digest bytea, offered bytea,
    out document uuid, out counted integer, out id uuid, out number integer, out owner uuid, out wrapped bytea) returns record
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  key_id uuid;
  receipt_of uuid;
begin
  if not ctx.sees_case(which) or not (ctx.is_coordinator() or which = any (ctx.notifies_case())) then
    raise exception 'only a coordinator or the notifier of the case adds the receipt' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('documents of ' || which, 0));
  select n.id into receipt_of from app.notification n where n.partnership_id = here and n.case_id = which
    order by n.state = 'withdrawn', n.begun_at desc limit 1;
  if receipt_of is null then
    insert into app.notification (partnership_id, case_id, begun_by) values (here, which, ctx.uid()) returning notification.id into receipt_of;
  end if;
  insert into app.document as d (partnership_id, case_id, number, title, classification, agency_id, seen_by, added_by, notification_id)
    values (here, which,
      1 + coalesce((select max(o.number) from app.document o where o.partnership_id = here and o.case_id = which), 0),
      called, 'official-sensitive',
      (select c.agency_id from app.case_agency c where c.partnership_id = here and c.case_id = which and not ctx.is_coordinator()
        and c.agency_id = any (ctx.here_for()) and c.from_day <= ctx.today() and (c.until_day is null or c.until_day > ctx.today())
        order by c.from_day, c.agency_id limit 1),
      'notifier', ctx.uid(), receipt_of)
    returning d.id, d.number into document, counted;
  owner := which;
  select k.id, k.wrapped into key_id, wrapped from ctx.data_key_of(null, which, offered) k;
  insert into app.file as f (partnership_id, document_id, case_id, key_id, number, name, kind, bytes, sha256, sent_by)
    values (here, document, which, key_id, 1, file_called, of_kind, weighing, digest, ctx.uid())
    returning f.id, f.number into add_receipt.id, add_receipt.number;
end
$$;

grant execute on function ctx.chase_by_clock(jsonb, date) to foresight_worker;
grant execute on function ctx.add_receipt(uuid, text, text, text, integer, bytea, bytea) to foresight_app;
