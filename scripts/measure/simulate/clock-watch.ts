/** Simulates a person who watches the clocks: notes overdue requests, sends proposed reprimands and delivers letters by hand. */

import { randomUUID } from "node:crypto";
import type { RequestRow, RequestView } from "../../../utils/shared/contract/request.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { clockOf } from "../../../utils/shared/policy/clock.ts";
import type { IntakeKit, TestDevice } from "../../dev/kits/intake-kit.ts";
import { clockKey, type EventLog } from "./event-log.ts";
import type { Platforms } from "./platforms.ts";
import { expectOk } from "./staff.ts";

export class ClockWatch {
  readonly #kit: IntakeKit;
  readonly #by: TestDevice;
  readonly #platforms: Pick<Platforms, "handOver">;
  readonly #deeds: EventLog;
  /** Cursor of the first page with an unfinished clock. Requests sent later are due later. */
  #from = "";

  constructor(
    kit: IntakeKit,
    by: TestDevice,
    { platforms, deeds }: { platforms: Pick<Platforms, "handOver">; deeds: EventLog },
  ) {
    this.#kit = kit;
    this.#by = by;
    this.#platforms = platforms;
    this.#deeds = deeds;
  }

  async watch(): Promise<void> {
    for (const row of await this.#list("by-hand")) await this.#bring(row.id, row.number, "request");
    for (const row of await this.#list("undelivered")) await this.#sendAgain(row);
    let isDone = true;
    for await (const { rows, after } of this.#pages("open", this.#from)) {
      for (const row of rows) isDone = (await this.#lookAt(row)) && isDone;
      if (isDone && after) this.#from = after;
      // Ordered by deadline: the remaining clocks are still running.
      const last = rows.at(-1)?.dueAt;
      if (last === undefined || Date.parse(last) > this.#kit.clock.ms) return;
    }
  }

  /** Starts again at the first page, because a check may have reopened a clock there. */
  restart(): void {
    this.#from = "";
  }

  async #list(state: string): Promise<RequestRow[]> {
    const all: RequestRow[] = [];
    for await (const { rows } of this.#pages(state)) all.push(...rows);
    return all;
  }

  /** `after`: cursor of the next page, or empty. */
  async *#pages(state: string, from = ""): AsyncGenerator<{ rows: RequestRow[]; after: string }> {
    let after = from;
    do {
      const page = await expectOk(this.#by, "GET", `/v1/requests?state=${state}&limit=100${after}`);
      after = page.next ? `&after=${page.next}` : "";
      yield { rows: page.requests, after };
    } while (after);
  }

  /** Returns true if its clock will not ask for anything more. */
  async #lookAt(row: RequestRow): Promise<boolean> {
    const { state, proposes } = clockOf(row, this.#kit.clock.ms);
    if (state === "reversed") return true;
    if (state !== "over" || row.sentAt === undefined) return false;
    const key = clockKey(row.id, Date.parse(row.sentAt));
    if (!this.#deeds.firstSeenOver.has(key)) this.#deeds.firstSeenOver.set(key, this.#kit.clock.ms);
    if (row.kind === "restore" || row.reprimands === 3) return true;
    if (proposes) await this.#reprimand(row, proposes);
    return false;
  }

  async #reprimand(row: RequestRow, level: Exclude<LetterKind, "request">): Promise<void> {
    const path = `/v1/requests/${row.id}/reprimands`;
    const body = { id: randomUUID(), level };
    const view: RequestView = await expectOk(this.#by, "POST", path, body);
    this.#deeds.counts.reprimands++;
    const made = view.dispatches.find((one) => one.letter === level);
    if (made?.state === "by-hand") await this.#bring(row.id, row.number, level);
  }

  async #bring(id: string, number: string, letter: LetterKind): Promise<void> {
    this.#platforms.handOver(number, letter);
    await expectOk(this.#by, "POST", `/v1/requests/${id}/sent`, { id: randomUUID(), letter });
  }

  /** Resends over the same channel, as if the address had been corrected. */
  async #sendAgain({ id, number, channel }: RequestRow): Promise<void> {
    const path = `/v1/requests/${id}/channel`;
    const { state } = await expectOk(this.#by, "POST", path, { id: randomUUID(), channel: channel.id });
    if (state === "by-hand") await this.#bring(id, number, "request");
  }
}
