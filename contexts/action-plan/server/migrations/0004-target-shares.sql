-- A reporting unit's share of a target, year by year, as the city gives it: the task of the year, or of a rate the rate at its end. The
-- city's own value has neither unit nor year and comes with the plan.
alter table action_plan.target_value
  add column year integer check (year between 2000 and 2100),
  -- Who gave it when is in the history; this is the day and the document that the city itself names.
  add column decided_on date,
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now(),
  add constraint share_of_a_year check ((division_code is null) = (year is null)),
  add constraint nothing_below_zero check (value >= 0),
  drop constraint target_value_target_id_division_code_key,
  add constraint one_share_a_year unique nulls not distinct (target_id, division_code, year);
create index target_value_division on action_plan.target_value (division_code, target_id);

-- A rate is at most whole, and a share lies within the time of its target.
create function action_plan.guard_share() returns trigger
language plpgsql
as $$
declare
  target action_plan.target;
begin
  select * into target from action_plan.target where id = new.target_id;
  if target.unit = 'ratio' and new.value > 1 then
    raise exception 'a rate is at most whole' using errcode = '23514', constraint = 'rate_at_most_whole';
  end if;
  if new.year > target.by_year then
    raise exception 'a share lies within the time of its target' using errcode = '23514', constraint = 'share_in_time';
  end if;
  if tg_op = 'UPDATE' and (new.id, new.target_id, new.division_code, new.year) is distinct from
    (old.id, old.target_id, old.division_code, old.year) then
    raise exception 'a share stays with its target, unit and year' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger guard_share before insert or update on action_plan.target_value
  for each row execute function action_plan.guard_share();

grant insert, update, delete on action_plan.target_value to terrace_user;
drop policy plan_is_known on action_plan.target_value;
create policy target_is_known on action_plan.target_value for select to terrace_user
  using ((select access.has_permission('plan.view'))
    and (division_code is null or (select access.is_city()) or division_code = any ((select access.own_divisions())::text[])));
create policy shares_given on action_plan.target_value for insert to terrace_user
  with check (division_code is not null and access.is_city() and access.has_permission('plan.allocate'));
create policy shares_changed on action_plan.target_value for update to terrace_user
  using (division_code is not null and access.is_city() and access.has_permission('plan.allocate'))
  with check (division_code is not null and access.is_city() and access.has_permission('plan.allocate'));
create policy shares_taken_away on action_plan.target_value for delete to terrace_user
  using (division_code is not null and access.is_city() and access.has_permission('plan.allocate'));

-- For lists and exports, under the policies of whoever asks. A rate is printed in percent.
create view action_plan.target_share_list with (security_invoker = true) as
  select v.id, v.version, v.updated_at, v.target_id, t.name_zh as target_name, t.unit, t.by_year, v.division_code, v.year,
    case when t.unit = 'ratio' then v.value * 100 else v.value end as value, v.decided_on, v.source as basis
  from action_plan.target_value v
  join action_plan.target t on t.id = v.target_id
  where v.division_code is not null;
grant select on action_plan.target_share_list to terrace_user;
