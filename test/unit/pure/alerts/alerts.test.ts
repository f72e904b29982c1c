/** Quiet hours, digests, recipients in order, and the text of mails. */

import { describe, expect, test } from "vitest";
import { composeMail, type MailedAlert } from "../../../../intake/alerts/rules/compose-mail.ts";
import {
  audienceOf,
  findNext,
  type GivenNotice,
  planNotices,
} from "../../../../intake/alerts/rules/plan-alerts.ts";
import type { Staff } from "../../../../intake/alerts/store/staff.ts";
import { alertPreferences, onCallInput } from "../../../../utils/shared/contract/alert.ts";
import { role } from "../../../../utils/shared/contract/site.ts";
import {
  alertRules,
  endOfQuietMs,
  isNoticeOn,
  mailRuleOf,
  nextDigestMs,
  passesOnAfterMs,
} from "../../../../utils/shared/policy/alerts.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** A time in Jakarta on 28 November 2026. */
const jakarta = (time: string) => Date.parse(`2026-11-28T${time}:00+07:00`);
const night = { from: "22:00", until: "06:00" };

describe("quiet hours", () => {
  test.each([
    ["21:59", night, "21:59"],
    ["05:59", night, "06:00"],
    ["06:00", night, "06:00"],
    ["00:00", night, "06:00"],
    ["13:00", { from: "12:00", until: "14:00" }, "14:00"],
    ["14:00", { from: "12:00", until: "14:00" }, "14:00"],
    ["03:00", undefined, "03:00"],
    ["22:15", { from: "22:30", until: "06:45" }, "22:15"],
    ["06:40", { from: "22:30", until: "06:45" }, "06:45"],
  ])("at %s of %j end at %s", (at, quiet, end) => {
    expect(endOfQuietMs(quiet, jakarta(at))).toBe(jakarta(end));
  });

  test("end on the next morning if they begin in the evening", () => {
    expect(endOfQuietMs(night, jakarta("23:30"))).toBe(jakarta("06:00") + day);
  });

  test("delay by less than a day, never into other quiet hours, and always forward", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const text = (of: number) =>
      `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 3 * day }), (from, until, offset) => {
        fc.pre(from !== until);
        const quiet = { from: text(from), until: text(until) };
        const at = jakarta("00:00") + offset;
        const end = endOfQuietMs(quiet, at);
        expect(end).toBeGreaterThanOrEqual(at);
        expect(end - at).toBeLessThan(day);
        expect(endOfQuietMs(quiet, end)).toBe(end);
      }),
    );
  });

  test("are a time of a day", () => {
    const quietFrom = (from: string) =>
      alertPreferences.safeParse({ mail: "now", quiet: { from, until: "06:00" } }).success;
    expect(["22:00", "00:00", "23:59"].map(quietFrom)).toEqual([true, true, true]);
    expect(["24:00", "22:60", "2:00", "x22:00", "22:00x"].map(quietFrom)).not.toContain(true);
  });

  test("cannot begin and end at the same time", () => {
    expect(
      alertPreferences.safeParse({ mail: "now", quiet: { from: "06:00", until: "06:00" } }).success,
    ).toBe(false);
  });
});

test.each([
  ["07:29", "07:30", 0],
  ["07:30", "07:30", day],
  ["23:00", "07:30", day],
])("the digest after %s leaves at %s", (at, leaves, laterMs) => {
  expect(nextDigestMs(jakarta(at))).toBe(jakarta(leaves) + laterMs);
});

test("notices are on for those with urgent work until they choose", () => {
  expect(role.options.filter((name) => isNoticeOn(null, name))).toEqual(["supervisor", "admin"]);
  expect([isNoticeOn(true, "officer"), isNoticeOn(false, "admin")]).toEqual([true, false]);
});

test("a turn on the on-call roster ends after it begins", () => {
  const [id, from] = ["3f1c2d80-1111-4111-8111-111111111111", "2026-11-28T01:00:00.000Z"];
  const isTurn = (until: string) =>
    onCallInput.safeParse({ id, personId: id, from, until, place: 1 }).success;
  expect(isTurn("2026-11-28T02:00:00.000Z")).toBe(true);
  expect([from, "2026-11-28T00:00:00.000Z"].map(isTurn)).toEqual([false, false]);
});

test("everything urgent is mailed at once and passes on within a quarter of an hour", () => {
  for (const event of Object.keys(alertRules) as (keyof typeof alertRules)[]) {
    if (alertRules[event].personal) continue;
    expect(mailRuleOf({ event, urgent: true })).toBe("now");
    expect(passesOnAfterMs({ event, urgent: true })).toBeLessThanOrEqual(hour / 4);
  }
  expect(passesOnAfterMs({ event: "clock-warning", urgent: false })).toBeUndefined();
});

test("outside the four-hour lane an event is mailed by its own rule", () => {
  expect(mailRuleOf({ event: "clock-warning", urgent: false })).toBe("digest");
  expect(mailRuleOf({ event: "question-asked", urgent: true })).toBe("none");
  expect(mailRuleOf({ event: "letter-undelivered", urgent: false })).toBe("now");
});

const urgent = { event: "case-urgent", urgent: true } as const;
const ordinary = { event: "letter-undelivered", urgent: false } as const;
const someone = (personId: string, given: Partial<Staff> = {}): Staff => ({
  personId,
  role: "supervisor",
  unit: null,
  mail: "now",
  email: `${personId}@kominfo.test`,
  quiet: undefined,
  place: undefined,
  ...given,
});
const at = new Date(jakarta("02:00"));
const nowFor = (notices: ReturnType<typeof planNotices>) =>
  notices.filter(({ mailAt }) => mailAt?.getTime() === at.getTime()).map(({ personId }) => personId);

describe("the first notices", () => {
  test("reach in the four-hour lane those awake and the person on call, and the others when they wake", () => {
    const audience = [
      someone("awake"),
      someone("asleep", { quiet: night }),
      someone("duty", { quiet: night, mail: "off", place: 1 }),
      someone("second", { quiet: night, place: 2 }),
    ];
    const notices = planNotices(urgent, audience, at);
    expect(nowFor(notices)).toEqual(["awake", "duty"]);
    expect(notices.find(({ personId }) => personId === "asleep")?.notifyAt).toEqual(
      new Date(jakarta("06:00")),
    );
  });

  test("leave people asleep if someone else is awake, and wake all if nobody is", () => {
    const asleep = someone("asleep", { quiet: night });
    expect(nowFor(planNotices(urgent, [someone("awake"), asleep], at))).toEqual(["awake"]);
    expect(nowFor(planNotices(urgent, [asleep, someone("digest", { quiet: night })], at))).toEqual([
      "asleep",
      "digest",
    ]);
  });

  test("respect quiet hours, digests and those who want no mail outside the lane", () => {
    const audience = [
      someone("awake"),
      someone("asleep", { quiet: night, place: 1 }),
      someone("digest", { mail: "digest" }),
      someone("off", { mail: "off" }),
      someone("nowhere", { email: null }),
    ];
    const notices = planNotices(ordinary, audience, at);
    expect(nowFor(notices)).toEqual(["awake"]);
    expect(notices.map(({ mailAt }) => mailAt && mailAt.getTime() - at.getTime())).toEqual([
      0,
      4 * hour,
      5.5 * hour,
      null,
      null,
    ]);
  });
});

test("an alert concerns the people of its roles whose scope contains it", () => {
  const staff = [someone("near"), someone("far"), someone("admin", { role: "admin" })];
  const sees = ({ personId }: Staff) => personId !== "far";
  expect(audienceOf("case-urgent", staff, sees).map(({ personId }) => personId)).toEqual(["near"]);
  expect(audienceOf("recipe-dropped", staff, sees).map(({ personId }) => personId)).toEqual(["admin"]);
});

describe("the next person", () => {
  const given = (personId: string, more: Partial<GivenNotice> = {}): GivenNotice => ({
    personId,
    notifyAt: at,
    mailAt: at,
    mailed: true,
    stage: 0,
    ...more,
  });
  const later = new Date(at.getTime() + 4 * hour);
  const admins = [someone("admin", { role: "admin" })];

  test("is on call by place, then asleep, then an administrator, then none", () => {
    const audience = [
      someone("awake"),
      someone("asleep", { quiet: night }),
      someone("third", { place: 3 }),
      someone("second", { place: 2 }),
    ];
    const notices = [given("awake"), given("asleep", { mailAt: later, mailed: false })];
    const order: (string | undefined)[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const next = findNext({ alert: urgent, audience, admins }, notices, at);
      order.push(next?.personId);
      if (next) {
        const known = notices.findIndex(({ personId }) => personId === next.personId);
        if (known >= 0) notices.splice(known, 1);
        notices.push(given(next.personId, { stage: turn + 1, mailed: false }));
      }
    }
    expect(order).toEqual(["second", "third", "asleep", "admin", undefined]);
  });

  test("is nobody who has a mail already, or gets one now", () => {
    const audience = [someone("awake", { place: 1 })];
    const next = (more: Partial<GivenNotice>) =>
      findNext({ alert: urgent, audience, admins: [] }, [given("awake", more)], at)?.personId;
    expect(next({ mailed: true, mailAt: null })).toBeUndefined();
    expect(next({ mailed: true, mailAt: later })).toBeUndefined();
    expect(next({ mailed: false, mailAt: at })).toBeUndefined();
    expect(next({ mailed: false, mailAt: later })).toBe("awake");
    expect(next({ mailed: false, mailAt: null })).toBe("awake");
  });

  test("outside the lane is awake and wants mail", () => {
    const next = (given: Partial<Staff>) =>
      findNext({ alert: ordinary, audience: [someone("one", given)], admins: [] }, [], at)?.personId;
    expect(next({})).toBe("one");
    expect(next({ mail: "off" })).toBeUndefined();
    expect(next({ email: null })).toBeUndefined();
  });

  test("is not woken by alerts that are not urgent, unless on call", () => {
    const asleep = someone("asleep", { quiet: night });
    expect(findNext({ alert: ordinary, audience: [asleep], admins: [] }, [], at)).toBeUndefined();
    const duty = { ...asleep, place: 1 };
    expect(findNext({ alert: ordinary, audience: [duty], admins: [] }, [], at)).toBe(duty);
  });
});

describe("a mail", () => {
  const parts = { organisation: "Kominfo", origin: "https://lapor.kominfo.test", at };
  const alert: MailedAlert = {
    event: "case-urgent",
    kind: "case",
    subject: "3f1c2d80-1111-4111-8111-111111111111",
    reference: "LK-7F3K2-9QX4M",
    urgent: true,
    caseId: "3f1c2d80-1111-4111-8111-111111111111",
    requestId: null,
    at,
    dueAt: new Date(at.getTime() + 4 * hour),
  };

  test("names a single alert in the subject, with its clock in Jakarta's time", () => {
    const { subject, text } = composeMail({ ...parts, alerts: [alert] });
    expect(subject).toBe(
      "[Lapor Kominfo] Jalur empat jam: Kasus mendesak menunggu keputusan: LK-7F3K2-9QX4M",
    );
    expect(text).toContain("Batas 28 Nov 2026, 06.00 WIB, sisa 4 jam");
    expect(text).toContain("Due 28 Nov 2026, 06.00 WIB, 4 h left");
    expect(text).toContain("https://lapor.kominfo.test/buka#/cases/3f1c2d80-1111-4111-8111-111111111111");
  });

  test("names no person and leads to the act if about an administrator's act", () => {
    const act = {
      ...alert,
      event: "admin-act-waiting",
      kind: "admin-act",
      reference: "",
      urgent: false,
    } as const;
    const { subject, text } = composeMail({ ...parts, alerts: [{ ...act, caseId: null }] });
    expect(subject).toBe("[Lapor Kominfo] Tindakan pengelola menunggu konfirmasi Anda");
    expect(text).toContain(
      "https://lapor.kominfo.test/buka#/admin/acts/3f1c2d80-1111-4111-8111-111111111111",
    );
    expect(text).not.toContain("Jalur");
  });

  test("names a watched post that must be decided again", () => {
    const watched = { ...alert, event: "clock-over", urgent: false, dueAt: null } as const;
    const { subject, text } = composeMail({ ...parts, alerts: [watched] });
    expect(subject).toContain("Kiriman yang diamati perlu diputus lagi");
    expect(text).toContain("A watched post must be decided again");
  });

  test("counts several alerts, and has no line break in the subject", () => {
    const late = {
      ...alert,
      event: "clock-over",
      urgent: false,
      dueAt: new Date(at.getTime() - hour),
    } as const;
    const { subject, text } = composeMail({ ...parts, organisation: "Kominfo", alerts: [alert, late] });
    expect(subject).toBe("[Lapor Kominfo] 2 peringatan, 1 di jalur empat jam");
    expect(text).toContain("lewat 1 jam");
    expect(text).toContain("\n  Jalur biasa\n");
  });

  test("leads to the request, the own reports or the list of alerts where it concerns no case alone", () => {
    const id = "5f1c2d80-1111-4111-8111-111111111111";
    const linkIn = (change: Partial<MailedAlert>) =>
      /test\/buka(\S*)/.exec(composeMail({ ...parts, alerts: [{ ...alert, ...change }] }).text)?.[1];
    expect(linkIn({ requestId: id })).toBe(`#/requests/${id}`);
    expect(linkIn({ kind: "question", requestId: id })).toBe("#/reports");
    expect(linkIn({ caseId: null })).toBe("#/alerts");
  });

  test("mentions no lane in the subject if no alert is urgent", () => {
    const ordinary = { ...alert, urgent: false };
    const { subject } = composeMail({ ...parts, alerts: [ordinary, ordinary] });
    expect(subject).toBe("[Lapor Kominfo] 2 peringatan");
  });
});
