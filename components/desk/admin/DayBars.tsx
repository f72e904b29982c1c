/** A measure's recent days as small bars, with a table for screen readers. */

import type { HealthMeasure, RecipeHealthDay, Share } from "../../../utils/shared/contract/recipe-health.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { useLanguage } from "../../ui/language.ts";

const days = 14;
const dayMs = 86_400_000;
/** Days of the history begin at midnight in Jakarta (UTC+7). */
const jakartaMs = 7 * 3_600_000;

const bar = { width: 5, gap: 1, height: 24, least: 1.5 };

export function DayBars({ history, name }: { history: readonly RecipeHealthDay[]; name: HealthMeasure }) {
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
