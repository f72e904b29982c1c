/** @vitest-environment happy-dom */
/** The form's warnings about weak evidence, sending despite them, and redaction. */

import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { boxAfterKey, boxBetween, isLarge } from "../../../components/report/BoxEditor.tsx";
import { FormApp, type FormCalls } from "../../../components/report/FormApp.tsx";
import type { AskedRedaction, Draft, DraftPost } from "../../../utils/shared/contract/draft.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { qualityCode } from "../../../utils/shared/contract/files.ts";
import type { Answers } from "../../../utils/shared/contract/outbox.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { texts } from "../../../utils/shared/i18n/text.ts";
import { childHotline } from "../../../utils/shared/policy/no-pixels.ts";
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

let sent: Answers[];
let asked: { evidenceId: string; redaction: AskedRedaction }[];
let answerRedaction: () => Result<Draft> | Promise<Result<Draft>>;

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("IntersectionObserverEntry", class {});
  sent = [];
  asked = [];
  answerRedaction = () => fail("draft-gone");
});

const draftOf = (more: Partial<Evidence> = {}): Extract<Draft, { state: "captured" }> => ({
  state: "captured",
  id: sample.id,
  evidence: { ...sample, ...more },
  files: sampleFiles,
});

async function open(draft: Draft, more: Partial<FormCalls> = {}): Promise<void> {
  const calls: FormCalls = {
    ...otherCalls,
    readDraft: async () => ok(draft),
    stripDraft: async () => ok({}),
    redactDraft: async (evidenceId, redaction) => {
      asked.push({ evidenceId, redaction });
      return answerRedaction();
    },
    restoreDraft: async () => ok(draft),
    checkLink: async () => fail("link-mismatch"),
    saveReport: async (answers) => {
      sent.push(answers);
      return fail("internal");
    },
    saveSet: async (answers) => {
      sent.push(answers);
      return fail("internal");
    },
    undoReport: async () => fail("internal"),
    undoSet: async () => fail("internal"),
    showToast: () => undefined,
    close: () => undefined,
    ...more,
  };
  await show(<FormApp calls={calls} onDisturbed={() => () => undefined} optionsAddress="options.html" />);
}

/** How long the form must be seen before it sends. */
const wait = async () => {
  await new Promise((resolve) => setTimeout(resolve, 520));
  await settle();
};
const ticked = () => (find("override") as HTMLInputElement).checked;
const tick = async () => {
  await act(async () => find("override").click());
  await settle();
};

