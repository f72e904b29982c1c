import { automationBuildWithRealWaits } from "../../scripts/dev/drivers/builds.ts";
import { enrolBrowser } from "../../scripts/dev/drivers/enrol.ts";
import { healthBatch, type RecipeHealthView } from "../../utils/shared/contract/recipe-health.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { recordCalls } from "../support/e2e/record-calls.ts";

/** Pages whose markup no recipe knows. */
const pages = ["1993210000000000900", "1993210000000000901", "1993210000000000902"];

test("reports a site whose posts are no longer found, in numbers only, and shows it to the administrator", {
  tag: "@chromium",
}, async ({ stage }) => {
  const recorder = await recordCalls(stage.intake);
  const batches = () => recorder.sent.filter(({ call }) => call === "POST /v1/canaries");
  const officer = await stage.visitor({ extension: automationBuildWithRealWaits(stage.browser) });
  await enrolBrowser(officer, recorder.address, () => stage.intake.enrol("officer", "Petugas Contoh"));
  // Each page is counted after ten seconds in view; Chromium under test has all tabs in view.
  for (const id of pages) await officer.open(`https://x.com/tampilan_baru/status/${id}`);
  await expect.poll(() => batches().length, "batches sent").toBeGreaterThan(0);
  await officer.close();
  await recorder.stop();

  const [sent] = batches();
  expect(batches()).toHaveLength(1);
  const { rows } = healthBatch.parse(JSON.parse(sent?.body ?? ""));
  expect(rows).toMatchObject([
    { site: "x", kind: "post", drops: 1, counts: { pages: { found: 0, expected: 3 } } },
  ]);
  expect(sent?.body).not.toMatch(/http|status|199321|tampilan|bonus|member|x:post|petugas/i);

  const read = await apiReader(stage.intake);
  const { canaries }: { canaries: RecipeHealthView[] } = await read("/v1/canaries");
  expect(canaries).toMatchObject([
    { site: "x", kind: "post", browser: "chrome", state: "dropped", fallen: ["pages"], drops: 1 },
  ]);

  const admin = await stage.person("admin", "Pengelola Contoh");
  const desk = await admin.extensionPage("desk.html");
  await desk.click("tab-health");
  expect(await desk.attribute("health-row", "data-state")).toBe("dropped");
  expect(await desk.text("health-row")).toContain("0 dari 3");
  expect(await desk.text("health-structure")).toContain("3 halaman");
  expect(await findings(desk)).toEqual([]);
});
