/** Decides which actions lead to a request to a platform. */

import type { ActionCode } from "../contract/category.ts";
import { destinationOfAction } from "./destinations.ts";

/** The other actions lead to a referral or a watch. */
export function isPlatformRequest(action: ActionCode): boolean {
  return destinationOfAction(action).to === "platform";
}
