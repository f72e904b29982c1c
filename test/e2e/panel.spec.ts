/** The desk without a panel, and with an approval that a panel found wrong: wide and narrow, light and dark. */

import { sql } from "drizzle-orm";
import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 400, height: 900 } };

test("tells of a missing panel and of an approval that a panel found wrong", { tag: "@chromium" }, async ({
  openStage,
}) => {
  test.setTimeout(180_000);
  const { device, person, onStore } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), { count: 2, alike: 0 });
  const first = await person("supervisor", "Penyelia Satu");
  await clearDesk(await first.extensionPage("desk.html"), "approve");
  await first.close();
  const second = await person("supervisor", "Penyelia Dua");
  const desk = await second.extensionPage("desk.html");
  await desk.click("case-row");
  await desk.click("decide-refuse");
  await desk.waitFor("refuse-final");
  await shoot(desk, "panel-refuse");
  await desk.press("Escape");
  await clearDesk(desk, "confirm");
  await onStore(async (db) => {
    await db.execute(
      sql`update decisions set draw = 3, draw_share = 5, review = 'overturned', reviewed_at = now()`,
    );
  });
  for (const [name, size] of Object.entries(sizes)) {
    const view = await second.extensionPage("desk.html", size);
    const check = async (part: string) => {
      const look = (scheme: string) => shoot(view, `panel-${part}-${name}-${scheme}`);
      expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
    };
    await view.waitFor("panel-overturned");
    await view.click("panel-overturned");
    await check("queue");
    await view.click("overturned-row");
    await view.waitFor("panel-review");
    await view.evaluate(() =>
      document.querySelector('[data-testid="panel-review"]')?.scrollIntoView({ block: "center" }),
    );
    await check("case");
    const isWhole = await view.evaluate(() => {
      const box = document.querySelector('[data-testid="panel-review"]')?.getBoundingClientRect();
      return box !== undefined && box.left >= 0 && box.right <= innerWidth;
    });
    expect(isWhole, `the panel's finding, ${name}`).toBe(true);
    await view.close();
  }
});
