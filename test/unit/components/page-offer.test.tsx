/** @vitest-environment happy-dom */
/** The popup's offers for the page in the tab: to report it, and to mark several of its posts. */

import { afterAll, describe, expect, test, vi } from "vitest";
import { Home, PageOffer, type PageOfferProps } from "../../../components/home/Home.tsx";
import { type Client, client } from "../../../utils/extension/desk/client.ts";
import { joinOwnReports, ownReportState } from "../../../utils/extension/desk/own-reports.ts";
import type { ListedRow } from "../../../utils/shared/contract/outbox.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { deviceRoutes } from "../../../utils/shared/contract/routes/devices.ts";
import { role } from "../../../utils/shared/contract/site.ts";
import { reporterRoles } from "../../../utils/shared/policy/reporter-roles.ts";
import { click, find, seek, settle, show } from "../../support/components-kit.tsx";

// The first sections of the other roles, which need more answers than these tests give.
vi.mock("../../../components/desk/Review.tsx", () => ({ Review: () => null }));
vi.mock("../../../components/vlogger/tasks/Tasks.tsx", () => ({ Tasks: () => null }));
// Sections load their code after the test that showed them.
afterAll(() => vi.dynamicImportSettled());

const never = async () => {
  throw new Error("nobody asked for this");
};
const offer = (props: Partial<PageOfferProps>) => (
  <PageOffer recognised onReport={never} onSeveral={never} {...props} />
);

test("offers the page first where no post was recognised, and last elsewhere", async () => {
  await show(offer({ recognised: false }));
  expect(find("report-page").className).toContain("primary");
  expect(document.body.textContent).toContain("Tidak ada kiriman yang dikenali");
  await show(offer({}), "en");
  expect(find("report-page").className).not.toContain("primary");
  expect(find("report-page").textContent).toBe("Report this page");
});

test("offers to mark several posts where there are posts", async () => {
  let started = 0;
  const onSeveral = async () => {
    started++;
    return ok({});
  };
  await show(offer({ recognised: false, onSeveral }));
  expect(seek("choose-several")).toBeNull();
  await show(offer({ onSeveral }), "en");
  expect(find("choose-several").textContent).toBe("Choose several posts");
  await show(offer({ onSeveral }));
  expect(find("choose-several").textContent).toBe("Pilih beberapa kiriman");
  await click("choose-several");
  expect(started).toBe(1);
  expect(seek("problem")).toBeNull();
});

test("the roles that report are those whose reports the intake accepts", () => {
  expect([...reporterRoles]).toEqual(Object.keys(deviceRoutes.sendReport.callers));
});

describe.each(role.options)("the popup of the role %s", (role) => {
  const isReporter = reporterRoles.has(role);
  const id = "11111111-1111-4111-8111-111111111111";
  const at = "2026-11-25T01:00:00.000Z";
  const failed: ListedRow = {
    ...{ reportId: id, number: "LK-7F3K2-9QX4M", subject: "x:post:1860", category: "JUDI", savedAt: at },
    ...{ state: "failed", tries: 0, received: false, filesLeft: [], problem: fail("role-forbidden").problem },
  };
  const showHome = async (rows: ListedRow[]) => {
    const asked: string[] = [];
    const away = (name: string) => async () => {
      asked.push(name);
      return name === "listOutbox" ? ok({ rows, damaged: [] }) : fail("offline", undefined, "later");
    };
    const names = Object.keys(client) as (keyof Client)[];
    const calls = Object.fromEntries(names.map((name) => [name, away(name)])) as unknown as Client;
    await show(
      <Home
        identity={{ deviceId: id, personId: id, name: "Siti", role, organisation: "Kominfo", enrolledAt: at }}
        client={calls}
        leftMs={() => 0}
        join={joinOwnReports}
        stateOf={ownReportState}
        page={{ recognised: true, onReport: never, onSeveral: never }}
        onOpenDesk={() => undefined}
        onOpenOptions={() => undefined}
      />,
    );
    await settle();
    return asked;
  };

  test("offers to report only if the role may", async () => {
    await showHome([]);
    expect(seek("report-page") !== null).toBe(isReporter);
    expect(seek("tab-own") !== null).toBe(isReporter);
  });

  test("shows a report that failed because of the role", async () => {
    const asked = await showHome([failed]);
    await click("tab-own");
    await vi.waitFor(() => expect(find("report-row").dataset.state).toBe("failed"), { timeout: 5_000 });
    expect(asked.includes("listOwnReports")).toBe(isReporter);
  });
});

test.each([
  ["report-page", "onReport"],
  ["choose-several", "onSeveral"],
] as const)("explains what prevents %s, until the next try", async (testId, name) => {
  const answers = [fail("capture-failed"), ok({})];
  await show(offer({ [name]: async () => answers.shift() ?? ok({}) }));
  await click(testId);
  expect(find("problem").dataset.code).toBe("capture-failed");
  await click(testId);
  expect(seek("problem")).toBeNull();
});
