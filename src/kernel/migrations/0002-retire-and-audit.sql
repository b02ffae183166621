-- What retire-data and the audit screen need.

-- The policies bind the owner of the tables as well, so that nothing done by mistake in its name finds a row. To retire
-- rows whose time is over, the owner says so for one transaction (app.retiring) and reaches them by this policy. Tables
-- made after this file get it with their policy line (see kernel/migrate.ts).
do $$
declare
  guarded regclass;
begin
  for guarded in
    select c.oid::regclass
      from pg_class c
     where c.relkind = 'r' and c.relforcerowsecurity and pg_get_userbyid(c.relowner) = current_user
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_retires')
  loop
    execute format(
      'create policy owner_retires on %s to current_user using (current_setting(''app.retiring'', true) = ''yes'')', guarded);
  end loop;
end
$$;

-- The audit is read a page at a time by where the last page ended, so lines of one moment need an order of their own.
create index audit_lines_in_order on kernel.audit_lines (setting_id, at desc, id desc);
drop index kernel.audit_lines_by_time;
