/** The main job as people do it, on the practice pages: report on four sites, review, decide, confirm. */

import type { Stage } from "../../test/e2e/drivers/stage.ts";
import { clearQueue } from "./clear.ts";
import { confirm, decide } from "./decide.ts";
import { checkAsStranger, exportCase } from "./evidence.ts";
import type { Recorder } from "./recorder.ts";
import { report, seeOwnReports, type Visit } from "./report.ts";
import { review, reviewOwnVideo } from "./review.ts";

const visits: readonly Visit[] = [
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

export async function tourSteps(stage: Stage, tour: Recorder): Promise<void> {
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
  if (exported) await checkAsStranger(await stage.visitor(), { ...exported, intake }, tour);
  await seeOwnReports(officer, "decided", tour);
  await clearQueue({ intake: stage.intake, first: supervisor, second }, tour);
}
