/** The intake's log contains no secret and no text that people wrote, in any failure. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requestItems } from "../../../../intake/db/schema/index.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import {
  enrolment,
  type IntakeKit,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { Route } from "../../../../utils/shared/contract/route.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import type { Role } from "../../../../utils/shared/contract/site.ts";
import { insertObjection } from "../../../support/inserted-requests-kit.ts";
import { fileRecords, type RouteRequest, walks } from "../../../support/reach-kit.ts";
import { bothEngines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

/** In every text that a person or another system can put into a request. */
const mark = "RAHASIA";
const address = `https://x.com/${mark}/status/9`;
const text = (value: string) => ({ value: `${mark} ${value}`, source: `a ${mark}` });

function marked() {
  return sampleReport({
    note: `${mark} catatan`,
    notPublicReason: `${mark} alasan`,
    evidence: {
      site: "youtube",
      kind: "video",
      subject: `youtube:video:${mark}${randomUUID()}`,
      aliases: [`youtube:video:${mark}2${randomUUID()}`],
      fields: {
        ...{ text: text("isi"), title: text("judul"), author: text("nama"), authorId: text("nomor") },
        permalink: { value: address, source: "a" },
      },
    },
  });
}

let said: string;
beforeEach(() => {
  said = "";
  const hear = (part: unknown) => {
    said += String(part);
    return true;
  };
  vi.spyOn(process.stderr, "write").mockImplementation(hear);
  vi.spyOn(process.stdout, "write").mockImplementation(hear);
  for (const way of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, way).mockImplementation((...words) => hear(words.map(String).join(" ")));
});
afterEach(() => void vi.restoreAllMocks());

