/** @vitest-environment happy-dom */
/** A vlogger's tasks, and the review of one beside its video. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { type StateStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import { ReviewBeside } from "../../../components/vlogger/tasks/ReviewBeside.tsx";
import { ReviewPanel } from "../../../components/vlogger/tasks/ReviewPanel.tsx";
import type { TaskCalls } from "../../../components/vlogger/tasks/Tasks.tsx";
import { Tasks } from "../../../components/vlogger/tasks/Tasks.tsx";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { type ReviewInput, type ReviewTask, reviewInput } from "../../../utils/shared/contract/review.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import {
  address,
  click,
  find,
  paint,
  press,
  seek,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

const taskOf = (n: number): ReviewTask => ({
  caseId: `1111111${n}-1111-4111-8111-111111111111`,
  subject: `youtube:video:abcdefghij${n}`,
  title: `Video contoh ${n}`,
  category: "JUDI",
  since: "2026-11-25T01:00:00.000Z",
});
const first = taskOf(1);

/** Records the calls a vlogger's device would receive. */
class Device implements TaskCalls {
  tasks = [first];
  now: VideoNow = { state: "shown", seconds: 125 };
  sent: [string, ReviewInput][] = [];
  acts: string[] = [];
  answer: Result<unknown> = ok({});
  held: Result<object> = ok({});
  listed: Result<undefined> = ok(undefined);

  listTasks = async () => (this.listed.ok ? ok({ tasks: this.tasks }) : this.listed);
  claimTask = async (_: string, act: string) => {
    this.acts.push(act);
    return act === "take" ? this.held : ok({});
  };
  skipTask = async (_: string, { why }: { why?: string | undefined }) => ok(this.acts.push(`skip ${why}`));
  listOwnChannels = async () => ok({ channels: [] });
  declareChannel = this.listOwnChannels;
  readVloggerRecord = async () => fail("offline", undefined, "later");
  /** Ids of all reviews that were sent, also of refused ones. */
  tried: string[] = [];
  /** While it is pending, a review is not answered. */
  wait: Promise<void> | undefined;
  sendReview = async (caseId: string, input: ReviewInput) => {
    this.tried.push(input.id);
    if (this.wait) await this.wait;
    if (this.answer.ok) this.sent.push([caseId, input]);
    return this.answer;
  };
  videoNow = async (): Promise<VideoNow> => this.now;
  markKey: (() => void) | undefined;
  onMarkKey = (listener: () => void) => {
    this.markKey = listener;
    return () => {
      this.markKey = undefined;
    };
  };
  openVideo = async (subject: string) => void this.acts.push(`open ${subject}`);
}

const submit = async () => {
  find("review-panel").closest("form")?.requestSubmit();
  await settle();
};
const seconds = () =>
  [...document.querySelectorAll<HTMLElement>('[data-testid="mark-row"]')].map((row) => row.dataset.seconds);

