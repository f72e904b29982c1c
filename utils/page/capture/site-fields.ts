/** Loads the field readings of the version whose recipe found the clicked post. */

import { send } from "../../extension/messages/send.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import { findInvalidSelector } from "../sites/engine/invalid-selector.ts";
import { builtInVersion, siteFields } from "../sites/index.ts";
import type { Site, SiteFields } from "../sites/site.ts";

/** Audience readings and guard always come from the extension, never from a pack. */
export async function fieldsOf({ id, version, places = [] }: Site): Promise<Result<SiteFields>> {
  const builtIn = siteFields[id]();
  if (version === builtInVersion) return ok(builtIn);
  const served = await send("read-fields", { site: id, version });
  if (!served.ok) return served;
  const selector = findInvalidSelector(served.value, document);
  // Readings that this browser cannot parse yield no value; the rest of the post is still read.
  if (selector !== undefined) void send("refuse-recipes", { site: id, version, selector });
  const { fields, unavailable, loginWall } = served.value as Omit<SiteFields, "audience" | "guard">;
  const more = Object.entries(builtIn.alternatives ?? {});
  const alternatives = Object.fromEntries(more.map(([index, readings]) => [places[+index], readings]));
  return ok({ ...builtIn, fields, alternatives, unavailable, loginWall });
}
