/** Simulates a person who watches the clocks: notes overdue requests, sends proposed reprimands and delivers letters by hand. */

import { randomUUID } from "node:crypto";
import type { RequestRow, RequestView } from "../../../utils/shared/contract/request.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { clockOf } from "../../../utils/shared/policy/clock.ts";
import type { Kit, TestDevice } from "../../dev/kits/intake-kit.ts";
import type { Platforms } from "./platforms.ts";
import { clockKey, type Deeds } from "./record.ts";
import { ask } from "./staff.ts";

export interface ClockWatch {
  look(): Promise<void>;
  /** Starts again at the first page, because a check may have reopened a clock there. */
  restart(): void;
}

export function openClockWatch(
  kit: Kit,
  by: TestDevice,
  { platforms, deeds }: { platforms: Pick<Platforms, "handOver">; deeds: Deeds },
): ClockWatch {
  /** Cursor of the first page with an unfinished clock. Requests sent later are due later. */
  let from = "";

  return {
    restart() {
      from = "";
    },

    async look() {
      for (const row of await list("by-hand")) await bring(row.id, row.number, "request");
      for (const row of await list("undelivered")) await sendAgain(row);
      let after = from;
      let isEnd = false;
      let isDone = true;
      while (!isEnd) {
        const page = await ask(by, "GET", `/v1/requests?state=open&limit=100${after}`);
        const rows: RequestRow[] = page.requests;
        for (const row of rows) isDone = (await lookAt(row)) && isDone;
        after = page.next ? `&after=${page.next}` : "";
        if (isDone && page.next) from = after;
        // Ordered by deadline: the remaining clocks are still running.
        const last = rows.at(-1)?.dueAt;
        isEnd = !page.next || last === undefined || Date.parse(last) > kit.clock.ms;
      }
    },
  };

  async function list(state: string): Promise<RequestRow[]> {
    const all: RequestRow[] = [];
    let after = "";
    do {
      const page = await ask(by, "GET", `/v1/requests?state=${state}&limit=100${after}`);
      all.push(...page.requests);
      after = page.next ? `&after=${page.next}` : "";
    } while (after);
    return all;
  }

  /** Returns true if its clock will not ask for anything more. */
  async function lookAt(row: RequestRow): Promise<boolean> {
    const { state, proposes } = clockOf(row, kit.clock.ms);
    if (state === "reversed") return true;
    if (state !== "over" || row.sentAt === undefined) return false;
    const key = clockKey(row.id, Date.parse(row.sentAt));
    if (!deeds.firstSeenOver.has(key)) deeds.firstSeenOver.set(key, kit.clock.ms);
    if (row.kind === "restore" || row.reprimands === 3) return true;
    if (proposes) await reprimand(row, proposes);
    return false;
  }

  async function reprimand(row: RequestRow, level: Exclude<LetterKind, "request">): Promise<void> {
    const path = `/v1/requests/${row.id}/reprimands`;
    const body = { id: randomUUID(), level };
    const view: RequestView = await ask(by, "POST", path, body);
    deeds.counts.reprimands++;
    const made = view.dispatches.find((one) => one.letter === level);
    if (made?.state === "by-hand") await bring(row.id, row.number, level);
  }

  async function bring(id: string, number: string, letter: LetterKind): Promise<void> {
    platforms.handOver(number, letter);
    await ask(by, "POST", `/v1/requests/${id}/sent`, { id: randomUUID(), letter });
  }

  /** Resends over the same channel, as if the address had been corrected. */
  async function sendAgain({ id, number, channel }: RequestRow): Promise<void> {
    const path = `/v1/requests/${id}/channel`;
    const { state } = await ask(by, "POST", path, { id: randomUUID(), channel: channel.id });
    if (state === "by-hand") await bring(id, number, "request");
  }
}
