/** Assignment of cases to reviewers. */

import { describe, expect, test } from "vitest";
import {
  type Choice,
  createChooser,
  participantTasks,
  type Reviewer,
  type WaitingCase,
} from "../../../../intake/vloggers/choose-reviewers.ts";
import { openTasks } from "../../../../utils/shared/policy/review-tasks.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const waiting = (id: string, change: Partial<WaitingCase> = {}): WaitingCase => ({
  ...{ id, language: "id", channels: [], graphic: false, asked: false, participantAsked: false },
  ...{ never: new Set(), inviters: new Set(), lacks: 3 },
  ...change,
});
const reviewer = (id: string, change: Partial<Reviewer> = {}): Reviewer => ({
  ...{
    id,
    inviter: null,
    rank: "reviewer",
    languages: [],
    channels: new Set(),
    load: 0,
    skipped: 0,
    graphicLeft: 5,
  },
  ...change,
});
const choose = (open: readonly WaitingCase[], all: readonly Reviewer[]) => createChooser(all).choose(open);
const of = (choices: readonly Choice[], caseId: string) =>
  choices.filter((choice) => choice.caseId === caseId).map(({ personId }) => personId);

describe("a case goes to", () => {
  test("the missing number of reviewers, least busy first, then by lower id", () => {
    const people = [reviewer("d"), reviewer("a", { load: 2 }), reviewer("c"), reviewer("b", { load: 1 })];
    expect(of(choose([waiting("1", { lacks: 2 })], people), "1")).toEqual(["c", "d"]);
    // After the first case, b, c and d have one each.
    expect(of(choose([waiting("1", { lacks: 2 }), waiting("2", { lacks: 3 })], people), "2")).toEqual([
      ...["b", "c", "d"],
    ]);
  });

  test("those who skipped few tasks before those who skipped many, who still get what others cannot", () => {
    const people = [reviewer("a", { skipped: 9 }), reviewer("b", { load: 5 }), reviewer("c", { load: 4 })];
    const choices = choose([waiting("1", { lacks: 2 }), waiting("2", { lacks: 2 })], people);
    expect(of(choices, "1")).toEqual(["c", "b"]);
    expect(of(choices, "2")).toEqual(["c", "a"]);
  });

  test("reviewers who read its language, to any if it is unknown, to none if none reads it", () => {
    const people = [
      reviewer("a"),
      reviewer("b", { languages: ["jv"] }),
      reviewer("c", { languages: ["id", "jv"] }),
    ];
    const asked = (language: string | undefined) => of(choose([waiting("1", { language })], people), "1");
    expect(asked("jv")).toEqual(["b", "c"]);
    expect(asked("id")).toEqual(["a", "c"]);
    expect(asked(undefined)).toEqual(["a", "b", "c"]);
    expect(asked("ban")).toEqual([]);
  });

  test("no reviewer with a relation to the channel or the case", () => {
    const people = [reviewer("a", { channels: new Set(["youtube:UC1"]) }), reviewer("b"), reviewer("c")];
    const waitingCase = waiting("1", { channels: ["youtube:UC2", "youtube:UC1"], never: new Set(["c"]) });
    expect(of(choose([waitingCase], people), "1")).toEqual(["b"]);
  });

  test("no reviewer over the limit of graphic cases, who still gets other cases", () => {
    const graphic = ["1", "2", "3"].map((id) => waiting(id, { graphic: true, lacks: 1 }));
    const choices = choose([...graphic, waiting("4", { lacks: 1 })], [reviewer("a", { graphicLeft: 2 })]);
    expect(choices.map(({ caseId }) => caseId)).toEqual(["1", "2", "4"]);
  });

  test("one participant beside the others, unless one was asked before or has enough tasks", () => {
    const people = [
      reviewer("a"),
      reviewer("p", { rank: "participant" }),
      reviewer("q", { rank: "participant" }),
    ];
    const choices = choose([waiting("1")], people);
    expect(choices).toEqual([
      { caseId: "1", personId: "a" },
      { caseId: "1", personId: "p" },
    ]);
    expect(of(choose([waiting("1", { participantAsked: true })], people), "1")).toEqual(["a"]);
    expect(of(choose([waiting("1", { never: new Set(["p"]) })], people), "1")).toEqual(["a", "q"]);
    expect(choose([waiting("1", { lacks: 0 })], people)).toEqual([]);
    const many = choose(
      Array.from({ length: 50 }, (_, at) => waiting(`${at}`, { asked: true })),
      people,
    );
    expect(many.filter(({ personId }) => personId === "p")).toHaveLength(participantTasks);
    expect(many.filter(({ personId }) => personId === "a")).toHaveLength(50);
  });

  test("reviewers with capacity, or to any reviewer if a supervisor asks", () => {
    const chooser = createChooser([reviewer("a", { load: openTasks - 1 })]);
    expect(chooser.languages()).toEqual(["id"]);
    const choices = chooser.choose([waiting("1"), waiting("2"), waiting("3", { asked: true })]);
    expect(choices.map(({ caseId }) => caseId)).toEqual(["1", "3"]);
    expect(chooser.languages()).toEqual([]);
  });
});

