export interface OfficialTable {
  readonly kind: "table";
  /** Set above the table. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly share: number; readonly isNumber?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** A paragraph, a heading of the first level (“一、…”) or the second (“（一）…”), or a table. */
export type OfficialPart =
  | { readonly kind: "paragraph" | "first-level" | "second-level"; readonly text: string }
  | OfficialTable;

/** 公文 in the layout of GB/T 9704-2012. Every text is as it is printed. */
export interface OfficialDocument {
  /** 发文机关标志: red, above the line. Null where the document carries no red head (a draft, an annex). */
  readonly issuer: string | null;
  /** 发文字号, as `烟水保〔2026〕3号`; null where none has been given yet: the line then says 待编号. */
  readonly number: string | null;
  readonly title: string;
  /** 主送机关, null where it goes to everybody. */
  readonly addressee: string | null;
  readonly parts: readonly OfficialPart[];
  /** 附件说明. */
  readonly annexes: readonly string[];
  /** 发文机关署名, and the day as `2026年11月24日`. */
  readonly signature: string;
  readonly date: string;
  /** Stands under the title in brackets: 演示, 征求意见稿. */
  readonly mark: string | null;
}
