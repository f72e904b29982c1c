/** Groups the cases confirmed together by the letters that can be made of them. */

import type { GroupedCase } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { PreviewInput } from "../../../utils/shared/contract/request.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/platform-requests.ts";

export type RequestItems = PreviewInput["items"];

/** One letter per site: cases decided together share one category and one action. */
export function requestItemsBySite(cases: readonly GroupedCase[]): RequestItems[] {
  const letters = new Map<string, RequestItems>();
  for (const { caseId, subject, decision } of cases) {
    const { act, action, id: decisionId } = decision ?? {};
    if (act !== "approve" || action === undefined || decisionId === undefined || !isPlatformRequest(action))
      continue;
    const site = subject.slice(0, subject.indexOf(":"));
    letters.set(site, [...(letters.get(site) ?? []), { caseId, decisionId }]);
  }
  return [...letters.values()].map((items) => items.slice(0, limits.letterItems));
}
