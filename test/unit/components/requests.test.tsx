/** @vitest-environment happy-dom */
/** Making and following requests: the letter's preview, the lists, and the available acts. */

import { act } from "preact/test-utils";
import { describe, expect, test, vi } from "vitest";
import { LetterText } from "../../../components/desk/requests/LetterText.tsx";
import { Requests } from "../../../components/desk/requests/Requests.tsx";
import type { RequestCalls } from "../../../components/desk/requests/request-calls.ts";
import { listOpen } from "../../../components/desk/requests/use-requests.ts";
import { writeLetter } from "../../../intake/requests/store/write-letter.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { CheckPicture } from "../../../utils/shared/contract/outcome-check.ts";
import type { ChannelView } from "../../../utils/shared/contract/platform-channel.ts";
import type { ReadyList, ReprimandInput } from "../../../utils/shared/contract/reprimand.ts";
import type {
  RequestInput,
  RequestPreview,
  RequestRow,
  RequestView,
} from "../../../utils/shared/contract/request.ts";
import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { caseId, Intake, proposed, whole } from "../../support/case-kit.tsx";
import { click, find, press, seek, settle, show, type } from "../../support/components-kit.tsx";

const hourMs = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString();
const decisionId = proposed.id;
const shownFile = { sha256: "a".repeat(64), type: "image/webp", bytes: 7, width: 60, height: 30 } as const;
const approved: CaseView = {
  ...whole,
  state: "approved",
  can: [],
  cannot: "case-closed",
  decisions: [{ ...proposed, state: "confirmed", answeredBy: "Rina", answeredAt: ago(1) }],
};

const letter: Letter = {
  ...{ format: "lapor-kominfo/request/1", id: "5a1f2d80-1111-4111-8111-111111111111", kind: "order" },
  ...{ number: "00012/LK-KOMINFO/XI/2026", organisation: "Kominfo", site: "x", category: "JUDI" },
  ...{ action: "BATAS_WILAYAH", urgent: false, hours: 24, origin: "https://lapor.example" },
  basis: [{ id: "kuhp-426-427", text: "KUHP (UU 1/2023) Ps 426–427", verified: true }],
  rule: { name: "Illegal or certain regulated goods", verified: false },
  madeAt: "2026-11-25T03:00:00.000Z",
  items: [
    {
      ...{ place: 1, id: "6a1f2d80-1111-4111-8111-111111111111", caseId, decisionId },
      ...{ subject: "x:post:1860", aliases: [], address: "https://x.com/contoh/status/1860" },
      ...{ author: "Akun Contoh", capturedAt: "2026-11-24T17:30:00.000Z", picture: { none: "not-in-view" } },
      ...{ analysis: "Tautan ke situs judi dengan ajakan bertaruh.", elements: ["judi.permainan"] },
      reference: "ABCDEFGHIJKLMNOPQRSTUVWXY2",
    },
  ],
};
const mail: ChannelView = { id: "surat", site: "x", kind: "email", name: "Surel" };
const form: ChannelView = {
  ...{ id: "formulir", site: "x", kind: "form", name: "Formulir", address: "https://platform.example/form" },
};

const viewOf = (more: Partial<RequestView> = {}): RequestView => ({
  ...{ id: letter.id, number: letter.number, kind: "order", site: "x", category: "JUDI" },
  ...{ action: "BATAS_WILAYAH", urgent: false, hours: 24, state: "queued", version: 1, channel: mail },
  ...{ items: 1, itemsAnswered: 0, madeAt: ago(2), acknowledgeHours: 4, reprimands: 0, letter, by: "Siti" },
  itemList: [
    {
      ...{ id: "6a1f2d80-1111-4111-8111-111111111111", place: 1, caseId, decisionId, subject: "x:post:1860" },
      ...{ address: "https://x.com/contoh/status/1860", outcome: "pending" },
    },
  ],
  dispatches: [],
  events: [],
  ...more,
});
const late = viewOf({ state: "sent", sentAt: ago(30), dueAt: ago(6), acknowledgedAt: ago(29) });

/** By key, as those do who have no pointer. */
async function focusAndClick(testId: string): Promise<void> {
  find(testId).focus();
  await click(testId);
}

/** An intake with these requests, which records the calls it receives. */
class Held {
  made: RequestInput[] = [];
  reprimanded: ReprimandInput[] = [];
  answered: PlatformAnswerInput[] = [];
  sent: object[] = [];
  revealed: unknown[][] = [];
  preview: RequestPreview = { letter, gaps: [], channels: [mail, form] };
  ready: ReadyList = { groups: [], count: 0 };
  /** While it is pending, a made letter is not answered. */
  wait: Promise<void> | undefined;
  has: RequestView[];

