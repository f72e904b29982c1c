/** Signing on from the extension's side: a real provider and a real intake in the process, a window that tests open. */

import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { listDevices } from "../../../../intake/people/store/devices-and-codes.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { callRoute } from "../../../../utils/extension/api/call-route.ts";
import { readSignOn, signOnThisDevice } from "../../../../utils/extension/api/sign-on/sign-on.ts";
import { connection, formerConnections } from "../../../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { listOutbox, saveReport } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drainNow } from "../../../../utils/extension/outbox/send-reports.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import type { UserCode } from "../../../../utils/shared/contract/sign-on.ts";
import { sealedPost } from "../../../support/device-kit.ts";
import { clientId, openWindow, startProvider, type TestProvider } from "../../../support/provider-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const intake = "https://pusat.example";
const returnTo = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/";

let stores: TestStores;
let kit: IntakeKit;
let provider: TestProvider;
/** Gives the browser window's result; undefined if the browser has no such window. */
let authWindow: ((address: string) => Promise<string | undefined>) | undefined;
/** Handles an answer of the intake on its way. */
let network: (answer: () => Promise<Response>, path: string) => Promise<Response>;

beforeAll(async () => {
  provider = await startProvider({ redirectUris: [returnTo] });
  stores = await openTestStores("postgres");
  const settings = {
    ...{ issuer: provider.issuer, clientId, scopes: ["openid", "profile"] },
    flows: ["code" as const, "device" as const],
    roleClaim: "roles",
    roles: new Map([
      ["lapor-petugas", "officer" as const],
      ["lapor-penyelia", "supervisor" as const],
    ]),
    ...{ nameClaim: "name", unitClaim: undefined },
  };
  kit = await startKit(await stores.open(), undefined, { publicOrigin: intake, signOn: settings });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await provider.stop();
  await kit.close();
  await stores.close();
});

beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: "0.1.0" }) });
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  authWindow = (address) => openWindow("sari")(address, returnTo);
  Object.assign(fakeBrowser, {
    identity: {
      getRedirectURL: () => returnTo,
      get launchWebAuthFlow() {
        const open = authWindow;
        return open && (({ url }: { url: string }) => open(url));
      },
    },
  });
  network = (answer) => answer();
  provider.instead = undefined;
  kit.clock.ms = Date.now();
  const beyond = globalThis.fetch;
  vi.stubGlobal("fetch", (address: URL | string, init: RequestInit) => {
    const { href, origin, pathname } = new URL(address);
    return origin === intake
      ? network(async () => kit.app.request(href, init), pathname)
      : beyond(address, init);
  });
  return () => vi.unstubAllGlobals();
});

function signOn(flow: "code" | "device" = "code", onCode: (code: UserCode) => void = () => undefined) {
  const stop = new AbortController();
  const done = signOnThisDevice(intake, { flow, signal: stop.signal, onCode });
  return { done, cancel: () => stop.abort() };
}

const me = async () => {
  const answer = await callRoute(routes.whoAmI);
  return answer.ok ? `${answer.value.name}, ${answer.value.role}` : answer.problem.code;
};
const devices = async () => (await listDevices(kit.store)).length;

