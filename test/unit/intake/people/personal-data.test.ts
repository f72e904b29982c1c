/** Duties towards persons: what is held about someone, and what a device could have taken. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import {
  printAbout,
  printTaken,
  runPersonalDataCommand,
  takenCommand,
} from "../../../../intake/admin/personal-data.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let supervisor: TestDevice;
  let deviceId: string;
  let caseId: string;
  const report = sampleReport({ evidence: { subject: "x:post:1111" } });
  const other = sampleReport({
    evidence: {
      subject: "x:post:2222",
      fields: { authorHandle: { value: "@orang_lain", source: "text a" } },
    },
  });
  const about = (name: string) => runPersonalDataCommand(kit.store.db, { command: "about", name });
  const taken = (asked: object, now?: Date) =>
    runPersonalDataCommand(kit.store.db, takenCommand.parse({ command: "taken", ...asked }), now);

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Petugas Rahasia");
    caseId = (await officer.call("POST", "/v1/reports", { body: report })).body.caseId;
    await officer.call("POST", "/v1/reports", { body: other });
    supervisor = await kit.enrolled("supervisor", "Penyelia");
    deviceId = (await supervisor.call("GET", "/v1/me")).body.deviceId;
    kit.clock.ms += 3_600_000;
    expect((await supervisor.call("GET", `/v1/cases/${caseId}/exports/json`)).status).toBe(200);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  test.each(["@slot_ceria_99", "Slot Ceria", "x:post:1111"])(
    "gives a person named %s the stored data and who saw it, but not who reported",
    async (name) => {
      const answer = await about(name);
      expect(answer).toMatchObject({
        reports: [
          {
            report: report.id,
            case: caseId,
            subject: "x:post:1111",
            evidence: { salt: report.evidence.salt },
          },
        ],
        shown: [{ case: caseId, act: "evidence-exported" }],
      });
      expect(JSON.stringify(answer)).not.toContain("Petugas Rahasia");
      expect(printAbout(answer)).toContain(
        `1 reports name ${name}; their evidence was shown or exported 1 times`,
      );
    },
  );

  test("does not match a part of a name, a pattern or a quotation mark", async () => {
    for (const name of ["@slot", "%", '" || true', "$name", "*"])
      expect(await about(name)).toMatchObject({ reports: [], shown: [] });
  });

  test("lists a device's acts and what it received since a date", async () => {
    const now = new Date("2026-11-25T10:00:00.000Z");
    const answer = await taken({ device: deviceId.toUpperCase() }, now);
    expect(answer).toMatchObject({
      noticeUntil: new Date("2026-11-28T10:00:00.000Z"),
      devices: [{ device: deviceId, name: "Penyelia", role: "supervisor" }],
      shown: [{ case: caseId, act: "evidence-exported" }],
    });
    expect(printTaken(answer)).toContain("1 of them showed or exported evidence");
    expect(await taken({ device: deviceId, since: new Date(kit.clock.ms + 1) })).toMatchObject({
      acts: [],
      shown: [],
    });
    const { personId } = (await supervisor.call("GET", "/v1/me")).body;
    expect(await taken({ person: personId }, now)).toEqual(answer);
  });

  test("prints a sentence for an unknown person and for several matches", async () => {
    await expect(taken({ device: randomUUID() })).rejects.toThrow("No such device or person");
    for (const asked of [{}, { device: deviceId, person: randomUUID() }])
      expect(adminCommand.safeParse({ command: "taken", ...asked }).success).toBe(false);
  });
});
