/** What one click sets going: the form's frame, the post's fields, the draft, and what becomes of the button. */

import type { Notice, Opening } from "../contract/messages.ts";
import { onMessage } from "../core/browser.ts";
import { send } from "../messages/send.ts";
import type { ButtonState } from "../sites/button-state.ts";
import type { Clicked, PageMemory } from "../sites/clicked.ts";
import { siteFields } from "../sites/index.ts";
import { pictureBox } from "./box.ts";
import { captureFields } from "./fields.ts";
import { type FormFrame, mountFormFrame } from "./form-frame.ts";

/** One form a page: a second click gives the focus to the open one, so that nothing typed is lost. */
let openFrame: FormFrame | undefined;

/** Opens the form for the last click; does nothing when there was none. */
export async function openForm(memory: PageMemory): Promise<void> {
  const { clicked } = memory;
  memory.clicked = undefined;
  if (!clicked) return;
  if (openFrame) {
    memory.setState(clicked, clicked.state);
    openFrame.show();
    return;
  }
  const draftId = crypto.randomUUID();
  // The frame loads while the post is read and its picture is taken.
  const frame = mountFormFrame(draftId, () => void send("form-raised", { draftId }));
  openFrame = frame;
  // The form closes and the report is received in either order; only then is there nothing left to hear.
  const awaited = new Set<Notice["type"]>(["form-closed", "report-received"]);
  const stop = onMessage((message) => {
    const notice = message as Notice;
    if (notice.draftId !== draftId) return undefined;
    if (notice.type === "capture-again") return openDraft(draftId, clicked, notice.channelName);
    if (notice.type === "report-received") memory.setState(clicked, "sent");
    if (notice.type === "form-closed") {
      closeForm(memory, clicked, notice.outcome === "cancelled" ? clicked.state : savedState(awaited));
      if (notice.outcome === "cancelled") awaited.clear();
    }
    awaited.delete(notice.type);
    if (awaited.size === 0) stop();
    return undefined;
  });
  await openDraft(draftId, clicked);
  frame.show();
}

function closeForm(memory: PageMemory, clicked: Clicked, state: ButtonState): void {
  openFrame?.remove();
  openFrame = undefined;
  memory.setState(clicked, state);
  memory.focus(clicked);
}

function savedState(awaited: ReadonlySet<Notice["type"]>): ButtonState {
  return awaited.has("report-received") ? "queued" : "sent";
}

/** Captures the clicked post as it is now and hands it to the background; says whether that was possible. */
async function openDraft(draftId: string, clicked: Clicked, channelName?: string): Promise<boolean> {
  const unhide = hideOwnButton(clicked);
  // The post is read while the page is drawn.
  const painted = nextPaint();
  const opening = readOpening(clicked, channelName);
  await painted;
  const answer = await send("open-draft", { draftId, opening });
  unhide();
  return answer.ok;
}

function readOpening(clicked: Clicked, channelName?: string): Opening {
  if (clicked.question && channelName === undefined)
    return { state: "link-needed", question: clicked.question };
  const evidence = captureFields(clicked, siteFields[clicked.site.id](), channelName);
  if (!evidence.ok) return { state: "refused", problem: evidence.problem };
  return { state: "captured", evidence: evidence.value, box: pictureBox(clicked) };
}

/** Our button is not part of the post and does not belong in its picture. */
function hideOwnButton(clicked: Clicked): () => void {
  const hosts = [...(clicked.post.deref()?.querySelectorAll<HTMLElement>("lapor-kominfo") ?? [])];
  for (const host of hosts) host.style.visibility = "hidden";
  return () => {
    for (const host of hosts) host.style.visibility = "";
  };
}

const longestPaintMs = 200;

/** Resolves once a frame without the button is on its way to the screen; a hidden tab paints none. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestPaintMs);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
