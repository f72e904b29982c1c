/** Channels that vloggers declare as their own: whose they are, for whom they end tasks, and who can take them back. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { assignments, cases, decisions, declaredChannels } from "../../../../intake/db/schema/index.ts";
import { listJobs } from "../../../../intake/jobs/start-jobs.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { enrolReviewer, excludeEarlier, type Vlogger } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { ownChannels } from "../../../../utils/shared/contract/own-channels.ts";
import { proposeLane } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const channel = "youtube:dapursari";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let chief: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    chief = await kit.enrolled("supervisor", "Budi");
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });
  beforeEach(() => excludeEarlier(kit));

  const db = () => kit.store.db;
  const reviewer = (name: string, more?: Partial<Vlogger>) => enrolReviewer(kit, name, more);
  const flag = async (authorKey: string): Promise<string> => {
    const body = sampleReport({ evidence: { site: "youtube", kind: "video" } });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body })).body;
    await db().update(cases).set({ authorKey }).where(eq(cases.id, caseId));
    return caseId;
  };
  const give = async () => {
    await listJobs(kit.intake)
      .find(({ name }) => name === "give-tasks")
      ?.work(new AbortController().signal);
  };
  const given = async (caseId: string) => {
    const rows = await db().select().from(assignments).where(eq(assignments.caseId, caseId));
    return rows.map(({ personId }) => personId).sort();
  };
  const tasksOf = async (device: TestDevice) =>
    (await device.call("GET", "/v1/reviews/tasks?limit=100")).body.tasks.map(
      (task: { caseId: string }) => task.caseId,
    );
  const declare = (device: TestDevice, typed: string, own = true) =>
    device.call("PUT", "/v1/me/channels", { body: { channel: typed, own } });
  const listed = async (device: TestDevice) =>
    (await device.call("GET", "/v1/me/channels")).body.channels.map(
      (one: { channel: string }) => one.channel,
    );

  test("are named like cases' authors, each once, with the time until which they can be undone", async () => {
    const { device } = await reviewer("Sari", { channels: ["youtube:kanallama"] });
    const first = await declare(device, " youtube.com/@DapurSari/videos ");
    expect(first.status).toBe(200);
    expect(ownChannels.parse(first.body)).toEqual(first.body);
    expect(first.body.channels).toEqual([
      { channel: "youtube:kanallama" },
      { channel, declaredAt: expect.any(String), untilAt: expect.any(String) },
    ]);
    const [, { declaredAt, untilAt }] = first.body.channels;
    expect(Date.parse(untilAt) - Date.parse(declaredAt)).toBe(limits.undeclareMs);
    expect((await declare(device, "@DapurSari")).body.channels[1].declaredAt).toBe(declaredAt);
    expect((await declare(device, "@KanalLama")).body.channels).toHaveLength(2);
    expect(await declare(device, "https://x.com/DapurSari")).toMatchObject({
      ...{ status: 422, problem: "channel-unknown" },
    });
    const other = await reviewer("Lain");
    expect(await listed(other.device)).toEqual([]);
  });

  test("their videos are kept from the people who declared them and from their network, from then on", async () => {
    const own = await reviewer("Sari", { network: "Jaringan" });
    const mate = await reviewer("Sejaringan", { network: "Jaringan" });
    const alone = await reviewer("Lain");
    const before = await flag(channel);
    const other = await flag("youtube:lain");
    await give();
    expect(await given(before)).toEqual([own.id, mate.id, alone.id].sort());
    expect((await declare(own.device, "@DapurSari")).status).toBe(200);
    for (const { device } of [own, mate]) {
      expect(await tasksOf(device)).toEqual([other]);
      const body = { id: randomUUID(), verdict: "does-not", reason: "Video masak.", timecodes: [] };
      expect(await device.call("POST", `/v1/cases/${before}/reviews`, { body })).toMatchObject({
        ...{ status: 409, problem: "task-over" },
      });
    }
    expect(await tasksOf(alone.device)).toEqual(expect.arrayContaining([before, other]));
    const after = await flag(channel);
    await give();
    expect(await given(after)).toEqual([alone.id]);
  });

  test("their videos are kept from them when a no-pixels proposal was taken back", async () => {
    const own = await reviewer("Sari", { channels: [channel] });
    const alone = await reviewer("Lain");
    const value = <T>(of: T) => ({ value: of, source: "text a" });
    const video = sampleReport({
      evidence: { site: "youtube", kind: "video", fields: { authorHandle: value("@DapurSari") } },
    });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: video })).body;
    await proposeLane(chief, caseId);
    const [waiting] = await db().select().from(decisions).where(eq(decisions.caseId, caseId));
    const answer = { body: { answer: "undo" } };
    expect((await chief.call("POST", `/v1/decisions/${waiting?.id}/answer`, answer)).status).toBe(200);
    await describeCases(db(), { now: kit.intake.now });
    await give();
    expect(await given(caseId)).toEqual([alone.id]);
    expect(await tasksOf(own.device)).toEqual([]);
  });

  describe("with reports that show different authors", () => {
    const number = (letter: string) => `UC${letter.repeat(22)}`;
    let other: TestDevice;
    let videos = 0;
    beforeAll(async () => {
      other = await kit.enrolled("officer", "Lain");
    });
    const newVideo = () => `youtube:video:author${String(++videos).padStart(5, "0")}` as const;
    const show = async (
      by: TestDevice,
      subject: ReturnType<typeof newVideo>,
      author: Partial<Record<"authorId" | "authorHandle", string>>,
    ): Promise<string> => {
      const fields = Object.fromEntries(
        Object.entries(author).map(([name, value]) => [name, { value, source: "text a" }]),
      );
      const body = sampleReport({ evidence: { site: "youtube", kind: "video", subject, fields } });
      const { caseId } = (await by.call("POST", "/v1/reports", { body })).body;
      await describeCases(db(), { now: kit.intake.now });
      return caseId;
    };

    test.each([
      ["first", ["B", "A"]],
      ["later", ["A", "B"]],
    ] as const)(
      "their videos are kept from the owner if a false number was shown %s",
      async (_when, shown) => {
        const own = await reviewer("Sari", { channels: [`youtube:${number("A")}`] });
        const alone = await reviewer("Lain");
        const video = newVideo();
        await show(officer, video, { authorId: number(shown[0]) });
        const caseId = await show(other, video, { authorId: number(shown[1]) });
        await show(other, video, { authorId: number("B") });
        await give();
        expect(await given(caseId)).toEqual([alone.id]);
        expect(await tasksOf(own.device)).toEqual([]);
      },
    );

    test("a task that the owner got by a false number ends with the true one", async () => {
      const own = await reviewer("Sari", { channels: [`youtube:${number("A")}`] });
      const video = newVideo();
      const caseId = await show(officer, video, { authorId: number("B") });
      await give();
      expect(await tasksOf(own.device)).toEqual([caseId]);
      await show(other, video, { authorId: number("A") });
      expect(await tasksOf(own.device)).toEqual([]);
      const body = { id: randomUUID(), verdict: "does-not", reason: "Video masak.", timecodes: [] };
      expect(await own.device.call("POST", `/v1/cases/${caseId}/reviews`, { body })).toMatchObject({
        ...{ status: 409, problem: "task-over" },
      });
    });

    describe("of a channel that is renamed", () => {
      const named = (letter: string, name: string) => ({
        authorId: number(letter),
        authorHandle: `@${name}`,
      });

      test.each([
        ["declared", "D"],
        ["entered by a coordinator", "E"],
      ])("are kept from the owner and their network, if its name was %s", async (how, letter) => {
        const [before, after] = [`lama${letter}kanal`, `baru${letter}kanal`];
        const isEntered = how !== "declared";
        const network = `Jaringan ${letter}`;
        const channels = isEntered ? [`youtube:${before.toLowerCase()}`] : [];
        const own = await reviewer("Sari", { network, channels });
        if (!isEntered) await declare(own.device, `@${before}`);
        const mate = await reviewer("Sejaringan", { network });
        const alone = await reviewer("Lain");
        const given1 = await show(officer, newVideo(), named(letter, after));
        await give();
        expect(await tasksOf(own.device)).toEqual([given1]);
        await show(officer, newVideo(), named(letter, before));
        const bare = await show(officer, newVideo(), { authorId: number(letter) });
        await give();
        expect(await given(bare)).toEqual([alone.id]);
        for (const { device } of [own, mate]) expect(await tasksOf(device)).toEqual([]);
        const body = { id: randomUUID(), verdict: "does-not", reason: "Video masak.", timecodes: [] };
        expect(await own.device.call("POST", `/v1/cases/${given1}/reviews`, { body })).toMatchObject({
          ...{ status: 409, problem: "task-over" },
        });
        expect(await listed(own.device)).toContain(`youtube:${number(letter)}`);
        expect(await listed(mate.device)).toEqual([]);
      });

      describe("and with which a conflict was noted by its name", () => {
        const note = (id: string, typed: string, reason: string | null) =>
          chief.call("PUT", `/v1/programme/vloggers/${id}/conflicts`, { body: { channel: typed, reason } });
        const noted = async (id: string): Promise<string[]> =>
          (await chief.call("GET", `/v1/programme/vloggers/${id}`)).body.conflicts.map(
            (one: { channel: string; reason: string }) => `${one.channel} ${one.reason}`,
          );

        test("are kept from that person, until the conflict is taken back", async () => {
          const { device, id } = await reviewer("Sari");
          const alone = await reviewer("Lain");
          await note(id, "@lamalkanal", "Saudara.");
          await show(officer, newVideo(), named("L", "lamalkanal"));
          const after = await show(officer, newVideo(), named("L", "barulkanal"));
          await give();
          await give();
          expect(await given(after)).toEqual([alone.id]);
          expect(await tasksOf(device)).toEqual([]);
          expect(await listed(device)).toEqual([]);
          const key = `youtube:${number("L")}`;
          expect((await noted(id)).sort()).toEqual([`${key} Saudara.`, "youtube:lamalkanal Saudara."]);
          kit.clock.ms += 1;
          await note(id, "@lamalkanal", "Sepupu.");
          expect((await noted(id)).sort()).toEqual([`${key} Sepupu.`, "youtube:lamalkanal Sepupu."]);
          await note(id, "@lamalkanal", null);
          await give();
          expect(await noted(id)).toEqual([]);
          expect(await tasksOf(device)).toContain(after);
        });

        test("are given to that person once the number is taken off, and kept again if noted again", async () => {
          const { id } = await reviewer("Sari");
          const noteName = () => note(id, "@lamamkanal", "Saudara.");
          await noteName();
          await show(officer, newVideo(), named("M", "lamamkanal"));
          await give();
          const key = `youtube:${number("M")}`;
          expect(await noted(id)).toHaveLength(2);
          kit.clock.ms += 1;
          await note(id, key, null);
          await give();
          expect(await noted(id)).toEqual(["youtube:lamamkanal Saudara."]);
          kit.clock.ms += 1;
          await note(id, "@lamamkanal", null);
          await noteName();
          await give();
          expect(await noted(id)).toHaveLength(2);
        });
      });

      test("are kept from an owner who declares a name that only a decided case shows", async () => {
        const own = await reviewer("Sari");
        const old = await show(officer, newVideo(), named("F", "lamafkanal"));
        const decided = { state: "rejected", decidedAt: kit.intake.now() } as const;
        await db().update(cases).set(decided).where(eq(cases.id, old));
        await declare(own.device, "@lamafkanal");
        const after = await show(officer, newVideo(), named("F", "barufkanal"));
        await give();
        expect(await given(after)).toEqual([]);
      });

      test("a number that a coordinator takes off is not added again", async () => {
        const { device, id } = await reviewer("Sari", { channels: ["youtube:lamagkanal"] });
        await declare(device, "@lamahkanal");
        await show(officer, newVideo(), named("G", "lamagkanal"));
        await show(officer, newVideo(), named("H", "lamahkanal"));
        await give();
        const [g, h] = [`youtube:${number("G")}`, `youtube:${number("H")}`];
        expect(await listed(device)).toEqual([
          "youtube:lamagkanal",
          g,
          expect.any(String),
          expect.any(String),
        ]);
        const path = `/v1/programme/vloggers/${id}`;
        await chief.call("POST", `${path}/undeclared`, { body: { channel: h } });
        const before = { languages: [], channels: ["youtube:lamagkanal", g], network: null };
        await chief.call("PUT", path, { body: { ...before, channels: ["youtube:lamagkanal"], before } });
        await give();
        expect(await listed(device)).toEqual(["youtube:lamagkanal", "youtube:lamahkanal"]);
      });

      test("a name that is taken back takes its number with it", async () => {
        const { device } = await reviewer("Sari");
        await declare(device, "@lamaikanal");
        kit.clock.ms += 1;
        await declare(device, "@lainikanal");
        await show(officer, newVideo(), named("I", "lamaikanal"));
        // A vlogger's request gives tasks, but leaves the search for numbers to the job.
        await tasksOf(device);
        expect(await listed(device)).toHaveLength(2);
        await give();
        expect(await listed(device)).toHaveLength(3);
        expect((await declare(device, "@lamaikanal", false)).status).toBe(200);
        expect(await listed(device)).toEqual(["youtube:lainikanal"]);
      });
    });

    test("fill no list so far that its coordinator cannot change it", async () => {
      const of = (shown: string) => [
        shown,
        ...Array.from({ length: limits.ownChannels - 1 }, (_, n) => `youtube:${n}isi${shown.slice(8)}`),
      ];
      const [entered, full] = [of("youtube:penuhj"), of("youtube:penuhk")];
      const { id } = await reviewer("Sari", { channels: entered });
      const declaring = await reviewer("Lain");
      const at = kit.intake.now();
      const numbers = entered.map((_, n) => `youtube:UC${String(n).padStart(22, "0")}`);
      await db()
        .insert(declaredChannels)
        .values([...full, ...numbers].map((one) => ({ personId: declaring.id, channel: one, at })));
      await show(officer, newVideo(), { authorId: number("J"), authorHandle: "@penuhj" });
      await show(officer, newVideo(), { authorId: number("K"), authorHandle: "@penuhk" });
      await give();
      expect(await listed(declaring.device)).toHaveLength(2 * limits.ownChannels);
      const path = `/v1/programme/vloggers/${id}`;
      const { channels } = (await chief.call("GET", path)).body;
      const before = { languages: [], channels, network: null };
      const saved = await chief.call("PUT", path, {
        body: { ...before, channels: entered.slice(1), before },
      });
      expect(saved).toMatchObject({ status: 200, body: { channels: entered.slice(1) } });
    });

    test("a later number does not open their videos to an owner who declared a handle", async () => {
      const own = await reviewer("Sari");
      await declare(own.device, "@DapurSari");
      const video = newVideo();
      await show(officer, video, { authorHandle: "@DapurSari" });
      const caseId = await show(other, video, { authorId: number("B"), authorHandle: "@lain" });
      await give();
      expect(await given(caseId)).toEqual([]);
    });

    test("further numbers by one person bar nobody, and end no task", async () => {
      const honest = await reviewer("Jujur", { channels: [`youtube:${number("C")}`] });
      const video = newVideo();
      await show(officer, video, { authorId: number("A") });
      const caseId = await show(other, video, { authorId: number("B") });
      await show(other, video, { authorId: number("C"), authorHandle: "@jujur" });
      await give();
      expect(await given(caseId)).toEqual([honest.id]);
      await show(other, video, { authorId: number("C") });
      expect(await tasksOf(honest.device)).toEqual([caseId]);
    });
  });

  test("their videos are not assigned to an owner who is new to the programme", async () => {
    const device = await kit.enrolled("vlogger", "Baru");
    await declare(device, "@DapurSari");
    const { personId } = (await device.call("GET", "/v1/me")).body;
    expect((await chief.call("GET", `/v1/programme/vloggers/${personId}`)).body.declared).toEqual([
      { channel, at: expect.any(String) },
    ]);
  });

  test("can be undone for ten minutes; then only the coordinator removes them, but never those they entered", async () => {
    const { device, id } = await reviewer("Sari", { channels: ["youtube:kanallama"] });
    await declare(device, "@SalahTulis");
    expect((await declare(device, "@SalahTulis", false)).status).toBe(200);
    expect(await listed(device)).toEqual(["youtube:kanallama"]);
    // Pressed twice, or never there: it is not theirs, as they say.
    expect((await declare(device, "@SalahTulis", false)).status).toBe(200);
    const kept = { status: 409, problem: "channel-kept" };
    expect(await declare(device, "@KanalLama", false)).toMatchObject(kept);

    await declare(device, "@DapurSari");
    kit.clock.ms += limits.undeclareMs;
    const [, late] = (await device.call("GET", "/v1/me/channels")).body.channels;
    expect(late).toEqual({ channel, declaredAt: expect.any(String) });
    expect(await declare(device, "@DapurSari", false)).toMatchObject(kept);
    expect(await listed(device)).toContain(channel);

    const path = `/v1/programme/vloggers/${id}/undeclared`;
    const gone = await chief.call("POST", path, { body: { channel } });
    expect(gone).toMatchObject({ status: 200, body: { declared: [], channels: ["youtube:kanallama"] } });
    expect(await listed(device)).toEqual(["youtube:kanallama"]);
    expect((await chief.call("POST", path, { body: { channel } })).status).toBe(200);
  });

  test("are hidden from other units' coordinators, and limited in number", async () => {
    const { device, id } = await reviewer("Sari");
    const path = `/v1/programme/vloggers/${id}/undeclared`;
    expect(await officer.call("POST", path, { body: { channel } })).toMatchObject({ status: 403 });
    for (let n = 0; n < limits.ownChannels; n++) await declare(device, `@kanal${n}contoh`);
    expect(await declare(device, "@DapurSari")).toMatchObject({ status: 409, problem: "channels-many" });
    expect(await listed(device)).toHaveLength(limits.ownChannels);
    expect((await declare(device, "@kanal1contoh")).status).toBe(200);
  });
});
