/** Simulated platforms that answer late, twice, in part, about the wrong item or never. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createApiKey } from "../../../intake/people/store/api-keys.ts";
import { loadChannels } from "../../../intake/requests/store/channels.ts";
import { channelFile } from "../../../utils/shared/contract/platform-channel.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { IntakeKit } from "../../dev/kits/intake-kit.ts";
import {
  type MailBehaviour,
  type MailServer,
  type ReceivedMail,
  startMailServer,
} from "../../dev/kits/mail-server.ts";
import { type Random, randomOf } from "../chaos/random.ts";
import { createAgenda, interleave } from "./agenda.ts";
import type { EventLog, LetterArrival } from "./event-log.ts";
import { createReplies, type PlatformReply, type Reply } from "./replies.ts";
import type { World } from "./world.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export interface Platforms {
  smtp: string;
  /** Opens everything that arrived since the last call. */
  receive(): void;
  /** Receives a letter delivered by hand. */
  handOver(number: string, letter: LetterKind): void;
  /** Sends the answers that are due. */
  answer(): Promise<void>;
  /** Sets the mail server's mood for the hour. */
  change(day: number, hour: number): Promise<void>;
  close(): Promise<void>;
}

/** Uses a webhook; the others use mail or delivery by hand. */
const hookChannel = "x-kait";

/**
 * Letter channels of a simulated month: a different kind per platform, and a separate one for Telegram's
 * four-hour lane.
 */
function channelsTo(hookAddress: string) {
  const mail = (id: string, name: string, to: string) => ({ kind: "email", id, name, to: [to] });
  const channels = [
    { site: "facebook", ...mail("fb-surat", "Meta", "legal@meta.example") },
    {
      id: hookChannel,
      site: "x",
      name: "X",
      kind: "webhook",
      address: hookAddress,
      secret: "r".repeat(40),
    },
    {
      id: "yt-formulir",
      site: "youtube",
      name: "Google",
      kind: "form",
      address: "https://google.example/legal",
    },
    {
      site: "telegram",
      ...mail("tg-langsung", "Telegram", "langsung@telegram.example"),
      urgentOnly: true,
    },
    { site: "telegram", ...mail("tg-surat", "Telegram", "abuse@telegram.example") },
  ];
  return channelFile.parse(channels.map((channel) => ({ ...channel, acknowledgeHours: 4 })));
}

interface WebhookReceiver {
  address: string;
  empty(atMs: number): LetterArrival[];
  close(): Promise<void>;
}

