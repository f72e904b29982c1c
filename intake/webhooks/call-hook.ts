/** Delivers one event to a webhook. */

import type { HookMessage } from "../../utils/shared/contract/webhook.ts";
import { sendSigned } from "./signed-request.ts";
import type { Hook } from "./store/hooks.ts";

/** `answer`: the status, or why there is none. `isSilent`: no answer came in time, or no connection. */
export type CallHook = (
  hook: Pick<Hook, "address" | "secret">,
  message: HookMessage,
) => Promise<{ ok: boolean; answer: string; isSilent?: boolean }>;

const timeoutMs = 10_000;
const answerChars = 200;

export function createCallHook({ now, isLocal }: { now(): Date; isLocal: boolean }): CallHook {
  return async ({ address, secret }, message) => {
    const headers = { "Lapor-Event": message.event };
    const call = { address, secret, json: message, key: message.id, headers, at: now(), timeoutMs, isLocal };
    try {
      const posted = await sendSigned(call);
      if ("wrong" in posted) return { ok: false, answer: posted.wrong };
      // The body of the answer is ignored.
      return { ok: posted.status >= 200 && posted.status < 300, answer: `HTTP ${posted.status}` };
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : "failed";
      return { ok: false, answer: reason.slice(0, answerChars), isSilent: true };
    }
  };
}
