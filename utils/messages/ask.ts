/** Asks the background for what may be asked twice: it can end between the question and its answer, and starts anew. */

import type { MessageInput, MessageName, MessageOutput } from "../contract/messages.ts";
import type { Result } from "../contract/result.ts";
import { send } from "./send.ts";

const waitsMs = [50, 200, 800];

/** The first answer that is one; after about a second the last failure. */
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