describe("in the browser's window", () => {
  test("enrols the provider's person at the intake, under this device's key", async () => {
    expect(await readSignOn(intake)).toMatchObject({ ok: true, value: { flows: ["code", "device"] } });
    expect(await signOn().done).toMatchObject({ ok: true, value: { name: "Sari Contoh", role: "officer" } });
    expect(await me()).toBe("Sari Contoh, officer");
    expect(await connection.getValue()).toMatchObject({ intake, intakeKey: kit.intake.key.publicKey });
  });

  test("keeps the device for the same person, and makes another for another person", async () => {
    const first = await signOn().done;
    const before = await devices();
    expect(await signOn().done).toMatchObject({
      ok: true,
      value: { deviceId: first.ok && first.value.deviceId },
    });
    expect(await devices()).toBe(before);
    authWindow = (address) => openWindow("budi")(address, returnTo);
    expect(await signOn().done).toMatchObject({ ok: true, value: { role: "supervisor" } });
    expect(await me()).toBe("Budi Contoh, supervisor");
    expect((await formerConnections.getValue()).map(({ identity }) => identity.name)).toEqual([
      "Sari Contoh",
    ]);
  });

  test("applies a role changed at the provider at the next sign-on", async () => {
    await signOn().done;
    provider.accounts.sari = { name: "Sari Baru", roles: ["lapor-penyelia"] };
    expect(await me()).toBe("Sari Contoh, officer");
    await signOn().done;
    expect(await me()).toBe("Sari Baru, supervisor");
    provider.accounts.sari = { name: "Sari Contoh", roles: ["lapor-petugas"] };
  });

  test("requests a lost answer again and makes one device", async () => {
    const before = await devices();
    let lost = 0;
    network = async (answer, path) => {
      const given = await answer();
      if (path === "/v1/enrolments/sign-on" && given.ok && lost++ === 0) throw new TypeError("lost");
      return given;
    };
    expect(await signOn().done).toMatchObject({ ok: true });
    expect(lost).toBe(2);
    expect(await devices()).toBe(before + 1);
  });

  test.each([
    ["no role of ours", "tono"],
    ["two roles", "rina"],
  ])("%s: the sign-on is refused", async (_, login) => {
    authWindow = (address) => openWindow(login)(address, returnTo);
    const before = await devices();
    expect(await signOn().done).toMatchObject({ ok: false, problem: { code: "sign-on-no-role" } });
    expect(await connection.getValue()).toBeNull();
    expect(await devices()).toBe(before);
  });

  const changed = (change: (came: URL) => void) => async (address: string) => {
    const came = new URL(await openWindow("sari")(address, returnTo));
    change(came);
    return came.href;
  };
  test.each<[string, (address: string) => Promise<string | undefined>]>([
    ["closed by the person", () => Promise.reject(new Error("The user did not approve access."))],
    ["another state", changed((came) => came.searchParams.set("state", "x"))],
    ["no state", changed((came) => came.searchParams.delete("state"))],
    ["another provider's answer", changed((came) => came.searchParams.set("iss", "https://lain.example"))],
    ["an answer without issuer", changed((came) => came.searchParams.delete("iss"))],
    ["a code that is not the provider's", changed((came) => came.searchParams.set("code", "x"))],
    [
      "refused at the provider",
      async (address) =>
        `${returnTo}?error=access_denied&state=${new URL(address).searchParams.get("state")}&iss=${encodeURIComponent(provider.issuer)}`,
    ],
    ["nothing", async () => undefined],
  ])("%s: not signed on, and the intake is told nothing", async (_, window) => {
    const told: string[] = [];
    network = (answer, path) => {
      told.push(path);
      return answer();
    };
    authWindow = window;
    expect(await signOn().done).toMatchObject({ ok: false, problem: { code: "sign-on-failed" } });
    expect(told).toEqual(["/v1/sign-on"]);
    expect(await connection.getValue()).toBeNull();
  });

  test("sends the verifier of its challenge, and no secret", async () => {
    let asked = new URL(returnTo);
    authWindow = (address) => {
      asked = new URL(address);
      return openWindow("sari")(address, returnTo);
    };
    await signOn().done;
    const { code_challenge_method, code_challenge, client_id } = Object.fromEntries(asked.searchParams);
    expect({ code_challenge_method, client_id }).toEqual({
      code_challenge_method: "S256",
      client_id: clientId,
    });
    expect(code_challenge).toMatch(/^[\w-]{43}$/);
  });

  test("a cancelled sign-on ends at once, and late answers change nothing", async () => {
    const late = Promise.withResolvers<string>();
    authWindow = () => late.promise;
    const { done, cancel } = signOn();
    await vi.waitFor(() => expect(provider.requests.at(-1)).toBe("/.well-known/openid-configuration"));
    cancel();
    expect(await done).toMatchObject({ problem: { code: "sign-on-failed", detail: "cancelled" } });
    late.resolve(`${returnTo}?code=x`);
    expect(await connection.getValue()).toBeNull();
  });

  test.each<[string, NonNullable<TestProvider["instead"]>]>([
    ["HTML", (_, response) => !!response.end("<h1>Masuk Wi-Fi</h1>")],
    ["an error", (_, response) => !!response.writeHead(502).end()],
    [
      "another issuer",
      (_, response) =>
        !!response
          .setHeader("content-type", "application/json")
          .end(JSON.stringify({ issuer: "https://lain.example", token_endpoint: "https://lain.example/t" })),
    ],
    [
      "parts without TLS",
      (_, response) =>
        !!response
          .setHeader("content-type", "application/json")
          .end(JSON.stringify({ issuer: provider.issuer, authorization_endpoint: "http://lain.example/a" })),
    ],
  ])("a provider that answers with %s: later", async (_, instead) => {
    provider.instead = instead;
    authWindow = () => Promise.reject(new Error("no window was to open"));
    expect(await signOn().done).toMatchObject({ ok: false, problem: { code: "sign-on-unavailable" } });
  });
});

