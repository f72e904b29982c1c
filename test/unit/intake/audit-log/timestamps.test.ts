/** Timestamps over a day's root: asked for, checked, kept, and verified by a program that is not ours. */

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../../intake/admin/commands.ts";
import { dayList, writeDays } from "../../../../intake/admin/timestamps.ts";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { askAuthority, createStamper } from "../../../../intake/audit-log/stamp-days.ts";
import { dayAnchors } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, sampleReport, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { checkTimestamp } from "../../../../utils/shared/seal/check-timestamp.ts";
import { type Authority, hasOpenssl, startAuthority } from "../../../support/authority.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const never = new AbortController().signal;
const newRoot = () => randomBytes(32).toString("hex");

test.skipIf(hasOpenssl)("openssl is not on this machine: timestamps were not tested", () => {
  expect(hasOpenssl).toBe(false);
});

describe.runIf(hasOpenssl)("an authority", () => {
  let authority: Authority;
  const ask = (root: string, waitMs = 10_000) =>
    askAuthority(authority.url, root, AbortSignal.timeout(waitMs));

  beforeAll(async () => {
    authority = await startAuthority();
  });

  afterAll(() => authority?.close());

  test("is accepted when honest, and openssl agrees", async () => {
    authority.respondWith();
    const root = newRoot();
    const stamped = await ask(root);
    if (!stamped.ok) throw new Error(stamped.problem.detail);
    expect(stamped.value.authority).toBe("Uji TSA");
    expect(Math.abs(Date.parse(stamped.value.at) - Date.now())).toBeLessThan(60_000);
    expect(await checkTimestamp(stamped.value.response, root)).toMatchObject({ ok: true });
    expect(await checkTimestamp(stamped.value.response, newRoot())).toMatchObject({
      problem: { detail: "imprint" },
    });
  });

  test("may sign with an elliptic curve", async () => {
    const other = await startAuthority("ec");
    expect(await askAuthority(other.url, newRoot(), AbortSignal.timeout(10_000))).toMatchObject({ ok: true });
    await other.close();
  });

  test("every changed byte of the signed data is found", async () => {
    authority.respondWith();
    const root = newRoot();
    const stamped = await ask(root);
    if (!stamped.ok) throw new Error(stamped.problem.detail);
    const { response } = stamped.value;
    const time = Buffer.from(response).indexOf(stamped.value.at.slice(0, 4));
    const places = [
      time,
      time + 5,
      Buffer.from(response).indexOf(Buffer.from(root, "hex")),
      response.length - 9,
    ];
    for (const place of places) {
      expect(place).toBeGreaterThan(0);
      const changed = response.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect((await checkTimestamp(changed, root)).ok).toBe(false);
    }
  });

  test.each<[string, (root: string) => Parameters<Authority["respondWith"]>[0], string]>([
    [
      "another imprint",
      () => async () => ({ body: await authority.reply(authority.query(newRoot())) }),
      "imprint",
    ],
    [
      "another nonce",
      (root) => async () => ({ body: await authority.reply(authority.query(root)) }),
      "nonce",
    ],
    [
      "a refusal",
      () => async () => ({ body: await authority.reply(Buffer.from("3003020101", "hex")) }),
      "status",
    ],
    ["garbage", () => async () => ({ body: randomBytes(500) }), "form"],
    ["nothing", () => async () => ({ body: Buffer.of() }), "form"],
    ["far too much", () => async () => ({ body: randomBytes(200_000) }), "form"],
    ["an error", () => async () => ({ status: 503, body: Buffer.from("busy") }), "HTTP 503"],
  ])("%s: not believed", async (_, behave, detail) => {
    const root = newRoot();
    authority.respondWith(behave(root));
    expect(await ask(root)).toMatchObject({ ok: false, problem: { detail } });
  });

  test("delays nothing when it is slow", async () => {
    authority.respondWith(() => new Promise(() => undefined));
    const started = performance.now();
    expect(await ask(newRoot(), 300)).toMatchObject({ problem: { detail: "TimeoutError" } });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  describe("over days", () => {
    let stores: TestStores;
    let kit: IntakeKit;
    const noon = Date.parse("2026-11-20T12:00:00.000Z");
    const dayMs = 86_400_000;

    beforeAll(async () => {
      stores = await openTestStores(engines[0]);
      kit = await startKit(await stores.open());
      const officer = await kit.enrolled("officer");
      for (const day of [0, 1]) {
        kit.clock.ms = noon + day * dayMs;
        await officer.call("POST", "/v1/reports", { body: sampleReport() });
        await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
      }
      await closeDays(kit.store.db, new Date(noon + 2 * dayMs));
    });

    afterAll(async () => {
      await kit?.close();
      await stores?.close();
    });

    test("a failure while the clock was ahead delays no stamp after its correction", async () => {
      const stamper = createStamper(kit.store.db, authority.url);
      let asked = 0;
      authority.respondWith(async () => {
        asked++;
        return { status: 500, body: Buffer.of() };
      });
      for (const at of [noon + 300 * dayMs, noon]) await stamper.run(new Date(at), never);
      expect(asked).toBe(2);
    });

    test("backs off after a failure, and stamps a day once", async () => {
      const { db } = kit.store;
      const stamper = createStamper(db, authority.url);
      let asked = 0;
      authority.respondWith(async () => {
        asked++;
        return { status: 500, body: Buffer.of() };
      });
      const minute = 60_000;
      for (const at of [0, minute - 1, minute, 2 * minute, 3 * minute - 1, 3 * minute]) {
        await stamper.run(new Date(noon + at), never);
      }
      expect([asked, stamper.failures]).toEqual([3, 3]);

      authority.respondWith();
      await stamper.run(new Date(noon + 60 * minute), never);
      const { days } = dayList.parse(await runCommand(kit.store, "", { command: "timestamps" }));
      expect(days.map(({ day, authority }) => [day, authority])).toEqual([
        ["2026-11-20", "Uji TSA"],
        ["2026-11-21", "Uji TSA"],
      ]);
      authority.respondWith(async () => {
        throw new Error("asked again");
      });
      await stamper.run(new Date(noon + 61 * minute), never);
      expect(stamper.failures).toBe(3);
      expect(await verifyStore(kit.store)).toMatchObject({ ok: true, batches: 2 });
    });

    test("keeps files of an earlier export, names days that differ from them, and writes complete anchors", async () => {
      const { db } = kit.store;
      const folder = await mkdtemp(join(tmpdir(), "lapor-days-"));
      const anchor = { day: "2026-11-20", calendar: "https://a.test/x", proof: "AAEC" };
      await db.insert(dayAnchors).values([
        { ...anchor, attestedAt: new Date(noon + 3 * dayMs) },
        { ...anchor, calendar: "https://b.test" },
      ]);
      const list = async () => dayList.parse(await runCommand(kit.store, "", { command: "timestamps" }));
      expect(await writeDays(folder, await list())).toEqual([]);
      expect((await readdir(folder)).filter((name) => name.endsWith(".ots"))).toEqual([
        "2026-11-20.a.test.ots",
      ]);
      expect(await readFile(join(folder, "2026-11-20.a.test.ots"))).toEqual(Buffer.from([0, 1, 2]));
      expect(await writeDays(folder, await list())).toEqual([]);
      const earlier = `${newRoot()}\n`;
      await writeFile(join(folder, "2026-11-21.root"), earlier);
      await writeFile(join(folder, "2026-11-22.root"), earlier);
      await writeFile(join(folder, "2026-11-20.a.test.ots"), "x");
      expect(await writeDays(folder, await list())).toEqual([
        "2026-11-20.a.test.ots",
        "2026-11-21.root",
        "2026-11-22.root",
      ]);
      expect(await readFile(join(folder, "2026-11-21.root"), "utf8")).toBe(earlier);
      await rm(folder, { recursive: true, force: true });
    });

    test("openssl verifies the files written to a folder", async () => {
      const folder = await mkdtemp(join(tmpdir(), "lapor-days-"));
      await writeDays(folder, dayList.parse(await runCommand(kit.store, "", { command: "timestamps" })));
      const root = (await readFile(join(folder, "2026-11-20.root"), "utf8")).trim();
      const verify = (digest: string) =>
        execFileSync(
          "openssl",
          [
            "ts",
            "-verify",
            "-digest",
            digest,
            "-in",
            join(folder, "2026-11-20.tsr"),
            "-CAfile",
            authority.caFile,
          ],
          { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
        );
      expect(verify(root)).toContain("Verification: OK");
      expect(() => verify(newRoot())).toThrow();
      await rm(folder, { recursive: true, force: true });
    });
  });
});
