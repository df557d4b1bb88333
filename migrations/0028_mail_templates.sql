-- The partnership's own words for its mails, with versions; a warning before a draft is destroyed, whose address is read from the draft as
-- it goes out and kept nowhere; destruction once a day and not only when somebody begins something; and a new receipt for a consultation.
-- The words of a mail may hold a few placeholders, each kind its own: where to go, a link, a day. Nothing of a case can be one, because no
-- placeholder stands for it and the worker that fills them in can read no case.

alter table app.mail drop constraint mail_kind_check;
alter table app.mail add constraint mail_kind_check check (kind in ('referral-outcome', 'referral-question', 'referral-reconsidered',
  'consultation-answered', 'endorsement-asked', 'agency-request', 'agency-request-reminder', 'draft-ending', 'account-changed'));

-- What the words of each kind may name, and what they must: src/mail/wording.ts has the same list.
create table ctx.mail_kind (
  kind text primary key,
  may text[] not null,
  needs text[] not null check (needs <@ may)
);
insert into ctx.mail_kind (kind, may, needs)
  select kind, array['partnership', 'address'], array['address']
    from unnest(array['referral-outcome', 'referral-question', 'referral-reconsidered', 'consultation-answered']) kind
  union all select kind, array['partnership', 'link', 'last-day'], array['link']
    from unnest(array['endorsement-asked', 'agency-request', 'agency-request-reminder']) kind
  union all select 'draft-ending', array['partnership', 'address', 'day'], array['address', 'day']
  union all select 'account-changed', array['partnership', 'address'], array[]::text[];

-- Whether words are fit for a kind: nothing in double braces but what it may name, in the subject the partnership alone, and all that is
-- needed in the body. What is left after the placeholders are taken out may hold no double brace, so none can be put together from pieces.
create function ctx.mail_words_fit(of_kind text, subject text, body text) returns boolean
  language sql stable set search_path = ctx, public, pg_temp as $$
  select coalesce((select replace(subject, '{{partnership}}', '') !~ '\{\{|\}\}'
    and regexp_replace(body, '\{\{(' || array_to_string(k.may, '|') || ')\}\}', '', 'g') !~ '\{\{|\}\}'
    and not exists (select from unnest(k.needs) need where position('{{' || need || '}}' in body) = 0)
    from ctx.mail_kind k where k.kind = of_kind), false)
$$;

-- The words of a partnership for a kind of mail, from when they were saved until the next version. Without words: ours again.
create table app.mail_wording (
  partnership_id uuid not null references app.partnership,
  kind text not null references ctx.mail_kind,
  version integer not null check (version > 0),
  subject text check (subject = btrim(subject) and length(subject) between 1 and 120 and subject !~ '[[:cntrl:]]'),
  body text check (body = btrim(body, E' \n') and length(body) between 1 and 3000 and replace(body, E'\n', '') !~ '[[:cntrl:]]'),
  from_at timestamptz not null default now(),
  written_by uuid not null references app.account,
  primary key (partnership_id, kind, version),
  check ((subject is null) = (body is null))
);
create index mail_wording_written_by on app.mail_wording (written_by);

-- Whoever writes the row, and by whatever way.
create function ctx.check_mail_words() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if new.subject is not null and not ctx.mail_words_fit(new.kind, new.subject, new.body) then
    raise exception 'the words of a mail hold what they may not, or lack what they need' using errcode = '23514';
  end if;
  return new;
end
$$;
create trigger fits before insert or update on app.mail_wording for each row execute function ctx.check_mail_words();

