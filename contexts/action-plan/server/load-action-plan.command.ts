import { type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "#platform/database";
import { type ActionPlan, measuresOf, type PlanTarget, type PlanTask } from "../model/index.ts";
import { organisationMissing } from "./plan-errors.ts";

/**
 * Brings the plan in the database to that of the region's data. Loading the same data again changes nothing; a task that the
 * data no longer have keeps its reports and is asked for no more. The organisations must be there before.
 * @throws TerraceError `plan-organisation-missing` where the plan names a department that is no organisation
 */
export async function loadActionPlan(database: Database, plan: ActionPlan): Promise<void> {
  await database.asService("action-plan", async (transaction) => {
    await loadDocument(plan, transaction);
    await loadTasks(plan, transaction);
    await loadDepartments(plan, transaction);
    await loadTargets(plan, transaction);
  });
}

async function loadDocument(plan: ActionPlan, transaction: Transaction): Promise<void> {
  const { id, documentNumber, titleZh, titleEn, issuerZh, issuedOn, source } = plan;
  await sql`
    insert into action_plan.plan (id, document_number, title_zh, title_en, issuer_zh, issued_on, source)
    values (${id}, ${documentNumber}, ${titleZh}, ${titleEn}, ${issuerZh}, ${issuedOn}, ${source})
    on conflict (id) do update set document_number = excluded.document_number, title_zh = excluded.title_zh,
      title_en = excluded.title_en, issuer_zh = excluded.issuer_zh, issued_on = excluded.issued_on, source = excluded.source`.execute(
    transaction,
  );
  const measures = plan.parts.flatMap((part) =>
    part.measures.map((measure) => ({
      id: String(measure.number),
      plan_id: id,
      part_number: part.number,
      part_title_zh: part.titleZh,
      part_title_en: part.titleEn,
      number: measure.number,
      title_zh: measure.titleZh,
      title_en: measure.titleEn,
      responsibility_form: measure.responsibility.form,
    })),
  );
  await sql`
    insert into action_plan.measure as old
      (id, plan_id, part_number, part_title_zh, part_title_en, number, title_zh, title_en, responsibility_form)
    select id, plan_id, part_number, part_title_zh, part_title_en, number, title_zh, title_en, responsibility_form
    from ${rows(measures)} as new (id text, plan_id text, part_number integer, part_title_zh text, part_title_en text, number integer,
      title_zh text, title_en text, responsibility_form text)
    on conflict (id) do update set part_number = excluded.part_number, part_title_zh = excluded.part_title_zh,
      part_title_en = excluded.part_title_en, title_zh = excluded.title_zh, title_en = excluded.title_en,
      responsibility_form = excluded.responsibility_form
    where (old.part_number, old.part_title_zh, old.part_title_en, old.title_zh, old.title_en, old.responsibility_form) is distinct from
      (excluded.part_number, excluded.part_title_zh, excluded.part_title_en, excluded.title_zh, excluded.title_en,
       excluded.responsibility_form)`.execute(transaction);
}

async function loadTasks(plan: ActionPlan, transaction: Transaction): Promise<void> {
  const tasks = measuresOf(plan).flatMap((measure) =>
    measure.tasks.map(({ id, quotation, askZh, askEn, area }: PlanTask, position) => ({
      id,
      measure_id: String(measure.number),
      position,
      quotation,
      ask_zh: askZh,
      ask_en: askEn,
      area,
    })),
  );
  await sql`
    insert into action_plan.task as old (id, measure_id, position, quotation, ask_zh, ask_en, area)
    select id, measure_id, position, quotation, ask_zh, ask_en, area
    from ${rows(tasks)} as new (id text, measure_id text, position integer, quotation text, ask_zh text, ask_en text, area text)
    on conflict (id) do update set measure_id = excluded.measure_id, position = excluded.position, quotation = excluded.quotation,
      ask_zh = excluded.ask_zh, ask_en = excluded.ask_en, area = excluded.area, is_current = true, version = old.version + 1,
      updated_at = now()
    where (old.measure_id, old.position, old.quotation, old.ask_zh, old.ask_en, old.area, old.is_current) is distinct from
      (excluded.measure_id, excluded.position, excluded.quotation, excluded.ask_zh, excluded.ask_en, excluded.area, true)`.execute(
    transaction,
  );
  await sql`
    update action_plan.task set is_current = false, version = version + 1, updated_at = now()
    where is_current and id not in (select id from ${rows(tasks)} as current (id text))`.execute(transaction);
}

async function loadDepartments(plan: ActionPlan, transaction: Transaction): Promise<void> {
  const known = await organisationIds(plan, transaction);
  const departments = measuresOf(plan).flatMap(({ tasks, responsibility: { lead, cooperating } }) => {
    const named = [
      ...lead.map((department) => ({ ...department, role: "lead" })),
      ...cooperating.map((department) => ({ ...department, role: "cooperate" })),
    ];
    return tasks.flatMap((task) =>
      named.map(({ organisationCode, role, nameZh, nameEn }, position) => ({
        task_id: task.id,
        organisation_id: known.get(organisationCode),
        role,
        position,
        name_zh: nameZh,
        name_en: nameEn,
      })),
    );
  });
  await sql`
    insert into action_plan.task_department as old (task_id, organisation_id, role, position, name_zh, name_en)
    select task_id, organisation_id, role, position, name_zh, name_en
    from ${rows(departments)} as new (task_id text, organisation_id uuid, role text, position integer, name_zh text, name_en text)
    on conflict (task_id, organisation_id) do update set role = excluded.role, position = excluded.position,
      name_zh = excluded.name_zh, name_en = excluded.name_en
    where (old.role, old.position, old.name_zh, old.name_en) is distinct from
      (excluded.role, excluded.position, excluded.name_zh, excluded.name_en)`.execute(transaction);
  await sql`
    delete from action_plan.task_department where (task_id, organisation_id) not in
      (select task_id, organisation_id from ${rows(departments)} as current (task_id text, organisation_id uuid))`.execute(
    transaction,
  );
}

/** @throws TerraceError `plan-organisation-missing` */
async function organisationIds(plan: ActionPlan, transaction: Transaction): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; code: string }>`select id, code from access.organisation`.execute(transaction);
  const known = new Map(found.rows.map(({ id, code }) => [code, id]));
  const missing = measuresOf(plan)
    .flatMap(({ responsibility }) => [...responsibility.lead, ...responsibility.cooperating])
    .filter(({ organisationCode }) => !known.has(organisationCode));
  if (missing.length > 0) throw organisationMissing(missing.map(({ nameZh }) => nameZh));
  return known;
}

