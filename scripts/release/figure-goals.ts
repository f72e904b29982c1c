/**
 * Promised ratios of the figures, by name. Both the bench and `docs/figures.md` read them here, so that a goal that
 * changes applies to saved results as well.
 */

interface Goal {
  atMost?: number;
  atLeast?: number;
  /** Goal of the measured value in its unit, instead of the ratio. */
  isOfValue?: true;
}

interface Verdict {
  /** For example `ratio <= 2`. */
  goal: string;
  met: boolean;
}

/** A star is any text. The first name that fits is used. */
const goals: Record<string, Goal> = {
  "content.gzip": { atMost: 1 },
  "page.weight.*": { atMost: 1 },
  "inject.script.*.idle": {},
  "inject.script.*.heap": { atMost: 1 },
  "inject.script.*": { atMost: 2 },
  "button.delay.*": { atMost: 1 },
  "feed.heap": { atMost: 1 },
  "feed.detached": { atMost: 0 },
  "open.form": { atMost: 2 },
  "capture.fields": { atMost: 1 },
  "intake.verify.*": { atLeast: 1 },
  "verify.tampering": { atLeast: 1 },
  "export.verify": { atLeast: 1 },
  "capture.seal": { atMost: 2 },
  "packet.bytes": { atMost: 1 },
  "outbox.drain": { atMost: 1.5 },
  "filter.*": { atMost: 1 },
  "ingest.postgres": { atLeast: 1 },
  "ingest.postgres.described": { atLeast: 0.8 },
  "ingest.pglite": { atLeast: 800, isOfValue: true },
  "ingest.p99": { atMost: 1 },
  "ingest.p99.spread": { atMost: 5 },
  "ingest.memory*": { atMost: 1 },
  "ingest.replicas.kept": { atLeast: 1 },
  "ingest.far.two": { atLeast: 1.8 },
  "ingest.far.four": { atLeast: 3 },
  "ingest.hot*": { atLeast: 0.9 },
  "queue.first": { atMost: 1.5 },
  "queue.*": { atMost: 1 },
  "desk.*": { atMost: 1 },
  "keys.per.case": { atMost: 1 },
  overflow: { atMost: 0 },
  "dedupe.ingest": { atMost: 1 },
  "dedupe.recall": { atLeast: 1 },
  "dedupe.precision": { atLeast: 1 },
  "programme.ladder": { atLeast: 1 },
  "programme.ladder.paused": { atMost: 1 },
  "programme.collusion": { atMost: 1 },
  "programme.assign": { atMost: 1 },
  "programme.give*": { atMost: 1 },
  "alert.delay": { atMost: 1 },
  "alert.delay.*": { atMost: 0 },
  "attack.*": { atMost: 1 },
  "board.truth": { atMost: 0 },
  "board.*": { atMost: 1 },
  "public.page": { atMost: 1 },
  "clocks.evaluate": { atMost: 1 },
  "jobs.*": { atMost: 1 },
  "stored.bytes": { atMost: 1 },
  "walk.ends": { atMost: 0 },
  "windtunnel*.single": { atLeast: 0.98 },
  "windtunnel*.pair": { atLeast: 0.9 },
  "windtunnel*.other": { atLeast: 0.9 },
  "windtunnel*.fields": { atLeast: 0.95 },
  "windtunnel*": { atMost: 0 },
  "intake.model": { atLeast: 1 },
  "intake.model.violations": { atMost: 0 },
  "test.minutes": { atMost: 1 },
  "test.flakes": { atMost: 0 },
  "soak.page": { atMost: 1 },
  "soak.background": { atMost: 1 },
};

function goalOf(name: string): Goal {
  const isLike = (pattern: string) => {
    const [start = "", end] = pattern.split("*");
    return end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end);
  };
  return Object.entries(goals).find(([pattern]) => isLike(pattern))?.[1] ?? {};
}

/** Empty without a goal. */
export function judgeFigure(one: {
  name: string;
  value: number;
  ratio: number;
}): Verdict | Record<never, never> {
  const { atMost, atLeast, isOfValue } = goalOf(one.name);
  const [what, is] = isOfValue ? ["value", one.value] : ["ratio", one.ratio];
  if (atMost !== undefined) return { goal: `${what} <= ${atMost}`, met: is <= atMost };
  if (atLeast !== undefined) return { goal: `${what} >= ${atLeast}`, met: is >= atLeast };
  return {};
}
