import { z } from "zod";

// zod would compile its checks with `new Function`, which the server's Content-Security-Policy forbids: it copes, but the
// browser records a violation on every start. Must be imported before any schema is made.
z.config({ jitless: true });
