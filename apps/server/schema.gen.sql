-- Made by npm run generate:schema from the migrated database: for reading and comparing, not for running.

-- schemas

schema access
  grant USAGE to terrace_user

schema action_plan
  grant USAGE to terrace_user

schema attachments
  grant USAGE to terrace_user

schema audit_trail
  grant USAGE to terrace_user

schema change_feed
  grant USAGE to terrace_user

schema erosion_assessment
  grant USAGE to terrace_user

schema figures
  grant USAGE to terrace_user

schema import_wizard
  grant USAGE to terrace_user

schema jobs
  grant USAGE to terrace_user

schema notices
  grant USAGE to terrace_user

schema record_sets
  grant USAGE to terrace_user

schema terrace

schema territory
  grant USAGE to terrace_user

schema vector_tiles
  grant USAGE to terrace_user

schema workflows
  grant USAGE to terrace_user

-- tables

table access.api_key
  row level security
  id uuid not null default gen_random_uuid()
    grant SELECT to terrace_user
  person_id uuid not null
    grant INSERT, SELECT to terrace_user
  label text not null
    grant INSERT, SELECT to terrace_user
  key_hash bytea not null
    grant INSERT to terrace_user
  created_at timestamp with time zone not null
    grant INSERT, SELECT to terrace_user
  expires_at timestamp with time zone not null
    grant INSERT, SELECT to terrace_user
  revoked_at timestamp with time zone
    grant SELECT, UPDATE to terrace_user
  constraint api_key_key_hash_key UNIQUE (key_hash)
  constraint api_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint api_key_pkey PRIMARY KEY (id)
  INDEX api_key_person ON access.api_key USING btree (person_id, created_at)
  policy own_keys for all to terrace_user
    using (person_id = access.current_user_id())
    with check (person_id = access.current_user_id())
  TRIGGER keep_history_of_deletes AFTER DELETE ON access.api_key REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', 'key_hash')
  TRIGGER keep_history_of_inserts AFTER INSERT ON access.api_key REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', 'key_hash')
  TRIGGER keep_history_of_updates AFTER UPDATE ON access.api_key REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', 'key_hash')

table access.api_key_use
  row level security
  key_id uuid not null
  used_at timestamp with time zone not null
  constraint api_key_use_key_id_fkey FOREIGN KEY (key_id) REFERENCES access.api_key(id) ON DELETE CASCADE
  constraint api_key_use_pkey PRIMARY KEY (key_id)
  policy own_key_uses for select to terrace_user
    using (EXISTS ( SELECT
   FROM access.api_key k
  WHERE (k.id = api_key_use.key_id)))
  grant SELECT to terrace_user

table access.credential
  person_id uuid not null
  password_hash text
  totp_secret text
  totp_pending_secret text
  totp_last_step bigint
  constraint credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint credential_pkey PRIMARY KEY (person_id)

table access.organisation
  row level security
  id uuid not null default gen_random_uuid()
  code text not null
    grant INSERT to terrace_user
  name_zh text not null
    grant INSERT to terrace_user
  name_en text not null
    grant INSERT to terrace_user
  kind text not null
    grant INSERT to terrace_user
  division_code text
    grant INSERT to terrace_user
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  constraint organisation_code_key UNIQUE (code)
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['city'::text, 'division'::text, 'department'::text, 'enterprise'::text, 'service-unit'::text])))
  constraint organisation_pkey PRIMARY KEY (id)
  policy organisations_are_known for select to terrace_user
    using (access.current_user_id() IS NOT NULL)
  policy organisations_of_own_divisions for insert to terrace_user
    with check (access.has_permission('system.accounts'::text) AND ((access.current_scope() = 'city'::text) OR ((access.current_scope() = 'division'::text) AND (kind = ANY (ARRAY['enterprise'::text, 'service-unit'::text])) AND access.sees_division(division_code))))
  TRIGGER keep_history_of_deletes AFTER DELETE ON access.organisation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON access.organisation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON access.organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'id', '')
  grant SELECT to terrace_user

table access.person
  row level security
  id uuid not null default gen_random_uuid()
    grant SELECT to terrace_user
  name text not null
    grant INSERT, SELECT to terrace_user
  display_name text not null
    grant INSERT, SELECT, UPDATE to terrace_user
  organisation_id uuid not null
    grant INSERT, SELECT, UPDATE to terrace_user
  scope text not null
    grant INSERT, SELECT, UPDATE to terrace_user
  divisions text[] not null default '{}'::text[]
    grant INSERT, SELECT, UPDATE to terrace_user
  roles text[] not null default '{}'::text[]
    grant INSERT, SELECT, UPDATE to terrace_user
  must_set_password boolean not null default true
    grant INSERT, SELECT, UPDATE to terrace_user
  password_set_at timestamp with time zone
    grant INSERT, SELECT, UPDATE to terrace_user
  totp_set_at timestamp with time zone
    grant SELECT to terrace_user
  external_subject text
    grant INSERT, SELECT, UPDATE to terrace_user
  is_disabled boolean not null default false
    grant SELECT, UPDATE to terrace_user
  created_at timestamp with time zone not null default now()
    grant SELECT to terrace_user
  version integer not null default 1
    grant SELECT, UPDATE to terrace_user
  updated_at timestamp with time zone not null default now()
    grant SELECT, UPDATE to terrace_user
  constraint administrators_are_different_people CHECK ((((((roles @> '{system-administrator}'::text[]))::integer + ((roles @> '{security-administrator}'::text[]))::integer) + ((roles @> '{audit-administrator}'::text[]))::integer) <= 1))
  constraint audit_is_of_the_city CHECK (((NOT (roles @> '{audit-administrator}'::text[])) OR (scope = 'city'::text)))
  constraint division_scope_has_divisions CHECK (((scope <> 'division'::text) OR (cardinality(divisions) > 0)))
  constraint person_display_name_check CHECK ((display_name <> ''::text))
  constraint person_external_subject_key UNIQUE (external_subject)
  constraint person_name_check CHECK (((name <> ''::text) AND (name = btrim(name))))
  constraint person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
  constraint person_pkey PRIMARY KEY (id)
  constraint person_scope_check CHECK ((scope = ANY (ARRAY['city'::text, 'division'::text, 'department'::text, 'enterprise'::text, 'service-unit'::text])))
  UNIQUE INDEX person_name ON access.person USING btree (lower(name))
  INDEX person_organisation ON access.person USING btree (organisation_id)
  policy accounts_are_changed for update to terrace_user
    using ((id <> access.current_user_id()) AND (access.has_permission('system.accounts'::text) OR access.has_permission('system.grants'::text)) AND access.may_manage(scope, divisions, organisation_id))
    with check access.may_manage(scope, divisions, organisation_id)
  policy accounts_are_opened for insert to terrace_user
    with check (access.has_permission('system.accounts'::text) AND access.may_manage(scope, divisions, organisation_id))
  policy people_in_reach for select to terrace_user
    using ((id = access.current_user_id()) OR access.is_own_organisation(organisation_id) OR access.is_city() OR ((access.current_scope() = 'division'::text) AND (EXISTS ( SELECT
   FROM access.organisation o
  WHERE ((o.id = person.organisation_id) AND access.sees_division(o.division_code))))))
  TRIGGER guard_person BEFORE INSERT OR UPDATE ON access.person FOR EACH ROW EXECUTE FUNCTION access.guard_person()
  TRIGGER keep_history_of_deletes AFTER DELETE ON access.person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON access.person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON access.person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')

table access.recovery_code
  person_id uuid not null
  code_hash bytea not null
  used_at timestamp with time zone
  constraint recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint recovery_code_pkey PRIMARY KEY (person_id, code_hash)

table access.role_rule
  row level security
  id text not null
    grant INSERT to terrace_user
  needs_totp boolean not null
    grant INSERT, UPDATE to terrace_user
  version integer not null default 1
    grant UPDATE to terrace_user
  updated_at timestamp with time zone not null default now()
    grant INSERT, UPDATE to terrace_user
  updated_by_name text not null
    grant INSERT, UPDATE to terrace_user
  constraint role_rule_pkey PRIMARY KEY (id)
  policy rules_are_changed for update to terrace_user
    using (access.has_permission('system.grants'::text) AND ( SELECT access.is_city() AS is_city))
    with check (access.has_permission('system.grants'::text) AND ( SELECT access.is_city() AS is_city))
  policy rules_are_known for select to terrace_user
    using (access.current_user_id() IS NOT NULL)
  policy rules_are_made for insert to terrace_user
    with check (access.has_permission('system.grants'::text) AND ( SELECT access.is_city() AS is_city))
  TRIGGER keep_history_of_deletes AFTER DELETE ON access.role_rule REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON access.role_rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON access.role_rule REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant SELECT to terrace_user

table access.saved_filter
  row level security
  id uuid not null default gen_random_uuid()
  person_id uuid not null
  record_set text not null
  name text not null
  query text not null
  created_at timestamp with time zone not null default now()
  constraint saved_filter_name UNIQUE (person_id, record_set, name)
  constraint saved_filter_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint saved_filter_pkey PRIMARY KEY (id)
  policy own_filters for all to terrace_user
    using (person_id = access.current_user_id())
    with check (person_id = access.current_user_id())
  grant DELETE, INSERT, SELECT, UPDATE to terrace_user

table access.setup_token
  token_hash bytea not null
  made_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint setup_token_pkey PRIMARY KEY (token_hash)

table access.sign_in_event
  row level security
  id bigint not null generated always as identity
  at timestamp with time zone not null
  name text not null
  person_id uuid
  outcome text not null
  address text not null
  agent text not null
  constraint sign_in_event_pkey PRIMARY KEY (id)
  INDEX sign_in_event_at ON access.sign_in_event USING btree (at DESC, id DESC)
  INDEX sign_in_event_of_address ON access.sign_in_event USING btree (address, at)
  policy events_for_audit for select to terrace_user
    using access.has_permission('audit.read'::text)
  TRIGGER events_are_not_emptied BEFORE TRUNCATE ON access.sign_in_event FOR EACH STATEMENT EXECUTE FUNCTION access.keep_sign_in_events()
  TRIGGER events_stand BEFORE DELETE OR UPDATE ON access.sign_in_event FOR EACH ROW EXECUTE FUNCTION access.keep_sign_in_events()
  grant SELECT to terrace_user

