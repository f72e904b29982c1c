/** ID tokens: accepted only if the provider signed them for this intake, recently, for this device, and once. */

import { createHmac, randomUUID } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../../../intake/config.ts";
import { units } from "../../../../intake/db/schema/index.ts";
import { createProvider } from "../../../../intake/people/sign-on/provider.ts";
import { readSignOn } from "../../../../intake/people/sign-on/sign-on-settings.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import {
  enrolment,
  type IntakeKit,
  origin,
  readAnswer,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { clientId, startProvider, type TestProvider } from "../../../support/provider-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 24 * 3_600_000;
const env = (issuer: string) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_ROLE_CLAIM: "realm_access.roles",
  OIDC_ROLES: '{"lapor-petugas":"officer","lapor-penyelia":"supervisor"}',
});

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider({ redirectUris: ["https://a.chromiumapp.org/"] });
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.instead = undefined;
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let device: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, {
      signOn: readSignOn({ ...env(provider.issuer), OIDC_FLOWS: "code device" }),
    });
  });
  afterAll(async () => {
    await kit.close();
    await stores.close();
  });
  beforeEach(async () => {
    device = await kit.newDevice();
    // The keys that the intake knows do not outlive a test.
    Object.assign(kit.intake.signOn, { provider: createProvider(provider.issuer, { cooldownMs: 0 }) });
  });

  const now = () => Math.floor(kit.clock.ms / 1000);
  /** Signs a token for this device as the provider does, with the test's changes. */
  async function token(change: JWTPayload = {}, header: object = {}, key = provider.privateKey) {
    const claims: JWTPayload = {
      ...{ iss: provider.issuer, aud: clientId, sub: randomUUID(), name: "Sari Contoh" },
      ...{ iat: now(), exp: now() + 3600, realm_access: { roles: ["lapor-petugas"] } },
      nonce: await thumbprintOf(device.publicKey),
      ...change,
    };
    const head = { alg: "RS256", kid: "first", ...header };
    return new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader(head).sign(key);
  }
  const handIn = (idToken: string, from = device) =>
    from.call("POST", "/v1/enrolments/sign-on", {
      body: { idToken, device: { browser: "Firefox 153", extensionVersion: "0.1.0" } },
    });
  const rows = async () => {
    const counted = await kit.store.db.execute(
      "select (select count(*) from people) as people, (select count(*) from devices) as devices, (select count(*) from sign_ons) as sign_ons",
    );
    return counted.rows[0];
  };

  test("a token for this device enrols its person, with name and role", async () => {
    const answered = await handIn(await token());
    expect(answered).toMatchObject({ status: 200, body: { name: "Sari Contoh", role: "officer" } });
    expect(await device.call("GET", "/v1/me")).toMatchObject({ status: 200, body: { role: "officer" } });
  });

  const base64 = (value: object | string) =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const resigned = async (alg: string, sign: (input: string) => string | Promise<string>) => {
    const [, payload] = (await token()).split(".");
    const input = `${base64({ alg, kid: "first" })}.${payload}`;
    return `${input}.${await sign(input)}`;
  };

  test.each<[string, () => Promise<string>, string]>([
    ["another client's", () => token({ aud: "lain" }), "claim aud"],
    ["another client's among others", () => token({ aud: ["lain", clientId] }), "claim azp"],
    ["presented by another client", () => token({ azp: "lain" }), "claim azp"],
    ["another provider's", () => token({ iss: "https://lain.example" }), "claim iss"],
    ["expired", () => token({ exp: now() - 120 }), "claim exp"],
    ["without an end", () => token({ exp: undefined as never }), "claim exp"],
    ["from the future", () => token({ iat: now() + 600 }), "claim iat"],
    ["old, though it has not expired", () => token({ iat: now() - 400 }), "claim iat"],
    ["without its time", () => token({ iat: undefined as never }), "claim iat"],
    ["nobody's", () => token({ sub: "" }), "claim sub"],
    ["for another device", () => token({ nonce: "x".repeat(43) }), "claim nonce"],
    ["with an empty nonce", () => token({ nonce: "" }), "claim nonce"],
    ["an access token", () => token({}, { typ: "at+jwt" }), "is not an ID token"],
    ["an access token that says so inside", () => token({ typ: "Bearer" }), "is not an ID token"],
    ["a token that signs out", () => token({ nonce: undefined as never, events: {} }), "is not an ID token"],
    ["signed by nobody", () => resigned("none", () => ""), "ERR_JOSE_ALG_NOT_ALLOWED"],
    [
      "signed with the public key as if it were a secret",
      () =>
        resigned("HS256", async (input) => {
          const { importJWK } = await import("jose");
          const pem = await exportSPKI((await importJWK(provider.jwk, "RS256")) as CryptoKey);
          return createHmac("sha256", pem).update(input).digest("base64url");
        }),
      "ERR_JOSE_ALG_NOT_ALLOWED",
    ],
    [
      "signed by another key under the same name",
      async () => token({}, {}, (await generateKeyPair("RS256")).privateKey),
      "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
    ],
    ["of a key that the provider does not have", () => token({}, { kid: "x" }), "ERR_JWKS_NO_MATCHING_KEY"],
    [
      "with a key of its own",
      async () => {
        const pair = await generateKeyPair("RS256");
        return token({}, { kid: "x", jwk: await exportJWK(pair.publicKey) }, pair.privateKey);
      },
      "ERR_JWKS_NO_MATCHING_KEY",
    ],
    ["no token", async () => "a.b.c", "ERR_JWS_INVALID"],
    [
      "changed",
      async () => (await token()).replace(/\.[^.]+\./, `.${base64({ sub: "admin" })}.`),
      "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
    ],
  ])("%s: refused, nothing stored", async (_, make, detail) => {
    const before = await rows();
    expect(await handIn(await make())).toMatchObject({
      status: 400,
      problem: "sign-on-token",
      body: { detail, retry: "never" },
    });
    expect(await rows()).toEqual(before);
    expect(await device.call("GET", "/v1/me")).toMatchObject({ problem: "device-unknown" });
  });

  test("refuses a token that is too long before parsing it", async () => {
    const asked = provider.requests.length;
    expect(await handIn("a".repeat(limits.idTokenChars + 1))).toMatchObject({
      status: 400,
      fields: ["idToken"],
    });
    expect(await handIn("a".repeat(limits.bodyBytes))).toMatchObject({ status: 413 });
    expect(provider.requests.length).toBe(asked);
  });

  test("accepts each token once; the same device gets the same answer again", async () => {
    const none = { nonce: undefined as never };
    const stolen = await token(none);
    const first = await handIn(stolen);
    expect(first.status).toBe(200);
    const thief = await kit.newDevice();
    const before = await rows();
    expect(await handIn(stolen, thief)).toMatchObject({
      problem: "sign-on-token",
      body: { detail: "was used already" },
    });
    expect(await handIn(stolen)).toMatchObject({ status: 200, body: { deviceId: first.body.deviceId } });
    expect(await rows()).toEqual(before);
  });

  test("lets in one of many devices that use one token at once", async () => {
    const idToken = await token({ nonce: undefined as never });
    const crowd = await Promise.all(Array.from({ length: 5 }, () => kit.newDevice()));
    const answers = await Promise.all(crowd.map((one) => handIn(idToken, one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
  });

  test("a stolen token is refused under another key", async () => {
    const thief = await kit.newDevice();
    expect(await handIn(await token(), thief)).toMatchObject({ body: { detail: "claim nonce" } });
  });

  test("by default, refuses a token without this device's nonce", async () => {
    const { settings } = kit.intake.signOn;
    Object.assign(kit.intake.signOn, { settings: readSignOn(env(provider.issuer)) });
    for (const nonce of [undefined, "", "x".repeat(43)])
      expect(await handIn(await token({ nonce: nonce as never }))).toMatchObject({
        ...{ problem: "sign-on-token", body: { detail: "claim nonce" } },
      });
    expect((await handIn(await token())).status).toBe(200);
    Object.assign(kit.intake.signOn, { settings });
  });

  test("accepts a token without a nonce only where codes may be typed elsewhere", async () => {
    const { settings } = kit.intake.signOn;
    const idToken = await token({ nonce: undefined as never });
    Object.assign(kit.intake.signOn, { settings: { ...settings, flows: ["code"] } });
    expect(await handIn(idToken)).toMatchObject({ body: { detail: "claim nonce" } });
    Object.assign(kit.intake.signOn, { settings });
    expect((await handIn(idToken)).status).toBe(200);
  });

  test("refuses a token without the key's own proof", async () => {
    const body = JSON.stringify({ idToken: await token(), device: { browser: "x", extensionVersion: "1" } });
    const headers = { "Content-Type": "application/json" };
    const sent = await kit.app.request(`${origin}/v1/enrolments/sign-on`, { method: "POST", headers, body });
    expect(await readAnswer(sent)).toMatchObject({ status: 401, problem: "proof-missing" });
  });

  test.each([
    ["no role", { realm_access: { roles: ["pegawai"] } }],
    ["a role of the language", { realm_access: { roles: ["constructor", "__proto__", "toString"] } }],
    ["no such claim", { realm_access: "x" }],
    ["two roles", { realm_access: { roles: ["lapor-petugas", "lapor-penyelia"] } }],
  ])("%s: the sign-on is refused", async (_, change) => {
    const before = await rows();
    expect(await handIn(await token(change))).toMatchObject({ status: 403, problem: "sign-on-no-role" });
    expect(await rows()).toEqual(before);
  });

  test("requires a new sign-on on every device after a lost role, and refuses it", async () => {
    const sub = randomUUID();
    await handIn(await token({ sub }));
    const other = device;
    device = await kit.newDevice();
    expect(await handIn(await token({ sub, realm_access: { roles: [] } }))).toMatchObject({ status: 403 });
    expect(await other.call("GET", "/v1/me")).toMatchObject({ status: 403, problem: "sign-on-again" });
  });

  test("a lost role leaves neither a code that the person was shown, nor a device that a code enrolled", async () => {
    const sub = randomUUID();
    const lead = { sub, realm_access: { roles: ["lapor-penyelia"] } };
    const { personId } = (await handIn(await token(lead))).body;
    const body = { id: randomUUID(), name: "Boneka" };
    const { code } = (await device.call("POST", "/v1/programme/invitations", { body })).body;
    const coded = await kit.newDevice();
    const own = await createCode(kit.store.db, personId, kit.intake.now());
    expect((await coded.call("POST", "/v1/enrolments", { body: enrolment(own.code) })).status).toBe(200);
    expect(await handIn(await token({ sub, realm_access: { roles: [] } }))).toMatchObject({ status: 403 });
    const other = await kit.newDevice();
    expect(await other.call("POST", "/v1/enrolments", { body: enrolment(code) })).toMatchObject({
      problem: "code-invalid",
    });
    expect(await coded.call("GET", "/v1/me")).toMatchObject({ status: 403, problem: "sign-on-again" });
  });

  test.each([
    ["lost", []],
    ["lower", ["lapor-petugas"]],
  ])("a token from before a %s role does not restore the former one on another device", async (_, roles) => {
    const sub = randomUUID();
    const lead = { sub, realm_access: { roles: ["lapor-penyelia"] } };
    await handIn(await token(lead));
    const first = device;
    device = await kit.newDevice();
    const earlier = await token(lead);
    kit.clock.ms += 60_000;
    const nonce = await thumbprintOf(first.publicKey);
    await handIn(await token({ sub, nonce, realm_access: { roles } }), first);
    expect(await handIn(earlier)).toMatchObject({ status: 400, problem: "sign-on-token" });
    expect(await device.call("GET", "/v1/me")).toMatchObject({ problem: "device-unknown" });
    kit.clock.ms += 60_000;
    expect(await handIn(await token(lead))).toMatchObject({ status: 200, body: { role: "supervisor" } });
  });

  test("a second browser signs on at once although the intake's clock is ahead of the provider's", async () => {
    const sub = randomUUID();
    await handIn(await token({ sub, iat: now() - 50 }));
    device = await kit.newDevice();
    kit.clock.ms += 10_000;
    expect(await handIn(await token({ sub, iat: now() - 50 }))).toMatchObject({ status: 200 });
  });

  test("a token without a role from before a newer sign-on does not end that", async () => {
    const sub = randomUUID();
    await handIn(await token({ sub }));
    kit.clock.ms += 60_000;
    const without = await token({ sub, realm_access: { roles: [] } });
    kit.clock.ms += 60_000;
    await handIn(await token({ sub }));
    expect(await handIn(without)).toMatchObject({ problem: "sign-on-no-role" });
    expect(await device.call("GET", "/v1/me")).toMatchObject({ status: 200 });
  });

  test("identifies a person by the provider's subject, not by name, and logs a change of role", async () => {
    const sub = randomUUID();
    const first = await handIn(await token({ sub }));
    const changed = { sub, name: "Sari\u202e  Baru\u0007", realm_access: { roles: ["lapor-penyelia"] } };
    const second = await handIn(await token(changed));
    expect(second.body).toMatchObject({
      ...{ personId: first.body.personId, deviceId: first.body.deviceId },
      ...{ name: "Sari Baru", role: "supervisor" },
    });
    const record = await kit.store.db.execute(
      `select role, former_role from sign_ons where device_id = '${first.body.deviceId}' order by at`,
    );
    expect(record.rows).toEqual([
      { role: "officer", former_role: null },
      { role: "supervisor", former_role: "officer" },
    ]);
  });

  test("a key of another person is not reassigned", async () => {
    await handIn(await token());
    const before = await rows();
    expect(await handIn(await token())).toMatchObject({ status: 409, problem: "conflict" });
    device = await kit.enrolled("officer");
    const { people: _, devices: __, ...signOns } = (await rows()) ?? {};
    expect(await handIn(await token())).toMatchObject({ status: 409, problem: "conflict" });
    expect(await rows()).toMatchObject(signOns);
    expect(before).toMatchObject(signOns);
  });

  test("refuses a revoked device and a suspended person", async () => {
    const sub = randomUUID();
    const { body } = await handIn(await token({ sub }));
    await kit.store.db.execute(`update people set suspended_at = now() where id = '${body.personId}'`);
    const other = await kit.newDevice();
    const idToken = await token({ sub, nonce: await thumbprintOf(other.publicKey) });
    expect(await handIn(idToken, other)).toMatchObject({ status: 403, problem: "device-revoked" });
    await kit.store.db.execute(`update people set suspended_at = null where id = '${body.personId}'`);
    await kit.store.db.execute(`update devices set revoked_at = now() where id = '${body.deviceId}'`);
    expect(await handIn(await token({ sub }))).toMatchObject({ status: 403, problem: "device-revoked" });
  });

  test("requires a new sign-on after thirty days, and keeps the device", async () => {
    const sub = randomUUID();
    const first = await handIn(await token({ sub }));
    const coded = await kit.enrolled("officer");
    kit.clock.ms += 30 * dayMs - 60_000;
    expect((await device.call("GET", "/v1/me")).status).toBe(200);
    kit.clock.ms += 120_000;
    expect(await device.call("GET", "/v1/me")).toMatchObject({ status: 403, problem: "sign-on-again" });
    expect((await coded.call("GET", "/v1/me")).status).toBe(200);
    expect(await handIn(await token({ sub }))).toMatchObject({ body: { deviceId: first.body.deviceId } });
    expect((await device.call("GET", "/v1/me")).status).toBe(200);
  });

  test("takes the unit from the provider if configured, and only a known unit", async () => {
    const { settings } = kit.intake.signOn;
    Object.assign(kit.intake.signOn, { settings: { ...settings, unitClaim: "unit" } });
    const unit = `Ditjen ${randomUUID()}`;
    expect(await handIn(await token())).toMatchObject({
      problem: "sign-on-no-role",
      body: { detail: "claim unit" },
    });
    const before = await rows();
    expect(await handIn(await token({ unit }))).toMatchObject({ problem: "sign-on-no-role" });
    expect(await rows()).toEqual(before);
    const unitId = randomUUID();
    await kit.store.db.insert(units).values({ id: unitId, name: unit, createdAt: new Date() });
    const { body } = await handIn(await token({ unit }));
    const found = await kit.store.db.execute(`select unit_id from people where id = '${body.personId}'`);
    expect(found.rows).toEqual([{ unit_id: unitId }]);
    Object.assign(kit.intake.signOn, { settings });
  });

  describe("the provider", () => {
    const json =
      (value: object): NonNullable<TestProvider["instead"]> =>
      (_, response) =>
        !!response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    const at = (path: string, instead: NonNullable<TestProvider["instead"]>): TestProvider["instead"] => {
      return (request, response) => request.url === path && instead(request, response);
    };
    const page: NonNullable<TestProvider["instead"]> = (_, response) =>
      !!response.setHeader("content-type", "text/html").end("<h1>Selamat datang</h1>");

    test.each<[string, () => TestProvider["instead"]]>([
      ["is down", () => (_, response) => !!response.destroy()],
      ["answers with a page", () => page],
      ["answers with an error", () => (_, response) => !!response.writeHead(500).end()],
      [
        "sends elsewhere",
        () => (_, response) => !!response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      ],
      ["says nothing", () => () => true],
      [
        "never ends",
        () => (_, response) => {
          const timer = setInterval(() => response.write(`"${"x".repeat(100_000)}`), 1);
          response.on("close", () => clearInterval(timer));
          return true;
        },
      ],
      [
        "calls itself otherwise",
        () =>
          at(
            "/.well-known/openid-configuration",
            json({ issuer: "https://lain.example", jwks_uri: `${provider.issuer}/jwks` }),
          ),
      ],
      [
        "has its keys where anyone could change them",
        () => json({ issuer: provider.issuer, jwks_uri: "http://lain.example/jwks" }),
      ],
      ["has a page for keys", () => at("/jwks", page)],
      ["has no keys", () => at("/jwks", (_, response) => !!response.end("{}"))],
    ])("%s: later, and the next token asks anew", async (_, instead) => {
      provider.instead = instead();
      const impatient = { provider: createProvider(provider.issuer, { timeoutMs: 300, cooldownMs: 0 }) };
      Object.assign(kit.intake.signOn, impatient);
      const idToken = await token();
      expect(await handIn(idToken)).toMatchObject({
        status: 503,
        problem: "sign-on-unavailable",
        body: { retry: "later" },
      });
      provider.instead = undefined;
      expect((await handIn(idToken)).status).toBe(200);
    });

    test("gets its new keys looked up after a change, and its old one rejected", async () => {
      expect((await handIn(await token())).status).toBe(200);
      const { privateKey, publicKey } = await generateKeyPair("ES256");
      const jwk = { ...(await exportJWK(publicKey)), kid: "second", alg: "ES256" };
      provider.instead = at("/jwks", (_, response) => !!response.end(JSON.stringify({ keys: [jwk] })));
      device = await kit.newDevice();
      expect((await handIn(await token({}, { alg: "ES256", kid: "second" }, privateKey))).status).toBe(200);
      device = await kit.newDevice();
      expect(await handIn(await token())).toMatchObject({ body: { detail: "ERR_JWKS_NO_MATCHING_KEY" } });
    });

    test("is not asked for its keys again for each unknown key id", async () => {
      Object.assign(kit.intake.signOn, { provider: createProvider(provider.issuer) });
      await handIn(await token());
      const asked = provider.requests.length;
      for (const kid of ["a", "b", "c"]) await handIn(await token({}, { kid }));
      expect(provider.requests.length).toBe(asked);
    });
  });

  test("refuses sign-on where it is not configured", async () => {
    const door = { ...kit.intake.signOn };
    Object.assign(kit.intake.signOn, { settings: undefined, provider: undefined });
    expect(await readAnswer(await kit.app.request(`${origin}/v1/sign-on`))).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await handIn("a.b.c")).toMatchObject({ status: 404, problem: "sign-on-off" });
    Object.assign(kit.intake.signOn, door);
    const { body } = await readAnswer(await kit.app.request(`${origin}/v1/sign-on`));
    const scopes = ["openid", "profile"];
    expect(body).toEqual({
      signOn: { issuer: provider.issuer, clientId, scopes, flows: ["code", "device"] },
    });
  });
});

