/** Delivers a letter over a channel: SMTP mail or a signed webhook. */

import { createTransport } from "nodemailer";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { PrivateAddressError } from "../core/private-address.ts";
import { NoAnswerError, type SignedRequest, sendSigned } from "../webhooks/signed-request.ts";

export interface Attachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface OutgoingMessage {
  /** The letter's number, for example `00012/LK-KOMINFO/XI/2026`. */
  number: string;
  /** A single line. */
  subject: string;
  text: string;
  /** Written on demand, because documents are slow and not every channel carries them. */
  readAttachments(): Promise<readonly Attachment[]>;
  /** Body for a webhook. */
  json: object;
}

/** Ids by which the recipient recognises a duplicate. */
export interface MessageIds {
  dispatchId: string;
  messageId: string;
  /** Quoted in receipts and bounces; known only to this intake and mail servers. */
  envelope: string;
}

/** `later`: retried; `refused`: never retried. `answer`: the recipient's words, or the reason. */
export interface DeliveryResult {
  outcome: "sent" | "later" | "refused";
  answer: string;
  /** The attempt ended without an answer that tells whether the recipient has the letter. */
  mayHaveArrived?: boolean | undefined;
  /** Main addresses that the mail server refused although it took the letter for others. */
  refused?: readonly string[] | undefined;
}

const answerChars = 500;

/** The recipient's words are untrusted: cut to one short line. */
function cleanAnswer(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, answerChars);
}

type WebhookChannel = Extract<Channel, { kind: "webhook" }>;
export type SendWebhook = (
  parcel: Pick<OutgoingMessage, "json">,
  channel: Pick<WebhookChannel, "address" | "secret">,
  mark: Pick<MessageIds, "dispatchId">,
) => Promise<DeliveryResult>;

interface WebhookOptions extends Pick<SignedRequest, "isLocal"> {
  now(): Date;
  timeoutMs?: number;
}

/** Sends letters as signed JSON over HTTP, once per `Idempotency-Key`, without following redirects. */
export function createWebhook({ now, isLocal, timeoutMs = 30_000 }: WebhookOptions): SendWebhook {
  return async ({ json }, { address, secret }, { dispatchId: key }) => {
    try {
      const posted = await sendSigned({ address, secret, json, key, at: now(), timeoutMs, isLocal });
      if ("wrong" in posted) return { outcome: "refused", answer: posted.wrong };
      const { status, said } = posted;
      const answer = cleanAnswer(`HTTP ${status} ${said}`);
      // A receiver that is busy took nothing. Any other error may have come after the letter was stored.
      return { outcome: judgeStatus(status), answer, mayHaveArrived: status >= 500 && status !== 503 };
    } catch (error) {
      const became = error instanceof PrivateAddressError ? "refused" : "later";
      return {
        outcome: became,
        mayHaveArrived: error instanceof NoAnswerError,
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

export interface MailSettings {
  /** `smtp:` or `smtps:` address, with user and password if the server needs them. */
  server: string;
  /** Sender, for example `Kominfo <permintaan@kominfo.go.id>`. */
  from: string;
}

type EmailChannel = Extract<Channel, { kind: "email" }>;
export type SendMail = (
  parcel: OutgoingMessage,
  channel: Pick<EmailChannel, "to" | "cc">,
  mark: MessageIds,
) => Promise<DeliveryResult>;

const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
/** Longest transaction in all. Twice as long must stay below the lease, because the copy is sent after the letter. */
const mailMs = 120_000;

/** Sends no password over a network without TLS, even if the server, or a host in between, offers none. */
export function mailOptions(server: string) {
  const { username, hostname } = new URL(server);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return {
    url: server,
    requireTLS: username !== "" && !isLocal,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Addresses of `cc` that are not main addresses too. */
export function copiesOf({ to, cc }: Pick<EmailChannel, "to" | "cc">): string[] {
  const main = new Set(to.map((address) => address.toLowerCase()));
  return cc.filter((address) => !main.has(address.toLowerCase()));
}

/**
 * Sends letters over SMTP, with the same Message-ID in every attempt. Copies have a transaction of their own: an
 * accepted copy must not hide that the main address was refused, and receipts are requested for main addresses only.
 */
export function createMail({ server, from }: MailSettings): SendMail {
  const transport = createTransport({ ...mailOptions(server), ...timeouts });
  return async ({ number, subject, text, readAttachments }, { to, cc }, { messageId, envelope }) => {
    try {
      const mail = {
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
      };
      const sending = transport.sendMail({
        ...mail,
        envelope: { from, to },
        dsn: { id: envelope, return: "headers", notify: ["success", "failure", "delay"] },
      });
      const sent = await inTime(sending, mailMs);
      const refused = sent.rejected.map(String);
      const copies = copiesOf({ to, cc });
      const unsent =
        copies.length === 0
          ? []
          : await inTime(transport.sendMail({ ...mail, envelope: { from, to: copies } }), mailMs).then(
              ({ rejected }) => rejected.map(String),
              () => copies,
            );
      const missed = [...refused, ...unsent];
      const note = missed.length > 0 ? `; not accepted for ${missed.join(", ")}` : "";
      return { outcome: "sent", answer: cleanAnswer(sent.response + note), refused };
    } catch (error) {
      return judgeMailError(error);
    }
  };
}

export interface StaffNotice {
  to: string;
  /** A single line. */
  subject: string;
  text: string;
  messageId: string;
}

export type SendNotice = (notice: StaffNotice) => Promise<DeliveryResult>;

/** Short, because after a crash a notice waits for its lease, and the next person waits for the notice. */
const noticeTimeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };
/** Longest attempt in all. */
const noticeMs = 20_000;

/** Sends plain mail to staff over the same server, with the same Message-ID in every attempt. */
export function createNoticeMail({ server, from }: MailSettings): SendNotice {
  const transport = createTransport({ ...mailOptions(server), ...noticeTimeouts });
  return (notice) => {
    const mail = { from, ...notice, headers: { "Auto-Submitted": "auto-generated" } };
    return inTime(transport.sendMail(mail), noticeMs).then(
      (sent): DeliveryResult => ({ outcome: "sent", answer: cleanAnswer(sent.response) }),
      judgeMailError,
    );
  };
}

/** The server may still accept the mail. */
class NoAnswerInTime extends Error {}

/** The transport's own limits begin again with each byte of an answer. */
function inTime<Sent>(sending: Promise<Sent>, limitMs: number): Promise<Sent> {
  const late = Promise.withResolvers<Sent>();
  const timer = setTimeout(() => late.reject(new NoAnswerInTime("no answer in time")), limitMs);
  return Promise.race([sending, late.promise]).finally(() => clearTimeout(timer));
}

/**
 * A 5xx answer to the address or message is final. Other failures may be temporary: a server that is away or
 * busy, a wrong password, or a connection lost after the message, which may then arrive twice.
 */
function judgeMailError(error: unknown): DeliveryResult {
  const { code, originalCode, timeoutType, responseCode, response, message } = error as Partial<
    Record<"code" | "originalCode" | "timeoutType" | "response" | "message", string> & {
      responseCode: number;
    }
  >;
  const isCut =
    error instanceof NoAnswerInTime ||
    code === "ECONNECTION" ||
    timeoutType === "SOCKET_TIMEOUT" ||
    originalCode === "ECONNRESET" ||
    originalCode === "EPIPE";
  const isForGood = (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode ?? 0) >= 500;
  return {
    outcome: isForGood ? "refused" : "later",
    mayHaveArrived: isCut && responseCode === undefined,
    answer: cleanAnswer(response ?? message ?? code ?? "failed"),
  };
}
