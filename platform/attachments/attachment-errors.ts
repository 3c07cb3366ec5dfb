import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";

export const attachmentProblemStatuses: ProblemStatuses = {
  "attachment-unknown": 404,
  "attachment-record-closed": 403,
  "attachment-already-withdrawn": 409,
  "attachment-content-missing": 410,
  "attachment-too-large": 413,
  "attachment-type-refused": 415,
  "attachment-type-mismatch": 415,
  "attachment-polyglot": 415,
  "upload-unknown": 404,
  "upload-out-of-step": 409,
  "upload-in-use": 423,
  "upload-disk-full": 507,
  "object-store-unreachable": 503,
  "object-store-refused": 503,
  "object-store-bucket-missing": 503,
  "object-store-content-damaged": 500,
};

export function attachmentUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "attachment-unknown",
    userMessage: "没有这个附件，或您无权查看它所属的记录。请从记录页面重新进入。",
    message: `There is no attachment ${id}, or you may not see its record. Open it from the record's page.`,
    details: { id },
  });
}

export function recordClosed(recordSet: string, recordId: string): TerraceError {
  return new TerraceError({
    code: "attachment-record-closed",
    userMessage: "您不能给这条记录添加或撤回附件：记录不存在、不在您的范围内，或已经归档。请在记录页面核对。",
    message: `You cannot add attachments to the record ${recordSet}/${recordId} or withdraw them: it does not exist, is not within your scope, or is closed.`,
    details: { recordSet, recordId },
  });
}

export function alreadyWithdrawn(): TerraceError {
  return new TerraceError({
    code: "attachment-already-withdrawn",
    userMessage: "这个附件已经撤回。请刷新页面。",
    message: "The attachment has been withdrawn already. Refresh the page.",
  });
}

export function contentMissing(id: string): TerraceError {
  return new TerraceError({
    code: "attachment-content-missing",
    userMessage: "附件的文件不在存储中，登记仍然保留。请管理员检查数据目录或附件存储，或从备份恢复。",
    message: `The content of the attachment ${id} is not in the store; its entry is kept. Check the data folder or the object store, or restore a backup.`,
    details: { id },
  });
}

export function uploadUnknown(): TerraceError {
  return new TerraceError({
    code: "upload-unknown",
    userMessage: "这次上传已过期或不属于您。请重新选择文件上传。",
    message: "The upload has expired or is not yours. Choose the file again.",
  });
}

export function diskFull(cause: unknown): TerraceError {
  return new TerraceError({
    code: "upload-disk-full",
    userMessage: "服务器磁盘空间不足，文件没有传完；已传的部分保留。请联系管理员腾出空间，然后点“继续”。",
    message: "The server's disk is full; what was sent is kept. Ask the administrator to free some space, then resume.",
    cause,
  });
}
