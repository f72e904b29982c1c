/** Which names and which address of a report count for its case. */

import type { Evidence } from "../../utils/contract/evidence.ts";
import { parseAddress } from "../../utils/subject/parse-address.ts";

type Named = Pick<Evidence, "subject" | "aliases">;

/** The permalink, if it names the report's own post; a page can show any other. */
export function permalinkOf(evidence: Named & Pick<Evidence, "fields">): string | undefined {
  const address = evidence.fields.permalink?.value;
  if (address === undefined) return undefined;
  const parsed = parseAddress(address);
  return parsed.ok && evidence.subject === parsed.value.subject ? address : undefined;
}
