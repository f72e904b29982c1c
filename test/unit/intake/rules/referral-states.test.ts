/** The states of a referral: every event in every state, its clock, and its letters. */

import { describe, expect, test } from "vitest";
import {
  applyReferralEvent,
  isReferralLetterWanted,
  mayHaveArrived,
  newReferralColumns,
  openReferralStates,
  type ReferralEvent,
  type ReferralRow,
} from "../../../../intake/referrals/referral-states.ts";
import { type ReferralState, referralState } from "../../../../utils/shared/contract/referral-state.ts";

const hourMs = 3_600_000;
const at = (hours: number) => new Date(Date.parse("2028-02-28T20:00:00.000Z") + hours * hourMs);
const answerDays = 5;
const answerHours = answerDays * 24;

const fresh: ReferralRow = { ...newReferralColumns(false), answerDays };

/** The row after an event, or the code of the problem that refuses it. */
function next(row: ReferralRow, event: ReferralEvent): ReferralRow | string {
  const result = applyReferralEvent(row, event);
  return result.ok ? { ...row, ...result.value.row } : result.problem.code;
}

function run(...events: ReferralEvent[]): ReferralRow {
  return events.reduce<ReferralRow>((row, event) => {
    const result = next(row, event);
    if (typeof result === "string") throw new Error(`${event.type}: ${result}`);
    return result;
  }, fresh);
}

const sent: ReferralEvent = { type: "sent", at: at(1) };
const answered = (hours: number, note?: string): ReferralEvent => ({
  ...{ type: "answered", at: at(hours), outcome: "handled" },
  note,
});
const closed: ReferralEvent = { type: "closed", at: at(4), reason: "Tidak dijawab." };
const withdrawn: ReferralEvent = { type: "withdrawn", at: at(4) };

const rows: Record<ReferralState, ReferralRow> = {
  queued: fresh,
  "by-hand": { ...newReferralColumns(true), answerDays },
  sent: run(sent),
  undelivered: run(sent, { type: "bounced", at: at(2) }),
  answered: run(sent, answered(3)),
  closed: run(sent, closed),
  withdrawn: run(withdrawn),
};

const events = {
  sent: { type: "sent", at: at(5) },
  "send-failed": { type: "send-failed", at: at(5) },
  bounced: { type: "bounced", at: at(5) },
  "to-queue": { type: "channel-changed", at: at(5), byHand: false },
  "to-hand": { type: "channel-changed", at: at(5), byHand: true },
  delivered: { type: "delivered", at: at(5) },
  acknowledged: { type: "acknowledged", at: at(5) },
  answered: answered(5),
  "answered-elsewhere": { type: "answered-elsewhere", at: at(5) },
  reminded: { type: "reminded", at: at(5) },
  closed: { ...closed, at: at(5) },
  withdrawn: { ...withdrawn, at: at(5) },
} satisfies Record<string, ReferralEvent>;
type EventName = keyof typeof events;

const fromPartner = { delivered: "sent", acknowledged: "sent", answered: "answered" };
const onlyNoted = { "answered-elsewhere": "=", bounced: "=", reminded: "=" };
const ends = { closed: "closed", withdrawn: "withdrawn" };
const beforeSending = {
  ...{ ...fromPartner, ...onlyNoted, ...ends, sent: "sent", "send-failed": "undelivered" },
  ...{ "to-queue": "queued", "to-hand": "by-hand" },
};
const isOver = {
  ...{ ...onlyNoted, sent: "=", "send-failed": "=", delivered: "=", acknowledged: "=", answered: "=" },
  ...{ "to-queue": "!referral-over", "to-hand": "!referral-over", closed: "!referral-over" },
};

/** `=`: noted without a change. `!`: refused. */
const table: Record<ReferralState, Record<EventName, string>> = {
  queued: beforeSending,
  "by-hand": beforeSending,
  undelivered: beforeSending,
  sent: {
    ...{ ...fromPartner, ...onlyNoted, ...ends, sent: "=", "send-failed": "=" },
    ...{ bounced: "undelivered", reminded: "sent" },
    ...{ "to-queue": "!referral-changed", "to-hand": "!referral-changed" },
  },
  answered: { ...isOver, withdrawn: "withdrawn" },
  closed: { ...isOver, answered: "answered", withdrawn: "withdrawn" },
  withdrawn: { ...isOver, sent: "withdrawn", withdrawn: "=" },
};

describe.each(referralState.options)("a referral that is %s", (state) => {
  test.each(Object.keys(events) as EventName[])("handles %s as the table states", (name) => {
    const result = applyReferralEvent(rows[state], events[name]);
    const became = result.ok ? (result.value.row.state ?? "=") : `!${result.problem.code}`;
    expect(became).toBe(table[state][name]);
    if (!result.ok) return;
    expect(result.value).toMatchObject({ act: events[name].type, noted: became === "=" });
    if (result.value.noted) expect(result.value.row).toEqual({});
  });
});

