/** A question that the background did not live to answer is asked again; a refusal is not. */

import { expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { ask } from "../../../../utils/extension/messages/send.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";

/** Each in turn, the last one for good; an error is thrown. */
function answerWith(answers: readonly unknown[]) {
  const asked: unknown[] = [];
  const sendMessage = async (message: unknown) => {
    asked.push(message);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  Object.assign(fakeBrowser.runtime, { sendMessage });
  return asked;
}

const settings = ok({ language: "id", role: "officer", categories: [] });

test("retries without a receiver and with a silent one, until the answer arrives", async () => {
  const asked = answerWith([new Error("Receiving end does not exist"), undefined, settings]);
  expect(await ask("read-form-settings", {})).toEqual(settings);
  expect(asked).toHaveLength(3);
});

test.each(["save-report", "save-set", "strip-draft"] as const)(
  "asks again for the result of %s",
  async (name) => {
    const receipt = ok({ number: "LK-00000-00000" });
    const asked = answerWith([undefined, receipt]);
    const answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false } as const;
    const input = { draftId: crypto.randomUUID(), evidenceIds: [crypto.randomUUID()], answers };
    expect(await ask(name, input)).toEqual(receipt);
    expect(asked).toEqual([
      { name, input },
      { name, input },
    ]);
  },
);

test("does not retry after a refusal", async () => {
  const asked = answerWith([fail("draft-gone"), settings]);
  expect(await ask("read-draft", { draftId: crypto.randomUUID() })).toEqual(fail("draft-gone"));
  expect(asked).toHaveLength(1);
});

test("fails if no answer ever arrives", async () => {
  const asked = answerWith([undefined]);
  expect(await ask("read-form-settings", {})).toMatchObject({ ok: false, problem: { code: "internal" } });
  expect(asked).toHaveLength(4);
});