describe("settings", () => {
  const good = env("https://masuk.example.go.id/realms/kantor");

  test("are parsed, with defaults for absent ones", () => {
    const config = readConfig(good);
    expect(config.signOnMaxAgeDays).toBe(30);
    expect(config.signOn).toEqual({
      ...{ issuer: good.OIDC_ISSUER, clientId, scopes: ["openid", "profile"], flows: ["code"] },
      ...{ roleClaim: "realm_access.roles", nameClaim: "name", unitClaim: undefined },
      roles: new Map([
        ["lapor-petugas", "officer"],
        ["lapor-penyelia", "supervisor"],
      ]),
    });
    expect(readConfig({ ...good, OIDC_FLOWS: "device code" }).signOn?.flows).toEqual(["device", "code"]);
    expect(readConfig({}).signOn).toBeUndefined();
  });

  test.each([
    [
      "a provider without TLS",
      { ...good, OIDC_ISSUER: "http://masuk.example" },
      /^OIDC_ISSUER: must be an https/,
    ],
    ["no address", { ...good, OIDC_ISSUER: "masuk" }, /^OIDC_ISSUER: must be an https/],
    ["no provider", { ...good, OIDC_ISSUER: undefined }, /^OIDC_ISSUER: is missing$/],
    ["no client", { ...good, OIDC_CLIENT_ID: "" }, /^OIDC_CLIENT_ID: is missing$/],
    ["no roles", { ...good, OIDC_ROLES: undefined }, /^OIDC_ROLES: is missing$/],
    ["roles that are none", { ...good, OIDC_ROLES: '{"a":"boss"}' }, /^OIDC_ROLES: must be JSON such as/],
    ["an empty list of roles", { ...good, OIDC_ROLES: "{}" }, /^OIDC_ROLES: must be JSON such as/],
    ["no JSON", { ...good, OIDC_ROLES: "officer" }, /^OIDC_ROLES: must be JSON such as/],
    ["scopes without openid", { ...good, OIDC_SCOPES: "profile" }, /^OIDC_SCOPES: must contain openid$/],
    ["another flow", { ...good, OIDC_FLOWS: "implicit" }, /^OIDC_FLOWS: must be code, device or both$/],
    ["no time at all", { ...good, OIDC_MAX_AGE_DAYS: "0" }, /^OIDC_MAX_AGE_DAYS: must be at least 1$/],
  ])("%s: one sentence", (_, given, sentence) => {
    expect(() => readConfig(given)).toThrow(sentence);
  });
});
