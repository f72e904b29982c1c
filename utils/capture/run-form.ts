/** One form over the page, from its frame to its end: for one post or for several. */

import type { CheckedLink, Opening } from "../contract/draft.ts";
import type { Notice } from "../contract/messages.ts";
import { onMessage } from "../core/browser.ts";
import { send } from "../messages/send.ts";
import { type FormFrame, mountFormFrame } from "./form-frame.ts";

export interface FormRun {
  draftId: string;
  /** What the form is about, as it is on the page now; `link` once a public one was checked. */
  read(link?: CheckedLink): Opening | Promise<Opening>;
  /** Elements with buttons of ours in them, which do not belong in a picture. */
  posts(): readonly Element[];
  onClosed(outcome: "cancelled" | "queued"): void;
}

/** One form a page. */
let openFrame: FormFrame | undefined;

/** Gives the focus to the form that is open, so that nothing typed is lost; false when there is none. */
export function showOpenForm(): boolean {
  openFrame?.show();
  return openFrame !== undefined;
}

/** Only while no form is open. */
export async function runForm(run: FormRun): Promise<void> {
  const { draftId } = run;
  // The frame loads while the posts are read and their picture is taken.
  const frame = mountFormFrame(draftId, () => void send("form-raised", { draftId }));
  openFrame = frame;
  const stop = onMessage((message) => {
    const notice = message as Notice;
    if (!("draftId" in notice) || notice.draftId !== draftId) return undefined;
    if (notice.type === "capture-again") return openDraft(run, notice.link);
    if (notice.type !== "form-closed") return undefined;
    stop();
    openFrame = undefined;
    frame.remove();
    run.onClosed(notice.outcome);
    return undefined;
  });
  await openDraft(run);
  frame.show();
}

/** Captures and hands it to the background; says whether that was possible. */
async function openDraft(run: FormRun, link?: CheckedLink): Promise<boolean> {
  const unhide = hideOwnButtons(run.posts());
  // The posts are read while the page is drawn.
  const painted = nextPaint();
  const [opening] = await Promise.all([run.read(link), painted]);
  const answer = await send("open-draft", { draftId: run.draftId, opening });
  unhide();
  return answer.ok;
}

function hideOwnButtons(posts: readonly Element[]): () => void {
  const hosts = posts.flatMap((post) => [...post.querySelectorAll<HTMLElement>("lapor-kominfo")]);
  for (const host of hosts) host.style.visibility = "hidden";
  return () => {
    for (const host of hosts) host.style.visibility = "";
  };
}

const longestPaintMs = 200;

/** Resolves once a frame without our buttons is on its way to the screen; a hidden tab paints none. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestPaintMs);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
