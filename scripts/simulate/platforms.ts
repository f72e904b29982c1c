/** The other side of a simulated month: mail servers with bad days, webhooks, and platforms that answer late, twice, in part or never. */

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { createApiKey } from "../../intake/store/api-keys.ts";
import { loadChannels } from "../../intake/store/requests/load-channels.ts";
import { requests } from "../../intake/store/schema/index.ts";
import { type Kit, origin, read } from "../../test/intake-kit.ts";
import { type MailServer, startMailServer } from "../../test/mail-server.ts";
import { channelFile } from "../../utils/contract/channel.ts";
import type { Letter } from "../../utils/contract/letter.ts";
import type { Random } from "../chaos/random.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export interface Platforms {
  smtp: string;
  /** What came in since it was asked last is read, and what is due is said. */
  answer(): Promise<void>;
  /** The weather of the day: a server that is away, busy, forgetful or rude. */
  change(day: number, hour: number): Promise<void>;
  /** By number and kind of letter: the names under which it came. */
  arrived: Map<string, Set<string>>;
  close(): Promise<void>;
}

export async function openPlatforms(kit: Kit, random: Random): Promise<Platforms> {
  let mails: MailServer = await startMailServer();
  const { port } = new URL(mails.url);
  const hooked: { key: string; body: { number: string; letter: string } }[] = [];
  const hooks = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const refuses = random.next() < 0.1;
      response.statusCode = refuses ? 503 : 202;
      response.end();
      // One that says no may have kept it all the same.
      if (!refuses || random.next() < 0.3)
        hooked.push({
          key: String(request.headers["idempotency-key"]),
          body: JSON.parse(Buffer.concat(parts).toString()),
        });
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
  const hookPort = (hooks.address() as AddressInfo).port;
  await loadChannels(kit.store.db, channelsTo(hookPort), new Date(kit.clock.ms));
  const { key } = await createApiKey(
    kit.store,
    { scope: "platform", channel: "x-kait" },
    new Date(kit.clock.ms),
  );
  const supervisor = await kit.enrolled("supervisor", "Narahubung");
  const arrived = new Map<string, Set<string>>();
  const planned: { atMs: number; number: string; body: object; byKey: boolean; reference?: string }[] = [];
  let readMails = 0;

  function receive(number: string, letter: string, name: string, byKey: boolean): void {
    const mark = `${number} ${letter}`;
    const names = arrived.get(mark) ?? new Set<string>();
    arrived.set(mark, names.add(name));
    if (names.size === 1 && letter === "request") plan(number, byKey);
  }

  function plan(number: string, byKey: boolean): void {
    const at = (hours: number) => kit.clock.ms + hours * hourMs;
    const say = (hours: number, body: object) => planned.push({ atMs: at(hours), number, body, byKey });
    const mood = random.next();
    if (mood < 0.05) return;
    if (mood < 0.08) return void say(1, { kind: "bounced" });
    say(random.next() * 6, { kind: "acknowledged" });
    const after = mood < 0.75 ? 1 + random.next() * 20 : 20 + random.next() * 80;
    if (mood > 0.92) {
      say(after, { kind: "items", some: true });
      say(after + random.next() * 30, { kind: "items" });
    } else say(after, { kind: "items" });
    // Said twice, and about something that was never asked.
    if (random.next() < 0.05) say(after + 1, { kind: "items" });
    if (random.next() < 0.02) say(after, { kind: "items", wrong: true });
    if (random.next() < 0.03) planned.push({ atMs: at(after), number, body: {}, byKey, reference: "object" });
  }

  return {
    arrived,
    get smtp() {
      return mails.url;
    },
    async change(day, hour) {
      const away = day % 11 === 9;
      if (away && hour === 0) await mails.close();
      if (!away && day % 11 === 10 && hour === 0) {
        const kept = mails.received;
        mails = await startMailServer(Number(port));
        mails.received.push(...kept);
      }
      mails.mood = day % 7 === 3 && hour < 4 ? "closes" : day % 7 === 5 && hour < 3 ? "busy" : "well";
    },
    async answer() {
      for (const { text } of mails.received.slice(readMails)) {
        const plain = text.replaceAll("\r\n", "\n");
        const head = (name: string) => new RegExp(`^${name}: (.+)$`, "im").exec(plain)?.[1] ?? "";
        const kind = /Teguran/i.test(head("Subject")) ? "reprimand" : "request";
        receive(head("X-Lapor-Request"), kind, head("Message-ID"), false);
      }
      readMails = mails.received.length;
      for (const { key: name, body } of hooked.splice(0)) receive(body.number, body.letter, name, true);
      const due = planned.filter(({ atMs }) => atMs <= kit.clock.ms);
      for (const one of due) {
        planned.splice(planned.indexOf(one), 1);
        await tell(one);
      }
    },
    async close() {
      await mails.close();
      await new Promise((resolve) => hooks.close(resolve));
    },
  };

  async function tell(one: (typeof planned)[number]): Promise<void> {
    const named = sql`${requests.letter}->>'number' = ${one.number}`;
    const [request] = await kit.store.db.select().from(requests).where(named);
    if (!request) throw new Error(`a platform got ${one.number}, which nobody made`);
    const letter = request.letter as unknown as Letter;
    if (one.reference) return object(letter);
    const { kind, some, wrong } = one.body as { kind: string; some?: true; wrong?: true };
    const places = letter.items.map(({ place }) => place).filter((place) => !some || place % 2 === 1);
    const outcome = () => random.pick(["acted", "acted", "acted", "restricted", "refused", "gone"]);
    const items = (wrong ? [9_999] : places).map((place) => ({
      place: Math.min(place, 100),
      outcome: outcome(),
    }));
    const body = { id: randomUUID(), kind, ...(kind === "items" ? { items } : {}) };
    const path = `/v1/requests/${request.id}/answers`;
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const said = one.byKey
      ? await read(
          await kit.app.request(origin + path, { method: "POST", headers, body: JSON.stringify(body) }),
        )
      : await supervisor.call("POST", path, { body });
    const mayRefuse = wrong || said.problem === "request-over" || said.problem === "invalid-input";
    if (said.status !== 200 && !mayRefuse) throw new Error(`answer: ${JSON.stringify(said.body)}`);
  }

  /** As an uploader does who was told: by the page that anybody can open. */
  async function object({ items }: Letter): Promise<void> {
    const reference = items[0]?.reference ?? "";
    const form = new URLSearchParams({
      objector: "uploader",
      text: `Ini kritik, bukan pelanggaran (${reference}).`,
    });
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    await kit.app.request(`${origin}/sanggah/${reference}`, {
      method: "POST",
      headers,
      body: form.toString(),
    });
  }
}

/** Each site over another way, and the four-hour lane of Telegram by a line of its own. */
function channelsTo(hookPort: number) {
  const common = { acknowledgeHours: 4 };
  return channelFile.parse([
    { ...common, id: "fb-surat", site: "facebook", name: "Meta", kind: "email", to: ["legal@meta.example"] },
    {
      ...common,
      ...{ id: "x-kait", site: "x", name: "X", kind: "webhook", secret: "r".repeat(40) },
      address: `http://127.0.0.1:${hookPort}/lapor`,
    },
    {
      ...common,
      id: "yt-formulir",
      site: "youtube",
      name: "Google",
      kind: "form",
      address: "https://google.example/legal",
    },
    {
      ...common,
      ...{ id: "tg-langsung", site: "telegram", name: "Telegram", kind: "email", urgentOnly: true },
      to: ["langsung@telegram.example"],
    },
    {
      ...common,
      id: "tg-surat",
      site: "telegram",
      name: "Telegram",
      kind: "email",
      to: ["abuse@telegram.example"],
    },
  ]);
}
