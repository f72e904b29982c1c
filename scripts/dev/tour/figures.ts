/** Publication section of the tour: the month's public numbers, which reveal nothing about a single letter. */

import { publicFigures } from "../../../utils/shared/contract/public-figures.ts";
import { type Driver, until } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import type { Recorder } from "./recorder.ts";

/** Numbers of a running month are rounded down to multiples of this; smaller ones are withheld. */
const step = 5;

export async function readFigures(
  stage: TestEnvironment,
  { stranger, approved }: { stranger: Driver; approved: number },
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "stranger", act: "read the public numbers" }, async () => {
    const { address } = stage.intake;
    // Numbers are counted every five minutes and at the intake's start.
    await stage.intake.stop();
    await stage.intake.start();
    const shown = approved - (approved % step);
    const counts = await until("the month to be counted", async () => {
      const found = await readCounts(address);
      return found?.get("cases.approved") === shown ? found : undefined;
    });
    // One letter, one item, one check: too few to be shown. Numbers that are zero are shown.
    for (const name of ["requests.sent", "items.in-time", "seen.removed"])
      if (counts.get(name) !== null) throw new Error(`${name} is shown as ${counts.get(name)}`);
    if (counts.get("seen.available") !== 0) throw new Error("a number that is zero is hidden");
    const page = await stranger.open(`${address}/angka`);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("tbody tr")].map((row) => (row as HTMLElement).innerText),
    );
    await tour.shoot(page, "public-figures");
    await page.close();
    if (!rows.some((row) => row.startsWith(`Disetujui\t${shown}`)))
      throw new Error(`the page does not show ${shown} approved: ${rows[0]}`);
  });
}

async function readCounts(intake: string): Promise<Map<string, number | null> | undefined> {
  const newest = /\/angka\/(20\d\d-\d\d)\.json/.exec(await (await fetch(`${intake}/angka`)).text())?.[1];
  if (!newest) return undefined;
  const { counts } = publicFigures.parse(await (await fetch(`${intake}/angka/${newest}.json`)).json());
  return new Map(counts.map(({ name, total }) => [name, total]));
}
