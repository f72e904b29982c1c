/** The transition table, cell by cell, and invariants under any order of events. */

import { describe, expect, test } from "vitest";
import { dueAtMs } from "../../../../utils/extension/outbox/send-reports.ts";
import {
  longestWaitMs,
  type MachineRow,
  type OutboxEvent,
  type Signal,
  signalOf,
  signals,
  step,
  transitions,
  waitMs,
} from "../../../../utils/extension/outbox/state-machine.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { type OutboxState, outboxState, storedRow } from "../../../../utils/shared/contract/outbox.ts";
import type { Problem } from "../../../../utils/shared/contract/problem.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const nowMs = Date.parse("2026-11-25T01:00:00.000Z");
const unreachable: Problem = { code: "intake-unreachable", retry: "later" };
const unknown: Problem = { code: "device-unknown", retry: "never" };
const refused: Problem = { code: "invalid-input", retry: "never" };
const [picture, frame] = ["a".repeat(64), "b".repeat(64)];

const row = (state: OutboxState, more: Partial<MachineRow> = {}): MachineRow => ({
  reportId: "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11",
  number: "LK-00000-00000",
  subject: "x:post:1",
  category: "JUDI",
  state,
  savedAt: new Date(nowMs).toISOString(),
  tries: 0,
  filesLeft: [],
  received: false,
  ...more,
});
const apply = (from: MachineRow, event: OutboxEvent) => step(from, event, nowMs, () => 0.5);
const atMs = (at: string | undefined) => Date.parse(at ?? "");

/** An event for each signal, and the row, without its state, for which it causes that signal. */
const examples: Record<Signal, [OutboxEvent, Partial<MachineRow>?]> = {
  "undo-passed": [{ type: "undo-passed" }],
  undo: [{ type: "undo" }],
  start: [{ type: "start" }],
  interrupted: [{ type: "interrupted" }],
  received: [{ type: "received", filesWanted: [picture] }, { filesLeft: [picture] }],
  "received-whole": [{ type: "received", filesWanted: [] }, { filesLeft: [picture] }],
  "file-received": [
    { type: "file-received", sha256: picture },
    { received: true, filesLeft: [picture, frame] },
  ],
  "last-file-received": [
    { type: "file-received", sha256: picture },
    { received: true, filesLeft: [picture] },
  ],
  "hold-files": [
    { type: "hold-files", untilMs: nowMs + 60_000 },
    { received: true, filesLeft: [picture] },
  ],
  "refused-for-now": [{ type: "refused", problem: unreachable }],
  "refused-for-good": [{ type: "refused", problem: refused }],
  "files-refused": [
    { type: "refused", problem: refused },
    { received: true, filesLeft: [picture] },
  ],
  hurry: [{ type: "network-back", metered: false }, { problem: unreachable }],
  "try-again": [{ type: "try-again" }, { state: "failed", problem: unknown }],
  withdraw: [{ type: "withdraw", reason: "keliru" }, { received: true }],
  "withdrawal-received": [{ type: "withdrawal-received" }],
  named: [{ type: "named" }, { filesLeft: [picture] }],
  forgotten: [{ type: "forgotten" }, { filesLeft: [picture] }],
};

/** Target state of each signal; pairs that are absent change nothing. */
const expected: Partial<Record<OutboxState, Partial<Record<Signal, OutboxState>>>> = {
  held: { "undo-passed": "waiting", undo: "undone" },
  waiting: { start: "sending", hurry: "waiting", withdraw: "withdrawing", forgotten: "sent" },
  sending: {
    interrupted: "waiting",
    received: "sending",
    "received-whole": "sent",
    "file-received": "sending",
    "last-file-received": "sent",
    "hold-files": "waiting",
    "refused-for-now": "waiting",
    "refused-for-good": "failed",
    "files-refused": "sent",
    forgotten: "sent",
  },
  sent: { withdraw: "withdrawing", forgotten: "sent" },
  undone: { named: "sent" },
  failed: {
    "try-again": "waiting",
    undo: "undone",
    named: "sent",
    withdraw: "withdrawing",
    forgotten: "sent",
  },
  withdrawing: {
    hurry: "withdrawing",
    withdraw: "withdrawing",
    "withdrawal-received": "withdrawn",
    "refused-for-now": "withdrawing",
    "refused-for-good": "sent",
    forgotten: "withdrawing",
  },
  withdrawn: { forgotten: "withdrawn" },
};

/** In other states the same event causes another signal. */
const onlyIn: Partial<Record<Signal, OutboxState>> = { "try-again": "failed", "files-refused": "sending" };

