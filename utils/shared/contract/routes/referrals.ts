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
    summary: "List referrals, newest first; those that wait for a person or for the partner by due date",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...referralFilter.shape }),
    answer: referralPage,
  },
  getReferral: {
    method: "GET",
    path: "/v1/referrals/:id",
    summary: "Get a referral with its letter, dispatches and events",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    params: idParams,
    answer: referralView,
  },
  getReferralLetter: {
    method: "GET",
    path: "/v1/referrals/:id/letters/:letter/:format",
    summary: "Get a referral's letter as page, PDF, text or signed JWS",
    callers: { supervisor: "unit", admin: "any" },
    params: z.object({ id, letter: referralLetterKind, format: referralFileFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: ["text/html", "application/pdf", "text/plain", "application/jose", "application/json"],
  },
  answerReferral: {
    method: "POST",
    path: "/v1/referrals/:id/answers",
    summary:
      "Record the partner's answer to a referral; called by a supervisor or with the partner's API key",
    callers: { supervisor: "unit", "key:partner": "any" },
    params: idParams,
    body: referralAnswerInput,
    answer: z.object({ id, noted: z.boolean() }),
  },
  markReferralSent: {
    method: "POST",
    path: "/v1/referrals/:id/sent",
    summary: "Record that a person delivered a referral's letter to the partner",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralSentInput,
    answer: referralView,
  },
  changeReferralChannel: {
    method: "POST",
    path: "/v1/referrals/:id/channel",
    summary: "Send an undelivered or unsent referral over another channel of its partner",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralChannelInput,
    answer: referralView,
  },
  closeReferral: {
    method: "POST",
    path: "/v1/referrals/:id/closing",
    summary: "Close a referral without an answer, with a reason",
    callers: { supervisor: "unit" },
    params: idParams,
    body: referralClosingInput,
    answer: referralView,
  },
  listPartnerChannels: {
    method: "GET",
    path: "/v1/partner-channels",
    summary: "List channels to partners; preferred ones first for each partner",
    callers: { supervisor: "any", admin: "any" },
    query: z.object({ partner: partnerCode.optional() }),
    answer: z.object({ channels: z.array(partnerChannelView) }),
  },
  listWatches: {
    method: "GET",
    path: "/v1/watches",
    summary:
      "List watched posts, newest first; `open` ones by the date of the next look, with those to be decided again",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...watchFilter.shape }),
    answer: watchPage,
  },
  lookAtWatch: {
    method: "POST",
    path: "/v1/watches/:id/looks",
    summary: "Record a look at a watched post with the date of the next look or the outcome",
    callers: { supervisor: "unit" },
    params: idParams,
    body: watchLookInput,
    answer: watchView,
  },
} as const;
