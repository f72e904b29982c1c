/** @vitest-environment happy-dom */
/** The list of alerts, the on-call roster and the settings of alerts. */

import { act } from "preact/test-utils";
import { describe, expect, test } from "vitest";
import { type AlertCalls, Alerts } from "../../../components/desk/alerts/Alerts.tsx";
import { AlertSettings, type AlertSettingsCalls } from "../../../components/settings/AlertSettings.tsx";
import type { AlertPreferences, AlertView, OnCallInput } from "../../../utils/shared/contract/alert.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { click, find, noAlerts, seek, settle, show } from "../../support/components-kit.tsx";

const at = "2026-11-27T19:00:00.000Z";
const ownAlert: AlertView = {
  id: "11111111-1111-4111-8111-111111111111",
  event: "case-urgent",
  kind: "case",
  reference: "LK-7F3K2-9QX4M",
  caseId: "22222222-2222-4222-8222-222222222222",
  urgent: true,
  at,
  notifyAt: at,
  stage: 1,
};
const siti = { id: "33333333-3333-4333-8333-333333333333", name: "Siti", role: "supervisor" } as const;

function callsWith(more: Partial<AlertCalls>): AlertCalls {
  return {
    listAlerts: async () => ok({ alerts: [ownAlert], needs: 1 }),
    acknowledgeAlert: async () => fail("not-found"),
    listOnCall: async () => ok({ shifts: [], people: [siti] }),
    addOnCall: async () => ok({ shifts: [], people: [siti] }),
    removeOnCall: async () => ok({ removed: true }),
    ...more,
  };
}

async function showAlerts(more: Partial<AlertCalls> = {}, keepsRoster = false) {
  const opened: string[] = [];
  const calls = callsWith(more);
  await show(
    <Alerts
      calls={calls}
      keepsRoster={keepsRoster}
      onOpenCase={(id) => opened.push(id)}
      onOpenRequest={(id) => opened.push(id)}
      onOpenActs={() => opened.push("acts")}
    />,
  );
  await settle();
  return opened;
}

