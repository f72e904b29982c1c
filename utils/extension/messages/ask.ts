/** Repeats idempotent requests to the background, which may stop before it answers and then start again. */

import type { MessageInput, MessageName, MessageOutput } from "../../shared/contract/messages.ts";
import type { Result } from "../../shared/contract/result.ts";
import { send } from "./send.ts";

const waitsMs = [50, 200, 800];

/** Returns the first answer, or the last failure after about a second. */
export async function ask<N extends Extract<MessageName, `read-${string}`>>(
  name: N,
  input: MessageInput<N>,
): Promise<Result<MessageOutput<N>>> {
  let answer = await send(name, input);
  for (const waitMs of waitsMs) {
    if (answer.ok || answer.problem.code !== "internal" || answer.problem.retry !== "now") return answer;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    answer = await send(name, input);
  }
  return answer;
}
