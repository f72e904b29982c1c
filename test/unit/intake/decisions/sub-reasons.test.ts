/** Sub-reasons from the report to the case, the decision, the letter and the export. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockInScope } from "../../../../intake/cases/store/case-writes.ts";
import { redactReports } from "../../../../intake/cases/store/redact-reports.ts";
import { reports } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { letter as parseLetter } from "../../../../utils/shared/contract/letter.ts";
import { letterBlocks } from "../../../../utils/shared/i18n/letter-blocks.ts";
import { type Desk, deskOf, proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { type RequestKit, requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let letters: RequestKit;
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
    letters = await requestKit(kit, desk, [one, two]);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const reportOf = async (caseId: string) => (await desk.read(caseId)).body.reportList[0];

  test("keeps a key of another edition unchanged in case, log and export", async () => {
    const caseId = await desk.open({ subReason: "kunci-baru" });
    expect((await reportOf(caseId)).subReason).toBe("kunci-baru");
    const { body } = await one.call("GET", `/v1/cases/${caseId}/exports/json`);
    expect(body.reports[0].report.subReason).toBe("kunci-baru");
    expect(body.logs[0].entries[0].detail.subReason).toBe("kunci-baru");
    const without = await desk.open();
    expect(await reportOf(without)).not.toHaveProperty("subReason");
  });

  test("is part of the digest that the receipt signs", async () => {
    const caseId = await desk.open({ subReason: "slot" });
    await kit.store.db.update(reports).set({ subReason: "togel" }).where(sql`case_id = ${caseId}`);
    const { broken } = await verifyStore(kit.store);
    expect(broken).toEqual([expect.stringContaining("is not what was received")]);
    await kit.store.db.update(reports).set({ subReason: "slot" }).where(sql`case_id = ${caseId}`);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("is refused in the no-pixels lane, and not shown once a case is withheld", async () => {
    const lane = await officer.call("POST", "/v1/reports", {
      body: { ...sampleNoPixels(), subReason: "umur" },
    });
    expect(lane).toMatchObject({ status: 400, fields: ["subReason"] });
    const caseId = await desk.open({ subReason: "slot" });
    await proposeLane(two, caseId);
    expect(await reportOf(caseId)).not.toHaveProperty("subReason");
    const { body } = await one.call("GET", `/v1/cases/${caseId}/exports/json`);
    expect(body.reports[0].report).not.toHaveProperty("subReason");
  });

  test("decided by two people, is in the letter in both languages", async () => {
    const caseId = await desk.open({ subReason: "togel" });
    const made = await desk.decide(one, caseId, { ...verdicts.approve, subReason: "slot" });
    expect(made.body).toMatchObject({ state: "proposed", subReason: "slot" });
    await desk.answer(two, made.body.id, "confirm");
    expect(await desk.broken(caseId, one)).toEqual([]);
    expect(
      await desk.broken(caseId, one, (said) => {
        said.decisions[0].subReason = "togel";
      }),
    ).not.toEqual([]);
    const id = randomUUID();
    const items = [{ caseId, decisionId: made.body.id }];
    const request = await one.call("POST", "/v1/requests", { body: { id, items } });
    expect(request.status).toBe(200);
    const letter = parseLetter.parse((await letters.row(id)).letter);
    const written = (language: "id" | "en") =>
      JSON.stringify(letterBlocks({ letter, kind: "request", language }));
    expect(letter.items[0]?.subReason).toBe("slot");
    expect(written("id")).toContain("Alasan rinci");
    expect(written("en")).toContain("Slots");
    expect(written("en")).not.toContain("Lottery");
  });

  test("refuses a decision with a sub-reason that this intake does not list, and names it", async () => {
    const caseId = await desk.open({ subReason: "kunci-baru" });
    for (const subReason of ["kunci-baru", "suku"]) {
      const made = await desk.decide(one, caseId, { ...verdicts.approve, subReason });
      expect(made).toMatchObject({ status: 422, problem: "sub-reason-unknown" });
      expect(made.body.detail).toContain(subReason);
    }
    expect((await desk.read(caseId)).body.state).toBe("open");
    expect((await desk.decide(one, caseId, verdicts.approve)).status).toBe(200);
  });

  test("survives the deletion of the evidence, and a change of it is found", async () => {
    const caseId = await desk.open({ subReason: "slot" });
    await kit.store.db.transaction(async (tx) => {
      const row = await lockInScope(tx, { id: caseId, scope: { reach: "any" } });
      if (!row) throw new Error("no case");
      const rows = await tx.select().from(reports).where(sql`case_id = ${caseId}`);
      await redactReports(tx, row, rows, {
        at: kit.intake.now(),
        by: "intake",
        rule: "retention",
        fields: [],
      });
    });
    expect((await reportOf(caseId)).subReason).toBe("slot");
    await kit.store.db.update(reports).set({ subReason: null }).where(sql`case_id = ${caseId}`);
    expect((await verifyStore(kit.store)).broken).toEqual([expect.stringContaining("its sub-reason is not")]);
    await kit.store.db.update(reports).set({ subReason: "slot" }).where(sql`case_id = ${caseId}`);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("is refused if its key is malformed", async () => {
    for (const subReason of ["", "Slot", "slot online", "a".repeat(41)]) {
      const sent = await officer.call("POST", "/v1/reports", { body: sampleReport({ subReason }) });
      expect(sent).toMatchObject({ status: 400, fields: ["subReason"] });
    }
  });
});
