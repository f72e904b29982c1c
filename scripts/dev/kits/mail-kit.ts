/** Mails sent in reply to a letter. */

export interface Recipient {
  address: string;
  action: string;
}

/** RFC 3464, as Postfix writes it. */
export function deliveryReceipt(
  about: { messageId?: string; envelope?: string },
  recipients: Recipient[],
): string {
  const groups = recipients.map(
    ({ address, action }) =>
      `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no\n such user\n`,
  );
  return [
    "From: MAILER-DAEMON@mx.x.test",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status;\n boundary="B1"',
    `\n--B1\nContent-Type: text/plain\n\nAbout <bukan-surat@x.test>.\n`,
    "--B1\nContent-Type: message/delivery-status\n",
    `Reporting-MTA: dns; mx.x.test${about.envelope ? `\nOriginal-Envelope-Id: ${about.envelope}` : ""}\n`,
    ...groups,
    ...(about.messageId
      ? [`--B1\nContent-Type: text/rfc822-headers\n\nSubject: Permintaan\nMessage-ID:\n ${about.messageId}\n`]
      : []),
    "--B1--\n",
  ].join("\n");
}

export function mailReply(about: Record<string, string>, words = "Kami sudah menerimanya."): string {
  const heads = Object.entries(about).map(([name, value]) => `${name}: ${value}`);
  return [`From: Hukum <hukum@x.test>`, "Subject: Re: Permintaan", ...heads, "", words, ""].join("\n");
}
