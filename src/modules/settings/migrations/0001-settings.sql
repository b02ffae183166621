-- Where people belong: programmes and trusts, settings of every designation, places, enrolment, agreements, sharing,
-- and the register of schools. A programme's or trust's own office is a setting too, so that every place is in one.

create table settings.programmes (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null check (length(name) between 1 and 120),
  office_setting_id uuid not null unique,
  everyone_needs_second_step boolean not null default false,
  brand text,
  brand_deep text,
  level_names jsonb not null,
  created_at timestamptz not null
);
--! reference settings.programmes
--! role door settings.programmes select
--! role clerk settings.programmes select insert update

create table settings.trusts (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 160),
  office_setting_id uuid not null unique,
  created_at timestamptz not null
);
--! reference settings.trusts
--! role clerk settings.trusts select insert update

create table settings.phases (
  programme_id uuid not null references settings.programmes (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 80),
  starts_on date,
  primary key (programme_id, id),
  unique (programme_id, name)
);
--! reference settings.phases
--! role clerk settings.phases select insert update delete

create table settings.districts (
  programme_id uuid not null references settings.programmes (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 80),
  register_code text,
  phase_id uuid,
  joined_on date,
  primary key (programme_id, id),
  unique (programme_id, name),
  foreign key (programme_id, phase_id) references settings.phases (programme_id, id)
);
create index districts_by_phase on settings.districts (programme_id, phase_id);
--! reference settings.districts
--! role clerk settings.districts select insert update delete

create table settings.settings (
  setting_id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('school', 'programme_office', 'trust_office', 'team', 'partner')),
  name text not null check (length(name) between 1 and 160),
  designation text check (designation in ('primary', 'secondary', 'all_through', 'special', 'alternative_provision', 'nursery', 'college', 'independent', 'community')),
  urn int,
  trust_id uuid references settings.trusts (id),
  programme_id uuid references settings.programmes (id),
  theme text,
  needs_second_step boolean not null default false,
  created_at timestamptz not null,
  closed_on date,
  version int not null default 1,
  constraint one_setting_per_urn unique (setting_id, urn)
);
create index settings_by_trust on settings.settings (trust_id);
create index settings_by_programme on settings.settings (programme_id);
create index settings_by_urn on settings.settings (urn) where urn is not null;
--! tenant settings.settings
--! role door settings.settings select
--! role clerk settings.settings select insert update

create table settings.places (
  setting_id uuid not null references settings.settings (setting_id),
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  email text not null,
  role text not null,
  since_on date not null,
  ended_on date,
  primary key (setting_id, id)
);
create unique index one_place_per_role on settings.places (setting_id, person_id, role) where ended_on is null;
create index places_by_person on settings.places (person_id);
--! tenant settings.places
--! role door settings.places select

-- One row for each setting in a programme, readable by the programme: that it is enrolled, and what follows from the
-- agreement. Nothing here says how a setting is doing.
create table settings.enrolments (
  setting_id uuid not null references settings.settings (setting_id),
  programme_id uuid not null references settings.programmes (id),
  name text not null,
  designation text not null,
  urn int,
  trust_name text,
  district_id uuid,
  phase_id uuid,
  activity_levels int[] not null default '{1}',
  enrolled_on date not null,
  first_invited_on date,
  agreement_offered_on date,
  agreed_on date,
  agreement_ends_on date,
  agreement_ended_on date,
  flows text[] not null default '{}',
  left_on date,
  version int not null default 1,
  primary key (setting_id, programme_id),
  foreign key (programme_id, district_id) references settings.districts (programme_id, id),
  foreign key (programme_id, phase_id) references settings.phases (programme_id, id)
);
create index enrolments_by_programme on settings.enrolments (programme_id, name);
create index enrolments_by_urn on settings.enrolments (programme_id, urn) where urn is not null;
create index enrolments_by_district on settings.enrolments (programme_id, district_id);
create index enrolments_by_phase on settings.enrolments (programme_id, phase_id);
create index enrolments_not_on_board on settings.enrolments (programme_id) where left_on is null and not ('board' = any (flows));
--! published settings.enrolments
--! role clerk settings.enrolments select update

create table settings.agreements (
  setting_id uuid not null references settings.settings (setting_id),
  id uuid not null default gen_random_uuid(),
  programme_id uuid not null references settings.programmes (id),
  party text not null,
  party_kind text not null check (party_kind in ('setting', 'trust')),
  purposes text[] not null,
  lawful_basis text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  offered_by text not null,
  offered_at timestamptz not null,
  signed_by uuid,
  signed_name text,
  signed_role text,
  signed_at timestamptz,
  ended_at timestamptz,
  ended_words text,
  version int not null default 1,
  primary key (setting_id, id)
);
create unique index one_offer_at_a_time on settings.agreements (setting_id, programme_id) where ended_at is null and signed_at is null;
create unique index one_agreement_in_force on settings.agreements (setting_id, programme_id) where ended_at is null and signed_at is not null;
create index agreements_by_programme on settings.agreements (programme_id);
--! tenant settings.agreements

create table settings.sharing (
  setting_id uuid not null references settings.settings (setting_id),
  programme_id uuid not null references settings.programmes (id),
  flow text not null,
  since timestamptz not null,
  shared_by text not null,
  primary key (setting_id, programme_id, flow)
);
create index sharing_by_programme on settings.sharing (programme_id);
--! tenant settings.sharing

create table settings.register (
  urn int primary key,
  la_code text not null,
  la_name text not null,
  establishment_number text,
  name text not null,
  type_code text,
  type_name text,
  group_code text,
  group_name text,
  status_code text not null,
  status_name text not null,
  opened_on date,
  closed_on date,
  phase_code text,
  phase_name text,
  low_age int,
  high_age int,
  pupils int,
  free_meals_percent numeric(5, 1),
  trust_name text,
  street text,
  locality text,
  town text,
  county text,
  postcode text,
  website text,
  telephone text,
  district_code text,
  district_name text,
  region_name text,
  easting int,
  northing int,
  changed_on date,
  digest bytea not null,
  seen_at timestamptz not null
);
--! reference settings.register
--! role clerk settings.register select insert update

create table settings.register_links (
  urn int not null,
  link_urn int not null,
  link_name text not null,
  link_type text not null,
  established_on date,
  primary key (urn, link_urn, link_type)
);
create index register_links_back on settings.register_links (link_urn);
--! reference settings.register_links
--! role clerk settings.register_links select insert update

create table settings.register_runs (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  programme_id uuid references settings.programmes (id),
  file_name text not null,
  by_name text not null,
  read int not null,
  added int not null,
  updated int not null,
  unchanged int not null,
  closed int not null,
  rejected jsonb not null
);
create index register_runs_by_programme on settings.register_runs (programme_id, at desc);
--! role clerk settings.register_runs select insert
--! reference settings.register_runs
