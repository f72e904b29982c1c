/** People's acts in a sequence and the data they saw, recorded from the answers they got. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import type { ModelPerson } from "./world.ts";

export interface ModelReport {
  id: string;
  by: ModelPerson;
  /** Name of the unit that the reporter was of then. */
  unit: string | undefined;
  subject: string;
  category: CategoryCode;
  /** Other names that it gave. */
  aliases: readonly string[];
  /** SHA-256 of its sealed manifest. */
  manifest: string;
  note?: string;
  /** Number on the receipt. */
  number: string;
  caseId: string;
  withdrawn: boolean;
  /** SHA-256 of the picture that the intake has taken. */
  picture?: string;
}

/** A case as the first person had it before their eyes. */
export interface DecidedPost {
  subject: string;
  address?: string;
  /** Subjects of its reports. */
  names: readonly string[];
  /** Its newest report that is not withdrawn. */
  reportId?: string;
}

export interface ModelDecision {
  id: string;
  /** The case on which it was made. */
  caseId: string;
  by: ModelPerson;
  act: string;
  category?: string;
  action?: string;
  seen: DecidedPost;
  reverses?: string;
  /** The person who confirmed it, and the frozen part that they saw. */
  second?: { by: ModelPerson; seen: FrozenPost | undefined };
  votes: { by: ModelPerson; vote: string }[];
}

export interface ModelHold {
  id: string;
  /** Reports of its case when it was placed. */
  reportIds: readonly string[];
  released: boolean;
}

/** Something that was allowed, to be judged by what was known before the step. */
export interface DoneAct {
  what: "propose" | "confirm" | "refuse" | "vote" | "hear" | "merge" | "split" | "letter" | "platform";
  by: ModelPerson;
  /** Cases of the request. */
  caseIds: readonly string[];
  decisionId?: string;
}

export interface Model {
  people: ModelPerson[];
  reports: Map<string, ModelReport>;
  decisions: Map<string, ModelDecision>;
  /** By the request's id, who made it. */
  letters: Map<string, ModelPerson>;
  /** By the request's id, its letter when it was first seen. */
  texts: Map<string, string>;
  holds: Map<string, ModelHold>;
  /** Notes and questions by id, with the case on which they were written. */
  written: Map<string, string>;
  objections: { id: string; caseId: string; decisionId: string }[];
  /** People who requested a merge since the last split, by the two cases' ids in order. */
  agreed: Map<string, Set<string>>;
  /** Pairs of cases that became one, in order of time. */
  merged: [string, string][];
  hasSplit: boolean;
  /** The last view of a case by each person. */
  views: Map<string, CaseSnapshot>;
  step: Step;
}

/** Facts about the running step. */
export interface Step {
  done: DoneAct[];
  /** People whose role, unit or admission it changes. */
  touched: Set<string>;
  released: Set<string>;
  answers: { by: ModelPerson; path: string; status: number; body: unknown }[];
  isParallel: boolean;
}

export interface CaseSnapshot extends DecidedPost {
  version: number;
  standing?: { id: string; act: string };
  frozen: ReadonlyMap<string, FrozenPost | undefined>;
}

export const newStep = (isParallel: boolean): Step => ({
  ...{ done: [], touched: new Set(), released: new Set(), answers: [], isParallel },
});

export function newModel(people: readonly ModelPerson[]): Model {
  return {
    people: people.map((person) => ({ ...person })),
    ...{
      reports: new Map(),
      decisions: new Map(),
      letters: new Map(),
      texts: new Map(),
      holds: new Map(),
      written: new Map(),
      objections: [],
    },
    ...{ agreed: new Map(), merged: [], hasSplit: false, views: new Map(), step: newStep(false) },
  };
}

export const pairOf = (one: string, other: string): string => [one, other].sort().join(" ");

/** A rule of the product that does not hold, by its number in the list of invariants. */
export class Violation extends Error {
  constructor(rule: number, what: string) {
    super(`invariant ${rule}: ${what}`);
  }
}

export function assertRule(holds: boolean, rule: number, what: () => string): void {
  if (!holds) throw new Violation(rule, what());
}
