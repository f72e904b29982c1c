/** Enrolling again at a running intake: the old key counts until the new one does, and what was begun is finished. */

import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { listDevices, revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { createCode, createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { type IntakeKit, samplePicture, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { callRoute } from "../../../../utils/extension/api/call-route.ts";
import { enrol, leave } from "../../../../utils/extension/api/enrolment.ts";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { readDraft, sealPost, writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { listOutbox, saveReport, withdrawReport } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drain, drainNow } from "../../../../utils/extension/outbox/send-reports.ts";
import { readRow } from "../../../../utils/extension/outbox/store.ts";
import { publicKey } from "../../../../utils/shared/contract/enrolment.ts";
import type { Answers } from "../../../../utils/shared/contract/outbox.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import { decodeReceipt, signReceipt } from "../../../../utils/shared/seal/receipt.ts";
import { sealedPost } from "../../../support/device-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const intake = "https://pusat.example";
const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };

/** Text on the extension's icon. */
let badge: string;
let stores: TestStores;
let kit: IntakeKit;
/** Handles a request and its answer on the way. */
let network: (path: string, answer: () => Promise<Response>) => Promise<Response>;

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open(), undefined, { publicOrigin: intake });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await kit.close();
  await stores.close();
});

beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: "0.1.0" }) });
  badge = "";
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => {
      badge = text;
    },
  });
  network = (_, answer) => answer();
  kit.clock.ms = Date.now();
  vi.stubGlobal("fetch", (address: URL, init: RequestInit) =>
    network(address.pathname, async () => kit.app.request(address.href, init)),
  );
});

async function newCode(name: string): Promise<string> {
  return (await createEnrolment(kit.store, { role: "officer", name }, new Date(kit.clock.ms))).code;
}

async function enrolled(name: string) {
  const result = await enrol(intake, await newCode(name));
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

async function enrolAgain(personId: string): Promise<void> {
  const { code } = await createCode(kit.store.db, personId, new Date(kit.clock.ms));
  expect((await enrol(intake, code)).ok).toBe(true);
}

const me = async () => {
  const answer = await callRoute(routes.whoAmI);
  return answer.ok ? answer.value.name : answer.problem.code;
};

const origin = { tabId: 1, frameId: 0, windowId: 1 };

async function savedReport(): Promise<string> {
  const id = crypto.randomUUID();
  const { bytes, picture } = await samplePicture(id);
  await writeDraft({
    id,
    origin,
    state: "captured",
    ...(await sealedPost(
      { ...evidence, id: crypto.randomUUID(), capturedAt: new Date().toISOString(), picture },
      { [picture.file.sha256]: `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}` },
    )),
  });
  const saved = await saveReport(id, answers);
  if (!saved.ok) throw new Error(saved.problem.code);
  // Saving starts sending: the report must not leave before the test allows it.
  await drain();
  await applyEvent(id, { type: "undo-passed" });
  return id;
}

const rowOf = async (id: string) => (await listOutbox()).rows.find(({ reportId }) => reportId === id);

/** Gives the report's reporter according to the intake. */
async function reporterOf(id: string): Promise<string | undefined> {
  const { rows } = await kit.store.db.execute<{ name: string }>(
    `select people.name from reports join people on people.id = reports.person_id where reports.id = '${id}'`,
  );
  return rows[0]?.name;
}

/** The device that the log names as the one whose key sealed. */
async function sealedBy(id: string): Promise<string | undefined> {
  const { rows } = await kit.store.db.execute<{ detail: { sealedBy?: string } }>(
    `select detail from log where act = 'report-received' and detail->>'report' = '${id}'`,
  );
  return rows[0]?.detail.sealedBy;
}

test("a new code enrols a new device, under another key", async () => {
  const first = await enrolled("Sari Contoh");
  const second = await enrolled("Sari Contoh Baru");
  expect(second.deviceId).not.toBe(first.deviceId);
  expect(await me()).toBe("Sari Contoh Baru");
  expect((await listDevices(kit.store)).map(({ id }) => id)).toEqual(
    expect.arrayContaining([first.deviceId, second.deviceId]),
  );
});

test("deletes typed text when another person enrols, and keeps it when the same person enrols again", async () => {
  const { personId } = await enrolled("Sari Contoh");
  await session.write("note:case", "Kata-kata Sari");
  await enrolAgain(personId);
  expect(await session.read("note:case")).toBe("Kata-kata Sari");
  await enrolled("Budi Contoh");
  expect(await session.read("note:case")).toBeNull();
});

test("the old key stays valid until the intake has accepted the new one", async () => {
  await enrolled("Sari Contoh");
  const before = await connection.getValue();
  expect(await enrol(intake, "A".repeat(26))).toMatchObject({
    ok: false,
    problem: { code: "code-invalid" },
  });
  network = async () => {
    throw new TypeError("no network");
  };
  expect((await enrol(intake, await newCode("Budi Contoh"))).ok).toBe(false);
  network = (_, answer) => answer();
  expect(await connection.getValue()).toEqual(before);
  expect(await me()).toBe("Sari Contoh");
});

test("a lost answer is sent again for the same code", async () => {
  await enrolled("Sari Contoh");
  const code = await newCode("Budi Contoh");
  network = async (path, answer) => {
    const response = await answer();
    if (path === "/v1/enrolments" && response.ok) throw new TypeError("the line went dead");
    return response;
  };
  expect((await enrol(intake, code)).ok).toBe(false);
  network = (_, answer) => answer();
  expect(await me()).toBe("Sari Contoh");
  expect((await enrol(intake, code)).ok).toBe(true);
  expect(await me()).toBe("Budi Contoh");
});

test("a waiting report is sent with its picture as the person who saved it", async () => {
  await enrolled("Sari Contoh");
  const id = await savedReport();
  await enrolled("Budi Contoh");
  await drainNow();
  expect(await readRow(id)).toMatchObject({ state: "sent", filesLeft: [] });
  expect(await reporterOf(id)).toBe("Sari Contoh");
});

test("whoever leaves the browser is not acted for, and their waiting report is sent as theirs", async () => {
  const { personId } = await enrolled("Sari Contoh");
  await session.write("note:case", "Kata-kata Sari");
  const id = await savedReport();
  await leave();
  expect(await me()).toBe("not-enrolled");
  expect(await session.read("note:case")).toBeNull();
  await drainNow();
  expect(await readRow(id)).toMatchObject({ state: "sent", filesLeft: [] });
  expect(await reporterOf(id)).toBe("Sari Contoh");
  await enrolled("Budi Contoh");
  expect(await rowOf(id)).toBeUndefined();
  await enrolAgain(personId);
  expect(await rowOf(id)).toMatchObject({ state: "sent" });
});

test("the next person neither sees nor withdraws an earlier person's sent report, who withdraws it later", async () => {
  const { personId } = await enrolled("Sari Contoh");
  const id = await savedReport();
  await drainNow();
  await enrolled("Budi Contoh");
  const paths: string[] = [];
  network = (path, answer) => {
    paths.push(path);
    return answer();
  };
  expect(await withdrawReport(id, "bukan saya")).toMatchObject({ problem: { code: "report-unknown" } });
  await drainNow();
  expect(paths).toEqual([]);
  expect(await readRow(id)).toMatchObject({ state: "sent" });
  expect(await rowOf(id)).toBeUndefined();
  await enrolAgain(personId);
  expect((await withdrawReport(id, "keliru")).ok).toBe(true);
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "withdrawn" });
});

