import { describe, expect, test } from "vitest";
import { type OutboxState, outboxState } from "../utils/contract/outbox.ts";
import type { Problem } from "../utils/contract/problem.ts";
import { waitMs } from "../utils/outbox/backoff.ts";
import { dueAtMs, type MachineRow, type OutboxEvent, step } from "../utils/outbox/machine.ts";

const nowMs = Date.parse("2026-11-25T01:00:00.000Z");
const unreachable: Problem = { code: "intake-unreachable", retry: "later" };
const unknown: Problem = { code: "device-unknown", retry: "never" };
const refused: Problem = { code: "invalid-input", retry: "never" };
const picture = "a".repeat(64);

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

/** What each event does in each state; every pair that is not here changes nothing. */
const transitions: [OutboxState, OutboxEvent, OutboxState][] = [
  ["held", { type: "undo-passed" }, "waiting"],
  ["held", { type: "undo" }, "undone"],
  ["waiting", { type: "start" }, "sending"],
  ["sending", { type: "interrupted" }, "waiting"],
  ["sending", { type: "received", filesWanted: [] }, "sent"],
  ["sending", { type: "file-received", sha256: picture }, "sent"],
  ["sending", { type: "refused", problem: unreachable }, "waiting"],
  ["sent", { type: "withdraw", reason: "keliru" }, "withdrawing"],
  ["failed", { type: "try-again" }, "waiting"],
  ["withdrawing", { type: "withdraw", reason: "keliru" }, "withdrawing"],
  ["withdrawing", { type: "withdrawal-received" }, "withdrawn"],
  ["withdrawing", { type: "refused", problem: unreachable }, "withdrawing"],
];
const events = [...new Map(transitions.map(([, event]) => [event.type, event])).values()];

describe("the outbox", () => {
  test.each(outboxState.options.flatMap((state) => events.map((event) => [state, event] as const)))(
    "in state %s, event %o",
    (state, event) => {
      const expected = transitions.find(([from, { type }]) => from === state && type === event.type);
      const before = row(state, state === "failed" ? { problem: unknown } : {});
      const result = apply(before, event);
      if (expected) expect(result.state).toBe(expected[2]);
      else expect(result).toBe(before);
    },
  );

  test("waits longer each time, and forgets the waiting once it is received", () => {
    const first = apply(row("sending"), { type: "refused", problem: unreachable });
    const second = apply({ ...first, state: "sending" }, { type: "refused", problem: unreachable });
    expect(Date.parse(second.nextTryAt ?? "") - nowMs).toBeGreaterThan(
      Date.parse(first.nextTryAt ?? "") - nowMs,
    );
    const received = apply({ ...second, state: "sending" }, { type: "received", filesWanted: [] });
    expect(received).toMatchObject({ state: "sent", tries: 0, received: true });
    expect(received.nextTryAt).toBeUndefined();
    expect(received.problem).toBeUndefined();
  });

  test("is sent only when the last file has arrived", () => {
    const received = apply(row("sending", { filesLeft: [picture] }), {
      type: "received",
      filesWanted: [picture],
    });
    expect(received).toMatchObject({ state: "sending", received: true });
    expect(apply(received, { type: "file-received", sha256: picture }).state).toBe("sent");
  });

  test("fails for good only when trying again cannot help", () => {
    expect(apply(row("sending"), { type: "refused", problem: refused })).toMatchObject({
      state: "failed",
      problem: refused,
    });
  });

  test("tries again what failed for the device's sake, never what was refused itself", () => {
    const failed = row("failed", { problem: refused });
    expect(apply(failed, { type: "try-again" })).toBe(failed);
    expect(apply(row("failed", { problem: unknown }), { type: "try-again" }).problem).toBeUndefined();
  });

  test("leaves a report at the intake when its withdrawal is refused", () => {
    expect(apply(row("withdrawing"), { type: "refused", problem: refused }).state).toBe("sent");
  });

  test("knows when a row wants attention", () => {
    expect(dueAtMs(row("held"), 5_000)).toBe(nowMs + 5_000);
    expect(dueAtMs(row("waiting"), 5_000)).toBe(0);
    expect(dueAtMs(row("waiting", { nextTryAt: "2026-11-25T02:00:00.000Z" }), 5_000)).toBe(nowMs + 3_600_000);
    expect(dueAtMs(row("sent"), 5_000)).toBeUndefined();
  });
});

test("waits double up to a quarter of an hour, with jitter", () => {
  const waits = [1, 2, 3, 30].map((tries) => waitMs(tries, () => 1));
  expect(waits).toEqual([2_000, 4_000, 8_000, 900_000]);
  expect(waitMs(3, () => 0)).toBe(4_000);
});