const ids = fc.constantFrom(..."abcdefgh");
const someIds = fc.uniqueArray(ids, { maxLength: 4 }).map((list) => new Set(list));
const languages = fc.constantFrom("id", "jv", "su");
const people = fc.uniqueArray(
  fc.record({
    ...{ id: ids, rank: fc.constantFrom("participant" as const, "reviewer" as const, "trusted" as const) },
    ...{ languages: fc.uniqueArray(languages), channels: someIds, load: fc.nat(6) },
    ...{ skipped: fc.nat(9), graphicLeft: fc.nat(3), inviter: fc.constantFrom(null, "x", "y") },
  }),
  { selector: ({ id }) => id },
);
const cases = fc.uniqueArray(
  fc.record({
    ...{ id: fc.uuid(), language: fc.option(languages, { nil: undefined }) },
    ...{
      channels: fc.array(ids, { maxLength: 2 }),
      ...{ graphic: fc.boolean(), asked: fc.boolean(), participantAsked: fc.boolean() },
      ...{ never: someIds, inviters: fc.uniqueArray(fc.constantFrom("x", "y")).map((list) => new Set(list)) },
      lacks: fc.nat(3),
    },
  }),
  { selector: ({ id }) => id, maxLength: 20 },
);

test("assigns the same as a plain search one by one, for any input and any order of reviewers", () => {
  fc.assert(
    fc.property(cases, people, (open, all) => {
      const chosen = choose(open, all);
      expect(choose(open, [...all].reverse())).toEqual(chosen);
      expect(chosen).toEqual(plainly(open, all));
    }),
  );
});

/** The same without lines. */
function plainly(open: readonly WaitingCase[], all: readonly Reviewer[]): Choice[] {
  const hands = all.map((person) => ({ ...person }));
  return open.flatMap((waitingCase) => {
    if (waitingCase.lacks === 0) return [];
    const most = (hand: Reviewer) => {
      if (!waitingCase.asked) return openTasks;
      return hand.rank === "participant" ? participantTasks : Number.POSITIVE_INFINITY;
    };
    const free = hands
      .filter(
        (hand) =>
          waitingCase.language === undefined ||
          (hand.languages.length ? hand.languages : ["id"]).includes(waitingCase.language),
      )
      .filter(
        (hand) =>
          !waitingCase.never.has(hand.id) &&
          !waitingCase.channels.some((channel) => hand.channels.has(channel)),
      )
      .filter((hand) => !waitingCase.graphic || hand.graphicLeft > 0)
      .filter((hand) => hand.rank !== "participant" || !waitingCase.participantAsked)
      .filter((hand) => hand.load < most(hand))
      .sort((a, b) => a.load + a.skipped - b.load - b.skipped || (a.id < b.id ? -1 : 1));
    const take = (fitting: typeof free, count: number) => {
      const inviters = new Set<string | null>(waitingCase.inviters);
      const [alone, later]: [typeof free, typeof free] = [[], []];
      for (const hand of fitting) {
        (inviters.has(hand.inviter) ? later : alone).push(hand);
        if (hand.inviter !== null) inviters.add(hand.inviter);
      }
      return [...alone, ...later].slice(0, count);
    };
    const isExtra = ({ rank }: Reviewer) => rank === "participant";
    const taken = [
      ...take(
        free.filter((hand) => !isExtra(hand)),
        waitingCase.lacks,
      ),
      ...take(free.filter(isExtra), 1),
    ];
    return taken.map((hand) => {
      hand.load++;
      if (waitingCase.graphic) hand.graphicLeft--;
      return { caseId: waitingCase.id, personId: hand.id };
    });
  });
}
