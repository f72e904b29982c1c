/** What one click sets going: the form for its post and what becomes of the button, or the form for the page itself. */

import type { Opening } from "../contract/messages.ts";
import type { Clicked, PageMemory } from "../sites/clicked.ts";
import { siteFields } from "../sites/index.ts";
import { awaitReports } from "./await-reports.ts";
import { pictureBox } from "./box.ts";
import { captureFields } from "./fields.ts";
import { readPageOpening } from "./page.ts";
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
    read: (channelName) => readOpening(clicked, channelName),
    posts: () => [clicked.post.deref()].filter((post) => post !== undefined),
    onClosed(outcome) {
      if (outcome === "cancelled") stop();
      const saved = received ? "sent" : "queued";
      memory.setState(clicked, outcome === "cancelled" ? clicked.state : saved);
      memory.focus(clicked);
    },
  });
}

function readOpening(clicked: Clicked, channelName?: string): Opening {
  if (clicked.question && channelName === undefined)
    return { state: "link-needed", question: clicked.question };
  const evidence = captureFields(clicked, siteFields[clicked.site.id](), channelName);
  if (!evidence.ok) return { state: "refused", problem: evidence.problem };
  return { state: "captured", evidence: evidence.value, box: pictureBox(clicked) };
}
