-- Invitations by link for two more purposes, by the one mechanism of 0004: a safeguarding lead who is asked to endorse a referral, and an
-- agency that is asked what it knows of a family. The link says nothing of a case and opens nothing by itself: its eight-figure code goes
-- by another way, and with both somebody has a few hours in which they may do that one thing. What a link is for stands in its bearer's
-- kind once the code was right ("endorser", "answerer"), so that no policy can take the one for the other. The link of a mail is made
-- by the worker as it sends, and stands in no table; the code is worked out from a key that no role can read, and stands in none either.

alter table ctx.bearer drop constraint bearer_kind_check;
alter table ctx.bearer add constraint bearer_kind_check
  check (kind in ('session', 'receipt', 'link', 'job', 'operator', 'endorser', 'answerer'));
create index bearer_subject on ctx.bearer (subject_id) where kind in ('link', 'endorser', 'answerer');

-- What the link is for: the referral, or the request.
alter table app.invitation add column subject_id uuid;
alter table app.invitation drop constraint invitation_purpose_check;
alter table app.invitation add constraint invitation_purpose_check check (purpose in ('join', 'reset', 'endorse', 'agency-request'));
alter table app.invitation drop constraint invitation_for_whom;
alter table app.invitation add constraint invitation_for_whom check (
  (purpose = 'join' and account_id is null and subject_id is null
    and role in ('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer',
      'administrator', 'inspector'))
  or (purpose = 'reset' and account_id is not null and role is null and subject_id is null)
  or (purpose in ('endorse', 'agency-request') and account_id is null and role is null and subject_id is not null));
create index invitation_subject on app.invitation (partnership_id, subject_id) where subject_id is not null;

-- Whom a case is asked about is casework: the administrator sees the invitations of people and no others.
drop policy administrator on app.invitation;
create policy administrator on app.invitation for select to foresight_app using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and purpose in ('join', 'reset'));
drop policy administrator_revokes on app.invitation;
create policy administrator_revokes on app.invitation for update to foresight_app
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and purpose in ('join', 'reset')
    and accepted_at is null and revoked_at is null)
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.is_administrator()) and revoked_at = now());
drop policy bearer on app.invitation;
create policy bearer on app.invitation for select to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'link' and id = (select ctx.subject_id())
  and purpose in ('join', 'reset'));

create or replace function ctx.invitation_facts(out email text, out role text, out expires_at timestamptz, out known boolean)
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.email, i.role, i.expires_at,
    i.purpose = 'join' and exists (select from app.account a join ctx.credential c on c.account_id = a.id where a.email = i.email)
  from app.invitation i
  where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = ctx.partnership_id()
    and i.accepted_at is null and i.revoked_at is null and i.code_failures < 10
    and (i.purpose = 'join' or (i.purpose = 'reset' and ctx.belongs_only_to(i.partnership_id, i.account_id)))
$$;

create or replace function ctx.factor_to_set_up() returns bytea
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'link' or not exists (
    select from app.invitation i where i.partnership_id = ctx.partnership_id() and i.id = ctx.subject_id() and i.purpose in ('join', 'reset')) then
    raise exception 'only with an invitation' using errcode = '42501';
  end if;
  insert into ctx.pending_factor values (ctx.subject_id(), public.gen_random_bytes(20)) on conflict do nothing;
  return (select totp_secret from ctx.pending_factor where invitation_id = ctx.subject_id());
end
$$;

