/** Properties with damaged storage: the background starts, answers, and keeps the undamaged rows. */

import fc, { type Arbitrary, type IAsyncProperty } from "fast-check";
import { openDB } from "idb";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { z } from "zod";
import { report as sampleReport } from "../../scripts/dev/kits/evidence.ts";
import { movedKey } from "../../utils/extension/browser/storage.ts";
import { valueStore } from "../../utils/extension/browser/value-store.ts";
import { draft } from "../../utils/shared/contract/draft.ts";
import { identity, publicKey } from "../../utils/shared/contract/enrolment.ts";
import { clock } from "../../utils/shared/contract/files.ts";
import { id } from "../../utils/shared/contract/ids.ts";
import type { MessageInput, MessageName } from "../../utils/shared/contract/messages.ts";
import { outboxRow } from "../../utils/shared/contract/outbox.ts";
import { problem } from "../../utils/shared/contract/problem.ts";
import { healthCounts } from "../../utils/shared/contract/recipe-health.ts";
import { language, siteId } from "../../utils/shared/contract/site.ts";
import { receiptNumberOf } from "../../utils/shared/seal/receipt-number.ts";
import { accepts, arbitraryOf } from "./arbitrary.ts";
import type { Background, MessageSource } from "./background.ts";
import { wellFormed } from "./messages.ts";
import { type Edit, edit, editedText, readText } from "./mutate.ts";
import { ensure } from "./routes.ts";

const draftId = "3d8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e33";
const wholeId = "5f8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e55";

const connection = z.object({
  intake: z.url(),
  identity,
  keyName: z.string().optional(),
  recipesKey: publicKey.optional(),
  intakeKey: publicKey.optional(),
});
const hour = {
  hourMs: z.int(),
  site: siteId,
  kind: z.literal("post"),
  recipeVersion: z.int().min(1),
  browser: z.literal("firefox"),
};
const canaries = z.object({
  rows: z.array(z.object({ ...hour, counts: healthCounts, drops: z.int() })),
  judged: z.record(z.string(), z.unknown()),
  tries: z.int(),
  flushAtMs: z.int().optional(),
});
const recipes = z.object({
  kid: z.string(),
  jws: z.string().optional(),
  version: z.int(),
  acceptedAt: z.string().optional(),
  refusal: z.object({ problem, at: z.string() }).optional(),
  unreadable: z.array(siteId).optional(),
});
const origin = z.object({ tabId: z.int(), frameId: z.int(), windowId: z.int() });

/** All values that the extension stores, by storage key. */
const stored: Record<string, z.ZodType> = {
  "local:connection": connection,
  "local:former-connections": z.array(connection),
  "local:language": language,
  "local:recipes": recipes,
  "local:clock": clock,
  "local:canaries": canaries,
  "local:connection$": z.object({ v: z.int() }),
  "session:nonce": z.string(),
  [`session:draft:${draftId}`]: z.intersection(draft, z.object({ origin, seal: z.string() })),
  "session:checked-chats:1": z.record(z.string(), z.unknown()),
};

/** A row of the "reports" store, and its text in the "bodies" store. */
const outboxReport = z.object({
  row: outboxRow.extend({
    deviceId: id.optional(),
    setId: id.optional(),
    received: z.boolean(),
    withdrawReason: z.string().optional(),
  }),
  body: z.string(),
});

interface Damaged {
  key: string;
  value: unknown;
  edits: Edit[];
}

interface RowsCase {
  values: Damaged[];
  reports: Damaged[];
}

const inSettings = valueStore<unknown>("settings", "settings");

const edits = fc.array(edit, { maxLength: 2 });
const damaged = (key: string, value: Arbitrary<unknown>) =>
  fc.record({ key: fc.constant(key), value, edits }) as Arbitrary<Damaged>;

const draftValue = fc
  .tuple(arbitraryOf(draft), arbitraryOf(origin), fc.string())
  .map(([one, from, seal]) => ({ ...(one as object), id: draftId, origin: from, seal }));

const keptUnder = (key: string, schema: z.ZodType) =>
  damaged(key, key.startsWith("session:draft:") ? draftValue : arbitraryOf(schema));

