import { sql } from "kysely";
import type { Transaction } from "#platform/database";

/** Ids of people who have a permission and, where it is given, see a division. */
export type PeopleWith = (
  tx: Transaction,
  permission: string,
  divisionCode: string | null,
) => Promise<readonly string[]>;

/** People by their roles. Departments, enterprises and service units are bound to no division: they are told of each. */
export function createPeopleWith(
  roles: readonly { readonly id: string; readonly permissions: readonly string[] }[],
): PeopleWith {
  return async (tx, permission, divisionCode) => {
    const giving = roles.filter(({ permissions }) => permissions.includes(permission)).map(({ id }) => id);
    const { rows } = await sql<{ id: string }>`
      select id from access.person
      where not is_disabled and roles && string_to_array(${giving.join(",")}, ',')
        and (${divisionCode}::text is null or scope <> 'division' or ${divisionCode}::text = any (divisions))`.execute(
      tx,
    );
    return rows.map(({ id }) => id);
  };
}