  constructor(...has: RequestView[]) {
    this.has = has;
  }

  get calls(): RequestCalls {
    const current = () => ok(this.has[0] ?? viewOf());
    return {
      previewRequest: async () => ok(this.preview),
      makeRequest: async (body) => {
        this.made.push(body);
        if (this.wait) await this.wait;
        this.has = [viewOf({ id: body.id })];
        return current();
      },
      withdrawRequest: async () => {
        this.has = [viewOf({ state: "withdrawn", withdrawnReason: "Keliru." })];
        return current();
      },
      listRequests: async ({ state }) =>
        ok({
          requests: this.has.filter((row) => state === undefined || state === "open" || row.state === state),
        }),
      listReady: async () => ok(this.ready),
      getRequest: async () => current(),
      readLetter: async () => ok(new Blob(["surat"])),
      sendReprimand: async (_, body) => {
        this.reprimanded.push(body);
        this.has = [{ ...late, reprimands: 1, reprimandedAt: ago(0), version: 2 }];
        return current();
      },
      markSent: async (_, body) => {
        this.sent.push(body);
        this.has = this.has.map((row) => ({ ...row, state: "sent", dispatches: [], version: 2 }));
        return ok({});
      },
      changeChannel: async () => fail("no-channel"),
      answerRequest: async (_, body) => {
        this.answered.push(body);
        return ok({});
      },
      listChannels: async () => ok({ channels: [mail, form] }),
      readVeil: async () => ok(new Blob(["veil"], { type: "image/png" })),
      revealFile: async (...which) => {
        this.revealed.push(which);
        return ok(new Blob(["clear"], { type: "image/png" }));
      },
    };
  }

  async openCase(mayAct = true, view = approved): Promise<void> {
    const intake = new Intake(view);
    const requests = { calls: this.calls, mayAct, onOpen: () => undefined };
    await intake.open("id", { requests });
  }

  async openTab(mayAct = true): Promise<void> {
    await show(<Requests calls={this.calls} mayAct={mayAct} onOpenCase={() => undefined} />);
  }
}

describe("in an approved case", () => {
  test("two acts queue the shown letter once, and it can be undone", async () => {
    const held = new Held();
    await held.openCase();
    await press("f");
    expect(find("letter").textContent).toContain("Tautan ke situs judi dengan ajakan bertaruh.");
    await press("Enter", { ctrlKey: true });
    await press("Enter", { ctrlKey: true });
    expect(held.made).toMatchObject([{ items: [{ caseId, decisionId }], channel: "surat" }]);
    expect(find("case-request").dataset.state).toBe("queued");
    expect(seek("make-open")).toBeNull();
    await click("made-undo");
    expect(find("made").textContent).toContain("siap dikirim lagi");
    expect(find("make-open")).toBeTruthy();
  });

  test("Ctrl+Enter in a field outside the letter does not send it", async () => {
    const held = new Held();
    await held.openCase();
    await press("f");
    const note = document.createElement("textarea");
    document.body.append(note);
    note.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    await settle();
    note.remove();
    expect(held.made).toEqual([]);
    await press("Enter", { ctrlKey: true });
    expect(held.made).toHaveLength(1);
  });

  test("opens a letter under a policy that forbids scripts, loading, sending and prompts", async () => {
    const opened: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      opened.push(blob as Blob);
      return "blob:x";
    });
    vi.spyOn(window, "open").mockReturnValue(null);
    const held = new Held();
    held.has = [late];
    await held.openTab();
    await click("request-row");
    await click("letter-open-request");
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    expect(await opened[0]?.text()).toMatch(
      /^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; [^"]*form-action 'none'; base-uri 'none'">surat$/,
    );
    vi.restoreAllMocks();
  });

  test("offers no letter that the intake would refuse because of the no-pixels lane", async () => {
    const held = new Held();
    held.has = [{ ...late, letterWithheld: true }];
    await held.openTab();
    await click("request-row");
    expect(find("letters").textContent).toContain("tidak ditampilkan karena kategori kasusnya");
    expect(seek("letter-open-request")).toBeNull();
    expect(seek("letter-save-pdf")).toBeNull();
  });

  test("the focus returns to where a letter was opened, and stays in the case when one is made or undone", async () => {
    await new Held().openCase();
    await press("f");
    expect(document.activeElement?.tagName).toBe("H2");
    await press("Escape");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("make-open")));
    await press("f");
    await focusAndClick("make-queue");
    expect(document.activeElement).toBe(find("case-requests"));
    await focusAndClick("made-undo");
    expect(document.activeElement).toBe(find("case-requests"));
  });

  test("lists the missing parts, and sends no request", async () => {
    const held = new Held();
    held.preview = { letter, gaps: [{ what: "basis" }, { what: "analysis", place: 1 }], channels: [mail] };
    await held.openCase();
    await press("f");
    expect(find("gaps").textContent).toContain("tidak berlaku lagi");
    expect(find("gaps").textContent).toContain("Konten 1: analisisnya terlalu pendek");
    await press("Enter", { ctrlKey: true });
    expect(held.made).toEqual([]);
  });

  test("offers no request if the decision asks nothing of a platform", async () => {
    const watched = approved.decisions.map((decision) => ({ ...decision, action: "PANTAU" as const }));
    await new Held().openCase(true, { ...approved, decisions: watched });
    expect(seek("case-requests")).toBeNull();
  });

  test("shows read-only people that there is no request, and offers none", async () => {
    await new Held().openCase(false);
    expect(find("case-requests")).toBeTruthy();
    await press("f");
    expect(seek("make-request")).toBeNull();
  });
});

