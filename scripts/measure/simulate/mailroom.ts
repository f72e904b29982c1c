/** The platforms' mail server with simulated faults, and the letters that it received. */

import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { type MailServer, type Mood, type Received, startMailServer } from "../../dev/kits/mail-server.ts";
import type { Arrival, Deeds } from "./record.ts";

export interface Mailroom {
  url: string;
  /** Removes and returns the letters received. Dropped ones are included, but the platform never saw them. */
  empty(atMs: number): Arrival[];
  /** Sets the server's mood for the hour. */
  change(day: number, hour: number, atMs: number): Promise<void>;
  close(): Promise<void>;
}

type Weather = Mood | "away";

const levels: Record<string, LetterKind> = { pertama: "st1", kedua: "st2", ketiga: "st3" };

export async function openMailroom(deeds: Pick<Deeds, "mailAway">): Promise<Mailroom> {
  let mails: MailServer | undefined = await startMailServer();
  const { url } = mails;
  let weather: Weather = "well";
  return {
    url,
    empty(atMs) {
      const { received = [], dropped = [] } = mails ?? {};
      const became = weather === "closes" ? "unsaid" : "accepted";
      return [
        ...received.splice(0).map((one) => read(one, atMs, became)),
        ...dropped.splice(0).map((one) => read(one, atMs, "dropped")),
      ];
    },
    async change(day, hour, atMs) {
      weather = weatherOf(day, hour);
      noteSpell(deeds.mailAway, weather, atMs);
      if (weather === "away") {
        await mails?.close();
        mails = undefined;
        return;
      }
      mails ??= await startMailServer(Number(new URL(url).port));
      mails.mood = weather;
    },
    close: async () => mails?.close(),
  };
}

/** One day without the server, and hours in which it breaks off, is busy, or accepts a letter and loses it. */
function weatherOf(day: number, hour: number): Weather {
  if (day % 11 === 9) return "away";
  if (day % 7 === 1 && hour < 3) return "closes";
  if (day % 7 === 1 && hour >= 10 && hour < 16) return "drops";
  return day % 7 === 5 && hour < 3 ? "busy" : "well";
}

function noteSpell(spells: Deeds["mailAway"], weather: Weather, atMs: number): void {
  const last = spells.at(-1);
  if (last?.untilMs === Number.POSITIVE_INFINITY) last.untilMs = atMs;
  if (weather === "well" || weather === "drops") return;
  if (last?.untilMs === atMs) last.untilMs = Number.POSITIVE_INFINITY;
  else spells.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY });
}

function read({ text }: Received, atMs: number, became: Arrival["became"]): Arrival {
  const [head = ""] = text.replaceAll("\r\n", "\n").split("\n\n", 1);
  const unfolded = head.replaceAll(/\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "im").exec(unfolded)?.[1] ?? "";
  const level = /Surat Teguran (\w+)/.exec(field("Subject"))?.[1]?.toLowerCase();
  const letter = level === undefined ? "request" : levels[level];
  if (letter === undefined) throw new Error(`unknown kind of letter: ${field("Subject")}`);
  const named = { number: field("X-Lapor-Request"), name: field("Message-ID") };
  return { ...named, letter, way: "mail", atMs, became };
}