table access.sign_in_guard
  name_key text not null
  failures integer not null
  changed_at timestamp with time zone not null
  locked_until timestamp with time zone
  constraint sign_in_guard_pkey PRIMARY KEY (name_key)

table access.sign_in_session
  token_hash bytea not null
  person_id uuid not null
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  is_external boolean not null
  address text not null
  agent text not null
  needs_totp boolean not null default false
  constraint sign_in_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint sign_in_session_pkey PRIMARY KEY (token_hash)
  INDEX sign_in_session_person ON access.sign_in_session USING btree (person_id, seen_at)

table action_plan.measure
  row level security
  id text not null
  plan_id text not null
  part_number integer not null
  part_title_zh text not null
  part_title_en text not null
  number integer not null
  title_zh text not null
  title_en text not null
  responsibility_form text not null
  constraint measure_pkey PRIMARY KEY (id)
  constraint measure_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES action_plan.plan(id)
  constraint measure_plan_id_number_key UNIQUE (plan_id, number)
  constraint measure_responsibility_form_check CHECK ((responsibility_form = ANY (ARRAY['responsible'::text, 'shared-out'::text])))
  policy plan_is_known for select to terrace_user
    using access.has_permission('plan.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.measure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.measure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.measure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant SELECT to terrace_user

view action_plan.owed_report_list
  with security_invoker=true
  id uuid
  version integer
  updated_at timestamp with time zone
  task_id text
  ask_zh text
  measure_number integer
  organisation_id uuid
  period text
  is_asked boolean
  due_on date
  state text
  standing text
  as WITH day AS (
         SELECT (now() AT TIME ZONE 'Asia/Shanghai'::text)::date AS today
        ), asked AS (
         SELECT p.id AS plan_id,
            day.today,
            GREATEST(date_trunc('quarter'::text, p.issued_on::timestamp without time zone), date_trunc('quarter'::text, day.today::timestamp without time zone) - '3 mons'::interval) AS start,
            date_trunc('quarter'::text, p.issued_on::timestamp without time zone) AS first
           FROM action_plan.plan p,
            day
        ), quarter AS (
         SELECT a.plan_id,
            a.today,
            to_char(begins.begins, 'YYYY"-Q"Q'::text) AS period,
            (begins.begins + '3 mons'::interval + '14 days'::interval)::date AS due_on,
            begins.begins = a.start AS is_asked
           FROM asked a,
            LATERAL generate_series(GREATEST(a.first, LEAST(a.start, action_plan.first_reported_quarter()::timestamp without time zone)), date_trunc('quarter'::text, a.today::timestamp without time zone), '3 mons'::interval) begins(begins)
        )
 SELECT md5(d.id::text || q.period)::uuid AS id,
    COALESCE(r.version, 0) AS version,
    COALESCE(r.updated_at, t.updated_at) AS updated_at,
    d.task_id,
    t.ask_zh,
    m.number AS measure_number,
    d.organisation_id,
    q.period,
    q.is_asked,
    q.due_on,
    COALESCE(r.state, 'none'::text) AS state,
        CASE
            WHEN r.state = ANY (ARRAY['submitted'::text, 'accepted'::text]) THEN 'reported'::text
            WHEN q.due_on < q.today THEN 'overdue'::text
            ELSE 'awaited'::text
        END AS standing
   FROM quarter q
     JOIN action_plan.measure m ON m.plan_id = q.plan_id
     JOIN action_plan.task t ON t.measure_id = m.id AND t.is_current
     JOIN action_plan.task_department d ON d.task_id = t.id AND d.role = 'lead'::text AND action_plan.sees_reports_of(d.organisation_id)
     LEFT JOIN action_plan.progress_report r ON r.task_id = d.task_id AND r.organisation_id = d.organisation_id AND r.period = q.period;
  grant SELECT to terrace_user

table action_plan.plan
  row level security
  id text not null
  document_number text not null
  title_zh text not null
  title_en text not null
  issuer_zh text not null
  issued_on date not null
  source text not null
  constraint plan_pkey PRIMARY KEY (id)
  policy plan_is_known for select to terrace_user
    using access.has_permission('plan.view'::text)
  grant SELECT to terrace_user

table action_plan.progress_report
  row level security
  id uuid not null default gen_random_uuid()
  task_id text not null
  organisation_id uuid not null
  period text not null
  state text not null default 'draft'::text
  text text not null default ''::text
  percent double precision
  figures jsonb not null default '[]'::jsonb
  submitted_by uuid
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  constraint handed_in_with_words CHECK (((state = ANY (ARRAY['draft'::text, 'returned'::text])) OR (btrim(text) <> ''::text)))
  constraint one_report_a_period UNIQUE (task_id, organisation_id, period)
  constraint progress_report_figures_check CHECK ((jsonb_typeof(figures) = 'array'::text))
  constraint progress_report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
  constraint progress_report_percent_check CHECK (((percent >= (0)::double precision) AND (percent <= (100)::double precision)))
  constraint progress_report_period_check CHECK ((period ~ '^\d{4}-Q[1-4]$'::text))
  constraint progress_report_pkey PRIMARY KEY (id)
  constraint progress_report_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'accepted'::text])))
  constraint progress_report_task_id_fkey FOREIGN KEY (task_id) REFERENCES action_plan.task(id)
  INDEX progress_report_period ON action_plan.progress_report USING btree (period, organisation_id)
  policy own_reports_begun for insert to terrace_user
    with check (action_plan.may_report_for(organisation_id) AND (EXISTS ( SELECT 1
   FROM action_plan.task_department d
  WHERE ((d.task_id = progress_report.task_id) AND (d.organisation_id = progress_report.organisation_id)))))
  policy own_reports_written for update to terrace_user
    using (action_plan.may_report_for(organisation_id) AND (state = ANY (ARRAY['draft'::text, 'returned'::text, 'submitted'::text])))
    with check (action_plan.may_report_for(organisation_id) AND (state = ANY (ARRAY['draft'::text, 'returned'::text, 'submitted'::text])))
  policy reports_reviewed for update to terrace_user
    using (action_plan.may_review() AND (state = ANY (ARRAY['submitted'::text, 'accepted'::text])))
    with check (action_plan.may_review() AND (state = ANY (ARRAY['returned'::text, 'accepted'::text])))
  policy reports_seen for select to terrace_user
    using action_plan.sees_reports_of(organisation_id)
  TRIGGER guard_report BEFORE INSERT OR DELETE OR UPDATE ON action_plan.progress_report FOR EACH ROW EXECUTE FUNCTION action_plan.guard_report()
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.progress_report REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.progress_report REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.progress_report REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table action_plan.reminder
  row level security
  id uuid not null default gen_random_uuid()
  task_id text not null
  organisation_id uuid not null
  period text not null
  note text not null default ''::text
  sent_at timestamp with time zone not null default clock_timestamp()
  sent_by uuid default access.current_user_id()
  sent_by_name text not null default COALESCE(access.setting('actor'::text), ''::text)
  constraint reminder_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
  constraint reminder_period_check CHECK ((period ~ '^\d{4}-Q[1-4]$'::text))
  constraint reminder_pkey PRIMARY KEY (id)
  constraint reminder_task_id_fkey FOREIGN KEY (task_id) REFERENCES action_plan.task(id)
  INDEX reminder_task ON action_plan.reminder USING btree (task_id, organisation_id, period)
  policy reminders_seen for select to terrace_user
    using action_plan.sees_reports_of(organisation_id)
  policy reminders_sent for insert to terrace_user
    with check (action_plan.may_review() AND (sent_by = access.current_user_id()))
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.reminder REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.reminder REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.reminder REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  grant INSERT, SELECT to terrace_user

table action_plan.report_event
  row level security
  id uuid not null default gen_random_uuid()
  report_id uuid not null
  at timestamp with time zone not null default clock_timestamp()
  actor_id uuid default access.current_user_id()
  actor text not null default COALESCE(access.setting('actor'::text), ''::text)
  action text not null
  reason text
  constraint report_event_action_check CHECK ((action = ANY (ARRAY['save'::text, 'submit'::text, 'withdraw'::text, 'return'::text, 'accept'::text, 'reopen'::text])))
  constraint report_event_pkey PRIMARY KEY (id)
  constraint report_event_report_id_fkey FOREIGN KEY (report_id) REFERENCES action_plan.progress_report(id)
  constraint sent_back_with_reason CHECK (((action <> ALL (ARRAY['return'::text, 'reopen'::text])) OR (btrim(COALESCE(reason, ''::text)) <> ''::text)))
  INDEX report_event_report ON action_plan.report_event USING btree (report_id, at)
  policy events_of_reports_seen for select to terrace_user
    using (EXISTS ( SELECT 1
   FROM action_plan.progress_report r
  WHERE (r.id = report_event.report_id)))
  policy own_events for insert to terrace_user
    with check ((actor_id = access.current_user_id()) AND (EXISTS ( SELECT 1
   FROM action_plan.progress_report r
  WHERE (r.id = report_event.report_id))))
  grant INSERT, SELECT to terrace_user

view action_plan.report_list
  with security_invoker=true
  id uuid
  version integer
  updated_at timestamp with time zone
  task_id text
  ask_zh text
  measure_number integer
  organisation_id uuid
  role text
  period text
  state text
  percent double precision
  text text
  as SELECT r.id,
    r.version,
    r.updated_at,
    r.task_id,
    t.ask_zh,
    m.number AS measure_number,
    r.organisation_id,
    d.role,
    r.period,
    r.state,
    r.percent,
    r.text
   FROM action_plan.progress_report r
     JOIN action_plan.task t ON t.id = r.task_id
     JOIN action_plan.measure m ON m.id = t.measure_id
     LEFT JOIN action_plan.task_department d ON d.task_id = r.task_id AND d.organisation_id = r.organisation_id;
  grant SELECT to terrace_user

