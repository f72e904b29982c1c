import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../intake/evidence/check-snapshot.ts";
import { inertHead } from "../../utils/policy/inert.ts";
import { inertFault } from "../../utils/policy/inert-fault.ts";
import { vectors } from "../hostile/vectors.ts";
import { until } from "./drivers/driver.ts";
import { type Copied, copyIn, showCopy, wordsOf } from "./snapshot-engine.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const called = () => stage.practice.refused.filter((host) => host.startsWith("jahat.example")).length;

interface Hostile extends Copied {
  vector: string;
}

/** Each vector as markup, and all of a kind as text; in a browser of its own, which then is closed. */
async function copyAll(): Promise<{ copies: Record<string, Hostile[]>; acted: boolean }> {
  const visitor = await stage.visitor();
  const page = await visitor.open("about:blank?hostile");
  const copies: Record<string, Hostile[]> = {};
  for (const [name, all] of Object.entries(vectors)) {
    const made: Hostile[] = [];
    for (const vector of all) {
      await page.evaluate((html) => {
        const post = document.createElement("article");
        post.innerHTML = html;
        document.body.replaceChildren(post);
      }, vector);
      made.push({ vector, ...(await copyIn(page, "article")) });
    }
    await page.evaluate((texts) => {
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
    made.push({ vector: `text of ${name}`, ...(await copyIn(page, "article")) });
    copies[name] = made;
  }
  const acted = await page.evaluate(() => "pwned" in globalThis);
  await until("the hostile page to call", async () => called() > 0 || undefined);
  await visitor.close();
  return { copies, acted };
}

const { copies, acted } = await copyAll();
const calledBefore = called();
const reader = await stage.visitor();
const page = await reader.open("about:blank?copies");

test("the hostile page itself acted: the test sees what it looks for", () => {
  expect(acted).toBe(true);
});

describe.each(Object.keys(vectors))("hostile %s", (name) => {
  const made = copies[name] ?? [];

  test("are copied inert", () => {
    for (const { vector, html } of made) {
      expect(inertFault(html), vector).toBeUndefined();
      expect(checkSnapshot(new TextEncoder().encode(html)), vector).toMatchObject({ ok: true });
    }
  });

  test("keep their words", async () => {
    for (const { vector, html, words } of made)
      expect(wordsOf(await showCopy(page, html)), vector).toEqual(wordsOf(words));
  });

  // Nothing but its own harmlessness holds it: its policy is taken away, and the frame may run scripts.
  test("do nothing and ask for nothing when they are opened", async () => {
    const bare = inertHead.replace(/<meta http-equiv[^>]*>/, "");
    expect(bare).not.toBe(inertHead);
    const seen = await page.evaluate(
      async (texts) => {
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
        await new Promise((resolve) => setTimeout(resolve, 200));
        return {
          asked: frames.flatMap(({ contentWindow }) =>
            (contentWindow?.performance.getEntriesByType("resource") ?? [])
              .map(({ name }) => name)
              .filter((address) => !address.startsWith("data:")),
          ),
          pwned: "pwned" in globalThis,
        };
      },
      made.map(({ html }) => html.replace(inertHead, bare)),
    );
    expect(seen).toEqual({ asked: [], pwned: false });
    expect(called()).toBe(calledBefore);
  });
});
