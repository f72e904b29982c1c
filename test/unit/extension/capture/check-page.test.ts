/** A page that is looked at again is read until it stays the same, for ten seconds at most. */

import { Window } from "happy-dom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkPage } from "../../../../utils/page/capture/check-page.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import { cell, column, tweet } from "../../../../utils/page/sites/x/shapes.cases.ts";

const address = "https://x.com/warungsari/status/1993210000000000001";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

function open(html = "") {
  const { document } = new Window({ url: address });
  document.body.innerHTML = html;
  return document as unknown as Document;
}

async function checked(document: Document, pause?: (ms: number) => Promise<void>) {
  const answer = checkPage(sites.x, document, pause, async () => undefined);
  await vi.runAllTimersAsync();
  return answer;
}

const gone = column(
  cell(`<article><div><span>Postingan ini dihapus oleh penulisnya.</span></div></article>`, 0),
);

test("reads a page that loads late", async () => {
  const document = open();
  setTimeout(() => {
    document.body.innerHTML = column(tweet({ tabindex: -1 }));
  }, 4_000);
  const startMs = performance.now();
  expect(await checked(document)).toMatchObject({ ok: true, value: { seen: "available" } });
  expect(performance.now() - startMs).toBeLessThan(10_000);
});

test("ignores content that is shown first and then removed", async () => {
  const document = open(column(tweet({ tabindex: -1 })));
  setTimeout(() => {
    document.body.innerHTML = gone;
  }, 1_200);
  expect(await checked(document)).toMatchObject({ ok: true, value: { seen: "removed" } });
});

test("gives an undecidable result after ten seconds, even in a tab with slowed timers", async () => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 3_000));
  const startMs = performance.now();
  expect(await checked(open(), slow)).toMatchObject({ ok: true, value: { seen: "unknown" } });
  expect(performance.now() - startMs).toBe(12_000);
});
