/** The workflow of the tour: report on four sites, review, decide, confirm, refer, request, check, prove and publish. */

import type { TestEnvironment } from "../drivers/test-environment.ts";
import { askForAlerts, takeAlert } from "./alert.ts";
import { clearQueue, fillQueue } from "./clear.ts";
import { confirm, decide } from "./decide.ts";
import { checkAsStranger, exportCase } from "./evidence.ts";
import { readFigures } from "./figures.ts";
import { acknowledge, answerLate, loadChannels, type Platform, receiveLetter, takeDown } from "./platform.ts";
import type { Recorder } from "./recorder.ts";
import { answerReferral, partnerChannel, refer, seeReferral } from "./referral.ts";
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
  await loadChannels(stage, partnerChannel, tour);
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
  const referred = await refer(supervisor, tour);
  if (caseId) await confirm(second, { caseId, picture: "case-decided" }, tour);
  if (referred) await confirm(second, { caseId: referred, picture: "case-referred" }, tour);

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
  if (referred) await answerReferral(stage, platform, referred, tour);
  if (referred) await seeReferral(officer, tour);
  await seeOwnReports(officer, "decided", tour);

  const stranger = await stage.visitor();
  const exported = caseId && (await exportCase(supervisor, { caseId, folder: tour.folder }, tour));
  if (exported) await checkAsStranger(stranger, { ...exported, stage, folder: tour.folder }, tour);

  await askForAlerts(supervisor, tour);
  const isFull = await fillQueue(stage.intake, tour);
  if (isFull) await takeAlert(supervisor, platform, tour);
  const cleared = isFull ? await clearQueue({ first: supervisor, second }, tour) : 0;
  const approved = cleared + [caseId, referred].filter((one) => one !== undefined).length;
  await readFigures(stage, { stranger, approved }, tour);
}
