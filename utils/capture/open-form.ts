/** What one click sets going: the form for its post, the marking of several, or the form for the page itself. */

import type { CheckedLink, LinkQuestion, Opening } from "../contract/draft.ts";
import { send } from "../messages/send.ts";
import type { Clicked, PageMemory } from "../sites/clicked.ts";
import { awaitReports } from "./await-reports.ts";
import { pictureBox } from "./box.ts";
import { chooseSeveral } from "./choose-several.ts";
import { countCapture } from "./count.ts";
import { captureFields } from "./fields.ts";
import { readPageOpening } from "./page.ts";
import { profileLink } from "./profile-link.ts";
import { runForm, showOpenForm } from "./run-form.ts";
import { fieldsOf } from "./site-fields.ts";

/** Opens the form for the last click or for the page, or starts marking; does nothing when none was asked for. */
export async function openForm(memory: PageMemory, automation: boolean): Promise<void> {
  const { clicked, asked, several } = memory;
  memory.clicked = undefined;
  memory.asked = undefined;
  memory.several = false;
  if (showOpenForm()) {
    if (clicked) memory.setState(clicked, clicked.state);
    return;
  }
  if (several || clicked?.several) return chooseSeveral(memory, automation, clicked);
  const draftId = crypto.randomUUID();
  if (asked) {
    await runForm({
      draftId,
      read: () => readPageOpening(asked, memory.site),
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
  const fields = await fieldsOf(clicked.site);
  const evidence = fields.ok ? captureFields(clicked, fields.value, link) : fields;
  countCapture(clicked, evidence);
  if (!evidence.ok) return { state: "refused", problem: evidence.problem };
  return { state: "captured", evidence: evidence.value, box: pictureBox(clicked) };
}
