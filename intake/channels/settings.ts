/** What the intake's settings say of sending: over which server, as whom, and whether its neighbours may be called. */

import type { MailSettings } from "./mail.ts";
import { isInside } from "./private-address.ts";

export interface SendingSettings {
  /** Absent: letters to e-mail addresses wait. */
  mail: MailSettings | undefined;
  /** Of the letters' names: behind the `@` of a Message-ID. */
  mailHost: string;
  /** Nobody outside this machine or network reaches the intake; webhooks may lead inside then. */
  isLocal: boolean;
}

/** Throws a sentence when one of the two settings for mail is there and the other is not. */
export function readSending(
  server: string | undefined,
  from: string | undefined,
  publicOrigin: string | undefined,
): SendingSettings {
  if ((server === undefined) !== (from === undefined))
    throw new Error("SMTP_URL and MAIL_FROM: one goes with the other");
  const host = publicOrigin === undefined ? undefined : new URL(publicOrigin).hostname;
  const domain = from === undefined ? undefined : /@([^@<>\s]+)>?$/.exec(from)?.[1];
  return {
    mail: server === undefined || from === undefined ? undefined : { server, from },
    mailHost: domain ?? host ?? "lapor.invalid",
    // Without PUBLIC_URL the intake serves a loopback address alone.
    isLocal: publicOrigin === undefined || isInside(publicOrigin),
  };
}
