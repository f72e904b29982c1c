/** A real SMTP server in this process with configurable faults. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from "smtp-server";

/** `drops`: accepts a message and loses it. `closes`: accepts it, but closes the connection before acknowledging. */
export type MailBehaviour = "well" | "drops" | "busy" | "refuses-address" | "refuses-message" | "closes";

export interface ReceivedMail {
  text: string;
  envelope: SMTPServerEnvelope;
}

export interface MailServer {
  url: string;
  behaviour: MailBehaviour;
  /** Reply codes for the addresses that it refuses. */
  refused: Record<string, number>;
  /** Runs while a message is being received. */
  onReceive: () => Promise<unknown>;
  /** Messages received, regardless of the answer to the sender. */
  received: ReceivedMail[];
  /** Messages accepted and lost. */
  dropped: ReceivedMail[];
  close(): Promise<void>;
}

/** Reuses the port of a closed server, so that it can restart. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const refuse = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    hideDSN: false,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _, done) {
      const code = mails.refused[address];
      if (code) return done(refuse(code, "no such mailbox"));
      if (mails.behaviour === "busy") return done(refuse(451, "4.3.2 try again later"));
      done(mails.behaviour === "refuses-address" ? refuse(550, "5.1.1 no such user") : null);
    },
    onData(stream: SMTPServerDataStream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", async () => {
        await mails.onReceive();
        if (mails.behaviour === "refuses-message") return done(refuse(554, "5.7.1 not wanted here"));
        const mail = { text: Buffer.concat(parts).toString("utf8"), envelope: session.envelope };
        (mails.behaviour === "drops" ? mails.dropped : mails.received).push(mail);
        if (mails.behaviour !== "closes") return done(null);
        for (const connection of server.connections) {
          (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
        }
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const mails: MailServer = {
    behaviour: "well",
    refused: {},
    received: [],
    dropped: [],
    onReceive: async () => undefined,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mails;
}
