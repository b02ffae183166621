-- Working together: comments on what the team works on and whom they ask for, chapters that someone holds and a lead
-- signs off, and a chapter shown to someone outside who says what they see.

-- A comment stands under one thing: a criterion or a chapter in a cycle, an action, or a closed call for views. One that
-- is taken back keeps its place and no words.
create table toolkit.comments (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cycle_id uuid not null,
  about text not null check (about in ('criterion', 'principle', 'action', 'call')),
  about_key text not null check (length(about_key) between 1 and 100),
  author_id uuid not null,
  author_name text not null,
  words text not null check (length(words) <= 2000),
  written_at timestamptz not null,
  changed_at timestamptz,
  taken_back_at timestamptz,
  version int not null default 1,
  primary key (setting_id, id),
  check ((taken_back_at is not null) = (words = '')),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
create index comments_by_thing on toolkit.comments (setting_id, cycle_id, about, about_key, written_at);
--! tenant toolkit.comments select insert update

-- Someone whom a comment asks for, and when they said that they have seen it.
create table toolkit.mentions (
  setting_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  asked_at timestamptz not null,
  seen_at timestamptz,
  primary key (setting_id, comment_id, person_id),
  foreign key (setting_id, comment_id) references toolkit.comments (setting_id, id)
);
create index mentions_by_person on toolkit.mentions (setting_id, person_id) where seen_at is null;
--! tenant toolkit.mentions

-- A chapter of a cycle that members of the team hold, with the day by which, if one was named.
create table toolkit.sections (
  setting_id uuid not null,
  cycle_id uuid not null,
  principle_key text not null,
  by_on date,
  given_by text not null,
  given_at timestamptz not null,
  version int not null default 1,
  primary key (setting_id, cycle_id, principle_key),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
--! tenant toolkit.sections select insert update

create table toolkit.section_holders (
  setting_id uuid not null,
  cycle_id uuid not null,
  principle_key text not null,
  member_id uuid not null,
  primary key (setting_id, cycle_id, principle_key, member_id),
  foreign key (setting_id, cycle_id, principle_key) references toolkit.sections (setting_id, cycle_id, principle_key),
  foreign key (setting_id, member_id) references toolkit.team_members (setting_id, id)
);
create index section_holders_by_member on toolkit.section_holders (setting_id, member_id);
--! tenant toolkit.section_holders select insert delete

-- What became of a chapter in one stage: its holder says that it is ready, a lead signs it off or sends it back, with why.
create table toolkit.sign_offs (
  setting_id uuid not null,
  cycle_id uuid not null,
  principle_key text not null,
  stage text not null check (stage in ('assess', 'plan', 'review')),
  state text not null check (state in ('ready', 'signed', 'sent_back')),
  ready_name text not null,
  ready_at timestamptz not null,
  decided_name text,
  decided_at timestamptz,
  words text,
  version int not null default 1,
  primary key (setting_id, cycle_id, principle_key, stage),
  check ((state = 'ready') = (decided_at is null)),
  check ((decided_at is null) = (decided_name is null)),
  check ((state = 'sent_back') = (words is not null)),
  foreign key (setting_id, cycle_id, principle_key) references toolkit.sections (setting_id, cycle_id, principle_key)
);
--! tenant toolkit.sign_offs select insert update

-- A chapter that someone outside is asked to read: a critical friend, by their email address, or a programme's reviewers.
-- `document` is the chapter as it stood when it was asked. The head agrees before anyone outside may read it.
create table toolkit.readings (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cycle_id uuid not null,
  principle_key text not null,
  asks text not null check (asks in ('friend', 'programme')),
  programme_id uuid,
  asked_of text not null,
  email text,
  question text,
  document jsonb not null,
  asked_name text not null,
  asked_at timestamptz not null,
  wished_on date not null,
  expires_on date not null,
  agreed_name text,
  agreed_at timestamptz,
  reader_id uuid,
  reader_name text,
  taken_at timestamptz,
  reminded_on date,
  answered_at timestamptz,
  strong text,
  wondered text,
  next_step text,
  kept_name text,
  kept_at timestamptz,
  ended text check (ended in ('withdrawn', 'declined', 'expired')),
  ended_at timestamptz,
  version int not null default 1,
  primary key (setting_id, id),
  check ((asks = 'programme') = (programme_id is not null)),
  check (asks = 'friend' or email is null),
  check ((ended is null) = (ended_at is null)),
  check (taken_at is null or (agreed_at is not null and reader_id is not null and reader_name is not null)),
  check (answered_at is null
         or (taken_at is not null and strong is not null and wondered is not null and next_step is not null)),
  check (kept_at is null or answered_at is not null),
  foreign key (setting_id, cycle_id) references toolkit.cycles (setting_id, id)
);
create index readings_by_cycle on toolkit.readings (setting_id, cycle_id, principle_key);
--! tenant toolkit.readings select insert update
-- The clerk sees where an ask is open and near its end; it reads no words and no names.
grant select (setting_id, wished_on, expires_on, agreed_at, answered_at, ended) on toolkit.readings to {clerk};
create policy clerk_counts on toolkit.readings for select to {clerk} using (true);

-- What the reader holds: exactly that chapter and who asks. Gone when the ask is withdrawn or has run out.
create table toolkit.reading_copies (
  setting_id uuid not null,
  reading_id uuid not null,
  programme_id uuid,
  person_id uuid,
  setting_name text not null,
  principle_name text not null,
  asked_name text not null,
  question text,
  wished_on date not null,
  expires_on date not null,
  document jsonb not null,
  answered_at timestamptz,
  primary key (setting_id, reading_id),
  check ((programme_id is null) <> (person_id is null)),
  foreign key (setting_id, reading_id) references toolkit.readings (setting_id, id)
);
create index reading_copies_by_person on toolkit.reading_copies (person_id);
create index reading_copies_by_programme on toolkit.reading_copies (programme_id, expires_on);
--! published toolkit.reading_copies
create policy by_person on toolkit.reading_copies for select to {web}
  using (person_id = nullif(current_setting('app.person', true), '')::uuid);