table action_plan.target
  row level security
  id text not null
  plan_id text not null
  position integer not null
  figure_id text not null
  task_id text not null
  name_zh text not null
  name_en text not null
  unit text not null
  by_year integer not null
  baseline_value double precision
  baseline_on date
  baseline_basis_zh text
  note_zh text
  note_en text
  filled_by_zh text not null
  filled_by_en text not null
  constraint target_check CHECK ((((baseline_value IS NULL) = (baseline_on IS NULL)) AND ((baseline_value IS NULL) = (baseline_basis_zh IS NULL))))
  constraint target_pkey PRIMARY KEY (id)
  constraint target_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES action_plan.plan(id)
  constraint target_task_id_fkey FOREIGN KEY (task_id) REFERENCES action_plan.task(id)
  constraint target_unit_check CHECK ((unit = ANY (ARRAY['ratio'::text, 'km²'::text, 'count'::text])))
  policy plan_is_known for select to terrace_user
    using access.has_permission('plan.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.target REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.target REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.target REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant SELECT to terrace_user

view action_plan.target_share_list
  with security_invoker=true
  id uuid
  version integer
  updated_at timestamp with time zone
  target_id text
  target_name text
  unit text
  by_year integer
  division_code text
  year integer
  value double precision
  decided_on date
  basis text
  as SELECT v.id,
    v.version,
    v.updated_at,
    v.target_id,
    t.name_zh AS target_name,
    t.unit,
    t.by_year,
    v.division_code,
    v.year,
        CASE
            WHEN t.unit = 'ratio'::text THEN v.value * 100::double precision
            ELSE v.value
        END AS value,
    v.decided_on,
    v.source AS basis
   FROM action_plan.target_value v
     JOIN action_plan.target t ON t.id = v.target_id
  WHERE v.division_code IS NOT NULL;
  grant SELECT to terrace_user

table action_plan.target_value
  row level security
  id uuid not null default gen_random_uuid()
  target_id text not null
  division_code text
  value double precision not null
  source text not null
  year integer
  decided_on date
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  constraint nothing_below_zero CHECK ((value >= (0)::double precision))
  constraint one_share_a_year UNIQUE NULLS NOT DISTINCT (target_id, division_code, year)
  constraint share_of_a_year CHECK (((division_code IS NULL) = (year IS NULL)))
  constraint target_value_pkey PRIMARY KEY (id)
  constraint target_value_target_id_fkey FOREIGN KEY (target_id) REFERENCES action_plan.target(id)
  constraint target_value_year_check CHECK (((year >= 2000) AND (year <= 2100)))
  INDEX target_value_division ON action_plan.target_value USING btree (division_code, target_id)
  policy shares_changed for update to terrace_user
    using ((division_code IS NOT NULL) AND access.is_city() AND access.has_permission('plan.allocate'::text))
    with check ((division_code IS NOT NULL) AND access.is_city() AND access.has_permission('plan.allocate'::text))
  policy shares_given for insert to terrace_user
    with check ((division_code IS NOT NULL) AND access.is_city() AND access.has_permission('plan.allocate'::text))
  policy shares_taken_away for delete to terrace_user
    using ((division_code IS NOT NULL) AND access.is_city() AND access.has_permission('plan.allocate'::text))
  policy target_is_known for select to terrace_user
    using (( SELECT access.has_permission('plan.view'::text) AS has_permission) AND ((division_code IS NULL) OR ( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))))
  TRIGGER guard_share BEFORE INSERT OR UPDATE ON action_plan.target_value FOR EACH ROW EXECUTE FUNCTION action_plan.guard_share()
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.target_value REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.target_value REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.target_value REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant DELETE, INSERT, SELECT, UPDATE to terrace_user

