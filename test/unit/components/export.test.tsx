/** @vitest-environment happy-dom */
/** The export menu: by mouse and keyboard, what is asked for, what is saved, and how it fails or is stopped. */

import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExportMenu } from "../../../components/desk/case/ExportMenu.tsx";
import type { SavedFile } from "../../../components/ui/save-file.ts";
import type { ExportFormat } from "../../../utils/shared/contract/export.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { click, find, press, seek, settle, show } from "../../support/components-kit.tsx";

const file: SavedFile = { address: "blob:made", name: "lapor-case-1.pdf" };
let asked: [string, ExportFormat, AbortSignal][];
let answer: (result: Result<SavedFile>) => Promise<void>;
let saved: string[];
let exported: number;
let revoked: string[];

beforeEach(async () => {
  [asked, saved, revoked, exported] = [[], [], [], 0];
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => void revoked.push(address));
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.href} ${this.download}`);
  });
  await show(
    <ExportMenu
      caseId="case-1"
      exportCase={(...input) => {
        asked.push(input);
        return new Promise((resolve) => {
          answer = async (result) => {
            await act(async () => resolve(result));
            await settle();
          };
        });
      }}
      onExported={() => exported++}
    />,
  );
});

afterEach(() => vi.restoreAllMocks());

const focused = () => (document.activeElement as HTMLElement | null)?.dataset.testid;

test("exports the chosen format, saves it under its name, and reports it as saved", async () => {
  await click("export");
  await click("export-pdf");
  expect(seek("export-pdf")).toBeNull();
  expect(asked.map(([id, format]) => [id, format])).toEqual([["case-1", "pdf"]]);
  expect(document.querySelector("[role=status]")?.textContent).toContain(
    "Menyiapkan Berkas permintaan (PDF)",
  );
  expect(find("export").getAttribute("aria-disabled")).toBe("true");
  await click("export");
  expect(seek("export-pdf")).toBeNull();

  await answer(ok(file));
  expect(saved).toEqual(["blob:made lapor-case-1.pdf"]);
  expect(find("export-saved").textContent).toBe("Tersimpan: lapor-case-1.pdf");
  expect(exported).toBe(1);
});

test("an opened menu has the focus before the next frame, so that no key reaches what is below it", async () => {
  find("export").click();
  // Preact renders in a microtask, and runs effects after the frame.
  await Promise.resolve();
  expect(focused()).toBe("export-pdf");
  await settle();
});

test("arrows cycle through the formats, Escape closes and restores the focus", async () => {
  find("export").focus();
  await click("export");
  expect(focused()).toBe("export-pdf");
  await press("ArrowDown");
  expect(focused()).toBe("export-html");
  await press("ArrowUp");
  await press("ArrowUp");
  expect(focused()).toBe("export-json");
  await press("ArrowDown");
  expect(focused()).toBe("export-pdf");
  await press("End");
  expect(focused()).toBe("export-json");
  await press("Escape");
  expect(seek("export-pdf")).toBeNull();
  expect(focused()).toBe("export");
});

test("a failure shows its cause, and a retry clears it", async () => {
  await click("export");
  await click("export-wacz");
  await answer(fail("intake-unreachable"));
  expect(find("problem").dataset.code).toBe("intake-unreachable");
  expect([saved, exported]).toEqual([[], 0]);
  await click("export");
  await click("export-json");
  expect(seek("problem")).toBeNull();
});

test("a stopped export is neither saved nor reported, and its bytes are freed", async () => {
  await click("export");
  await click("export-html");
  await click("export-stop");
  expect(asked[0]?.[2].aborted).toBe(true);
  await answer(ok(file));
  expect([saved, exported, seek("problem")]).toEqual([[], 0, null]);
  expect(revoked).toEqual(["blob:made"]);
  expect(find("export").getAttribute("aria-disabled")).toBe("false");
});
