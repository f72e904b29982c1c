/** Checks that nothing was made or sent twice, or never: numbers, decisions, and every letter that reached a platform. */

import type { Arrival, Deeds } from "../record.ts";
import type { Raw, RawDispatch } from "./raw.ts";
import type { Replayed } from "./replay.ts";

export function findDoubled(raw: Raw, deeds: Deeds): string[] {
  return [...numberFaults(raw), ...decisionFaults(raw), ...madeFaults(raw, deeds), ...wayFaults(raw, deeds)];
}

/** Each year's numbers must run from 1 without gaps, in the order of making, and appear on the letters. */
function numberFaults({ requests }: Raw): string[] {
  const faults: string[] = [];
  for (const [year, rows] of Map.groupBy(requests.values(), ({ year }) => year)) {
    for (const [index, { no, letter, madeAt }] of rows.entries()) {
      if (no !== index + 1) faults.push(`${year}: found number ${no}, expected ${index + 1}`);
      const isOfYear = new Date(madeAt.getTime() + 7 * 3_600_000).getUTCFullYear() === year;
      const bears =
        letter.number.startsWith(`${String(no).padStart(5, "0")}/`) && letter.number.endsWith(`/${year}`);
      if (!isOfYear || !bears) faults.push(`${year}/${no}: the letter has number ${letter.number}`);
    }
  }
  return faults;
}

function decisionFaults({ items, requests }: Raw): string[] {
  const live = items.filter(({ isVoid }) => !isVoid);
  const twice = [...Map.groupBy(live, ({ decisionId }) => decisionId)]
    .filter(([, all]) => all.length > 1)
    .map(([id, all]) => `decision ${id}: in ${all.length} letters`);
  // The letter and the intake's rows must name the same decisions.
  const listed = Map.groupBy(items, ({ requestId }) => requestId);
  const others = [...requests.values()].flatMap(({ id, letter }) => {
    const known = (listed.get(id) ?? []).map(({ place, decisionId }) => `${place} ${decisionId}`).sort();
    const said = letter.items.map(({ place, decisionId }) => `${place} ${decisionId}`).sort();
    return known.join() === said.join()
      ? []
      : [`${letter.number}: names other decisions than the stored items`];
  });
  return [...twice, ...others];
}

function madeFaults({ requests }: Raw, { made }: Deeds): string[] {
  return [
    ...[...made].filter((id) => !requests.has(id)).map((id) => `request ${id}: made, but not stored`),
    ...[...requests.keys()]
      .filter((id) => !made.has(id))
      .map((id) => `request ${id}: stored, but never made`),
  ];
}

const markOf = (number: string | undefined, letter: string) => `${number} ${letter}`;

function wayFaults({ requests, dispatches }: Raw, { arrivals }: Deeds): string[] {
  const came = Map.groupBy(arrivals, ({ number, letter }) => markOf(number, letter));
  const marked = Map.groupBy(dispatches, ({ requestId, letter }) =>
    markOf(requests.get(requestId)?.letter.number, letter),
  );
  const unknown = [...came.keys()].filter((mark) => !marked.has(mark)).map((mark) => `${mark}: never sent`);
  return [
    ...unknown,
    ...[...marked].flatMap(([mark, rounds]) => {
      const told = requests.get(rounds[0]?.requestId ?? "")?.told;
      return [
        ...(told ? roundFaults(rounds, told) : []),
        ...rounds.flatMap((one) => arrivalFaults(one, came.get(mark) ?? [])),
        ...strangers(rounds, came.get(mark) ?? []),
      ].map((fault) => `${mark}: ${fault}`);
    }),
  ];
}

/**
 * A request may be sent again only after a failure and a person's choice; a reprimand once per clock. A bounce voids the
 * clock and its reprimands, and a new round begins.
 */
function roundFaults(rounds: readonly RawDispatch[], { runs, rerouted }: Replayed): string[] {
  const level = ["st1", "st2", "st3"].indexOf(rounds[0]?.letter ?? "");
  const due = level < 0 ? 1 + rerouted.length : runs.filter(({ steps }) => steps.length > level).length;
  const live = rounds.filter(({ state }) => state !== "failed" && state !== "cancelled");
  const isInOrder = rounds.every(({ round }, index) => round === index + 1);
  return [
    ...(live.length > (level < 0 ? 1 : due) ? [`${live.length} dispatches are live or delivered`] : []),
    ...(rounds.length === due ? [] : [`${rounds.length} rounds, expected ${due}`]),
    ...(isInOrder ? [] : ["a round is missing"]),
  ];
}

/** Empty for delivery by hand. */
function nameOf({ way, messageId, id }: RawDispatch): string {
  return { email: messageId, webhook: id }[way] ?? "";
}

/** A letter that the platform accepted must be marked as sent and not be sent again, and vice versa. */
function arrivalFaults(one: RawDispatch, came: readonly Arrival[]): string[] {
  const name = nameOf(one);
  const sentMs = one.sentAt?.getTime();
  const isSent = sentMs !== undefined && (one.state === "sent" || one.state === "failed");
  const own = came.filter(
    ({ name: theirs, atMs }) => theirs === name && (name !== "" || Math.abs(atMs - (sentMs ?? 0)) < 60_000),
  );
  const taken = own.filter(({ became }) => became !== "unsaid");
  return [
    ...(taken.length > 1 ? [`accepted ${taken.length} times as "${name}"`] : []),
    ...(isSent && taken.length === 0 ? ["sent, but never arrived"] : []),
    ...(!isSent && taken.length > 0 ? [`${one.state}, but the platform has it`] : []),
    ...(own.length > one.attempts ? [`arrived ${own.length} times in ${one.attempts} attempts`] : []),
  ];
}

/** Arrivals under an unknown name, and deliveries by hand that differ from the recorded number. */
function strangers(rounds: readonly RawDispatch[], came: readonly Arrival[]): string[] {
  const names = new Set(rounds.map(nameOf));
  const brought = came.filter(({ way }) => way === "hand").length;
  const noted = rounds.filter((one) => nameOf(one) === "" && one.sentAt !== null).length;
  return [
    ...came
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => `arrived as "${name}", which is unknown`),
    ...(brought === noted ? [] : [`delivered by hand ${brought} times, recorded ${noted} times`]),
  ];
}