const rowsCase: Arbitrary<RowsCase> = fc.record({
  values: fc.array(fc.oneof(...Object.entries(stored).map(([key, schema]) => keptUnder(key, schema))), {
    minLength: 1,
    maxLength: 3,
  }),
  reports: fc.array(damaged("reports", arbitraryOf(outboxReport)), { maxLength: 2 }),
});

export interface Disk {
  background: Background;
  ownAddress: (path: string) => string;
  ownId: string;
}

export function rowsProperty(disk: Disk): IAsyncProperty<[RowsCase]> {
  return fc.asyncProperty(rowsCase, (rows) => holds(disk, rows));
}

async function holds(disk: Disk, one: RowsCase): Promise<void> {
  disk.background.intake(async () => Promise.reject(new TypeError("no network")));
  await fill(one);
  disk.background.start();
  const ask = async <N extends MessageName>(name: N, input: MessageInput<N>, from: MessageSource) => {
    const answer = await disk.background.send({ name, input }, from);
    wellFormed(name, answer);
    return answer as { ok: boolean; value: never };
  };
  const page = (path: string) => ({
    url: disk.ownAddress(path),
    id: disk.ownId,
    tab: { id: 1, windowId: 1 },
  });
  const site = { url: "https://x.com/home", id: disk.ownId, tab: { id: 1, windowId: 1 }, frameId: 0 };
  await ask("read-settings", {}, page("/popup.html"));
  await ask("read-recipes", { site: "x" }, site);
  await ask("read-recipes-state", {}, page("/options.html"));
  await ask("read-language", {}, site);
  await ask("read-draft", { draftId }, page("/form.html"));
  await ask("recall-link", { channelId: "1", messageId: "1" }, site);
  await ask("list-marks", { subjects: [sampleReport.evidence.subject] }, site);
  const count = { site: "x", kind: "post", recipeVersion: 1 } as const;
  await ask("count-capture", { ...count, fields: { found: 1, expected: 1 }, permalink: true }, site);
  await ask("drain-outbox", {}, page("/popup.html"));
  const listed = await ask("list-outbox", {}, page("/popup.html"));
  const { rows } = listed.value as { rows: { reportId: string }[] };
  const ids = rows.map(({ reportId }) => reportId);
  ensure(ids.includes(wholeId), "the report that is whole is gone");
}

/** Fills the storage as generated, with one valid report beside the damaged ones. */
async function fill({ values, reports }: RowsCase): Promise<void> {
  const { session } = fakeBrowser.storage;
  await session.clear();
  await inSettings("readwrite", async (settings) => {
    await settings.clear();
    await settings.put(true, movedKey);
  });
  for (const { key, value, edits } of values) {
    const read = readText(editedText(value, edits));
    if (!read) continue;
    const [area = "", ...rest] = key.split(":");
    const name = rest.join(":");
    const put = async () =>
      area === "local"
        ? void (await inSettings("readwrite", (settings) => settings.put(read.value, name)))
        : session.set({ [name]: read.value });
    // Values that a storage cannot hold, such as extremely nested ones, are skipped.
    await put().catch(() => undefined);
  }
  const db = await openDB("outbox");
  try {
    const stores = ["reports", "bodies", "files"];
    const tx = db.transaction(stores, "readwrite");
    await Promise.all(stores.map((name) => tx.objectStore(name).clear()));
    const put = async ({ row, body }: typeof whole) => {
      await tx.objectStore("reports").put({ row });
      await tx.objectStore("bodies").put({ reportId: row.reportId, body });
    };
    for (const { value, edits } of reports) {
      const read = readText(editedText(value, edits));
      // Rows without an id cannot be stored either.
      if (read && hasId(read.value)) await put(read.value as typeof whole).catch(() => undefined);
    }
    await put(whole);
    await tx.done;
  } finally {
    db.close();
  }
}

function hasId(value: unknown): value is { row: { reportId: string } } {
  const row = (value as { row?: { reportId?: unknown } } | null | undefined)?.row;
  return typeof row?.reportId === "string";
}

const whole = {
  row: {
    reportId: wholeId,
    number: receiptNumberOf(wholeId),
    subject: sampleReport.evidence.subject,
    category: "JUDI",
    state: "waiting",
    savedAt: "2026-11-25T01:02:03.000Z",
    tries: 0,
    filesLeft: [],
    received: false,
  },
  body: JSON.stringify({ ...sampleReport, id: wholeId }),
};

ensure(accepts(outboxReport, whole), "the whole report is none");