table action_plan.task
  row level security
  id text not null
  measure_id text not null
  position integer not null
  quotation text not null
  ask_zh text not null
  ask_en text not null
  area text not null
  is_current boolean not null default true
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  constraint task_measure_id_fkey FOREIGN KEY (measure_id) REFERENCES action_plan.measure(id)
  constraint task_pkey PRIMARY KEY (id)
  policy plan_is_known for select to terrace_user
    using access.has_permission('plan.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.task REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant SELECT to terrace_user

table action_plan.task_department
  row level security
  id uuid not null default gen_random_uuid()
  task_id text not null
  organisation_id uuid not null
  role text not null
  position integer not null
  name_zh text not null
  name_en text not null
  constraint task_department_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
  constraint task_department_pkey PRIMARY KEY (id)
  constraint task_department_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'cooperate'::text])))
  constraint task_department_task_id_fkey FOREIGN KEY (task_id) REFERENCES action_plan.task(id)
  constraint task_department_task_id_organisation_id_key UNIQUE (task_id, organisation_id)
  INDEX task_department_organisation ON action_plan.task_department USING btree (organisation_id)
  policy plan_is_known for select to terrace_user
    using access.has_permission('plan.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON action_plan.task_department REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON action_plan.task_department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON action_plan.task_department REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  grant SELECT to terrace_user

table attachments.attachment
  row level security
  id uuid not null default gen_random_uuid()
  record_set text not null
  record_id text not null
  file_name text not null
  media_type text
  size bigint not null
  sha256 text
  declared_sha256 text
  taken_at timestamp with time zone
  taken_at_source text
  position geometry(Point,4490)
  position_accuracy_m double precision
  position_source text
  azimuth_degrees double precision
  azimuth_source text
  uploaded_by uuid not null
  uploaded_by_name text not null
  organisation_id uuid
  division_code text
  state text not null default 'uploading'::text
  created_at timestamp with time zone not null default now()
  completed_at timestamp with time zone
  withdrawn_at timestamp with time zone
  withdrawn_by_name text
  withdrawn_reason text
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  constraint attachment_azimuth_degrees_check CHECK (((azimuth_degrees >= (0)::double precision) AND (azimuth_degrees < (360)::double precision)))
  constraint attachment_azimuth_source_check CHECK ((azimuth_source = ANY (ARRAY['sensor'::text, 'manual'::text])))
  constraint attachment_check CHECK (((state = 'uploading'::text) OR ((sha256 IS NOT NULL) AND (media_type IS NOT NULL) AND (completed_at IS NOT NULL))))
  constraint attachment_check1 CHECK (((taken_at IS NULL) = (taken_at_source IS NULL)))
  constraint attachment_check2 CHECK ((("position" IS NULL) = (position_source IS NULL)))
  constraint attachment_check3 CHECK (((azimuth_degrees IS NULL) = (azimuth_source IS NULL)))
  constraint attachment_check4 CHECK (((state = 'withdrawn'::text) = (withdrawn_reason IS NOT NULL)))
  constraint attachment_pkey PRIMARY KEY (id)
  constraint attachment_position_source_check CHECK ((position_source = ANY (ARRAY['sensor'::text, 'manual'::text])))
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint attachment_size_check CHECK ((size > 0))
  constraint attachment_state_check CHECK ((state = ANY (ARRAY['uploading'::text, 'complete'::text, 'withdrawn'::text])))
  constraint attachment_taken_at_source_check CHECK ((taken_at_source = ANY (ARRAY['sensor'::text, 'manual'::text])))
  INDEX attachment_content ON attachments.attachment USING btree (sha256)
  INDEX attachment_of_record ON attachments.attachment USING btree (record_set, record_id, created_at)
  INDEX attachment_unfinished ON attachments.attachment USING btree (updated_at) WHERE (state = 'uploading'::text)
  policy of_opened_record for all to terrace_user
    using attachments.is_of_opened_record(record_set, record_id)
    with check attachments.is_of_opened_record(record_set, record_id)
  TRIGGER keep_history_of_deletes AFTER DELETE ON attachments.attachment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON attachments.attachment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON attachments.attachment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table attachments.exif
  row level security
  id uuid not null
  taken_at text
  longitude double precision
  latitude double precision
  camera text
  tags jsonb not null
  constraint exif_id_fkey FOREIGN KEY (id) REFERENCES attachments.attachment(id) ON DELETE CASCADE
  constraint exif_pkey PRIMARY KEY (id)
  policy of_seen_attachment for all to terrace_user
    using (EXISTS ( SELECT 1
   FROM attachments.attachment a
  WHERE (a.id = exif.id)))
    with check (EXISTS ( SELECT 1
   FROM attachments.attachment a
  WHERE (a.id = exif.id)))
  grant INSERT, SELECT to terrace_user

table audit_trail.chain_end
  is_only boolean not null default true
  last_id bigint not null
  last_hash bytea not null
  constraint chain_end_is_only_check CHECK (is_only)
  constraint chain_end_pkey PRIMARY KEY (is_only)

table audit_trail.change
  row level security
  id bigint not null
  at timestamp with time zone not null
  actor_id uuid
  actor text not null
  table_name text not null
  record_id text not null
  division_code text
  organisation_id uuid
  action text not null
  before jsonb
  after jsonb
  previous_hash bytea not null
  hash bytea not null
  constraint change_action_check CHECK ((action = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
  constraint change_pkey PRIMARY KEY (id)
  INDEX change_at ON audit_trail.change USING btree (at)
  INDEX change_of_actor ON audit_trail.change USING btree (actor_id, id)
  INDEX change_of_record ON audit_trail.change USING btree (table_name, record_id, id)
  INDEX change_of_table ON audit_trail.change USING btree (table_name, id)
  policy history_of_what_is_seen for select to terrace_user
    using (access.has_permission('audit.read'::text) OR access.sees_division(division_code) OR access.is_own_organisation(organisation_id) OR (actor_id = access.current_user_id()))
  TRIGGER history_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_trail.change FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.refuse_edit()
  grant SELECT to terrace_user

table erosion_assessment.survey
  row level security
  id uuid not null default gen_random_uuid()
  run_id text not null
  content_id text not null
  title text not null
  year integer not null
  number integer not null
  product text not null
  is_demonstration boolean not null
  state text not null default 'draft'::text
    grant UPDATE to terrace_user
  folder text not null
  provenance_sha256 text not null
  finished_at timestamp with time zone not null
  area_cm2 bigint not null
  soil_water_loss_cm2 bigint not null
  job_id uuid
  made_by uuid
  made_by_name text not null
  organisation_id uuid
  made_at timestamp with time zone not null default now()
  state_by uuid
    grant UPDATE to terrace_user
  state_by_name text
    grant UPDATE to terrace_user
  state_at timestamp with time zone
    grant UPDATE to terrace_user
  state_reason text
    grant UPDATE to terrace_user
  version integer not null default 1
    grant UPDATE to terrace_user
  updated_at timestamp with time zone not null default now()
    grant UPDATE to terrace_user
  constraint decided_with_reason CHECK ((((state = 'draft'::text) = (state_at IS NULL)) AND ((state = 'draft'::text) OR ((btrim(COALESCE(state_reason, ''::text)) <> ''::text) AND (state_by_name IS NOT NULL)))))
  constraint one_number_a_year UNIQUE (year, number)
  constraint survey_area_cm2_check CHECK ((area_cm2 >= 0))
  constraint survey_check CHECK (((soil_water_loss_cm2 >= 0) AND (soil_water_loss_cm2 <= area_cm2)))
  constraint survey_number_check CHECK ((number > 0))
  constraint survey_pkey PRIMARY KEY (id)
  constraint survey_product_check CHECK ((product = ANY (ARRAY['multi-year-mean'::text, 'actual-year'::text])))
  constraint survey_provenance_sha256_check CHECK ((provenance_sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint survey_run_id_key UNIQUE (run_id)
  constraint survey_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
  constraint survey_year_check CHECK (((year >= 1900) AND (year <= 2200)))
  UNIQUE INDEX one_published_a_year ON erosion_assessment.survey USING btree (year, product, is_demonstration) WHERE (state = 'published'::text)
  INDEX survey_content ON erosion_assessment.survey USING btree (content_id)
  policy surveys_decided for update to terrace_user
    using (access.is_city() AND access.has_permission('survey.publish'::text))
    with check (access.is_city() AND access.has_permission('survey.publish'::text) AND (state_by = access.current_user_id()))
  policy surveys_made for insert to terrace_user
    with check (access.is_city() AND access.has_permission('survey.run'::text) AND (made_by = access.current_user_id()))
  policy surveys_seen for select to terrace_user
    using (((state = 'published'::text) AND ( SELECT access.has_permission('survey.view'::text) AS has_permission)) OR ( SELECT erosion_assessment.sees_unpublished() AS sees_unpublished))
  TRIGGER guard_survey BEFORE INSERT OR DELETE OR UPDATE ON erosion_assessment.survey FOR EACH ROW EXECUTE FUNCTION erosion_assessment.guard_survey()
  TRIGGER keep_history_of_deletes AFTER DELETE ON erosion_assessment.survey REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON erosion_assessment.survey REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON erosion_assessment.survey REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  grant INSERT, SELECT to terrace_user

table erosion_assessment.survey_zone
  row level security
  id uuid not null default gen_random_uuid()
  survey_id uuid not null
  position integer not null
  name text not null
  name_en text
  division_code text
  slight_cm2 bigint not null
  light_cm2 bigint not null
  moderate_cm2 bigint not null
  intense_cm2 bigint not null
  very_intense_cm2 bigint not null
  severe_cm2 bigint not null
  soil_loss_tonnes double precision not null
  constraint survey_zone_intense_cm2_check CHECK ((intense_cm2 >= 0))
  constraint survey_zone_light_cm2_check CHECK ((light_cm2 >= 0))
  constraint survey_zone_moderate_cm2_check CHECK ((moderate_cm2 >= 0))
  constraint survey_zone_pkey PRIMARY KEY (id)
  constraint survey_zone_severe_cm2_check CHECK ((severe_cm2 >= 0))
  constraint survey_zone_slight_cm2_check CHECK ((slight_cm2 >= 0))
  constraint survey_zone_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES erosion_assessment.survey(id)
  constraint survey_zone_survey_id_position_key UNIQUE (survey_id, "position")
  constraint survey_zone_very_intense_cm2_check CHECK ((very_intense_cm2 >= 0))
  policy zones_of_own_drafts for insert to terrace_user
    with check (EXISTS ( SELECT 1
   FROM erosion_assessment.survey s
  WHERE ((s.id = survey_zone.survey_id) AND (s.state = 'draft'::text) AND (s.made_by = access.current_user_id()))))
  policy zones_of_seen_surveys for select to terrace_user
    using (EXISTS ( SELECT 1
   FROM erosion_assessment.survey s
  WHERE (s.id = survey_zone.survey_id)))
  TRIGGER keep_history_of_deletes AFTER DELETE ON erosion_assessment.survey_zone REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON erosion_assessment.survey_zone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON erosion_assessment.survey_zone REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT to terrace_user

table figures.published
  row level security
  id uuid not null default gen_random_uuid()
  figure text not null
  period_from date
  period_to date
  division_code text
  value double precision
  unit text not null
  lineage jsonb not null
  history_id bigint not null
  published_by uuid not null
  published_by_name text not null
  published_at timestamp with time zone not null default now()
  constraint published_figure_period_from_period_to_division_code_histor_key UNIQUE NULLS NOT DISTINCT (figure, period_from, period_to, division_code, history_id)
  constraint published_pkey PRIMARY KEY (id)
  policy published_by_city for insert to terrace_user
    with check (access.is_city() AND access.has_permission('figures.publish'::text) AND (published_by = access.current_user_id()))
  policy published_seen for select to terrace_user
    using (access.current_user_id() IS NOT NULL)
  TRIGGER keep_history_of_deletes AFTER DELETE ON figures.published REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON figures.published REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON figures.published REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT to terrace_user

table import_wizard.examination
  row level security
  session_id uuid not null
  preview jsonb not null
  mapping jsonb not null
  outcome jsonb
  findings jsonb not null
  constraint examination_pkey PRIMARY KEY (session_id)
  constraint examination_session_id_fkey FOREIGN KEY (session_id) REFERENCES import_wizard.import_session(id) ON DELETE CASCADE
  policy examinations_of_own_imports for all to terrace_user
    using (EXISTS ( SELECT
   FROM import_wizard.import_session s
  WHERE (s.id = examination.session_id)))
    with check (EXISTS ( SELECT
   FROM import_wizard.import_session s
  WHERE (s.id = examination.session_id)))
  grant DELETE, INSERT, SELECT, UPDATE to terrace_user

table import_wizard.field_mapping
  row level security
  owner_id uuid not null
  sender text not null
  target text not null
  mapping jsonb not null
  updated_at timestamp with time zone not null default now()
  constraint field_mapping_pkey PRIMARY KEY (owner_id, sender, target)
  policy own_mappings for all to terrace_user
    using ((owner_id = access.current_user_id()) OR access.is_own_organisation(owner_id))
    with check ((owner_id = access.current_user_id()) OR access.is_own_organisation(owner_id))
  grant INSERT, SELECT, UPDATE to terrace_user

table import_wizard.import_session
  row level security
  id uuid not null
  target text not null
  target_title text not null
  sender text
  file_name text not null
  stored_name text not null
  sha256 text not null
  size_bytes bigint not null
  state text not null default 'inspecting'::text
  decisions jsonb not null default '{}'::jsonb
  row_count integer
  created_by uuid not null
  created_by_name text not null
  organisation_id uuid
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  committed_at timestamp with time zone
  constraint import_session_check CHECK (((state = 'committed'::text) = (committed_at IS NOT NULL)))
  constraint import_session_pkey PRIMARY KEY (id)
  constraint import_session_state_check CHECK ((state = ANY (ARRAY['inspecting'::text, 'deciding'::text, 'ready'::text, 'committed'::text, 'abandoned'::text])))
  INDEX import_session_of_organisation ON import_wizard.import_session USING btree (organisation_id, created_at DESC)
  INDEX import_session_of_user ON import_wizard.import_session USING btree (created_by, created_at DESC)
  policy own_imports for all to terrace_user
    using ((created_by = access.current_user_id()) OR access.is_own_organisation(organisation_id))
    with check ((created_by = access.current_user_id()) OR access.is_own_organisation(organisation_id))
  TRIGGER keep_history_of_deletes AFTER DELETE ON import_wizard.import_session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON import_wizard.import_session REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON import_wizard.import_session REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', 'organisation_id', '')
  grant DELETE, INSERT, SELECT, UPDATE to terrace_user

table jobs.job
  row level security
  id uuid not null default gen_random_uuid()
    grant INSERT, SELECT to terrace_user
  kind text not null
    grant INSERT, SELECT to terrace_user
  key text
    grant INSERT, SELECT to terrace_user
  title_zh text not null
    grant INSERT, SELECT to terrace_user
  title_en text not null
    grant INSERT, SELECT to terrace_user
  state text not null default 'queued'::text
    grant SELECT to terrace_user
  progress double precision not null default 0
    grant SELECT to terrace_user
  step_zh text not null default ''::text
    grant SELECT to terrace_user
  step_en text not null default ''::text
    grant SELECT to terrace_user
  input jsonb not null
    grant INSERT, SELECT to terrace_user
  result jsonb
    grant SELECT to terrace_user
  reason jsonb
    grant SELECT to terrace_user
  session jsonb
    grant INSERT to terrace_user
  created_by uuid
    grant INSERT, SELECT to terrace_user
  organisation_id uuid
    grant INSERT, SELECT to terrace_user
  division_code text
    grant INSERT, SELECT to terrace_user
  created_at timestamp with time zone not null default now()
    grant SELECT to terrace_user
  started_at timestamp with time zone
    grant SELECT to terrace_user
  ended_at timestamp with time zone
    grant SELECT to terrace_user
  attempts integer not null default 0
    grant SELECT to terrace_user
  failures integer not null default 0
    grant SELECT to terrace_user
  interruptions integer not null default 0
    grant SELECT to terrace_user
  is_cancel_requested boolean not null default false
    grant SELECT to terrace_user
  round integer not null default 1
  sent_round integer not null default 0
  start_after timestamp with time zone not null default now()
  claim uuid
  version integer not null default 1
    grant SELECT to terrace_user
  updated_at timestamp with time zone not null default now()
    grant SELECT to terrace_user
  constraint job_check CHECK (((state = 'running'::text) = (claim IS NOT NULL)))
  constraint job_check1 CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text]))))
  constraint job_pkey PRIMARY KEY (id)
  constraint job_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision)))
  constraint job_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
  UNIQUE INDEX job_key ON jobs.job USING btree (kind, key) WHERE (key IS NOT NULL)
  INDEX job_newest ON jobs.job USING btree (created_at DESC)
  INDEX job_not_sent ON jobs.job USING btree (start_after) WHERE ((state = 'queued'::text) AND (sent_round < round))
  INDEX job_of_creator ON jobs.job USING btree (created_by, created_at DESC)
  INDEX job_running ON jobs.job USING btree (id) WHERE (state = 'running'::text)
  policy jobs_asked_for for insert to terrace_user
    with check (created_by = access.current_user_id())
  policy own_jobs for select to terrace_user
    using ((created_by = access.current_user_id()) OR (access.current_scope() = 'city'::text) OR access.has_permission('jobs.all'::text))

