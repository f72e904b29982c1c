/** @vitest-environment happy-dom */
/**
 * A confirmation, a panel vote or the outcome of a hearing waits ten seconds before it is sent: it can be undone, and a
 * closed desk sends nothing.
 */

import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StateStore } from "../../../components/ui/use-persisted-state.ts";
import type { GroupedCase } from "../../../utils/shared/contract/case.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { objection, proposed } from "../../support/case-kit.tsx";
import { click, find, press, seek, settle, type } from "../../support/components-kit.tsx";
import { caseOpen, Desk, rowOf } from "../../support/queue-kit.tsx";

const holdMs = 10_000;

/** Browser storage that outlives pages. */
class Memory implements StateStore {
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
  test("takes the same two steps by keys and by mouse, and is sent after ten seconds", async () => {
    await open();
    await press("n");
    await click("decide-confirm");
    expect(seek("held")).toBeNull();
    await click("decide-confirm");
    expect(find("held").textContent).toMatch(/Dikirim dalam (9|10) detik: Judi online, Akun Contoh/);
    expect(caseOpen()).toBe("b");
    await confirm();
    expect(find("held").textContent).toContain("1 lainnya juga menunggu");
    await pass(holdMs - 2_000);
    expect(desk.answered).toEqual([]);
    await pass(2_000);
    expect(desk.answered).toEqual([
      ["da", { answer: "confirm" }],
      ["db", { answer: "confirm" }],
    ]);
    expect(find("held").dataset.state).toBe("done");
  });

  test("z takes back a confirmation that is newer than the saved decision", async () => {
    desk = new Desk([rowOf("a"), rowOf("b")]);
    desk.can = ["approve", "confirm"];
    desk.group = ["a", "b"].map(waiting);
    await desk.open({ keeper: memory });
    await press("n");
    for (const key of ["s", "u"]) await press(key);
    await press("Enter", { ctrlKey: true });
    expect(seek("saved-undo")).not.toBeNull();
    await confirm();
    // The last case stays open.
    expect(caseOpen()).toBe("b");
    expect(find("held").dataset.state).toBe("held");
    await press("z");
    expect(seek("held")).toBeNull();
    expect(desk.answered).toEqual([]);
  });

  test("undone with z is never sent, opens its case again, and does not affect the next one", async () => {
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
    expect([...(memory.values.get("held-acts") as unknown[])]).toEqual([]);
  });

  test("is taken back by no capital, which undoes no other act either", async () => {
    desk = new Desk([rowOf("a"), rowOf("b"), rowOf("c")]);
    desk.can = ["confirm", "undo"];
    desk.group = ["a", "b", "c"].map(waiting);
    await desk.open({ keeper: memory });
    await press("n");
    await confirm();
    await press("n");
    expect(caseOpen()).toBe("c");
    expect(seek("decide-undo")).not.toBeNull();
    await press("Z");
    expect([caseOpen(), desk.answered]).toEqual(["c", []]);
    await press("z");
    expect(caseOpen()).toBe("a");
    expect(desk.answered).toEqual([]);
  });

  test("keeps the case claimed while it is pending, and releases it when undone", async () => {
    await open();
    await press("n");
    await confirm();
    expect(desk.claims).not.toContain("release a");
    await press("n");
    await click("held-undo");
    await press("n");
    expect(desk.claims.filter((claim) => claim === "release a")).toHaveLength(1);
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
    desk.pages = [[rowOf("b"), rowOf("c")]];
    desk.can = [];
    const reads = desk.opened.length;
    await pass(holdMs);
    expect(desk.answered).toHaveLength(1);
    // The case has no row any more that tells of its new version.
    expect(desk.opened.slice(reads)).toContain("a");
    expect([seek("held-here"), seek("decide-confirm")]).toEqual([null, null]);
  });

  test("is shown as unconfirmed when the intake refuses it, with the reason and a way to retry", async () => {
    await open();
    await press("n");
    desk.answer = fail("intake-unreachable", undefined, "later");
    await confirm();
    await pass(holdMs);
    expect(find("held-unsent").textContent).toContain("Belum berlaku: Judi online, Akun Contoh");
    expect(find("held-unsent").textContent).toContain("tidak terjangkau");
    await click("held-open");
    expect(caseOpen()).toBe("a");
    expect(seek("held-unsent")).toBeNull();
  });
});

describe("a panel vote", () => {
  const openPanel = async () => {
    desk = new Desk([rowOf("a"), rowOf("b")]);
    desk.can = ["vote"];
    desk.group = ["a", "b"].map((id) => ({
      ...waiting(id),
      decision: { ...proposed, id: `d${id}`, state: "disputed" as const },
    }));
    await desk.open({ keeper: memory, panel: true });
    await press("n");
  };
  const vote = async () => {
    await click("decide-overturn");
    await type("decide-reason", "Unsur akses tidak ada");
    expect(seek("held")).toBeNull();
    await click("decide-overturn");
  };

  test("is sent after ten seconds, while the next case is open", async () => {
    await openPanel();
    await vote();
    expect(find("held").textContent).toMatch(/Dikirim dalam (9|10) detik: suara panel, Judi online/);
    expect(caseOpen()).toBe("b");
    await pass(holdMs - 1_000);
    expect(desk.voted).toEqual([]);
    await pass(2_000);
    expect(desk.voted).toEqual([["da", expect.objectContaining({ vote: "overturn" })]]);
    expect(find("held").dataset.state).toBe("done");
  });

  test("undone with z is never sent, and keeps its reason", async () => {
    await openPanel();
    await vote();
    await press("z");
    expect(caseOpen()).toBe("a");
    expect((find("decide-reason") as HTMLTextAreaElement).value).toBe("Unsur akses tidak ada");
    await pass(2 * holdMs);
    expect(desk.voted).toEqual([]);
  });
});

