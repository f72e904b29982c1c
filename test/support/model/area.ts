/** Random sequences of acts over a real intake, with what must hold after each of them. */

import fc from "fast-check";
import { sealLog } from "../../../intake/audit-log/seal-log.ts";
import { verifyStore } from "../../../intake/verify/verify.ts";
import type { Area } from "../../fuzz/run.ts";
import { deskActs } from "./act-desk.ts";
import { reportActs } from "./act-reports.ts";
import { type Act, actsIn, type Of, type Sequence, type SingleAct, sequence } from "./acts.ts";
import { checkChanges, type ReadBefore, readEverything } from "./change-rules.ts";
import type { Context } from "./context.ts";
import { checkCounts, checkMonths } from "./count-rules.ts";
import { checkExports } from "./export-rules.ts";
import { checkLetters } from "./letter-rules.ts";
import { assertRule, newModel, newStep } from "./model.ts";
import { checkPeople } from "./people-rules.ts";
import { readAllViews, readViews } from "./read-views.ts";
import { checkClosed, checkHolds, checkReports } from "./report-rules.ts";
import { noRows, readRows } from "./rows.ts";
import { checkScope } from "./scope-rules.ts";
import { openModelWorld, type World } from "./world.ts";

type Perform<N extends SingleAct["act"]> = (context: Context, act: Of<N>) => Promise<void>;

const performers: { [N in SingleAct["act"]]: Perform<N> } = { ...deskActs, ...reportActs, look: readViews };

function perform<N extends SingleAct["act"]>(context: Context, act: Of<N> & { act: N }): Promise<void> {
  return performers[act.act](context, act);
}

export const model: Area = {
  chunkCases: 250,
  async open() {
    const world = await openModelWorld();
    const property = fc.asyncProperty(sequence, (acts) => runSequence(world, acts));
    return { property, close: () => world.close() };
  },
};

export async function runSequence(world: World, { acts, isVerified }: Sequence): Promise<void> {
  await world.reset();
  const context: Context = { world, model: newModel(world.people), before: noRows };
  let before: ReadBefore | undefined;
  for (const [place, act] of acts.entries()) {
    if (isVerified && place === Math.floor(acts.length / 2)) {
      before = await readEverything(world.kit);
      await checkMonths(world.kit.store.db, tomorrow(world));
    }
    await runStep(context, act);
  }
  if (!isVerified) return;
  await checkMonths(world.kit.store.db, tomorrow(world));
  if (before) await checkChanges(world.kit, before);
  context.model.step = newStep(false);
  await readAllViews(context);
  checkScope(context);
  const { store, intake } = world.kit;
  await sealLog(store.db, intake.key, intake.now);
  const { broken } = await verifyStore(store);
  assertRule(broken.length === 0, 5, () => broken.join("\n"));
  await checkExports(context);
}

/** With the day of the last act finished, so that each later act of the day is late. */
function tomorrow({ kit }: World): Date {
  return new Date(kit.clock.ms + 86_400_000);
}

async function runStep(context: Context, act: Act): Promise<void> {
  const { world, model } = context;
  const acts = actsIn(act);
  model.step = newStep(acts.length > 1);
  await Promise.all(acts.map((single) => perform(context, single)));
  // Advances the clock, so that no two steps have the same time.
  world.kit.clock.ms += 1_000;
  const after = await readRows(world.kit.store.db);
  checkPeople(context, after);
  checkReports(context, after);
  checkClosed(context, after);
  checkLetters(context, after);
  await checkHolds(context, after);
  checkScope(context);
  await checkCounts(world.kit.store.db, new Date(world.kit.clock.ms));
  context.before = after;
}
