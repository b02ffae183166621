-- Two people at once: who has the same page open, and whose words an action and a measure carry. The last one that
-- touched an action may only have moved it, and a measure never said who wrote it.

-- Who has a page open to change it. Forgotten within the hour; lost when the database stops, which costs a hint.
create unlogged table toolkit.presence (
  setting_id uuid not null,
  page text not null check (length(page) <= 300),
  person_id uuid not null,
  person_name text not null,
  since timestamptz not null,
  until timestamptz not null,
  primary key (setting_id, page, person_id)
);
create index presence_by_until on toolkit.presence (until);
--! tenant toolkit.presence
--! role clerk toolkit.presence select delete

alter table toolkit.actions
  add column worded_by text,
  add column worded_at timestamptz,
  add constraint worded_by_someone_at_a_time check ((worded_by is null) = (worded_at is null));

alter table toolkit.indicators
  add column worded_by text,
  add column worded_at timestamptz,
  add constraint worded_by_someone_at_a_time check ((worded_by is null) = (worded_at is null));