describe("warnings", () => {
  test("are absent if the evidence has no weakness", async () => {
    await open(draftOf());
    expect(seek("warnings")).toBeNull();
  });

  test.each(qualityCode.options)("%s explains what to do", async (code) => {
    for (const language of ["id", "en"] as const) {
      expect(texts[language][`quality.${code}`].match(/\. /g)).toHaveLength(1);
    }
    await open(draftOf({ quality: [code] }));
    // For a post that is not public the form asks for the reason instead.
    if (code === "not-public") expect(seek("warnings")).toBeNull();
    else expect(find(`quality-${code}`).textContent).toBe(texts.id[`quality.${code}`]);
  });

  test("prevent sending until the person ticks them; the report names the overridden warnings", async () => {
    await open(draftOf({ quality: ["text-truncated", "login-wall"] }));
    await wait();
    await press("3");
    expect(ticked()).toBe(false);
    await press("Enter", { ctrlKey: true });
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(find("override"));
    expect(find("warnings").textContent).toContain("centang");
    await press("4");
    await tick();
    expect(find("warnings").textContent).not.toContain("lalu centang");
    await press("Enter", { ctrlKey: true });
    expect(sent).toMatchObject([{ overridden: ["text-truncated", "login-wall"] }]);
    expect(sent[0]?.category).not.toBe("JUDI");
  });

  test("a removed tick does not count", async () => {
    await open(draftOf({ quality: ["no-permalink"] }));
    await wait();
    await press("3");
    await tick();
    await tick();
    await send();
    expect(sent).toEqual([]);
  });

  test("a post that is not public is sent with its reason, which is recorded", async () => {
    const audience = { value: "not-public" as const, source: "icon" };
    await open(draftOf({ quality: ["not-public"], fields: { ...sample.fields, audience } }));
    await wait();
    await press("3");
    await type("not-public-reason", "Dilaporkan warga");
    await send();
    expect(sent).toMatchObject([{ notPublicReason: "Dilaporkan warga", overridden: ["not-public"] }]);
  });

  test("need one tick each in a set and name their posts; an excluded post needs none", async () => {
    const post = (number: number, quality: Evidence["quality"]): DraftPost => ({
      evidence: {
        ...sample,
        id: `3f1c2d80-1111-4111-8111-11111111111${number}`,
        subject: `x:post:${number}`,
        fields: { ...sample.fields, authorName: { value: `Akun ${number}`, source: "text p" } },
        quality,
      },
      files: sampleFiles,
    });
    const posts = [post(1, ["text-truncated"]), post(2, []), post(3, ["text-truncated", "page-state"])];
    await open({ state: "set", id: sample.id, posts, dropped: [] });
    expect(find("quality-text-truncated").textContent).toContain("Akun 1, Akun 3");
    expect(find("quality-page-state").textContent).not.toContain("Akun 1");
    expect(document.querySelectorAll('[data-testid="set-post"]')[2]?.textContent).toContain("2 catatan mutu");
    expect(seek("capture-again")).toBeNull();
    await wait();
    await press("3");
    await send();
    expect(sent).toEqual([]);
    await tick();
    await send();
    expect(sent).toMatchObject([{ overridden: ["text-truncated", "page-state"] }]);
    for (const at of [2, 0]) {
      const box = document.querySelectorAll<HTMLElement>('[data-testid="set-include"]')[at];
      await act(async () => box?.click());
    }
    expect(seek("warnings")).toBeNull();
  });
});

