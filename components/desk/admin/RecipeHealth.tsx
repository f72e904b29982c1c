/** Administrator's view of recipe health: which recipes still find the expected parts, and which have degraded. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { RecipeHealthView } from "../../../utils/shared/contract/recipe-health.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, CircleDashed, RefreshCw, TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { SiteHealth } from "./SiteHealth.tsx";

type HealthCalls = Pick<Client, "listCanaries">;

export function RecipeHealth({ calls }: { calls: HealthCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("canaries", calls.listCanaries);
  const [withOlder, setWithOlder] = useState(false);
  const all = loaded.value?.canaries ?? [];
  const newest = all.filter((view) => !isReplaced(view, all));
  const shown = withOlder ? all : newest;
  const dropped = shown.filter(({ state }) => state === "dropped");
  const sites = [...new Set([...dropped, ...shown].map(({ site }) => site))];

  return (
    <section class="health" aria-label={t("health.title")} aria-busy={loaded.loading}>
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {loaded.value === undefined && loaded.loading ? (
        <Skeleton label={t("health.loading")} rows={5} height={64} />
      ) : null}
      {loaded.value && all.length === 0 ? (
        <Empty title={t("health.empty")} hint={t("health.emptyHint")} />
      ) : null}
      {all.length > 0 ? (
        <>
          <div class="health-head">
            <Summary views={newest} />
            <IconButton
              label={t("health.refresh")}
              icon={RefreshCw}
              data-testid="health-refresh"
              onClick={loaded.reload}
            />
          </div>
          {sites.map((site) => (
            <SiteHealth key={site} site={site} views={shown.filter((view) => view.site === site)} />
          ))}
          {newest.length < all.length ? (
            <label class="check small">
              <input
                type="checkbox"
                checked={withOlder}
                data-testid="health-older"
                onChange={(event) => setWithOlder(event.currentTarget.checked)}
              />
              {t("health.older")}
            </label>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function Summary({ views }: { views: readonly RecipeHealthView[] }) {
  const { t } = useLanguage();
  const dropped = views.filter(({ state }) => state === "dropped").length;
  const known = views.some(({ state }) => state !== "too-few");
  const Icon = dropped > 0 ? TriangleAlert : known ? Check : CircleDashed;
  const well = known ? t("health.allWell") : t("health.notYet");
  return (
    <div class="health-summary" role="status" data-testid="health-summary" data-dropped={dropped}>
      <Icon size={16} aria-hidden="true" />
      <p>{dropped > 0 ? t("health.someDropped", { count: dropped }) : well}</p>
      <p class="small muted">{t("health.hint")}</p>
    </div>
  );
}

/** True if a later version of the same recipes has its own counts. */
function isReplaced(view: RecipeHealthView, all: readonly RecipeHealthView[]): boolean {
  return all.some(
    ({ site, kind, browser, recipeVersion }) =>
      site === view.site &&
      kind === view.kind &&
      browser === view.browser &&
      recipeVersion > view.recipeVersion,
  );
}
