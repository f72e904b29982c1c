/** An administrator's commands about access, as typed, and their output. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import { printAnswer } from "../../../../intake/admin/print.ts";
import { runAdminCommand } from "../../../../intake/admin/run-command.ts";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { readConfig } from "../../../../intake/config.ts";
import { log, people } from "../../../../intake/db/schema/index.ts";
import { changeRole, readPromotedEarlier } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { enrolment, type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-trust-"));
    stores = await openTestStores(engine);
    // Commands are given by the clock of the machine.
    kit = await startKit(await stores.open(), undefined, { now: () => new Date() });
  }, 120_000);

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Parses a command as the command line does, and again as a running intake does. */
  async function say(command: string, options: Record<string, string> = {}) {
    const read = adminCommand.parse({ command, ...options });
    const heard = adminCommand.parse(JSON.parse(JSON.stringify(read)));
    const opened = {
      store: kit.store,
      config: readConfig({ DATA_DIR: folder }),
      address: "http://intake.test",
    };
    const answer = await runAdminCommand(opened, heard, () => undefined);
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
    return { answer: answer as any, printed: printAnswer(heard, JSON.parse(JSON.stringify(answer))) };
  }
  /** Without the padding of columns. */
  const wordsOf = (printed: string) => printed.replace(/ +/g, " ");
  const use = async (code: string) => {
    const device = await kit.newDevice();
    return { device, answer: await device.call("POST", "/v1/enrolments", { body: enrolment(code) }) };
  };

  test("logs acts by id, never by name or code", async () => {
    const lines: string[] = [];
    const write = vi
      .spyOn(process.stderr, "write")
      .mockImplementation((line) => lines.push(String(line)) > 0);
    const { answer } = await say("enrol", { role: "officer", name: "Rahasia Nama" });
    await say("enrol", { person: answer.personId });
    await say("suspend", { person: answer.personId });
    await say("resume", { person: answer.personId });
    await say("revoke", { code: answer.code });
    await say("people");
    const key = (await say("apikey", { scope: "read" })).answer;
    await say("revoke", { key: key.id });
    write.mockRestore();
    const told = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "administered");
    expect(told.map(({ detail }) => detail)).toEqual([
      `enrol ${answer.personId}`,
      `enrol ${answer.personId}`,
      `suspend ${answer.personId}`,
      `resume ${answer.personId}`,
      "revoke",
      `apikey ${key.id}`,
      `revoke ${key.id}`,
    ]);
    for (const secret of ["Rahasia Nama", answer.code, key.key]) expect(lines.join("")).not.toContain(secret);
  });

  test("creates, changes and lists units; a person is created in one, moved, and removed", async () => {
    await expect(say("enrol", { role: "supervisor", name: "Rina", unit: "Judi" })).rejects.toThrow(
      'There is no unit "Judi"',
    );
    await say("unit", { name: "Judi", sites: "x, youtube", categories: "JUDI" });
    await expect(say("unit", { name: "Judi", categories: "JUDI,PENIPUAN" })).rejects.toThrow(
      "Unit Judi sees only these sites: x,youtube. Give --sites x,youtube to keep that, or --sites all to end it.",
    );
    expect((await say("units")).answer.units).toMatchObject([
      { sites: ["x", "youtube"], categories: ["JUDI"] },
    ]);
    const changed = await say("unit", { name: "Judi", sites: "all", categories: "JUDI,PENIPUAN" });
    expect(changed.printed).toBe("Unit Judi: every site; JUDI, PENIPUAN. Before: x, youtube; JUDI.");
    expect((await say("units")).answer.units).toMatchObject([
      { name: "Judi", sites: null, categories: ["JUDI", "PENIPUAN"] },
    ]);
    const spoken = await say("unit", { name: "Jawa", languages: "jv, id" });
    expect(spoken.printed).toBe("Unit Jawa: every site; every category; jv, id.");
    for (const wrong of [{ sites: "vk" }, { sites: "" }, { categories: "KRITIK" }, { languages: "Jawa" }])
      expect(adminCommand.safeParse({ command: "unit", name: "Salah", ...wrong }).success).toBe(false);

    const { answer } = await say("enrol", { role: "supervisor", name: "Rina", unit: "Judi" });
    expect(answer).toMatchObject({ role: "supervisor", name: "Rina", unit: "Judi" });
    const { device } = await use(answer.code);
    const unit = async () => (await device.call("GET", "/v1/me")).body.unit;
    expect(await unit()).toBe("Judi");
    const moved = await say("assign", { person: answer.personId });
    expect(moved.printed).toContain("Rina belongs to no unit");
    expect(await unit()).toBeUndefined();
    await say("assign", { person: answer.personId.toUpperCase(), unit: "Judi" });
    expect(await unit()).toBe("Judi");
  });

  test("issues a second code for the same person, with its name and the requested lifetime", async () => {
    const first = await say("enrol", { role: "officer", name: "Siti", hours: "2" });
    const hours = (Date.parse(first.answer.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThanOrEqual(2);
    const person = first.answer.personId;
    const second = await say("enrol", { person });
    expect(second.printed).toContain("Code for Siti (officer), one use, until ");
    expect(second.printed).toContain(second.answer.code);
    expect((await use(first.answer.code)).answer.body).toMatchObject({ personId: person });
    expect((await use(second.answer.code)).answer.body).toMatchObject({ personId: person, name: "Siti" });
    const wrong = [
      {},
      { role: "officer" },
      { name: "Siti" },
      { person, name: "Siti" },
      { person, role: "admin" },
      { person, unit: "Judi" },
      { person, affiliation: "ministry" },
      { role: "panelist", name: "Rina" },
      { role: "panelist", name: "Rina", affiliation: "police" },
      { role: "supervisor", name: "Rina", affiliation: "ministry" },
      { person, hours: "0" },
      { person, hours: "169" },
      { person: "1" },
    ];
    for (const options of wrong)
      expect(adminCommand.safeParse({ command: "enrol", ...options }).success, JSON.stringify(options)).toBe(
        false,
      );
    await expect(say("enrol", { person: crypto.randomUUID() })).rejects.toThrow("no such person");
  });

  test("enrols panelists with their affiliation, and shows what a panel is missing", async () => {
    const enrolled = async (name: string, affiliation: string) => {
      const { answer } = await say("enrol", { role: "panelist", name, affiliation });
      expect(answer).toMatchObject({ affiliation });
      await use(answer.code);
    };
    expect((await say("people")).answer).not.toHaveProperty("panelGap");
    for (const name of ["Panelis Satu", "Panelis Dua", "Panelis Tiga"]) await enrolled(name, "ministry");
    const few = await say("people");
    expect(few.answer.panelGap).toEqual({ members: 3, missing: ["civil-society"] });
    expect(few.printed).toContain(
      "No panel can be formed: it has 3 of 3 panelists, and none from civil-society.",
    );
    expect(wordsOf(few.printed)).toContain("Panelis Tiga panelist ministry");
    await enrolled("Panelis Sipil", "civil-society");
    expect((await say("people")).printed).not.toContain("No panel");
  });

  test("lists and revokes codes", async () => {
    const { answer } = await say("enrol", { role: "officer", name: "Kode" });
    const listed = await say("codes");
    const [code] = listed.answer.codes.filter(({ person }: { person: string }) => person === answer.personId);
    expect(wordsOf(listed.printed)).toContain(`${code.code} Kode officer ${answer.personId}`);
    expect(listed.printed).not.toContain(answer.code);
    const gone = await say("revoke", { code: code.code });
    expect(gone.printed).toBe(`Code ${code.code} is refused from now on.`);
    expect((await say("revoke", { code: code.code })).printed).toBe("There is no such active code.");
    expect((await use(answer.code)).answer).toMatchObject({ problem: "code-invalid" });
  });

  test("suspends, reinstates and removes a person", async () => {
    const { answer } = await say("enrol", { role: "officer", name: "Budi" });
    const person = answer.personId;
    const { device } = await use(answer.code);
    const me = async () => (await device.call("GET", "/v1/me")).problem ?? "let in";
    expect((await say("suspend", { person })).printed).toBe("Every device of Budi is refused from now on.");
    expect(await me()).toBe("device-revoked");
    await expect(say("enrol", { person })).rejects.toThrow(
      `Budi is suspended. Run first: lapor people resume ${person}`,
    );
    const people = (await say("people")).answer.people;
    expect(people).toContainEqual(
      expect.objectContaining({ id: person, name: "Budi", devices: 1, suspendedAt: expect.any(Date) }),
    );
    await say("resume", { person });
    expect(await me()).toBe("let in");
    await say("enrol", { person });
    expect((await say("revoke", { person })).printed).toBe(
      "Budi: 1 devices and 1 codes are refused from now on.",
    );
    expect(await me()).toBe("device-revoked");
  });

  test("ends the devices and codes of a person who is promoted, and prints a new code once", async () => {
    const { answer } = await say("enrol", { role: "officer", name: "Rudi" });
    const person = answer.personId;
    const { device } = await use(answer.code);
    const unused = (await say("enrol", { person })).answer.code;
    const { answer: invited } = await say("enrol", { role: "officer", name: "Undangan" });
    await kit.store.db.update(people).set({ invitedBy: person }).where(eq(people.id, invited.personId));
    const up = await say("role", { person, role: "supervisor" });
    expect(up.answer).toMatchObject({ name: "Rudi", formerRole: "officer", role: "supervisor", devices: 1 });
    expect(up.printed).toContain("Rudi was officer and is supervisor from now on. 1 devices are refused");
    expect(up.printed).toContain(up.answer.code);
    expect((await device.call("GET", "/v1/me")).problem).toBe("device-revoked");
    for (const code of [unused, invited.code]) expect((await use(code)).answer.problem).toBe("code-invalid");
    expect((await use(up.answer.code)).answer.body).toMatchObject({ personId: person, role: "supervisor" });
    const entries = await kit.store.db
      .select()
      .from(log)
      .where(eq(log.caseId, trustLogId))
      .orderBy(asc(log.seq));
    const acts = entries.map(({ act, by }) => [act, by]);
    expect(acts.slice(-3)).toEqual([
      ["devices-revoked", "administrator"],
      ["role-changed", "administrator"],
      ["device-enrolled", "device"],
    ]);
    await expect(say("role", { person, role: "supervisor" })).rejects.toThrow("Rudi is supervisor already");
    const down = await say("role", { person, role: "officer" });
    expect(down.printed).toBe("Rudi was supervisor and is officer from now on.");
    expect(down.answer).not.toHaveProperty("code");
    await kit.store.db.update(people).set({ invitedBy: null }).where(eq(people.id, invited.personId));
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("finds who keeps a device from before their promotion", async () => {
    const found = () => readPromotedEarlier(kit.store.db);
    const promoted = async (name: string, role: "supervisor" | "officer") => {
      const { answer } = await say("enrol", { role: "vlogger", name });
      await use(answer.code);
      // As an earlier version did it.
      await changeRole(kit.store.db, answer.personId, role, { at: new Date() });
      return answer.personId as string;
    };
    const person = await promoted("Lama", "supervisor");
    await promoted("Petugas Lama", "officer");
    expect(await found()).toEqual(["Lama"]);
    const { answer } = await say("enrol", { person });
    await use(answer.code);
    expect(await found()).toEqual(["Lama"]);
    await say("suspend", { person });
    expect(await found()).toEqual([]);
    await say("resume", { person });
    await say("revoke", { person });
    await use((await say("enrol", { person })).answer.code);
    expect(await found()).toEqual([]);
  });

  test("lists people who may share two accounts, while both can act", async () => {
    const twice = [];
    for (const name of ["Dewi  Lestari", "dewi lestari"]) {
      const { answer } = await say("enrol", { role: "supervisor", name });
      expect((await say("people")).answer.namesakes).toEqual([]);
      await use(answer.code);
      twice.push(answer.personId);
    }
    const [first = "", second = ""] = twice;
    const told = await say("people");
    expect(told.answer.namesakes).toEqual([{ name: expect.any(String), people: expect.any(Array) }]);
    expect(told.answer.namesakes[0].people.toSorted()).toEqual([first, second].toSorted());
    expect(told.answer.people).toContainEqual(expect.objectContaining({ id: first, knownBy: "code" }));
    expect(told.printed).toMatch(/2 people are called dewi +lestari \(.*lapor people revoke ID/i);
    await say("suspend", { person: first });
    expect((await say("people")).answer.namesakes).toEqual([]);
    await say("resume", { person: first });
    await say("revoke", { person: second });
    const after = await say("people");
    expect(after.answer.namesakes).toEqual([]);
    expect(after.printed).not.toContain("are called");
  });

  test("names, limits, lists and revokes keys; devices as before", async () => {
    const made = await say("apikey", { scope: "read", name: "Dasbor", days: "30" });
    expect(made.answer).toMatchObject({ scope: "read", name: "Dasbor", key: expect.stringMatching(/^lk_/) });
    const days = (Date.parse(made.answer.expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    const listed = await say("keys");
    expect(wordsOf(listed.printed)).toContain(`${made.answer.id} read Dasbor`);
    expect(listed.printed).not.toContain(made.answer.key);
    const revoked = await say("revoke", { key: made.answer.id });
    expect(revoked.printed).toBe(`Key ${made.answer.id} is refused from now on.`);
    const officer = await kit.enrolled("officer", "Perangkat");
    const { deviceId } = (await officer.call("GET", "/v1/me")).body;
    expect((await say("devices")).printed).toContain(deviceId);
    expect(await say("revoke", { device: deviceId })).toMatchObject({
      answer: { device: deviceId, revoked: true },
      printed: `Device ${deviceId} is refused from now on.`,
    });
    for (const options of [{}, { device: deviceId, key: deviceId }, { code: "x" }])
      expect(adminCommand.safeParse({ command: "revoke", ...options }).success).toBe(false);
  });
});
