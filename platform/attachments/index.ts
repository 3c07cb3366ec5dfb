export { attachmentProblemStatuses } from "./attachment-errors.ts";
export type { Attachment, AttachmentAction, MayAccess } from "./attachment-store.ts";
export { type Attachments, type AttachmentsOptions, createAttachments } from "./create-attachments.ts";
export { createBucketStore } from "./file-stores/bucket-store.ts";
export type { OutsideStore } from "./file-stores/file-store.ts";
export { attachmentsMigrations } from "./migrations.ts";
