/** Sends messages. Imports only types from the contract, to keep the page script small. */

import type { MessageInput, MessageName, MessageOutput } from "../../shared/contract/messages.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import { sendToBackground } from "../browser/browser.ts";

/** Sends to the background. `internal` with `retry: now` if that fails (reloaded, removed or not allowed). */
export async function send<N extends MessageName>(
  name: N,
  input: MessageInput<N>,
): Promise<Result<MessageOutput<N>>> {
  try {
    const answer = (await sendToBackground({ name, input })) as Result<MessageOutput<N>> | undefined;
    return answer ?? fail("internal", `${name}: no answer`, "now");
  } catch (error) {
    return fail("internal", `${name}: ${error}`, "now");
  }
}

const waitsMs = [50, 200, 800];

/** Saving is idempotent by the draft's id: the repeat returns the receipt. A stripped draft is stripped once more. */
type Idempotent = Extract<MessageName, `read-${string}` | "strip-draft" | "save-report" | "save-set">;

/**
 * Repeats an idempotent request, because the background may stop before it answers and then start again. Returns
 * the first answer, or the last failure after about a second.
 */
export async function ask<N extends Idempotent>(
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
