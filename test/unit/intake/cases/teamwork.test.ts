/** Internal notes with mentions, assignment of cases, and hand-over of a shift. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAlertFinder } from "../../../../intake/alerts/find-alerts.ts";
import { destroyContent } from "../../../../intake/cases/store/destroy-content.ts";
import { caseNotes, cases, log, noteMentions } from "../../../../intake/db/schema/index.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { assignUnit, requireUnit, saveUnit, suspendPerson } from "../../../../intake/people/store/people.ts";
import { verifyRows } from "../../../../intake/verify/verify-rows.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { type Desk, deskOf, proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let budi: TestDevice;
  let ratna: TestDevice;
  let made: TestDevice;
  let admin: TestDevice;
  let panelist: TestDevice;
  const ids = new Map<TestDevice, string>();
  const idOf = (one: TestDevice) => ids.get(one) ?? "";

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    budi = await kit.enrolled("supervisor", "Budi");
    ratna = await kit.enrolled("supervisor", "Ratna");
    made = await kit.enrolled("supervisor", "Made");
    admin = await kit.enrolled("admin", "Adi");
    panelist = await kit.enrolled("panelist", "Wulan");
    for (const name of ["Putri", "Agus"]) await kit.enrolled("panelist", name);
    desk = deskOf(kit, { officer, reader: budi });
    for (const device of [budi, ratna, made, officer, admin, panelist])
      ids.set(device, (await device.call("GET", "/v1/me")).body.personId);
    const scope = { sites: ["youtube"] as const, categories: null, languages: null };
    await saveUnit(kit.store.db, { name: "Video", ...scope, sites: [...scope.sites] }, kit.intake.now());
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  beforeEach(async () => {
    for (const by of [budi, ratna, made]) await handOver(by, null);
    await kit.store.db.update(noteMentions).set({ seenAt: kit.intake.now() });
    kit.clock.ms += 60_000;
  });

  const note = (by: TestDevice, caseId: string, change = {}) =>
    by.call("POST", `/v1/cases/${caseId}/notes`, {
      body: { id: randomUUID(), text: "Sudah saya tanyakan ke platform.", mentions: [], ...change },
    });
  const assign = (by: TestDevice, caseId: string, to: TestDevice | null) =>
    by.call("POST", `/v1/cases/${caseId}/assignment`, { body: { personId: to && idOf(to) } });
  const seen = (by: TestDevice, caseId: string) => by.call("POST", `/v1/cases/${caseId}/notes/seen`);
  const handOver = (by: TestDevice, to: TestDevice | null, change = {}) =>
    by.call("POST", "/v1/hand-overs", {
      body: { id: randomUUID(), personId: to && idOf(to), note: "Tinggal dua unsur.", ...change },
    });
  const mine = async (by: TestDevice): Promise<string[]> => {
    const { cases: rows } = (await by.call("GET", "/v1/cases?state=pending&mine=true&limit=100")).body;
    return rows.map(({ id }: { id: string }) => id);
  };
  const alertsOf = async (by: TestDevice) => {
    await createAlertFinder(kit.store.db, () => kit.intake.now()).run();
    const { alerts } = (await by.call("GET", "/v1/alerts")).body;
    return alerts.filter(({ kind }: { kind: string }) => kind === "note" || kind === "assignment");
  };
  const logOf = async (caseId: string) =>
    (await kit.store.db.select().from(log).where(eq(log.caseId, caseId)).orderBy(log.seq)).map(
      ({ act, by }) => `${act} ${by}`,
    );
  const findings = () => kit.store.db.transaction((tx) => verifyRows(tx));

  describe("a note", () => {
    test("is read by supervisors and administrators, and is in the log without its words", async () => {
      const caseId = await desk.open();
      const before = (await desk.read(caseId)).body.version;
      const added = await note(budi, caseId);
      expect(added).toMatchObject({ status: 200, body: { by: "Budi", own: true, mentions: [] } });
      for (const by of [ratna, admin])
        expect((await desk.read(caseId, by)).body.notes).toMatchObject([
          { by: "Budi", own: false, text: "Sudah saya tanyakan ke platform." },
        ]);
      // A note invalidates no decision that a colleague is writing.
      expect((await desk.read(caseId)).body.version).toBe(before);
      expect(await logOf(caseId)).toEqual(["report-received Siti", "note-added Budi"]);
      const entries = await kit.store.db.select().from(log).where(eq(log.caseId, caseId));
      expect(JSON.stringify(entries)).not.toContain("tanyakan");
      expect(await findings()).toMatchObject({ broken: [], unproven: [] });
    });

    test("is refused to everyone but supervisors, who also must see the case", async () => {
      const caseId = await desk.open();
      for (const by of [officer, admin, panelist])
        expect(await note(by, caseId)).toMatchObject({ status: 403, problem: "role-forbidden" });
      const other = await kit.enrolled("supervisor", "Video saja");
      const otherId = (await other.call("GET", "/v1/me")).body.personId;
      await assignUnit(kit.store.db, otherId, await requireUnit(kit.store.db, "Video"));
      expect(await note(other, caseId)).toMatchObject({ status: 404 });
      expect(await seen(other, caseId)).toMatchObject({ status: 404 });
      expect(await assign(other, caseId, null)).toMatchObject({ status: 404 });
      expect(await other.call("GET", `/v1/cases/${caseId}/colleagues`)).toMatchObject({ status: 404 });
    });

    test("is not shown to the reporter, the panel, other systems or in any export", async () => {
      const caseId = await desk.open();
      await note(budi, caseId, { text: "Rahasia kantor." });
      const proposed = await desk.decide(budi, caseId, verdicts.reject);
      await desk.answer(ratna, proposed.body.id, "refuse", "Menurut saya judi.");
      const shown = await desk.read(caseId, panelist);
      expect(shown.status).toBe(200);
      const { key } = await createApiKey(kit.store, { scope: "read" });
      const system = await kit.app.request(`http://127.0.0.1:8787/v1/cases/${caseId}`, {
        headers: { Authorization: `Bearer ${key}` },
      });
      const own = await officer.call("GET", "/v1/reports/own?limit=100");
      for (const answer of [JSON.stringify(shown.body), await system.text(), JSON.stringify(own.body)]) {
        expect(answer).not.toContain("Rahasia");
        expect(answer).not.toContain('"assigned"');
      }
      for (const format of ["json", "html"]) {
        const file = await budi.call("GET", `/v1/cases/${caseId}/exports/${format}`);
        expect(file.status).toBe(200);
        expect(JSON.stringify(file.body ?? "")).not.toContain("Rahasia");
      }
    });

    test("is idempotent, and no second text takes its id", async () => {
      const caseId = await desk.open();
      const id = randomUUID();
      expect((await note(budi, caseId, { id })).status).toBe(200);
      expect((await note(budi, caseId, { id })).status).toBe(200);
      expect(await note(budi, caseId, { id, text: "Lain." })).toMatchObject({
        status: 409,
        problem: "conflict",
      });
      expect(await note(ratna, caseId, { id })).toMatchObject({ status: 409, problem: "conflict" });
      expect((await desk.read(caseId)).body.notes).toHaveLength(1);
    });

    test("altered or removed in the database is found by verify", async () => {
      const caseId = await desk.open();
      const added = await note(budi, caseId);
      const isAdded = eq(caseNotes.id, added.body.id);
      const [kept] = await kit.store.db.select().from(caseNotes).where(isAdded);
      await kit.store.db.update(caseNotes).set({ text: "Lain." }).where(isAdded);
      expect((await findings()).broken.join()).toContain("note");
      await kit.store.db.delete(caseNotes).where(isAdded);
      expect((await findings()).broken.join()).toContain("note");
      await kit.store.db.insert(caseNotes).values(kept as typeof caseNotes.$inferInsert);
      expect((await findings()).broken).toEqual([]);
    });

    test("is refused in the no-pixels lane, and its words are destroyed with the content", async () => {
      const caseId = await desk.open();
      await note(budi, caseId, { text: "Menggambarkan isi." });
      await proposeLane(ratna, caseId);
      expect(await note(budi, caseId)).toMatchObject({ status: 422, problem: "note-not-allowed" });
      expect((await desk.read(caseId)).body).not.toHaveProperty("notes");
      await kit.store.db.transaction((tx) => destroyContent(tx, caseId, kit.intake.now()));
      const rows = await kit.store.db.select().from(caseNotes).where(eq(caseNotes.caseId, caseId));
      expect(rows.map(({ text }) => text)).toEqual([""]);
      expect((await findings()).broken).toEqual([]);
    });
  });

  describe("a mention", () => {
    test("waits in the colleague's alerts and queue until the colleague has seen it", async () => {
      const caseId = await desk.open();
      await note(budi, caseId, { mentions: [idOf(ratna)] });
      expect(await alertsOf(ratna)).toMatchObject([
        { event: "case-mentioned", caseId, reference: expect.stringMatching(/^LK-/) },
      ]);
      for (const by of [budi, made]) expect(await alertsOf(by)).toEqual([]);
      expect(await mine(ratna)).toEqual([caseId]);
      expect(await mine(made)).not.toContain(caseId);
      expect((await desk.read(caseId, ratna)).body).toMatchObject({ mentioned: true });
      expect((await desk.read(caseId, made)).body).not.toHaveProperty("mentioned");
      expect((await seen(made, caseId)).status).toBe(200);
      expect(await mine(ratna)).toEqual([caseId]);
      expect((await seen(ratna, caseId)).status).toBe(200);
      expect(await mine(ratna)).toEqual([]);
      kit.clock.ms += 60_000;
      expect(await alertsOf(ratna)).toEqual([]);
    });

    test("is refused for a person who does not see the case, is suspended, or is no supervisor", async () => {
      const caseId = await desk.open();
      const blind = await kit.enrolled("supervisor", "Unit lain");
      const blindId = (await blind.call("GET", "/v1/me")).body.personId;
      await assignUnit(kit.store.db, blindId, await requireUnit(kit.store.db, "Video"));
      const gone = await kit.enrolled("supervisor", "Diberhentikan");
      const goneId = (await gone.call("GET", "/v1/me")).body.personId;
      await suspendPerson(kit.store.db, goneId, kit.intake.now());
      for (const personId of [blindId, goneId, idOf(officer), idOf(panelist), idOf(budi), randomUUID()])
        expect(await note(budi, caseId, { mentions: [personId] })).toMatchObject({
          problem: "colleague-blind",
        });
      expect((await desk.read(caseId)).body.notes).toEqual([]);
      const { colleagues } = (await budi.call("GET", `/v1/cases/${caseId}/colleagues`)).body;
      const listed = colleagues.map(({ name }: { name: string }) => name);
      expect(listed).toEqual(expect.arrayContaining(["Made", "Ratna"]));
      for (const name of ["Budi", "Unit lain", "Diberhentikan", "Siti", "Wulan"])
        expect(listed).not.toContain(name);
    });

    test("is hidden from a person who lost sight of the case", async () => {
      const caseId = await desk.open();
      const moved = await kit.enrolled("supervisor", "Pindah");
      const movedId = (await moved.call("GET", "/v1/me")).body.personId;
      await note(budi, caseId, { mentions: [movedId] });
      expect(await alertsOf(moved)).toHaveLength(1);
      await assignUnit(kit.store.db, movedId, await requireUnit(kit.store.db, "Video"));
      expect(await alertsOf(moved)).toEqual([]);
      expect(await mine(moved)).toEqual([]);
    });
  });

  describe("an assignment", () => {
    test("is shown to all supervisors, alerts its person, and blocks no one", async () => {
      const caseId = await desk.open();
      expect((await assign(budi, caseId, ratna)).body.assigned).toMatchObject({
        to: "Ratna",
        by: "Budi",
        own: false,
      });
      expect((await assign(budi, caseId, ratna)).status).toBe(200);
      expect((await desk.read(caseId, ratna)).body.assigned).toMatchObject({ own: true });
      expect(await logOf(caseId)).toEqual(["report-received Siti", "case-assigned Budi"]);
      expect(await alertsOf(ratna)).toMatchObject([{ event: "case-assigned", caseId }]);
      expect(await mine(ratna)).toEqual([caseId]);
      expect((await desk.decide(made, caseId, verdicts.reject)).status).toBe(200);
      expect((await desk.read(caseId, ratna)).body.assigned).toMatchObject({ own: true });
      expect((await assign(ratna, caseId, null)).body).toEqual({});
      expect(await mine(ratna)).toEqual([]);
    });

    test("is refused for reporters, for the first decider, and on a decided case", async () => {
      const caseId = await desk.open(undefined, made);
      expect(await assign(budi, caseId, made)).toMatchObject({ status: 409, problem: "colleague-bound" });
      expect(await assign(budi, caseId, officer)).toMatchObject({ problem: "colleague-blind" });
      const proposed = await desk.decide(ratna, caseId, verdicts.reject);
      expect(await assign(budi, caseId, ratna)).toMatchObject({ status: 409, problem: "colleague-bound" });
      const { colleagues } = (await budi.call("GET", `/v1/cases/${caseId}/colleagues`)).body;
      const acts = Object.fromEntries(
        colleagues.map((one: { name: string; acts: boolean }) => [one.name, one.acts]),
      );
      expect(acts).toMatchObject({ Ratna: false, Made: false });
      await desk.answer(budi, proposed.body.id, "confirm");
      expect(await assign(budi, caseId, budi)).toMatchObject({ status: 409, problem: "case-closed" });
    });

    test("ends with its person's own decision, and for everyone when the case is decided", async () => {
      const caseId = await desk.open();
      await assign(budi, caseId, ratna);
      const proposed = await desk.decide(ratna, caseId, verdicts.reject);
      expect((await desk.read(caseId)).body).not.toHaveProperty("assigned");
      await assign(budi, caseId, made);
      await desk.answer(budi, proposed.body.id, "confirm");
      expect(await mine(made)).toEqual([]);
      expect((await desk.read(caseId)).body).not.toHaveProperty("assigned");
    });
  });

  describe("a hand-over", () => {
    test("gives claimed and assigned cases to the colleague with one note, and returns the bound one", async () => {
      const [claimed, assigned, decided] = [await desk.open(), await desk.open(), await desk.open()];
      await budi.call("POST", `/v1/cases/${claimed}/claim`, { body: { act: "take" } });
      await assign(ratna, assigned, budi);
      await desk.decide(ratna, decided, verdicts.reject);
      await assign(ratna, decided, budi);
      const done = await handOver(budi, ratna);
      expect(done.status).toBe(200);
      expect(done.body.handed.sort()).toEqual([claimed, assigned].sort());
      // Ratna was the first decider: the case must not come back to her for the second decision.
      expect(done.body.queued).toEqual([decided]);
      expect((await mine(ratna)).sort()).toEqual([claimed, assigned].sort());
      expect(await mine(budi)).toEqual([]);
      const view = (await desk.read(claimed, ratna)).body;
      expect(view).not.toHaveProperty("claim");
      expect(view.notes).toMatchObject([{ by: "Budi", text: "Tinggal dua unsur." }]);
      expect((await desk.read(decided)).body).not.toHaveProperty("assigned");
      expect(await logOf(claimed)).toEqual([
        "report-received Siti",
        "note-added Budi",
        "case-handed-over Budi",
      ]);
      // One alert for the whole hand-over.
      expect(await alertsOf(ratna)).toHaveLength(1);
      expect(
        await desk.answer(ratna, (await desk.read(decided)).body.decisions[0].id, "confirm"),
      ).toMatchObject({
        problem: "own-decision",
      });
    });

    test("is idempotent, and touches no colleague's cases", async () => {
      const [own, others] = [await desk.open(), await desk.open()];
      await assign(budi, own, budi);
      await assign(budi, others, made);
      const id = randomUUID();
      const first = await handOver(budi, ratna, { id });
      expect(first.body).toEqual({ handed: [own], queued: [] });
      expect((await handOver(budi, ratna, { id })).body).toEqual({ handed: [own], queued: [] });
      expect((await desk.read(own)).body.notes).toHaveLength(1);
      expect(await mine(made)).toEqual([others]);
    });

    test("writes one note when it is sent twice at the same moment", async () => {
      const own = [await desk.open(), await desk.open(), await desk.open()];
      for (const caseId of own) await assign(budi, caseId, budi);
      const id = randomUUID();
      await Promise.all([handOver(budi, ratna, { id }), handOver(budi, ratna, { id })]);
      const notes = await kit.store.db.select().from(caseNotes).where(eq(caseNotes.handOverId, id));
      expect(notes.map(({ caseId }) => caseId).sort()).toEqual(own.toSorted());
      expect((await mine(ratna)).sort()).toEqual(own.toSorted());
    });

    test("releases all to the queue, and is refused to a person who is not a supervisor", async () => {
      const caseId = await desk.open();
      await assign(budi, caseId, budi);
      for (const to of [officer, panelist, budi])
        expect(await handOver(budi, to)).toMatchObject({ problem: "colleague-blind" });
      expect(await mine(budi)).toEqual([caseId]);
      expect((await handOver(budi, null)).body).toEqual({ handed: [], queued: [caseId] });
      expect(await logOf(caseId)).toContain("case-unassigned Budi");
      for (const by of [officer, admin, panelist])
        expect(await handOver(by, null)).toMatchObject({ status: 403 });
    });

    test("stores no words in the no-pixels lane", async () => {
      const caseId = await desk.open();
      await assign(made, caseId, made);
      await proposeLane(ratna, caseId);
      expect((await handOver(made, budi)).body).toEqual({ handed: [caseId], queued: [] });
      const rows = await kit.store.db.select().from(caseNotes).where(eq(caseNotes.caseId, caseId));
      expect(rows).toEqual([]);
    });
  });

  test("notes follow their case when it is merged and come back when it is split", async () => {
    const [older, younger] = [await desk.open(), await desk.open()];
    const groupId = await desk.group([older, younger]);
    await note(budi, younger, { text: "Tentang yang lebih muda." });
    await assign(budi, younger, budi);
    const merge = { act: "merge", with: older, reason: "Sama persis." };
    const merged = await budi.call("POST", `/v1/cases/${younger}/likeness`, { body: merge });
    expect(merged).toMatchObject({ status: 200 });
    expect((await desk.read(older)).body.notes).toMatchObject([{ text: "Tentang yang lebih muda." }]);
    const split = { act: "split", merged: younger, reason: "Ternyata lain." };
    expect(await budi.call("POST", `/v1/cases/${older}/likeness`, { body: split })).toMatchObject({
      status: 200,
    });
    expect((await desk.read(younger)).body.notes).toMatchObject([{ text: "Tentang yang lebih muda." }]);
    expect((await desk.read(older)).body.notes).toEqual([]);
    expect(groupId).toBeDefined();
    expect((await kit.store.db.select().from(cases)).length).toBeGreaterThan(2);
  });
});
