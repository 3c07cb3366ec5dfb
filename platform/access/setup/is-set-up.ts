import type { AccessContext } from "../access-context.ts";

/** Whether somebody has an account, which is so for good once it is. */
export async function isSetUp({ database }: AccessContext): Promise<boolean> {
  const [row] = await database.execute("select exists (select from access.person) as is_set_up");
  return row?.is_set_up === true;
}
