export { attachmentProblemStatuses } from "./attachment-errors.ts";
export type { Attachment, AttachmentAction, MayAccess } from "./attachment-store.ts";
export { type Attachments, type AttachmentsOptions, createAttachments } from "./create-attachments.ts";
export type { FileStore } from "./file-store.ts";
export { attachmentsMigrations } from "./migrations.ts";