table notices.message
  row level security
  id uuid not null default gen_random_uuid()
  key text not null
  channel text not null
  address text not null
  subject text not null
  body text not null
  state text not null default 'waiting'::text
  attempts integer not null default 0
  next_at timestamp with time zone not null default now()
  reason text
  created_at timestamp with time zone not null default now()
  sent_at timestamp with time zone
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint message_key_key UNIQUE (key)
  constraint message_pkey PRIMARY KEY (id)
  constraint message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
  INDEX message_waiting ON notices.message USING btree (next_at) WHERE (state = 'waiting'::text)

table notices.notice
  row level security
  id uuid not null default gen_random_uuid()
  person_id uuid not null
  key text not null
  kind text not null
  title_zh text not null
  title_en text not null
  text_zh text not null
  text_en text not null
  path text
  created_at timestamp with time zone not null
  read_at timestamp with time zone
    grant UPDATE to terrace_user
  constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint notice_person_id_key_key UNIQUE (person_id, key)
  constraint notice_pkey PRIMARY KEY (id)
  INDEX notice_of_person ON notices.notice USING btree (person_id, created_at DESC)
  INDEX notice_unread ON notices.notice USING btree (person_id) WHERE (read_at IS NULL)
  policy own_notices for all to terrace_user
    using (person_id = access.current_user_id())
    with check (person_id = access.current_user_id())
  grant SELECT to terrace_user

table notices.preference
  row level security
  person_id uuid not null
  mail_address text
  phone text
  mail text not null default 'none'::text
  by_sms boolean not null default false
  constraint preference_check CHECK (((mail = 'none'::text) OR (mail_address IS NOT NULL)))
  constraint preference_check1 CHECK (((NOT by_sms) OR (phone IS NOT NULL)))
  constraint preference_mail_check CHECK ((mail = ANY (ARRAY['none'::text, 'each'::text, 'daily'::text])))
  constraint preference_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
  constraint preference_pkey PRIMARY KEY (person_id)
  policy own_preference for all to terrace_user
    using (person_id = access.current_user_id())
    with check (person_id = access.current_user_id())
  grant INSERT, SELECT, UPDATE to terrace_user

table notices.request
  row level security
  id uuid not null default gen_random_uuid()
  key text not null
  recipients jsonb not null
  kind text not null
  title_zh text not null
  title_en text not null
  text_zh text not null
  text_en text not null
  path text
  is_urgent boolean not null
  created_at timestamp with time zone not null default now()
  spread_at timestamp with time zone
  constraint request_key_key UNIQUE (key)
  constraint request_pkey PRIMARY KEY (id)
  INDEX request_waiting ON notices.request USING btree (created_at) WHERE (spread_at IS NULL)
  policy asked_by_anybody for insert to terrace_user
    with check ((access.current_user_id() IS NOT NULL) AND (spread_at IS NULL))
  grant INSERT to terrace_user

table record_sets.comment
  row level security
  id uuid not null default gen_random_uuid()
  record_set text not null
  record_id uuid not null
  text text not null
  author_id uuid not null
  author text not null
  division_code text
  organisation_id uuid
  created_at timestamp with time zone not null default now()
  constraint comment_pkey PRIMARY KEY (id)
  constraint comment_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
  INDEX comment_of_record ON record_sets.comment USING btree (record_set, record_id, created_at)
  policy comments_added for insert to terrace_user
    with check (author_id = access.current_user_id())
  policy comments_seen for select to terrace_user
    using (access.sees_division(division_code) OR access.is_own_organisation(organisation_id) OR ((division_code IS NULL) AND (organisation_id IS NULL) AND (access.current_user_id() IS NOT NULL)))
  TRIGGER keep_history_of_deletes AFTER DELETE ON record_sets.comment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON record_sets.comment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON record_sets.comment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  grant INSERT, SELECT to terrace_user

table terrace.migration
  module text not null
  name text not null
  sha256 text not null
  applied_at timestamp with time zone not null default now()
  constraint migration_pkey PRIMARY KEY (module, name)

table territory.division
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  code_kind text not null
  name_zh text not null
  short_name_zh text not null
  name_en text not null
  within_code text
  position integer not null
  valid_from text
  valid_to text
  source text not null
  confidence text not null
  note_zh text
  geometry geometry(MultiPolygon,4490)
  area_km2 double precision generated always as ((st_area((geometry)::geography) / ('1000000'::numeric)::double precision)) stored
  constraint division_code_key UNIQUE (code)
  constraint division_code_kind_check CHECK ((code_kind = ANY (ARRAY['county'::text, 'statistical'::text, 'internal'::text])))
  constraint division_pkey PRIMARY KEY (id)
  INDEX division_geometry ON territory.division USING gist (geometry)
  policy divisions_known for select to terrace_user
    using (access.current_user_id() IS NOT NULL)
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.division REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.division REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.division REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('code', '', '')
  grant SELECT to terrace_user

table territory.division_change
  row level security
  id uuid not null default gen_random_uuid()
  effective_from text not null
  from_code text not null
  from_name_zh text not null
  to_code text not null
  source text not null
  confidence text not null
  constraint division_change_from_code_to_code_key UNIQUE (from_code, to_code)
  constraint division_change_pkey PRIMARY KEY (id)
  constraint division_change_to_code_fkey FOREIGN KEY (to_code) REFERENCES territory.division(code)
  policy changes_known for select to terrace_user
    using (access.current_user_id() IS NOT NULL)
  grant SELECT to terrace_user

