import { afterAll, expect, test } from "vitest";
import { type CanaryView, canaryBatch } from "../../utils/contract/canary.ts";
import { findings } from "./axe-findings.ts";
import { until } from "./drivers/driver.ts";
import { enrolBrowser } from "./drivers/enrol.ts";
import { recordBefore } from "./drivers/recorder.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const recorder = await recordBefore(stage.intake.address);
afterAll(() => recorder.stop());
const batches = () => recorder.sent.filter(({ call }) => call === "POST /v1/canaries");

test("a site whose markup changed is a drop that the administrator sees, told by numbers alone", async () => {
  const officer = await stage.visitor();
  await enrolBrowser(officer, recorder.address, () => stage.intake.enrol("officer", "Petugas Contoh"));
  const page = await officer.open("https://x.com/tampilan_baru/status/1993210000000000900");
  for (const id of ["1993210000000000901", "1993210000000000902", undefined]) {
    await page.bringToFront();
    // Looked at twice before it is called empty.
    await new Promise((resolve) => setTimeout(resolve, 11_500));
    if (id) await page.goto(`https://x.com/tampilan_baru/status/${id}`);
  }
  await until("the drop to arrive", async () => batches().length > 0 || undefined, 20_000);
  await officer.close();

  const [sent] = batches();
  expect(batches()).toHaveLength(1);
  const { rows } = canaryBatch.parse(JSON.parse(sent?.body ?? ""));
  expect(rows).toMatchObject([
    { site: "x", kind: "post", drops: 1, counts: { pages: { found: 0, expected: 3 } } },
  ]);
  expect(sent?.body).not.toMatch(/http|status|199321|tampilan|bonus|member|x:post|petugas/i);

  const key = await stage.intake.apiKey();
  const answer = await fetch(`${stage.intake.address}/v1/canaries`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const { canaries } = (await answer.json()) as { canaries: CanaryView[] };
  const browser = stage.browser === "firefox" ? "firefox" : "chrome";
  expect(canaries).toMatchObject([
    { site: "x", kind: "post", browser, state: "dropped", fallen: ["pages"], drops: 1 },
  ]);

  const admin = await stage.person("admin", "Pengelola Contoh");
  const desk = await admin.extensionPage("desk.html");
  await desk.click("tab-health");
  expect(await desk.attribute("health-row", "data-state")).toBe("dropped");
  expect(await desk.text("health-row")).toContain("0 dari 3");
  // The markup is the same in both browsers; once is enough.
  if (stage.browser === "chromium") expect(await findings(desk)).toEqual([]);
  await admin.close();
}, 180_000);
