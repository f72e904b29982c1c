/** Authentication and validation: proofs, roles, and every kind of invalid input. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cases, devices, log, people } from "../../../../intake/db/schema/index.ts";
import { windowMs } from "../../../../intake/http/nonces.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { suspendPerson } from "../../../../intake/people/store/people.ts";
import {
  type IntakeKit,
  operator,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestAnswer,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { Caller, Route } from "../../../../utils/shared/contract/route.ts";
import { type RouteName, routes } from "../../../../utils/shared/contract/routes.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const tables = [
    "reports",
    "cases",
    "case_subjects",
    "log",
    "files",
    "decisions",
    "reviews",
    "self_reviews",
    "used_proofs",
  ];
  async function countRows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await kit.store.db.execute<{ n: number }>(
        sql.raw(`select count(*)::int as n from ${table}`),
      );
      counts[table] = rows[0]?.n ?? -1;
    }
    return counts;
  }
  const send = (report: unknown, request = {}) =>
    officer.call("POST", "/v1/reports", { body: report, ...request });

  describe("proofs", () => {
    test.each([
      ["none", { proof: "" }, "proof-missing"],
      ["nonsense", { proof: "a.b.c" }, "proof-invalid"],
      ["another method", { sign: { method: "PUT" } }, "proof-invalid"],
      ["another path", { sign: { address: `${origin}/v1/me` } }, "proof-invalid"],
      ["another host", { sign: { address: "http://elsewhere.test/v1/reports" } }, "proof-invalid"],
      ["no nonce", { sign: { nonce: undefined } }, "nonce-needed"],
      ["an invented nonce", { sign: { nonce: "abc.def" } }, "nonce-needed"],
    ])("%s: refused, nothing stored", async (_, request, problem) => {
      await officer.call("GET", "/v1/me");
      const before = await countRows();
      const sent = await send(sampleReport(), request);
      expect(sent).toMatchObject({ status: 401, problem });
      expect(sent.headers.get("DPoP-Nonce")).toMatch(/^\w+\.[\w-]{22}$/);
      expect(await countRows()).toEqual(before);
    });

    test("another body: refused and not stored, and the proof is spent", async () => {
      await officer.call("GET", "/v1/me");
      const { used_proofs: before = 0, ...others } = await countRows();
      const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
      const sent = await send(sampleReport(), { sign: { body: "{}", nonce } });
      expect(sent).toMatchObject({ status: 401, problem: "proof-invalid" });
      expect(await countRows()).toEqual({ ...others, used_proofs: before + 2 });
    });

    test("the signature covers the query", async () => {
      const path = "/v1/reports/own?limit=1";
      const nonce = (await officer.call("GET", path)).headers.get("DPoP-Nonce") ?? "";
      for (const query of ["", "?limit=2", "?limit=1&after=x"]) {
        const address = `${origin}/v1/reports/own${query}`;
        expect(await officer.call("GET", path, { sign: { address, nonce } })).toMatchObject({
          problem: "proof-invalid",
        });
      }
    });

    test("a proof is valid for one request, even if two copies arrive at once", async () => {
      const report = sampleReport();
      await send(report);
      const proof = officer.lastProof();
      expect(await send(report, { proof })).toMatchObject({ status: 401, problem: "proof-replayed" });

      const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
      const other = sampleReport();
      const first = await send(other, { sign: { nonce } });
      expect(first.status).toBe(200);
      await officer.call("GET", "/v1/me", { sign: { nonce, method: "POST" } });
      const me = { method: "GET", headers: { DPoP: await freshProof(nonce) } };
      const copies = await Promise.all(
        [1, 2, 3].map(async () => readAnswer(await kit.app.request(`${origin}/v1/me`, me))),
      );
      expect(copies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    });

    /** A proof that was made and not used: the kit signs for a path without a route. */
    async function freshProof(nonce: string): Promise<string> {
      await officer.call("GET", "/v1/not-here", { sign: { nonce, address: `${origin}/v1/me` } });
      return officer.lastProof();
    }

    test("a nonce is accepted in its window and the next; used proofs are forgotten after that", async () => {
      const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
      kit.clock.ms = (Math.floor(kit.clock.ms / windowMs) + 1) * windowMs;
      const again = await officer.call("GET", "/v1/me", { sign: { nonce } });
      expect(again.status).toBe(200);
      expect(again.headers.get("DPoP-Nonce")).not.toBe(nonce);
      await kit.intake.cleanUp();
      expect((await countRows()).used_proofs).toBeGreaterThan(0);
      kit.clock.ms += windowMs;
      expect(await officer.call("GET", "/v1/me", { sign: { nonce } })).toMatchObject({
        problem: "nonce-needed",
      });
      kit.clock.ms += windowMs;
      await kit.intake.cleanUp();
      expect((await countRows()).used_proofs).toBeGreaterThan(0);
      const later = performance.now() + 3_600_000;
      const uptime = vi.spyOn(performance, "now").mockReturnValue(later);
      await kit.intake.cleanUp();
      uptime.mockRestore();
      expect((await countRows()).used_proofs).toBe(0);
    });
  });

  describe("a sender's rights", () => {
    const minuteMs = 60_000;
    let sender: TestDevice;
    let mine: typeof devices.$inferSelect;
    const at = () => new Date(kit.clock.ms);
    const report = (request: UnsealedReport = sampleReport()) =>
      sender.call("POST", "/v1/reports", { body: request });
    const readDevice = async () => {
      const [row] = await kit.store.db
        .select()
        .from(devices)
        .where(eq(devices.thumbprint, await thumbprintOf(sender.publicKey)));
      if (!row) throw new Error("the device is missing");
      return row;
    };
    const change = (set: Partial<typeof people.$inferInsert>) =>
      kit.store.db.update(people).set(set).where(eq(people.id, mine.personId));

    beforeEach(async () => {
      sender = await kit.enrolled("officer", "Siti");
      expect((await report()).status).toBe(200);
      mine = await readDevice();
    });

    /** Runs the act after the request is admitted and before its report is stored. */
    async function reportDuring(act: () => Promise<unknown>): Promise<TestAnswer> {
      const { add } = kit.intake.reports;
      kit.intake.reports.add = async (arrival) => {
        await act();
        return add(arrival);
      };
      try {
        return await report();
      } finally {
        kit.intake.reports.add = add;
      }
    }

    test.each<[string, () => Promise<unknown>, string]>([
      ["the device is revoked", () => revokeDevice(kit.store, mine.id, at()), "device-revoked"],
      ["the person is suspended", () => suspendPerson(kit.store.db, mine.personId, at()), "device-revoked"],
      ["the role may not report", () => change({ role: "admin" }), "role-forbidden"],
      [
        "the sign-on is ended",
        () =>
          kit.store.db
            .update(devices)
            .set({ signedOnAt: new Date(0) })
            .where(eq(devices.id, mine.id)),
        "sign-on-again",
      ],
    ])("%s while a report is read: refused, and nothing stored", async (_, act, problem) => {
      const before = await countRows();
      const sent = await reportDuring(act);
      expect(sent.problem).toBe(problem);
      const { reports, cases } = await countRows();
      expect({ reports, cases }).toEqual({ reports: before.reports, cases: before.cases });
      expect((await report()).problem).toBe(problem);
    });

    test("a new name is in the log and in the receipt", async () => {
      const sent = await reportDuring(() => change({ name: "Siti Aminah" }));
      const { handedInBy, sealedBy } = decodeJwt(sent.body.jws);
      expect({ handedInBy, sealedBy }).toMatchObject({
        handedInBy: { name: "Siti Aminah" },
        sealedBy: { name: "Siti Aminah" },
      });
      const entries = await kit.store.db.select().from(log).where(eq(log.caseId, sent.body.caseId));
      expect(entries.map(({ by }) => by)).toEqual(["Siti Aminah"]);
    });

    test("reports need no statement of their own for proof and device, for a minute", async () => {
      const runs = () => kit.intake.devices.runs + kit.intake.proofs.runs;
      const before = runs();
      for (let sent = 0; sent < 5; sent++) expect((await report()).status).toBe(200);
      expect(runs()).toBe(before);
      kit.clock.ms += minuteMs;
      await report();
      expect(runs()).toBe(before + 1);
    });

    test("the time of the last report is noted once an hour", async () => {
      const noted = async () => (await readDevice()).lastSeenAt?.getTime();
      kit.clock.ms += 30 * minuteMs;
      await report();
      expect(await noted()).toBe(mine.lastSeenAt?.getTime());
      kit.clock.ms += 31 * minuteMs;
      const since = kit.clock.ms;
      await report();
      expect(await noted()).toBeGreaterThanOrEqual(since);
    });

    test.runIf(engine === "postgres")("a revocation that has begun is waited for", async () => {
      const begun = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      const revoking = kit.store.db.transaction(async (tx) => {
        await tx.update(devices).set({ revokedAt: at() }).where(eq(devices.id, mine.id));
        begun.resolve();
        await end.promise;
      });
      await begun.promise;
      const sending = report();
      await expect.poll(waitingStatements).toBe(1);
      end.resolve();
      await revoking;
      expect((await sending).problem).toBe("device-revoked");
    });

    test.runIf(engine === "postgres")(
      "a revocation waits for the reports that it does not refuse",
      async () => {
        const known = sampleReport();
        const { caseId } = (await report(known)).body;
        const begun = Promise.withResolvers<void>();
        const end = Promise.withResolvers<void>();
        const holding = kit.store.db.transaction(async (tx) => {
          await tx.select().from(cases).where(eq(cases.id, caseId)).for("update");
          begun.resolve();
          await end.promise;
        });
        await begun.promise;
        const sending = report(sampleReport({ evidence: known.evidence }));
        await expect.poll(waitingStatements).toBe(1);
        const revoking = revokeDevice(kit.store, mine.id, at());
        await expect.poll(waitingStatements).toBe(2);
        end.resolve();
        await holding;
        expect((await sending).status).toBe(200);
        expect(await revoking).toBe(true);
        expect((await report()).problem).toBe("device-revoked");
      },
    );

    /** Statements that wait for a lock of another transaction. */
    async function waitingStatements(): Promise<number> {
      const { rows } = await kit.store.db.execute<{ n: number }>(sql`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      return rows[0]?.n ?? 0;
    }
  });

  describe("roles", () => {
    const people = ["officer", "vlogger", "supervisor", "admin"] as const;
    const callers = [...people, "new-device", "key:read"] as const;
    const names = Object.keys(routes) as RouteName[];
    const callAs: Partial<Record<Caller, (route: Route) => Promise<TestAnswer>>> = {};

    beforeAll(async () => {
      const fill = ({ path }: Route) => path.replace(":id", randomUUID()).replace(":sha256", "0".repeat(64));
      const devices: [Caller, TestDevice][] = [["new-device", await kit.newDevice()]];
      for (const role of people) devices.push([role, await kit.enrolled(role)]);
      for (const [caller, device] of devices) {
        callAs[caller] = (route) => device.call(route.method, fill(route), route.body ? { body: {} } : {});
      }
      const { key } = await createApiKey(kit.store, { scope: "read" });
      callAs["key:read"] = async (route) => {
        const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
        const body = route.body ? { body: "{}" } : {};
        return readAnswer(
          await kit.app.request(origin + fill(route), { method: route.method, headers, ...body }),
        );
      };
    });

    test.each(names.flatMap((name) => callers.map((caller) => [name, caller] as const)))(
      "%s by %s",
      async (name, caller) => {
        const route: Route = routes[name];
        const answered = await callAs[caller]?.(route);
        const let_in =
          route.callers[caller] !== undefined ||
          route.callers.anyone !== undefined ||
          (route.callers["new-device"] !== undefined && people.some((role) => role === caller));
        const refused = answered?.problem === "role-forbidden" || answered?.problem === "device-unknown";
        expect({ refused, problem: answered?.problem }).toMatchObject({ refused: !let_in });
        expect(answered?.status).toBeLessThan(500);
      },
    );

    test("an invented or revoked key is refused", async () => {
      const call = async (key: string) =>
        readAnswer(
          await kit.app.request(`${origin}/v1/cases`, { headers: { Authorization: `Bearer ${key}` } }),
        );
      expect(await call("lk_0123456789012345678901234567890123456789")).toMatchObject({
        status: 401,
        problem: "key-invalid",
      });
      const { key, id } = await createApiKey(kit.store, { scope: "read" });
      expect((await call(key)).status).toBe(200);
      await kit.store.db.execute(sql`update api_keys set revoked_at = now() where id = ${id}`);
      expect(await call(key)).toMatchObject({ status: 401, problem: "key-invalid" });
    });
  });

  describe("bad input", () => {
    const text = (json: string) => ({ bytes: new TextEncoder().encode(json), body: undefined });
    const deep = "[".repeat(900) + "]".repeat(900);
    const withText = (value: string) => JSON.stringify(sampleReport()).replace("Daftar sekarang", value);
    const { evidence, ...rest } = sampleReport();
    const twice = JSON.stringify(sampleReport()).replace('"urgent":false', '"urgent":true,"urgent":false');

    test.each<[string, object, number, string[]]>([
      ["no JSON", text("{"), 400, [""]],
      ["no UTF-8", { bytes: new Uint8Array([0x22, 0xff, 0x22]) }, 400, [""]],
      ["not an object", text("[]"), 400, [""]],
      ["nothing", text(""), 400, [""]],
      ["NUL in a text", text(withText("\\u0000")), 400, ["evidence.fields.text.value"]],
      ["half an emoji", text(withText("\\ud83c")), 400, ["evidence.fields.text.value"]],
      ["NUL in a name", text('{"a\\u0000":1}'), 400, [""]],
      ["deep nesting", text(`{"evidence":${deep}}`), 400, [""]],
      ["a prototype", text('{"__proto__":{"id":1}}'), 400, expect.arrayContaining(["id", "evidence"])],
      ["a member named twice", text(twice), 400, [""]],
      ["a member named twice, once escaped", text('{"a":{"note":"1","n\\u006fte":"2"}}'), 400, [""]],
      ["a missing field", text(JSON.stringify(rest)), 400, ["evidence", "seal"]],
      ["an unknown field", { body: sampleReport({ extra: 1 } as object) }, 400, ["extra"]],
      ["a wrong id", { body: sampleReport({ id: "1" }) }, 400, ["id"]],
      ["a wrong category", { body: { ...sampleReport(), category: "KRITIK" } }, 400, ["category"]],
      [
        "a wrong field inside",
        { body: { ...rest, evidence: { ...evidence, fields: { text: { value: 7, source: "a" } } } } },
        400,
        ["evidence.fields.text.value"],
      ],
      [
        "a script as address",
        {
          body: sampleReport({
            evidence: { fields: { permalink: { value: "javascript:alert(1)", source: "a" } } },
          }),
        },
        400,
        ["evidence.fields.permalink.value"],
      ],
      [
        "another site's subject",
        { body: sampleReport({ evidence: { subject: "youtube:video:abc" } }) },
        400,
        ["evidence.subject"],
      ],
      [
        "another site's alias",
        { body: sampleReport({ evidence: { aliases: ["youtube:video:abc"] } }) },
        400,
        ["evidence.aliases.0"],
      ],
      [
        "another site's channel id",
        { body: sampleReport({ evidence: { channelId: "1" } }) },
        400,
        ["evidence.channelId"],
      ],
      ["too long a note", { body: sampleReport({ note: "x".repeat(limits.noteChars + 1) }) }, 400, ["note"]],
      ["too large a body", { body: { ...sampleReport(), note: "x".repeat(limits.bodyBytes) } }, 413, []],
      ["another content type", { body: sampleReport(), headers: { "Content-Type": "text/plain" } }, 415, []],
      ["compression", { body: sampleReport(), headers: { "Content-Encoding": "gzip" } }, 415, []],
    ])("%s: refused by name, nothing stored", async (_, request, status, fields) => {
      await officer.call("GET", "/v1/me");
      // Each request costs its proof; nothing else is kept.
      const { used_proofs: _before, ...before } = await countRows();
      const sent = await officer.call("POST", "/v1/reports", request);
      expect({ status: sent.status, fields: sent.fields }).toEqual({ status, fields });
      expect(sent.headers.get("content-type")).toBe("application/problem+json");
      expect(await countRows()).toMatchObject(before);
    });

    test("a body without a declared length is not read beyond the limit, nor at all with a false proof", async () => {
      async function pulled(proof: string): Promise<{ parts: number; problem: string | undefined }> {
        let parts = 0;
        const body = new ReadableStream({
          pull(controller) {
            parts++;
            controller.enqueue(new Uint8Array(100_000));
          },
        });
        const headers = { DPoP: proof, "Content-Type": "application/json" };
        const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
        const { problem } = await readAnswer(
          await kit.app.request(new Request(`${origin}/v1/reports`, init)),
        );
        return { parts, problem };
      }
      const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
      await officer.call("GET", "/v1/reports", { sign: { nonce, method: "POST" } });
      const honest = await pulled(officer.lastProof());
      expect(honest).toEqual({ parts: expect.any(Number), problem: "too-large" });
      expect(honest.parts).toBeLessThan(15);
      expect(await pulled("a.b.c")).toEqual({
        parts: expect.toSatisfy((n) => n <= 1),
        problem: "proof-invalid",
      });
    });

    test("wrong paths, methods, parameters and queries", async () => {
      const call = (method: string, path: string) => officer.call(method, path);
      expect(await call("GET", "/v1/nothing")).toMatchObject({ status: 404, problem: "not-found" });
      expect(await call("GET", "/v1")).toMatchObject({ status: 404, problem: "not-found" });
      const wrong = await call("DELETE", "/v1/reports");
      expect(wrong).toMatchObject({ status: 405, problem: "method-not-allowed" });
      expect(wrong.headers.get("allow")).toBe("POST");
      const supervisor = await kit.enrolled("supervisor");
      const asked = (path: string) => supervisor.call("GET", path);
      expect(await asked("/v1/cases/1")).toMatchObject({ status: 400, fields: ["id"] });
      expect(await asked(`/v1/cases/${randomUUID()}`)).toMatchObject({ status: 404 });
      expect(await asked(`/v1/cases/${randomUUID()}/files/${"0".repeat(64)}`)).toMatchObject({ status: 404 });
      expect(await asked("/v1/cases?limit=0")).toMatchObject({ status: 400, fields: ["limit"] });
      expect(await asked("/v1/cases?state=lost")).toMatchObject({ status: 400, fields: ["state"] });
      expect(await asked("/v1/cases?after=%00")).toMatchObject({ status: 400, fields: ["after"] });
      expect(await asked("/v1/cases?after=MHww")).toMatchObject({ status: 400, fields: ["after"] });
    });

    test.each([
      ["an action the category does not know", { action: "PANTAU" as const }, "action-not-allowed"],
      ["a basis of another category", { basis: ["uu-5-2018-13a"] }, "basis-not-in-force"],
      ["no basis where there are some", { basis: [] }, "basis-not-in-force"],
    ])("%s: refused by the policy", async (_, change, problem) => {
      expect(await send(sampleReport(change))).toMatchObject({
        status: 422,
        problem,
        body: { retry: "never" },
      });
    });

    test("the basis is that of the day of capture, in Jakarta", async () => {
      const porno = { category: "PORNO", action: "BATAS_WILAYAH" } as const;
      const old = (capturedAt: string) =>
        sampleReport({ ...porno, basis: ["uu-ite-27-1"], evidence: { capturedAt } });
      expect(await send(old("2026-01-01T16:59:59.000Z"))).toMatchObject({ status: 200 });
      expect(await send(old("2026-01-01T17:00:00.000Z"))).toMatchObject({ problem: "basis-not-in-force" });
      const newer = sampleReport({ basis: ["uu-9-2030-1"], policyVersion: 99 });
      expect(await send(newer)).toMatchObject({ problem: "basis-not-in-force", body: { retry: "later" } });
    });

    test("rejects Telegram posts that are not shown to be public; other sites need a reason", async () => {
      const audience = { value: "not-public", source: "rule" } as const;
      const telegram = { site: "telegram", kind: "message", subject: "telegram:message:kabar/9" } as const;
      expect(
        await send(sampleReport({ evidence: { ...telegram, fields: { audience } }, notPublicReason: "x" })),
      ).toMatchObject({
        status: 422,
        problem: "not-public",
      });
      // A client that omits the field gets an error that names it.
      expect(await send(sampleReport({ evidence: { ...telegram, fields: {} } }))).toMatchObject({
        ...{ status: 422, problem: "not-public", body: { detail: "audience is not said", retry: "never" } },
      });
      expect(await send(sampleReport({ evidence: { fields: { audience } } }))).toMatchObject({
        fields: ["notPublicReason"],
      });
      expect(
        await send(sampleReport({ evidence: { fields: { audience } }, notPublicReason: "Aduan korban." })),
      ).toMatchObject({ status: 200 });
    });
  });

  test("extensions may read the answers, web pages may not", async () => {
    const preflight = (from: string) =>
      kit.app.request(`${origin}/v1/reports`, {
        method: "OPTIONS",
        headers: {
          Origin: from,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "dpop,content-type",
        },
      });
    for (const from of [
      "chrome-extension://abcdefghijklmnop",
      "moz-extension://0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11",
    ]) {
      const { headers } = await preflight(from);
      expect(headers.get("access-control-allow-origin")).toBe(from);
      expect(headers.get("access-control-allow-headers")).toBe("DPoP,Content-Type,If-None-Match");
      const answered = await kit.app.request(`${origin}/v1/me`, { headers: { Origin: from } });
      expect(answered.headers.get("access-control-expose-headers")).toBe("DPoP-Nonce,Date,Retry-After");
      expect(answered.headers.get("access-control-allow-origin")).toBe(from);
    }
    for (const from of ["https://x.com", "https://chrome-extension.example", "null"]) {
      expect((await preflight(from)).headers.has("access-control-allow-origin")).toBe(false);
    }
  });

  test("counts answers of handlers that failed, and of pages", async () => {
    const { knownSubjects } = kit.intake;
    const readCount = async (route: string, status: number) => {
      const metrics = await (await kit.app.request(`${origin}/metrics`, operator)).text();
      const line = new RegExp(`^intake_requests_total\\{route="${route}",status="${status}"\\} (\\d+)$`, "m");
      return Number(line.exec(metrics)?.[1] ?? 0);
    };
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      for (const [error, status] of [
        [new Error("a bug"), 500],
        [Object.assign(new Error("the disk is full"), { code: "ENOSPC" }), 503],
      ] as const) {
        kit.intake.knownSubjects = { ...knownSubjects, current: () => Promise.reject(error) };
        expect((await officer.call("GET", "/v1/reported/filter")).status).toBe(status);
        expect(await readCount("getFilter", status)).toBe(1);
      }
      vi.spyOn(kit.store.db, "select").mockImplementationOnce(() => {
        throw new Error("a bug");
      });
      const page = await kit.app.request(`${origin}/sanggah/LK-AAAA-BBBB-CCCC`);
      expect(page.status).toBe(500);
      expect(await readCount("page", 500)).toBe(1);
    } finally {
      kit.intake.knownSubjects = knownSubjects;
      vi.restoreAllMocks();
    }
  });

  test("shows administrators its health, its figures and its routes", async () => {
    const get = (path: string) => kit.app.request(origin + path, operator);
    expect(await (await get("/healthz")).json()).toEqual({ ok: true });
    expect(await (await get("/readyz")).json()).toEqual({
      ok: true,
      database: true,
      evidence: true,
      schema: true,
    });
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toMatch(/^intake_requests_total\{route="whoAmI",status="200"\} [1-9]/m);
    expect(metrics).toMatch(/^intake_reports_total [1-9]/m);
    const document = await (await get("/openapi.json")).json();
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
      (path) => Object.values(path),
    );
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort());
    const page = await get("/docs");
    const html = await page.text();
    for (const { path } of Object.values(routes)) expect(html).toContain(path.replace(/:(\w+)/g, "{$1}"));
    expect(html).not.toMatch(/<script|style=|https?:\/\//);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});
