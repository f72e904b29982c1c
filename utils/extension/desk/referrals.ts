/** The desk's calls about referrals to partners and watched posts. */

import type {
  ReferralAnswerInput,
  ReferralChannelInput,
  ReferralClosingInput,
  ReferralFilter,
  ReferralPage,
  ReferralSentInput,
  WatchFilter,
  WatchLookInput,
  WatchPage,
} from "../../shared/contract/referral.ts";
import type { PartnerCode, ReferralLetterKind } from "../../shared/contract/referral-state.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import type { Language } from "../../shared/contract/site.ts";
import { callIntake } from "../api/call-intake.ts";

const pageRows = 50;
const pageOf = (after: string | undefined) => ({
  limit: pageRows,
  ...(after === undefined ? {} : { after }),
});

async function listReferrals(filter: ReferralFilter, after?: string): Promise<Result<ReferralPage>> {
  const answer = await callIntake("listReferrals", { query: { ...filter, ...pageOf(after) } });
  return answer.ok ? ok(answer.value) : answer;
}

async function listWatches(filter: WatchFilter, after?: string): Promise<Result<WatchPage>> {
  const answer = await callIntake("listWatches", { query: { ...filter, ...pageOf(after) } });
  return answer.ok ? ok(answer.value) : answer;
}

/** The text of a letter, for a person who delivers it. */
async function readReferralLetter(
  id: string,
  letter: ReferralLetterKind,
  language: Language,
): Promise<Result<string>> {
  const params = { id, letter, format: "txt" } as const;
  const file = await callIntake("getReferralLetter", { params, query: { language } });
  return file.ok ? ok(await file.value.text()) : file;
}

export const referralClient = {
  listReferrals,
  listWatches,
  readReferralLetter,
  answerReferral: (id: string, body: ReferralAnswerInput) =>
    callIntake("answerReferral", { params: { id }, body }),
  markReferralSent: (id: string, body: ReferralSentInput) =>
    callIntake("markReferralSent", { params: { id }, body }),
  changeReferralChannel: (id: string, body: ReferralChannelInput) =>
    callIntake("changeReferralChannel", { params: { id }, body }),
  closeReferral: (id: string, body: ReferralClosingInput) =>
    callIntake("closeReferral", { params: { id }, body }),
  listPartnerChannels: (partner: PartnerCode) => callIntake("listPartnerChannels", { query: { partner } }),
  lookAtWatch: (id: string, body: WatchLookInput) => callIntake("lookAtWatch", { params: { id }, body }),
};
