/** "Pilih beberapa": presses select posts instead of opening the form, and one form reports them all. */

import { extensionAlive } from "../../extension/browser/browser.ts";
import { send } from "../../extension/messages/send.ts";
import type { CapturedEvidence, Opening } from "../../shared/contract/draft.ts";
import type { MessageOutput } from "../../shared/contract/messages.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import type { Subject } from "../../shared/contract/site.ts";
import type { PageScriptState, PostRef, SelectionMode } from "../sites/engine/post-ref.ts";
import { isDarkTheme } from "../sites/engine/theme.ts";
import type { SiteFields } from "../sites/site.ts";
import { readPictureRule } from "../snapshot/picture-rule.ts";
import { type TakenSnapshot, takeSnapshot } from "../snapshot/snapshot.ts";
import { captureEvidence } from "./capture-evidence.ts";
import { currentView } from "./current-view.ts";
import type { FormLook } from "./form-frame.ts";
import { type CopyMarkup, type NotSelectedReason, PostSelection } from "./post-selection.ts";
import { notifyOnReceipt, type PageReading, refusedReading, runForm, showOpenForm } from "./run-form.ts";
import { isSame } from "./same-post.ts";
import { type Bar, mountBar } from "./selection-bar.ts";
import { fieldsOf } from "./site-fields.ts";

/** Interval for restoring the selected state on buttons that the site has recreated. */
const showAgainMs = 200;

/** Starts selection mode with the posts pressed before. Ends with Esc, "Batal" or the reports. */
export async function runSelectionMode(
  memory: PageScriptState,
  automation: boolean,
  before: readonly PostRef[],
): Promise<void> {
  if (memory.selectionMode) return;
  const site = before[0]?.site ?? memory.site;
  const pressed = [...before];
  // Posts pressed while the fields are loading are selected too.
  memory.selectionMode = { press: (clicked) => void pressed.push(clicked), key: () => undefined };
  const [fields] = await Promise.all([fieldsOf(site), readPictureRule()]);
  memory.selectionMode = undefined;
  if (!fields.ok) {
    const { problem } = fields;
    const onClosed = () => {
      for (const clicked of pressed) memory.setState(clicked, clicked.state);
    };
    return runForm({
      ...formLook(memory),
      draftId: crypto.randomUUID(),
      read: () => refusedReading(problem),
      onClosed,
    });
  }
  const mode = new PageSelectionMode(memory, { version: site.version, fields: fields.value });
  for (const clicked of pressed) mode.press(clicked);
  await mode.showBar(automation);
}

/** A form for several posts belongs to no button. */
function formLook({ site }: PageScriptState): FormLook {
  return { dark: isDarkTheme(site, document), near: () => undefined };
}

/** How posts are read while the mode lasts. */
interface Reader {
  version: number;
  fields: SiteFields;
}

interface SetReader {
  capture(clicked: PostRef): Result<CapturedEvidence>;
  copy: CopyMarkup;
  /** The site's selector of the user's own interface. */
  own: string;
}

/**
 * Reads a set of selected posts at the moment of reporting: again if they are still on the page, else as
 * selected. `page`: every post with a button, in its current state.
 */
export function readSet(
  marks: PostSelection,
  page: readonly PostRef[],
  { capture, copy, own }: SetReader,
): PageReading {
  const opening: Extract<Opening, { state: "set" }> = { state: "set", posts: [], dropped: [] };
  const copies: (() => TakenSnapshot | null)[] = [];
  const read: { at: number; clicked: PostRef; evidence: CapturedEvidence }[] = [];
  for (const mark of marks.list()) {
    const now = page.find(({ subject }) => marks.find(subject) === mark);
    // The post scrolled out of view and perhaps out of the document, so the state at selection counts.
    const again = now && capture(now);
    if (!now || !again) {
      copies.push(() => mark.snapshot ?? null);
      opening.posts.push({ evidence: mark.evidence, box: null });
    } else if (again.ok && isSame(mark.evidence, again.value)) {
      read.push({ at: opening.posts.length, clicked: now, evidence: again.value });
      copies.push(() => copy(now) ?? null);
      opening.posts.push(currentView({ clicked: now, own }, { evidence: again.value }));
    } else {
      const { problem } = again.ok ? fail("post-changed", "its text or author changed") : again;
      opening.dropped.push({ subject: mark.evidence.subject, problem });
    }
  }
  const [first] = opening.dropped;
  return {
    opening: opening.posts.length === 0 && first ? { state: "refused", problem: first.problem } : opening,
    copies: () => copies.map((make) => make()),
    changed: () =>
      read.flatMap(({ at, clicked, evidence }) => {
        const again = capture(clicked);
        return again.ok && isSame(evidence, again.value) ? [] : [at];
      }),
  };
}

