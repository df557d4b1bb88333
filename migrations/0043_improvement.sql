-- What a review found, what it asks of whom, what they answered and did, and whether practice changed. Nothing is written over: a finding and
-- a recommendation have versions, and whatever is said of one that was asked, or of an action, is an entry with its day, its reason and who
-- said it. What stands is worked out from the entries by triggers, which nobody can go round: no table here is updated by the application.

-- A partnership's own list of themes, each change a version; without one it has the shipped list.
create table app.theme_list (
  partnership_id uuid not null references app.partnership,
  number integer not null check (number >= 1),
  themes jsonb not null check (jsonb_typeof(themes) = 'array' and jsonb_array_length(themes) between 1 and 500),
  why text not null check (why <> '' and length(why) <= 2000),
  set_by uuid not null references app.account,
  set_at timestamptz not null default now(),
  primary key (partnership_id, number)
);
create index theme_list_set_by on app.theme_list (set_by);

create table app.finding (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  review_id uuid not null,
  number integer not null check (number >= 1),
  made_by uuid not null references app.account,
  made_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, review_id, number),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id)
);
create index finding_case on app.finding (partnership_id, case_id, review_id);
create index finding_made_by on app.finding (made_by);

-- The finding as it was saved each time; of two who save at the same time the second finds the number taken.
create table app.finding_version (
  partnership_id uuid not null,
  finding_id uuid not null,
  number integer not null check (number >= 1),
  kind text not null check (kind in ('practice', 'system', 'good-practice')),
  title text not null check (title <> '' and length(title) <= 200),
  words text not null check (words <> '' and length(words) <= 10000),
  -- The key line of enquiry that it answers, by its key.
  enquiry text not null default '' check (length(enquiry) <= 200),
  -- Themes by identifier, and the version of the list that they are of; 0 is the shipped one.
  themes text[] not null default '{}' check (cardinality(themes) <= 20),
  theme_list integer not null default 0,
  because text not null default '' check (length(because) <= 2000),
  saved_by uuid not null references app.account,
  saved_at timestamptz not null default now(),
  primary key (partnership_id, finding_id, number),
  foreign key (partnership_id, finding_id) references app.finding,
  check (number = 1 or because <> '')
);
create index finding_version_saved_by on app.finding_version (saved_by);

-- What a finding rests on. A row of a chronology is a loose reference with its words as they stood, because a chronology is merged again and
-- again: what it no longer has stays known here. What was struck stays, by a row of its own.
create table app.finding_link (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  finding_id uuid not null,
  kind text not null check (kind in ('chronology', 'paragraph', 'document', 'struck')),
  lane_id text check (length(lane_id) between 1 and 100),
  row_id text check (length(row_id) between 1 and 100),
  document_id uuid,
  place text not null default '' check (length(place) <= 100),
  words text not null check (words <> '' and length(words) <= 2000),
  -- The link that was struck.
  strikes uuid,
  added_by uuid not null references app.account,
  added_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, finding_id, id),
  foreign key (partnership_id, finding_id) references app.finding,
  foreign key (partnership_id, document_id) references app.document,
  foreign key (partnership_id, finding_id, strikes) references app.finding_link (partnership_id, finding_id, id),
  check ((kind = 'struck') = (strikes is not null)),
  check ((kind = 'document') = (document_id is not null)),
  check ((kind = 'chronology') = (lane_id is not null and row_id is not null))
);
create index finding_link_finding on app.finding_link (partnership_id, finding_id, added_at);
create index finding_link_document on app.finding_link (partnership_id, document_id) where document_id is not null;
create unique index finding_link_strikes on app.finding_link (partnership_id, finding_id, strikes) where strikes is not null;
create index finding_link_added_by on app.finding_link (added_by);

