/** The outbox deletes data that is no longer needed, and its work does not grow with the number of sent reports. */

import { openDB } from "idb";
import { beforeEach, describe, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { connection, formerConnections } from "../../../../utils/extension/browser/storage.ts";
import { listMarks } from "../../../../utils/extension/outbox/button-states.ts";
import { isQuiet } from "../../../../utils/extension/outbox/extension-updates.ts";
import { listOutbox, undoReport, withdrawReport } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drain, drainNow, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { showDraft } from "../../../../utils/extension/outbox/show-draft.ts";
import { statesAffectedBy } from "../../../../utils/extension/outbox/state-machine.ts";
import { readBody, readFile, readRow } from "../../../../utils/extension/outbox/store.ts";
import { connectDevice } from "../../../support/device-kit.ts";
import {
  draftWithPicture,
  edge,
  heldReport,
  pinFilesKey,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";

let badge: string | undefined;

beforeEach(async () => {
  await startDevice();
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => {
      badge = text;
    },
  });
});

const refuse = (status: number, code: string, retry: string) =>
  Response.json({ type: "urn:x", title: "x", status, code, retry }, { status });

describe("a report's text", () => {
  test("is kept until the intake has acknowledged it, and deleted while its file is still being sent", async () => {
    const { id } = await waitingReport();
    edge.answer = ({ path }) => (path.includes("/files/") ? new Response("", { status: 502 }) : undefined);
    await drain();
    expect(await rowOf(id)).toMatchObject({ state: "waiting", received: true });
    expect(await readBody(id)).toBeUndefined();
    edge.answer = () => undefined;
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  });

  test("is deleted with an undone report", async () => {
    const { id } = await heldReport();
    expect(await readBody(id)).toBeDefined();
    await undoReport(id);
    expect(await readBody(id)).toBeUndefined();
  });

  test("stays with a report refused because of its sender, and is sent unchanged once that is resolved", async () => {
    const { id } = await waitingReport();
    const body = await readBody(id);
    edge.answer = () => refuse(401, "device-revoked", "never");
    await drain();
    expect((await rowOf(id))?.state).toBe("failed");
    expect(await readBody(id)).toBe(body);
    edge.came = [];
    edge.answer = () => undefined;
    await drainNow();
    expect((await rowOf(id))?.state).toBe("sent");
    expect(new TextDecoder().decode(edge.came[0]?.body)).toBe(body);
  });

  test("is not needed for a withdrawal", async () => {
    const { id } = await waitingReport();
    await drain();
    edge.answer = () => refuse(503, "internal", "later");
    expect((await withdrawReport(id, "keliru")).ok).toBe(true);
    await drain();
    expect((await rowOf(id))?.state).toBe("withdrawing");
    const { number, subject, category, savedAt: at } = (await rowOf(id)) ?? {};
    const gone = { id, number, subject, category, at, withdrawnAt: at };
    edge.answer = () =>
      Response.json({ ...gone, caseState: "open", questions: [], caseId: crypto.randomUUID() });
    await drainNow();
    expect((await rowOf(id))?.state).toBe("withdrawn");
  });
});

describe("a file that several reports share", () => {
  const content = () => `gambar ${crypto.randomUUID()}`;
  const deviceId = async () => (await connection.getValue())?.identity.deviceId;

  test("is kept until the last of them is finished", async () => {
    const shared = content();
    const [first, second] = [await heldReport(shared), await heldReport(shared)];
    await undoReport(first.id);
    expect(await readFile(first.sha256)).toBeDefined();
    await undoReport(second.id);
    expect(await readFile(first.sha256)).toBeUndefined();
  });

  test("is deleted for one enrolment and kept for another", async () => {
    const shared = content();
    await pinFilesKey();
    const [first, former] = [await heldReport(shared), await deviceId()];
    await connectDevice("other");
    await pinFilesKey();
    const second = await heldReport(shared);
    await undoReport(first.id);
    expect(await readFile(first.sha256, former)).toBeUndefined();
    expect(await readFile(first.sha256, await deviceId())).toBeDefined();
    await undoReport(second.id);
    expect(await readFile(first.sha256, await deviceId())).toBeUndefined();
  });

  test("is kept for an unreadable row of any enrolment", async () => {
    const shared = content();
    await pinFilesKey();
    const [first, broken] = [await heldReport(shared), await heldReport(shared)];
    await edit(broken.id, (row) => ({ ...row, deviceId: 7 }));
    await undoReport(first.id);
    expect(await readFile(first.sha256, await deviceId())).toBeDefined();
    await edit(broken.id, (row) => ({ ...row, filesLeft: [], state: "undone" }));
  });
});

