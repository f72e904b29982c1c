/** Checks the intake's public pages and all parts of an opened case for overflow, clipped text and overlapping controls. */

import { expect, test } from "../support/e2e/fixtures.ts";
import { longEvidence, unbroken } from "../support/e2e/long-report.ts";
import { misfitsAtAllWidths } from "../support/e2e/misfits.ts";

const publicPages = [
  "/",
  "/sanggah",
  "/sanggah?language=en",
  "/angka",
  "/keputusan",
  "/panduan",
  "/privasi",
  "/verify",
  "/docs",
  "/daftar#LK-CONTOH",
  `/buka#/cases/${"w".repeat(120)}`,
];

test("every public page fits at all widths", { tag: "@chromium" }, async ({ stage }) => {
  test.setTimeout(180_000);
  const visitor = await stage.visitor();
  const misfits: Record<string, string[]> = {};
  for (const path of publicPages) {
    const page = await visitor.open(stage.intake.address + path);
    // A page behind another one draws no frames.
    await page.bringToFront();
    const found = await misfitsAtAllWidths(page, []);
    if (found.length > 0) misfits[path] = found;
    await page.close();
  }
  expect(misfits).toEqual({});
});

test("every part of an opened case fits at all widths", { tag: "@chromium" }, async ({ stage }) => {
  test.setTimeout(180_000);
  const device = await stage.device("officer", unbroken);
  const evidence = longEvidence(0);
  await device.report(evidence, "JUDI");
  const words = { value: `${unbroken} diganti`, source: "text" };
  const edited = {
    ...evidence,
    ...longEvidence(1),
    subject: evidence.subject,
    site: evidence.site,
    kind: evidence.kind,
  };
  const other = await stage.device("officer", `${unbroken} dua`);
  await other.report({ ...edited, fields: { ...evidence.fields, text: words } }, "JUDI");
  await stage.describeReports();
  const supervisor = await stage.person("supervisor", unbroken);
  const misfits: Record<string, string[]> = {};
  const note = (part: string, found: string[]) => {
    if (found.length > 0) misfits[part] = found;
  };
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("case-row");
  await desk.waitFor("compare-open");
  note("facts", await misfitsAtAllWidths(desk, ["copy-address", "compare-open"]));
  for (const tab of ["similar", "author", "links", "timeline"]) {
    await desk.click(`context-${tab}`);
    note(tab, await misfitsAtAllWidths(desk, [`context-${tab}`]));
  }
  await desk.click("timeline-digests");
  note("digests", await misfitsAtAllWidths(desk, ["timeline-digests"]));
  await desk.click("compare-open");
  await desk.waitFor("compare-side");
  note("comparison", await misfitsAtAllWidths(desk, ["compare-leave"]));
  await desk.click("decide-more");
  note("menu", await misfitsAtAllWidths(desk, ["decide-regroup", "decide-recategorise"]));
  await desk.press("Escape");
  await desk.press("s");
  await desk.press("u");
  await desk.waitFor("place-text");
  await desk.click("place-text");
  await desk.click("exception-law");
  note("approval", await misfitsAtAllWidths(desk, ["place-text", "decide-approve"]));
  await desk.press("Escape");
  for (const section of ["alerts", "decisions"]) {
    await desk.click(`tab-${section}`);
    note(section, await misfitsAtAllWidths(desk, [`tab-${section}`]));
  }
  expect(misfits).toEqual({});
});
