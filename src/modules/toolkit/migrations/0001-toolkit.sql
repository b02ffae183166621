-- One school's Toolkit: cycles of assess, plan, review; who is on the team; ratings alone and agreed; actions with
-- their steps and indicators; evidence; reviews; versions of the Record. Two published tables let a programme see
-- what a school chose to share.

create table toolkit.cycles (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number int not null check (number between 1 and 99),
  edition_key text not null,
  edition_version int not null,
  stage text not null default 'assess' check (stage in ('assess', 'plan', 'review', 'closed')),
  started_on date not null,
  assess_closed_at timestamptz,
  assess_closed_by text,
  plan_closed_at timestamptz,
  plan_closed_by text,
  review_closed_at timestamptz,
  review_closed_by text,
  moved_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, id),
  constraint one_cycle_per_number unique (setting_id, number)
);
create unique index one_open_cycle on toolkit.cycles (setting_id) where stage <> 'closed';
--! tenant toolkit.cycles

-- The resilience team. team_roles are those of the edition's recommended roles that someone covers: often more than
-- one in a small school, none for someone beside them.
create table toolkit.team_members (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  name text not null,
  team_roles text[] not null default '{}',
  is_lead boolean not null default false,
  minutes_a_week int,
  joined_on date not null,
  left_on date,
  primary key (setting_id, id)
);
create unique index one_seat_per_person on toolkit.team_members (setting_id, person_id) where left_on is null;
--! tenant toolkit.team_members

create table toolkit.involvements (
  setting_id uuid not null,
  cycle_id uuid not null,
  group_key text not null,
  planned text not null default '',
  actual text not null default '',
  updated_by text not null,
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, cycle_id, group_key),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.involvements

-- A round is one sitting of rating alone: part is 'baseline' or a principle's key. Once closed, or once all members are in, ratings are seen.
create table toolkit.rounds (
  setting_id uuid not null,
  cycle_id uuid not null,
  part text not null,
  opened_at timestamptz not null,
  opened_by text not null,
  closed_at timestamptz,
  closed_by text,
  primary key (setting_id, cycle_id, part),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.rounds

-- A member in a round: told beforehand who will see what, how they wish to be shown, and when they finished.
create table toolkit.round_members (
  setting_id uuid not null,
  cycle_id uuid not null,
  part text not null,
  member_id uuid not null,
  told_at timestamptz not null,
  shown_as text not null default 'named' check (shown_as in ('named', 'counted')),
  finished_at timestamptz,
  primary key (setting_id, cycle_id, part, member_id),
  foreign key (setting_id, cycle_id, part) references toolkit.rounds (setting_id, cycle_id, part),
  foreign key (setting_id, member_id) references toolkit.team_members (setting_id, id)
);
create index round_members_by_member on toolkit.round_members (setting_id, member_id);
--! tenant toolkit.round_members

-- One member's view of one item: a criterion's key, or a baseline question's.
create table toolkit.ratings (
  setting_id uuid not null,
  cycle_id uuid not null,
  item_key text not null,
  member_id uuid not null,
  state text not null check (state in ('rated', 'not_applicable', 'later')),
  level int check (level between 0 and 3),
  reason text,
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, cycle_id, item_key, member_id),
  check ((state = 'rated') = (level is not null)),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id),
  foreign key (setting_id, member_id) references toolkit.team_members (setting_id, id)
);
create index ratings_by_member on toolkit.ratings (setting_id, member_id);
--! tenant toolkit.ratings

-- What the team agreed, at assessment and again at review.
create table toolkit.agreed_ratings (
  setting_id uuid not null,
  cycle_id uuid not null,
  criterion_key text not null,
  moment text not null check (moment in ('assess', 'review')),
  level int check (level between 0 and 3),
  reason text not null,
  agreed_by uuid not null,
  agreed_name text not null,
  agreed_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, cycle_id, criterion_key, moment),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.agreed_ratings

-- Why an agreed 0 or 1 has no action in this cycle.
create table toolkit.gap_reasons (
  setting_id uuid not null,
  cycle_id uuid not null,
  criterion_key text not null,
  reason text not null,
  given_by text not null,
  given_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, cycle_id, criterion_key),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.gap_reasons

create table toolkit.actions (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cycle_id uuid not null,
  criterion_key text not null,
  title text not null,
  state text not null default 'planned' check (state in ('planned', 'under_way', 'done', 'stopped')),
  owner_id uuid,
  people text,
  starts_on date,
  due_on date,
  intended_impact text,
  evidence_plan text,
  pupil_view text,
  move_key text,
  activity_level int check (activity_level between 1 and 3),
  carried_from uuid,
  created_by text not null,
  created_at timestamptz not null,
  updated_by text not null,
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, id),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id),
  foreign key (setting_id, owner_id) references toolkit.team_members (setting_id, id)
);
create index actions_by_cycle on toolkit.actions (setting_id, cycle_id, criterion_key);
create index actions_by_owner on toolkit.actions (setting_id, owner_id);
--! tenant toolkit.actions

create table toolkit.steps (
  setting_id uuid not null,
  action_id uuid not null,
  id uuid not null default gen_random_uuid(),
  position int not null,
  words text not null,
  done_at timestamptz,
  done_by text,
  primary key (setting_id, id),
  foreign key (setting_id, action_id) references toolkit.actions (setting_id, id)
);
create index steps_by_action on toolkit.steps (setting_id, action_id, position);
--! tenant toolkit.steps