describe("the clock of a referral", () => {
  test("runs from the first sending", () => {
    const started = { sentAt: at(1), dueAt: at(1 + answerHours), remindAt: at(1 + answerHours) };
    expect(rows.sent).toEqual({ ...fresh, ...started, state: "sent" });
    expect(run(sent, { type: "delivered", at: at(3) })).toMatchObject({ ...started, deliveredAt: at(3) });
  });

  test.each(["delivered", "acknowledged"] as const)(
    "starts with the letter %s if its sending was not recorded",
    (type) => {
      const row = run({ type, at: at(2) });
      const dueAt = at(2 + answerHours);
      expect(row).toMatchObject({
        state: "sent",
        sentAt: at(2),
        dueAt,
        remindAt: dueAt,
        [`${type}At`]: at(2),
      });
    },
  );

  test("is void after a bounce and runs from the next sending", () => {
    const bounced = run(
      sent,
      { type: "delivered", at: at(1) },
      { type: "reminded", at: at(2) },
      { type: "bounced", at: at(3) },
    );
    expect(bounced).toEqual({ ...fresh, state: "undelivered" });
    const again = next({ ...bounced, state: "queued" }, { type: "sent", at: at(9) });
    expect(again).toMatchObject({ sentAt: at(9), dueAt: at(9 + answerHours), reminders: 0 });
  });

  test("goes on after a bounce that came when the limit had passed", () => {
    const late = next(rows.sent, { type: "bounced", at: at(200), keepsClock: true });
    expect(late).toEqual({ ...rows.sent, state: "undelivered" });
  });

  test("reminds a partner only after the usual time from the newest sending", () => {
    const reminded = run(sent, { type: "reminded", at: at(121) });
    const late = { ...reminded, state: "undelivered" } as const;
    const again = next(late, { type: "sent", at: at(310) });
    expect(again).toMatchObject({ sentAt: at(1), dueAt: at(1 + answerHours), reminders: 1 });
    expect(again).toMatchObject({ remindAt: at(310 + answerHours) });
    const over = { ...late, reminders: 2, remindAt: null };
    expect(next(over, { type: "sent", at: at(310) })).toMatchObject({ remindAt: null });
  });

  test("ignores a bounce after an acknowledgement", () => {
    const known = run(sent, { type: "acknowledged", at: at(2) });
    expect(applyReferralEvent(known, { type: "bounced", at: at(3) })).toEqual({
      ...{ ok: true, value: { act: "bounced", noted: true, row: {} } },
    });
  });

  test("has two reminders", () => {
    const first = run(sent, { type: "reminded", at: at(121) });
    expect(first).toMatchObject({
      reminders: 1,
      remindAt: at(121 + answerHours),
      dueAt: at(1 + answerHours),
    });
    expect(next(first, { type: "reminded", at: at(241) })).toMatchObject({ reminders: 2, remindAt: null });
  });

  test("records a letter that was sent while it was withdrawn, without a limit", () => {
    const row = next(rows.withdrawn, { type: "sent", at: at(6) }) as ReferralRow;
    expect(row).toMatchObject({ sentAt: at(6), dueAt: null, remindAt: null });
    expect(next(row, { type: "sent", at: at(9) })).toMatchObject({ sentAt: at(6) });
  });
});

describe("what a partner says", () => {
  test("keeps the time of its first receipt", () => {
    const twice = (type: "delivered" | "acknowledged") =>
      run(sent, { type, at: at(2) }, { type, at: at(3) }, answered(7));
    expect(twice("delivered").deliveredAt).toEqual(at(2));
    expect(twice("acknowledged").acknowledgedAt).toEqual(at(2));
  });

  test("ends its reminders; an answer is a receipt", () => {
    expect(run(sent, answered(3, "Sudah ditangani."))).toMatchObject({
      ...{ state: "answered", answeredAt: at(3), acknowledgedAt: at(3), remindAt: null },
      ...{ outcome: "handled", outcomeNote: "Sudah ditangani." },
    });
    expect(rows.answered.outcomeNote).toBeNull();
  });

  test("counts if it comes after a person closed the referral", () => {
    expect(rows.closed).toMatchObject({ closedAt: at(4), closedReason: "Tidak dijawab.", remindAt: null });
    expect(next(rows.closed, answered(9))).toMatchObject({
      state: "answered",
      answeredAt: at(9),
      closedAt: at(4),
    });
  });

  test.each(["delivered", "acknowledged", "answered"] as const)(
    "is refused if it is %s before the letter was sent",
    (name) => {
      expect(next(rows.sent, { ...events[name], at: at(0.9) })).toBe("invalid-input");
      expect(next(rows.sent, { ...events[name], at: at(1) })).toMatchObject({ sentAt: at(1) });
      expect(next(rows.queued, { ...events[name], at: at(0.9) })).toMatchObject({ sentAt: at(0.9) });
    },
  );

  test("has no order for the intake's own events", () => {
    expect(next(rows.sent, { ...events.withdrawn, at: at(0) })).toMatchObject({
      withdrawnAt: at(0),
      remindAt: null,
    });
  });
});

describe("a letter of a referral", () => {
  const wanted = (letter: Parameters<typeof isReferralLetterWanted>[0]) =>
    referralState.options.filter((state) => isReferralLetterWanted(letter, state));

  test("is sent while it is needed", () => {
    expect(wanted("referral")).toEqual(["queued", "by-hand", "undelivered"]);
    expect(wanted("reminder")).toEqual(["sent"]);
    expect(wanted("withdrawal")).toEqual(referralState.options);
    expect(openReferralStates).toEqual(["queued", "by-hand", "sent", "undelivered"]);
  });

  test("may have arrived if it was sent, acknowledged or answered", () => {
    expect(mayHaveArrived(fresh)).toBe(false);
    for (const column of ["sentAt", "acknowledgedAt", "answeredAt"] as const)
      expect(mayHaveArrived({ ...fresh, [column]: at(1) })).toBe(true);
    expect(mayHaveArrived({ ...fresh, closedAt: at(1), withdrawnAt: at(1) })).toBe(false);
  });
});
