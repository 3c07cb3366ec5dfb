import { useSyncExternalStore } from "react";

const changed = "terrace:address";

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(changed, listener);
  };
}

/** The query part of the address, as a string that changes only when the address does. */
export function useAddressQuery(): string {
  return useSyncExternalStore(subscribe, () => window.location.search);
}

/** The path of the address, `/records/enclosures`. */
export function useAddressPath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/**
 * Writes some keys of the query; `undefined` removes a key. `push` makes a step that the Back button undoes, `replace`
 * does not (for what changes continuously, like the view of a map).
 */
export function writeAddress(patch: Readonly<Record<string, string | undefined>>, how: "push" | "replace"): void {
  const query = new URLSearchParams(window.location.search);
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) query.delete(key);
    else query.set(key, value);
  }
  // Comma and colon are allowed in a query (RFC 3986, 3.4) and an address is also read by people.
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  const address = `${window.location.pathname}${text === "" ? "" : `?${text}`}`;
  if (address === `${window.location.pathname}${window.location.search}`) return;
  if (how === "push") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
  window.dispatchEvent(new Event(changed));
}

/**
 * Opens another page of the console without loading it anew.
 *
 * @param address path and query, `/records/enclosures?page=2`
 */
export function openAddress(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
  window.dispatchEvent(new Event(changed));
}

/** A page of our own that a sign-in may return to; anything that could lead elsewhere becomes the first page. */
export function safeReturnAddress(address: string | null): string {
  if (address === null || !/^\/(?![/\\])/.test(address)) return "/";
  return address;
}

/**
 * Lets ordinary links open pages of the console without loading it anew. Links to files, to the API, to other tabs and
 * those pressed with a modifier stay the browser's.
 */
export function followLinksInPlace(): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element).closest?.("a");
    if (link?.target !== "" || link.hasAttribute("download") || link.origin !== window.location.origin) return;
    if (/^\/(api|ogc|assets|docs)(\/|$)/.test(link.pathname) || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    openAddress(`${link.pathname}${link.search}${link.hash}`);
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
