export { createNotices, type Notices, type NoticesOptions } from "./create-notices.ts";
export { createFolderSender, type MessageSender, type OutgoingMessage } from "./message-senders.ts";
export { noticesMigrations } from "./migrations.ts";
export { noticeProblemStatuses } from "./notice-routes.ts";
export { type NewNotice, type NoticeRecipients, type NoticeText, notify } from "./notify.ts";
export { createPeopleWith, type PeopleWith } from "./people-with.ts";