describe("the table", () => {
  test.each(outboxState.options.flatMap((state) => signals.map((signal) => [state, signal] as const)))(
    "in state %s, signal %s",
    (state, signal) => {
      const [event, more] = examples[signal];
      const before = { ...row(state), ...more, state };
      const isCaused = (onlyIn[signal] ?? state) === state;
      if (isCaused) expect(signalOf(before, event)).toBe(signal);
      const to = expected[state]?.[signal];
      expect(transitions[state][signal]?.to).toBe(to);
      if (!isCaused) return;
      const after = apply(before, event);
      if (to) expect(after.state).toBe(to);
      else expect(after).toBe(before);
    },
  );

  test("asking hurries waiting rows, and has no effect on a refused report", () => {
    const nextTryAt = new Date(nowMs + 60_000).toISOString();
    for (const state of ["waiting", "withdrawing"] as const)
      expect(apply(row(state, { nextTryAt, problem: unreachable }), { type: "try-again" })).toEqual(
        row(state),
      );
    const failed = row("failed", { problem: refused });
    expect(apply(failed, { type: "try-again" })).toBe(failed);
  });

  test("a restored network hurries rows that waited for it, and no others", () => {
    const nextTryAt = new Date(nowMs + 60_000).toISOString();
    const busy = row("waiting", { nextTryAt, problem: { code: "too-many-requests", retry: "later" } });
    expect(apply(busy, { type: "network-back", metered: false })).toBe(busy);
    const held = row("waiting", { nextTryAt, meteredUntil: nextTryAt, received: true, filesLeft: [picture] });
    expect(apply(held, { type: "network-back", metered: true })).toBe(held);
    expect(apply(held, { type: "network-back", metered: false }).nextTryAt).toBeUndefined();
  });
});

