/** Security contact (RFC 9116). */

import type { Hono } from "hono";
import type { Intake } from "../intake.ts";

const path = "/.well-known/security.txt";
const dayMs = 86_400_000;
/** RFC 9116 recommends less than a year. */
const validDays = 180;

export function mountSecurityTxt(app: Hono, intake: Intake): void {
  app.get(path, (c) => {
    const { publicOrigin, securityContact, now } = intake;
    const today = Math.floor(now().getTime() / dayMs) * dayMs;
    const lines = [
      // RFC 2142 reserves this mailbox on every host.
      `Contact: ${securityContact ?? `mailto:security@${new URL(publicOrigin).hostname}`}`,
      `Expires: ${new Date(today + validDays * dayMs).toISOString()}`,
      "Preferred-Languages: id, en",
      `Canonical: ${publicOrigin}${path}`,
    ];
    return c.text(`${lines.join("\n")}\n`, 200, { "Content-Type": "text/plain; charset=utf-8" });
  });
}
