import type { CheckReading } from "../../../utils/extension/desk/checks.ts";
import type { CheckInput, CheckPage, CheckTask, CheckView } from "../../../utils/shared/contract/check.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";

export interface CheckCalls {
  listChecks(): Promise<Result<CheckPage>>;
  /** `inFront`: use the active tab; otherwise the tab used before or a new one. Resolves to the tab once it has loaded. */
  openCheck(
    address: string,
    where: { tabId?: number | undefined; inFront: boolean },
  ): Promise<Result<number>>;
  readCheck(task: CheckTask, tabId: number): Promise<Result<CheckReading>>;
  sealReading(task: CheckTask, reading: CheckReading): Promise<Result<CheckInput>>;
  addCheck(itemId: string, body: CheckInput): Promise<Result<CheckView>>;
}
