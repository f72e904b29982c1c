/** One person: facts, code, role, unit, suspension, devices and the acts about them. */

import { useRef, useState } from "preact/hooks";
import type { StaffView } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { isOverseeing } from "../../../utils/shared/policy/administration.ts";
import { FilterChoice, FilterDay, type FilterOption } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useHeadingFocus } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { ActLine } from "./ActList.tsx";
import { ActForm, type AdminCalls } from "./act-form.tsx";
import { roles, stateTones, useUnitOptions } from "./Staff.tsx";

interface PartProps {
  view: StaffView;
  calls: AdminCalls;
  onDone(): unknown;
}

/** Also true of a person whose promotion waits for a second administrator. */
function isWatched({ role, acts }: StaffView): boolean {
  return (
    isOverseeing(role) ||
    acts.some(({ act, state }) => state === "waiting" && act.act === "change-role" && isOverseeing(act.role))
  );
}

function Facts({ view }: { view: StaffView }) {
  const { language, t } = useLanguage();
  const rows: [string, string][] = [
    [t("admin.role"), t(`role.${view.role}`)],
    ...(view.affiliation
      ? [[t("admin.affiliation"), t(`affiliation.${view.affiliation}`)] as [string, string]]
      : []),
    [t("admin.unit"), view.unit ?? t("admin.noUnit")],
    [t("admin.knownBy"), t(`knownBy.${view.knownBy}`)],
    [t("admin.since"), dateTime(language, view.createdAt)],
    [t("admin.seen"), view.lastSeenAt ? dateTime(language, view.lastSeenAt) : t("admin.never")],
  ];
  return (
    <dl class="admin-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt class="small muted">{name}</dt>
          <dd>
            <Foreign text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function RoleForm({ view, calls, onDone }: PartProps) {
  const { t } = useLanguage();
  const [picked, setPicked] = useState<Role>();
  const role = picked ?? view.role;
  if (view.role === "panelist" || view.knownBy === "sign-on")
    return <p class="small muted">{t("admin.changeRoleFixed")}</p>;
  const offered = roles.filter((staffRole) => staffRole !== "panelist");
  return (
    <ActForm
      calls={calls}
      draft={`role:${view.id}`}
      label={t("admin.changeRole")}
      testId="change-role"
      needsReason
      needsSecond={isOverseeing(view.role) || isOverseeing(role)}
      {...(isOverseeing(role) ? { hint: t("admin.enrolsAgain") } : {})}
      lacking={t("admin.changeRoleSame")}
      build={() => (role === view.role ? undefined : { act: "change-role", person: view.id, role })}
      onDone={() => {
        setPicked(undefined);
        return onDone();
      }}
    >
      <FilterChoice
        name="new-role"
        label={t("admin.role")}
        value={role}
        options={offered.map((staffRole): FilterOption => [staffRole, t(`role.${staffRole}`)])}
        onPick={(value) => setPicked(value as Role)}
      />
    </ActForm>
  );
}

function UnitForm({ view, calls, onDone }: PartProps) {
  const { t } = useLanguage();
  const [picked, setPicked] = useState<string>();
  const unit = picked ?? view.unit ?? "";
  const options = useUnitOptions(calls);
  return (
    <ActForm
      calls={calls}
      draft={`unit:${view.id}`}
      label={t("admin.assignUnit")}
      testId="assign-unit"
      needsReason
      needsSecond={isWatched(view) || view.knownBy === "sign-on"}
      lacking={t("admin.assignUnitSame")}
      build={() =>
        unit === (view.unit ?? "")
          ? undefined
          : { act: "assign-unit", person: view.id, unit: unit === "" ? null : unit }
      }
      onDone={() => {
        setPicked(undefined);
        return onDone();
      }}
    >
      <FilterChoice
        name="new-unit"
        label={t("admin.unit")}
        value={unit}
        options={options}
        onPick={setPicked}
      />
    </ActForm>
  );
}

function Devices({ view, calls, onDone }: PartProps) {
  const { language, t } = useLanguage();
  const isLast = (device: string) =>
    view.devicesList.every(({ id, revokedAt, inUse }) => id === device || revokedAt || inUse === false);
  return (
    <section class="block">
      <h2>{t("admin.devicesOf")}</h2>
      {view.devicesList.length === 0 ? <p class="muted">{t("admin.noDevices")}</p> : null}
      <ul class="act-list">
        {view.devicesList.map((device) => (
          <li key={device.id} class="act-row" data-testid="staff-device">
            <p>
              {t("admin.device", { browser: device.browser, version: device.extensionVersion })}{" "}
              {device.own ? <span class="tag">{t("admin.deviceOwn")}</span> : null}
            </p>
            <p class="small muted">
              {t("admin.deviceTimes", {
                enrolled: dateTime(language, device.enrolledAt),
                seen: device.lastSeenAt ? dateTime(language, device.lastSeenAt) : t("admin.never"),
              })}
              {device.revokedAt
                ? `, ${t("admin.deviceRevoked", { when: dateTime(language, device.revokedAt) })}`
                : ""}
            </p>
            {device.revokedAt === undefined ? (
              <Fold label={t("admin.revokeDevice")} testId="revoke-device-fold">
                <ActForm
                  calls={calls}
                  draft={`device:${device.id}`}
                  label={t("admin.revokeDevice")}
                  testId="revoke-device"
                  needsReason
                  {...(isWatched(view) && !view.self && isLast(device.id)
                    ? { needsSecond: true, hint: t("admin.lastDevice", { count: limits.deviceIdleDays }) }
                    : {})}
                  build={() => ({ act: "revoke-device", device: device.id })}
                  onDone={onDone}
                />
              </Fold>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The facts for a notice, when a device was lost or a person misused theirs. The file is downloaded at the exports. */
function BreachForm({ view, calls, onDone }: PartProps) {
  const { language, t } = useLanguage();
  const [device, setDevice] = useState("");
  const [since, setSince] = useState("");
  return (
    <ActForm
      calls={calls}
      draft={`breach:${view.id}`}
      label={t("admin.exportAsk")}
      testId="export-breach"
      hint={t("admin.breachHint")}
      needsReason
      build={() => ({
        act: "export-breach",
        of: view.id,
        ...(device === "" ? {} : { device }),
        ...(since === "" ? {} : { since }),
      })}
      onDone={onDone}
    >
      <div class="act-fields">
        <FilterChoice
          name="breach-device"
          label={t("admin.breachDevice")}
          value={device}
          options={[
            ["", t("admin.all")],
            ...view.devicesList.map(
              ({ id, browser, enrolledAt }): FilterOption => [
                id,
                `${browser}, ${dateTime(language, enrolledAt)}`,
              ],
            ),
          ]}
          onPick={setDevice}
        />
        <FilterDay name="breach-since" label={t("admin.daysFrom")} value={since} onChange={setSince} />
      </div>
      <p class="small">
        <a href="#/admin/exports">{t("admin.exportsReady")}</a>
      </p>
    </ActForm>
  );
}

function Acts({ view, calls, onDone }: PartProps) {
  const { language, t } = useLanguage();
  const isSuspended = view.state === "suspended";
  const second = isWatched(view);
  const [code] = view.codes;
  return (
    <section class="block">
      {code ? (
        <p class="small">
          {t("admin.openCodes", { count: view.codes.length, when: dateTime(language, code.expiresAt) })}
        </p>
      ) : null}
      {isSuspended ? null : (
        <>
          <Fold label={t("admin.newCode")} testId="new-code-fold">
            <ActForm
              calls={calls}
              draft={`code:${view.id}`}
              label={t("admin.newCodeAct")}
              testId="new-code"
              needsSecond
              build={() => ({ act: "new-code", person: view.id })}
              onDone={onDone}
            />
          </Fold>
          <Fold label={t("admin.changeRole")} testId="change-role-fold">
            <RoleForm view={view} calls={calls} onDone={onDone} />
          </Fold>
          <Fold label={t("admin.assignUnit")} testId="assign-unit-fold">
            <UnitForm view={view} calls={calls} onDone={onDone} />
          </Fold>
        </>
      )}
      <Fold label={t(isSuspended ? "admin.resume" : "admin.suspend")} testId="suspend-fold">
        <ActForm
          calls={calls}
          draft={`suspend:${view.id}`}
          label={t(isSuspended ? "admin.resume" : "admin.suspend")}
          testId={isSuspended ? "resume" : "suspend"}
          {...(isSuspended ? {} : { hint: t("admin.suspendHint") })}
          needsReason={!isSuspended}
          needsSecond={second}
          build={() => ({ act: isSuspended ? "resume" : "suspend", person: view.id })}
          onDone={onDone}
        />
      </Fold>
      <Fold label={t("admin.exportBreach")} testId="export-breach-fold">
        <BreachForm view={view} calls={calls} onDone={onDone} />
      </Fold>
    </section>
  );
}

export function StaffPane({ id, calls, onBack }: { id: string; calls: AdminCalls; onBack(): void }) {
  const { t } = useLanguage();
  const loaded = useLoad(`staff:${id}`, () => calls.callAdmin("getStaff", { params: { id } }));
  const heading = useRef<HTMLHeadingElement>(null);
  const view = loaded.value;
  useHeadingFocus(heading, [view === undefined]);
  const parts = view && { view, calls, onDone: loaded.reload };
  return (
    <section data-testid="staff-pane" class="admin-person" aria-busy={loaded.loading}>
      <header class="admin-head">
        <IconButton label={t("admin.back")} icon={ArrowLeft} data-testid="staff-back" onClick={onBack} />
        <h2 ref={heading} class="title" tabIndex={-1}>
          <Foreign text={view?.name ?? t("admin.screen.people")} />
        </h2>
        {view ? <span class={stateTones[view.state]}>{t(`personState.${view.state}`)}</span> : null}
        {view?.self ? <span class="tag">{t("admin.self")}</span> : null}
      </header>
      <LoadState load={loaded} label={t("admin.loading")} rows={4} height={48} />
      {parts ? (
        <>
          <Facts view={parts.view} />
          <Acts {...parts} />
          <Devices {...parts} />
          <section class="block">
            <h2>{t("admin.actsAbout")}</h2>
            {parts.view.acts.length === 0 ? <p class="muted">{t("admin.actsEmpty")}</p> : null}
            <ul class="act-list">
              {parts.view.acts.map((act) => (
                <li key={act.id} class="act-row" data-testid="act-about">
                  <ActLine view={act} />
                </li>
              ))}
            </ul>
          </section>
        </>
      ) : null}
    </section>
  );
}
