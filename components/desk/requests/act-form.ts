import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";

export interface ActFormProps {
  /** `next`: the updated request, if the answer contained it. */
  onDone(done: Result<unknown>, next?: RequestView, words?: string): Promise<void>;
  onLeave(): void;
}
