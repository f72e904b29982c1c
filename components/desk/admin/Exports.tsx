/** Exports: finished days with their timestamps, personal data that the law asks for, and where the others are made. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { AdminActView, DayRow } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { date, dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { FilterDay } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Download } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Empty } from "../../ui/Placeholder.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useAct } from "../../ui/use-act.ts";
import { usePages } from "../../ui/use-pages.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { useActWords } from "./ActList.tsx";
import { ActForm, type AdminCalls } from "./act-form.tsx";

export type ExportCalls = AdminCalls & Pick<Client, "makeDaysFile" | "downloadExport">;

const hourMs = 3_600_000;

interface Period {
  from: string;
  to: string;
}

/** An empty day is no limit. */
function readDays({ callAdmin }: AdminCalls, { from, to }: Period, limit: number, after?: string) {
  return callAdmin("listDays", {
    query: {
      limit,
      ...(from === "" ? {} : { from }),
      ...(to === "" ? {} : { to }),
      ...(after === undefined ? {} : { after }),
    },
  });
}

async function readAllDays(calls: ExportCalls, period: Period): Promise<Result<DayRow[]>> {
  const days: DayRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await readDays(calls, period, limits.pageRows, after);
    if (!page.ok) return page;
    days.push(...page.value.days);
    after = page.value.next;
    if (after === undefined) return ok(days);
  }
}

function Day({ row, onSave }: { row: DayRow; onSave(): void }) {
  const { language, t } = useLanguage();
  const { day, root, stamp } = row;
  const words = date(language, `${day}T12:00:00.000Z`);
  return (
    <li class="act-row day-row" data-testid="day-row" data-day={day}>
      <div class="act-words">
        <p>
          <strong>{words}</strong>{" "}
          <span class={stamp ? "tag done" : "tag"}>{t(stamp ? "admin.dayStamped" : "admin.dayWaits")}</span>
        </p>
        {stamp ? (
          <p class="small muted">
            <Foreign text={stamp.authority} />, {dateTime(language, stamp.at)}
          </p>
        ) : null}
        <p class="small muted day-root">{root}</p>
      </div>
      <IconButton
        label={t("admin.daySave", { day: words })}
        icon={Download}
        data-testid="day-save"
        onClick={onSave}
      />
    </li>
  );
}

function Days({ calls }: { calls: ExportCalls }) {
  const { t } = useLanguage();
  const [period, setPeriod] = useState<Period>({ from: "", to: "" });
  const { problem, busy, run } = useAct();
  const [said, setSaid] = useState("");
  const list = usePages(`admin-days:${period.from}:${period.to}`, async (after) => {
    const answer = await readDays(calls, period, 30, after);
    if (!answer.ok) return answer;
    return ok({ rows: answer.value.days.map((row) => ({ ...row, id: row.day })), next: answer.value.next });
  });
  const save = async (days: readonly DayRow[]) => {
    const file = await calls.makeDaysFile(days);
    saveFile(file);
    setSaid(t("admin.daysSaved", { name: file.name, count: days.length }));
  };
  const savePeriod = () =>
    run(async () => {
      setSaid("");
      const days = await readAllDays(calls, period);
      if (days.ok && days.value.length > 0) await save(days.value);
      return days;
    });
  const pick = (change: Partial<Period>) => {
    setPeriod({ ...period, ...change });
    setSaid("");
  };
  return (
    <section class="block" aria-busy={list.loading}>
      <h2>{t("admin.days")}</h2>
      <p class="small muted">{t("admin.daysHint")}</p>
      <div class="act-fields period">
        <FilterDay
          name="days-from"
          label={t("admin.daysFrom")}
          value={period.from}
          onChange={(from) => pick({ from })}
        />
        <FilterDay
          name="days-to"
          label={t("admin.daysTo")}
          value={period.to}
          onChange={(to) => pick({ to })}
        />
        <button
          type="button"
          class="button"
          data-testid="days-save"
          aria-disabled={busy || list.rows === undefined || list.rows.length === 0}
          onClick={() => void (list.rows?.length ? savePeriod() : undefined)}
        >
          <Download size={16} aria-hidden="true" />
          {t("admin.daysSave")}
        </button>
      </div>
      <p class="small" role="status" data-testid="days-said">
        {said}
      </p>
      {problem ? <Failure problem={problem} /> : null}
      <LoadState load={list} label={t("admin.loading")} rows={4} height={64} />
      {list.rows?.length === 0 ? (
        <Empty title={t("admin.daysEmpty")} hint={t("admin.daysEmptyHint")} />
      ) : null}
      <ul class="act-list">
        {list.rows?.map((row) => (
          <Day key={row.day} row={row} onSave={() => void save([row])} />
        ))}
      </ul>
      <MoreButton list={list} testId="days-more" />
    </section>
  );
}

