/** Classifies mail about a letter: a bounce, a delivery receipt (RFC 3464), or a reply. */

import PostalMime, { type Email } from "postal-mime";
import { z } from "zod";
import { sha256 } from "../../utils/shared/contract/ids.ts";
import { sha256Of } from "../core/digest.ts";

/** Contains nothing of the mail's text; people read that in the mailbox. */
export const inboundMail = z.strictObject({
  /** SHA-256 of the raw mail, for idempotency. */
  sha256,
  /** `waiting`: still under way, or relayed to a server without receipts. */
  what: z.enum(["bounced", "delivered", "waiting", "reply"]),
  /** Message-IDs of the letters concerned. */
  about: z.array(z.string().max(300)).max(100),
  /** The envelope id in a receipt. */
  envelope: z.string().max(300).optional(),
  /** Mailboxes in a receipt, in lower case. */
  recipients: z.array(z.string().max(320)).max(100),
  /** Mailboxes that failed, in a receipt that another mailbox has it. */
  failed: z.array(z.string().max(320)).max(100).optional(),
  /** True if a program wrote it. */
  automatic: z.boolean(),
});
export type InboundMail = z.infer<typeof inboundMail>;

/** Larger than any useful answer. */
export const maxMailBytes = 30_000_000;

/** Throws if the bytes are no mail. */
export async function readMail(bytes: Uint8Array): Promise<InboundMail> {
  const options = { forceRfc822Attachments: true, attachmentEncoding: "utf8", maxNestingDepth: 20 } as const;
  const mail = await PostalMime.parse(bytes, options);
  const report = readReport(mail);
  const content = report ?? {
    what: "reply" as const,
    recipients: [],
    about: namesIn(`${mail.inReplyTo ?? ""} ${mail.references ?? ""}`),
  };
  return { sha256: sha256Of(bytes), automatic: isAutomatic(mail), ...content };
}

/** By RFC 3834, and by what programs write that do not follow it. */
function isAutomatic(mail: Email): boolean {
  const header = (key: string) => headerOf(mail, key)?.trim().toLowerCase();
  return (
    (header("auto-submitted") ?? "no") !== "no" ||
    header("return-path") === "<>" ||
    /^(bulk|junk|auto_reply)$/.test(header("precedence") ?? "") ||
    ["x-autoreply", "x-autorespond"].some((key) => header(key) !== undefined)
  );
}

type MailContent = Pick<InboundMail, "what" | "about" | "envelope" | "recipients" | "failed">;

function readReport(mail: Email): MailContent | undefined {
  if (!/^multipart\/report\b.*report-type="?delivery-status/is.test(headerOf(mail, "content-type") ?? ""))
    return undefined;
  const textOf = (...types: string[]) =>
    mail.attachments
      .filter(({ mimeType }) => types.includes(mimeType))
      .map(({ content }) => String(content))
      .join("\n\n");
  const [about = "", ...groups] = unfoldHeaders(textOf("message/delivery-status")).split(/\n\s*\n/);
  const envelope = fieldOf(about, "Original-Envelope-Id");
  const returned = unfoldHeaders(textOf("text/rfc822-headers", "message/rfc822")).split(/\n\s*\n/)[0] ?? "";
  const names = namesIn(fieldOf(returned, "Message-ID") ?? "");
  const recipients = groups.filter((group) => fieldOf(group, "Action") !== undefined);
  const did = (action: string) =>
    recipients.filter((group) => fieldOf(group, "Action")?.toLowerCase() === action);
  // Delivery to one mailbox means that the platform has it, unless only copies were delivered: see `withoutCopies`.
  const [what, meant] =
    did("delivered").length > 0
      ? (["delivered", did("delivered")] as const)
      : did("failed").length > 0
        ? (["bounced", did("failed")] as const)
        : (["waiting", recipients] as const);
  return {
    what,
    about: names,
    ...(envelope === undefined ? {} : { envelope: envelope.slice(0, 300) }),
    recipients: addressesIn(meant),
    ...(what === "delivered" ? { failed: addressesIn(did("failed")) } : {}),
  };
}

function addressesIn(groups: readonly string[]): string[] {
  return groups.flatMap((group) => addressIn(group)).slice(0, 100);
}

function addressIn(group: string): string[] {
  const named = fieldOf(group, "Original-Recipient") ?? fieldOf(group, "Final-Recipient");
  const address = named?.split(";").at(1)?.trim().toLowerCase();
  return address ? [address.slice(0, 320)] : [];
}

function namesIn(text: string): string[] {
  return (text.match(/<[^<>\s]{3,298}>/g) ?? []).slice(0, 99);
}

function headerOf({ headers }: Email, key: string): string | undefined {
  return headers.find((header) => header.key === key)?.value;
}

function unfoldHeaders(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(/\n[ \t]+(?=\S)/g, " ");
}

function fieldOf(group: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \t]*(.*)$`, "im").exec(group)?.[1]?.trim();
}
