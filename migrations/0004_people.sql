-- Accounts belong to the installation, memberships to a partnership, and both are only ever made by invitation.

create table app.account (
  id uuid primary key default gen_random_uuid(),
  email text not null check (email = lower(email) and email ~ '^[^\s@]+@[^\s@]+$'),
  name text,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  version integer not null default 1
);
create unique index account_email on app.account (email);

create table app.membership (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null references app.account,
  role text not null check (role in ('coordinator', 'chair', 'member', 'safeguarding-lead', 'notifier', 'partner-delegate',
    'reviewer', 'scrutineer', 'administrator', 'inspector')),
  from_day date not null,
  until_day date check (until_day is null or until_day > from_day),
  version integer not null default 1,
  primary key (partnership_id, id)
);
create index membership_account on app.membership (account_id);

-- One mechanism for everybody who comes by a link: one purpose, an end, and a word that revokes it. The link itself is a
-- bearer of kind "link" whose subject is the invitation; only its hash is kept.
create table app.invitation (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  purpose text not null check (purpose in ('join')),
  email text not null check (email = lower(email)),
  role text,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  version integer not null default 1,
  primary key (partnership_id, id)
);

alter table app.account enable row level security;
alter table app.account force row level security;
alter table app.membership enable row level security;
alter table app.membership force row level security;
alter table app.invitation enable row level security;
alter table app.invitation force row level security;

create policy owner on app.account to foresight_owner using (true) with check (true);
create policy owner on app.membership to foresight_owner using (true) with check (true);
create policy owner on app.invitation to foresight_owner using (true) with check (true);

create policy self on app.account to foresight_app, foresight_worker using (id = (select ctx.uid()));
create policy own on app.membership to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()));
create policy bearer on app.invitation to foresight_app, foresight_worker using (
  partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'link' and id = (select ctx.subject_id()));
create policy operator on app.invitation to foresight_worker
  using (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator')
  with check (partnership_id = (select ctx.partnership_id()) and (select ctx.kind()) = 'operator');

grant select on app.account, app.membership, app.invitation to foresight_app, foresight_worker;
grant insert, update on app.invitation to foresight_worker;

-- The link of an invitation that the caller has just written in this transaction. An operator's act, or later a permitted
-- member's; the bearer cannot outlive its invitation.
create function ctx.issue_link(token text, for_invitation uuid) returns void
  language plpgsql security definer set search_path = ctx, app, public, pg_temp as $$
begin
  if ctx.kind() is distinct from 'operator' then
    raise exception 'only an operator may issue this link' using errcode = '42501';
  end if;
  insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    select sha256(convert_to(token, 'UTF8')), 'link', i.partnership_id, i.id, i.expires_at
    from app.invitation i
    where i.id = for_invitation and i.partnership_id = ctx.partnership_id() and i.revoked_at is null and i.accepted_at is null;
  if not found then
    raise exception 'no such invitation' using errcode = '42501';
  end if;
end
$$;
grant execute on function ctx.issue_link(text, uuid) to foresight_worker;
