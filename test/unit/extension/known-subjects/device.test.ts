/** A device's knowledge of others' reports: from a signed filter on the device, and by a shared prefix on request. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import {
  cacheFilter,
  readCachedFilter,
  readPinnedKey,
} from "../../../../utils/extension/known-subjects/cached-filter.ts";
import { fetchFilter, startFilterUpdates } from "../../../../utils/extension/known-subjects/fetch-filter.ts";
import { writeStoredFilter } from "../../../../utils/extension/known-subjects/stored-filter.ts";
import { listMarks } from "../../../../utils/extension/outbox/button-states.ts";
import { checkKnownSubject, showDraft } from "../../../../utils/extension/outbox/show-draft.ts";
import type { FilterClaims, KnownSubjectState } from "../../../../utils/shared/contract/known-subjects.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { writeFilterFile } from "../../../../utils/shared/seal/filter-file.ts";
import { buildFilter, SubjectSet } from "../../../../utils/shared/subject/build-filter.ts";
import { filterLength, magic, openFilter } from "../../../../utils/shared/subject/subject-filter.ts";
import { sealedPost } from "../../../support/device-kit.ts";
import { heldReport, origin, startDevice } from "../../../support/outbox-kit.ts";
import { newPackKey } from "../../../support/recipe-packs-kit.ts";

type Known = Record<string, KnownSubjectState>;
const states: Known = {
  "x:post:1": "open",
  "x:post:2": "approved",
  "x:post:3": "rejected",
  "x:post:4": "closed",
};
let key: Awaited<ReturnType<typeof newPackKey>>;
let asked: { path: string; etag: string | null }[];
let served: Uint8Array<ArrayBuffer>;
let listed: { sha256: string; state: KnownSubjectState }[];

async function serve(known: Known, claims: Partial<FilterClaims> = {}, signer = key) {
  const set = new SubjectSet([7, 9]);
  for (const [subject, state] of Object.entries(known)) set.set(subject, state);
  const told = { at: "2026-11-25T01:00:00.000Z", count: set.count, prefixChars: 0, short: [], ...claims };
  const { file, claims: signed } = await writeFilterFile(buildFilter(set.keys()), told, signer);
  served = file;
  return signed;
}

/** A sound filter without a subject, of 4.5 MB. */
async function tooLarge(): Promise<Uint8Array<ArrayBuffer>> {
  const layout = { segmentLength: 65_536, segmentCount: 40 };
  const bytes = new Uint8Array(filterLength(layout));
  const words = [magic, 7, 9, 0, layout.segmentLength, layout.segmentCount];
  bytes.set(new Uint8Array(Uint32Array.from(words).buffer));
  expect(openFilter(bytes)).toBeDefined();
  const told = { at: "2026-11-25T01:00:00.000Z", count: 0, prefixChars: 0, short: [] };
  return (await writeFilterFile(bytes, told, key)).file;
}

/** Simulates a restarted background. */
async function forgetMemory(): Promise<void> {
  const pinned = await readPinnedKey();
  if (pinned) cacheFilter({ kid: "" });
}

beforeEach(async () => {
  await startDevice();
  key = await newPackKey();
  asked = [];
  listed = [];
  const known = await connection.getValue();
  if (known) await connection.setValue({ ...known, intakeKey: key.publicKey });
  vi.stubGlobal("fetch", async (address: URL, init: RequestInit) => {
    const etag = new Headers(init.headers).get("If-None-Match");
    asked.push({ path: address.pathname + address.search, etag });
    if (address.pathname === "/v1/reported") return Response.json({ subjects: listed });
    const end = served.indexOf(10);
    const is = `"${await digestHex(served.slice(end + 1))}"`;
    return etag === is ? new Response(null, { status: 304 }) : new Response(served);
  });
});

const marksOf = async (...subjects: string[]) =>
  Object.fromEntries((await listMarks(subjects as never)).map(({ subject, state }) => [subject, state]));

test("marks come from the filter, without a request to the intake", async () => {
  await serve(states);
  await fetchFilter();
  asked = [];
  expect(await marksOf(...Object.keys(states), "x:post:5")).toEqual({
    ...{ "x:post:1": "reported", "x:post:2": "approved", "x:post:3": "rejected", "x:post:4": "closed" },
  });
  expect(asked).toEqual([]);
});

test("shows a reviewer that a post is reported, but not its decision", async () => {
  await serve(states);
  await fetchFilter();
  const known = await connection.getValue();
  if (known) await connection.setValue({ ...known, identity: { ...known.identity, role: "vlogger" } });
  const marks = await marksOf(...Object.keys(states));
  expect(new Set(Object.values(marks))).toEqual(new Set(["reported"]));
});

