/** From a page that only structure could read to the administrator's mail: device, intake and its jobs, within the hour. */

import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { savePreferences } from "../../../../intake/alerts/store/preferences.ts";
import { alerts } from "../../../../intake/db/schema/index.ts";
import { startJobs } from "../../../../intake/jobs/start-jobs.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import { enrol } from "../../../../utils/extension/api/enrolment.ts";
import { countPage } from "../../../../utils/extension/recipe-health/count-pages.ts";
import { startHealthUploads } from "../../../../utils/extension/recipe-health/upload-counts.ts";
import type { PageCount } from "../../../../utils/shared/contract/recipe-health.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const intake = "https://pusat.example";
const start = Date.parse("2026-11-25T03:10:00.000Z");
const minute = 60_000;
const email = "pengelola@kominfo.test";
/** Counted by the structural finder on one page of a feed. */
const byStructure: PageCount = {
  ...{ site: "facebook", kind: "post", recipeVersion: 3, surface: 0, posts: 0, buttons: 0, byStructure: 7 },
  identities: { found: 0, expected: 0 },
};

let stores: TestStores;
let mails: MailServer;
let kit: IntakeKit;

beforeAll(async () => {
  stores = await openTestStores("postgres");
  mails = await startMailServer();
  kit = await startKit(await stores.open(), undefined, {
    publicOrigin: intake,
    sending: {
      mail: { server: mails.url, from: "Kominfo <lapor@kominfo.test>" },
      mailHost: "kominfo.test",
      isLocal: true,
    },
  });
}, 120_000);

afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await mails.close();
  await kit.close();
  await stores.close();
});

beforeEach(async () => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: "0.1.0" }) });
  mails.received.length = 0;
  vi.stubGlobal("fetch", (address: URL, init: RequestInit) => kit.app.request(address.href, init));
});

/** Sets the clocks of device and intake. */
function moveTo(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: ms });
  kit.clock.ms = ms;
}

/** The work of the alarm before may still set the next one. */
async function nextAlarm() {
  const earliest = async () => {
    const [alarm] = (await fakeBrowser.alarms.getAll()).sort((a, b) => a.scheduledTime - b.scheduledTime);
    if (!alarm) throw new Error("no alarm is set");
    return alarm;
  };
  return vi.waitFor(earliest, { timeout: 5_000 }).catch(() => undefined);
}

/** Lets the device's alarms up to a time go off, each at its own. */
async function untilAlarms(endMs: number): Promise<void> {
  for (;;) {
    const alarm = await nextAlarm();
    if (!alarm || alarm.scheduledTime > endMs) return;
    moveTo(alarm.scheduledTime);
    await fakeBrowser.alarms.clear(alarm.name);
    await fakeBrowser.alarms.onAlarm.trigger(alarm);
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get(alarm.name)).not.toEqual(alarm));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("administrators have a mail about the switch within an hour of the page, and officers have none", {
  timeout: 120_000,
}, async () => {
  moveTo(start);
  // The second is the device's own person from here on.
  for (const [role, address] of [
    ["admin", email],
    ["officer", "petugas@kominfo.test"],
  ] as const) {
    const { code } = await createEnrolment(kit.store, { role, name: role }, kit.intake.now());
    const person = await enrol(intake, code);
    if (!person.ok) throw new Error(person.problem.code);
    await savePreferences(kit.store.db, person.value.personId, { mail: "now", email: address });
  }
  await startHealthUploads();
  const stop = startJobs(kit.intake);
  try {
    await countPage(byStructure);
    await untilAlarms(start + 60 * minute);
    expect(Date.now() - start).toBeGreaterThan(0);
    // The jobs run every five seconds, and look at recipes once a minute of the intake's clock.
    const arrives = () => {
      moveTo(Date.now() + 5_000);
      expect(mails.received).toHaveLength(1);
    };
    await vi.waitFor(arrives, { timeout: 60_000, interval: 250 });
    expect(Date.now() - start).toBeLessThanOrEqual(60 * minute);
  } finally {
    await stop();
  }
  const [mail] = mails.received;
  expect(mail?.envelope.rcptTo.map(({ address }) => address)).toEqual([email]);
  const rows = await kit.store.db.select({ event: alerts.event, subject: alerts.subject }).from(alerts);
  expect(rows).toEqual([{ event: "recipe-dropped", subject: "facebook/post/3/other" }]);
});
