/** Acts on similar cases: merge, split, join, leave; and what a case reveals about others. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeHold, releaseHold } from "../../../../intake/cases/store/legal-holds.ts";
import { cases, texts } from "../../../../intake/db/schema/index.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
  withoutText,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { RegroupInput } from "../../../../utils/shared/contract/group.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let another: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;
  let ofDrugs: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    await saveUnit(
      kit.store.db,
      { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
      new Date(),
    );
    officer = await kit.enrolled("officer", "Siti");
    another = await kit.enrolled("officer", "Wayan");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
    ofDrugs = await kit.enrolled("supervisor", "Rudi", "Narkotika");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = async (report: UnsealedReport = withoutText(), by = officer): Promise<string> =>
    (await by.call("POST", "/v1/reports", { body: report })).body.caseId;
  const read = async (id: string, by = supervisor) => (await by.call("GET", `/v1/cases/${id}`)).body;
  const regroup = (id: string, body: RegroupInput, by = supervisor) =>
    by.call("POST", `/v1/cases/${id}/likeness`, { body });
  const reason = "Video yang sama.";
  const merge = (id: string, other: string, by = supervisor) =>
    regroup(id, { act: "merge", with: other, reason }, by);
  const split = (id: string, merged: string) => regroup(id, { act: "split", merged, reason });
  const join = (id: string, other: string) => regroup(id, { act: "join", with: other, reason });
  const pair = async () => [await send(), await send()] as const;
  const expectWhole = async () => expect((await verifyStore(kit.store)).broken).toEqual([]);
  const tally = async (id: string) => {
    const { reports, reporters, category, urgent, dueAt, firstAt, lastAt, permalink, aliases } =
      await read(id);
    return { reports, reporters, category, urgent, dueAt, firstAt, lastAt, permalink, aliases };
  };
  const exported = async (id: string) => {
    const { body } = await supervisor.call("GET", `/v1/cases/${id}/exports/json`);
    return checkBytes(new TextEncoder().encode(canonicalJson(body)));
  };

  describe("merge", () => {
    test("the older case contains both, the other's id redirects there, and a report on either name joins it", async () => {
      const [first, later] = [sampleReport(), sampleReport()];
      const [older, younger] = [await send(first), await send(later, another)];
      expect(await merge(younger, older)).toMatchObject({ status: 200, body: { caseId: older } });
      const { subject } = later.evidence;
      expect(await read(younger)).toMatchObject({
        ...{ id: older, reports: 2, reporters: 2, aliases: [subject] },
        merged: [{ caseId: younger, subject }],
      });
      expect(await send(sampleReport({ evidence: { subject } }))).toBe(older);
      expect((await merge(older, younger)).body).toEqual({ caseId: older });
      expect((await read(older)).log.map(({ act }: { act: string }) => act)).toEqual([
        ...["report-received", "case-absorbed", "report-received"],
      ]);
      await expectWhole();
    });

    test("is refused to a reporter even if another person has merged the cases already", async () => {
      const only = await send();
      const ofBudi = await send(sampleReport(), supervisor);
      expect(await merge(only, ofBudi, second)).toMatchObject({ status: 200 });
      expect(await merge(only, ofBudi)).toMatchObject({ problem: "own-report" });
      expect(await merge(only, ofBudi, second)).toMatchObject({ status: 200 });
      await expectWhole();
    });

    test("is refused to a reporter, for cases out of scope or claimed by another person, and during a decision", async () => {
      const [one, other] = await pair();
      const own = sampleReport();
      const ofBudi = await send(own, supervisor);
      expect(await merge(one, ofBudi)).toMatchObject({ problem: "own-report" });
      expect(await merge(one, other, ofDrugs)).toMatchObject({ status: 404 });
      expect(await merge(one, randomUUID())).toMatchObject({ status: 404 });
      expect(await merge(one, other, officer)).toMatchObject({ status: 403 });
      const drugs = { category: "NARKOTIKA", basis: ["uu-35-2009"], action: "HAPUS_KEBIJAKAN" } as const;
      const theirs = await send(sampleReport({ ...drugs, basis: [...drugs.basis] }));
      expect(await merge(theirs, other, ofDrugs)).toMatchObject({ status: 404 });
      const body = { id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 };
      await second.call("POST", `/v1/cases/${other}/decisions`, { body });
      expect(await merge(one, other)).toMatchObject({ problem: "case-closed" });
      expect(await merge(other, one)).toMatchObject({ problem: "case-closed" });
      await expectWhole();
    });

    test("is refused across sites, across channels and into the no-pixels lane", async () => {
      const post = await send();
      const video = await send(sampleReport({ evidence: { site: "youtube", kind: "video" } }));
      const lane = await send(sampleNoPixels());
      const message = (name: string, channelId: string) => {
        const subject = `telegram:message:${name}/1`;
        const fields = { audience: { value: "public" as const, source: "rule" } };
        return send(
          sampleReport({ evidence: { site: "telegram", kind: "message", subject, channelId, fields } }),
        );
      };
      const [here, there] = [await message("kabar", "100"), await message("warta", "200")];
      for (const [one, other] of [
        [post, video],
        [post, lane],
        [lane, post],
        [here, there],
      ] as const)
        expect(await merge(one, other)).toMatchObject({ status: 409, problem: "not-mergeable" });
    });

    test("two people merge a decided case with one under a legal hold, and a split restores both", async () => {
      const [decided, open, held] = [await send(), await send(), await send()];
      const body = { id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 };
      await supervisor.call("POST", `/v1/cases/${decided}/decisions`, { body });
      await second.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
      const hold = { caseId: held, by: "root", reason: "Perkara" };
      await placeHold(kit.store.db, hold, kit.intake.now());
      for (const [one, other] of [
        [open, decided],
        [open, held],
      ] as const) {
        const before = [await tally(one), await tally(other)];
        expect((await merge(one, other)).body).toEqual({ caseId: one });
        // The same person again is no second one.
        await merge(other, one);
        expect((await read(other)).id).toBe(other);
        const { body: merged } = await merge(one, other, second);
        expect((await read(one)).id).toBe(merged.caseId);
        expect((await read(other)).id).toBe(merged.caseId);
        expect((await read(one)).state).toBe(other === decided ? "rejected" : "open");
        expect(await split(merged.caseId, merged.caseId === one ? other : one)).toMatchObject({
          status: 200,
        });
        expect([await tally(one), await tally(other)]).toEqual(before);
      }
      expect(await read(decided)).toMatchObject({ state: "rejected", decisions: [{ id: body.id }] });
      expect(await read(open)).toMatchObject({ state: "open", decisions: [], holds: [] });
      expect((await read(held)).holds).toHaveLength(1);
      await expectWhole();
    });

    test("two decided cases cannot be merged", async () => {
      const ids = await pair();
      for (const id of ids) {
        const body = { id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 };
        await supervisor.call("POST", `/v1/cases/${id}/decisions`, { body });
        await second.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
      }
      for (const by of [supervisor, second])
        expect(await merge(...ids, by)).toMatchObject({ status: 409, problem: "not-mergeable" });
    });

    test("an agreement to merge is for the states that the first person saw", async () => {
      const [one, other] = await pair();
      const hold = { caseId: other, by: "root", reason: "Perkara" };
      await placeHold(kit.store.db, hold, kit.intake.now());
      await merge(one, other);
      const { version } = await read(one);
      const body = { id: randomUUID(), act: "reject", why: "other", reason: "Bukan.", caseVersion: version };
      await supervisor.call("POST", `/v1/cases/${one}/decisions`, { body });
      await second.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
      await merge(one, other, second);
      expect((await read(other)).id).toBe(other);
      await merge(one, other);
      expect((await read(other)).id).toBe((await read(one)).id);
    });

    test("two people at once merge the cases once", async () => {
      const [older, younger] = await pair();
      const both = await Promise.all([merge(older, younger), merge(younger, older, second)]);
      for (const answer of both) expect(answer).toMatchObject({ status: 200, body: { caseId: older } });
      const acts = (await read(older)).log.filter(({ act }: { act: string }) => act === "case-absorbed");
      expect(acts).toHaveLength(1);
      await expectWhole();
    });
  });

  describe("split", () => {
    test("after a merge both are as they were, decisions included, as often as it happens", async () => {
      const [older, younger] = [await send(), await send(sampleReport({ urgent: true }), another)];
      await send(sampleReport({ evidence: { subject: (await read(older)).subject } }), another);
      const undone = { id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 };
      await supervisor.call("POST", `/v1/cases/${younger}/decisions`, { body: undone });
      const answer = { answer: "undo" };
      await supervisor.call("POST", `/v1/decisions/${undone.id}/answer`, { body: answer });
      const before = [await tally(older), await tally(younger)];
      await merge(older, younger);
      expect(await tally(older)).not.toEqual(before[0]);
      expect(await split(older, younger)).toMatchObject({ status: 200, body: { caseId: younger } });
      expect([await tally(older), await tally(younger)]).toEqual(before);
      expect((await read(younger)).id).toBe(younger);
      expect((await read(older)).merged).toEqual([]);
      // A repeated split changes nothing, and after another merge it can be split again.
      expect((await split(older, younger)).body).toEqual({ caseId: younger });
      const { subject, author, excerpt } = await read(younger);
      expect(author).toBeTruthy();
      await merge(older, younger);
      expect((await read(older)).merged).toEqual([{ caseId: younger, subject, author, excerpt }]);
      await split(older, younger);
      expect([await tally(older), await tally(younger)]).toEqual(before);
      expect((await read(younger)).decisions).toMatchObject([{ id: undone.id, state: "undone" }]);
      expect((await read(older)).decisions).toEqual([]);
      await expectWhole();
    });

    test("leaves two cases whose exports are each valid", async () => {
      const [older, younger] = await pair();
      await merge(older, younger);
      expect((await exported(younger)).reports).toHaveLength(2);
      await split(older, younger);
      for (const id of [older, younger])
        expect(await exported(id)).toMatchObject({ outcome: "holds", reports: [{ holds: true }] });
    });

    test("keeps reports that arrived since, and sends later reports on the split name to the new case", async () => {
      const later = sampleReport();
      const [older, younger] = [await send(), await send(later)];
      await merge(older, younger);
      const { subject } = later.evidence;
      await send(sampleReport({ evidence: { subject } }), another);
      await split(older, younger);
      expect((await read(older)).reports).toBe(2);
      expect((await read(younger)).reports).toBe(1);
      expect(await send(sampleReport({ evidence: { subject } }), another)).toBe(younger);
      await expectWhole();
    });

    test("a case that was merged twice returns from its last case", async () => {
      const [a, b, c] = [await send(), await send(), await send()];
      await merge(b, c);
      await merge(a, b);
      expect((await read(a)).reports).toBe(3);
      expect((await read(a)).merged.map(({ caseId }: { caseId: string }) => caseId)).toEqual([b, c]);
      expect((await split(a, c)).body).toEqual({ caseId: c });
      expect((await split(a, b)).body).toEqual({ caseId: b });
      for (const id of [a, b, c]) expect(await read(id)).toMatchObject({ id, reports: 1, merged: [] });
      await expectWhole();
    });

    test("leaves a case whose reports were withdrawn with their description, not with that of the other post", async () => {
      const report = withoutText();
      const own = await send(report);
      const body = { reason: "Keliru." };
      await officer.call("POST", `/v1/reports/${report.id}/withdrawal`, { body });
      const before = await tally(own);
      const other = await send();
      expect((await merge(own, other)).status).toBe(200);
      expect((await tally(own)).permalink).not.toBe(before.permalink);
      expect((await split(own, other)).status).toBe(200);
      expect((await tally(own)).permalink).toBe(before.permalink);
      await expectWhole();
    });

    test("splits cases that a report proved to be one post, too", async () => {
      const post = facebookPost();
      const older = await send(sampleReport({ evidence: post.byPfbid }));
      const younger = await confirmAliases(kit, post);
      expect(await read(younger)).toMatchObject({ id: older, merged: [{ caseId: younger }] });
      expect(await split(older, younger)).toMatchObject({ status: 200 });
      expect(await read(older)).toMatchObject({ id: older, reports: 1 });
      expect(await read(younger)).toMatchObject({ id: younger, reports: 2 });
      await expectWhole();
    });

    test("keeps a shared legal hold on both cases, and moves a hold of one case with it", async () => {
      const [older, younger] = await pair();
      const hold = (caseId: string, why: string) =>
        placeHold(kit.store.db, { caseId, by: "root", reason: why }, kit.intake.now());
      await hold(younger, "Sendiri");
      await merge(older, younger);
      await merge(older, younger, second);
      await hold(older, "Bersama");
      await split(older, younger);
      const reasons = async (id: string) =>
        (await read(id)).holds.map((one: { reason: string }) => one.reason);
      expect(await reasons(older)).toEqual(["Bersama"]);
      expect((await reasons(younger)).sort()).toEqual(["Bersama", "Sendiri"]);
      const release = { caseId: older, by: "root", reason: "Selesai" };
      await releaseHold(kit.store.db, release, kit.intake.now());
      expect(await reasons(younger)).toHaveLength(2);
    });
  });

  describe("groups", () => {
    test("a case joins another's group, is shown there with the reason, and can be removed permanently", async () => {
      const [one, other] = await pair();
      expect(await join(one, other)).toMatchObject({ status: 200, body: { caseId: one } });
      const { group, similar, version } = await read(one);
      expect(group).toMatchObject({ cases: 2, why: "person" });
      expect(similar).toMatchObject([{ caseId: other, why: "person" }]);
      const shown = (await supervisor.call("GET", `/v1/groups/${group.id}`)).body;
      expect(shown.group).toEqual(group);
      expect(shown.cases.map((row: { caseId: string }) => row.caseId).sort()).toEqual([one, other].sort());
      expect(shown.cases).toContainEqual(expect.objectContaining({ caseId: one, version }));
      expect(await ofDrugs.call("GET", `/v1/groups/${group.id}`)).toMatchObject({ status: 404 });
      await join(one, other);
      expect((await read(one)).version).toBe(version);

      await regroup(one, { act: "leave", reason: "Hanya mirip." });
      expect(await read(one)).toMatchObject({ similar: [], version: version + 1 });
      expect((await read(one)).group).toBeUndefined();
      const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, one));
      expect(row?.leftGroups).toEqual([group.id]);
      await join(one, other);
      expect((await read(one)).group).toMatchObject({ cases: 2 });
      await expectWhole();
    });

    test("a person who reported one of the cases cannot join them", async () => {
      const [other, reported] = [await send(), await send(withoutText(), supervisor)];
      expect(await join(other, reported)).toMatchObject({ status: 403, problem: "own-report" });
      expect((await read(reported)).log.map(({ act }: { act: string }) => act)).not.toContain("group-joined");
    });

    test("changes no case beside it that a colleague decides on or holds", async () => {
      const [one, waiting, claimed] = [await send(), await send(), await send()];
      const proposed = await supervisor.call("POST", `/v1/cases/${waiting}/decisions`, {
        body: { ...verdicts.reject, id: randomUUID(), caseVersion: (await read(waiting)).version },
      });
      expect(proposed.status).toBe(200);
      const taken = await second.call("POST", `/v1/cases/${claimed}/claim`, { body: { act: "take" } });
      expect(taken.status).toBe(200);
      for (const [beside, problem] of [
        [waiting, "case-closed"],
        [claimed, "case-claimed"],
      ] as const) {
        const { version } = await read(beside);
        expect(await join(one, beside)).toMatchObject({ problem });
        expect((await read(beside)).version).toBe(version);
      }
    });

    test("excludes no-pixels cases, and refuses to remove a case that is in no group", async () => {
      const [post, lane] = [await send(), await send(sampleNoPixels())];
      expect(await join(post, lane)).toMatchObject({ problem: "not-similar" });
      expect(await join(lane, post)).toMatchObject({ problem: "not-similar" });
      expect(await join(post, post)).toMatchObject({ problem: "not-similar" });
      expect(await regroup(post, { act: "leave", reason })).toMatchObject({ problem: "not-similar" });
    });

    test("sorts a text group by similarity and shows the shared words", async () => {
      const ids = [await send(), await send(), await send()];
      await join(ids[0] as string, ids[1] as string);
      await join(ids[2] as string, ids[1] as string);
      for (const [at, id] of ids.entries()) {
        const signature = Uint8Array.from([1, 2, 3, 4], (value) => (value <= at ? value + 100 : value));
        const textId = randomUUID();
        const text = {
          id: textId,
          no: 1_000 + at,
          sha256: `${id}-text`,
          createdAt: new Date(),
          signature,
        };
        await kit.store.db.insert(texts).values(text);
        const grouped = { textId, groupWhy: "text", groupDistance: at / 4 } as const;
        await kit.store.db.update(cases).set(grouped).where(eq(cases.id, id));
      }
      expect((await read(ids[2] as string)).similar).toMatchObject([
        { caseId: ids[1], why: "text", distance: 0.25 },
        { caseId: ids[0], why: "text", distance: 0.5 },
      ]);
      expect((await read(ids[2] as string)).group).toMatchObject({ cases: 3, why: "text", distance: 0.5 });
    });
  });

  test("history lists earlier decisions on the same author, newest first, without no-pixels cases", async () => {
    const [one, decided, open] = [await send(), await send(), await send()];
    const lane = await send(sampleNoPixels());
    // All samples have one author's name, by which cases without a number are linked.
    await kit.store.db.update(cases).set({ authorName: null });
    for (const id of [one, decided, open, lane])
      await kit.store.db.update(cases).set({ authorKey: "x:42" }).where(eq(cases.id, id));
    const set = { decidedAt: new Date("2026-11-01T00:00:00Z"), state: "approved" } as const;
    await kit.store.db.update(cases).set(set).where(eq(cases.id, decided));
    expect((await read(one)).history).toMatchObject([
      { caseId: decided, state: "approved", category: "JUDI", at: "2026-11-01T00:00:00.000Z" },
    ]);
    expect((await read(lane)).history).toEqual([]);
    await kit.store.db.execute(sql`update cases set author_key = null where id = ${one}`);
    expect((await read(one)).history).toEqual([]);
  });

  test("shows a unit cases in its languages and in unknown languages", async () => {
    const { db } = kit.store;
    await saveUnit(db, { name: "Jawa", sites: null, categories: null, languages: ["jv"] }, new Date());
    const ofJava = await kit.enrolled("supervisor", "Dewi", "Jawa");
    const [spoken, foreign, unknown] = [await send(), await send(), await send()];
    await db.update(cases).set({ language: "jv" }).where(eq(cases.id, spoken));
    await db.update(cases).set({ language: "su" }).where(eq(cases.id, foreign));
    await db.update(cases).set({ language: null }).where(eq(cases.id, unknown));
    const seen = async (id: string) => (await ofJava.call("GET", `/v1/cases/${id}`)).status;
    expect([await seen(spoken), await seen(foreign), await seen(unknown)]).toEqual([200, 404, 200]);
    await join(spoken, foreign);
    expect((await read(spoken, ofJava)).similar).toEqual([]);
    expect((await read(spoken, ofJava)).group).toBeUndefined();
  });
});
