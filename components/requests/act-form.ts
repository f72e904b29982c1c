/** What every act's panel is given. */

import type { RequestView } from "../../utils/contract/request.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface ActFormProps {
  /** `next`: the request as it is now, where the answer said so. */
  onDone(done: Result<unknown>, next?: RequestView, words?: string): Promise<void>;
  onLeave(): void;
}
