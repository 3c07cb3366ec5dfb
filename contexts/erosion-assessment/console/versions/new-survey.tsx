import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { type SurveyVersion, surveyInputsRecord } from "#contexts/erosion-assessment/model";
import { AttachmentsPanel } from "#platform/attachments/console";
import { Disclosure, Field, Icon, TroubleNote } from "#platform/interface-kit";
import { useFileGroups } from "./input-field.tsx";
import { formOfSettings } from "./loaded-settings.ts";
import { ParametersTable } from "./parameters-table.tsx";
import { emptyForm, faultsOf, isOfDemonstration, type SurveyForm, settingsOf } from "./survey-form.ts";
import { SurveyInputs } from "./survey-inputs.tsx";
import { fetchSettings, inputsQuery, parametersQuery, useSurveyOrder } from "./version-queries.ts";
import { useVersionTexts, versionName } from "./version-texts.ts";
import styles from "./versions.module.css";

/** 新建调查: what it is of, from which files, with which parameters; its last lines say what will come of it. */
export function NewSurvey(props: {
  readonly versions: readonly SurveyVersion[];
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useVersionTexts();
  const [form, setForm] = useState(() => emptyForm(props.versions[0]?.title ?? "", new Date().getFullYear() - 1));
  const [isTried, setIsTried] = useState(false);
  const order = useSurveyOrder();
  const parameters = useQuery(parametersQuery);
  const faults = faultsOf(form);
  const shown = isTried ? faults : {};
  const change = (part: Partial<SurveyForm>) => setForm((before) => ({ ...before, ...part }));

  const start = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(faults).length > 0) return;
    order.mutate({ settings: settingsOf(form), further: form.further }, { onSuccess: props.onClose });
  };
  return (
    <form className={styles.form} onSubmit={start} aria-label={text("form.title")} noValidate>
      <div className={styles.bar}>
        <Button icon={<Icon name="up" />} onClick={props.onClose}>
          {text("form.back")}
        </Button>
        <LoadSettings onLoaded={setForm} />
      </div>
      <h3>{text("form.basics")}</h3>
      <div className={styles.basics}>
        <Field label={text("form.name")} isRequired fault={shown.title && text(shown.title)}>
          {(control) => (
            <Input {...control} value={form.title} onChange={({ target }) => change({ title: target.value })} />
          )}
        </Field>
        <Field label={text("form.year")} isRequired fault={shown.year && text(shown.year)}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={form.year}
              onChange={({ target }) => change({ year: target.value })}
            />
          )}
        </Field>
        <Field label={text("form.product")}>
          {(control) => (
            <Select<SurveyForm["product"]>
              {...control}
              value={form.product}
              onChange={(product) => change({ product })}
              options={(["multi-year-mean", "actual-year"] as const).map((value) => ({
                value,
                label: text(`product.${value}`),
              }))}
            />
          )}
        </Field>
      </div>
      <div className={styles.heading}>
        <h3>{text("form.inputs")}</h3>
        <span className={styles.detail}>{text("form.inputs.hint")}</span>
        <Disclosure label={text("form.upload")} button={{ size: "small" }} align="end">
          {() => (
            <div className={styles.upload}>
              <p className={styles.detail}>{text("form.upload.hint")}</p>
              <AttachmentsPanel {...surveyInputsRecord} canEdit />
            </div>
          )}
        </Disclosure>
      </div>
      <SurveyInputs form={form} faults={shown} onChange={change} />
      <div className={styles.heading}>
        <h3>{text("form.parameters")}</h3>
        <span className={styles.detail}>{text("form.parameters.hint")}</span>
      </div>
      <TroubleNote error={parameters.error} />
      <ParametersTable
        parameters={parameters.data ?? []}
        values={form.parameters}
        onChange={(id, value) => change({ parameters: { ...form.parameters, [id]: value } })}
      />
      <Field label={text("form.further")} hint={text("form.further.hint")}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={form.further}
            onChange={({ target }) => change({ further: target.value })}
          />
        )}
      </Field>
      <Outcome form={form} versions={props.versions} />
      <TroubleNote error={order.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={order.isPending}>
          {text("form.start")}
        </Button>
      </div>
    </form>
  );
}

function LoadSettings({ onLoaded }: { readonly onLoaded: (form: SurveyForm) => void }): ReactNode {
  const { text } = useVersionTexts();
  const files = useQuery(inputsQuery);
  const load = useMutation({ mutationFn: fetchSettings, onSuccess: (settings) => onLoaded(formOfSettings(settings)) });
  const groups = useFileGroups(
    (files.data ?? []).filter(({ origin }) => origin !== "upload"),
    ["settings"],
  );
  if (groups.length === 0) return null;
  return (
    <>
      <Select<string>
        className={styles.load ?? ""}
        aria-label={text("form.load")}
        placeholder={text("form.load.placeholder")}
        loading={load.isPending}
        popupMatchSelectWidth={false}
        options={groups}
        onChange={(name) => load.mutate(name)}
      />
      <span className={styles.detail}>{text("form.load")}</span>
      <TroubleNote error={load.error} />
    </>
  );
}

function Outcome(props: { readonly form: SurveyForm; readonly versions: readonly SurveyVersion[] }): ReactNode {
  const texts = useVersionTexts();
  const { text } = texts;
  const year = Number(props.form.year);
  const number = 1 + Math.max(0, ...props.versions.filter((version) => version.year === year).map((one) => one.number));
  return (
    <>
      {isOfDemonstration(props.form) ? <Alert type="warning" title={text("form.demonstration")} /> : null}
      <p className={styles.detail}>{text("form.outcome", { version: versionName(texts, { year, number }) })}</p>
    </>
  );
}
