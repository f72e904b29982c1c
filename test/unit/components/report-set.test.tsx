/** @vitest-environment happy-dom */
/** The report form about several posts, in both languages, and what it lets out. */

import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { FormApp, type FormCalls } from "../../../components/report/FormApp.tsx";
import type { Draft, DraftPost } from "../../../utils/shared/contract/draft.ts";
import type { Answers } from "../../../utils/shared/contract/outbox.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import {
  chooseNoPixels,
  click,
  find,
  otherCalls,
  press,
  sample,
  sampleFiles,
  seek,
  send,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

class Observer {
  tell: (entries: { intersectionRatio: number }[]) => void;
  constructor(tell: Observer["tell"]) {
    this.tell = tell;
  }
  observe() {
    this.tell([{ intersectionRatio: 1 }]);
  }
  disconnect() {}
}

let sent: { answers: Answers; evidenceIds: string[] }[];
let closed: string[];
let undone: string[];
let stripped = 0;

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("IntersectionObserverEntry", class {});
  sent = [];
  closed = [];
  undone = [];
  stripped = 0;
});

const setId = "9f1c2d80-1111-4111-8111-111111111111";
const idOf = (number: number) => `3f1c2d80-1111-4111-8111-11111111111${number}`;

function post(number: number, more: Partial<DraftPost> = {}): DraftPost {
  const fields = {
    ...sample.fields,
    authorName: { value: `Akun ${number}`, source: "text p" },
    text: { value: `Bonus nomor ${number}`, source: "text p" },
  };
  const evidence = { ...sample, id: idOf(number), subject: `x:post:${number}`, fields };
  return { evidence, files: sampleFiles, ...more };
}

function closedPost(number: number): DraftPost {
  const made = post(number);
  const audience = { value: "not-public" as const, source: "icon" };
  return { ...made, evidence: { ...made.evidence, fields: { ...made.evidence.fields, audience } } };
}

async function open(posts: DraftPost[], more: Partial<FormCalls> = {}, language: Language = "id") {
  const draft: Draft = {
    state: "set",
    id: setId,
    posts,
    dropped: [{ subject: "x:post:99", problem: fail("post-changed").problem }],
  };
  const undoUntil = () => new Date(Date.now() + 5_000).toISOString();
  const calls: FormCalls = {
    ...otherCalls,
    readDraft: async () => ok(draft),
    stripDraft: async () => {
      stripped += 1;
      return ok({});
    },
    checkLink: async () => fail("link-mismatch"),
    saveReport: async () => fail("draft-gone"),
    undoReport: async () => fail("report-unknown"),
    saveSet: async (answers, evidenceIds) => {
      sent.push({ answers, evidenceIds });
      const reports = evidenceIds.map((reportId, index) => {
        const subject = posts.find(({ evidence }) => evidence.id === reportId)?.evidence.subject ?? "";
        return { reportId, number: `LK-7F3K2-9QX4${index}`, subject };
      });
      return ok({ setId, reports, undoUntil: undoUntil() });
    },
    undoSet: async (id) => {
      undone.push(id);
      return ok({});
    },
    showToast: () => undefined,
    close: (outcome) => void closed.push(outcome),
    ...more,
  };
  await show(
    <FormApp calls={calls} onDisturbed={() => () => undefined} optionsAddress="options.html" />,
    language,
  );
}

/** How long the form must be seen before it sends. */
const wait = async () => {
  await new Promise((resolve) => setTimeout(resolve, 520));
  await settle();
};
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];

async function clickNth(testId: string, index: number): Promise<void> {
  await act(async () => all(testId)[index]?.click());
  await settle();
}

