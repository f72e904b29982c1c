/** The acts of a sequence as data. People and cases are named by numbers, modulo the number that exist at that step. */

import fc from "fast-check";

const no = fc.nat({ max: 59 });
/** One in six picks any person or case, suitable or not. */
const wild = fc.nat({ max: 5 }).map((chance) => chance === 0);

const seldom = fc.nat({ max: 3 }).map((chance) => chance === 0);

const report = fc.record({
  ...{ act: fc.constant("report" as const), who: no, device: fc.nat({ max: 1 }), post: no },
  category: fc.constantFrom("JUDI", "JUDI", "NARKOTIKA", "PENIPUAN", "PORNO_ANAK"),
  /** `own`: the site's other name of the post; `other`: a name of another post. */
  alias: fc.constantFrom("none", "none", "own", "own", "other"),
  permalink: fc.constantFrom("own", "own", "own", "other", "none"),
  address: fc.nat({ max: 2 }),
  ...{ aliasOf: no, hasPicture: seldom, isTwice: wild },
  /** True if the post was reported before. */
  isAgain: fc.boolean(),
});

const desk = { who: no, isWild: wild, on: no } as const;

const single = {
  report,
  withdraw: fc.record({ act: fc.constant("withdraw" as const), ...desk }),
  decide: fc.record({
    ...{ act: fc.constant("decide" as const), ...desk },
    verdict: fc.constantFrom(
      "approve",
      "approve",
      "approve",
      "approve",
      "reject",
      "recategorise",
      "escalate",
    ),
    category: fc.constantFrom("JUDI", "JUDI", "NARKOTIKA", "PORNO_ANAK"),
    /** On the case as it was when the person looked at it before. */
    isStale: wild,
  }),
  answer: fc.record({
    ...{ act: fc.constant("answer" as const), ...desk },
    answer: fc.constantFrom("confirm", "confirm", "confirm", "confirm", "refuse", "undo"),
  }),
  vote: fc.record({
    ...{ act: fc.constant("vote" as const), ...desk },
    vote: fc.constantFrom("uphold", "uphold", "overturn"),
  }),
  reverse: fc.record({ act: fc.constant("reverse" as const), ...desk }),
  letter: fc.record({ act: fc.constant("letter" as const), ...desk, isEach: wild }),
  platform: fc.record({
    ...{ act: fc.constant("platform" as const), ...desk },
    says: fc.constantFrom("sent", "sent", "acted", "refused", "withdrawn"),
  }),
  /** One decision for all cases of a group, or their confirmation; a wild one names any other case, too, and one twice. */
  bulk: fc.record({
    ...{ act: fc.constant("bulk" as const), ...desk, other: no },
    verdict: fc.constantFrom("approve", "reject"),
  }),
  bulkAnswer: fc.record({ act: fc.constant("bulkAnswer" as const), ...desk }),
  join: fc.record({ act: fc.constant("join" as const), ...desk, other: no, isLeaving: wild }),
  note: fc.record({ act: fc.constant("note" as const), ...desk, mention: no }),
  assign: fc.record({
    ...{ act: fc.constant("assign" as const), ...desk, to: no },
    way: fc.constantFrom("me", "colleague", "colleague", "queue", "shift"),
  }),
  question: fc.record({ act: fc.constant("question" as const), ...desk, isAnswer: fc.boolean() }),
  merge: fc.record({ act: fc.constant("merge" as const), ...desk, other: no }),
  split: fc.record({ act: fc.constant("split" as const), ...desk }),
  hold: fc.record({ act: fc.constant("hold" as const), on: no }),
  release: fc.record({ act: fc.constant("release" as const), on: no }),
  object: fc.record({ act: fc.constant("object" as const), on: no }),
  hear: fc.record({ act: fc.constant("hear" as const), ...desk, isUpheld: fc.boolean() }),
  retain: fc.record({ act: fc.constant("retain" as const), days: fc.constantFrom(1, 31, 200, 400, 2_000) }),
  suspend: fc.record({ act: fc.constant("suspend" as const), who: no, isSuspended: fc.boolean() }),
  role: fc.record({
    ...{ act: fc.constant("role" as const) },
    role: fc.constantFrom("officer", "supervisor", "panelist", "admin"),
  }),
  unit: fc.record({ act: fc.constant("unit" as const), who: no, unit: fc.nat({ max: 3 }) }),
  look: fc.record({
    ...{ act: fc.constant("look" as const), who: no, on: no },
    at: fc.constantFrom("case", "list", "requests", "export", "own"),
  }),
  seal: fc.record({ act: fc.constant("seal" as const) }),
} as const;

type Arbitraries = typeof single;
type ActOf<N extends keyof Arbitraries> = Arbitraries[N] extends fc.Arbitrary<infer A> ? A : never;
export type SingleAct = { [N in keyof Arbitraries]: ActOf<N> }[keyof Arbitraries];
export type Of<N extends SingleAct["act"]> = Extract<SingleAct, { act: N }>;

