/** Administrator's view of recipe health: which recipes still find the expected parts, and which have degraded. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type {
  HealthMeasure,
  RecipeHealthDay,
  RecipeHealthState,
  RecipeHealthView,
  Share,
} from "../../../utils/shared/contract/recipe-health.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { date, number } from "../../../utils/shared/i18n/time.ts";
import { measures } from "../../../utils/shared/policy/recipe-health.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, CircleDashed, RefreshCw, TriangleAlert } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import "./health.css";

type HealthCalls = Pick<Client, "listCanaries">;

/** One site's recipes as a table: state, found of expected, and recent days. */
function SiteHealth({ site, views }: { site: SiteId; views: readonly RecipeHealthView[] }) {
  const { t } = useLanguage();
  return (
    <table class="health-table">
      <caption>{t(`site.${site}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t("health.what")}</th>
          <th scope="col">{t("health.state")}</th>
          <th scope="col">{t("health.history")}</th>
        </tr>
      </thead>
      {[...views].sort(fallenFirst).map((view) => (
        <HealthRows key={`${view.kind} ${view.recipeVersion} ${view.browser}`} view={view} />
      ))}
    </table>
  );
}

function fallenFirst(a: RecipeHealthView, b: RecipeHealthView): number {
  return Number(b.state === "dropped") - Number(a.state === "dropped");
}

const days = 14;
const dayMs = 86_400_000;

/** Days of the history begin at midnight in Jakarta (UTC+7). */
const jakartaMs = 7 * 3_600_000;

const bar = { width: 5, gap: 1, height: 24, least: 1.5 };

/** A measure's recent days as small bars, with a table for screen readers. */
function DayBars({ history, name }: { history: readonly RecipeHealthDay[]; name: HealthMeasure }) {
  const { language, t } = useLanguage();
  const shares = new Map(history.map(({ day, counts }) => [day, counts[name]]));
  const label = (day: string) => date(language, `${day}T00:00:00.000Z`, 0);
  const words = (share: Share) => t("health.share", share);
  const shown = lastDays(Date.now()).map((day) => ({ day, share: shares.get(day) }));
  const counted = shown.flatMap(({ day, share }) => (share && share.expected > 0 ? [{ day, share }] : []));
  const width = days * (bar.width + bar.gap) - bar.gap;

  return (
    <>
      <svg
        class="day-bars"
        width={width}
        height={bar.height}
        viewBox={`0 0 ${width} ${bar.height}`}
        aria-hidden="true"
      >
        {shown.map(({ day, share }, index) => {
          const part = share && share.expected > 0 ? share.found / share.expected : undefined;
          const height = Math.max(bar.least, (part ?? 0) * bar.height);
          return (
            <rect
              key={day}
              class={part === undefined ? "day-none" : ""}
              x={index * (bar.width + bar.gap)}
              y={bar.height - height}
              width={bar.width}
              height={height}
            >
              <title>{share && part !== undefined ? `${label(day)}: ${words(share)}` : label(day)}</title>
            </rect>
          );
        })}
      </svg>
      <div class="hidden-text">
        <table data-testid="health-days">
          <caption>{t("health.days", { measure: t(`measure.${name}`) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("health.day")}</th>
              <th scope="col">{t("health.found")}</th>
            </tr>
          </thead>
          <tbody>
            {counted.map(({ day, share }) => (
              <tr key={day}>
                <th scope="row">{label(day)}</th>
                <td>{words(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** ISO dates, oldest first, today last. */
function lastDays(nowMs: number): string[] {
  return Array.from({ length: days }, (_, index) =>
    new Date(nowMs + jakartaMs - (days - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** Two rows per recipe: state and history, then the numbers, which need the full width. */
function HealthRows({ view }: { view: RecipeHealthView }) {
  const { language, t } = useLanguage();
  const counted = measures.filter((name) => view.counts[name].expected > 0);
  return (
    <tbody data-testid="health-row" data-state={view.state}>
      <tr>
        <th scope="rowgroup" rowSpan={2}>
          <span class="health-kind">{t(`kind.${view.kind}`)}</span>
          <span class="small muted">{t("health.version", { version: view.recipeVersion })}</span>
          <span class="small muted">{t(`browser.${view.browser}`)}</span>
        </th>
        <td>
          <State state={view.state} />
          {view.drops > 0 ? (
            <span class="small muted">{t("health.drops", { count: number(language, view.drops) })}</span>
          ) : null}
          {view.byStructure > 0 ? (
            <span class="small muted" data-testid="health-structure">
              {t("health.structure", { count: number(language, view.byStructure) })}
            </span>
          ) : null}
        </td>
        <td>
          <DayBars history={view.history} name={mostFallenMeasure(view)} />
        </td>
      </tr>
      <tr>
        <td colSpan={2}>
          {counted.length === 0 ? <span class="small muted">{t("health.nothing")}</span> : null}
          <ul class="health-shares" aria-label={t("health.found")}>
            {counted.map((name) => (
              <FoundCounts
                key={name}
                name={name}
                now={view.counts[name]}
                before={view.before[name]}
                fell={view.fallen.includes(name)}
              />
            ))}
          </ul>
        </td>
      </tr>
    </tbody>
  );
}

const stateTags = {
  ok: { tone: "tag done", Icon: Check },
  dropped: { tone: "tag warning", Icon: TriangleAlert },
  "too-few": { tone: "tag", Icon: CircleDashed },
} as const satisfies Record<RecipeHealthState, object>;

function State({ state }: { state: RecipeHealthState }) {
  const { t } = useLanguage();
  const { tone, Icon } = stateTags[state];
  return (
    <span class={tone}>
      <Icon size={12} aria-hidden="true" />
      {t(`health.${state}`)}
    </span>
  );
}

function FoundCounts(props: { name: HealthMeasure; now: Share; before: Share; fell: boolean }) {
  const { language, t } = useLanguage();
  const { name, now, before, fell } = props;
  const share = t("health.share", {
    found: number(language, now.found),
    expected: number(language, now.expected),
  });
  const percent = before.expected > 0 ? Math.round((before.found / before.expected) * 100) : undefined;
  return (
    <li class={fell ? "fell" : ""} data-testid={`health-${name}`} data-fell={fell}>
      <span class="small muted">{t(`measure.${name}`)}</span>
      <span class="health-share">
        {fell ? <TriangleAlert size={12} aria-hidden="true" /> : null}
        {share}
      </span>
      {fell && percent !== undefined ? (
        <span class="small muted">{t("health.usual", { percent })}</span>
      ) : null}
    </li>
  );
}

/** The measure to draw: the degraded one, else pages if counted, else permalinks. */
function mostFallenMeasure({ fallen, history }: RecipeHealthView): HealthMeasure {
  const hasPages = history.some(({ counts }) => counts.pages.expected > 0);
  return fallen[0] ?? (hasPages ? "pages" : "permalinks");
}

export interface RecipeHealthProps {
  calls: HealthCalls;
  /** Leads to the acts on recipes, which the popup does not have. */
  isDesk?: boolean;
}

export function RecipeHealth({ calls, isDesk = false }: RecipeHealthProps) {
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
      <LoadState load={loaded} label={t("health.loading")} rows={5} height={64} />
      {loaded.value && all.length === 0 ? (
        <Empty title={t("health.empty")} hint={t("health.emptyHint")} />
      ) : null}
      {all.length > 0 ? (
        <>
          <div class="health-head">
            <Summary views={newest} isDesk={isDesk} />
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

interface SummaryProps {
  isDesk: boolean;
  views: readonly RecipeHealthView[];
}

function Summary({ views, isDesk }: SummaryProps) {
  const { t } = useLanguage();
  const dropped = views.filter(({ state }) => state === "dropped").length;
  const isJudged = views.some(({ state }) => state !== "too-few");
  const Icon = dropped > 0 ? TriangleAlert : isJudged ? Check : CircleDashed;
  const well = isJudged ? t("health.allWell") : t("health.notYet");
  return (
    <div class="health-summary" role="status" data-testid="health-summary" data-dropped={dropped}>
      <Icon size={16} aria-hidden="true" />
      <p>{dropped > 0 ? t("health.someDropped", { count: dropped }) : well}</p>
      <p class="small muted">{t("health.hint")}</p>
      {isDesk ? (
        <p>
          <a href="#/admin/recipes" data-testid="health-acts">
            {t("health.acts")}
          </a>
        </p>
      ) : null}
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
