/** The queue as a device asks for it, and the views that it keeps. */

import { describe, expect, test } from "vitest";
import { limits } from "../utils/contract/limits.ts";
import type { QueueFilters, SavedView } from "../utils/contract/queue.ts";
import { routes } from "../utils/contract/routes.ts";
import { savedViews } from "../utils/core/saved-views.ts";
import { queryOf } from "../utils/review/queue.ts";
import { dropView, keepView } from "../utils/review/views.ts";

const pending = { state: "pending" } as const;

describe("filters as a query", () => {
  test("what is blank is not asked for", () => {
    expect(queryOf({ ...pending, q: "  ", unit: "", language: "" })).toEqual({ ...pending, limit: 50 });
  });

  test("everything else is, and the intake reads it", () => {
    const filters: QueueFilters = {
      ...{ state: "approved", site: "x", category: "JUDI", language: "jv", unit: "Jakarta" },
      ...{ q: " zeus ", fromDay: "2026-11-24", toDay: "2026-11-25" },
    };
    const query = queryOf(filters, "next");
    expect(query).toMatchObject({ state: "approved", site: "x", q: "zeus", after: "next", unit: "Jakarta" });
    expect(routes.listCases.query.parse(query)).toEqual(query);
  });

  test("both days are in it, whole, by the device's own calendar", () => {
    const { from = "", to = "" } = queryOf({ ...pending, fromDay: "2026-11-30", toDay: "2026-11-30" });
    expect(new Date(from)).toEqual(new Date(2026, 10, 30));
    expect(new Date(to)).toEqual(new Date(2026, 11, 1));
  });
});

describe("saved views", () => {
  const view = (name: string, q = ""): SavedView => ({ name, filters: { ...pending, q } });
  const kept = (views: SavedView[], one: SavedView) => {
    const result = keepView(views, one);
    return result.ok ? result.value : [];
  };

  test("stand by name, one of each", () => {
    const views = kept(kept(kept([], view("Judi")), view("Angin")), view(" judi ", "zeus"));
    expect(views).toEqual([view("Angin"), view("judi", "zeus")]);
    expect(dropView(views, "JUDI")).toEqual([view("Angin")]);
  });

  test("need a name, and are at most twenty", () => {
    const full = Array.from({ length: limits.savedViews }, (_, place) => view(`Tampilan ${place}`));
    expect(keepView([], view("  ")).ok).toBe(false);
    expect(keepView(full, view("Satu lagi")).ok).toBe(false);
    expect(kept(full, view("Tampilan 3", "baru"))).toHaveLength(limits.savedViews);
  });

  test("survive on the device, and what does not fit counts as none", async () => {
    await savedViews.setValue([view("Judi")]);
    expect(await savedViews.getValue()).toEqual([view("Judi")]);
    await savedViews.setValue([{ name: "Rusak" }] as unknown as SavedView[]);
    expect(await savedViews.getValue()).toEqual([]);
  });
});
