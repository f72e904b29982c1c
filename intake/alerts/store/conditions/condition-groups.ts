/**
 * All conditions that need people, each read afresh from the tables. Nothing is reported by the acts themselves, so an
 * event cannot be lost between an act and its alert.
 */

import { readCaseClocks, readEndedUrgent, readUrgentCases, readWaitingProposals } from "./cases.ts";
import type { ConditionGroup } from "./condition.ts";
import { readDroppedRecipes } from "./recipes.ts";
import {
  readDoubtedReferralBounces,
  readReferralAnswers,
  readReferralClocks,
  readUndeliveredReferrals,
  readUnreadReferrals,
} from "./referrals.ts";
import {
  readDoubtedBounces,
  readLateChecks,
  readRequestClocks,
  readUndelivered,
  readUnread,
  readUnwrittenLetters,
  readWithdrawnLetters,
} from "./requests.ts";
import { readAssigned, readMentions, readObjections, readQuestions, readWaitingActs } from "./tasks.ts";
import { readActNeeded, readLateWatches } from "./watched-posts.ts";

const oftenMs = 5_000;

/** Reads join tables of earlier domains; a further condition is one more entry. */
export const conditionGroups: readonly ConditionGroup[] = [
  {
    events: ["case-urgent"],
    everyMs: oftenMs,
    reads: [readUrgentCases, readWaitingProposals],
    readEnded: readEndedUrgent,
  },
  {
    events: ["clock-warning", "clock-over", "objection-due"],
    everyMs: oftenMs,
    reads: [
      readCaseClocks,
      readRequestClocks,
      readReferralClocks,
      readObjections,
      readLateChecks,
      readLateWatches,
      readActNeeded,
    ],
  },
  {
    events: ["letter-undelivered"],
    everyMs: oftenMs,
    reads: [
      readUnwrittenLetters,
      readWithdrawnLetters,
      readUndelivered,
      readUndeliveredReferrals,
      readDoubtedBounces,
      readDoubtedReferralBounces,
    ],
  },
  { events: ["letter-unread"], everyMs: oftenMs, reads: [readUnread, readUnreadReferrals] },
  // Events have no index by time.
  { events: ["answer-arrived", "answer-elsewhere"], everyMs: 4 * oftenMs, reads: [readReferralAnswers] },
  { events: ["question-asked"], everyMs: oftenMs, reads: [readQuestions] },
  { events: ["case-mentioned", "case-assigned"], everyMs: oftenMs, reads: [readMentions, readAssigned] },
  { events: ["admin-act-waiting"], everyMs: oftenMs, reads: [readWaitingActs] },
  // Counts arrive a few times a day, and their reading is slow.
  { events: ["recipe-dropped"], everyMs: 60_000, reads: [readDroppedRecipes] },
];
