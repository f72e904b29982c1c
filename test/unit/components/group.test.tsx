/** @vitest-environment happy-dom */
/** Deciding on a group: only ticked cases are decided together, with one reason. */

import { beforeEach, describe, expect, test } from "vitest";
import { proposed } from "../../support/case-kit.tsx";
import { click, find, press, seek, type } from "../../support/components-kit.tsx";
import { caseOpen, Desk, groupedOf as grouped, rowOf } from "../../support/queue-kit.tsx";

const group = { id: "g", cases: 3, why: "text" } as const;
const bulkId = "88888888-1111-4111-8111-111111111111";
let desk: Desk;

beforeEach(async () => {
  const rows = ["a", "b", "c"].map((id) => rowOf(id, { group }));
  desk = new Desk([...rows, rowOf("z")]);
  desk.group = [grouped("a"), grouped("b", { distance: 0.124 }), grouped("c")];
  await desk.open();
  await click("group-row");
});

const ticks = () => [...document.querySelectorAll<HTMLInputElement>('[data-testid="group-tick"]')];
const approve = async () => {
  await press("s");
  await press("u");
  await press("Enter", { ctrlKey: true });
};

describe("deciding together", () => {
  test("reads the case after the group ahead, and no case of the group", () => {
    expect(desk.opened).toEqual(["z"]);
  });

  test("starts without ticks and shows each case's words, reason and progress", () => {
    expect(ticks().map(({ checked }) => checked)).toEqual([false, false, false]);
    expect(seek("decide")).toBeNull();
    const words = [...document.querySelectorAll('[data-testid="group-case"]')].map(
      (element) => element.textContent,
    );
    expect(words[0]).toContain("Akun a");
    expect(words[0]).toContain("teks mirip · sama persis");
    expect(words[1]).toContain("beda 12,4 %");
    expect(ticks()[0]?.getAttribute("aria-label")).toBe("Pilih kasus Akun a: Gacor malam ini");
    expect(find("group-open-case").getAttribute("aria-label")).toBe("Buka kasus Akun a: Gacor malam ini");
  });

  test("sends one verdict for the ticked cases, each with its own id and the version shown", async () => {
    await press("a");
    expect(find("group-status").textContent).toContain("3 dipilih");
    ticks()[1]?.click();
    await approve();
    expect(desk.decided).toEqual([]);
    const [sent] = desk.bulks;
    expect(sent?.verdict).toMatchObject({ act: "approve", category: "JUDI" });
    expect(sent?.verdict).not.toHaveProperty("caseVersion");
    expect(sent?.cases.map(({ caseId, caseVersion }) => [caseId, caseVersion])).toEqual([
      ["a", 4],
      ["c", 4],
    ]);
    expect(new Set(sent?.cases.map(({ decisionId }) => decisionId)).size).toBe(2);
    expect(find("group-outcome").textContent).toContain("2 kasus tersimpan");
  });

  test("lists refused cases, with the reason of each", async () => {
    desk.refused = { c: "case-claimed" };
    await press("a");
    await approve();
    expect(find("group-outcome").textContent).toContain("2 kasus tersimpan");
    expect(find("group-outcome").textContent).toContain(
      "Akun c: Gacor malam ini Penyelia lain sedang membuka",
    );
  });

  test("keeps input and ids when all were refused, so that no case is decided twice", async () => {
    desk.refused = { a: "case-changed", b: "case-changed", c: "case-changed" };
    await press("a");
    await press("t");
    await press("1");
    await press("Enter", { ctrlKey: true });
    expect(find("problem").dataset.code).toBe("case-changed");
    desk.refused = {};
    await press("Enter", { ctrlKey: true });
    expect(desk.bulks).toHaveLength(2);
    expect(desk.bulks[1]?.cases).toEqual(desk.bulks[0]?.cases);
  });

  test("offers afterwards what the cases allow then", async () => {
    await press("a");
    const decision = { ...proposed, bulkId, own: true };
    desk.group = ["a", "b", "c"].map((id) =>
      grouped(id, { state: "proposed", decision: { ...decision, id: `d${id}` } }),
    );
    desk.can = ["undo"];
    await approve();
    expect(seek("decide-undo")).not.toBeNull();
    expect([seek("decide-approve"), seek("decide-reject")]).toEqual([null, null]);
  });

  test("offers only what many cases can share", async () => {
    await press("a");
    expect(seek("decide-approve")).not.toBeNull();
    for (const act of ["ask", "ask-reviewers", "regroup"]) expect(seek(`decide-${act}`)).toBeNull();
  });
});

describe("the second person", () => {
  beforeEach(async () => {
    const decision = (id: string) => ({ ...proposed, id, bulkId });
    desk.can = ["confirm", "refuse"];
    desk.group = [
      grouped("a", { state: "proposed", decision: decision("da") }),
      grouped("b", { state: "proposed", decision: decision("db") }),
      grouped("c", { state: "proposed", decision: { ...proposed, id: "dc" } }),
      grouped("d", { state: "approved" }),
    ];
    await press("Escape");
    await click("group-row");
  });

  test("confirms cases that were decided together; others are opened separately", async () => {
    const parts = [...document.querySelectorAll<HTMLElement>('[data-testid="group-part"]')];
    expect(parts.map(({ dataset }) => dataset.part)).toEqual(["bulk", "rest"]);
    await press("a");
    await press("k");
    desk.group = desk.group.map((one) => ({ ...one, state: "approved", decision: undefined }));
    desk.can = [];
    await press("Enter", { ctrlKey: true });
    expect(desk.bulkAnswers).toEqual([[bulkId, { answer: "confirm" }, ["da", "db"]]]);
    expect(seek("decide")).toBeNull();
    expect(find("group-status").textContent).not.toContain("dipilih");
  });

  test("refuses with a reason", async () => {
    await press("a");
    await press("j");
    await type("decide-reason", "Konteks berbeda");
    await press("Enter", { ctrlKey: true });
    expect(desk.bulkAnswers[0]?.[1]).toEqual({ answer: "refuse", reason: "Konteks berbeda" });
  });

  test("can open one case, and returns to the list with Esc", async () => {
    await click("group-open-case");
    expect(caseOpen()).toBe("a");
    await press("Escape");
    expect(seek("case-view")).toBeNull();
  });
});
