/** Where a case's links lead: shown beside the case, noted by a person, and kept for whoever opens it next. */

import { expect, test } from "vitest";
import { linkLooks } from "../../intake/store/schema/index.ts";
import { randomOf } from "../../scripts/chaos/random.ts";
import { evidenceOf, inventPost } from "../../scripts/seed/make-report.ts";
import { enrolDevice } from "./drivers/device.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const pictures = process.env.SCREENSHOTS;
const host = "laman-promo.example";

async function reportTwo(): Promise<void> {
  const { intake } = stage;
  const device = await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Contoh"));
  const random = randomOf(1, "links");
  for (const place of [1, 2]) {
    const evidence = evidenceOf(inventPost(place, "TAUTAN_RENDAH", random), new Date(), random);
    const links = { value: [{ address: `https://${host}/diskon?dari=${place}` }], source: "a[href]" };
    await device.report({ ...evidence, fields: { ...evidence.fields, links } }, "TAUTAN_RENDAH");
  }
}

test("a supervisor sees who else links there, and notes what the page is", { timeout: 180_000 }, async () => {
  await reportTwo();
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("case-row");
  await desk.waitFor(`linked-host[data-host="${host}"]`);
  expect(await desk.text("link-elsewhere")).toBe("1 kasus lain menaut ke sini, dari 1 akun.");
  await desk.click("link-note");
  await desk.click("link-page-empty");
  await desk.type("link-count", "14");
  await desk.click("link-covering");
  await desk.type("link-words", "Hanya dua kalimat di antara iklan.");
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-links-form.png`);
  await desk.click("link-save");
  await desk.waitFor('link-look[data-page="empty"]');
  expect(await desk.text("link-look")).toContain("Hampir tanpa isi. 14 iklan, ada yang menutupi isinya.");
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-links.png`);
  await supervisor.close();
  await stage.onStore(async (db) => {
    expect(await db.select().from(linkLooks)).toMatchObject([{ host, page: "empty", advertisements: 14 }]);
  });
});