describe.each(bothEngines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let devices: TestDevice[];
  let refuser: TestDevice;
  let secrets: string[];
  let codes: string[];
  /** References that permit an objection. */
  let references: string[] = [];

  // One after another on one store: what each leaves behind is worse than the one before.
  beforeAll(async () => {
    stores = await openTestStores(engine, { own: true });
    kit = await startKit(await stores.open());
    const named = (role: Role) => kit.enrolled(role, `${mark} ${role}`);
    devices = [
      await named("officer"),
      await named("vlogger"),
      await named("supervisor"),
      await named("admin"),
      await named("panelist"),
    ];
    await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, devices[1] as TestDevice);
    refuser = await named("supervisor");
    for (let more = 0; more < 2; more++) await named("panelist");
    const { key } = await createApiKey(kit.store, { scope: "read", name: mark });
    codes = [(await kit.code({ role: "officer", name: mark })).code, "A".repeat(26)];
    secrets = [key, ...codes];
  }, 120_000);
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  }, 120_000);

  /** Calls every route as every person, with the marks in all input. */
  async function driveAll(asked: [Route, RouteRequest][]): Promise<TestAnswer[]> {
    const answers: TestAnswer[] = [];
    const form = new URLSearchParams({
      objector: "uploader",
      text: `${mark} kritik`,
      name: mark,
      contact: mark,
    });
    for (const reference of [...references, mark]) {
      const sent = { method: "POST", body: form, headers: { Cookie: mark, Referer: address } };
      answers.push(await readAnswer(await kit.app.request(`${origin}/sanggah/${reference}?${mark}`, sent)));
      answers.push(await readAnswer(await kit.app.request(`${origin}/sanggah/tiket/${reference}?${mark}`)));
    }
    secrets.push(...references);
    for (const [{ method }, { path, body, bytes }] of asked) {
      for (const device of devices) {
        const headers = {
          "User-Agent": mark,
          Cookie: mark,
          Origin: `https://${mark}.test`,
          Referer: address,
        };
        const type = { "Content-Type": bytes ? "image/png" : "application/json" };
        answers.push(
          await device.call(method, path, {
            ...(bytes ? { bytes } : { body }),
            headers: { ...headers, ...type },
          }),
        );
        secrets.push(device.lastProof());
      }
      const headers = { Authorization: `Bearer ${secrets[0]}`, "X-Forwarded-For": "203.0.113.77" };
      answers.push(await readAnswer(await kit.app.request(origin + path, { method, headers })));
      const wrong = { Authorization: `Bearer lk_${mark}0123456789012345678901`, DPoP: `${mark}.b.c` };
      answers.push(
        await readAnswer(
          await kit.app.request(`${origin}${path}?${mark}=${mark}`, { method, headers: wrong }),
        ),
      );
    }
    return answers;
  }

  async function everyRoute(): Promise<[Route, RouteRequest][]> {
    const [officer, vlogger, chief] = devices as [TestDevice, TestDevice, TestDevice];
    const filed = await fileRecords(officer, {
      db: kit.store.db,
      proposer: chief,
      vlogger,
      inUnit: true,
      inviter: chief,
    });
    const disputed = await fileRecords(officer, {
      db: kit.store.db,
      proposer: chief,
      refuser,
      vlogger,
      inUnit: true,
    });
    const { db } = kit.store;
    filed.objectionId = await insertObjection(db, filed.decisionId, kit.intake.now(), mark);
    references = (await db.select().from(requestItems)).map(({ reference }) => reference);
    const report = await officer.sealed(marked());
    const words: Record<string, unknown> = {
      sendReport: report,
      withdrawReport: { reason: mark },
      decide: { id: randomUUID(), act: "reject", why: "other", reason: mark, caseVersion: 3 },
      answerDecision: { answer: "refuse", reason: mark },
      decideBulk: {
        id: randomUUID(),
        verdict: { act: "reject", why: "other", reason: mark },
        cases: [{ caseId: filed.caseId, decisionId: randomUUID(), caseVersion: 3 }],
      },
      answerBulk: { answer: "refuse", reason: mark, decisions: [filed.decisionId] },
      vote: { id: randomUUID(), vote: "uphold", reason: mark },
      setGolden: { act: "set", why: mark },
      addCheck: { id: randomUUID(), seenFrom: "abroad", seen: "removed", note: mark },
      sendReview: {
        id: randomUUID(),
        verdict: "violates",
        reason: mark,
        timecodes: [{ seconds: 1, note: mark }],
        localContext: mark,
      },
      saveVlogger: { languages: ["id"], channels: ["@DapurSari"], network: mark },
      recordConflict: { channel: "@KanalContoh", reason: mark },
      declareChannel: { channel: `@${mark}`, own: true },
      undeclareFor: { channel: `@${mark}` },
      pauseVlogger: { reason: mark },
      hearObjection: { id: randomUUID(), outcome: "dismissed", reason: mark },
      objectAsPlatform: { id: randomUUID(), place: 1, text: mark },
      inviteVlogger: { id: randomUUID(), name: mark },
      withdrawRequest: { id: randomUUID(), reason: mark },
      answerRequest: {
        ...{ id: randomUUID(), kind: "items", note: mark },
        items: [{ place: 1, outcome: "refused", note: mark }],
      },
      markSent: { id: randomUUID(), letter: "request", note: mark },
      changeChannel: { id: randomUUID(), channel: mark.toLowerCase() },
      sendSelfReview: { ...filed.selfReview, id: randomUUID(), title: mark },
      noteLessons: { lessons: { [mark]: { edition: 1, answers: { [mark]: "violates" } } } },
    };
    const walked = Object.entries(walks).map(([name, walk]): [Route, RouteRequest] => {
      const asked = walk.ask(name === "vote" ? disputed : filed);
      return [routes[name as keyof typeof walks], name in words ? { ...asked, body: words[name] } : asked];
    });
    const device = { browser: mark, extensionVersion: mark };
    return [
      ...walked,
      ...codes.map((code): [Route, RouteRequest] => [
        routes.enrol,
        { path: "/v1/enrolments", body: { code, device } },
      ]),
      [routes.enrol, { path: "/v1/enrolments", body: { ...enrolment(codes[0] ?? ""), name: mark } }],
      [routes.getRecipes, { path: "/v1/recipes" }],
      [routes.getKeys, { path: "/v1/keys" }],
      [routes.listCanaries, { path: "/v1/canaries" }],
      [routes.getBoard, { path: `/v1/board?month=${mark}` }],
      [routes.getFigures, { path: `/v1/figures?from=${mark}` }],
      [routes.sendCanaries, { path: "/v1/canaries", body: { id: randomUUID(), rows: [mark] } }],
      [routes.getCase, { path: `/v1/cases/${mark}` }],
      [routes.checkCertificate, { path: "/v1/certificates/checks", body: { certificate: mark } }],
    ];
  }

  function expectSilence() {
    // Secrets first: they are in what is said only by their own bytes.
    for (const secret of [mark, "203.0.113.77", ...secrets])
      expect(said.includes(secret), secret).toBe(false);
    for (const secret of secrets) expect(said.includes(secret.slice(0, 20))).toBe(false);
  }

  const refuseRows = sql.raw(`
    create or replace function repeat_row() returns trigger language plpgsql as $$
    begin raise exception 'refused % ${mark}', new using detail = to_jsonb(new)::text, hint = '${mark}'; end $$;`);

  test("when nothing fails", async () => {
    const answers = await driveAll(await everyRoute());
    expect(new Set(answers.map(({ status }) => status))).toContain(200);
    // Actor, act and target, by ids.
    for (const did of ["saved", "noted a conflict of", "paused", "invited", "uninvited"])
      expect(said).toMatch(new RegExp(`"coordinated","detail":"[\\da-f-]{36} ${did} [\\da-f-]{36}"`));
    expectSilence();
  }, 120_000);

  test("when the database refuses every row, and repeats it in its message", async () => {
    const asked = await everyRoute();
    await kit.store.db.execute(refuseRows);
    for (const table of [
      "reports",
      "files",
      "log",
      "decisions",
      "votes",
      "reviews",
      "self_reviews",
      "request_events",
      "exams",
      "objections",
      "devices",
    ])
      await kit.store.db.execute(
        sql.raw(
          `create trigger repeat before insert or update on ${table} for each row execute function repeat_row()`,
        ),
      );
    const answers = await driveAll(asked);
    await kit.store.db.execute(sql.raw("drop function repeat_row() cascade"));
    // Otherwise nothing would have been said at all.
    expect(answers.filter(({ status }) => status === 500).length).toBeGreaterThan(5);
    expect(said).toContain('"event":"internal"');
    expectSilence();
    expect(
      JSON.stringify(answers.filter(({ status }) => status === 500).map(({ body }) => body)),
    ).not.toContain(mark);
  }, 120_000);

  test("when the database is unavailable", async () => {
    const asked = await everyRoute();
    await stores.breakDatabase();
    const answers = await driveAll(asked);
    expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(20);
    expect(said).toContain('"event":"intake-unavailable"');
    expectSilence();
  }, 120_000);
});