test("a withdrawal that its person began is finished in that person's name", async () => {
  await enrolled("Sari Contoh");
  const id = await savedReport();
  await drainNow();
  network = async () => {
    throw new TypeError("no network");
  };
  expect((await withdrawReport(id, "keliru")).ok).toBe(true);
  await drain();
  network = (_, answer) => answer();
  await enrolled("Budi Contoh");
  expect(await rowOf(id)).toMatchObject({ state: "withdrawing" });
  await drainNow();
  expect(await readRow(id)).toMatchObject({ state: "withdrawn" });
  const { rows } = await kit.store.db.execute<{ name: string }>(
    `select by as name from log where act = 'report-withdrawn' and detail->>'report' = '${id}'`,
  );
  expect(rows).toEqual([{ name: "Sari Contoh" }]);
});

test("an unsent picture is sent to its report's intake", async () => {
  await enrolled("Sari Contoh");
  const id = await savedReport();
  network = async (path, answer) => {
    if (path.includes("/files/")) throw new TypeError("no network");
    return answer();
  };
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "waiting" });
  network = (_, answer) => answer();
  await enrolled("Budi Contoh");
  await drainNow();
  expect(await readRow(id)).toMatchObject({ state: "sent", filesLeft: [] });
});

test("a revoked device's unsent reports are sent once the same person enrols the browser again", async () => {
  const { deviceId, personId } = await enrolled("Sari Contoh");
  const id = await savedReport();
  await revokeDevice(kit.store, deviceId);
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "failed", problem: { code: "device-revoked" } });
  await enrolAgain(personId);
  await drainNow();
  expect((await readRow(id))?.state).toBe("sent");
});

