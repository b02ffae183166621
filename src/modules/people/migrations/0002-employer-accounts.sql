-- Accounts that people's employers gave them, by which they may sign in here. The provider's own number for the account
-- (issuer and subject) is the only thing that ever finds its row: addresses change hands, and are not kept for that.

create table people.employer_accounts (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.people (id),
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  -- What the provider calls it, so that its person knows which one it is. Nothing is looked up by it.
  name_shown text check (length(name_shown) between 1 and 120),
  linked_at timestamptz not null,
  last_used_at timestamptz,
  constraint one_person_per_employer_account unique (issuer, subject)
);
create index employer_accounts_by_person on people.employer_accounts (person_id, linked_at);
--! person people.employer_accounts person_id select insert delete
--! role door people.employer_accounts select insert update delete