table territory.enclosure
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  name text not null
  division_code text
  organisation_id uuid
  method text
  closed_on date
  ends_on date
  keeper text
  stated_area_hm2 double precision
  note text
  geometry geometry(MultiPolygon,4490)
  area_hm2 double precision generated always as ((st_area((geometry)::geography) / ('10000'::numeric)::double precision)) stored
  constraint enclosure_check CHECK (((ends_on IS NULL) OR (closed_on IS NULL) OR (ends_on >= closed_on)))
  constraint enclosure_code_key UNIQUE (code)
  constraint enclosure_method_check CHECK ((method = ANY (ARRAY['full'::text, 'half'::text, 'rotational'::text])))
  constraint enclosure_pkey PRIMARY KEY (id)
  constraint enclosure_stated_area_hm2_check CHECK ((stated_area_hm2 >= (0)::double precision))
  INDEX enclosure_division ON territory.enclosure USING btree (division_code, code)
  INDEX enclosure_geometry ON territory.enclosure USING gist (geometry)
  policy added for insert to terrace_user
    with check ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
  policy changed for update to terrace_user
    using ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
    with check (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  policy seen for select to terrace_user
    using (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.enclosure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.enclosure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.enclosure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table territory.pattern_element
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  name text not null
  kind text not null
  division_code text
  source text
  geometry geometry(MultiPolygon,4490)
  area_km2 double precision generated always as ((st_area((geometry)::geography) / ('1000000'::numeric)::double precision)) stored
  constraint pattern_element_code_key UNIQUE (code)
  constraint pattern_element_kind_check CHECK ((kind = ANY (ARRAY['ridge'::text, 'belt'::text, 'corridor'::text, 'node'::text])))
  constraint pattern_element_pkey PRIMARY KEY (id)
  INDEX pattern_element_division ON territory.pattern_element USING btree (division_code, code)
  INDEX pattern_element_geometry ON territory.pattern_element USING gist (geometry)
  policy pattern_added for insert to terrace_user
    with check (access.is_city() AND access.has_permission('territory.edit'::text))
  policy pattern_changed for update to terrace_user
    using (access.is_city() AND access.has_permission('territory.edit'::text))
  policy pattern_seen for select to terrace_user
    using access.has_permission('territory.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.pattern_element REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.pattern_element REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.pattern_element REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table territory.protected_zone
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  name text not null
  kind text not null
  grade text
  division_code text
  approved_by text
  document_number text
  valid_from date
  valid_to date
  stated_area_km2 double precision
  source text
  geometry geometry(MultiPolygon,4490)
  area_km2 double precision generated always as ((st_area((geometry)::geography) / ('1000000'::numeric)::double precision)) stored
  constraint protected_zone_code_key UNIQUE (code)
  constraint protected_zone_grade_check CHECK ((grade = ANY (ARRAY['national'::text, 'provincial'::text, 'city'::text, 'county'::text])))
  constraint protected_zone_kind_check CHECK ((kind = ANY (ARRAY['key-prevention'::text, 'key-treatment'::text, 'red-line'::text, 'water-source'::text, 'steep-land-ban'::text, 'nature-reserve'::text])))
  constraint protected_zone_pkey PRIMARY KEY (id)
  constraint protected_zone_stated_area_km2_check CHECK ((stated_area_km2 >= (0)::double precision))
  INDEX protected_zone_division ON territory.protected_zone USING btree (division_code, code)
  INDEX protected_zone_geometry ON territory.protected_zone USING gist (geometry)
  policy zones_added for insert to terrace_user
    with check (access.is_city() AND access.has_permission('territory.edit'::text))
  policy zones_changed for update to terrace_user
    using (access.is_city() AND access.has_permission('territory.edit'::text))
  policy zones_seen for select to terrace_user
    using access.has_permission('territory.view'::text)
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.protected_zone REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.protected_zone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.protected_zone REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table territory.screening_patch
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  key text not null
  code text not null
  name text not null
  topic text not null
  class text not null
  division_code text
  survey_run_id text not null
  survey_year integer not null
  survey_number integer not null
  is_demonstration boolean not null
  baseline_run_id text
  baseline_year integer
  cells integer not null
  area_hm2 double precision not null
  mean_slope_degrees double precision
  land_use text not null
  land_use_before text
  biological_factor double precision
  biological_factor_before double precision
  zone_kind text
  zone_name text
  rules text not null
  has_unconfirmed boolean not null
  is_current boolean not null default true
  screened_at timestamp with time zone not null default now()
  state text not null default 'pending'::text
  verdict_reason text
  verdict_by uuid
  verdict_by_name text
  verdict_at timestamp with time zone
  geometry geometry(MultiPolygon,4490) not null
  constraint baseline_of_a_loss CHECK (((topic = 'vegetation-loss'::text) = (baseline_run_id IS NOT NULL)))
  constraint found_with_reason CHECK (((state = 'pending'::text) OR ((btrim(COALESCE(verdict_reason, ''::text)) <> ''::text) AND (verdict_at IS NOT NULL))))
  constraint screening_patch_area_hm2_check CHECK ((area_hm2 > (0)::double precision))
  constraint screening_patch_cells_check CHECK ((cells > 0))
  constraint screening_patch_class_check CHECK ((class = ANY (ARRAY['steep-cropland'::text, 'steep-orchard'::text, 'sloping-5-8'::text, 'sloping-8-15'::text, 'sloping-15-25'::text, 'vegetation-converted'::text, 'cover-declined'::text])))
  constraint screening_patch_code_key UNIQUE (code)
  constraint screening_patch_key_key UNIQUE (key)
  constraint screening_patch_pkey PRIMARY KEY (id)
  constraint screening_patch_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'refuted'::text, 'handled'::text])))
  constraint screening_patch_topic_check CHECK ((topic = ANY (ARRAY['steep-land'::text, 'sloping-cropland'::text, 'vegetation-loss'::text])))
  INDEX screening_patch_division ON territory.screening_patch USING btree (division_code, code)
  INDEX screening_patch_geometry ON territory.screening_patch USING gist (geometry)
  INDEX screening_patch_survey ON territory.screening_patch USING btree (survey_run_id, topic)
  policy patches_found for insert to terrace_user
    with check (access.is_city() AND access.has_permission('territory.screen'::text))
  policy patches_judged for update to terrace_user
    using (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
    with check (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  policy patches_seen for select to terrace_user
    using (( SELECT access.has_permission('territory.view'::text) AS has_permission) AND (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))))
  TRIGGER guard_screening_patch BEFORE INSERT OR DELETE OR UPDATE ON territory.screening_patch FOR EACH ROW EXECUTE FUNCTION territory.guard_screening_patch()
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.screening_patch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.screening_patch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.screening_patch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table territory.screening_verdict
  row level security
  id uuid not null default gen_random_uuid()
  patch_id uuid not null
  division_code text
  at timestamp with time zone not null default clock_timestamp()
  actor_id uuid not null default access.current_user_id()
  actor text not null default COALESCE(access.setting('actor'::text), ''::text)
  from_state text not null
  to_state text not null
  reason text not null
  constraint screening_verdict_patch_id_fkey FOREIGN KEY (patch_id) REFERENCES territory.screening_patch(id)
  constraint screening_verdict_pkey PRIMARY KEY (id)
  constraint screening_verdict_reason_check CHECK ((btrim(reason) <> ''::text))
  INDEX screening_verdict_patch ON territory.screening_verdict USING btree (patch_id, at)
  policy own_verdicts for insert to terrace_user
    with check ((actor_id = access.current_user_id()) AND access.has_permission('territory.edit'::text) AND (EXISTS ( SELECT 1
   FROM territory.screening_patch p
  WHERE ((p.id = screening_verdict.patch_id) AND (NOT (p.division_code IS DISTINCT FROM screening_verdict.division_code))))))
  policy verdicts_of_patches_seen for select to terrace_user
    using (EXISTS ( SELECT 1
   FROM territory.screening_patch p
  WHERE (p.id = screening_verdict.patch_id)))
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.screening_verdict REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.screening_verdict REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.screening_verdict REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT to terrace_user

table territory.vegetation_facility
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  name text not null
  kind text not null
  division_code text
  organisation_id uuid
  built_year integer
  keeper text
  condition text
  checked_on date
  note text
  geometry geometry(MultiPolygon,4490)
  area_hm2 double precision generated always as ((st_area((geometry)::geography) / ('10000'::numeric)::double precision)) stored
  constraint vegetation_facility_built_year_check CHECK (((built_year >= 1950) AND (built_year <= 2100)))
  constraint vegetation_facility_code_key UNIQUE (code)
  constraint vegetation_facility_condition_check CHECK ((condition = ANY (ARRAY['good'::text, 'damaged'::text, 'lost'::text])))
  constraint vegetation_facility_kind_check CHECK ((kind = ANY (ARRAY['tree-belt'::text, 'shrub'::text, 'grass'::text, 'buffer-strip'::text, 'cropland-shelter'::text, 'mixed'::text])))
  constraint vegetation_facility_pkey PRIMARY KEY (id)
  INDEX vegetation_facility_division ON territory.vegetation_facility USING btree (division_code, code)
  INDEX vegetation_facility_geometry ON territory.vegetation_facility USING gist (geometry)
  policy added for insert to terrace_user
    with check ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
  policy changed for update to terrace_user
    using ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
    with check (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  policy seen for select to terrace_user
    using (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.vegetation_facility REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.vegetation_facility REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.vegetation_facility REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table territory.watershed
  row level security
  id uuid not null default gen_random_uuid()
  version integer not null default 1
  updated_at timestamp with time zone not null default now()
  code text not null
  name text not null
  division_code text
  river text
  is_clean boolean
  built_year integer
  source text
  geometry geometry(MultiPolygon,4490)
  area_km2 double precision generated always as ((st_area((geometry)::geography) / ('1000000'::numeric)::double precision)) stored
  constraint watershed_built_year_check CHECK (((built_year >= 1950) AND (built_year <= 2100)))
  constraint watershed_code_key UNIQUE (code)
  constraint watershed_pkey PRIMARY KEY (id)
  INDEX watershed_division ON territory.watershed USING btree (division_code, code)
  INDEX watershed_geometry ON territory.watershed USING gist (geometry)
  policy added for insert to terrace_user
    with check ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
  policy changed for update to terrace_user
    using ((( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[]))) AND access.has_permission('territory.edit'::text))
    with check (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  policy seen for select to terrace_user
    using (( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions)::text[])))
  TRIGGER keep_history_of_deletes AFTER DELETE ON territory.watershed REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON territory.watershed REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON territory.watershed REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', '', '')
  grant INSERT, SELECT, UPDATE to terrace_user

table vector_tiles.content_version
  row level security
  relation text not null
  version bigint not null
  constraint content_version_pkey PRIMARY KEY (relation)

table vector_tiles.pending_change
  row level security
  relation text not null
  transaction_id xid8 not null
  began_at timestamp with time zone not null
  constraint pending_change_pkey PRIMARY KEY (relation, transaction_id, began_at)

table workflows.escalation
  row level security
  id uuid not null default gen_random_uuid()
  instance_id uuid not null
  state text not null
  due_on date not null
  after_days_late integer not null
  to_role text not null
  raised_at timestamp with time zone not null default now()
  constraint escalation_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES workflows.instance(id) ON DELETE CASCADE
  constraint escalation_pkey PRIMARY KEY (id)
  constraint once_for_each_rule UNIQUE (instance_id, state, due_on, after_days_late)
  policy escalations_of_what_is_seen for select to terrace_user
    using (EXISTS ( SELECT 1
   FROM workflows.instance i
  WHERE (i.id = escalation.instance_id)))
  TRIGGER keep_history_of_deletes AFTER DELETE ON workflows.escalation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON workflows.escalation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON workflows.escalation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant SELECT to terrace_user

table workflows.event
  row level security
  id uuid not null default gen_random_uuid()
  number bigint not null generated always as identity
  instance_id uuid not null
  kind text not null
  transition text not null
  label_zh text not null
  label_en text not null
  from_state text
  to_state text not null
  actor_id uuid
  actor_name text not null
  opinion text
  evidence jsonb not null default '[]'::jsonb
  person_id uuid
  person_name text
  due_on date
  request_id uuid
  at timestamp with time zone not null default clock_timestamp()
  constraint event_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES workflows.instance(id) ON DELETE CASCADE
  constraint event_number_key UNIQUE (number)
  constraint event_pkey PRIMARY KEY (id)
  constraint one_event_of_a_request UNIQUE (instance_id, request_id)
  INDEX event_of_instance ON workflows.event USING btree (instance_id, number)
  policy events_of_what_is_seen for select to terrace_user
    using (EXISTS ( SELECT 1
   FROM workflows.instance i
  WHERE (i.id = event.instance_id)))
  policy own_events for insert to terrace_user
    with check ((actor_id = access.current_user_id()) AND (EXISTS ( SELECT 1
   FROM workflows.instance i
  WHERE (i.id = event.instance_id))))
  TRIGGER events_stand BEFORE DELETE OR UPDATE OR TRUNCATE ON workflows.event FOR EACH STATEMENT EXECUTE FUNCTION workflows.refuse_edit()
  TRIGGER keep_history_of_deletes AFTER DELETE ON workflows.event REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON workflows.event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON workflows.event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('', '', '')
  grant INSERT, SELECT to terrace_user

