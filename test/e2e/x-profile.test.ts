import { expect, test } from "vitest";
import { until } from "./drivers/driver.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");

test("a profile has one button, and its header shown for another account is that account's", async () => {
  const page = await officer.open("https://x.com/tips_cuan_id");
  await page.waitForState("x:account:tips_cuan_id", "idle");
  const isOneEach = async () => {
    const subjects = (await page.hosts()).map(({ subject }) => subject);
    return new Set(subjects).size === subjects.length;
  };
  expect(await isOneEach()).toBe(true);
  await page.evaluate(() => document.querySelector<HTMLElement>("#other")?.click());
  await page.waitForState("x:account:kopilereng", "idle");
  await until("the other account's button to be the only one", async () =>
    (await page.hosts()).some(({ subject }) => subject === "x:account:tips_cuan_id") ? undefined : true,
  );
  expect(await isOneEach()).toBe(true);
  await page.close();
});
