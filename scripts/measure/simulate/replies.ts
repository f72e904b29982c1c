/** Sends the platforms' answers and asserts the intake's response to each; throws on any other. */

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { requestItems, requests } from "../../../intake/db/schema/index.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { ItemOutcome, RequestState } from "../../../utils/shared/contract/request-state.ts";
import { type IntakeKit, origin, readAnswer, type TestDevice } from "../../dev/kits/intake-kit.ts";
import type { Random } from "../chaos/random.ts";
import type { EventLog } from "./event-log.ts";
import { withRetries } from "./staff.ts";
import type { World } from "./world.ts";

/**
 * `some`: about a part of the items; `wrong`: about an item that the letter does not contain; `silent`: acts and
 * answers nothing; `republish`: the posts are back.
 */
export type PlatformReply =
  | "acknowledged"
  | "bounced"
  | "items"
  | "some"
  | "wrong"
  | "object"
  | "silent"
  | "republish";

export interface Reply {
  number: string;
  said: PlatformReply;
  /** Sent with the platform's own API key; otherwise a person records what came by mail. */
  byKey: boolean;
  random: Random;
}

type Row = typeof requests.$inferSelect;

/** Acts of which the intake receives no answer to the letter. */
const isUnanswered = (said: PlatformReply) => ["object", "silent", "republish"].includes(said);

interface AnswerBody {
  id: string;
  kind: "acknowledged" | "bounced" | "items";
  items?: { place: number; outcome: ItemOutcome }[];
}

const outcomes: [ItemOutcome, ...ItemOutcome[]] = [
  "acted",
  "acted",
  "acted",
  "restricted",
  "refused",
  "gone",
];

export interface Replies {
  tell(reply: Reply): Promise<void>;
}

export function createReplies(
  kit: IntakeKit,
  { key, person, deeds, world }: { key: string; person: TestDevice; deeds: EventLog; world: World },
): Replies {
  const { db } = kit.store;
  return {
    async tell(reply) {
      const request = await find(reply.number);
      const { letter } = request;
      if (isUnanswered(reply.said)) return actUnanswered(letter, reply);
      const body = bodyOf(reply, letter);
      const path = `/v1/requests/${request.id}/answers`;
      const answered = await withRetries(() =>
        reply.byKey ? postByKey(path, body) : person.call("POST", path, { body }),
      );
      const right = answerTo(request, reply);
      const came = answered.problem ?? answered.body.state;
      if (came !== right && !(right === "answered" && came === "sent" && mayBeRefuted(request, body)))
        throw new Error(`${reply.said} about ${reply.number} (${request.state}): ${came}, expected ${right}`);
      if (right === "undelivered" && request.state === "sent") deeds.counts.bounces++;
      if (reply.said !== "wrong" && right !== "request-changed") actAsAnswered(letter, body, reply.random);
    },
  };

  async function actUnanswered(letter: Letter, { said, random }: Reply): Promise<void> {
    if (said === "object") return object(letter, random);
    if (said === "republish") return letter.items.forEach(world.republish);
    for (const item of letter.items) world.obey(letter, item);
    deeds.counts.silentActs += letter.items.length;
  }

  /** One claim in twelve is false. */
  function actAsAnswered(letter: Letter, { items = [] }: AnswerBody, random: Random): void {
    for (const { place, outcome } of items) {
      const item = letter.items.find((listed) => listed.place === place);
      if (!item) continue;
      if (outcome === "acted" && random.next() < 1 / 12) deeds.counts.falseClaims++;
      else world.answer(letter, item, outcome);
    }
  }

  async function find(number: string): Promise<Row> {
    const [no, , , year] = number.split("/");
    const named = and(eq(requests.year, Number(year)), eq(requests.no, Number(no)));
    const [request] = await db.select().from(requests).where(named);
    if (request?.letter.number !== number)
      throw new Error(`a platform received ${number}, which is not stored`);
    return request;
  }

  function bodyOf({ said, random }: Reply, { items }: Letter): AnswerBody {
    if (said === "acknowledged" || said === "bounced") return { id: randomUUID(), kind: said };
    const places = items.map(({ place }) => place).filter((place) => said !== "some" || place % 2 === 1);
    const outcome = () => random.pick<ItemOutcome>(outcomes);
    const about = said === "wrong" ? [items.length + 1] : places;
    return {
      id: randomUUID(),
      kind: "items",
      items: about.map((place) => ({ place, outcome: outcome() })),
    };
  }

  async function postByKey(path: string, body: object) {
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return readAnswer(await kit.app.request(origin + path, init));
  }

  /** Objects on the public page, as a notified uploader would. */
  async function object({ items, kind }: Letter, random: Random): Promise<void> {
    if (kind !== "order") return;
    const { id, reference } = random.pick(items as [Letter["items"][0], ...Letter["items"]]);
    const text = `Ini kritik, bukan pelanggaran (${reference}).`;
    const [item] = await db.select().from(requestItems).where(eq(requestItems.id, id));
    const answered = await kit.app.request(`${origin}/sanggah/${reference}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ objector: "uploader", text }).toString(),
    });
    // A withdrawn item cannot be objected to.
    const right = item?.isVoid ? 409 : 303;
    if (answered.status !== right) throw new Error(`/sanggah/${reference}: ${answered.status}`);
    if (right === 303) deeds.counts.objections++;
  }
}

/** A state, or a problem's code. */
function answerTo(request: Row, { said, byKey }: Reply): string {
  const { state, sentAt } = request;
  const waits = sentAt === null && (state === "queued" || state === "by-hand" || state === "undelivered");
  // A person's word about a letter that was not sent.
  if (waits && !byKey && said !== "bounced") return "request-changed";
  return said === "wrong" ? "invalid-input" : stateAfter(request, said);
}

/**
 * A refuted answer that is said again ends nothing, nor does that a post was gone which a check has found; the verdict
 * knows which are.
 */
function mayBeRefuted({ state, answeredAt }: Row, { items = [] }: AnswerBody): boolean {
  return (state === "sent" && answeredAt !== null) || items.some(({ outcome }) => outcome === "gone");
}

/** Follows the written rules instead of the intake's transition table, so that it can detect errors in the table. */
function stateAfter({ state, acknowledgedAt, letter }: Row, said: PlatformReply): RequestState {
  if (state === "withdrawn" || state === "answered") return state;
  if (said === "bounced") return state === "sent" && acknowledgedAt === null ? "undelivered" : state;
  const items = letter.items.length;
  return said === "items" || (said === "some" && items === 1) ? "answered" : "sent";
}
