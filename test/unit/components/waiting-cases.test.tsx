/** @vitest-environment happy-dom */
/** The number of waiting cases on the tab of the queue. */

import { beforeEach, expect, test } from "vitest";
import { type Section, Tabs, useWaitingCases, type WaitingCases } from "../../../components/home/Tabs.tsx";
import type { TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { find, seek, settle, show } from "../../support/components-kit.tsx";
import { noTurns } from "../../support/queue-kit.tsx";

let answer: Result<TurnCounts>;
let requests: number;
let cases: WaitingCases;
beforeEach(() => {
  answer = ok({ ...noTurns, decide: 170, confirm: 3, others: 40, late: 9, mine: 2 });
  requests = 0;
});

const countTurns = async () => {
  requests++;
  return answer;
};

function Counted({ section = "requests", isNeeded = true }: { section?: Section; isNeeded?: boolean }) {
  cases = useWaitingCases({ countTurns }, { isNeeded, isQueueShown: section === "queue" });
  return (
    <Tabs
      sections={["queue", "requests"]}
      value={section}
      waiting={{ queue: isNeeded ? cases.count : undefined }}
      onChange={() => 0}
    />
  );
}

const becomeVisible = async () => {
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
};

test("counts what the viewer may decide and confirm, and says what the number is", async () => {
  await show(<Counted />);
  expect(requests).toBe(1);
  expect(find("tab-waiting").textContent).toBe("173");
  expect(find("tab-waiting").getAttribute("aria-hidden")).toBe("true");
  expect(find("tab-queue").textContent).toContain("173 kasus menunggu putusan atau pengesahan Anda");
  await show(<Counted />, "en");
  expect(find("tab-queue").textContent).toContain("173 cases wait for your decision or confirmation");
});

test.each([
  [limits.countedCases, 0, "999+"],
  [600, 600, "999+"],
  [600, 399, "999"],
])("shows %i and %i waiting cases as %s", async (decide, confirm, shown) => {
  answer = ok({ ...noTurns, decide, confirm });
  await show(<Counted />);
  expect(find("tab-waiting").textContent).toBe(shown);
});

test("shows no number for nothing, and keeps its room", async () => {
  answer = ok({ ...noTurns, others: 7 });
  await show(<Counted />);
  expect(find("tab-queue").textContent).toBe("Antrean");
  expect(find("tab-queue").querySelector(".tab-count")).not.toBeNull();
  expect(find("tab-requests").querySelector(".tab-count")).toBeNull();
});

test("leaves counting to the queue while it is shown", async () => {
  await show(<Counted section="queue" />);
  await becomeVisible();
  expect(requests).toBe(0);
  expect(seek("tab-waiting")).toBeNull();
  expect(await cases.countTurns()).toEqual(answer);
  await settle();
  expect(find("tab-waiting").textContent).toBe("173");
});

test("counts again when the page becomes visible, and keeps the number when that fails", async () => {
  await show(<Counted />);
  answer = ok({ ...noTurns, decide: 1 });
  await becomeVisible();
  expect(find("tab-waiting").textContent).toBe("1");
  answer = fail("intake-unreachable");
  await becomeVisible();
  expect(requests).toBe(3);
  expect(find("tab-waiting").textContent).toBe("1");
});

test("asks for nothing, and keeps no room, for a role without decisions", async () => {
  await show(<Counted isNeeded={false} />);
  await becomeVisible();
  expect(requests).toBe(0);
  expect(find("tab-queue").querySelector(".tab-count")).toBeNull();
});
