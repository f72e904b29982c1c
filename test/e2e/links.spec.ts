/** Hosts that a case links to: shown beside the case, described by a supervisor, stored for the next case. */

import { linkLooks } from "../../intake/db/schema/index.ts";
import { evidenceOf, inventPost } from "../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../scripts/measure/chaos/random.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

const host = "laman-promo.example";

test.beforeAll(async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Contoh");
  const random = randomOf(1, "links");
  for (const place of [1, 2]) {
    const evidence = evidenceOf(inventPost(place, "TAUTAN_RENDAH", random), new Date(), random);
    const links = { value: [{ address: `https://${host}/diskon?dari=${place}` }], source: "a[href]" };
    await device.report({ ...evidence, fields: { ...evidence.fields, links } }, "TAUTAN_RENDAH");
  }
});

test("counts the cases that link to the same host and stores the supervisor's note on its page", {
  tag: "@chromium",
}, async ({ stage }) => {
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("case-row");
  await desk.click("context-links");
  await desk.waitFor(`linked-host[data-host="${host}"]`);
  expect(await desk.text("link-elsewhere")).toBe("1 kasus lain menaut ke sini, dari 1 akun.");
  await desk.click("link-note");
  await desk.click("link-page-empty");
  await desk.type("link-count", "14");
  await desk.click("link-covering");
  await desk.type("link-words", "Hanya dua kalimat di antara iklan.");
  await shoot(desk, "links-form");
  await desk.click("link-save");
  await desk.waitFor('link-look[data-page="empty"]');
  expect(await desk.text("link-look")).toContain("Hampir tanpa isi. 14 iklan, ada yang menutupi isinya.");
  await shoot(desk, "links");
  await stage.onStore(async (db) => {
    expect(await db.select().from(linkLooks)).toMatchObject([{ host, page: "empty", advertisements: 14 }]);
  });
});
