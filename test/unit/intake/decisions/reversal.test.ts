/** A decided case is looked at again by others, and what hung on the earlier decision follows. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  assignments,
  decisions,
  dispatches,
  goldenCases,
  marks,
  records,
  requestEvents,
  requestItems,
  requests,
  reviews,
} from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { assignUnit, requireUnit, saveUnit } from "../../../../intake/people/store/people.ts";
import { readClocks } from "../../../../intake/requests/store/read-requests.ts";
import { withdrawReversed } from "../../../../intake/requests/store/withdraw.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  type SampleReport,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { type ReadyList, readyList } from "../../../../utils/shared/contract/reprimand.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { type InsertedRequestInput, insertLetter } from "../../../support/inserted-requests-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const video = { evidence: { site: "youtube", kind: "video" } } as const;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let supervisors: Record<"one" | "two" | "three" | "four", TestDevice>;
  const people = () => supervisors;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisors = {
      one: await kit.enrolled("supervisor", "Budi"),
      two: await kit.enrolled("supervisor", "Ani"),
      three: await kit.enrolled("supervisor", "Citra"),
      four: await kit.enrolled("supervisor", "Dewi"),
    };
    desk = deskOf(kit, { officer, reader: people().three });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const idOf = async (device: TestDevice) => (await device.call("GET", "/v1/me")).body.personId as string;
  const decided = async (act: "approve" | "reject" | "escalate" = "approve", sample?: SampleReport) => {
    const caseId = await desk.open(sample);
    const { id } = (await desk.decide(people().one, caseId, verdicts[act])).body;
    expect((await desk.answer(people().two, id, "confirm")).status).toBe(200);
    return { caseId, id };
  };
  const opposite = { approve: verdicts.reject, reject: verdicts.approve } as const;
  const reversed = async (caseId: string, id: string, act: "approve" | "reject" = "approve") => {
    const made = await desk.decide(people().three, caseId, { ...opposite[act], reverses: id });
    expect(made.status).toBe(200);
    const confirmed = await desk.answer(people().four, made.body.id, "confirm");
    expect(confirmed.status).toBe(200);
    return made.body.id as string;
  };

  test.each([
    ["approve", "approved", "rejected"],
    ["reject", "rejected", "approved"],
  ] as const)("two people without a part in a decision by %s reverse it", async (act, before, after) => {
    const { one, two, three, four } = people();
    const { caseId, id } = await decided(act);
    expect((await desk.read(caseId, one)).body).toMatchObject({ can: [], cannot: "case-closed" });
    expect((await desk.read(caseId, three)).body.can).toEqual(["reverse"]);
    const verdict = { ...opposite[act], reverses: id };
    expect((await desk.decide(three, caseId, opposite[act])).problem).toBe("case-closed");
    expect((await desk.decide(three, caseId, { ...verdict, reverses: randomUUID() })).problem).toBe(
      "case-changed",
    );
    expect((await desk.decide(three, caseId, { ...verdicts[act], reverses: id })).problem).toBe(
      "invalid-input",
    );
    for (const device of [one, two])
      expect((await desk.decide(device, caseId, verdict)).problem).toBe("took-part");

    const made = await desk.decide(three, caseId, { ...verdict, reverses: id.toUpperCase() });
    expect(made).toMatchObject({ status: 200, body: { state: "proposed", reverses: id } });
    expect((await desk.read(caseId, one)).body).toMatchObject({
      state: "proposed",
      can: [],
      cannot: "took-part",
    });
    for (const device of [one, two])
      for (const said of ["confirm", "refuse"])
        expect((await desk.answer(device, made.body.id, said, "Tidak.")).problem).toBe("took-part");
    expect((await desk.answer(three, made.body.id, "confirm")).problem).toBe("own-decision");
    expect((await desk.read(caseId, four)).body.can).toEqual(["confirm", "refuse"]);
    // After an undone or refused reversal, the earlier decision stays in force unchanged.
    expect((await desk.answer(three, made.body.id, "undo")).body.state).toBe("undone");
    expect((await desk.read(caseId)).body).toMatchObject({ state: before, can: ["reverse"] });
    const again = await desk.decide(four, caseId, verdict);
    expect((await desk.answer(three, again.body.id, "refuse", "Sudah tepat.")).body.state).toBe("refused");
    expect((await desk.read(caseId)).body.state).toBe(before);
    expect(await desk.broken(caseId, three)).toEqual([]);

    const last = await reversed(caseId, id, act);
    const { body } = await desk.read(caseId);
    expect(body.state).toBe(after);
    const shown = (wanted: string) =>
      body.decisions.find((decision: { id: string }) => decision.id === wanted);
    expect(shown(last)).toMatchObject({ state: "confirmed", reverses: id });
    expect(shown(id)).toMatchObject({ state: "confirmed", reversedAt: shown(last).answeredAt });
    expect(body.can).toEqual([]);
    expect(await desk.broken(caseId, three)).toEqual([]);
    for (const [wanted, change] of [
      [id, { reversedAt: undefined }],
      [id, { reversedAt: "2026-11-25T03:00:00.000Z" }],
      [last, { reverses: undefined }],
    ] as const)
      expect(
        await desk.broken(caseId, three, ({ decisions }) =>
          Object.assign(
            decisions.find((decision: { id: string }) => decision.id === wanted),
            change,
          ),
        ),
      ).toContain(`decision decision ${wanted} ${Object.keys(change)[0]}`);
  });

  test("refuses reporters of the case and cases referred to others", async () => {
    const { three } = people();
    const report = sampleReport();
    const { caseId } = (await three.call("POST", "/v1/reports", { body: report })).body;
    const { id } = (await desk.decide(people().one, caseId, verdicts.approve)).body;
    await desk.answer(people().two, id, "confirm");
    expect((await desk.decide(three, caseId, { ...verdicts.reject, reverses: id })).problem).toBe(
      "took-part",
    );
    const passedOn = await decided("escalate");
    expect((await desk.read(passedOn.caseId)).body).toMatchObject({ can: [], cannot: "case-closed" });
    const said = { ...verdicts.reject, reverses: passedOn.id };
    expect((await desk.decide(three, passedOn.caseId, said)).problem).toBe("case-closed");
    const open = await desk.open();
    expect((await desk.decide(three, open, { ...verdicts.reject, reverses: id })).problem).toBe(
      "case-changed",
    );
  });

  test("accepts one of two simultaneous reversals", async () => {
    const { three, four } = people();
    const { caseId, id } = await decided();
    const version = (await desk.read(caseId)).body.version;
    const verdict = { ...verdicts.reject, reverses: id, caseVersion: version };
    const made = await Promise.all([desk.decide(three, caseId, verdict), desk.decide(four, caseId, verdict)]);
    expect(made.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("sends a disputed reversal to a panel of other people; if overturned, the earlier decision stays in force", async () => {
    const { one, three, four } = people();
    const panel: TestDevice[] = [];
    for (const name of ["A", "B", "C"]) panel.push(await kit.enrolled("panelist", `Panelis ${name}`));
    const [a, b, c] = panel as [TestDevice, TestDevice, TestDevice];
    for (const [said, state] of [
      ["overturn", "approved"],
      ["uphold", "rejected"],
    ] as const) {
      const { caseId, id } = await decided();
      const made = await desk.decide(three, caseId, { ...verdicts.reject, reverses: id });
      const refused = await desk.answer(four, made.body.id, "refuse", "Sudah tepat.");
      expect(refused.body.state).toBe("disputed");
      // A person who took part in the first decision and became a panelist since has no vote.
      const role = (to: string, personId: string) =>
        kit.store.db.execute(sql`update people set role = ${to} where id = ${personId}`);
      await role("panelist", await idOf(one));
      expect((await desk.vote(one, made.body.id, said)).problem).toBe("took-part");
      await role("supervisor", await idOf(one));
      await desk.vote(a, made.body.id, said);
      await desk.vote(b, made.body.id, said === "uphold" ? "overturn" : "uphold");
      expect((await desk.vote(c, made.body.id, said)).status).toBe(200);
      const { body } = await desk.read(caseId);
      expect(body.state).toBe(state);
      const first = body.decisions.find((decision: { id: string }) => decision.id === id);
      expect(first.reversedAt !== undefined).toBe(said === "uphold");
      expect(await desk.broken(caseId, three)).toEqual([]);
    }
    for (const device of panel) {
      const { deviceId } = (await device.call("GET", "/v1/me")).body;
      await kit.store.db.execute(sql`update devices set revoked_at = now() where id = ${deviceId}`);
    }
  });

  test("updates the reporters' records, counting each report once", async () => {
    const early = await kit.enrolled("officer", "Awal");
    const late = await kit.enrolled("officer", "Akhir");
    const report = sampleReport();
    const { caseId } = (await early.call("POST", "/v1/reports", { body: report })).body;
    const { id } = (await desk.decide(people().one, caseId, verdicts.approve)).body;
    await desk.answer(people().two, id, "confirm");
    await late.call("POST", "/v1/reports", { body: sampleReport({ evidence: report.evidence }) });
    const of = async (device: TestDevice) =>
      (
        await kit.store.db
          .select()
          .from(records)
          .where(eq(records.personId, await idOf(device)))
      )[0];
    expect(await of(early)).toMatchObject({ decided: 1, upheld: 1, reversed: 0 });
    expect(await of(late)).toBeUndefined();
    const back = await reversed(caseId, id);
    expect(await of(early)).toMatchObject({ decided: 1, upheld: 0, reversed: 1 });
    expect(await of(late)).toMatchObject({ decided: 1, upheld: 0, reversed: 0 });
    // Reversed again by two other people.
    const [five, six] = [await kit.enrolled("supervisor", "Eka"), await kit.enrolled("supervisor", "Fajar")];
    const made = await desk.decide(five, caseId, { ...verdicts.approve, reverses: back });
    expect((await desk.answer(six, made.body.id, "confirm")).status).toBe(200);
    expect(await of(early)).toMatchObject({ decided: 1, upheld: 1, reversed: 2 });
    expect(await of(late)).toMatchObject({ decided: 1, upheld: 1, reversed: 1 });
  });

  test("counts the vloggers who disagreed as right, and ends a golden case that tested no reviewer", async () => {
    const { db } = kit.store;
    const vlogger = await kit.enrolled("vlogger", "Rani");
    const [personId, at] = [await idOf(vlogger), kit.intake.now()];
    await passExam({ db, at }, personId);
    const caseId = await desk.open(video);
    await db.insert(assignments).values({ caseId, spot: spotOfCase(caseId), personId, at, golden: false });
    const review = { id: randomUUID(), verdict: "does-not", reason: "Kritik.", timecodes: [] };
    expect((await vlogger.call("POST", `/v1/cases/${caseId}/reviews`, { body: review })).status).toBe(200);
    const { id } = (await desk.decide(people().one, caseId, verdicts.approve)).body;
    await desk.answer(people().two, id, "confirm");
    const mark = async () => (await db.select().from(marks).where(eq(marks.reviewId, review.id)))[0];
    expect(await mark()).toMatchObject({ right: false, violates: true });
    await reversed(caseId, id);
    expect(await mark()).toMatchObject({ right: true, violates: false });

    const tried = await decided("approve", video);
    const golden = { act: "set", why: "Jelas." };
    await people().one.call("POST", `/v1/cases/${tried.caseId}/golden`, { body: golden });
    expect(await db.select().from(reviews).where(eq(reviews.caseId, tried.caseId))).toEqual([]);
    await reversed(tried.caseId, tried.id);
    const [row] = await db.select().from(goldenCases).where(eq(goldenCases.caseId, tried.caseId));
    expect(row?.endedAt).not.toBeNull();
  });

  describe("its request", () => {
    const made = (ids: string[], needed: Partial<InsertedRequestInput> = {}) =>
      insertLetter(kit.store.db, ids, { state: "queued", at: kit.intake.now(), ...needed });
    const stateOf = async (id: string) => {
      const { db } = kit.store;
      const [request] = await db.select().from(requests).where(eq(requests.id, id));
      const items = await db.select().from(requestItems).where(eq(requestItems.requestId, id));
      const letters = await db.select().from(dispatches).where(eq(dispatches.requestId, id));
      const events = await db.select().from(requestEvents).where(eq(requestEvents.requestId, id));
      return {
        ...{ state: request?.state, withdrawn: request?.withdrawnAt !== null },
        ...{ void: items.map(({ isVoid }) => isVoid), letters: letters.map(({ state }) => state) },
        events: events.map(({ act }) => act),
      };
    };
    const gone = { state: "withdrawn", withdrawn: true, letters: ["cancelled"], events: ["withdrawn"] };

    test.each([
      ["queued", {}],
      ["by-hand", { state: "by-hand", nextAt: null }],
      ["undelivered", { state: "queued" }],
    ] as const)("is withdrawn while it is %s", async (state, dispatch) => {
      const { caseId, id } = await decided();
      const request = await made([id], { state, dispatch });
      await reversed(caseId, id);
      expect(await stateOf(request.id)).toEqual({ ...gone, void: [true] });
      const { body } = await desk.read(caseId);
      expect(body.log.at(-1)).toMatchObject({ act: "request-withdrawn", detail: { request: request.id } });
      expect(body).not.toHaveProperty("restoreDue");
      expect(await desk.broken(caseId, people().three)).toEqual([]);
    });

    test("is withdrawn whole: its other cases can go into another letter, and their logs record it", async () => {
      const first = await decided();
      const second = await decided();
      const request = await made([first.id, second.id]);
      await reversed(first.caseId, first.id);
      expect(await stateOf(request.id)).toEqual({ ...gone, void: [true, true] });
      const { body } = await desk.read(second.caseId);
      expect(body).toMatchObject({ state: "approved" });
      expect(body.log.at(-1)).toMatchObject({ act: "request-withdrawn", detail: { request: request.id } });
      await made([second.id]);
      expect(await desk.broken(second.caseId, people().three)).toEqual([]);
    });

    test("counts as sent while it is being sent, and is withdrawn if it did not arrive", async () => {
      const { db } = kit.store;
      for (const arrives of [true, false]) {
        const { caseId, id } = await decided();
        const leaseUntil = new Date(kit.clock.ms + 60_000);
        const request = await made([id], { dispatch: { state: "sending", leaseUntil } });
        const back = await reversed(caseId, id);
        expect(await stateOf(request.id)).toMatchObject({
          state: "queued",
          letters: ["sending"],
          void: [false],
        });
        expect(await withdrawReversed(db, kit.intake.now())).toBe(0);
        const at = kit.intake.now();
        await db
          .update(dispatches)
          .set(
            arrives ? { state: "sent", sentAt: at, leaseUntil: null } : { state: "queued", leaseUntil: null },
          )
          .where(eq(dispatches.id, request.dispatchId));
        if (arrives)
          await db.update(requests).set({ state: "sent", sentAt: at }).where(eq(requests.id, request.id));
        expect(await withdrawReversed(db, kit.intake.now())).toBe(arrives ? 0 : 1);
        const { body } = await desk.read(caseId);
        if (arrives) {
          const [item] = request.items;
          expect(body.restoreDue).toEqual({ requestId: request.id, itemId: item?.id, decisionId: back });
        } else expect(await stateOf(request.id)).toEqual({ ...gone, void: [true] });
        expect(await desk.broken(caseId, people().three)).toEqual([]);
      }
    });

    test.each([
      ["when its decision is reversed", false],
      ["before, by a person", true],
    ])("is withdrawn %s, and restored if its sender died and it may have arrived", async (_when, early) => {
      const { caseId, id } = await decided();
      const dispatch = { state: "sending", leaseUntil: new Date(0) } as const;
      const request = await made([id], { state: "queued", dispatch });
      const [item] = request.items;
      const ending = { id: randomUUID(), reason: "Salah alamat." };
      const path = `/v1/requests/${request.id}/withdrawal`;
      if (early) expect((await people().one.call("POST", path, { body: ending })).status).toBe(200);
      const back = await reversed(caseId, id);
      expect(await stateOf(request.id)).toEqual({ ...gone, void: [true] });
      expect((await desk.read(caseId)).body.restoreDue).toEqual({
        requestId: request.id,
        itemId: item?.id,
        decisionId: back,
      });
      const { groups } = readyList.parse((await people().one.call("GET", "/v1/requests/ready")).body);
      expect(groups).toContainEqual(
        expect.objectContaining({ restores: expect.objectContaining({ id: request.id }) }),
      );
      const body = { items: [{ caseId, decisionId: back }] };
      const preview = await people().one.call("POST", "/v1/requests/preview", { body });
      expect(preview).toMatchObject({ status: 200, body: { letter: { kind: "restore" } } });
      expect(await desk.broken(caseId, people().three)).toEqual([]);
    });

    test("makes a restoration due when it came back only after its limit, because it may have arrived", async () => {
      const { db } = kit.store;
      const { caseId, id } = await decided();
      const request = await made([id], { state: "undelivered" });
      const sentAt = new Date(kit.clock.ms - 48 * 3_600_000);
      await db.update(requests).set({ sentAt, dueAt: sentAt }).where(eq(requests.id, request.id));
      const back = await reversed(caseId, id);
      expect(await withdrawReversed(db, kit.intake.now())).toBe(0);
      expect(await stateOf(request.id)).toMatchObject({ state: "undelivered", void: [false], events: [] });
      const [item] = request.items;
      const { body } = await desk.read(caseId);
      expect(body.restoreDue).toEqual({ requestId: request.id, itemId: item?.id, decisionId: back });
    });

    test("is kept without its reprimands once sent; a restoration is due until it is requested", async () => {
      const { db } = kit.store;
      const { caseId, id } = await decided();
      const request = await made([id], { state: "sent" });
      const [letter] = await db.select().from(dispatches).where(eq(dispatches.id, request.dispatchId));
      if (!letter) throw new Error("no letter");
      const st1 = {
        ...letter,
        id: randomUUID(),
        letter: "st1",
        state: "queued",
        messageId: randomUUID(),
      } as const;
      await db.insert(dispatches).values(st1);
      expect((await desk.read(caseId)).body).not.toHaveProperty("restoreDue");
      const back = await reversed(caseId, id);
      const { letters, ...rest } = await stateOf(request.id);
      expect(rest).toEqual({ state: "sent", withdrawn: false, void: [false], events: [] });
      expect(letters.sort()).toEqual(["cancelled", "sent"]);
      expect((await desk.read(caseId)).body.restoreDue).toMatchObject({ decisionId: back });
      const ready = async () => {
        const { status, body } = await people().three.call("GET", "/v1/requests/ready");
        expect([status, readyList.safeParse(body).error]).toEqual([200, undefined]);
        return (body as ReadyList).groups.find(({ restores }) => restores?.id === request.id);
      };
      const waits = await ready();
      expect(waits).toMatchObject({ items: [{ caseId, decisionId: back }] });
      const items = waits?.items.map((item) => ({ caseId: item.caseId, decisionId: item.decisionId }));
      const preview = await people().three.call("POST", "/v1/requests/preview", { body: { items } });
      expect(preview).toMatchObject({ status: 200, body: { letter: { kind: "restore" } } });
      expect(preview.body.letter.restores).toBe(waits?.restores?.number);
      await made([back]);
      expect(await ready()).toBeUndefined();
      expect((await desk.read(caseId)).body).not.toHaveProperty("restoreDue");
    });

    test("stays open while one of its decisions is in force; once all are reversed its clock stops", async () => {
      const [one, two] = [await decided(), await decided()];
      const { id } = await made([one.id, two.id], { state: "sent" });
      const shown = async () => {
        const view = await people().three.call("GET", `/v1/requests/${id}`);
        const { body } = await people().three.call("GET", `/v1/requests?caseId=${one.caseId}`);
        const [row] = body.requests;
        expect(row.reversed).toBe(view.body.reversed);
        const clocks = await readClocks(kit.store.db, kit.intake.now());
        return [row.reversed, clocks.filter(({ state }) => state === "reversed").length];
      };
      const [, before] = await shown();
      await reversed(one.caseId, one.id);
      expect(await shown()).toEqual([undefined, before]);
      await reversed(two.caseId, two.id);
      expect(await shown()).toEqual([true, Number(before) + 1]);
    });
  });

  describe("after a second approval", () => {
    /** Approved and reversed, then approved once more; every decision by two people who took no part before. */
    const again = async (after: "order" | "no order") => {
      const { db } = kit.store;
      const deciders = [];
      for (const name of ["Eka", "Fajar", "Gita", "Hadi"])
        deciders.push(await kit.enrolled("supervisor", name));
      const [five, six, seven, eight] = deciders as [TestDevice, TestDevice, TestDevice, TestDevice];
      const { caseId, id } = await decided();
      const first = await insertLetter(db, [id], { state: "sent", at: kit.intake.now() });
      const reject = await reversed(caseId, id);
      const approve = await desk.decide(five, caseId, { ...verdicts.approve, reverses: reject });
      expect((await desk.answer(six, approve.body.id, "confirm")).status).toBe(200);
      kit.clock.ms += 3_600_000;
      const letter = { state: "sent", at: kit.intake.now() } as const;
      const order = after === "order" ? await insertLetter(db, [approve.body.id], letter) : first;
      const last = await desk.decide(seven, caseId, { ...verdicts.reject, reverses: approve.body.id });
      expect((await desk.answer(eight, last.body.id, "confirm")).status).toBe(200);
      return { caseId, order, item: { caseId, decisionId: last.body.id as string } };
    };

    test.each(["order", "no order"] as const)(
      "with %s, a restoration takes back the newest one",
      async (after) => {
        const { caseId, order, item } = await again(after);
        const shown = (await desk.read(caseId)).body;
        expect(shown.restoreDue).toMatchObject({ requestId: order.id, decisionId: item.decisionId });
        const { groups }: ReadyList = (await people().three.call("GET", "/v1/requests/ready")).body;
        const listed = groups.filter(({ items }) =>
          items.some(({ decisionId }) => decisionId === item.decisionId),
        );
        expect(listed).toMatchObject([{ restores: { id: order.id } }]);
        const preview = { body: { items: [item] } };
        const seen = await people().three.call("POST", "/v1/requests/preview", preview);
        expect(seen).toMatchObject({ status: 200, body: { letter: { kind: "restore" } } });
        expect(seen.body.letter.restores).toBe(listed[0]?.restores?.number);
      },
    );
  });

  test("no split takes a reversal from the decision that it ended", async () => {
    const { one, two } = people();
    const older = await desk.open();
    const { caseId, id } = await decided();
    await insertLetter(kit.store.db, [id], { state: "sent", at: kit.intake.now() });
    const merge = { act: "merge", with: caseId, reason: "Kiriman yang sama." };
    for (const by of [one, two])
      expect((await by.call("POST", `/v1/cases/${older}/likeness`, { body: merge })).status).toBe(200);
    const split = () =>
      one.call("POST", `/v1/cases/${older}/likeness`, {
        body: { act: "split", merged: caseId, reason: "Bukan yang sama." },
      });
    // A reversal that did not take effect holds nothing together.
    const undone = await desk.decide(people().three, older, { ...verdicts.reject, reverses: id });
    expect((await desk.answer(people().three, undone.body.id, "undo")).status).toBe(200);
    expect((await split()).status).toBe(200);
    for (const by of [one, two])
      expect((await by.call("POST", `/v1/cases/${older}/likeness`, { body: merge })).status).toBe(200);
    const back = await reversed(older, id);
    expect(await split()).toMatchObject({ status: 409, problem: "split-reversed" });
    expect((await desk.read(caseId)).body).toMatchObject({ id: older, restoreDue: { decisionId: back } });
    expect(await desk.broken(older, one)).toEqual([]);
  });

  test("no split takes the evidence from an approval in force", async () => {
    const { one, two, three } = people();
    const [older, younger] = [await desk.open(), await desk.open()];
    const merge = { act: "merge", with: younger, reason: "Kiriman yang sama." };
    const merged = await one.call("POST", `/v1/cases/${older}/likeness`, { body: merge });
    expect(merged).toMatchObject({ status: 200, body: { caseId: older } });
    const { id } = (await desk.decide(one, older, verdicts.approve)).body;
    expect((await desk.answer(two, id, "confirm")).status).toBe(200);
    const split = () =>
      three.call("POST", `/v1/cases/${older}/likeness`, {
        body: { act: "split", merged: younger, reason: "Bukan yang sama." },
      });
    expect(await split()).toMatchObject({ status: 409, problem: "split-reversed" });
    expect((await desk.read(older)).body).toMatchObject({ reports: 2 });
    // Two people end the decision first.
    await reversed(older, id);
    expect((await split()).status).toBe(200);
    for (const caseId of [older, younger]) expect(await desk.broken(caseId, one)).toEqual([]);
  });

  test("verify names a decision that a split of an earlier version parted from its report, until they are merged", async () => {
    const { one, two, three } = people();
    const [older, younger] = [await desk.open(), await desk.open()];
    const regroup = (by: TestDevice, act: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...act } });
    await regroup(one, { act: "merge", with: younger });
    const { id } = (await desk.decide(one, older, verdicts.approve)).body;
    await desk.answer(two, id, "confirm");
    const named = async () => {
      const { broken, unproven } = await verifyStore(kit.store);
      return [...broken, ...unproven].filter((sentence) => sentence.includes(id));
    };
    expect(await named()).toEqual([]);
    // As if it had been reversed, which allows the split.
    const { db } = kit.store;
    await db.update(decisions).set({ reversedAt: kit.intake.now() }).where(eq(decisions.id, id));
    expect((await regroup(three, { act: "split", merged: younger })).status).toBe(200);
    await db.update(decisions).set({ reversedAt: null }).where(eq(decisions.id, id));
    expect(await named()).toEqual([
      expect.stringMatching(`case ${older}: decision ${id} was made on report .* of case ${younger}`),
    ]);
    for (const by of [one, two]) await regroup(by, { act: "merge", with: younger });
    expect(await named()).toEqual([]);
  });

  test("no split takes the evidence from an escalation, which nothing reverses", async () => {
    const { one, two, three } = people();
    const [older, younger] = [await desk.open(), await desk.open()];
    const regroup = (by: TestDevice, act: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...act } });
    expect((await regroup(one, { act: "merge", with: younger })).status).toBe(200);
    const { id } = (await desk.decide(one, older, verdicts.escalate)).body;
    expect((await desk.answer(two, id, "confirm")).status).toBe(200);
    const split = await regroup(three, { act: "split", merged: younger });
    expect(split).toMatchObject({ status: 409, problem: "split-reversed" });
    expect((await desk.read(older)).body).toMatchObject({ reports: 2, state: "escalated" });
  });

  test("refuses to merge a case with a pending reversal", async () => {
    const post = facebookPost();
    const older = await desk.open({ evidence: post.byPfbid });
    const { caseId, id } = await decided("approve", { evidence: post.byNumber });
    const made = await desk.decide(people().three, caseId, { ...verdicts.reject, reverses: id });
    await confirmAliases(kit, post);
    const body = { act: "merge", with: older, reason: "Sama." };
    const merged = await people().one.call("POST", `/v1/cases/${caseId}/likeness`, { body });
    expect(merged.problem).toBe("case-closed");
    expect((await desk.read(older)).body).toMatchObject({ id: older, state: "open" });
    expect((await desk.read(caseId)).body.decisions[0]).toMatchObject({
      id: made.body.id,
      state: "proposed",
    });
  });

  test("a clock that was a day ahead makes nothing look altered", async () => {
    const { one, two, three, four } = people();
    // Other tests change rows of this store.
    const brokenBefore = (await verifyStore(kit.store)).broken;
    const vlogger = await kit.enrolled("vlogger", "Wati");
    const { personId } = (await vlogger.call("GET", "/v1/me")).body;
    const decided = await desk.open();
    const emptied = sampleReport();
    const other = sampleReport({ evidence: { subject: emptied.evidence.subject } });
    const withdraw = (by: TestDevice, { id }: { id: string }) =>
      by.call("POST", `/v1/reports/${id}/withdrawal`, { body: { reason: "Keliru." } });
    for (const [by, body] of [
      [officer, emptied],
      [vlogger, other],
    ] as const)
      expect((await by.call("POST", "/v1/reports", { body })).status).toBe(200);

    const rightMs = kit.clock.ms;
    kit.clock.ms += 86_400_000;
    const { id } = (await desk.decide(one, decided, verdicts.recategorise)).body;
    expect((await desk.answer(two, id, "confirm")).status).toBe(200);
    expect((await withdraw(officer, emptied)).status).toBe(200);
    const { db } = kit.store;
    const unit = { name: "Unit Jam", sites: null, categories: null, languages: null };
    await saveUnit(db, unit, kit.intake.now());
    await assignUnit(db, personId, await requireUnit(db, unit.name), { at: kit.intake.now() });

    kit.clock.ms = rightMs + 60_000;
    const approval = (await desk.decide(three, decided, verdicts.approve)).body.id;
    expect((await desk.answer(four, approval, "confirm")).status).toBe(200);
    expect((await withdraw(vlogger, other)).status).toBe(200);
    await desk.open(undefined, vlogger);
    expect((await desk.read(decided)).body.category).toBe("JUDI");
    expect((await verifyStore(kit.store)).broken).toEqual(brokenBefore);
  });
});