describe("in Indonesian", () => {
  test("shows every post, counts them, and sends one answer for all", async () => {
    await open([post(1), post(2), post(3)]);
    expect(find("set-count").textContent).toBe("3 dari 3 kiriman akan dikirim");
    expect(all("set-post").map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/Akun 1.*Bonus nomor 1/),
      expect.stringMatching(/Akun 2.*Bonus nomor 2/),
      expect.stringMatching(/Akun 3.*Bonus nomor 3/),
    ]);
    expect(find("set-dropped").textContent).toMatch(/1 kiriman tidak ikut.*x:post:99/);
    await wait();
    await press("3");
    await type("note", "Banjir promosi judi");
    expect(find("send").textContent).toBe("Kirim 3 laporan");
    await press("Enter", { ctrlKey: true });
    const [once, ...more] = sent;
    expect(more).toEqual([]);
    expect(once?.evidenceIds).toEqual([1, 2, 3].map(idOf));
    expect(once?.answers).toMatchObject({ category: "JUDI", note: "Banjir promosi judi" });
    expect(find("receipt").textContent).toContain("3 laporan tersimpan");
    expect(all("receipt-row").map(({ textContent }) => textContent)).toEqual([
      "LK-7F3K2-9QX40Akun 1",
      "LK-7F3K2-9QX41Akun 2",
      "LK-7F3K2-9QX42Akun 3",
    ]);
  });

  test("each post's parts are one click away: the sent parts are shown", async () => {
    await open([post(1), post(2)]);
    await clickNth("set-details", 1);
    const parts = document.querySelector(".panel")?.textContent;
    expect(parts).toContain("Bonus nomor 2");
    expect(parts).toContain("x:post:2");
    expect(document.querySelector(".panel img")).not.toBeNull();
    await press("Escape");
    expect(document.querySelector(".panel")).toBeNull();
    expect(closed).toEqual([]);
  });

  test("excludes posts that this person already reported until they include them", async () => {
    await open([post(1), post(2, { reportedAt: "2026-11-24T01:10:00.000Z" })]);
    expect(find("set-count").textContent).toBe("1 dari 2 kiriman akan dikirim");
    expect(all("set-post")[1]?.textContent).toContain("Sudah Anda laporkan");
    await clickNth("set-include", 1);
    expect(find("set-count").textContent).toBe("2 dari 2 kiriman akan dikirim");
    await clickNth("set-include", 0);
    await wait();
    await click("category-JUDI");
    await send();
    expect(sent.map(({ evidenceIds }) => evidenceIds)).toEqual([[idOf(2)]]);
  });

  test("sends no report when all posts are excluded", async () => {
    await open([post(1)]);
    await clickNth("set-include", 0);
    await wait();
    await click("category-JUDI");
    expect(find("send").getAttribute("aria-disabled")).toBe("true");
    expect(find("send").title).toBe("Sertakan paling sedikit satu kiriman");
    await press("Enter", { ctrlKey: true });
    expect(sent).toEqual([]);
  });

  test("asks once for the reason for posts that are not public, only while they are included", async () => {
    await open([post(1), closedPost(2), closedPost(3)]);
    expect(document.body.textContent).toContain("2 kiriman ditandai tidak publik");
    await wait();
    await click("category-JUDI");
    await send();
    expect(sent).toEqual([]);
    await type("not-public-reason", "Tersebar luas");
    await send();
    expect(sent[0]?.answers.notPublicReason).toBe("Tersebar luas");
  });

  test("asks for no reason once the posts that are not public are excluded", async () => {
    await open([post(1), closedPost(2)]);
    await clickNth("set-include", 1);
    expect(seek("not-public-reason")).toBeNull();
  });

  test("the no-pixels lane strips all of them at once", async () => {
    await open([post(1), post(2)]);
    const live = [...document.querySelectorAll("[aria-live]")].filter((part) => part.textContent === "");
    await chooseNoPixels();
    const summary = document.querySelector(".no-pixels");
    expect(live.some((part) => part.isConnected && part.contains(summary))).toBe(true);
    expect(stripped).toBe(1);
    const shown = document.body.innerHTML;
    expect(shown).not.toMatch(/Bonus nomor|Akun [12]|data:image/);
    await clickNth("set-details", 1);
    expect(document.querySelector(".panel")?.textContent).toContain("x:post:2");
    expect(document.body.innerHTML).not.toMatch(/Bonus nomor|Akun [12]|data:image/);
    expect(seek("note")).toBeNull();
  });

  test("Batalkan undoes the whole set", async () => {
    await open([post(1), post(2)]);
    await wait();
    await click("category-JUDI");
    await send();
    await click("undo");
    expect(undone).toEqual([setId]);
    expect(find("undone").textContent).toContain("2 laporan dibatalkan");
  });

  test("a failure keeps all input and explains what to do", async () => {
    await open([post(1), post(2)], { saveSet: async () => fail("storage-full", undefined, "later") });
    await wait();
    await click("category-JUDI");
    await send();
    expect(find("problem").dataset.code).toBe("storage-full");
    expect(all("set-post")).toHaveLength(2);
  });
});

test("has the same texts in English, for one and for many", async () => {
  await open([post(1), post(2)], {}, "en");
  expect(find("set-count").textContent).toBe("2 of 2 posts will be sent");
  expect(find("set-dropped").textContent).toContain("1 post is left out");
  await clickNth("set-include", 0);
  expect(find("send").textContent).toBe("Send 1 report");
  await wait();
  await click("category-JUDI");
  await send();
  expect(find("receipt").textContent).toContain("1 report saved");
});
