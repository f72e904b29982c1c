/** Decisions on the desk: their list, and objections to them. With accessibility, wide and narrow. */

import { randomUUID } from "node:crypto";
import { decisions, objections } from "../../intake/db/schema/index.ts";
import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import type { Device } from "../../scripts/dev/drivers/device.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { insertObjection } from "../support/inserted-requests-kit.ts";

/** Two supervisors pass the first case on to OJK. */
async function escalateOne(one: Device, two: Device): Promise<void> {
  const { cases } = (await one.call("GET", "/v1/cases?limit=1")) as {
    cases: { id: string; version: number }[];
  };
  const [{ id = "", version = 0 } = {}] = cases;
  const input = { act: "escalate", agency: "OJK", reason: "Perlu ditangani pengawas keuangan." };
  const decision = { id: randomUUID(), caseVersion: version, ...input };
  await one.call("POST", `/v1/cases/${id}/decisions`, decision);
  await two.call("POST", `/v1/decisions/${decision.id}/answer`, { answer: "confirm" });
}

test("lists decisions with their grounds, narrows them, and opens the case of one, wide and narrow", {
  tag: "@chromium",
}, async ({ openStage }) => {
  test.setTimeout(180_000);
  const { device, person } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), {
    count: 4,
    alike: 1,
  });
  await escalateOne(
    await device("supervisor", "Penyelia Tiga"),
    await device("supervisor", "Penyelia Empat"),
  );
  const first = await person("supervisor", "Penyelia Satu");
  await clearDesk(await first.extensionPage("desk.html"), "approve");
  await first.close();
  const second = await person("supervisor", "Penyelia Dua");
  await clearDesk(await second.extensionPage("desk.html"), "confirm");

  for (const [name, size] of [
    ["wide", { width: 1280, height: 900 }],
    ["narrow", { width: 400, height: 900 }],
  ] as const) {
    const view = await second.extensionPage("desk.html", size);
    const check = async (part: string) => {
      const look = (scheme: string) => shoot(view, `decisions-${name}-${part}-${scheme}`);
      expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
    };
    await view.click("tab-decisions");
    await view.waitFor('decision-row[data-state="confirmed"]');
    expect(await view.text("decision-referral")).toBe("Akan diteruskan ke OJK");
    await view.click("decision-details");
    await check("list");
    await view.select("filter-act", "reject");
    await view.waitFor("filter-clear");
    await expect.poll(() => view.evaluate(() => document.querySelector(".empty") !== null)).toBe(true);
    await check("empty");
    await view.click("filter-clear");
    await view.waitFor("decision-row");
    await view.click("decisions-save-csv");
    await expect.poll(() => view.text("decisions-said")).toContain("keputusan-");
    await view.evaluate(() => document.querySelector<HTMLElement>(".decisions .row")?.click());
    await view.waitFor("case-view");
    await view.close();
  }
  await second.close();
});

test("two supervisors who took no part dismiss an objection, the second one by the first one's words", {
  tag: "@chromium",
}, async ({ openStage }) => {
  test.setTimeout(180_000);
  const { device, onStore, person } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), { count: 1, alike: 1 });
  for (const [name, act] of [
    ["Penyelia Satu", "approve"],
    ["Penyelia Dua", "confirm"],
  ] as const) {
    const decider = await person("supervisor", name);
    await clearDesk(await decider.extensionPage("desk.html"), act);
    await decider.close();
  }
  await onStore(async (db) => {
    const [decision] = await db.select().from(decisions);
    await insertObjection(db, decision?.id ?? "", new Date(), "Ini kritik terhadap kebijakan.");
  });
  const expectState = (state: string) =>
    onStore(async (db) => {
      expect((await db.select().from(objections)).map((row) => row.state)).toEqual([state]);
    });
  const open = async (name: string, size: { width: number; height: number }) => {
    const supervisor = await person("supervisor", name);
    const view = await supervisor.extensionPage("desk.html", size);
    await view.click("objections-waiting");
    return { supervisor, view };
  };
  const check = async (view: Awaited<ReturnType<typeof open>>["view"], part: string) => {
    const look = (scheme: string) => shoot(view, `objections-${part}-${scheme}`);
    expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
  };
  const reason = "Bukan kritik: tautannya membuka situs judi.";

  const third = await open("Penyelia Tiga", { width: 1280, height: 900 });
  await third.view.click("objection-row");
  await third.view.click("hearing-open");
  await third.view.click("hearing-dismissed");
  await third.view.type("hearing-reason", reason);
  await check(third.view, "wide-form");
  await third.view.press("Control+Enter");
  await third.view.waitFor("dismissal");
  expect(await third.view.text("held")).toContain("menunggu orang kedua: hasil sanggahan, Judi online");
  await check(third.view, "wide-proposed");
  await expectState("open");
  await third.supervisor.close();

  const fourth = await open("Penyelia Empat", { width: 400, height: 900 });
  await check(fourth.view, "narrow-list");
  await fourth.view.click("objection-row");
  expect(await fourth.view.text("dismissal")).toContain(reason);
  await fourth.view.click("hearing-open");
  await fourth.view.click("hearing-dismissed");
  await check(fourth.view, "narrow-form");
  await fourth.view.press("Control+Enter");
  await fourth.view.waitFor('objection[data-state="dismissed"]');
  await check(fourth.view, "narrow-dismissed");
  await expectState("dismissed");
});