describe("captured again", () => {
  test("shows the new draft and keeps the answers; a new warning needs a new tick", async () => {
    let again = 0;
    const drafts = [draftOf({ quality: ["text-truncated"] }), draftOf({ quality: ["login-wall"] })];
    await open(draftOf(), {
      readDraft: async () => ok(drafts.shift() ?? draftOf()),
      captureAgain: async () => {
        again += 1;
        return ok({});
      },
    });
    await press("3");
    await tick();
    await click("capture-again");
    expect(again).toBe(1);
    expect(seek("quality-text-truncated")).toBeNull();
    expect(find("quality-login-wall")).toBeTruthy();
    expect(ticked()).toBe(false);
    expect(find("category-JUDI").getAttribute("aria-checked")).toBe("true");
  });

  test("keeps the focus on its button while it runs, and announces the result where the warnings were", async () => {
    let answer: (captured: Result<unknown>) => void = () => undefined;
    const drafts = [
      draftOf({ quality: ["text-truncated"] }),
      draftOf({ quality: ["text-truncated"] }),
      draftOf({ quality: [] }),
    ];
    await open(draftOf(), {
      readDraft: async () => ok(drafts.shift() ?? draftOf()),
      captureAgain: () => new Promise((resolve) => (answer = resolve)),
    });
    const status = find("captured-again");
    expect(status.textContent).toBe("");
    for (const captured of [fail("capture-failed"), ok({})]) {
      find("capture-again").focus();
      await click("capture-again");
      expect(find("capture-again").getAttribute("aria-disabled")).toBe("true");
      expect(document.activeElement).toBe(find("capture-again"));
      await act(async () => answer(captured));
      await settle();
      expect(status.textContent).toBe(captured.ok ? texts.id["form.capturedAgain"] : "");
      if (!captured.ok) expect(document.activeElement).toBe(find("capture-again"));
    }
    expect(seek("warnings")).toBeNull();
    expect(find("captured-again")).toBe(status);
    expect(document.activeElement).toBe(status);
  });

  test("shows the draft as it is when the new capture failed half-way", async () => {
    const drafts = [draftOf({ quality: ["text-truncated"] }), draftOf({ quality: ["login-wall"] })];
    await open(draftOf(), {
      readDraft: async () => ok(drafts.shift() ?? draftOf()),
      captureAgain: async () => fail("capture-failed", "the page does not answer"),
    });
    await press("3");
    await tick();
    await click("capture-again");
    expect(find("problem").dataset.code).toBe("capture-failed");
    expect(seek("quality-text-truncated")).toBeNull();
    expect(find("quality-login-wall")).toBeTruthy();
  });

  test("the mouse chooses no category meanwhile: the new capture would bring back what the no-pixels lane destroyed", async () => {
    let stripped = 0;
    let answer: (captured: Result<unknown>) => void = () => undefined;
    await open(draftOf({ quality: ["text-truncated"] }), {
      captureAgain: () => new Promise((resolve) => (answer = resolve)),
      async stripDraft() {
        stripped += 1;
        return ok({});
      },
    });
    await click("capture-again");
    await chooseNoPixels();
    await press("3");
    expect(document.querySelector('.cell[aria-checked="true"]')).toBeNull();
    await act(async () => answer(ok({})));
    await settle();
    await chooseNoPixels();
    expect(stripped).toBe(1);
  });

  test("is not offered after a redaction, which would be undone", async () => {
    const box = { what: "box" as const, file: "picture" as const, box: { x: 1, y: 1, width: 2, height: 2 } };
    await open(draftOf({ quality: ["text-truncated"], redactions: [box] }));
    expect(seek("capture-again")).toBeNull();
  });
});

