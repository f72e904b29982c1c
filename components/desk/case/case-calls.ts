import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { GoldenInput } from "../../../utils/shared/contract/golden.ts";
import type { RegroupInput } from "../../../utils/shared/contract/group.ts";
import type { CaseLinks, LinkInspectionInput } from "../../../utils/shared/contract/link-inspection.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { DecisionCalls } from "../decision/use-decision.ts";
import type { HearingCalls } from "../objections/use-hearing.ts";
import type { RequestDesk } from "../requests/request-calls.ts";
import type { ExportMenuProps } from "./ExportMenu.tsx";
import type { FileCalls } from "./use-case-file.ts";
import type { ClaimCalls } from "./use-claim.ts";

export interface RegroupCalls {
  /** Returns the id of the case that the subject belongs to afterwards. */
  regroupCase(caseId: string, input: RegroupInput): Promise<Result<{ caseId: string }>>;
}

export interface GoldenCalls {
  setGolden(caseId: string, input: GoldenInput): Promise<Result<unknown>>;
}

export interface LinkCalls {
  getCaseLinks(caseId: string): Promise<Result<CaseLinks>>;
  lookAtLink(caseId: string, input: LinkInspectionInput): Promise<Result<unknown>>;
}

/** A change of similarity, without its reason. */
export type RegroupContext =
  | { act: "merge" | "join"; with: string }
  | { act: "split"; merged: string }
  | { act: "leave" };

export interface CaseCalls
  extends DecisionCalls,
    FileCalls,
    ClaimCalls,
    RegroupCalls,
    GoldenCalls,
    LinkCalls,
    HearingCalls {
  getCase(id: string): Promise<Result<CaseView>>;
  exportCase: ExportMenuProps["exportCase"];
  /** Undefined if the role has no access to requests. */
  requests?: RequestDesk | undefined;
}
