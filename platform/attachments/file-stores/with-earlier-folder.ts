import type { FileStore, OutsideStore } from "./file-store.ts";

/**
 * New contents go outside; those that lay in the folder before it was configured are found there still. The folder is asked first: it
 * answers without the network.
 */
export function withEarlierFolder(outside: OutsideStore, folder: FileStore): OutsideStore {
  return {
    ...outside,
    sizeOf: async (sha256) => (await folder.sizeOf(sha256)) ?? outside.sizeOf(sha256),
    read: async (sha256, range) => (await folder.read(sha256, range)) ?? outside.read(sha256, range),
    place: async (sha256, path) =>
      (await folder.sizeOf(sha256)) === null ? outside.place(sha256, path) : folder.place(sha256, path),
  };
}
