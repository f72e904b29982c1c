/** Checks of requested addresses: each opened in a tab, read, compared by a supervisor and stored as sealed proof. */

import { desc, eq } from "drizzle-orm";
import { cases, checks, devices, requestItems } from "../../intake/db/schema/index.ts";
import { evidenceOf, inventPost } from "../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../scripts/measure/chaos/random.ts";
import type { ContentState } from "../../utils/shared/contract/request-state.ts";
import { openOutcomeProof } from "../../utils/shared/seal/signed-kinds.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { insertRequestedItem } from "../support/outcome-check-kit.ts";

const x = (id: string) => ({
  ...{ site: "x", kind: "post", subject: `x:post:${id}` },
  permalink: `https://x.com/tips_cuan_id/status/${id}`,
});
const youtube = (id: string) => ({
  ...{ site: "youtube", kind: "video", subject: `youtube:video:${id}` },
  permalink: `https://www.youtube.com/watch?v=${id}`,
});
/** In the order in which they are due. */
const asked = [
  { post: x("1993210000000000102"), seen: "available" },
  { post: x("1993210000000000901"), seen: "removed" },
  { post: x("1993210000000000902"), seen: "withheld" },
  { post: youtube("S4y0rL0d3h1"), seen: "available" },
  { post: youtube("D1h4pusPst0"), seen: "removed" },
  { post: youtube("D1t4h4nDsn0"), seen: "withheld" },
] as { post: ReturnType<typeof x>; seen: ContentState }[];

/** Up to 20 s to load the page and 10 s until it settles, twice that on a busy machine. */
const longestReadMs = 60_000;

test.beforeAll(async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Contoh");
  const random = randomOf(1, "checks");
  for (const [at, { post }] of asked.entries()) {
    const invented = inventPost(at, "JUDI", random);
    await device.report(evidenceOf({ ...invented, ...post } as typeof invented, new Date(), random), "JUDI");
  }
  await stage.onStore(async (db) => {
    for (const [at, { post }] of asked.entries()) {
      const [row] = await db.select().from(cases).where(eq(cases.subject, post.subject));
      const due = { permalink: post.permalink, checkAt: new Date(Date.now() - 3_600_000 + at * 1_000) };
      const given = { request: { action: "BATAS_WILAYAH" }, item: due } as const;
      await insertRequestedItem({ db, at: new Date() }, row?.id ?? "", given);
    }
  });
});

test("opens each due address once, reads whether the post is still available and seals the check", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(480_000);
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("tab-requests");
  await desk.click("part-checks");
  expect(await desk.text("checks-due")).toBe("6 alamat perlu diperiksa");
  await shoot(desk, "checks");
  const before = stage.practice.requests.length;

  for (const [at, { post, seen }] of asked.entries()) {
    await desk.click("checks-next");
    await supervisor.opened(post.permalink);
    await desk.bringToFront();
    await desk.waitFor(`check-seen[data-seen="${seen}"]`, longestReadMs);
    // The browser takes no picture without the person's permission, and the proof names the reason.
    await desk.waitFor('check-picture[data-state="none"]');
    await shoot(desk, `checks-${post.site}-${seen}`);
    await desk.click("check-save");
    await desk.waitFor("checks-said");
    if (at < asked.length - 1) await desk.waitFor("checks-next");
  }
  const visited = stage.practice.requests.slice(before).map(({ address }) => address);
  for (const { post } of asked)
    expect(visited.filter((address) => address === post.permalink)).toHaveLength(1);
  expect(await desk.count("check-row")).toBe(0);

  const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click("tab-requests");
  await popup.click("part-checks");
  await popup.waitFor("checks");
  await shoot(popup, "checks-empty");
  await supervisor.close();

  await stage.onStore(async (db) => {
    const rows = await db
      .select({ check: checks, item: requestItems, publicKey: devices.publicKey })
      .from(checks)
      .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
      .innerJoin(devices, eq(devices.id, checks.deviceId))
      .orderBy(checks.at);
    expect(rows.map(({ check, item }) => [item.subject, check.seen])).toEqual(
      asked.map(({ post, seen }) => [post.subject, seen]),
    );
    for (const { check, publicKey } of rows)
      expect(await openOutcomeProof(check.seal ?? "", publicKey)).toEqual({ ok: true, value: check.proof });
  });
});