/** How often each comes. */
const weights: Record<keyof Arbitraries, number> = {
  ...{ report: 16, withdraw: 4, decide: 16, answer: 18, vote: 4, reverse: 4, letter: 9, platform: 5 },
  ...{ merge: 7, split: 3, hold: 3, release: 2, object: 2, hear: 2, retain: 3 },
  ...{ suspend: 1, role: 1, unit: 1, look: 4, seal: 1 },
  ...{ join: 5, bulk: 4, bulkAnswer: 4, note: 4, assign: 4, question: 4 },
};

const singleAct: fc.Arbitrary<SingleAct> = fc.oneof(
  ...(Object.keys(single) as (keyof Arbitraries)[]).map((name) => ({
    weight: weights[name],
    arbitrary: single[name] as fc.Arbitrary<SingleAct>,
  })),
);

/** Several at the same moment. */
const together = fc.record({
  act: fc.constant("together" as const),
  acts: fc.array(singleAct, { minLength: 2, maxLength: 3 }),
});

export type Act = SingleAct | (typeof together extends fc.Arbitrary<infer A> ? A : never);

/** A case decided by two and asked for, and reported again meanwhile, which chance alone seldom brings about. */
const decided: fc.Arbitrary<Act[]> = fc.tuple(
  single.decide.map((act) => ({ ...act, verdict: "approve", isWild: false, isStale: false }) as const),
  single.answer.map((act) => ({ ...act, answer: "confirm", isWild: false }) as const),
  report.map((act) => ({ ...act, isAgain: true })),
  single.letter.map((act) => ({ ...act, isWild: false }) as const),
);

/** A report that is deleted after its retention time, in a case that may be on hold. */
const expired: fc.Arbitrary<Act[]> = fc.tuple(
  single.withdraw.map((act) => ({ ...act, isWild: false })),
  single.hold,
  single.retain,
);

/** An officer reports one of two posts of a site that makes no two of them one. */
const ordinary = (post: number) =>
  report.map(
    (act) => ({ ...act, who: act.who % 3, post, category: "JUDI", alias: "none", isAgain: false }) as const,
  );

/** Reports two cases with a note and a question, merges them, adds another note and splits them. */
const regrouped: fc.Arbitrary<Act[]> = fc.tuple(
  ordinary(0),
  ordinary(1),
  single.note.map((act) => ({ ...act, isWild: false })),
  single.question.map((act) => ({ ...act, isWild: false, isAnswer: false })),
  single.merge.map((act) => ({ ...act, isWild: false })),
  single.note.map((act) => ({ ...act, isWild: false })),
  single.split.map((act) => ({ ...act, isWild: false })),
);

/** Two cases of which one is decided, merged, voted on by the panel, objected to, heard and split again. */
const reviewed: fc.Arbitrary<Act[]> = fc.tuple(
  ordinary(0),
  ordinary(1),
  single.decide.map((act) => ({ ...act, verdict: "approve", isWild: false, isStale: false }) as const),
  single.answer.map((act) => ({ ...act, answer: "confirm", isWild: false }) as const),
  single.letter.map((act) => ({ ...act, isWild: false })),
  single.platform.map((act) => ({ ...act, says: "sent", isWild: false }) as const),
  single.merge.map((act) => ({ ...act, isWild: false, who: 3 })),
  single.merge.map((act) => ({ ...act, isWild: false, who: 4 })),
  single.vote.map((act) => ({ ...act, isWild: false })),
  single.vote.map((act) => ({ ...act, isWild: false })),
  single.object,
  single.hear.map((act) => ({ ...act, isWild: false })),
  single.split.map((act) => ({ ...act, isWild: false })),
);

/** A decision for a group whose members change before it is confirmed. */
const grouped: fc.Arbitrary<Act[]> = fc.tuple(
  single.join.map((act) => ({ ...act, isWild: false, isLeaving: false })),
  single.bulk.map((act) => ({ ...act, verdict: "approve" }) as const),
  fc.oneof(
    report.map((act) => ({ ...act, isAgain: true })),
    single.withdraw,
    single.join,
    single.split,
  ),
  single.bulkAnswer.map((act) => ({ ...act, isWild: false })),
);

const steps: fc.Arbitrary<Act[]> = fc.oneof(
  { weight: 20, arbitrary: singleAct.map((act) => [act]) },
  { weight: 4, arbitrary: together.map((act) => [act]) },
  { weight: 2, arbitrary: decided },
  { weight: 1, arbitrary: expired },
  { weight: 2, arbitrary: regrouped },
  { weight: 1, arbitrary: grouped },
  { weight: 1, arbitrary: reviewed },
);

export interface Sequence {
  acts: Act[];
  /** One sequence in four is read by all units and verified at its end, because that takes as long as its acts. */
  isVerified: boolean;
}

/** Begins with reports: before them there is little to do. */
export const sequence: fc.Arbitrary<Sequence> = fc.record({
  acts: fc
    .tuple(
      fc.array(report, { minLength: 2, maxLength: 3, size: "max" }),
      fc.array(steps, { minLength: 7, maxLength: 13, size: "max" }),
    )
    .map(([first, others]) => [...first, ...others.flat()]),
  isVerified: seldom,
});

/** The acts of a step, which happen at the same moment. */
export function actsIn(act: Act): readonly SingleAct[] {
  return act.act === "together" ? act.acts : [act];
}
