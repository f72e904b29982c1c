/** Settings for sending: server, sender, and whether private addresses may be called. */

import { hasPrivateHost } from "../core/private-address.ts";
import type { MailSettings } from "./send-message.ts";

export interface SendingSettings {
  /** If undefined, letters to e-mail addresses wait. */
  mail: MailSettings | undefined;
  /** Host part of Message-IDs. */
  mailHost: string;
  /**
   * True if the intake is reachable only from its own machine or network; webhooks may then lead to private
   * addresses.
   */
  isLocal: boolean;
}

/** Throws if only one of the two mail settings is given. */
export function readSending(
  server: string | undefined,
  from: string | undefined,
  publicOrigin: string | undefined,
): SendingSettings {
  if ((server === undefined) !== (from === undefined))
    throw new Error("SMTP_URL and MAIL_FROM: set both or neither");
  const host = publicOrigin === undefined ? undefined : new URL(publicOrigin).hostname;
  const domain = from === undefined ? undefined : /@([^@<>\s]+)>?$/.exec(from)?.[1];
  return {
    mail: server === undefined || from === undefined ? undefined : { server, from },
    mailHost: domain ?? host ?? "lapor.invalid",
    // Without PUBLIC_URL the intake serves only a loopback address.
    isLocal: publicOrigin === undefined || hasPrivateHost(publicOrigin),
  };
}
