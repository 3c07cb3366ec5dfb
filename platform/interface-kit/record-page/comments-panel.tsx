import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { apiRequest } from "../api-request.ts";
import { Field } from "../field.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { recordAddress } from "../record-list/record-set.ts";
import { LoadingPanel } from "../state-panel.tsx";
import { formatTimestamp } from "../time-format.ts";
import { TroubleNote, TroublePanel } from "../trouble-panel.tsx";
import styles from "./record-page.module.css";

interface Comment {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly createdAt: string;
}

/** 评论: what people say about a record among themselves. */
export function CommentsPanel({ set, id }: { readonly set: string; readonly id: string }): ReactNode {
  const { text } = useKitTexts();
  const queries = useQueryClient();
  const address = `${recordAddress(set, id)}/comments`;
  const key = ["comments", set, id];
  const comments = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => apiRequest<readonly Comment[]>(address, { signal }),
  });
  const [draft, setDraft] = useState("");
  const send = useMutation({
    mutationFn: () => apiRequest<readonly Comment[]>(address, { method: "POST", body: { text: draft.trim() } }),
    onSuccess: (all) => {
      setDraft("");
      queries.setQueryData(key, all);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  if (comments.isError) return <TroublePanel error={comments.error} onRetry={() => void comments.refetch()} />;
  if (!comments.data) return <LoadingPanel label={text("record.loading")} />;
  return (
    <>
      <ol className={styles.entries}>
        {comments.data.map((comment) => (
          <li key={comment.id} className={styles.entry}>
            <time className={styles.when} dateTime={comment.createdAt}>
              {formatTimestamp(comment.createdAt)}
            </time>
            <div>
              <b>{comment.author}</b>
              <p className={styles.said}>{comment.text}</p>
            </div>
          </li>
        ))}
      </ol>
      <form className={styles.commentForm} onSubmit={submit}>
        <Field label={text("comments.new")}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={draft}
              onChange={(event) => setDraft(event.target.value)}
            />
          )}
        </Field>
        <TroubleNote error={send.error} />
        <Button htmlType="submit" loading={send.isPending} disabled={draft.trim() === ""}>
          {text("comments.send")}
        </Button>
      </form>
    </>
  );
}
