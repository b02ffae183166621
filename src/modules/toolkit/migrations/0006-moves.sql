-- The resilient moves bank: what a school did and shares with a programme, read until the last day of its agreement; what
-- another school made of it, with credit; and how many did.

create table toolkit.bank_moves (
  programme_id uuid not null,
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  setting_name text not null,
  designation text not null,
  -- The action it comes from, if any: its measures are offered again when the words are changed.
  action_id uuid,
  principle_key text not null,
  -- Keys are shared by editions. Empty where it is for a whole principle, or for a criterion that only one programme asks.
  criterion_key text,
  title text not null check (length(title) between 1 and 120),
  done_words text not null,
  for_words text not null,
  effort text not null check (effort in ('small', 'medium', 'large')),
  weeks int check (weeks between 1 and 60),
  cost_words text,
  changed_words text not null,
  -- {measure, words}: the numbers of a measure as they stood. Empty: the school says so itself.
  measured jsonb,
  differently text,
  may_adapt boolean not null,
  contact_id uuid not null,
  ask_words text not null,
  -- [{move, title, school}]: whose move it was before, nearest first.
  credit jsonb not null default '[]',
  shared_by text not null,
  shared_at timestamptz not null,
  changed_by text,
  changed_at timestamptz,
  until date not null,
  hidden_at timestamptz,
  hidden_by text,
  hidden_words text,
  appeal_words text,
  appealed_at timestamptz,
  version int not null default 1,
  primary key (setting_id, id),
  check ((hidden_at is null) = (hidden_words is null))
);
create index bank_moves_by_programme on toolkit.bank_moves (programme_id, principle_key, criterion_key);
--! published toolkit.bank_moves
--! until toolkit.bank_moves
--! role clerk toolkit.bank_moves select update

create table toolkit.move_adaptations (
  setting_id uuid not null,
  action_id uuid not null,
  programme_id uuid not null,
  move_id uuid not null,
  credit jsonb not null,
  -- The move as it read on that day; emptied when it is taken back or hidden. The credit stays.
  original jsonb,
  adapted_by text not null,
  adapted_at timestamptz not null,
  primary key (setting_id, action_id),
  foreign key (setting_id, action_id) references toolkit.actions (setting_id, id)
);
create index move_adaptations_by_move on toolkit.move_adaptations (move_id, setting_id);
--! tenant toolkit.move_adaptations
--! role clerk toolkit.move_adaptations select update

create table toolkit.move_counts (
  programme_id uuid not null,
  move_id uuid not null,
  adapted int not null check (adapted >= 0),
  primary key (programme_id, move_id)
);
--! counted toolkit.move_counts
--! role clerk toolkit.move_counts
