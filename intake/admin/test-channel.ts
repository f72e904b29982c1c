/** Sends a marked test over a channel, so that an administrator sees the recipient's answer before a letter leaves. */

import { randomUUID } from "node:crypto";
import type { AdminAct } from "../../utils/shared/contract/administration.ts";
import type { PartnerChannel } from "../../utils/shared/contract/partner-channel.ts";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { DeliveryResult } from "../delivery/send-message.ts";
import type { Intake } from "../intake.ts";
import { readPartnerChannels } from "../referrals/store/partner-channels.ts";
import { readChannels } from "../requests/store/channels.ts";
import { type AskedAct, type Circumstances, findReplay } from "./ask-act.ts";
import type { Done } from "./perform-act.ts";
import { insertAdminAct, logAdminAct } from "./store/admin-acts.ts";

type TestAct = Extract<AdminAct, { act: "test-channel" }>;
type Parts = Pick<Intake, "store" | "delivery" | "organisation" | "mailHost">;

/**
 * Stored before it is sent, so that a retry sends nothing twice. Problems: `not-found`; `no-channel` for a channel by
 * which a person delivers.
 */
export async function testChannel(
  intake: Parts,
  asked: AskedAct<TestAct>,
  { caller, at }: Pick<Circumstances, "caller" | "at">,
): Promise<Result<Done>> {
  const { db } = intake.store;
  const { id, act, reason } = asked;
  const channel = await findChannel(intake, act);
  if (!channel) return fail("not-found");
  if (channel.kind !== "email" && channel.kind !== "webhook") return fail("no-channel");
  const stored = await db.transaction(async (tx): Promise<Result<Done> | "new"> => {
    const replay = await findReplay(tx, asked, caller);
    if (replay) return replay;
    const row = { id, act, reason, about: channel.name, personId: null, state: "done" as const };
    if (!(await insertAdminAct(tx, { ...row, askedBy: caller.personId, askedAt: at })))
      return fail("conflict", "this id was just used", "now");
    await logAdminAct(tx, { id, act: "done" }, { at, by: caller.name });
    return "new";
  });
  if (stored !== "new") return stored;
  const { outcome, answer } = await send(intake, channel, id);
  return ok({ made: { made: "delivery", sent: outcome === "sent", answer } });
}

async function findChannel(
  { store: { db } }: Parts,
  { channel, to }: TestAct,
): Promise<Channel | PartnerChannel | undefined> {
  const rows = to === "platform" ? await readChannels(db) : await readPartnerChannels(db);
  return rows.find(({ id }) => id === channel)?.channel;
}

async function send(
  { delivery, organisation, mailHost }: Parts,
  channel: Extract<Channel | PartnerChannel, { kind: "email" | "webhook" }>,
  id: string,
): Promise<DeliveryResult> {
  if (channel.kind === "webhook")
    return delivery.sendWebhook({ json: { type: "test", id, organisation } }, channel, { dispatchId: id });
  if (!delivery.sendMail) return { outcome: "refused", answer: "SMTP_URL and MAIL_FROM are not set" };
  const message = {
    number: `TEST-${id.slice(0, 8)}`,
    subject: `${organisation}: uji saluran, tanpa permintaan / channel test, no request`,
    text: [
      `Ini surat uji dari ${organisation}. Tidak ada permintaan di dalamnya dan tidak perlu dijawab.`,
      `This is a test by ${organisation}. It contains no request and needs no answer.`,
    ].join("\n\n"),
    readAttachments: async () => [],
    json: {},
  };
  const marks = { dispatchId: id, messageId: `<test-${id}@${mailHost}>`, envelope: randomUUID() };
  return delivery.sendMail(message, channel, marks);
}
