/** Letter section of the tour: a request to a platform with its answer and check, and a referral to an agency. */

import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { ReferralAnswerInput, ReferralLetter } from "../../../utils/shared/contract/referral.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { openReferral } from "../../../utils/shared/seal/signed-kinds.ts";
import { openEvidence } from "../drivers/clear-desk.ts";
import { type Driver, type Page, until } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import { mailTo, type Platform, requireFound } from "./platform.ts";
import type { Recorder } from "./recorder.ts";

/** Returns the letter's number; undefined if the step failed. */
export async function makeLetter(
  supervisor: Driver,
  caseId: string,
  tour: Recorder,
): Promise<string | undefined> {
  let number: string | undefined;
  await tour.step({ role: "supervisor2", act: "make the letter by keys" }, async () => {
    const desk = await openApproved(supervisor, caseId);
    await desk.waitFor("make-open");
    await desk.press("f");
    await desk.waitFor('make-queue[aria-disabled="false"]');
    await tour.shoot(desk, "letter");
    await desk.press("Control+Enter");
    number = /\d+\/LK-\S+\/\d{4}/.exec(await desk.text("made"))?.[0];
    if (!number) throw new Error("the new request has no number");
    await desk.waitFor('case-request[data-state="queued"]');
    await tour.shoot(desk, "letter-queued");
    await leave(desk);
    return { receipt: number };
  });
  return number;
}

/** Opens the request after the named event. One that our own check has closed is among the done ones. */
export async function seeRequest(
  supervisor: Driver,
  { caseId, state, name }: { caseId: string; state: "sent" | "answered"; name: string },
  tour: Recorder,
): Promise<void> {
  const isOpen = name === "acknowledged";
  await tour.step({ role: "supervisor2", act: `see it ${name}` }, async () => {
    const desk = await openApproved(supervisor, caseId);
    await desk.click("case-request-open");
    await desk.click(isOpen ? "requests-running" : "requests-done");
    await desk.click(`request-row[data-state="${state}"]`);
    await desk.waitFor(`request-view[data-state="${state}"]`);
    await desk.waitFor(`request-event[data-act="${name}"]`);
    if (!isOpen) await desk.waitFor("item-proven");
    await tour.shoot(desk, `request-${name}`);
    await leave(desk);
  });
}

/** A page may load for 20 s and then settle for 10 s. */
const longestReadMs = 60_000;

export async function checkOutcome(supervisor: Driver, address: string, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", site: "x", act: "look again and seal the proof" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("tab-requests");
    await desk.click("part-checks");
    await desk.waitFor("checks-due");
    await tour.shoot(desk, "checks-due");
    await desk.click("checks-next");
    const page = await supervisor.opened(address);
    await desk.bringToFront();
    await desk.waitFor('check-seen[data-seen="removed"]', longestReadMs);
    await tour.shoot(desk, "check-removed");
    await tour.shoot(page, "x-removed");
    await desk.bringToFront();
    await desk.click("check-save");
    await desk.waitFor("checks-said");
    if ((await desk.count("check-row")) > 0) throw new Error("the address is still due");
    await desk.click("part-requests");
    await leave(desk);
    await page.close();
  });
}

async function openApproved(supervisor: Driver, caseId: string): Promise<Page> {
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("queue-approved");
  await desk.click(`case-row[data-case="${caseId}"]`);
  await desk.waitFor("case-view");
  return desk;
}

// The filter persists for the session, so it is reset.
async function leave(desk: Page): Promise<void> {
  await desk.click("tab-queue");
  await desk.click("queue-pending");
  await desk.close();
}

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
      const shown = await desk.evaluate((words) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="case-row"]')];
        return rows.find((row) => row.innerText.includes(words))?.dataset.case;
      }, categories.HKI.short.id);
      return shown ?? undefined;
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
    // Only an open report shows its outcome, and one is open at a time.
    await popup.evaluate(async () => {
      for (const report of document.querySelectorAll("details")) {
        report.open = true;
        for (let tries = 0; tries < 50 && report.childElementCount < 2; tries++)
          await new Promise((resolve) => setTimeout(resolve, 100));
        if (report.querySelector("[data-testid=own-referral]")) return;
      }
    });
    const words = await popup.text('own-referral[data-state="answered"]');
    if (!/^Diteruskan ke DJKI, dijawab .*: ditindaklanjuti$/.test(words.trim())) throw new Error(words);
    await popup.evaluate(() => document.querySelector("[data-testid=own-referral]")?.scrollIntoView());
    await tour.shoot(popup, "own-referral");
    await popup.close();
  });
}
