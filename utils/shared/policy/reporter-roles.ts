/** Roles whose reports the intake accepts. */

import type { Role } from "../contract/site.ts";

export const reporterRoles: ReadonlySet<Role> = new Set(["officer", "vlogger", "supervisor"]);
