-- A form sent twice acts once: its key, the digest of what was sent and the answer are written in the transaction of the act.
-- The same key with another body is refused; rows are kept seven days.

create table app.idempotency (
  partnership_id uuid not null references app.partnership,
  key text not null check (length(key) between 16 and 64),
  verb text not null,
  body_digest bytea not null,
  location text not null,
  at timestamptz not null default now(),
  primary key (partnership_id, key)
);
create index idempotency_at on app.idempotency (at);

alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy owner on app.idempotency to foresight_owner using (true) with check (true);
create policy own on app.idempotency to foresight_app, foresight_worker
  using (partnership_id = (select ctx.partnership_id())) with check (partnership_id = (select ctx.partnership_id()));
grant select, insert on app.idempotency to foresight_app, foresight_worker;