describe("damaged rows", () => {
  test("count on the icon if they may still have data to send, and are always listed", async () => {
    const ids = [await heldReport(), await heldReport(), await heldReport()].map(({ id }) => id);
    const [strange = "", held = "", sent = ""] = ids;
    const before = (await listOutbox()).damaged.length;
    await edit(strange, (row) => ({ ...row, state: "???" }));
    await edit(held, (row) => ({ ...row, tries: "many" }));
    await edit(sent, (row) => ({ ...row, tries: "many", state: "sent" }));
    await drain();
    expect(badge).toBe("2");
    const { damaged } = await listOutbox();
    expect(damaged.length).toBe(before + 3);
    expect(damaged.map(({ key }) => key)).toEqual(expect.arrayContaining(ids));
    for (const id of ids) await edit(id, (row) => ({ ...row, tries: 0, state: "sent" }));
  });
});

test("offers a retry only for waiting and failed rows", () => {
  expect(statesAffectedBy("hurry", "try-again")).toEqual(["waiting", "failed", "withdrawing"]);
});

describe("the work of one report", () => {
  /** From the press on "kirim" to "sent", and what pages ask meanwhile. */
  async function oneReport(): Promise<void> {
    await startOutbox(() => undefined);
    const { id } = await heldReport();
    await isQuiet();
    await listMarks(["x:post:1"]);
    await applyEvent(id, { type: "undo-passed" });
    await drainNow();
    expect((await readRow(id))?.state).toBe("sent");
  }

  test("is the same beside ten sent ones and beside four hundred", async () => {
    await addSent(10);
    const few = await countReads(oneReport);
    await addSent(390);
    const many = await countReads(oneReport);
    expect(few).toBeGreaterThan(5);
    expect(many).toBe(few);
  });
});

test("the button of a post is marked while a report of it exists, and not once it was undone", async () => {
  const { id } = await heldReport();
  const subject = (await readRow(id))?.subject;
  if (!subject) throw new Error("no report");
  expect(await listMarks([subject])).toEqual([{ subject, state: "queued" }]);
  await undoReport(id);
  expect(await listMarks([subject])).toEqual([]);
});

/** Reads the marks on the post's button and the form's note of an earlier report. */
async function shownOf(id: string) {
  const subject = (await readRow(id))?.subject ?? "";
  const draft = await showDraft((await draftWithPicture()).id);
  return [await listMarks([subject]), draft.ok && "reportedAt" in draft.value];
}

/** Another person enrols in this browser. */
async function becomeOther(): Promise<void> {
  const maker = await connection.getValue();
  await formerConnections.setValue(maker ? [maker] : []);
  await connectDevice("other");
}

test("a post is reported neither by a failed report nor by another person's", async () => {
  const { id } = await waitingReport();
  expect(await shownOf(id)).toMatchObject([[{ state: "queued" }], true]);
  edge.answer = () => refuse(400, "invalid-input", "never");
  await drain();
  expect(await shownOf(id)).toEqual([[], false]);
  edge.answer = () => undefined;
  const second = await waitingReport();
  await drain();
  expect(await shownOf(second.id)).toMatchObject([[{ state: "sent" }], true]);
  await becomeOther();
  expect(await shownOf(second.id)).toEqual([[], false]);
});

test("a report that failed is counted on the icon", async () => {
  const { id } = await waitingReport();
  edge.answer = () => refuse(401, "device-revoked", "never");
  await drain();
  expect((await rowOf(id))?.state).toBe("failed");
  expect(badge).toBe("1");
});

