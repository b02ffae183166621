-- What a programme asks beside the editions. The draft is the officers' own; a version that is out is frozen with its
-- digest. A cycle keeps, word for word, what it was asked when it began.

create table toolkit.own_criteria (
  programme_id uuid not null,
  id uuid not null default gen_random_uuid(),
  principle_key text not null,
  designations text[] not null,
  draft jsonb not null,
  published int not null default 0,
  retired_at timestamptz,
  changed_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (programme_id, id)
);
--! reference toolkit.own_criteria
--! role clerk toolkit.own_criteria select insert update

create table toolkit.own_criterion_versions (
  programme_id uuid not null,
  criterion_id uuid not null,
  number int not null check (number > 0),
  principle_key text not null,
  designations text[] not null,
  words jsonb not null,
  digest text not null,
  published_by text not null,
  published_at timestamptz not null,
  primary key (programme_id, criterion_id, number),
  foreign key (programme_id, criterion_id) references toolkit.own_criteria (programme_id, id)
);
--! reference toolkit.own_criterion_versions
--! role clerk toolkit.own_criterion_versions select insert

alter table toolkit.cycles add column own_criteria jsonb not null default '[]';
