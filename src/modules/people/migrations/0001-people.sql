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
  refused int not null default 0,
  locked_until timestamptz,
  founder boolean not null default false,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0
);
--! person people.accounts person_id select update
--! role door people.accounts select insert update

create table people.recovery_codes (
  person_id uuid not null references people.people (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
--! person people.recovery_codes person_id select insert delete
--! role door people.recovery_codes select update

create table people.sessions (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.people (id),
  token_hash bytea not null unique,
  device text not null,
  strong boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_by_person on people.sessions (person_id, last_seen_at desc);
--! person people.sessions person_id select update
--! role door people.sessions select insert update delete
--! role clerk people.sessions select delete

create table people.invitations (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.people (id),
  token_hash bytea not null unique,
  kind text not null check (kind in ('join', 'reset', 'founder')),
  invited_by text not null,
  place_name text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
create index invitations_by_person on people.invitations (person_id, created_at desc);
--! role door people.invitations select insert update
