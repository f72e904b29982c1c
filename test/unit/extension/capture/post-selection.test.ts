import { describe, expect, test } from "vitest";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { PostSelection } from "../../../../utils/page/capture/post-selection.ts";
import { readSet } from "../../../../utils/page/capture/selection-mode.ts";
import type { PostRef } from "../../../../utils/page/sites/engine/post-ref.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import type { CapturedEvidence, Opening } from "../../../../utils/shared/contract/draft.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../../utils/shared/contract/result.ts";

const subjectOf = (number: number) => `x:post:${number}`;
const { picture: _, ...whole } = evidence;

function evidenceOf(subject: string, more: Partial<CapturedEvidence> = {}): CapturedEvidence {
  return { ...whole, id: crypto.randomUUID(), subject, ...more };
}

/** A press on a button; `kind`: which recipe of the site its post is of. */
function pressOn(number: number, more: Partial<PostRef> = {}): PostRef {
  return {
    site: sites.x,
    recipe: 0,
    post: new WeakRef({ isConnected: false } as Element),
    subject: subjectOf(number),
    state: "idle",
    ...more,
  };
}

/** Keeps the nodes of a page alive, which the presses only refer to weakly. */
function pageOf(...presses: PostRef[]): PostRef[] {
  for (const { post } of presses) alive.push(post.deref());
  return presses;
}
const alive: unknown[] = [];

const read = (clicked: PostRef): Result<CapturedEvidence> => ok(evidenceOf(clicked.subject ?? ""));
const marked = (marks: PostSelection) => marks.list().map((mark) => mark.evidence.subject);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_one, index) => pressOn(from + index));

describe("marking", () => {
  test("a press marks, a second one unmarks, and returns the button's earlier text", () => {
    const marks = new PostSelection(read);
    expect(marks.press(pressOn(1, { state: "sent" }), []).marked).toHaveLength(1);
    const again = marks.press(pressOn(1, { state: "selected" }), []);
    expect(again.unmarked?.clicked.state).toBe("sent");
    expect(marks.size).toBe(0);
  });

  test("keeps the post as the page showed it at that moment", () => {
    let text = "pertama";
    const marks = new PostSelection((clicked) =>
      ok(evidenceOf(clicked.subject ?? "", { fields: { text: { value: text, source: "p" } } })),
    );
    marks.press(pressOn(1), []);
    text = "kedua";
    expect(marks.list()[0]?.evidence.fields.text?.value).toBe("pertama");
  });

  test("Shift marks all posts between the last marked and this one, in both directions", () => {
    const page = pageOf(...range(1, 9));
    const at = (number: number) => ({ ...(page[number - 1] as PostRef), several: true as const });
    const marks = new PostSelection(read);
    marks.press(at(4), page);
    marks.press(at(6), page);
    expect(marked(marks)).toEqual([4, 5, 6].map(subjectOf));
    // The next range starts at the last pressed post.
    marks.press(at(8), page);
    expect(marked(marks)).toEqual([4, 5, 6, 7, 8].map(subjectOf));
    const backwards = new PostSelection(read);
    backwards.press(at(3), page);
    backwards.press(at(1), page);
    expect(marked(backwards)).toEqual([3, 2, 1].map(subjectOf));
  });

  test("Shift skips posts of another kind and those without identity", () => {
    const { subject: _none, ...nameless } = pressOn(3);
    const page = pageOf(pressOn(1), pressOn(2, { recipe: 1 }), nameless, pressOn(4));
    const marks = new PostSelection(read);
    marks.press(page[0] as PostRef, page);
    const last = { ...(page[3] as PostRef), several: true as const };
    expect(marks.press(last, page).refused).toBeUndefined();
    expect(marked(marks)).toEqual([1, 4].map(subjectOf));
  });

  test("Shift includes posts of the same kind that another recipe found", () => {
    const site = sites.youtube;
    const [comment = -1, reply = -1] = site.posts.flatMap(({ kind }, at) => (kind === "comment" ? [at] : []));
    const page = pageOf(
      pressOn(1, { site, recipe: comment }),
      pressOn(2, { site, recipe: reply }),
      pressOn(3, { site, recipe: comment }),
    );
    const marks = new PostSelection(read);
    marks.press(page[0] as PostRef, page);
    marks.press({ ...(page[2] as PostRef), several: true }, page);
    expect(marked(marks)).toEqual([1, 2, 3].map(subjectOf));
  });

  test("Shift marks only this one when the last marked has left the page", () => {
    const marks = new PostSelection(read);
    marks.press(pressOn(1), []);
    const page = pageOf(...range(5, 7));
    marks.press({ ...(page[2] as PostRef), several: true }, page);
    expect(marked(marks)).toEqual([1, 7].map(subjectOf));
  });

  test("a post not shown to be public, one without identity and one that cannot be read are not marked", () => {
    const marks = new PostSelection(read);
    const question = { channelId: "1", messageId: "2" };
    const { subject: _none, ...nameless } = pressOn(1);
    expect(marks.press({ ...nameless, question }, []).refused).toBe("unknown");
    expect(marks.press(nameless, []).refused).toBe("unidentified");
    expect(new PostSelection(() => fail("post-changed")).press(pressOn(1), []).refused).toBe("unreadable");
    expect(marks.size).toBe(0);
  });

  test(`stops at ${limits.setPosts}, with a message`, () => {
    const page = pageOf(...range(1, limits.setPosts + 5));
    const marks = new PostSelection(read);
    marks.press(page[0] as PostRef, page);
    const all = marks.press({ ...(page.at(-1) as PostRef), several: true }, page);
    expect(all.refused).toBe("full");
    expect(marks.size).toBe(limits.setPosts);
    expect(marks.press(page[1] as PostRef, page).unmarked).toBeDefined();
  });

  test("another name of a marked post is the same post", () => {
    const marks = new PostSelection(() => ok(evidenceOf("x:post:7", { aliases: ["x:post:70"] })));
    marks.press(pressOn(7), []);
    expect(marks.find("x:post:70")).toBe(marks.list()[0]);
    marks.press(pressOn(70), []);
    expect(marks.size).toBe(0);
  });
});

