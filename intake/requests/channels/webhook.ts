/** Sends letters as signed JSON over HTTP, once per `Idempotency-Key`, without following redirects. */

import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { PrivateAddressError } from "../../core/private-address.ts";
import { postSigned, type SignedPost } from "../../webhooks/signed-post.ts";
import { type Mark, type Parcel, type Tried, toAnswer } from "./parcel.ts";

export type WebhookChannel = Extract<Channel, { kind: "webhook" }>;
export type SendWebhook = (
  parcel: Pick<Parcel, "json">,
  channel: Pick<WebhookChannel, "address" | "secret">,
  mark: Pick<Mark, "dispatchId">,
) => Promise<Tried>;

export interface WebhookOptions extends Pick<SignedPost, "isLocal"> {
  now(): Date;
  timeoutMs?: number;
}

export function createWebhook({ now, isLocal, timeoutMs = 30_000 }: WebhookOptions): SendWebhook {
  return async ({ json }, { address, secret }, { dispatchId: key }) => {
    try {
      const posted = await postSigned({ address, secret, json, key, at: now(), timeoutMs, isLocal });
      if ("wrong" in posted) return { became: "refused", answer: posted.wrong };
      const { status, said } = posted;
      return { became: judge(status), answer: toAnswer(`HTTP ${status} ${said}`) };
    } catch (error) {
      const became = error instanceof PrivateAddressError ? "refused" : "later";
      return { became, answer: toAnswer(error instanceof Error ? error.message || error.name : "failed") };
    }
  };
}

/** Redirects count as failures: a letter goes only to the administrator's address. */
function judge(status: number): Tried["became"] {
  if (status >= 200 && status < 300) return "sent";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}
