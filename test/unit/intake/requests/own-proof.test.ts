/** Effects of the ministry's own outcome checks on clock, figures and log, with honest and dishonest checks. */

import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { conditionGroups } from "../../../../intake/alerts/store/conditions/condition-groups.ts";
import { anyScope } from "../../../../intake/core/scope.ts";
import {
  checks,
  decisions,
  people,
  requestEvents,
  requestItems,
  requests,
} from "../../../../intake/db/schema/index.ts";
import { toRequestView } from "../../../../intake/requests/routes/requests.ts";
import { lockRequest, saveEvent } from "../../../../intake/requests/store/change-request.ts";
import { readRequest } from "../../../../intake/requests/store/read-requests.ts";
import { countMonth } from "../../../../intake/statistics/store/count-months.ts";
import { readMonths } from "../../../../intake/statistics/store/read-months.ts";
import { verifyOwnProofs } from "../../../../intake/verify/derived/verify-own-proofs.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import type { CountName } from "../../../../utils/shared/contract/figures.ts";
import type { OutcomeProof } from "../../../../utils/shared/contract/outcome-check.ts";
import { monthLater, monthOf, startOfMonth } from "../../../../utils/shared/policy/jakarta-months.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import {
  checkBody,
  insertRequestedItem,
  proofOf,
  type RequestedItem,
  type RequestedItemInput,
  readRequestedItem,
} from "../../../support/outcome-check-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hour = 3_600_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    desk = deskOf(kit, { officer, reader: one });
  });

  // Each test compares the figures of one month.
  beforeEach(() => {
    const date = new Date(kit.clock.ms);
    if (date.getUTCDate() > 24) kit.clock.ms = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 2);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const asked = async (input?: RequestedItemInput): Promise<RequestedItem> =>
    insertRequestedItem({ db: kit.store.db, at: kit.intake.now() }, await desk.open(), input);
  async function see(of: RequestedItem, change: Partial<OutcomeProof> = {}, by = one) {
    const body = await checkBody(by, proofOf(of, new Date(kit.clock.ms), change));
    return by.call("POST", `/v1/items/${of.item.id}/checks`, { body });
  }
  async function viewOf({ request: { id } }: RequestedItem) {
    const parts = await readRequest(kit.store.db, { id, scope: anyScope });
    if (!parts) throw new Error(`no request ${id}`);
    return toRequestView(parts);
  }
  const openIds = async () =>
    (await one.call("GET", "/v1/requests?state=open&limit=100")).body.requests.map(
      ({ id }: { id: string }) => id,
    );
  /** Counts of this site and category. */
  async function countsOf({ request: { site, category } }: RequestedItem) {
    const [at, { db }] = [new Date(kit.clock.ms), kit.store];
    const month = monthOf(at);
    await countMonth(db, month, at);
    const isMeant = (row: { site: string; category: string }) =>
      row.site === site && row.category === category;
    const [counted] = await readMonths(db, month, month);
    return counted?.rows.find(isMeant)?.figures.counts ?? {};
  }
  const unproven = () => verifyOwnProofs(kit.store.db);

  test("counts a removal without an answer as a kept promise, and stops the clock", async () => {
    const of = await asked({ request: { category: "TERORISME" } });
    kit.clock.ms += 2 * hour;
    const { at: provenAt } = (await see(of)).body;
    const view = await viewOf(of);
    expect(view).toMatchObject({ state: "sent", provenAt });
    expect(view.itemList).toMatchObject([{ outcome: "pending", proven: { at: provenAt, by: "Budi" } }]);
    expect(await openIds()).not.toContain(of.request.id);
    kit.clock.ms += 26 * hour;
    const reprimand = { body: { id: crypto.randomUUID(), level: "st1" } };
    expect(await one.call("POST", `/v1/requests/${of.request.id}/reprimands`, reprimand)).toMatchObject({
      problem: "not-due",
    });
    const counts = await countsOf(of);
    expect(counts).toMatchObject({ "day.kept": 1, "items.in-time": 1, "items.proven": 1 });
    expect(counts).not.toHaveProperty("day.missed");
    expect(counts).not.toHaveProperty("items.overdue");
    expect(await unproven()).toEqual([]);
  });

  test("a post that comes back after its month is final does not make one item a kept and a missed promise", async () => {
    const { db } = kit.store;
    const month = monthOf(new Date(kit.clock.ms));
    kit.clock.ms = startOfMonth(monthLater(month, 1)).getTime() - 12 * hour;
    const of = await asked({ request: { category: "KEUANGAN_OBAT_ILEGAL" } });
    kit.clock.ms += 2 * hour;
    await see(of);
    kit.clock.ms += 7 * 24 * hour;
    const judged = async () => {
      for (const one of [month, monthLater(month, 1)]) await countMonth(db, one, new Date(kit.clock.ms));
      const rows = (await readMonths(db, month, monthLater(month, 1))).flatMap((counted) => counted.rows);
      return rows
        .filter(({ category }) => category === "KEUANGAN_OBAT_ILEGAL")
        .reduce(
          (sum, { figures: { counts } }) => sum + (counts["day.kept"] ?? 0) + (counts["day.missed"] ?? 0),
          0,
        );
    };
    const before = await judged();
    await see(of, { seen: "available" }, two);
    kit.clock.ms += hour;
    expect(await judged()).toBe(before);
  });

  test("a later check that cannot tell does not move the public figure of what was seen", async () => {
    const of = await asked({ request: { category: "JUDI", action: "BATAS_WILAYAH" } });
    const figures = async () => {
      const counts = Object.entries(await countsOf(of));
      return counts.filter(([name]) => name.startsWith("seen.") || name.startsWith("limited."));
    };
    kit.clock.ms += hour;
    await see(of, { seen: "unknown" });
    expect(await figures()).toEqual([["seen.unknown", 1]]);
    kit.clock.ms += hour;
    await see(of, { seen: "withheld" });
    const shown = [
      ["limited.kept", 1],
      ["seen.withheld", 1],
    ];
    expect((await figures()).sort()).toEqual(shown);
    kit.clock.ms += hour;
    await see(of, { seen: "unknown" }, two);
    expect((await figures()).sort()).toEqual(shown);
    kit.clock.ms += hour;
    await see(of, { seen: "available" }, two);
    expect((await figures()).sort()).toEqual([
      ["limited.missed", 1],
      ["seen.available", 1],
    ]);
  });

  test("a check after the reversal of the order takes nothing from the platform that obeyed it", async () => {
    const of = await asked({ request: { category: "PENIPUAN", action: "BATAS_WILAYAH" } });
    const { db } = kit.store;
    kit.clock.ms += hour;
    await see(of, { seen: "withheld" });
    const { proven } = (await viewOf(of)).itemList[0] ?? {};
    kit.clock.ms += 26 * hour;
    const before = await countsOf(of);
    expect(before).toMatchObject({ "day.kept": 1, "limited.kept": 1, "seen.withheld": 1 });
    const setDue = { checkAt: kit.intake.now() };
    await db.update(requestItems).set(setDue).where(eq(requestItems.id, of.item.id));
    const isDue = async () =>
      (await one.call("GET", "/v1/checks?limit=100")).body.checks.some(
        ({ itemId }: { itemId: string }) => itemId === of.item.id,
      );
    expect(await isDue()).toBe(true);
    const ofDecision = eq(decisions.id, of.item.decisionId);
    await db.update(decisions).set({ reversedAt: kit.intake.now() }).where(ofDecision);
    expect(await isDue()).toBe(false);
    kit.clock.ms += hour;
    expect((await see(of, { seen: "available" })).status).toBe(200);
    expect((await viewOf(of)).itemList[0]?.proven).toEqual(proven);
    expect(await countsOf(of)).toEqual(before);
    expect(await unproven()).toEqual([]);
    // An earlier version let such a check cancel the proof.
    const cancelled = { provenAt: null, provenCheck: null };
    await db.update(requestItems).set(cancelled).where(eq(requestItems.id, of.item.id));
    expect(await unproven()).toEqual([]);
    await db.update(decisions).set({ reversedAt: null }).where(ofDecision);
  });

  test.each([
    ["acted", "before", [1, 2], { "day.kept": 1, "items.in-time": 1 }],
    ["acted", "after", [2, 1], {}],
    ["refused", "before", [1, 2], { "items.refused": 1 }],
    ["refused", "after", [2, 1], {}],
    ["restricted", "after", [2, 1], {}],
    ["not-found", "after", [2, 1], {}],
  ] as const)(
    "an answer %s %s the reversal of its decision counts only if it was still asked for",
    async (outcome, _, [answeredAfter, reversedAfter], added) => {
      const of = await asked({ request: { category: "PENIPUAN", action: "HAPUS_KEBIJAKAN" } });
      const before = await countsOf(of);
      const start = kit.clock.ms;
      const { db } = kit.store;
      for (const step of [1, 2]) {
        kit.clock.ms = start + step * hour;
        if (step === answeredAfter)
          expect(await answer(of, outcome)).toMatchObject({ status: 200, body: { items: [{ outcome }] } });
        if (step === reversedAfter)
          await db
            .update(decisions)
            .set({ reversedAt: kit.intake.now() })
            .where(eq(decisions.id, of.item.decisionId));
      }
      kit.clock.ms = start + 30 * hour;
      const after: Partial<Record<CountName, number>> = await countsOf(of);
      const names = [
        ...(["day.kept", "day.missed", "items.in-time", "items.late"] as const),
        ...(["items.refused", "items.restricted", "items.not-found"] as const),
      ];
      const changed = names.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
      expect(Object.fromEntries(changed.filter(([, n]) => n !== 0))).toEqual(added);
      await db.update(decisions).set({ reversedAt: null }).where(eq(decisions.id, of.item.decisionId));
    },
  );

  test("a check before the letter was sent is no figure of what was seen", async () => {
    const of = await asked({ request: { category: "SPAM" } });
    await see(of, { seen: "available" });
    kit.clock.ms += hour;
    const sent = { sentAt: kit.intake.now() };
    await kit.store.db.update(requests).set(sent).where(eq(requests.id, of.request.id));
    expect(await countsOf(of)).not.toHaveProperty("seen.available");
  });

  test("a look made before the letter was sent is no figure, though it arrived after it", async () => {
    const of = await asked({ request: { category: "TAUTAN_RENDAH", action: "BATAS_WILAYAH" } });
    const early = new Date(kit.clock.ms - 4 * 60_000);
    kit.clock.ms += 60_000;
    const body = await checkBody(one, proofOf(of, early, { seen: "withheld" }));
    expect((await one.call("POST", `/v1/items/${of.item.id}/checks`, { body })).status).toBe(200);
    const counts = await countsOf(of);
    for (const name of ["seen.withheld", "limited.kept", "items.proven"])
      expect(counts).not.toHaveProperty(name);
    // Nor does it hide a look that counts.
    kit.clock.ms += 60_000;
    await see(of, { seen: "unknown" });
    expect(await countsOf(of)).toMatchObject({ "seen.unknown": 1 });
  });

  test("a check from abroad before the letter was sent, or made before, does not show that the limit works", async () => {
    const of = await asked({ request: { category: "HKI", action: "BATAS_WILAYAH" } });
    const abroad = async (lookedAt: Date) => {
      const proof = proofOf(of, lookedAt, { seen: "available", seenFrom: "abroad" });
      const body = { ...(await checkBody(two, proof, "Dibuka di Singapura.")), seenFrom: "abroad" };
      expect((await two.call("POST", `/v1/items/${of.item.id}/checks`, { body })).status).toBe(200);
    };
    await abroad(new Date(kit.clock.ms));
    kit.clock.ms += 120 * hour;
    const sent = { sentAt: kit.intake.now() };
    await kit.store.db.update(requests).set(sent).where(eq(requests.id, of.request.id));
    kit.clock.ms += 60_000;
    await abroad(new Date(kit.clock.ms - 120_000));
    await see(of, { seen: "withheld" });
    expect(await countsOf(of)).toMatchObject({ "limited.kept": 1 });
    expect(await countsOf(of)).not.toHaveProperty("limited.proven");
    kit.clock.ms += hour;
    await abroad(new Date(kit.clock.ms));
    expect(await countsOf(of)).toMatchObject({ "limited.proven": 1 });
  });

  test("names the person who stated a removal, and reopens the clock if a second one finds the post", async () => {
    const of = await asked({ request: { category: "NARKOTIKA" } });
    kit.clock.ms += hour;
    await see(of);
    expect((await viewOf(of)).itemList[0]?.proven?.by).toBe("Budi");
    kit.clock.ms += 24 * hour;
    await see(of, { seen: "available" }, two);
    const view = await viewOf(of);
    expect(view).not.toHaveProperty("provenAt");
    expect(view.itemList[0]).not.toHaveProperty("proven");
    expect(await openIds()).toContain(of.request.id);
    const counts = await countsOf(of);
    expect(counts).toMatchObject({ "day.missed": 1, "items.overdue": 1 });
    expect(counts).not.toHaveProperty("items.proven");
    expect((await desk.read(of.item.caseId)).body.log.slice(-2)).toMatchObject([
      { by: "Budi", detail: { seen: "removed" } },
      { by: "Ani", detail: { seen: "available" } },
    ]);
    expect(await unproven()).toEqual([]);
  });

  test("a request with one item seen gone waits for the other", async () => {
    const of = await asked({ request: { category: "PORNO" } });
    const { id: _, reference: __, ...rest } = of.item;
    const second = { ...rest, id: crypto.randomUUID(), reference: crypto.randomUUID(), place: 2 };
    const other = await asked();
    const { caseId, spot, decisionId, subject } = other.item;
    const { db } = kit.store;
    await db.update(requestItems).set({ isVoid: true }).where(eq(requestItems.id, other.item.id));
    await db.insert(requestItems).values({ ...second, caseId, spot, decisionId, subject });
    await see(of);
    expect(await viewOf(of)).not.toHaveProperty("provenAt");
    expect(await openIds()).toContain(of.request.id);
  });

  test("records a later answer beside the proof; `gone already` credits no platform", async () => {
    const of = await asked({ request: { category: "SEPARATISME" } });
    kit.clock.ms += hour;
    await see(of);
    kit.clock.ms += hour;
    const body = { id: crypto.randomUUID(), kind: "items", items: [{ place: 1, outcome: "gone" }] };
    expect((await one.call("POST", `/v1/requests/${of.request.id}/answers`, { body })).status).toBe(200);
    const { itemList, state } = await viewOf(of);
    expect(state).toBe("answered");
    expect(itemList).toMatchObject([{ outcome: "gone", proven: { by: "Budi" } }]);
    kit.clock.ms += 30 * hour;
    const counts = await countsOf(of);
    expect(counts).toMatchObject({ "items.gone": 1 });
    for (const name of ["day.kept", "day.missed", "items.proven", "items.overdue"])
      expect(counts).not.toHaveProperty(name);
  });

  /** The platform's answer about the only item. */
  const answer = ({ request: { id } }: RequestedItem, outcome: string) =>
    one.call("POST", `/v1/requests/${id}/answers`, {
      body: { id: crypto.randomUUID(), kind: "items", items: [{ place: 1, outcome }] },
    });

  test.each(["gone", "not-found", "acted"])(
    "the answer %s counts only until a sealed check finds the post",
    async (outcome) => {
      const { db } = kit.store;
      const of = await asked({ request: { category: "HASUT_KEKERASAN" } });
      const before = await countsOf(of);
      const added = async (name: CountName) => ((await countsOf(of))[name] ?? 0) - (before[name] ?? 0);
      kit.clock.ms += hour;
      expect(await answer(of, outcome)).toMatchObject({ status: 200, body: { state: "answered" } });
      kit.clock.ms += hour;
      await see(of, { seen: "unknown" });
      expect(await viewOf(of)).toMatchObject({ state: "answered" });
      await see(of, { seen: "available" });
      expect(await viewOf(of)).toMatchObject({ state: "sent", itemList: [{ outcome, seen: "available" }] });
      expect(await openIds()).toContain(of.request.id);
      // The same word again ends nothing.
      kit.clock.ms += hour;
      expect(await answer(of, outcome)).toMatchObject({ status: 200, body: { state: "sent" } });
      kit.clock.ms += 72 * hour;
      const clocks = conditionGroups.find(({ events }) => events.includes("clock-over"));
      const due = await Promise.all(clocks?.reads.map((condition) => condition(db, kit.intake.now())) ?? []);
      expect(due.flat().map(({ key }) => key)).toContain(
        `clock-over/${of.request.id}/${of.request.dueAt?.toISOString()}`,
      );
      expect(await added("day.missed")).toBe(1);
      expect(await added("items.overdue")).toBe(1);
      expect(await added("day.kept")).toBe(0);
      const reprimand = { body: { id: crypto.randomUUID(), level: "st1" } };
      expect(await one.call("POST", `/v1/requests/${of.request.id}/reprimands`, reprimand)).toMatchObject({
        status: 200,
      });
      // A later removal is the platform's, and late.
      await see(of);
      expect(await viewOf(of)).toMatchObject({ state: "sent", itemList: [{ proven: { by: "Budi" } }] });
      expect(await openIds()).not.toContain(of.request.id);
      expect([await added("items.late"), await added("items.in-time"), await added("day.missed")]).toEqual([
        1, 0, 1,
      ]);
      expect(await unproven()).toEqual([]);
    },
  );

  test("the word that a post was removed is refuted by a check that finds it only withheld here", async () => {
    const of = await asked({ request: { category: "KEUANGAN_OBAT_ILEGAL" } });
    const before = await countsOf(of);
    const added = async (name: CountName) => ((await countsOf(of))[name] ?? 0) - (before[name] ?? 0);
    kit.clock.ms += hour;
    expect(await answer(of, "acted")).toMatchObject({ status: 200, body: { state: "answered" } });
    kit.clock.ms += hour;
    await see(of, { seen: "private" });
    expect((await viewOf(of)).state).toBe("answered");
    await see(of, { seen: "withheld" });
    expect((await viewOf(of)).state).toBe("sent");
    expect(await openIds()).toContain(of.request.id);
    expect(await answer(of, "restricted")).toMatchObject({ status: 200, body: { state: "answered" } });
    kit.clock.ms += 30 * hour;
    const counts = [];
    for (const name of ["day.kept", "day.missed", "items.in-time", "items.restricted"] as const)
      counts.push(await added(name));
    expect(counts).toEqual([0, 1, 0, 1]);
    expect(await unproven()).toEqual([]);
  });

  test.each([
    ["as asked for a geoblock", "BATAS_WILAYAH", "acted", { "day.kept": 1, "items.in-time": 1 }],
    ["as less for a removal", "HAPUS_KEBIJAKAN", "restricted", { "day.missed": 1, "items.restricted": 1 }],
  ] as const)(
    "the answer that content is restricted in Indonesia counts %s",
    async (_, action, outcome, added) => {
      const of = await asked({ request: { category: "KEBENCIAN_SARA", action } });
      const before = await countsOf(of);
      kit.clock.ms += hour;
      const body = { id: crypto.randomUUID(), kind: "items", items: [{ place: 1, outcome: "restricted" }] };
      const tell = () => one.call("POST", `/v1/requests/${of.request.id}/answers`, { body });
      expect(await tell()).toMatchObject({ status: 200, body: { state: "answered", items: [{ outcome }] } });
      expect(await tell()).toMatchObject({ status: 200, body: { state: "answered" } });
      kit.clock.ms += 30 * hour;
      const after: Partial<Record<CountName, number>> = await countsOf(of);
      const difference = (name: CountName) => (after[name] ?? 0) - (before[name] ?? 0);
      const names = ["day.kept", "day.missed", "items.in-time", "items.restricted"] as const;
      const changed = names.map((name) => [name, difference(name)] as const).filter(([, n]) => n !== 0);
      expect(Object.fromEntries(changed)).toEqual(added);
      // A check refutes it like any other word that the platform acted.
      await see(of, { seen: "available" });
      expect((await viewOf(of)).state).toBe(outcome === "acted" ? "sent" : "answered");
    },
  );

  test("a check from abroad, or from before the platform said that it acted, refutes nothing; another answer is heard", async () => {
    const of = await asked({ request: { category: "HASUT_KEKERASAN" } });
    kit.clock.ms += hour;
    const early = new Date(kit.clock.ms);
    kit.clock.ms += 60_000;
    await answer(of, "acted");
    kit.clock.ms += 60_000;
    const late = await checkBody(one, proofOf(of, early, { seen: "available" }));
    expect((await one.call("POST", `/v1/items/${of.item.id}/checks`, { body: late })).status).toBe(200);
    const abroad = { id: crypto.randomUUID(), seenFrom: "abroad", seen: "available", note: "Mitra." };
    expect((await one.call("POST", `/v1/items/${of.item.id}/checks`, { body: abroad })).status).toBe(200);
    expect(await viewOf(of)).toMatchObject({ state: "answered" });
    kit.clock.ms += hour;
    await see(of, { seen: "available" });
    expect(await viewOf(of)).toMatchObject({ state: "sent" });
    kit.clock.ms += hour;
    expect(await answer(of, "refused")).toMatchObject({ body: { state: "answered" } });
  });

  test("the word that a post was gone already does not erase a late removal that checks have shown", async () => {
    const of = await asked({ request: { category: "PENIPUAN", action: "HAPUS_KEBIJAKAN" } });
    const before = await countsOf(of);
    const added = async () =>
      Object.fromEntries(
        Object.entries(await countsOf(of))
          .map(([name, n]) => [name, n - (before[name as CountName] ?? 0)] as const)
          .filter(([name, n]) => n !== 0 && name.startsWith("items.")),
      );
    kit.clock.ms += 25 * hour;
    await see(of, { seen: "available" });
    kit.clock.ms += 65 * hour;
    await see(of);
    const late = { "items.late": 1, "items.overdue": 1, "items.proven": 1 };
    expect(await added()).toEqual(late);
    for (const outcome of ["gone", "not-found"]) {
      kit.clock.ms += hour;
      expect(await answer(of, outcome)).toMatchObject({ status: 200, body: { state: "sent" } });
      expect(await added()).toEqual(late);
    }
    expect(await openIds()).not.toContain(of.request.id);
    expect(await unproven()).toEqual([]);
    const findings = await desk.broken(of.item.caseId, one);
    expect(findings.filter((finding) => finding.startsWith("log"))).toEqual([]);
  });

  test("a check made before the letter was sent does not refute that the post was gone already", async () => {
    const of = await asked({ request: { category: "SEPARATISME" } });
    const early = new Date(kit.clock.ms - 60_000);
    const body = await checkBody(one, proofOf(of, early, { seen: "available" }));
    expect((await one.call("POST", `/v1/items/${of.item.id}/checks`, { body })).status).toBe(200);
    kit.clock.ms += hour;
    expect(await answer(of, "gone")).toMatchObject({ status: 200, body: { state: "answered" } });
  });

  test("an answer is not dated into a month whose numbers are final, where it would count nowhere", async () => {
    const now = new Date(kit.clock.ms);
    kit.clock.ms = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 27);
    const of = await asked({ request: { category: "PENIPUAN" } });
    const said = (hours: number, kind: object) => {
      const at = new Date((of.request.sentAt?.getTime() ?? 0) + hours * hour).toISOString();
      const body = { id: crypto.randomUUID(), at, ...kind };
      return one.call("POST", `/v1/requests/${of.request.id}/answers`, { body });
    };
    const acted = { kind: "items", items: [{ place: 1, outcome: "acted" }] };
    const next = startOfMonth(monthLater(monthOf(new Date(kit.clock.ms)), 1));
    // The month is final after three days.
    kit.clock.ms = next.getTime() + 71 * hour;
    expect(await said(1, { kind: "acknowledged" })).toMatchObject({ status: 200 });
    kit.clock.ms += hour;
    const refused = {
      problem: "invalid-input",
      body: { detail: expect.stringContaining(next.toISOString()) },
    };
    expect(await said(30, acted)).toMatchObject(refused);
    expect(await said(30, { kind: "delivered" })).toMatchObject(refused);
    expect(await answer(of, "acted")).toMatchObject({ status: 200 });
    expect(await countsOf(of)).toMatchObject({ "items.late": 1 });
  });

  test("refused by word, done in fact", async () => {
    const of = await asked({ request: { category: "HOAKS" } });
    const body = { id: crypto.randomUUID(), kind: "items", items: [{ place: 1, outcome: "refused" }] };
    await one.call("POST", `/v1/requests/${of.request.id}/answers`, { body });
    kit.clock.ms += hour;
    await see(of);
    kit.clock.ms += 24 * hour;
    const counts = await countsOf(of);
    expect(counts).toMatchObject({ "day.kept": 1, "items.proven": 1, "items.in-time": 1 });
    expect(counts).not.toHaveProperty("items.refused");
  });

  test("a check of a letter that was not sent, or came back, proves nothing", async () => {
    const { db } = kit.store;
    const unsent = await asked({ request: { state: "queued", sentAt: null, dueAt: null } });
    expect((await see(unsent)).status).toBe(200);
    expect((await readRequestedItem(kit.store.db, unsent.item.id)).item).toMatchObject({
      seen: "removed",
      provenAt: null,
    });
    const of = await asked();
    kit.clock.ms += hour;
    await see(of);
    expect((await readRequestedItem(kit.store.db, of.item.id)).item.provenAt).not.toBeNull();
    const at = kit.intake.now();
    await db.transaction(async (tx) => {
      const locked = await lockRequest(tx, { id: of.request.id, scope: anyScope });
      const saying = { id: crypto.randomUUID(), digest: "d", at, by: "mail", detail: {} };
      if (locked) expect((await saveEvent(tx, locked, { type: "bounced", at }, saying)).ok).toBe(true);
    });
    expect((await readRequestedItem(kit.store.db, of.item.id)).item).toMatchObject({
      provenAt: null,
      provenCheck: null,
    });
    expect(await unproven()).toEqual([]);
    expect((await desk.broken(of.item.caseId, one)).filter((finding) => finding.startsWith("log"))).toEqual(
      [],
    );
  });

  test("links a newer case to content that was found removed without the platform's answer", async () => {
    const of = await asked();
    await see(of);
    kit.clock.ms += hour;
    const newer = await desk.open();
    await desk.group([of.item.caseId, newer]);
    expect((await desk.read(newer)).body.reappearanceOf).toMatchObject({
      caseId: of.item.caseId,
      why: "same-text",
    });
  });

  test("a geoblock is proven by two people: hidden here, as one states, and shown abroad to another", async () => {
    const of = await asked({ request: { action: "BATAS_WILAYAH", category: "KEBENCIAN_SARA" } });
    await see(of, { seen: "withheld", stated: true, source: "page #nothing" });
    const abroad = async (by: TestDevice) => {
      const proof = proofOf(of, new Date(kit.clock.ms), { seen: "available", seenFrom: "abroad" });
      const body = { ...(await checkBody(by, proof, "Dibuka di Singapura.")), seenFrom: "abroad" };
      expect((await by.call("POST", `/v1/items/${of.item.id}/checks`, { body })).status).toBe(200);
      kit.clock.ms += 1;
    };
    await abroad(one);
    kit.clock.ms += hour;
    expect(await countsOf(of)).toMatchObject({ "limited.kept": 1, "items.stated": 1, "items.proven": 1 });
    expect(await countsOf(of)).not.toHaveProperty("limited.proven");
    const { db } = kit.store;
    const idOf = async (by: TestDevice): Promise<string> => (await by.call("GET", "/v1/me")).body.personId;
    // Inviter and invitee are not two people, nor are two of one inviter.
    for (const [inviter, ...invitees] of [
      [one, two],
      [two, one],
      [officer, one, two],
    ] as const) {
      const invited = inArray(people.id, await Promise.all(invitees.map(idOf)));
      await db
        .update(people)
        .set({ invitedBy: await idOf(inviter) })
        .where(invited);
      await abroad(two);
      kit.clock.ms += hour;
      expect(await countsOf(of)).not.toHaveProperty("limited.proven");
      await db.update(people).set({ invitedBy: null }).where(invited);
    }
    await abroad(two);
    kit.clock.ms += hour;
    expect(await countsOf(of)).toMatchObject({ "limited.kept": 1, "limited.proven": 1 });
    expect((await viewOf(of)).itemList[0]?.proven).toMatchObject({ by: "Budi", stated: true });
    const [first] = await kit.store.db.select().from(checks).where(eq(checks.itemId, of.item.id));
    expect(first).toMatchObject({ stated: true, basis: "declared" });
  });

  test("a seal from one place is not sent as from another, and a partner's statement names the partner", async () => {
    const of = await asked();
    expect(await see(of, { seenFrom: "abroad" })).toMatchObject({ problem: "seal-invalid" });
    expect(await see(of, { basis: "partner" })).toMatchObject({ problem: "seal-invalid" });
    expect(await see(of, { partner: "SAFEnet" })).toMatchObject({ problem: "seal-invalid" });
    expect(await see(of, { basis: "partner", partner: "SAFEnet" })).toMatchObject({ status: 200 });
    const [made] = await kit.store.db.select().from(checks).where(eq(checks.itemId, of.item.id));
    expect(made).toMatchObject({ basis: "partner", stated: false });
  });

  test("an altered proof, or an altered check behind it, is found", async () => {
    const { db } = kit.store;
    const of = await asked();
    kit.clock.ms += hour;
    await see(of, { seen: "available" });
    expect(await unproven()).toEqual([]);
    const ofItem = eq(requestItems.id, of.item.id);
    await db
      .update(requestItems)
      .set({ provenAt: new Date(kit.clock.ms) })
      .where(ofItem);
    const broken = [`request item ${of.item.id}: its checks do not prove what it records`];
    expect(await unproven()).toEqual(broken);
    await db.update(requestItems).set({ provenAt: null }).where(ofItem);
    await db.update(checks).set({ seen: "removed" }).where(eq(checks.itemId, of.item.id));
    expect(await unproven()).toEqual(broken);
    await db.update(checks).set({ seen: "available" }).where(eq(checks.itemId, of.item.id));
    await db.update(requests).set({ sentAt: null }).where(eq(requests.id, of.request.id));
    expect(await unproven()).toEqual([]);
    expect(
      await db.select().from(requestEvents).where(eq(requestEvents.requestId, of.request.id)),
    ).toHaveLength(1);
  });
});
