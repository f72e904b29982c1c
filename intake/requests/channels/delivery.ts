/** Delivers a letter over a channel: SMTP mail or a signed webhook. */

import { createTransport } from "nodemailer";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { PrivateAddressError } from "../../core/private-address.ts";
import type { Db } from "../../db/store.ts";
import { postSigned, type SignedPost } from "../../webhooks/signed-post.ts";

export interface Attachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface Parcel {
  /** The request's number, for example `00012/LK-KOMINFO/XI/2026`. */
  number: string;
  /** A single line. */
  subject: string;
  text: string;
  /** Written on demand, because documents are slow and not every channel carries them. */
  readAttachments(): Promise<readonly Attachment[]>;
  /** Body for a webhook. */
  json: object;
}

interface Wanted {
  requestId: string;
  letter: LetterKind;
  language: Channel["language"];
}

export type ReadParcel = (db: Db, wanted: Wanted) => Promise<Parcel>;

/** Ids by which the recipient recognises a duplicate. */
export interface Mark {
  dispatchId: string;
  messageId: string;
  /** Quoted in receipts and bounces; known only to this intake and mail servers. */
  envelope: string;
}

/**
 * `later`: may or may not have arrived, retried; `refused`: never retried. `answer`: the recipient's words,
 * or the reason.
 */
export interface Tried {
  became: "sent" | "later" | "refused";
  answer: string;
}

const answerChars = 500;

/** The recipient's words are untrusted: cut to one short line. */
function toAnswer(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, answerChars);
}

type WebhookChannel = Extract<Channel, { kind: "webhook" }>;
export type SendWebhook = (
  parcel: Pick<Parcel, "json">,
  channel: Pick<WebhookChannel, "address" | "secret">,
  mark: Pick<Mark, "dispatchId">,
) => Promise<Tried>;

interface WebhookOptions extends Pick<SignedPost, "isLocal"> {
  now(): Date;
  timeoutMs?: number;
}

/** Sends letters as signed JSON over HTTP, once per `Idempotency-Key`, without following redirects. */
export function createWebhook({ now, isLocal, timeoutMs = 30_000 }: WebhookOptions): SendWebhook {
  return async ({ json }, { address, secret }, { dispatchId: key }) => {
    try {
      const posted = await postSigned({ address, secret, json, key, at: now(), timeoutMs, isLocal });
      if ("wrong" in posted) return { became: "refused", answer: posted.wrong };
      const { status, said } = posted;
      return { became: judgeStatus(status), answer: toAnswer(`HTTP ${status} ${said}`) };
    } catch (error) {
      const became = error instanceof PrivateAddressError ? "refused" : "later";
      return { became, answer: toAnswer(error instanceof Error ? error.message || error.name : "failed") };
    }
  };
}

/** Redirects count as failures: a letter goes only to the administrator's address. */
function judgeStatus(status: number): Tried["became"] {
  if (status >= 200 && status < 300) return "sent";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}

export interface MailSettings {
  /** `smtp:` or `smtps:` address, with user and password if the server needs them. */
  server: string;
  /** Sender, for example `Kominfo <permintaan@kominfo.go.id>`. */
  from: string;
}

type EmailChannel = Extract<Channel, { kind: "email" }>;
export type SendMail = (parcel: Parcel, channel: EmailChannel, mark: Mark) => Promise<Tried>;

/** The sum must stay below the dispatch lease. */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

/** Sends letters over SMTP, with the same Message-ID in every attempt, and requests delivery receipts. */
export function createMail({ server, from }: MailSettings): SendMail {
  const transport = createTransport({
    url: server,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ number, subject, text, readAttachments }, { to, cc }, { messageId, envelope }) => {
    try {
      const sent = await transport.sendMail({
        from,
        to,
        cc,
        subject,
        text,
        messageId,
        headers: { "X-Lapor-Request": number },
        attachments: (await readAttachments()).map(({ name, type, bytes }) => ({
          filename: name,
          contentType: type,
          content: Buffer.from(bytes),
        })),
        dsn: { id: envelope, return: "headers", notify: ["success", "failure", "delay"] },
      });
      const rejected = sent.rejected.length > 0 ? `; refused: ${sent.rejected.map(String).join(", ")}` : "";
      return { became: "sent", answer: toAnswer(sent.response + rejected) };
    } catch (error) {
      return judgeError(error);
    }
  };
}

/**
 * A 5xx answer to the address or message is final. Other failures may be temporary: a server that is away or
 * busy, a wrong password, or a connection lost after the message, which may then arrive twice.
 */
function judgeError(error: unknown): Tried {
  const { code, responseCode, response, message } = error as Partial<
    Record<"code" | "response" | "message", string> & { responseCode: number }
  >;
  const isForGood = (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode ?? 0) >= 500;
  return {
    became: isForGood ? "refused" : "later",
    answer: toAnswer(response ?? message ?? code ?? "failed"),
  };
}
