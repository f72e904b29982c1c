import { expect, test } from "../support/e2e/fixtures.ts";

test("moves the button of a profile to the account that the page shows next", { tag: "@chromium" }, async ({
  stage,
}) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://x.com/tips_cuan_id");
  const subjects = async () => (await page.hosts()).map(({ subject }) => subject);
  const repeated = async () => {
    const all = await subjects();
    return all.filter((subject, index) => all.indexOf(subject) !== index);
  };
  await page.waitForState("x:account:tips_cuan_id", "idle");
  expect(await repeated()).toEqual([]);
  await page.evaluate(() => document.querySelector<HTMLElement>("#other")?.click());
  await page.waitForState("x:account:kopilereng", "idle");
  await expect.poll(subjects, "subjects of the buttons").not.toContain("x:account:tips_cuan_id");
  expect(await repeated()).toEqual([]);
});
