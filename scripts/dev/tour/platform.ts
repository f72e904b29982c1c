/** Platform section of the tour: receives the letter over SMTP, acknowledges it, takes the post down in silence and answers late. */

import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { requestItems } from "../../../intake/db/schema/index.ts";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { openLetter } from "../../../utils/shared/seal/signed-kinds.ts";
import { until } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import { mailReply } from "../kits/mail-kit.ts";
import { type MailServer, type ReceivedMail, startMailServer } from "../kits/mail-server.ts";
import type { Recorder } from "./recorder.ts";

const site: SiteId = "x";
const channel = { id: "x-surel", site, kind: "email", name: "X, tim hukum", to: ["hukum@x.example"] };

export interface Platform {
  mails: MailServer;
  /** Environment for an intake that sends its letters here. */
  env: Record<string, string>;
}

export async function openPlatform(): Promise<Platform> {
  const mails = await startMailServer();
  return { mails, env: { SMTP_URL: mails.url, MAIL_FROM: "Kominfo <permintaan@kominfo.example>" } };
}

/** Loads the channels from a file, as an administrator does. */
export async function loadChannels(
  { intake }: TestEnvironment,
  partnerChannel: object,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "admin", act: "load the channels" }, async () => {
    const file = join(tour.folder, "channels.json");
    await writeFile(file, JSON.stringify([channel, partnerChannel]));
    await intake.tell(["channels", "load", file]);
  });
}

interface ReceivedLetter {
  letter: Letter;
  messageId: string;
}

/** Timeout. A letter normally leaves the queue within 15 seconds. */
const letterMs = 60_000;

/** The only mail to that address. */
export async function mailTo({ received }: MailServer, to: string | undefined): Promise<ReceivedMail> {
  const find = () => received.filter(({ envelope }) => envelope.rcptTo.some(({ address }) => address === to));
  const mail = await until(`a mail to ${to}`, async () => find().at(0), letterMs);
  requireFound(find().length, 1, `the number of mails to ${to}`);
  return mail;
}

/** Returns the letter about that address after checking number and signature; undefined if the step failed. */
export async function receiveLetter(
  { intake }: TestEnvironment,
  { mails }: Platform,
  { number, address }: { number: string; address: string },
  tour: Recorder,
): Promise<ReceivedLetter | undefined> {
  let arrived: ReceivedLetter | undefined;
  await tour.step({ role: "platform", site, act: "get the letter by SMTP" }, async () => {
    const mail = await mailTo(mails, channel.to[0]);
    const { subject = "", text = "", messageId = "", attachments } = await PostalMime.parse(mail.text);
    requireFound(
      mail.envelope.rcptTo.map((recipient) => recipient.address),
      channel.to,
    );
    requireFound(subject.includes(number), true, `the number in "${subject}"`);
    requireFound(text.includes(address), true, "the post's address in the letter");
    const original = attachments.find(({ mimeType }) => mimeType === "application/jose");
    const keys = (await (await fetch(`${intake.address}/v1/keys`)).json()) as { intake: PublicKey };
    const opened = await openLetter(Buffer.from(original?.content as ArrayBuffer).toString(), keys.intake);
    if (!opened.ok) throw new Error(`the letter's signature: ${opened.problem.code}`);
    const letter = opened.value;
    requireFound([letter.number, letter.items.map((item) => item.address)], [number, [address]]);
    arrived = { letter, messageId };
    return { subject: letter.items[0]?.subject, receipt: number };
  });
  return arrived;
}

/** Acknowledges by a mail to the sender's mailbox. */
export async function acknowledge(
  { intake }: TestEnvironment,
  arrived: ReceivedLetter,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "platform", site, act: "acknowledge by mail" }, async () => {
    const answer = await intake.tell(["mail"], mailReply({ "In-Reply-To": arrived.messageId }));
    requireFound(answer.trim(), `reply, about request ${arrived.letter.id}`);
  });
}

/** Takes the post down without an answer. The tour does not wait until the limit, at which the check is due. */
export async function takeDown(
  { practice, onStore }: TestEnvironment,
  { letter }: ReceivedLetter,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "platform", site, act: "take it down in silence" }, async () => {
    for (const { address } of letter.items) practice.takeDown(address);
    await onStore(async (db) => {
      await db.update(requestItems).set({ checkAt: new Date() });
    });
  });
}

/** Reports the removal afterwards, with the platform's own API key. */
export async function answerLate(
  { intake }: TestEnvironment,
  { letter }: ReceivedLetter,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "platform", site, act: "answer late" }, async () => {
    const items = letter.items.map(({ place }) => ({ place, outcome: "acted" as const }));
    const body: PlatformAnswerInput = { id: randomUUID(), kind: "items", items };
    const key = await intake.apiKey(channel.id);
    const answer = await fetch(`${intake.address}/v1/requests/${letter.id}/answers`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const { state } = (await answer.json()) as { state?: string };
    requireFound([answer.status, state], [200, "answered"]);
  });
}

export function requireFound(found: unknown, wanted: unknown, what = "what was found"): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one}, expected ${other}`);
}
