/** Which cases a model learns from: decided ones whose words are still there, as two people decided them. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decidedPosts, runDecidedPosts } from "../../../../intake/admin/decided-posts.ts";
import { cases, reports } from "../../../../intake/db/schema/index.ts";
import { readDecidedPosts } from "../../../../intake/exports/store/decided-posts.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    desk = deskOf(kit, { officer, reader: one });
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  /** Opens a case with the given text and has it decided. */
  async function decided(
    text: string,
    act: keyof typeof verdicts,
    confirmed = true,
    more = {},
  ): Promise<string> {
    const { evidence } = sampleReport();
    const fields = { ...evidence.fields, text: { value: text, source: "text p" } };
    const caseId = await desk.open({ evidence: { fields } });
    const made = await desk.decide(one, caseId, { ...verdicts[act], ...more });
    if (confirmed) expect((await desk.answer(two, made.body.id, "confirm")).status).toBe(200);
    return caseId;
  }
  const read = async () => {
    const { posts } = decidedPosts.parse(await runDecidedPosts(kit.store.db, { command: "decided-posts" }));
    return new Map(posts.map((post) => [post.id, post]));
  };

  test("lists approved posts with a category, rejected ones without, and no others", async () => {
    const approved = await decided("Depo sepuluh ribu bonus seratus persen", "approve");
    const rejected = await decided("Jalan di depan rumah saya rusak sudah setahun", "reject");
    const others = [
      await decided("Pinjam cepat tanpa jaminan lewat aplikasi", "escalate"),
      await decided("Belum diputus oleh orang kedua", "approve", false),
      await decided("Ternyata penipuan undian berhadiah", "recategorise"),
      await desk.open({}),
      await decided("Kiriman ini sudah dihapus penulisnya", "reject", true, { why: "gone" }),
    ];
    const posts = await read();
    expect(posts.get(approved)).toMatchObject({
      category: "JUDI",
      author: expect.stringMatching(/^x:/),
      fields: { text: { value: "Depo sepuluh ribu bonus seratus persen" } },
    });
    // No more of a post leaves the intake than is learned from.
    expect(
      Object.keys(posts.get(approved)?.fields ?? {}).filter((name) => !/^(title|text|links)$/.test(name)),
    ).toEqual([]);
    expect(posts.get(rejected)?.category).toBeNull();
    for (const id of others) expect(posts.has(id)).toBe(false);
  });

  test("excludes no-pixels, merged, withdrawn and deleted cases", async () => {
    const ids: string[] = [];
    for (const text of ["Satu slot gacor", "Dua togel resmi", "Tiga kasino luar", "Empat poker hoki"]) {
      ids.push(await decided(`${text}, daftar sekarang juga`, "approve"));
    }
    const [withheld, merged, withdrawn, deleted] = ids;
    const { db } = kit.store;
    await db.update(cases).set({ withheld: true }).where(sql`id = ${withheld}`);
    await db.update(cases).set({ mergedInto: randomUUID() }).where(sql`id = ${merged}`);
    await db.update(reports).set({ withdrawnAt: new Date() }).where(sql`case_id = ${withdrawn}`);
    await db.update(reports).set({ evidenceDeletedAt: new Date() }).where(sql`case_id = ${deleted}`);
    const posts = await read();
    for (const id of ids) expect(posts.has(id)).toBe(false);
  });

  test("returns each case once, in pages", async () => {
    for (const text of ["Lima rollingan harian", "Enam freebet tiap hari"]) await decided(text, "reject");
    const all = [...(await read()).keys()];
    const parts: string[] = [];
    for (let after: string | undefined; ; ) {
      const part = await readDecidedPosts(kit.store.db, after, 2);
      if (part.length === 0) break;
      parts.push(...part.map(({ id }) => id));
      after = parts.at(-1);
    }
    expect(parts).toEqual(all);
    expect(all.length).toBeGreaterThan(3);
  });
});
