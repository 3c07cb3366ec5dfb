import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { apiRequest, formatTimestamp, LoadingPanel, TroubleNote, TroublePanel } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./home.module.css";

interface Notice {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly textZh: string;
  readonly textEn: string;
  /** The page of the console that it is about. */
  readonly path: string | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

const key = ["notices"];

/** 消息: what this person was told, the newest first; opened or marked, one is read. */
export function NoticesPanel(): ReactNode {
  const { text } = useConsoleTexts();
  const queries = useQueryClient();
  const notices = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      apiRequest<{ notices: readonly Notice[]; unread: number }>("/api/notices?limit=10", { signal }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const markAll = useMutation({
    mutationFn: () => apiRequest("/api/notices/read-all", { method: "POST" }),
    onSuccess: refresh,
  });
  const markOne = useMutation({
    mutationFn: (id: string) => apiRequest(`/api/notices/${id}/read`, { method: "POST" }),
    onSuccess: refresh,
  });
  return (
    <section className={styles.section} aria-labelledby="home-notices">
      <h2 id="home-notices" className={styles.heading}>
        {text("home.notices")}
        {notices.data ? (
          <span className={styles.count}>{text("home.unread", { count: notices.data.unread })}</span>
        ) : null}
        {notices.data && notices.data.unread > 0 ? (
          <Button type="link" size="small" loading={markAll.isPending} onClick={() => markAll.mutate()}>
            {text("home.readAll")}
          </Button>
        ) : null}
      </h2>
      <TroubleNote error={markAll.error ?? markOne.error} />
      {notices.isError ? (
        <TroublePanel error={notices.error} onRetry={() => void notices.refetch()} />
      ) : !notices.data ? (
        <LoadingPanel label={text("page.loading")} />
      ) : notices.data.notices.length === 0 ? (
        <p className={styles.quiet}>{text("home.noNotices")}</p>
      ) : (
        <ul>
          {notices.data.notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} onRead={() => markOne.mutate(notice.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NoticeRow({ notice, onRead }: { readonly notice: Notice; readonly onRead: () => void }): ReactNode {
  const { text, pick } = useConsoleTexts();
  const title = pick(notice.titleZh, notice.titleEn);
  const isUnread = notice.readAt === null;
  return (
    <li className={styles.notice} data-unread={isUnread}>
      <time className={styles.quiet} dateTime={notice.createdAt}>
        {formatTimestamp(notice.createdAt)}
      </time>
      <div>
        <p className={styles.noticeTitle}>
          {notice.path === null ? (
            title
          ) : (
            <a href={notice.path} onClick={isUnread ? onRead : undefined}>
              {title}
            </a>
          )}
        </p>
        <p className={styles.quiet}>{pick(notice.textZh, notice.textEn)}</p>
      </div>
      {isUnread ? (
        <Button type="text" size="small" onClick={onRead}>
          {text("home.read")}
        </Button>
      ) : null}
    </li>
  );
}
