/** Letters over SMTP: the same Message-ID with every try, and the receipts asked for that servers give. */

import { createTransport } from "nodemailer";
import type { Channel } from "../../utils/contract/channel.ts";
import { type Mark, type Parcel, type Tried, toAnswer } from "./parcel.ts";

export interface MailSettings {
  /** `smtp:` or `smtps:`, with name and password where the server wants them. */
  server: string;
  /** Sender, such as `Kominfo <permintaan@kominfo.go.id>`. */
  from: string;
}

export type EmailChannel = Extract<Channel, { kind: "email" }>;
export type SendMail = (parcel: Parcel, channel: EmailChannel, mark: Mark) => Promise<Tried>;

/** Together under the lease of a letter. */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

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
      return judge(error);
    }
  };
}

/**
 * A server that says 5xx to the address or the message means it. Everything else may be over in an hour: a server that is
 * away or busy, a password that is wrong, a connection that closed after the message, which may then arrive twice.
 */
function judge(error: unknown): Tried {
  const { code, responseCode, response, message } = error as Partial<
    Record<"code" | "response" | "message", string> & { responseCode: number }
  >;
  const isForGood = (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode ?? 0) >= 500;
  return {
    became: isForGood ? "refused" : "later",
    answer: toAnswer(response ?? message ?? code ?? "failed"),
  };
}
