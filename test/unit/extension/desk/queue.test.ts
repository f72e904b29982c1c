/** The desk's requests and stored data: filters, saved views, bulk decisions in portions, the count before a pause. */

import { afterEach, describe, expect, test, vi } from "vitest";
import { local } from "../../../../utils/extension/browser/storage.ts";
import { decideMany } from "../../../../utils/extension/desk/bulk-decisions.ts";
import { queryOf } from "../../../../utils/extension/desk/client.ts";
import { keyNames, keys } from "../../../../utils/extension/desk/keyboard-shortcuts.ts";
import { deleteView, listViews, saveView } from "../../../../utils/extension/desk/saved-views.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { order } from "../../../../utils/shared/policy/categories.ts";
import {
  afterReveal,
  graphicCategories,
  noExposure,
  pauseMs,
  suggestsPause,
} from "../../../../utils/shared/policy/wellbeing.ts";
import { connectDevice } from "../../../support/device-kit.ts";

test("converts days to instants of the person's own zone, including the whole last day", () => {
  const {
    from = "",
    to = "",
    ...rest
  } = queryOf({ state: "pending", site: "x", from: "2026-11-30", to: "2026-11-30" });
  expect(rest).toEqual({ state: "pending", site: "x" });
  expect(new Date(from)).toEqual(new Date(2026, 10, 30));
  expect(new Date(to)).toEqual(new Date(2026, 11, 1));
});

describe("saved views", () => {
  const filter = { state: "pending" } as const;

  test("replace one of the same name, and beyond the limit the oldest", async () => {
    for (let at = 0; at <= limits.savedViews; at++) await saveView({ name: `V${at}`, filter });
    await saveView({ name: "V5", filter: { state: "approved" } });
    const views = await listViews();
    expect(views).toHaveLength(limits.savedViews);
    expect(views.some(({ name }) => name === "V0")).toBe(false);
    expect(views.at(-1)).toEqual({ name: "V5", filter: { state: "approved" } });
    expect((await deleteView("V5")).some(({ name }) => name === "V5")).toBe(false);
  });

  test("are ignored in another format", async () => {
    await local.write("queue-views", [{ name: "x", filter: { state: "nowhere" } }]);
    expect(await listViews()).toEqual([]);
  });
});

describe("a decision on many", () => {
  afterEach(() => vi.unstubAllGlobals());
  const cases = Array.from({ length: 45 }, (_, at) => ({
    caseId: crypto.randomUUID(),
    decisionId: crypto.randomUUID(),
    caseVersion: at + 1,
  }));
  const verdict = { act: "reject", why: "other", reason: "Sama semua." } as const;

  /** An intake that answers so many portions and is then out of reach. */
  async function intakeFor(portions: number): Promise<number[]> {
    await connectDevice();
    const sizes: number[] = [];
    vi.stubGlobal("fetch", async (_: string, { body }: { body: Uint8Array }) => {
      if (sizes.length === portions) throw new TypeError("unreachable");
      const sent = JSON.parse(new TextDecoder().decode(body)).cases as typeof cases;
      sizes.push(sent.length);
      return Response.json({ outcomes: sent.map(({ caseId, decisionId }) => ({ caseId, decisionId })) });
    });
    return sizes;
  }

  test("is sent in portions and reports its progress after each", async () => {
    const sizes = await intakeFor(9);
    const steps: number[] = [];
    const done = await decideMany({ id: crypto.randomUUID(), verdict, cases }, (at) => steps.push(at));
    expect(sizes).toEqual([20, 20, 5]);
    expect(steps).toEqual([20, 40, 45]);
    expect(done.ok && done.value.outcomes.map(({ caseId }) => caseId)).toEqual(
      cases.map(({ caseId }) => caseId),
    );
  });

  test("names each case that was not reached when interrupted", async () => {
    await intakeFor(1);
    const done = await decideMany({ id: crypto.randomUUID(), verdict, cases }, () => undefined);
    const failed = done.ok ? done.value.outcomes.filter(({ problem }) => problem) : [];
    expect(failed.map(({ caseId }) => caseId)).toEqual(cases.slice(20).map(({ caseId }) => caseId));
  });

  test("fails as a whole when no portion arrived", async () => {
    await intakeFor(0);
    expect((await decideMany({ id: crypto.randomUUID(), verdict, cases }, () => undefined)).ok).toBe(false);
  });
});

describe("the count before a pause", () => {
  const look = (caseId: string, category = "TERORISME" as const, atMs = 1) => ({ caseId, category, atMs });
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => look(`c${at}`)).reduce(afterReveal, noExposure);

  test("counts each case once; another category or a pause restarts it", () => {
    expect(suggestsPause(many(7))).toBe(false);
    expect(suggestsPause(afterReveal(many(7), look("c3")))).toBe(false);
    expect(suggestsPause(many(8))).toBe(true);
    expect(afterReveal(many(7), { ...look("s"), category: "SPAM" })).toEqual(noExposure);
    expect(afterReveal(many(7), look("later", "TERORISME", pauseMs + 2)).cases).toEqual(["later"]);
    const seenLater = (ms: number) => afterReveal(many(1), look("next", "TERORISME", 1 + ms)).cases;
    expect(seenLater(pauseMs - 1)).toEqual(["c0", "next"]);
    expect(seenLater(pauseMs)).toEqual(["next"]);
  });

  test("counts graphic categories only, which are the minority", () => {
    for (const code of ["TERORISME", "HASUT_KEKERASAN", "PORNO", "PORNO_ANAK"] as const)
      expect(graphicCategories.has(code)).toBe(true);
    expect(graphicCategories.size).toBeLessThan(order.length / 2);
  });
});

test("no two keys of one place are equal, and letters in a field are typed", () => {
  const all = Object.entries(keys).flatMap(([name, use]) =>
    use.places.map(
      (place) =>
        `${place} ${"ctrl" in use ? "ctrl " : ""}${"shift" in use ? "shift " : ""}${use.key} ${name}`,
    ),
  );
  const spelled = all.map((path) => path.slice(0, path.lastIndexOf(" ")));
  expect(new Set(spelled).size).toBe(spelled.length);
  const pressed = { key: "s", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect(keyNames(pressed, false)).toEqual(["approve", "openLetter"]);
  expect(keyNames(pressed, true)).toEqual([]);
  expect(keyNames({ ...pressed, ctrlKey: true }, false)).toEqual([]);
  expect(keyNames({ ...pressed, key: "D", shiftKey: true }, false)).toEqual(["revealAll"]);
  expect(keyNames({ ...pressed, key: "D" }, false)).toEqual([]);
  expect(keyNames({ ...pressed, key: "7" }, false)).toEqual(["digit", "verdict"]);
  expect(keyNames({ ...pressed, key: "Enter", metaKey: true }, true)).toEqual([
    "send",
    "sendRequest",
    "sendReview",
  ]);
});