describe("the review of a task", () => {
  let device: Device;
  beforeEach(() => {
    device = new Device();
  });
  const open = async () => {
    await show(<Tasks calls={device} onLearn={() => device.acts.push("learn")} />);
    await click("task-row");
  };

  test("takes five acts from the list to the intake: open, mark, verdict, reason, send", async () => {
    await show(<Tasks calls={device} onLearn={() => undefined} />);
    await click("task-row");
    await press("m");
    await press("1");
    await type("review-reason", "Tautan situs judi.");
    expect(device.sent).toEqual([]);
    await press("Enter", { ctrlKey: true });
    expect(device.sent).toEqual([
      [
        first.caseId,
        {
          ...{
            id: expect.any(String),
            verdict: "violates",
            confidence: "medium",
            reason: "Tautan situs judi.",
          },
          timecodes: [{ seconds: 125, note: "Ditandai" }],
        },
      ],
    ]);
    expect(reviewInput.safeParse(device.sent[0]?.[1]).success).toBe(true);
    expect(find("review-sent").textContent).toContain("tersimpan");
  });

  test("sends the verdict, its certainty, and hidden context", async () => {
    await open();
    await click("element-judi.permainan-yes");
    await click("element-judi.akses-unsure");
    await click("verdict-cannot-tell");
    await click("confidence-low");
    await type("review-reason", "Gambarnya kabur.");
    await type("review-context", "Istilah pasar di Medan.");
    await type("mark-at", "1:02");
    await click("mark-add");
    await type("mark-note", "Logo situs");
    await submit();
    expect(device.sent[0]?.[1]).toMatchObject({
      ...{ verdict: "cannot-tell", confidence: "low", localContext: "Istilah pasar di Medan." },
      elements: { "judi.permainan": "yes", "judi.akses": "unsure" },
      timecodes: [{ seconds: 62, note: "Logo situs" }],
    });
  });

  test("marks the video's time at the press, in order, each second once", async () => {
    await open();
    await press("m");
    device.now = { state: "shown", seconds: 7 };
    await press("m");
    await press("m");
    expect(seconds()).toEqual(["7", "125"]);
    // In a field letters are letters.
    find("review-reason").focus();
    device.now = { state: "shown", seconds: 9 };
    await press("m");
    expect(seconds()).toEqual(["7", "125"]);
  });

  test("accepts a key pressed as soon as it is shown", async () => {
    const ignored = () => undefined;
    paint(<ReviewPanel task={first} calls={device} onBack={ignored} onSent={ignored} onSkipped={ignored} />);
    await press("1");
    expect(find("verdict-violates").querySelector("input")?.checked).toBe(true);
  });

  test("the browser's own shortcut marks from any focus, and only while the review is open", async () => {
    await open();
    device.now = { state: "shown", seconds: 7 };
    device.markKey?.();
    await settle();
    expect(seconds()).toEqual(["7"]);
    device.now = { state: "ad" };
    device.markKey?.();
    await settle();
    expect(seconds()).toEqual(["7"]);
    await click("task-back");
    expect(device.markKey).toBeUndefined();
  });

  test("keeps input made while the player's time is being read", async () => {
    const tell: (() => void)[] = [];
    await open();
    await type("mark-at", "1:02");
    await click("mark-add");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("mark-note")));
    await press("Escape");
    let at = 200;
    device.videoNow = () => {
      const seconds = at++;
      return new Promise((resolve) => tell.push(() => resolve({ state: "shown", seconds })));
    };
    await press("m");
    await press("m");
    await type("mark-note", "Logo situs");
    for (const listener of tell) listener();
    await settle();
    expect(seconds()).toEqual(["62", "200", "201"]);
    expect((find("mark-note") as HTMLInputElement).value).toBe("Logo situs");
  });

  test("marks no more times than the limit", async () => {
    await open();
    for (let at = 0; at < limits.timecodeCount; at++) {
      device.now = { state: "shown", seconds: at };
      await press("m");
    }
    expect(find("mark").getAttribute("aria-disabled")).toBe("true");
    device.now = { state: "shown", seconds: 5000 };
    await press("m");
    await click("mark");
    expect(seconds()).toHaveLength(limits.timecodeCount);
  });

  test.each(["ad", "other", "none", "gone"] as const)(
    "marks nothing while the video is %s, and keeps the input",
    async (state) => {
      await open();
      await type("review-reason", "Separuh");
      await press("Escape");
      device.now = { state };
      await press("m");
      expect(seconds()).toEqual([]);
      expect(find("video-now").dataset.state).toBe(state);
      expect((find("review-reason") as HTMLTextAreaElement).value).toBe("Separuh");
      if (state === "ad") return expect(find("video-now").textContent).toContain("waktu menunggu");
      await click("open-video");
      expect(device.acts).toContain(`open ${first.subject}`);
    },
  );

  test("lets the person note with any verdict that the video is gone", async () => {
    device.now = { state: "gone" };
    await open();
    find("note-gone").querySelector("input")?.click();
    await settle();
    await click("verdict-cannot-tell");
    await type("review-reason", "Tidak dapat ditonton.");
    await submit();
    expect(device.sent[0]?.[1].elements).toEqual({ "video.gone": "yes" });
  });

  test("continues although the task is open elsewhere, and can be taken over", async () => {
    device.held = fail("task-elsewhere", undefined, "now");
    await open();
    expect(find("problem").dataset.code).toBe("task-elsewhere");
    await type("review-reason", "Tetap ada");
    await click("take-over");
    expect(seek("problem")).toBeNull();
    expect(device.acts).toEqual(["take", "take-over"]);
    expect((find("review-reason") as HTMLTextAreaElement).value).toBe("Tetap ada");
  });

  test.each(["already-reviewed", "task-over", "certificate-needed"] as const)(
    "keeps every word when refused with %s",
    async (code) => {
      device.answer = fail(code);
      await open();
      await press("2");
      await type("review-reason", "Kata saya");
      await submit();
      expect(find("problem").dataset.code).toBe(code);
      expect((find("review-reason") as HTMLTextAreaElement).value).toBe("Kata saya");
    },
  );

  test("brings a refusal into sight, which is at the form's end while its button is always there", async () => {
    const seen: (string | undefined)[] = [];
    const { scrollIntoView } = Element.prototype;
    Element.prototype.scrollIntoView = function (this: HTMLElement) {
      seen.push(this.dataset.testid);
    };
    device.answer = fail("offline", undefined, "later");
    await open();
    await press("2");
    await type("review-reason", "Kata saya");
    await submit();
    Element.prototype.scrollIntoView = scrollIntoView;
    expect(seen).toEqual(["shown-problem"]);
    expect(find("shown-problem").textContent).toContain("Tidak ada jaringan");
  });

  test("has a new id once it was changed, because the first may have arrived", async () => {
    device.answer = fail("offline", undefined, "later");
    await open();
    await press("2");
    await type("review-reason", "Kata saya");
    await submit();
    await submit();
    await type("review-reason", "Kata saya, diperbaiki");
    await submit();
    const [first, again, changed] = device.tried;
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });

  test("answered late, leaves the task that was opened meanwhile", async () => {
    device.tasks = [first, taskOf(2)];
    const waiting = Promise.withResolvers<void>();
    device.wait = waiting.promise;
    await open();
    await press("2");
    await type("review-reason", "Kata saya");
    await submit();
    address.navigate(`/tasks/${taskOf(2).caseId}`);
    await settle();
    waiting.resolve();
    await settle();
    expect(device.sent).toHaveLength(1);
    expect(find("review-panel").dataset.case).toBe(taskOf(2).caseId);
    expect(seek("review-sent")).toBeNull();
  });

  test("requires a reason, and no longer once there is one", async () => {
    await open();
    await click("verdict-violates");
    await submit();
    expect(find("review-reason").getAttribute("aria-invalid")).toBe("true");
    expect(device.sent).toEqual([]);
    await type("review-reason", "Ramalan tanpa dasar");
    expect(find("review-reason").getAttribute("aria-invalid")).toBeNull();
  });

  test("is passed on with or without a note, and released when it is left", async () => {
    await open();
    await click("skip");
    await click("skip-language");
    await click("skip-send");
    expect(device.acts).toEqual(["take", "skip language", "release"]);
    expect(find("review-skipped").textContent).toContain("penilai lain");
  });

  test("is passed on once after two presses, and explains a refusal", async () => {
    let asked = 0;
    let answer: (result: Result<number>) => void = () => undefined;
    device.skipTask = () => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    };
    await open();
    await click("skip-send");
    await click("skip-send");
    expect(asked).toBe(1);
    expect(find("skip-send").getAttribute("aria-disabled")).toBe("true");
    answer(fail("offline", undefined, "later"));
    await settle();
    expect(find("problem").dataset.code).toBe("offline");
    expect(find("skip-send").getAttribute("aria-disabled")).toBe("false");
  });

  test("explains the category, and that other verdicts stay hidden", async () => {
    await open();
    expect(find("category-hint").textContent).toBe(categories.JUDI.hint.id);
    expect(find("review-panel").textContent).toContain("tanpa melihat pelapor atau penilaian lain");
  });

  test("offers no button to open it until the video was watched", async () => {
    device.videoNow = () => new Promise(() => undefined);
    await open();
    expect(seek("open-video")).toBeNull();
    expect(find("mark").getAttribute("aria-disabled")).toBe("true");
  });

  test('"?" lists the keys of a task and no others', async () => {
    await open();
    await press("?");
    await vi.waitFor(() => find("keys-help"));
    expect(find("keys-help").querySelectorAll("h3")).toHaveLength(1);
    for (const words of ["Tandai detik ini", "Tugas berikutnya", "Esc", "klik sekali di sini"])
      expect(find("keys-help").textContent).toContain(words);
  });

  test("restores the input until it is sent", async () => {
    const memory = new Map<string, unknown>();
    const keeper: StateStore = {
      read: async <T,>(key: string) => (memory.get(key) as T | undefined) ?? null,
      write: async (key, value) => void memory.set(key, value),
      remove: async (key) => void memory.delete(key),
    };
    const popup = (key: string) => (
      <StateStoreContext key={key} value={keeper}>
        <Tasks calls={device} onLearn={() => undefined} />
      </StateStoreContext>
    );
    await show(popup("first"));
    await click("task-row");
    await type("review-reason", "Baru separuh");
    await click("verdict-does-not");
    await show(popup("second"));
    expect((find("review-reason") as HTMLTextAreaElement).value).toBe("Baru separuh");
    await submit();
    expect(device.sent.map(([, { verdict, reason }]) => [verdict, reason])).toEqual([
      ["does-not", "Baru separuh"],
    ]);
    expect(memory.size).toBe(0);
  });
});

