/** Trust taken back counts at once: devices, people, codes and keys, on every replica, and while a request is on its way. */

import { and, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../../intake/app.ts";
import { people } from "../../../../intake/db/schema/index.ts";
import { createIntake } from "../../../../intake/intake.ts";
import { createApiKey, revokeApiKey } from "../../../../intake/people/store/api-keys.ts";
import {
  listCodes,
  revokeCode,
  revokeDevice,
  revokePerson,
} from "../../../../intake/people/store/devices-and-codes.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import { countTiedSupervisors } from "../../../../intake/people/store/inviters.ts";
import {
  assignUnit,
  changeRole,
  requireUnit,
  saveUnit,
  suspendPerson,
} from "../../../../intake/people/store/people.ts";
import {
  enrolment,
  type IntakeKit,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 24 * 3_600_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  /** PGlite is one process only. */
  let apps: Hono[];

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    apps = [kit.app];
    if (engine === "postgres") {
      for (let at = 0; at < 2; at++) {
        const store = await stores.openReplica();
        const { files, organisation, now } = kit.intake;
        apps.push(createApp(await createIntake({ store, files, organisation, publicOrigin: origin, now })));
      }
    }
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const now = () => kit.intake.now();
  const me = async (device: TestDevice) => (await device.call("GET", "/v1/me")).body;
  const use = (device: TestDevice, code: string) =>
    device.call("POST", "/v1/enrolments", { body: enrolment(code) });
  const everywhere = (device: TestDevice) =>
    Promise.all(apps.map(async (app) => (await device.call("GET", "/v1/me", { app })).problem ?? "let in"));
  const all = (said: string) => apps.map(() => said);

  test("a device is refused on every replica from the moment it is revoked", async () => {
    const device = await kit.enrolled("officer", "Hilang");
    const { deviceId } = await me(device);
    expect(await everywhere(device)).toEqual(all("let in"));
    expect(await revokeDevice(kit.store, deviceId)).toBe(true);
    expect(await everywhere(device)).toEqual(all("device-revoked"));
    expect(await revokeDevice(kit.store, deviceId)).toBe(false);
  });

  test("refuses and discards a request whose body is still being sent when the device is revoked", async () => {
    const device = await kit.enrolled("officer", "Di tengah jalan");
    const { deviceId } = await me(device);
    const report = await device.sealed(sampleReport());
    const bytes = new TextEncoder().encode(JSON.stringify(report));
    // The first try makes the proof of exactly these bytes, for an app that is not there.
    const nonce = (await device.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
    await device.call("POST", "/v1/not-here", {
      bytes,
      sign: { nonce, address: `${origin}/v1/reports`, body: new TextDecoder().decode(bytes) },
    });
    const halfway = Promise.withResolvers<void>();
    const revoked = Promise.withResolvers<void>();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(bytes.slice(0, 100));
        halfway.resolve();
        await revoked.promise;
        controller.enqueue(bytes.slice(100));
        controller.close();
      },
    });
    const headers = { DPoP: device.lastProof(), "Content-Type": "application/json" };
    const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    const answered = kit.app.request(new Request(`${origin}/v1/reports`, init));
    await halfway.promise;
    await revokeDevice(kit.store, deviceId);
    revoked.resolve();
    expect(await readAnswer(await answered)).toMatchObject({ status: 403, problem: "device-revoked" });
    const counted = sql`select count(*)::int as n from reports where id = ${report.id}`;
    expect(await kit.store.db.execute(counted)).toMatchObject({ rows: [{ n: 0 }] });
  });

  test("refuses a suspended person on all devices and with unused codes, until reinstated", async () => {
    const { db } = kit.store;
    const first = await kit.enrolled("supervisor", "Cuti");
    const { personId, deviceId } = await me(first);
    const second = await kit.newDevice();
    await use(second, (await createCode(db, personId, now())).code);
    expect(await me(second)).toMatchObject({ personId, name: "Cuti", role: "supervisor" });
    expect((await me(second)).deviceId).not.toBe(deviceId);
    const { code } = await createCode(db, personId, now());

    await suspendPerson(db, personId, now());
    for (const device of [first, second]) {
      expect(await everywhere(device)).toEqual(all("device-revoked"));
      expect((await device.call("GET", "/v1/cases")).status).toBe(403);
    }
    const third = await kit.newDevice();
    expect(await use(third, code)).toMatchObject({ problem: "code-invalid" });

    await suspendPerson(db, personId, null);
    for (const device of [first, second]) expect(await everywhere(device)).toEqual(all("let in"));
    expect(await use(third, code)).toMatchObject({ status: 200 });
  });

  test("two devices of one person are one pair of eyes", async () => {
    const first = await kit.enrolled("supervisor", "Dua perangkat");
    const second = await kit.newDevice();
    await use(second, (await createCode(kit.store.db, (await me(first)).personId, now())).code);
    const officer = await kit.enrolled("officer");
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body;
    const id = crypto.randomUUID();
    const body = { id, act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 };
    expect(await first.call("POST", `/v1/cases/${caseId}/decisions`, { body })).toMatchObject({
      status: 200,
    });
    const confirm = { body: { answer: "confirm" } };
    expect(await second.call("POST", `/v1/decisions/${id}/answer`, confirm)).toMatchObject({
      problem: "own-decision",
    });
  });

  test("a supervisor's own invitation makes no second pair of eyes: inviter and invitee are in conflict", async () => {
    const inviter = await kit.enrolled("supervisor", "Pengundang");
    const colleague = await kit.enrolled("supervisor", "Rekan");
    const made = await inviter.call("POST", "/v1/programme/invitations", {
      body: { id: crypto.randomUUID(), name: "Vlogger baru" },
    });
    const invitee = await kit.newDevice();
    expect(await use(invitee, made.body.code)).toMatchObject({ status: 200 });

    // On a report of the second identity.
    const { caseId } = (await invitee.call("POST", "/v1/reports", { body: sampleReport() })).body;
    const decide = (who: TestDevice, on: string) =>
      who.call("POST", `/v1/cases/${on}/decisions`, {
        body: { id: crypto.randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 },
      });
    const shown = async (who: TestDevice, of: string) => (await who.call("GET", `/v1/cases/${of}`)).body;
    expect(await shown(inviter, caseId)).toMatchObject({ can: [], cannot: "own-report" });
    expect(await decide(inviter, caseId)).toMatchObject({ status: 403, problem: "own-report" });
    const proposed = await decide(colleague, caseId);
    expect(proposed.status).toBe(200);
    const answer = { body: { answer: "confirm" } };
    const path = `/v1/decisions/${proposed.body.id}/answer`;
    expect(await inviter.call("POST", path, answer)).toMatchObject({ problem: "own-report" });

    // As first and second person, after the invitee became a supervisor.
    await kit.store.db
      .update(people)
      .set({ role: "supervisor" })
      .where(eq(people.id, (await me(invitee)).personId));
    const officer = await kit.enrolled("officer");
    for (const [first, second] of [
      [inviter, invitee],
      [invitee, inviter],
    ] as const) {
      const other = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body.caseId;
      const { body } = await decide(first, other);
      expect(await shown(second, other)).toMatchObject({ can: [], cannot: "own-decision" });
      for (const said of ["confirm", "refuse"])
        expect(
          await second.call("POST", `/v1/decisions/${body.id}/answer`, {
            body: { answer: said, reason: "Tidak." },
          }),
        ).toMatchObject({ problem: "own-decision" });
      expect(await colleague.call("POST", `/v1/decisions/${body.id}/answer`, answer)).toMatchObject({
        body: { state: "confirmed" },
      });
    }
  });

  test("two whom one supervisor invited make no second pair of eyes, and the health check says if nobody else does", async () => {
    const coordinator = await kit.enrolled("supervisor", "Koordinator");
    const invite = async (name: string) => {
      const body = { id: crypto.randomUUID(), name };
      const { code } = (await coordinator.call("POST", "/v1/programme/invitations", { body })).body;
      const device = await kit.newDevice(name);
      await use(device, code);
      return device;
    };
    const [one, two, reporter] = [await invite("Satu"), await invite("Dua"), await invite("Tiga")];
    const officer = await kit.enrolled("officer");
    const ids = [(await me(one)).personId, (await me(two)).personId];
    await kit.store.db.update(people).set({ role: "supervisor" }).where(inArray(people.id, ids));
    const open = async (by: TestDevice) =>
      (await by.call("POST", "/v1/reports", { body: sampleReport() })).body.caseId as string;
    const decide = (who: TestDevice, on: string) =>
      who.call("POST", `/v1/cases/${on}/decisions`, {
        body: { id: crypto.randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 },
      });
    const answer = (who: TestDevice, id: string) =>
      who.call("POST", `/v1/decisions/${id}/answer`, { body: { answer: "confirm" } });

    expect(await decide(one, await open(reporter))).toMatchObject({ problem: "own-report" });
    const { id } = (await decide(one, await open(officer))).body;
    expect(await answer(two, id)).toMatchObject({ problem: "own-decision" });

    const tied = async () => {
      const others = notInArray(people.id, [...ids, (await me(coordinator)).personId]);
      const isOther = and(eq(people.role, "supervisor"), isNull(people.suspendedAt), others);
      const gone = await kit.store.db
        .update(people)
        .set({ suspendedAt: now() })
        .where(isOther)
        .returning({ id: people.id });
      const count = await countTiedSupervisors(kit.store.db);
      const goneIds = gone.map((person) => person.id);
      await kit.store.db.update(people).set({ suspendedAt: null }).where(inArray(people.id, goneIds));
      return count;
    };
    const stranger = await kit.enrolled("supervisor", "Lain");
    expect(await tied()).toBe(3);
    expect(await countTiedSupervisors(kit.store.db)).toBe(0);
    expect(await answer(stranger, id)).toMatchObject({ body: { state: "confirmed" } });
  });

  test.each(["suspended", "given another role", "moved to another unit", "without devices"])(
    "a coordinator who is %s leaves no unused code behind",
    async (what) => {
      const { db } = kit.store;
      const gone = await kit.enrolled("supervisor", "Pergi");
      const admin = await kit.enrolled("admin", "Ani");
      const [goneId, adminId] = [(await me(gone)).personId, (await me(admin)).personId];
      const body = { id: crypto.randomUUID(), name: "Boneka" };
      const { code } = (await gone.call("POST", "/v1/programme/invitations", { body })).body;
      const act = { act: "invite", name: "Boneka dua", role: "officer" };
      const asked = { id: crypto.randomUUID(), act };
      const { made } = (await admin.call("POST", "/v1/admin/acts", { body: asked })).body;
      const other = await kit.code({ role: "officer", name: "Jujur" });
      await saveUnit(db, { name: "Baru", sites: null, categories: null, languages: null }, now());
      for (const id of [goneId, adminId]) {
        if (what === "suspended") await suspendPerson(db, id, now());
        else if (what === "without devices") await revokePerson(db, id, now());
        else if (what === "given another role") await changeRole(db, id, "officer", { at: now() });
        else await assignUnit(db, id, await requireUnit(db, "Baru"), { at: now() });
      }
      for (const left of [code, made.code])
        expect(await use(await kit.newDevice(), left)).toMatchObject({ problem: "code-invalid" });
      await suspendPerson(db, goneId, null);
      expect(await use(await kit.newDevice(), code)).toMatchObject({ problem: "code-invalid" });
      expect(await use(await kit.newDevice(), other.code)).toMatchObject({ status: 200 });
    },
  );

  test("a code that was made while the clock was ahead is over", async () => {
    const { ms } = kit.clock;
    kit.clock.ms += 30 * 24 * 3_600_000;
    const made = await createCode(
      kit.store.db,
      (await kit.code({ role: "officer", name: "X" })).personId,
      now(),
    );
    kit.clock.ms = ms;
    expect(await use(await kit.newDevice(), made.code)).toMatchObject({ problem: "code-invalid" });
    const { personId } = await kit.code({ role: "officer", name: "Y" });
    const longest = await createCode(kit.store.db, personId, now(), { hours: limits.maxCodeHours });
    expect(await use(await kit.newDevice(), longest.code)).toMatchObject({ status: 200 });
  });

  test("a code is valid for a day by default, and for one of several who try it at once", async () => {
    const codeOf = (hours?: number) =>
      kit.code({ role: "officer", name: "Baru", ...(hours ? { hours } : {}) });
    const [day, week, raced] = [await codeOf(), await codeOf(168), await codeOf()];
    const tries = await Promise.all(
      [1, 2, 3, 4].map(async () => (await use(await kit.newDevice(), raced.code)).problem ?? "enrolled"),
    );
    expect(tries.sort()).toEqual(["code-invalid", "code-invalid", "code-invalid", "enrolled"]);
    kit.clock.ms += dayMs;
    expect(await use(await kit.newDevice(), day.code)).toMatchObject({ problem: "code-invalid" });
    expect(await use(await kit.newDevice(), week.code)).toMatchObject({ status: 200 });
  });

  test("lists unused codes without revealing them, and revokes them alone or with their person", async () => {
    const { db } = kit.store;
    const person = await kit.code({ role: "officer", name: "Kode" });
    const second = await createCode(db, person.personId, now());
    const third = await createCode(db, person.personId, now());
    const listed = async () =>
      (await listCodes(db, now())).filter((row) => row.person === person.personId).map(({ code }) => code);
    const shown = await listed();
    expect(shown).toHaveLength(3);
    expect(JSON.stringify(await listCodes(db, now()))).not.toContain(second.code);
    expect(await revokeCode(db, second.code, now())).toBe(true);
    const [one = "", other] = await listed();
    expect([one, other]).toHaveLength(2);
    expect(await revokeCode(db, one.slice(0, 8).toUpperCase(), now())).toBe(true);
    expect(await revokeCode(db, one, now())).toBe(false);
    expect(await listed()).toEqual([other]);

    const device = await kit.newDevice();
    expect(await use(device, second.code)).toMatchObject({ problem: "code-invalid" });
    const codes = [person.code, third.code];
    const answers = [];
    for (const code of codes) answers.push((await use(await kit.newDevice(), code)).problem ?? "enrolled");
    expect(answers.sort()).toEqual(["code-invalid", "enrolled"]);
    await createCode(db, person.personId, now());
    expect(await revokePerson(db, person.personId, now())).toEqual({ devices: 1, codes: 1 });
    expect(await listed()).toEqual([]);
  });

  test("a code that could be several is not guessed", async () => {
    await kit.store.db.execute(sql`
      insert into enrolment_codes (code_sha256, person_id, expires_at)
      select ${"ab".repeat(16)} || tail, id, ${new Date(now().getTime() + dayMs)}
      from (select id from people limit 1) as one, (values ('${sql.raw("1")}'), ('${sql.raw("2")}')) as t (tail)`);
    await expect(revokeCode(kit.store.db, "abababab", now())).rejects.toThrow("Ambiguous code prefix");
  });

  test("a key is refused everywhere once it is revoked, and when its days are over", async () => {
    const ask = (key: string) =>
      Promise.all(
        apps.map(async (app) => {
          const headers = { Authorization: `Bearer ${key}` };
          return (await readAnswer(await app.request(`${origin}/v1/cases`, { headers }))).problem ?? "let in";
        }),
      );
    const short = await createApiKey(kit.store, { scope: "read", name: "Dasbor", days: 2 }, now());
    const long = await createApiKey(kit.store, { scope: "read" }, now());
    expect(long.expiresAt.getTime() - now().getTime()).toBeGreaterThan(364 * dayMs);
    expect(await ask(short.key)).toEqual(all("let in"));
    kit.clock.ms += 2 * dayMs;
    expect(await ask(short.key)).toEqual(all("key-invalid"));
    expect(await ask(long.key)).toEqual(all("let in"));
    expect(await revokeApiKey(kit.store.db, long.id, now())).toBe(true);
    expect(await ask(long.key)).toEqual(all("key-invalid"));
    expect(await revokeApiKey(kit.store.db, long.id, now())).toBe(false);
  });
});
