/** The coordinator at the intake: who sees whom, what is done for one vlogger, and invitations. */

import { randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import {
  assignments,
  exams,
  lessonProgress,
  log,
  marks,
  reviews,
  vloggers,
} from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { countedGrades, shareOf } from "../../../../intake/vloggers/review-grades.ts";
import { readGrades, updateLevel } from "../../../../intake/vloggers/store/vloggers.ts";
import {
  enrolment,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { cohort, vloggerView } from "../../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { policyVersion } from "../../../../utils/shared/policy/category-definition.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

type Said = "violates" | "does-not" | "cannot-tell";

function reviewOf(caseId: string, personId: string, verdict: Said, at: Date) {
  const said = { verdict, at, digest: "x", reason: "x", timecodes: [] };
  return { id: randomUUID(), caseId, spot: spotOfCase(caseId), personId, ...said };
}

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let chief: TestDevice;
  let java: TestDevice;
  let bali: TestDevice;
  let wati: { device: TestDevice; id: string };
  let rina: { device: TestDevice; id: string };

  const idOf = async (device: TestDevice) => (await device.call("GET", "/v1/me")).body.personId as string;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    for (const name of ["Jawa", "Bali"])
      await saveUnit(
        kit.store.db,
        { name, sites: null, categories: null, languages: null },
        kit.intake.now(),
      );
    chief = await kit.enrolled("supervisor", "Budi");
    java = await kit.enrolled("supervisor", "Joko", "Jawa");
    bali = await kit.enrolled("supervisor", "Made", "Bali");
    const [first, second] = [
      await kit.enrolled("vlogger", "Wati", "Jawa"),
      await kit.enrolled("vlogger", "Rina", "Bali"),
    ];
    wati = { device: first, id: await idOf(first) };
    rina = { device: second, id: await idOf(second) };
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const list = async (by = chief) => (await by.call("GET", "/v1/programme/vloggers")).body;
  const rowOf = async (id: string, by = chief) =>
    (await list(by)).vloggers.find((row: { personId: string }) => row.personId === id);
  const put = (path: string, body: object, by = chief) =>
    by.call("PUT", `/v1/programme/vloggers/${path}`, { body });

  /** Opens a separate case, reported by an officer of that name. */
  async function reported(officer: string): Promise<string> {
    const report = sampleReport({ evidence: { site: "youtube", kind: "video" } });
    const by = await kit.enrolled("officer", officer);
    return (await by.call("POST", "/v1/reports", { body: report })).body.caseId;
  }

  test("shows a coordinator the vloggers of their unit, or all without a unit, and others none", async () => {
    const namesFor = async (by: TestDevice) =>
      (await list(by)).vloggers.map(({ name }: { name: string }) => name);
    expect(await namesFor(chief)).toEqual(["Rina", "Wati"]);
    expect(await namesFor(java)).toEqual(["Wati"]);
    expect(await namesFor(bali)).toEqual(["Rina"]);
    expect(await wati.device.call("GET", "/v1/programme/vloggers")).toMatchObject({
      problem: "role-forbidden",
    });
  });

  test("shows a newcomer as a participant without any record", async () => {
    expect(await rowOf(rina.id)).toEqual({
      ...{ personId: rina.id, name: "Rina", rank: "participant", reviews: 0, load: 0 },
      lessons: { done: 0, of: lessons.length },
      exam: { state: "none", lacking: [] },
      marks: { right: 0, of: 0, lower: 0 },
    });
    expect(cohort.safeParse(await list()).success).toBe(true);
  });

  test("counts lessons, exam, record, load and last activity from the stored rows", async () => {
    const { db } = kit.store;
    const at = new Date("2026-11-20T01:00:00.000Z");
    const [lesson, other] = lessons;
    if (!lesson || !other) throw new Error("no lessons");
    const answers = Object.fromEntries(lesson.tries.map(({ id }) => [id, "violates" as const]));
    await db.insert(lessonProgress).values([
      { personId: wati.id, lesson: lesson.id, edition: lesson.edition, answers, at },
      // All tried, but of another edition.
      { personId: wati.id, lesson: other.id, edition: other.edition + 1, answers, at },
    ]);
    const finishedAt = new Date("2026-11-21T01:00:00.000Z");
    await passExam({ db, at: finishedAt }, wati.id);
    const cases: string[] = [];
    for (let more = 0; more < 4; more++) cases.push(await reported(`Petugas ${more}`));
    const review = (...[caseId, personId, verdict]: [string, string, Said]) =>
      reviewOf(caseId, personId, verdict, finishedAt);
    const [a = "", b = "", c = "", d = ""] = cases;
    const watis = [review(a, wati.id, "violates"), review(b, wati.id, "does-not")];
    await db
      .insert(reviews)
      .values([
        ...watis,
        ...[
          review(a, rina.id, "violates"),
          review(b, rina.id, "does-not"),
          review(c, rina.id, "cannot-tell"),
        ],
      ]);
    await db.insert(marks).values(
      watis.map(({ id, spot }, index) => ({
        ...{ reviewId: id, spot, personId: wati.id, lesson: lesson.id, golden: false },
        ...{ violates: true, right: index === 0, at: finishedAt },
      })),
    );
    await db.insert(assignments).values([
      { caseId: c, spot: spotOfCase(c), personId: wati.id, at, golden: false },
      { caseId: d, spot: spotOfCase(d), personId: wati.id, at, golden: false, skippedAt: at },
      { caseId: a, spot: spotOfCase(a), personId: wati.id, at, golden: false, reviewedAt: at },
    ]);
    expect(await rowOf(wati.id)).toMatchObject({
      lessons: { done: 1, of: lessons.length },
      exam: { state: "passed", at: finishedAt.toISOString(), policyVersion, lacking: [] },
      ...{ reviews: 2, load: 1, activeAt: finishedAt.toISOString() },
      marks: { right: 1, of: 2, lower: expect.closeTo(0.0945, 3) },
    });
    expect(await list()).toMatchObject({ agreement: 1, compared: 2 });
    await db.insert(reviews).values([review(d, wati.id, "violates"), review(d, rina.id, "does-not")]);
    expect((await list()).agreement).toBeLessThan(0.5);
  });

  test("counts only the reviews that count for the trust level", async () => {
    const { db } = kit.store;
    const device = await kit.enrolled("vlogger", "Lama", "Jawa");
    const [personId, caseId] = [await idOf(device), await reported("Petugas lama")];
    const first = kit.intake.now().getTime();
    const said = Array.from({ length: countedGrades + 10 }, (_, index) => ({
      ...{ id: randomUUID(), at: new Date(first + index), right: index >= 10 },
    }));
    await db
      .insert(reviews)
      .values(said.map(({ id, at }) => ({ ...reviewOf(caseId, personId, "violates", at), id })));
    const shown = {
      spot: spotOfCase(caseId),
      personId,
      lesson: "uang",
      golden: false,
      violates: true,
    } as const;
    await db.insert(marks).values(said.map(({ id, right, at }) => ({ ...shown, reviewId: id, right, at })));
    const { right, of, lower } = shareOf(await readGrades(db, personId));
    expect([right, of]).toEqual([countedGrades, countedGrades]);
    expect(await rowOf(personId)).toMatchObject({ reviews: said.length, marks: { right, of, lower } });
    expect((await rowOf(wati.id)).marks).toMatchObject({ right: 1, of: 2 });
  });

  test("a passed lesson lapses with a new edition; a failed exam gives the time of the next attempt", async () => {
    const { db } = kit.store;
    const [lesson] = lessons;
    const editions = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition]));
    const at = new Date("2026-11-21T02:00:00.000Z");
    await passExam({ db, at }, wati.id, { ...editions, [lesson?.id ?? ""]: 99 });
    expect((await rowOf(wati.id)).exam).toMatchObject({ state: "lapsed", lacking: [lesson?.id] });
    const finishedAt = new Date("2026-11-22T01:00:00.000Z");
    await db.insert(exams).values({
      ...{ id: randomUUID(), personId: rina.id, startedAt: finishedAt, policyVersion: 2 },
      ...{ editions, questions: [], answers: {}, finishedAt, passed: false },
    });
    expect((await rowOf(rina.id)).exam).toEqual({
      ...{ state: "failed", at: finishedAt.toISOString(), lacking: [] },
      nextAt: "2026-11-23T01:00:00.000Z",
    });
  });

  test("converts channels to author keys of cases; an invalid one is refused", async () => {
    const channel = "UCcontohcontohcontoh-_12";
    const typed = [
      "@DapurSari",
      "youtube.com/@DapurSari/videos",
      `https://www.youtube.com/channel/${channel}`,
    ];
    const saved = await put(wati.id, {
      languages: ["jv", "id", "jv"],
      channels: typed,
      network: "Jaringan Contoh",
    });
    expect(saved).toMatchObject({
      status: 200,
      body: {
        ...{ languages: ["jv", "id"], network: "Jaringan Contoh" },
        channels: ["youtube:dapursari", `youtube:${channel}`],
      },
    });
    expect(vloggerView.safeParse(saved.body).success).toBe(true);
    const { channels } = saved.body;
    const before = { languages: ["jv", "id"], channels, network: "Jaringan Contoh" };
    const emptied = await put(wati.id, { languages: [], channels, network: null, before });
    expect(emptied.body).toMatchObject({ channels, languages: [] });
    expect(emptied.body).not.toHaveProperty("network");
    for (const wrong of [
      "https://www.youtube.com/watch?v=CoNtOh12-_3",
      "https://x.com/DapurSari",
      "@",
      "/c/Sari",
    ])
      expect(await put(wati.id, { languages: [], channels: [wrong], network: null }), wrong).toMatchObject({
        status: 422,
        problem: "channel-unknown",
      });
    expect((await put(wati.id, { languages: [], channels: ["@Sari"], network: null }, bali)).problem).toBe(
      "not-found",
    );
  });

  describe("two coordinators who save one vlogger", () => {
    const newcomer = async () => idOf(await kit.enrolled("vlogger", "Sari", "Jawa"));
    const formOf = async (id: string, by: TestDevice) => {
      const {
        languages,
        channels,
        network = null,
      } = (await by.call("GET", `/v1/programme/vloggers/${id}`)).body;
      return { languages, channels, network };
    };

    test("lose neither the other's channels, languages nor network", async () => {
      const id = await newcomer();
      const first = { languages: ["id"], channels: ["@satu", "@dua"], network: null };
      await put(id, { ...first, before: await formOf(id, chief) });
      const [seen, alsoSeen] = [await formOf(id, chief), await formOf(id, java)];
      const byChief = { languages: ["id", "jv"], channels: ["@dua", "@milikku"], network: "MCN" };
      expect((await put(id, { ...byChief, before: seen })).status).toBe(200);
      const byJava = { ...alsoSeen, languages: ["id", "su"], channels: ["@satu", "@dua", "@tiga"] };
      const saved = await put(id, { ...byJava, before: alsoSeen }, java);
      expect(saved.body).toMatchObject({
        ...{ languages: ["id", "jv", "su"], network: "MCN" },
        channels: ["youtube:dua", "youtube:milikku", "youtube:tiga"],
      });
      // The answer may have been lost.
      expect((await put(id, { ...byJava, before: alsoSeen }, java)).body).toEqual(saved.body);
    });

    test("cannot both change the network; the second is told and can save again", async () => {
      const id = await newcomer();
      const seen = await formOf(id, java);
      expect((await put(id, { ...seen, network: "MCN", before: seen })).status).toBe(200);
      const mine = { ...seen, network: "Lain", channels: ["@tiga"] };
      const refused = await put(id, { ...mine, before: seen }, java);
      expect(refused).toMatchObject({ status: 409, problem: "conflict" });
      expect(await formOf(id, java)).toMatchObject({ network: "MCN", channels: [] });
      const again = await put(id, { ...mine, before: await formOf(id, java) }, java);
      expect(again.body).toMatchObject({ network: "Lain", channels: ["youtube:tiga"] });
    });

    test("take nothing off with a client that does not say what it showed", async () => {
      const id = await newcomer();
      const seen = await formOf(id, java);
      await put(id, { ...seen, channels: ["@milikku"], network: "MCN", before: seen });
      for (const lossy of [{ channels: ["@milikku"] }, { network: "MCN" }])
        expect(await put(id, { ...seen, ...lossy }, java)).toMatchObject({
          status: 409,
          problem: "conflict",
        });
      const more = { languages: ["jv"], channels: ["@milikku", "@dua"], network: "MCN" };
      expect((await put(id, more, java)).body).toMatchObject({
        ...{ languages: ["jv"], network: "MCN", channels: ["youtube:milikku", "youtube:dua"] },
      });
    });

    test("shorten a list that is above the limit, and do not add to it", async () => {
      const id = await newcomer();
      const channels = Array.from({ length: limits.ownChannels + 2 }, (_, n) => `youtube:${n}lebih`);
      await put(id, { ...(await formOf(id, chief)), channels: [] });
      await kit.store.db.update(vloggers).set({ channels }).where(eq(vloggers.personId, id));
      const before = await formOf(id, chief);
      expect(await put(id, { ...before, channels: [...channels, "@satu"], before })).toMatchObject({
        ...{ status: 409, problem: "channels-many" },
      });
      const saved = await put(id, { ...before, channels: channels.slice(1), before });
      expect(saved).toMatchObject({ status: 200, body: { channels: channels.slice(1) } });
    });

    test("enter together no more channels than the limit", async () => {
      const id = await newcomer();
      const seen = await formOf(id, java);
      const many = (name: string) =>
        Array.from({ length: limits.ownChannels }, (_, n) => `@${name}${n}kanal`);
      expect((await put(id, { ...seen, channels: many("a"), before: seen })).status).toBe(200);
      const refused = await put(id, { ...seen, channels: many("b"), before: seen }, java);
      expect(refused).toMatchObject({ status: 409, problem: "channels-many" });
    });
  });

  test("a conflict keeps who recorded it and when, and can be taken back", async () => {
    const record = (reason: string | null, by = java) =>
      put(`${wati.id}/conflicts`, { channel: "@KanalContoh", reason }, by);
    const noted = (await record("Pernah berselisih di muka umum.")).body.conflicts;
    expect(noted).toEqual([
      {
        ...{ channel: "youtube:kanalcontoh", reason: "Pernah berselisih di muka umum.", by: "Joko" },
        at: expect.any(String),
      },
    ]);
    expect((await record("Pernah berselisih di muka umum.", chief)).body.conflicts).toEqual(noted);
    expect(await record("x", bali)).toMatchObject({ status: 404 });
    expect((await record("Saudara kandung.", chief)).body.conflicts).toMatchObject([{ by: "Budi" }]);
    expect((await record(null)).body.conflicts).toEqual([]);
  });

  test("each conflict and channel that a coordinator records or removes is in the chained log, with who and whose", async () => {
    const device = await kit.enrolled("vlogger", "Lestari", "Jawa");
    const [id, chiefId, javaId] = [await idOf(device), await idOf(chief), await idOf(java)];
    const note = (reason: string | null, by: TestDevice) =>
      put(`${id}/conflicts`, { channel: "@teman", reason }, by);
    await note("Sepupu.", chief);
    await note("Sepupu.", java);
    await note(null, java);
    await note(null, java);
    await note("Sepupu.", java);
    await device.call("PUT", "/v1/me/channels", { body: { channel: "@milikku", own: true } });
    for (let twice = 0; twice < 2; twice++)
      await java.call("POST", `/v1/programme/vloggers/${id}/undeclared`, { body: { channel: "@milikku" } });
    const empty = { languages: [], channels: [], network: null };
    const full = { languages: [], channels: ["youtube:satu", "youtube:dua"], network: "MCN" };
    await put(id, { ...full, before: empty });
    const left = await put(id, { ...full, channels: ["@dua"], network: null, before: full }, java);
    const [teman, milikku] = ["youtube:teman", "youtube:milikku"];
    const expected = [
      { act: "conflict-recorded", channel: teman, by: chiefId },
      { act: "conflict-removed", channel: teman, by: javaId },
      { act: "conflict-recorded", channel: teman, by: javaId },
      { act: "declared-channel-removed", channel: milikku, by: javaId },
      { act: "own-channel-recorded", channel: "youtube:satu", by: chiefId },
      { act: "own-channel-recorded", channel: "youtube:dua", by: chiefId },
      { act: "network-changed", network: "MCN", by: chiefId },
      { act: "own-channel-removed", channel: "youtube:satu", by: javaId },
      { act: "network-changed", network: null, by: javaId },
    ];
    const entries = await kit.store.db.select().from(log).where(eq(log.caseId, trustLogId)).orderBy(log.seq);
    const logged = entries.flatMap(({ act, detail }) => {
      const { vlogger, ...said } = (detail.coordination ?? {}) as Record<string, unknown>;
      return vlogger === id ? [{ act, ...said }] : [];
    });
    expect(logged).toEqual(expected);
    const names: Record<string, string> = { [chiefId]: "Budi", [javaId]: "Joko" };
    expect(left.body.history).toEqual(
      expected
        .map(({ act, channel, by }) => ({
          ...{ act, by: names[by], at: expect.any(String) },
          ...(channel ? { channel } : {}),
        }))
        .reverse(),
    );
    expect(vloggerView.safeParse(left.body).error).toBeUndefined();
    const { broken } = await verifyStore(kit.store);
    expect(broken.filter((fault) => JSON.stringify(fault).includes("trust log"))).toEqual([]);
  });

  test("each pause by a person, its end and each change of languages is in the chained log, apart for older extensions", async () => {
    const [id, chiefId] = [await idOf(await kit.enrolled("vlogger", "Rini", "Jawa")), await idOf(chief)];
    for (const reason of ["Cuti.", "Cuti.", "Belum kembali."]) await put(`${id}/pause`, { reason }, chief);
    for (let twice = 0; twice < 2; twice++) await put(`${id}/pause`, { reason: null }, chief);
    const empty = { languages: [], channels: [], network: null };
    const languages = ["jv"];
    await put(id, { ...empty, languages, before: empty }, chief);
    const { body } = await put(id, { ...empty, languages, before: { ...empty, languages } }, chief);
    const entries = await kit.store.db.select().from(log).where(eq(log.caseId, trustLogId)).orderBy(log.seq);
    const logged = entries.flatMap(({ act, detail }) => {
      const { vlogger, ...said } = (detail.coordination ?? {}) as Record<string, unknown>;
      return vlogger === id ? [{ act, ...said }] : [];
    });
    const acts = ["paused", "paused", "resumed", "languages-changed"];
    expect(logged.map(({ act }) => act)).toEqual(acts);
    expect(logged.at(-1)).toEqual({ act: "languages-changed", by: chiefId, languages });
    expect(JSON.stringify(entries)).not.toContain("Cuti.");
    expect(body.acts.map(({ act }: { act: string }) => act)).toEqual(acts.reverse());
    expect(body.history).toEqual([]);
    expect(vloggerView.safeParse(body).error).toBeUndefined();
  });

  describe("an automatic pause", () => {
    const failed = async () => {
      const body = { id: randomUUID(), name: "Undangan" };
      const { code } = (await java.call("POST", "/v1/programme/invitations", { body })).body;
      await (await kit.newDevice()).call("POST", "/v1/enrolments", { body: enrolment(code) });
      const pause = { pausedAt: kit.intake.now(), pausedFor: "record" as const };
      await kit.store.db.insert(vloggers).values({ personId: body.id, rank: "reviewer", ...pause });
      return body.id;
    };
    const pauseOf = async (id: string) => (await rowOf(id)).pause?.for;
    const resume = (id: string, by: TestDevice, why?: string) =>
      put(`${id}/pause`, { reason: null, ...(why === undefined ? {} : { why }) }, by);

    test("is ended with a reason only, which the chained log keeps", async () => {
      const id = await failed();
      expect(await resume(id, chief)).toMatchObject({ status: 422, problem: "reason-needed" });
      expect(await pauseOf(id)).toBe("record");
      const done = await resume(id, chief, "Kasus ujinya keliru.");
      expect(done.body).not.toHaveProperty("pause");
      expect(done.body.history).toEqual([
        { act: "pause-ended", reason: "Kasus ujinya keliru.", by: "Budi", at: expect.any(String) },
      ]);
      expect((await resume(id, chief)).status).toBe(200);
    });

    test("is not ended by the person who invited the vlogger", async () => {
      const id = await failed();
      expect((await java.call("GET", `/v1/programme/vloggers/${id}`)).body.tied).toBe(true);
      expect((await chief.call("GET", `/v1/programme/vloggers/${id}`)).body.tied).toBe(false);
      expect(await resume(id, java, "Ia baik.")).toMatchObject({ status: 403, problem: "own-decision" });
      expect(await pauseOf(id)).toBe("record");
    });

    test("is neither replaced nor forestalled by a pause that a person makes and ends", async () => {
      const id = await failed();
      expect(await put(`${id}/pause`, { reason: "Cuti." }, java)).toMatchObject({ problem: "conflict" });
      expect(await pauseOf(id)).toBe("record");
      const other = await idOf(await kit.enrolled("vlogger", "Gagal", "Jawa"));
      const at = kit.intake.now();
      const caseId = await reported("Petugas gagal");
      for (let n = 0; n < 12; n++) {
        if (n === 11) {
          await put(`${other}/pause`, { reason: "Cuti." }, java);
          await put(`${other}/pause`, { reason: null }, java);
        }
        const review = reviewOf(caseId, other, "violates", at);
        await kit.store.db.insert(reviews).values(review);
        await kit.store.db.insert(marks).values({
          ...{ reviewId: review.id, spot: review.spot, personId: other, lesson: "uang", golden: false },
          ...{ violates: true, right: false, at },
        });
      }
      await kit.store.db.transaction((tx) => updateLevel(tx, other, kit.intake.now()));
      expect(await pauseOf(other)).toBe("record");
    });
  });

  test("a pause by a person ends in an automatic one if the record went bad meanwhile, and promotes nobody", async () => {
    const { db } = kit.store;
    const caseId = await reported("Petugas jeda");
    const paused = async (name: string, right: boolean, count: number) => {
      const id = await idOf(await kit.enrolled("vlogger", name, "Jawa"));
      await db.insert(vloggers).values({ personId: id, rank: "reviewer" });
      await put(`${id}/pause`, { reason: "Cuti." }, java);
      const at = kit.intake.now();
      for (let n = 0; n < count; n++) {
        const review = reviewOf(caseId, id, "violates", at);
        await db.insert(reviews).values(review);
        await db.insert(marks).values({
          ...{ reviewId: review.id, spot: review.spot, personId: id, lesson: "uang", golden: false },
          ...{ violates: right, right, at },
        });
      }
      await db.transaction((tx) => updateLevel(tx, id, at));
      return id;
    };
    const end = async (id: string) => (await put(`${id}/pause`, { reason: null }, java)).body;
    const [bad, good] = [await paused("Memburuk", false, 12), await paused("Membaik", true, 40)];
    expect((await rowOf(bad)).pause.for).toBe("person");
    const again = await end(bad);
    expect(again.pause).toEqual({ at: expect.any(String), for: "record" });
    // Log and page do not say that the vlogger was active again.
    expect(again.acts[0].act).toBe("paused-again");
    const [entry] = await db.select().from(log).where(eq(log.caseId, trustLogId)).orderBy(desc(log.seq));
    expect(entry).toMatchObject({ act: "paused-again", detail: { coordination: { vlogger: bad } } });
    const ended = await end(good);
    expect(ended.acts[0]).toEqual({ act: "resumed", by: expect.any(String), at: expect.any(String) });
    expect(ended.rank).toBe("reviewer");
    expect(ended).not.toHaveProperty("pause");
  });

  test("requires a reason for a pause; afterwards a trusted reviewer is a reviewer, a participant stays one", async () => {
    const pause = (id: string, reason: string | null, by = chief) => put(`${id}/pause`, { reason }, by);
    const paused = await pause(wati.id, "Cuti melahirkan.", java);
    expect(paused.body.pause).toEqual({ at: expect.any(String), for: "person", reason: "Cuti melahirkan." });
    expect((await pause(wati.id, "Cuti.")).body.pause).toMatchObject({
      at: paused.body.pause.at,
      reason: "Cuti.",
    });
    expect(await pause(wati.id, null, bali)).toMatchObject({ status: 404 });
    expect(await rowOf(wati.id)).toMatchObject({ pause: { for: "person" }, rank: "participant" });
    const back = await pause(wati.id, null);
    expect(back.body).not.toHaveProperty("pause");
    expect(back.body.rank).toBe("participant");
    const { db } = kit.store;
    await db.update(vloggers).set({ rank: "trusted" }).where(eq(vloggers.personId, wati.id));
    expect((await pause(wati.id, null)).body.rank).toBe("trusted");
    await pause(wati.id, "Perlu bicara.");
    expect((await pause(wati.id, null)).body.rank).toBe("reviewer");
    const [known] = await db.select().from(vloggers).where(eq(vloggers.personId, wati.id));
    expect(known).toMatchObject({ pausedAt: null, resumedAt: null });
  });

  test("an invitation makes one vlogger of the coordinator's own unit, once", async () => {
    const invite = (name: string, by: TestDevice, id: string = randomUUID()) =>
      by.call("POST", "/v1/programme/invitations", { body: { id, name } });
    const open = async (by: TestDevice) =>
      (await by.call("GET", "/v1/programme/invitations")).body.invitations;
    const made = (await invite("Sari", java)).body;
    expect(made.link).toBe(
      `options.html?${new URLSearchParams({ intake: "http://intake.test", code: made.code })}`,
    );
    expect(made.address).toBe(`http://intake.test/daftar#${made.code}`);
    expect(await open(java)).toEqual([{ id: made.id, name: "Sari", expiresAt: made.expiresAt }]);
    expect(await open(bali)).toEqual([]);
    expect(await rowOf(made.id)).toBeUndefined();
    expect(await invite("Lain", java, made.id)).toMatchObject({ status: 409, problem: "conflict" });
    // The answer may have been lost: another code, and the one before is refused.
    const again = await invite(made.name, java, made.id);
    expect(again).toMatchObject({ status: 200, body: { id: made.id } });
    expect(again.body.code).not.toBe(made.code);
    const stranger = await kit.newDevice("terlambat");
    const late = await stranger.call("POST", "/v1/enrolments", { body: enrolment(made.code) });
    expect(late).toMatchObject({ status: 400, problem: "code-invalid" });
    made.code = again.body.code;
    expect(await invite("Lain", chief, wati.id)).toMatchObject({ status: 409, problem: "conflict" });

    const device = await kit.newDevice();
    const enrolled = await device.call("POST", "/v1/enrolments", { body: enrolment(made.code) });
    expect(enrolled.body).toMatchObject({ name: "Sari", role: "vlogger", unit: "Jawa", personId: made.id });
    expect(await open(java)).toEqual([]);
    expect((await rowOf(made.id, java)).name).toBe("Sari");
    expect(
      (await (await kit.newDevice()).call("POST", "/v1/enrolments", { body: enrolment(made.code) })).problem,
    ).toBe("code-invalid");
  });

  test("records the last person who invites a vlogger again as inviter, as the log proves", async () => {
    const body = { id: randomUUID(), name: "Ratna" };
    for (const coordinator of [java, chief])
      expect(await coordinator.call("POST", "/v1/programme/invitations", { body })).toMatchObject({
        status: 200,
      });
    const { broken } = await verifyStore(kit.store);
    expect(broken.filter((fault) => JSON.stringify(fault).includes(body.id))).toEqual([]);
    await chief.call("POST", `/v1/programme/invitations/${body.id}/revocation`);
  });

  test("refuses a revoked invitation, a requested role, and revoking a used invitation", async () => {
    const body = { id: randomUUID(), name: "Tamu" };
    expect(
      await chief.call("POST", "/v1/programme/invitations", { body: { ...body, role: "supervisor" } }),
    ).toMatchObject({ status: 400 });
    const made = (await bali.call("POST", "/v1/programme/invitations", { body })).body;
    const revoke = (id: string, by: TestDevice) =>
      by.call("POST", `/v1/programme/invitations/${id}/revocation`);
    expect(await revoke(made.id, java)).toMatchObject({ status: 404 });
    expect((await revoke(made.id, bali)).body).toEqual({ revoked: true });
    expect((await revoke(made.id, bali)).body).toEqual({ revoked: false });
    const late = await (await kit.newDevice()).call("POST", "/v1/enrolments", { body: enrolment(made.code) });
    expect(late.problem).toBe("code-invalid");
    expect(await revoke(wati.id, chief)).toMatchObject({ status: 404 });
  });

  test("limits the number of open invitations", async () => {
    const invite = (id: string = randomUUID()) =>
      java.call("POST", "/v1/programme/invitations", { body: { id, name: "Calon" } });
    const made = (await invite()).body;
    for (let more = 1; more < limits.openInvitations; more++) expect((await invite()).status).toBe(200);
    expect(await invite()).toMatchObject({ status: 429, problem: "too-many-requests" });
    // One of those that wait is none more: its code may have been lost.
    expect(await invite(made.id)).toMatchObject({ status: 200, body: { id: made.id } });
  });
});
