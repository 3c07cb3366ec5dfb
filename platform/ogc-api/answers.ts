import { type Html, htmlPage } from "#platform/http-api";
import { etagOf, namesEtag } from "#platform/vector-tiles";
import type { Format } from "./request-parameters.ts";

export interface Document {
  readonly mediaType: string;
  /** JSON text, or what becomes it. */
  readonly data: unknown;
  readonly title: string;
  readonly path: readonly { readonly href: string; readonly title: string }[];
  readonly page: () => Html;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A document in the form that is asked for, with a validator: 304 where the caller has it already. */
export async function answer(request: Request, format: Format, document: Document): Promise<Response> {
  const { mediaType, data, title, path, page, headers = {} } = document;
  const response =
    format === "html"
      ? await htmlPage({ title, path, body: page(), headers })
      : new Response(typeof data === "string" ? data : JSON.stringify(data), {
          headers: { ...headers, "Content-Type": mediaType },
        });
  const bytes = await response.bytes();
  const etag = etagOf(bytes);
  const all = new Headers(response.headers);
  all.set("ETag", etag);
  // What one account sees is not for another's cache, and is asked again each time.
  all.set("Cache-Control", "private, no-cache");
  all.set("Vary", "Accept, Authorization, Cookie");
  if (namesEtag(request.headers.get("If-None-Match"), etag)) {
    all.delete("Content-Type");
    return new Response(null, { status: 304, headers: all });
  }
  return new Response(bytes, { headers: all });
}
