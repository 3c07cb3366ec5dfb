import { z } from "zod";

/** A sentence for the reader, in both languages. */
export const note = z.strictObject({ zh: z.string(), en: z.string() });

export type Note = z.infer<typeof note>;