const { sentAt = "", dueAt = "" } = late;
const missed = { sentAt, dueAt, hours: 24 };
/** Created when the letter is sent, so a preview cannot show it. */
const linked = "https://lapor.example/v1/handed/abc/pdf";

/** Every word that the intake puts into a letter. */
function wordsOf(kind: "request" | "st1", language: "id" | "en"): string[] {
  const evidence = new Map([[1, { address: linked, until: "2027-01-24T03:00:00.000Z" }]]);
  const { title, blocks } = writeLetter({ letter, kind, language, missed, evidence });
  return [
    title,
    ...blocks.flatMap((block): string[] => {
      if (block.kind === "pairs") return block.rows.flatMap(({ label, value }) => [label, value.text]);
      if (block.kind === "table") return block.rows.flat();
      if (block.kind === "list") return block.items;
      if (block.kind === "quote") return [block.label, block.text];
      return "text" in block ? [block.text] : [];
    }),
  ];
}

test.each([
  ["request", "id"],
  ["request", "en"],
  ["st1", "id"],
  ["st1", "en"],
] as const)("the %s preview in %s has every sentence that the intake will write", async (kind, language) => {
  await show(<LetterText letter={letter} kind={kind} missed={missed} />);
  await click(`letter-${language}`);
  const shown = find("letter").textContent ?? "";
  const words = wordsOf(kind, language);
  expect(words).toContain(linked);
  for (const word of words) if (word !== linked) expect(shown).toContain(word);
  expect(shown).toContain("https://lapor.example, ");
});

test("promises no evidence address for child sexual abuse material", async () => {
  const items = letter.items.map((item) => ({ ...item, picture: { none: "statutory" as const } }));
  await show(<LetterText letter={{ ...letter, items }} draft />);
  expect(find("letter").textContent).not.toContain("Berkas bukti");
});

