/** The states of a request: every event in every state, and what no order of events may bring about. */

import { describe, expect, test } from "vitest";
import { dispatchBackoffMs, isExhausted } from "../../../../intake/delivery/deliver-letters.ts";
import { judgeBounce } from "../../../../intake/delivery/letter-events.ts";
import {
  applyEvent,
  isLetterWanted,
  type RequestEvent,
  type RequestRow,
} from "../../../../intake/requests/request-states.ts";
import { type RequestState, requestState } from "../../../../utils/shared/contract/request-state.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const hourMs = 3_600_000;
const start = Date.parse("2028-02-28T20:00:00.000Z");
const at = (hours: number) => new Date(start + hours * hourMs);

const fresh: RequestRow = {
  ...{ state: "queued", hours: 24, sentAt: null, dueAt: null, deliveredAt: null },
  ...{ acknowledgedAt: null, answeredAt: null, withdrawnAt: null, withdrawnReason: null },
  ...{ reprimands: 0, reprimandedAt: null },
  items: [1, 2].map((place) => ({
    ...{ place, outcome: "pending" },
    ...{ outcomeAt: null, outcomeNote: null, checkAt: null },
  })),
};

/** The row after an event; the code of what refuses it. */
function next(row: RequestRow, event: RequestEvent): RequestRow | string {
  const result = applyEvent(row, event);
  if (!result.ok) return result.problem.code;
  const { row: change, items } = result.value;
  const said = new Map(items.map((item) => [item.place, item]));
  return { ...row, ...change, items: row.items.map((item) => ({ ...item, ...said.get(item.place) })) };
}

function run(...events: RequestEvent[]): RequestRow {
  return events.reduce<RequestRow>((row, event) => {
    const result = next(row, event);
    if (typeof result === "string") throw new Error(`${event.type}: ${result}`);
    return result;
  }, fresh);
}

const all = (outcome: "acted" | "refused", hours: number): RequestEvent => ({
  ...{ type: "items", at: at(hours) },
  items: [1, 2].map((place) => ({ place, outcome })),
});
const some = (hours: number, place = 1): RequestEvent => ({
  ...{ type: "items", at: at(hours) },
  items: [{ place, outcome: "acted" }],
});
const sent = { type: "sent", at: at(1) } as const;

const rows: Record<RequestState, RequestRow> = {
  queued: fresh,
  "by-hand": run({ type: "channel-changed", at: at(0), byHand: true }),
  sent: run(sent),
  undelivered: run(sent, { type: "bounced", at: at(2) }),
  answered: run(sent, all("acted", 3)),
  withdrawn: run({ type: "withdrawn", at: at(2), reason: "Keliru." }),
};
const events: Record<string, RequestEvent> = {
  sent: { type: "sent", at: at(5) },
  "send-failed": { type: "send-failed", at: at(5) },
  bounced: { type: "bounced", at: at(5) },
  "to-queue": { type: "channel-changed", at: at(5), byHand: false },
  "to-hand": { type: "channel-changed", at: at(5), byHand: true },
  delivered: { type: "delivered", at: at(5) },
  acknowledged: { type: "acknowledged", at: at(5) },
  some: some(5),
  all: all("refused", 5),
  withdrawn: { type: "withdrawn", at: at(5), reason: "Dibatalkan." },
};

