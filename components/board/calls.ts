/** What the commitment board asks for. */

import type { Board } from "../../utils/contract/board.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface BoardCalls {
  /** `month` absent: the newest that was counted. */
  getBoard(month?: string): Promise<Result<Board>>;
}
