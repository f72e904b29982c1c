/** @vitest-environment happy-dom */
/** The worklists of referrals and watched posts: what needs a person, and the acts of a person. */

import { expect, test } from "vitest";
import { Referrals } from "../../../components/desk/referrals/Referrals.tsx";
import type { ReferralCalls } from "../../../components/desk/referrals/referral-calls.ts";
import { Watches } from "../../../components/desk/referrals/Watches.tsx";
import { StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import type { ReferralFilter, ReferralRow, WatchView } from "../../../utils/shared/contract/referral.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { click, find, memoryStore, seek, settle, show, type } from "../../support/components-kit.tsx";

const id = "11111111-1111-4111-8111-111111111111";
const dayMs = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();

const row: ReferralRow = {
  id,
  number: "R-00002/LK-KOMINFO/XI/2026",
  partner: "OJK",
  category: "PENIPUAN",
  urgent: false,
  caseId: id,
  decisionId: id,
  subject: "x:post:1860",
  state: "sent",
  version: 2,
  acknowledgeHours: 24,
  answerDays: 7,
  reminders: 2,
  byHand: [],
  madeAt: ago(25),
  sentAt: ago(25),
  dueAt: ago(18),
};
const watch: WatchView = {
  id,
  caseId: id,
  decisionId: id,
  subject: "x:post:1860",
  address: "https://x.com/i/status/1860",
  category: "HOAKS",
  state: "open",
  since: ago(8),
  lookAt: ago(1),
  looks: [],
};

/** Records what is sent. */
function intake(
  given: Partial<ReferralRow> = {},
  refusal?: "answer-elsewhere",
  watched: Partial<WatchView> = {},
) {
  const sent: unknown[] = [];
  const note = async (_: string, body: unknown) => {
    sent.push(body);
    return refusal ? fail(refusal) : ok(undefined);
  };
  const calls: ReferralCalls = {
    listReferrals: async () => ok({ referrals: [{ ...row, ...given }] }),
    listWatches: async () => ok({ watches: [{ ...watch, ...watched }] }),
    readReferralLetter: async () => ok("SURAT RUJUKAN"),
    listPartnerChannels: async () => ok({ channels: [] }),
    answerReferral: note,
    markReferralSent: note,
    changeReferralChannel: note,
    closeReferral: note,
    lookAtWatch: note,
  };
  return { calls, sent };
}

const open = () => undefined;

test("a list is read page by page, for one agency or all, and explains when it is empty", async () => {
  const asked: [ReferralFilter, string | undefined][] = [];
  const rows = Array.from({ length: 51 }, (_, index) => ({
    ...row,
    id: crypto.randomUUID(),
    reminders: index,
  }));
  const { calls } = intake();
  calls.listReferrals = async (filter, after) => {
    asked.push([filter, after]);
    if (filter.partner === "BNN") return ok({ referrals: [] });
    return after === undefined
      ? ok({ referrals: rows.slice(0, 50), next: "cursor" })
      : ok({ referrals: rows.slice(49) });
  };
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  const cards = () => [...document.querySelectorAll<HTMLElement>("[data-testid=referral]")];
  expect(cards()).toHaveLength(50);
  expect(find("referrals-needs").textContent).toBe("Perlu tindakan 50+");
  await click("referrals-more");
  expect(cards()).toHaveLength(51);
  expect(find("referrals-needs").textContent).toBe("Perlu tindakan 51");
  expect(seek("referrals-more")).toBeNull();
  expect(asked.at(-1)).toEqual([{ state: "needs" }, "cursor"]);

  cards()[0]?.focus();
  cards()[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  expect(document.activeElement).toBe(cards()[1]);

  find("referrals-late").querySelector("input")?.click();
  await settle();
  expect(asked.at(-1)).toEqual([{ state: "late" }, undefined]);
  const select = find("filter-partner") as HTMLSelectElement;
  select.value = "BNN";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(asked.at(-1)?.[0]).toEqual({ state: "late", partner: "BNN" });
  await settle();
  expect(find("referrals").textContent).toContain("Tidak ada rujukan ke instansi ini");
});

test("an answer is recorded with its outcome and the quoted number, and a refusal is shown", async () => {
  const { calls, sent } = intake({}, "answer-elsewhere");
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  await click("referral-answer");
  await click("referral-save");
  expect(sent).toEqual([]);
  find("answer-declined").querySelector("input")?.click();
  await settle();
  await type("referral-number", "R-00009/LK-KOMINFO/XI/2026");
  await click("referral-save");
  expect(sent).toMatchObject([
    { kind: "answered", outcome: "declined", number: "R-00009/LK-KOMINFO/XI/2026" },
  ]);
  expect(find("referral-answer-form").textContent).toContain("nomor surat lain");
});

test("a letter that a person delivers is marked once it is delivered", async () => {
  const { calls, sent } = intake({ state: "by-hand", byHand: ["referral"], sentAt: undefined });
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  // An unsent referral cannot be answered or closed.
  expect([seek("referral-answer"), seek("referral-close")]).toEqual([null, null]);
  expect(seek("referral-channel")).not.toBeNull();
  await click("referral-mark-sent");
  expect(sent).toMatchObject([{ letter: "referral" }]);
});

test("a letter delivered before its referral was withdrawn can still be marked", async () => {
  const unsent = { state: "withdrawn", withdrawnAt: ago(1), sentAt: undefined, dueAt: undefined } as const;
  const { calls, sent } = intake(unsent);
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  expect(find("referral-by-hand").textContent).toContain("surat penarikan");
  await click("referral-mark-sent");
  expect(sent).toMatchObject([{ letter: "referral" }]);
});

test.each([
  ["sent by the intake", { channel: { id: "ojk-surel", partner: "OJK", kind: "email", name: "Surel" } }],
  ["known as sent", { sentAt: ago(3) }],
] as const)("a withdrawn letter that was %s cannot be marked", async (_, more) => {
  const { calls } = intake({ state: "withdrawn", withdrawnAt: ago(1), sentAt: undefined, ...more });
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  expect(seek("referral-by-hand")).toBeNull();
});

test("administrators read and do not act", async () => {
  const { calls } = intake({ state: "by-hand", byHand: ["referral"] });
  await show(<Referrals calls={calls} mayAct={false} onOpenCase={open} />);
  expect(seek("referral-mark-sent")).toBeNull();
  expect(seek("referral-answer")).toBeNull();
});

test("who reported the case neither answers nor closes its referral", async () => {
  const { calls } = intake({ reported: true });
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  expect([seek("referral-answer"), seek("referral-close")]).toEqual([null, null]);
  expect(find("referral-reported").textContent).toContain("Orang lain");
});

test("who delivered the letter neither closes the referral nor enters an outcome", async () => {
  const { calls } = intake({ delivered: true });
  await show(<Referrals calls={calls} mayAct onOpenCase={open} />);
  expect(seek("referral-close")).toBeNull();
  expect(find("referral-deliverer").textContent).toContain("Orang lain");
  await click("referral-answer");
  expect([seek("answer-acknowledged"), seek("answer-bounced")]).toEqual([null, find("answer-bounced")]);
});

test("a look at a watched post needs a finding and the next step", async () => {
  const { calls, sent } = intake();
  await show(<Watches calls={calls} mayAct onOpenCase={open} />);
  expect(seek("watch-due")).not.toBeNull();
  await click("watch-look");
  await click("watch-save");
  expect(sent).toEqual([]);
  for (const name of ["watch-seen-removed", "watch-end-gone"]) {
    find(name).querySelector("input")?.click();
    await settle();
  }
  await click("watch-save");
  expect(sent).toMatchObject([{ seen: "removed", next: { kind: "end", outcome: "gone" } }]);
});

test("who proposed the watch is told who ends it, and is offered no end", async () => {
  const { calls } = intake({}, undefined, { proposed: true });
  await show(<Watches calls={calls} mayAct onOpenCase={open} />);
  await click("watch-look");
  expect(seek("watch-again-3")).not.toBeNull();
  for (const outcome of ["calm", "gone", "act-needed"]) expect(seek(`watch-end-${outcome}`)).toBeNull();
  expect(find("watch-proposed").textContent).toContain("penyelia lain");
});

test("who reported the post is told who looks at it", async () => {
  const { calls } = intake({}, undefined, { reported: true });
  await show(<Watches calls={calls} mayAct onOpenCase={open} />);
  expect(seek("watch-look")).toBeNull();
  expect(find("watch-reported").textContent).toContain("Orang lain");
});

test("a watch that ended as needing an act leads to its case", async () => {
  const opened: string[] = [];
  const { calls } = intake({}, undefined, { state: "ended", outcome: "act-needed", lookAt: undefined });
  await show(<Watches calls={calls} mayAct onOpenCase={(caseId) => opened.push(caseId)} />);
  expect(find("watch-act-needed").textContent).toBe("perlu diputus lagi");
  expect(seek("watch-look")).toBeNull();
  await click("watch-case");
  expect(opened).toEqual([id]);
});

test("what is typed about a referral or a watched post is kept until it is sent", async () => {
  const kept = new Map<string, unknown>();
  const store = memoryStore(kept);
  const { calls, sent } = intake();
  const openForm = async (list: "referrals" | "watches", button: string) => {
    // As after the window was closed.
    await show(null);
    const props = { calls, mayAct: true, onOpenCase: open };
    await show(
      <StateStoreContext value={store}>
        {list === "referrals" ? <Referrals {...props} /> : <Watches {...props} />}
      </StateStoreContext>,
    );
    await click(button);
  };
  const value = (testId: string) => (find(testId) as HTMLTextAreaElement).value;
  await openForm("referrals", "referral-answer");
  find("answer-declined").querySelector("input")?.click();
  await settle();
  await type("referral-note", "Menunggu berkas asli.");
  await openForm("referrals", "referral-close");
  await type("referral-reason", "Dibalas lewat telepon.");
  await openForm("watches", "watch-look");
  await type("watch-note", "Masih sama.");

  await openForm("referrals", "referral-answer");
  expect(value("referral-note")).toBe("Menunggu berkas asli.");
  await click("referral-save");
  expect(sent).toMatchObject([{ outcome: "declined", note: "Menunggu berkas asli." }]);
  await openForm("referrals", "referral-close");
  expect(value("referral-reason")).toBe("Dibalas lewat telepon.");
  await click("referral-save");
  await openForm("watches", "watch-look");
  expect(value("watch-note")).toBe("Masih sama.");
  for (const name of ["watch-seen-removed", "watch-end-gone"]) {
    find(name).querySelector("input")?.click();
    await settle();
  }
  await click("watch-save");
  expect(sent).toHaveLength(3);
  expect([...kept.keys()].filter((key) => key.startsWith("referral-") || key.startsWith("watch-"))).toEqual(
    [],
  );
});
