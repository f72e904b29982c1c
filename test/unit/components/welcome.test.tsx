/** @vitest-environment happy-dom */
/** The first steps after enrolment, the practice report, and the text size. */

import { afterEach, expect, test, vi } from "vitest";
import { FormApp } from "../../../components/report/FormApp.tsx";
import { practiceCalls } from "../../../components/report/practice.ts";
import { Welcome } from "../../../components/settings/Welcome.tsx";
import { readTextSize, setTextSize } from "../../../utils/extension/browser/text-size.ts";
import { hideWords } from "../../../utils/extension/drafts/redact-post.ts";
import { evidence } from "../../../utils/shared/contract/evidence.ts";
import { pickKeys } from "../../../utils/shared/policy/categories.ts";
import { click, find, seek, settle, show } from "../../support/components-kit.tsx";

afterEach(() => localStorage.clear());

test("three steps lead through permission, practice and keys, and leave when the person is ready", async () => {
  const onDone = vi.fn(async () => undefined);
  const requestPictures = vi.fn(() => showWith(true));
  const showWith = (allowed: boolean) =>
    show(
      <Welcome
        picturesAllowed={allowed}
        practiceAddress="/form.html?draft=practice"
        requestPictures={requestPictures}
        onDone={onDone}
      />,
    );
  await showWith(false);
  await click("welcome-allow");
  await settle();
  expect(requestPictures).toHaveBeenCalledOnce();
  expect(find("welcome-pictures").dataset.done).toBe("true");
  expect(seek("welcome-allow")).toBeNull();
  expect(find("welcome-try").getAttribute("href")).toBe("/form.html?draft=practice");
  const { textContent } = find("welcome");
  expect(textContent).toContain("Ctrl + Enter");
  const letters = Object.values(pickKeys).filter((key) => !/[1-9]/.test(key));
  for (const key of letters) expect(textContent).toContain(`, ${key.toUpperCase()}`);
  await click("welcome-done");
  expect(onDone).toHaveBeenCalledOnce();
  expect(seek("welcome")).toBeNull();
});

test("where no pictures are taken, no permission is asked for", async () => {
  await show(
    <Welcome
      picturesAllowed={false}
      noPictures
      practiceAddress="/form.html?draft=practice"
      requestPictures={async () => undefined}
      onDone={async () => undefined}
    />,
  );
  expect(seek("welcome-pictures")).toBeNull();
  expect(seek("welcome-try")).not.toBeNull();
});

test("the practice form shows an invented post and calls nothing but its own answers", async () => {
  const closed: string[] = [];
  const calls = practiceCalls({ close: () => closed.push("closed"), hideWords });
  await show(<FormApp calls={calls} onDisturbed={() => () => undefined} optionsAddress="" />);
  expect(document.body.textContent).toContain("Akun Rekaan");
  const draft = await calls.readDraft();
  if (!draft.ok || draft.value.state !== "captured") throw new Error("no draft");
  expect(evidence.safeParse(draft.value.evidence).success).toBe(true);
  const saved = await calls.saveReport({ category: "JUDI", action: "BATAS_WILAYAH", urgent: false });
  expect(saved.ok && saved.value.number).toBe("LK-00000-00000");
});

test("words hidden in the practice form are hidden, and come back", async () => {
  const calls = practiceCalls({ close: () => undefined, hideWords });
  await show(<FormApp calls={calls} onDisturbed={() => () => undefined} optionsAddress="" />);
  const hide = (word: string) => calls.redactDraft("", { boxes: [], words: [word] });
  expect(await hide("tidak ada")).toMatchObject({ ok: false, problem: { code: "words-not-found" } });
  expect(JSON.stringify(await hide("Bonus deposit"))).not.toContain("Bonus");
  expect(JSON.stringify(await hide("slot"))).not.toMatch(/Bonus|slot/);
  expect(JSON.stringify(await calls.restoreDraft(""))).toContain("LATIHAN. Bonus deposit 100%");
});

test("the text size is one of four, scales the page, and ignores what else is stored", () => {
  expect(readTextSize()).toBe(13);
  setTextSize(16);
  expect(document.documentElement.style.fontSize).toMatch(/^123\.07/);
  expect(readTextSize()).toBe(16);
  localStorage.setItem("text-size", "99");
  expect(readTextSize()).toBe(13);
  setTextSize(13);
  expect(document.documentElement.style.fontSize).toBe("");
});