async function type(testId: string, value: string): Promise<void> {
  const input = find(testId) as HTMLInputElement;
  await act(async () => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

describe("the list", () => {
  test("opens the case, and names the first person to the second", async () => {
    const acknowledged = { by: "Ani", at, mine: false, how: "press" } as const;
    const opened = await showAlerts({ acknowledgeAlert: async () => ok({ ...ownAlert, acknowledged }) });
    expect(find("alert").textContent).toContain("LK-7F3K2-9QX4M");
    await click("open-alert");
    expect(opened).toEqual([ownAlert.caseId]);
    await click("take-alert");
    await settle();
    expect(find("alert-first").textContent).toMatch(/^Ani lebih dulu menangani peringatan ini/);
  });

  test.each([
    ["a watched post that needs an act", undefined, "Kiriman yang diamati perlu diputus lagi"],
    ["a passed time limit", at, "Batas waktu terlewati"],
  ])("names %s", async (_, dueAt, words) => {
    const alert: AlertView = { ...ownAlert, event: "clock-over", dueAt };
    await showAlerts({ listAlerts: async () => ok({ alerts: [alert], needs: 1 }) });
    expect(find("alert").textContent).toContain(words);
  });

  test("keeps the focus on the alert that was taken", async () => {
    let alert = ownAlert;
    await showAlerts({
      listAlerts: async () => ok({ alerts: [alert], needs: 0 }),
      acknowledgeAlert: async () => {
        alert = { ...ownAlert, acknowledged: { by: "Siti", at, mine: true, how: "press" } };
        return ok(alert);
      },
    });
    find("take-alert").focus();
    await click("take-alert");
    expect(seek("take-alert")).toBeNull();
    expect(document.activeElement).toBe(find("alert"));
  });

  test("counts the alerts that are not listed", async () => {
    const alerts = Array.from({ length: 200 }, (_, at) => ({ ...ownAlert, id: `${at}` }));
    await showAlerts({ listAlerts: async () => ok({ alerts, needs: 253 }) });
    expect(find("alerts-hidden").textContent).toMatch(/^53 peringatan lain belum ditampilkan/);
  });

  test("names the recipe that no longer works", async () => {
    const { caseId: _, ...rest } = ownAlert;
    const reference = "facebook/story/12/chrome";
    const alert = { ...rest, event: "recipe-dropped", kind: "recipe", reference } as const;
    await showAlerts({ listAlerts: async () => ok({ alerts: [alert], needs: 1 }) });
    expect(find("alert").textContent).toContain("Facebook, cerita, versi 12 (chrome)");
  });

  test("opens the acts of administrators from the alert of one", async () => {
    const { caseId: _, ...rest } = ownAlert;
    const alert = { ...rest, event: "admin-act-waiting", kind: "admin-act", reference: "" } as const;
    const opened = await showAlerts({ listAlerts: async () => ok({ alerts: [alert], needs: 1 }) });
    await click("open-alert");
    expect(opened).toEqual(["acts"]);
  });

  test("has no roster for a supervisor", async () => {
    await showAlerts();
    expect(seek("add-shift")).toBeNull();
  });

  test("adds a turn to the roster only when it is whole", async () => {
    const added: OnCallInput[] = [];
    const addOnCall: AlertCalls["addOnCall"] = async (turn) => {
      added.push(turn);
      return ok({ shifts: [], people: [siti] });
    };
    await showAlerts({ addOnCall }, true);
    await click("add-shift");
    await settle();
    expect(added).toEqual([]);
    await type("shift-from", "2026-11-28T18:00");
    await type("shift-until", "2026-11-29T08:00");
    await click("add-shift");
    await settle();
    expect(added).toMatchObject([
      { personId: siti.id, place: 1, from: new Date("2026-11-28T18:00").toISOString() },
    ]);
  });
});

describe("the settings", () => {
  async function showSettings(role: Role, more: Partial<AlertSettingsCalls> = {}) {
    await show(<AlertSettings role={role} isOn={false} calls={{ ...noAlerts.calls, ...more }} />);
    await settle();
  }

  test("explain in a sentence that the browser denied the permission", async () => {
    await showSettings("supervisor", { turnOn: async () => false });
    expect(seek("notices-refused")).toBeNull();
    await click("notices-ask");
    await settle();
    expect(find("notices-refused").textContent).toContain("Peramban menolak izin pemberitahuan");
    expect(seek("notices-on")).toBeNull();
  });

  test("give an officer another reason, and are off until a press", async () => {
    await showSettings("officer");
    expect(find("alert-settings").textContent).toContain("Ini mati sampai Anda menyalakannya");
    expect(seek("notices-on")).toBeNull();
    await click("notices-ask");
    await settle();
    expect(find("notices-on").textContent).toContain("menyala");
  });

  test("save an address and quiet hours, and name the address of the test", async () => {
    const saved: AlertPreferences[] = [];
    await showSettings("supervisor", {
      save: async (preferences) => {
        saved.push(preferences);
        return ok({ preferences, canMail: true, onCall: [] });
      },
    });
    await type("alert-email", " budi@kominfo.test ");
    await click("save-alerts");
    await settle();
    await type("quiet-from", "22:00");
    await type("quiet-until", "06:00");
    await click("save-alerts");
    await settle();
    expect(saved).toEqual([
      { mail: "now", email: "budi@kominfo.test" },
      { mail: "now", email: "budi@kominfo.test", quiet: { from: "22:00", until: "06:00" } },
    ]);
    await type("alert-email", "belum@disimpan.test");
    await click("test-alert");
    await settle();
    expect(find("test-made").textContent).toContain("budi@kominfo.test");
  });

  test("explain a test that comes too soon", async () => {
    await showSettings("supervisor", { test: async () => fail("too-many-requests", undefined, "later") });
    await click("test-alert");
    await settle();
    expect(find("problem").dataset.code).toBe("too-many-requests");
  });
});
