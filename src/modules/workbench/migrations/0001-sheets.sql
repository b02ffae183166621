-- Data that an evaluator asked to be kept for a while. Sealed with the installation's key and bound to its person and its
-- row: neither a backup nor another row gives it away. Everything else of the workbench lives in memory and is gone with it.
create table workbench.sheets (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  programme_id uuid not null,
  person_id uuid not null,
  -- The name of its file, as the evaluator had it.
  title text not null check (length(title) <= 200),
  row_count int not null,
  column_count int not null,
  sealed bytea not null,
  kept_at timestamptz not null,
  -- Set when it is deleted: for a quarter of an hour the press can be undone.
  deleted_at timestamptz,
  primary key (setting_id, id)
);
create index sheets_by_person on workbench.sheets (person_id, kept_at desc);
create index sheets_by_kept on workbench.sheets (kept_at);
--! person workbench.sheets person_id select insert update delete
--! role clerk workbench.sheets select delete
