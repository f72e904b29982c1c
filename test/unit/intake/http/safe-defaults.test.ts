/** An intake with no settings but a database, over a real port: what a stranger can and cannot turn to their use. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../../intake/config.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { type RunningIntake, startIntake } from "../../../../intake/serve.ts";
import { enrolment, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { writeVerifier } from "../../../../scripts/release/verifier.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { makeProof } from "../../../../utils/shared/seal/request-proof.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let folder: string;
let stores: TestStores;
let intake: RunningIntake;

const start = (env: Record<string, string> = {}) =>
  startIntake(readConfig({ DATA_DIR: folder, PORT: "0", DATABASE_URL: stores.address(), ...env }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-safe-"));
  stores = await openTestStores("postgres");
  await stores.open();
  intake = await start();
});

afterAll(async () => {
  await intake?.stop();
  await stores?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Unlike `fetch`, sends any Host header. */
function ask(
  path: string,
  { headers = {}, method = "GET", body = "", at = intake.address } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(at + path, { method, headers }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) });
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

describe("the Host header", () => {
  type Signer = Awaited<ReturnType<typeof newSigner>>;

  /** A device that signs for one origin and sends with a Host header of its choice. */
  async function newSigner() {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
      "sign",
      "verify",
    ]);
    const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
    const publicKey = { kty: "EC", crv: "P-256", x, y } as const;
    let nonce: string | undefined;
    return async (
      method: string,
      path: string,
      content: object,
      { signed, host }: { signed: string; host: string },
    ) => {
      const body = JSON.stringify(content);
      for (;;) {
        const proof = await makeProof({
          ...{ key: pair.privateKey, publicKey, method, address: signed + path },
          ...{ bodySha256: await digestHex(body), ...(nonce === undefined ? {} : { nonce }) },
        });
        const headers = { Host: host, "Content-Type": "application/json", DPoP: proof };
        const answer = await ask(path, { method, headers, body });
        if (!answer.body.includes('"nonce-needed"')) return { ...answer, body: JSON.parse(answer.body) };
        nonce = String(answer.headers["dpop-nonce"]);
      }
    };
  }

  async function coordinator(): Promise<Signer> {
    const send = await newSigner();
    const at = { signed: intake.address, host: new URL(intake.address).host };
    const { code } = await createEnrolment(intake.store, { role: "supervisor", name: "Ketua" }, new Date());
    expect(await send("POST", "/v1/enrolments", enrolment(code), at)).toMatchObject({ status: 200 });
    return send;
  }

  test("does not change where an invitation, or any other link, leads", async () => {
    const send = await coordinator();
    const invitation = { id: randomUUID(), name: "Wati" };
    const evil = { signed: intake.address, host: "evil.example" };
    const { status, body } = await send("POST", "/v1/programme/invitations", invitation, evil);
    expect(status).toBe(200);
    expect(new URLSearchParams(body.link.split("?")[1]).get("intake")).toBe(intake.address);
    expect(body.address).toBe(`${intake.address}/daftar#${body.code}`);
  });

  test("does not make a proof that was signed for another origin count", async () => {
    const send = await newSigner();
    const answer = await send("POST", "/v1/enrolments", enrolment("A".repeat(26)), {
      ...{ signed: "http://evil.example", host: "evil.example" },
    });
    expect(answer.body).toMatchObject({ code: "proof-invalid", detail: "claim htu" });
  });

  test.each(["localhost", "127.0.0.1", "[::1]"])(
    "does not matter on this machine: a proof for %s, with the same port, counts",
    async (name) => {
      const send = await newSigner();
      const signed = intake.address.replace("127.0.0.1", name);
      const { code } = await createEnrolment(intake.store, { role: "officer", name: "Lokal" }, new Date());
      const body = enrolment(code);
      const host = new URL(intake.address).host;
      for (const wrong of [signed.replace(/:\d+$/, ":1"), signed.replace("http:", "https:")])
        expect((await send("POST", "/v1/enrolments", body, { signed: wrong, host })).body).toMatchObject({
          ...{ code: "proof-invalid", detail: "claim htu" },
        });
      expect((await send("POST", "/v1/enrolments", body, { signed, host })).status).toBe(200);
    },
  );

  test("does matter elsewhere: a proof for a name of this machine is for another intake", async () => {
    const kit = await startKit(intake.store, undefined, { publicOrigin: "http://10.0.0.7:8787" });
    const address = "http://localhost:8787/v1/me";
    const device = await kit.newDevice();
    const ask = () => device.call("GET", "/v1/me", { sign: { address } });
    expect(await ask()).toMatchObject({ problem: "proof-invalid", body: { detail: "claim htu" } });
    await kit.close();
  });

  test.each(["0.0.0.0", "::", "10.0.0.7", "intake.example.go.id"])(
    "is never needed: an intake on %s does not start without PUBLIC_URL",
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow(`PUBLIC_URL: is required with HOST=${HOST}`);
      expect(readConfig({ HOST, PUBLIC_URL: "https://intake.example.go.id" }).host).toBe(HOST);
    },
  );

  test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("is not taken from PUBLIC_URL on %s", (HOST) => {
    expect(readConfig({ HOST }).publicOrigin).toBeUndefined();
  });
});

