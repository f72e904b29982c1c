/** Quality control by the panel: confirmed approvals are drawn by lot, stay in force, and are voted on blind. */

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decisions, log, people } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { verifyPanels } from "../../../../intake/verify/derived/verify-panels.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;
  let three: TestDevice;
  let four: TestDevice;
  let ministry: TestDevice;
  let civil: TestDevice;
  let other: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { sampleShare: 100 });
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    three = await kit.enrolled("supervisor", "Joko");
    four = await kit.enrolled("supervisor", "Dewi");
    desk = deskOf(kit, { officer, reader: one });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const confirmed = async (verdict: object = verdicts.approve) => {
    const caseId = await desk.open();
    const { id } = (await desk.decide(one, caseId, verdict)).body;
    return { id, caseId, answer: await desk.answer(two, id, "confirm") };
  };
  const panelFor = async (by: TestDevice) => (await by.call("GET", "/v1/panel")).body;
  const broken = async () => (await verifyStore(kit.store)).broken;

  test("without a panel the desk shows why, a refusal is final and marked so, and a sampled approval waits", async () => {
    expect(await panelFor(one)).toEqual({
      gap: { members: 0, missing: ["civil-society", "ministry"] },
      waiting: 0,
      overturned: [],
    });
    ministry = await kit.enrolled("panelist", "Panelis Satu", undefined, "ministry");
    other = await kit.enrolled("panelist", "Panelis Dua", undefined, "ministry");
    await kit.enrolled("panelist", "Panelis Lama", undefined, null);
    const gap = { members: 3, missing: ["civil-society"] };
    expect((await panelFor(one)).gap).toEqual(gap);
    const caseId = await desk.open();
    const { id } = (await desk.decide(one, caseId, verdicts.approve)).body;
    expect((await desk.read(caseId, two)).body.panelGap).toEqual(gap);
    const refused = await desk.answer(two, id, "refuse", "Ini kritik.");
    expect(refused.body).toMatchObject({ state: "refused", panelGap: gap });
    expect(await desk.broken(caseId, one)).toEqual([]);
    expect(
      await desk.broken(caseId, one, (said) => {
        delete said.decisions[0].panelGap;
      }),
    ).not.toEqual([]);
    await confirmed();
    expect((await panelFor(one)).waiting).toBe(1);
    civil = await kit.enrolled("panelist", "Panelis Sipil", undefined, "civil-society");
    expect(await panelFor(one)).not.toHaveProperty("gap");
  });

  test("a drawn approval stays in force; the panel votes blind and finds it right", async () => {
    const { id, caseId, answer } = await confirmed();
    expect(answer.body).toMatchObject({
      state: "confirmed",
      review: { state: "waiting", share: 100, draw: expect.any(Number) },
    });
    expect((await desk.read(caseId)).body).toMatchObject({ state: "approved", cannot: "case-closed" });
    const listed = (await civil.call("GET", "/v1/cases?state=pending&limit=100")).body.cases;
    expect(listed.map((row: { id: string }) => row.id)).toContain(caseId);
    expect((await desk.read(caseId, civil)).body).toMatchObject({ can: ["vote"] });
    const needs = async () => (await civil.call("GET", "/v1/alerts")).body.needs;
    const before = await needs();
    for (const device of [one, two])
      expect((await desk.vote(device, id, "uphold")).problem).toBe("role-forbidden");

    const first = await desk.vote(civil, id, "uphold", { reason: "Suara pertama." });
    expect(first.body).toMatchObject({
      review: { state: "waiting" },
      votes: [{ by: "Panelis Sipil", affiliation: "civil-society" }],
    });
    expect(await needs()).toBe(before - 1);
    expect((await desk.vote(civil, id, "uphold")).problem).toBe("already-voted");
    for (const device of [one, three, ministry])
      expect(JSON.stringify((await desk.read(caseId, device)).body)).not.toContain("Suara pertama");
    const last = await desk.vote(ministry, id, "uphold");
    expect(last.body).toMatchObject({
      state: "confirmed",
      review: { state: "upheld", at: expect.any(String) },
    });
    const { body } = await desk.read(caseId);
    expect(body.state).toBe("approved");
    expect(body.log.at(-1).act).toBe("review-upheld");
    expect(body.decisions[0].votes).toMatchObject([
      { affiliation: "civil-society" },
      { affiliation: "ministry" },
    ]);
    expect((await desk.vote(other, id, "overturn")).problem).toBe("nothing-to-confirm");
    const { decisions } = (await one.call("GET", "/v1/decisions?limit=100")).body;
    expect(decisions.find((row: { id: string }) => row.id === id)).toMatchObject({
      review: last.body.review,
      panel: { uphold: 2, overturn: 0 },
    });
    const { body: file } = await one.call("GET", "/v1/decisions/files/csv");
    // Each cell has quotes.
    const rows = new TextDecoder().decode(file).split("\r\n");
    const [head = [], ...cells] = rows.map((row) => row.slice(1, -1).split('","'));
    const cell = (name: string) => cells.find(([first]) => first === id)?.[head.indexOf(name)];
    expect([cell("review"), cell("reviewed_at")]).toEqual(["upheld", last.body.review.at]);
    expect(await desk.broken(caseId, one)).toEqual([]);
    for (const change of [
      { review: undefined },
      { review: { ...last.body.review, draw: (last.body.review.draw + 1) % 100 } },
      { review: { ...last.body.review, share: 5 } },
      { review: { ...last.body.review, state: "overturned" } },
      { review: { state: "waiting", draw: last.body.review.draw, share: 100 } },
    ])
      expect(
        await desk.broken(caseId, one, (said) => Object.assign(said.decisions[0], change)),
        JSON.stringify(change),
      ).toEqual([`decision decision ${id} review`]);
    expect(
      await desk.broken(caseId, one, (said) => {
        said.decisions[0].votes[0].affiliation = "ministry";
      }),
    ).not.toEqual([]);
    expect(await broken()).toEqual([]);
  });

  test("the ministry's members cannot fill the panel: the last seat is for civil society", async () => {
    const { id, caseId } = await confirmed();
    await desk.vote(ministry, id, "uphold");
    await desk.vote(other, id, "uphold");
    const third = await kit.enrolled("panelist", "Panelis Tiga", undefined, "ministry");
    expect((await desk.vote(third, id, "uphold")).problem).toBe("seat-reserved");
    expect((await desk.read(caseId, third)).body).toMatchObject({ can: [], cannot: "seat-reserved" });
    expect((await desk.vote(civil, id, "overturn")).body.review.state).toBe("upheld");
    expect(await broken()).toEqual([]);
  });

  test("an approval that the panel finds wrong is flagged, and two uninvolved supervisors reverse it", async () => {
    const { id, caseId } = await confirmed();
    await desk.vote(civil, id, "overturn");
    expect((await desk.vote(ministry, id, "overturn")).body).toMatchObject({
      state: "confirmed",
      review: { state: "overturned" },
    });
    expect((await desk.read(caseId)).body.state).toBe("approved");
    const flagged = (await panelFor(three)).overturned;
    const { author } = (await desk.read(caseId)).body;
    expect(author).toBeTruthy();
    expect(flagged).toMatchObject([{ caseId, decisionId: id, category: "JUDI", author }]);
    // Another unit sees neither the flag nor what waits.
    await saveUnit(
      kit.store.db,
      { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
      kit.intake.now(),
    );
    const elsewhere = await kit.enrolled("supervisor", "Eko", "Narkotika");
    expect(await panelFor(elsewhere)).toEqual({ waiting: 0, overturned: [] });
    const reversal = { ...verdicts.reject, reverses: id };
    expect((await desk.decide(one, caseId, reversal)).problem).toBe("took-part");
    const made = await desk.decide(three, caseId, reversal);
    expect((await desk.answer(three, made.body.id, "confirm")).problem).toBe("own-decision");
    expect((await panelFor(three)).overturned).toHaveLength(1);
    expect((await desk.answer(four, made.body.id, "confirm")).body).toMatchObject({ state: "confirmed" });
    expect((await panelFor(three)).overturned).toEqual([]);
    expect(await desk.broken(caseId, three)).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  test("an approval on which the panel voted while its case was part of another is exported after the split", async () => {
    const older = await desk.open();
    const { id, caseId } = await confirmed();
    const regroup = (by: TestDevice, body: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...body } });
    expect((await desk.vote(civil, id, "uphold")).status).toBe(200);
    for (const by of [three, four])
      expect((await regroup(by, { act: "merge", with: caseId })).status).toBe(200);
    expect((await desk.vote(ministry, id, "uphold")).body).toMatchObject({ review: { state: "upheld" } });
    expect((await regroup(three, { act: "split", merged: caseId })).status).toBe(200);
    // One vote and the verdict are in the other case's log.
    const open = [`decision decision ${id} votes`];
    for (const which of [older, caseId])
      expect(await desk.broken(which, one)).toEqual(which === caseId ? open : []);
    const fails = async (change: (said: { decisions: [{ votes: object[]; review: object }] }) => void) =>
      expect([[], open]).not.toContainEqual(await desk.broken(caseId, one, change));
    await fails(({ decisions: [made] }) => made.votes.pop());
    await fails(({ decisions: [made] }) => made.votes.shift());
    await fails(({ decisions: [made] }) => Object.assign(made.review, { draw: 100 }));
    expect(await broken()).toEqual([]);
  });

  test("reversing a drawn approval does not spare it the panel's vote", async () => {
    const { id, caseId } = await confirmed();
    const made = await desk.decide(three, caseId, { ...verdicts.reject, reverses: id });
    await desk.answer(four, made.body.id, "confirm");
    expect((await desk.read(caseId, civil)).body).toMatchObject({ state: "rejected", can: ["vote"] });
    await desk.vote(civil, id, "overturn");
    expect((await desk.vote(ministry, id, "overturn")).body.review.state).toBe("overturned");
    expect((await panelFor(three)).overturned).toEqual([]);
  });

  test("only approvals take part in the draw, and none of child sexual abuse material", async () => {
    expect((await confirmed(verdicts.reject)).answer.body).not.toHaveProperty("review");
    const lane = {
      ...verdicts.approve,
      ...groundsOf("PORNO_ANAK"),
      category: "PORNO_ANAK",
      action: "TERUSKAN_APH",
      basis: ["uu-44-2008-4-1-f"],
    };
    expect((await confirmed(lane)).answer.body).not.toHaveProperty("review");
    kit.intake.sampleShare = 0;
    const spared = await confirmed();
    kit.intake.sampleShare = 100;
    expect(spared.answer.body).not.toHaveProperty("review");
    const entries = await kit.store.db
      .select()
      .from(log)
      .where(sql`case_id = ${spared.caseId} and act = 'decision-confirmed'`);
    // The share of each draw stays in the log, so a share of zero is visible afterwards.
    expect(entries).toMatchObject([{ detail: { draw: expect.any(Number), share: 0 } }]);
    expect(await broken()).toEqual([]);
  });

  test("people tied to the decision cannot vote on it", async () => {
    const { id } = await confirmed();
    const { personId, role } = (await one.call("GET", "/v1/me")).body;
    const become = (to: string) =>
      kit.store.db.execute(sql`update people set role = ${to} where id = ${personId}`);
    await become("panelist");
    expect((await desk.vote(one, id, "uphold")).problem).toBe("own-decision");
    await become(role);
  });

  test("an administrator who changes an affiliation, a draw or a verdict afterwards is found", async () => {
    const { db } = kit.store;
    const { personId } = (await ministry.call("GET", "/v1/me")).body;
    const mine = sql`id = ${personId}`;
    await db.update(people).set({ affiliation: "civil-society" }).where(mine);
    expect(await broken()).toEqual(
      expect.arrayContaining([
        `person ${personId}: no entry of the trust log names the affiliation`,
        expect.stringContaining(`person ${personId}: affiliation differs`),
        expect.stringContaining("a vote names another affiliation than the panelist has"),
      ]),
    );
    await db.update(people).set({ affiliation: "ministry" }).where(mine);
    const { id } = await confirmed();
    const drawn = sql`id = ${id}`;
    await db.update(decisions).set({ review: null }).where(drawn);
    expect(await broken()).toEqual([expect.stringContaining(`decision ${id}: review differs`)]);
    await db.update(decisions).set({ review: "waiting" }).where(drawn);
    expect(await broken()).toEqual([]);
  });

  /** Appends an invented entry, reads the findings and takes it back. */
  const foundIn = async (caseId: string, act: string, detail: object): Promise<string[]> => {
    const entry = { at: new Date(kit.clock.ms + 1_000), by: "Budi", previous: "", hash: "x" };
    let findings: string[] = [];
    await kit.store.db
      .transaction(async (tx) => {
        await tx.insert(log).values({
          ...entry,
          caseId,
          spot: spotOfCase(caseId),
          seq: 99,
          act,
          detail,
        } as typeof log.$inferInsert);
        findings = await verifyPanels(tx);
        throw new Error("undo");
      })
      .catch((error: Error) => expect(error.message).toBe("undo"));
    return findings;
  };

  test("a confirmation without a draw, a draw that was not followed and an invented verdict are found", async () => {
    const { id, caseId } = await confirmed();
    await desk.vote(civil, id, "uphold");
    expect(await foundIn(caseId, "decision-confirmed", { decision: id })).toEqual([
      `decision ${id}: was confirmed without a draw for the panel's review`,
    ]);
    const rows = { [`decisions/${id}`]: { draw: 3, drawShare: 5, review: null } };
    expect(await foundIn(caseId, "decision-confirmed", { decision: id, draw: 3, share: 5, rows })).toEqual([
      `decision ${id}: its draw is not the one that the log names`,
    ]);
    expect(await foundIn(caseId, "review-upheld", { decision: id })).toEqual([
      `decision ${id}: the votes do not give the panel's verdict`,
    ]);
  });
});
