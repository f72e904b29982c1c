/** The server: what needs attention, the last backup, and settings in force. */

import type { ServerState } from "../../../utils/shared/contract/administration.ts";
import { attentionText } from "../../../utils/shared/i18n/delivery-attention.ts";
import { dateTime, duration, fraction } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import type { AdminCalls } from "./act-form.tsx";

type AttentionKey = Parameters<typeof attentionText>[1];

function Findings({ state }: { state: ServerState }) {
  const { language, t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("admin.findings")}</h2>
      {state.findings.length === 0 ? <p>{t("admin.findingsNone")}</p> : null}
      <ul class="act-list" data-testid="findings">
        {state.findings.map(({ code, weight, values }) => (
          <li key={`${code} ${JSON.stringify(values)}`} class="act-row">
            <p>
              <span class={weight === "act" ? "tag warning" : "tag"}>
                {t(weight === "act" ? "admin.findingAct" : "admin.findingKnow")}
              </span>{" "}
              {attentionText(language, code as AttentionKey, values)}
            </p>
          </li>
        ))}
      </ul>
      <p class="small muted">{t("admin.checked", { when: dateTime(language, state.checkedAt) })}</p>
    </section>
  );
}

function Backup({ last }: { last: ServerState["lastBackup"] }) {
  const { language, t } = useLanguage();
  const nowMs = useNow();
  return (
    <section class="block" data-testid="last-backup">
      <h2>{t("admin.backup")}</h2>
      <p>
        {last
          ? t("admin.backupAt", {
              when: dateTime(language, last.at),
              age: duration(language, nowMs - Date.parse(last.at)),
              size: fraction(language, last.bytes / 1e6),
            })
          : t("admin.backupNone")}
      </p>
    </section>
  );
}

function Settings({ rows }: { rows: ServerState["settings"] }) {
  const { t } = useLanguage();
  if (rows.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("admin.settings")}</h2>
      <p class="small muted">{t("admin.settingsHint")}</p>
      <table class="admin-table" data-testid="settings">
        <thead>
          <tr>
            <th scope="col">{t("admin.setting")}</th>
            <th scope="col">{t("admin.settingValue")}</th>
            <th scope="col">{t("admin.settingFrom")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, value, from, secret }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {secret && from === "environment" ? (
                  t("admin.settingHidden")
                ) : (
                  <Foreign text={value ?? "–"} />
                )}
              </td>
              <td>{t(`settingFrom.${from}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Server({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-server", () => calls.callAdmin("getServerState"));
  const state = loaded.value;
  return (
    <>
      <LoadState load={loaded} label={t("admin.loading")} rows={4} height={64} />
      {state ? (
        <>
          <Findings state={state} />
          <Backup last={state.lastBackup} />
          <Settings rows={state.settings} />
        </>
      ) : null}
    </>
  );
}
