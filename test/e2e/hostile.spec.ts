import { checkSnapshot } from "../../intake/evidence/check-file.ts";
import type { Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import type { TestEnvironment } from "../../scripts/dev/drivers/test-environment.ts";
import { inertFault } from "../../utils/shared/policy/check-inert-html.ts";
import { inertHead } from "../../utils/shared/policy/inert-html.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { type Copied, copyIn, showCopy, wordsOf } from "../support/e2e/snapshot-engine.ts";
import { vectors } from "../support/hostile/vectors.ts";

interface HostileCopy extends Copied {
  vector: string;
}

/** By kind of attack. */
const copies: Record<string, HostileCopy[]> = {};
let hasActed: boolean;
/** Calls of the hostile page to its server, which end when its browser is closed. */
let callsBefore: number;
let page: SitePage;
const callsOf = ({ practice }: TestEnvironment) =>
  practice.refused.filter((host) => host.startsWith("jahat.example")).length;

test.beforeAll(async ({ stage }) => {
  const visitor = await stage.visitor();
  const hostile = await visitor.open("about:blank?hostile");
  for (const [kind, all] of Object.entries(vectors)) copies[kind] = await copyAll(hostile, kind, all);
  hasActed = await hostile.evaluate(() => "pwned" in globalThis);
  await expect.poll(() => callsOf(stage), "calls of the hostile page").toBeGreaterThan(0);
  await visitor.close();
  callsBefore = callsOf(stage);
  page = await (await stage.visitor()).open("about:blank?copies");
});

/** Copies each vector as markup, and all of a kind as text. */
async function copyAll(hostile: Page, kind: string, all: readonly string[]): Promise<HostileCopy[]> {
  const made: HostileCopy[] = [];
  for (const vector of all) {
    await hostile.evaluate((html) => {
      const post = document.createElement("article");
      post.innerHTML = html;
      document.body.replaceChildren(post);
    }, vector);
    made.push({ vector, ...(await copyIn(hostile, "article")) });
  }
  await hostile.evaluate((texts) => {
    const post = document.createElement("article");
    for (const text of texts) {
      const line = document.createElement("p");
      line.textContent = text;
      line.title = text;
      line.style.fontFamily = JSON.stringify(text);
      post.append(line);
    }
    document.body.replaceChildren(post);
  }, all);
  made.push({ vector: `text of ${kind}`, ...(await copyIn(hostile, "article")) });
  return made;
}

test("runs the hostile markup in the original page", { tag: "@firefox-capture" }, () => {
  expect(hasActed).toBe(true);
});

for (const kind of Object.keys(vectors))
  test.describe(`copy of hostile ${kind}:`, { tag: "@firefox-capture" }, () => {
    test("passes the checks of the extension and the intake", () => {
      expect(copies[kind]).toHaveLength((vectors[kind]?.length ?? 0) + 1);
      for (const { vector, html } of copies[kind] ?? []) {
        expect(inertFault(html), vector).toBeUndefined();
        expect(checkSnapshot(new TextEncoder().encode(html)), vector).toMatchObject({ ok: true });
      }
    });

    test("keeps the words of the original", async () => {
      for (const { vector, html, words } of copies[kind] ?? [])
        expect(wordsOf(await showCopy(page, html)), vector).toEqual(wordsOf(words));
    });

    // Without its policy and in a frame that may run scripts, only the copied markup itself keeps it inert.
    test("runs nothing and requests nothing without its policy", async ({ stage }) => {
      const bare = inertHead.replace(/<meta http-equiv[^>]*>/, "");
      expect(bare).not.toBe(inertHead);
      const texts = (copies[kind] ?? []).map(({ html }) => html.replace(inertHead, bare));
      const seen = await page.evaluate(async (texts) => {
        const frames = texts.map((srcdoc) => Object.assign(document.createElement("iframe"), { srcdoc }));
        const loaded = frames.map(
          (frame) => new Promise((resolve) => frame.addEventListener("load", resolve)),
        );
        document.body.replaceChildren(...frames);
        await Promise.all(loaded);
        for (const { contentDocument } of frames) {
          for (const element of contentDocument?.querySelectorAll<HTMLElement>("body *") ?? []) {
            element.click();
            element.focus();
            element.dispatchEvent(new Event("mouseover", { bubbles: true }));
          }
        }
        // Time for what must not happen: events, animations and requests of the copies.
        await new Promise((resolve) => setTimeout(resolve, 200));
        return {
          asked: frames.flatMap(({ contentWindow }) =>
            (contentWindow?.performance.getEntriesByType("resource") ?? [])
              .map(({ name }) => name)
              .filter((address) => !address.startsWith("data:")),
          ),
          pwned: "pwned" in globalThis,
        };
      }, texts);
      expect(seen).toEqual({ asked: [], pwned: false });
      expect(callsOf(stage)).toBe(callsBefore);
    });
  });
