-- The rooms of the database, and who may enter which. The roles themselves belong to the whole server and are made before
-- the first migration (src/platform/db/roles.ts). foresight_app and foresight_worker own nothing and see rows only through
-- policies; foresight_public reads the schema "published" and nothing else.

create extension if not exists pgcrypto;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create schema app;
create schema published;
create schema audit;
create schema ctx;

revoke all on schema public from public;
grant usage on schema public to foresight_app, foresight_worker, foresight_public;

grant usage on schema app, audit, ctx to foresight_app, foresight_worker;
grant usage on schema published to foresight_app, foresight_worker, foresight_public;

-- A new function is executable by everybody unless this says otherwise.
alter default privileges in schema app revoke execute on functions from public;
alter default privileges in schema published revoke execute on functions from public;
alter default privileges in schema audit revoke execute on functions from public;
alter default privileges in schema ctx revoke execute on functions from public;
alter default privileges revoke execute on functions from public;