-- A recommendation: of a review here, of a national review, of another body, or from a tracker that an office began with. Its text as it
-- stands is here for lists and for looking whether it was said before; a trigger copies it from the newest version.
create table app.recommendation (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  case_id uuid,
  review_id uuid,
  origin text not null check (origin in ('review', 'national', 'other-body', 'tracker')),
  source text not null default '' check (length(source) <= 300),
  source_id text not null default '' check (length(source_id) <= 100),
  number integer not null check (number >= 1),
  headline text not null default '' check (length(headline) <= 200),
  words text not null default '' check (length(words) <= 5000),
  by_when date,
  version integer not null default 0,
  made_by uuid not null references app.account,
  made_at timestamptz not null default now(),
  search_words tsvector not null generated always as (to_tsvector('english', headline || ' ' || words)) stored,
  -- One in 64, by which it is known how common a word is.
  is_sampled boolean not null generated always as (get_byte(uuid_send(id), 15) % 64 = 0) stored,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id, review_id) references app.review (partnership_id, case_id, id),
  check ((origin = 'review') = (review_id is not null) and (case_id is null) = (review_id is null)),
  check ((origin = 'review') = (source = ''))
);
create unique index recommendation_number on app.recommendation (partnership_id, review_id, number) where review_id is not null;
create index recommendation_case on app.recommendation (partnership_id, case_id, review_id) where case_id is not null;
create index recommendation_made on app.recommendation (partnership_id, made_at desc, id);
create index recommendation_made_by on app.recommendation (made_by);
create index recommendation_words on app.recommendation using gin (search_words) with (fastupdate = off);
create index recommendation_sampled on app.recommendation (partnership_id) where is_sampled;

create table app.recommendation_version (
  partnership_id uuid not null,
  recommendation_id uuid not null,
  number integer not null check (number >= 1),
  headline text not null check (headline <> '' and length(headline) <= 200),
  words text not null check (words <> '' and length(words) <= 5000),
  rationale text not null default '' check (length(rationale) <= 5000),
  -- What is to be better for children.
  outcome text not null default '' check (length(outcome) <= 5000),
  by_when date,
  findings uuid[] not null default '{}' check (cardinality(findings) <= 50),
  because text not null default '' check (length(because) <= 2000),
  saved_by uuid not null references app.account,
  saved_at timestamptz not null default now(),
  primary key (partnership_id, recommendation_id, number),
  foreign key (partnership_id, recommendation_id) references app.recommendation,
  check (number = 1 or because <> '')
);
create index recommendation_version_saved_by on app.recommendation_version (saved_by);

-- One recommendation to one addressee: an agency, or a body outside the partnership in words. The four axes as they stand.
create table app.recommendation_ask (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  recommendation_id uuid not null,
  case_id uuid,
  review_id uuid,
  agency_id uuid,
  body text not null default '' check (length(body) <= 200),
  asked_on date,
  response_due date,
  position text not null default 'waiting',
  delivery text not null default 'not-started',
  assessment text not null default 'none',
  assessment_until date,
  risk text not null default 'none',
  life text not null default 'open',
  life_to uuid,
  practice text not null default 'not-checked',
  escalation text not null default 'none',
  added_by uuid not null references app.account,
  added_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, recommendation_id, id),
  foreign key (partnership_id, recommendation_id) references app.recommendation,
  foreign key (partnership_id, life_to) references app.recommendation,
  foreign key (partnership_id, agency_id) references app.agency,
  check ((agency_id is null) = (body <> ''))
);
create unique index recommendation_ask_agency on app.recommendation_ask (partnership_id, recommendation_id, agency_id) where agency_id is not null;
create unique index recommendation_ask_body on app.recommendation_ask (partnership_id, recommendation_id, lower(body)) where agency_id is null;
create index recommendation_ask_case on app.recommendation_ask (partnership_id, case_id, review_id) where case_id is not null;
create index recommendation_ask_review on app.recommendation_ask (partnership_id, review_id) where review_id is not null;
create index recommendation_ask_of_agency on app.recommendation_ask (partnership_id, agency_id, added_at desc) where agency_id is not null;
create index recommendation_ask_added on app.recommendation_ask (partnership_id, added_at desc, id);
create index recommendation_ask_waiting on app.recommendation_ask (partnership_id, response_due, id)
  where position = 'waiting' and life = 'open' and response_due is not null;
