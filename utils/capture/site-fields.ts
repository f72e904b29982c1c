/** How the clicked post's fields are read: of the same version as the recipe that found it. */

import { ok, type Result } from "../contract/result.ts";
import { send } from "../messages/send.ts";
import { builtInVersion, siteFields } from "../sites/index.ts";
import type { Site, SiteFields } from "../sites/site.ts";
import { findUnreadable } from "../sites/unreadable.ts";

/** Whom a post is shown to, and what is never read, stay those of the extension. */
export async function fieldsOf({ id, version }: Site): Promise<Result<SiteFields>> {
  const builtIn = siteFields[id]();
  if (version === builtInVersion) return ok(builtIn);
  const served = await send("read-fields", { site: id, version });
  if (!served.ok) return served;
  const selector = findUnreadable(served.value, document);
  // A reading that this browser cannot parse yields nothing: this post is read as far as it goes.
  if (selector !== undefined) void send("refuse-recipes", { site: id, version, selector });
  const { fields, unavailable, loginWall } = served.value as Omit<SiteFields, "audience" | "guard">;
  return ok({ ...builtIn, fields, unavailable, loginWall });
}
