/** The workflow of the tour: report on four sites, review, decide, confirm, request, and check the outcome. */

import type { TestEnvironment } from "../drivers/test-environment.ts";
import { clearQueue } from "./clear.ts";
import { confirm, decide } from "./decide.ts";
import { checkAsStranger, exportCase } from "./evidence.ts";
import { readFigures } from "./figures.ts";
import { acknowledge, answerLate, loadChannel, type Platform, receiveLetter, takeDown } from "./platform.ts";
import type { Recorder } from "./recorder.ts";
import { report, seeOwnReports, type TourPost } from "./report.ts";
import { checkOutcome, makeLetter, seeRequest } from "./request.ts";
import { review, reviewOwnVideo } from "./review.ts";

const visits: readonly TourPost[] = [
  {
    name: "x",
    site: "x",
    address: "https://x.com/home",
    subject: "x:post:1993210000000000102",
    category: "JUDI",
    looks: true,
  },
  {
    name: "facebook",
    site: "facebook",
    address: "https://www.facebook.com/",
    subject: "facebook:post:pfbid0RajaKoinContoh11223344556677889900aabb",
    category: "JUDI",
  },
  {
    name: "youtube",
    site: "youtube",
    address: "https://www.youtube.com/watch?v=S4y0rL0d3h1",
    subject: "youtube:video:S4y0rL0d3h1",
    category: "HKI",
  },
  {
    name: "youtube-comment",
    site: "youtube",
    address: "https://www.youtube.com/watch?v=S4y0rL0d3h1",
    subject: "youtube:comment:UgzDapurLodeh00000000003AaABAg",
    category: "JUDI",
  },
  {
    name: "telegram",
    site: "telegram",
    address: "https://t.me/s/infokampungmelati",
    subject: "telegram:message:infokampungmelati/42",
    category: "JUDI",
  },
  {
    name: "telegram-k",
    site: "telegram",
    address: "https://web.telegram.org/k/#@infokampungmelati",
    subject: "telegram:message:infokampungmelati/42",
    category: "JUDI",
  },
];

/** The first reported post, whose removal is requested. */
const asked = "https://x.com/tips_cuan_id/status/1993210000000000102";

export async function tourSteps(stage: TestEnvironment, platform: Platform, tour: Recorder): Promise<void> {
  await loadChannel(stage, tour);
  const officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
  for (const visit of visits) await report(officer, visit, tour);
  await seeOwnReports(officer, "sent", tour);

  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  await stage.certify();
  await review(vlogger, tour);
  await reviewOwnVideo(vlogger, "https://www.youtube.com/watch?v=K3r3taPagi0", tour);

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const second = await stage.person("supervisor", "Penyelia Kedua");
  const caseId = await decide(supervisor, tour);
  if (caseId) await confirm(second, caseId, tour);
  const exported = caseId && (await exportCase(supervisor, { caseId, folder: tour.folder }, tour));
  const intake = stage.intake.address;
  const stranger = await stage.visitor();
  if (exported) await checkAsStranger(stranger, { ...exported, intake }, tour);
  await seeOwnReports(officer, "decided", tour);

  const number = caseId && (await makeLetter(second, caseId, tour));
  const arrived = number && (await receiveLetter(stage, platform, { number, address: asked }, tour));
  if (caseId && arrived) {
    await acknowledge(stage, arrived, tour);
    await seeRequest(second, { caseId, state: "sent", name: "acknowledged" }, tour);
    await takeDown(stage, arrived, tour);
    await checkOutcome(supervisor, asked, tour);
    await seeRequest(second, { caseId, state: "sent", name: "checked" }, tour);
    await answerLate(stage, arrived, tour);
    await seeRequest(second, { caseId, state: "answered", name: "answered" }, tour);
  }
  const cleared = await clearQueue({ intake: stage.intake, first: supervisor, second }, tour);
  await readFigures(stage, { stranger, approved: cleared + (caseId ? 1 : 0) }, tour);
}
