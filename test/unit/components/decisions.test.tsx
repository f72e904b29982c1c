/** @vitest-environment happy-dom */
/** The desk's list of decisions: rows, filters, pages, files and keys. */

import { expect, test, vi } from "vitest";
import { DecisionList, type DecisionListCalls } from "../../../components/desk/decisions/DecisionList.tsx";
import {
  type DecisionFilter,
  type DecisionRow,
  decisionRow,
} from "../../../utils/shared/contract/decision-list.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { click, find, press, seek, settle, show } from "../../support/components-kit.tsx";

const caseId = "5a1f2d80-1111-4111-8111-111111111111";
let made = 0;
const rowOf = (more: Partial<DecisionRow> = {}): DecisionRow =>
  decisionRow.parse({
    id: `6a1f2d80-1111-4111-8111-${String(++made).padStart(12, "0")}`,
    ...{ caseId, site: "x", kind: "post", subject: "x:post:1860", caseCategory: "JUDI" },
    ...{ act: "approve", category: "JUDI", action: "BATAS_WILAYAH", basis: ["kuhp-426-427"] },
    ...{ elements: ["judi.permainan"], exceptions: [], reason: "Ajakan bertaruh.", state: "confirmed" },
    ...{ roles: { proposed: "supervisor" }, own: false, at: "2026-11-25T03:00:00.000Z" },
    ...more,
  });

/** An intake with pages of decisions; records the requests. */
class Intake {
  pages: DecisionRow[][];
  asked: [DecisionFilter, string | undefined][] = [];
  files: [DecisionFilter, string][] = [];
  opened: string[] = [];
  constructor(...pages: DecisionRow[][]) {
    this.pages = pages;
  }
  readonly calls: DecisionListCalls = {
    listUnits: async () => ok({ units: ["Judi daring"] }),
    listDecisions: async (filter, after) => {
      this.asked.push([filter, after]);
      const at = Number(after ?? 0);
      const next = at + 1 < this.pages.length ? String(at + 1) : undefined;
      return ok({ decisions: this.pages[at] ?? [], ...(next === undefined ? {} : { next }) });
    },
    exportDecisions: async (filter, format) => {
      this.files.push([filter, format]);
      return this.files.length > 1
        ? fail("decisions-many")
        : ok({ address: "blob:x", name: `keputusan-2026-11-28.${format}` });
    },
  };
  show = () => show(<DecisionList calls={this.calls} onOpenCase={(id) => this.opened.push(id)} />);
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid="decision-row"]')];
async function pick(testId: string, value: string): Promise<void> {
  const field = find(testId) as HTMLSelectElement | HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

test("shows act, state, action and subject, and grounds, reason and people on demand", async () => {
  const panel = { uphold: 2, overturn: 1 };
  const settled = { panel, settledAt: "2026-11-26T03:00:00.000Z" };
  const intake = new Intake([
    rowOf({ by: "Budi", answeredAt: "2026-11-25T04:00:00.000Z", answeredBy: "Ani" }),
    rowOf({ act: "reject", category: undefined, action: undefined, why: "criticism", ...settled }),
  ]);
  await intake.show();
  const [first, second] = rows().map((row) => row.textContent ?? "");
  for (const part of ["Setujui", "Disahkan", "X · Judi", "Batasi di Indonesia", "X, kiriman 1860"])
    expect(first).toContain(part);
  for (const part of ["KUHP", "Ajakan bertaruh.", "Budi", "Ani"]) expect(first).toContain(part);
  expect(second).toContain("Tolak");
  expect(second).toContain("2 mempertahankan, 1 membatalkan");
  expect(rows()[0]?.dataset.state).toBe("confirmed");
});

test("shows a referral's recipient and outcome, and the next look at a watched post", async () => {
  const answered = { answeredAt: "2026-12-03T03:00:00.000Z", outcome: "not-ours" } as const;
  await new Intake([
    rowOf({
      act: "escalate",
      agency: "BAWASLU",
      referral: { partner: "BAWASLU", state: "answered", ...answered },
    }),
    rowOf({ act: "escalate", agency: "OJK", referral: { partner: "OJK", state: "by-hand" } }),
    rowOf({
      action: "PANTAU",
      watch: { state: "ended", endedAt: "2026-12-04T03:00:00.000Z", outcome: "gone" },
    }),
    rowOf(),
  ]).show();
  const [first, second, third, fourth] = rows().map((row) => row.textContent ?? "");
  expect(first).toMatch(/Diteruskan ke Bawaslu, dijawab 3 Des.*: bukan kewenangannya/);
  expect(second).toContain("Akan diteruskan ke OJK");
  expect(third).toMatch(/Pengamatan berakhir 4 Des.*: sudah tidak ada/);
  expect(fourth).not.toMatch(/iteruskan|Pengamatan/);
});

test("a filter asks the intake again and is cleared by one press", async () => {
  const intake = new Intake([rowOf()]);
  await intake.show();
  await pick("filter-state", "proposed");
  await pick("filter-site", "youtube");
  await pick("filter-from", "2026-11-01");
  expect(intake.asked.at(-1)).toEqual([
    { state: "proposed", site: "youtube", from: "2026-11-01" },
    undefined,
  ]);
  await click("filter-clear");
  expect(intake.asked.at(-1)).toEqual([{}, undefined]);
  expect(seek("filter-clear")).toBeNull();
});

test("an empty list shows whether a filter is the reason", async () => {
  const intake = new Intake([]);
  await intake.show();
  expect(document.body.textContent).toContain("Belum ada keputusan.");
  await pick("filter-act", "reject");
  expect(document.body.textContent).toContain("Tidak ada keputusan yang cocok.");
});

test("loads the next page once, below the first", async () => {
  const intake = new Intake([rowOf()], [rowOf(), rowOf()]);
  await intake.show();
  await click("decisions-more");
  expect(rows()).toHaveLength(3);
  expect(intake.asked.map(([, after]) => after)).toEqual([undefined, "1"]);
  expect(seek("decisions-more")).toBeNull();
});

test("saves the filtered list as a file, and explains a failure", async () => {
  vi.stubGlobal("URL", Object.assign(URL, { revokeObjectURL: () => undefined }));
  const intake = new Intake([rowOf()]);
  await intake.show();
  await pick("filter-act", "reject");
  await click("decisions-save-csv");
  expect(intake.files).toEqual([[{ act: "reject" }, "csv"]]);
  expect(find("decisions-said").textContent).toContain("keputusan-2026-11-28.csv");
  await click("decisions-save-json");
  expect(document.body.textContent).toContain("Persempit filternya");
  vi.unstubAllGlobals();
});

test("arrow keys move through the rows, and Enter opens the case", async () => {
  const intake = new Intake([rowOf(), rowOf()]);
  await intake.show();
  document.querySelector<HTMLElement>(".row")?.focus();
  await press("ArrowDown");
  const focused = document.activeElement as HTMLElement;
  expect(focused).toBe(document.querySelectorAll(".row")[1]);
  focused.click();
  expect(intake.opened).toEqual([caseId]);
});
