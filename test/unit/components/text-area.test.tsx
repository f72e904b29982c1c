/** @vitest-environment happy-dom */
/** Texts of any length: the count near the limit, and a text that is too long. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { useState } from "preact/hooks";
import { beforeAll, expect, test } from "vitest";
import { Fold } from "../../../components/ui/Fold.tsx";
import { refuseTooLong, TextArea } from "../../../components/ui/TextArea.tsx";
import { find, seek, settle, show, type } from "../../support/components-kit.tsx";

function Form({ hint, error }: { hint?: string; error?: string }) {
  const [text, setText] = useState("");
  return (
    <Fold label="Lipatan">
      <TextArea
        label="Alasan"
        {...(hint ? { hint } : {})}
        error={error}
        value={text}
        onChange={setText}
        maxChars={2_000}
        testId="text"
      />
    </Fold>
  );
}

/** The count is loaded with its first use. */
beforeAll(() => import("../../../components/ui/TextCount.tsx").then(() => undefined));

async function write(length: number): Promise<void> {
  await type("text", "a".repeat(length));
  await settle();
}
const field = () => find("text") as HTMLTextAreaElement;
const described = () =>
  (field().getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => (id === "" ? undefined : document.getElementById(id)?.textContent));

test("keeps a pasted text whole, and says how much of it is too much", async () => {
  await show(<Form hint="Mengapa" />);
  expect(field().hasAttribute("maxlength")).toBe(false);
  await write(5_000);
  expect(field().value).toHaveLength(5_000);
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(described()).toEqual(["Mengapa", "Terlalu panjang: kelebihan 3.000 karakter. 5.000/2.000"]);
  await write(2_000);
  expect(field().getAttribute("aria-invalid")).toBeNull();
  expect(described()).toEqual(["Mengapa", "2.000/2.000"]);
});

test("shows the count from 80 % of the limit on, in the format of the language", async () => {
  await show(<Form />);
  await write(1_599);
  expect(described()).toEqual([undefined]);
  expect(document.body.textContent).not.toContain("2.000");
  await write(1_600);
  expect(described()).toEqual(["1.600/2.000"]);
  await show(<Form />, "en");
  expect(described()).toEqual(["1,600/2,000"]);
});

test("counts no white space around the text, which is not sent", async () => {
  await show(<Form />);
  await type("text", `\n ${"a".repeat(2_000)}   `);
  expect(field().getAttribute("aria-invalid")).toBeNull();
});

test("announces passed limits, not every key", async () => {
  await show(<Form />);
  const said: (string | null | undefined)[] = [];
  for (const length of [10, 1_599, 1_600, 1_601, 1_999, 2_000, 2_001, 2_002, 2_100, 1_000]) {
    await write(length);
    const words = document.querySelector('[aria-live="polite"]')?.textContent ?? "";
    if (said.at(-1) !== words) said.push(words);
  }
  expect(said).toEqual(["", "Mendekati batas 2.000 karakter.", "Melewati batas 2.000 karakter.", ""]);
});

test("announces a length that is refused beside another error", async () => {
  await show(<Form error="Alasan belum diisi." />, "en");
  expect(described()).toEqual(["Alasan belum diisi."]);
  await write(2_001);
  expect(described()).toEqual(["Alasan belum diisi.", "Too long: 1 character over the limit. 2,001/2,000"]);
});

test("moves the focus to a text that is refused, also in a closed fold", async () => {
  await show(<Form />);
  await write(2_000);
  field().blur();
  expect(refuseTooLong(field().value, 2_000)).toBe(false);
  expect(document.activeElement).not.toBe(field());
  expect(refuseTooLong(field().value, 1_999)).toBe(true);
  expect(document.activeElement).toBe(field());
  expect(document.querySelector("details")?.open).toBe(true);
  expect(seek("text")).not.toBeNull();
});

const root = join(import.meta.dirname, "../../..");
/** Its answers are sent by the form around it. */
const sentBy: Record<string, string> = { "components/report/Choices.tsx": "./ReportForm.tsx" };
const count = (source: string, part: string) => source.split(part).length - 1;

test("every form refuses to send each of its texts that is too long", () => {
  const names = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" });
  const forms = names.filter((name) => name.endsWith(".tsx")).map((name) => `components/${name}`);
  const careless: string[] = [];
  let areas = 0;
  for (const path of forms) {
    const source = readFileSync(join(root, path), "utf8");
    const here = count(source, "<TextArea\n");
    const hooks = [...source.matchAll(/from "(\.\/use-[^"]+)"/g)].map(([, from = ""]) => from);
    const refusing = [...hooks, ...(sentBy[path] ?? "").split(" ").filter((name) => name !== "")]
      .map((from) => readFileSync(join(root, dirname(path), from), "utf8"))
      .concat(source)
      .reduce((sum, code) => sum + count(code, "refuseTooLong("), 0);
    areas += here;
    if (refusing < here) careless.push(path);
  }
  expect(areas).toBeGreaterThan(20);
  expect(careless).toEqual([]);
});