test("a leaver's unsent report is never sent in the next person's name", async () => {
  const { deviceId, personId } = await enrolled("Sari Contoh");
  const id = await savedReport();
  await revokeDevice(kit.store, deviceId);
  await drainNow();
  await enrolled("Budi Contoh");
  await drainNow();
  expect(await reporterOf(id)).toBeUndefined();
  expect(await rowOf(id)).toMatchObject({ state: "failed", problem: { code: "other-person" } });
  expect(badge).toBe("");
  await enrolAgain(personId);
  await drainNow();
  expect(await reporterOf(id)).toBe("Sari Contoh");
});

test("a device without an enrolment has no key to seal with, and makes no report", async () => {
  const id = crypto.randomUUID();
  expect(await sealPost({ evidence, files: {} })).toMatchObject({ problem: { code: "not-enrolled" } });
  // Drafts opened before the key was lost keep no data that the no-pixels lane forbids.
  await writeDraft({ id, origin, state: "captured", evidence, files: {}, seal: "not.opened.here" });
  expect(await stripDraft(id)).toMatchObject({ problem: { code: "not-enrolled" } });
  const left = await readDraft(id);
  expect(left).toMatchObject({ value: { state: "refused", problem: { code: "not-enrolled" } } });
  expect(JSON.stringify(left)).not.toContain("bonus");
});

test("the intake assigns a report's seal to the sealing device, whichever device sends it", async () => {
  const { deviceId, personId } = await enrolled("Sari Contoh");
  const id = await savedReport();
  await revokeDevice(kit.store, deviceId);
  await drainNow();
  await enrolAgain(personId);
  await drainNow();
  expect(await reporterOf(id)).toBe("Sari Contoh");
  expect(await sealedBy(id)).toBe(deviceId);
});

test("the intake accepts a report sealed with a key that it no longer knows, from the same person", async () => {
  const { personId } = await enrolled("Sari Contoh");
  const id = await savedReport();
  await kit.store.db.execute("update devices set thumbprint = thumbprint || 'x'");
  await enrolAgain(personId);
  await drainNow();
  expect((await rowOf(id))?.state).toBe("sent");
  expect(await reporterOf(id)).toBe("Sari Contoh");
  expect(await sealedBy(id)).toBeUndefined();
});

describe("a receipt", () => {
  /** Changes what the intake answers to reports. */
  const answerWith = (change: (receipt: { jws: string }) => Promise<object>) => {
    network = async (path, answer) => {
      const response = await answer();
      if (path !== "/v1/reports" || !response.ok) return response;
      return Response.json(await change(await response.json()), { headers: response.headers });
    };
  };
  const stolen = { jws: "" };

  test.each<[string, (receipt: { jws: string }) => Promise<object>, string]>([
    ["that nobody signed", async (receipt) => ({ ...receipt, jws: "x.y.z" }), "form"],
    [
      "with another signature",
      async (receipt) => ({ ...receipt, jws: receipt.jws.replace(/.{4}$/, "AAAA") }),
      "signature",
    ],
    [
      "of another intake",
      async (receipt) => {
        const pair = await generateKeyPair("ES256");
        const { kty, crv, x, y } = await exportJWK(pair.publicKey);
        const key = { privateKey: pair.privateKey, publicKey: publicKey.parse({ kty, crv, x, y }) };
        return { ...receipt, jws: await signReceipt(decodeReceipt(receipt.jws), key) };
      },
      "signature",
    ],
    ["of another report", async (receipt) => ({ ...receipt, ...stolen }), "reportId"],
    [
      "for other bytes than were sent",
      async (receipt) => {
        const claims = { ...decodeReceipt(receipt.jws), reportDigest: "0".repeat(64) };
        return { ...receipt, jws: await signReceipt(claims, kit.intake.key) };
      },
      "reportDigest",
    ],
  ])("%s leaves the report waiting, until a true one comes", async (_, change, detail) => {
    await enrolled("Sari Contoh");
    answerWith(async (receipt) => {
      stolen.jws = receipt.jws;
      return receipt;
    });
    await savedReport();
    await drainNow();
    const id = await savedReport();
    answerWith(change);
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ state: "waiting", problem: { code: "receipt-invalid", detail } });
    network = (_path, answer) => answer();
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  });
});

test("a waiting picture is encrypted on the device, and arrives at the intake unchanged", async () => {
  await enrolled("Sari Contoh");
  expect((await connection.getValue())?.filesKey).toBeDefined();
  const types: (string | null)[] = [];
  const passOn = fetch;
  vi.stubGlobal("fetch", (address: URL, init: RequestInit) => {
    if (init.method === "PUT") types.push(new Headers(init.headers).get("Content-Type"));
    return passOn(address, init);
  });
  const id = await savedReport();
  await drainNow();
  expect(types).toEqual(["application/jose"]);
  expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
});