create index recommendation_ask_intent on app.recommendation_ask (partnership_id, assessment_until, id)
  where assessment = 'satisfactory-intent' and life = 'open';
create index recommendation_ask_open on app.recommendation_ask (partnership_id, added_at desc, id) where life = 'open' and delivery <> 'evidenced';
create index recommendation_ask_life_to on app.recommendation_ask (partnership_id, life_to) where life_to is not null;
create index recommendation_ask_added_by on app.recommendation_ask (added_by);

-- What was said on one axis, on which day and why. `until_day` is when an answer is due, or when a satisfactory intent expires.
create table app.ask_entry (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  ask_id uuid not null,
  axis text not null check (axis in ('asked', 'due', 'escalation', 'position', 'delivery', 'assessment', 'life', 'practice')),
  value text not null,
  risk text not null default 'none' check (risk in ('none', 'removed', 'reduced', 'unchanged', 'cannot-tell')),
  day date not null,
  until_day date,
  to_id uuid,
  -- Who in the addressee said so, or to whom a delay was taken.
  said_by text not null default '' check (length(said_by) <= 200),
  why text not null check (why <> '' and length(why) <= 5000),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, ask_id) references app.recommendation_ask,
  foreign key (partnership_id, to_id) references app.recommendation,
  check (value = any (case axis when 'asked' then array['asked'] when 'due' then array['moved']
    when 'escalation' then array['reminded', 'letter', 'chief-officer', 'said-publicly']
    when 'position' then array['accepted', 'in-principle', 'in-part', 'not-accepted', 'no-response']
    when 'delivery' then array['not-started', 'under-way', 'done', 'evidenced']
    when 'assessment' then array['satisfactory', 'satisfactory-intent', 'in-part', 'unsatisfactory', 'unable']
    when 'life' then array['superseded', 'merged', 'no-longer-applicable', 'reopened']
    else array['changed', 'partly', 'not-changed', 'cannot-tell'] end)),
  check ((axis = 'assessment') = (risk <> 'none')),
  check ((axis in ('asked', 'due') or value = 'satisfactory-intent') = (until_day is not null)),
  check (until_day is null or until_day >= day),
  check ((axis = 'life' and value in ('superseded', 'merged')) = (to_id is not null))
);
create index ask_entry_ask on app.ask_entry (partnership_id, ask_id, recorded_at);
create index ask_entry_to on app.ask_entry (partnership_id, to_id) where to_id is not null;
create index ask_entry_recorded_by on app.ask_entry (recorded_by);

-- What somebody undertakes. Its owner is a role and a person; its state, last day and owner are those of its newest entries.
create table app.action (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  recommendation_id uuid not null,
  ask_id uuid,
  case_id uuid,
  review_id uuid,
  agency_id uuid,
  number integer not null check (number >= 1),
  reach text not null check (reach in ('single-agency', 'multi-agency')),
  -- The group that watched plans of its kind when it was planned.
  group_id uuid,
  title text not null check (title <> '' and length(title) <= 500),
  -- What has to be seen before it can be closed.
  needed text not null check (needed <> '' and length(needed) <= 2000),
  first_due date not null,
  due_on date not null,
  moves integer not null default 0,
  owner_role text not null default '' check (length(owner_role) <= 200),
  owner_account uuid references app.account,
  owner_name text not null default '' check (length(owner_name) <= 200),
  owners integer not null default 0,
  state text not null default 'planned' check (state in ('planned', 'under-way', 'closing', 'closed')),
  close_asked_by uuid references app.account,
  evidence integer not null default 0,
  check_on date,
  check_method text not null default '',
  practice text not null default 'not-checked',
  made_by uuid not null references app.account,
  made_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, recommendation_id, number),
  foreign key (partnership_id, recommendation_id) references app.recommendation,
  foreign key (partnership_id, recommendation_id, ask_id) references app.recommendation_ask (partnership_id, recommendation_id, id),
  foreign key (partnership_id, agency_id) references app.agency,
  foreign key (partnership_id, group_id) references app.review_group
);
create index action_case on app.action (partnership_id, case_id, review_id) where case_id is not null;
create index action_ask on app.action (partnership_id, ask_id) where ask_id is not null;
create index action_agency on app.action (partnership_id, agency_id, due_on, id) where agency_id is not null and state <> 'closed';
create index action_agency_all on app.action (partnership_id, agency_id) where agency_id is not null;
create index action_group on app.action (partnership_id, group_id, due_on, id) where group_id is not null;
create index action_open on app.action (partnership_id, due_on, id) where state <> 'closed';
create index action_due on app.action (partnership_id, due_on, id);
create index action_review on app.action (partnership_id, review_id) where review_id is not null;
create index action_check on app.action (partnership_id, check_on, id) where check_on is not null;
create index action_drift on app.action (partnership_id, due_on, id) where state <> 'closed' and (moves > 0 or owners > 1);
create index action_owner on app.action (partnership_id, owner_account, due_on) where owner_account is not null;
create index action_owner_account on app.action (owner_account) where owner_account is not null;
create index action_close_asked_by on app.action (close_asked_by) where close_asked_by is not null;
create index action_made_by on app.action (made_by);