describe("effects of an event on the row", () => {
  const nextTryAt = new Date(nowMs + 60_000).toISOString();
  const files = { filesLeft: [picture, frame] };
  const owing = { ...files, received: true, tries: 3 };
  const until = { untilMs: nowMs + 5_000 };
  const heldUntil = new Date(until.untilMs).toISOString();

  test.each<[string, MachineRow, OutboxEvent, MachineRow]>([
    ["undone: no file", row("held", files), { type: "undo" }, row("undone")],
    ["over: all files", row("held", files), { type: "undo-passed" }, row("waiting", files)],
    [
      "started: no problem and no time",
      row("waiting", { ...owing, nextTryAt, problem: unreachable }),
      { type: "start" },
      row("sending", owing),
    ],
    [
      "received: the files that are wanted, and no tries",
      row("sending", { ...files, tries: 3 }),
      { type: "received", filesWanted: [frame] },
      row("sending", { received: true, filesLeft: [frame] }),
    ],
    [
      "a file received: the others, and no tries",
      row("sending", owing),
      { type: "file-received", sha256: picture },
      row("sending", { received: true, filesLeft: [frame] }),
    ],
    [
      "a file received that was not owed: all of them",
      row("sending", owing),
      { type: "file-received", sha256: "c".repeat(64) },
      row("sending", { ...files, received: true }),
    ],
    [
      "files held: until then",
      row("sending", owing),
      { type: "hold-files", ...until },
      row("waiting", { ...owing, nextTryAt: heldUntil, meteredUntil: heldUntil }),
    ],
    [
      "refused for now: a try more, why, and until when",
      row("sending", { ...owing, tries: 0 }),
      { type: "refused", problem: unreachable },
      row("waiting", {
        ...{ ...owing, tries: 1, problem: unreachable },
        nextTryAt: new Date(nowMs + 1_500).toISOString(),
      }),
    ],
    [
      "refused for now, with a time: not sooner",
      row("sending"),
      { type: "refused", problem: { ...unreachable, retryAfterMs: 100_000 } },
      row("waiting", {
        ...{ tries: 1, problem: { ...unreachable, retryAfterMs: 100_000 } },
        nextTryAt: new Date(nowMs + 105_000).toISOString(),
      }),
    ],
    [
      "refused for good: why, and nothing else",
      row("sending", files),
      { type: "refused", problem: refused },
      row("failed", { ...files, problem: refused }),
    ],
    [
      "files refused for good: received, without them, and why",
      row("sending", owing),
      { type: "refused", problem: refused },
      row("sent", { received: true, problem: refused }),
    ],
    [
      "files that nobody may keep: received, without them",
      row("sending", owing),
      { type: "refused", problem: { code: "pixels-not-allowed", retry: "never" } },
      row("sent", { received: true }),
    ],
    [
      "files refused because of the device: all of them",
      row("sending", owing),
      { type: "refused", problem: unknown },
      row("failed", { ...owing, problem: unknown }),
    ],
    [
      "withdrawn by its person: the reason, and no tries",
      row("sent", { received: true, tries: 2 }),
      { type: "withdraw", reason: "keliru" },
      row("withdrawing", { received: true, withdrawReason: "keliru" }),
    ],
    [
      "withdrawn before its files are sent: none of them",
      row("waiting", { ...owing, nextTryAt, problem: unreachable }),
      { type: "withdraw", reason: "keliru" },
      row("withdrawing", { received: true, withdrawReason: "keliru" }),
    ],
    [
      "removed after it failed: no file",
      row("failed", { ...files, problem: refused }),
      { type: "undo" },
      row("undone"),
    ],
    [
      "forgotten: no file, no reason, no tries",
      row("failed", { ...files, tries: 2, withdrawReason: "keliru", problem: unknown }),
      { type: "forgotten" },
      row("sent", { received: true }),
    ],
    [
      "forgotten while it is withdrawn: no file, but the reason",
      row("withdrawing", { ...owing, withdrawReason: "keliru" }),
      { type: "forgotten" },
      row("withdrawing", { received: true, tries: 3, withdrawReason: "keliru" }),
    ],
  ])("%s", (_what, before, event, after) => {
    expect(apply(before, event)).toEqual(after);
  });

  test("only a report that the intake has is withdrawn, and only another one is undone", () => {
    for (const state of ["waiting", "failed"] as const) {
      const unsent = row(state);
      expect(apply(unsent, { type: "withdraw", reason: "keliru" })).toBe(unsent);
      const received = row(state, { received: true });
      expect(apply(received, { type: "undo" })).toBe(received);
    }
  });

  test("files are received and stored only after their report", () => {
    const early = row("sending", files);
    for (const event of [
      { type: "file-received", sha256: picture },
      { type: "hold-files", ...until },
    ] as const)
      expect(apply(early, event)).toBe(early);
  });

  test("retries a failure caused by the sender or of an unknown kind, and no other failure", () => {
    const again = (code: Problem["code"]) =>
      apply(row("failed", { problem: { code, retry: "never" } }), { type: "try-again" }).state;
    for (const code of [
      "not-enrolled",
      "device-unknown",
      "device-revoked",
      "sign-on-again",
      "proof-invalid",
      // Stands for an unknown code from a newer intake.
      "internal",
    ] as const)
      expect(again(code), code).toBe("waiting");
    for (const code of ["invalid-input", "report-damaged", "file-damaged", "not-public"] as const)
      expect(again(code), code).toBe("failed");
    expect(apply(row("failed"), { type: "try-again" }).state).toBe("failed");
    // An earlier version kept refused files.
    const kept = row("failed", { received: true, problem: refused });
    expect(apply(kept, { type: "try-again" }).state).toBe("waiting");
  });

  test("a restored network hurries the files that waited for it", () => {
    const hurried = (more: Partial<MachineRow>, metered = false) => {
      const before = row("waiting", { nextTryAt, ...more });
      return apply(before, { type: "network-back", metered }) !== before;
    };
    for (const code of ["offline", "intake-unreachable"] as const)
      expect(hurried({ problem: { code, retry: "later" } }, true), code).toBe(true);
    expect(hurried({ problem: { code: "internal", retry: "later" }, meteredUntil: nextTryAt })).toBe(false);
    expect(hurried({})).toBe(false);
    expect(hurried({ meteredUntil: nextTryAt })).toBe(true);
    expect(hurried({ meteredUntil: nextTryAt }, true)).toBe(false);
    // It waits for something else since then.
    expect(hurried({ meteredUntil: heldUntil })).toBe(false);
  });
});

const rest: readonly OutboxState[] = ["sent", "undone", "failed", "withdrawn"];
const file = fc.constantFrom(picture, frame, "c".repeat(64));
const anyProblem = fc.record({
  code: fc.constantFrom<Problem["code"]>(
    "offline",
    "internal",
    "device-unknown",
    "invalid-input",
    "conflict",
  ),
  retry: fc.constantFrom<Problem["retry"]>("now", "later", "never"),
  retryAfterMs: fc.nat(10 * limits.retryAfterMs),
});
const anyEvent: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.constantFrom<OutboxEvent>(
    { type: "undo-passed" },
    { type: "undo" },
    { type: "start" },
    { type: "start" },
    { type: "interrupted" },
    { type: "withdrawal-received" },
    { type: "try-again" },
    { type: "forgotten" },
    { type: "named" },
    { type: "withdraw", reason: "keliru" },
  ),
  fc.record({ type: fc.constant("received" as const), filesWanted: fc.uniqueArray(file) }),
  fc.record({ type: fc.constant("file-received" as const), sha256: file }),
  fc.record({
    type: fc.constant("hold-files" as const),
    untilMs: fc.integer({ min: nowMs, max: nowMs + 1e7 }),
  }),
  fc.record({ type: fc.constant("refused" as const), problem: anyProblem }),
  fc.record({ type: fc.constant("network-back" as const), metered: fc.boolean() }),
);
const anyStart = fc.uniqueArray(file).map((filesLeft) => row("held", { filesLeft }));

