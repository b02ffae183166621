-- Views of pupils, parents and wider staff: calls with their links and codes, sheets while a call is open, what was
-- shown when it closed, comments kept apart, and which translations a speaker has checked. Raters have no account: they
-- come through the role `rater`, which reads nothing but the link it holds and puts answers in without reading any.

-- What a setting chose for its calls.
create table toolkit.call_choices (
  setting_id uuid not null,
  smallest int not null check (smallest between 5 and 50),
  talk_to text not null default '' check (length(talk_to) <= 300),
  updated_by text not null,
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id)
);
--! tenant toolkit.call_choices

-- One sitting in which raters are asked. Days only: no hour says who could have answered.
create table toolkit.calls (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number int not null check (number between 1 and 9999),
  cycle_id uuid not null,
  smallest int not null check (smallest between 5 and 50),
  opened_on date not null,
  opened_by text not null,
  closes_on date not null,
  closed_on date,
  closed_by text,
  primary key (setting_id, id),
  constraint one_call_per_number unique (setting_id, number),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id),
  check ((closed_on is null) = (closed_by is null))
);
create index calls_by_cycle on toolkit.calls (setting_id, cycle_id);
create unique index one_open_call on toolkit.calls (setting_id) where closed_on is null;
--! tenant toolkit.calls select insert update
--! role clerk toolkit.calls select

-- One kind of rater in a call. `link` is the hash of the token in the address, `code` a keyed hash of the code that is
-- typed; both are kept sealed as well, so that the lead can show them again while the call is open.
create table toolkit.call_links (
  setting_id uuid not null,
  call_id uuid not null,
  kind text not null check (kind in ('pupils', 'parents', 'staff')),
  sheet_version int not null,
  link bytea not null check (length(link) = 32),
  code bytea not null check (length(code) = 32),
  sealed bytea not null,
  open boolean not null default true,
  setting_name text not null,
  smallest int not null,
  talk_to text not null,
  closes_on date not null,
  programmes uuid[] not null,
  primary key (setting_id, call_id, kind),
  constraint one_link unique (setting_id, call_id, link),
  constraint one_open_link unique (setting_id, link, open),
  foreign key (setting_id, call_id) references toolkit.calls (setting_id, id)
);
create index call_links_by_link on toolkit.call_links (link);
create index call_links_by_code on toolkit.call_links (code);
--! tenant toolkit.call_links select insert update
--! linked toolkit.call_links select
create policy by_code_select on toolkit.call_links for select to {rater}
  using (code = decode(nullif(current_setting('app.link', true), ''), 'hex'));

-- One finished sheet, while its call is open: no moment, no address, nothing that says in which order they came. `open`
-- points at an open link, so that a sheet and the closing of its call cannot cross; when a call closes its sheets go.
create table toolkit.sheets (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  link bytea not null,
  open boolean not null default true check (open),
  once uuid not null,
  language text not null check (language ~ '^[a-z]{2,3}(-[a-z]{2,8})?$'),
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and pg_column_size(answers) <= 4000),
  change_first text check (change_first ~ '^[a-z_]{1,60}$'),
  primary key (setting_id, id),
  constraint counted_once unique (setting_id, link, once),
  constraint link_is_open foreign key (setting_id, link, open) references toolkit.call_links (setting_id, link, open)
);
create index sheets_by_link on toolkit.sheets (setting_id, link, open);
--! tenant toolkit.sheets select delete
--! linked toolkit.sheets insert

-- What a rater wrote, sealed, with no way back to their sheet.
create table toolkit.rater_comments (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  call_id uuid not null,
  link bytea not null,
  sealed bytea not null check (length(sealed) <= 8000),
  read_on date,
  primary key (setting_id, id),
  foreign key (setting_id, call_id, link) references toolkit.call_links (setting_id, call_id, link)
);
create index rater_comments_by_link on toolkit.rater_comments (setting_id, call_id, link);
--! tenant toolkit.rater_comments select update
--! linked toolkit.rater_comments insert
-- The clerk counts those that wait to be read, and sends word; it reads none.
grant select (setting_id, read_on) on toolkit.rater_comments to {clerk};
create policy clerk_counts on toolkit.rater_comments for select to {clerk} using (true);

-- What may be shown of each kind, decided once when the call closed. Hidden is hidden here too.
create table toolkit.call_results (
  setting_id uuid not null,
  call_id uuid not null,
  kind text not null,
  result jsonb not null,
  primary key (setting_id, call_id, kind),
  foreign key (setting_id, call_id, kind) references toolkit.call_links (setting_id, call_id, kind)
);
--! tenant toolkit.call_results select insert

-- A speaker has checked the words of one kind in one language: for a setting, or for all settings of a programme, whose
-- office is then the setting. The digest says which words.
create table toolkit.translation_checks (
  setting_id uuid not null,
  programme_id uuid,
  kind text not null check (kind in ('pupils', 'parents', 'staff')),
  sheet_version int not null,
  language text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  speaker text not null check (length(speaker) between 1 and 120),
  checked_on date not null,
  signed_by text not null,
  signed_at timestamptz not null,
  primary key (setting_id, kind, sheet_version, language, digest)
);
--! tenant toolkit.translation_checks select insert delete
grant select (setting_id, programme_id, kind, sheet_version, language, digest) on toolkit.translation_checks to {rater};
create policy raters_read on toolkit.translation_checks for select to {rater} using (true);

-- Wrong codes typed, by the first letters of the code and the hour: so that codes cannot be guessed, without knowing
-- who typed or from where.
create table toolkit.code_tries (
  mark text not null check (mark ~ '^[A-Z]{3}$'),
  hour timestamptz not null,
  wrong int not null,
  primary key (mark, hour)
);
--! role rater toolkit.code_tries select insert update
--! role clerk toolkit.code_tries select delete
