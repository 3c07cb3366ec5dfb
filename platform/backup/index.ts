export { type BackupOptions, backUp } from "./back-up.ts";
export { type BackupJobOptions, createBackupJob } from "./backup-job.ts";
export type { BackupManifest } from "./manifest.ts";
export { missingOutside, type OutsideContents } from "./outside-contents.ts";
export { type RestoreOptions, restoreBackup } from "./restore-backup.ts";
export { refuseOccupiedFolder, refuseOccupiedOutput, refuseUnfinishedRestore } from "./restore-target.ts";
export { type BackupFault, verifyBackup } from "./verify-backup.ts";