describe("redacted", () => {
  const context = {
    value: [
      { relation: "parent" as const, name: "Budi Santoso" },
      { relation: "quoted" as const, name: "Akun Contoh" },
      { relation: "group" as const, name: "Jual Beli" },
    ],
    source: "text a",
  };
  const withContext = draftOf({ fields: { ...sample.fields, context } });

  test("offers names of bystanders and selects none", async () => {
    await open(withContext);
    await click("see-all");
    const names = [...document.querySelectorAll<HTMLElement>('[data-testid="redact-name"]')];
    expect(names.map((name) => name.textContent)).toEqual(["Budi Santoso"]);
    expect(names[0]?.querySelector("input")?.checked).toBe(false);
    expect((find("redact") as HTMLButtonElement).disabled).toBe(true);
  });

  test("sends a selected name and a typed one to the background, and shows its answer", async () => {
    const words = { what: "words" as const, in: ["text" as const, "page" as const], count: 3 };
    answerRedaction = () =>
      ok(draftOf({ redactions: [words], picture: { state: "none", reason: "failed" } }));
    await open(withContext);
    await click("see-all");
    await click("redact-name");
    await type("redact-other", " Siti ");
    await click("redact");
    expect(asked).toEqual([
      { evidenceId: sample.id, redaction: { boxes: [], words: ["Budi Santoso", "Siti"] } },
    ]);
    expect(document.querySelector('[data-part="evidence.redactions"]')?.textContent).toContain(
      "3 kata atau alamat, oleh pelapor, di: Teks, Halaman",
    );
    expect(find("restore")).toBeTruthy();
  });

  test("adds, moves, resizes and removes a box by keyboard alone", async () => {
    answerRedaction = () => fail("no-room");
    await open(withContext);
    await click("see-all");
    await click("redact-picture");
    await click("box-add");
    find("box").focus();
    await press("ArrowRight");
    await press("ArrowDown", { shiftKey: true });
    await click("redact-boxes");
    // In 60 by 40: a quarter in the middle, moved and grown by a fortieth of 40.
    const box = { x: 23, y: 15, width: 15, height: 11 };
    expect(asked[0]?.redaction).toEqual({ boxes: [{ file: "picture", box }], words: [] });
    expect(find("problem").getAttribute("data-code")).toBe("no-room");
    find("box").focus();
    await press("Delete");
    expect(seek("box")).toBeNull();
  });

  test("a picture that the browser cannot draw has a retry in the form, and no boxes", async () => {
    const breakImage = async () => {
      document.querySelector("img")?.dispatchEvent(new Event("error"));
      await settle();
    };
    await open(withContext);
    await breakImage();
    expect(find("picture-broken").textContent).toBe("Peramban tidak dapat menampilkan gambar ini.Coba lagi");
    await click("picture-broken");
    expect(document.querySelector("img")).not.toBeNull();
    await click("see-all");
    await click("redact-picture");
    await breakImage();
    expect(seek("box-surface")).toBeNull();
    expect(seek("box-add")).toBeNull();
    await click("picture-broken");
    expect(find("box-surface")).toBeTruthy();
  });

  const redactedDraft = draftOf({
    redactions: [{ what: "box", file: "picture", box: { x: 1, y: 1, width: 2, height: 2 } }],
  });
  const markBox = async () => {
    await click("see-all");
    await click("redact-picture");
    await click("box-add");
  };

  test.each<[string, () => Promise<void>]>([
    ["a box", markBox],
    [
      "a ticked name",
      async () => {
        await click("see-all");
        await click("redact-name");
      },
    ],
    [
      "a typed word",
      async () => {
        await click("see-all");
        await type("redact-other", "B");
      },
    ],
  ])("%s that is only marked keeps the person from leaving and from sending", async (_, mark) => {
    await open(withContext);
    await wait();
    await press("3");
    await mark();
    await press("Enter", { ctrlKey: true });
    await click("send");
    expect(sent).toEqual([]);
    expect(find("redaction-waits").getAttribute("role")).toBe("alert");
    for (const language of ["id", "en"] as const)
      expect(texts[language]["form.redactionWaits"]).toContain(texts[language]["form.redact"]);
    await click("panel-back");
    (document.activeElement as HTMLElement).blur();
    await press("Escape");
    expect(find("panel-back")).toBeTruthy();
  });

  test("removed marks no longer prevent leaving and sending", async () => {
    await open(withContext);
    await wait();
    await press("3");
    await markBox();
    await click("redact-name");
    await type("redact-other", "Siti");
    await click("panel-back");
    await click("redact-name");
    await type("redact-other", "");
    await click("panel-back");
    expect(find("redaction-waits")).toBeTruthy();
    await click("redact-cancel");
    expect(seek("redaction-waits")).toBeNull();
    await click("panel-back");
    expect(seek("panel-back")).toBeNull();
    await send();
    expect(sent).toHaveLength(1);
  });

  test("a redaction that runs prevents sending and another capture, and its failure is shown in the form", async () => {
    let answer: (draft: Result<Draft>) => void = () => undefined;
    let again = 0;
    answerRedaction = () => new Promise((resolve) => (answer = resolve));
    const captureAgain = async () => {
      again += 1;
      return fail("internal");
    };
    await open(
      { ...withContext, evidence: { ...withContext.evidence, quality: ["no-permalink"] } },
      { captureAgain },
    );
    await wait();
    await press("3");
    await tick();
    await markBox();
    await click("redact-boxes");
    await click("panel-back");
    await press("Enter", { ctrlKey: true });
    await click("capture-again");
    expect([sent, again]).toEqual([[], 0]);
    expect(find("send").getAttribute("aria-disabled")).toBe("true");
    await act(async () => answer(fail("no-room")));
    await settle();
    expect(find("problem").dataset.code).toBe("no-room");
    // The person wanted it hidden, and it is not.
    await send();
    await click("capture-again");
    expect([sent, again]).toEqual([[], 0]);
    expect(find("redaction-waits")).toBeTruthy();
    await click("see-all");
    expect(seek("box")).not.toBeNull();
    await click("redact-boxes");
    await act(async () => answer(ok(redactedDraft)));
    await settle();
    await click("panel-back");
    await send();
    expect(sent).toHaveLength(1);
  });

  test("words that were not found stay in the field", async () => {
    answerRedaction = () => fail("words-not-found");
    await open(withContext);
    await click("see-all");
    await click("redact-name");
    await type("redact-other", "Siti");
    await click("redact");
    expect(find("problem").dataset.code).toBe("words-not-found");
    expect((find("redact-other") as HTMLInputElement).value).toBe("Siti");
    expect(find("redact-name").querySelector("input")?.checked).toBe(true);
    answerRedaction = () => ok(redactedDraft);
    await click("redact");
    expect(seek("problem")).toBeNull();
    expect((find("redact-other") as HTMLInputElement).value).toBe("");
  });

  test("marks that were not painted no longer hold up a report once it is in the no-pixels lane", async () => {
    answerRedaction = () => fail("no-room");
    await open(withContext);
    await markBox();
    let answer: (draft: Result<Draft>) => void = () => undefined;
    answerRedaction = () => new Promise((resolve) => (answer = resolve));
    await click("redact-boxes");
    await click("panel-back");
    await act(async () => answer(fail("no-room")));
    await settle();
    await wait();
    await chooseNoPixels();
    await click("see-all");
    await click("panel-back");
    expect(seek("panel-back")).toBeNull();
    await send();
    expect(sent).toHaveLength(1);
  });

  test("the focus goes where the work goes on, and success is announced", async () => {
    answerRedaction = () => ok(redactedDraft);
    await open(withContext);
    find("see-all").focus();
    await click("see-all");
    expect(find("redact-done").getAttribute("role")).toBe("status");
    expect(find("redact-done").textContent).toBe("");
    await click("redact-picture");
    expect(document.activeElement).toBe(find("box-add"));
    await click("box-add");
    await click("box-add");
    const boxes = () => [...document.querySelectorAll<HTMLElement>('[data-testid="box"]')];
    expect(document.activeElement).toBe(boxes()[1]);
    boxes()[0]?.focus();
    await press("Delete");
    expect(document.activeElement).toBe(boxes()[0]);
    await press("Delete");
    expect(document.activeElement).toBe(find("box-add"));
    await click("box-add");
    find("redact-boxes").focus();
    await click("redact-boxes");
    expect(document.activeElement).toBe(find("redact-picture"));
    expect(find("redact-done").textContent).toBe("Sudah disamarkan.");
    find("restore").focus();
    await click("restore");
    expect(find("redact-done").textContent).toBe("Samaran dibatalkan.");
    expect(document.activeElement).toBe(find("redact-done"));
    await click("panel-back");
    expect(document.activeElement).toBe(find("see-all"));
  });

  test("digits select no category while it is out of sight", async () => {
    await open(withContext);
    await click("see-all");
    await press("3");
    await click("panel-back");
    expect(document.querySelector('.cell[aria-checked="true"]')).toBeNull();
  });

  test("ignores an answer that arrives after the no-pixels lane was chosen", async () => {
    let answer: (draft: Result<Draft>) => void = () => undefined;
    answerRedaction = () => new Promise((resolve) => (answer = resolve));
    await open(withContext);
    await click("see-all");
    await type("redact-other", "Budi");
    await click("redact");
    await click("panel-back");
    await chooseNoPixels();
    await act(async () => answer(ok(withContext)));
    await settle();
    await click("see-all");
    expect(document.body.textContent).not.toContain("Bonus deposit");
    expect(document.body.innerHTML).not.toContain("data:image");
    expect(seek("warnings")).toBeNull();
  });
});