describe("reporting", () => {
  const words = (text: string, author = "42", truncated?: boolean): CapturedEvidence["fields"] => ({
    text: { value: text, source: "p" },
    authorId: { value: author, source: "a" },
    ...(truncated === undefined ? {} : { truncated: { value: truncated, source: "b" } }),
  });
  const openingOf = (
    marks: PostSelection,
    page: readonly PostRef[],
    capture: (clicked: PostRef) => Result<CapturedEvidence>,
  ): Opening => readSet(marks, page, { capture, copy: () => "failed", own: "input" }).opening;
  /** Gives the result for one marked post whose fields are `now` when the set is reported. */
  function outcome(before: CapturedEvidence["fields"], now: CapturedEvidence["fields"]): string {
    const marks = new PostSelection(() => ok(evidenceOf(subjectOf(1), { fields: before })));
    marks.press(pressOn(1), []);
    const opening = openingOf(marks, pageOf(pressOn(1)), () => ok(evidenceOf(subjectOf(1), { fields: now })));
    return opening.state === "set" ? "kept" : opening.state === "refused" ? opening.problem.code : "?";
  }

  test("a post that has left the page is sent as it was read, without a picture", () => {
    const marks = new PostSelection(read);
    marks.press(pressOn(1), []);
    const kept = marks.list()[0]?.evidence;
    const opening = openingOf(marks, pageOf(pressOn(2)), () => fail("internal"));
    expect(opening).toEqual({ state: "set", posts: [{ evidence: kept, box: null }], dropped: [] });
  });

  test("reads a post again that is still on the page", () => {
    const marks = new PostSelection(read);
    marks.press(pressOn(1), []);
    const now = evidenceOf(subjectOf(1));
    const opening = openingOf(marks, pageOf(pressOn(1)), () => ok(now));
    expect(opening).toMatchObject({ state: "set", posts: [{ evidence: { id: now.id } }] });
  });

  test("reads each post again after its picture, and names changed posts by their position", () => {
    const marks = new PostSelection(read);
    for (const number of [1, 2, 3]) marks.press(pressOn(number), []);
    let now = (clicked: PostRef) => read(clicked);
    const page = pageOf(pressOn(1), pressOn(3));
    const { changed } = readSet(marks, page, {
      capture: (clicked) => now(clicked),
      copy: () => "failed",
      own: "input",
    });
    expect(changed()).toEqual([]);
    now = (clicked) => (clicked.subject === subjectOf(3) ? fail("post-gone") : read(clicked));
    expect(changed()).toEqual([2]);
    now = (clicked) => ok(evidenceOf(clicked.subject as string, { fields: words("Lain") }));
    expect(changed()).toEqual([0, 2]);
  });

  test("drops a post with other words or another author, and keeps the rest", () => {
    expect(outcome(words("Daftar sekarang"), words("Resep sayur lodeh"))).toBe("post-changed");
    expect(outcome(words("Daftar sekarang"), words("Daftar sekarang", "43"))).toBe("post-changed");
    expect(outcome(words("Daftar sekarang"), {})).toBe("post-changed");
    const marks = new PostSelection(read);
    marks.press(pressOn(1), []);
    marks.press(pressOn(2), []);
    const opening = openingOf(marks, pageOf(pressOn(1), pressOn(2)), (clicked) =>
      clicked.subject === subjectOf(1) ? fail("post-changed") : read(clicked),
    );
    expect(opening).toMatchObject({
      state: "set",
      posts: [{ evidence: { subject: subjectOf(2) } }],
      dropped: [{ subject: subjectOf(1), problem: { code: "post-changed" } }],
    });
  });

  test("treats an expanded or collapsed text as the same", () => {
    const long = "Daftar sekarang, bonus seratus persen";
    expect(outcome(words("Daftar sekarang… selengkapnya", "42", true), words(long))).toBe("kept");
    expect(outcome(words(long), words("Daftar sekarang…", "42", true))).toBe("kept");
    expect(outcome(words(long), words("Daftar sekarang"))).toBe("post-changed");
  });

  test("keeps the marked copy of a removed post, and copies one that is still there again", () => {
    const marks = new PostSelection(read, ({ subject }) => `<!doctype html>${subject} then`);
    for (const number of [1, 2]) marks.press(pressOn(number), []);
    const { copies } = readSet(marks, pageOf(pressOn(2)), {
      capture: read,
      copy: ({ subject }) => `<!doctype html>${subject} now`,
      own: "input",
    });
    expect(copies()).toEqual(["<!doctype html>x:post:1 then", "<!doctype html>x:post:2 now"]);
  });
});
