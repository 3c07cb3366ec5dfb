/** What the worker that hashes a file says. */
export type HashMessage = { readonly bytes: number } | { readonly sha256: string } | { readonly failure: string };
