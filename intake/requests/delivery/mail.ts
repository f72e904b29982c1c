/** Sends letters over SMTP, with the same Message-ID in every attempt, and requests delivery receipts. */

import { createTransport } from "nodemailer";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import {
  cleanAnswer,
  type DeliveryResult,
  type MessageIds,
  type OutgoingMessage,
} from "./outgoing-message.ts";

export interface MailSettings {
  /** `smtp:` or `smtps:` address, with user and password if the server needs them. */
  server: string;
  /** Sender, for example `Kominfo <permintaan@kominfo.go.id>`. */
  from: string;
}

export type EmailChannel = Extract<Channel, { kind: "email" }>;
export type SendMail = (
  parcel: OutgoingMessage,
  channel: EmailChannel,
  mark: MessageIds,
) => Promise<DeliveryResult>;

/** The sum must stay below the dispatch lease. */
const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

export function createMail({ server, from }: MailSettings): SendMail {
  const transport = createTransport({
    url: server,
    ...timeouts,
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
      return { outcome: "sent", answer: cleanAnswer(sent.response + rejected) };
    } catch (error) {
      return judgeMailError(error);
    }
  };
}

/**
 * A 5xx answer to the address or message is final. Other failures may be temporary: a server that is away or
 * busy, a wrong password, or a connection lost after the message, which may then arrive twice.
 */
function judgeMailError(error: unknown): DeliveryResult {
  const { code, responseCode, response, message } = error as Partial<
    Record<"code" | "response" | "message", string> & { responseCode: number }
  >;
  const isForGood = (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode ?? 0) >= 500;
  return {
    outcome: isForGood ? "refused" : "later",
    answer: cleanAnswer(response ?? message ?? code ?? "failed"),
  };
}