/** `=`: it changes nothing. */
const table: Record<RequestState, Record<string, string>> = {
  queued: {
    ...{
      sent: "sent",
      "send-failed": "undelivered",
      bounced: "=",
      "to-queue": "queued",
      "to-hand": "by-hand",
    },
    ...{ delivered: "sent", acknowledged: "sent", some: "sent", all: "answered", withdrawn: "withdrawn" },
  },
  "by-hand": {
    ...{
      sent: "sent",
      "send-failed": "undelivered",
      bounced: "=",
      "to-queue": "queued",
      "to-hand": "by-hand",
    },
    ...{ delivered: "sent", acknowledged: "sent", some: "sent", all: "answered", withdrawn: "withdrawn" },
  },
  undelivered: {
    ...{
      sent: "sent",
      "send-failed": "undelivered",
      bounced: "=",
      "to-queue": "queued",
      "to-hand": "by-hand",
    },
    ...{ delivered: "sent", acknowledged: "sent", some: "sent", all: "answered", withdrawn: "withdrawn" },
  },
  sent: {
    ...{ sent: "=", "send-failed": "=", bounced: "undelivered", "to-queue": "!request-changed" },
    ...{
      "to-hand": "!request-changed",
      delivered: "sent",
      acknowledged: "sent",
      some: "sent",
      all: "answered",
    },
    withdrawn: "withdrawn",
  },
  answered: {
    ...{
      sent: "=",
      "send-failed": "=",
      bounced: "=",
      "to-queue": "!request-over",
      "to-hand": "!request-over",
    },
    ...{ delivered: "=", acknowledged: "=", some: "answered", all: "answered", withdrawn: "!request-over" },
  },
  withdrawn: {
    ...{ sent: "withdrawn", "send-failed": "=", bounced: "=", "to-queue": "!request-over" },
    ...{ "to-hand": "!request-over", delivered: "=", acknowledged: "=", some: "=", all: "=" },
    withdrawn: "!request-over",
  },
};

describe.each(requestState.options)("a request that is %s", (state) => {
  test.each(Object.keys(events))("handles %s as the table states", (name) => {
    const result = applyEvent(rows[state], events[name] as RequestEvent);
    const became = result.ok
      ? result.value.noted
        ? "="
        : (result.value.row.state ?? "no state")
      : `!${result.problem.code}`;
    expect(became).toBe(table[state][name]);
  });
});

describe("the clock", () => {
  test("runs from sending, over a leap day, and from the first sending", () => {
    const row = run(sent, { type: "sent", at: at(9) });
    expect(row).toMatchObject({ sentAt: at(1), dueAt: new Date("2028-02-29T21:00:00.000Z") });
    expect(next({ ...fresh, hours: null }, sent)).toMatchObject({ sentAt: at(1), dueAt: null });
  });

  test("is voided by a bounce, and restarts with the next channel", () => {
    expect(rows.undelivered).toMatchObject({ sentAt: null, dueAt: null });
    const again = run(
      sent,
      { type: "bounced", at: at(2) },
      { type: "channel-changed", at: at(3), byHand: false },
      { type: "sent", at: at(4) },
    );
    expect(again).toMatchObject({ state: "sent", sentAt: at(4), dueAt: at(28) });
  });

  test("is not stopped by a bounce after the platform acknowledged the request", () => {
    const row = run(sent, { type: "acknowledged", at: at(2) });
    expect(next(row, { type: "bounced", at: at(3) })).toEqual(row);
    expect(next(rows.answered, { type: "bounced", at: at(9) })).toEqual(rows.answered);
  });

  test("keeps running, with its reprimands, after a bounce later than the limit, whatever is sent next", () => {
    const over = { ...run(sent), reprimands: 2, reprimandedAt: at(40) };
    const back = next(over, { type: "bounced", at: at(60), keepsClock: true }) as RequestRow;
    expect(back).toEqual({ ...over, state: "undelivered" });
    const again = next({ ...back, state: "queued" }, { type: "sent", at: at(70) });
    expect(again).toEqual(over);
  });

  test.each([
    ["a person", "person", {}, "voids"],
    ["a mail server", "mail", {}, "voids"],
    ["the recipient's key", "key", {}, "to check"],
    ["a person, after a proof of delivery", "person", { deliveredAt: at(2) }, "to check"],
    ["a mail server, after a proof of delivery", "mail", { deliveredAt: at(2) }, "to check"],
    ["a person, at the limit", "person", { dueAt: at(5) }, "keeps"],
    ["a mail server, at the limit", "mail", { dueAt: at(5) }, "to check"],
    ["the recipient's key, after the limit", "key", { dueAt: at(4) }, "to check"],
    ["a person, where there is no limit", "person", { dueAt: null }, "voids"],
    // The states above only note it.
    ["the recipient's key, after an acknowledgement", "key", { acknowledgedAt: at(2) }, "voids"],
  ] as const)("follows a bounce from %s", (_, from, change, effect) => {
    const { toCheck, keepsClock } = judgeBounce({ ...run(sent), ...change }, from, at(5));
    expect(toCheck ? "to check" : keepsClock ? "keeps" : "voids").toBe(effect);
    expect(toCheck && keepsClock).toBe(false);
  });

  test("starts at the proof that a letter arrived, if its sending was not recorded", () => {
    expect(run({ type: "acknowledged", at: at(2) })).toMatchObject({
      ...{ state: "sent", sentAt: at(2), dueAt: at(26), acknowledgedAt: at(2) },
    });
  });

  test("records a request that was sent while it was withdrawn", () => {
    const row = next(rows.withdrawn, { type: "sent", at: at(3) });
    expect(row).toMatchObject({ state: "withdrawn", sentAt: at(3), dueAt: null });
  });
});

