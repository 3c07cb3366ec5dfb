import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingPanel } from "../state-panel.tsx";
import { TroublePanel } from "../trouble-panel.tsx";
import { importQuery } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import { StartImport } from "./start-import.tsx";
import { Wizard } from "./wizard.tsx";

/** `/imports`: a file is chosen; `/imports/{id}`: an import under way, or what became of it. */
export default function ImportPage(props: { readonly parameters: Readonly<Record<string, string>> }): ReactNode {
  const { id } = props.parameters;
  return id === undefined ? <StartImport /> : <OpenImport key={id} id={id} />;
}

function OpenImport({ id }: { readonly id: string }): ReactNode {
  const { text } = useImportTexts();
  const session = useQuery(importQuery(id));
  if (session.isError) return <TroublePanel error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <LoadingPanel label={text("loading")} />;
  return <Wizard session={session.data} />;
}
