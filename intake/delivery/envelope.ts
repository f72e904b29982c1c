/** Envelope ids of sent mails, by which receipts and bounces prove that they answer one of our mails. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readOrMakeSetting } from "../db/settings.ts";
import type { Db } from "../db/store.ts";

/**
 * SMTP envelope ids (ENVID, RFC 3461). Only mail servers on the way see them, and only this intake can create
 * them.
 */
const envelopeForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/i;

export async function envelopeOf(db: Db, dispatchId: string): Promise<string> {
  return `${dispatchId}.${await proofOf(db, dispatchId)}`;
}

/** Returns the dispatch of an envelope id, or undefined if this intake did not create it. */
export async function dispatchOf(db: Db, envelope: string): Promise<string | undefined> {
  const [, named = "", proof = ""] = envelopeForm.exec(envelope) ?? [];
  if (proof === "") return undefined;
  const id = named.toLowerCase();
  return timingSafeEqual(Buffer.from(proof), Buffer.from(await proofOf(db, id))) ? id : undefined;
}

async function proofOf(db: Db, dispatchId: string): Promise<string> {
  const secret = await readOrMakeSetting(db, "envelope-secret", async () => randomBytes(32).toString("hex"));
  return createHmac("sha256", secret).update(dispatchId).digest("base64url");
}
