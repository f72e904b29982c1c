/** @vitest-environment happy-dom */
/** The form learns why its draft could not be opened. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as browser from "../../../../utils/extension/browser/browser.ts";
import * as messages from "../../../../utils/extension/messages/send.ts";
import * as formFrame from "../../../../utils/page/capture/form-frame.ts";
import { runForm } from "../../../../utils/page/capture/run-form.ts";
import type { Opening } from "../../../../utils/shared/contract/draft.ts";
import { done, fail, type Result } from "../../../../utils/shared/contract/result.ts";

const draftId = "11111111-1111-4111-8111-111111111111";
const opening = { state: "captured" } as unknown as Opening;
let opened: unknown[];
let answers: Result<Record<string, never>>[];
let notify: (notice: object) => Promise<unknown> | undefined;
let removeHost: () => void;
let closed: string[];

beforeEach(() => {
  opened = [];
  answers = [];
  closed = [];
  vi.spyOn(messages, "send").mockImplementation(async (name, input) => {
    if (name === "open-draft") opened.push((input as { opening: Opening }).opening);
    return (answers.shift() ?? done) as never;
  });
  vi.spyOn(browser, "onMessage").mockImplementation((listener) => {
    notify = (notice) => listener(notice, { address: "", own: true });
    return () => undefined;
  });
  const [show, shrink, hide, remove] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  vi.spyOn(formFrame, "mountFormFrame").mockImplementation((_, __, { onGone }) => {
    removeHost = onGone;
    return { show, shrink, hide, hasFocus: () => true, remove };
  });
});

afterEach(async () => {
  await notify({ type: "form-closed", draftId, outcome: "cancelled" });
  vi.restoreAllMocks();
});

const run = () =>
  runForm({
    draftId,
    dark: false,
    near: () => undefined,
    read: () => ({ opening, copies: () => [], changed: () => [] }),
    onClosed: (outcome) => void closed.push(outcome),
  });

test("opens a draft with the problem if the captured one was refused", async () => {
  answers = [fail("invalid-input", "box")];
  await run();
  expect(opened).toEqual([
    opening,
    { state: "refused", problem: { code: "invalid-input", retry: "never", detail: "box" } },
  ]);
});

test("answers a request to capture again with the result", async () => {
  await run();
  expect(opened).toEqual([opening]);
  expect(await notify({ type: "capture-again", draftId })).toEqual(done);
  answers = [fail("post-changed")];
  expect(await notify({ type: "capture-again", draftId })).toEqual(fail("post-changed"));
});

test("a form that the page removes was cancelled before sending, and queued after it", async () => {
  await run();
  removeHost();
  expect(closed).toEqual(["cancelled"]);
  await run();
  await notify({ type: "toast-shown", draftId, outcome: "queued", heightPx: 90 });
  removeHost();
  expect(closed).toEqual(["cancelled", "queued"]);
});
