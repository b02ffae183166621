-- A setting asks to join a programme by itself. Whoever asks has no account: the door's role keeps what they sent and
-- notes that their address is theirs; the programme's office reads it and answers.

alter table settings.programmes add column takes_requests boolean not null default true;

create table settings.joining_requests (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references settings.programmes (id),
  urn int,
  name text not null check (length(name) between 1 and 160),
  designation text not null check (designation in ('primary', 'secondary', 'all_through', 'special', 'alternative_provision', 'nursery', 'college', 'independent', 'community')),
  -- Where it is, as typed: only of a setting that is not on the register.
  where_words text,
  asker_name text not null check (length(asker_name) between 1 and 120),
  asker_role text not null check (asker_role in ('head', 'senior_leader', 'senior_mental_health_lead', 'governor', 'staff')),
  asker_email text not null check (length(asker_email) between 3 and 254 and asker_email = lower(asker_email)),
  why text not null check (length(why) <= 1000),
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  -- Until when the link in the letter is good; empty once the address is proved.
  proof_until timestamptz,
  proved_at timestamptz,
  answered_at timestamptz,
  answered_by text,
  answer text check (answer in ('enrolled', 'declined', 'overtaken')),
  answer_words text,
  enrolled_as uuid,
  check ((proof_until is null) = (proved_at is not null)),
  check ((answered_at is null) = (answer is null))
);
create index joining_requests_by_programme on settings.joining_requests (programme_id, proved_at) where proved_at is not null;
create index joining_requests_by_office on settings.joining_requests (programme_id);
--! office settings.joining_requests select update
--! role door settings.joining_requests select insert update

-- The register by name: the public page of finding a school goes on from the last name shown.
create index register_by_name on settings.register (name, urn);

-- What is switched off: by a programme for its settings, by a setting for itself. Nothing is removed by it.
alter table settings.programmes add column modules_off text[] not null default '{}';
alter table settings.settings add column modules_off text[] not null default '{}';
--! role door settings.enrolments select

-- An agreement is with a programme or with the setting's own trust.
alter table settings.agreements alter column programme_id drop not null;
alter table settings.agreements add column trust_id uuid references settings.trusts (id);
alter table settings.agreements add constraint with_one check (num_nonnulls(programme_id, trust_id) = 1);
create index agreements_by_trust on settings.agreements (trust_id);
create unique index one_trust_offer_at_a_time on settings.agreements (setting_id, trust_id) where ended_at is null and signed_at is null;
create unique index one_trust_agreement_in_force on settings.agreements (setting_id, trust_id) where ended_at is null and signed_at is not null;

-- What a setting shares with its trust, and the day on which the agreement for it ends.
create table settings.trust_sharing (
  setting_id uuid not null references settings.settings (setting_id),
  trust_id uuid not null references settings.trusts (id),
  flow text not null,
  since timestamptz not null,
  shared_by text not null,
  until date not null,
  primary key (setting_id, trust_id, flow)
);
create index trust_sharing_by_trust on settings.trust_sharing (trust_id);
create index trust_sharing_by_end on settings.trust_sharing (until);
--! tenant settings.trust_sharing
--! role clerk settings.trust_sharing select

-- The programme whose officer made a trust before any of its schools was enrolled: its officers see it and invite its lead.
alter table settings.trusts add column made_by uuid references settings.programmes (id);
create index trusts_by_maker on settings.trusts (made_by);
