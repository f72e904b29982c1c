/** A supervisor who works through the queue by keyboard only, except for opening pictures. */

import { type Page, until } from "./driver.ts";

export interface ClearedQueue {
  cases: number;
  /** Number of key presses. */
  presses: number;
}

const keysOf = {
  /** Approve: all elements met, no exception applies. */
  approve: ["s", "u", "Control+Enter"],
  confirm: ["k", "Control+Enter"],
} as const;

/** The open case, or the open group with the number of its cases acted on. */
interface DeskView {
  opened: string | undefined;
  group: boolean;
  acts: boolean;
  saved: number | undefined;
  news: boolean;
  /** The queue is shown and has no rows. */
  empty: boolean;
}

/** Does nothing if the case has no file, or if this person has opened one. */
export async function openEvidence(desk: Page): Promise<void> {
  await desk.waitFor("openings");
  if ((await desk.count('openings[data-own="true"]')) > 0) return;
  if ((await desk.count("file-reveal")) === 0) return;
  await desk.click("file-reveal");
  await desk.waitFor('openings[data-own="true"]');
}

export async function clearDesk(desk: Page, act: keyof typeof keysOf): Promise<ClearedQueue> {
  const done: ClearedQueue = { cases: 0, presses: 0 };
  const press = async (key: string) => {
    await desk.press(key);
    done.presses += 1;
  };
  await desk.waitFor("queue-search");
  await until("a row", async () => ((await readDesk(desk, act)).news ? true : undefined));
  for (let before: string | undefined; ; ) {
    if (before === undefined) await press("n");
    const here = await until("the next case", async () => {
      const seen = await readDesk(desk, act);
      return seen.opened !== undefined && seen.opened !== before ? seen : undefined;
    });
    if (here.group) await chooseAll(desk, press);
    else await openEvidence(desk);
    await until("what may be done", async () => ((await readDesk(desk, act)).acts ? true : undefined));
    for (const key of keysOf[act]) await press(key);
    const after = await until("the decision to be saved", async () => {
      const seen = await readDesk(desk, act);
      const moved = seen.opened !== undefined && seen.opened !== here.opened;
      return moved || seen.saved !== undefined ? seen : undefined;
    });
    done.cases += here.group ? (after.saved ?? 0) : 1;
    // A group stays open and shows its result.
    if (here.group) await press("n");
    if (!(await waitForChange(desk, act, here.opened))) break;
    before = here.opened;
  }
  // Closing the desk would discard a pending confirmation.
  await until("what is held to be sent", async () =>
    (await desk.count('held[data-state="held"]')) + (await desk.count('held[data-state="sending"]')) === 0
      ? true
      : undefined,
  );
  return done;
}

/** Chooses every case of the open group. */
async function chooseAll(desk: Page, press: (key: string) => Promise<void>): Promise<void> {
  await until("the group", async () => ((await desk.count("group-case")) > 0 ? true : undefined));
  await press("a");
}

/** Two seconds of looks at the desk; a busy machine takes longer for each, and for the next case. */
const mostLooks = 40;

/** Whether another item is open now. The last one stays open while the queue is empty. */
async function waitForChange(
  desk: Page,
  act: keyof typeof keysOf,
  from: string | undefined,
): Promise<boolean> {
  let looks = 0;
  const next = await until("another case", async () => {
    const { opened, empty } = await readDesk(desk, act);
    if (opened !== undefined && opened !== from) return "opened";
    looks += 1;
    return empty || looks > mostLooks ? "none" : undefined;
  });
  return next === "opened";
}

function readDesk(desk: Page, act: keyof typeof keysOf): Promise<DeskView> {
  return desk.evaluate((wanted) => {
    const find = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
    const group = find("group-view");
    const view = group ?? find("case-view");
    const outcome = find("group-outcome")?.innerText;
    return {
      opened: view?.dataset.group ?? view?.dataset.case,
      group: group !== null,
      acts: view?.querySelector(`[data-testid="decide-${wanted}"]`) !== null,
      saved: outcome
        ? Number(/\d+/.exec(outcome)?.[0])
        : view?.querySelector('[data-testid="decide-saved"]')
          ? 1
          : undefined,
      news: document.querySelector(".queue .row") !== null,
      empty: document.querySelector('.queue[aria-busy="false"] .empty') !== null,
    };
  }, act);
}
