-- Searching what staff may see. Each record that can be found holds its own words, folded (without accents, apostrophes and capitals),
-- with how each word of a name sounds and the days of birth: a generated column is never out of date, and goes when its record goes.
-- Nothing is stored but that, and no index of its own with rights of its own: row-level security decides of every row that is shown. As it
-- would keep these indexes from being used, ctx.search_ids looks at them first for coordinators and chairs, who see nearly every case, and
-- leaves out what is shut to them before it counts to its bound. For everybody else there are only their own cases to look through, so that
-- what they may not see does not even take time.

-- The form in which words are compared; src/search/folded.ts is the same for what is typed. Ranges of signs are written out, because what a
-- server takes for a letter depends on the server.
create function ctx.folded(words text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(regexp_replace(
    replace(replace(replace(replace(translate(lower(regexp_replace(
      normalize(translate(words, '''’‘ʼʻ`´', ''), nfkd), '[\u0300-\u036f]', '', 'g')),
      'łøđðıə', 'loddie'), 'þ', 'th'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    '[\u2010-\u2015]', '-', 'g'),
    '[\u0001-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u2000-\u206f\u3000-\u303f\ufe00-\ufe0f]+', ' ', 'g'))
$$;

-- How a folded name sounds: the rules of src/intake/sound.ts in their order, which a test holds against each other.
create function ctx.sound_of(word text) returns text language plpgsql immutable parallel safe as $$
declare
  s text := regexp_replace(word, '[^a-z]', '', 'g');
  first text := '';
  consonants text;
  inside text;
begin
  s := regexp_replace(regexp_replace(regexp_replace(s, '^[kgp]n', 'n'), '^ps', 's'), '^wr', 'r');
  s := regexp_replace(regexp_replace(regexp_replace(s, '^x', 's'), '^mac(?=[a-z]{3})', 'mc'), '^rh', 'r');
  s := replace(replace(replace(s, 'wh', 'w'), 'augh', 'o'), 'ough', 'o');
  s := replace(replace(regexp_replace(s, '(?<=[ei])gh', '', 'g'), 'gh', 'g'), 'ph', 'f');
  s := replace(regexp_replace(s, 'mb$', 'm'), 'chr', 'kr');
  s := regexp_replace(regexp_replace(s, 'tch|sch|sh|ch|sz|cz', 'X', 'g'), '(?<=.)[bm]h', 'v', 'g');
  s := regexp_replace(regexp_replace(s, 'th|dh|dt', 't', 'g'), 'ck|qu?|kh', 'k', 'g');
  s := regexp_replace(regexp_replace(s, 'd?g(?=[eiy])', 'j', 'g'), 's?c(?=[eiy])', 's', 'g');
  s := translate(replace(replace(s, 'c', 'k'), 'x', 'ks'), 'zv', 'sf');
  s := regexp_replace(regexp_replace(s, '(?<=[aeiou])w', '', 'g'), '(?<=.)h', '', 'g');
  s := regexp_replace(regexp_replace(s, 'mp(?=[st])', 'm', 'g'), '(.)\1+', '\1', 'g');
  if s ~ '^([aeiou]|y(?![aeiou]))' then
    first := case when strpos('eiy', left(s, 1)) > 0 then 'e' else 'o' end;
  end if;
  consonants := case when first = '' then left(s, 1) else '' end || translate(substr(s, 2), 'aeiouy', '');
  if length(consonants) <= 2 then
    inside := substring(substr(s, 2) from '[aeiouy]');
  end if;
  return first || regexp_replace(consonants, '(.)\1+', '\1', 'g')
    || case when inside is null then '' when strpos('eiy', inside) > 0 then 'e' else 'o' end;
end
$$;

create function ctx.day_lexeme(day date) returns text language sql immutable parallel safe as $$
  select '#' || lpad(extract(year from day)::integer::text, 4, '0') || '-' || lpad(extract(month from day)::integer::text, 2, '0')
    || '-' || lpad(extract(day from day)::integer::text, 2, '0')
$$;

-- What names can be found by: each word; O and Mc joined with what follows, a double name as one word; `~` and how a word sounds; `#` and a
-- day of birth. The order is lost, so a name is found whichever way round.
create function ctx.name_words(names text, days text[]) returns tsvector language sql immutable parallel safe as $$
  with said as (select ctx.folded(left(names, 4000)) as line),
  written as (
    select line from said
    union all select regexp_replace(line, '\m(o|mc|mac) (?=[a-z]{3})', '\1', 'g') from said
    union all select replace(line, '-', '') from said),
  one as (select distinct left(w, 60) as w from written, regexp_split_to_table(line, '[ -]+') w where w <> '')
  select array_to_tsvector(array(select w from one union select '~' || ctx.sound_of(w) from one where w ~ '^[a-z]{2,}$')
    || array(select d from unnest(days) d where d is not null))
$$;

-- The words of a text, in any of their English forms; A&E is one word. No more than its first 100,000 characters, because the database
-- takes no more words at once.
create function ctx.text_words(words text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('english', replace(ctx.folded(regexp_replace(left(words, 100000), '\m(\w)\s?&\s?(\w)\M', '\1\2', 'g')), '-', ' '))
$$;

create function ctx.referral_names(answers jsonb) returns tsvector language sql immutable parallel safe as $$
  select ctx.name_words(
    (select coalesce(string_agg(left(n #>> '{}', 400), ' '), '') from (
      select jsonb_path_query(answers, '$.children[*]."child-name"') n
      union all select jsonb_path_query(answers, '$.children[*]."child-other-names"')
      union all select jsonb_path_query(answers, '$.people[*]."person-name"')) named),
    array(select '#' || (d #>> '{}') from (
      select jsonb_path_query(answers, '$.children[*]."child-born"') d
      union all select jsonb_path_query(answers, '$.people[*]."person-born"')) born where d #>> '{}' ~ '^\d{4}-\d{2}-\d{2}$'))
$$;

create function ctx.referral_words(answers jsonb) returns tsvector language sql immutable parallel safe as $$
  select setweight(ctx.text_words(coalesce(answers ->> 'incident-where', '')), 'A')
    || setweight(ctx.text_words(left(coalesce(answers ->> 'incident-what', ''), 50000) || ' ' || coalesce(answers ->> 'reasons', '')), 'B')
$$;

-- Who writes a record makes its words, so whoever writes may run these.
grant execute on function ctx.folded(text), ctx.sound_of(text), ctx.day_lexeme(date), ctx.name_words(text, text[]), ctx.text_words(text),
  ctx.referral_names(jsonb), ctx.referral_words(jsonb) to foresight_app, foresight_worker;

alter table app.case_file add column search_words tsvector not null
  generated always as (setweight(ctx.text_words(pseudonym), 'A') || setweight(ctx.text_words(summary), 'B')) stored;
-- "7" for MVSCP-2026-0007.
alter table app.case_file add column number_in_year text not null generated always as (ltrim(split_part(reference, '-', 3), '0')) stored;
alter table app.child add column search_names tsvector not null
  generated always as (ctx.name_words(name || ' ' || other_names, array[ctx.day_lexeme(born_on)])) stored;
alter table app.case_person add column search_names tsvector not null
  generated always as (ctx.name_words(name, array[ctx.day_lexeme(born_on)])) stored;
alter table app.incident add column search_words tsvector not null
  generated always as (setweight(ctx.text_words(place), 'A') || setweight(ctx.text_words(what), 'B')) stored;
alter table app.decision add column search_words tsvector not null generated always as (ctx.text_words(reasons)) stored;
alter table app.document add column search_words tsvector not null generated always as (ctx.text_words(title)) stored;
-- A name of a file joins its words by other signs than spaces.
alter table app.file add column search_words tsvector not null generated always as (ctx.text_words(translate(name, '_.', '  '))) stored;
-- A draft is found by nobody.
alter table app.referral add column search_names tsvector
  generated always as (case when state <> 'draft' then ctx.referral_names(answers) end) stored;
alter table app.referral add column search_words tsvector
  generated always as (case when state <> 'draft' then ctx.referral_words(answers) end) stored;

create index case_file_words on app.case_file using gin (search_words) with (fastupdate = off);
create index case_file_number on app.case_file (partnership_id, number_in_year);
create index child_names on app.child using gin (search_names) with (fastupdate = off);
create index case_person_names on app.case_person using gin (search_names) with (fastupdate = off);
create index case_person_case on app.case_person (partnership_id, case_id);
create index incident_words on app.incident using gin (search_words) with (fastupdate = off);
create index decision_words on app.decision using gin (search_words) with (fastupdate = off);
create index document_words on app.document using gin (search_words) with (fastupdate = off);
create index file_words on app.file using gin (search_words) with (fastupdate = off);
create index referral_names on app.referral using gin (search_names) with (fastupdate = off) where state <> 'draft';
create index referral_words on app.referral using gin (search_words) with (fastupdate = off) where state <> 'draft';

-- Where to look, for a coordinator or a chair: what may be found, by kind, at most `most` of each source and the newest first. `exact` and
-- `loose` are names, `titles` what a thing is called, `text` what is written; null for what was not asked. No row for anybody else.
create function ctx.search_ids(exact tsquery, loose tsquery, titles tsquery, text tsquery, reference_like text, number text, year text,
    referral_number integer, most integer)
  returns table (kind text, id uuid)
  language plpgsql stable security definer set search_path = ctx, app, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  here uuid := ctx.partnership_id();
  shut uuid[] := ctx.shut_cases();
  shut_too uuid[] := ctx.shut_referrals();
  receives boolean := ctx.is_coordinator();
begin
  if not ctx.has_role('coordinator', 'chair') then
    return;
  end if;
  return query
    (select 'case', c.id from app.case_file c where c.partnership_id = here and c.reference like reference_like and c.id <> all (shut)
      order by c.reference desc limit most)
    union (select 'case', c.id from app.case_file c where c.partnership_id = here and c.number_in_year = number
      and (year is null or split_part(c.reference, '-', 2) = year) and c.id <> all (shut) order by c.reference desc limit most)
    union (select 'case', c.id from app.case_file c where c.partnership_id = here and c.search_words @@ titles and c.id <> all (shut)
      order by c.reference desc limit most)
    union (select 'case', c.id from app.case_file c where c.partnership_id = here and c.search_words @@ text and c.id <> all (shut)
      order by c.reference desc limit most)
    union (select 'case', c.id from app.case_file c where c.partnership_id = here and c.id <> all (shut) and c.id in (
        select l.case_id from app.incident i join app.case_incident l on l.partnership_id = i.partnership_id and l.incident_id = i.id
          where i.partnership_id = here and i.search_words @@ text
        union all select d.case_id from app.decision d where d.partnership_id = here and d.search_words @@ text)
      order by c.reference desc limit most)
    union (select 'child', h.id from app.child h where h.partnership_id = here and h.search_names @@ loose
      and exists (select from app.case_child l where l.partnership_id = here and l.child_id = h.id and l.case_id <> all (shut))
      order by h.search_names @@ exact desc, h.id limit most)
    union (select 'person', p.id from app.case_person p where p.partnership_id = here and p.search_names @@ loose and p.case_id <> all (shut)
      order by p.search_names @@ exact desc, p.id limit most)
    union (select 'referral', r.id from app.referral r where r.partnership_id = here and r.number = referral_number and r.state <> 'draft'
      and r.id <> all (shut_too) and (receives or exists (select from app.case_referral l where l.partnership_id = here and l.referral_id = r.id)))
    union (select 'referral', r.id from app.referral r where r.partnership_id = here and r.search_names @@ loose and r.state <> 'draft'
      and r.id <> all (shut_too) and (receives or exists (select from app.case_referral l where l.partnership_id = here and l.referral_id = r.id))
      order by r.search_names @@ exact desc, r.number desc limit most)
    union (select 'referral', r.id from app.referral r where r.partnership_id = here and r.search_words @@ text and r.state <> 'draft'
      and r.id <> all (shut_too) and (receives or exists (select from app.case_referral l where l.partnership_id = here and l.referral_id = r.id))
      order by r.number desc limit most)
    union (select 'document', d.id from app.document d where d.partnership_id = here and d.search_words @@ titles and d.case_id <> all (shut)
      order by d.added_at desc limit most)
    union (select 'document', f.document_id from app.file f where f.partnership_id = here and f.search_words @@ titles
      and f.document_id is not null and f.case_id <> all (shut) order by f.received_at desc limit most)
    union (select 'file', f.referral_id from app.file f
      join app.referral r on r.partnership_id = here and r.id = f.referral_id and r.state <> 'draft' and r.id <> all (shut_too)
      where f.partnership_id = here and f.search_words @@ titles
        and (receives or exists (select from app.case_referral l where l.partnership_id = here and l.referral_id = r.id))
      order by f.received_at desc limit most);
end
$$;
grant execute on function ctx.search_ids(tsquery, tsquery, tsquery, tsquery, text, text, text, integer, integer) to foresight_app;
