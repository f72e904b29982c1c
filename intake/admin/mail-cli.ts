/** `lapor mail < MESSAGE`: receives mail through a mail server's pipe. */

import { z } from "zod";
import type { Config } from "../config.ts";
import { maxMailBytes, readMail } from "../delivery/read-mail.ts";
import { sendAdminCommand } from "./connect.ts";

const answer = z.object({
  request: z.string().optional(),
  referral: z.string().optional(),
  what: z.string(),
  noted: z.boolean(),
});

/** Returns the text to print. Throws if it cannot be noted now, so that the mail server retries. */
export async function receiveMail(config: Config, input: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of input) {
    bytes += part.length;
    // No delivery report is this large; a person has to read the mail.
    if (bytes > maxMailBytes) return "Too large: not read.";
    parts.push(part);
  }
  const mail = await readMail(Buffer.concat(parts)).catch(() => undefined);
  if (!mail) return "This is not a mail.";
  const { request, referral, what, noted } = answer.parse(
    await sendAdminCommand(config, { command: "note-mail", mail }),
  );
  const about = request === undefined ? referral && `referral ${referral}` : `request ${request}`;
  if (about === undefined) return "It concerns no letter of this intake, or contains nothing new.";
  return `${what}, about ${about}${noted ? "; it changes nothing" : ""}`;
}