describe("any events in any order", () => {
  test("forget no acknowledged row, undo no sending, and only remove files", () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        let before = start;
        for (const event of events) {
          const after = apply(before, event);
          expect(storedRow.safeParse(after).success).toBe(true);
          if (before.received) expect(after.received).toBe(true);
          if (["sent", "withdrawing", "withdrawn"].includes(before.state))
            expect(["sent", "withdrawing", "withdrawn"]).toContain(after.state);
          if (after.state === "sent") expect(after).toMatchObject({ received: true, filesLeft: [] });
          if (after.state === "undone") expect(after.received).toBe(false);
          expect(before.filesLeft).toEqual(expect.arrayContaining(after.filesLeft));
          const dueMs = dueAtMs(after, nowMs);
          if (!rest.includes(after.state) && after.state !== "sending") {
            expect(dueMs).toBeLessThanOrEqual(nowMs + longestWaitMs);
          }
          before = after;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("end in a final state from any state once the intake answers", () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        let last = events.reduce(apply, start);
        const wayOut: OutboxEvent[] = [
          { type: "undo-passed" },
          { type: "interrupted" },
          { type: "start" },
          { type: "received", filesWanted: [...last.filesLeft] },
          ...last.filesLeft.map((sha256) => ({ type: "file-received" as const, sha256 })),
          { type: "withdrawal-received" },
        ];
        for (const event of wayOut) last = apply(last, event);
        expect(rest).toContain(last.state);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("waiting", () => {
  test("gets longer each time, and is reset once it is received", () => {
    const first = apply(row("sending"), { type: "refused", problem: unreachable });
    const second = apply({ ...first, state: "sending" }, { type: "refused", problem: unreachable });
    expect(atMs(second.nextTryAt)).toBeGreaterThan(atMs(first.nextTryAt));
    const received = apply({ ...second, state: "sending" }, { type: "received", filesWanted: [] });
    expect(received).toMatchObject({ state: "sent", tries: 0, received: true });
    expect(received.nextTryAt).toBeUndefined();
    expect(received.problem).toBeUndefined();
  });

  test("doubles up to a quarter of an hour, with jitter", () => {
    const waits = [1, 2, 3, 30, 5_000].map((tries) => waitMs(tries, () => 1));
    expect(waits).toEqual([2_000, 4_000, 8_000, 900_000, 900_000]);
    expect(waitMs(3, () => 0)).toBe(4_000);
  });

  test("is never shorter than the intake requests, and never longer than an hour and its jitter", () => {
    expect(waitMs(1, () => 0, 120_000)).toBe(120_000);
    expect(waitMs(1, () => 1, 120_000)).toBe(132_000);
    expect(waitMs(30, () => 1, 1_000)).toBe(900_000);
    expect(waitMs(1, () => 1, 1e12)).toBe(longestWaitMs);
  });
});

test("files that the intake does not need, or that this device never had, are not pending", () => {
  const received = apply(row("sending", { filesLeft: [picture, frame] }), {
    type: "received",
    filesWanted: [frame, "c".repeat(64)],
  });
  expect(received).toMatchObject({ state: "sending", filesLeft: [frame] });
});

describe("rows that need attention", () => {
  const later = (ms: number) => new Date(nowMs + ms).toISOString();
  const year = 365 * 86_400_000;

  test.each<[string, MachineRow, number | undefined]>([
    ["held", row("held"), nowMs + limits.undoMs],
    ["waiting", row("waiting"), 0],
    ["waiting for its next try", row("waiting", { nextTryAt: later(3_600_000) }), nowMs + 3_600_000],
    ["saved a year ahead, before the clock was set back", row("held", { savedAt: later(year) }), 0],
    ["due in a year, before the clock was set back", row("waiting", { nextTryAt: later(year) }), 0],
    ["due a year ago, by a machine asleep", row("waiting", { nextTryAt: later(-year) }), nowMs - year],
    ["held a year ago", row("held", { savedAt: later(-year) }), nowMs - year + limits.undoMs],
    ["withdrawing after the clock was set back", row("withdrawing", { nextTryAt: later(year) }), 0],
    ["sent", row("sent"), undefined],
    ["failed", row("failed"), undefined],
  ])("%s", (_, one, due) => {
    expect(dueAtMs(one, nowMs)).toBe(due);
  });
});
