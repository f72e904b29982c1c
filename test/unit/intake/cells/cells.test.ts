/** Two PostgreSQL servers that share the posts, behind two intakes: nothing is lost or doubled while spots move. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examine } from "../../../../intake/admin/doctor.ts";
import { moveSpots, readSpots, spotsText } from "../../../../intake/admin/spots.ts";
import { readConfig } from "../../../../intake/config.ts";
import { locks } from "../../../../intake/db/locks.ts";
import {
  caseSubjects,
  devices,
  log,
  people,
  reports,
  spotOwners,
} from "../../../../intake/db/schema/index.ts";
import { readServers } from "../../../../intake/db/servers.ts";
import { deleteSetting, readSetting, writeSetting } from "../../../../intake/db/shared-settings.ts";
import { spotOfSubject } from "../../../../intake/db/spot.ts";
import { nameOfSpot } from "../../../../intake/db/spot-owners.ts";
import type { Store } from "../../../../intake/db/store.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { refreshCopies } from "../../../../intake/people/store/copy-people.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { type Cells, openCells } from "../../../../intake/reports/cells.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestAnswer,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { randomOf } from "../../../../scripts/measure/chaos/random.ts";
import { verdicts } from "../../../support/desk-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const seed = Number(process.env.CELLS_SEED ?? Date.now() % 1_000_000);
const names = ["pusat", "timur"] as const;
type Name = (typeof names)[number];

describe("on postgres", () => {
  let folder: string;
  const servers = {} as Record<Name, TestStores>;
  const kits = {} as Record<Name, IntakeKit>;
  const stores = {} as Record<Name, Store>;
  const opened: Cells[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-cells-"));
    for (const name of names) {
      servers[name] = await openTestStores("postgres", { own: true });
      stores[name] = await servers[name].open();
    }
    const path = join(folder, "cells.json");
    const server = (name: Name) => ({
      database: servers[name].address(),
      evidence: `file:${join(folder, name)}`,
    });
    await writeFile(
      path,
      JSON.stringify({ home: "pusat", servers: { pusat: server("pusat"), timur: server("timur") } }),
    );
    for (const name of names) {
      if (name === "timur") await refuseBeforeHome(path);
      const cells = await openCells(await readServers({ path, own: name }), stores[name]);
      opened.push(cells);
      kits[name] = await startKit(stores[name], undefined, { cells });
      kits[name].describesAtOnce = false;
    }
    // A store of evidence is tied to its database when it is opened, which is refused once the database names files.
    for (const [index, cells] of opened.entries())
      for (const name of names) if (name !== names[index]) await cells.open(name);
  }, 240_000);

  afterAll(async () => {
    for (const cells of opened) await cells.close();
    for (const name of names) {
      await kits[name]?.close();
      await servers[name]?.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  /** The name of the other database is taken. */
  async function refuseBeforeHome(path: string): Promise<void> {
    await expect(openCells(await readServers({ path, own: "timur" }), stores.pusat)).rejects.toThrow(
      "This database is the server pusat, not timur",
    );
  }

  const databases = () => new Map(names.map((name) => [name, stores[name].db]));
  const move = (spots: readonly number[], to: Name) => moveSpots(databases(), spots, to, new Date());
  const spotOf = (report: UnsealedReport) => spotOfSubject(report.evidence.subject);
  const officer = (name: string) => kits.pusat.enrolled("officer", name);

  const send = (by: TestDevice, report: UnsealedReport, at: Name): Promise<TestAnswer> =>
    by.call("POST", "/v1/reports", { body: report, app: kits[at].app });

  async function placesOf(id: string): Promise<Name[]> {
    const holders: Name[] = [];
    for (const name of names)
      if ((await stores[name].db.$count(reports, eq(reports.id, id))) > 0) holders.push(name);
    return holders;
  }

  async function expectWhole(): Promise<void> {
    for (const name of names) expect((await verifyStore(stores[name])).broken, name).toEqual([]);
  }

  test("without a move, the home server stores every post, whichever intake receives it", async () => {
    const siti = await officer("Siti");
    for (const at of names) {
      const report = sampleReport();
      expect((await send(siti, report, at)).status).toBe(200);
      expect(await placesOf(report.id)).toEqual(["pusat"]);
    }
    expect(await stores.timur.db.$count(people)).toBe(0);
  });

  test("a moved spot's new posts begin at the other server, and known posts stay", async () => {
    const [siti, wati] = [await officer("Siti"), await officer("Wati")];
    const known = sampleReport();
    const before = await send(siti, known, "pusat");
    const fresh = sampleReport();
    await move([spotOf(known), spotOf(fresh)], "timur");
    for (const at of names) {
      expect((await send(siti, known, at)).body.jws).toBe(before.body.jws);
      expect(await placesOf(known.id)).toEqual(["pusat"]);
    }
    const first = await send(siti, fresh, "pusat");
    expect(first.status).toBe(200);
    expect((await send(siti, fresh, "timur")).body.jws).toBe(first.body.jws);
    const second = sampleReport({ evidence: fresh.evidence });
    expect((await send(wati, second, "timur")).body).toMatchObject({
      caseId: first.body.caseId,
      reportsOnCase: 2,
    });
    expect([await placesOf(fresh.id), await placesOf(second.id)]).toEqual([["timur"], ["timur"]]);
    await move([spotOf(known), spotOf(fresh)], "pusat");
    expect((await send(wati, fresh, "pusat")).problem).toBe("conflict");
    expect((await send(siti, fresh, "pusat")).body.jws).toBe(first.body.jws);
    await expectWhole();
  });

  test("files, the own list and a withdrawal reach the server that has the report", async () => {
    const siti = await officer("Siti");
    const { bytes, file, picture } = await samplePicture("cells");
    const report = sampleReport({ evidence: { picture } });
    await move([spotOf(report)], "timur");
    expect((await send(siti, report, "pusat")).body.filesWanted).toEqual([file.sha256]);
    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    const headers = { "Content-Type": "image/png" };
    expect((await siti.call("PUT", path, { bytes, headers })).status).toBe(200);
    const { files } = (await opened[0]?.open("timur")) ?? {};
    expect(await files?.has(file.sha256)).toBe(true);
    expect(await kits.pusat.intake.files.has(file.sha256)).toBe(false);
    expect((await send(siti, report, "timur")).body.filesWanted).toEqual([]);
    const home = sampleReport();
    expect((await send(siti, home, "timur")).status).toBe(200);
    const page = async (after = "") =>
      (await siti.call("GET", `/v1/reports/own?limit=1${after}`)).body as {
        reports: { id: string }[];
        next?: string;
        week?: { sent: number };
      };
    const first = await page();
    const second = await page(`&after=${first.next}`);
    // The two intakes' clocks differ here, so either report may be the newer one.
    expect(new Set([first.reports[0]?.id, second.reports[0]?.id])).toEqual(new Set([home.id, report.id]));
    expect([first.next === undefined, second.next]).toEqual([false, undefined]);
    expect(first.week?.sent).toBe(2);
    const withdrawn = await siti.call("POST", `/v1/reports/${report.id}/withdrawal`, {
      body: { reason: "Salah kiriman." },
    });
    expect([withdrawn.status, withdrawn.problem]).toEqual([200, undefined]);
    await expectWhole();
  });

  test("a retry, a file and a withdrawal reach the server of their report if another person's has the same id", async () => {
    const [siti, budi] = [await officer("Siti"), await officer("Budi")];
    const [ours, theirs] = [await samplePicture("ours"), await samplePicture("theirs")];
    const there = sampleReport({ evidence: { picture: ours.picture } });
    await move([spotOf(there)], "timur");
    const first = await send(siti, there, "pusat");
    expect(first.status).toBe(200);
    let here = sampleReport({ id: there.id, evidence: { picture: theirs.picture } });
    while (spotOf(here) === spotOf(there))
      here = sampleReport({ id: there.id, evidence: { picture: theirs.picture } });
    expect((await send(budi, here, "pusat")).status).toBe(200);
    expect(await placesOf(there.id)).toEqual(["pusat", "timur"]);

    const headers = { "Content-Type": "image/png" };
    for (const at of names) {
      const { app } = kits[at];
      expect(await send(siti, there, at), at).toMatchObject({ status: 200, body: { jws: first.body.jws } });
      for (const [by, { file, bytes }] of [
        [siti, ours],
        [budi, theirs],
      ] as const) {
        const path = `/v1/reports/${there.id}/files/${file.sha256}`;
        expect((await by.call("PUT", path, { bytes, headers, app })).status, at).toBe(200);
      }
    }
    for (const [by, app] of [
      [siti, kits.pusat.app],
      [budi, kits.timur.app],
    ] as const) {
      const body = { reason: "Salah kiriman." };
      const withdrawn = await by.call("POST", `/v1/reports/${there.id}/withdrawal`, { body, app });
      expect(withdrawn.status).toBe(200);
    }
    for (const name of names) {
      const [row] = await stores[name].db.select().from(reports).where(eq(reports.id, there.id));
      expect(row?.withdrawnAt, name).not.toBeNull();
    }
    await move([spotOf(there)], "pusat");
    await expectWhole();
  });

  test("a device that is revoked at home is refused at once, and its copy follows", async () => {
    const siti = await officer("Siti");
    const report = sampleReport();
    await move([spotOf(report)], "timur");
    expect((await send(siti, report, "timur")).status).toBe(200);
    const [copy] = await stores.timur.db
      .select()
      .from(devices)
      .innerJoin(reports, eq(reports.deviceId, devices.id))
      .where(eq(reports.id, report.id));
    await revokeDevice(stores.pusat, copy?.devices.id ?? "", new Date());
    for (const at of names)
      expect((await send(siti, sampleReport({ evidence: report.evidence }), at)).problem).toBe(
        "device-revoked",
      );
    await refreshCopies(stores.pusat.db, stores.timur.db, new Date());
    const [refreshed] = await stores.timur.db
      .select({ revokedAt: devices.revokedAt })
      .from(devices)
      .where(eq(devices.id, copy?.devices.id ?? ""));
    expect(refreshed?.revokedAt).toBeInstanceOf(Date);
    await expectWhole();
  });

  test("two people decide at a cell, neither of them twice or about their own report", async () => {
    const [siti, budi, ani, dewi] = await Promise.all([
      officer("Siti"),
      kits.pusat.enrolled("supervisor", "Budi"),
      kits.pusat.enrolled("supervisor", "Ani"),
      kits.pusat.enrolled("supervisor", "Dewi"),
    ]);
    const report = sampleReport();
    await move([spotOf(report)], "timur");
    const { caseId } = (await send(siti, report, "pusat")).body;
    await send(dewi, sampleReport({ evidence: report.evidence }), "pusat");
    const { app } = kits.timur;
    const { version } = (await budi.call("GET", `/v1/cases/${caseId}`, { app })).body;
    const propose = (by: TestDevice) =>
      by.call("POST", `/v1/cases/${caseId}/decisions`, {
        body: { id: crypto.randomUUID(), caseVersion: version, ...verdicts.approve },
        app,
      });
    const confirm = (by: TestDevice, id: string) =>
      by.call("POST", `/v1/decisions/${id}/answer`, { body: { answer: "confirm" }, app });

    expect((await propose(dewi)).problem).toBe("own-report");
    const made = await propose(budi);
    expect(made.body.state).toBe("proposed");
    for (const by of [budi, dewi, siti]) expect((await confirm(by, made.body.id)).status).not.toBe(200);
    expect((await confirm(ani, made.body.id)).body).toMatchObject({ state: "confirmed", answeredBy: "Ani" });
    const own = (await siti.call("GET", "/v1/reports/own")).body.reports;
    expect(own).toMatchObject([{ id: report.id, caseState: "approved" }]);
    await expectWhole();
  });

  test("doctor tries the database and the evidence store of the other server", async () => {
    const settings = { DATA_DIR: folder, DATABASE_URL: servers.timur.address(), CELL: "timur" };
    const checks = await examine(readConfig({ ...settings, CELLS: join(folder, "cells.json"), PORT: "0" }));
    const check = checks.find(({ name }) => name === "Other servers");
    expect(check).toMatchObject({ ok: true });
    expect(check?.found).toMatch(/^pusat: PostgreSQL [\d.]+.*; pusat: writable: file:/);
    expect(checks.find(({ name }) => name === "Clock")?.found).toContain("from pusat");
  });

  test("a server that is not home is not told that the keys of the home server are lost", async () => {
    const keysLost = async (own: Name, intakeKey?: string) => {
      const cells = { path: join(folder, "cells.json"), own };
      const keyFiles = { intakeKey, filesKey: undefined, cells };
      const asked = { stamped: false, mails: false, keyFiles };
      return (await readStoreFacts(stores[own].db, new Date(), asked)).keysLost;
    };
    const settings = { DATA_DIR: folder, DATABASE_URL: servers.timur.address(), CELL: "timur", PORT: "0" };
    const checks = await examine(readConfig({ ...settings, CELLS: join(folder, "cells.json") }));
    expect(checks.find(({ name }) => name === "Keys")).toMatchObject({ ok: true });
    expect(await keysLost("timur")).toEqual([]);
    expect(await keysLost("timur", join(folder, "no-key.json"))).toEqual(["INTAKE_KEY"]);
    const stored = (await readSetting(stores.pusat.db, "intake-private-key")) ?? "";
    await deleteSetting(stores.pusat.db, "intake-private-key");
    expect(await keysLost("pusat")).toEqual(["INTAKE_KEY"]);
    await writeSetting(stores.pusat.db, "intake-private-key", stored);
    expect(await keysLost("pusat")).toEqual([]);
  });

  test("a cell changes no people", async () => {
    const chief = await kits.pusat.enrolled("admin", "Budi");
    const { body } = await chief.call("GET", "/v1/me", { app: kits.timur.app });
    expect(body.name).toBe("Budi");
    const act = { id: crypto.randomUUID(), act: { kind: "suspend", person: body.personId }, reason: "Uji." };
    const asked = await chief.call("POST", "/v1/admin/acts", { body: act, app: kits.timur.app });
    expect(asked.problem).toBe("home-only");
    await expectWhole();
  });

  test("between the two commits of a move nothing is stored, and repeating it finishes it", async () => {
    const siti = await officer("Siti");
    const report = sampleReport();
    const broken = new Map(databases());
    const failing = Object.assign(Object.create(stores.timur.db), {
      transaction: () => Promise.reject(new Error("the server went away")),
    });
    broken.set("timur", failing);
    await expect(moveSpots(broken, [spotOf(report)], "timur", new Date())).rejects.toThrow("went away");
    for (const at of names) expect((await send(siti, report, at)).status).toBe(503);
    expect(await placesOf(report.id)).toEqual([]);
    await move([spotOf(report)], "timur");
    expect((await send(siti, report, "pusat")).status).toBe(200);
    expect(await placesOf(report.id)).toEqual(["timur"]);
  }, 120_000);

  /** Earlier tests move the spots of random posts. */
  async function unmovedSpot(): Promise<number> {
    const moved = await stores.pusat.db.select({ name: spotOwners.name }).from(spotOwners);
    const names = new Set(moved.map(({ name }) => name));
    return (
      Array.from({ length: 1_024 }, (_, spot) => spot).findLast((spot) => !names.has(nameOfSpot(spot))) ?? 0
    );
  }

  test("a move waits until the batches that are being stored have committed", async () => {
    const spot = await unmovedSpot();
    let moving: Promise<unknown> | undefined;
    await stores.pusat.db.transaction(async (tx) => {
      // As a batch does first.
      await tx.execute(sql`select pg_advisory_xact_lock_shared(${locks.ingest})`);
      moving = move([spot], "timur");
      const first = await Promise.race([moving.then(() => "moved"), wait(500).then(() => "waiting")]);
      expect(first).toBe("waiting");
    });
    expect(await moving).toEqual({ to: "timur", moved: [spot] });
  });

  test("a move is in both servers' logs", async () => {
    const spot = await unmovedSpot();
    await move([spot], "timur");
    await move([spot], "pusat");
    const rows = await stores.pusat.db
      .select()
      .from(spotOwners)
      .where(eq(spotOwners.name, nameOfSpot(spot)));
    expect(rows).toMatchObject([{ owner: null, former: ["timur"], moves: 2 }]);
    for (const name of names) {
      const acts = await stores[name].db.select({ act: log.act, detail: log.detail }).from(log);
      const of = acts.filter(({ detail }) =>
        JSON.stringify(detail).includes(`spot_owners/${nameOfSpot(spot)}`),
      );
      expect(of.map(({ act }) => act).sort(), name).toEqual(["spots-given", "spots-taken"]);
    }
  });

  test(`no report is lost or doubled while spots move (seed ${seed})`, async () => {
    const random = randomOf(seed, "cells");
    const senders: TestDevice[] = [];
    for (let index = 0; index < 6; index++) senders.push(await officer(`Petugas ${index}`));
    const posts = Array.from({ length: 60 }, () => sampleReport().evidence);
    const spots = [...new Set(posts.map(({ subject }) => spotOfSubject(subject)))];
    const receipts = new Map<string, Set<string>>();
    const wrong: string[] = [];
    const left = { reports: 420 };
    let moves = 0;

    async function sendUntilReceived(by: TestDevice, report: UnsealedReport, at: Name): Promise<void> {
      for (let tries = 0; tries < 20; tries++) {
        const answer = await send(by, report, at);
        if (answer.status === 200) {
          receipts.set(report.id, (receipts.get(report.id) ?? new Set()).add(answer.body.jws));
          return;
        }
        if (answer.status !== 503) wrong.push(`${answer.status} ${answer.problem}`);
      }
      wrong.push(`${report.id} was never received`);
    }

    async function report(lane: number): Promise<void> {
      while (left.reports-- > 0) {
        const evidence = posts[random.between(0, posts.length - 1)];
        const by = senders[lane % senders.length] as TestDevice;
        const sent = sampleReport({ ...(evidence ? { evidence } : {}) });
        const [one, other] = random.next() < 0.5 ? names : [names[1], names[0]];
        // Sent twice at the same time, as after a connection that broke.
        const again = random.next() < 0.3 ? [sendUntilReceived(by, sent, other)] : [];
        await Promise.all([sendUntilReceived(by, sent, one), ...again]);
      }
    }

    async function moveOn(): Promise<void> {
      while (left.reports > 0) {
        const some = spots.filter(() => random.next() < 0.3);
        await move(some, names[random.between(0, 1)] ?? "pusat");
        moves++;
      }
    }

    const lanes = Array.from({ length: 12 }, (_, index) => report(index));
    await Promise.all([...lanes, moveOn()]);
    expect(wrong).toEqual([]);
    expect(moves).toBeGreaterThan(5);

    const kept: string[] = [];
    const owners = new Map<string, Name[]>();
    const shares: number[] = [];
    for (const name of names) {
      const rows = await stores[name].db.select({ id: reports.id, receipt: reports.receipt }).from(reports);
      const own = rows.filter(({ id }) => receipts.has(id));
      shares.push(own.length);
      for (const { id, receipt } of own) {
        kept.push(id);
        expect([...(receipts.get(id) ?? [])]).toEqual([receipt]);
      }
      const subjects = await stores[name].db.select({ subject: caseSubjects.subject }).from(caseSubjects);
      for (const { subject } of subjects) owners.set(subject, [...(owners.get(subject) ?? []), name]);
    }
    expect(kept.sort()).toEqual([...receipts.keys()].sort());
    expect([...owners].filter(([, at]) => at.length > 1)).toEqual([]);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    await expectWhole();
  }, 240_000);
});

test("spots are read and written as ranges", () => {
  expect(readSpots("0-3, 7,2")).toEqual([0, 1, 2, 3, 7]);
  expect(spotsText([7, 0, 1, 2, 3, 1_023])).toBe("0-3,7,1023");
  for (const wrong of ["", "5-2", "1024", "-1", "x"]) expect(() => readSpots(wrong)).toThrow("must be spots");
});
