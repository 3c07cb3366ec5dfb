import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { apiRequest } from "../api-request.ts";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { RecordAdder } from "../record-page/record-adder.tsx";
import { usePermissions } from "../session.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import type { ListAddress } from "./list-address.ts";
import { useRecordPlaces } from "./record-places.ts";
import type { RecordSetDescription } from "./record-set.ts";

/** 新增, 地图, 模板, 导入, 导出: always in this order and in this place. */
export function ListTools(props: {
  readonly set: RecordSetDescription;
  readonly address: ListAddress;
  readonly count: number | undefined;
}): ReactNode {
  const { text } = useKitTexts();
  const places = useRecordPlaces();
  const mayUse = usePermissions();
  const [isExporting, setIsExporting] = useState(false);
  const [isAdding, setIsAdding] = useState(false);
  const { set, address, count } = props;
  const isImported = useQuery(importTargetsQuery).data?.some((target) => target.id === set.id) === true;
  return (
    <>
      {set.canEdit ? (
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setIsAdding(true)}>
          {text("tools.add")}
        </Button>
      ) : null}
      {places.map && set.geometry !== null ? (
        <Button icon={<Icon name="map" />} href={places.map(set.id, address)}>
          {text("tools.map")}
        </Button>
      ) : null}
      {isImported && set.canEdit ? (
        <Button icon={<Icon name="table" />} href={`/api/import-targets/${set.id}/template.xlsx`} download="">
          {text("tools.template")}
        </Button>
      ) : null}
      {isImported && set.canEdit && mayUse("import.use") ? (
        <Button icon={<Icon name="upload" />} href={`/imports?target=${encodeURIComponent(set.id)}`}>
          {text("tools.import")}
        </Button>
      ) : null}
      <Button icon={<Icon name="download" />} disabled={count === 0} onClick={() => setIsExporting(true)}>
        {text("tools.export")}
      </Button>
      {isAdding ? <RecordAdder set={set} onClose={() => setIsAdding(false)} /> : null}
      {isExporting ? (
        <ExportDialog set={set} address={address} count={count ?? 0} onClose={() => setIsExporting(false)} />
      ) : null}
    </>
  );
}

const importTargetsQuery = {
  queryKey: ["import-targets"],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await apiRequest<{ targets: readonly { id: string }[] }>("/api/import-targets", { signal })).targets,
  staleTime: 300_000,
};