/** Comes back to the page, which polls then and every minute. */
const comeBack = async () => {
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
};

describe("the list", () => {
  test("shows a task that was assigned while it is open", async () => {
    const device = new Device();
    device.tasks = [];
    await show(<Tasks calls={device} onLearn={() => undefined} />);
    expect(document.body.textContent).toContain("Tugas baru muncul di sini");
    device.tasks = [first];
    await comeBack();
    expect(find("task-row").dataset.case).toBe(first.caseId);
  });

  test('"n" opens the first one', async () => {
    await show(<Tasks calls={new Device()} onLearn={() => undefined} />);
    await press("n");
    expect(find("review-panel").dataset.case).toBe(first.caseId);
  });

  test("opens the panel beside the page, or the review itself if there is none", async () => {
    const device = new Device();
    let has = true;
    const openBeside = async () => has;
    await show(<Tasks calls={device} openBeside={openBeside} onLearn={() => undefined} />);
    expect(find("task-row").textContent).toContain("Buka dan nilai");
    await click("task-row");
    expect(seek("review-panel")).toBeNull();
    has = false;
    await click("task-row");
    expect(seek("review-panel")).not.toBeNull();
  });

  test("explains the missing certificate, and leads to the lessons", async () => {
    const device = new Device();
    device.listed = fail("certificate-needed");
    await show(<Tasks calls={device} onLearn={() => device.acts.push("learn")} />);
    expect(find("problem").textContent).toContain("ujian");
    await click("to-lessons");
    expect(device.acts).toEqual(["learn"]);
  });

  test("shows where a task is open", async () => {
    const device = new Device();
    const until = new Date(Date.now() + 60_000).toISOString();
    device.tasks = [{ ...first, claim: { here: false, until } }];
    await show(<Tasks calls={device} onLearn={() => undefined} />);
    expect(find("task-row").textContent).toContain("perangkat Anda yang lain");
  });
});

