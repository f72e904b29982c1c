/** @vitest-environment happy-dom */
/** Copying to the clipboard reports success and failure. */

import { beforeEach, expect, test, vi } from "vitest";
import { CopyField } from "../../../components/ui/CopyField.tsx";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { click, find, seek, settle, show } from "../../support/components-kit.tsx";

let copied: string[];
let refuses: boolean;

beforeEach(() => {
  [copied, refuses] = [[], false];
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    if (refuses) throw new Error("not allowed");
    copied.push(text);
  });
  return () => vi.restoreAllMocks();
});

const said = () => find("copy-said").textContent;

test("selects a text that the browser refuses to copy", async () => {
  await show(<CopyField label="Nomor surat" value="00012" />);
  await click("copy");
  expect(copied).toEqual(["00012"]);
  expect(said()).toBe("Nomor surat tersalin.");
  refuses = true;
  await click("copy");
  await settle();
  expect(said()).toContain("menolak menyalin");
  const field = find("copy-text") as HTMLInputElement;
  await vi.waitFor(() => expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5]));
});

test("loads a text once at a time before copying it, and shows a failure with a retry", async () => {
  let answer: (found: Result<string>) => void = () => undefined;
  const read = vi.fn(() => new Promise<Result<string>>((resolve) => (answer = resolve)));
  await show(<CopyField label="Seluruh surat" read={read} />);
  await click("copy");
  await click("copy");
  expect(read).toHaveBeenCalledTimes(1);
  expect(find("copy").getAttribute("aria-disabled")).toBe("true");
  expect(said()).toBe("Memuat…");
  answer(fail("intake-unreachable"));
  await settle();
  expect(find("problem").dataset.code).toBe("intake-unreachable");
  expect(said()).toBe("");
  expect(copied).toEqual([]);

  await click("copy");
  expect(seek("problem")).toBeNull();
  answer(ok("Surat ini"));
  await settle();
  expect(copied).toEqual(["Surat ini"]);
  expect(said()).toBe("Seluruh surat tersalin.");
});
