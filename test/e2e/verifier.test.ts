/** The page that checks exports, in a real browser: from the intake and from a file, without network, nothing executes. */

import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { writeVerifier } from "../../scripts/verifier/build.ts";
import type { Evidence } from "../../utils/contract/evidence.ts";
import { jsonExport, makeExport, packetOf } from "../export-kit.ts";
import { waczOf } from "../wacz-kit.ts";
import type { Driver, SitePage } from "./drivers/driver.ts";
import { stageForTest } from "./stage-for-test.ts";

const pictures = ".output/test/verifier";
const hostile = [
  "<script>document.title='ran'</script>",
  "<img src=x onerror=\"document.title='ran'\">",
  "\"><svg/onload=document.title='ran'>",
  "javascript:document.title='ran'",
  "\u202eterbalik\u202c {{7*7}}",
].join("\n");

const { visitor, intake, browser } = await stageForTest();
let driver: Driver;
let page: SitePage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  await writeVerifier();
  driver = await visitor();
  page = await driver.open(`${intake.address}/verify`);
});

/** Chooses a file as a person does; the page hears the same event. */
async function choose(bytes: Uint8Array, name: string): Promise<void> {
  await page.attribute("verify-file", "type");
  await page.evaluate(
    ({ base64, name }) => {
      const letters = atob(base64);
      const file = new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], name);
      const input = document.querySelector<HTMLInputElement>('[data-testid="verify-file"]');
      const chosen = new DataTransfer();
      chosen.items.add(file);
      if (input) input.files = chosen.files;
      input?.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { base64: Buffer.from(bytes).toString("base64"), name },
  );
}

function hostileEvidence(evidence: Evidence): Evidence {
  const { text, authorName } = evidence.fields;
  return {
    ...evidence,
    page: { address: "https://x.com/", title: hostile, language: "id" },
    fields: {
      ...evidence.fields,
      ...(text ? { text: { ...text, value: hostile } } : {}),
      ...(authorName ? { authorName: { ...authorName, value: hostile.slice(0, 190) } } : {}),
    },
  };
}

describe("the verifier", () => {
  test("the intake serves it under the policy that it carries, and it asks for nothing more", async () => {
    const answer = await fetch(`${intake.address}/verify`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await answer.text()).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(loaded.filter((name) => !name.startsWith("data:"))).toEqual([]);
  });

  test("a dossier's code says which report it leads to", async () => {
    const opened = await driver.open(`${intake.address}/verify#LK-7F3K2-9QX4M`);
    expect(await opened.text("verify-number")).toContain("LK-7F3K2-9QX4M");
    await opened.close();
    const other = await driver.open(`${intake.address}/verify#<b>LK-7F3K2-9QX4M`);
    await other.attribute("verify-file", "type");
    expect(await other.count("verify-number")).toBe(0);
    await other.close();
  });

  test("an honest export holds, in words, and says what it does not prove", async () => {
    const kit = await makeExport();
    for (const [name, bytes] of [
      ["kasus.json", await jsonExport(kit)],
      ["paket.json", await packetOf(kit)],
      ["kasus.wacz", await waczOf(kit)],
    ] as const) {
      await choose(bytes, name);
      await page.waitFor('verdict[data-outcome="holds"]');
      await expect.poll(() => page.text("verdict")).toContain(name);
      expect(await page.text("report")).toContain("Sari Wulandari");
      expect(await page.count("findings-false")).toBe(0);
      expect(await page.text("not-proven")).toMatch(/server/);
    }
    await page.screenshot(`${pictures}/holds-${browser}.png`);
  });

  test("a picture stays blurred until it is asked for", async () => {
    const blur = () =>
      page.evaluate(() => {
        const picture = document.querySelector('[data-testid="picture"] img');
        return picture ? getComputedStyle(picture).filter : "none there";
      });
    await expect.poll(blur).toContain("blur");
    await page.click("picture-show");
    await expect.poll(blur).toBe("none");
    const width = await page.evaluate(
      () => document.querySelector<HTMLImageElement>('[data-testid="picture"] img')?.naturalWidth,
    );
    expect(width).toBe(24);
  });

  test("a changed byte is named, the verdict says so first, and the other report still holds", async () => {
    const text = new TextDecoder().decode(await jsonExport(await makeExport()));
    await choose(new TextEncoder().encode(text.replace("bonus 100%", "bonus 200%")), "diubah.json");
    await page.waitFor('verdict[data-outcome="fails"]');
    const named = await page.evaluate(() =>
      [...document.querySelectorAll('[data-testid="finding"][data-holds="false"]')].map((one) =>
        one.getAttribute("data-path"),
      ),
    );
    expect(named).toContain("LK-TX5XN-1R3H2 fields.text");
    expect(await page.count('report[data-holds="true"]')).toBe(1);
    await page.screenshot(`${pictures}/fails-${browser}.png`);
  });

  test("hostile names and texts are shown as text, and nothing of them runs", async () => {
    await choose(await jsonExport(await makeExport(hostileEvidence)), `${hostile.slice(0, 30)}.json`);
    await page.waitFor('verdict[data-outcome="holds"]');
    await expect.poll(() => page.text("fields")).toContain("onerror");
    expect(await page.text("fields")).toContain("<script>document.title='ran'</script>");
    const state = await page.evaluate(() => ({
      title: document.title,
      made: document.querySelectorAll("main script, main svg, main img[onerror], main a").length,
    }));
    expect(state.title).not.toBe("ran");
    expect(state.made).toBe(0);
  });

  test("a file that is none of ours cannot be checked", async () => {
    await choose(new TextEncoder().encode("bukan apa-apa"), "catatan.txt");
    await page.waitFor('verdict[data-outcome="unreadable"]');
  });

  test("the key that the ministry publishes is compared", async () => {
    const kit = await makeExport();
    await page.evaluate(() => document.querySelector<HTMLElement>("summary")?.click());
    await page.type("verify-key", "A".repeat(43));
    await choose(await packetOf(kit), "kunci.json");
    await page.waitFor('finding[data-code="intake-key"][data-holds="false"]');
  });

  test("opened from a file it speaks both languages, by keyboard", async () => {
    const { file } = await writeVerifier();
    page = await driver.open(pathToFileURL(file).href);
    await page.click("verify-language-en");
    await choose(await waczOf(await makeExport()), "case.wacz");
    await page.waitFor('verdict[data-outcome="holds"]');
    expect(await page.text("verdict")).toContain("Intact");
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe("H2");
    await page.resize({ width: 390, height: 844 });
    await page.screenshot(`${pictures}/file-${browser}.png`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
