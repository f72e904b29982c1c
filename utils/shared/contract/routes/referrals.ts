/** Routes for referrals to partners and for watched posts. */

import { z } from "zod";
import { id } from "../ids.ts";
import { partnerChannelView } from "../partner-channel.ts";
import {
  referralAnswerInput,
  referralChannelInput,
  referralClosingInput,
  referralFileFormat,
  referralFilter,
  referralPage,
  referralSentInput,
  referralView,
  watchFilter,
  watchLookInput,
  watchPage,
  watchView,
} from "../referral.ts";
import { partnerCode, referralLetterKind } from "../referral-state.ts";
import { idParams, pageQuery } from "../route.ts";
import { language } from "../site.ts";

export const referralRoutes = {
  listReferrals: {
    method: "GET",
    path: "/v1/referrals",
    summary:
      "Referrals, newest first; lists of those that wait for a person or the partner: the first due first",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...referralFilter.shape }),
    answer: referralPage,
  },
  getReferral: {
    method: "GET",
    path: "/v1/referrals/:id",
    summary: "A referral with its letter, what was sent and what happened",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    params: idParams,
    answer: referralView,
  },
  getReferralLetter: {
    method: "GET",
    path: "/v1/referrals/:id/letters/:letter/:format",
    summary: "A letter of a referral written out: as page, PDF or text, or as signed",
    callers: { supervisor: "unit", admin: "any" },
    params: z.object({ id, letter: referralLetterKind, format: referralFileFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: ["text/html", "application/pdf", "text/plain", "application/jose", "application/json"],
  },
  answerReferral: {
    method: "POST",
    path: "/v1/referrals/:id/answers",
    summary: "What the partner said of a referral: by a supervisor, or by the partner's own key",
    callers: { supervisor: "unit", "key:partner": "any" },
    params: idParams,
    body: referralAnswerInput,
    answer: z.object({ id, noted: z.boolean() }),
  },
  markReferralSent: {
    method: "POST",
    path: "/v1/referrals/:id/sent",
    summary: "A letter of a referral was brought to the partner by hand",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralSentInput,
    answer: referralView,
  },
  changeReferralChannel: {
    method: "POST",
    path: "/v1/referrals/:id/channel",
    summary: "Send a referral that did not arrive, or has not gone, over another channel of its partner",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralChannelInput,
    answer: referralView,
  },
  closeReferral: {
    method: "POST",
    path: "/v1/referrals/:id/closing",
    summary: "End a referral without an answer, with a reason",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralClosingInput,
    answer: referralView,
  },
  listPartnerChannels: {
    method: "GET",
    path: "/v1/partner-channels",
    summary: "Channels to partners, the preferred ones of each first",
    callers: { supervisor: "any", admin: "any" },
    query: z.object({ partner: partnerCode.optional() }),
    answer: z.object({ channels: z.array(partnerChannelView) }),
  },
  listWatches: {
    method: "GET",
    path: "/v1/watches",
    summary: "Watched posts; `open`: the first to look at again first, other lists newest first",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...watchFilter.shape }),
    answer: watchPage,
  },
  lookAtWatch: {
    method: "POST",
    path: "/v1/watches/:id/looks",
    summary: "Record a look at a watched post, and when to look again or how it ended",
    callers: { supervisor: "unit" },
    params: idParams,
    body: watchLookInput,
    answer: watchView,
  },
} as const;
