import type { Board } from "../../utils/contract/board.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface BoardCalls {
  /** Without `month`, returns the newest counted month. */
  getBoard(month?: string): Promise<Result<Board>>;
}