table workflows.instance
  row level security
  id uuid not null default gen_random_uuid()
  record_set text not null
  record_id text not null
  workflow text not null
  title text not null
  view_permission text not null
  division_code text
  organisation_id uuid
  position jsonb not null
  state text not null
  state_kind text not null
  entered_at timestamp with time zone not null default now()
  due_on date
  is_due_provisional boolean not null default false
  is_paused boolean not null default false
  assignee_id uuid
  pending_signers uuid[] not null default '{}'::uuid[]
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint instance_pkey PRIMARY KEY (id)
  constraint instance_state_kind_check CHECK ((state_kind = ANY (ARRAY['open'::text, 'waiting'::text, 'closed'::text])))
  constraint one_workflow_of_a_record UNIQUE (record_set, record_id)
  INDEX instance_due ON workflows.instance USING btree (due_on) WHERE (state_kind <> 'closed'::text)
  INDEX instance_in_hand ON workflows.instance USING btree (record_set, state, due_on) WHERE (state_kind <> 'closed'::text)
  INDEX instance_signers ON workflows.instance USING gin (pending_signers)
  policy instances for all to terrace_user
    using workflows.sees(division_code, organisation_id, view_permission)
    with check workflows.sees(division_code, organisation_id, view_permission)
  TRIGGER keep_history_of_deletes AFTER DELETE ON workflows.instance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_inserts AFTER INSERT ON workflows.instance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  TRIGGER keep_history_of_updates AFTER UPDATE ON workflows.instance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_trail.record_changes('division_code', 'organisation_id', '')
  grant INSERT, SELECT, UPDATE to terrace_user

-- types

-- functions

FUNCTION access.current_scope()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(access.setting('scope'::text), 'none'::text)

FUNCTION access.current_user_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.setting('user_id'::text))::uuid

FUNCTION access.guard_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  may_grant boolean := access.has_permission('system.grants');
begin
  if current_user <> 'terrace_user' then return new; end if;
  if not may_grant and new.roles = '{security-administrator}' and access.has_permission('system.accounts') then
    -- Two at once wait for each other, and the second finds the first.
    perform pg_advisory_xact_lock(6041967);
    may_grant := access.is_city() and access.lacks_security_administrator();
  end if;
  if tg_op = 'INSERT' then
    if new.roles <> '{}' and not may_grant then
      raise exception 'roles are granted by the security administrator' using errcode = '42501';
    end if;
    return new;
  end if;
  if new.roles is distinct from old.roles and not may_grant then
    raise exception 'roles are granted by the security administrator' using errcode = '42501';
  end if;
  if (new.id, new.name, new.display_name, new.organisation_id, new.scope, new.divisions, new.must_set_password, new.external_subject,
      new.is_disabled) is distinct from (old.id, old.name, old.display_name, old.organisation_id, old.scope, old.divisions,
      old.must_set_password, old.external_subject, old.is_disabled) and not access.has_permission('system.accounts') then
    raise exception 'accounts are managed by the system administrator' using errcode = '42501';
  end if;
  return new;
end
$function$

FUNCTION access.has_permission(name text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((name = ANY (string_to_array(access.setting('permissions'::text), ','::text))), false)

FUNCTION access.is_city()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.current_scope() = 'city'::text)

