/** Polling of alerts: the number on the icon, and one notification per alert. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { pollAlerts, startAlerts } from "../../../../utils/extension/alerts/poll-alerts.ts";
import { setBadgePart } from "../../../../utils/extension/browser/badge.ts";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import {
  alertNotices,
  connection,
  lastClock,
  shownAlerts,
} from "../../../../utils/extension/browser/storage.ts";
import type { AlertView } from "../../../../utils/shared/contract/alert.ts";
import type { Role } from "../../../../utils/shared/contract/site.ts";
import { connectDevice } from "../../../support/device-kit.ts";

let served: { alerts: AlertView[]; needs: number };
let isAway: boolean;
let allowed: boolean;
let badge: string;
let shown: { id: string; title: string; message: string }[];
let cleared: string[];

function alert(given: Partial<AlertView> = {}): AlertView {
  const at = new Date().toISOString();
  return {
    id: crypto.randomUUID(),
    event: "case-urgent",
    kind: "case",
    reference: "LK-7F3K2-9QX4M",
    urgent: true,
    at,
    notifyAt: at,
    stage: 0,
    ...given,
  };
}

async function enrolledAs(role: Role): Promise<void> {
  await connectDevice();
  const known = await connection.getValue();
  if (known) await connection.setValue({ ...known, identity: { ...known.identity, role } });
}

beforeEach(async () => {
  fakeBrowser.reset();
  [served, isAway, allowed, badge, shown, cleared] = [{ alerts: [], needs: 0 }, false, true, "", [], []];
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => {
      badge = text;
    },
  });
  Object.assign(fakeBrowser, {
    permissions: { contains: async () => allowed },
    notifications: {
      create: async (id: string, { title, message }: { title: string; message: string }) => {
        shown.push({ id, title, message });
      },
      clear: async (id: string) => {
        cleared.push(id);
      },
    },
  });
  await enrolledAs("supervisor");
  await shownAlerts.setValue([]);
  await alertNotices.setValue(null);
  vi.stubGlobal("fetch", async () => {
    if (isAway) throw new TypeError("offline");
    return Response.json(served);
  });
});

test("shows each alert once, without anything of the post, and takes it back when it is handled", async () => {
  const first = alert();
  served = { alerts: [first], needs: 1 };
  await pollAlerts();
  await pollAlerts();
  expect(shown).toEqual([
    { id: first.id, title: "Kasus mendesak menunggu keputusan. Jalur empat jam.", message: "LK-7F3K2-9QX4M" },
  ]);
  expect(badge).toBe("1");
  const acknowledged = { by: "Ani", at: first.at, mine: false, how: "press" } as const;
  served = { alerts: [{ ...first, acknowledged }], needs: 0 };
  await pollAlerts();
  expect(cleared).toEqual([first.id]);
  expect(badge).toBe("");
  expect(shown).toHaveLength(1);
});

test("waits for the end of quiet hours", async () => {
  const notifyAt = new Date(Date.now() + 3_600_000).toISOString();
  served = { alerts: [alert({ notifyAt })], needs: 1 };
  await pollAlerts();
  expect(shown).toEqual([]);
  expect(badge).toBe("1");
  served = { alerts: [{ ...(served.alerts[0] as AlertView), notifyAt: new Date().toISOString() }], needs: 1 };
  await pollAlerts();
  expect(shown).toHaveLength(1);
});

test("goes by the intake's clock, not by the device's", async () => {
  const [heardAt, intakeAt] = [Date.now(), Date.now() + 7_200_000].map((ms) => new Date(ms).toISOString());
  await lastClock.setValue({ heardAt: heardAt ?? "", intakeAt: intakeAt ?? "", offsetMs: -7_200_000 });
  served = { alerts: [alert({ notifyAt: new Date(Date.now() + 3_600_000).toISOString() })], needs: 1 };
  await pollAlerts();
  expect(shown).toHaveLength(1);
});

describe("a pressed notification opens", () => {
  const [caseId, requestId] = [crypto.randomUUID(), crypto.randomUUID()];
  const opened: string[] = [];
  let press: (id: string) => void = () => undefined;
  beforeEach(() => {
    opened.length = 0;
    Object.assign(fakeBrowser.notifications, {
      onClicked: { addListener: (listener: (id: string) => void) => (press = listener) },
    });
    Object.assign(fakeBrowser.tabs, { create: async ({ url }: { url: string }) => opened.push(url) });
    startAlerts();
  });

  test.each<[string, Partial<AlertView>, string]>([
    ["its case", { caseId }, `/cases/${caseId}`],
    ["its letter", { kind: "request", caseId, requestId }, `/requests/${requestId}`],
    ["the acts that wait", { kind: "admin-act", reference: "" }, "/admin/acts"],
    ["the list, if it is about a recipe", { kind: "recipe" }, "/alerts"],
  ])("%s", async (_, given, path) => {
    const first = alert(given);
    served = { alerts: [first], needs: 1 };
    press(first.id);
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    expect(opened[0]).toContain(`desk.html#${path}`);
  });

  test("the list while the intake is away", async () => {
    isAway = true;
    press(crypto.randomUUID());
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    expect(opened[0]).toContain("desk.html#/alerts");
  });
});

test("keeps the number while the intake is away, and adds unsent reports to it", async () => {
  served = { alerts: [alert(), alert()], needs: 2 };
  await pollAlerts();
  isAway = true;
  await pollAlerts();
  expect(badge).toBe("2");
  await setBadgePart("unsent", 3);
  expect(badge).toBe("5");
  await setBadgePart("unsent", 0);
  expect(badge).toBe("2");
});

describe("notifications are shown only", () => {
  const question = () => alert({ event: "question-asked", kind: "question", urgent: false });
  test.each<[Role, boolean | null, boolean, number]>([
    ["supervisor", null, true, 1],
    ["supervisor", null, false, 0],
    ["supervisor", false, true, 0],
    ["officer", null, true, 0],
    ["officer", true, true, 1],
    ["vlogger", null, true, 0],
  ])("as %s who chose %s, if the browser allows it (%s)", async (role, chosen, isAllowed, count) => {
    await enrolledAs(role);
    await alertNotices.setValue(chosen);
    allowed = isAllowed;
    served = { alerts: [question()], needs: 1 };
    await pollAlerts();
    expect(shown).toHaveLength(count);
    expect(badge).toBe("1");
  });
});

test("asks at once after an enrolment", async () => {
  Object.assign(fakeBrowser.notifications, { onClicked: { addListener: () => undefined } });
  await connection.setValue(null);
  startAlerts();
  await pollAlerts();
  expect(await fakeBrowser.alarms.get("alerts")).toBeUndefined();
  await enrolledAs("supervisor");
  served = { alerts: [alert()], needs: 1 };
  await session.write("settings-changed", Date.now());
  await vi.waitFor(() => expect(badge).toBe("1"));
  expect(await fakeBrowser.alarms.get("alerts")).toBeDefined();
});
