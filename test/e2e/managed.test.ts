import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { findings } from "./axe-findings.ts";
import { readCaptured } from "./draft.ts";
import { type Driver, until } from "./drivers/driver.ts";
import { enrolBrowser } from "./drivers/enrol.ts";
import { placeForPolicy } from "./drivers/policy.ts";
import { fileReport, openForm, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

/** A real policy in a real browser: what it sets holds on the settings page, in the form and in the outbox. */
const stage = await stageForTest();
const place = placeForPolicy(stage.browser, findBrowsers([stage.browser])[stage.browser]);
if (typeof place === "string") console.warn(`skipped: ${place}`);

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const video = "youtube:video:S4y0rL0d3h1";
const comment = "youtube:comment:UgzDapurLodeh00000000001AaABAg";
const elsewhere = "https://lain.example.go.id";

const receiptState = (driver: Driver, receipt: string, wanted: string) =>
  until(
    `${receipt} to be ${wanted}`,
    async () => {
      const popup = await driver.extensionPage("popup.html", { width: 400, height: 600 });
      await popup.waitFor("report-row");
      const row = await popup.evaluate((number) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')];
        const found = rows.find((one) => one.innerText.includes(number));
        return found && { state: found.dataset.state, words: found.innerText };
      }, receipt);
      await popup.close();
      return row?.state === wanted ? row : undefined;
    },
    60_000,
  );

describe.skipIf(typeof place === "string")("under a policy", async () => {
  if (typeof place === "string") return;
  const profile = mkdtempSync(join(tmpdir(), "lapor-managed-profile-"));
  const rules = {
    organisation: "Dinas Contoh",
    language: "en",
    categories: ["JUDI"],
    pictures: "never",
    signOn: "off",
  };
  place.set({ ...rules, intake: stage.intake.address });
  afterAll(async () => {
    place.remove();
    await officer.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const officer = await stage.visitor({ ...place.launch, profile });

  test("a link to another intake is refused, and the settings page says who set what", async () => {
    const link = new URLSearchParams({ intake: elsewhere, code: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" });
    const page = await officer.extensionPage(`options.html?${link}`);
    await page.waitFor("managed");
    expect(await page.attribute("problem", "data-code")).toBe("intake-managed");
    expect(await page.text("intake-url")).toBe(stage.intake.address);
    expect(await page.text("enrol-code")).toBe("");
    expect(await page.text("language")).toBe("English");
    expect(await page.text("managed-organisation")).toBe("Dinas Contoh");
    expect(await page.text("managed-categories")).toBe("Child sexual abuse, Gambling");
    expect(await page.text("managed-sign-on")).toBe("An enrolment code only");
    expect(await page.count("allow-pictures")).toBe(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    // Typing changes nothing.
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="intake-url"]')?.focus());
    await page.press("x");
    expect(await page.text("intake-url")).toBe(stage.intake.address);
    if (officer.name === "chromium") expect(await findings(page)).toEqual([]);
    await page.close();
    expect(stage.practice.refused.filter((host) => host.includes("lain.example"))).toEqual([]);
  });

  test("nothing is pictured, not the video either, and the form offers what the organisation uses", async () => {
    await enrolBrowser(officer, stage.intake.address, () => stage.intake.enrol("officer", "Petugas Contoh"));
    await officer.grantAllUrls();
    const page = await officer.open(watch);
    await page.waitForState(video, "idle");
    await openForm(page, video);
    const { evidence, files } = await readCaptured(page);
    expect(evidence.picture).toEqual({ state: "none", reason: "policy" });
    expect(evidence.frame).toEqual({ state: "none", reason: "policy" });
    expect(Object.values(files).filter((file) => file.startsWith("data:image"))).toEqual([]);
    expect(
      Object.values(files).filter((file) => atob(file.split(",")[1] ?? "").includes("data:image")),
    ).toEqual([]);
    const cells = await page.form.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[role="radio"]')].map(({ dataset }) => dataset.testid),
    );
    expect(cells).toEqual(["category-PORNO_ANAK", "category-JUDI"]);
    // The key of a category that is not offered.
    await page.form.press("2");
    expect(await page.form.attribute("send", "aria-disabled")).toBe("true");
    await page.form.press("Escape");
    await untilClosed(page);
    await page.close();
  });

  test("another intake set by policy: reports wait with the reason, none goes to the old one, and all go once it is set back", async () => {
    const open = await officer.extensionPage("options.html");
    await open.waitFor("managed");
    place.set({ ...rules, intake: elsewhere });
    if (officer.name === "chromium")
      await until(
        "the open page to follow",
        async () => (await open.text("intake-url")) === elsewhere || undefined,
        40_000,
      );
    else await officer.restart();
    const page = await officer.open(watch);
    await page.waitForState(comment, "idle");
    const receipt = await fileReport(page, comment, "JUDI");
    const row = await receiptState(officer, receipt, "waiting");
    await until(
      "the reason",
      async () =>
        (await receiptState(officer, receipt, "waiting")).words.includes("another intake") || undefined,
    );
    expect(row.state).toBe("waiting");
    const key = await stage.intake.apiKey();
    const cases = async () => {
      const answer = await fetch(`${stage.intake.address}/v1/cases`, {
        headers: { Authorization: `Bearer ${key}` },
      });
      return (await answer.json()) as { cases: unknown[] };
    };
    expect((await cases()).cases).toEqual([]);
    place.set({ ...rules, intake: stage.intake.address });
    await officer.restart();
    await receiptState(officer, receipt, "sent");
    expect((await cases()).cases).toHaveLength(1);
  });

  test("a setting that cannot be read is named, and the others hold", async () => {
    place.set({ ...rules, intake: "http://tidak-aman.example" });
    await officer.restart();
    const page = await officer.extensionPage("options.html");
    await page.waitFor("managed-wrong");
    expect(await page.attribute("managed-wrong", "data-name")).toBe("intake");
    expect(await page.text("managed-organisation")).toBe("Dinas Contoh");
    await page.close();
  });
});