describe("an answer", () => {
  test("leaves the rest open when it covers some items; items count in any order", () => {
    const row = run(sent, some(2, 2));
    expect(row).toMatchObject({ state: "sent", answeredAt: null, acknowledgedAt: at(2) });
    expect(next(row, some(3, 1))).toMatchObject({ state: "answered", answeredAt: at(3) });
  });

  test("corrects an item when repeated, and keeps the time of the first", () => {
    const row = next(rows.answered, all("refused", 9)) as RequestRow;
    expect(row).toMatchObject({ state: "answered", answeredAt: at(3) });
    expect(row.items.map(({ outcome }) => outcome)).toEqual(["refused", "refused"]);
  });

  test("keeps its time, its words and its check when given again unchanged", () => {
    const noted = (hours: number, note?: string): RequestEvent => ({
      ...{ type: "items", at: at(hours) },
      items: [{ place: 1, outcome: "restricted", note }],
    });
    const [first] = run(sent, noted(3, "Sebagian.")).items;
    expect(first).toMatchObject({ outcomeAt: at(3), checkAt: at(3) });
    expect(run(sent, noted(3, "Sebagian."), noted(30)).items[0]).toEqual(first);
    expect(run(sent, noted(3, "Sebagian."), noted(30, "Lagi.")).items[0]).toEqual({
      ...first,
      outcomeNote: "Lagi.",
    });
    // Entered by a person from an earlier mail.
    expect(run(sent, noted(30), noted(3)).items[0]?.outcomeAt).toEqual(at(30));
  });

  test("counts an act from the first time that the platform stated it, whatever it answered since", () => {
    expect(run(sent, all("acted", 3), all("acted", 30)).items[0]?.outcomeAt).toEqual(at(3));
    expect(run(sent, all("acted", 30), all("acted", 3)).items[0]?.outcomeAt).toEqual(at(3));
    const refused = run(sent, all("acted", 3), all("refused", 9));
    expect(refused.items[0]?.outcomeAt).toEqual(at(9));
    const known = { ...refused, items: refused.items.map((item) => ({ ...item, actedAt: at(3) })) };
    const again = next(known, all("acted", 30)) as RequestRow;
    expect(again.items[0]).toMatchObject({ outcome: "acted", outcomeAt: at(3), checkAt: at(30) });
  });

  test("schedules a check, unless the platform did nothing", () => {
    const look = (event: RequestEvent) => {
      const result = applyEvent(rows.sent, event);
      return result.ok ? result.value.items.map(({ checkAt }) => checkAt) : [];
    };
    expect(look(all("acted", 5))).toEqual([at(5), at(5)]);
    expect(look(all("refused", 5))).toEqual([null, null]);
  });

  test.each<[string, RequestEvent]>([
    ["an item that is not in it", some(5, 3)],
    [
      "an item twice",
      { type: "items", at: at(5), items: [1, 1].map((place) => ({ place, outcome: "gone" })) },
    ],
    ["nothing", { type: "items", at: at(5), items: [] }],
    ["something from before it was sent", all("acted", 0)],
  ])("is refused about %s", (_, event) => {
    expect(next(rows.sent, event)).toBe("invalid-input");
  });
});

