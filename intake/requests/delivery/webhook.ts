/** Sends letters as signed JSON over HTTP, once per `Idempotency-Key`, without following redirects. */

import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { PrivateAddressError } from "../../core/private-address.ts";
import { type SignedRequest, sendSigned } from "../../webhooks/signed-request.ts";
import {
  cleanAnswer,
  type DeliveryResult,
  type MessageIds,
  type OutgoingMessage,
} from "./outgoing-message.ts";

export type WebhookChannel = Extract<Channel, { kind: "webhook" }>;
export type SendWebhook = (
  parcel: Pick<OutgoingMessage, "json">,
  channel: Pick<WebhookChannel, "address" | "secret">,
  mark: Pick<MessageIds, "dispatchId">,
) => Promise<DeliveryResult>;

export interface WebhookOptions extends Pick<SignedRequest, "isLocal"> {
  now(): Date;
  timeoutMs?: number;
}

export function createWebhook({ now, isLocal, timeoutMs = 30_000 }: WebhookOptions): SendWebhook {
  return async ({ json }, { address, secret }, { dispatchId: key }) => {
    try {
      const posted = await sendSigned({ address, secret, json, key, at: now(), timeoutMs, isLocal });
      if ("wrong" in posted) return { outcome: "refused", answer: posted.wrong };
      const { status, said } = posted;
      return { outcome: judgeStatus(status), answer: cleanAnswer(`HTTP ${status} ${said}`) };
    } catch (error) {
      const became = error instanceof PrivateAddressError ? "refused" : "later";
      return {
        outcome: became,
        answer: cleanAnswer(error instanceof Error ? error.message || error.name : "failed"),
      };
    }
  };
}

/** Redirects count as failures: a letter goes only to the administrator's address. */
function judgeStatus(status: number): DeliveryResult["outcome"] {
  if (status >= 200 && status < 300) return "sent";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}
