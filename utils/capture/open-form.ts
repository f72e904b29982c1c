/** What one click sets going: the form for its post and what becomes of the button, or the form for the page itself. */

import type { CheckedLink, LinkQuestion, Opening } from "../contract/messages.ts";
import { send } from "../messages/send.ts";
import type { Clicked, PageMemory } from "../sites/clicked.ts";
import { siteFields } from "../sites/index.ts";
import { awaitReports } from "./await-reports.ts";
import { pictureBox } from "./box.ts";
import { countCapture } from "./count.ts";
import { captureFields } from "./fields.ts";
import { readPageOpening } from "./page.ts";
import { profileLink } from "./profile-link.ts";
import { runForm, showOpenForm } from "./run-form.ts";

/** Opens the form for the last click, or for the page when that was asked for; does nothing when neither was. */
export async function openForm(memory: PageMemory): Promise<void> {
  const { clicked, asked } = memory;
  memory.clicked = undefined;
  memory.asked = undefined;
  if (showOpenForm()) {
    if (clicked) memory.setState(clicked, clicked.state);
    return;
  }
  const draftId = crypto.randomUUID();
  if (asked) {
    await runForm({
      draftId,
      read: () => readPageOpening(asked),
      posts: () => [document.documentElement],
      onClosed() {},
    });
    return;
  }
  if (!clicked) return;
  let received = false;
  // The form closes and the report is received in either order.
  const stop = awaitReports([draftId], () => {
    received = true;
    memory.setState(clicked, "sent");
  });
  await runForm({
    draftId,
    read: (link) => readOpening(clicked, link),
    posts: () => [clicked.post.deref()].filter((post) => post !== undefined),
    onClosed(outcome) {
      if (outcome === "cancelled") stop();
      const saved = received ? "sent" : "queued";
      memory.setState(clicked, outcome === "cancelled" ? clicked.state : saved);
      memory.focus(clicked);
    },
  });
}

/** Asked once in a chat and tab: a name that was checked there serves its other messages too. */
async function recallLink(question: LinkQuestion): Promise<CheckedLink | undefined> {
  const answer = await send("recall-link", question);
  return answer.ok ? answer.value.link : undefined;
}

async function readOpening(clicked: Clicked, checked?: CheckedLink): Promise<Opening> {
  const { question } = clicked;
  const link = checked ?? (question && (await recallLink(question)));
  if (question && !link)
    return { state: "link-needed", question, profileLink: profileLink(document, question) };
  const evidence = captureFields(clicked, siteFields[clicked.site.id](), link);
  countCapture(clicked, evidence);
  if (!evidence.ok) return { state: "refused", problem: evidence.problem };
  return { state: "captured", evidence: evidence.value, box: pictureBox(clicked) };
}
