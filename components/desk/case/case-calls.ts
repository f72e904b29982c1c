import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { DecisionCalls } from "../decision/use-decision.ts";
import type { HearingCalls } from "../objections/use-hearing.ts";
import type { ReferralDesk } from "../referrals/referral-calls.ts";
import type { RequestDesk } from "../requests/request-calls.ts";
import type { FileCalls } from "./CaseFile.tsx";
import type { TeamworkCalls } from "./CaseNotes.tsx";
import type { ClaimCalls } from "./use-claim.ts";

export type RegroupCalls = Pick<Client, "regroupCase">;

export type GoldenCalls = Acts<"setGolden">;

export type LinkCalls = Pick<Client, "getCaseLinks"> & Acts<"lookAtLink">;

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
    HearingCalls,
    Pick<Client, "getCase" | "exportCase"> {
  /** Undefined if the role has no access to requests. */
  requests?: RequestDesk | undefined;
  /** Undefined if the role has no access to referrals. */
  referrals?: ReferralDesk | undefined;
  /** Undefined if the role writes no notes and assigns no cases. */
  teamwork?: TeamworkCalls | undefined;
}
