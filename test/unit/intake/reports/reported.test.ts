/** Data about all cases for devices: a signed filter, and the subjects behind a prefix that many share. */

import { hash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { createKnownSubjects } from "../../../../intake/reports/known-subjects/known-subjects.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { Kind, SiteId, Subject } from "../../../../utils/shared/contract/site.ts";
import { openFilterFile } from "../../../../utils/shared/seal/filter-file.ts";
import { openFilter } from "../../../../utils/shared/subject/subject-filter.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("%s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let count = 0;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    // A filter marks about one other subject in two thousand; with this secret none of those below.
    await kit.store.db.execute(sql`insert into settings (name, value) values ('reported-secret', 'uji')`);
    officer = await kit.enrolled("officer");
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const report = async (subject: Subject, aliases: Subject[] = []) => {
    const sample = sampleReport();
    const [site, kind] = subject.split(":") as [SiteId, Kind];
    const evidence = { ...sample.evidence, id: crypto.randomUUID(), site, kind, subject, aliases };
    const { body } = await officer.call("POST", "/v1/reports", {
      body: { ...sample, id: crypto.randomUUID(), evidence },
    });
    return body as { caseId: string; reportId: string };
  };
  /** Changes a case as acts do: with an entry in its log. */
  const change = (caseId: string, values: SQL, db: Db = kit.store.db) =>
    db.execute(sql`
      with changed as (
        update cases set ${values}, version = version + 1, head_seq = head_seq + 1 where id = ${caseId} returning *)
      insert into log (case_id, spot, seq, at, by, act, detail, previous, hash)
      select id, spot, head_seq, ${kit.intake.now().toISOString()}, 'uji', 'decision-made', '{}', head_hash, head_hash || head_seq
      from changed`);
  const setState = (caseId: string, state: string) => change(caseId, sql`state = ${state}`);
  const fetched = async (known?: string) => {
    await kit.intake.knownSubjects.refresh();
    return officer.call("GET", "/v1/reported/filter", known ? { headers: { "If-None-Match": known } } : {});
  };
  const opened = async () => {
    const { body } = await fetched();
    const file = await openFilterFile(body, kit.intake.key.publicKey);
    if (!file.ok) throw new Error(file.problem.detail);
    return { ...file.value, filter: openFilter(file.value.bytes) };
  };

  test("an intake without a case gives an empty filter", async () => {
    expect((await opened()).claims).toMatchObject({ count: 0, prefixChars: 0, short: [] });
    expect((await officer.call("GET", "/v1/reported")).body).toEqual({ subjects: [] });
  });

  test("contains subjects with the state of their case, but not names that a report only shows", async () => {
    const states = {
      approved: "approved",
      rejected: "rejected",
      escalated: "closed",
      proposed: "open",
      panel: "open",
    };
    for (const [state, shown] of Object.entries(states)) {
      const alias: Subject = `facebook:post:${1_000 + count}`;
      const subject: Subject = `facebook:post:pfbid0kiriman000${++count}`;
      await setState((await report(subject, [alias])).caseId, state);
      const { filter, claims } = await opened();
      expect([filter?.find(subject), filter?.find(alias)]).toEqual([shown, undefined]);
      expect(claims.count).toBe(count);
    }
    const { body } = await officer.call("GET", "/v1/reported");
    expect(body.subjects).toHaveLength(count);
    expect(body.subjects).toContainEqual({
      sha256: hash("sha256", "facebook:post:pfbid0kiriman0002"),
      state: "rejected",
    });
  });

  test("a merged case has the state of its root, and a case without live reports is absent", async () => {
    const older = await report("x:post:901");
    const younger = await report("x:post:902");
    await change(younger.caseId, sql`merged_into = ${older.caseId}`);
    await setState(older.caseId, "approved");
    expect((await opened()).filter?.find("x:post:902")).toBe("approved");
    const { reportId } = await report("x:post:903");
    expect((await opened()).filter?.find("x:post:903")).toBe("open");
    await officer.call("POST", `/v1/reports/${reportId}/withdrawal`, { body: { reason: "Keliru." } });
    expect((await opened()).filter?.find("x:post:903")).toBeUndefined();
  });

  test("a change is found before and after its entry is sealed, and nothing else is read again until the next day", async () => {
    const { caseId } = await report("x:post:907");
    const other = await report("x:post:908");
    const states = async () => {
      const { filter } = await opened();
      return [filter?.find("x:post:907"), filter?.find("x:post:908")];
    };
    const seal = () => sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    expect(await states()).toEqual(["open", "open"]);
    await setState(caseId, "approved");
    expect(await states()).toEqual(["approved", "open"]);
    await seal();
    await setState(caseId, "rejected");
    await seal();
    expect(await states()).toEqual(["rejected", "open"]);
    const first = await kit.intake.knownSubjects.refresh();
    expect(await kit.intake.knownSubjects.refresh()).toBe(first);
    // No act does this.
    await kit.store.db.execute(sql`update cases set state = 'approved' where id = ${other.caseId}`);
    expect(await states()).toEqual(["rejected", "open"]);
    kit.clock.ms += 86_400_000;
    expect(await states()).toEqual(["rejected", "approved"]);
    expect((await opened()).claims.sha256).not.toBe(first.claims.sha256);
  });

  test.runIf(engine === "postgres")(
    "a change that commits after later entries were sealed is found",
    async () => {
      const { caseId } = await report("x:post:909");
      await opened();
      const { promise: sealed, resolve } = Promise.withResolvers<void>();
      const late = kit.store.db.transaction(async (tx) => {
        await change(caseId, sql`state = 'approved'`, tx);
        await sealed;
      });
      await report("x:post:910");
      await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
      expect((await opened()).filter?.find("x:post:909")).toBe("open");
      resolve();
      await late;
      expect((await opened()).filter?.find("x:post:909")).toBe("approved");
    },
  );

  test("contains the subjects of the newest reports if there are more than it holds", async () => {
    const name = (no: number): Subject => `x:post:9${no}00`;
    const known = createKnownSubjects(kit.store.jobsDb, kit.intake.key, kit.intake.now, {
      start: 3,
      most: 5,
    });
    const listedStates = async () => {
      const file = await openFilterFile((await known.refresh()).file, kit.intake.key.publicKey);
      if (!file.ok) throw new Error(file.problem.detail);
      const filter = openFilter(file.value.bytes);
      const there = [1, 2, 3, 4, 5, 6].filter((no) => filter?.find(name(no)) !== undefined);
      return { count: file.value.claims.count, there };
    };
    const send = async (no: number) => {
      kit.clock.ms += 1_000;
      return report(name(no));
    };
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    const first = await send(1);
    for (const no of [2, 3]) await send(no);
    expect(await listedStates()).toEqual({ count: 3, there: [1, 2, 3] });
    for (const no of [4, 5]) await send(no);
    expect(await listedStates()).toEqual({ count: 5, there: [1, 2, 3, 4, 5] });
    await send(6);
    expect((await listedStates()).count).toBe(6);
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    expect(await listedStates()).toEqual({ count: 3, there: [4, 5, 6] });
    await setState(first.caseId, "approved");
    expect(await listedStates()).toEqual({ count: 4, there: [1, 4, 5, 6] });
  });

  test("answers 304 to a client that has it, until a case changes", async () => {
    const first = await fetched();
    const etag = first.headers.get("etag") ?? "";
    const again = await fetched(etag);
    expect({ status: again.status, bytes: again.body.length }).toEqual({ status: 304, bytes: 0 });
    await setState((await report("x:post:904")).caseId, "rejected");
    expect((await fetched(etag)).status).toBe(200);
  });

  test("another replica signs the same bytes", async () => {
    const other = await startKit(kit.store);
    other.clock.ms = kit.clock.ms;
    const here = await kit.intake.knownSubjects.refresh();
    const there = await other.intake.knownSubjects.refresh();
    expect(there.claims.sha256).toBe(here.claims.sha256);
    await other.close();
  });

  test("a signature of another key, and changed bytes, are refused", async () => {
    const { body } = await fetched();
    expect(await openFilterFile(body, officer.publicKey)).toMatchObject({
      problem: { code: "filter-invalid" },
    });
    const changed = body.slice();
    changed[changed.length - 5] ^= 1;
    expect(await openFilterFile(changed, kit.intake.key.publicKey)).toMatchObject({
      problem: { code: "filter-invalid", detail: "sha256" },
    });
  });

  test("a prefix of limited length is required for many subjects", async () => {
    const { caseId } = await report("x:post:905");
    const many = 16 * limits.prefixShare * 2;
    await kit.store.db.execute(
      sql`insert into case_subjects (subject, spot, case_id) select 'x:post:7' || n, spot_of_subject('x:post:7' || n), ${caseId}::uuid from generate_series(1, ${many}) n`,
    );
    await setState(caseId, "approved");
    const { claims } = await opened();
    expect(claims).toMatchObject({ prefixChars: 1, short: [] });
    const sha256 = hash("sha256", "x:post:742");
    const { body } = await officer.call("GET", `/v1/reported?prefix=${sha256.slice(0, 1)}`);
    expect(body.subjects.length).toBeGreaterThan(limits.prefixShare);
    expect(body.subjects.every((one: { sha256: string }) => one.sha256[0] === sha256[0])).toBe(true);
    expect(body.subjects).toContainEqual({ sha256, state: "approved" });
    // Reviewers are tried with decided cases, and are not told which those are.
    const vlogger = await kit.enrolled("vlogger");
    const told = await vlogger.call("GET", `/v1/reported?prefix=${sha256.slice(0, 1)}`);
    expect(told.body.subjects).toContainEqual({ sha256, state: "open" });
    expect(await officer.call("GET", `/v1/reported?prefix=${sha256.slice(0, 2)}`)).toMatchObject({
      problem: "invalid-input",
    });
  });

  test("more than a page of subjects is collected in a separate thread", async () => {
    const { caseId } = await report("x:post:906");
    await kit.store.db.execute(
      sql`insert into case_subjects (subject, spot, case_id) select 'x:post:8' || n, spot_of_subject('x:post:8' || n), ${caseId}::uuid from generate_series(1, 21000) n`,
    );
    await setState(caseId, "rejected");
    const { claims, filter } = await opened();
    expect(claims.count).toBeGreaterThan(21_000);
    for (const subject of ["x:post:81", "x:post:821000"]) expect(filter?.find(subject)).toBe("rejected");
  });
});