describe("the panel beside the page", () => {
  const unused = () => undefined;

  test("leads to the lessons if the certificate is missing, as the list of tasks does", async () => {
    const device = new Device();
    device.listed = fail("certificate-needed");
    const learn = vi.fn();
    await show(<ReviewBeside calls={device} wanted={undefined} onLearn={learn} />);
    expect(seek("retry")).toBeNull();
    await click("to-lessons");
    expect(learn).toHaveBeenCalledOnce();
  });

  test("shows one task, then the way to the next", async () => {
    const device = new Device();
    device.tasks = [first, taskOf(2)];
    await show(<ReviewBeside calls={device} wanted={{ caseId: first.caseId, at: 1 }} onLearn={unused} />);
    expect(find("review-panel").dataset.case).toBe(first.caseId);
    expect(seek("task-row")).toBeNull();
    await press("1");
    await type("review-reason", "Tautan situs judi.");
    device.tasks = [taskOf(2)];
    await submit();
    expect(find("review-sent").textContent).toContain("tersimpan");
    await press("n");
    expect(find("review-panel").dataset.case).toBe(taskOf(2).caseId);
    expect(device.acts).toContain(`open ${taskOf(2).subject}`);
  });

  test.each(["graphic-limit", "task-over", "already-reviewed"] as const)(
    "leads to another task if one is unavailable (%s), and back when it is requested again",
    async (code) => {
      const device = new Device();
      device.tasks = [first, taskOf(2)];
      device.held = fail(code);
      const beside = (at: number) => (
        <ReviewBeside calls={device} wanted={{ caseId: first.caseId, at }} onLearn={unused} />
      );
      await show(beside(1));
      await type("review-reason", "Kata saya");
      device.held = ok({});
      await click("leave-task");
      expect(seek("review-panel")).toBeNull();
      expect(find("beside").textContent).toContain("Video contoh 2");
      await show(beside(2));
      expect(find("review-panel").dataset.case).toBe(first.caseId);
      expect(seek("leave-task")).toBeNull();
    },
  );

  test("keeps the task that was requested while a review was being sent", async () => {
    const device = new Device();
    device.tasks = [first, taskOf(2)];
    const waiting = Promise.withResolvers<void>();
    device.wait = waiting.promise;
    await show(<ReviewBeside calls={device} wanted={{ caseId: first.caseId, at: 1 }} onLearn={unused} />);
    await press("1");
    await type("review-reason", "Tautan situs judi.");
    await submit();
    await show(<ReviewBeside calls={device} wanted={{ caseId: taskOf(2).caseId, at: 2 }} onLearn={unused} />);
    waiting.resolve();
    await settle();
    expect(device.sent).toHaveLength(1);
    expect(find("review-panel").dataset.case).toBe(taskOf(2).caseId);
  });

  test("offers a task that was assigned while it is open", async () => {
    const device = new Device();
    device.tasks = [];
    await show(<ReviewBeside calls={device} wanted={undefined} onLearn={unused} />);
    expect(seek("next-task")).toBeNull();
    device.tasks = [first];
    await comeBack();
    expect(find("beside").textContent).toContain("Video contoh 1");
  });

  test("keeps an open task that left the list, with the words of its review", async () => {
    const device = new Device();
    await show(<ReviewBeside calls={device} wanted={{ caseId: first.caseId, at: 1 }} onLearn={unused} />);
    await type("review-reason", "Kata saya");
    device.tasks = [];
    await comeBack();
    expect((find("review-reason") as HTMLTextAreaElement).value).toBe("Kata saya");
  });

  test("explains that a task is no longer the person's", async () => {
    await show(
      <ReviewBeside calls={new Device()} wanted={{ caseId: taskOf(3).caseId, at: 1 }} onLearn={unused} />,
    );
    expect(find("beside").textContent).toContain("tidak lagi ada di daftar Anda");
    await click("next-task");
    expect(find("review-panel").dataset.case).toBe(first.caseId);
  });
});