describe("the lists", () => {
  const rowOf = (id: string, more: Partial<RequestRow>): RequestRow => ({ ...late, id, ...more });

  test("show each request once with its reason, the soonest limit first", () => {
    const nowMs = Date.now();
    const running = { sentAt: ago(2), dueAt: ago(-22), acknowledgedAt: ago(1) };
    const { needs, running: others } = listOpen(
      [
        rowOf("queued", { state: "queued", sentAt: undefined, dueAt: undefined }),
        rowOf("fine", running),
        rowOf("soon", { ...running, sentAt: ago(20), dueAt: ago(-4) }),
        rowOf("silent", { ...running, sentAt: ago(5), dueAt: ago(-19), acknowledgedAt: undefined }),
        rowOf("over", {}),
        rowOf("over", {}),
        rowOf("waits", { reprimands: 1, reprimandedAt: ago(1) }),
        rowOf("last", { reprimands: 3, reprimandedAt: ago(1) }),
        rowOf("lost", { state: "undelivered", sentAt: undefined, dueAt: undefined }),
        rowOf("hand", { state: "by-hand", sentAt: undefined, dueAt: undefined }),
      ],
      nowMs,
    );
    const ids = (list: readonly { row: RequestRow }[]) => list.map(({ row }) => row.id);
    expect(ids(needs.over)).toEqual(["over", "last"]);
    expect(ids(needs.unacknowledged)).toEqual(["silent"]);
    expect(ids(needs.undelivered)).toEqual(["lost"]);
    expect(ids(needs.byHand)).toEqual(["hand"]);
    expect(ids(others)).toEqual(["waits", "soon", "fine", "queued"]);
  });

  test.each([
    ["in time can be withdrawn", { sentAt: undefined, dueAt: undefined }, true],
    ["after its limit can only be sent again", {}, false],
  ])("a request that came back %s", async (_, change, withdraws) => {
    const held = new Held({ ...late, ...change, state: "undelivered" });
    await held.openTab();
    await click("request-row");
    expect(seek("request-act-channel")).not.toBeNull();
    expect(seek("request-act-withdraw") !== null).toBe(withdraws);
    expect(seek("request-act-answer") !== null).toBe(!withdraws);
    await click("request-act-channel");
    expect(seek("to-channel-surat")).not.toBeNull();
  });

  test("of a person who reported one of its cases show no act to record an answer", async () => {
    const held = new Held({ ...late, reported: true });
    await held.openTab();
    await click("request-row");
    expect(seek("request-act-answer")).toBeNull();
    expect(seek("request-act-reprimand")).not.toBeNull();
    expect(find("request-reported").textContent).toContain("Orang lain");
  });

  test("of the person who delivered the letter offer only that it came back", async () => {
    const held = new Held({ ...late, delivered: true });
    await held.openTab();
    await click("request-row");
    expect(find("request-deliverer").textContent).toContain("Orang lain");
    await click("request-act-answer");
    expect(seek("answer-items")).toBeNull();
    await click("answer-bounced");
    await click("answer-save");
    expect(held.answered).toMatchObject([{ kind: "bounced" }]);
  });

  test("show neither a limit nor a reprimand for reversed decisions", async () => {
    const made = { ...late, reversed: true } as const;
    expect(listOpen([made], Date.now())).toMatchObject({ needs: { over: [] }, running: [{ row: made }] });
    const held = new Held(made);
    await held.openTab();
    await click("requests-running");
    expect(find("clock").textContent).toBe("Keputusan dibatalkan");
    await click("request-row");
    expect(find("clock-words").textContent).toContain("tidak ada lagi yang diminta");
    expect(seek("request-act-reprimand")).toBeNull();
  });

  test("describe a limit that passed in words, and lead to the reprimand, which is read before it is sent", async () => {
    const held = new Held(late);
    await held.openTab();
    expect(find("clock").textContent).toContain("Lewat 6 jam");
    await press("n");
    expect(find("clock-words").textContent).toContain("Teguran pertama dapat dikirim.");
    await press("t");
    expect(find("letter").textContent).toContain("Surat Teguran Pertama");
    expect(held.reprimanded).toEqual([]);
    await press("Escape");
    expect(document.activeElement).toBe(find("request-act-reprimand"));
    await press("t");
    await press("Enter", { ctrlKey: true });
    expect(held.reprimanded).toMatchObject([{ level: "st1" }]);
    expect(find("request-saved").textContent).toContain("Teguran pertama masuk antrean");
    expect(seek("request-act-reprimand")).toBeNull();
  });

  test("an answer shows the result of each item, and marks items without one", async () => {
    const held = new Held(late);
    await held.openTab();
    await press("n");
    await press("j");
    await click("answer-save");
    expect(find("answer-missing").textContent).toContain("Pilih dulu");
    await click("answer-items");
    await click("answer-save");
    expect(held.answered).toEqual([]);
    await type("answer-item-1", "refused");
    await type("answer-note", "Tiket 77");
    await click("answer-save");
    expect(held.answered).toMatchObject([
      { kind: "items", items: [{ place: 1, outcome: "refused" }], note: "Tiket 77" },
    ]);
  });

  test.each([
    ["BATAS_WILAYAH", false],
    ["HAPUS_KEBIJAKAN", true],
  ] as const)(
    "an answer about %s can be that the content is only restricted: %s",
    async (action, offered) => {
      const held = new Held({ ...late, action });
      await held.openTab();
      await press("n");
      await press("j");
      await click("answer-items");
      const options = [...find("answer-item-1").querySelectorAll("option")].map(({ value }) => value);
      expect(options.includes("restricted")).toBe(offered);
    },
  );

  test("an objection among the events names its sender as the sender's own word", async () => {
    const event = { id: "7a1f2d80-1111-4111-8111-111111111111", at: ago(1), detail: {} };
    const held = new Held({ ...late, events: [{ ...event, act: "objected", by: "uploader" }] });
    await held.openTab();
    await press("n");
    await press("j");
    expect(find("request-event").textContent).toContain("Pengunggah, menurut pengirimnya");
  });

  test("Ctrl+Enter sends an act from its own panel, and from no other field of the page", async () => {
    const held = new Held(late);
    await held.openTab();
    await press("n");
    await press("j");
    await click("answer-acknowledged");
    const other = document.createElement("textarea");
    find("request-view").append(other);
    other.focus();
    await press("Enter", { ctrlKey: true });
    expect(held.answered).toEqual([]);
    other.remove();
    find("answer-note").focus();
    await press("Enter", { ctrlKey: true });
    expect(held.answered).toMatchObject([{ kind: "acknowledged" }]);
  });

  test("a letter by hand shows its fields, and is marked only by a second press", async () => {
    const held = new Held(
      viewOf({
        ...{ state: "by-hand", channel: form },
        dispatches: [
          {
            ...{ id: "1", letter: "request", round: 1, channel: form, state: "by-hand", by: "Siti" },
            ...{ at: ago(2), attempts: 0 },
          },
        ],
      }),
    );
    await held.openTab();
    await press("n");
    const fields = [...find("hand-over").querySelectorAll<HTMLInputElement>(".copy-field .input")].map(
      ({ value }) => value,
    );
    expect(fields).toContain("https://x.com/contoh/status/1860");
    expect(fields).toContain(letter.number);
    await click("hand-sent");
    expect(held.sent).toEqual([]);
    // Two presses before a render count as one.
    await act(async () => {
      find("hand-confirm").focus();
      find("hand-confirm").click();
      find("hand-confirm").click();
    });
    await settle();
    expect(held.sent).toMatchObject([{ letter: "request" }]);
    // Its row has left the list, and the request itself continues.
    expect(seek("hand-over")).toBeNull();
    expect(document.activeElement).toBe(find("request-view").querySelector("h2"));
  });

  test.each([
    ["delivered by hand", form, true],
    ["sent by mail", mail, false],
  ])("a withdrawn letter to be %s can be marked as sent: %s", async (_, channel, canMark) => {
    const dispatch = {
      id: "1",
      letter: "request",
      round: 1,
      channel,
      state: "cancelled",
      by: "Siti",
    } as const;
    const dispatches = [{ ...dispatch, at: ago(2), attempts: 0 }];
    const held = new Held(viewOf({ state: "withdrawn", withdrawnAt: ago(1), channel, dispatches }));
    await held.openTab();
    await click("requests-done");
    await click("request-row");
    expect(seek("hand-late") !== null).toBe(canMark);
    if (!canMark) return;
    await click("hand-sent");
    expect(held.sent).toEqual([]);
    expect(find("hand-late").textContent).toContain("sebelum permintaannya ditarik");
    await click("hand-confirm");
    expect(held.sent).toMatchObject([{ letter: "request" }]);
    expect(seek("hand-late")).toBeNull();
  });

  test('"?" lists the keys of requests and of their pictures', async () => {
    await new Held(late).openTab();
    await press("?");
    const sheet = find("keys-help");
    expect([...sheet.querySelectorAll("h3")]).toHaveLength(2);
    for (const words of ["Tampilkan berkas bukti berikutnya", "Gambar yang dibuka besar", "Perbesar"])
      expect(sheet.textContent).toContain(words);
  });

  test("show the new state of an open request after a reload", async () => {
    const held = new Held(late);
    await held.openTab();
    await press("n");
    await press("j");
    await click("answer-items");
    held.has = [{ ...late, version: 2, reprimands: 1, reprimandedAt: ago(0) }];
    await click("requests-refresh");
    expect(find("clock-words").textContent).toContain("Teguran pertama sudah dikirim");
    // The person's unsaved input is kept.
    expect(find("answer-outcomes")).toBeTruthy();
  });

  test("leave the focus in what was opened while a letter was being made", async () => {
    const held = new Held(late);
    const items = [{ caseId, decisionId, subject: "x:post:1860", since: ago(3) }];
    const group = { site: "x" as const, action: "BATAS_WILAYAH" as const, urgent: false, items };
    held.ready = { groups: [{ ...group, category: "JUDI" }], count: 1 };
    await held.openTab();
    await press("f");
    const waiting = Promise.withResolvers<void>();
    held.wait = waiting.promise;
    await press("Enter", { ctrlKey: true });
    await press("Escape");
    await click("request-row");
    await vi.waitFor(() => find("request-view"));
    const here = find("request-view").querySelector<HTMLElement>("button, textarea, input");
    here?.focus();
    waiting.resolve();
    await settle();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(held.made).toHaveLength(1);
    expect(find("made")).toBeTruthy();
    expect(document.activeElement).toBe(here);
  });

  test("show the key for a ready request, and focus it again after its letter is closed", async () => {
    const held = new Held(late);
    const items = [{ caseId, decisionId, subject: "x:post:1860", since: ago(3) }];
    const group = { site: "x" as const, action: "BATAS_WILAYAH" as const, urgent: false, items };
    held.ready = {
      groups: [
        { ...group, category: "JUDI" },
        { ...group, category: "HOAKS" },
      ],
      count: 2,
    };
    await held.openTab();
    const keyed = () => document.querySelectorAll('[data-testid="ready-make"][aria-keyshortcuts="f"] kbd');
    expect(keyed()).toHaveLength(1);
    await press("f");
    expect(find("letter")).toBeTruthy();
    expect(keyed()).toHaveLength(0);
    await press("Escape");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("ready-make")));
    await press("n");
    expect(keyed()).toHaveLength(0);
  });

  test("name the earlier request for a post to restore, and make its letter like any other", async () => {
    const held = new Held(late);
    const items = [{ caseId, decisionId, subject: "x:post:1860", since: ago(3) }];
    const group = { site: "x" as const, category: "JUDI" as const, urgent: false, items };
    const restores = { id: caseId, number: "00042/LK-KOMINFO/XI/2026" };
    held.ready = {
      groups: [
        { ...group, action: "BATAS_WILAYAH", restores },
        { ...group, action: "BATAS_WILAYAH" },
      ],
      count: 2,
    };
    await held.openTab();
    const cards = [...document.querySelectorAll('[data-testid="ready-group"]')].map(
      (element) => element.textContent,
    );
    expect(cards[0]).toContain("Pemulihan");
    expect(cards[0]).toContain("Memulihkan permintaan 00042/LK-KOMINFO/XI/2026");
    expect(cards[1]).not.toContain("Pemulihan");
    await press("f");
    expect(find("letter")).toBeTruthy();
  });

  test("show pictures of checks veiled until one is revealed, or why there is none", async () => {
    const look = (checkId: string, more: Partial<CheckPicture>): CheckPicture => ({
      ...{ checkId, at: ago(1), by: "Rina", seen: "removed", seenFrom: "indonesia" },
      picture: { state: "taken", file: shownFile },
      ...more,
    });
    const pictures = [
      look("1", { bytes: "here" }),
      look("2", { bytes: "awaited" }),
      look("3", { bytes: "deleted" }),
      look("4", { picture: { state: "none", reason: "permission" } }),
    ];
    const [item] = late.itemList;
    const held = new Held({ ...late, itemList: item ? [{ ...item, pictures }] : [] });
    await held.openTab();
    await press("n");
    expect(find("item-pictures").textContent).toContain("Gambar pemeriksaan (4)");
    expect(seek("case-file")).toBeNull();
    find("item-pictures").closest("details")?.dispatchEvent(new Event("toggle"));
    await settle();
    const rows = [...document.querySelectorAll('[data-testid="item-picture"]')].map(
      (element) => element.textContent,
    );
    expect(rows[0]).toContain("Sudah dihapus (Rina)");
    expect(rows.slice(1)).toEqual([
      expect.stringContaining("Gambar belum diterima"),
      expect.stringContaining("Gambar dihapus setelah masa simpannya"),
      expect.stringContaining("izin mengambil gambar belum diberikan"),
    ]);
    expect(find("case-file").dataset.state).toBe("veiled");
    expect(held.revealed).toEqual([]);
    await click("file-reveal");
    expect(held.revealed).toEqual([[caseId, shownFile.sha256, undefined]]);
    expect(find("case-file").dataset.state).toBe("clear");
  });

  test("offer no act to people who may only read", async () => {
    await new Held(late).openTab(false);
    await press("n");
    expect(find("request-view").dataset.state).toBe("sent");
    expect(seek("request-acts")).toBeNull();
    await press("t");
    expect(seek("reprimand-send")).toBeNull();
  });
});