test("reports that wait for a new sign-on are sent afterwards, as the person's own", async () => {
  const first = await signOn().done;
  if (!first.ok) throw new Error(first.problem.code);
  const { deviceId, personId } = first.value;
  await kit.store.db.execute(
    `update devices set signed_on_at = '2026-01-01T00:00:00Z' where id = '${deviceId}'`,
  );
  const id = crypto.randomUUID();
  const captured = { ...evidence, id: crypto.randomUUID(), capturedAt: new Date().toISOString() };
  await writeDraft({
    id,
    origin: { tabId: 1, frameId: 0, windowId: 1 },
    state: "captured",
    ...(await sealedPost({ ...captured, picture: { state: "none", reason: "permission" } })),
  });
  await saveReport(id, { category: "JUDI", action: "BATAS_WILAYAH", urgent: false });
  await applyEvent(id, { type: "undo-passed" });
  await drainNow();
  const row = async () => (await listOutbox()).rows.find(({ reportId }) => reportId === id);
  expect(await row()).toMatchObject({ state: "failed", problem: { code: "sign-on-again" } });
  // Tokens contain whole seconds: within one second the provider would issue the same token again.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await signOn().done).toMatchObject({ ok: true, value: { deviceId } });
  await drainNow();
  expect(await row()).toMatchObject({ state: "sent" });
  const rows = await kit.store.db.execute(`select person_id from reports where id = '${id}'`);
  expect(rows.rows).toEqual([{ person_id: personId }]);
});

describe("with a code typed elsewhere", () => {
  /** Types the code on the provider's page, signed on as `login`. */
  const typed = (login: string, press: Record<string, string> = { confirm: "yes" }) => {
    return (code: UserCode) => void openWindow(login)(code.completeAddress ?? code.address, returnTo, press);
  };

  test("shows the code, and signs the person on once it was typed", async () => {
    authWindow = undefined;
    expect(await readSignOn(intake)).toMatchObject({ value: { flows: ["device"] } });
    let shown: UserCode | undefined;
    const { done } = signOn("device", (code) => {
      shown = code;
      typed("budi")(code);
    });
    expect(await done).toMatchObject({ ok: true, value: { name: "Budi Contoh", role: "supervisor" } });
    expect(shown?.code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(shown?.address).toBe(`${provider.issuer}/device`);
  });

  test("does not sign on if it is refused on the other device", async () => {
    const { done } = signOn("device", typed("budi", { abort: "yes" }));
    expect(await done).toMatchObject({ problem: { code: "sign-on-failed", detail: "access_denied" } });
  });

  test("polling stops after the person cancels", async () => {
    const { done, cancel } = signOn("device", () => cancel());
    expect(await done).toMatchObject({ problem: { code: "sign-on-failed", detail: "cancelled" } });
  });
});
