/** Sends due alert mails, each under a lease and with the same Message-ID in every attempt. */

import { exponentialBackoff } from "../../../utils/shared/policy/backoff.ts";
import { logLine } from "../../core/log.ts";
import type { Db } from "../../db/store.ts";
import type { SendNotice } from "../../delivery/send-message.ts";
import { composeMail } from "../rules/compose-mail.ts";
import {
  type AlertMail,
  composeMails,
  finishMail,
  hastenMailed,
  leaseMails,
  readMailContent,
} from "../store/mails.ts";

export interface AlertSenderParts {
  db: Db;
  now(): Date;
  /** If undefined, mails wait. */
  sendNotice: SendNotice | undefined;
  organisation: string;
  /** Read with every mail, because with PORT=0 it is known late. */
  origin(): string;
  /** Host part of Message-IDs. */
  mailHost: string;
}

export interface AlertSender {
  run(signal?: AbortSignal): Promise<void>;
}

/** Lease; must exceed `noticeMs`, and be short, because a mail waits for it after a crash. */
const leaseMs = 30_000;
/** Waits after failed attempts. Alerts are worth more attempts than letters. */
const backoff = { firstMs: 15_000, longestMs: 10 * 60_000 };
/** After this time the mail is given up; its alerts have passed on long before. */
const givenUpMs = 24 * 3_600_000;

export function createAlertSender(parts: AlertSenderParts): AlertSender {
  return {
    async run(signal) {
      await composeMails(parts.db, parts.now());
      if (!parts.sendNotice) return;
      for (;;) {
        const due = signal?.aborted ? [] : await leaseMails(parts.db, parts.now(), leaseMs);
        if (due.length === 0) return;
        const sent = await Promise.allSettled(due.map((mail) => deliver(parts, mail)));
        const failed = sent.find((result) => result.status === "rejected");
        if (failed) throw failed.reason;
      }
    },
  };
}

async function deliver({ db, now, sendNotice, ...parts }: AlertSenderParts, mail: AlertMail): Promise<void> {
  const content = await readMailContent(db, mail);
  if (!content || !sendNotice) {
    await finishMail(db, mail, {
      state: "cancelled",
      nextAt: null,
      sentAt: null,
      answer: "nothing left to say",
    });
    return;
  }
  const { to, alerts } = content;
  const { organisation } = parts;
  const composed = composeMail({ alerts, organisation, origin: parts.origin(), at: now() });
  const sent = await sendNotice({ to, messageId: `<alert-${mail.id}@${parts.mailHost}>`, ...composed });
  const { answer } = sent;
  const at = now();
  if (sent.outcome === "sent") {
    await finishMail(db, mail, { state: "sent", nextAt: null, sentAt: at, answer });
    logLine("alert-mail-sent", { detail: `${mail.id} alerts:${alerts.length}` });
    return;
  }
  const isOver = sent.outcome === "refused" || at.getTime() - mail.madeAt.getTime() >= givenUpMs;
  const nextAt = isOver ? null : new Date(at.getTime() + exponentialBackoff(mail.attempts, backoff));
  await finishMail(db, mail, { state: isOver ? "failed" : "queued", nextAt, sentAt: null, answer });
  logLine("alert-mail-not-sent", { detail: `${mail.id} ${sent.outcome}` });
  if (isOver) await hastenMailed(db, mail.id, at);
}
