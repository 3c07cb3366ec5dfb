-- What is owed: of every task, each lead department and each quarter from the plan's first to the one that runs, the report that is due,
-- whether it is there or not. Under the policies of whoever asks; a department is shown what it owes itself.
create view action_plan.owed_report_list with (security_invoker = true) as
  with day as (
    select (now() at time zone 'Asia/Shanghai')::date as today
  ), quarter as (
    select p.id as plan_id, start::date as start, to_char(start, 'YYYY"-Q"Q') as period,
      -- Fifteen days after the end of the quarter, as the model's `daysToReport`; a test holds the two together.
      (start + interval '3 months' + interval '14 days')::date as due_on,
      -- The last quarter that has ended, but none before the plan's own first.
      start = greatest(date_trunc('quarter', p.issued_on), date_trunc('quarter', day.today) - interval '3 months') as is_asked
    from action_plan.plan p, day,
      generate_series(date_trunc('quarter', p.issued_on::timestamp), date_trunc('quarter', day.today::timestamp), interval '3 months') as start
  )
  select md5(d.id::text || q.period)::uuid as id, coalesce(r.version, 0) as version, coalesce(r.updated_at, t.updated_at) as updated_at,
    d.task_id, t.ask_zh, m.number as measure_number, d.organisation_id, q.period, q.is_asked, q.due_on, coalesce(r.state, 'none') as state,
    case
      when r.state in ('submitted', 'accepted') then 'reported'
      when q.due_on < day.today then 'overdue'
      else 'awaited'
    end as standing
  from day, quarter q
  join action_plan.measure m on m.plan_id = q.plan_id
  join action_plan.task t on t.measure_id = m.id and t.is_current
  join action_plan.task_department d on d.task_id = t.id and d.role = 'lead' and action_plan.sees_reports_of(d.organisation_id)
  left join action_plan.progress_report r
    on r.task_id = d.task_id and r.organisation_id = d.organisation_id and r.period = q.period;
grant select on action_plan.owed_report_list to terrace_user;
