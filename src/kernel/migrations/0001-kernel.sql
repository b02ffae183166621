-- What the kernel keeps for everyone: marks of the installation, the audit, facts told, letters, deeds done, rescued posts.

create table kernel.marks (
  name text primary key check (length(name) between 1 and 60),
  value text not null,
  at timestamptz not null default now()
);
--! reference kernel.marks
--! role door kernel.marks select
--! role clerk kernel.marks select

create table kernel.audit_lines (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  at timestamptz not null,
  person_id uuid,
  person_name text not null,
  deed text not null check (deed ~ '^[a-z-]+\.[a-z-]+$'),
  about uuid,
  words text not null check (length(words) <= 500),
  primary key (setting_id, id)
);
create index audit_lines_by_time on kernel.audit_lines (setting_id, at desc);
--! tenant kernel.audit_lines select insert
--! role door kernel.audit_lines insert

create table kernel.facts_told (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  name text not null check (name ~ '^[a-z-]+\.[a-z-]+$'),
  setting_id uuid,
  about uuid not null,
  facts jsonb not null
);
--! role web kernel.facts_told insert
--! role door kernel.facts_told insert
--! role clerk kernel.facts_told select delete

create table kernel.letters (
  id uuid primary key default gen_random_uuid(),
  setting_id uuid,
  queued_at timestamptz not null,
  sealed bytea not null,
  sent_at timestamptz,
  tries int not null default 0,
  last_refusal text
);
create index letters_waiting on kernel.letters (queued_at) where sent_at is null;
--! role web kernel.letters insert
--! role door kernel.letters insert
--! role clerk kernel.letters select update delete

create table kernel.deeds_done (
  once uuid primary key,
  person_id uuid not null,
  path text not null,
  go_to text,
  flash text,
  at timestamptz not null
);
create index deeds_done_by_time on kernel.deeds_done (at);
--! person kernel.deeds_done person_id select insert update delete
--! role clerk kernel.deeds_done select delete

create table kernel.rescued_posts (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  path text not null,
  sealed bytea not null check (length(sealed) <= 300000),
  at timestamptz not null
);
create index rescued_posts_by_person on kernel.rescued_posts (person_id, at);
--! role door kernel.rescued_posts select insert delete
--! person kernel.rescued_posts person_id select
--! role clerk kernel.rescued_posts select delete

--! role door kernel.migrations select
-- The owner keeps this list, and its own policies would bind it too: then no migration could be noted or found.
alter table kernel.migrations no force row level security;