async function loadTargets(plan: ActionPlan, transaction: Transaction): Promise<void> {
  const targets = plan.targets.map((target: PlanTarget, position) => ({
    id: target.id,
    plan_id: plan.id,
    position,
    figure_id: target.figureId,
    task_id: target.taskId,
    name_zh: target.nameZh,
    name_en: target.nameEn,
    unit: target.unit,
    by_year: target.byYear,
    baseline_value: target.baseline?.value ?? null,
    baseline_on: target.baseline?.on ?? null,
    baseline_basis_zh: target.baseline?.basisZh ?? null,
    note_zh: target.noteZh,
    note_en: target.noteEn,
    filled_by_zh: target.filledByZh,
    filled_by_en: target.filledByEn,
    value: target.value,
    source: target.source,
  }));
  await sql`
    insert into action_plan.target as old (id, plan_id, position, figure_id, task_id, name_zh, name_en, unit, by_year, baseline_value,
      baseline_on, baseline_basis_zh, note_zh, note_en, filled_by_zh, filled_by_en)
    select id, plan_id, position, figure_id, task_id, name_zh, name_en, unit, by_year, baseline_value, baseline_on, baseline_basis_zh,
      note_zh, note_en, filled_by_zh, filled_by_en
    from ${rows(targets)} as new (id text, plan_id text, position integer, figure_id text, task_id text, name_zh text, name_en text,
      unit text, by_year integer, baseline_value double precision, baseline_on date, baseline_basis_zh text, note_zh text,
      note_en text, filled_by_zh text, filled_by_en text)
    on conflict (id) do update set position = excluded.position, figure_id = excluded.figure_id, task_id = excluded.task_id,
      name_zh = excluded.name_zh, name_en = excluded.name_en, unit = excluded.unit, by_year = excluded.by_year,
      baseline_value = excluded.baseline_value, baseline_on = excluded.baseline_on, baseline_basis_zh = excluded.baseline_basis_zh,
      note_zh = excluded.note_zh, note_en = excluded.note_en, filled_by_zh = excluded.filled_by_zh, filled_by_en = excluded.filled_by_en
    where old is distinct from excluded`.execute(transaction);
  await sql`
    insert into action_plan.target_value as old (target_id, division_code, value, source)
    select id, null, value, source from ${rows(targets)} as new (id text, value double precision, source text)
    on conflict (target_id, division_code, year) do update set value = excluded.value, source = excluded.source
    where (old.value, old.source) is distinct from (excluded.value, excluded.source)`.execute(transaction);
}

/** Rows as one parameter; the statement names their columns. */
function rows(values: readonly object[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb)`;
}