class PageSelectionMode implements SelectionMode {
  readonly #memory: PageScriptState;
  readonly #reader: Reader;
  readonly #marks = new PostSelection(
    (clicked) => this.#capture(clicked),
    (clicked) => this.#copy(clicked),
  );
  readonly #ended = new AbortController();
  #bar: Bar | undefined;
  #refused: NotSelectedReason | undefined;

  constructor(memory: PageScriptState, reader: Reader) {
    this.#memory = memory;
    this.#reader = reader;
    memory.selectionMode = this;
    const listen = (event: KeyboardEvent) => isTyping(event) || this.key(event);
    const { signal } = this.#ended;
    window.addEventListener("keydown", listen, { capture: true, signal });
    const timer = setInterval(() => this.#showAgain(), showAgainMs);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  async showBar(automation: boolean): Promise<void> {
    const language = await send("read-language", {});
    if (this.#ended.signal.aborted) return;
    this.#bar = mountBar({
      language: language.ok ? language.value : "id",
      automation,
      onReport: () => void this.#report(),
      onCancel: () => this.#end(),
    });
    this.#say();
  }

  #capture(clicked: PostRef): Result<CapturedEvidence> {
    const { version, fields } = this.#reader;
    // The recipes changed meanwhile, so these field readings do not match the post's recipe.
    return clicked.site.version === version
      ? captureEvidence(clicked, fields)
      : fail("post-changed", "the recipes changed");
  }

  #copy(clicked: PostRef): TakenSnapshot {
    return takeSnapshot(clicked, this.#reader.fields);
  }

  press(clicked: PostRef): void {
    if (showOpenForm()) return;
    const shown = this.#memory.posts().filter(({ post }) => post.deref()?.checkVisibility());
    const { marked, unmarked, refused } = this.#marks.press(clicked, shown);
    this.#refused = refused;
    this.#memory.setState(clicked, unmarked ? knownMarkOf(unmarked.clicked) : clicked.state);
    for (const post of marked) this.#memory.setState(post, "selected");
    this.#say();
  }

  key(event: KeyboardEvent): void {
    if (!event.isTrusted || event.isComposing) return;
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && isOwnElement(event.target);
    if (event.key !== "Escape" && !sends) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    if (sends) void this.#report();
    else if (!showOpenForm()) this.#end();
  }

  #say(): void {
    this.#bar?.show(this.#marks.size, this.#refused, isDarkTheme(this.#memory.site, document));
  }

  #showAgain(): void {
    // The extension was reloaded or removed while the page stayed open.
    if (!extensionAlive()) this.#end();
    else this.#memory.markAll(new Map(this.#marks.names().map((name) => [name, "selected"])));
  }

  async #report(): Promise<void> {
    if (this.#marks.size === 0 || showOpenForm()) return;
    this.#bar?.hide();
    const draftId = crypto.randomUUID();
    const page = this.#memory.posts();
    let reported: CapturedEvidence[] = [];
    await runForm({
      ...formLook(this.#memory),
      draftId,
      read: () => {
        const read = readSet(this.#marks, page, {
          capture: (clicked) => this.#capture(clicked),
          copy: (clicked) => this.#copy(clicked),
          own: this.#reader.fields.guard.own,
        });
        if (read.opening.state === "set") reported = read.opening.posts.map(({ evidence }) => evidence);
        return read;
      },
      onClosed: (outcome, hadFocus) => {
        if (outcome === "queued") {
          this.#end();
          void showKnownMarks(this.#memory, reported);
        } else {
          this.#say();
          if (hadFocus) this.#bar?.focus();
        }
      },
    });
  }

  #end(): void {
    this.#ended.abort();
    this.#memory.selectionMode = undefined;
    this.#bar?.remove();
    for (const post of this.#memory.posts()) {
      if (post.state !== "selected") continue;
      const mark = this.#marks.find(post.subject);
      this.#memory.setState(post, mark ? knownMarkOf(mark.clicked) : "idle");
    }
  }
}

/** Returns the button's state before its post was selected. */
function knownMarkOf({ state }: PostRef): PostRef["state"] {
  return state === "selected" || state === "opening" ? "idle" : state;
}

/** The outbox knows which of them were sent, because the person may have removed some in the form. */
async function showKnownMarks(memory: PageScriptState, reported: readonly CapturedEvidence[]): Promise<void> {
  const byId = new Map(reported.map(({ id, subject, aliases }) => [id, [subject, ...aliases]]));
  const stop = notifyOnReceipt(byId.keys(), (id) => showSentMarks(memory, byId.get(id) ?? []));
  const answer = await send("list-marks", { subjects: reported.map(({ subject }) => subject) });
  const marks: MessageOutput<"list-marks"> = answer.ok ? answer.value : [];
  memory.markAll(new Map(marks.map(({ subject, state }) => [subject, state])));
  if (marks.every(({ state }) => state === "sent")) stop();
}

function showSentMarks(memory: PageScriptState, names: readonly Subject[]): void {
  for (const post of memory.posts()) {
    if (post.subject !== undefined && names.includes(post.subject)) memory.setState(post, "sent");
  }
}

/** Keys typed into the site's own input fields are left to the site. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input,textarea,select"))
  );
}

function isOwnElement(target: EventTarget | null): boolean {
  return target instanceof Element && target.localName.startsWith("lapor-kominfo");
}
