import type { Acts, Client } from "../../../utils/extension/desk/client.ts";

export type ReferralCalls = Pick<
  Client,
  "listReferrals" | "listWatches" | "readReferralLetter" | "listPartnerChannels"
> &
  Acts<"answerReferral" | "markReferralSent" | "changeReferralChannel" | "closeReferral" | "lookAtWatch">;

export interface ReferralPlace {
  calls: ReferralCalls;
  /** True for supervisors; administrators only read. */
  mayAct: boolean;
  onChanged(): Promise<void>;
  /** Undefined on the case's own page. */
  onOpenCase?: ((caseId: string) => void) | undefined;
}

/** Access to referrals from an opened case. */
export type ReferralDesk = Pick<ReferralPlace, "calls" | "mayAct">;