FUNCTION access.is_own_organisation(id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((id = (access.setting('organisation_id'::text))::uuid), false)

FUNCTION access.keep_sign_in_events()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '6 months' then return old; end if;
  raise exception 'sign-in events are kept for six months and never edited' using errcode = '42501';
end
$function$

FUNCTION access.lacks_security_administrator()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
RETURN (NOT (EXISTS (SELECT FROM access.person WHERE (person.roles @> '{security-administrator}'::text[]))))

FUNCTION access.may_manage(target_scope text, target_divisions text[], target_organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
RETURN CASE access.current_scope() WHEN 'city'::text THEN true WHEN 'none'::text THEN false WHEN 'division'::text THEN ((target_scope = ANY (ARRAY['division'::text, 'enterprise'::text, 'service-unit'::text])) AND (target_divisions <@ access.own_divisions()) AND (EXISTS (SELECT FROM access.organisation o WHERE ((o.id = may_manage.target_organisation) AND (o.division_code = ANY (access.own_divisions())))))) ELSE ((target_scope = access.current_scope()) AND (target_divisions <@ access.own_divisions()) AND access.is_own_organisation(target_organisation)) END

FUNCTION access.needs_totp(roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
RETURN (EXISTS (SELECT FROM access.role_rule r WHERE (r.needs_totp AND (r.id = ANY (needs_totp.roles)))))

FUNCTION access.own_divisions()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(string_to_array(access.setting('divisions'::text), ','::text), '{}'::text[])

FUNCTION access.sees_division(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(((code IS NOT NULL) AND ((access.current_scope() = 'city'::text) OR (code = ANY (string_to_array(access.setting('divisions'::text), ','::text))))), false)

FUNCTION access.setting(name text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN NULLIF(current_setting(('terrace.'::text || name), true), ''::text)

FUNCTION action_plan.first_reported_quarter()
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select make_date(left(min(period), 4)::integer, right(min(period), 1)::integer * 3 - 2, 1) from action_plan.progress_report
  where state in ('submitted', 'accepted')
$function$

FUNCTION action_plan.guard_report()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a report begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'a report is not deleted' using errcode = '42501';
  end if;
  if (new.id, new.task_id, new.organisation_id, new.period) is distinct from (old.id, old.task_id, old.organisation_id, old.period) then
    raise exception 'a report stays with its task, department and period' using errcode = '42501';
  end if;
  if (new.text, new.percent, new.figures) is distinct from (old.text, old.percent, old.figures)
    and (old.state not in ('draft', 'returned') or new.state <> old.state) then
    raise exception 'a report that was handed in is not edited' using errcode = '42501';
  end if;
  if new.state <> old.state and old.state || '>' || new.state not in
    ('draft>submitted', 'returned>submitted', 'submitted>draft', 'submitted>returned', 'submitted>accepted', 'accepted>returned') then
    raise exception 'a report does not go from % to %', old.state, new.state using errcode = '42501';
  end if;
  if old.state = 'submitted' and new.state in ('accepted', 'returned') and old.submitted_by = access.current_user_id() then
    raise exception 'nobody reviews a report of their own' using errcode = '42501';
  end if;
  return new;
end
$function$

FUNCTION action_plan.guard_share()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$

FUNCTION action_plan.may_report_for(organisation_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.has_permission('plan.report'::text) AND access.is_own_organisation(organisation_id))

FUNCTION action_plan.may_review()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.has_permission('plan.review'::text) AND (access.current_scope() = 'city'::text))

FUNCTION action_plan.sees_reports_of(organisation_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.has_permission('plan.view'::text) AND ((access.current_scope() = 'city'::text) OR access.is_own_organisation(organisation_id)))

FUNCTION attachments.is_of_opened_record(record_set text, record_id text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((access.setting('opened_record'::text) = ((record_set || '/'::text) || record_id)), false)

FUNCTION audit_trail.first_fault()
 RETURNS TABLE(id bigint, reason text)
 LANGUAGE sql
 STABLE
AS $function$
  with chained as (
    select c, lag(c.hash, 1, sha256('terrace'::bytea)) over (order by c.id) as before_hash,
      lag(c.id, 1, 0::bigint) over (order by c.id) as before_id
    from audit_trail.change c
  ), faults as (
    select (c).id, case
      when (c).id <> before_id + 1 then 'missing'
      when (c).previous_hash <> before_hash then 'broken'
      when (c).hash <> audit_trail.line_hash(c) then 'edited' end as reason
    from chained
    union all
    select e.last_id, 'missing' from audit_trail.chain_end e
    where e.last_id <> coalesce((select max(c.id) from audit_trail.change c), 0)
  )
  select f.id, f.reason from faults f where f.reason is not null order by f.id limit 1
$function$

FUNCTION audit_trail.keep_history(table_name text, division_column text, organisation_column text, secret_columns text DEFAULT ''::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    'create trigger keep_history_of_inserts after insert on %1$s referencing new table as new_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);
     create trigger keep_history_of_updates after update on %1$s referencing old table as old_rows new table as new_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);
     create trigger keep_history_of_deletes after delete on %1$s referencing old table as old_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);',
    table_name::regclass, coalesce(division_column, ''), coalesce(organisation_column, ''), secret_columns);
end
$function$

FUNCTION audit_trail.line_hash(line audit_trail.change)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
RETURN sha256(((line).previous_hash || convert_to(concat_ws('|'::text, ((line).id)::text, (EXTRACT(epoch FROM (line).at))::text, COALESCE(((line).actor_id)::text, ''::text), (line).actor, (line).table_name, (line).record_id, COALESCE((line).division_code, ''::text), COALESCE(((line).organisation_id)::text, ''::text), (line).action, COALESCE(((line).before)::text, ''::text), COALESCE(((line).after)::text, ''::text)), 'UTF8'::name)))

FUNCTION audit_trail.record_changes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  line audit_trail.change;
  pair record;
  whole jsonb;
  secret text;
  is_locked boolean := false;
begin
  line.actor_id := nullif(current_setting('terrace.user_id', true), '')::uuid;
  line.actor := coalesce(nullif(current_setting('terrace.actor', true), ''), 'database');
  line.table_name := tg_table_schema || '.' || tg_table_name;
  line.action := lower(tg_op);
  for pair in execute case tg_op
    when 'INSERT' then 'select null::jsonb as before, to_jsonb(n) as after from new_rows n'
    when 'DELETE' then 'select to_jsonb(o) as before, null::jsonb as after from old_rows o'
    else 'select to_jsonb(o) as before, to_jsonb(n) as after from old_rows o join new_rows n using (id) where o is distinct from n' end
  loop
    whole := coalesce(pair.after, pair.before);
    line.before := pair.before;
    line.after := pair.after;
    if tg_op = 'UPDATE' then
      -- Only what changed.
      select jsonb_object_agg(key, value) into line.after from jsonb_each(pair.after) where value is distinct from pair.before -> key;
      select jsonb_object_agg(key, value) into line.before from jsonb_each(pair.before) where line.after ? key;
    end if;
    foreach secret in array string_to_array(tg_argv[2], ',') loop
      if line.before ? secret then line.before := line.before || jsonb_build_object(secret, '…'); end if;
      if line.after ? secret then line.after := line.after || jsonb_build_object(secret, '…'); end if;
    end loop;
    if not is_locked then
      -- Held until the transaction ends: lines stand in the order in which they are committed.
      select last_id, last_hash into line.id, line.hash from audit_trail.chain_end for update;
      is_locked := true;
    end if;
    line.id := line.id + 1;
    line.previous_hash := line.hash;
    line.at := clock_timestamp();
    line.record_id := whole ->> 'id';
    line.division_code := whole ->> nullif(tg_argv[0], '');
    line.organisation_id := (whole ->> nullif(tg_argv[1], ''))::uuid;
    line.hash := audit_trail.line_hash(line);
    insert into audit_trail.change values (line.*);
  end loop;
  if is_locked then
    update audit_trail.chain_end set last_id = line.id, last_hash = line.hash;
  end if;
  return null;
end
$function$

FUNCTION audit_trail.refuse_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'the history is not edited' using errcode = '42501'; end $function$

FUNCTION change_feed.hash_of(wanted bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select left(encode(case when wanted = 0 then sha256('terrace'::bytea) else (select hash from audit_trail.change where id = wanted) end, 'hex'), 16)
$function$

FUNCTION change_feed.is_kept(relation text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from pg_trigger where tgrelid = relation::regclass and tgname = 'keep_history_of_updates' and tgenabled in ('O', 'A'))
$function$

FUNCTION change_feed.lines(relation text, after_line bigint, last_line bigint)
 RETURNS TABLE(line_id bigint, at timestamp with time zone, action text, record_id text, columns text[], version integer, old_row jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  deciding text[];
begin
  select array_agg(distinct a.attname::text) into deciding
  from pg_policy p
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where p.polrelid = relation::regclass and d.refobjid = relation::regclass and p.polcmd in ('r', '*');
  return query execute format($query$
    select c.id, c.at, c.action, c.record_id,
      array(select jsonb_object_keys(coalesce(c.after, c.before))),
      (coalesce(c.after, c.before) ->> 'version')::integer,
      case when c.action = 'delete' then c.before - 'geometry'
        when c.action = 'update' and c.before ?| $4 then
          -- From what is there now, or was when it was removed, back line by line: of two values the older one stays.
          coalesce((select to_jsonb(r) from %s r where r.id::text = c.record_id),
            (select l.before from audit_trail.change l where l.table_name = c.table_name and l.record_id = c.record_id and l.action = 'delete'
              order by l.id desc limit 1), '{}') - 'geometry'
          || coalesce((select jsonb_object_agg(b.key, b.value order by l.id desc)
            from audit_trail.change l, jsonb_each(l.before - 'geometry') b
            where l.table_name = c.table_name and l.record_id = c.record_id and l.id >= c.id and l.action = 'update'), '{}')
      end
    from audit_trail.change c
    where c.table_name = $1 and c.id > $2 and c.id <= $3
  $query$, relation::regclass) using relation, after_line, last_line, coalesce(deciding, '{}');
end
$function$

FUNCTION change_feed."position"(OUT line_id bigint, OUT line_hash text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select last_id, left(encode(last_hash, 'hex'), 16) from audit_trail.chain_end $function$

FUNCTION change_feed.would_see(relation text, old_row jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  conditions text;
  answer boolean;
begin
  select string_agg('(' || pg_get_expr(p.polqual, p.polrelid) || ')', ' or ') into conditions
  from pg_policy p
  where p.polrelid = relation::regclass and p.polpermissive and p.polcmd in ('r', '*') and p.polqual is not null
    and (p.polroles = '{0}' or 'terrace_user'::regrole = any (p.polroles));
  if conditions is null then return false; end if;
  -- A record set's table has no restrictive policy; if one comes, nothing is told rather than too much.
  if exists (select from pg_policy p where p.polrelid = relation::regclass and not p.polpermissive) then return false; end if;
  execute format('select %s from jsonb_populate_record(null::%s, $1) as %I', conditions, relation::regclass, split_part(relation, '.', 2))
    into answer using old_row;
  return coalesce(answer, false);
end
$function$

FUNCTION erosion_assessment.guard_survey()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'a survey is not deleted' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a survey begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if to_jsonb(new) - array['state', 'state_by', 'state_by_name', 'state_at', 'state_reason', 'version', 'updated_at']
    <> to_jsonb(old) - array['state', 'state_by', 'state_by_name', 'state_at', 'state_reason', 'version', 'updated_at'] then
    raise exception 'a survey is not edited' using errcode = '42501';
  end if;
  if old.state || '>' || new.state not in ('draft>published', 'published>withdrawn', 'withdrawn>published') then
    raise exception 'a survey does not go from % to %', old.state, new.state using errcode = '42501';
  end if;
  return new;
end
$function$

FUNCTION erosion_assessment.sees_unpublished()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.is_city() AND (access.has_permission('survey.run'::text) OR access.has_permission('survey.publish'::text)))

FUNCTION territory.guard_screening_patch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  verdict constant text[] := array['state', 'verdict_reason', 'verdict_by', 'verdict_by_name', 'verdict_at', 'version', 'updated_at'];
  found constant text[] := array['is_current', 'screened_at', 'version', 'updated_at'];
  may_screen constant boolean := access.current_user_id() is null
    or (access.is_city() and access.has_permission('territory.screen'));
begin
  if tg_op = 'DELETE' then
    raise exception 'a screening patch is not deleted' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'pending' then
      raise exception 'a screening patch begins without a verdict' using errcode = '42501';
    end if;
    return new;
  end if;
  if to_jsonb(new) - verdict <> to_jsonb(old) - verdict then
    if not may_screen then
      raise exception 'a screening patch is changed by a screening only' using errcode = '42501';
    end if;
    if old.state <> 'pending' and to_jsonb(new) - found <> to_jsonb(old) - found then
      raise exception 'a screening patch with a verdict stays as it was found' using errcode = '42501';
    end if;
  end if;
  if (new.state, new.verdict_reason, new.verdict_by, new.verdict_at) is distinct from
    (old.state, old.verdict_reason, old.verdict_by, old.verdict_at) then
    if not access.has_permission('territory.edit') or new.verdict_by is distinct from access.current_user_id()
      or btrim(coalesce(new.verdict_reason, '')) = '' or new.verdict_at is null then
      raise exception 'a verdict has a reason and a name' using errcode = '42501';
    end if;
    if old.state || '>' || new.state not in ('pending>confirmed', 'pending>refuted', 'confirmed>handled', 'confirmed>refuted',
      'confirmed>pending', 'refuted>confirmed', 'refuted>pending', 'handled>confirmed') then
      raise exception 'a screening patch does not go from % to %', old.state, new.state using errcode = '42501';
    end if;
  end if;
  return new;
end
$function$

FUNCTION vector_tiles.content_version(relations text[])
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select case when count(*) = cardinality(relations) then string_agg(counted.version::text, '.' order by counted.relation) end
  from (
    select v.relation,
      v.version + (select count(*) from vector_tiles.pending_change p where p.relation = v.relation) as version
    from vector_tiles.content_version v where v.relation = any (relations)
  ) counted
$function$

FUNCTION vector_tiles.estimate_in_box(relation text, geometry_column text, box geometry, OUT in_box double precision, OUT rows double precision)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  select c.reltuples into rows from pg_class c where c.oid = relation::regclass and c.reltuples >= 0;
  if rows is null then return; end if;
  begin
    in_box := rows * public._postgis_selectivity(relation::regclass, geometry_column, box);
  exception when internal_error then
    -- PostGIS has no statistics of the column: it is empty, or was never analysed.
    in_box := null;
  end;
end
$function$

FUNCTION vector_tiles.gather_changes(changed text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- With one snapshot for the whole transaction, meeting another's gathering would end it with an error.
  if current_setting('transaction_isolation') <> 'read committed' then return; end if;
  perform from vector_tiles.content_version where relation = changed for update skip locked;
  if not found then return; end if;
  with gathered as (delete from vector_tiles.pending_change where relation = changed returning 1)
  update vector_tiles.content_version set version = version + (select count(*) from gathered) where relation = changed;
end
$function$

FUNCTION vector_tiles.keep_content_version(tracked regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  name text;
begin
  select n.nspname || '.' || c.relname into name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tracked;
  insert into vector_tiles.content_version (relation, version) values (name, 0) on conflict do nothing;
  if not exists (select from pg_trigger where tgrelid = tracked and tgname = 'keep_content_version') then
    execute format('create trigger keep_content_version after insert or update or delete or truncate on %s
      for each statement execute function vector_tiles.note_change()', tracked);
  end if;
end
$function$

FUNCTION vector_tiles.note_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  changed constant text := tg_table_schema || '.' || tg_table_name;
begin
  insert into vector_tiles.pending_change (relation, transaction_id, began_at)
  values (changed, pg_current_xact_id(), now())
  on conflict do nothing;
  if found and random() < 0.01 then perform vector_tiles.gather_changes(changed); end if;
  return null;
end
$function$

FUNCTION vector_tiles.rows_in_box(relation text, geometry_column text, box geometry)
 RETURNS tid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  places tid[];
begin
  if not exists (select from vector_tiles.content_version v where v.relation = rows_in_box.relation) then
    raise exception 'the content of % is not counted', relation using errcode = '42501';
  end if;
  execute format('select array_agg(ctid) from %I.%I where %I && $1',
    split_part(relation, '.', 1), split_part(relation, '.', 2), geometry_column) into places using box;
  return coalesce(places, '{}');
end
$function$

FUNCTION vector_tiles.rows_in_box_or_nowhere(relation text, geometry_column text, box geometry)
 RETURNS tid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  places tid[];
begin
  if not exists (select from vector_tiles.content_version v where v.relation = rows_in_box_or_nowhere.relation) then
    raise exception 'the content of % is not counted', relation using errcode = '42501';
  end if;
  execute format('select array_agg(ctid) from %I.%I where %3$I && $1 or %3$I is null',
    split_part(relation, '.', 1), split_part(relation, '.', 2), geometry_column) into places using box;
  return coalesce(places, '{}');
end
$function$

FUNCTION workflows.is_closed(record_set_name text, record text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(current_setting('terrace.workflow_step', true), '') <> record_set_name || '/' || record
    and exists (
      select 1 from workflows.instance i
      where i.record_set = record_set_name and i.record_id = record and i.state_kind = 'closed')
$function$

FUNCTION workflows.refuse_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'the events of a workflow are not edited' using errcode = '42501'; end $function$

FUNCTION workflows.sees(division_code text, organisation_id uuid, view_permission text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (access.has_permission(view_permission) AND (access.sees_division(division_code) OR access.is_own_organisation(organisation_id) OR (access.current_scope() = 'city'::text)))