test("refuses to save a check when the tab shows another page", {
  tag: "@firefox-messages",
}, async ({ stage }) => {
  await stage.onStore(async (db) => {
    const [first] = asked;
    await db
      .update(requestItems)
      .set({ checkAt: new Date(0) })
      .where(eq(requestItems.subject, first?.post.subject ?? ""));
  });
  const supervisor = await stage.person("supervisor", "Penyelia Kedua");
  const desk = await supervisor.extensionPage("desk.html", { width: 400, height: 600 });
  await desk.click("tab-requests");
  await desk.click("part-checks");
  await shoot(desk, "checks-narrow");
  await desk.click("checks-next");
  await desk.bringToFront();
  await desk.waitFor("check-seen");
  await shoot(desk, "checks-narrow-read");
  const page = await supervisor.opened("https://x.com/");
  await page.goto("https://x.com/home");
  await desk.bringToFront();
  await desk.click("check-again");
  await desk.waitFor('problem[data-code="check-elsewhere"]');
  await shoot(desk, "checks-elsewhere");
  expect(await desk.count("check-save")).toBe(0);
});

test("takes a picture of the post or the notice only, and shows it with the request behind a press", {
  tag: "@firefox-picture",
}, async ({ stage }) => {
  test.setTimeout(240_000);
  const looks = asked.slice(0, 2);
  await stage.onStore(async (db) => {
    for (const [at, { post }] of looks.entries())
      await db
        .update(requestItems)
        .set({ checkAt: new Date(at) })
        .where(eq(requestItems.subject, post.subject));
  });
  const supervisor = await stage.person("supervisor", "Penyelia Ketiga");
  await supervisor.grantAllUrls();
  const desk = await supervisor.extensionPage("desk.html", { width: 1280, height: 900 });
  await desk.click("tab-requests");
  await desk.click("part-checks");
  for (const { seen } of looks) {
    await desk.click("checks-next");
    await desk.waitFor(`check-seen[data-seen="${seen}"]`, longestReadMs);
    await desk.waitFor('check-picture[data-state="taken"]');
    await desk.bringToFront();
    await shoot(desk, `checks-picture-${seen}`);
    await desk.click("check-save");
    await desk.waitFor("checks-said");
    expect(await desk.text("checks-said")).toContain("Tersimpan");
  }
  const viewPx = await desk.evaluate(() => innerWidth * innerHeight * devicePixelRatio ** 2);
  await stage.onStore(async (db) => {
    const { proof, pictureAt } = checks;
    const rows = await db.select({ proof, pictureAt }).from(checks).orderBy(desc(checks.at)).limit(2);
    for (const row of rows) {
      expect(row.pictureAt).not.toBeNull();
      const picture = row.proof?.picture;
      if (picture?.state !== "taken") throw new Error("no picture");
      expect(picture.file.width * picture.file.height).toBeLessThan(viewPx * 0.8);
      expect(picture.file.width).toBeGreaterThan(100);
    }
  });

  await desk.click("part-requests");
  await desk.click("requests-running");
  await desk.click("request-row");
  await desk.waitFor("request-view");
  await desk.click("item-pictures");
  await desk.waitFor('item-picture[data-bytes="here"]');
  await desk.waitFor('case-file[data-state="veiled"]');
  await shoot(desk, "checks-request-veiled");
  await desk.click("file-reveal");
  await desk.waitFor('case-file[data-state="clear"]');
  await shoot(desk, "checks-request-clear");
  await supervisor.close();
});
