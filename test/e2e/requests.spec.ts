/** From a decision to a queued letter in two acts, and the accessibility of the requests tab. */

import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { insertRequests } from "../support/e2e/insert-requests.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { channelSamples, insertChannel } from "../support/request-kit.ts";

test("queues a letter by two keys, then delivers one by hand and records its answer", {
  tag: "@chromium",
}, async ({ stage }) => {
  await fillDesk(await stage.device("officer", "Petugas Contoh"), {
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
  // Exactly two acts: the first shows the letter, the second queues it.
  await desk.press("f");
  await desk.waitFor('make-queue[aria-disabled="false"]');
  expect(await desk.text("letter")).toContain("Permintaan Penanganan Konten");
  await shoot(desk, "requests-case-letter");
  await desk.press("Control+Enter");
  await desk.waitFor("made");
  expect(await desk.text("made")).toContain("00001/LK-KOMINFO/");
  await desk.waitFor('case-request[data-state="queued"]');
  await shoot(desk, "requests-case-made");

  // After undo the decision waits in the tab for another letter, this time one delivered by hand.
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
  await expect.poll(() => desk.text("hand-over"), "the copied message").toMatch(/tersalin|Ctrl\+C/);
  await shoot(desk, "requests-by-hand");
  await desk.click("hand-sent");
  await desk.click("hand-confirm");
  await desk.waitFor('request-view[data-state="sent"]');
  await desk.waitFor("request-deliverer");
  await shoot(desk, "requests-deliverer");
  await second.close();

  // Another person records what the platform answers.
  const third = await stage.person("supervisor", "Penyelia Tiga");
  const other = await third.extensionPage("desk.html");
  await other.click("tab-requests");
  await other.click("requests-running");
  await other.click("request-row");
  await other.waitFor("request-act-answer");
  await other.press("j");
  await other.click("answer-items");
  await other.select("answer-item-1", "acted");
  await other.press("Control+Enter");
  await other.waitFor('request-view[data-state="answered"]');
  await shoot(other, "requests-answered");
  await third.close();
});

for (const [name, path, size] of [
  ["desk", "desk.html", { width: 1280, height: 900 }],
  ["popup", "popup.html", { width: 400, height: 600 }],
] as const)
  test(`has no accessibility problem in the requests tab of the ${name}, light or dark`, {
    tag: "@chromium",
  }, async ({ openStage }) => {
    test.setTimeout(180_000);
    const { device, onStore, person } = await openStage();
    await fillDesk(await device("officer", "Petugas Contoh"), {
      count: 9,
      alike: 9,
    });
    const supervisor = await person("supervisor", "Penyelia Contoh");
    await onStore(insertRequests);
    const view = await supervisor.extensionPage(path, size);
    const check = async (part: string) => {
      const look = (colorScheme: string) => shoot(view, `requests-${name}-${part}-${colorScheme}`);
      expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
    };
    const back = async () => {
      if (name === "popup") await view.click("request-back");
    };
    await view.click("tab-requests");
    await view.waitFor("ready-make");
    await check("needs");
    await view.click('needs-over [data-testid="request-row"]');
    await view.waitFor("request-act-reprimand");
    await check("over");
    await view.press("t");
    await view.waitFor("reprimand-send");
    await check("reprimand");
    await view.press("Escape");
    await view.press("j");
    await view.click("answer-items");
    await check("answer");
    await view.press("Escape");
    await back();
    await view.click('needs-byHand [data-testid="request-row"]');
    await view.waitFor("hand-over");
    await check("by-hand");
    await back();
    await view.click('needs-undelivered [data-testid="request-row"]');
    await view.waitFor("dispatch");
    await check("undelivered");
    await view.click("request-act-withdraw");
    await view.click("withdraw-save");
    await view.waitFor('withdraw-reason[aria-invalid="true"]');
    await check("withdraw");
    await view.press("Escape");
    await back();
    await view.click("ready-make");
    await view.waitFor("letter");
    await check("letter");
    await view.press("Escape");
    await view.click("requests-running");
    await view.waitFor("request-row");
    await check("running");
    await view.click("requests-done");
    await view.waitFor('request-row[data-state="answered"]');
    await view.click("request-row");
    await view.waitFor("request-item");
    await check("done");
    await back();
    await view.press("?");
    await view.waitFor("keys-help");
    await check("keys");
    await view.click("keys-close");
    await view.click("requests-needs");
  });
