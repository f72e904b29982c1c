/** A disk that is nearly full: said before anybody fills in a form, and what waits stays and is sent. */

import { expect, test } from "vitest";
import { readOutbox, tryNow } from "../../scripts/chaos/device.ts";
import { limits } from "../../utils/contract/limits.ts";
import { until } from "./drivers/driver.ts";
import { fileReport, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const [first, second] = ["x:post:1993210000000000102", "x:post:1993210000000000103"] as const;
/** More than a draft and the reserve by what a report leaves and some; Firefox gives no less than 10 MB. */
const storageBytes = limits.draftBytes + limits.storageReserveBytes + 1_500_000;

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh", { storageBytes });

/** Runs in a page of the extension: something else takes two megabytes, or gives them back. */
async function fillDisk(full: boolean): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  if (!full) return folder.removeEntry("ballast");
  const writer = await (await folder.getFileHandle("ballast", { create: true })).createWritable();
  await writer.write(new Uint8Array(2_000_000));
  await writer.close();
}

test("a new capture is refused with a sentence; what waits is kept and sent, and room is used again", async () => {
  await stage.intake.stop();
  const page = await officer.open("https://x.com/home");
  await page.waitForState(first, "idle");
  const receipt = await fileReport(page, first, "JUDI");
  await untilClosed(page);
  const own = await officer.extensionPage("options.html");
  await own.evaluate(fillDisk, true);

  await page.bringToFront();
  await page.clickHost(second);
  expect(await page.form.attribute("problem", "data-code")).toBe("storage-full");
  expect(await page.form.text("problem")).toMatch(/penyimpanan|ruang/i);
  await page.press("Escape");
  const rowNow = async () => (await readOutbox(officer)).find(({ number }) => number === receipt);
  await until("the report to wait", async () => (await rowNow())?.state === "waiting" || undefined);

  await stage.intake.start();
  await tryNow(officer);
  await until("the report to be sent", async () => (await rowNow())?.state === "sent" || undefined, 90_000);
  await own.evaluate(fillDisk, false);
  await own.close();
  await fileReport(page, second, "SPAM");
});
