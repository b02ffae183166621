-- Whether a setting works with the three screens of small-school mode: chosen by its head, changed back at any time.
-- Nothing else hangs on it: the work itself lies where it always does. Without a row nobody has chosen yet.
create table toolkit.small_choices (
  setting_id uuid primary key,
  is_on boolean not null,
  chosen_name text not null,
  chosen_at timestamptz not null,
  version int not null default 1
);
--! tenant toolkit.small_choices select insert update
-- The door reads it with someone's places, because navigation is drawn on every page.
--! role door toolkit.small_choices select
