/** @vitest-environment happy-dom */
/** A confirmation waits ten seconds before it is sent: it can be taken back, and a closed desk sends nothing. */

import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Keeper } from "../components/shared/use-kept.ts";
import type { GroupedCase } from "../utils/contract/case.ts";
import { fail } from "../utils/contract/result.ts";
import { proposed } from "./case-kit.tsx";
import { click, find, press, seek, settle } from "./components.kit.tsx";
import { caseOpen, Desk, rowOf } from "./queue-kit.tsx";

const holdMs = 10_000;

/** Browser storage that outlives pages. */
class Memory implements Keeper {
  values = new Map<string, unknown>();
  read = async <T,>(key: string) => (this.values.get(key) as T | undefined) ?? null;
  write = async <T,>(key: string, value: T) => void this.values.set(key, structuredClone(value));
  remove = async (key: string) => void this.values.delete(key);
}

const waiting = (id: string): GroupedCase => ({
  ...{ caseId: id, version: 4, subject: `x:post:${id}`, category: "JUDI", state: "proposed" },
  ...{ why: "text", distance: 0, decision: { ...proposed, id: `d${id}` } },
});

let desk: Desk;
let memory: Memory;

const open = async () => {
  desk = new Desk([rowOf("a"), rowOf("b"), rowOf("c")]);
  desk.can = ["confirm", "refuse"];
  desk.group = ["a", "b", "c"].map(waiting);
  await desk.open({ keeper: memory });
};
const confirm = async () => {
  await press("k");
  await press("Enter", { ctrlKey: true });
};
const pass = async (ms: number) => {
  await act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  memory = new Memory();
});
afterEach(() => vi.useRealTimers());

describe("a confirmation", () => {
  test("by keys and by mouse takes the same two steps, and is sent after ten seconds", async () => {
    await open();
    await press("n");
    await click("decide-confirm");
    expect(seek("held")).toBeNull();
    await click("decide-confirm");
    expect(find("held").textContent).toMatch(/Berlaku dalam (9|10) detik: Judi online, Akun Contoh/);
    expect(caseOpen()).toBe("b");
    await confirm();
    expect(find("held").textContent).toContain("1 pengesahan lain juga menunggu");
    await pass(holdMs - 2_000);
    expect(desk.answered).toEqual([]);
    await pass(2_000);
    expect(desk.answered).toEqual([
      ["da", { answer: "confirm" }],
      ["db", { answer: "confirm" }],
    ]);
    expect(find("held").dataset.state).toBe("done");
  });

  test("taken back with z is never sent, opens its case again, and touches nothing of the next one", async () => {
    await open();
    await press("n");
    await confirm();
    expect(caseOpen()).toBe("b");
    desk.can = ["undo"];
    await press("n");
    expect(caseOpen()).toBe("c");
    await press("z");
    expect(caseOpen()).toBe("a");
    await pass(2 * holdMs);
    expect(desk.answered).toEqual([]);
    expect(seek("held")).toBeNull();
    expect([...(memory.values.get("held-confirmations") as unknown[])]).toEqual([]);
  });

  test("keeps the case claimed while it waits, and lets it go when it is taken back", async () => {
    await open();
    await press("n");
    await confirm();
    expect(desk.claims).not.toContain("release a");
    await press("n");
    await click("held-undo");
    await press("n");
    expect(desk.claims.filter((one) => one === "release a")).toHaveLength(1);
  });

  test("cannot be given twice for one case", async () => {
    await open();
    await press("n");
    await confirm();
    await press("b");
    expect(caseOpen()).toBe("a");
    expect(find("held-here").textContent).toContain("menunggu dikirim");
    expect(seek("decide-confirm")).toBeNull();
    await confirm();
    await pass(holdMs);
    expect(desk.answered).toHaveLength(1);
  });

  test("that the intake refuses is called unconfirmed, with the reason and the way back", async () => {
    await open();
    await press("n");
    desk.answer = fail("intake-unreachable", undefined, "later");
    await confirm();
    await pass(holdMs);
    expect(find("held-unsent").textContent).toContain("Belum disahkan: Judi online, Akun Contoh");
    expect(find("held-unsent").textContent).toContain("tidak terjangkau");
    await click("held-open");
    expect(caseOpen()).toBe("a");
    expect(seek("held-unsent")).toBeNull();
  });
});

describe("a desk that is closed within the ten seconds", () => {
  const close = async () => {
    await act(async () => void window.dispatchEvent(new Event("pagehide")));
    await settle();
  };

  test("says beforehand that closing does not confirm, and sends nothing", async () => {
    await open();
    await press("n");
    await confirm();
    expect(find("held").textContent).toContain("Bila meja atau popup ditutup sebelum itu");
    await close();
    await pass(2 * holdMs);
    expect(desk.answered).toEqual([]);
    expect(find("held-unsent").dataset.state).toBe("left");
  });

  test("says the next time that it was not confirmed, and opens the case", async () => {
    await open();
    await press("n");
    await confirm();
    await close();
    const root = document.body.firstElementChild;
    if (root) await act(async () => render(null, root));
    await open();
    // Until then it may be another window's, which is about to send it.
    expect(seek("held-unsent")).toBeNull();
    await pass(holdMs + 3_000);
    expect(find("held-unsent").textContent).toContain("Belum disahkan, karena meja ditutup");
    await click("held-open");
    expect(caseOpen()).toBe("a");
    expect(desk.answered).toEqual([]);
    expect(memory.values.get("held-confirmations")).toEqual([]);
  });
});

test("a group is held as one, and what was refused of it is told", async () => {
  const group = { id: "g", cases: 2, why: "text" } as const;
  desk = new Desk([rowOf("a", { group }), rowOf("b", { group })]);
  desk.can = ["confirm", "refuse"];
  desk.group = ["a", "b"].map((id) => ({
    ...waiting(id),
    decision: { ...proposed, id: `d${id}`, bulkId: "88888888-1111-4111-8111-111111111111" },
  }));
  desk.refused = { b: "case-claimed" };
  await desk.open({ keeper: memory });
  await click("group-row");
  await press("a");
  await confirm();
  expect(find("held").textContent).toContain("2 kasus");
  expect(find("held-here")).toBeTruthy();
  expect(desk.bulkAnswers).toEqual([]);
  await pass(holdMs);
  expect(desk.bulkAnswers).toHaveLength(1);
  expect(find("held-unsent").textContent).toContain("Belum disahkan");
  expect(find("group-outcome").textContent).toContain("1");
});
