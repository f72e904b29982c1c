/** A question that the background did not live to answer is asked again; a refusal is not. */

import { beforeEach, expect, test, vi } from "vitest";
import { fail, ok } from "../utils/contract/result.ts";
import * as browser from "../utils/core/browser.ts";
import { ask } from "../utils/messages/ask.ts";

const answers = vi.spyOn(browser, "sendToBackground");
beforeEach(() => answers.mockReset());

test("the background ends twice in between, and answers then", async () => {
  answers
    .mockRejectedValueOnce(new Error("message port closed"))
    .mockResolvedValueOnce(undefined)
    .mockResolvedValueOnce(ok({ language: "id", enrolled: true }));
  expect(await ask("read-form-settings", {})).toEqual(ok({ language: "id", enrolled: true }));
  expect(answers).toHaveBeenCalledTimes(3);
});

test("a refusal stands, and what never answers ends as a failure", async () => {
  answers.mockResolvedValueOnce(fail("draft-gone"));
  expect(await ask("read-draft", { draftId: crypto.randomUUID() })).toEqual(fail("draft-gone"));
  expect(answers).toHaveBeenCalledTimes(1);
  answers.mockRejectedValue(new Error("gone"));
  expect(await ask("read-form-settings", {})).toMatchObject({ ok: false, problem: { code: "internal" } });
  expect(answers).toHaveBeenCalledTimes(5);
});
