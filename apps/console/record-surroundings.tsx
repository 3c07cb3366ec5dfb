import { lazy, type ReactNode, Suspense } from "react";
import { ConditionPanel, conditionSets, mapAddressOf, VerdictPanel, verdictSets } from "#contexts/territory/console";
import {
  LoadingPanel,
  type RecordPanelProps,
  RecordPlacesContext,
  RecordSlotsContext,
  usePermissions,
} from "#platform/interface-kit";
import { useConsoleTexts } from "./console-texts.ts";
import { MAP_PERMISSION } from "./pages.ts";

const AttachmentsPanel = lazy(async () => ({
  default: (await import("#platform/attachments/console")).AttachmentsPanel,
}));

/** What lists and records of every page have around them: the panel of their files, and the one map. */
export function RecordSurroundings({ children }: { readonly children: ReactNode }): ReactNode {
  const mayUse = usePermissions();
  return (
    <RecordPlacesContext value={mayUse(MAP_PERMISSION) ? withMap : withoutMap}>
      <RecordSlotsContext value={slots}>{children}</RecordSlotsContext>
    </RecordPlacesContext>
  );
}

const withMap = { map: mapAddressOf };
const withoutMap = {};
const slots = {
  materials: Materials,
  condition: { sets: conditionSets, panel: Condition },
  verdict: { sets: verdictSets, panel: Verdict },
};

function Condition(props: RecordPanelProps): ReactNode {
  const { text } = useConsoleTexts();
  return (
    <Suspense fallback={<LoadingPanel label={text("page.loading")} />}>
      <ConditionPanel {...props} />
    </Suspense>
  );
}

function Verdict(props: RecordPanelProps): ReactNode {
  const { text } = useConsoleTexts();
  return (
    <Suspense fallback={<LoadingPanel label={text("page.loading")} />}>
      <VerdictPanel {...props} />
    </Suspense>
  );
}

function Materials(props: RecordPanelProps): ReactNode {
  const { text } = useConsoleTexts();
  return (
    <Suspense fallback={<LoadingPanel label={text("page.loading")} />}>
      <AttachmentsPanel {...props} />
    </Suspense>
  );
}
