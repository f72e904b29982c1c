/** @vitest-environment happy-dom */
/** A vlogger's checks, and the settings page. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { Options } from "../../../components/settings/Options.tsx";
import { type StateStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import { SelfReview } from "../../../components/vlogger/self-review/SelfReview.tsx";
import type { SelfReviewCalls } from "../../../components/vlogger/self-review/use-self-review.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { Identity } from "../../../utils/shared/contract/enrolment.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewInput } from "../../../utils/shared/contract/review.ts";
import { selfReviewInput } from "../../../utils/shared/contract/review.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { click, find, noAlerts, noSignOn, seek, settle, show, type } from "../../support/components-kit.tsx";

describe("a vlogger", () => {
  let checks: SelfReviewInput[];
  let opened: [string, boolean][];
  beforeEach(() => {
    opened = [];
    checks = [];
  });
  const self: SelfReviewCalls = {
    activeVideo: async () => ok({ subject: "youtube:video:abcdefghijk", title: "Vlog pasar" }),
    videoNow: async () => ({ state: "shown", seconds: 125 }),
    findVideo: () => fail("address-unknown"),
    sendSelfReview: async (input) => {
      checks.push(input);
      return ok({});
    },
    listSelfReviews: async () => ok({ selfReviews: [] }),
    setSelfReviewOpen: async (id, open) => ok(opened.push([id, open])),
    searchTranscript: async () =>
      ok({ lines: 40, hits: [{ rule: "judi", term: "slot gacor", seconds: 134 }] }),
    makeCheckReport: async () => ({ address: "blob:x", name: "periksa.html" }),
  };

  test("checks their own video rule by rule and records the outcome", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    await click("self-save");
    expect(checks).toEqual([]);
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    expect(find("self-result").dataset.result).toBe("safe");
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "1:02:03");
    await click("rule-judi-timecodes-add");
    await type("rule-judi-timecodes-note", "Logo situs");
    expect(find("self-result").dataset.result).toBe("change");
    await click("self-save");
    expect(checks).toHaveLength(1);
    expect(selfReviewInput.safeParse(checks[0]).success).toBe(true);
    expect(checks[0]).toMatchObject({ subject: "youtube:video:abcdefghijk", open: false });
    expect(checks[0]).not.toHaveProperty("title");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")?.timecodes).toEqual([
      { seconds: 3723, note: "Logo situs" },
    ]);
  });

  test("sees before the first rule which data leaves the computer", async () => {
    await show(<SelfReview calls={self} />);
    expect(find("self-leaves").textContent).toContain("hanya alamat video, jawaban Anda");
    await click("self-use-tab");
    const said = find("self-review").textContent ?? "";
    expect(said.indexOf("hanya alamat video")).toBeGreaterThan(-1);
    expect(said.indexOf("hanya alamat video")).toBeLessThan(
      said.indexOf(selfReviewRules[0]?.question.id ?? ""),
    );
  });

  test("gets hints from the transcript when asked, and notes them under the rule", async () => {
    let searches = 0;
    const searchTranscript: typeof self.searchTranscript = (subject) => {
      searches++;
      return self.searchTranscript(subject);
    };
    await show(<SelfReview calls={{ ...self, searchTranscript }} />);
    await click("self-use-tab");
    await click("rule-judi-fine");
    expect(searches).toBe(0);
    await click("self-search");
    expect(find("self-searched").textContent).toContain("40 baris dibaca, 1 tempat");
    expect(seek("hints-anak")).toBeNull();
    expect(find("hint-judi").textContent).toBe("2:14 “slot gacor”");
    expect(find("hint-judi").getAttribute("aria-disabled")).toBe("false");
    await click("hint-judi");
    expect(find("hint-judi").getAttribute("aria-disabled")).toBe("true");
    expect(find("hint-judi").getAttribute("aria-label")).toContain("sudah dicatat");
    await click("hint-judi");
    for (const { id } of selfReviewRules) if (id !== "judi") await click(`rule-${id}-fine`);
    await click("self-save");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")).toEqual({
      ...{ rule: "judi", answer: "unsure" },
      timecodes: [{ seconds: 134, note: "slot gacor" }],
    });
  });

  test.each([
    [ok({ lines: 0, hits: [] }), "tidak menampilkan transkrip"],
    [ok({ lines: 12, hits: [] }), "bukan jaminan"],
    [fail("address-unknown"), "tidak ada di tab aktif"],
  ])("is told what the search could not do: %o", async (found, words) => {
    await show(<SelfReview calls={{ ...self, searchTranscript: async () => found }} />);
    await click("self-use-tab");
    await click("self-search");
    expect(find("self-searched").textContent).toContain(words);
  });

  const moments = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="rule-judi-timecodes-row"]')].map(
      ({ dataset }) => dataset.seconds,
    );

  test.each([
    ["other", "tidak menampilkan video ini"],
    ["ad", "Iklan sedang diputar"],
    ["none", "belum dapat diputar"],
    ["gone", "tidak tersedia"],
  ] as const)("takes no second while its video is %s, and explains why", async (state, words) => {
    let now: VideoNow = { state };
    const asked: string[] = [];
    const videoNow = async (subject: string) => {
      asked.push(subject);
      return now;
    };
    await show(<SelfReview calls={{ ...self, videoNow }} />);
    await click("self-use-tab");
    await click("rule-judi-problem");
    await click("rule-judi-timecodes-take");
    expect(moments()).toEqual([]);
    expect(find("rule-judi-timecodes-take-none").textContent).toContain(words);
    now = { state: "shown", seconds: 125 };
    await click("rule-judi-timecodes-take");
    expect(moments()).toEqual(["125"]);
    expect(find("rule-judi-timecodes-take-none").textContent).toBe("");
    expect(asked).toEqual(["youtube:video:abcdefghijk", "youtube:video:abcdefghijk"]);
  });

  test("sends a time stamp without a note as marked, and keeps one that is being described", async () => {
    let tell: (now: VideoNow) => void = () => undefined;
    const videoNow = () => new Promise<VideoNow>((resolve) => (tell = resolve));
    await show(<SelfReview calls={{ ...self, videoNow }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "0:07");
    await click("rule-judi-timecodes-add");
    await click("rule-judi-timecodes-take");
    await type("rule-judi-timecodes-note", "Logo situs");
    tell({ state: "shown", seconds: 125 });
    await settle();
    await click("self-save");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")?.timecodes).toEqual([
      { seconds: 7, note: "Logo situs" },
      { seconds: 125, note: "Ditandai" },
    ]);
    expect(selfReviewInput.safeParse(checks[0]).success).toBe(true);
  });

  test("does not show hints and files of one video for the next, even late ones", async () => {
    let subject = "youtube:video:abcdefghijk";
    const answers: ((found: Awaited<ReturnType<typeof self.searchTranscript>>) => void)[] = [];
    const hit = { rule: "judi", term: "slot gacor", seconds: 134 };
    const calls: SelfReviewCalls = {
      ...self,
      activeVideo: async () => ok({ subject }),
      searchTranscript: () => new Promise((resolve) => answers.push(resolve)),
    };
    const next = async () => {
      await click("self-other");
      subject = "youtube:video:lainlainnya";
      await click("self-use-tab");
    };
    await show(<SelfReview calls={calls} />);
    await click("self-use-tab");
    await click("self-search");
    answers[0]?.(ok({ lines: 40, hits: [hit] }));
    await settle();
    expect(seek("hint-judi")).not.toBeNull();
    await click("self-search");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-keep-now");
    expect(find("self-kept").textContent).toContain("periksa.html");
    await next();
    answers[1]?.(ok({ lines: 40, hits: [hit] }));
    await settle();
    expect(seek("hint-judi")).toBeNull();
    expect(find("self-searched").textContent).toBe("");
    expect(find("self-kept").textContent).toBe("");
  });

  test("does not call an answer saved that was changed while the check was being sent", async () => {
    let arrive: () => void = () => undefined;
    const sendSelfReview: SelfReviewCalls["sendSelfReview"] = (input) => {
      checks.push(input);
      return new Promise((resolve) => {
        arrive = () => resolve(ok({}));
      });
    };
    await show(<SelfReview calls={{ ...self, sendSelfReview }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("rule-spam-unsure");
    await click("self-open");
    arrive();
    await settle();
    expect(find("self-save").getAttribute("aria-disabled")).toBe("false");
    // A page kept at the intake opens in the view that the person chooses.
    expect(opened).toEqual([[checks[0]?.id, true]]);
    await click("self-save");
    arrive();
    await settle();
    expect(seek("self-save")).toBeNull();
    expect(checks[1]?.answers.find(({ rule }) => rule === "spam")?.answer).toBe("unsure");
    expect(checks[1]?.open).toBe(true);
    expect(checks[1]?.id).not.toBe(checks[0]?.id);
  });

  test("a retry sends the same check; one changed meanwhile is another", async () => {
    const sendSelfReview: SelfReviewCalls["sendSelfReview"] = async (input) => {
      checks.push(input);
      return fail("offline", undefined, "later");
    };
    await show(<SelfReview calls={{ ...self, sendSelfReview }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("self-save");
    await click("self-open");
    await click("self-save");
    const ids = checks.map(({ id }) => id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("a saved check whose opening is refused stays saved, and does not become a draft again", async () => {
    const memory = new Map<string, unknown>();
    const keeper: StateStore = {
      read: async <T,>(key: string) => (memory.get(key) as T | undefined) ?? null,
      write: async (key, value) => void memory.set(key, value),
      remove: async (key) => void memory.delete(key),
    };
    const setSelfReviewOpen = async () => fail("offline", undefined, "later");
    await show(
      <StateStoreContext value={keeper}>
        <SelfReview calls={{ ...self, setSelfReviewOpen }} />
      </StateStoreContext>,
    );
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("self-open");
    expect(find("problem").dataset.code).toBe("offline");
    expect((find("self-open") as HTMLInputElement).checked).toBe(false);
    expect(seek("self-save")).toBeNull();
    expect(memory.has("self-review")).toBe(false);
  });

  test("opens a check to supervisors only by a tick, before or after it is saved", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    expect((find("self-open") as HTMLInputElement).checked).toBe(false);
    await click("self-open");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    expect(checks[0]?.open).toBe(true);
    await click("self-open");
    expect(opened).toEqual([[checks[0]?.id, false]]);
  });

  test("a change after saving is another check", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    expect(seek("self-save")).toBeNull();
    expect(checks).toHaveLength(1);
    await click("rule-spam-unsure");
    await click("self-save");
    expect(checks).toHaveLength(2);
    expect(checks[1]?.id).not.toBe(checks[0]?.id);
  });

  test("sees the expected format of a time stamp, and is led on to its text", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "x");
    await click("rule-judi-timecodes-add");
    expect(find("rule-judi-timecodes-list").textContent).toContain("menit:detik");
    expect(document.activeElement).toBe(find("rule-judi-timecodes-at"));
    await type("rule-judi-timecodes-at", "2:05");
    await click("rule-judi-timecodes-add");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("rule-judi-timecodes-note")));
  });

  test("offers no data of an active tab that is no video", async () => {
    const findVideo = () => ok({ subject: "youtube:video:abcdefghijk" });
    await show(<SelfReview calls={{ ...self, findVideo, activeVideo: undefined }} />);
    expect(seek("self-use-tab")).toBeNull();
    expect(seek("self-past")).toBeNull();
    await type("self-address", "https://youtu.be/abcdefghijk");
    await click("self-find");
    await click("rule-judi-problem");
    expect(seek("rule-judi-timecodes-at")).not.toBeNull();
    expect(seek("rule-judi-timecodes-take")).toBeNull();
  });

  test("explains an address that names no video", async () => {
    await show(<SelfReview calls={self} />);
    await type("self-address", "https://example.com/");
    find("self-find").closest("form")?.requestSubmit();
    await type("self-address", "https://example.com/");
    expect(find("problem").dataset.code).toBe("address-unknown");
  });
});

describe("settings", () => {
  const identity: Identity = {
    deviceId: "11111111-1111-4111-8111-111111111111",
    personId: "11111111-1111-4111-8111-111111111111",
    name: "Siti Aminah",
    role: "officer",
    organisation: "Kominfo",
    enrolledAt: "2026-11-20T01:00:00.000Z",
  };

  test("the enrolment link fills the form; a wrong code is explained, a right one shows the person, who may leave", async () => {
    let good = false;
    const showWith = (picturesAllowed: boolean): Promise<void> =>
      show(
        <Options
          {...noSignOn}
          alerts={noAlerts}
          intake="http://127.0.0.1:8787"
          code="ABCDEF"
          policy={{ set: {}, wrong: [] }}
          identity={undefined}
          enrolledAt={undefined}
          refused={undefined}
          picturesAllowed={picturesAllowed}
          enrol={async () => (good ? ok(identity) : fail("code-invalid"))}
          requestPictures={() => showWith(true)}
          recipes={undefined}
          checkRecipes={async () => undefined}
          dropped={[]}
          onLanguage={() => undefined}
        />,
      );
    await showWith(false);
    expect(seek("dropped")).toBeNull();
    expect((find("intake-url") as HTMLInputElement).value).toBe("http://127.0.0.1:8787");
    expect((find("enrol-code") as HTMLInputElement).value).toBe("ABCDEF");
    find("enrol").closest("form")?.requestSubmit();
    await click("language");
    expect(find("problem").dataset.code).toBe("code-invalid");
    good = true;
    find("enrol").closest("form")?.requestSubmit();
    await click("language");
    expect(find("enrolled-as").textContent).toBe("Siti Aminah");
    await click("allow-pictures");
    expect(find("pictures-on").textContent).toContain("Gambar diizinkan");
    await click("leave");
    await click("leave-now");
    expect(document.activeElement).toBe(find("left"));
    expect(seek("enrolled-as")).toBeNull();
    expect(find("enrol-code").isConnected).toBe(true);
  });
});
