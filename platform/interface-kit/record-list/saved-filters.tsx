import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { openAddress } from "../address-state.ts";
import { apiRequest } from "../api-request.ts";
import { Disclosure } from "../disclosure.tsx";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import { type ListAddress, writeSort } from "./list-address.ts";
import styles from "./record-list.module.css";
import { type RecordSetDescription, selectionParameters } from "./record-set.ts";

interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** The query part of the list's address. */
  readonly query: string;
}

/** Questions that a user asks again and again, by name. */
export function SavedFilters(props: { readonly set: RecordSetDescription; readonly address: ListAddress }): ReactNode {
  const { text } = useKitTexts();
  const queries = useQueryClient();
  const key = ["saved-filters", props.set.id];
  const address = `/api/saved-filters?${new URLSearchParams({ set: props.set.id })}`;
  const saved = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => apiRequest<readonly SavedFilter[]>(address, { signal }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const remove = useMutation({
    mutationFn: (id: string) => apiRequest(`/api/saved-filters/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: refresh,
  });
  if (!saved.data) return null;
  const list = saved.data;
  return (
    <Disclosure label={text("saved.title")} button={{ icon: <Icon name="bookmark" /> }} align="end">
      {(close) => (
        <div className={styles.saved}>
          {list.length === 0 ? <p className={styles.quiet}>{text("saved.none")}</p> : null}
          <ul>
            {list.map((filter) => (
              <li key={filter.id} className={styles.savedRow}>
                <Button
                  type="text"
                  onClick={() => {
                    close();
                    openAddress(`/records/${props.set.id}?${filter.query}`);
                  }}
                >
                  {filter.name}
                </Button>
                <Button
                  type="text"
                  size="small"
                  icon={<Icon name="close" />}
                  aria-label={text("saved.remove", { name: filter.name })}
                  onClick={() => remove.mutate(filter.id)}
                />
              </li>
            ))}
          </ul>
          <SaveForm {...props} onSaved={refresh} />
          <TroubleNote error={remove.error} />
        </div>
      )}
    </Disclosure>
  );
}

function SaveForm(props: {
  readonly set: RecordSetDescription;
  readonly address: ListAddress;
  readonly onSaved: () => Promise<void>;
}): ReactNode {
  const { text } = useKitTexts();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const query = selectionParameters(props.address);
      if (props.address.sort.length > 0) query.set("sort", writeSort(props.address.sort));
      return apiRequest("/api/saved-filters", {
        method: "POST",
        body: { set: props.set.id, name: name.trim(), query: query.toString() },
      });
    },
    onSuccess: async () => {
      setName("");
      await props.onSaved();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.saveForm} onSubmit={submit}>
      <Input
        aria-label={text("saved.name")}
        placeholder={text("saved.name")}
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ""}>
        {text("saved.save")}
      </Button>
      <TroubleNote error={save.error} />
    </form>
  );
}
