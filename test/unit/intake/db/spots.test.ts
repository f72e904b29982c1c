/** Spots: derived from ids, shared by all rows of a case, and named by hot statements. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deferKeys } from "../../../../intake/cases/store/merge-cases.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { reports } from "../../../../intake/db/schema/index.ts";
import { newCaseId, spotOfCase, spotOfSubject } from "../../../../intake/db/spot.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { saveFileArrival } from "../../../../intake/reports/store/own-reports.ts";
import { verifySpots } from "../../../../intake/verify/derived/verify-spots.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  facebookPost,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { recordStatements, type Statement } from "../../../contract/executed.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approvalOf } from "../../../support/referral-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

/** Statements that may read a case's tables without a spot, each with the reason. */
const exceptions: readonly [RegExp, string][] = [
  [/from "case_subjects" where \(?"case_subjects"\."case_id"/, "a case's names lie at their own spots"],
  [/"reports"\."pair" in/, "reports at any spot may show that two names are one post's"],
  [/"group_id" = |"groups"\."id" in |"author_key" = |"pictures"\."hash"/, "similar cases lie at any spot"],
  [/from "decisions" .*where "decisions"\."id" (=|in)/, "a decision's id does not tell its spot"],
  [/from "decisions" where "decisions"\."person_id" = /, "a person decides cases of any spot"],
];

/** Tables without spots. They lie at one server, or are copied to each. */
const undivided: Readonly<Record<string, readonly string[]>> = {
  "people, what they may do and their course": [
    ...["units", "people", "devices", "sign_ons", "enrolment_codes", "api_keys", "used_proofs", "settings"],
    ...["admin_acts", "retention_changes", "records", "vloggers", "conflicts", "declared_channels"],
    ...["lesson_progress", "exams", "self_reviews"],
  ],
  "a batch has leaves of cases at any spot, and one replica writes it": [
    ...["batches", "batch_leaves", "days", "day_stamps", "day_anchors"],
  ],
  "similar content is at any spot": ["texts", "pictures", "groups"],
  "a letter names cases at any spot": ["requests", "dispatches", "request_events"],
  "where letters and messages go": ["channels", "partner_channels", "hooks", "hook_deliveries"],
  "notices to people, of many alerts": ["alert_mails", "alert_notices", "alert_settings", "on_call"],
  "counts over all cases": [
    ...[
      "month_figures",
      "counted_months",
      "report_hours",
      "changed_report_hours",
      "day_figures",
      "changed_days",
    ],
  ],
  "recipes and their health": ["recipe_packs", "recipe_proposals", "canaries", "canary_batches"],
  "cases at two spots, or at one that is not known": ["merge_proposals", "address_objections"],
  "who owns which spots": ["spot_owners"],
};

/** Keys of divided tables that do not name the spot. */
const keysWithoutSpot: Readonly<Record<string, readonly string[]>> = {
  // Otherwise a person could make a second row with the id of one that another person looks at.
  "a device chooses the id, and routes find the row by it alone": [
    ...["reports", "decisions", "reviews", "votes", "case_notes", "questions", "link_looks", "checks"],
    ...["objections", "referral_events", "watch_looks"],
  ].map((table) => `${table}_id_unique`),
  "alerts are about recipes and channels, too": [
    "alerts_pkey",
    "alerts_once",
    "alert_notices_alert_id_alerts_id_fk",
  ],
  "who has it does not know the case": [
    ...["objections_ticket_unique", "request_items_reference_unique", "referral_letters_message"],
  ],
  "a letter numbers its items, at any spot": ["request_items_place"],
  "numbers of letters have no gaps": ["referrals_number"],
};

/** Rolls a transaction back. */
class Undone extends Error {}

describe("on postgres", () => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let second: TestDevice;
  let desk: Desk;
  let chiefs: [TestDevice, TestDevice];
  let recorded: ReturnType<typeof recordStatements>;
  let divided: string[];

  beforeAll(async () => {
    stores = await openTestStores("postgres");
    recorded = recordStatements();
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    second = await kit.enrolled("officer", "Wati");
    chiefs = [await kit.enrolled("supervisor", "Budi"), await kit.enrolled("supervisor", "Ani")];
    desk = deskOf(kit, { officer, reader: chiefs[0] });
    const rows = await rowsOf<{ name: string }>(
      kit.store.db,
      sql`select table_name as name from information_schema.columns where column_name = 'spot' and table_schema = 'public'`,
    );
    divided = rows.map(({ name }) => name).sort();
  });

  afterAll(async () => {
    recorded?.stop();
    await kit?.close();
    await stores?.close();
  });

  const send = (report = sampleReport(), by = officer) => by.call("POST", "/v1/reports", { body: report });

  /** The part of a statement that chooses or writes rows. */
  function choice({ text, values }: Statement): string {
    if (/^\s*(with|insert)/i.test(text)) return `${text} ${JSON.stringify(values)}`;
    return text.slice(text.search(/\s(from|where)\s/i));
  }

  /** Statements on divided tables that name no spot and are no exception. */
  function withoutSpot(statements: readonly Statement[]): string[] {
    const tables = new RegExp(`(from|join|update|into) "(${divided.join("|")})"`);
    const faulty = statements.filter(
      (one) =>
        tables.test(one.text) &&
        !/\bspot\b/.test(choice(one)) &&
        !exceptions.some(([pattern]) => pattern.test(one.text)),
    );
    return [...new Set(faulty.map(({ text }) => text))];
  }

  async function recordedIn(act: () => Promise<unknown>): Promise<Statement[]> {
    recorded.take();
    await act();
    return recorded.take();
  }

  async function expectInPlace(): Promise<void> {
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  }

  test("the database and the intake compute the same spots", async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    const subjects = ids.map((id) => `x:post:${id}`);
    const rows = await rowsOf<{ id: number; subject: number }>(
      kit.store.db,
      sql`select spot_of_case(id::uuid) as id, spot_of_subject('x:post:' || id) as subject
        from unnest(${sql.param(ids)}::text[]) with ordinality as one (id, place) order by place`,
    );
    expect(rows.map(({ id }) => id)).toEqual(ids.map(spotOfCase));
    expect(rows.map(({ subject }) => subject)).toEqual(subjects.map(spotOfSubject));
    const made = subjects.map((subject) => spotOfCase(newCaseId(subject)));
    expect(made).toEqual(subjects.map(spotOfSubject));
    expect(new Set(made).size).toBeGreaterThan(100);
    expect(newCaseId("x:post:1")).not.toBe(newCaseId("x:post:1"));
    expect(newCaseId("x:post:1")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test("a new case begins at the spot of its first subject", async () => {
    const report = sampleReport();
    const { body } = await send(report);
    expect(spotOfCase(body.caseId)).toBe(spotOfSubject(report.evidence.subject));
  });

  test("every statement of ingest names a spot", async () => {
    const post = facebookPost();
    const again = sampleReport();
    kit.describesAtOnce = false;
    const statements = await recordedIn(async () => {
      await send(again);
      await send(again);
      await send(sampleReport({ evidence: again.evidence }), second);
      await Promise.all([send(), send(), send()]);
      await send(sampleReport({ evidence: post.byPfbid }));
      await send(sampleReport({ evidence: post.byNumber }), second);
      await send(sampleReport({ evidence: post.byBoth }));
      await send(sampleReport({ evidence: post.byBoth }), second);
    });
    expect(statements.filter(({ text }) => text.includes("saved_reports")).length).toBeGreaterThan(5);
    kit.describesAtOnce = true;
    expect(withoutSpot(statements)).toEqual([]);
    await expectInPlace();
  });

  test("a person's merge and split move a case's rows between spots", async () => {
    // Their reports wait for a description, in rows that have to move as well.
    kit.describesAtOnce = false;
    const post = sampleReport();
    const older = await desk.open({ evidence: post.evidence });
    const younger = await desk.open({ evidence: { ...sampleReport().evidence } });
    const made = await desk.decide(chiefs[0], younger, verdicts.reject);
    await desk.answer(chiefs[1], made.body.id, "confirm");
    const regroup = (by: TestDevice, body: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...body } });
    for (const by of chiefs) expect((await regroup(by, { act: "merge", with: younger })).status).toBe(200);
    expect(spotOfCase(older)).not.toBe(spotOfCase(younger));
    await expectInPlace();
    expect((await regroup(chiefs[0], { act: "split", merged: younger })).status).toBe(200);
    await expectInPlace();
    kit.describesAtOnce = true;
  });

  test("a file is sent again if a split moved its report while it arrived", async () => {
    const [older, younger] = [await desk.open(), await desk.open()];
    const regroup = (by: TestDevice, body: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...body } });
    const { db } = kit.store;
    const [sent] = await db.select().from(reports).where(eq(reports.caseId, younger));
    expect((await regroup(chiefs[0], { act: "merge", with: younger })).status).toBe(200);
    if (!sent) throw new Error("no report");
    const before = { ...sent, caseId: older, spot: spotOfCase(older) };
    expect((await regroup(chiefs[0], { act: "split", merged: younger })).status).toBe(200);
    const by = { name: "Siti", deviceId: sent.deviceId, at: kit.intake.now() };
    expect(await saveFileArrival(db, before, "0".repeat(64), by)).toMatchObject({
      ok: false,
      problem: { code: "case-changed", retry: "now" },
    });
    await expectInPlace();
  });

  test("a report that a split left at another spot is recognised when it is sent again", async () => {
    const post = facebookPost();
    const first = (await send(sampleReport({ evidence: post.byPfbid }))).body.caseId;
    const other = (await send(sampleReport({ evidence: post.byNumber }), second)).body.caseId;
    await send(sampleReport({ evidence: post.byBoth }));
    await send(sampleReport({ evidence: post.byBoth }), second);
    const late = sampleReport({ evidence: post.byNumber });
    const kept = (await send(late)).body;
    expect(kept.caseId).toBe(first);
    const apart = { act: "split", merged: other, reason: "Dua kiriman." };
    expect((await chiefs[0].call("POST", `/v1/cases/${first}/likeness`, { body: apart })).status).toBe(200);
    expect((await send(late)).body).toMatchObject({ caseId: first, jws: kept.jws });
    await expectInPlace();
  });

  test("another post's report with a used id gets a conflict at any spot", async () => {
    const known = sampleReport();
    await send(known);
    for (let more = 0; more < 3; more++) {
      const other = { ...sampleReport(), id: known.id };
      expect((await send(other)).problem).toBe("conflict");
    }
    await expectInPlace();
  });

  test("every statement that locks or reads a case names its spot", async () => {
    const { body } = await send();
    const statements = await recordedIn(async () => {
      expect((await chiefs[0].call("GET", `/v1/cases/${body.caseId}`)).status).toBe(200);
      expect(
        (await chiefs[0].call("POST", `/v1/cases/${body.caseId}/claim`, { body: { act: "take" } })).status,
      ).toBe(200);
      const made = await desk.decide(chiefs[0], body.caseId, verdicts.approve);
      expect(made.status).toBe(200);
      expect((await desk.answer(chiefs[1], made.body.id, "confirm")).status).toBe(200);
    });
    expect(withoutSpot(statements)).toEqual([]);
  });

  interface Key {
    name: string;
    table: string;
    /** The other table of a foreign key. */
    to: string | null;
    columns: string[];
    deferrable: boolean | null;
  }

  function readKeys(): Promise<Key[]> {
    return rowsOf<Key>(
      kit.store.db,
      sql`select con.conname as name, con.conrelid::regclass::text as table, con.confrelid::regclass::text as to,
          array(select attname::text from pg_attribute where attrelid = con.conrelid and attnum = any(con.conkey)) as columns,
          con.condeferrable as deferrable
        from pg_constraint con join pg_class own on own.oid = con.conrelid
        where con.contype = 'f' and con.connamespace = 'public'::regnamespace and not own.relispartition
        union all
        select index.relname, own.relname, null,
          array(select attname::text from pg_attribute where attrelid = index.oid), null
        from pg_index i join pg_class index on index.oid = i.indexrelid join pg_class own on own.oid = i.indrelid
        where i.indisunique and own.relnamespace = 'public'::regnamespace and not own.relispartition`,
    );
  }

  test("every table without a spot has a reason", async () => {
    const rows = await rowsOf<{ name: string }>(
      kit.store.db,
      sql`select relname::text as name from pg_class
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition`,
    );
    const names = rows.map(({ name }) => name).filter((name) => !divided.includes(name));
    expect(names.sort()).toEqual(Object.values(undivided).flat().sort());
  });

  test("every key between rows of cases names the spot, or has a reason", async () => {
    const keys = await readKeys();
    const concerned = keys.filter(
      ({ table, to }) =>
        divided.includes(to ?? table) &&
        !Object.values(undivided)
          .flat()
          .includes(to ?? ""),
    );
    const without = concerned.filter(({ columns }) => !columns.includes("spot")).map(({ name }) => name);
    expect(without.sort()).toEqual(Object.values(keysWithoutSpot).flat().sort());
    expect(concerned.length).toBeGreaterThan(80);
    const below = keys.filter(({ to, columns }) => to !== "cases" && to !== null && columns.includes("spot"));
    expect(below.filter(({ deferrable }) => !deferrable)).toEqual([]);
    expect(below.length).toBe(13);
  });

  test("a row that a move leaves behind fails it", async () => {
    const { body } = await send();
    const move = async (tx: Db) => {
      await tx.execute(sql`
        insert into files (report_id, spot, sha256, arrived_at)
        select id, spot, 'left', now() from reports where case_id = ${body.caseId}`);
      await deferKeys(tx);
      const to = sql`(select id, spot from cases where spot <> ${spotOfCase(body.caseId)} limit 1)`;
      await tx.execute(sql`update reports set case_id = new.id, spot = new.spot from ${to} as new
        where case_id = ${body.caseId}`);
      await tx.execute(sql`set constraints all immediate`);
    };
    await expect(kit.store.db.transaction(move)).rejects.toMatchObject({ cause: { code: "23503" } });
    await expectInPlace();
  });

  test.each([
    ["a referral", verdicts.escalate, ["referral_letters", "referral_events"]],
    ["a watch with a look", approvalOf("KEBENCIAN_SARA", "PANTAU"), ["watch_looks"]],
  ])("%s moves with its case in a merge, and back in a split", async (_, verdict, below) => {
    const older = await desk.open();
    const younger = await desk.open();
    const made = await desk.decide(chiefs[0], younger, verdict);
    expect((await desk.answer(chiefs[1], made.body.id, "confirm")).status).toBe(200);
    for (const { id } of (await chiefs[0].call("GET", `/v1/watches?caseId=${younger}`)).body.watches)
      await chiefs[0].call("POST", `/v1/watches/${id}/looks`, {
        body: { id: randomUUID(), seen: "available", next: { kind: "again", days: 3 } },
      });
    const countAt = async (table: string, caseId: string) => {
      const query = sql`select count(*)::int as n from ${sql.identifier(table)} where spot = ${spotOfCase(caseId)}`;
      return (await rowsOf<{ n: number }>(kit.store.db, query))[0]?.n;
    };
    expect(spotOfCase(older)).not.toBe(spotOfCase(younger));
    for (const table of below) expect(await countAt(table, younger), table).toBe(1);
    const regroup = (by: TestDevice, body: object) =>
      by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Kiriman yang sama.", ...body } });
    for (const by of chiefs) expect((await regroup(by, { act: "merge", with: younger })).status).toBe(200);
    for (const table of below) expect(await countAt(table, older), table).toBe(1);
    await expectInPlace();
    expect((await regroup(chiefs[0], { act: "split", merged: younger })).status).toBe(200);
    for (const table of below) expect(await countAt(table, younger), table).toBe(1);
    await expectInPlace();
  });

  test("verify names a row that was moved to another spot", async () => {
    const { db } = kit.store;
    kit.describesAtOnce = false;
    await send();
    const moved: string[] = [];
    for (const table of divided) {
      const move = sql.raw(
        `update ${table} set spot = (spot + 1) % 1024 where ctid = (select min(ctid) from ${table})`,
      );
      try {
        await db.transaction(async (tx) => {
          // As a person with the database could: no foreign key is checked.
          await tx.execute(sql`set local session_replication_role = replica`);
          const { rowCount } = (await tx.execute(move)) as unknown as { rowCount: number };
          if (rowCount === 0) return;
          moved.push(table);
          expect((await verifySpots(tx)).join("\n"), table).toContain(`${table}: `);
          throw new Undone();
        });
      } catch (error) {
        // Two tables refuse it by themselves.
        const refuses = error instanceof Undone || ["cases", "log"].includes(table);
        if (!refuses) throw error;
      }
    }
    expect(moved).toEqual(
      expect.arrayContaining(["reports", "decisions", "case_subjects", "undescribed", "unsealed"]),
    );
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });
});
