import type { CanaryView } from "../../utils/contract/canary.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface HealthCalls {
  listCanaries(): Promise<Result<{ canaries: CanaryView[] }>>;
}