test("one's own report takes precedence over the filter", async () => {
  await heldReport();
  await serve({ [evidence.subject]: "rejected" });
  await fetchFilter();
  expect(await marksOf(evidence.subject)).toEqual({ [evidence.subject]: "queued" });
});

test("is requested with the digest of the stored one, and kept if unchanged, even after a restart", async () => {
  const claims = await serve(states);
  await fetchFilter();
  await forgetMemory();
  await fetchFilter();
  expect(asked).toEqual([
    { path: "/v1/reported/filter", etag: null },
    { path: "/v1/reported/filter", etag: `"${claims.sha256}"` },
  ]);
  expect(await marksOf("x:post:2")).toEqual({ "x:post:2": "approved" });
});

describe("a filter that does not count", () => {
  test("another key's, changed bytes, and too large a one leave the last good one", async () => {
    await serve(states);
    await fetchFilter();
    await serve({ "x:post:5": "open" }, {}, await newPackKey());
    await fetchFilter();
    await serve({ "x:post:5": "open" });
    served[served.length - 4] = (served[served.length - 4] ?? 0) ^ 1;
    await fetchFilter();
    served = await tooLarge();
    await fetchFilter();
    expect(await marksOf("x:post:1", "x:post:5")).toEqual({ "x:post:1": "reported" });
  });

  test("is one that another intake signed before a change of intake", async () => {
    await serve(states);
    await fetchFilter();
    const known = await connection.getValue();
    const other = await newPackKey();
    if (known) await connection.setValue({ ...known, intakeKey: other.publicKey });
    expect(await marksOf("x:post:1")).toEqual({});
  });

  test("is one that was changed on the disk", async () => {
    await serve(states, {}, await newPackKey());
    const pinned = await readPinnedKey();
    await writeStoredFilter({ kid: pinned?.kid ?? "", askedAt: "2026-11-25T01:00:00.000Z", file: served });
    await forgetMemory();
    expect(await marksOf("x:post:1")).toEqual({});
  });
});

test("is requested when a background starts an hour after the last time, not before", async () => {
  await serve(states);
  await fetchFilter();
  asked = [];
  const { kid, stored } = (await readCachedFilter()) ?? {};
  startFilterUpdates();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([]);
  const hourAgo = new Date(Date.now() - 3_600_001).toISOString();
  if (kid && stored) cacheFilter({ kid, stored: { ...stored, askedAt: hourAgo } });
  startFilterUpdates();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await fakeBrowser.alarms.clearAll();
});

describe("the form", () => {
  const id = crypto.randomUUID();
  const open = async (subject: `x:post:${number}`, aliases: `x:post:${number}`[] = []) => {
    const post = await sealedPost({ ...evidence, id: crypto.randomUUID(), subject, aliases });
    await writeDraft({ id, origin, state: "captured", ...post });
    return showDraft(id);
  };

  test("shows possible reports, by any name of the post, and sends no request on its own", async () => {
    await serve(states);
    await fetchFilter();
    asked = [];
    expect(await open("x:post:77", ["x:post:3"])).toMatchObject({ value: { maybeReported: "rejected" } });
    expect(await open("x:post:77")).toMatchObject({ value: { state: "captured" } });
    expect(((await open("x:post:77")) as { value: object }).value).not.toHaveProperty("maybeReported");
    expect(asked).toEqual([]);
  });

  test("requests only a prefix when the person wants to know, and finds the exact subject in the answer", async () => {
    await serve(states, { prefixChars: 3 });
    await fetchFilter();
    asked = [];
    const sha256 = await digestHex("x:post:3");
    listed = [
      { sha256: "0".repeat(64), state: "open" },
      { sha256, state: "rejected" },
    ];
    await open("x:post:3");
    expect(await checkKnownSubject(id)).toEqual({ ok: true, value: { state: "rejected" } });
    expect(asked).toEqual([{ path: `/v1/reported?prefix=${sha256.slice(0, 3)}`, etag: null }]);
    listed = [];
    expect(await checkKnownSubject(id)).toEqual({ ok: true, value: {} });
  });

  test("requests one digit less if too few share the prefix, and nothing without a match in the filter", async () => {
    const sha256 = await digestHex("x:post:3");
    await serve(states, { prefixChars: 3, short: [sha256.slice(0, 2)] });
    await fetchFilter();
    asked = [];
    await open("x:post:3");
    await checkKnownSubject(id);
    expect(asked.map(({ path }) => path)).toEqual([`/v1/reported?prefix=${sha256.slice(0, 2)}`]);
    await open("x:post:77");
    expect(await checkKnownSubject(id)).toEqual({ ok: true, value: {} });
    expect(asked).toHaveLength(1);
  });
});