/** A platform's webhook for letters. It sometimes answers with an error although it has kept the letter. */
async function openWebhookReceiver(random: Random): Promise<WebhookReceiver> {
  const kept: Omit<LetterArrival, "atMs">[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const refuses = random.next() < 0.1;
      response.statusCode = refuses ? 503 : 202;
      response.end();
      if (refuses && random.next() < 0.7) return;
      const { number, letter } = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
      kept.push({
        number: number ?? "",
        letter: letter as LetterKind,
        way: "hook",
        name: String(request.headers["idempotency-key"]),
        became: refuses ? "unsaid" : "accepted",
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/lapor`,
    empty: (atMs) => kept.splice(0).map((letter) => ({ ...letter, atMs })),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

interface MailReceiver {
  url: string;
  /** Removes and returns the letters received. Dropped ones are included, but the platform never saw them. */
  empty(atMs: number): LetterArrival[];
  /** Sets the server's mood for the hour. */
  change(day: number, hour: number, atMs: number): Promise<void>;
  close(): Promise<void>;
}

type MailConditions = MailBehaviour | "away";

const levels: Record<string, LetterKind> = { pertama: "st1", kedua: "st2", ketiga: "st3" };

/** The platforms' mail server with simulated faults, and the letters that it received. */
async function openMailReceiver(deeds: Pick<EventLog, "mailAway">): Promise<MailReceiver> {
  let mails: MailServer | undefined = await startMailServer();
  const { url } = mails;
  let weather: MailConditions = "well";
  return {
    url,
    empty(atMs) {
      const { received = [], dropped = [] } = mails ?? {};
      const became = weather === "closes" ? "unsaid" : "accepted";
      return [
        ...received.splice(0).map((letter) => read(letter, atMs, became)),
        ...dropped.splice(0).map((letter) => read(letter, atMs, "dropped")),
      ];
    },
    async change(day, hour, atMs) {
      weather = conditionsAt(day, hour);
      noteOutage(deeds.mailAway, weather, atMs);
      if (weather === "away") {
        await mails?.close();
        mails = undefined;
        return;
      }
      mails ??= await startMailServer(Number(new URL(url).port));
      mails.behaviour = weather;
    },
    close: async () => mails?.close(),
  };
}

/** One day without the server, and hours in which it breaks off, is busy, or accepts a letter and loses it. */
function conditionsAt(day: number, hour: number): MailConditions {
  if (day % 11 === 9) return "away";
  if (day % 7 === 1 && hour < 3) return "closes";
  if (day % 7 === 1 && hour >= 10 && hour < 16) return "drops";
  return day % 7 === 5 && hour < 3 ? "busy" : "well";
}

function noteOutage(spells: EventLog["mailAway"], weather: MailConditions, atMs: number): void {
  const last = spells.at(-1);
  if (last?.untilMs === Number.POSITIVE_INFINITY) last.untilMs = atMs;
  if (weather === "well" || weather === "drops") return;
  if (last?.untilMs === atMs) last.untilMs = Number.POSITIVE_INFINITY;
  else spells.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY });
}

function read({ text }: ReceivedMail, atMs: number, became: LetterArrival["became"]): LetterArrival {
  const [head = ""] = text.replaceAll("\r\n", "\n").split("\n\n", 1);
  const unfolded = head.replaceAll(/\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "im").exec(unfolded)?.[1] ?? "";
  const level = /Surat Teguran (\w+)/.exec(field("Subject"))?.[1]?.toLowerCase();
  const letter = level === undefined ? "request" : levels[level];
  if (letter === undefined) throw new Error(`unknown kind of letter: ${field("Subject")}`);
  const named = { number: field("X-Lapor-Request"), name: field("Message-ID") };
  return { ...named, letter, way: "mail", atMs, became };
}

interface PlatformContext {
  seed: number;
  deeds: EventLog;
  world: World;
}

/** Replies to one letter, with their hours after its arrival. */
function planReplies(random: Random): [number, PlatformReply][] {
  const mood = random.next();
  // Posts come back days later, even if the platform removed them.
  const later: [number, PlatformReply][] =
    random.next() < 0.03 ? [[24 + random.next() * 96, "republish"]] : [];
  if (mood < 0.05) return later;
  if (mood < 0.12) return [[random.next() * 30, "silent"], ...later];
  if (mood < 0.15) return [[1, "bounced"], ...later];
  return [...planAnswers(mood, random), ...later];
}

function planAnswers(mood: number, random: Random): [number, PlatformReply][] {
  const heard = random.next() * 6;
  const after = mood < 0.75 ? 1 + random.next() * 20 : 20 + random.next() * 80;
  const replies: [number, PlatformReply][] = [[heard, "acknowledged"]];
  if (mood > 0.92) replies.push([after, "some"], [after + random.next() * 30, "items"]);
  else replies.push([after, "items"]);
  // A repeated answer, one about an item that does not exist, and an objection.
  if (random.next() < 0.05) replies.push([after + 1, "items"]);
  if (random.next() < 0.02) replies.push([after, "wrong"]);
  if (random.next() < 0.03) replies.push([after, "object"]);
  return replies;
}

export async function openPlatforms(
  kit: IntakeKit,
  { seed, deeds, world }: PlatformContext,
): Promise<Platforms> {
  const mails = await openMailReceiver(deeds);
  const hooks = await openWebhookReceiver(randomOf(seed, "hooks"));
  await loadChannels(kit.store.db, channelsTo(hooks.address), new Date(kit.clock.ms));
  const scope = { scope: "platform", channel: hookChannel } as const;
  const { key } = await createApiKey(kit.store, scope, new Date(kit.clock.ms));
  const person = await kit.enrolled("supervisor", "Narahubung");
  const replies = createReplies(kit, { key, person, deeds, world });
  const agenda = createAgenda<Reply>();
  /** Numbers of letters that the platform is working on. */
  const known = new Set<string>();

  function open(arrival: LetterArrival): void {
    deeds.arrivals.push(arrival);
    if (arrival.became === "dropped" || known.has(arrival.number)) return;
    known.add(arrival.number);
    plan(arrival.number, arrival.way === "hook");
  }

  /** Seeded by the number, so that the order of arrival does not matter. */
  function plan(number: string, byKey: boolean): void {
    const random = randomOf(seed, `${number} ${kit.clock.ms - (kit.clock.ms % hourMs)}`);
    for (const [hours, said] of planReplies(random)) {
      // From the platform's own key it would only be noted.
      const byItself = byKey && said !== "bounced";
      agenda.add(kit.clock.ms + hours * hourMs, { number, said, byKey: byItself, random });
    }
  }

  const receive = () =>
    [...mails.empty(kit.clock.ms), ...hooks.empty(kit.clock.ms)].forEach((letter) => void open(letter));

  return {
    smtp: mails.url,
    receive,
    handOver: (number, letter) =>
      open({ number, letter, name: "", way: "hand", atMs: kit.clock.ms, became: "accepted" }),
    async change(day, hour) {
      receive();
      await mails.change(day, hour, kit.clock.ms);
    },
    async answer() {
      const due = agenda.due(kit.clock.ms);
      // A bounced letter is sent again and is then treated as new.
      for (const { number, said } of due) if (said === "bounced") known.delete(number);
      await interleave([...Map.groupBy(due, ({ number }) => number).values()], replies.tell);
    },
    async close() {
      await mails.close();
      await hooks.close();
    },
  };
}
