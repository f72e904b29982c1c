/** @vitest-environment happy-dom */
/** The worklist of addresses: one press opens one address, what was read is shown with its source, and kept once. */

import { beforeEach, expect, test } from "vitest";
import { OutcomeChecks } from "../../../components/desk/checks/OutcomeChecks.tsx";
import type { OutcomeCheckCalls } from "../../../components/desk/requests/request-calls.ts";
import type { CheckStatement, OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import type {
  OutcomeCheckInput,
  OutcomeCheckTask,
  OutcomeCheckView,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { ContentState } from "../../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { click, find, seek, settle, show, type } from "../../support/components-kit.tsx";

const itemId = (no: number) => `7a1f2d80-1111-4111-8111-11111111111${no}`;
const task = (no: number, change: Partial<OutcomeCheckTask> = {}): OutcomeCheckTask => ({
  ...{ itemId: itemId(no), requestId: itemId(9), caseId: itemId(8), number: `0000${no}/LK-KOMINFO/XI/2026` },
  ...{ site: "x", subject: `x:post:${no}`, names: [`x:post:${no}`], kind: "order", category: "JUDI" },
  address: `https://x.com/i/status/${no}`,
  ...{ action: "BATAS_WILAYAH", urgent: false, noPixels: false, why: "limit-over" },
  dueAt: "2026-11-25T01:00:00.000Z",
  ...change,
});
const reading = (seen: ContentState, no = 1): OutcomeReading => ({
  state: {
    ...{
      site: "x",
      names: [`x:post:${no}`],
      signIn: false,
      seen,
      readFrom: "notice",
      source: "page article: dihapus",
    },
    ...{ address: `https://x.com/warung/status/${no}`, title: "X", recipeVersion: 2 },
  },
  at: "2026-11-25T01:00:00.000Z",
  picture: { state: "none", reason: "permission" },
  clock: { intakeAt: "2026-11-25T01:00:00.000Z", heardAt: "2026-11-25T01:00:00.000Z", offsetMs: 0 },
});

let due: OutcomeCheckTask[];
let opened: { address: string; tabId?: number | undefined; inFront: boolean }[];
let sent: [string, OutcomeCheckInput, Uint8Array?][];
let seals: number;
let read: Result<OutcomeReading>;
let answer: (id: string, body: OutcomeCheckInput) => Result<OutcomeCheckView>;
let calls: OutcomeCheckCalls;

beforeEach(() => {
  due = [task(1), task(2, { urgent: true, why: "answered" }), task(3, { why: "again" })];
  [opened, sent, seals] = [[], [], 0];
  read = ok(reading("withheld"));
  answer = (id, body) => {
    due = due.filter((check) => check.itemId !== id || body.seenFrom === "abroad");
    return ok({
      ...{ id: body.id, itemId: id, seenFrom: body.seenFrom, at: "2026-11-25T01:00:00.000Z", by: "Budi" },
      ...{ seen: (body.seenFrom === "abroad" ? body.seen : undefined) ?? "withheld", effect: "as-asked" },
      next: "2026-12-02T01:00:00.000Z",
    });
  };
  calls = {
    listChecks: async () => ok({ checks: due, due: due.length }),
    openCheck: async (address, where) => {
      opened.push({ address, ...where });
      return ok(7);
    },
    readCheck: async () => read,
    sealReading: async () => ok({ id: itemId(++seals), seenFrom: "indonesia", seal: "a.b.c" }),
    addCheck: async (id, body, bytes) => {
      sent.push(bytes ? [id, body, bytes] : [id, body]);
      return answer(id, body);
    },
  };
});

const open = () => show(<OutcomeChecks calls={calls} inFront={false} />);
const rows = () => document.querySelectorAll('[data-testid="check-row"]').length;

test("opens no page without a press; a press opens one, shows the reading, and saves it", async () => {
  await open();
  expect(find("checks-due").textContent).toBe("3 alamat perlu diperiksa");
  expect(opened).toEqual([]);
  await click("checks-next");
  expect(opened).toEqual([{ address: "https://x.com/i/status/1", inFront: false, tabId: undefined }]);
  expect(find("check-seen").dataset.seen).toBe("withheld");
  expect(find("check-seen").textContent).toBe("Ditahan di Indonesia Sesuai permintaan.");
  expect(find("check-source").textContent).toBe("Dibaca dari pemberitahuan situs.");
  expect(find("check").textContent).toContain("https://x.com/warung/status/1");
  expect(sent).toEqual([]);

  await click("check-save");
  expect(sent).toMatchObject([[itemId(1), { seenFrom: "indonesia", seal: "a.b.c" }]]);
  expect(find("checks-said").textContent).toContain("Tersimpan: Ditahan di Indonesia. Diperiksa lagi");
  expect(seek("check")).toBeNull();
  expect(rows()).toBe(2);
  // The next one waits for its own press, and uses the same tab.
  expect(opened).toHaveLength(1);
  await click("checks-next");
  expect(opened[1]).toEqual({ address: "https://x.com/i/status/2", inFront: false, tabId: 7 });
  expect(find("checks-said").textContent).toBe("");
});

test("keys continue from the list when the pressed element is gone, and a busy one keeps the focus", async () => {
  let answered: (view: Result<OutcomeCheckView>) => void = () => undefined;
  calls.addCheck = () => new Promise((resolve) => (answered = resolve));
  await open();
  await click("checks-next");
  find("check-save").focus();
  await click("check-save");
  expect(find("check-save").getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(find("check-save"));
  await click("check-again");
  await click("check-open-again");
  expect(opened).toHaveLength(1);
  answered(answer(itemId(1), { id: itemId(5), seenFrom: "indonesia", seal: "a.b.c" }));
  await settle();
  expect(seek("check")).toBeNull();
  expect(document.activeElement).toBe(find("checks"));
});

test("sends a check with a lost answer again under the same id; a new reading gets another id", async () => {
  const keep = answer;
  answer = () => fail("intake-unreachable", undefined, "later");
  await open();
  await click("checks-next");
  await click("check-save");
  expect(find("problem").dataset.code).toBe("intake-unreachable");
  await click("check-save");
  expect(sent[1]).toEqual(sent[0]);
  await click("check-again");
  answer = keep;
  await click("check-save");
  expect(sent[2]?.[1].id).not.toBe(sent[0]?.[1].id);
  expect(seek("check")).toBeNull();
});

test("does not offer a check that was just saved while the list reloads", async () => {
  await open();
  await click("checks-next");
  calls.listChecks = () => new Promise(() => undefined);
  await click("check-save");
  await click("checks-next");
  expect(opened.map(({ address }) => address)).toEqual([1, 2].map((no) => `https://x.com/i/status/${no}`));
});

test("does not record another page: shows that, and offers to read or open it again, or to leave", async () => {
  read = fail("check-elsewhere", "https://x.com/home");
  await open();
  await click("checks-next");
  expect(find("problem").dataset.code).toBe("check-elsewhere");
  expect(seek("check-save")).toBeNull();
  read = ok(reading("unknown"));
  await click("check-again");
  expect(seek("problem")).toBeNull();
  expect(find("check-seen").textContent).toContain("Tidak dapat dipastikan");
  await click("check-skip");
  expect(rows()).toBe(2);
  await click("checks-next");
  expect(opened[1]?.address).toBe("https://x.com/i/status/2");
  expect(sent).toEqual([]);
  expect(rows()).toBe(1);
  await click("checks-refresh");
  expect(rows()).toBe(2);
});

test("does not show a late answer for a previous address under the next one", async () => {
  const late: ((result: Result<OutcomeReading>) => void)[] = [];
  calls.readCheck = () => new Promise((resolve) => late.push(resolve));
  await open();
  await click("checks-next");
  await click("check-skip");
  await click("checks-next");
  late[0]?.(ok(reading("removed")));
  await settle();
  expect(seek("check-seen")).toBeNull();
  late[1]?.(ok(reading("available", 2)));
  await settle();
  expect(find("check-seen").dataset.seen).toBe("available");
});

test("shows that a limited reach cannot be checked from here", async () => {
  due = [task(1, { action: "TURUNKAN_JANGKAUAN" })];
  read = ok(reading("available"));
  await open();
  await click("checks-next");
  expect(find("check-seen").textContent).toContain("Jangkauan tidak terlihat dari luar.");
});

test("a check from abroad has a state and a note only; the local check continues", async () => {
  await open();
  await click("checks-next");
  find("abroad-save").closest("form")?.requestSubmit();
  await settle();
  expect(sent).toEqual([]);
  expect(find("abroad-note").getAttribute("aria-invalid")).toBe("true");
  await click("abroad-available");
  await type("abroad-note", " Ani, dari Singapura. ");
  find("abroad-save").closest("form")?.requestSubmit();
  await settle();
  expect(sent).toMatchObject([
    [itemId(1), { seenFrom: "abroad", seen: "available", note: "Ani, dari Singapura." }],
  ]);
  expect(find("checks-said").textContent).toBe("Tercatat dari luar negeri: Masih tampil.");
  expect(seek("check-seen")).not.toBeNull();
  expect((find("abroad-note") as HTMLTextAreaElement).value).toBe("");
});

test("shows that no check is due", async () => {
  due = [];
  await open();
  expect(find("checks").textContent).toContain("Tidak ada alamat yang perlu diperiksa.");
  expect(seek("checks-next")).toBeNull();
});

test("a person states what a page does not show, from where and on whose statement; what a page shows is not overruled", async () => {
  const stated: CheckStatement[] = [];
  const { sealReading } = calls;
  calls.sealReading = (of, what, statement) => {
    stated.push(statement);
    return sealReading(of, what, statement);
  };
  await open();
  await click("checks-next");
  expect(seek("state-withheld")).toBeNull();
  read = ok(reading("unknown"));
  await click("check-again");
  await click("state-withheld");
  await type("check-partner", "SAFEnet");
  await click("check-save");
  expect(stated).toMatchObject([{ seenFrom: "indonesia", seen: "withheld", partner: "SAFEnet" }]);
});

test("shows the picture blurred before it is saved, and sends it with the check, also again after a lost answer", async () => {
  const bytes = new TextEncoder().encode("picture");
  const file = { sha256: "a".repeat(64), type: "image/webp", bytes: 7, width: 60, height: 30 } as const;
  read = ok({ ...reading("removed"), picture: { state: "taken", file }, bytes });
  const keep = answer;
  answer = () => fail("intake-unreachable", undefined, "later");
  await open();
  await click("checks-next");
  expect(find("check-picture").textContent).toContain("disegel dan dikirim");
  const image = find("check-picture").querySelector("img");
  expect(image?.className).toBe("blurred");
  expect(image?.src).toMatch(/^blob:/);
  await click("check-save");
  answer = keep;
  await click("check-save");
  expect(sent).toEqual([sent[0], sent[0]]);
  expect(sent[0]?.[2]).toBe(bytes);
});

test("a picture that the browser cannot draw is a sentence with a retry, which keeps the focus", async () => {
  const file = { sha256: "a".repeat(64), type: "image/webp", bytes: 7, width: 60, height: 30 } as const;
  const taken = { state: "taken", file } as const;
  read = ok({ ...reading("removed"), picture: taken, bytes: new TextEncoder().encode("picture") });
  await open();
  await click("checks-next");
  const image = () => find("check-picture").querySelector("img");
  const address = image()?.src;
  const breakImage = async () => {
    image()?.dispatchEvent(new Event("error"));
    await settle();
  };
  await breakImage();
  expect(image()).toBeNull();
  expect(find("picture-broken").textContent).toBe("Peramban tidak dapat menampilkan gambar ini.Coba lagi");
  find("picture-broken").focus();
  await click("picture-broken");
  expect(seek("picture-broken")).toBeNull();
  expect(image()?.src).toBe(address);
  expect(document.activeElement).toBe(find("check-picture").querySelector("button"));
  await breakImage();
  read = ok({ ...reading("removed"), picture: taken, bytes: new TextEncoder().encode("another") });
  await click("check-again");
  expect(seek("picture-broken")).toBeNull();
});

test("shows why there is no picture, and saves the check without one", async () => {
  await open();
  await click("checks-next");
  expect(find("check-picture").textContent).toBe("Tidak ada gambar: izin mengambil gambar belum diberikan.");
  await click("check-save");
  expect(sent[0]).toHaveLength(2);
});
