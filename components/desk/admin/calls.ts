import type { CanaryView } from "../../../utils/shared/contract/canary.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";

export interface HealthCalls {
  listCanaries(): Promise<Result<{ canaries: CanaryView[] }>>;
}
