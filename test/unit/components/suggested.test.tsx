/** @vitest-environment happy-dom */
/** A model's suggestion is shown in the form and selects no category. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { OfferedCategoriesContext } from "../../../components/report/CategoryGrid.tsx";
import { FormApp } from "../../../components/report/FormApp.tsx";
import { type Suggest, SuggestContext } from "../../../components/report/suggestions.ts";
import type { Draft, DraftPost } from "../../../utils/shared/contract/draft.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { Suggestion } from "../../../utils/shared/contract/suggestion.ts";
import { order } from "../../../utils/shared/policy/categories.ts";
import {
  chooseNoPixels,
  click,
  find,
  otherCalls,
  sample,
  sampleFiles,
  seek,
  settle,
  show,
} from "../../support/components-kit.tsx";

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("IntersectionObserverEntry", class {});
});

const guess: Suggestion[] = [
  { category: "SPAM", probability: 0.9999 },
  { category: "JUDI", probability: 0.934 },
];

/** `guessed`: suggestion for posts with the sample's text. */
async function open(
  draft: Draft,
  guessed: Suggestion[] | Suggest,
  language: Language = "id",
  offered = order,
): Promise<void> {
  const calls = { ...otherCalls, readDraft: async () => ok(draft), stripDraft: async () => ok({}) };
  const suggest: Suggest =
    typeof guessed === "function"
      ? guessed
      : async ({ text }) => (text?.value === sample.fields.text?.value ? guessed : []);
  await show(
    <OfferedCategoriesContext value={offered}>
      <SuggestContext value={suggest}>
        <FormApp calls={calls as never} onDisturbed={() => () => undefined} optionsAddress="options.html" />
      </SuggestContext>
    </OfferedCategoriesContext>,
    language,
  );
  await settle();
}
const post = (more: Partial<DraftPost> = {}): DraftPost => ({
  evidence: sample,
  files: sampleFiles,
  ...more,
});
const captured: Draft = { state: "captured", id: sample.id, ...post() };
const chosen = () => document.querySelectorAll('[aria-checked="true"]').length;

describe("about one post", () => {
  test.each([
    ["id", "mungkin: spam (0,99), judi online (0,93)", "Anda yang memilih"],
    ["en", "perhaps: spam (0.99), gambling (0.93)", "You choose"],
  ] as const)(
    "is shown in words (%s), as uncertain, and selects no category",
    async (language, words, who) => {
      await open(captured, guess, language);
      expect(find("suggested").textContent).toContain(words);
      expect(find("suggested").textContent).toContain(who);
      expect(chosen()).toBe(0);
      expect(find("send").getAttribute("aria-disabled")).toBe("true");
    },
  );

  test("is absent if it cannot be loaded, and the form works without it", async () => {
    await open(captured, async () => Promise.reject(new Error("the chunk is gone")));
    expect(seek("suggested")).toBeNull();
    await click("category-JUDI");
    expect(chosen()).toBe(1);
  });

  test("is absent if the model suggests none", async () => {
    await open(captured, []);
    expect(seek("suggested")).toBeNull();
  });

  test("disappears with the words it was about", async () => {
    await open(captured, guess);
    await chooseNoPixels();
    expect(seek("suggested")).toBeNull();
  });

  test("names no category that the organisation does not use", async () => {
    await open(captured, guess, "id", ["JUDI", "PORNO_ANAK"]);
    expect(find("suggested").textContent).toContain("mungkin: judi online (0,93)");
    expect(find("suggested").textContent).not.toContain("spam");
  });
});

test("in a set each post has its own mark, also for possible reports by others", async () => {
  const evidence = { ...sample, id: "3f1c2d80-1111-4111-8111-111111111119", subject: "x:post:2", fields: {} };
  const posts = [post(), post({ evidence, maybeReported: "open" })];
  await open({ state: "set", id: sample.id, posts, dropped: [] }, guess);
  const [first, second] = document.querySelectorAll('[data-testid="set-post"]');
  expect(first?.textContent).toContain("mungkin: spam (0,99), judi online (0,93)");
  expect(first?.textContent).not.toContain("Mungkin sudah dilaporkan");
  expect(second?.textContent).toContain("Mungkin sudah dilaporkan.");
  expect(second?.textContent).not.toContain("mungkin: spam");
  expect(seek("suggested")).toBeNull();
  expect(chosen()).toBe(0);
});
