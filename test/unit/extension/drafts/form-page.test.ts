/** @vitest-environment happy-dom */
/** The form's page follows the settings of language and text size while it is open. */

import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";

const settings = { language: "id", textSize: 13, enrolled: true, categories: ["JUDI"] };
let answer: object = ok(settings);

class Observer {
  observe() {}
  disconnect() {}
}

const find = <E extends HTMLElement>(testId: string) =>
  document.querySelector<E>(`[data-testid="${testId}"]`);

test("an open form takes a new language and text size, and keeps what was written", async () => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("IntersectionObserverEntry", class {});
  const listeners: ((message: unknown, sender: object) => unknown)[] = [];
  vi.spyOn(fakeBrowser.runtime.onMessage, "addListener").mockImplementation(
    (listener) => void listeners.push(listener as never),
  );
  vi.spyOn(fakeBrowser.runtime, "sendMessage").mockImplementation((async ({ name }: { name: string }) => {
    if (name === "read-form-settings") return answer;
    return name === "read-draft"
      ? ok({ state: "captured", id: fullEvidence.id, evidence: fullEvidence, files: {} })
      : ok({});
  }) as never);
  const tell = async () => {
    await act(async () => {
      for (const listener of listeners) listener({ type: "settings-changed" }, {});
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  document.body.innerHTML = '<div id="app"></div>';
  await import("../../../../entrypoints/form/main.tsx");
  await vi.waitFor(() => expect(find("send")?.textContent).toBe("Kirim laporan"), 20_000);
  expect(document.documentElement.style.fontSize).toBe("");
  const note = find<HTMLTextAreaElement>("note");
  if (!note) throw new Error("no note");
  note.value = "Catatan";
  note.dispatchEvent(new Event("input", { bubbles: true }));

  answer = ok({ ...settings, language: "en", textSize: 16 });
  await tell();
  await vi.waitFor(() => expect(find("send")?.textContent).toBe("Send report"), 20_000);
  expect(document.documentElement.lang).toBe("en");
  expect(document.documentElement.style.fontSize).toMatch(/^123\.07/);
  expect(find<HTMLTextAreaElement>("note")?.value).toBe("Catatan");

  // The background has just been restarted.
  answer = fail("draft-gone");
  await tell();
  expect(find("send")?.textContent).toBe("Send report");
});
