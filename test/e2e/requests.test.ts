/** From a decision to a letter in the queue by two acts, and the tab of requests as people see it. */

import { expect, inject, test } from "vitest";
import { channelSamples, insertChannel } from "../request-kit.ts";
import { findings } from "./axe-findings.ts";
import { clearDesk } from "./clear-desk.ts";
import { enrolDevice } from "./drivers/device.ts";
import { until } from "./drivers/driver.ts";
import { fillDesk } from "./fill-desk.ts";
import { shoot } from "./shoot.ts";
import { sowRequests } from "./sow-requests.ts";
import { openStageForTest, stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();

test("approved, f, Ctrl+Enter: the letter is queued; one by hand is copied, brought and answered", {
  timeout: 180_000,
}, async () => {
  const { intake } = stage;
  await fillDesk(await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Contoh")), {
    count: 1,
    alike: 1,
  });
  await stage.onStore(async (db) => {
    for (const site of ["x", "facebook", "youtube", "telegram"])
      for (const [place, sample] of [channelSamples.mail, channelSamples.form].entries())
        await insertChannel(db, { ...sample, id: `${site}-${sample.id}`, site }, place);
  });
  const first = await stage.person("supervisor", "Penyelia Satu");
  expect((await clearDesk(await first.extensionPage("desk.html"), "approve")).cases).toBe(1);
  await first.close();

  const second = await stage.person("supervisor", "Penyelia Dua");
  const desk = await second.extensionPage("desk.html");
  await clearDesk(desk, "confirm");
  await desk.waitFor("make-open");
  // Two acts, and no more: one to see the letter, one to put it into the queue.
  await desk.press("f");
  await desk.waitFor('make-queue[aria-disabled="false"]');
  expect(await desk.text("letter")).toContain("Permintaan Penanganan Konten");
  await shoot(desk, "requests-case-letter");
  await desk.press("Control+Enter");
  await desk.waitFor("made");
  expect(await desk.text("made")).toContain("00001/LK-KOMINFO/");
  await desk.waitFor('case-request[data-state="queued"]');
  await shoot(desk, "requests-case-made");

  // Undone, it waits in the tab for another letter: this one goes by hand.
  await desk.click("made-undo");
  await desk.waitFor('made[data-undone="true"]');
  await desk.click("tab-requests");
  await desk.click("ready-make");
  await desk.waitFor('make-queue[aria-disabled="false"]');
  const form = await desk.evaluate(
    () => document.querySelector<HTMLElement>('[data-testid$="-formulir"]')?.dataset.testid,
  );
  await desk.click(form ?? "");
  await desk.press("Control+Enter");
  await desk.waitFor("made");
  await desk.click("made-open");
  await desk.waitFor("hand-over");
  await desk.click("copy");
  await until("a word on copying", async () =>
    (await desk.text("hand-over")).match(/tersalin|Ctrl\+C/) ? true : undefined,
  );
  await shoot(desk, "requests-by-hand");
  await desk.click("hand-sent");
  await desk.click("hand-confirm");
  await desk.waitFor('request-view[data-state="sent"]');
  await desk.press("j");
  await desk.click("answer-items");
  await desk.select("answer-item-1", "acted");
  await desk.press("Control+Enter");
  await desk.waitFor('request-view[data-state="answered"]');
  await shoot(desk, "requests-answered");
  await second.close();
});

/** The markup is the same in both browsers; once is enough. */
const inOneBrowser = test.skipIf(inject("browser") !== "chromium");

inOneBrowser.each(["light", "dark"] as const)(
  "the tab is accessible, %s",
  { timeout: 180_000 },
  async (colorScheme) => {
    const own = await openStageForTest();
    const { intake } = own;
    await fillDesk(await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Contoh")), {
      count: 9,
      alike: 9,
    });
    const supervisor = await own.person("supervisor", "Penyelia Contoh", { colorScheme });
    await own.onStore(sowRequests);
    for (const [name, path, size] of [
      ["desk", "desk.html", { width: 1280, height: 900 }],
      ["popup", "popup.html", { width: 400, height: 600 }],
    ] as const) {
      const view = await supervisor.extensionPage(path, size);
      const look = async (what: string) => {
        await shoot(view, `requests-${name}-${what}-${colorScheme}`);
        expect(await findings(view), `${name}, ${what}`).toEqual([]);
      };
      const back = async () => {
        if (name === "popup") await view.click("request-back");
      };
      await view.click("tab-requests");
      await view.waitFor("ready-make");
      await look("needs");
      await view.click('needs-over [data-testid="request-row"]');
      await view.waitFor("request-act-reprimand");
      await look("over");
      await view.press("t");
      await view.waitFor("reprimand-send");
      await look("reprimand");
      await view.press("Escape");
      await view.press("j");
      await view.click("answer-items");
      await look("answer");
      await view.press("Escape");
      await back();
      await view.click('needs-byHand [data-testid="request-row"]');
      await view.waitFor("hand-over");
      await look("by-hand");
      await back();
      await view.click('needs-undelivered [data-testid="request-row"]');
      await view.waitFor("dispatch");
      await look("undelivered");
      await view.click("request-act-withdraw");
      await view.click("withdraw-save");
      await view.waitFor('withdraw-reason[aria-invalid="true"]');
      await look("withdraw");
      await view.press("Escape");
      await back();
      await view.click("ready-make");
      await view.waitFor("letter");
      await look("letter");
      await view.press("Escape");
      await view.click("requests-running");
      await view.waitFor("request-row");
      await look("running");
      await view.click("requests-done");
      await view.waitFor('request-row[data-state="answered"]');
      await view.click("request-row");
      await view.waitFor("request-item");
      await look("done");
      await back();
      await view.press("?");
      await view.waitFor("keys-help");
      await look("keys");
      await view.click("keys-close");
      await view.click("requests-needs");
      await view.close();
    }
    await own.close();
  },
);
