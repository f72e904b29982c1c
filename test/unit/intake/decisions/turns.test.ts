/** The three views of pending cases: to decide, to confirm, and waiting for other people. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { cases, devices, people, vloggers } from "../../../../intake/db/schema/index.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { CaseTurn } from "../../../../utils/shared/contract/case-state.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const turns = ["decide", "confirm", "others"] as const satisfies CaseTurn[];

describe.each(engines)("turns on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let budi: TestDevice;
  let ani: TestDevice;
  let citra: TestDevice;
  let ofDrugs: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const drugs = { name: "Narkotika", sites: null, categories: ["NARKOTIKA" as const], languages: null };
    await saveUnit(kit.store.db, drugs, kit.intake.now());
    officer = await kit.enrolled("officer", "Siti");
    budi = await kit.enrolled("supervisor", "Budi");
    ani = await kit.enrolled("supervisor", "Ani");
    citra = await kit.enrolled("supervisor", "Citra");
    ofDrugs = await kit.enrolled("supervisor", "Rudi", "Narkotika");
    desk = deskOf(kit, { officer, reader: citra });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function list(by: TestDevice, query: Record<string, string>): Promise<string[]> {
    const { body } = await by.call("GET", `/v1/cases?${new URLSearchParams({ limit: "100", ...query })}`);
    return body.cases.map(({ id }: { id: string }) => id);
  }
  const countsOf = async (by: TestDevice) => (await by.call("GET", "/v1/case-turns")).body;

  /**
   * Returns the person's turn on a case, after a comparison of all their lists with their pending cases, with the
   * numbers, and with what the rules allow on each opened case.
   */
  async function turnOf(caseId: string, by: TestDevice): Promise<CaseTurn | undefined> {
    const lists = Object.fromEntries(
      await Promise.all(turns.map(async (turn) => [turn, await list(by, { turn })] as const)),
    ) as Record<CaseTurn, string[]>;
    const pending = await list(by, { state: "pending" });
    expect(turns.flatMap((turn) => lists[turn]).sort()).toEqual(pending.sort());
    for (const id of pending) {
      const { can } = (await desk.read(id, by)).body;
      const allowed = can.includes("approve") ? "decide" : can.includes("refuse") ? "confirm" : "others";
      expect([allowed, lists[allowed as CaseTurn].includes(id)]).toEqual([allowed, true]);
    }
    const { decide, confirm, others } = lists;
    expect(await countsOf(by)).toEqual({
      decide: decide.length,
      confirm: confirm.length,
      others: others.length,
      late: (await list(by, { late: "true" })).length,
      mine: (await list(by, { mine: "true" })).length,
    });
    return turns.find((turn) => lists[turn].includes(caseId));
  }
  const turnsOf = (caseId: string, by = [budi, ani, citra]) =>
    Promise.all(by.map((device) => turnOf(caseId, device)));
  const personIdOf = async (by: TestDevice) => {
    const { deviceId } = (await by.call("GET", "/v1/me")).body;
    const [row] = await kit.store.db.select().from(devices).where(eq(devices.id, deviceId));
    return row?.personId ?? "";
  };
  const merge = (id: string, other: string, by: TestDevice) =>
    by.call("POST", `/v1/cases/${id}/likeness`, { body: { act: "merge", with: other, reason: "Sama." } });

  test("a person's own decision waits for others, and the colleagues answer it", async () => {
    const id = await desk.open();
    expect(await turnsOf(id)).toEqual(["decide", "decide", "decide"]);
    const { body } = await desk.decide(budi, id, verdicts.approve);
    expect(await turnsOf(id)).toEqual(["others", "confirm", "confirm"]);
    await desk.answer(ani, body.id, "confirm");
    expect(await turnsOf(id)).toEqual([undefined, undefined, undefined]);
  });

  test("after an undo the case is to be decided again, and is never the next proposer's to confirm", async () => {
    const id = await desk.open();
    const first = await desk.decide(budi, id, verdicts.approve);
    await desk.answer(budi, first.body.id, "undo");
    expect(await turnsOf(id)).toEqual(["decide", "decide", "decide"]);
    await desk.decide(ani, id, verdicts.reject);
    expect(await turnsOf(id)).toEqual(["confirm", "others", "confirm"]);
  });

  test("a refused decision waits for the panel, and for none of the supervisors", async () => {
    for (const name of ["Satu", "Dua", "Tiga"]) await kit.enrolled("panelist", name);
    const id = await desk.open();
    const { body } = await desk.decide(budi, id, verdicts.approve);
    await desk.answer(ani, body.id, "refuse", "Belum cukup.");
    expect((await desk.read(id)).body.state).toBe("panel");
    expect(await turnsOf(id)).toEqual(["others", "others", "others"]);
  });

  test("cases that a person, their inviter or an invitee reported count as waiting for others", async () => {
    const id = await desk.open();
    const own = await desk.open({}, budi);
    const invited = { invitedBy: await personIdOf(ani) };
    await kit.store.db
      .update(people)
      .set(invited)
      .where(eq(people.id, await personIdOf(budi)));
    expect(await turnsOf(own)).toEqual(["others", "others", "decide"]);
    await desk.decide(budi, id, verdicts.approve);
    expect(await turnsOf(id)).toEqual(["others", "others", "confirm"]);
    await kit.store.db
      .update(people)
      .set({ invitedBy: null })
      .where(eq(people.id, await personIdOf(budi)));
    expect(await turnsOf(id)).toEqual(["others", "confirm", "confirm"]);
  });

  test.each([
    ["by its name", { authorHandle: "@kanalku" }, { authorHandle: "@kanalku" }],
    [
      "that only a second person's report shows",
      { authorHandle: "@oranglain" },
      { authorId: `UC${"k".repeat(22)}` },
    ],
  ])("a case of the person's own channel waits for others: %s", async (_, first, later) => {
    const subject = `youtube:video:${randomUUID().slice(0, 11)}` as const;
    const report = (author: Record<string, string>) => {
      const shown = Object.entries(author).map(([name, value]) => [name, { value, source: "text a" }]);
      return {
        evidence: { site: "youtube", kind: "video", subject, fields: Object.fromEntries(shown) },
      } as const;
    };
    const id = await desk.open(report(first));
    const second = await kit.enrolled("officer", "Kedua");
    const body = sampleReport(report(later));
    expect((await second.call("POST", "/v1/reports", { body })).body.caseId).toBe(id);
    const other = await desk.open({ evidence: { site: "youtube", kind: "video" } });
    await describeCases(kit.store.db, { now: kit.intake.now });
    const personId = await personIdOf(budi);
    const channels = ["youtube:kanalku", `youtube:UC${"k".repeat(22)}`];
    await kit.store.db.insert(vloggers).values({ personId, channels });
    expect(await turnsOf(id)).toEqual(["others", "decide", "decide"]);
    expect(await turnsOf(other)).toEqual(["decide", "decide", "decide"]);
    expect((await desk.read(id, budi)).body.cannot).toBe("own-report");
    await second.call("POST", `/v1/reports/${body.id}/withdrawal`, { body: { reason: "Keliru." } });
    expect(await turnsOf(id)).toEqual(["others", "decide", "decide"]);
    await kit.store.db.delete(vloggers).where(eq(vloggers.personId, personId));
  });

  test("a withdrawn report still binds its reporter", async () => {
    const report = sampleReport();
    const { caseId } = (await budi.call("POST", "/v1/reports", { body: report })).body;
    await budi.call("POST", `/v1/reports/${report.id}/withdrawal`, { body: { reason: "Keliru." } });
    expect(await turnsOf(caseId)).toEqual(["others", "decide", "decide"]);
  });

  test("a proposer who reports the case meanwhile leaves it to be refused", async () => {
    const report = sampleReport();
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    await desk.decide(budi, caseId, verdicts.reject);
    const again = sampleReport({ evidence: { subject: report.evidence.subject } });
    expect((await budi.call("POST", "/v1/reports", { body: again })).body.caseId).toBe(caseId);
    expect((await desk.read(caseId, ani)).body.can).toEqual(["refuse"]);
    expect(await turnsOf(caseId)).toEqual(["others", "confirm", "confirm"]);
  });

  test("after a merge a person's own report binds them on the joint case", async () => {
    const [one, other] = [await desk.open(), await desk.open({}, budi)];
    expect(await merge(one, other, ani)).toMatchObject({ status: 200 });
    const { id } = (await desk.read(one)).body;
    expect(await turnsOf(id)).toEqual(["others", "decide", "decide"]);
    await desk.decide(ani, id, verdicts.approve);
    expect(await turnsOf(id)).toEqual(["others", "others", "confirm"]);
    // The other one's number is no case of its own any more.
    expect(await turnOf(id === one ? other : one, citra)).toBeUndefined();
  });

  test("after a merge with a decided case its reversal is nothing that its deciders may confirm", async () => {
    const dewi = await kit.enrolled("supervisor", "Dewi");
    const [decided, open] = [await desk.open(), await desk.open()];
    const first = await desk.decide(budi, decided, verdicts.approve);
    await desk.answer(ani, first.body.id, "confirm");
    for (const by of [citra, dewi]) await merge(open, decided, by);
    const { id, state } = (await desk.read(decided)).body;
    expect(state).toBe("approved");
    const reversal = { ...verdicts.reject, reverses: first.body.id };
    expect(await desk.decide(citra, id, reversal)).toMatchObject({ status: 200 });
    expect(await turnsOf(id, [budi, ani, citra, dewi])).toEqual(["others", "others", "others", "confirm"]);
  });

  test("lists and counts only cases in the person's scope", async () => {
    const drugs = { category: "NARKOTIKA", basis: ["uu-35-2009"], action: "HAPUS_KEBIJAKAN" } as const;
    const before = await countsOf(ofDrugs);
    const none = { decide: 0, confirm: 0, others: 0, late: 0, mine: 0 };
    expect(before).toEqual(none);
    const id = await desk.open({ ...drugs, basis: [...drugs.basis] });
    expect(await turnOf(id, ofDrugs)).toBe("decide");
    expect(await countsOf(ofDrugs)).toEqual({ ...none, decide: 1 });
  });

  test("counts a case past its limit as late until two people decided it", async () => {
    const id = await desk.open();
    const dueAt = Date.parse((await desk.read(id)).body.dueAt);
    const now = kit.clock.ms;
    const isLate = async () => {
      const ids = await list(budi, { late: "true" });
      expect((await countsOf(budi)).late).toBe(ids.length);
      return ids.includes(id);
    };
    kit.clock.ms = dueAt - 60_000;
    expect(await isLate()).toBe(false);
    kit.clock.ms = dueAt + 1;
    expect(await isLate()).toBe(true);
    const { body } = await desk.decide(budi, id, verdicts.reject);
    expect(await isLate()).toBe(true);
    expect(await list(budi, { late: "true", turn: "others" })).toContain(id);
    await desk.answer(ani, body.id, "confirm");
    expect(await isLate()).toBe(false);
    kit.clock.ms = now;
  });

  test("counts what waits for a person by name", async () => {
    const id = await desk.open();
    const before = await countsOf(ani);
    await ani.call("POST", `/v1/cases/${id}/assignment`, { body: { personId: "me" } });
    expect(await countsOf(ani)).toEqual({ ...before, mine: before.mine + 1 });
    expect((await countsOf(citra)).mine).toBe((await list(citra, { mine: "true" })).length);
  });

  test("narrows by state and by the other filters", async () => {
    const id = await desk.open({ evidence: { site: "youtube", kind: "video" } });
    await desk.decide(ani, id, verdicts.reject);
    expect(await list(budi, { turn: "confirm", site: "youtube" })).toEqual([id]);
    expect(await list(budi, { turn: "confirm", state: "open" })).toEqual([]);
    expect(await list(ani, { turn: "others", site: "youtube" })).toEqual([id]);
    expect(await list(ani, { turn: "confirm", site: "youtube" })).toEqual([]);
  });

  test("pages list each case once", async () => {
    for (let place = 0; place < 5; place++) await desk.decide(budi, await desk.open(), verdicts.reject);
    for (const [by, turn] of [
      [ani, "confirm"],
      [budi, "others"],
      [citra, "decide"],
    ] as const) {
      const whole = await list(by, { turn });
      const seen: string[] = [];
      let after: string | undefined = "";
      while (after !== undefined) {
        const query = new URLSearchParams({ turn, limit: "2", ...(after ? { after } : {}) });
        const { body }: { body: { cases: { id: string }[]; next?: string } } = await by.call(
          "GET",
          `/v1/cases?${query}`,
        );
        seen.push(...body.cases.map(({ id }) => id));
        after = body.next;
      }
      expect(seen).toEqual(whole);
    }
  });

  test("only supervisors have cases waiting for them", async () => {
    const panelist = await kit.enrolled("panelist", "Empat");
    const admin = await kit.enrolled("admin", "Wati");
    for (const turn of turns)
      for (const by of [panelist, admin]) expect([turn, await list(by, { turn })]).toEqual([turn, []]);
    for (const by of [panelist, admin, officer])
      expect(await by.call("GET", "/v1/case-turns")).toMatchObject({ status: 403 });
    expect(await budi.call("GET", "/v1/cases?turn=all")).toMatchObject({ status: 400 });
  });

  test("stops counting at the limit", async () => {
    const id = await desk.open();
    await kit.store.jobsDb.execute(sql`
      insert into cases select (json_populate_record(c, json_build_object(
        'id', left(c.id::text, 3) || right(gen_random_uuid()::text, 33), 'subject', 'x:post:88' || n,
        'head_hash', n::text, 'text_id', null))).*
      from cases c, generate_series(1, ${limits.countedCases + 5}::int) n where c.id = ${id}`);
    expect(await countsOf(budi)).toMatchObject({ decide: limits.countedCases });
    await kit.store.db.delete(cases).where(sql`subject like 'x:post:88%'`);
  });
});
