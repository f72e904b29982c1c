/** Requests that wait for people, as Prometheus reads them. */

import type { LateRequests } from "../store/requests/late.ts";
import { family, type Sample } from "./metrics.ts";

export function printRequests({ over, byHand }: LateRequests, now: Date): string {
  const ages = ([what, at]: [string, Date | null]): Sample[] =>
    at ? [[`{what="${what}"}`, (now.getTime() - at.getTime()) / 1000]] : [];
  return [
    ...family(
      "intake_requests_waiting",
      "gauge",
      "Requests past their limit, and letters to be brought by hand.",
      [
        [`{what="over"}`, over.count],
        [`{what="by-hand"}`, byHand.count],
      ],
    ),
    ...family("intake_oldest_request_seconds", "gauge", "How long the oldest of them has waited.", [
      ...ages(["over", over.oldest]),
      ...ages(["by-hand", byHand.oldest]),
    ]),
    "",
  ].join("\n");
}
