/** Administration at the desk: who may, what needs a second administrator, and what the log keeps. */

import { randomUUID } from "node:crypto";
import { asc, eq, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runTrustCommand } from "../../../../intake/admin/access.ts";
import { channelsCommand, runChannelsCommand } from "../../../../intake/admin/channels.ts";
import { runRetentionCommand, setPeriodCommand } from "../../../../intake/admin/retention.ts";
import { listDays as listDaysOnServer } from "../../../../intake/admin/timestamps.ts";
import { createAlertFinder } from "../../../../intake/alerts/find-alerts.ts";
import { logTrust, trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { readConfig } from "../../../../intake/config.ts";
import { locks } from "../../../../intake/db/locks.ts";
import {
  adminActs,
  channels,
  dayStamps,
  days,
  devices,
  enrolmentCodes,
  hooks,
  log,
  people,
  retentionChanges,
} from "../../../../intake/db/schema/index.ts";
import type { Db, Store } from "../../../../intake/db/store.ts";
import type { SignOnSettings } from "../../../../intake/people/sign-on/sign-on-settings.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import { saveUnit, suspendPerson } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  enrolment,
  type IntakeKit,
  origin,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { AdminAct, DayRow, RetentionRow } from "../../../../utils/shared/contract/administration.ts";
import type { AlertView } from "../../../../utils/shared/contract/alert.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { administrationRoutes } from "../../../../utils/shared/contract/routes/administration.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { keepBase } from "../../../support/reset.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const why = "Alasan yang jelas.";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let store: Store;
  let reset: () => Promise<void>;
  let kit: IntakeKit;
  let ani: TestDevice;
  let budi: TestDevice;
  let cici: TestDevice;
  let officer: TestDevice;
  let supervisor: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    store = await stores.open();
    reset = await keepBase(store.db);
  });
  beforeEach(async () => {
    await reset();
    kit = await startKit(store);
    ani = await kit.enrolled("admin", "Ani");
    budi = await kit.enrolled("admin", "Budi");
    cici = await kit.enrolled("admin", "Cici");
    officer = await kit.enrolled("officer", "Oki");
    supervisor = await kit.enrolled("supervisor", "Susi");
  });
  afterAll(() => stores?.close());

  const personOf = async ({ name }: TestDevice): Promise<string> => {
    const [row] = await kit.store.db.select({ id: people.id }).from(people).where(eq(people.name, name));
    return row?.id ?? "";
  };
  const deviceOf = async (device: TestDevice): Promise<string> => {
    const ofPerson = eq(devices.personId, await personOf(device));
    const [row] = await kit.store.db.select({ id: devices.id }).from(devices).where(ofPerson);
    return row?.id ?? "";
  };
  const ask = (by: TestDevice, act: AdminAct | object, reason: string | null = why, id = randomUUID()) =>
    by.call("POST", "/v1/admin/acts", { body: { id, act, ...(reason === null ? {} : { reason }) } });
  const answer = (by: TestDevice, id: string, said: string, reason?: string) =>
    by.call("POST", `/v1/admin/acts/${id}/answer`, {
      body: { answer: said, ...(reason === undefined ? {} : { reason }) },
    });
  const suspended = async (device: TestDevice) => (await device.call("GET", "/v1/me")).problem;
  const trustLog = () =>
    kit.store.db
      .select({ act: log.act, by: log.by })
      .from(log)
      .where(eq(log.caseId, trustLogId))
      .orderBy(asc(log.seq));

  test("refuses everyone but administrators on each route", async () => {
    const others = [officer, supervisor, await kit.enrolled("vlogger"), await kit.enrolled("panelist")];
    const before = await kit.store.db.$count(adminActs);
    for (const { method, path } of Object.values(administrationRoutes))
      for (const device of others) {
        const body = path.endsWith("/acts")
          ? { id: randomUUID(), act: { act: "suspend", person: await personOf(officer) }, reason: why }
          : { answer: "confirm" };
        const request = method === "POST" ? { body } : {};
        const said = await device.call(method, path.replace(":id", randomUUID()), request);
        expect({ path, problem: said.problem }).toEqual({ path, problem: "role-forbidden" });
      }
    expect(await kit.store.db.$count(adminActs)).toBe(before);
    expect(await suspended(officer)).toBeUndefined();
  });

  test("gives an administrator no way to decide", async () => {
    const { body } = await officer.call("POST", "/v1/reports", { body: sampleReport() });
    const decide = { id: randomUUID(), caseVersion: 1, act: "reject", why: "criticism", reason: why };
    for (const [path, request] of [
      [`/v1/cases/${body.caseId}/decisions`, decide],
      [`/v1/decisions/${randomUUID()}/answer`, { answer: "confirm" }],
      [`/v1/decisions/${randomUUID()}/votes`, { id: randomUUID(), vote: "uphold", reason: why }],
    ] as const)
      expect((await ani.call("POST", path, { body: request })).problem).toBe("role-forbidden");
  });

  test("invites an officer at once, with a link that is shown once", async () => {
    const id = randomUUID();
    const act = { act: "invite", name: "Dewi", role: "officer" };
    const made = await ask(ani, act, null, id);
    expect(made.body.act).toMatchObject({ state: "done", about: "Dewi", asked: { name: "Ani", mine: true } });
    expect(made.body.made.address).toBe(`http://intake.test/daftar#${made.body.made.code}`);
    expect(made.body.made.qr.path).toMatch(/^M\d/);
    const device = await kit.newDevice("Dewi");
    const body = enrolment(made.body.made.code);
    expect((await device.call("POST", "/v1/enrolments", { body })).body.name).toBe("Dewi");

    const again = await ask(ani, act, null, id);
    expect(again.status).toBe(200);
    expect(again.body.made).toBeUndefined();
    expect((await ask(budi, act, null, id)).problem).toBe("conflict");
    expect((await ask(ani, { ...act, name: "Lain" }, null, id)).problem).toBe("conflict");
    const dewis = await kit.store.db.select().from(people).where(eq(people.name, "Dewi"));
    expect(dewis).toHaveLength(1);
    expect(await trustLog()).toContainEqual({ act: "person-added", by: "Ani" });
  });

  test("makes one person for an invitation that is sent twice at the same time", async () => {
    const id = randomUUID();
    const act = { act: "invite", name: "Eka", role: "officer" };
    const said = await Promise.all([ask(ani, act, null, id), ask(ani, act, null, id)]);
    expect(said.filter(({ body }) => body.made !== undefined)).toHaveLength(1);
    expect(await kit.store.db.select().from(people).where(eq(people.name, "Eka"))).toHaveLength(1);
  });

  test("keeps the invitation of a supervisor for a second administrator", async () => {
    const act = { act: "invite", name: "Fajar", role: "supervisor" };
    expect((await ask(ani, act, null)).problem).toBe("reason-needed");
    const asked = await ask(ani, act);
    expect(asked.body.act).toMatchObject({ state: "waiting", mayAnswer: false });
    expect(asked.body.made).toBeUndefined();
    expect(asked.body.act.codePart).toMatch(/^[A-Z2-7]{13}$/);
    expect(await kit.store.db.select().from(people).where(eq(people.name, "Fajar"))).toEqual([]);

    expect((await answer(ani, asked.body.act.id, "confirm")).problem).toBe("own-act");
    const confirmed = await answer(budi, asked.body.act.id, "confirm");
    expect(confirmed.body.act).toMatchObject({ state: "done", answered: { name: "Budi", mine: true } });
    expect(confirmed.body.made.code).toMatch(/^[A-Z2-7]{13}$/);
    expect((await answer(budi, asked.body.act.id, "confirm")).problem).toBe("act-over");
    const acts = (await trustLog()).map(({ act: name, by }) => `${name} ${by}`);
    expect(acts).toContain("admin-act-asked Ani");
    expect(acts).toContain("person-added Ani, Budi");
    expect(acts).toContain("admin-act-confirmed Budi");
  });

  test("refuses a second device of the person who asked", async () => {
    const asked = await ask(ani, { act: "suspend", person: await personOf(supervisor) });
    const code = await ask(ani, { act: "new-code", person: await personOf(ani) });
    const made = await answer(budi, code.body.act.id, "confirm");
    // The person whom an act concerns cannot confirm it either.
    const about = await ask(ani, { act: "new-code", person: await personOf(budi) });
    expect((await answer(budi, about.body.act.id, "confirm")).problem).toBe("own-act");
    const second = await kit.newDevice("Ani");
    const whole = made.body.made.code + code.body.act.codePart;
    await second.call("POST", "/v1/enrolments", { body: enrolment(whole) });
    expect((await answer(second, asked.body.act.id, "confirm")).problem).toBe("own-act");
    expect(await suspended(supervisor)).toBeUndefined();
  });

  test("lets no administrator alone report under another person's name", async () => {
    const act = { act: "new-code", person: await personOf(officer) };
    expect((await ask(ani, act, null)).problem).toBe("reason-needed");
    const asked = await ask(ani, act);
    expect(asked.body.act.state).toBe("waiting");
    expect(asked.body.made).toBeUndefined();
    expect((await answer(ani, asked.body.act.id, "confirm")).problem).toBe("own-act");
    const { made } = (await answer(budi, asked.body.act.id, "confirm")).body;
    expect(made).toMatchObject({ isPart: true, address: `http://intake.test/daftar#${made.code}` });
  });

  test("that nobody asked for is found by verify", async () => {
    const id = randomUUID();
    const act = { act: "make-key", scope: "read", name: "Palsu" } as const;
    const row = { id, act, about: act.name, personId: null, reason: why, state: "waiting" as const };
    const askedBy = await personOf(budi);
    await kit.store.db.insert(adminActs).values({ ...row, askedBy, askedAt: kit.intake.now() });
    expect((await answer(ani, id, "confirm")).body.made.key).toMatch(/^lk_/);
    expect((await verifyStore(kit.store)).broken).toContain(
      `act ${id} of an administrator: was confirmed, and no entry of the trust log says who asked for it`,
    );
  });

  test("lets no administrator enrol with their part of a code, and the person with both", async () => {
    const asked = await ask(ani, { act: "new-code", person: await personOf(supervisor), hours: 2 });
    const { id, codePart } = asked.body.act;
    const actOf = async (device: TestDevice) => {
      const { acts } = (await device.call("GET", "/v1/admin/acts?limit=5")).body;
      return acts.find((act: { id: string }) => act.id === id);
    };
    expect((await actOf(budi)).codePart).toBeUndefined();
    const confirmed = await answer(budi, id, "confirm");
    expect(confirmed.body.act.codePart).toBeUndefined();
    const { code } = confirmed.body.made;
    expect((await actOf(ani)).codePart).toBe(codePart);
    expect((await actOf(cici)).codePart).toBeUndefined();

    const device = await kit.newDevice("Siti");
    const enrol = (typed: string) => device.call("POST", "/v1/enrolments", { body: enrolment(typed) });
    expect((await enrol(code)).status).toBe(400);
    expect((await enrol(codePart)).status).toBe(400);
    expect((await enrol(codePart + code)).problem).toBe("code-invalid");
    expect((await enrol(code + code)).problem).toBe("code-invalid");
    expect((await enrol(code + codePart)).body.personId).toBe(await personOf(supervisor));

    kit.clock.ms += 2 * hourMs;
    expect((await actOf(ani)).codePart).toBeUndefined();
    const refused = await ask(ani, { act: "new-code", person: await personOf(supervisor) });
    expect(refused.body.act.codePart).not.toBe(codePart);
    expect((await answer(budi, refused.body.act.id, "refuse", "Tidak.")).body.act.codePart).toBeUndefined();
    const { acts } = (await ani.call("GET", "/v1/admin/acts?limit=1")).body;
    expect(acts[0]).toMatchObject({ state: "refused" });
    expect(acts[0].codePart).toBeUndefined();
  });

  test("suspends an officer at once and a supervisor with a second administrator only", async () => {
    const one = { act: "suspend", person: await personOf(officer) };
    expect((await ask(ani, one, null)).problem).toBe("reason-needed");
    expect((await ask(ani, one)).body.act.state).toBe("done");
    expect(await suspended(officer)).toBe("device-revoked");
    expect((await ask(ani, one)).problem).toBe("person-suspended");
    const code = await ask(ani, { act: "new-code", person: one.person });
    expect((await answer(budi, code.body.act.id, "confirm")).problem).toBe("person-suspended");
    expect((await ask(ani, { act: "resume", person: one.person })).body.act.state).toBe("done");
    expect(await suspended(officer)).toBeUndefined();

    const two = await ask(ani, { act: "suspend", person: await personOf(supervisor) });
    expect(two.body.act.state).toBe("waiting");
    expect(await suspended(supervisor)).toBeUndefined();
    await answer(budi, two.body.act.id, "confirm");
    expect(await suspended(supervisor)).toBe("device-revoked");
  });

  test("lets the asker withdraw and another refuse with a reason", async () => {
    const act = { act: "suspend", person: await personOf(supervisor) };
    const one = (await ask(ani, act)).body.act.id;
    expect((await answer(budi, one, "withdraw")).problem).toBe("own-act");
    expect((await answer(ani, one, "withdraw")).body.act.state).toBe("withdrawn");
    expect((await answer(budi, one, "confirm")).problem).toBe("act-over");
    const two = (await ask(ani, act)).body.act.id;
    expect((await answer(budi, two, "refuse")).problem).toBe("reason-needed");
    expect((await answer(budi, two, "refuse", "Tidak perlu.")).body.act).toMatchObject({
      state: "refused",
      answered: { reason: "Tidak perlu." },
    });
    expect((await answer(budi, randomUUID(), "confirm")).problem).toBe("not-found");
    expect(await suspended(supervisor)).toBeUndefined();
  });

  test("lapses after 72 hours", async () => {
    const { id } = (await ask(ani, { act: "suspend", person: await personOf(supervisor) })).body.act;
    kit.clock.ms += 72 * hourMs - 60_000;
    const waiting = await budi.call("GET", "/v1/admin/acts?state=waiting");
    expect(waiting.body.acts).toMatchObject([{ id, mayAnswer: true }]);
    kit.clock.ms += 60_000;
    expect((await answer(budi, id, "confirm")).problem).toBe("act-over");
    expect((await budi.call("GET", "/v1/admin/acts?state=waiting")).body.acts).toEqual([]);
    expect((await budi.call("GET", "/v1/admin/acts?state=lapsed")).body.acts).toMatchObject([
      { id, state: "lapsed", mayAnswer: false },
    ]);
    expect(await suspended(supervisor)).toBeUndefined();
  });

  test("an act that was asked while the clock was ahead has lapsed", async () => {
    const { ms } = kit.clock;
    kit.clock.ms += 365 * 24 * hourMs;
    const { id } = (await ask(ani, { act: "suspend", person: await personOf(supervisor) })).body.act;
    kit.clock.ms = ms + 60 * 24 * hourMs;
    expect((await budi.call("GET", "/v1/admin/acts?state=waiting")).body.acts).toEqual([]);
    expect((await budi.call("GET", "/v1/admin/acts?state=lapsed")).body.acts).toMatchObject([{ id }]);
    expect((await answer(budi, id, "confirm")).problem).toBe("act-over");
    expect(await suspended(supervisor)).toBeUndefined();
  });

  test("alerts every other administrator who may confirm until the act is answered or lapses", async () => {
    const finder = createAlertFinder(kit.store.db, kit.intake.now);
    const look = async () => {
      kit.clock.ms += 10_000;
      await finder.run();
    };
    const told = async (device: TestDevice) =>
      (await device.call("GET", "/v1/alerts")).body.alerts.filter(
        ({ event }: AlertView) => event === "admin-act-waiting",
      );
    const all = async () =>
      (await Promise.all([ani, budi, cici, supervisor].map(told))).map(({ length }) => length);

    await ask(ani, { act: "suspend", person: await personOf(officer) });
    await look();
    expect(await all(), "nothing waits").toEqual([0, 0, 0, 0]);
    const asked = await ask(ani, { act: "suspend", person: await personOf(cici) });
    await look();
    expect(await all(), "neither the asker nor the person concerned").toEqual([0, 1, 0, 0]);
    expect(await told(budi)).toMatchObject([
      { kind: "admin-act", reference: "", dueAt: asked.body.act.until },
    ]);
    await answer(budi, asked.body.act.id, "refuse", "Tidak perlu.");
    await look();
    expect(await all(), "answered").toEqual([0, 0, 0, 0]);

    await ask(budi, { act: "suspend", person: await personOf(supervisor) });
    await look();
    expect(await all()).toEqual([1, 0, 1, 0]);
    kit.clock.ms += 72 * hourMs;
    await look();
    expect(await all(), "lapsed").toEqual([0, 0, 0, 0]);
  });

  test("keeps the alert of an act for one administrator when another has taken theirs", async () => {
    const finder = createAlertFinder(kit.store.db, kit.intake.now);
    await ask(ani, { act: "suspend", person: await personOf(supervisor) });
    await finder.run();
    const [{ id }] = (await budi.call("GET", "/v1/alerts")).body.alerts;
    await budi.call("POST", `/v1/alerts/${id}/acknowledgement`);
    const { alerts } = (await cici.call("GET", "/v1/alerts")).body;
    expect(alerts).toMatchObject([{ event: "admin-act-waiting" }]);
    expect(alerts[0].acknowledged, "each has their own").toBeUndefined();
  });

  test("refuses more waiting acts of one administrator than a colleague can read", async () => {
    const person = await personOf(supervisor);
    for (let count = 0; count < limits.waitingActs; count += 1)
      expect((await ask(ani, { act: "suspend", person })).status).toBe(200);
    expect((await ask(ani, { act: "suspend", person })).problem).toBe("too-many-requests");
    expect((await ask(budi, { act: "suspend", person })).body.act.state).toBe("waiting");
    expect((await ask(ani, { act: "suspend", person: await personOf(officer) })).body.act.state).toBe("done");
  });

  test("does not carry out the act of an administrator who was suspended meanwhile", async () => {
    const { id } = (await ask(ani, { act: "suspend", person: await personOf(supervisor) })).body.act;
    await suspendPerson(kit.store.db, await personOf(ani), kit.intake.now());
    expect((await answer(budi, id, "confirm")).problem).toBe("act-over");
    expect(await suspended(supervisor)).toBeUndefined();
  });

  test("counts the administrators who may confirm: with two, none for the suspension of one of them", async () => {
    const person = await personOf(budi);
    expect((await ask(ani, { act: "suspend", person })).body.act.confirmers).toBe(1);
    await suspendPerson(kit.store.db, await personOf(cici), kit.intake.now());
    const { act } = (await ask(ani, { act: "suspend", person })).body;
    expect(act).toMatchObject({ state: "waiting", confirmers: 0 });
    for (const device of [ani, budi])
      expect((await answer(device, act.id, "confirm")).problem, device.name).toBe("own-act");
    // The way out: an administrator more, from the command line.
    const dina = await kit.enrolled("admin", "Dina");
    expect((await answer(dina, act.id, "confirm")).body.act.state).toBe("done");
  });

  test("keeps the last administrator", async () => {
    await suspendPerson(kit.store.db, await personOf(cici), kit.intake.now());
    const [anis, budis] = [await personOf(ani), await personOf(budi)];
    // Each asks to suspend themself; both are confirmed at the same time.
    const one = (await ask(ani, { act: "suspend", person: anis })).body.act.id;
    const two = (await ask(budi, { act: "suspend", person: budis })).body.act.id;
    const said = await Promise.all([answer(budi, one, "confirm"), answer(ani, two, "confirm")]);
    expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
    const rows = await kit.store.db.select().from(people).where(eq(people.role, "admin"));
    expect(rows.filter(({ suspendedAt }) => suspendedAt === null)).toHaveLength(1);
    // The refused act changed nothing.
    const left = await kit.store.db.select().from(adminActs).where(eq(adminActs.state, "waiting"));
    expect(left).toHaveLength(1);
  });

  test("keeps the last administrator's role", async () => {
    for (const device of [budi, cici])
      await suspendPerson(kit.store.db, await personOf(device), kit.intake.now());
    const { id } = (await ask(ani, { act: "change-role", person: await personOf(ani), role: "officer" })).body
      .act;
    // Budi confirms with a device, and Cici suspends Budi between the check of the role and the act.
    await suspendPerson(kit.store.db, await personOf(budi), null);
    const real = kit.intake.devices.add;
    kit.intake.devices.add = async (thumbprint) => {
      const known = await real(thumbprint);
      await suspendPerson(kit.store.db, await personOf(budi), kit.intake.now());
      return known;
    };
    expect((await answer(budi, id, "confirm")).problem).toBe("last-administrator");
    kit.intake.devices.add = real;
    expect((await ani.call("GET", "/v1/me")).body.role).toBe("admin");
  });

  test("lets one of two simultaneous confirmations win", async () => {
    const { id } = (await ask(ani, { act: "invite", name: "Gita", role: "supervisor" })).body.act;
    const said = await Promise.all([answer(budi, id, "confirm"), answer(cici, id, "confirm")]);
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await kit.store.db.select().from(people).where(eq(people.name, "Gita"))).toHaveLength(1);
  });

  test("refuses a request that is sent again with its proof", async () => {
    const body = { id: randomUUID(), act: { act: "suspend", person: await personOf(officer) }, reason: why };
    await ani.call("POST", "/v1/admin/acts", { body });
    const again = await ani.call("POST", "/v1/admin/acts", { body, proof: ani.lastProof() });
    expect(again.problem).toBe("proof-replayed");
  });

  test("changes roles, but not to or from panelist and not of people who sign on", async () => {
    const person = await personOf(officer);
    expect((await ask(ani, { act: "change-role", person, role: "vlogger" })).body.act.state).toBe("done");
    expect((await officer.call("GET", "/v1/me")).body.role).toBe("vlogger");
    const up = await ask(ani, { act: "change-role", person, role: "supervisor" });
    expect(up.body.act.state).toBe("waiting");
    expect((await officer.call("GET", "/v1/me")).body.role).toBe("vlogger");
    const panel = (await ask(ani, { act: "change-role", person, role: "panelist" })).body.act.id;
    expect((await answer(budi, panel, "confirm")).problem).toBe("role-fixed");
    await kit.store.db.update(people).set({ issuer: "https://sso.test" }).where(eq(people.id, person));
    expect((await ask(ani, { act: "change-role", person, role: "officer" })).problem).toBe("role-fixed");
  });

  test("takes a supervisor's last device with a second administrator only", async () => {
    const device = await deviceOf(supervisor);
    expect((await ask(ani, { act: "revoke-device", device })).body.act.state).toBe("waiting");
    const own = await deviceOf(officer);
    expect((await ask(ani, { act: "revoke-device", device: own })).body.act.state).toBe("done");
    expect(await suspended(officer)).toBe("device-revoked");
    expect((await ask(ani, { act: "revoke-device", device: own })).problem).toBe("not-found");
    expect((await ask(ani, { act: "revoke-device", device: randomUUID() })).problem).toBe("not-found");
  });

  test("lets no administrator alone lock out or move an officer whose promotion waits", async () => {
    const [person, device] = [await personOf(officer), await deviceOf(officer)];
    await ask(ani, { act: "save-unit", name: "Sempit", sites: null, categories: ["SPAM"], languages: null });
    const up = (await ask(budi, { act: "change-role", person, role: "supervisor" })).body.act;
    for (const act of [
      { act: "suspend", person },
      { act: "assign-unit", person, unit: "Sempit" },
      { act: "revoke-device", device },
    ])
      expect((await ask(ani, act)).body.act.state, act.act).toBe("waiting");
    await answer(cici, up.id, "confirm");
    expect((await ani.call("GET", `/v1/admin/people/${person}`)).body.role).toBe("supervisor");
  });

  test("lets no administrator become both people who decide, by promoting officers whose codes they were shown", async () => {
    const enter = async (name: string, code: string) => {
      const device = await kit.newDevice(name);
      return { device, said: await device.call("POST", "/v1/enrolments", { body: enrolment(code) }) };
    };
    const codeOf = async (name: string) =>
      (await ask(ani, { act: "invite", name, role: "officer" })).body.made.code as string;
    const [codeX, codeY] = [await codeOf("Xena"), await codeOf("Yuda")];
    const { device: xena } = await enter("Xena", codeX);
    const people = { Xena: await personOf(xena), Yuda: "" };
    const all = (await ani.call("GET", "/v1/admin/people?q=Yuda")).body.people;
    people.Yuda = all[0].id;
    for (const person of Object.values(people)) {
      const act = { act: "change-role", person, role: "supervisor" };
      const asked = (await ask(ani, act)).body.act;
      expect(asked.codePart, "the asker is shown a part").toMatch(/^[A-Z2-7]{13}$/);
      const confirmed = (await answer(budi, asked.id, "confirm")).body;
      expect(confirmed.act.state).toBe("done");
      expect(confirmed.made).toMatchObject({ made: "code", isPart: true });
      expect((await ani.call("GET", `/v1/admin/people/${person}`)).body).toMatchObject({
        role: "supervisor",
        codes: [{}],
      });
      if (person === people.Xena) {
        expect(await suspended(xena), "the device of the whole code").toBe("device-revoked");
        const { said } = await enter("Xena lagi", confirmed.made.code + asked.codePart);
        expect(said.body).toMatchObject({ personId: person, role: "supervisor" });
      }
    }
    expect((await enter("Yuda", codeY)).said.problem, "the unused whole code").toBe("code-invalid");
    const down = (await ask(ani, { act: "change-role", person: people.Xena, role: "officer" })).body.act;
    expect(down.codePart).toBeUndefined();
    expect((await answer(budi, down.id, "confirm")).body.made).toBeUndefined();
  });

  test.runIf(engine === "postgres").each([
    [
      "an act of the command line on the person",
      () => officer,
      "supervisor",
      (tx: Db, id: string) => tx.update(people).set({ unitId: null }).where(eq(people.id, id)),
      (tx: Db, id: string) =>
        logTrust(tx, { act: "unit-assigned", at: kit.intake.now(), by: "x" }, { people: [id] }),
    ],
    [
      "an enrolment of the person",
      () => cici,
      "supervisor",
      (tx: Db, id: string) =>
        tx.select().from(enrolmentCodes).where(eq(enrolmentCodes.personId, id)).for("update"),
      async (tx: Db, id: string) => {
        const [device] = await tx.select().from(devices).where(eq(devices.personId, id));
        if (!device) throw new Error("no device");
        const added = { ...device, id: randomUUID(), thumbprint: randomUUID() };
        await tx.insert(devices).values(added);
        await logTrust(
          tx,
          { act: "device-enrolled", at: kit.intake.now(), by: "device" },
          { devices: [added.id] },
        );
      },
    ],
  ] as const)(
    "promotes a person at the same time as %s without a deadlock",
    async (_, whose, role, first, second) => {
      const person = await personOf(whose());
      await createCode(kit.store.db, person, kit.intake.now());
      const { act } = (await ask(ani, { act: "change-role", person, role })).body;
      let confirmed: ReturnType<typeof answer> | undefined;
      await kit.store.db.transaction(async (tx) => {
        await first(tx, person);
        confirmed = answer(budi, act.id, "confirm");
        await new Promise((resolve) => setTimeout(resolve, 500));
        await second(tx, person);
      });
      expect((await confirmed)?.body.act?.state).toBe("done");
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    },
  );

  test("counts as another device of a supervisor only one that was used lately and need not sign on", async () => {
    const [used, old] = [await deviceOf(supervisor), randomUUID()];
    const person = await personOf(supervisor);
    const now = kit.intake.now().getTime();
    const ago = (days: number) => new Date(now - days * 24 * hourMs);
    const [row] = await kit.store.db.select().from(devices).where(eq(devices.id, used));
    if (!row) throw new Error("the supervisor has no device");
    const other = { ...row, id: old, thumbprint: old, enrolledAt: ago(90) };
    await kit.store.db.insert(devices).values({ ...other, lastSeenAt: ago(60) });
    const set = (id: string, change: Partial<typeof row>) =>
      kit.store.db.update(devices).set(change).where(eq(devices.id, id));
    const revoke = async (device: string) => {
      const { act } = (await ask(ani, { act: "revoke-device", device })).body;
      if (act.state === "waiting") await answer(ani, act.id, "withdraw");
      else await set(device, { revokedAt: null });
      const { devicesList } = (await ani.call("GET", `/v1/admin/people/${person}`)).body;
      const inUse = (id: string) => devicesList.find((device: { id: string }) => device.id === id).inUse;
      return { state: act.state, used: inUse(used), old: inUse(old) };
    };
    expect(await revoke(used)).toEqual({ state: "waiting", used: true, old: false });
    expect(await revoke(old)).toEqual({ state: "done", used: true, old: false });
    await set(old, { lastSeenAt: ago(13) });
    expect(await revoke(used)).toEqual({ state: "done", used: true, old: true });
    await set(old, { signedOnAt: ago(31) });
    expect(await revoke(used)).toEqual({ state: "waiting", used: true, old: false });
    // It is unknown which of these devices the person still has.
    await set(used, { lastSeenAt: ago(15) });
    expect(await revoke(used)).toEqual({ state: "waiting", used: false, old: false });
    expect(await revoke(old)).toEqual({ state: "waiting", used: false, old: false });
  });

  test("takes only one of a supervisor's two devices if both are asked at once", async () => {
    const first = await deviceOf(supervisor);
    const second = await kit.newDevice("Susi");
    const { code } = await createCode(kit.store.db, await personOf(supervisor), kit.intake.now());
    expect((await second.call("POST", "/v1/enrolments", { body: enrolment(code) })).status).toBe(200);
    const all = await kit.store.db.select().from(devices).where(isNull(devices.revokedAt));
    const [other] = all.filter(
      ({ id, personId }) => id !== first && personId === all.find((row) => row.id === first)?.personId,
    );
    const both = () =>
      Promise.all([first, other?.id ?? ""].map((device) => ask(ani, { act: "revoke-device", device })));
    let asked = Promise.resolve<Awaited<ReturnType<typeof both>>>([]);
    if (engine === "pglite") asked = both();
    // Under this lock no act ends, so that neither request can see what the other did.
    else
      await kit.store.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${locks.trust})`);
        asked = both();
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
    expect((await asked).map(({ body }) => body.act?.state).sort()).toEqual(["done", "waiting"]);
    const kept = await kit.store.db.select().from(devices).where(isNull(devices.revokedAt));
    expect(kept.filter(({ id }) => id === first || id === other?.id)).toHaveLength(1);
  });

  test("does not confirm with a person whom one invited alone, directly or over another, for days", async () => {
    const enter = async (code: string, name: string) => {
      const device = await kit.newDevice(name);
      await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
      return device;
    };
    // Ani and Cici confirm in good faith that officers become administrators. Budi got their parts of the codes by deceit.
    const promote = async (by: TestDevice, name: string, confirmer: TestDevice) => {
      const invited = await ask(by, { act: "invite", name, role: "officer" });
      const person = await personOf(await enter(invited.body.made.code, name));
      const { id, codePart } = (await ask(by, { act: "change-role", person, role: "admin" })).body.act;
      const confirmed = (await answer(confirmer, id, "confirm")).body;
      expect(confirmed.act.state).toBe("done");
      return enter(confirmed.made.code + codePart, name);
    };
    const dina = await promote(budi, "Dina", ani);
    const eka = await promote(dina, "Eka", cici);
    const target = { act: "suspend", person: await personOf(supervisor) };
    const names = [budi, dina, eka];
    for (const one of names) {
      const asked = await ask(one, target);
      expect(asked.body.act.confirmers, "Ani and Cici are left").toBe(2);
      for (const other of names) {
        expect((await answer(other, asked.body.act.id, "confirm")).problem).toBe("own-act");
        const { acts } = (await other.call("GET", "/v1/admin/acts?state=waiting")).body;
        expect(acts.find(({ id }: { id: string }) => id === asked.body.act.id).mayAnswer).toBe(false);
      }
    }
    expect(await suspended(supervisor)).toBeUndefined();
    const honest = await ask(ani, target);
    expect((await answer(budi, honest.body.act.id, "confirm")).body.act.state).toBe("done");

    kit.clock.ms += (limits.maxCodeHours + limits.actHours) * hourMs;
    const later = await ask(budi, { act: "resume", person: await personOf(supervisor) });
    expect((await answer(eka, later.body.act.id, "confirm")).body.act.state).toBe("done");
  });

  test("confirms with a person whose code had two parts", async () => {
    const invited = await ask(ani, { act: "invite", name: "Dina", role: "admin" });
    const { made } = (await answer(budi, invited.body.act.id, "confirm")).body;
    const dina = await kit.newDevice("Dina");
    const body = enrolment(made.code + invited.body.act.codePart);
    expect((await dina.call("POST", "/v1/enrolments", { body })).body.role).toBe("admin");
    for (const other of [ani, budi]) {
      const asked = await ask(other, { act: "suspend", person: await personOf(supervisor) });
      expect(asked.body.act.confirmers).toBe(3);
      expect((await answer(dina, asked.body.act.id, "confirm")).body.act.state).toBe("done");
      await suspendPerson(kit.store.db, await personOf(supervisor), null);
    }
  });

  test("needs a second administrator to change a unit that a supervisor enters or returns to", async () => {
    const wide = { act: "save-unit", name: "Baru", sites: null, categories: null, languages: null };
    const narrow = { ...wide, categories: ["SPAM"] };
    expect((await ask(ani, wide)).body.act.state).toBe("done");
    const refuse = (id: string) => answer(budi, id, "refuse", "Tidak.");
    // While another administrator reads the act, the unit must not become another one.
    for (const act of [
      { act: "assign-unit", person: await personOf(supervisor), unit: "Baru" },
      { act: "invite", name: "Gita", role: "supervisor", unit: "Baru" },
    ]) {
      const asked = await ask(ani, act);
      const changed = await ask(ani, narrow);
      expect(changed.body.act.state, act.act).toBe("waiting");
      for (const { body } of [asked, changed]) await refuse(body.act.id);
      expect((await ask(ani, wide)).body.act.state).toBe("done");
    }
    await ask(ani, { act: "assign-unit", person: await personOf(officer), unit: "Baru" });
    expect((await ask(ani, wide)).body.act.state).toBe("done");
    const up = await ask(ani, { act: "change-role", person: await personOf(officer), role: "supervisor" });
    const changed = await ask(ani, narrow);
    expect(changed.body.act.state).toBe("waiting");
    for (const { body } of [up, changed]) await refuse(body.act.id);

    const moved = await ask(ani, { act: "assign-unit", person: await personOf(supervisor), unit: "Baru" });
    await answer(budi, moved.body.act.id, "confirm");
    const left = await ask(ani, { act: "suspend", person: await personOf(supervisor) });
    await answer(budi, left.body.act.id, "confirm");
    expect((await ask(ani, narrow)).body.act.state).toBe("waiting");
  });

  test("needs a second administrator for the unit of a sign-on account, whose role the provider may raise", async () => {
    const unit = { act: "save-unit", name: "Sempit", sites: null, categories: ["SPAM"], languages: null };
    const person = await personOf(officer);
    await ask(ani, unit);
    const identity = { issuer: "https://masuk.example", subject: "oki" };
    await kit.store.db.update(people).set(identity).where(eq(people.id, person));
    const moved = await ask(ani, { act: "assign-unit", person, unit: "Sempit" });
    expect(moved.body.act.state).toBe("waiting");
    // Neither while the move waits nor afterwards does the unit become another one.
    expect((await ask(ani, unit)).body.act.state).toBe("waiting");
    await answer(budi, moved.body.act.id, "confirm");
    expect((await ask(ani, unit)).body.act.state).toBe("waiting");
    expect((await ask(ani, { ...unit, name: "Lain", isNew: true })).body.act.state).toBe("done");
  });

  test("needs a second administrator for each unit if the provider names units", async () => {
    const settings = { unitClaim: "unit" } as SignOnSettings;
    Object.assign(kit.intake, { signOn: { ...kit.intake.signOn, settings } });
    const unit = {
      act: "save-unit",
      isNew: true,
      name: "Judi",
      sites: null,
      categories: ["SPAM"],
      languages: null,
    };
    expect((await ask(ani, unit)).body.act.state).toBe("waiting");
    expect(await ask(ani, unit, null)).toMatchObject({ problem: "reason-needed" });
  });

  test("makes no new unit of a name that another administrator used", async () => {
    const unit = { act: "save-unit", isNew: true, name: "Judi", languages: null };
    const asked = await ask(ani, { ...unit, sites: ["x"], categories: null });
    expect(asked.body.act.state).toBe("done");
    const second = await ask(budi, { ...unit, sites: null, categories: ["SPAM"] });
    expect(second.problem).toBe("conflict");
    const { units } = (await ani.call("GET", "/v1/admin/units")).body;
    expect(units).toMatchObject([{ name: "Judi", sites: ["x"], categories: null }]);
  });

  test("needs a second administrator to change which cases a unit's supervisors see", async () => {
    const scope = { act: "save-unit", name: "Judi", sites: null, categories: ["JUDI"], languages: null };
    expect((await ask(ani, scope)).body.act.state).toBe("done");
    const assigned = await ask(ani, { act: "assign-unit", person: await personOf(supervisor), unit: "Judi" });
    expect(assigned.body.act.state).toBe("waiting");
    await answer(budi, assigned.body.act.id, "confirm");
    expect((await supervisor.call("GET", "/v1/me")).body.unit).toBe("Judi");
    expect((await ask(ani, { ...scope, categories: ["SPAM"] })).body.act.state).toBe("waiting");
    const unknown = { act: "assign-unit", person: await personOf(officer), unit: "Tidak ada" };
    expect((await ask(ani, unknown)).problem).toBe("not-found");
    const units = (await ani.call("GET", "/v1/admin/units")).body.units;
    expect(units).toMatchObject([{ name: "Judi", categories: ["JUDI"], people: 1 }]);
  });

  test("places a hold at once and lifts it with a second administrator", async () => {
    const { body } = await officer.call("POST", "/v1/reports", { body: sampleReport() });
    const placed = await ask(ani, { act: "place-hold", case: body.caseId });
    expect(placed.body.act).toMatchObject({ state: "done", about: body.number });
    const { holds, retention } = (await ani.call("GET", "/v1/admin/holds")).body;
    expect(holds).toMatchObject([{ caseId: body.caseId, by: "Ani", reason: why, number: body.number }]);
    expect(retention).toContainEqual(expect.objectContaining({ category: "JUDI", approved: 1825 }));
    const lift = await ask(ani, { act: "lift-hold", case: body.caseId, hold: holds[0].id });
    expect(lift.body.act.state).toBe("waiting");
    expect((await ani.call("GET", "/v1/admin/holds")).body.holds).toHaveLength(1);
    await answer(budi, lift.body.act.id, "confirm");
    expect((await ani.call("GET", "/v1/admin/holds")).body.holds).toEqual([]);
    expect((await ask(ani, { act: "place-hold", case: randomUUID() })).problem).toBe("not-found");
  });

  test("gives keys and webhooks their secret once, and lists none", async () => {
    const read = await ask(ani, { act: "make-key", scope: "read", name: "Dasbor" });
    expect(read.body).not.toHaveProperty("made");
    const { key } = (await answer(budi, read.body.act.id, "confirm")).body.made;
    expect(key).toMatch(/^lk_/);
    const added = await ask(ani, { act: "add-hook", address: "https://a.test/", events: ["case-decided"] });
    const { secret } = added.body.made;
    const listed = await ani.call("GET", "/v1/admin/keys");
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    const { keys, hooks: listedHooks } = listed.body;
    const end = await ask(ani, { act: "end-hook", hook: listedHooks[0].id });
    const revoke = await ask(ani, { act: "revoke-key", key: keys[0].id });
    expect([end.body.act.state, revoke.body.act.state]).toEqual(["waiting", "waiting"]);
    await answer(budi, end.body.act.id, "confirm");
    const [hook] = await kit.store.db.select().from(hooks);
    expect(hook?.endedAt).not.toBeNull();
  });

  test("shows no administrator the whole key", async () => {
    const act = { act: "make-key", scope: "platform", channel: "x-legal", name: "X" };
    const asked = (await ask(ani, act)).body.act;
    expect(asked.codePart).toMatch(/^[A-Z2-7]{13}$/);
    const confirmed = (await answer(budi, asked.id, "confirm")).body;
    expect(confirmed.act.codePart).toBeUndefined();
    const first = confirmed.made.key;
    const statusOf = async (key: string) => {
      const path = `${origin}/v1/requests/${randomUUID()}/answers`;
      const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
      return (await kit.app.request(path, { method: "POST", headers, body: "{}" })).status;
    };
    expect([await statusOf(first), await statusOf(`lk_${asked.codePart}`)]).toEqual([401, 401]);
    expect(await statusOf(first + asked.codePart)).toBe(400);
    const { acts } = (await ani.call("GET", "/v1/admin/acts?limit=1")).body;
    expect(acts[0].codePart).toBe(asked.codePart);
    kit.clock.ms += 24 * hourMs;
    const later = (await ani.call("GET", "/v1/admin/acts?limit=1")).body.acts;
    expect(later[0].codePart).toBeUndefined();
  });

  test("tests a channel, once for each id, and none by which a person delivers", async () => {
    const common = {
      site: "x",
      name: "X",
      urgentOnly: false,
      language: "both",
      acknowledgeHours: 4,
    } as const;
    const at = kit.intake.now();
    for (const [place, channel] of [
      { ...common, id: "x-surel", kind: "email" as const, to: ["legal@x.test"], cc: [] },
      { ...common, id: "x-form", kind: "form" as const, address: "https://x.test/form" },
    ].entries())
      await kit.store.db
        .insert(channels)
        .values({ rowId: randomUUID(), id: channel.id, site: "x", channel, place, since: at });
    const sent: string[] = [];
    kit.intake.delivery.sendMail = async ({ subject }, { to }) => {
      sent.push(`${to[0]} ${subject}`);
      return { outcome: "sent", answer: "250 ok" };
    };
    const id = randomUUID();
    const act = { act: "test-channel", channel: "x-surel", to: "platform" };
    const one = await ask(ani, act, null, id);
    expect(one.body.made).toEqual({ made: "delivery", sent: true, answer: "250 ok" });
    await ask(ani, act, null, id);
    expect(sent).toEqual([expect.stringMatching(/^legal@x\.test Kominfo: uji saluran/)]);
    expect((await ask(ani, { ...act, channel: "x-form" })).problem).toBe("no-channel");
    expect((await ask(ani, { ...act, channel: "tiada" })).problem).toBe("not-found");
    const listed = (await ani.call("GET", "/v1/admin/channels")).body.channels;
    expect(listed.map((row: { id: string; target: string }) => [row.id, row.target])).toEqual([
      ["x-surel", "legal@x.test"],
      ["x-form", "https://x.test/form"],
    ]);
  });

  test("changes channels with a second administrator only, and shows a webhook's secret once", async () => {
    const stored = async () => {
      const rows = await kit.store.db.select().from(channels).where(isNull(channels.endedAt));
      return rows.map(({ channel }) => channel);
    };
    const agreed = async (act: object) => {
      const before = await stored();
      const asked = await ask(ani, act);
      expect(asked.body.act.state).toBe("waiting");
      expect(await stored(), "nothing changes by one person").toEqual(before);
      return (await answer(budi, asked.body.act.id, "confirm")).body;
    };
    const webhook = { id: "x-sistem", site: "x", name: "X", kind: "webhook", address: "https://x.test/a" };
    const { made } = await agreed({ act: "save-channel", channel: webhook });
    expect(made).toMatchObject({ made: "secret", secret: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await stored()).toMatchObject([{ ...webhook, secret: made.secret }]);
    const renamed = { ...webhook, name: "X, bagian hukum" };
    expect((await agreed({ act: "save-channel", channel: renamed })).made).toBeUndefined();
    expect(await stored()).toMatchObject([{ ...renamed, secret: made.secret }]);
    const moved = { ...renamed, address: "https://lain.test/a" };
    const other = (await agreed({ act: "save-channel", channel: moved })).made.secret;
    expect(other).not.toBe(made.secret);

    const mail = { id: "ojk", partner: "OJK", name: "OJK", kind: "email", to: ["a@ojk.test"] };
    await agreed({ act: "save-channel", channel: mail });
    await agreed({ act: "remove-channel", channel: "x-sistem", to: "platform" });
    expect(await stored()).toEqual([]);
    const listed = (await ani.call("GET", "/v1/admin/channels")).body;
    expect(listed).toMatchObject({
      channels: [{ id: "ojk", to: "partner", channel: { to: ["a@ojk.test"] } }],
      removed: [{ id: "x-sistem", channel: { address: "https://lain.test/a" }, endedAt: expect.any(String) }],
    });
    const acts = (await ani.call("GET", "/v1/admin/acts")).body;
    for (const secret of [made.secret, other]) expect(JSON.stringify([listed, acts])).not.toContain(secret);
    expect(await trustLog()).toContainEqual({ act: "channel-removed", by: "Ani, Budi" });
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("refuses a channel with a secret of the caller's, of another shape, or that is not in use", async () => {
    const form = { id: "x-form", site: "x", name: "X", kind: "form", address: "https://x.test/" };
    for (const channel of [
      { ...form, kind: "webhook", secret: "s".repeat(40) },
      { ...form, site: "lain" },
      { ...form, id: "X Form" },
      { ...form, address: "javascript:alert(1)" },
    ])
      expect((await ask(ani, { act: "save-channel", channel })).problem).toBe("invalid-input");
    const remove = { act: "remove-channel", channel: "x-form", to: "platform" };
    expect((await ask(ani, remove)).problem).toBe("not-found");
    await answer(budi, (await ask(ani, { act: "save-channel", channel: form })).body.act.id, "confirm");
    const twice = await Promise.all([ask(ani, remove), ask(cici, remove)]);
    const [one, two] = twice.map(({ body }) => body.act.id);
    expect((await answer(budi, one, "confirm")).body.act.state).toBe("done");
    expect((await answer(budi, two, "confirm")).problem, "removed meanwhile").toBe("not-found");
    expect((await ask(ani, { act: "save-channel", channel: form }, null)).problem).toBe("reason-needed");
  });

  test("does the acts on channels at the command line, too", async () => {
    const { db } = kit.store;
    const given = { id: "x-form", site: "x", name: "X", kind: "form", address: "https://x.test/" };
    const other = { ...given, id: "x-lain" };
    const run = (input: object) => runChannelsCommand(db, channelsCommand.parse(input));
    await run({ command: "save-channels", channels: [given] });
    await run({ command: "save-channels", channels: [other] });
    const changed = await run({ command: "save-channels", channels: [{ ...given, name: "Baru" }] });
    expect(changed).toMatchObject({ begun: ["x-form"], unchanged: ["x-lain"] });
    const { channels: listed } = (await ani.call("GET", "/v1/admin/channels")).body;
    expect(listed).toMatchObject([{ id: "x-form", name: "Baru" }, { id: "x-lain" }]);
    const remove = { command: "remove-channel", channel: "x-form", to: "platform" };
    expect(await run(remove)).toEqual({ removed: "x-form" });
    await expect(run(remove)).rejects.toThrow("No channel x-form");
    await expect(run({ command: "load-channels", channels: [] })).rejects.toThrow("would end all");
    const key = (channel: string) =>
      runTrustCommand(kit.store, "https://intake.test", { command: "apikey", scope: "platform", channel });
    await expect(key("x-form")).rejects.toThrow("No channel x-form to a platform is in use");
    expect(await key("x-lain")).toMatchObject({ channel: "x-lain" });
  });

  test("lengthens a retention period at once, and shortens it with two administrators and after 72 hours", async () => {
    const judi = async () => {
      const rows: RetentionRow[] = (await ani.call("GET", "/v1/admin/holds")).body.retention;
      return rows.find(({ category }) => category === "JUDI");
    };
    const act = (days: object) => ({ act: "save-retention", category: "JUDI", days });
    expect((await ask(ani, act({ approved: 2000 }), null)).problem).toBe("reason-needed");
    expect((await ask(ani, act({ approved: 2000 }))).body.act.state).toBe("done");
    expect(await judi()).toMatchObject({ approved: 2000, rejected: 180, changed: true, pending: [] });
    const asked = await ask(ani, act({ approved: 100, open: 10 }));
    expect(asked.body.act.state).toBe("waiting");
    kit.clock.ms += hourMs;
    await answer(budi, asked.body.act.id, "confirm");
    expect(await judi()).toMatchObject({
      approved: 2000,
      open: null,
      pending: [{ days: 100 }, { days: 10 }],
    });
    // One administrator takes back one of the two, and cannot go below what is in force.
    expect((await ask(cici, act({ open: null }))).body.act.state).toBe("done");
    expect((await ask(cici, act({ approved: 1999 }))).body.act.state).toBe("waiting");
    kit.clock.ms += 72 * hourMs;
    expect(await judi()).toMatchObject({ approved: 100, open: null, pending: [] });
    expect(await trustLog()).toContainEqual({ act: "retention-changed", by: "Ani, Budi" });
    expect((await verifyStore(kit.store)).broken).toEqual([]);
    await kit.store.db.update(retentionChanges).set({ days: 1 }).where(eq(retentionChanges.no, 1));
    expect((await verifyStore(kit.store)).broken.join()).toContain("retention period");
  });

  test("keeps the periods of the server's file from everyone, and changes others at the command line", async () => {
    kit.intake.retentionFile = { SPAM: { approved: 500 } };
    const spam = { act: "save-retention", category: "SPAM", days: { approved: 900 } };
    expect((await ask(ani, spam)).problem).toBe("retention-fixed");
    const { retention } = (await ani.call("GET", "/v1/admin/holds")).body;
    expect(retention).toContainEqual(
      expect.objectContaining({ category: "SPAM", approved: 500, fixed: ["approved"] }),
    );
    const run = (input: object) =>
      runRetentionCommand(
        kit.store.db,
        readConfig({}),
        setPeriodCommand.parse({ command: "set-period", by: "rudi", reason: why, ...input }),
      );
    const said = await run({ category: "JUDI", approved: "30", open: "kept" });
    expect(said).toMatchObject({ pending: [{ category: "JUDI", outcome: "approved", days: 30 }] });
    expect(() =>
      setPeriodCommand.parse({ command: "set-period", category: "JUDI", by: "x", reason: why }),
    ).toThrow("approved");
    const due = await ani.call("GET", "/v1/admin/holds");
    expect(due.body.retention).toContainEqual(expect.objectContaining({ category: "JUDI", approved: 1825 }));
  });

  test("finds people by name, role and state, page by page", async () => {
    await saveUnit(
      kit.store.db,
      { name: "Jawa", sites: null, categories: null, languages: ["jv"] },
      kit.intake.now(),
    );
    await ask(ani, { act: "invite", name: "50% Diskon", role: "officer", unit: "Jawa" });
    const names = async (query: string) => {
      const { body } = await ani.call("GET", `/v1/admin/people?${query}`);
      return body.people.map(({ name }: { name: string }) => name);
    };
    expect(await names("q=%25")).toEqual(["50% Diskon"]);
    expect(await names("q=_ki")).toEqual([]);
    expect(await names("q=OKI")).toEqual(["Oki"]);
    expect(await names("state=invited")).toEqual(["50% Diskon"]);
    expect(await names("role=admin")).toEqual(["Cici", "Budi", "Ani"]);
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const { body } = await ani.call("GET", `/v1/admin/people?limit=2${after && `&after=${after}`}`);
      seen.push(...body.people.map(({ name }: { name: string }) => name));
      if (!body.next) break;
      after = body.next;
    }
    expect(seen).toEqual(["50% Diskon", "Susi", "Oki", "Cici", "Budi", "Ani"]);
    expect((await ani.call("GET", "/v1/admin/people?after=x")).problem).toBe("invalid-input");
  });

  test("shows a person with devices, last request and the acts about them", async () => {
    kit.clock.ms += 2 * hourMs;
    const before = new Date(kit.clock.ms).toISOString();
    await officer.call("GET", "/v1/me");
    const person = await personOf(officer);
    await ask(ani, { act: "suspend", person });
    const { body } = await ani.call("GET", `/v1/admin/people/${person}`);
    expect(body).toMatchObject({ name: "Oki", state: "suspended", self: false, codes: [] });
    expect(body.lastSeenAt >= before).toBe(true);
    expect(body.devicesList).toMatchObject([{ browser: "Firefox 153", own: false }]);
    expect(body.acts).toMatchObject([{ act: { act: "suspend" }, reason: why, asked: { name: "Ani" } }]);
    expect((await ani.call("GET", `/v1/admin/people/${randomUUID()}`)).problem).toBe("not-found");
  });

  test("shows the server's state without secrets", async () => {
    const { body } = await ani.call("GET", "/v1/admin/server");
    expect(body.findings).toEqual(expect.any(Array));
    expect((await ani.call("GET", "/v1/admin/recipes")).body.packs).toEqual([]);
  });

  test("lists the finished days of a period page by page, the same as the command line", async () => {
    const { db } = kit.store;
    const at = new Date("2026-11-24T00:05:00.000Z");
    const made = ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"];
    await db.insert(days).values(made.map((day) => ({ day, root: day.replaceAll("-", ""), closedAt: at })));
    await db.insert(dayStamps).values({ day: "2026-11-22", at, authority: "BSrE", response: "AQID" });
    const listed = async (query: string) => (await ani.call("GET", `/v1/admin/days?${query}`)).body;
    const { days: all } = await listed("");
    expect(all.map(({ day }: { day: string }) => day)).toEqual(made.toReversed());
    const stamp = { at: at.toISOString(), authority: "BSrE", response: "AQID" };
    expect(all[2]).toEqual({ day: "2026-11-22", root: "20261122", stamp });
    expect(all[1]).toEqual({ day: "2026-11-23", root: "20261123" });
    const written = (await listDaysOnServer(db)).days.toReversed();
    expect(written.map(({ day, root, timestamp }) => [day, root, timestamp])).toEqual(
      all.map((row: DayRow) => [row.day, row.root, row.stamp?.response ?? null]),
    );

    const first = await listed("from=2026-11-22&to=2026-11-23&limit=1");
    expect(first.days.map(({ day }: { day: string }) => day)).toEqual(["2026-11-23"]);
    const second = await listed(`from=2026-11-22&to=2026-11-23&limit=1&after=${first.next}`);
    expect(second.days.map(({ day }: { day: string }) => day)).toEqual(["2026-11-22"]);
    expect(second.next).toBeUndefined();
    expect((await listed("from=2026-12-01")).days).toEqual([]);
    for (const bad of ["after=x", "from=kemarin", "to=2026-13-01"])
      expect((await ani.call("GET", `/v1/admin/days?${bad}`)).problem).toBe("invalid-input");
  });

  describe("an export of personal data", () => {
    const file = (by: TestDevice, id: string) => by.call("GET", `/v1/admin/acts/${id}/file`);
    const downloads = async () =>
      (await trustLog()).filter(({ act }) => act === "admin-act-downloaded").map(({ by }) => by);

    test("needs a reason and a second administrator for a name, and is for the one who asked", async () => {
      const report = sampleReport();
      const { body } = await officer.call("POST", "/v1/reports", { body: report });
      const act = { act: "export-person", name: report.evidence.subject };
      expect((await ask(ani, act, null)).problem).toBe("reason-needed");
      const { id } = (await ask(ani, act)).body.act;
      expect((await file(ani, id)).problem).toBe("act-over");
      expect((await answer(ani, id, "confirm")).problem).toBe("own-act");
      await answer(budi, id, "confirm");
      // The second administrator allowed it and does not receive it.
      expect((await file(budi, id)).problem).toBe("not-found");
      expect(await downloads()).toEqual([]);
      const read = await file(ani, id);
      expect(read.body).toMatchObject({
        name: act.name,
        reports: [{ case: body.caseId, report: report.id }],
      });
      expect(JSON.stringify(read.body)).not.toContain(await personOf(officer));
      expect(await downloads()).toEqual(["Ani"]);
      kit.clock.ms += limits.exportHours * hourMs;
      expect((await file(ani, id)).problem).toBe("act-over");
      expect(await downloads()).toEqual(["Ani"]);
    });

    test("names the person whose id it has, who may not confirm it", async () => {
      const name = await personOf(budi);
      const { id, about } = (await ask(ani, { act: "export-person", name })).body.act;
      expect(about).toBe("Budi");
      expect((await answer(budi, id, "confirm")).problem).toBe("own-act");
    });

    test("gives no file when it was refused or withdrawn", async () => {
      for (const [by, said] of [
        [budi, "refuse"],
        [ani, "withdraw"],
      ] as const) {
        const { id } = (await ask(ani, { act: "export-person", name: "@akun" })).body.act;
        await answer(by, id, said);
        expect((await file(ani, id)).problem).toBe("act-over");
      }
      const { id } = (await ask(ani, { act: "suspend", person: await personOf(officer) })).body.act;
      expect((await file(ani, id)).problem).toBe("not-found");
    });

    test("needs a reason for a breach, and lists the acts of one device or of all", async () => {
      await officer.call("POST", "/v1/reports", { body: sampleReport() });
      const of = await personOf(officer);
      const { deviceId: device } = (await officer.call("GET", "/v1/me")).body;
      expect((await ask(ani, { act: "export-breach", of }, null)).problem).toBe("reason-needed");
      const strange = { act: "export-breach", of: await personOf(supervisor), device };
      expect((await ask(ani, strange)).problem).toBe("not-found");
      for (const more of [{}, { device }]) {
        const asked = await ask(ani, { act: "export-breach", of, ...more });
        expect(asked.body.act.state).toBe("done");
        const { body } = await file(ani, asked.body.act.id);
        expect(body.acts.map(({ act }: { act: string }) => act)).toContain("report-received");
        expect(body.devices.map((one: { device: string }) => one.device)).toEqual([device]);
        expect(Date.parse(body.noticeUntil)).toBeGreaterThan(kit.clock.ms);
      }
      const later = await ask(ani, { act: "export-breach", of, since: "2099-01-01" });
      expect((await file(ani, later.body.act.id)).body.acts).toEqual([]);
    });
  });

  test("shows the lessons in force, and whose newest certificate covers each", async () => {
    const { db } = kit.store;
    const [old, now] = [new Date(kit.clock.ms - 48 * hourMs), new Date(kit.clock.ms)];
    const [violence, ...others] = Object.entries(
      Object.fromEntries(lessons.map((lesson) => [lesson.id, lesson.edition])),
    );
    const outdated = Object.fromEntries([[violence?.[0] ?? "", 1_000_000], ...others]);
    const vera = await kit.enrolled("vlogger", "Vera");
    const wati = await kit.enrolled("vlogger", "Wati");
    await kit.enrolled("vlogger", "Yanto");
    await passExam({ db, at: old }, await personOf(vera), outdated);
    await passExam({ db, at: now }, await personOf(vera));
    await passExam({ db, at: old }, await personOf(wati), outdated);
    await suspendPerson(db, await personOf(wati), now, "Ani");
    const first = (await ani.call("GET", "/v1/admin/lessons?limit=1")).body;
    const rest = (await ani.call("GET", `/v1/admin/lessons?limit=1&after=${first.next}`)).body;
    expect([first, rest].map(({ passed }) => passed.map(({ name }: { name: string }) => name))).toEqual([
      ["Vera"],
      ["Wati"],
    ]);
    expect(rest.next).toBeUndefined();
    expect((await ani.call("GET", "/v1/admin/lessons?after=x")).problem).toBe("invalid-input");
    const { body } = await ani.call("GET", "/v1/admin/lessons");
    expect(body.pack).toBeUndefined();
    expect(body.lessons.map(({ certified }: { certified: number }) => certified)).toEqual([1, 2, 2, 2, 2]);
    expect(body.lessons[0]).toMatchObject({ id: lessons[0]?.id, edition: lessons[0]?.edition });
    expect(body.passed).toEqual([
      { id: await personOf(vera), name: "Vera", issuedAt: now.toISOString(), lacking: [], suspended: false },
      {
        id: await personOf(wati),
        name: "Wati",
        issuedAt: old.toISOString(),
        lacking: [lessons[0]?.id],
        suspended: true,
      },
    ]);
  });

  test("proves the acts from the log", async () => {
    const { id } = (await ask(ani, { act: "suspend", person: await personOf(supervisor) })).body.act;
    await answer(budi, id, "confirm");
    expect((await verifyStore(kit.store)).broken).toEqual([]);
    await kit.store.db
      .update(adminActs)
      .set({ askedBy: await personOf(cici) })
      .where(eq(adminActs.id, id));
    expect((await verifyStore(kit.store)).broken.join()).toContain("act of an administrator");
  });
});
