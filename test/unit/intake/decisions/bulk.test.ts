/** One act on many cases: each case's own decision, none on a case that is not like the others. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { preparedAnalysis } from "../../../../utils/shared/policy/canned-analysis.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

interface Asked {
  caseId: string;
  decisionId: string;
  caseVersion: number;
}

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

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const openMany = async (count: number) => {
    const ids: string[] = [];
    for (let at = 0; at < count; at++) ids.push(await desk.open());
    return ids;
  };
  const asked = (caseIds: string[]): Asked[] =>
    caseIds.map((caseId) => ({ caseId, decisionId: randomUUID(), caseVersion: 1 }));
  const decideAll = (by: TestDevice, id: string, cases: object[], verdict: object = verdicts.reject) =>
    by.call("POST", "/v1/decisions/bulk", { body: { id, verdict, cases } });
  const answerAll = (by: TestDevice, id: string, decisions: string[], said: object) =>
    by.call("POST", `/v1/decisions/bulk/${id}/answer`, { body: { decisions, ...said } });
  const problems = ({ body }: Awaited<ReturnType<typeof decideAll>>) =>
    body.outcomes.map(({ problem }: { problem?: { code: string } }) => problem?.code ?? "done");
  const statesOf = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await desk.read(id)).body.state));

  test("gives each case of a group its own decision with one reason, and its own log entry", async () => {
    const ids = await openMany(4);
    await desk.group(ids);
    const bulk = randomUUID();
    const cases = asked(ids);
    const decided = await decideAll(one, bulk.toUpperCase(), cases, verdicts.approve);
    expect(decided.body.outcomes).toEqual(cases.map(({ caseId, decisionId }) => ({ caseId, decisionId })));
    const view = (await desk.read(ids[1] ?? "")).body;
    expect(view.decisions).toMatchObject([{ id: cases[1]?.decisionId, bulkId: bulk, ...verdicts.approve }]);
    expect(view.log[1]).toMatchObject({ act: "decision-proposed", detail: { bulk } });

    // One is taken back and one is left out: the second person answers for the others.
    await desk.answer(one, cases[0]?.decisionId ?? "", "undo");
    const some = cases.slice(0, 3).map(({ decisionId }) => decisionId);
    expect((await answerAll(two, bulk, some, { answer: "refuse" })).problem).toBe("reason-needed");
    expect(problems(await answerAll(one, bulk, some.slice(1), { answer: "confirm" }))).toEqual([
      "own-decision",
      "own-decision",
    ]);
    const confirmed = await answerAll(two, bulk, some, { answer: "confirm" });
    expect(problems(confirmed)).toEqual(["nothing-to-confirm", "done", "done"]);
    expect(await statesOf(ids)).toEqual(["open", "approved", "approved", "proposed"]);
    for (const id of ids) expect(await desk.broken(id, one)).toEqual([]);
    const again = await answerAll(two, bulk, some, { answer: "confirm" });
    expect(again.body).toEqual(confirmed.body);
    const last = [cases[3]?.decisionId ?? ""];
    expect(problems(await answerAll(one, bulk, last, { answer: "undo" }))).toEqual(["done"]);
  });

  test("shows the second person which decisions of a group are pending, and their bulk decision", async () => {
    const ids = await openMany(2);
    await desk.group(ids);
    const bulk = randomUUID();
    const cases = asked(ids.slice(0, 1));
    await decideAll(one, bulk, cases);
    const { group } = (await desk.read(ids[0] ?? "")).body;
    const shown = (await two.call("GET", `/v1/groups/${group.id}`)).body.cases;
    const of = (id: string | undefined) => shown.find((row: { caseId: string }) => row.caseId === id);
    expect(of(ids[0]).decision).toMatchObject({ id: cases[0]?.decisionId, bulkId: bulk, own: false });
    expect(of(ids[1]).decision).toBeUndefined();
    await answerAll(two, bulk, [cases[0]?.decisionId ?? ""], { answer: "confirm" });
    const after = (await two.call("GET", `/v1/groups/${group.id}`)).body.cases;
    expect(after.some(({ decision }: { decision?: object }) => decision !== undefined)).toBe(false);
  });

  test("answers a repeated bulk decision as before, and rejects the same ids with other words", async () => {
    const ids = await openMany(3);
    await desk.group(ids);
    const bulk = randomUUID();
    const cases = asked(ids);
    expect(problems(await decideAll(one, bulk, cases))).toEqual(["done", "done", "done"]);
    await kit.store.db.execute(sql`update cases set group_id = null`);
    expect(problems(await decideAll(one, bulk, cases))).toEqual(["done", "done", "done"]);
    const other = { ...verdicts.reject, reason: "Lain." };
    expect(problems(await decideAll(one, bulk, cases, other))).toEqual(["conflict", "conflict", "conflict"]);
    for (const id of ids) expect((await desk.read(id)).body.decisions).toHaveLength(1);
  });

  test("lists each case that changed, is claimed, decided, merged or dissimilar, and decides the rest", async () => {
    const [good, changed, held, closed, own, alone, foreign] = (await openMany(7)) as [
      ...[string, string, string, string, string, string, string],
    ];
    await desk.group([good, changed, held, closed, own]);
    await desk.group([foreign]);
    await desk.hold(two, held, 60_000);
    const { subject } = (await desk.read(own)).body;
    await desk.open({ evidence: { subject } }, one);
    const { subject: moved } = (await desk.read(changed)).body;
    await desk.open({ evidence: { subject: moved } }, two);
    await desk.decide(two, closed, verdicts.reject);
    const cases = asked([good, changed, held, closed, own, alone, foreign, randomUUID()]);
    const decided = await decideAll(one, randomUUID(), [...cases, { ...cases[0], decisionId: randomUUID() }]);
    expect(problems(decided)).toEqual([
      ...["done", "case-changed", "case-claimed", "case-closed", "own-report"],
      ...["not-similar", "not-similar", "not-found", "case-closed"],
    ]);
    expect(await statesOf([good, changed, held, alone])).toEqual(["proposed", "open", "open", "open"]);
  });

  test("refuses two dissimilar cases as a group, and accepts a single one", async () => {
    const ids = await openMany(3);
    expect(problems(await decideAll(one, randomUUID(), asked(ids.slice(0, 2))))).toEqual([
      "not-similar",
      "not-similar",
    ]);
    expect(problems(await decideAll(one, randomUUID(), asked(ids.slice(2))))).toEqual(["done"]);
  });

  test("refuses an approval without grounds entirely, and more than 200 cases", async () => {
    const ids = await openMany(2);
    await desk.group(ids);
    const bare = { ...verdicts.approve, elements: [] };
    expect(problems(await decideAll(one, randomUUID(), asked(ids), bare))).toEqual([
      "elements-missing",
      "elements-missing",
    ]);
    const many = Array.from({ length: 201 }, () => ({ ...asked([ids[0] ?? ""])[0] }));
    expect(await decideAll(one, randomUUID(), many)).toMatchObject({ status: 400, fields: ["cases"] });
    expect(await statesOf(ids)).toEqual(["open", "open"]);
  });

  test("reveals neither other bulk decisions nor cases out of scope", async () => {
    await saveUnit(
      kit.store.db,
      { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
      new Date(),
    );
    const outsider = await kit.enrolled("supervisor", "Tamu", "Narkotika");
    const ids = await openMany(2);
    await desk.group(ids);
    const [bulk, other] = [randomUUID(), randomUUID()];
    const [first, second] = asked(ids) as [Asked, Asked];
    await decideAll(one, bulk, [first]);
    await decideAll(one, other, [second]);
    const said = { answer: "confirm" };
    for (const [by, ids] of [
      [two, [first.decisionId, second.decisionId]],
      [two, [first.decisionId, randomUUID()]],
      [outsider, [first.decisionId]],
    ] as const)
      expect(await answerAll(by, bulk, [...ids], said)).toMatchObject({ status: 404, problem: "not-found" });
    expect(await statesOf(ids)).toEqual(["proposed", "proposed"]);
    expect(problems(await decideAll(outsider, randomUUID(), asked(ids)))).toEqual(["not-found", "not-found"]);
  });

  test("marks a prepared analysis in a bulk decision that repeats the id of another", async () => {
    const cannedOf = async (id: string) => (await desk.read(id)).body.decisions[0]?.canned;
    const reasonWith = (own: string) => `${preparedAnalysis("JUDI").id} ${own}`;
    const reused = randomUUID();
    const alone = await openMany(2);
    const stock = {
      ...verdicts.approve,
      reason: reasonWith("Keterangan menyebut bonus bola, tanggal undian serta nomor rekening penampung."),
    };
    for (const id of alone) await decideAll(one, reused, asked([id]), stock);
    expect(await Promise.all(alone.map(cannedOf))).toEqual([undefined, true]);

    // A group arrives in portions.
    const own = await openMany(3);
    await desk.group(own);
    const shared = {
      ...verdicts.approve,
      reason: reasonWith("Komentar teratas memamerkan kemenangan palsu dengan nomor gawai pengelola."),
    };
    await decideAll(one, reused, asked(own.slice(0, 2)), shared);
    await decideAll(one, reused, asked(own.slice(2)), shared);
    expect(await Promise.all(own.map(cannedOf))).toEqual([undefined, undefined, undefined]);
    const [other = ""] = await openMany(1);
    await desk.group([other]);
    await decideAll(one, reused, asked([other]), shared);
    expect(await cannedOf(other)).toBe(true);

    // Cases of the lane leave their group with the first proposal.
    const lane = await openMany(2);
    await desk.group(lane);
    const laneReason = `${preparedAnalysis("PORNO_ANAK").id} Nama akun sama dengan laporan polisi bulan kemarin di Bekasi.`;
    const child = { act: "recategorise", category: "PORNO_ANAK", reason: laneReason };
    await decideAll(one, randomUUID(), asked(lane), child);
    expect(await Promise.all(lane.map(cannedOf))).toEqual([undefined, undefined]);
  });

  test("with two supervisors on one group at once, one decides each case", async () => {
    const ids = await openMany(6);
    await desk.group(ids);
    const [left, right] = await Promise.all([
      decideAll(one, randomUUID(), asked(ids)),
      decideAll(two, randomUUID(), asked(ids.toReversed())),
    ]);
    const [mine, theirs] = [problems(left), problems(right).toReversed()];
    for (const [at] of ids.entries()) expect([mine[at], theirs[at]].sort()).toEqual(["case-closed", "done"]);
  });
});
