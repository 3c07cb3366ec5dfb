import type { Session, Transaction } from "#platform/database";
import type { RecordSet, RecordSets } from "#platform/record-sets";
import { type ContentCache, createContentCache, type VectorTiles } from "#platform/vector-tiles";
import { type CollectionExtent, readExtent } from "./collection-extent.query.ts";
import { type Collections, createCollections } from "./collections.ts";
import type { ChoicesOf } from "./property-schemas.ts";

export interface OgcOptions {
  readonly sets: RecordSets;
  readonly divisions: readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];
  readonly tiles: VectorTiles;
  /** Of the program. */
  readonly version: string;
  /** Where others reach the server, as `https://shuibao.example.cn`; null where it is the address that they ask. */
  readonly publicAddress: string | null;
}

export interface OgcContext {
  readonly collections: Collections;
  readonly choicesOf: ChoicesOf;
  readonly tiles: VectorTiles;
  readonly version: string;
  /** `https://shuibao.example.cn/ogc` */
  baseOf(request: Request): string;
  /** The address of a request as others see it. */
  addressOf(request: Request): URL;
  extentOf(tx: Transaction, session: Session, set: RecordSet): Promise<CollectionExtent>;
  readonly cache: ContentCache;
}

/** Counts and extents, a few hundred bytes each. */
const CACHE_BYTES = 4 * 2 ** 20;

export function createOgcContext({ sets, divisions, tiles, version, publicAddress }: OgcOptions): OgcContext {
  const cache = createContentCache(CACHE_BYTES);
  const originOf = (request: Request) => publicAddress?.replace(/\/+$/, "") ?? new URL(request.url).origin;
  return {
    collections: createCollections(sets.all),
    choicesOf: ({ kind, choices }) => (kind === "division" ? divisions : (choices ?? [])),
    tiles,
    version,
    baseOf: (request) => `${originOf(request)}/ogc`,
    addressOf: (request) => {
      const { pathname, search } = new URL(request.url);
      return new URL(`${originOf(request)}${pathname}${search}`);
    },
    extentOf: async (tx, session, set) => {
      const snapshot = await cache.snapshot(tx, session, { relation: set.relation, shown: set.id });
      return cache.kept(
        snapshot,
        "extent",
        () => 200,
        () => readExtent(tx, set),
      );
    },
    cache,
  };
}
