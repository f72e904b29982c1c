/** A decided video becomes a golden case at the desk, and the vlogger's own record stands below their tasks. */

import { expect, test } from "vitest";
import { randomOf } from "../../scripts/chaos/random.ts";
import { evidenceOf, inventPost } from "../../scripts/seed/make-report.ts";
import { clearDesk } from "./clear-desk.ts";
import { enrolDevice } from "./drivers/device.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const { address } = stage.intake;
const pictures = process.env.SCREENSHOTS;
const why = "Tautan di deskripsi membuka situs judi, dan suaranya mengajak mendaftar.";

test("a supervisor makes a decided video a test case", { timeout: 180_000 }, async () => {
  const device = await enrolDevice(address, await stage.intake.enrol("officer", "Petugas Contoh"));
  const random = randomOf(1, "golden");
  const post = { ...inventPost(1, "JUDI", random), site: "youtube", kind: "video" } as const;
  const video = { ...post, subject: "youtube:video:S4y0rL0d3h1" };
  await device.report(evidenceOf(video, new Date(), random), "JUDI");

  const first = await stage.person("supervisor", "Penyelia Satu");
  await clearDesk(await first.extensionPage("desk.html"), "approve");
  await first.close();
  const second = await stage.person("supervisor", "Penyelia Dua");
  const desk = await second.extensionPage("desk.html");
  await clearDesk(desk, "confirm");
  await desk.waitFor("golden");
  await desk.click("golden-open");
  await desk.type("golden-why", why);
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-golden-make.png`);
  await desk.click("golden-set");
  await desk.waitFor('golden[data-set="true"]');
  expect(await desk.text("golden")).toContain(why);
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-golden.png`);
  await second.close();
});

test("a vlogger sees where they stand", async () => {
  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  expect(await popup.text("verdict-record")).toContain("Peserta");
  if (pictures) await popup.screenshot(`${pictures}/${stage.browser}-record.png`);
  await vlogger.close();
});
