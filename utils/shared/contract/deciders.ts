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
  /** Of both: the evidence could be opened, and this person had not. */
  unopened: count,
  /** Of `proposed`: the analysis was a prepared text. */
  canned: count,
});
export type DeciderRow = z.infer<typeof deciderRow>;
