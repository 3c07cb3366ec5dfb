-- Quarters before anybody began to report are owed by nobody: the plan is older than its use here, and what nobody asked for is not
-- overdue. What is owed begins with the first quarter for which anybody has handed in a report, at the latest with the one that is
-- asked for now.

-- Sees every report, so that everybody is told the same.
create function action_plan.first_reported_quarter() returns date
language sql stable security definer set search_path = pg_catalog
as $$
  select make_date(left(min(period), 4)::integer, right(min(period), 1)::integer * 3 - 2, 1) from action_plan.progress_report
  where state in ('submitted', 'accepted')
$$;

create or replace view action_plan.owed_report_list with (security_invoker = true) as
  with day as (
    select (now() at time zone 'Asia/Shanghai')::date as today
  ), asked as (
    select p.id as plan_id, day.today,
      -- The last quarter that has ended, but none before the plan's own first.
      greatest(date_trunc('quarter', p.issued_on::timestamp), date_trunc('quarter', day.today::timestamp) - interval '3 months') as start,
      date_trunc('quarter', p.issued_on::timestamp) as first
    from action_plan.plan p, day
  ), quarter as (
    select a.plan_id, a.today, to_char(begins, 'YYYY"-Q"Q') as period,
      -- Fifteen days after the end of the quarter, as the model's `daysToReport`; a test holds the two together.
      (begins + interval '3 months' + interval '14 days')::date as due_on, begins = a.start as is_asked
    from asked a,
      generate_series(
        greatest(a.first, least(a.start, action_plan.first_reported_quarter()::timestamp)),
        date_trunc('quarter', a.today::timestamp),
        interval '3 months') as begins
  )
  select md5(d.id::text || q.period)::uuid as id, coalesce(r.version, 0) as version, coalesce(r.updated_at, t.updated_at) as updated_at,
    d.task_id, t.ask_zh, m.number as measure_number, d.organisation_id, q.period, q.is_asked, q.due_on, coalesce(r.state, 'none') as state,
    case
      when r.state in ('submitted', 'accepted') then 'reported'
      when q.due_on < q.today then 'overdue'
      else 'awaited'
    end as standing
  from quarter q
  join action_plan.measure m on m.plan_id = q.plan_id
  join action_plan.task t on t.measure_id = m.id and t.is_current
  join action_plan.task_department d on d.task_id = t.id and d.role = 'lead' and action_plan.sees_reports_of(d.organisation_id)
  left join action_plan.progress_report r
    on r.task_id = d.task_id and r.organisation_id = d.organisation_id and r.period = q.period;
