/** The context of acts: the intake, the model of it, and functions that find a person, a case or an answer. */

import type { TestAnswer, TestRequest } from "../../../scripts/dev/kits/intake-kit.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import type { CaseSnapshot, DoneAct, Model } from "./model.ts";
import { type Rows, rootOf } from "./rows.ts";
import { seesCase } from "./sees-case.ts";
import type { ModelPerson, World } from "./world.ts";

export interface Context {
  world: World;
  model: Model;
  /** The database when the step began. */
  before: Rows;
}

/** Picks by number, wrapping around; undefined if the list is empty. */
export function pick<T>(list: readonly T[], no: number): T | undefined {
  return list[no % Math.max(list.length, 1)];
}

/** Picks a person of the role who sees the case; any person if the act is wild or no other exists. */
export function pickPerson(
  context: Context,
  role: Role,
  { who, isWild, on: caseId }: { who: number; isWild: boolean; on?: string | undefined },
): ModelPerson {
  const { model, before } = context;
  const fitting = model.people.filter(
    (person) =>
      person.role === role &&
      !person.suspended &&
      (caseId === undefined || seesCase(context, before, person, caseId)),
  );
  const picked = pick(isWild || fitting.length === 0 ? model.people : fitting, who);
  if (!picked) throw new Error("there is nobody");
  return picked;
}

/** Ids of cases that are not part of another, in the order in which they came. */
export function rootsIn({ model, before }: Context, states?: readonly string[]): string[] {
  const order = [...new Set([...model.reports.values()].map(({ caseId }) => caseId))];
  const roots = order.filter((id) => before.cases.some((row) => row.id === id && row.mergedInto === null));
  if (states === undefined) return roots;
  return roots.filter((id) => before.cases.some((row) => row.id === id && states.includes(row.state)));
}

/** By one of the person's devices, and noted. */
export async function call(
  { model }: Context,
  by: ModelPerson,
  [method, path, request]: [method: string, path: string, request?: TestRequest],
  device = 0,
): Promise<TestAnswer> {
  const used = pick(by.devices, device);
  if (!used) throw new Error(`${by.name} has no device`);
  const answered = await used.call(method, path, request);
  model.step.answers.push({ by, path: `${method} ${path}`, status: answered.status, body: answered.body });
  return answered;
}

export function recordDone(context: Context, one: DoneAct): void {
  context.model.step.done.push({
    ...one,
    caseIds: one.caseIds.map((id) => rootOf(context.before, id)),
  });
}

/** Looks at a case; undefined where the person is not shown it. */
export async function readCase(
  context: Context,
  by: ModelPerson,
  caseId: string,
): Promise<CaseSnapshot | undefined> {
  const { status, body } = await call(context, by, ["GET", `/v1/cases/${caseId}`]);
  if (status !== 200) return undefined;
  const seen = seenIn(body as CaseView);
  context.model.views.set(`${by.id} ${caseId}`, seen);
  return seen;
}

function seenIn(view: CaseView): CaseSnapshot {
  const live = view.reportList.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const standing = view.decisions.find(
    ({ act, state, reversedAt }) =>
      state === "confirmed" && reversedAt === undefined && (act === "approve" || act === "reject"),
  );
  return {
    ...{ subject: view.subject, version: view.version },
    ...(view.permalink === undefined ? {} : { address: view.permalink }),
    names: [...new Set(view.reportList.map(({ evidence }) => evidence.subject))],
    ...(live[0] ? { reportId: live[0].id } : {}),
    ...(standing ? { standing: { id: standing.id, act: standing.act } } : {}),
    frozen: new Map(view.decisions.map(({ id, frozen }) => [id, frozen])),
  };
}
