/** What the worklist of addresses asks for. */

import type { CheckInput, CheckPage, CheckTask, CheckView } from "../../utils/contract/check.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { CheckReading } from "../../utils/review/checks.ts";

export interface CheckCalls {
  listChecks(): Promise<Result<CheckPage>>;
  /** `inFront`: in the tab in front; else in the one that was used before, or in a new one. Gives the tab once it has loaded. */
  openCheck(
    address: string,
    where: { tabId?: number | undefined; inFront: boolean },
  ): Promise<Result<number>>;
  readCheck(task: CheckTask, tabId: number): Promise<Result<CheckReading>>;
  sealReading(task: CheckTask, reading: CheckReading): Promise<Result<CheckInput>>;
  addCheck(itemId: string, body: CheckInput): Promise<Result<CheckView>>;
}
