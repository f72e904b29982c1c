/** A month at an intake with its own clock: reports come in, people decide, letters go, platforms answer or not. */

import { createMail } from "../../intake/channels/mail.ts";
import { createPost } from "../../intake/channels/post.ts";
import { createWebhook } from "../../intake/channels/webhook.ts";
import { countMonths } from "../../intake/store/figures/count-months.ts";
import { parcelsOf } from "../../intake/store/requests/read-parcel.ts";
import { withdrawReversed } from "../../intake/store/requests/reversed.ts";
import type { Store } from "../../intake/store/store.ts";
import { startKit } from "../../test/intake-kit.ts";
import { randomOf } from "../chaos/random.ts";
import { openMinistry } from "./ministry.ts";
import { planReports } from "./plan.ts";
import { dayMs, hourMs, openPlatforms } from "./platforms.ts";
import { judge, type Watched } from "./verdict.ts";

export interface Simulation {
  days: number;
  reports: number;
  seed: number;
  store: Store;
  onDay(day: number): void;
}

const minuteMs = 60_000;
/** How often people and jobs look. */
const tickMs = 15 * minuteMs;
/** The first of a month in Jakarta: one month is counted whole. */
const startMs = Date.parse("2026-10-31T17:00:00.000Z");

export async function simulate({ days, reports, seed, store, onDay }: Simulation) {
  const kit = await startKit(store);
  kit.clock.ms = startMs;
  const platforms = await openPlatforms(kit, randomOf(seed, "platforms"));
  const ministry = await openMinistry(kit, randomOf(seed, "ministry"));
  const planned = planReports({ startMs, days, reports }, randomOf(seed, "reports"));
  const parcels = parcelsOf(kit.intake.key);
  const post = createPost({
    ...{ db: store.db, now: kit.intake.now, random: randomOf(seed, "backoff").next },
    // The documents are tried elsewhere; drawing thousands of them says nothing here.
    readParcel: async (...asked) => ({ ...(await parcels(...asked)), readAttachments: async () => [] }),
    sendMail: createMail({ server: platforms.smtp, from: "lapor@kominfo.example" }),
    sendWebhook: createWebhook({ now: kit.intake.now, isLocal: true }),
  });
  const watched: Watched = { tickMs, firstSeenOver: new Map() };
  const never = new AbortController().signal;
  const endMs = startMs + days * dayMs;
  for (let atMs = startMs; atMs <= endMs; atMs += tickMs) {
    while (planned[0] && planned[0].atMs < atMs) {
      const one = planned.shift();
      if (!one) break;
      kit.clock.ms = Math.max(kit.clock.ms, one.atMs);
      await ministry.report(one);
    }
    kit.clock.ms = Math.max(kit.clock.ms, atMs);
    const minutes = (atMs - startMs) / minuteMs;
    const [day, hour] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
    if (minutes % 60 === 0) await platforms.change(day, hour);
    await ministry.decide();
    await ministry.makeLetters(minutes % 120 !== 0);
    await withdrawReversed(store.db, kit.intake.now());
    await post.run(never);
    await platforms.answer();
    for (const id of await ministry.watchClocks())
      if (!watched.firstSeenOver.has(id)) watched.firstSeenOver.set(id, kit.clock.ms);
    // What the clock proposed goes at once.
    await post.run(never);
    if (minutes % 360 === 0) await ministry.hearObjections();
    if (minutes % 1_440 === 0) {
      await countMonths(store.db, kit.intake.now());
      onDay(day);
    }
  }
  kit.clock.ms += hourMs;
  await countMonths(store.db, kit.intake.now());
  const verdict = await judge(store.db, { ...watched, endMs, arrived: platforms.arrived });
  await platforms.close();
  await kit.close();
  return { ...verdict, reports: ministry.counts.reports, counts: ministry.counts };
}
