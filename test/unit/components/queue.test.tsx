/** @vitest-environment happy-dom */
/** The queue: the cards, filters and navigation, and the next case after a decision. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import type { StateStore } from "../../../components/ui/use-persisted-state.ts";
import { searchDebounceMs } from "../../../utils/extension/browser/delays.ts";
import { type KeyUse, keys } from "../../../utils/extension/desk/keyboard-shortcuts.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import {
  address,
  click,
  find,
  memoryStore,
  press,
  seek,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";
import { caseOpen, Desk, groupedOf, noTurns, rowOf, rowsShown } from "../../support/queue-kit.tsx";

const approve = async () => {
  await press("s");
  await press("u");
  await press("Enter", { ctrlKey: true });
};
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe("a card", () => {
  test("shows its reason and known facts before it is opened", async () => {
    const burst = { authors: 9, from: "2026-11-25T01:00:00.000Z", to: "2026-11-25T01:20:00.000Z" };
    const row = rowOf("a", {
      group: { id: "g", cases: 12, why: "text", distance: 0.02, burst },
      claim: { by: "Siti", own: false, until: later(8) },
      asked: true,
      reviewAsked: true,
      language: "jv",
    });
    await new Desk([row]).open();
    const words = find("case-row").textContent ?? "";
    for (const part of [
      "Mendesak",
      "sedang",
      "jangkauan 1,2\u00a0rb",
      "bobot pelapor 1,2",
      "serempak: 9 akun dalam 20 menit",
      "dibuka Siti, 8 menit lagi",
      "pelapor ditanya",
      "tinjauan diminta",
      "Jawa",
    ])
      expect(words).toContain(part);
    expect(find("open-group").textContent).toContain("12 mirip");
  });

  test("has its facts in cells under the names of the columns", async () => {
    const claim = { by: "Siti", own: false, until: later(8) };
    await new Desk([rowOf("a", { reports: 3, site: "telegram", category: "JUDI", claim })]).open();
    const grid = document.querySelector('.queue [role="grid"]');
    const [head, row] = [...(grid?.querySelectorAll('[role="row"]') ?? [])];
    const wordsOf = (line: Element | undefined) =>
      [...(line?.querySelectorAll('[role="columnheader"], [role="gridcell"]') ?? [])].map(
        ({ textContent }) => textContent ?? "",
      );
    expect(wordsOf(head)).toEqual(["Kiriman", "Kategori", "Situs", "Laporan", "Dipegang", "Batas waktu"]);
    const cells = wordsOf(row);
    expect(cells).toHaveLength(6);
    for (const [at, words] of ["Kiriman a", "Judi", "Telegram", "3", "dibuka Siti", ""].entries())
      expect(cells[at]).toContain(words);
  });

  test("counts the reports of all cases in one line", async () => {
    const group = { id: "g", cases: 2, why: "text" } as const;
    await new Desk([rowOf("a", { group, reports: 3 }), rowOf("b", { group, reports: 2 })]).open();
    expect(document.querySelector(".row-number")?.textContent).toBe("5");
  });

  test("opens as a whole by Enter and Space, and not by a key on its button", async () => {
    await new Desk([rowOf("a", { group: { id: "g", cases: 12, why: "text" } }), rowOf("b")]).open();
    const pressOn = (testId: string, key: string, more: KeyboardEventInit = {}) => {
      find(testId).focus();
      return press(key, more);
    };
    await pressOn("open-group", "Enter");
    await pressOn("case-row", "Enter", { ctrlKey: true });
    expect(seek("case-view")).toBeNull();
    await pressOn("case-row", "Enter");
    expect(caseOpen()).toBe("a");
    await press("Escape");
    await pressOn("case-row", " ");
    expect(caseOpen()).toBe("a");
    await click("open-group");
    expect(find("group-view").dataset.group).toBe("g");
  });

  test("counts its reports if there are several", async () => {
    await new Desk([rowOf("a", { reports: 2 }), rowOf("b", { reports: 1 })]).open();
    const rows = [...document.querySelectorAll('[data-testid="case-row"]')];
    const [several, single] = rows.map(({ textContent }) => textContent);
    expect(several).toContain("2 laporan");
    expect(single).not.toContain("laporan");
  });

  test("shows no expired claim, and no groups to a panelist", async () => {
    const row = rowOf("a", {
      group: { id: "g", cases: 2, why: "text" },
      claim: { by: "Siti", own: false, until: later(-1) },
    });
    await new Desk([row, { ...row, id: "b" }]).open({ panel: true });
    expect(rowsShown()).toEqual(["a", "b"]);
    expect(find("case-row").textContent).not.toContain("dibuka");
    expect(seek("open-group")).toBeNull();
  });

  // The claim arrives after the case, and its words may need another line.
  test("does not name the viewer's claim while the case is open beside it", async () => {
    await new Desk([rowOf("a", { claim: { by: "Rini", own: true, until: later(8) } })]).open();
    const words = () => find("case-row").textContent;
    expect(words()).toContain("Anda buka");
    await click("case-row");
    expect(caseOpen()).toBe("a");
    expect(words()).not.toContain("Anda buka");
    await press("Escape");
    expect(words()).toContain("Anda buka");
  });
});

describe("a remembered list", () => {
  const keeperOf = (kept: unknown): StateStore => ({
    read: async <T,>(key: string) => (key === "queue-shown" ? (kept as T) : null),
    write: async () => undefined,
    remove: async () => undefined,
  });
  const viewer = { personId: "person-1", name: "Rini", role: "supervisor" } as const;
  const key = 'person-1 {"state":"pending"}';

  test("is drawn with its time before the intake answers, and gives way to the answer", async () => {
    const desk = new Desk([rowOf("b")]);
    const answer = Promise.withResolvers<void>();
    desk.wait = answer.promise;
    await desk.open({ viewer, keeper: keeperOf({ key, atMs: Date.now() - 60_000, rows: [rowOf("a")] }) });
    expect(rowsShown()).toEqual(["a"]);
    expect(find("queue-age").textContent).toContain("sedang diperbarui");
    answer.resolve();
    await settle();
    expect(rowsShown()).toEqual(["b"]);
    expect(seek("queue-age")).toBeNull();
  });

  test("gives way to the answer without a gap while the objections are still being asked", async () => {
    const desk = new Desk([rowOf("b")]);
    const answer = Promise.withResolvers<void>();
    desk.wait = answer.promise;
    desk.waitForObjections = new Promise(() => undefined);
    await desk.open({ viewer, keeper: keeperOf({ key, atMs: Date.now() - 60_000, rows: [rowOf("a")] }) });
    answer.resolve();
    await settle();
    expect(rowsShown()).toEqual(["b"]);
  });

  test("is drawn below the remembered views, which are counted once they are read", async () => {
    const view = (name: string) => ({ name, filter: { state: "pending", site: "x" } as const });
    const kept = new Map<string, unknown>([
      ["queue-shown", { key, atMs: Date.now() - 60_000, rows: [rowOf("a")] }],
      ["views-shown", { key: "person-1", atMs: Date.now() - 60_000, views: [view("Lama")] }],
    ]);
    const desk = new Desk([rowOf("b")]);
    desk.views = [view("Baru")];
    const read = Promise.withResolvers<void>();
    desk.waitForViews = read.promise;
    await desk.open({ viewer, keeper: memoryStore(kept) });
    const names = () =>
      [...document.querySelectorAll('[data-testid="saved-view"]')].map((one) => one.textContent);
    expect(rowsShown()).toEqual(["b"]);
    expect(names()).toEqual(["Lama"]);
    expect(desk.counted).toEqual([]);
    read.resolve();
    await settle();
    expect(names()).toEqual(["Baru7"]);
    expect(desk.counted).toHaveLength(1);
    expect(kept.get("views-shown")).toMatchObject({ key: "person-1", views: [view("Baru")] });
  });

  test("waits for the views of another person", async () => {
    const kept = new Map<string, unknown>([
      ["queue-shown", { key, atMs: Date.now() - 60_000, rows: [rowOf("a")] }],
      ["views-shown", { key: "person-2", atMs: Date.now() - 60_000, views: [] }],
    ]);
    const desk = new Desk([rowOf("b")]);
    desk.waitForViews = new Promise(() => undefined);
    await desk.open({ viewer, keeper: memoryStore(kept) });
    expect(rowsShown()).toEqual([]);
  });

  test.each([
    ["of another filter", { key: 'person-1 {"state":"approved"}', atMs: Date.now(), rows: [rowOf("a")] }],
    ["of another person", { key: 'person-2 {"state":"pending"}', atMs: Date.now(), rows: [rowOf("a")] }],
    ["that is half a day old", { key, atMs: Date.now() - 13 * 3_600_000, rows: [rowOf("a")] }],
  ])("%s is not shown", async (_, kept) => {
    const desk = new Desk([rowOf("b")]);
    desk.wait = new Promise(() => undefined);
    await desk.open({ viewer, keeper: keeperOf(kept) });
    expect(rowsShown()).toEqual([]);
  });

  test("is not shown to another person of the same name", async () => {
    let kept: unknown = null;
    const keeper = {
      ...keeperOf(undefined),
      read: async <T,>(key: string) => (key === "queue-shown" ? (kept as T) : null),
      write: async <T,>(key: string, value: T) => {
        if (key === "queue-shown") kept = value;
      },
    };
    await new Desk([rowOf("a")]).open({ viewer, keeper });
    await show(null);
    const later = new Desk([rowOf("b")]);
    later.wait = new Promise(() => undefined);
    await later.open({ viewer: { ...viewer, personId: "person-2" }, keeper });
    expect(kept).toMatchObject({ key, rows: [{ id: "a" }] });
    expect(rowsShown()).toEqual([]);
  });
});

describe("the list", () => {
  test("folds neighbours of one group into one row, and only neighbours", async () => {
    const group = { id: "g", cases: 3, why: "text" } as const;
    await new Desk([rowOf("a", { group }), rowOf("b", { group }), rowOf("c"), rowOf("d", { group })]).open();
    expect(rowsShown()).toEqual(["a", "c", "d"]);
    expect(find("group-row").textContent).toContain("2 kasus berurutan");
    await click("group-row");
    expect(find("group-view").dataset.group).toBe("g");
  });

  test("marks the searched words, also after letters that are longer in lower case", async () => {
    const marked: string[] = [];
    vi.stubGlobal(
      "Highlight",
      class {
        constructor(...ranges: Range[]) {
          marked.splice(0, marked.length, ...ranges.map(String));
        }
      },
    );
    vi.stubGlobal("CSS", { highlights: new Map() });
    const desk = new Desk([rowOf("a", { excerpt: "İİİ Bonus (besar), bonus kecil" })]);
    await desk.open();
    await type("queue-search", "bonus (besar");
    await vi.waitFor(() => expect(marked).toEqual(["Bonus", "(besar", "bonus"]));
    vi.unstubAllGlobals();
  });

  test("keeps the filter for the next visit, and never the search", async () => {
    const kept = new Map<string, unknown>([["queue-filter", { state: "pending" }]]);
    const keeper = {
      read: async (key: string) => (kept.get(key) ?? null) as never,
      write: async (key: string, value: unknown) => void kept.set(key, value),
      remove: async (key: string) => void kept.delete(key),
    };
    const desk = new Desk([rowOf("a")]);
    await desk.open({ keeper });
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending" });
    await click("queue-rejected");
    await type("queue-search", "bonus");
    await vi.waitFor(() => expect(desk.asked.at(-1)?.filter).toEqual({ state: "rejected", q: "bonus" }));
    expect(kept.get("queue-filter")).toEqual({ state: "rejected" });
  });

  test("loads each further page once", async () => {
    const desk = new Desk([rowOf("a")], [rowOf("b"), rowOf("a", { version: 9 })]);
    await desk.open();
    expect(rowsShown()).toEqual(["a", "b"]);
    expect(desk.asked.map(({ after }) => after)).toEqual([undefined, "1"]);
    expect(seek("queue-more")).toBeNull();
  });

  test("counts new cases and inserts them on request", async () => {
    const desk = new Desk([rowOf("a"), rowOf("b")]);
    await desk.open();
    desk.pages = [[rowOf("new"), rowOf("b", { version: 5, state: "proposed" }), rowOf("a")]];
    document.dispatchEvent(new Event("visibilitychange"));
    await settle();
    expect(rowsShown()).toEqual(["a", "b"]);
    expect(document.querySelector('[data-case="b"]')?.textContent).toContain("Menunggu pengesahan");
    expect(find("queue-news").textContent).toContain("1 kasus baru");
    expect(find("queue-refresh").textContent).toBe("1");
    await click("queue-refresh");
    expect(rowsShown()).toEqual(["new", "b", "a"]);
    expect(find("queue-news").textContent).toBe("");
  });

  test("keeps the space before the next word, and filters chosen while the search waits", async () => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    await type("queue-search", "bonus ");
    await vi.waitFor(() => expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", q: "bonus" }));
    await settle();
    expect((find("queue-search") as HTMLInputElement).value).toBe("bonus ");
    await type("queue-search", "bonus besar");
    await click("queue-rejected");
    await vi.waitFor(() =>
      expect(desk.asked.at(-1)?.filter).toEqual({ state: "rejected", q: "bonus besar" }),
    );
  });

  test("is filtered by words after a pause in typing, and by filters at once", async () => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    await press("/");
    expect(document.activeElement).toBe(find("queue-search"));
    const typedMs = performance.now();
    await type("queue-search", "bonus");
    const askedAtOnce = desk.asked.length;
    // A busy machine may take the whole pause for one look.
    if (performance.now() - typedMs < searchDebounceMs) expect(askedAtOnce).toBe(1);
    await vi.waitFor(() => expect(desk.asked).toHaveLength(2));
    await settle();
    await click("queue-filters");
    await type("filter-site", "telegram");
    await type("filter-category", "JUDI");
    expect(desk.asked.at(-1)?.filter).toEqual({
      state: "pending",
      q: "bonus",
      site: "telegram",
      category: "JUDI",
    });
    expect(find("queue-filters").title).toBe("Filter, 2 dipakai");
    await click("filter-clear");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending" });
  });

  test("offers existing units, and the one of a saved filter that was deleted", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.units = ["Aptika", "Bali"];
    desk.views = [{ name: "Lama", filter: { state: "pending", unit: "Papua" } }];
    await desk.open();
    await click("queue-filters");
    await type("filter-unit", "Bali");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", unit: "Bali" });
    await click("view-pick");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", unit: "Papua" });
    const names = [...find("filter-unit").querySelectorAll("option")].map((option) => option.value);
    expect(names).toEqual(["", "Aptika", "Bali", "Papua"]);
  });

  test("saves filters under a name, applies and deletes them", async () => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    await click("queue-approved");
    await click("queue-filters");
    await type("view-name", " Judi disetujui ");
    await click("view-save");
    expect(desk.views).toEqual([{ name: "Judi disetujui", filter: { state: "approved" } }]);
    await click("queue-pending");
    await click("view-pick");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "approved" });
    await click("view-delete");
    expect(seek("view-pick")).toBeNull();
  });

  test("shows saved views with their numbers, and counts them again with the list", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.views = [
      { name: "X tertunda", filter: { state: "pending", site: "x" } },
      { name: "Ditolak", filter: { state: "rejected" } },
    ];
    await desk.open();
    const chips = () => [...document.querySelectorAll('[data-testid="saved-view"]')];
    expect(chips().map(({ textContent }) => textContent)).toEqual(["X tertunda7", "Ditolak99+"]);
    expect(desk.counted).toEqual([desk.views.map(({ filter }) => filter)]);
    await click("saved-view");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", site: "x" });
    expect(chips().map((chip) => chip.getAttribute("aria-pressed"))).toEqual(["true", "false"]);
    expect(desk.counted).toHaveLength(2);
    const offered = [...find("queue-view").querySelectorAll("optgroup option")];
    expect(offered.map(({ textContent }) => textContent)).toEqual(["X tertunda (7)", "Ditolak (99+)"]);
    await type("queue-view", "1");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "rejected" });
  });

  test("counts nothing without saved views", async () => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    expect(desk.counted).toEqual([]);
    expect(document.querySelector(".queue-saved")).toBeNull();
  });

  test("shows whose turn the cases are, with their numbers, and only to people who have turns", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { decide: 173, confirm: 0, others: limits.countedCases, late: 4, mine: 12 };
    await desk.open();
    const views = ["pending", "decide", "confirm", "late", "others", "mine", "approved"] as const;
    expect(views.map((view) => find(`queue-${view}`).textContent)).toEqual([
      ...["Terbuka999+", "Putuskan173", "Sahkan0", "Lewat batas4", "Orang lain999+"],
      ...["Untuk saya12", "Disetujui"],
    ]);
    await click("queue-filters");
    await type("filter-site", "x");
    await click("queue-confirm");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", site: "x", turn: "confirm" });
    await click("filter-clear");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", turn: "confirm" });
    await type("filter-state", "approved");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "approved" });
    await click("queue-others");
    await click("queue-mine");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", mine: "true" });
    await click("queue-late");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", late: "true" });
    expect(find("queue-filters").title).toBe("Filter");
    await click("queue-decide");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", turn: "decide" });
  });

  test("marks the number of overdue cases, and only if there are any", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { ...noTurns, late: 2 };
    await desk.open();
    const countOf = (view: string) => find(`queue-${view}`).querySelector(".chip-count");
    expect(countOf("late")?.className).toContain("urgent");
    expect(countOf("confirm")?.className).not.toContain("urgent");
    desk.turns = noTurns;
    desk.pages = [[]];
    await click("queue-late");
    expect(countOf("late")?.className).not.toContain("urgent");
    expect(document.querySelector(".queue .empty")?.textContent).toContain("lewat batas waktu");
  });

  test("offers the views without room in the popup as a choice, with their numbers", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { ...noTurns, decide: 1, others: 3, late: 2 };
    await desk.open();
    const offered = [...find("queue-view").querySelectorAll("option")].map(({ textContent }) => textContent);
    expect(offered).toEqual([
      ...["Lainnya", "Lewat batas (2)", "Orang lain (3)", "Untuk saya (0)", "Disetujui", "Ditolak"],
    ]);
    expect(find("queue-view").dataset.chosen).toBe("false");
    await type("queue-view", "others");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", turn: "others" });
    expect(find("queue-view").dataset.chosen).toBe("true");
  });

  test("has no chips for turns when there are none", async () => {
    await new Desk([rowOf("a")]).open({ panel: true });
    expect(seek("queue-decide")).toBeNull();
  });

  test("counts again after a decision, and explains why a view is empty", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { ...noTurns, decide: 1 };
    await desk.open();
    expect(find("queue-others").textContent).toBe("Orang lain0");
    desk.turns = { ...noTurns, others: 1 };
    desk.pages = [[]];
    await click("queue-decide");
    expect(find("queue-others").textContent).toBe("Orang lain1");
    expect(document.querySelector(".queue .empty")?.textContent).toContain("menunggu keputusan Anda");
  });

  test("gives the reason when empty: no case waits, none matches, or no vote is needed", async () => {
    await new Desk([]).open();
    expect(find("queue-pending").closest(".queue")?.textContent).toContain("Tidak ada kasus yang menunggu.");
    await click("queue-rejected");
    expect(document.querySelector(".queue .empty")?.textContent).toContain("Ubah kata pencarian");
  });

  test("mentions a panelist's vote", async () => {
    await new Desk([]).open({ panel: true });
    expect(document.querySelector(".queue .empty")?.textContent).toContain("suara Anda");
  });
});

describe("by keyboard", () => {
  test("arrows walk the rows, Enter opens, n and b go on and back, Esc returns to the row", async () => {
    await new Desk([rowOf("a"), rowOf("b"), rowOf("c")]).open();
    await press("ArrowDown");
    await press("ArrowDown");
    expect((document.activeElement as HTMLElement).dataset.case).toBe("b");
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(caseOpen()).toBe("b");
    await press("n");
    expect(caseOpen()).toBe("c");
    await press("n");
    expect(caseOpen()).toBe("c");
    await press("b");
    await press("b");
    expect(caseOpen()).toBe("a");
    await press("Escape");
    expect(seek("case-view")).toBeNull();
  });

  test("n skips a case that another person has open", async () => {
    const claim = { by: "Siti", own: false, until: later(8) };
    await new Desk([rowOf("a"), rowOf("b", { claim }), rowOf("c")]).open();
    await press("n");
    await press("n");
    expect(caseOpen()).toBe("c");
  });

  test("l opens cases similar to the open one, if there are any", async () => {
    await new Desk([rowOf("a", { group: { id: "g", cases: 3, why: "text" } }), rowOf("z")]).open();
    await press("n");
    await press("l");
    expect(find("group-view").dataset.group).toBe("g");
    await press("n");
    await press("l");
    expect(caseOpen()).toBe("z");
  });

  test("letters in the search field are typed", async () => {
    await new Desk([rowOf("a")]).open();
    find("queue-search").focus();
    await press("n");
    expect(seek("case-view")).toBeNull();
  });

  test('"?" lists every key once per place, and closes by itself', async () => {
    await new Desk([rowOf("a")]).open();
    await press("?");
    const sheet = find("keys-help");
    expect(sheet.querySelectorAll("dt")).toHaveLength(
      (Object.values(keys) as KeyUse[])
        .flatMap(({ places }) => [...places])
        .filter((place) => place !== "task" && place !== "request").length,
    );
    expect(sheet.textContent).toContain("Ctrl + Enter");
    await click("keys-close");
    expect(seek("keys-help")).toBeNull();
  });
});

describe("a selection", () => {
  const counted = () => find("selection-count").textContent;
  const selected = () =>
    [...document.querySelectorAll<HTMLElement>('.queue [aria-selected="true"]')].map(
      (row) => row.dataset.case,
    );
  const openWith = async (...rows: ReturnType<typeof rowOf>[]) => {
    const desk = new Desk(rows);
    desk.bound = {};
    await desk.open();
    return desk;
  };
  const boxOf = (id: string) =>
    document.querySelector<HTMLInputElement>(`[data-case="${id}"] [data-testid="case-select"]`);
  const clickBox = async (id: string, more: MouseEventInit = {}) => {
    boxOf(id)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...more }));
    await settle();
  };
  const rowsOf = (ids: string) => [...ids].map((id) => rowOf(id));

  test("is made by x and Shift with arrows, and ended by Esc", async () => {
    await openWith(...rowsOf("abcd"));
    await press("x");
    expect(seek("selection")).toBeNull();
    await press("ArrowDown");
    await press("x");
    await vi.waitFor(() => expect([selected(), counted()]).toEqual([["a"], "1 dipilih"]));
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    expect([selected(), counted()]).toEqual([["a", "b", "c"], "3 dipilih"]);
    await press("x");
    expect(selected()).toEqual(["a", "b"]);
    expect(seek("case-view")).toBeNull();
    await press("Escape");
    expect([selected(), seek("selection")]).toEqual([[], null]);
  });

  test("is made by boxes, with Shift up to the box, and opens no case", async () => {
    await openWith(...rowsOf("abcd"));
    await clickBox("d");
    await clickBox("b", { shiftKey: true });
    expect(selected()).toEqual(["b", "c", "d"]);
    await clickBox("c");
    expect(selected()).toEqual(["b", "d"]);
    expect((document.activeElement as HTMLElement).dataset.case).toBe("c");
    expect(seek("case-view")).toBeNull();
    await click("selection-end");
    expect(selected()).toEqual([]);
  });

  test("lets Esc close the open case's panel first when the focus is there", async () => {
    await openWith(...rowsOf("ab"));
    await clickBox("a");
    await press("n");
    find("decide").focus();
    await press("s");
    await press("Escape");
    expect(selected()).toEqual(["a"]);
  });

  test("is assigned case by case, and keeps the cases that are refused", async () => {
    const desk = await openWith(...rowsOf("abc"));
    desk.bound = { b: "colleague-bound" };
    for (const id of "abc") await clickBox(id);
    await click("selection-me");
    expect(desk.assigned).toEqual([
      ["a", "me"],
      ["b", "me"],
      ["c", "me"],
    ]);
    expect(selected()).toEqual(["b"]);
    const outcome = find("selection-outcome").textContent;
    expect(outcome).toContain("2 kasus tersimpan");
    expect(outcome).toContain("Kiriman b");
    expect(outcome).toContain("ikut memutus");
  });

  test("is assigned to a chosen colleague", async () => {
    const desk = await openWith(...rowsOf("ab"));
    desk.colleagues = [{ id: "siti", name: "Siti" }];
    await clickBox("b");
    await click("selection-choose");
    await click("selection-assign");
    expect(desk.assigned).toEqual([]);
    await type("selection-whom", "siti");
    await click("selection-assign");
    expect(desk.assigned).toEqual([["b", "siti"]]);
  });

  test("is not sent further without a connection", async () => {
    const desk = await openWith(...rowsOf("abc"));
    desk.bound = { a: "offline" };
    for (const id of "abc") await clickBox(id);
    await click("selection-me");
    expect(desk.assigned).toEqual([["a", "me"]]);
    expect(selected()).toEqual(["a", "b", "c"]);
  });

  test("is decided together only within one group, where its cases are ticked", async () => {
    const group = { id: "g", cases: 3, why: "text" } as const;
    const desk = await openWith(rowOf("a", { group }), rowOf("x"), rowOf("b", { group }));
    desk.group = ["a", "b", "c"].map((id) => groupedOf(id));
    await clickBox("a");
    await clickBox("x");
    expect(seek("selection-together")).toBeNull();
    expect(find("selection-apart").textContent).toContain("satu per satu");
    await clickBox("x");
    await clickBox("b");
    await click("selection-together");
    expect(find("group-view").dataset.group).toBe("g");
    expect(find("group-status").textContent).toBe("2 dipilih");
    expect(desk.bulks).toEqual([]);
    await press("Escape");
    await click("open-group");
    expect(find("group-status").textContent).not.toContain("2 dipilih");
  });

  test("has at most fifty cases", async () => {
    const ids = Array.from({ length: 52 }, (_, at) => `c${at}`);
    await openWith(...ids.map((id) => rowOf(id)));
    await clickBox("c0");
    await clickBox("c51", { shiftKey: true });
    expect([selected().length, counted()]).toEqual([50, "50 dipilih, maksimum"]);
  });

  test("is made only by people who assign cases", async () => {
    await new Desk([rowOf("a")]).open();
    await press("ArrowDown");
    await press("x");
    expect([seek("case-select"), seek("selection")]).toEqual([null, null]);
    expect(find("case-row").hasAttribute("aria-selected")).toBe(false);
  });
});

describe("after a decision", () => {
  test("the next case opens by itself, and the last one can be opened again", async () => {
    const desk = new Desk([rowOf("a"), rowOf("b"), rowOf("c")]);
    await desk.open();
    await press("n");
    desk.pages = [[rowOf("b"), rowOf("c")]];
    await approve();
    expect(desk.decided.map(([id]) => id)).toEqual(["a"]);
    expect(caseOpen()).toBe("b");
    expect(rowsShown()).toEqual(["b", "c"]);
    expect(find("decide-saved").textContent).toMatch(/^Disetujui: .*Akun Contoh\. Menunggu orang kedua\.$/);
    await approve();
    expect(caseOpen()).toBe("c");
    await click("saved-back");
    expect(caseOpen()).toBe("b");
  });

  test("Z undoes the decision just made and opens its case, and no other", async () => {
    const desk = new Desk([rowOf("a"), rowOf("b"), rowOf("c")]);
    await desk.open();
    await press("n");
    await approve();
    expect(caseOpen()).toBe("b");
    await press("z");
    expect(desk.answered).toEqual([[desk.decided[0]?.[1].id, { answer: "undo" }]]);
    expect(caseOpen()).toBe("a");
    expect(seek("saved-undo")).toBeNull();
    await press("z");
    expect(desk.answered).toHaveLength(1);
    await approve();
    await press("n");
    await press("z");
    expect(desk.answered).toHaveLength(1);
  });

  test("a refused undo explains why and leaves the open case unchanged", async () => {
    const desk = new Desk([rowOf("a"), rowOf("b")]);
    await desk.open();
    await press("n");
    await approve();
    desk.answer = fail("nothing-to-confirm");
    await click("saved-undo");
    expect(caseOpen()).toBe("b");
    expect(find("problem").dataset.code).toBe("nothing-to-confirm");
  });

  describe("answered late", () => {
    let desk: Desk;
    let answer: () => void;
    beforeEach(async () => {
      desk = new Desk(["a", "b", "c", "d"].map((id) => rowOf(id)));
      await desk.open();
      await press("n");
      const waiting = Promise.withResolvers<void>();
      desk.waitForDecision = waiting.promise;
      answer = waiting.resolve;
      await approve();
    });
    const receive = async () => {
      answer();
      await settle();
    };

    test("leaves the person in the case that they have opened meanwhile", async () => {
      document.querySelectorAll<HTMLElement>('[data-testid="case-row"]')[2]?.click();
      await settle();
      await receive();
      expect(caseOpen()).toBe("c");
      expect(seek("decide-saved")).toBeNull();
      await press("z");
      expect(desk.answered).toEqual([]);
    });

    test("opens no case for a person who went back to the list or left the queue", async () => {
      await click("case-back");
      await receive();
      expect(seek("case-view")).toBeNull();
      await press("n");
      const waiting = Promise.withResolvers<void>();
      desk.waitForDecision = waiting.promise;
      await approve();
      await show(null);
      const places = address.history.length;
      waiting.resolve();
      await settle();
      expect(desk.decided).toHaveLength(2);
      expect(address.history).toHaveLength(places);
    });
  });

  test("the last case stays open and is shown as saved", async () => {
    await new Desk([rowOf("a")]).open();
    await press("n");
    await approve();
    expect(caseOpen()).toBe("a");
    expect(find("decide-saved").textContent).toContain("Tersimpan");
  });
});

test("suggests a pause after eight graphic cases in a row, without blocking", async () => {
  const graphic = Array.from({ length: 9 }, (_, at) => rowOf(`g${at}`, { category: "TERORISME" }));
  await new Desk([...graphic, rowOf("calm", { category: "SPAM" })]).open();
  for (const _ of graphic.slice(0, 8)) {
    expect(seek("pause")).toBeNull();
    await press("n");
    await click("file-reveal");
  }
  expect(find("pause").textContent).toContain("8 kasus berat");
  await press("n");
  expect(caseOpen()).toBe("g8");
  await click("pause-other");
  expect(caseOpen()).toBe("calm");
  expect(seek("pause")).toBeNull();
});

describe("beside the list", () => {
  const late = { dueAt: later(-5), firstAt: later(-65) };
  const onTime = { dueAt: later(60), firstAt: later(-60) };

  test("counts cases past their limit, claimed cases, and cases that wait for a second person", async () => {
    const claim = { by: "Saya", own: true, until: later(9) };
    const proposed = rowOf("c", { ...onTime, state: "proposed" });
    await new Desk([rowOf("a", late), rowOf("b", { ...onTime, claim }), proposed]).open();
    const countOf = (name: string) => find(`summary-${name}`).querySelector("strong")?.textContent;
    expect(["late", "own", "proposed", "all"].map(countOf)).toEqual(["1", "1", "1", "3"]);
    await click("summary-own");
    expect(caseOpen()).toBe("b");
  });

  test("shows what the intake counted in the whole queue, and opens its views", async () => {
    const desk = new Desk([rowOf("a", onTime)]);
    desk.turns = { ...noTurns, late: 31, mine: 2, confirm: limits.countedCases };
    await desk.open();
    const countOf = (name: string) => find(`summary-${name}`).querySelector("strong")?.textContent;
    expect(["late", "own", "confirm", "all"].map(countOf)).toEqual(["31", "2", "999+", "1"]);
    await click("summary-late");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", late: "true" });
    await click("summary-own");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", mine: "true" });
  });

  test("shows that there are more cases than it counted, and begins at the top", async () => {
    const page = [..."abcdefgh"].map((id) => rowOf(id));
    await new Desk(page, [rowOf("z")]).open();
    expect(find("summary-all").textContent).toMatch(/^8\+/);
    await click("summary-begin");
    expect(caseOpen()).toBe("a");
  });

  test("shows nothing to begin with when nothing waits", async () => {
    await new Desk([]).open();
    expect(seek("queue-summary")).toBeNull();
  });
});

describe("a row's limit", () => {
  const barOf = () => document.querySelector<HTMLElement>(".time-bar");

  test("runs out as a line, and is marked when little is left or it has passed", async () => {
    await new Desk([rowOf("a", { firstAt: later(-60), dueAt: later(180) })]).open();
    expect(Number.parseFloat(barOf()?.querySelector("span")?.style.width ?? "")).toBeCloseTo(75, 0);
    expect(barOf()?.className).toBe("time-bar ");
  });

  test("has no line where there is no limit", async () => {
    const { dueAt: _, ...row } = rowOf("a");
    await new Desk([row]).open();
    expect(barOf()).toBeNull();
  });
});

test("the list can be compact", async () => {
  await new Desk([rowOf("a")]).open();
  await click("queue-filters");
  await click("density-compact");
  expect(document.querySelector<HTMLElement>(".queue")?.dataset.density).toBe("compact");
});

test("an active filter is shown while the filters are folded, and removed by one press", async () => {
  const desk = new Desk([rowOf("a")]);
  await desk.open();
  await click("queue-filters");
  await type("filter-site", "youtube");
  await click("queue-filters");
  expect(find("active-site").textContent).toBe("Situs: YouTube");
  await click("active-site");
  expect(seek("active-site")).toBeNull();
  expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending" });
});