-- As before; and a link of another purpose opens no account.
create or replace function ctx.accept_invitation(given_code text, given_name text, new_salt bytea, memory integer, rounds integer,
    derived bytea, factor_code text, device text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  invited app.invitation;
  who uuid;
  credential ctx.credential;
  pending bytea;
  step bigint;
  here uuid := ctx.partnership_id();
begin
  select * into invited from app.invitation i
    where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = here and i.purpose in ('join', 'reset')
    for update;
  if invited.id is null or invited.accepted_at is not null or invited.revoked_at is not null or invited.code_failures >= 10
    or exists (select from app.account a where a.email = invited.email and a.disabled_at is not null)
    or (invited.purpose = 'reset' and not ctx.belongs_only_to(here, invited.account_id)) then
    return 'gone';
  end if;
  if invited.code_hash is null or sha256(convert_to(given_code, 'UTF8')) is distinct from invited.code_hash then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-code', 'object', invited.id));
    return 'code';
  end if;
  who := coalesce(invited.account_id, (select a.id from app.account a where a.email = invited.email));
  select * into credential from ctx.credential c where c.account_id = who and invited.purpose = 'join';
  pending := (select totp_secret from ctx.pending_factor where invitation_id = invited.id);
  step := ctx.totp_step(coalesce(credential.totp_secret, pending, '\x00'), factor_code, coalesce(credential.totp_last_step, 0));
  if coalesce(credential.totp_secret, pending) is null or step is null
    or (credential.account_id is not null and sha256(derived) is distinct from credential.verifier) then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'refused', 'refusal', 'wrong-sign-in', 'object', invited.id));
    return 'factor';
  end if;
  if invited.purpose = 'reset' then
    perform ctx.replace_credential(who, new_salt, memory, rounds, sha256(derived), pending, step);
  elsif credential.account_id is not null then
    update ctx.credential set totp_last_step = step where account_id = who;
  else
    if who is null then
      insert into app.account (email, name) values (invited.email, given_name) returning id into who;
    end if;
    insert into ctx.credential (account_id, salt, memory_kib, passes, verifier, totp_secret, totp_last_step)
      values (who, new_salt, memory, rounds, sha256(derived), pending, step);
  end if;
  if invited.purpose = 'join' and not exists (
    select from app.membership m where m.partnership_id = here and m.account_id = who and m.role = invited.role
      and m.agency_id is not distinct from invited.agency_id and (m.until_day is null or m.until_day > ctx.today())) then
    insert into app.membership (partnership_id, account_id, role, agency_id, from_day)
      values (here, who, invited.role, invited.agency_id, ctx.today());
  end if;
  update app.invitation set accepted_at = now() where id = invited.id and partnership_id = here;
  delete from ctx.pending_factor where invitation_id = invited.id;
  delete from ctx.bearer where kind = 'link' and subject_id = invited.id;
  perform ctx.open_session(who, here, device, token);
  perform audit.add(here, jsonb_build_object('verb', 'invitation.accept', 'outcome', 'done', 'object', invited.id));
  return 'done';
end
$$;

-- What is taken back is dead at once, and so is what somebody had opened with its code.
create or replace function ctx.kill_link() returns trigger language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  delete from ctx.bearer where kind in ('link', 'endorser', 'answerer') and subject_id = new.id and partnership_id = new.partnership_id;
  delete from ctx.pending_factor where invitation_id = new.id;
  return null;
end
$$;

-- The eight figures that go by another way than the link. They can be told again as long as the link is open, and are kept nowhere.
create function ctx.code_of_link(which uuid) returns text
  language sql stable security definer set search_path = ctx, public, pg_temp as $$
  select lpad((('x' || encode(substr(public.hmac(convert_to('code of link ' || which, 'UTF8'), k.secret, 'sha256'), 1, 7), 'hex'))::bit(56)::bigint
    % 100000000)::text, 8, '0') from ctx.key k
$$;

create function ctx.link_is_open(i app.invitation) returns boolean language sql stable as $$
  select i.accepted_at is null and i.revoked_at is null and i.expires_at > now() and i.code_failures < 10
$$;

-- A link of fourteen days (ours; no law says for how long); an earlier one for the same thing is dead. For the functions below and nobody else.
create function ctx.invite_by_link(for_what text, about uuid, to_email text) returns uuid
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  update app.invitation set revoked_at = now()
    where partnership_id = ctx.partnership_id() and purpose = for_what and subject_id = about and accepted_at is null and revoked_at is null;
  insert into app.invitation (partnership_id, id, purpose, email, subject_id, expires_at)
    values (ctx.partnership_id(), made, for_what, to_email, about, now() + interval '14 days');
  return made;
end
$$;

-- What somebody opened with link and code: the referral or the request, for as long as the link is open; null for everybody else.
create function ctx.guest_of() returns uuid language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.subject_id from app.invitation i
  where i.partnership_id = (select ctx.partnership_id()) and i.id = (select ctx.subject_id()) and ctx.link_is_open(i)
    and i.purpose = case (select ctx.kind()) when 'endorser' then 'endorse' when 'answerer' then 'agency-request' end
$$;