describe("boxes", () => {
  const size = { width: 100, height: 50 };
  test.each([
    [
      { x: 10.4, y: 5.5 },
      { x: 20.2, y: 9.1 },
      { x: 10, y: 5, width: 11, height: 5 },
    ],
    [
      { x: 20, y: 9 },
      { x: 10, y: 5 },
      { x: 10, y: 5, width: 10, height: 4 },
    ],
    [
      { x: -30, y: -9 },
      { x: 400, y: 90 },
      { x: 0, y: 0, width: 100, height: 50 },
    ],
    [
      { x: 100, y: 50 },
      { x: 120, y: 60 },
      { x: 99, y: 49, width: 1, height: 1 },
    ],
  ])("from %j to %j", (from, to, box) => expect(boxBetween(from, to, size)).toEqual(box));

  test("are not made by a slip of the pointer", () => {
    expect(isLarge({ x: 0, y: 0, width: 3, height: 40 }, size)).toBe(false);
    expect(isLarge({ x: 0, y: 0, width: 1, height: 1 }, { width: 1, height: 1 })).toBe(true);
  });

  test("cannot be moved out of the picture by keys", () => {
    const box = { x: 0, y: 49, width: 100, height: 1 };
    expect(boxAfterKey(box, "ArrowLeft", false, size)).toEqual(box);
    expect(boxAfterKey(box, "ArrowDown", true, size)).toEqual(box);
    expect(boxAfterKey(box, "Enter", false, size)).toBeUndefined();
  });
});

