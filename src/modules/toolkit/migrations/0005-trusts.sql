-- What a school shares with its own trust: its row in the trust's view, and versions of its Record to read. Both say
-- until when the agreement runs, and are read no longer than that.

create table toolkit.trust_rows (
  trust_id uuid not null,
  setting_id uuid not null,
  name text not null,
  designation text not null,
  edition_key text not null,
  edition_version int not null,
  cycle_number int not null,
  stage text not null check (stage in ('assess', 'plan', 'review', 'closed')),
  -- The middle level of each principle, by its key.
  levels jsonb not null,
  -- The agreed level of each criterion that every edition may be compared by, by its key.
  items jsonb not null,
  moved_at timestamptz not null,
  moved_term text not null,
  until date not null,
  published_at timestamptz not null,
  primary key (setting_id, trust_id)
);
create index trust_rows_by_name on toolkit.trust_rows (trust_id, name, setting_id);
--! trust toolkit.trust_rows
--! role clerk toolkit.trust_rows select

create table toolkit.trust_records (
  trust_id uuid not null,
  setting_id uuid not null,
  record_id uuid not null,
  setting_name text not null,
  cycle_number int not null,
  record_number int not null,
  document jsonb not null,
  shared_by text not null,
  shared_at timestamptz not null,
  until date not null,
  primary key (setting_id, trust_id, record_id),
  foreign key (setting_id, record_id) references toolkit.records (setting_id, id)
);
create index trust_records_by_record on toolkit.trust_records (setting_id, record_id);
create index trust_records_by_trust on toolkit.trust_records (trust_id, shared_at desc);
--! trust toolkit.trust_records
--! role clerk toolkit.trust_records select

-- What a programme reads ends with the agreement too, on the day and not when the next job has run. Rows from before this
-- file have no such day until the next deed publishes them; the job takes them back as it always did.
alter table toolkit.board_rows add column until date not null default 'infinity';
alter table toolkit.board_rows alter column until drop default;
--! until toolkit.board_rows
alter table toolkit.shared_records add column until date not null default 'infinity';
alter table toolkit.shared_records alter column until drop default;
--! until toolkit.shared_records
