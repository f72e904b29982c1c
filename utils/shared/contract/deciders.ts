/** How one supervisor approved in a month. */

import { z } from "zod";

const count = z.int().min(0);

export const deciderRow = z.object({
  name: z.string(),
  own: z.boolean(),
  /** Approvals proposed, whatever became of them. */
  proposed: count,
  /** Approvals of colleagues confirmed. */
  confirmed: count,
  /** Proposed or confirmed without having opened the evidence, where that was possible. */
  unopened: count,
  /** Proposed with a prepared text as analysis. */
  canned: count,
});
export type DeciderRow = z.infer<typeof deciderRow>;