/** Asks for what is stored about a name; a second administrator confirms. */
function PersonForm({ calls, onDone }: { calls: ExportCalls; onDone(): unknown }) {
  const { t } = useLanguage();
  const [name, setName] = useState("");
  return (
    <ActForm
      calls={calls}
      draft="export-person"
      label={t("admin.exportAsk")}
      testId="export-person"
      hint={t("admin.exportPersonHint")}
      needsSecond
      build={() => (name.trim() === "" ? undefined : { act: "export-person", name: name.trim() })}
      onDone={() => {
        setName("");
        return onDone();
      }}
    >
      <TextField
        label={t("admin.exportName")}
        testId="export-name"
        value={name}
        autoComplete="off"
        maxLength={limits.addressChars}
        required
        onInput={setName}
      />
    </ActForm>
  );
}

const isExport = ({ act, asked }: AdminActView) =>
  asked.mine && (act.act === "export-person" || act.act === "export-breach");

/** The administrator's own exports that can be downloaded now. */
function Ready({ acts, calls }: { acts: readonly AdminActView[]; calls: ExportCalls }) {
  const { language, t } = useLanguage();
  const words = useActWords();
  const { problem, busy, run } = useAct();
  const [said, setSaid] = useState("");
  const save = ({ id, act, asked }: AdminActView) =>
    run(async () => {
      setSaid("");
      const file = await calls.downloadExport(id, `lapor-${act.act}-${asked.at.slice(0, 10)}.json`);
      if (!file.ok) return file;
      saveFile(file.value);
      setSaid(t("admin.exportSaved", { name: file.value.name }));
      return file;
    });
  return (
    <>
      {acts.length === 0 ? <p class="muted">{t("admin.exportsNone")}</p> : null}
      <ul class="act-list">
        {acts.map((view) => (
          <li key={view.id} class="act-row day-row" data-testid="export-ready" data-act={view.act.act}>
            <div class="act-words">
              <p>{words(view)}</p>
              <p class="small muted">{dateTime(language, (view.answered ?? view.asked).at)}</p>
            </div>
            <IconButton
              // Not a placeholder: the words of the act are isolated already.
              label={`${t("admin.exportDownload")}: ${words(view)}`}
              icon={Download}
              data-testid="export-save"
              onClick={() => void (busy ? undefined : save(view))}
            />
          </li>
        ))}
      </ul>
      <p class="small" role="status" data-testid="export-said">
        {said}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}

function PersonalData({ calls }: { calls: ExportCalls }) {
  const { t } = useLanguage();
  const list = usePages("admin-exports", async (after) => {
    const query = {
      state: "done",
      limit: limits.pageRows,
      ...(after === undefined ? {} : { after }),
    } as const;
    const answer = await calls.callAdmin("listAdminActs", { query });
    return answer.ok ? ok({ rows: answer.value.acts, next: answer.value.next }) : answer;
  });
  // An export becomes ready when another administrator confirms it.
  usePolling(list.reload);
  const since = Date.now() - limits.exportHours * hourMs;
  const ready = (list.rows ?? []).filter(
    (view) => isExport(view) && Date.parse((view.answered ?? view.asked).at) > since,
  );
  // The list is in the order of asking; an act may have waited before it was done.
  const oldest = list.rows?.at(-1)?.asked.at;
  const mayHoldReady = oldest !== undefined && Date.parse(oldest) > since - limits.actHours * hourMs;
  return (
    <section class="block" aria-busy={list.loading}>
      <h2>{t("admin.exportsData")}</h2>
      <Fold label={t("admin.exportPerson")} testId="export-person-fold">
        <PersonForm calls={calls} onDone={list.reload} />
      </Fold>
      <p class="small">
        <a href="#/admin/people">{t("admin.exportBreachWhere")}</a>
      </p>
      <h3>{t("admin.exportsReady")}</h3>
      <p class="small muted">{t("admin.exportsReadyHint", { hours: limits.exportHours })}</p>
      {list.problem ? <Failure problem={list.problem} onRetry={list.reload} /> : null}
      {list.rows ? <Ready acts={ready} calls={calls} /> : null}
      <MoreButton list={{ ...list, more: list.more && mayHoldReady }} testId="exports-more" />
    </section>
  );
}

export function Exports({ calls }: { calls: ExportCalls }) {
  const { t } = useLanguage();
  return (
    <>
      <Days calls={calls} />
      <PersonalData calls={calls} />
      <section class="block">
        <h2>{t("admin.exportsOther")}</h2>
        <p>
          <a href="#/decisions">{t("admin.exportsDecisions")}</a>
        </p>
        <p class="small muted">{t("admin.exportsHow")}</p>
      </section>
    </>
  );
}
