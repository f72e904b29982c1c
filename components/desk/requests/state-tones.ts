/** Tag styles for the states of requests, letters and items. */

import type {
  DispatchState,
  ItemOutcome,
  RequestState,
} from "../../../utils/shared/contract/request-state.ts";

const requestTones: Record<RequestState, string> = {
  queued: "tag",
  "by-hand": "tag warning",
  sent: "tag",
  undelivered: "tag urgent",
  answered: "tag done",
  withdrawn: "tag",
};
const dispatchTones: Record<DispatchState, string> = {
  queued: "tag",
  sending: "tag",
  sent: "tag done",
  "by-hand": "tag warning",
  failed: "tag urgent",
  cancelled: "tag",
};
const outcomeTones: Record<ItemOutcome, string> = {
  pending: "tag",
  acted: "tag done",
  restricted: "tag",
  refused: "tag warning",
  gone: "tag done",
  "not-found": "tag warning",
};

export const stateTone = (state: RequestState) => requestTones[state];
export const dispatchTone = (state: DispatchState) => dispatchTones[state];
export const outcomeTone = (outcome: ItemOutcome) => outcomeTones[outcome];