test.each<[string, RequestEvent]>([
  ["an acknowledgement", { type: "acknowledged", at: at(6) }],
  ["an answer for some items", some(6)],
  ["a full answer", all("acted", 6)],
])("the time of the acknowledgement is the earliest of its signs, in any order of entry: %s", (_, late) => {
  const early = { type: "acknowledged", at: at(2) } as const;
  const other = run(sent, early, late);
  const row = run(sent, late, early);
  expect([row.acknowledgedAt, row.state, row.answeredAt]).toEqual([at(2), other.state, other.answeredAt]);
  expect(applyEvent(row, { type: "acknowledged", at: at(3) })).toMatchObject({
    value: row.state === "answered" ? { noted: true, row: {} } : { row: { acknowledgedAt: at(2) } },
  });
  expect(run(sent, some(6), some(3, 2)).acknowledgedAt).toEqual(at(3));
});

test("a platform reacts to nothing before it was sent; what others do may bear an earlier time", () => {
  for (const type of ["delivered", "acknowledged"] as const) {
    expect(next(rows.sent, { type, at: at(0) })).toBe("invalid-input");
    expect(next(rows.sent, { type, at: at(1) })).not.toBe("invalid-input");
  }
  expect(next(rows.sent, { type: "withdrawn", at: at(0), reason: "x" })).not.toBe("invalid-input");
});

const moment = fc.integer({ min: 0, max: 100 }).map(at);
const anyEvent: fc.Arbitrary<RequestEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom("sent", "send-failed", "bounced", "delivered", "acknowledged"),
    at: moment,
  }),
  fc.record({ type: fc.constant("channel-changed" as const), at: moment, byHand: fc.boolean() }),
  fc.record({ type: fc.constant("withdrawn" as const), at: moment, reason: fc.constant("x") }),
  fc.record({
    type: fc.constant("items" as const),
    at: moment,
    items: fc.array(
      fc.record({
        place: fc.integer({ min: 1, max: 3 }),
        outcome: fc.constantFrom("acted", "restricted", "refused", "gone", "not-found"),
      }),
      { maxLength: 3 },
    ),
  }),
);

test("events in any order stay within the table, leave no final state, and need a sending before an answer", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (given) => {
      let row = fresh;
      for (const event of given) {
        const result = next(row, event);
        if (typeof result === "string") continue;
        requestState.parse(result.state);
        if (row.state === "withdrawn") expect(result.state).toBe("withdrawn");
        if (row.state === "answered") expect(result.state).toBe("answered");
        if (result.answeredAt) {
          expect(result.sentAt && result.sentAt <= result.answeredAt).toBe(true);
          expect(result.items.every(({ outcome }) => outcome !== "pending")).toBe(true);
        }
        if (result.dueAt) expect(result.dueAt.getTime() - (result.sentAt?.getTime() ?? 0)).toBe(24 * hourMs);
        const runs = result.state === "sent" || result.state === "answered";
        expect(result.sentAt !== null).toBe(runs || (result.state === "withdrawn" && result.sentAt !== null));
        row = result;
      }
    }),
    { numRuns: 2_000 },
  );
});

describe("a letter", () => {
  test("is retried after half a minute, then with growing pauses up to an hour", () => {
    const middle = (tries: number) => dispatchBackoffMs(tries, () => 0.5);
    expect([1, 2, 3, 7, 8, 30, 500].map(middle)).toEqual(
      [30, 60, 120, 1_920, 3_600, 3_600, 3_600].map((seconds) => seconds * 1_000),
    );
    expect(dispatchBackoffMs(1, () => 0)).toBeLessThan(dispatchBackoffMs(1, () => 1));
    expect(dispatchBackoffMs(9, () => 1)).toBe(hourMs);
  });

  test("is given up after a day of attempts; time while the intake was off does not count", () => {
    expect(isExhausted(30, at(0), at(24))).toBe(true);
    expect(isExhausted(30, at(0), at(23.9))).toBe(false);
    expect(isExhausted(1, at(0), at(50))).toBe(false);
  });

  test("is sent while its request is open", () => {
    const wanted = (letter: "request" | "st1") =>
      requestState.options.filter((state) => isLetterWanted(letter, state));
    expect(wanted("request")).toEqual(["queued", "by-hand", "sent", "undelivered"]);
    expect(wanted("st1")).toEqual(["sent"]);
  });
});