create table app.action_entry (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  action_id uuid not null,
  kind text not null check (kind in ('owner', 'due', 'progress', 'evidence', 'close-asked', 'verified', 'sent-back', 'reopened',
    'check-planned', 'check-result')),
  day date not null,
  words text not null check (words <> '' and length(words) <= 5000),
  due_on date,
  owner_role text not null default '' check (length(owner_role) <= 200),
  owner_account uuid references app.account,
  owner_name text not null default '' check (length(owner_name) <= 200),
  document_id uuid,
  method text not null default '' check (method in ('', 'audit', 'data', 'practitioner-survey', 'family-feedback', 'other')),
  result text not null default '' check (result in ('', 'changed', 'partly', 'not-changed', 'cannot-tell')),
  recorded_by uuid not null references app.account,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, action_id) references app.action,
  foreign key (partnership_id, document_id) references app.document,
  check ((kind in ('due', 'check-planned')) = (due_on is not null)),
  check ((kind = 'owner') = (owner_role <> '')),
  check (kind = 'owner' or (owner_account is null and owner_name = '')),
  check (owner_account is null or owner_name = ''),
  check ((kind in ('check-planned', 'check-result')) = (method <> '')),
  check ((kind = 'check-result') = (result <> '')),
  check (kind = 'evidence' or document_id is null)
);
create index action_entry_action on app.action_entry (partnership_id, action_id, recorded_at);
create index action_entry_owner on app.action_entry (owner_account) where owner_account is not null;
create index action_entry_document on app.action_entry (partnership_id, document_id) where document_id is not null;
create index action_entry_recorded_by on app.action_entry (recorded_by);

-- Recommendations made elsewhere, as a list brought them: for looking whether something was said before.
create table app.imported_recommendation (
  partnership_id uuid not null references app.partnership,
  id uuid not null default gen_random_uuid(),
  source text not null check (source <> '' and length(source) <= 300),
  source_id text not null check (source_id <> '' and length(source_id) <= 100),
  made_on date,
  addressee text not null default '' check (length(addressee) <= 300),
  words text not null check (words <> '' and length(words) <= 5000),
  status text not null default '' check (length(status) <= 300),
  imported_at timestamptz not null default now(),
  version integer not null default 1,
  search_words tsvector not null generated always as (to_tsvector('english', words)) stored,
  is_sampled boolean not null generated always as (get_byte(uuid_send(id), 15) % 64 = 0) stored,
  primary key (partnership_id, id),
  unique (partnership_id, source, source_id)
);
create index imported_recommendation_words on app.imported_recommendation using gin (search_words) with (fastupdate = off);
create index imported_recommendation_sampled on app.imported_recommendation (partnership_id) where is_sampled;
