/** The bench's own extension: reads every post of the page as a click would, and records the times. */

import { defineContentScript } from "wxt/utils/define-content-script";
import { browserName } from "../../../../utils/extension/browser/browser-name.ts";
import { readEvidence } from "../../../../utils/page/capture/capture-evidence.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { siteOf } from "../../../../utils/page/sites/engine/matches.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";

/** Result for one post, in the page's `data-bench-capture`. */
export interface Reading {
  site: string;
  subject: string;
  /** Time of the first reading, as after a click: only the code used by the page's button is compiled. */
  firstMs: number;
  problem?: string;
}

// biome-ignore lint/style/noDefaultExport: WXT looks for it
export default defineContentScript({
  matches: Object.values(sites).flatMap((site) => [...site.matches]),
  runAt: "document_idle",
  main() {
    // Triggered by the bench once the page is rendered.
    document.addEventListener("bench-capture", () => {
      document.documentElement.dataset.benchCapture = JSON.stringify(readAll());
    });
    document.documentElement.dataset.benchCapture = "";
  },
});

function readAll(): Reading[] {
  const site = siteOf(location.href);
  if (!site) return [];
  const page = { document, address: location.href };
  return findPosts(document, site, page).map(({ element, recipe, identity, question }): Reading => {
    const clicked = {
      site,
      recipe: site.posts.indexOf(recipe),
      post: new WeakRef(element),
      ...(identity ? { subject: identity.subject } : {}),
      ...(question ? { question } : {}),
      state: "idle" as const,
    };
    const circumstances = {
      fields: siteFields[site.id](),
      document,
      nowMs: 0,
      extensionVersion: "0",
      browser: browserName(),
    };
    const startMs = performance.now();
    const evidence = readEvidence(
      clicked,
      circumstances,
      question && { name: "kanalcontoh", from: "pasted" },
    );
    const firstMs = performance.now() - startMs;
    const subject = evidence.ok ? evidence.value.subject : (identity?.subject ?? "");
    return { site: site.id, subject, firstMs, ...(evidence.ok ? {} : { problem: evidence.problem.code }) };
  });
}
