/** The selected posts by identity, each with its evidence from the moment of selection. In memory only. */

import type { CapturedEvidence } from "../../shared/contract/draft.ts";
import { captureLimits } from "../../shared/contract/limits.ts";
import type { Result } from "../../shared/contract/result.ts";
import type { Kind, Subject } from "../../shared/contract/site.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import type { TakenSnapshot } from "../snapshot/snapshot.ts";

export interface SelectedPost {
  /** The press that selected the post. Its node may show another post now. */
  clicked: PostRef;
  evidence: CapturedEvidence;
  snapshot?: TakenSnapshot | undefined;
}

/** Reason for which a post was not selected. */
export type NotSelectedReason = "unknown" | "unidentified" | "unreadable" | "full";

export interface SelectionChange {
  marked: PostRef[];
  unmarked?: SelectedPost;
  refused?: NotSelectedReason;
}

export type CopyMarkup = (clicked: PostRef) => TakenSnapshot | undefined;

export class PostSelection {
  readonly #capture: (clicked: PostRef) => Result<CapturedEvidence>;
  readonly #copy: CopyMarkup;
  /** In order of selection. */
  readonly #marks = new Map<Subject, SelectedPost>();

  constructor(capture: (clicked: PostRef) => Result<CapturedEvidence>, copy: CopyMarkup = () => undefined) {
    this.#capture = capture;
    this.#copy = copy;
  }

  get size(): number {
    return this.#marks.size;
  }

  list(): SelectedPost[] {
    return [...this.#marks.values()];
  }

  /** Returns every name of the selected posts. */
  names(): Subject[] {
    return [...this.#marks].flatMap(([subject, { evidence }]) => [
      subject,
      evidence.subject,
      ...evidence.aliases,
    ]);
  }

  find(subject: Subject | undefined): SelectedPost | undefined {
    if (subject === undefined) return undefined;
    return this.#marks.get(subject) ?? this.list().find(({ evidence }) => isNamed(evidence, subject));
  }

  /**
   * Selects or deselects a post. With Shift, selects all posts of its kind between the last selected one and
   * this one, as in a file list. `page`: the visible posts in page order.
   */
  press(clicked: PostRef, page: readonly PostRef[]): SelectionChange {
    const mark = this.find(clicked.subject);
    if (mark && !clicked.several) {
      for (const [subject, other] of this.#marks) if (other === mark) this.#marks.delete(subject);
      return { marked: [], unmarked: mark };
    }
    const pressed: SelectionChange = { marked: [] };
    for (const post of clicked.several ? this.#upTo(clicked, page) : [clicked]) {
      const refused = this.#mark(post);
      if (refused) pressed.refused = refused;
      else pressed.marked.push(post);
      if (refused === "full") break;
    }
    return pressed;
  }

  #upTo(clicked: PostRef, page: readonly PostRef[]): PostRef[] {
    const last = this.list().at(-1);
    const row = page.filter((post) => kindOf(post) === kindOf(clicked) && post.subject !== undefined);
    const from = row.findIndex(({ subject }) => last !== undefined && this.find(subject) === last);
    const to = row.findIndex(({ post }) => post.deref() === clicked.post.deref());
    if (from < 0 || to < 0) return [clicked];
    const between = row.slice(Math.min(from, to), Math.max(from, to) + 1);
    const onward = from <= to ? between : between.reverse();
    return onward.map((post) => (post.post.deref() === clicked.post.deref() ? clicked : post));
  }

  #mark(clicked: PostRef): NotSelectedReason | undefined {
    const { subject, question } = clicked;
    if (question) return "unknown";
    if (subject === undefined) return "unidentified";
    const selected = this.find(subject);
    if (!selected && this.#marks.size >= captureLimits.setPosts) return "full";
    const captured = selected ? undefined : this.#capture(clicked);
    if (captured && !captured.ok) return "unreadable";
    const mark =
      selected ?? (captured && { clicked, evidence: captured.value, snapshot: this.#copy(clicked) });
    if (!mark) return "unreadable";
    // The post selected last becomes the anchor for Shift.
    for (const [name, other] of this.#marks) if (other === selected) this.#marks.delete(name);
    this.#marks.set(subject, mark);
    return undefined;
  }
}

/** A kind can have several recipes: a reply is a comment too. */
function kindOf({ site, recipe }: PostRef): Kind | undefined {
  return site.posts[recipe]?.kind;
}

function isNamed({ subject, aliases }: CapturedEvidence, name: Subject): boolean {
  return subject === name || aliases.includes(name);
}