describe("administrators' routes", () => {
  const token = "t".repeat(32);
  const withToken = { headers: { Authorization: `Bearer ${token}` } };
  const guarded = ["/metrics", "/docs", "/docs/style.css", "/openapi.json"];
  let open: RunningIntake;

  beforeAll(async () => {
    open = await start({ PUBLIC_URL: "https://intake.example.go.id", METRICS_TOKEN: token });
  });
  afterAll(async () => open?.stop());

  test.each(guarded)(
    "%s is refused without the token, though the request comes from this machine",
    async (path) => {
      const refused = await ask(path, { at: open.address });
      expect(refused).toMatchObject({ status: 401, headers: { "www-authenticate": "Bearer" } });
      expect(JSON.parse(refused.body)).toMatchObject({ code: "key-invalid" });
      const wrong = { headers: { Authorization: `Bearer ${"u".repeat(32)}` } };
      expect((await ask(path, { at: open.address, ...wrong })).status).toBe(401);
      expect((await ask(path, { at: open.address, ...withToken })).status).toBe(200);
    },
  );

  test("/readyz shows strangers only whether the intake is ready", async () => {
    expect(JSON.parse((await ask("/readyz", { at: open.address })).body)).toEqual({ ok: true });
    expect(JSON.parse((await ask("/readyz", { at: open.address, ...withToken })).body)).toEqual({
      ...{ ok: true, database: true, evidence: true, schema: true },
    });
  });

  test("an intake for this machine only answers local requests, but none forwarded by a proxy", async () => {
    for (const path of guarded) {
      expect((await ask(path)).status).toBe(200);
      expect((await ask(path, { headers: { "X-Forwarded-For": "203.0.113.7" } })).status).toBe(401);
    }
  });

  test("without a token there is no way in from outside", async () => {
    const closed = await start({ PUBLIC_URL: "https://intake.example.go.id" });
    try {
      for (const Authorization of ["Bearer ", "Bearer undefined", `Bearer ${token}`])
        expect((await ask("/metrics", { at: closed.address, headers: { Authorization } })).status).toBe(401);
    } finally {
      await closed.stop();
    }
  });

  test("a token that can be guessed is refused", () => {
    expect(() => readConfig({ METRICS_TOKEN: "secret" })).toThrow("METRICS_TOKEN: must have at least 32");
  });
});

describe("the page that checks exports", () => {
  beforeAll(() => writeVerifier());

  test("is sent once; a browser that has it gets 304", async () => {
    const first = await ask("/verify");
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]{40,}"$/);
    const again = await ask("/verify", { headers: { "If-None-Match": etag } });
    expect(again).toMatchObject({ status: 304, body: "" });
  });

  test("is kept to https by its own host, and no other host of the ministry is", async () => {
    for (const path of ["/verify", "/healthz"])
      expect((await ask(path)).headers["strict-transport-security"]).toBe("max-age=15552000");
  });
});

describe("security.txt (RFC 9116)", () => {
  const fieldsOf = (body: string) =>
    Object.fromEntries(
      body
        .trim()
        .split("\n")
        .map((line) => line.split(/: (.*)/s).slice(0, 2)),
    );

  test("names the contact for vulnerabilities, and expires within a year", async () => {
    const { status, headers, body } = await ask("/.well-known/security.txt");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    const { Expires, ...rest } = fieldsOf(body);
    expect(rest).toEqual({
      Contact: "mailto:security@127.0.0.1",
      "Preferred-Languages": "id, en",
      Canonical: `${intake.address}/.well-known/security.txt`,
    });
    const days = (Date.parse(Expires ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(365);
  });

  test("names the contact that the settings name", async () => {
    const contact = "https://kominfo.example.go.id/lapor-celah";
    const named = await start({ PUBLIC_URL: "https://intake.example.go.id", SECURITY_CONTACT: contact });
    try {
      const { body } = await ask("/.well-known/security.txt", { at: named.address });
      expect(fieldsOf(body)).toMatchObject({
        Contact: contact,
        Canonical: "https://intake.example.go.id/.well-known/security.txt",
      });
    } finally {
      await named.stop();
    }
  });

  test.each(["security@example.go.id", "http://example.go.id", "mailto:a@b.id\nContact: mailto:c@d.id"])(
    "a contact that cannot be meant is refused: %j",
    (SECURITY_CONTACT) => {
      expect(() => readConfig({ SECURITY_CONTACT })).toThrow("SECURITY_CONTACT: must be such as mailto:");
    },
  );
});
