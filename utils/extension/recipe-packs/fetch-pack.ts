/** Fetches newer packs: at browser start, after enrolment, and every hour. */

import { fail, type Result } from "../../shared/contract/result.ts";
import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { callRoute } from "../api/call-route.ts";
import { onAlarm, onStartup, setAlarm } from "../browser/browser.ts";
import { connection } from "../browser/storage.ts";
import { checkPack } from "./check-pack.ts";
import { type StoredRecipes, storedRecipes } from "./stored-recipes.ts";
import { readVerifiedPack } from "./verified-pack.ts";

const alarm = "recipes";
const everyMs = 3_600_000;

let running: Promise<void> | undefined;
let tellPages = () => {};

/** `changed` is called when other recipes apply. */
export function startRecipes(changed: () => void): void {
  if (import.meta.env.PUBLISHED_RECIPES === false) return;
  tellPages = changed;
  onAlarm(alarm, () => void fetchRecipes());
  onStartup(() => void fetchRecipes());
  void storedRecipes.getValue().then((stored) => {
    const askedMs = stored?.askedAt ? Date.parse(stored.askedAt) : 0;
    if (Date.now() - askedMs >= everyMs) void fetchRecipes();
  });
}

/** Resolves when the answer is validated and stored. Concurrent calls share one request. */
export function fetchRecipes(): Promise<void> {
  if (import.meta.env.PUBLISHED_RECIPES === false) return Promise.resolve();
  running ??= fetchOnce().finally(() => {
    running = undefined;
  });
  return running;
}

async function fetchOnce(): Promise<void> {
  if (!(await connection.getValue())) return;
  const { key, stored } = await readVerifiedPack();
  const before = await storedRecipes.getValue();
  const next = await acceptPack(key, stored);
  await storedRecipes.setValue(next);
  if (next.jws !== before?.jws) tellPages();
  await setAlarm(alarm, Date.now() + everyMs);
}

/** Returns the state to store: the new pack, or the last valid one and why the new one was refused. */
async function acceptPack(
  key: Parameters<typeof checkPack>[1] | undefined,
  stored: StoredRecipes,
): Promise<StoredRecipes> {
  const { refusal: _, ...last } = stored;
  const refused = ({ problem }: Extract<Result<never>, { ok: false }>, askedAt: string) => ({
    ...last,
    askedAt,
    refusal: { problem, at: askedAt },
  });
  if (!key) return refused(fail("recipes-no-key"), new Date().toISOString());
  const answer = await callRoute(deviceRoutes.getRecipes, { query: { after: stored.version } });
  const askedAt = new Date().toISOString();
  if (!answer.ok) return refused(answer, askedAt);
  const { pack: jws } = answer.value;
  // Sites that this browser cannot parse stay marked until the next pack.
  if (jws === undefined) return { ...(stored.unreadable ? stored : last), askedAt };
  const pack = await checkPack(jws, key, stored.version);
  return pack.ok
    ? { kid: stored.kid, jws, version: pack.value.version, acceptedAt: askedAt, askedAt }
    : refused(pack, askedAt);
}
