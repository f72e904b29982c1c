/** On a nearly full disk the form refuses new captures; waiting reports are kept and sent. */

import { fileReport, untilClosed, untilInFront } from "../../scripts/dev/drivers/file-report.ts";
import { readOutbox, tryNow } from "../../scripts/measure/chaos/device.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const [first, second] = ["x:post:1993210000000000102", "x:post:1993210000000000103"] as const;
/** A draft, the reserve, and room for what a report leaves. Firefox gives an origin at least 10 MB. */
const storageBytes = limits.draftBytes + limits.storageReserveBytes + 1_500_000;

/** Runs in a page of the extension: takes two megabytes of its storage, or frees them. */
async function fillDisk(full: boolean): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  if (!full) return folder.removeEntry("ballast");
  const writer = await (await folder.getFileHandle("ballast", { create: true })).createWritable();
  await writer.write(new Uint8Array(2_000_000));
  await writer.close();
}

test("refuses a new capture on a full disk, keeps and sends the waiting report, and uses freed room", {
  tag: "@firefox-outbox",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh", { storageBytes });
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
  // Before the form has the focus, the key would reach the page, and the form would stay open.
  await untilInFront(page);
  await page.form.press("Escape");
  await untilClosed(page);
  const stateNow = async () => (await readOutbox(officer)).find(({ number }) => number === receipt)?.state;
  await expect.poll(stateNow, "state of the first report").toBe("waiting");

  await stage.intake.start();
  await tryNow(officer);
  await expect.poll(stateNow, { message: "state of the first report", timeout: 90_000 }).toBe("sent");
  await own.evaluate(fillDisk, false);
  await own.close();
  await fileReport(page, second, "SPAM");
});