-- A mail keeps the version of the words in which it was asked for, so that every attempt says the same; null for ours. The warning before a
-- draft is destroyed has no address here: it is the draft's own, and gone with it.
alter table app.mail alter column to_address drop not null;
alter table app.mail add column wording integer;
alter table app.mail add column draft_id uuid;
alter table app.mail add column on_day date;
alter table app.mail add foreign key (partnership_id, kind, wording) references app.mail_wording;
alter table app.mail add foreign key (partnership_id, draft_id) references app.referral on delete set null (draft_id);
alter table app.mail add constraint mail_of_draft check ((kind = 'draft-ending') = (to_address is null)
  and (kind = 'draft-ending') = (on_day is not null) and (draft_id is null or kind = 'draft-ending'));
create unique index mail_draft on app.mail (partnership_id, draft_id) where draft_id is not null;
create index mail_wording_used on app.mail (partnership_id, kind, wording) where wording is not null;

create function ctx.word_mail() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  new.wording := (select max(w.version) from app.mail_wording w where w.partnership_id = new.partnership_id and w.kind = new.kind);
  return new;
end
$$;
create trigger worded before insert on app.mail for each row execute function ctx.word_mail();
-- One that is sent once more goes out in the words of that day.
create trigger worded_again before update of queued_at on app.mail for each row execute function ctx.word_mail();

alter table app.mail_wording enable row level security;
alter table app.mail_wording force row level security;
create policy owner on app.mail_wording to foresight_owner using (true) with check (true);
create policy administrator on app.mail_wording for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()));
create policy job on app.mail_wording for select to foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'job'
  and (kind, version) = (select m.kind, m.wording from app.mail m
    where m.partnership_id = (select ctx.partnership_id()) and m.id = (select ctx.subject_id())));
grant select on app.mail_wording to foresight_app, foresight_worker;

-- Saves the next version of the partnership's words for a kind, null for ours again, as somebody wrote them who had seen version `seen`
-- (none: 0). Null where somebody was quicker.
create function ctx.write_mail_words(of_kind text, seen integer, new_subject text, new_body text) returns integer
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare
  here uuid := ctx.partnership_id();
  latest integer;
begin
  if not ctx.is_administrator() then
    raise exception 'only an administrator changes the words of mails' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('mail words ' || here || ' ' || of_kind, 0));
  select coalesce(max(w.version), 0) into latest from app.mail_wording w where w.partnership_id = here and w.kind = of_kind;
  if latest is distinct from seen then return null; end if;
  insert into app.mail_wording (partnership_id, kind, version, subject, body, written_by)
    values (here, of_kind, latest + 1, new_subject, new_body, ctx.uid());
  return latest + 1;
end
$$;

-- To whom the mail of this job goes, and the last day on which its link opens anything. Of a draft that was sent or destroyed meanwhile
-- there is no address any more.
create function ctx.mail_facts(out to_address text, out link_until date)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select coalesce(m.to_address, r.answers ->> 'referrer-email'), (i.expires_at at time zone 'Europe/London')::date
  from app.mail m
  left join app.referral r on r.partnership_id = m.partnership_id and r.id = m.draft_id and r.state = 'draft' and r.expires_at > now()
  left join app.invitation i on i.partnership_id = m.partnership_id and i.id = m.invitation_id
  where ctx.kind() = 'job' and m.partnership_id = ctx.partnership_id() and m.id = ctx.subject_id()
$$;

-- When a referrer was warned that their draft will be destroyed.
alter table app.referral add column warned_at timestamptz;

-- Warns, once each, whoever gave an e-mail address in a draft that has seven days left or fewer: at most a hundred at a time. Answers how
-- many. A mail is written under a proof of its own, that of a job, which is over with this function.
create function ctx.warn_of_drafts(where_ uuid) returns integer
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  draft record;
  token text := encode(public.gen_random_bytes(24), 'hex');
  goes boolean := (select w.goes_out from ctx.mail_way w);
  made uuid; warned integer := 0;