test("lists the parts to be sent: each file with size and digest, quality, clock and seal", async () => {
  const html = { sha256: "b".repeat(64), type: "text/html" as const, bytes: 41_300 };
  const clock = {
    intakeAt: "2026-11-25T01:09:00.000Z",
    heardAt: "2026-11-25T01:09:01.000Z",
    offsetMs: 1_240,
  };
  const own = { what: "own" as const, file: "picture" as const, box: { x: 0, y: 0, width: 1, height: 1 } };
  const snapshot = { state: "taken" as const, file: html };
  await open(draftOf({ snapshot, clock, redactions: [own], quality: ["clock-off"] }));
  await click("see-all");
  const part = (name: string) => document.querySelector(`[data-part="evidence.${name}"]`)?.textContent;
  expect(part("files")).toContain("Gambar: WebP 60 × 40, 1 kB, SHA-256 aaaaaaaa…");
  expect(part("files")).toContain("Salinan tampilan: HTML, 42 kB, SHA-256 bbbbbbbb…");
  expect(part("redactions")).toContain("Gambar: 1 bagian halaman pelapor sendiri, oleh alat ini");
  expect(part("quality")).toContain("meleset");
  expect(part("clock")).toContain("1,2 detik");
  expect(document.body.textContent).toContain("Disegel dengan kunci perangkat ini");
});

describe("child sexual abuse material is apart from the other categories", () => {
  test("with its own explanation before it is chosen, and the hotline's address afterwards", async () => {
    await open(draftOf({ quality: ["text-truncated"] }));
    const last = [...document.querySelectorAll(".cell")].at(-1);
    expect(last?.getAttribute("data-testid")).toBe("category-PORNO_ANAK");
    expect(last?.getAttribute("title")).toContain("Tanpa gambar dan tanpa teks");
    expect(last?.textContent).toContain("gambar dan teks dihapus");
    expect(document.body.textContent).not.toContain(childHotline.address);
    const live = [...document.querySelectorAll("[aria-live]")].filter((part) => part.textContent === "");
    await chooseNoPixels();
    expect(find("preview").textContent).toContain("sudah dihapus");
    // Screen readers announce only what enters a region that was there before.
    expect(live.some((part) => part.isConnected && part.contains(find("preview")))).toBe(true);
    expect(find("hotline").querySelector("a")?.href).toBe(childHotline.address);
  });
});
