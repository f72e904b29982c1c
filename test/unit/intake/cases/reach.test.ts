/** Access control: every route and every caller, with own records, the unit's and others'. */

import { randomUUID } from "node:crypto";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, decisions, goldenCases } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { assignUnit, requireUnit, saveUnit } from "../../../../intake/people/store/people.ts";
import {
  type IntakeKit,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { Caller, Reach, Route } from "../../../../utils/shared/contract/route.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import { insertObjection } from "../../../support/inserted-requests-kit.ts";
import {
  type FiledRecords,
  fileRecords,
  type Kind,
  type RouteRequest,
  type RouteWalk,
  unit,
  walks,
  withoutRecord,
} from "../../../support/reach-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const callers = ["officer", "vlogger", "supervisor", "panelist", "admin", "key:read", "new-device"] as const;
type Asker = (typeof callers)[number];

function mayReach(reach: Reach | undefined, kind: Kind): boolean {
  if (reach === "any") return true;
  if (kind === "panel") return reach === "unit" || reach === "panel";
  return kind === "own" ? reach !== undefined : kind === "unit" && reach === "unit";
}

test("every route declares the owner of its records", () => {
  const known = [...Object.keys(walks), ...withoutRecord].sort();
  expect(known).toEqual(Object.keys(routes).sort());
  for (const name of withoutRecord) {
    const { callers }: Route = routes[name];
    expect({ name, reaches: [...new Set(Object.values(callers))] }).toEqual({ name, reaches: ["any"] });
  }
});

test("no handler widens its own scope", async () => {
  const root = join(import.meta.dirname, "../../../..");
  const names = globSync("intake/*/routes/*.ts", { cwd: root });
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    const imported = (await readFile(join(root, name), "utf8")).match(/import (?!type)[^;]*scope\.ts"/g);
    expect({ name, imported }).toEqual({ name, imported: null });
  }
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let people: Record<Exclude<Asker, "key:read">, TestDevice>;
  let reporter: TestDevice;
  let chief: TestDevice;
  let refuser: TestDevice;
  let vlogger: TestDevice;
  let key: string;
  let somebodys: FiledRecords;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    await saveUnit(kit.store.db, unit, kit.intake.now());
    await saveUnit(
      kit.store.db,
      { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
      kit.intake.now(),
    );
    people = {
      officer: await kit.enrolled("officer", "Asker officer", unit.name),
      vlogger: await kit.enrolled("vlogger", "Asker vlogger", unit.name),
      supervisor: await kit.enrolled("supervisor", "Asker supervisor", unit.name),
      panelist: await kit.enrolled("panelist", "Asker panelist"),
      admin: await kit.enrolled("admin", "Asker admin"),
      "new-device": await kit.newDevice(),
    };
    reporter = await kit.enrolled("officer", "Somebody else");
    vlogger = await kit.enrolled("vlogger", "Another vlogger");
    for (const device of [people.vlogger, vlogger])
      await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, device);
    chief = await kit.enrolled("supervisor", "Of no unit");
    refuser = await kit.enrolled("supervisor", "Of another opinion");
    for (const name of ["Second panelist", "Third panelist"]) await kit.enrolled("panelist", name);
    somebodys = await fileRecords(reporter, { db: kit.store.db, proposer: chief, vlogger, inUnit: true });
    ({ key } = await createApiKey(kit.store, { scope: "read" }));
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function send(
    caller: Asker,
    { method }: Route,
    { path, body, bytes }: RouteRequest,
  ): Promise<TestAnswer> {
    const type = bytes ? { "Content-Type": "image/png" } : { "Content-Type": "application/json" };
    if (caller !== "key:read")
      return people[caller].call(method, path, bytes ? { bytes, headers: type } : { body });
    const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
    const headers = { Authorization: `Bearer ${key}`, ...type };
    return readAnswer(
      await kit.app.request(origin + path, { method, headers, ...(content ? { body: content } : {}) }),
    );
  }

  /** Follows a list to the page that holds the record. */
  async function ask(
    caller: Asker,
    route: Route,
    walk: RouteWalk,
    filed: FiledRecords,
  ): Promise<[TestAnswer, boolean]> {
    const asked = walk.ask(filed);
    const reached = (one: TestAnswer) =>
      walk.reached && (one.status === 200 || walk.hidden !== "list")
        ? walk.reached(one, filed)
        : one.status === 200;
    let answered = await send(caller, route, asked);
    while (walk.hidden === "list" && !reached(answered) && answered.body.next)
      answered = await send(caller, route, { ...asked, path: `${asked.path}&after=${answered.body.next}` });
    return [answered, reached(answered)];
  }

  /** Routes for which more is made than the record, or that change what they show. */
  const alone = (name: string) =>
    routes[name as keyof typeof routes].method !== "GET" ||
    /Objection|Invitation|Record|listGolden|listReady/.test(name);
  const shared = new Map<string, Promise<FiledRecords>>();

  /** Reading has no side effects, so routes that read share a record of each kind. */
  function filedFor(kind: Kind, caller: Asker, of: string): Promise<FiledRecords> {
    if (alone(of)) return newlyFiled(kind, caller, of);
    const key = kind === "own" ? `own ${caller}` : kind;
    const filed = shared.get(key) ?? newlyFiled(kind, caller, of);
    shared.set(key, filed);
    return filed;
  }

  async function newlyFiled(kind: Kind, caller: Asker, of: string): Promise<FiledRecords> {
    const invited = /Invitation/.test(of);
    const self = caller === "key:read" ? reporter : people[caller];
    const reports = kind === "own" && ["officer", "vlogger", "supervisor"].includes(caller);
    const { db } = kit.store;
    const object = (decisionId: string) => insertObjection(db, decisionId, kit.intake.now());
    const filed = await fileRecords(reports ? self : reporter, {
      db: kit.store.db,
      proposer: chief,
      ...(of === "hearObjection" || of === "listObjections" ? { object } : {}),
      vlogger: kind === "own" && caller === "vlogger" ? self : kind === "unit" ? people.vlogger : vlogger,
      ...(invited ? { inviter: kind === "unit" ? people.supervisor : chief } : {}),
      inUnit: kind === "unit" || kind === "panel",
      ...(kind === "panel" ? { refuser } : {}),
    });
    return kind === "own" ? { ...filed, by: self } : filed;
  }

  /** Marks the case as golden, as a supervisor does after its decision. */
  async function tryWith({ caseId }: FiledRecords): Promise<void> {
    const { personId: setBy } = (await chief.call("GET", "/v1/me")).body;
    const golden = {
      caseId,
      spot: spotOfCase(caseId),
      violates: true,
      why: "Ada ajakan bertaruh.",
      setBy,
      at: kit.intake.now(),
    };
    await kit.store.db.insert(goldenCases).values(golden);
  }

  /** Approves the case as two supervisors would. */
  async function approve({ caseId }: FiledRecords): Promise<void> {
    const { personId } = (await chief.call("GET", "/v1/me")).body;
    await kit.store.db.insert(decisions).values({
      ...{
        id: randomUUID(),
        caseId,
        spot: spotOfCase(caseId),
        personId,
        at: kit.intake.now(),
        digest: "",
        act: "approve",
      },
      ...{ category: "JUDI", action: "BATAS_WILAYAH", basis: [], reason: "Judi.", state: "confirmed" },
    });
    await kit.store.db.update(cases).set({ state: "approved" }).where(eq(cases.id, caseId));
  }

  const names = Object.keys(walks) as (keyof typeof walks)[];
  const everything = names.flatMap((name) =>
    callers.map((caller) => [name, caller, walks[name].kinds] as const),
  );

  /** For each route one caller who reaches a record and one who is refused: PGlite executes the same SQL. */
  const samples = names.flatMap((name) => {
    const { callers: reaches }: Route = routes[name];
    const all = everything.filter(([route]) => route === name);
    const reached = all.flatMap(([, caller, kinds]) => {
      const kind = kinds.find((kind) => mayReach(reaches[caller as Caller], kind));
      return kind ? [[name, caller, [kind]] as const] : [];
    });
    const refused = all.filter(([, caller]) => !(caller in reaches));
    return [...reached.slice(0, 1), ...refused.slice(0, 1)];
  });

  test.each(engine === "postgres" ? everything : samples)("%s by %s", async (name, caller, kinds) => {
    const walk: RouteWalk = walks[name];
    const route: Route = routes[name];
    const reach = route.callers[caller as Caller];
    for (const kind of kinds) {
      // Callers without access are refused before any record is read.
      const filed = reach ? await filedFor(kind, caller, name) : somebodys;
      if (name === "listGolden" && reach) await tryWith(filed);
      if (name === "listReady" && reach) await approve(filed);
      const [answered, reached] = await ask(caller, route, walk, filed);
      const { status, problem } = answered;
      expect({ kind, reached, status, problem }).toMatchObject({ kind, reached: mayReach(reach, kind) });
      if (!reach) {
        expect(problem).toBe(caller === "new-device" ? "device-unknown" : "role-forbidden");
      } else if (!reached && walk.hidden === undefined) {
        const nowhere = {
          ...filed,
          ...{ caseId: randomUUID(), decisionId: randomUUID(), examId: randomUUID() },
          ...{ vloggerId: randomUUID(), invitationId: randomUUID(), requestId: randomUUID() },
          ...{ objectionId: randomUUID(), itemId: randomUUID() },
          ...{ referralId: randomUUID(), watchId: randomUUID() },
          ...{ objectionId: randomUUID(), itemId: randomUUID(), alertId: randomUUID() },
          report: { ...filed.report, id: randomUUID() },
        };
        const [unknown] = await ask(caller, route, walk, nowhere);
        expect(shown(answered)).toEqual(shown(unknown));
        expect(problem).toBe("not-found");
      } else if (!reached && walk.hidden === "conflict") {
        expect(problem).toBe("conflict");
      }
    }
  });

  /** The whole answer without its time. */
  function shown({ status, body, headers }: TestAnswer) {
    const { date: _date, "dpop-nonce": _nonce, ...rest } = Object.fromEntries(headers);
    return { status, body, headers: rest };
  }

  describe("a unit", () => {
    const decisionOn = async (caseId: string) => ({
      ...{ id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi." },
      caseVersion: (await chief.call("GET", `/v1/cases/${caseId}`)).body.version,
    });

    test("needs two of its own people for a decision; people of another unit cannot take part", async () => {
      const supervisor = await kit.enrolled("supervisor", "Satu", unit.name);
      const two = await kit.enrolled("supervisor", "Dua", unit.name);
      const outsider = await kit.enrolled("supervisor", "Tamu", "Narkotika");
      const report = sampleReport({ evidence: { site: "youtube", kind: "video" } });
      const { caseId } = (await reporter.call("POST", "/v1/reports", { body: report })).body;
      const body = await decisionOn(caseId);
      const path = `/v1/cases/${caseId}/decisions`;
      expect(await outsider.call("POST", path, { body })).toMatchObject({ status: 404 });
      expect(await supervisor.call("POST", path, { body })).toMatchObject({ status: 200 });
      const answer = (device: TestDevice) =>
        device.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
      expect(await outsider.call("GET", `/v1/cases/${caseId}`)).toMatchObject({ status: 404 });
      expect(await answer(outsider)).toMatchObject({ status: 404, problem: "not-found" });
      expect(await answer(supervisor)).toMatchObject({ problem: "own-decision" });
      expect(await answer(two)).toMatchObject({ status: 200, body: { state: "confirmed" } });
    });

    test("sees a case by the category of any report that is not withdrawn, and only on its sites", async () => {
      const look = async (caseId: string) =>
        (await people.supervisor.call("GET", `/v1/cases/${caseId}`)).status;
      const drugs = await fileRecords(reporter, {
        db: kit.store.db,
        proposer: chief,
        vlogger,
        inUnit: false,
      });
      expect(await look(drugs.caseId)).toBe(404);
      const { evidence } = drugs.report;
      const gambling = sampleReport({
        evidence: { ...evidence, id: randomUUID(), picture: { state: "none", reason: "permission" } },
      });
      expect(await people.officer.call("POST", "/v1/reports", { body: gambling })).toMatchObject({
        status: 200,
        body: { caseId: drugs.caseId },
      });
      expect(await look(drugs.caseId)).toBe(200);
      const withdrawal = { body: { reason: "Keliru." } };
      await people.officer.call("POST", `/v1/reports/${gambling.id}/withdrawal`, withdrawal);
      expect(await look(drugs.caseId)).toBe(404);
      const elsewhere = await reporter.call("POST", "/v1/reports", { body: sampleReport() });
      expect(await look(elsewhere.body.caseId)).toBe(404);
    });

    test("an own report opens another unit's case, but not who reported it there, their note, or its export", async () => {
      const drugsOfficer = await kit.enrolled("officer", "Petugas Narkotika", "Narkotika");
      const drugsChief = await kit.enrolled("supervisor", "Ketua Narkotika", "Narkotika");
      const note = "Informan kami: Budi";
      const drugs = sampleReport({
        ...{ category: "NARKOTIKA", basis: ["uu-35-2009"], action: "HAPUS_KEBIJAKAN", note },
        evidence: { site: "youtube", kind: "video" },
      });
      const { caseId } = (await drugsOfficer.call("POST", "/v1/reports", { body: drugs })).body;
      const question = { body: { id: randomUUID(), reportId: drugs.id, text: "Dari siapa?" } };
      await drugsChief.call("POST", `/v1/cases/${caseId}/questions`, question);
      await drugsOfficer.call("POST", `/v1/questions/${question.body.id}/answer`, {
        body: { answer: "Dari Budi." },
      });

      const { supervisor } = people;
      const look = (who: TestDevice) => who.call("GET", `/v1/cases/${caseId}`);
      expect((await look(supervisor)).status).toBe(404);
      const own = sampleReport({
        note: "Catatan judi",
        evidence: { ...drugs.evidence, id: randomUUID(), picture: { state: "none", reason: "permission" } },
      });
      const joined = await supervisor.call("POST", "/v1/reports", { body: own });
      expect(joined.body).toMatchObject({ caseId });

      const seen = await look(supervisor);
      expect(seen.status).toBe(200);
      expect(JSON.stringify(seen.body)).not.toMatch(/Petugas Narkotika|Budi|Narkotika"/);
      const [mine, theirs] = seen.body.reportList;
      expect(mine).toMatchObject({ by: "Asker supervisor", note: "Catatan judi" });
      expect(theirs).not.toHaveProperty("by");
      expect(theirs.evidence.subject).toBe(drugs.evidence.subject);
      expect(await supervisor.call("GET", `/v1/cases/${caseId}/exports/json`)).toMatchObject({
        ...{ status: 403, problem: "role-forbidden" },
      });

      expect((await look(drugsChief)).body.reportList[1]).toMatchObject({ by: "Petugas Narkotika", note });
      expect((await look(drugsChief)).body.reportList[0]).not.toHaveProperty("note");
      expect((await look(chief)).body.reportList.map(({ by }: { by: string }) => by)).toEqual([
        ...["Asker supervisor", "Petugas Narkotika"],
      ]);
      expect((await chief.call("GET", `/v1/cases/${caseId}/exports/json`)).status).toBe(200);
    });

    test("a reporter who moves to another unit leaves names and notes of earlier reports behind", async () => {
      const { db } = kit.store;
      const mover = await kit.enrolled("officer", "Petugas Pindah", "Narkotika");
      const drugsChief = await kit.enrolled("supervisor", "Ketua Pindah", "Narkotika");
      const note = "Informan kami: Wati";
      const drugs = sampleReport({
        ...{ category: "NARKOTIKA", basis: ["uu-35-2009"], action: "HAPUS_KEBIJAKAN", note },
        evidence: { site: "youtube", kind: "video" },
      });
      const { caseId } = (await mover.call("POST", "/v1/reports", { body: drugs })).body;
      const evidence = { ...drugs.evidence, id: randomUUID() };
      await people.officer.call("POST", "/v1/reports", { body: sampleReport({ evidence }) });
      const { personId } = (await mover.call("GET", "/v1/me")).body;
      await assignUnit(db, personId, await requireUnit(db, unit.name));

      const seen = await people.supervisor.call("GET", `/v1/cases/${caseId}`);
      expect(seen.status).toBe(200);
      expect(JSON.stringify(seen.body)).not.toMatch(/Petugas Pindah|Wati/);
      const kept = (await drugsChief.call("GET", `/v1/cases/${caseId}`)).body.reportList;
      expect(kept).toContainEqual(expect.objectContaining({ by: "Petugas Pindah", note }));
    });

    test("a case whose reports were all withdrawn stays with its unit", async () => {
      const report = sampleReport({ evidence: { site: "youtube", kind: "video" } });
      const { caseId } = (await reporter.call("POST", "/v1/reports", { body: report })).body;
      await reporter.call("POST", `/v1/reports/${report.id}/withdrawal`, { body: { reason: "Keliru." } });
      expect(await people.supervisor.call("GET", `/v1/cases/${caseId}`)).toMatchObject({ status: 200 });
    });

    test("is sent to the device; moving a person or changing a unit takes effect at once", async () => {
      const { db } = kit.store;
      const device = await kit.enrolled("supervisor", "Pindah", "Narkotika");
      const me = (await device.call("GET", "/v1/me")).body;
      expect(me).toMatchObject({ name: "Pindah", unit: "Narkotika" });
      const { caseId } = await fileRecords(reporter, {
        db: kit.store.db,
        proposer: chief,
        vlogger,
        inUnit: true,
      });
      const look = async () => (await device.call("GET", `/v1/cases/${caseId}`)).status;
      expect(await look()).toBe(404);
      await assignUnit(db, me.personId, await requireUnit(db, unit.name));
      expect(await look()).toBe(200);
      await saveUnit(db, { ...unit, sites: ["x"] }, kit.intake.now());
      expect(await look()).toBe(404);
      await assignUnit(db, me.personId, null);
      expect(await look()).toBe(200);
      expect((await device.call("GET", "/v1/me")).body).not.toHaveProperty("unit");
      await saveUnit(db, unit, kit.intake.now());
    });
  });
});