begin
  for draft in
    select r.id, r.expires_at from app.referral r
    where r.partnership_id = where_ and r.state = 'draft' and r.warned_at is null
      and r.expires_at > now() and r.expires_at <= now() + interval '7 days'
      and r.answers ->> 'referrer-email' ~ '^[^\s@<>,;:"()\\]{1,64}@[^\s@<>,;:"()\\]{3,253}$' and r.answers ->> 'referrer-email' !~ '[[:cntrl:]]'
    order by r.expires_at limit 100 for update skip locked
  loop
    update app.referral set warned_at = now() where partnership_id = where_ and id = draft.id;
    insert into app.mail (partnership_id, kind, state, message_id, queued_at, draft_id, on_day)
      values (where_, 'draft-ending', case when goes then 'queued' else 'kept' end, '<' || gen_random_uuid() || '@foresight.invalid>',
        case when goes then now() end, draft.id, (draft.expires_at at time zone 'Europe/London')::date)
      returning id into made;
    insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
      values (sha256(convert_to(token, 'UTF8')), 'job', where_, made, now() + interval '1 minute');
    perform ctx.begin(token);
    if goes then perform ctx.enqueue('mail.send', jsonb_build_object('subject', made), null); end if;
    perform audit.add(where_, jsonb_build_object('verb', 'referral.warn', 'outcome', 'done', 'object', draft.id));
    delete from ctx.bearer where hash = sha256(convert_to(token, 'UTF8'));
    perform set_config('ctx.claim', '', true), set_config('ctx.seal', '', true);
    warned := warned + 1;
  end loop;
  return warned;
end
$$;

-- What has to go, goes, whether or not anybody comes: drafts and consultations past their day, each with its entry, and then what opened
-- something and no longer does. At most a hundred of each for a partnership at a time; `more` where there is more to do. Several services may
-- do it at once.
create function ctx.keep_house(out destroyed bigint, out warned bigint, out more boolean)
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare place uuid; over bigint;
begin
  if ctx.claim() is not null then
    raise exception 'the house is kept by nobody in particular' using errcode = '42501';
  end if;
  warned := 0;
  over := (select count(*) from app.referral where state = 'draft' and expires_at <= now())
    + (select count(*) from app.consultation where expires_at <= now());
  for place in select id from app.partnership order by id loop
    perform ctx.destroy_old_drafts(place), ctx.destroy_old_consultations(place);
    warned := warned + ctx.warn_of_drafts(place);
  end loop;
  destroyed := over - (select count(*) from app.referral where state = 'draft' and expires_at <= now())
    - (select count(*) from app.consultation where expires_at <= now());
  more := over > destroyed or warned >= 100;
  delete from ctx.bearer where expires_at < now() - interval '1 day';
  delete from ctx.attempt where last_at < now() - interval '2 days';
  delete from ctx.pending_factor f where not exists (select from app.invitation i where i.id = f.invitation_id and i.expires_at > now()
    and i.accepted_at is null and i.revoked_at is null);
  delete from app.idempotency where at < now() - interval '7 days';
end
$$;

-- A new receipt for an asker who has lost theirs; the old one is dead at once. For whoever was asked, of one that came by the form: to
-- everybody else, and of every other, there is nothing.
create function ctx.replace_consultation_receipt(which uuid, token text) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.advises_as(which) is null or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$'
    or not exists (select from app.consultation c where c.partnership_id = ctx.partnership_id() and c.id = which and c.way = 'form') then
    raise exception 'only whoever was asked replaces a receipt, of what came by the form' using errcode = '42501';
  end if;
  delete from ctx.bearer where kind = 'receipt' and partnership_id = ctx.partnership_id() and subject_id = which;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    select sha256(convert_to(token, 'UTF8')), 'receipt', c.partnership_id, c.id, coalesce(c.expires_at, now() + interval '90 days')
    from app.consultation c where c.partnership_id = ctx.partnership_id() and c.id = which;
end
$$;

grant execute on function ctx.write_mail_words(text, integer, text, text), ctx.replace_consultation_receipt(uuid, text) to foresight_app;
grant execute on function ctx.mail_facts(), ctx.keep_house() to foresight_worker;
