import type { Board } from "../../../utils/shared/contract/board.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";

export interface BoardCalls {
  /** Without `month`, returns the newest counted month. */
  getBoard(month?: string): Promise<Result<Board>>;
}
