/** Look before deciding: approving unseen needs a reason, is logged, and is counted per supervisor. */

import { sql } from "drizzle-orm";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, decisions, log } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { readLookFacts } from "../../../../intake/decisions/store/evidence-openings.ts";
import { verifyLooks } from "../../../../intake/verify/derived/verify-evidence-openings.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
  withoutText,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { preparedAnalysis } from "../../../../utils/shared/policy/canned-analysis.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;
  let admin: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    admin = await kit.enrolled("admin", "Rudi");
    desk = deskOf(kit, { officer, reader: one });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  /** A case whose picture has arrived. */
  const withPicture = async () => {
    const data = new Uint8Array(4 * 4 * 4).fill(200);
    const bytes = new Uint8Array(encode({ width: 4, height: 4, data, channels: 4, depth: 8 }));
    const file = {
      sha256: await digestHex(bytes),
      type: "image/png",
      bytes: bytes.length,
      width: 4,
      height: 4,
    };
    const base = withoutText(sampleReport());
    const report = { ...base, evidence: { ...base.evidence, picture: { state: "taken", file } as const } };
    const sent = await officer.call("POST", "/v1/reports", { body: report });
    const headers = { "Content-Type": "image/png" };
    await officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, { bytes, headers });
    const { caseId } = sent.body;
    const open = (who: TestDevice) => who.call("POST", `/v1/cases/${caseId}/files/${file.sha256}/reveals`);
    return { caseId, reportId: report.id, open };
  };
  const unseenReason = "Gambarnya sama dengan kasus yang saya periksa tadi.";
  const viewOf = async (caseId: string, by: TestDevice) => (await desk.read(caseId, by)).body;

  test("one supervisor alone cannot approve unseen in silence, by whatever client", async () => {
    const { caseId, open } = await withPicture();
    expect(await viewOf(caseId, one)).toMatchObject({ look: "unopened", openings: [] });
    const blind = await desk.decide(one, caseId, verdicts.approve);
    expect(blind).toMatchObject({ status: 422, problem: "unseen-reason-needed" });
    expect((await viewOf(caseId, one)).state).toBe("open");
    // A veiled preview is no look.
    expect((await desk.decide(one, caseId, { ...verdicts.approve, unseenReason: "" })).status).toBe(400);
    await open(one);
    const made = await desk.decide(one, caseId, verdicts.approve);
    expect(made.body).toMatchObject({ state: "proposed", look: "opened" });
    // The colleague's look is not one's own.
    const answer = await desk.answer(two, made.body.id, "confirm");
    expect(answer).toMatchObject({ status: 422, problem: "unseen-reason-needed" });
    await open(two);
    expect((await desk.answer(two, made.body.id, "confirm")).body).toMatchObject({
      state: "confirmed",
      answerLook: "opened",
    });
    const openings = [
      { role: "supervisor", own: false, at: expect.any(String) },
      { role: "supervisor", own: true, at: expect.any(String) },
    ];
    expect((await viewOf(caseId, two)).openings).toEqual(openings);
    expect(await desk.broken(caseId, one)).toEqual([]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("two who agree not to look leave two reasons, which cannot be changed afterwards", async () => {
    const { caseId } = await withPicture();
    const made = await desk.decide(one, caseId, { ...verdicts.approve, unseenReason });
    expect(made.body).toMatchObject({ look: "unopened", unseenReason });
    const body = { answer: "confirm", unseenReason: "Saya percaya Budi." };
    const confirmed = await two.call("POST", `/v1/decisions/${made.body.id}/answer`, { body });
    expect(confirmed.body).toMatchObject({
      state: "confirmed",
      answerLook: "unopened",
      answerUnseenReason: "Saya percaya Budi.",
    });
    expect(await desk.broken(caseId, one)).toEqual([]);
    for (const change of [
      { look: "opened" },
      { unseenReason: "Sudah saya lihat." },
      { answerLook: "opened" },
      { answerUnseenReason: "Sudah saya lihat." },
    ])
      expect(
        await desk.broken(caseId, one, (said) => Object.assign(said.decisions[0], change)),
        JSON.stringify(change),
      ).not.toEqual([]);
    const where = sql`id = ${made.body.id}`;
    await kit.store.db.update(decisions).set({ look: "opened", unseenReason: null }).where(where);
    expect((await verifyStore(kit.store)).broken).toEqual([
      expect.stringContaining("look, unseenReason differ"),
    ]);
    await kit.store.db.update(decisions).set({ look: "unopened", unseenReason }).where(where);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("a rejection, a case without files and the answer to a rejection need no look", async () => {
    const { caseId } = await withPicture();
    const rejected = await desk.decide(one, caseId, verdicts.reject);
    expect(rejected.body).not.toHaveProperty("look");
    expect((await desk.answer(two, rejected.body.id, "confirm")).body.state).toBe("confirmed");
    const bare = await desk.open();
    expect((await viewOf(bare, one)).look).toBe("none");
    expect((await desk.decide(one, bare, verdicts.approve)).body).toMatchObject({ look: "none" });
  });

  test("does not require opening child sexual abuse material", async () => {
    const { caseId } = await withPicture();
    const lane = { ...verdicts.approve, category: "PORNO_ANAK", action: "TERUSKAN_APH" };
    const grounds = { basis: ["uu-44-2008-4-1-f"], ...groundsOf("PORNO_ANAK") };
    const made = await desk.decide(one, caseId, { ...lane, ...grounds });
    expect(made.body).toMatchObject({ state: "proposed", look: "none" });
    expect((await desk.answer(two, made.body.id, "confirm")).body).toMatchObject({ answerLook: "none" });
  });

  test("many at once are refused one by one where the evidence was not opened", async () => {
    const seen = await withPicture();
    const unseen = await withPicture();
    await seen.open(one);
    await desk.group([seen.caseId, unseen.caseId]);
    const cases = [];
    for (const { caseId } of [seen, unseen])
      cases.push({
        caseId,
        decisionId: crypto.randomUUID(),
        caseVersion: (await viewOf(caseId, one)).version,
      });
    const body = { id: crypto.randomUUID(), verdict: verdicts.approve, cases };
    const { outcomes } = (await one.call("POST", "/v1/decisions/bulk", { body })).body;
    expect(outcomes.map(({ problem }: { problem?: { code: string } }) => problem?.code)).toEqual([
      undefined,
      "unseen-reason-needed",
    ]);
  });

  test("a prepared analysis is marked by the intake, not by the client's word", async () => {
    const reason = preparedAnalysis("JUDI").id;
    const caseId = await desk.open();
    const lying = await desk.decide(one, caseId, { ...verdicts.approve, reason, canned: false });
    expect(lying.status).toBe(400);
    const made = await desk.decide(one, caseId, { ...verdicts.approve, reason });
    expect(made.body).toMatchObject({ canned: true });
    expect(await desk.broken(caseId, one)).toEqual([]);
    expect(
      await desk.broken(caseId, one, (said) => {
        delete said.decisions[0].canned;
      }),
    ).not.toEqual([]);
    await desk.answer(two, made.body.id, "confirm");
    const items = [{ caseId, decisionId: made.body.id }];
    const preview = await one.call("POST", "/v1/requests/preview", { body: { items } });
    expect(preview.body.canned).toEqual([1]);
    const { body: html } = await one.call("GET", `/v1/cases/${caseId}/exports/html`);
    expect(new TextDecoder().decode(html)).toContain("teks siap pakai");
    const own = await desk.open();
    expect((await desk.decide(one, own, verdicts.approve)).body).not.toHaveProperty("canned");
  });

  test("counts per supervisor; each sees only their own row, an administrator all", async () => {
    const { rows } = (await admin.call("GET", "/v1/deciders")).body;
    expect(rows).toEqual([
      { name: "Ani", own: false, proposed: 0, confirmed: 4, unopened: 1, canned: 0 },
      { name: "Budi", own: false, proposed: 7, confirmed: 0, unopened: 1, canned: 1 },
    ]);
    const own = (await two.call("GET", "/v1/deciders")).body;
    expect(own.rows).toEqual([{ ...rows[0], own: true }]);
    expect((await officer.call("GET", "/v1/deciders")).problem).toBe("role-forbidden");
    expect((await admin.call("GET", "/v1/deciders?month=2026-10")).body.rows).toEqual([]);
  });

  /** Appends an invented entry, reads the findings and takes it back. */
  const foundIn = async (caseId: string, entry: { act?: string; detail: object }): Promise<string[]> => {
    const forged = {
      at: new Date(kit.clock.ms),
      by: "Budi",
      act: "decision-proposed",
      previous: "",
      hash: "x",
    };
    let findings: string[] = [];
    await kit.store.db
      .transaction(async (tx) => {
        await tx.insert(log).values({
          ...forged,
          caseId,
          spot: spotOfCase(caseId),
          seq: 99,
          ...entry,
        } as typeof log.$inferInsert);
        findings = await verifyLooks(tx);
        throw new Error("undo");
      })
      .catch((error: Error) => expect(error.message).toBe("undo"));
    return findings;
  };
  const entriesOf = (caseId: string, act: string) =>
    kit.store.db.select().from(log).where(sql`case_id = ${caseId} and act = ${act}`);

  test("finds an entry for an opening that did not happen", async () => {
    const { caseId, open } = await withPicture();
    await open(two);
    const [opened] = await entriesOf(caseId, "evidence-revealed");
    const opening = { case: caseId, seq: opened?.seq };
    const { deviceId: device } = (await one.call("GET", "/v1/me")).body;
    const claim = { decision: "palsu", look: "opened", opening };
    const none = ["decision palsu: no entry shows that its evidence was opened"];
    // The colleague's look, a look at another case, and no look.
    expect(await foundIn(caseId, { detail: { ...claim, device } })).toEqual(none);
    const { deviceId: hers } = (await two.call("GET", "/v1/me")).body;
    expect(await foundIn(caseId, { detail: { ...claim, device: hers } })).toEqual([]);
    expect(await foundIn(await desk.open(), { detail: { ...claim, device: hers } })).toEqual(none);
    expect(await foundIn(caseId, { detail: { ...claim, device: hers, opening: {} } })).toEqual(none);
  });

  test("an entry that claims that there was nothing to open is found", async () => {
    const { caseId } = await withPicture();
    const made = await desk.decide(one, caseId, { ...verdicts.approve, unseenReason });
    const { deviceId: device } = (await one.call("GET", "/v1/me")).body;
    const detail = { decision: made.body.id, look: "none", device };
    expect(await foundIn(caseId, { detail })).toEqual([
      `decision ${made.body.id}: had a picture, and the log claims that it had none`,
    ]);
    const rows = { [`decisions/${made.body.id}`]: { look: "opened" } };
    expect(await foundIn(caseId, { detail: { ...detail, look: "unopened", rows } })).toEqual([
      `decision ${made.body.id}: its look is not the one that the log names`,
    ]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("a look in a case that was merged counts for both", async () => {
    const { caseId, open } = await withPicture();
    await open(one);
    const other = await desk.open();
    // PGlite answers nothing else during a transaction.
    const me = (await one.call("GET", "/v1/me")).body;
    await kit.store.db
      .transaction(async (tx) => {
        const entry = {
          spot: spotOfCase(other),
          at: new Date(kit.clock.ms),
          by: "Budi",
          previous: "",
          hash: "x",
        };
        await tx.update(cases).set({ mergedInto: other }).where(sql`id = ${caseId}`);
        const absorbed = { ...entry, caseId: other, seq: 50, act: "case-absorbed", detail: { from: caseId } };
        await tx.insert(log).values(absorbed);
        const { openings } = await readLookFacts(tx, { id: other, withheld: false });
        expect(openings).toMatchObject([{ caseId, personId: me.personId }]);
        const opening = { case: caseId, seq: openings[0]?.seq };
        const detail = { decision: "gabungan", look: "opened", opening, device: me.deviceId };
        await tx.insert(log).values({ ...entry, caseId: other, seq: 51, act: "decision-proposed", detail });
        expect(await verifyLooks(tx)).toEqual([]);
        throw new Error("undo");
      })
      .catch((error: Error) => expect(error.message).toBe("undo"));
  });

  test("a page copy is no picture: opening it is no look", async () => {
    const { caseId, open } = await withPicture();
    await open(one);
    await kit.store.db.execute(sql`
      update reports set evidence = jsonb_set(evidence, '{snapshot}', evidence -> 'picture') where case_id = ${caseId}`);
    const { openings } = await readLookFacts(kit.store.db, { id: caseId, withheld: false });
    expect(openings).toEqual([]);
    await kit.store.db.execute(
      sql`update reports set evidence = evidence - 'snapshot' where case_id = ${caseId}`,
    );
  });
});