-- The holder of a link enters its code: "endorser <id>" or "answerer <id>" where `token` now opens what the link is for, for twelve hours at
-- the most; "code" where it is wrong; "gone" where the link opens nothing any longer. Ten wrong ones are the end of it.
create function ctx.open_link(given_code text, token text) returns text
  language plpgsql security definer set search_path = ctx, app, audit, public, pg_temp as $$
declare
  invited app.invitation;
  here uuid := ctx.partnership_id();
  opens text;
begin
  select * into invited from app.invitation i
    where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = here and i.purpose in ('endorse', 'agency-request')
    for update;
  if invited.id is null or not ctx.link_is_open(invited) or token !~ '^[0-9A-HJKMNP-TV-Z]{48}$' then
    return 'gone';
  end if;
  if sha256(convert_to(given_code, 'UTF8')) is distinct from sha256(convert_to(ctx.code_of_link(invited.id), 'UTF8')) then
    update app.invitation set code_failures = code_failures + 1 where id = invited.id and partnership_id = here;
    if invited.code_failures >= 9 then
      delete from ctx.bearer where kind in ('link', 'endorser', 'answerer') and subject_id = invited.id and partnership_id = here;
    end if;
    perform audit.add(here, jsonb_build_object('verb', 'link.open', 'outcome', 'refused', 'refusal', 'wrong-code', 'object', invited.id));
    return case when invited.code_failures >= 9 then 'gone' else 'code' end;
  end if;
  opens := case invited.purpose when 'endorse' then 'endorser' else 'answerer' end;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(token, 'UTF8')), opens, here, invited.id, least(now() + interval '12 hours', invited.expires_at));
  perform audit.add(here, jsonb_build_object('verb', 'link.open', 'outcome', 'done', 'object', invited.id));
  return opens || ' ' || invited.id;
end
$$;

-- What the holder of a link may know before the code: until when it is open.
create function ctx.link_facts(out expires_at timestamptz) returns setof timestamptz
  language sql stable security definer set search_path = ctx, app, public, pg_temp as $$
  select i.expires_at from app.invitation i
  where ctx.kind() = 'link' and i.id = ctx.subject_id() and i.partnership_id = ctx.partnership_id()
    and i.purpose in ('endorse', 'agency-request') and ctx.link_is_open(i)
$$;

-- A link that has served its purpose opens nothing any longer, nor does what was opened with it.
create function ctx.use_link(which uuid) returns void language sql security definer set search_path = ctx, app, public, pg_temp as $$
  update app.invitation set accepted_at = now() where partnership_id = ctx.partnership_id() and id = which;
  delete from ctx.bearer where kind in ('link', 'endorser', 'answerer') and subject_id = which and partnership_id = ctx.partnership_id();
$$;

-- Mail with a link in it: to whom and which stands here, and the link itself nowhere.
alter table app.mail drop constraint mail_kind_check;
alter table app.mail add constraint mail_kind_check check (kind in ('referral-outcome', 'consultation-answered', 'endorsement-asked',
  'agency-request', 'agency-request-reminder'));
alter table app.mail add column invitation_id uuid;
alter table app.mail add foreign key (partnership_id, invitation_id) references app.invitation;
alter table app.mail add constraint mail_has_its_link check (
  (kind in ('endorsement-asked', 'agency-request', 'agency-request-reminder')) = (invitation_id is not null));
create index mail_invitation on app.mail (partnership_id, invitation_id) where invitation_id is not null;

-- The worker makes the link of the mail that it is about to send; false where the link opens nothing any longer, and the mail is then not
-- worth sending. An earlier attempt may have arrived all the same, so its link goes on working.
create function ctx.issue_mailed_link(token text) returns boolean
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'job' or token !~ '^[0-9A-HJKMNP-TV-Z]{24}$' then
    raise exception 'only a job mails a link' using errcode = '42501';
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    select sha256(convert_to(token, 'UTF8')), 'link', i.partnership_id, i.id, i.expires_at
    from app.mail m join app.invitation i on i.partnership_id = m.partnership_id and i.id = m.invitation_id
    where m.partnership_id = ctx.partnership_id() and m.id = ctx.subject_id() and m.state = 'queued' and ctx.link_is_open(i);
  return found;
end
$$;

grant execute on function ctx.guest_of(), ctx.open_link(text, text), ctx.link_facts() to foresight_app;
grant execute on function ctx.issue_mailed_link(text) to foresight_worker;
