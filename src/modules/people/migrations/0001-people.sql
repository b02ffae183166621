-- Who is at the door: people, how they sign in, their sessions, invitations. None of it belongs to one setting, so the
-- tables are the installation's: the door's role reads them to answer "who is this?", people reach their own rows only.

create table people.people (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint one_person_per_address unique (email)
);
--! person people.people id select update
--! role door people.people select insert update

create table people.accounts (
  person_id uuid primary key references people.people (id),
  password_hash text,
  password_set_at timestamptz,
  founder boolean not null default false,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0
);
--! person people.accounts person_id select update
--! role door people.accounts select insert update

-- Tries at a door, counted for an address whether or not anyone has it, so that counting tells nobody who is here.
create table people.tries (
  door_hash bytea primary key,
  tries int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
--! role door people.tries select insert update delete
--! role clerk people.tries select delete

create table people.recovery_codes (
  person_id uuid not null references people.people (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
--! person people.recovery_codes person_id select insert delete
--! role door people.recovery_codes select update

-- A session that awaits a code was opened by a password alone, of someone who has a second step: it opens nothing.
create table people.sessions (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.people (id),
  token_hash bytea not null unique,
  device text not null,
  strong boolean not null default false,
  awaits_code boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_by_person on people.sessions (person_id, last_seen_at desc);
create index sessions_by_end on people.sessions (expires_at);
--! person people.sessions person_id select update
--! role door people.sessions select insert update delete
--! role clerk people.sessions select delete

-- Links in letters: to join, to choose a new password, and the first link of an installation, which names nobody yet.
create table people.invitations (
  id uuid primary key default gen_random_uuid(),
  person_id uuid references people.people (id),
  token_hash bytea not null unique,
  kind text not null check (kind in ('join', 'reset', 'founder')),
  invited_by text not null,
  place_name text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  check ((kind = 'founder') = (person_id is null))
);
create index invitations_by_person on people.invitations (person_id, created_at desc);
create index invitations_by_end on people.invitations (expires_at);
--! role door people.invitations select insert update
--! role clerk people.invitations select delete

-- Who can be signed in as with one press, in a demonstration only.
create table people.demo_cast (
  person_id uuid primary key references people.people (id),
  place text not null,
  words text not null,
  position int not null
);
--! role door people.demo_cast select insert
