/** Self-reviews at the intake: who opens them, and what the case of a flagged video shows of them. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vloggers } from "../../../../intake/db/schema/index.ts";
import { maxChecksADay } from "../../../../intake/vloggers/store/self-reviews.ts";
import { evidence as full } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

/** In no name of anything else. */
const note = "kalimatrahasiapembuat";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let admin: TestDevice;
  let vlogger: TestDevice;
  let other: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    admin = await kit.enrolled("admin", "Rahma");
    vlogger = await kit.enrolled("vlogger", "Pembuatvideo");
    other = await kit.enrolled("vlogger", "Rina");
    for (const maker of [vlogger, other]) await declare(maker, "@slot_ceria_99");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  /** The sample's channel is `@slot_ceria_99`. */
  const declare = async (by: TestDevice, channel: string, own = true) =>
    expect((await by.call("PUT", "/v1/me/channels", { body: { channel, own } })).status).toBe(200);
  const check = (name: string, more: object = {}) => ({
    ...{ id: randomUUID(), subject: `youtube:video:${name}`, policyVersion: 3, result: "change" },
    answers: [{ rule: "judi", answer: "problem", timecodes: [{ seconds: 134, note }] }],
    ...more,
  });
  const send = (body: object, by = vlogger) => by.call("POST", "/v1/self-reviews", { body });
  const setOpen = (id: string, open: boolean, by = vlogger) =>
    by.call("PUT", `/v1/self-reviews/${id}/open`, { body: { open } });
  const flag = async (name: string, more: Partial<typeof full.fields> = {}) => {
    const subject = `youtube:video:${name}`;
    const fields = { ...full.fields, ...more };
    const evidence = { ...full, site: "youtube", kind: "video", subject, fields } as const;
    const sent = await officer.call("POST", "/v1/reports", { body: sampleReport({ evidence }) });
    expect(sent.status).toBe(200);
    return sent.body.caseId as string;
  };
  const open = async (caseId: string, by = supervisor) => (await by.call("GET", `/v1/cases/${caseId}`)).body;
  const taken = async (caseId: string, format: string): Promise<string> => {
    const { status, body } = await supervisor.call("GET", `/v1/cases/${caseId}/exports/${format}`);
    expect(status).toBe(200);
    const said = body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body);
    expect(said).toContain(caseId);
    return said;
  };

  test("a closed one shows its date and rules, but neither contents nor author", async () => {
    const caseId = await flag("tertutup");
    const made = (await send(check("tertutup"))).body;
    expect(made.open).toBe(false);
    const view = await open(caseId);
    expect(view.selfReviews).toEqual([{ at: made.at, policyVersion: 3, declared: true }]);
    expect(JSON.stringify(view)).not.toContain(note);
    expect(JSON.stringify(view)).not.toContain("Pembuatvideo");
    for (const format of ["json", "html"]) expect(await taken(caseId, format)).not.toContain(note);
  });

  test("an opened one is readable by supervisors only, and in no export; closed again, it is hidden", async () => {
    const caseId = await flag("terbuka");
    const made = (await send(check("terbuka", { open: true }))).body;
    const [seen] = (await open(caseId)).selfReviews;
    expect(seen).toEqual({
      ...{ at: made.at, policyVersion: 3, declared: true },
      content: { result: "change", answers: made.answers },
    });
    expect(JSON.stringify(await open(caseId))).not.toContain("Pembuatvideo");
    expect((await open(caseId, admin)).selfReviews).toEqual([
      { at: made.at, policyVersion: 3, declared: true },
    ]);
    for (const format of ["json", "html"]) expect(await taken(caseId, format)).not.toContain(note);

    expect(await setOpen(made.id, false, other)).toMatchObject({ status: 404, problem: "not-found" });
    expect((await open(caseId)).selfReviews[0]).toHaveProperty("content");
    expect(await setOpen(made.id, false)).toMatchObject({ status: 200, body: { id: made.id, open: false } });
    expect(JSON.stringify(await open(caseId))).not.toContain(note);
    expect((await setOpen(made.id.toUpperCase(), true)).body.open).toBe(true);
    expect((await open(caseId)).selfReviews[0]).toHaveProperty("content");
  });

  test("matches another name of the video's case, and lists the newest checks first", async () => {
    const caseId = await flag("utama");
    const body = { act: "merge", with: await flag("nama-lain"), reason: "Video yang sama." };
    expect((await supervisor.call("POST", `/v1/cases/${caseId}/likeness`, { body })).status).toBe(200);
    const first = (await send(check("nama-lain"))).body;
    const second = (await send(check("utama", { policyVersion: 4 }), other)).body;
    expect((await open(caseId)).selfReviews).toEqual([
      { at: second.at, policyVersion: 4, declared: true },
      { at: first.at, policyVersion: 3, declared: true },
    ]);
    for (let more = 0; more < 6; more++) await send(check("utama"));
    expect((await open(caseId)).selfReviews).toHaveLength(5);
  });

  test("of a video whose channel is not the vlogger's own is not shown, and displaces none", async () => {
    const caseId = await flag("orang-lain");
    const made = (await send(check("orang-lain"))).body;
    const stranger = await kit.enrolled("vlogger", "Orang lain");
    await declare(stranger, "@kanal_lain");
    for (let sent = 0; sent < 5; sent++)
      await send(check("orang-lain", { open: true, result: "do-not-publish" }), stranger);
    const shown = [{ at: made.at, policyVersion: 3, declared: true }];
    expect((await open(caseId)).selfReviews).toEqual(shown);
    // As soon as the channel is taken back, its checks are hidden again.
    await declare(stranger, "@slot_ceria_99");
    expect((await open(caseId)).selfReviews).toHaveLength(5);
    await declare(stranger, "@slot_ceria_99", false);
    expect((await open(caseId)).selfReviews).toEqual(shown);
  });

  test("is shown if the channel was entered by a coordinator, or is known by its number too", async () => {
    const { db } = kit.store;
    const number = `UC${"a".repeat(22)}`;
    const caseId = await flag("bernomor", { authorId: { value: number, source: "attribute" } });
    await send(check("bernomor"));
    const maker = await kit.enrolled("vlogger", "Bernomor");
    const { personId } = (await maker.call("GET", "/v1/me")).body;
    await send(check("bernomor"), maker);
    expect((await open(caseId)).selfReviews).toHaveLength(1);
    await db.insert(vloggers).values({ personId, channels: [`youtube:${number}`] });
    expect((await open(caseId)).selfReviews).toHaveLength(2);
  });

  test("by a person who only declared the channel says so, and displaces none of the entered owner's", async () => {
    const caseId = await flag("pengakuan");
    const owner = await kit.enrolled("vlogger", "Pemilik");
    const { personId } = (await owner.call("GET", "/v1/me")).body;
    await kit.store.db.insert(vloggers).values({ personId, channels: ["youtube:slot_ceria_99"] });
    const made = (await send(check("pengakuan", { result: "safe" }), owner)).body;
    // Anyone can declare a rival's channel and "confess" for them.
    for (let sent = 0; sent < 5; sent++)
      await send(check("pengakuan", { open: true, result: "do-not-publish" }));
    const [first, ...others] = (await open(caseId)).selfReviews;
    expect(first).toEqual({ at: made.at, policyVersion: 3 });
    expect(others).toHaveLength(4);
    for (const one of others) expect(one).toMatchObject({ declared: true });
  });

  test("are limited in number within a day, and in the length of their notes", async () => {
    const eager = await kit.enrolled("vlogger", "Rajin");
    const first = check("banyak");
    for (let sent = 0; sent < maxChecksADay; sent++)
      expect((await send(sent === 0 ? first : check("banyak"), eager)).status).toBe(200);
    expect(await send(check("banyak"), eager)).toMatchObject({ status: 429, problem: "too-many-requests" });
    expect((await send(first, eager)).status, "a retry").toBe(200);
    expect((await send(check("banyak"), vlogger)).status, "another person").toBe(200);
    kit.clock.ms += 25 * 3_600_000;
    expect((await send(check("banyak"), eager)).status).toBe(200);
    const timecodes = Array.from({ length: 100 }, (_, seconds) => ({ seconds, note: "a".repeat(500) }));
    const long = (rules: string[]) => ({
      answers: rules.map((rule) => ({ rule, answer: "problem", timecodes })),
    });
    expect((await send(check("panjang", long(["judi"])), eager)).status).toBe(200);
    expect(await send(check("panjang", long(["judi", "sara"])), eager)).toMatchObject({
      problem: "invalid-input",
    });
  });

  test("a retry is the same check; if opened meanwhile, it stays open", async () => {
    const input = check("ulang");
    const made = (await send(input)).body;
    await setOpen(made.id, true);
    expect((await send(input)).body).toEqual({ ...made, open: true });
    expect(await send({ ...input, open: true })).toMatchObject({ status: 409, problem: "conflict" });
  });

  test("is not shown in the no-pixels lane, whose cases keep no author", async () => {
    const report = sampleNoPixels();
    await send({ ...check("x", { open: true }), subject: "youtube:video:jalur" });
    const evidence = { ...report.evidence, site: "youtube", kind: "video", subject: "youtube:video:jalur" };
    const sent = await officer.call("POST", "/v1/reports", { body: { ...report, evidence } });
    expect(sent.status).toBe(200);
    const view = await open(sent.body.caseId);
    expect(view).not.toHaveProperty("selfReviews");
    expect(JSON.stringify(view)).not.toContain(note);
  });
});
