/** Recipe health as Prometheus gauges over the last 24 hours. */

import type { CanaryView } from "../../utils/shared/contract/canary.ts";
import { measures } from "../../utils/shared/policy/canary.ts";
import { family, type Sample } from "./metrics.ts";

export function printCanaries(views: readonly CanaryView[]): string {
  const shares = (part: "found" | "expected"): Sample[] =>
    views.flatMap((view) =>
      measures
        .filter((name) => view.counts[name].expected > 0)
        .map((name): Sample => [`{${labels(view)},measure="${name}"}`, view.counts[name][part]]),
    );
  const known = views.filter(({ state }) => state !== "too-few");
  const dropped = known.map((view): Sample => [`{${labels(view)}}`, view.state === "dropped" ? 1 : 0]);
  const noticed = views.map((view): Sample => [`{${labels(view)}}`, view.drops]);
  return [
    ...family("intake_canary_dropped", "gauge", "1 if recipes find much less than before.", dropped),
    ...family("intake_canary_drops", "gauge", "Drops that devices noticed in the last 24 hours.", noticed),
    ...family("intake_canary_found", "gauge", "Found in the last 24 hours.", shares("found")),
    ...family("intake_canary_expected", "gauge", "Expected in the last 24 hours.", shares("expected")),
    "",
  ].join("\n");
}

function labels({ site, kind, recipeVersion, browser }: CanaryView): string {
  return `site="${site}",kind="${kind}",recipe_version="${recipeVersion}",browser="${browser}"`;
}
