/** A decision that the second person refused goes to a panel of three; and hidden names. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignments } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { suspendPerson } from "../../../../intake/people/store/people.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;
  let panel: [TestDevice, TestDevice, TestDevice];

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

  const who = async (device: TestDevice) => (await device.call("GET", "/v1/me")).body;
  const refused = async (verdict: object = verdicts.approve, caseId?: string) => {
    const at = caseId ?? (await desk.open());
    const { id } = (await desk.decide(one, at, verdict)).body;
    return { id, caseId: at, answer: await desk.answer(two, id, "refuse", "Ini kritik.") };
  };

  test("a refusal is final without three panelists who can vote", async () => {
    const { answer, caseId } = await refused();
    expect(answer.body).toMatchObject({ state: "refused", answeredBy: "Ani", votes: [] });
    expect((await desk.read(caseId)).body.state).toBe("open");
    panel = [
      await kit.enrolled("panelist", "Panelis A"),
      await kit.enrolled("panelist", "Panelis B"),
      await kit.enrolled("panelist", "Panelis C"),
    ];
    const { personId, deviceId } = await who(panel[2]);
    await suspendPerson(kit.store.db, personId, kit.intake.now());
    expect((await refused()).answer.body.state).toBe("refused");
    await suspendPerson(kit.store.db, personId, null);
    expect((await refused()).answer.body.state).toBe("disputed");
    await revokeDevice(kit.store, deviceId);
    expect((await refused()).answer.body.state).toBe("refused");
    panel[2] = await kit.enrolled("panelist", "Panelis D");
    expect((await refused()).answer.body.state).toBe("disputed");
  });

  test.each([
    ["uphold", "approved", "confirmed", "decision-upheld"],
    ["overturn", "open", "refused", "decision-overturned"],
  ] as const)(
    "two of three who %s settle it; until then votes are hidden from the others",
    async (said, state, settled, act) => {
      const { id, caseId, answer } = await refused();
      expect(answer.body).toMatchObject({
        state: "disputed",
        answeredBy: "Ani",
        answerReason: "Ini kritik.",
      });
      expect((await desk.answer(two, id, "refuse", "Ini kritik.")).body).toEqual(answer.body);
      expect((await desk.read(caseId)).body).toMatchObject({ state: "panel", can: ["undo"] });
      expect((await desk.read(caseId, two)).body).toMatchObject({ can: [], cannot: "decision-waits" });

      const other = said === "uphold" ? "overturn" : "uphold";
      const voice = { id: randomUUID(), reason: "Suara pertama." };
      const first = await desk.vote(panel[0], id, other, voice);
      expect(first).toMatchObject({
        status: 200,
        body: { state: "disputed", votes: [{ vote: other, by: "Panelis A" }] },
      });
      expect((await desk.vote(panel[0], id, other, voice)).body).toEqual(first.body);
      expect((await desk.vote(panel[1], id, other, voice)).problem).toBe("conflict");
      expect((await desk.vote(panel[0], id, said)).problem).toBe("already-voted");
      expect((await desk.read(caseId, panel[0])).body).toMatchObject({ can: [], cannot: "already-voted" });
      for (const device of [one, two, panel[1]]) {
        const { body } = await desk.read(caseId, device);
        expect(body.decisions[0].votes).toEqual([]);
        expect(JSON.stringify(body)).not.toMatch(new RegExp(`Suara pertama|${voice.id}`));
      }
      expect((await desk.vote(panel[1], id, said)).body).toMatchObject({
        state: "disputed",
        votes: [{ vote: said }],
      });
      const last = await desk.vote(panel[2], id, said);
      expect(last.body).toMatchObject({ state: settled, answeredBy: "Ani", settledAt: expect.any(String) });
      expect(last.body.votes.map(({ by }: { by: string }) => by)).toEqual([
        "Panelis A",
        "Panelis B",
        panel[2].name,
      ]);
      const { body } = await desk.read(caseId);
      expect(body).toMatchObject({ state, decisions: [{ state: settled }] });
      expect(body.log.at(-1).act).toBe(act);
      expect((await desk.answer(one, id, "undo")).problem).toBe("nothing-to-confirm");
      expect((await desk.vote(panel[1], id, said)).problem).toBe("nothing-to-confirm");
      expect(await desk.broken(caseId, one)).toEqual([]);
      for (const change of ["vote", "reason", "by", "at"])
        expect(
          await desk.broken(caseId, one, ({ decisions }) => {
            decisions[0].votes[0][change] = { vote: said, at: "2026-11-25T03:00:00.000Z" }[change] ?? "Lain";
          }),
        ).toContain(`decision decision ${id} votes`);
      expect(await desk.broken(caseId, one, ({ decisions }) => decisions[0].votes.pop())).toContain(
        `decision decision ${id} votes`,
      );
    },
  );

  test("refuses votes of reporters, of the proposer, of the person who refused, and of people who are no panelists", async () => {
    const report = sampleReport();
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const { id } = await refused(verdicts.reject, caseId);
    for (const device of [one, two, officer])
      expect((await desk.vote(device, id, "uphold")).problem).toBe("role-forbidden");
    // Their roles changed since: what they did about the case stays.
    const { db } = kit.store;
    for (const [device, code] of [
      [one, "own-decision"],
      [two, "own-decision"],
      [officer, "own-report"],
    ] as const) {
      const { personId, role } = await who(device);
      const become = (to: string) => db.execute(sql`update people set role = ${to} where id = ${personId}`);
      await become("panelist");
      expect((await desk.vote(device, id, "uphold")).problem).toBe(code);
      await become(role);
    }
    expect((await desk.read(caseId)).body.state).toBe("panel");
  });

  test("the proposer can undo it until it is settled, and the refuser stays on record", async () => {
    const { id, caseId } = await refused(verdicts.escalate);
    await desk.vote(panel[0], id, "uphold");
    const undone = await desk.answer(one, id, "undo");
    expect(undone.body).toMatchObject({ state: "undone", answeredBy: "Ani", answerReason: "Ini kritik." });
    expect(undone.body.votes).toMatchObject([{ by: "Panelis A" }]);
    expect((await desk.answer(one, id, "undo")).body).toEqual(undone.body);
    expect((await desk.vote(panel[1], id, "uphold")).problem).toBe("nothing-to-confirm");
    expect((await desk.read(caseId)).body.state).toBe("open");
    expect(await desk.broken(caseId, one)).toEqual([]);
  });

  test("a dispute that is undone before any vote is hidden from the panel again", async () => {
    const { id, caseId } = await refused();
    expect((await desk.read(caseId, panel[0])).status).toBe(200);
    await desk.answer(one, id, "undo");
    expect((await desk.read(caseId, panel[0])).status).toBe(404);
  });

  test("refusing a proposal by a person who reported the case since is final and opens no panel", async () => {
    const report = sampleReport();
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const { id } = (await desk.decide(one, caseId, verdicts.reject)).body;
    await one.call("POST", "/v1/reports", { body: sampleReport({ evidence: report.evidence }) });
    expect((await desk.answer(two, id, "refuse", "Pelapor.")).body.state).toBe("refused");
  });

  test("two simultaneous last votes settle it once; it stays disputed when a report names a decided case", async () => {
    const { id, caseId } = await refused();
    await desk.vote(panel[0], id, "uphold");
    const cast = await Promise.all([desk.vote(panel[1], id, "uphold"), desk.vote(panel[2], id, "uphold")]);
    expect(cast.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      (await desk.read(caseId)).body.log.filter(({ act }: { act: string }) => act === "decision-upheld"),
    ).toHaveLength(1);

    const post = facebookPost();
    const closed = await desk.open({ evidence: post.byPfbid });
    const made = await desk.decide(two, closed, verdicts.reject);
    await desk.answer(one, made.body.id, "confirm");
    const disputed = await refused(verdicts.approve, await desk.open({ evidence: post.byNumber }));
    await desk.vote(panel[0], disputed.id, "uphold");
    await confirmAliases(kit, post);
    expect((await desk.vote(panel[1], disputed.id, "uphold")).status).toBe(200);
    expect((await desk.read(disputed.caseId)).body).toMatchObject({ id: disputed.caseId, state: "approved" });
    expect((await desk.read(closed)).body).toMatchObject({ id: closed, state: "rejected" });
    expect(await desk.broken(closed, one)).toEqual([]);
  });

  describe("with the first person's name hidden from the second", () => {
    let blind: Desk;
    let admin: TestDevice;
    let proposer: TestDevice;

    beforeAll(async () => {
      kit.intake.blindConfirm = true;
      proposer = await kit.enrolled("supervisor", "Rahmat Rahasia");
      admin = await kit.enrolled("admin", "Pengelola");
      blind = deskOf(kit, { officer, reader: two });
    });
    afterAll(() => {
      kit.intake.blindConfirm = false;
    });

    test("no answer to the second person or to a panelist reveals it while the decision is pending", async () => {
      const caseId = await blind.open();
      const { deviceId } = await who(proposer);
      // A log entry about a recent look at the evidence would name the person.
      await proposer.call("GET", `/v1/cases/${caseId}/exports/json`);
      const { id } = (await blind.decide(proposer, caseId, verdicts.approve)).body;
      const told = new RegExp(`Rahasia|${deviceId}`);
      const proposal = /"act":"decision-proposed"/;
      expect(JSON.stringify((await blind.read(caseId, proposer)).body)).toMatch(proposal);
      expect(JSON.stringify((await blind.read(caseId, admin)).body)).toMatch(told);
      const seen = (await blind.read(caseId, two)).body;
      expect(seen.decisions[0]).toMatchObject({ own: false, state: "proposed" });
      expect(seen.decisions[0]).not.toHaveProperty("by");
      expect(seen.log).toHaveLength(1);
      expect(JSON.stringify(seen)).not.toMatch(told);
      for (const format of ["json", "html"])
        expect((await two.call("GET", `/v1/cases/${caseId}/exports/${format}`)).problem).toBe(
          "decision-waits",
        );
      expect((await proposer.call("GET", `/v1/cases/${caseId}/exports/json`)).status).toBe(200);

      const refusal = await blind.answer(two, id, "refuse", "Kurang.");
      expect(JSON.stringify(refusal.body)).not.toMatch(told);
      expect(JSON.stringify((await blind.read(caseId, panel[0])).body)).not.toMatch(told);
      expect(JSON.stringify((await blind.vote(panel[0], id, "uphold")).body)).not.toMatch(told);
      expect((await blind.vote(panel[1], id, "uphold")).body).toMatchObject({
        state: "confirmed",
        by: proposer.name,
      });
      expect(JSON.stringify((await blind.read(caseId, two)).body)).toMatch(proposal);
      expect((await two.call("GET", `/v1/cases/${caseId}/exports/json`)).status).toBe(200);
    });

    test("no answer to a supervisor reveals the reviewers until the case is decided", async () => {
      const [said, passing] = await Promise.all(
        ["Rina Rahasia", "Wati Rahasia"].map((name) => kit.enrolled("vlogger", name)),
      );
      if (!said || !passing) throw new Error("nobody reviews");
      const caseId = await blind.open({ evidence: { site: "youtube", kind: "video" } });
      const [db, at] = [kit.store.db, kit.intake.now()];
      for (const device of [said, passing]) {
        const personId = await makeReviewer({ db, at }, device);
        await db
          .insert(assignments)
          .values({ caseId, spot: spotOfCase(caseId), personId, at, golden: false });
      }
      const review = { id: randomUUID(), verdict: "violates", reason: "Terlihat.", timecodes: [] };
      const told = new RegExp(`Rahasia|${(await who(said)).deviceId}|${(await who(passing)).deviceId}`);
      const log = async (by: TestDevice) =>
        (await blind.read(caseId, by)).body.log.map(({ act }: { act: string }) => act);

      const passed = { body: { why: "gone" } };
      expect((await passing.call("POST", `/v1/reviews/tasks/${caseId}/skip`, passed)).status).toBe(200);
      expect(await log(one)).toEqual(["report-received"]);
      expect((await said.call("POST", `/v1/cases/${caseId}/reviews`, { body: review })).status).toBe(200);
      const exported = (by: TestDevice) => by.call("GET", `/v1/cases/${caseId}/exports/json`);
      expect((await exported(one)).problem).toBe("decision-waits");
      const { id } = (await blind.decide(one, caseId, verdicts.approve)).body;
      for (const by of [one, two]) {
        const seen = (await blind.read(caseId, by)).body;
        expect(seen.log).toHaveLength(1);
        expect(JSON.stringify(seen)).not.toMatch(told);
      }
      expect((await blind.read(caseId, two)).body.reviews).toMatchObject([{ id: review.id }]);
      expect(await log(admin)).toContain("review-received");

      // Permission to act does not depend on permission to read.
      expect((await blind.answer(one, id, "confirm")).problem).toBe("own-decision");
      expect((await blind.answer(two, id, "confirm")).body.state).toBe("confirmed");
      expect(await log(one)).toEqual(await log(admin));
      expect((await exported(one)).status).toBe(200);
      expect(JSON.stringify((await blind.read(caseId, two)).body.log)).toMatch(told);
    });
  });
});