describe("a report that the intake has", () => {
  const onFiles = (code: string, retry: string) => {
    edge.answer = ({ path }) => (path.includes("/files/") ? refuse(409, code, retry) : undefined);
  };

  test.each(["pixels-not-allowed", "evidence-deleted"])("keeps no picture after %s", async (code) => {
    const { id, sha256 } = await waitingReport();
    onFiles(code, "never");
    await drain();
    expect(await readFile(sha256)).toBeUndefined();
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: "sent", filesLeft: [] });
    expect(row?.problem).toBeUndefined();
  });

  test("is sent although its picture is refused for good, and says why", async () => {
    const { id, sha256 } = await waitingReport();
    onFiles("too-large", "never");
    await drain();
    expect(await rowOf(id)).toMatchObject({ state: "sent", problem: { code: "too-large" } });
    expect(await readFile(sha256)).toBeUndefined();
    expect(badge).toBe("");
  });

  test.each([
    ["waits for its picture", "pixels-wait", "later", "waiting"],
    ["could not send its picture", "device-revoked", "never", "failed"],
  ])("can be withdrawn while it %s", async (_, code, retry, state) => {
    const { id, sha256 } = await waitingReport();
    onFiles(code, retry);
    await drain();
    expect(await rowOf(id)).toMatchObject({ state, received: true });
    expect((await undoReport(id)).ok).toBe(false);
    expect((await withdrawReport(id, "keliru")).ok).toBe(true);
    expect(await readFile(sha256)).toBeUndefined();
    await drain();
    expect(edge.came.at(-1)?.path).toContain(`/${id}/withdrawal`);
  });
});

describe("a report that failed", () => {
  async function failedReport(): Promise<string> {
    const { id } = await waitingReport();
    edge.answer = () => refuse(400, "invalid-input", "never");
    await drain();
    expect((await rowOf(id))?.state).toBe("failed");
    expect(badge).toBe("1");
    return id;
  }

  test("is removed by its person, with its text and its number on the icon", async () => {
    const id = await failedReport();
    expect((await undoReport(id)).ok).toBe(true);
    expect(await readBody(id)).toBeUndefined();
    expect((await rowOf(id))?.state).toBe("undone");
    expect(badge).toBe("");
  });

  test("is not removed by another person", async () => {
    const id = await failedReport();
    await becomeOther();
    expect(await undoReport(id)).toMatchObject({ problem: { code: "report-unknown" } });
    expect((await rowOf(id))?.state).toBe("failed");
  });
});

test("the extension is busy while a report can be undone, and quiet once it is sent", async () => {
  expect(await isQuiet()).toBe(true);
  const { id } = await heldReport();
  expect(await isQuiet()).toBe(false);
  await applyEvent(id, { type: "undo-passed" });
  await drainNow();
  expect(await isQuiet()).toBe(true);
});

/** Changes a row on the disk, past the contract. */
async function edit(id: string, change: (row: Record<string, unknown>) => object): Promise<void> {
  const db = await openDB("outbox");
  const stored = await db.get("reports", id);
  await db.put("reports", { row: change(stored.row) });
  db.close();
}

async function addSent(count: number): Promise<void> {
  const { id } = await waitingReport();
  await drain();
  const db = await openDB("outbox");
  const { row } = await db.get("reports", id);
  const tx = db.transaction("reports", "readwrite");
  for (let made = 1; made < count; made++)
    await tx.store.put({ row: { ...row, reportId: crypto.randomUUID(), subject: `x:post:9${made}` } });
  await tx.done;
  db.close();
}

/** How many records the database gives out meanwhile. */
async function countReads(work: () => Promise<void>): Promise<number> {
  let reads = 0;
  const undo: (() => void)[] = [];
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const name of ["get", "getAll", "openCursor"] as const) {
      const read = prototype[name] as (...input: unknown[]) => IDBRequest;
      const counting = function (this: unknown, ...input: unknown[]) {
        const request = read.apply(this, input);
        request.addEventListener("success", () => {
          const { result } = request;
          reads += Array.isArray(result) ? result.length : Number(Boolean(result));
        });
        return request;
      };
      Object.assign(prototype, { [name]: counting });
      undo.push(() => Object.assign(prototype, { [name]: read }));
    }
  await work();
  for (const restore of undo) restore();
  return reads;
}
