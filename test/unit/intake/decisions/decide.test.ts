/** Decisions at the intake: requirements, effects, conflicts, and their part of an export. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, records } from "../../../../intake/db/schema/index.ts";
import {
  assignUnit,
  changeRole,
  requireUnit,
  saveUnit,
  suspendPerson,
} from "../../../../intake/people/store/people.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  type SampleReport,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

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

  const rowOf = async (id: string) => (await kit.store.db.select().from(cases).where(sql`id = ${id}`))[0];
  /** Changes of a person who proposed or agreed. */
  const bar = {
    suspended: async (personId: string, at: Date) => suspendPerson(kit.store.db, personId, at),
    demoted: async (personId: string, at: Date) => changeRole(kit.store.db, personId, "officer", { at }),
    "in a unit that does not see it": async (personId: string, at: Date) => {
      const seen = { sites: null, categories: ["NARKOTIKA" as const], languages: null };
      await saveUnit(kit.store.db, { name: "Narkotika", ...seen }, at);
      await assignUnit(kit.store.db, personId, await requireUnit(kit.store.db, "Narkotika"), { at });
    },
  } as const;
  const barred = Object.keys(bar) as (keyof typeof bar)[];
  const barPerson = async (by: TestDevice, how: keyof typeof bar) =>
    bar[how]((await by.call("GET", "/v1/me")).body.personId, kit.intake.now());
  const recordOf = async (device: TestDevice) => {
    const { personId } = (await device.call("GET", "/v1/me")).body;
    return (await kit.store.db.select().from(records).where(sql`person_id = ${personId}`))[0];
  };

  test.each([
    ["approve", "approved", { upheld: 1 }],
    ["reject", "rejected", { upheld: 0 }],
    ["escalate", "escalated", { upheld: 1 }],
    ["recategorise", "open", undefined],
  ] as const)(
    "%s takes effect when a second person confirms, and counts for the reporters",
    async (act, state, counted) => {
      const reporter = await kit.enrolled("officer", `Pelapor ${act}`);
      const gone = await kit.enrolled("officer", `Ditarik ${act}`);
      const report = sampleReport();
      const caseId = (await reporter.call("POST", "/v1/reports", { body: report })).body.caseId;
      const again = sampleReport({ evidence: report.evidence });
      await gone.call("POST", "/v1/reports", { body: again });
      await gone.call("POST", `/v1/reports/${again.id}/withdrawal`, { body: { reason: "Keliru." } });

      const made = await desk.decide(one, caseId, verdicts[act]);
      const { reason: _reason, act: _act, ...said } = verdicts[act];
      expect(made).toMatchObject({ status: 200, body: { act, state: "proposed", ...said } });
      expect(await recordOf(reporter)).toBeUndefined();
      const confirmed = await desk.answer(two, made.body.id, "confirm");
      expect(confirmed).toMatchObject({
        status: 200,
        body: { state: "confirmed", answeredBy: "Ani", ...said },
      });
      // The answer that was lost on the way counts once.
      expect((await desk.answer(two, made.body.id, "confirm")).body).toEqual(confirmed.body);

      const row = await rowOf(caseId);
      expect(row).toMatchObject({ state, proposedCategory: null });
      expect(row?.decidedAt !== null).toBe(state !== "open");
      const record = await recordOf(reporter);
      expect(record).toEqual(counted && { personId: record?.personId, decided: 1, reversed: 0, ...counted });
      expect(await recordOf(gone)).toBeUndefined();
      expect(await desk.broken(caseId, one)).toEqual([]);
      const own = (await reporter.call("GET", "/v1/reports/own")).body.reports[0];
      expect(own.caseState).toBe(state);
    },
  );

  test("a decided category stays until another decision; before one the strictest reported category counts", async () => {
    const caseId = await desk.open();
    expect((await desk.read(caseId)).body.category).toBe("JUDI");
    const changed = await desk.decide(one, caseId, verdicts.recategorise);
    expect((await desk.read(caseId)).body).toMatchObject({ category: "JUDI", state: "proposed" });
    await desk.answer(two, changed.body.id, "confirm");
    expect((await desk.read(caseId)).body).toMatchObject({ category: "PENIPUAN", state: "open" });
    const rejected = await desk.decide(two, caseId, verdicts.reject);
    await desk.answer(one, rejected.body.id, "confirm");
    expect((await desk.read(caseId)).body).toMatchObject({ category: "PENIPUAN", state: "rejected" });
  });

  test("a proposal of child abuse withholds the case at once; devices forget its reports after confirmation", async () => {
    const caseId = await desk.open({ evidence: { fields: sampleReport().evidence.fields } });
    const lane = { act: "recategorise", category: "PORNO_ANAK", reason: "Tampak anak." };
    const made = await desk.decide(one, caseId, lane);
    expect(JSON.stringify((await desk.read(caseId)).body)).not.toContain("Daftar sekarang");
    const forgotten = async () => {
      const { rows } = await kit.store.db.execute<{ n: number }>(
        sql`select count(*)::int as n from reports where case_id = ${caseId} and forgotten_at is not null`,
      );
      return rows[0]?.n;
    };
    await desk.answer(one, made.body.id, "undo");
    expect([
      JSON.stringify((await desk.read(caseId)).body).includes("Daftar sekarang"),
      await forgotten(),
    ]).toEqual([true, 0]);
    const again = await desk.decide(one, caseId, lane);
    await desk.answer(two, again.body.id, "confirm");
    expect(await forgotten()).toBe(1);
    expect((await desk.read(caseId)).body).toMatchObject({ category: "PORNO_ANAK", state: "open" });
    expect(JSON.stringify((await desk.read(caseId)).body)).not.toContain("Daftar sekarang");
  });

  test("an approval without all elements and exceptions is refused", async () => {
    const caseId = await desk.open();
    const { elements, exceptions } = groundsOf("JUDI");
    const lacks = async (change: object) =>
      (await desk.decide(one, caseId, { ...verdicts.approve, ...change })).problem;
    expect(await lacks({ elements: elements.slice(1) })).toBe("elements-missing");
    expect(await lacks({ elements: [...elements, "kritik"] })).toBe("elements-missing");
    expect(await lacks({ exceptions: exceptions.slice(1) })).toBe("exceptions-unchecked");
    expect((await desk.read(caseId)).body).toMatchObject({ state: "open", decisions: [], version: 1 });
  });

  describe("concurrent decisions", () => {
    test("after two simultaneous proposals one stays pending, the other gets a conflict, and the log is complete", async () => {
      for (const [first, second] of [
        ["approve", "reject"],
        ["recategorise", "escalate"],
        ["reject", "reject"],
      ] as const) {
        const caseId = await desk.open();
        const made = await Promise.all([
          desk.decide(one, caseId, verdicts[first]),
          desk.decide(two, caseId, verdicts[second]),
        ]);
        expect(made.map(({ status }) => status).sort()).toEqual([200, 409]);
        expect(made.map(({ problem }) => problem)).toContain("case-closed");
        const { body } = await desk.read(caseId);
        expect(body.decisions).toHaveLength(1);
        expect(body.log.map(({ act }: { act: string }) => act)).toEqual([
          "report-received",
          "decision-proposed",
        ]);
      }
    });

    test("only one of a simultaneous confirmation and undo succeeds", async () => {
      const caseId = await desk.open();
      const { id } = (await desk.decide(one, caseId, verdicts.approve)).body;
      const answers = await Promise.all([desk.answer(two, id, "confirm"), desk.answer(one, id, "undo")]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { body } = await desk.read(caseId);
      expect([body.state, body.decisions[0].state]).toEqual(
        answers[0].status === 200 ? ["approved", "confirmed"] : ["open", "undone"],
      );
    });

    test("a decision on a case merged a second ago gets a conflict", async () => {
      const post = facebookPost();
      const left = await desk.open({ evidence: post.byPfbid });
      const right = await desk.open({ evidence: post.byNumber });
      await confirmAliases(kit, post);
      for (const caseId of [left, right])
        expect((await desk.decide(two, caseId, { ...verdicts.reject, caseVersion: 1 })).problem).toBe(
          "case-changed",
        );
    });

    test("a case claimed by another supervisor is locked until they release the claim or it expires", async () => {
      const caseId = await desk.open();
      await desk.hold(two, caseId, 60_000);
      expect(await desk.decide(one, caseId, verdicts.reject)).toMatchObject({
        status: 409,
        problem: "case-claimed",
      });
      const made = await desk.decide(two, caseId, verdicts.reject);
      expect(made.status).toBe(200);
      await desk.hold(two, caseId, 60_000);
      expect((await desk.answer(one, made.body.id, "confirm")).problem).toBe("case-claimed");
      await desk.hold(one, caseId, 60_000);
      expect((await desk.answer(two, made.body.id, "undo")).status).toBe(200);
      expect((await desk.decide(one, caseId, verdicts.reject)).status).toBe(200);
      expect(await rowOf(caseId)).toMatchObject({ state: "proposed" });
    });

    test("a decision releases the claim, so the second person can act at once", async () => {
      const caseId = await desk.open();
      await desk.hold(two, caseId, 60_000);
      const made = await desk.decide(two, caseId, verdicts.reject);
      expect(await desk.answer(one, made.body.id, "confirm")).toMatchObject({ status: 200 });
    });

    test("a supervisor whose claim expired still decides on the version they saw, if the case is free", async () => {
      const caseId = await desk.open();
      const seen = (await desk.read(caseId)).body.version;
      await desk.hold(one, caseId, 1_000);
      kit.clock.ms += 2_000;
      expect((await desk.decide(one, caseId, { ...verdicts.reject, caseVersion: seen })).status).toBe(200);
      const other = await desk.open();
      await desk.hold(one, other, 1_000);
      kit.clock.ms += 2_000;
      await desk.hold(two, other, 60_000);
      expect((await desk.decide(one, other, { ...verdicts.reject, caseVersion: 1 })).problem).toBe(
        "case-claimed",
      );
    });

    test("a reporter's suspension changes nothing on the case; a suspended supervisor cannot decide", async () => {
      const reporter = await kit.enrolled("officer", "Sebentar");
      const caseId = await desk.open(undefined, reporter);
      const third = await kit.enrolled("supervisor", "Tri");
      const made = await desk.decide(one, caseId, verdicts.approve);
      for (const person of [reporter, third]) await barPerson(person, "suspended");
      expect((await desk.answer(third, made.body.id, "refuse", "Bukan.")).problem).toBe("device-revoked");
      expect(await desk.answer(two, made.body.id, "confirm")).toMatchObject({ status: 200 });
      expect((await desk.read(caseId)).body.state).toBe("approved");
    });
  });

  test.each([
    ["elements", (said: { elements: string[] }) => said.elements.pop()],
    ["exceptions", (said: { exceptions: string[] }) => said.exceptions.pop()],
    ["why", (said: { why: string }) => (said.why = "press")],
    ["bulkId", (said: { bulkId: string }) => (said.bulkId = randomUUID())],
    ["state", (said: { settledAt: string }) => (said.settledAt = "2026-11-25T03:00:00.000Z")],
  ])("an export whose decision has other %s does not hold", async (part, change) => {
    const caseId = await desk.open();
    const made = await desk.decide(one, caseId, verdicts.approve);
    await desk.answer(two, made.body.id, "confirm");
    expect(await desk.broken(caseId, one)).toEqual([]);
    const broken = await desk.broken(caseId, one, ({ decisions }) => change(decisions[0]));
    expect(broken).toContain(`decision decision ${made.body.id} ${part}`);
  });

  test.each(barred)(
    "a proposal by a person who is %s since can only be refused, and opens no panel",
    async (how) => {
      for (const name of ["A", "B", "C"]) await kit.enrolled("panelist", `Panelis ${how} ${name}`);
      const three = await kit.enrolled("supervisor", "Citra");
      const caseId = await desk.open();
      const { id } = (await desk.decide(three, caseId, verdicts.approve)).body;
      expect((await desk.read(caseId, two)).body.can).toEqual(["confirm", "refuse"]);
      await barPerson(three, how);
      expect((await desk.read(caseId, two)).body.can).toEqual(["refuse"]);
      expect(await desk.answer(two, id, "confirm")).toMatchObject({
        status: 409,
        problem: "proposer-barred",
      });
      expect((await rowOf(caseId))?.state).toBe("proposed");
      expect((await desk.answer(two, id, "refuse", "Pengusul sudah pindah.")).body.state).toBe("refused");
      expect((await rowOf(caseId))?.state).toBe("open");
    },
  );

  test.each(barred)("the agreement to merge of a person who is %s since no longer counts", async (how) => {
    const three = await kit.enrolled("supervisor", "Citra");
    const [open, decided] = [await desk.open(), await desk.open()];
    const { id } = (await desk.decide(one, decided, verdicts.reject)).body;
    await desk.answer(two, id, "confirm");
    const merge = (by: TestDevice) =>
      by.call("POST", `/v1/cases/${open}/likeness`, {
        body: { act: "merge", with: decided, reason: "Kiriman yang sama." },
      });
    expect((await merge(three)).status).toBe(200);
    expect((await desk.read(open, two)).body.maybeSame).toMatchObject([{ agreed: "other" }]);
    await barPerson(three, how);
    expect((await desk.read(open, two)).body.maybeSame).toMatchObject([{ agreed: "nobody" }]);
    expect((await merge(two)).status).toBe(200);
    expect((await rowOf(decided))?.mergedInto).toBeNull();
    expect((await merge(one)).status).toBe(200);
    expect((await rowOf(decided))?.mergedInto).toBe(open);
  });

  describe("after the case was opened", () => {
    const reportAgain = (by: TestDevice, of: UnsealedReport, change: SampleReport = {}) => {
      const evidence = { ...of.evidence, id: randomUUID(), ...change.evidence };
      const body = sampleReport({ category: of.category, basis: of.basis, ...change, evidence });
      return by.call("POST", "/v1/reports", { body });
    };

    test("further reports of a person who reported it leave the decision on what was seen", async () => {
      const [honest, flooder] = [
        await kit.enrolled("officer", "Jujur"),
        await kit.enrolled("officer", "Banjir"),
      ];
      const report = sampleReport();
      const caseId = await desk.open(report, flooder);
      await reportAgain(honest, report);
      const seen = (await desk.read(caseId)).body;
      const { bytes, file, picture } = await samplePicture("banjir");
      const fields = { authorName: { value: "Orang lain", source: "attr:title" } };
      const sent = [
        await reportAgain(flooder, report, { evidence: { fields }, urgent: true }),
        await reportAgain(flooder, report, { evidence: { picture } }),
      ];
      const [bare, pictured] = sent.map(({ body }) => body.reportId);
      const upload = `/v1/reports/${pictured}/files/${file.sha256}`;
      expect(
        (await flooder.call("PUT", upload, { bytes, headers: { "Content-Type": file.type } })).status,
      ).toBe(200);
      const withdrawal = { body: { reason: "Salah." } };
      expect((await flooder.call("POST", `/v1/reports/${bare}/withdrawal`, withdrawal)).status).toBe(200);
      const made = await desk.decide(one, caseId, { ...verdicts.approve, caseVersion: seen.version });
      expect(made).toMatchObject({ status: 200, body: { frozen: { caseVersion: seen.version } } });
      expect(made.body.frozen.evidence.reportId).toBe(seen.reportList[0].id);
      expect(made.body.frozen.author).toBe(seen.author);
      const confirmation = { body: { answer: "confirm", unseenReason: "Gambarnya menyusul." } };
      const path = `/v1/decisions/${made.body.id}/answer`;
      expect((await two.call("POST", path, confirmation)).status).toBe(200);
      expect(await desk.broken(caseId, one)).toEqual([]);
    });

    test("work of colleagues beside a repeated report leaves the decision on what was seen", async () => {
      const report = sampleReport();
      const by = await kit.enrolled("officer");
      const caseId = await desk.open(report, by);
      const { version: caseVersion } = (await desk.read(caseId)).body;
      expect((await reportAgain(by, report)).status).toBe(200);
      const me = (await two.call("GET", "/v1/me")).body.personId;
      const acts: [path: string, body: object][] = [
        ["notes", { id: randomUUID(), text: "Sudah saya tanyakan.", mentions: [] }],
        ["assignment", { personId: me }],
        ["assignment", { personId: null }],
      ];
      for (const [path, body] of acts)
        expect((await two.call("POST", `/v1/cases/${caseId}/${path}`, { body })).status).toBe(200);
      expect((await desk.decide(one, caseId, { ...verdicts.approve, caseVersion })).status).toBe(200);
    });

    test.each<[string, (by: TestDevice, other: TestDevice, first: UnsealedReport) => Promise<unknown>]>([
      ["another person's report", (_, other, first) => reportAgain(other, first)],
      [
        "a report of another category",
        (by, _, first) =>
          reportAgain(by, first, { category: "PENIPUAN", basis: ["uu-ite-28-1"], action: "TUTUP_KANAL" }),
      ],
      [
        "the withdrawal of a person's only report",
        (by, _, first) =>
          by.call("POST", `/v1/reports/${first.id}/withdrawal`, { body: { reason: "Salah." } }),
      ],
    ])("%s makes the decision stale", async (_, change) => {
      const [by, other] = [await kit.enrolled("officer"), await kit.enrolled("officer")];
      const report = sampleReport();
      const caseId = await desk.open(report, by);
      const { version: caseVersion } = (await desk.read(caseId)).body;
      expect(await change(by, other, report)).toMatchObject({ status: 200 });
      const made = await desk.decide(one, caseId, { ...verdicts.approve, caseVersion });
      expect(made.problem).toBe("case-changed");
    });

    test("its page lists the newest report of each person before further ones", async () => {
      const [honest, flooder] = [
        await kit.enrolled("officer", "Jujur"),
        await kit.enrolled("officer", "Banjir"),
      ];
      const report = sampleReport();
      const caseId = await desk.open(report, honest);
      const { id } = report;
      for (let at = 0; at <= limits.caseReports; at++) await reportAgain(flooder, report);
      const { reportList } = (await desk.read(caseId)).body;
      expect(reportList).toHaveLength(limits.caseReports);
      expect(reportList.map(({ by }: { by: string }) => by).slice(0, 3)).toEqual([
        "Banjir",
        "Jujur",
        "Banjir",
      ]);
      expect(reportList[1].id).toBe(id);
    });
  });

  test("two people of whom one invited the other do not agree to a merge", async () => {
    const [three, invited] = [
      await kit.enrolled("supervisor", "Citra"),
      await kit.enrolled("supervisor", "Dewi"),
    ];
    const idOf = async (by: TestDevice) => (await by.call("GET", "/v1/me")).body.personId;
    await kit.store.db.execute(
      sql`update people set invited_by = ${await idOf(three)} where id = ${await idOf(invited)}`,
    );
    const [open, decided] = [await desk.open(), await desk.open()];
    const { id } = (await desk.decide(one, decided, verdicts.reject)).body;
    await desk.answer(two, id, "confirm");
    const merge = (by: TestDevice) =>
      by.call("POST", `/v1/cases/${open}/likeness`, {
        body: { act: "merge", with: decided, reason: "Kiriman yang sama." },
      });
    expect((await merge(three)).status).toBe(200);
    expect(await merge(invited)).toMatchObject({ problem: "own-decision" });
    expect((await rowOf(decided))?.mergedInto).toBeNull();
    expect((await merge(two)).status).toBe(200);
    expect((await rowOf(decided))?.mergedInto).toBe(open);
  });
});
