import { createBucketStore, type OutsideStore } from "#platform/attachments";
import { readConfiguration } from "#platform/configuration";

/**
 * The bucket of attachments that this environment names; null where it names none.
 * @throws TerraceError `configuration-invalid`
 */
export async function withOutsideStore<Output>(
  work: (outside: OutsideStore | null) => Promise<Output>,
): Promise<Output> {
  const { objectStore } = readConfiguration(process.env);
  if (objectStore === null) return work(null);
  const outside = await createBucketStore(objectStore);
  try {
    return await work(outside);
  } finally {
    outside.close();
  }
}
