/** Apart from the rules of alerts, which the settings page loads. */

import type { AlertView } from "../contract/alert.ts";

/** True for a watched post that needs an act: only its alert about a case has no due time. */
export function isToDecideAgain({
  event,
  kind,
  dueAt,
}: Pick<AlertView, "event" | "kind"> & { dueAt?: Date | string | null | undefined }): boolean {
  return event === "clock-over" && kind === "case" && !dueAt;
}
