/** Requests that wait for people, as Prometheus metrics. */

import type { Clock } from "../../utils/shared/policy/clock.ts";
import type { LateRequests } from "../requests/store/late.ts";
import { family, type Sample } from "./metrics.ts";

export function printRequests({ clocks, byHand }: LateRequests, now: Date): string {
  const number = (is: (clock: Clock) => boolean) => clocks.filter(is).length;
  const waiting: Sample[] = [
    [`{what="warning"}`, number(({ state }) => state === "warning")],
    [`{what="over"}`, number(({ state }) => state === "over")],
    [`{what="reprimand"}`, number(({ proposes }) => proposes !== undefined)],
    [`{what="unacknowledged"}`, number(({ unacknowledged }) => unacknowledged)],
    [`{what="by-hand"}`, byHand.count],
  ];
  const mostOverMs = clocks.reduce((most, { leftMs = 0 }) => Math.max(most, -leftMs), 0);
  const byHandMs = byHand.oldest ? now.getTime() - byHand.oldest.getTime() : 0;
  return [
    ...family(
      "intake_requests_waiting",
      "gauge",
      "Requests near or past their limit, with a reprimand due, not acknowledged; letters to be delivered by hand.",
      waiting,
    ),
    ...family("intake_oldest_request_seconds", "gauge", "How long the oldest of them has waited.", [
      [`{what="over"}`, mostOverMs / 1000],
      [`{what="by-hand"}`, byHandMs / 1000],
    ]),
    "",
  ].join("\n");
}
