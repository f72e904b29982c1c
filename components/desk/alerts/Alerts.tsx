/** The person's alerts: what waits, until when, and who takes it. Administrators also keep the on-call roster. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { AlertList, AlertView } from "../../../utils/shared/contract/alert.ts";
import { subjectName } from "../../../utils/shared/i18n/subject-name.ts";
import { dateTime, duration, timeOfDay } from "../../../utils/shared/i18n/time.ts";
import { isToDecideAgain } from "../../../utils/shared/policy/decide-again.ts";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw, Timer } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { OnCallRosterForm } from "./OnCallRosterForm.tsx";
import "./alerts.css";

export type AlertCalls = Pick<
  Client,
  "listAlerts" | "acknowledgeAlert" | "listOnCall" | "addOnCall" | "removeOnCall"
>;

interface AlertsProps {
  calls: AlertCalls;
  /** Shows the roster, which only administrators keep. */
  keepsRoster: boolean;
  onOpenCase(id: string): void;
  onOpenRequest(id: string): void;
  /** Opens the acts of administrators. */
  onOpenActs(): void;
}

export function Alerts({ calls, keepsRoster, ...open }: AlertsProps) {
  const { t } = useLanguage();
  const loaded = useLoad("alerts", calls.listAlerts);
  const part = useFocusFallback();
  usePolling(loaded.reload);
  const alerts = loaded.value?.alerts ?? [];
  const hidden = loaded.value ? countHidden(loaded.value) : 0;
  return (
    <section
      ref={part}
      tabIndex={-1}
      class="alerts"
      aria-label={t("alerts.title")}
      aria-busy={loaded.loading}
    >
      <div class="alerts-head">
        <h2 class="title">{t("alerts.title")}</h2>
        <IconButton
          label={t("alerts.refresh")}
          icon={RefreshCw}
          data-testid="alerts-refresh"
          onClick={loaded.reload}
        />
      </div>
      <LoadState load={loaded} label={t("alerts.loading")} rows={4} height={72} />
      {loaded.value && alerts.length === 0 ? (
        <Empty title={t("alerts.empty")} hint={t("alerts.emptyHint")} />
      ) : null}
      {alerts.length > 0 ? (
        <ul class="alert-list">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} calls={calls} onTaken={loaded.reload} {...open} />
          ))}
        </ul>
      ) : null}
      {hidden > 0 ? (
        <p class="small muted" data-testid="alerts-hidden">
          {t("alerts.hidden", { count: hidden })}
        </p>
      ) : null}
      {/* After the alerts, which would move it. */}
      {keepsRoster && (loaded.value || loaded.problem) ? <OnCallRosterForm calls={calls} /> : null}
    </section>
  );
}

/** The intake lists so many at most. */
const listedAlerts = 200;

/** Open alerts that are not listed. A panelist's `needs` also counts votes. */
function countHidden({ alerts, needs }: AlertList): number {
  if (alerts.length < listedAlerts) return 0;
  return needs - alerts.filter(({ acknowledged }) => acknowledged === undefined).length;
}

interface AlertRowProps extends Pick<AlertsProps, "calls" | "onOpenCase" | "onOpenRequest" | "onOpenActs"> {
  alert: AlertView;
  onTaken(): void;
}

function AlertRow({ alert, calls, onTaken, onOpenCase, onOpenRequest, onOpenActs }: AlertRowProps) {
  const { language, t } = useLanguage();
  const act = useAct();
  const [first, setFirst] = useState<string>();
  const { id, event, kind, urgent, caseId, requestId, acknowledged } = alert;
  const reference = useReference(alert);
  const row = useFocusFallback();
  const take = async () => {
    await act.run(async () => {
      const taken = await calls.acknowledgeAlert(id);
      const by = taken.ok ? taken.value.acknowledged : undefined;
      if (by && !by.mine) setFirst(t("alerts.takenFirst", { name: by.by, time: timeOfDay(by.at) }));
      return taken;
    });
    onTaken();
  };
  const open = opener();
  return (
    <li
      ref={row}
      tabIndex={-1}
      class="alert-row"
      data-testid="alert"
      data-event={event}
      data-taken={acknowledged !== undefined}
    >
      <div class="alert-words">
        <p class="alert-event">
          {urgent ? (
            <span class="tag urgent">
              <Timer size={12} aria-hidden="true" />
              {t("alerts.lane")}
            </span>
          ) : null}
          <strong>{t(isToDecideAgain(alert) ? "alerts.decideAgain" : `alert.${event}`)}</strong>
        </p>
        {reference === "" ? null : <p class="small">{reference}</p>}
        <p class="small muted">
          <AlertClock alert={alert} />
          {alert.stage > 0 ? `, ${t("alerts.passed", { count: alert.stage })}` : ""}
        </p>
        {acknowledged ? <p class="small muted">{takenLine()}</p> : null}
        {first ? (
          <p class="small" role="status" data-testid="alert-first">
            {first}
          </p>
        ) : null}
        {act.problem ? <Failure problem={act.problem} /> : null}
      </div>
      <div class="buttons">
        {acknowledged ? null : (
          <button
            type="button"
            class="button primary"
            data-testid="take-alert"
            aria-disabled={act.busy}
            onClick={take}
          >
            {t("alerts.take")}
          </button>
        )}
        {open ? (
          <button type="button" class="button" data-testid="open-alert" onClick={open}>
            {t("alerts.open")}
          </button>
        ) : null}
      </div>
    </li>
  );

  function opener(): (() => void) | undefined {
    if (kind === "admin-act") return onOpenActs;
    if (requestId) return () => onOpenRequest(requestId);
    return caseId ? () => onOpenCase(caseId) : undefined;
  }

  function takenLine(): string {
    if (!acknowledged) return "";
    const time = dateTime(language, acknowledged.at);
    if (acknowledged.mine) return t("alerts.takenByYou", { time });
    return t(acknowledged.how === "claim" ? "alerts.opened" : "alerts.taken", {
      name: acknowledged.by,
      time,
    });
  }
}

/** A number, as it is; a recipe's `site/kind/version/browser` in words. */
function useReference({ kind, reference }: AlertView): string {
  const { language, t } = useLanguage();
  if (kind !== "recipe") return reference;
  const [site, recipeKind, version = "", browser = ""] = reference.split("/");
  const recipe = subjectName(language, `${site}:${recipeKind}:`).trim();
  return t("alerts.recipe", { recipe, version, browser });
}

/** The time left, or since when the condition holds. */
function AlertClock({ alert: { at, dueAt } }: { alert: AlertView }) {
  const { language, t } = useLanguage();
  const nowMs = useNow();
  if (dueAt === undefined) return <>{t("alerts.since", { time: dateTime(language, at) })}</>;
  const leftMs = Date.parse(dueAt) - nowMs;
  const time = duration(language, Math.abs(leftMs));
  return (
    <>
      {t("alerts.due", { time: dateTime(language, dueAt) })},{" "}
      {t(leftMs < 0 ? "alerts.late" : "alerts.left", { time })}
    </>
  );
}