create table toolkit.indicators (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  action_id uuid not null,
  name text not null,
  unit text not null default '',
  better text not null default 'higher' check (better in ('higher', 'lower')),
  baseline numeric,
  baseline_on date,
  target numeric,
  target_on date,
  version int not null default 1,
  primary key (setting_id, id),
  foreign key (setting_id, action_id) references toolkit.actions (setting_id, id)
);
create index indicators_by_action on toolkit.indicators (setting_id, action_id);
--! tenant toolkit.indicators

create table toolkit.indicator_points (
  setting_id uuid not null,
  indicator_id uuid not null,
  on_day date not null,
  value numeric not null,
  noted_by text not null,
  primary key (setting_id, indicator_id, on_day),
  foreign key (setting_id, indicator_id) references toolkit.indicators (setting_id, id)
);
--! tenant toolkit.indicator_points

-- By what a criterion is met: a dated note, a link, or a series of numbers (an indicator).
create table toolkit.evidence (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cycle_id uuid not null,
  criterion_key text not null,
  kind text not null check (kind in ('note', 'link', 'series')),
  on_day date not null,
  words text not null,
  url text,
  indicator_id uuid,
  added_by text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (setting_id, id),
  check ((kind = 'link') = (url is not null)),
  check ((kind = 'series') = (indicator_id is not null)),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id),
  foreign key (setting_id, indicator_id) references toolkit.indicators (setting_id, id)
);
create index evidence_by_criterion on toolkit.evidence (setting_id, cycle_id, criterion_key);
create index evidence_by_indicator on toolkit.evidence (setting_id, indicator_id);
--! tenant toolkit.evidence

-- The team says that a chapter (one principle in one stage) is done: by whom, when, after talking with whom.
create table toolkit.chapter_agreements (
  setting_id uuid not null,
  cycle_id uuid not null,
  principle_key text not null,
  stage text not null check (stage in ('assess', 'plan', 'review')),
  discussed_with text not null,
  agreed_by uuid not null,
  agreed_name text not null,
  agreed_at timestamptz not null,
  primary key (setting_id, cycle_id, principle_key, stage),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.chapter_agreements

create table toolkit.reviews (
  setting_id uuid not null,
  action_id uuid not null,
  done_words text not null,
  pupils_words text,
  changed text not null check (changed in ('much', 'some', 'not_yet', 'too_early')),
  next text not null check (next in ('finished', 'embed', 'carry_on', 'stop')),
  next_words text,
  reviewed_by uuid not null,
  reviewed_name text not null,
  reviewed_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, action_id),
  foreign key (setting_id, action_id) references toolkit.actions (setting_id, id)
);
--! tenant toolkit.reviews

-- Kept versions of the Record: the whole document as it stood, with its digest. Never changed.
create table toolkit.records (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cycle_id uuid not null,
  number int not null,
  why text not null,
  document jsonb not null,
  digest text not null,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (setting_id, id),
  unique (setting_id, cycle_id, number),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.records select insert

-- Published by the deed that changes them, for programmes the setting shares with (flow 'board').
create table toolkit.board_rows (
  programme_id uuid not null,
  setting_id uuid not null,
  name text not null,
  designation text not null,
  district_id uuid,
  cycle_number int not null,
  stage text not null,
  blockers jsonb not null,
  levels jsonb not null,
  moved_at timestamptz not null,
  -- The school year's first calendar year and the term in it, such as 2026-1 for autumn 2026: it sorts.
  moved_term text not null,
  published_at timestamptz not null,
  primary key (setting_id, programme_id)
);
create index board_rows_by_name on toolkit.board_rows (programme_id, name, setting_id);
create index board_rows_by_stage on toolkit.board_rows (programme_id, stage, name, setting_id);
create index board_rows_by_district on toolkit.board_rows (programme_id, district_id, name, setting_id);
create index board_rows_by_moved on toolkit.board_rows (programme_id, moved_at, setting_id);
--! published toolkit.board_rows
--! role clerk toolkit.board_rows select

-- How many of a programme's board rows are at each stage and last moved in each term, so that a board's heading costs
-- the same for 600 schools as for 24,000. Kept in the transaction that publishes a row; names no setting.
create table toolkit.board_counts (
  programme_id uuid not null,
  stage text not null,
  moved_term text not null,
  n int not null,
  primary key (programme_id, stage, moved_term)
);
--! counted toolkit.board_counts
--! role clerk toolkit.board_counts select insert update delete

-- A kept version of the Record shared for reading (flow 'reviewers_reading').
create table toolkit.shared_records (
  programme_id uuid not null,
  setting_id uuid not null,
  record_id uuid not null,
  setting_name text not null,
  cycle_number int not null,
  record_number int not null,
  document jsonb not null,
  shared_by text not null,
  shared_at timestamptz not null,
  primary key (setting_id, programme_id, record_id),
  foreign key (setting_id, record_id) references toolkit.records (setting_id, id)
);
create index shared_records_by_record on toolkit.shared_records (setting_id, record_id);
create index shared_records_by_programme on toolkit.shared_records (programme_id, shared_at desc);
--! published toolkit.shared_records