describe("the outcome of a hearing", () => {
  const hear = async (state: "open" | "dismissed" = "dismissed") => {
    desk = new Desk([rowOf("a"), rowOf("b")]);
    desk.hearing = state;
    desk.can = [];
    desk.objected = [objection];
    await desk.open({ keeper: memory });
    await press("n");
    await click("hearing-open");
    await click("hearing-dismissed");
    await type("hearing-reason", "Ada tautan judi.");
    await click("hearing-send");
  };

  test("is sent after ten seconds, and cannot be given twice meanwhile", async () => {
    await hear();
    expect(find("held").textContent).toMatch(/Dikirim dalam (9|10) detik: hasil sanggahan, Judi online/);
    expect(caseOpen()).toBe("a");
    expect(find("hearing-held").textContent).toContain("menunggu dikirim");
    expect(seek("hearing-send")).toBeNull();
    await pass(holdMs - 1_000);
    expect(desk.heard).toEqual([]);
    await pass(2_000);
    expect(desk.heard).toEqual([[objection.id, expect.objectContaining({ outcome: "dismissed" })]]);
    expect(find("held").textContent).toMatch(/^Berlaku: hasil sanggahan, Judi online/);
  });

  test("is not said to be in force while a second person has to confirm it", async () => {
    await hear("open");
    await pass(holdMs + 1_000);
    expect(find("held").textContent).toMatch(
      /^Diusulkan, menunggu orang kedua: hasil sanggahan, Judi online/,
    );
  });

  test("undone is never sent, and keeps the input", async () => {
    await hear();
    await click("held-undo");
    await pass(2 * holdMs);
    expect(desk.heard).toEqual([]);
    expect((find("hearing-reason") as HTMLTextAreaElement).value).toBe("Ada tautan judi.");
    await click("hearing-send");
    await press("n");
    expect(desk.claims).not.toContain("release a");
    await pass(holdMs);
    expect(desk.heard).toHaveLength(1);
    expect(desk.claims).toContain("release a");
  });
});

test("a confirmation is sent even if the browser's memory for it is full", async () => {
  const { write } = memory;
  memory.write = async (key, value) => {
    if (key === "held-acts") throw new Error("Session storage quota bytes exceeded.");
    await write(key, value);
  };
  await open();
  await press("n");
  await confirm();
  await pass(holdMs);
  expect(desk.answered).toHaveLength(1);
});

describe("a desk that is closed within the ten seconds", () => {
  const close = async () => {
    await act(async () => void window.dispatchEvent(new Event("pagehide")));
    await settle();
  };

  test("warns beforehand that closing does not confirm, and sends no act", async () => {
    await open();
    await press("n");
    await confirm();
    expect(find("held").textContent).toContain("Bila meja atau popup ditutup sebelum itu");
    await close();
    await pass(2 * holdMs);
    expect(desk.answered).toEqual([]);
    expect(find("held-unsent").dataset.state).toBe("left");
  });

  test("shows on the next visit that it was not confirmed, and opens the case", async () => {
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
    expect(find("held-unsent").textContent).toContain("Belum berlaku, karena meja ditutup");
    await click("held-open");
    expect(caseOpen()).toBe("a");
    expect(desk.answered).toEqual([]);
    expect(memory.values.get("held-acts")).toEqual([]);
  });
});

test("an act that ends while the next one begins does not remove its notice", async () => {
  await open();
  let answer: (result: unknown) => void = () => undefined;
  desk.answer = new Promise((resolve) => {
    answer = resolve;
  }) as never;
  await press("n");
  await confirm();
  await pass(holdMs + 1_000);
  // Both changes read the stored list before either is written.
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { read } = memory;
  memory.read = async <T,>(key: string) => {
    const value = await read<T>(key);
    await gate;
    return value;
  };
  answer(ok({}));
  await settle();
  await confirm();
  goOn();
  await settle();
  expect(memory.values.get("held-acts")).toMatchObject([{ id: "b" }]);
});

test("a confirmation whose answer never reached the closed desk is shown on the next visit", async () => {
  await open();
  desk.answer = new Promise(() => undefined) as never;
  await press("n");
  await confirm();
  await pass(holdMs + 1_000);
  expect(find("held").dataset.state).toBe("sending");
  window.dispatchEvent(new Event("pagehide"));
  const root = document.body.firstElementChild;
  if (root) await act(async () => render(null, root));
  await open();
  // Until then another window may still be waiting for the answer.
  await pass(5_000);
  expect(seek("held-unsent")).toBeNull();
  await pass(35_000);
  expect(find("held-unsent").dataset.state).toBe("unanswered");
  expect(find("held-unsent").textContent).toContain("Belum diketahui apakah sudah berlaku");
});

test("a group is claimed as one, and refused cases of it are listed", async () => {
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
  expect(find("held-unsent").textContent).toContain("Belum berlaku");
  expect(find("group-outcome").textContent).toContain("1");
});
