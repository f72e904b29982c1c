/** Referral section of the tour: a decision passes a case on, the agency gets its letter and answers. */

import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { ReferralAnswerInput, ReferralLetter } from "../../../utils/shared/contract/referral.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { openReferral } from "../../../utils/shared/seal/signed-kinds.ts";
import { openEvidence } from "../drivers/clear-desk.ts";
import { type Driver, until } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import { mailTo, type Platform, requireFound } from "./platform.ts";
import type { Recorder } from "./recorder.ts";

const partner = "DJKI";
export const partnerChannel = {
  id: "djki-surel",
  partner,
  kind: "email",
  name: "DJKI, pengaduan",
  to: ["pengaduan@djki.example"],
};

/** Approves the case about copyright, which goes to the agency. Returns its id; undefined if the step failed. */
export async function refer(supervisor: Driver, tour: Recorder): Promise<string | undefined> {
  let caseId: string | undefined;
  await tour.step({ role: "supervisor", site: "youtube", act: `refer to ${partner}` }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    caseId = await until("the case about copyright", async () => {
      const found = await desk.evaluate((words) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="case-row"]')];
        return rows.find((row) => row.innerText.includes(words))?.dataset.case;
      }, categories.HKI.short.id);
      return found ?? undefined;
    });
    await desk.click(`case-row[data-case="${caseId}"]`);
    await desk.waitFor("case-view");
    await openEvidence(desk);
    await desk.click("decide-approve");
    await desk.click("decide-all");
    await desk.click("decide-action-RUJUK_DJKI");
    await desk.click("decide-approve");
    await desk.waitFor("decide-saved");
    await desk.close();
  });
  return caseId;
}

/** The agency checks its letter and answers it with its own key. */
export async function answerReferral(
  { intake }: TestEnvironment,
  { mails }: Platform,
  caseId: string,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "agency", act: "get the referral and answer" }, async () => {
    const mail = await mailTo(mails, partnerChannel.to[0]);
    const { subject = "", attachments } = await PostalMime.parse(mail.text);
    const letter = await openOriginal(intake.address, attachments);
    requireFound([letter.partner, letter.caseId], [partner, caseId]);
    requireFound(subject.includes(letter.number), true, `the number in "${subject}"`);
    const { number } = letter;
    const body: ReferralAnswerInput = { id: randomUUID(), kind: "answered", outcome: "handled", number };
    const key = await intake.apiKey(partnerChannel.id, "partner");
    const answer = await fetch(`${intake.address}/v1/referrals/${letter.id}/answers`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    requireFound([answer.status, await answer.json()], [200, { id: letter.id, noted: false }]);
    return { subject: letter.subject, receipt: number };
  });
}

async function openOriginal(
  intake: string,
  attachments: Awaited<ReturnType<typeof PostalMime.parse>>["attachments"],
): Promise<ReferralLetter> {
  const original = attachments.find(({ mimeType }) => mimeType === "application/jose");
  const keys = (await (await fetch(`${intake}/v1/keys`)).json()) as { intake: PublicKey };
  const opened = await openReferral(Buffer.from(original?.content as ArrayBuffer).toString(), keys.intake);
  if (!opened.ok) throw new Error(`the referral's signature: ${opened.problem.code}`);
  return opened.value;
}

/** The reporter reads where the report went and what the agency answered. */
export async function seeReferral(officer: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "officer", act: "read the agency's answer" }, async () => {
    const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("report-row");
    // A closed report does not have its outcome.
    await popup.evaluate(() => {
      for (const report of document.querySelectorAll("details")) report.open = true;
    });
    const words = await popup.text('own-referral[data-state="answered"]');
    if (!/^Diteruskan ke DJKI, dijawab .*: ditindaklanjuti$/.test(words.trim())) throw new Error(words);
    await popup.evaluate(() => document.querySelector("[data-testid=own-referral]")?.scrollIntoView());
    await tour.shoot(popup, "own-referral");
    await popup.close();
  });
}
