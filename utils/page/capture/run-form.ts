/** Runs one form over the page for one or several posts, from opening to closing. */

import { onMessage } from "../../extension/browser/browser.ts";
import { raiseNoticeMs } from "../../extension/browser/delays.ts";
import { send } from "../../extension/messages/send.ts";
import type { CheckedLink, Opening, PageRecheck } from "../../shared/contract/draft.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import type { TakenSnapshot } from "../snapshot/snapshot.ts";
import { type FormFrame, type FormLook, mountFormFrame } from "./form-frame.ts";
import { nextPaint } from "./wait-until-painted.ts";

/** The content for a form, read from the page at the moment of the request. */
export interface PageReading {
  opening: Opening;
  /**
   * Call once the page is drawn. Returns the post's position after scrolling it into view as far as it fits.
   * `restore` undoes the scrolling.
   */
  show?(hideButtons: () => void): Promise<{ opening: Opening; restore(): void }>;
  /** Inert copies of the posts' markup, by index; made while the picture is cropped. */
  copies(): (TakenSnapshot | null)[];
  /** Indexes of the posts that have changed since they were read. */
  changed(): number[];
}

export function refusedReading(problem: Problem): PageReading {
  return { opening: { state: "refused", problem }, copies: () => [], changed: () => [] };
}

export interface FormRun extends FormLook {
  draftId: string;
  /** `link` is set after a public link was checked. */
  read(link?: CheckedLink): PageReading | Promise<PageReading>;
  /** `hadFocus`: false if the person works in the page by now and must not lose the focus. */
  onClosed(outcome: "cancelled" | "queued", hadFocus: boolean): void;
}

interface OwnButtons {
  /** May be called again to hide buttons added meanwhile. */
  hide(): void;
  show(): void;
}

/** Makes every button invisible, without moving it, until `show`. */
function hideOwnButtons(): OwnButtons {
  const hidden = new Set<HTMLElement>();
  const hide = () => {
    for (const host of document.querySelectorAll<HTMLElement>("lapor-kominfo")) {
      host.style.visibility = "hidden";
      hidden.add(host);
    }
  };
  hide();
  return {
    hide,
    show() {
      for (const host of hidden) host.style.visibility = "";
    },
  };
}

/** Only one form per page. */
let openRun: { frame: FormFrame; capture: Capture; finish?: () => void } | undefined;

/**
 * Focuses the open form so that no input is lost. Returns false if there is none. Does not show the form while
 * a picture is taken; it reappears after that. A notice about the last report gives way to the next one.
 */
export function showOpenForm(): boolean {
  openRun?.finish?.();
  if (openRun && !openRun.capture.isTaking) openRun.frame.show();
  return openRun !== undefined;
}

/** Must be called only if no form is open. */
export async function runForm(run: FormRun): Promise<void> {
  const { draftId } = run;
  const close = (outcome: "cancelled" | "queued") => {
    stop();
    openRun = undefined;
    const hadFocus = frame.hasFocus();
    frame.remove();
    run.onClosed(outcome, hadFocus);
  };
  let outcome: "cancelled" | "queued" = "cancelled";
  let toldMs = Number.NEGATIVE_INFINITY;
  // The form loads while the posts are read and their picture is taken.
  const frame = mountFormFrame(draftId, run, {
    onDisturbed: () => {
      if (performance.now() - toldMs < raiseNoticeMs) return;
      toldMs = performance.now();
      void send("form-raised", { draftId });
    },
    onGone: () => close(outcome),
  });
  const capture = new Capture(run);
  openRun = { frame, capture };
  const stop = onMessage((message) => {
    const notice = message as Notice;
    if (!("draftId" in notice) || notice.draftId !== draftId) return undefined;
    if (notice.type === "capture-again") {
      frame.hide();
      return capture.open(notice.link).finally(() => frame.show());
    }
    if (notice.type === "toast-shown") {
      frame.shrink(notice.heightPx);
      outcome = notice.outcome;
      openRun = { frame, capture, finish: () => close(outcome) };
    }
    if (notice.type === "still-there") return Promise.resolve(capture.stillThere());
    if (notice.type === "form-closed") close(notice.outcome);
    return undefined;
  });
  await capture.open();
  frame.show();
}

/**
 * A page can make reading fail, because form fields can shadow properties of elements. The person then gets an
 * error instead of an endless wait.
 */
async function readOrRefuse(run: FormRun, link: CheckedLink | undefined): Promise<PageReading> {
  try {
    return await run.read(link);
  } catch (error) {
    return unreadablePage(error);
  }
}

function unreadablePage(error: unknown): PageReading {
  return refusedReading(fail("capture-failed", String(error).slice(0, 300)).problem);
}

class Capture {
  readonly #run: FormRun;
  #read: PageReading | undefined;
  #inView = true;
  #taking = false;

  constructor(run: FormRun) {
    this.#run = run;
  }

  get isTaking(): boolean {
    return this.#taking;
  }

  /** Captures the posts and sends them to the background. A problem is passed on, because the form waits for a draft. */
  async open(link?: CheckedLink): Promise<Result<unknown>> {
    this.#taking = true;
    const buttons = hideOwnButtons();
    const unwatch = this.#watchView();
    // The posts are read while the page is drawn.
    const painted = nextPaint();
    const [read] = await Promise.all([readOrRefuse(this.#run, link), painted]);
    this.#read = read;
    const shown = await read
      .show?.(buttons.hide)
      .catch((error) => ({ ...unreadablePage(error), restore() {} }));
    const opening = shown?.opening ?? read.opening;
    const { draftId } = this.#run;
    const answer = await send("open-draft", { draftId, opening });
    if (!answer.ok && opening.state !== "refused")
      await send("open-draft", { draftId, opening: refusedReading(answer.problem).opening });
    shown?.restore();
    unwatch();
    buttons.show();
    this.#taking = false;
    return answer;
  }

  /** Called while the picture is cropped, when it adds no delay. Earlier, the picture would have to wait for it. */
  stillThere(): PageRecheck {
    const { changed = () => [], copies = () => [] } = this.#read ?? {};
    return { changed: changed(), copies: copies(), inView: this.#inView };
  }

  #watchView(): () => void {
    this.#inView = document.visibilityState === "visible";
    const watch = () => {
      this.#inView = false;
    };
    document.addEventListener("visibilitychange", watch);
    return () => document.removeEventListener("visibilitychange", watch);
  }
}

/**
 * Calls back when the intake has acknowledged reports made on this page, and stops after the last one. Returns a function
 * that stops earlier.
 */
export function notifyOnReceipt(
  reportIds: Iterable<string>,
  onReceived: (reportId: string) => void,
): () => void {
  const awaited = new Set(reportIds);
  const stop = onMessage((message) => {
    const notice = message as Notice;
    if (notice.type !== "report-received" || !awaited.delete(notice.draftId)) return undefined;
    onReceived(notice.draftId);
    if (awaited.size === 0) stop();
    return undefined;
  });
  return stop;
}
