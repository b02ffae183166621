-- Links by which someone without an account reads one kept version of the Record until a last day: a governor, an
-- inspector. They come through the role `rater`, which reaches only the rows of the link it holds.

-- `link` is the hash of the token in the address, `code` a keyed hash of the code that is told separately. The document
-- is a copy, so that the role needs no way to other versions; it goes at once when the link is withdrawn.
create table toolkit.reading_links (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  link bytea not null check (length(link) = 32),
  code bytea check (length(code) = 32),
  record_id uuid not null,
  cycle_number int not null,
  record_number int not null,
  digest text not null,
  document jsonb,
  reader text not null check (length(reader) between 1 and 120),
  purpose text not null check (length(purpose) between 1 and 200),
  made_by text not null,
  made_at timestamptz not null,
  last_day date not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (setting_id, id),
  constraint one_reading_link unique (setting_id, link),
  foreign key (setting_id, record_id) references toolkit.records (setting_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (withdrawn_at is null or document is null)
);
create index reading_links_by_record on toolkit.reading_links (setting_id, record_id);
create index reading_links_by_link on toolkit.reading_links (link);
--! tenant toolkit.reading_links select insert update
--! linked toolkit.reading_links select
-- The clerk takes the copy out of links whose last day is over; it reads none.
grant select (last_day), update (document) on toolkit.reading_links to {clerk};
create policy clerk_ends_select on toolkit.reading_links for select to {clerk} using (true);
create policy clerk_ends_update on toolkit.reading_links for update to {clerk} using (true) with check (true);

-- How often a link was opened on a day, and how many wrong codes were typed: no hour, no address, no device.
create table toolkit.reading_openings (
  setting_id uuid not null,
  link bytea not null,
  on_day date not null,
  times int not null default 0 check (times >= 0),
  wrong int not null default 0 check (wrong >= 0),
  primary key (setting_id, link, on_day),
  foreign key (setting_id, link) references toolkit.reading_links (setting_id, link)
);
--! tenant toolkit.reading_openings select
--! linked toolkit.reading_openings select insert update
