/** The verifier page, served by the intake and opened from a file: no network, and nothing of an export executes. */

import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { writeVerifier } from "../../scripts/release/verifier.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { jsonExport, makeExport, packetOf } from "../support/export-kit.ts";
import { makeWacz } from "../support/wacz-kit.ts";

const pictures = ".output/test/verifier";
const hostile = [
  "<script>document.title='ran'</script>",
  "<img src=x onerror=\"document.title='ran'\">",
  "\"><svg/onload=document.title='ran'>",
  "javascript:document.title='ran'",
  "\u202eterbalik\u202c {{7*7}}",
].join("\n");

let driver: Driver;
let page: SitePage;
/** The built verifier. */
let file: string;

test.beforeAll(async ({ stage }) => {
  mkdirSync(pictures, { recursive: true });
  ({ file } = await writeVerifier());
  driver = await stage.visitor();
});
test.beforeEach(async ({ stage }) => {
  page = await driver.open(`${stage.intake.address}/verify`);
});
test.afterEach(() => page.close());

/** Chooses a file in the page's file field. */
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

test.describe("the verifier", { tag: "@chromium" }, () => {
  test("is served under the policy in its own markup and loads nothing more", async ({ stage }) => {
    const answer = await fetch(`${stage.intake.address}/verify`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await answer.text()).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(loaded.filter((name) => !name.startsWith("data:"))).toEqual([]);
  });

  test("shows the report number from the code of a dossier", async ({ stage }) => {
    const opened = await driver.open(`${stage.intake.address}/verify#LK-7F3K2-9QX4M`);
    expect(await opened.text("verify-number")).toContain("LK-7F3K2-9QX4M");
    await opened.close();
    const other = await driver.open(`${stage.intake.address}/verify#<b>LK-7F3K2-9QX4M`);
    await other.attribute("verify-file", "type");
    expect(await other.count("verify-number")).toBe(0);
    await other.close();
  });

  test("accepts an unchanged export and names what it does not prove", async ({ stage }) => {
    const kit = await makeExport();
    for (const [name, bytes] of [
      ["kasus.json", await jsonExport(kit)],
      ["paket.json", await packetOf(kit)],
      ["kasus.wacz", await makeWacz(kit)],
    ] as const) {
      await choose(bytes, name);
      await page.waitFor('verdict[data-outcome="holds"]');
      await expect.poll(() => page.text("verdict")).toContain(name);
      expect(await page.text("report")).toContain("Sari Wulandari");
      expect(await page.count("findings-false")).toBe(0);
      // The reports as one line, and the decision.
      expect(await page.count('course-line[data-holds="true"]')).toBe(name === "paket.json" ? 0 : 2);
      expect(await page.text("not-proven")).toMatch(/server/);
    }
    await page.screenshot(`${pictures}/holds-${stage.browser}.png`);
  });

  test("blurs a picture until it is revealed", async () => {
    await choose(await makeWacz(await makeExport()), "kasus.wacz");
    await page.waitFor('verdict[data-outcome="holds"]');
    const blur = () =>
      page.evaluate(() => {
        const picture = document.querySelector('[data-testid="picture"] img');
        return picture ? getComputedStyle(picture).filter : "none there";
      });
    await expect.poll(blur).toContain("blur");
    await page.click("picture-show");
    await expect.poll(blur).toBe("none");
    const width = () =>
      page.evaluate(
        () => document.querySelector<HTMLImageElement>('[data-testid="picture"] img')?.naturalWidth,
      );
    await expect.poll(width, "the picture's own width").toBe(24);
  });

  test("names a changed field, rejects the export and accepts the other report", async ({ stage }) => {
    const text = new TextDecoder().decode(await jsonExport(await makeExport()));
    await choose(new TextEncoder().encode(text.replace("bonus 100%", "bonus 200%")), "diubah.json");
    await page.waitFor('verdict[data-outcome="fails"]');
    const named = await page.evaluate(() =>
      [...document.querySelectorAll('[data-testid="finding"][data-holds="false"]')].map((element) =>
        element.getAttribute("data-path"),
      ),
    );
    expect(named).toContain("LK-TX5XN-1R3H2 fields.text");
    expect(await page.count('report[data-holds="true"]')).toBe(1);
    await page.screenshot(`${pictures}/fails-${stage.browser}.png`);
  });

  test("shows hostile names and texts as text and executes none of it", async () => {
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

  test("refuses a file that is no export", async () => {
    await choose(new TextEncoder().encode("bukan apa-apa"), "catatan.txt");
    await page.waitFor('verdict[data-outcome="unreadable"]');
  });

  test("compares the export's key with the one the ministry publishes", async ({ stage }) => {
    const kit = await makeExport();
    await choose(await packetOf(kit), "kunci.json");
    await page.waitFor('verdict[data-outcome="holds"]');
    expect(await page.text("verdict")).toContain("belum diperiksa");
    // The file is checked again with each key that is entered.
    await page.type("verify-key", "A".repeat(43));
    await page.press("Enter");
    await page.waitFor('finding[data-code="intake-key"][data-holds="false"]');
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('[data-testid="verify-key"]');
      if (field) field.value = "";
    });
    await page.type("verify-key", await thumbprintOf(kit.intake.publicKey));
    await page.press("Enter");
    await expect.poll(() => page.text("verdict")).toContain("Utuh");
    await page.screenshot(`${pictures}/compared-${stage.browser}.png`);
  });

  test("works in English and on a narrow screen when opened from a file", async ({ stage }) => {
    await page.goto(pathToFileURL(file).href);
    await page.click("verify-language-en");
    await choose(await makeWacz(await makeExport()), "case.wacz");
    await page.waitFor('verdict[data-outcome="holds"]');
    expect(await page.text("verdict")).toContain("Signed by an unknown key");
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    await expect.poll(focused, "the focused element").toBe("H2");
    await page.resize({ width: 390, height: 844 });
    await page.screenshot(`${pictures}/file-${stage.browser}.png`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
