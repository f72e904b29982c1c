/** The lists of referrals and watched posts on the desk: filters, an answer, empty lists, and accessibility. */

import { eq } from "drizzle-orm";
import { referralLetters, referrals } from "../../intake/db/schema/index.ts";
import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import { evidenceOf, inventPost } from "../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../scripts/measure/chaos/random.ts";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

/** Their narrowest actions go to fact checkers, to DJKI, and to watching. */
const reported: readonly CategoryCode[] = [
  "HOAKS",
  "HOAKS",
  "HOAKS",
  "HKI",
  "KEBENCIAN_SARA",
  "KEBENCIAN_SARA",
];
const dayMs = 86_400_000;

test("lists referrals by what they need, narrows them, and records an answer, wide and narrow", {
  tag: "@chromium",
}, async ({ openStage }) => {
  test.setTimeout(180_000);
  const { device, person, onStore } = await openStage();
  const officer = await device("officer", "Petugas Contoh");
  const random = randomOf(1, "referrals");
  for (const [at, category] of reported.entries())
    await officer.report(evidenceOf(inventPost(at, category, random), new Date(), random), category);
  const first = await person("supervisor", "Penyelia Satu");
  await clearDesk(await first.extensionPage("desk.html"), "approve");
  await first.close();
  const second = await person("supervisor", "Penyelia Dua");
  await clearDesk(await second.extensionPage("desk.html"), "confirm");
  // One is answered late and one never; the others wait to be brought.
  await onStore(async (db) => {
    const rows = await db.select().from(referrals).where(eq(referrals.partner, "PEMERIKSA_FAKTA"));
    for (const [at, { id }] of rows.slice(0, 2).entries()) {
      const sentAt = new Date(Date.now() - (at === 0 ? 9 : 25) * dayMs);
      const dueAt = new Date(sentAt.getTime() + 7 * dayMs);
      const sent = { state: "sent", sentAt, dueAt, acknowledgedAt: sentAt, reminders: at + 1 } as const;
      await db.update(referrals).set(sent).where(eq(referrals.id, id));
      await db.update(referralLetters).set({ state: "sent" }).where(eq(referralLetters.referralId, id));
    }
  });

  for (const [name, size] of [
    ["wide", { width: 1280, height: 900 }],
    ["narrow", { width: 400, height: 900 }],
  ] as const) {
    const view = await second.extensionPage("desk.html", size);
    const check = async (part: string) => {
      const look = (scheme: string) => shoot(view, `referrals-${name}-${part}-${scheme}`);
      expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
    };
    await view.click("tab-requests");
    await view.click("part-referrals");
    await view.click("referrals-needs");
    await view.waitFor("referral-by-hand");
    await check("needs");
    await view.click("referrals-late");
    await view.waitFor("referral-late");
    await expect.poll(() => view.count("referral"), "late referrals").toBe(name === "wide" ? 2 : 1);
    await check("late");
    if (name === "wide") {
      await view.click("referral-answer");
      await view.click("answer-false");
      await check("answer");
      await view.click("referral-save");
      await expect.poll(() => view.count("referral")).toBe(1);
    }
    await view.click("referrals-answered");
    await view.waitFor("referral-outcome");
    await check("answered");
    await view.select("filter-partner", "BNN");
    await expect.poll(() => view.count("referral")).toBe(0);
    await check("empty");
    await view.select("filter-partner", "");
    await view.click("part-watches");
    await view.waitFor("watch");
    await view.click("watch-look");
    await check("watches");
    await view.close();
  }
  await second.close();
});
