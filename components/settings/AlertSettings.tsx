/** Alerts on this device and by mail: permission, mail, quiet hours, and a test. */

import { useState } from "preact/hooks";
import type { AlertPreferences, PreferencesView } from "../../utils/shared/contract/alert.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Role } from "../../utils/shared/contract/site.ts";
import { dateTime } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { SelectField, TextField } from "../ui/Field.tsx";
import { Check } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";
import { useLoad } from "../ui/use-load.ts";

export interface AlertSettingsCalls {
  read(): Promise<Result<PreferencesView>>;
  save(preferences: AlertPreferences): Promise<Result<PreferencesView>>;
  test(): Promise<Result<unknown>>;
  /** Prompts the person if the browser has not allowed it yet. Returns false if it is denied. */
  turnOn(): Promise<boolean>;
  turnOff(): Promise<void>;
}

export interface AlertSettingsProps {
  role: Role;
  /** Notifications appear in this browser. */
  isOn: boolean;
  calls: AlertSettingsCalls;
}

export function AlertSettings({ role, isOn, calls }: AlertSettingsProps) {
  const { t } = useLanguage();
  const [on, setOn] = useState(isOn);
  const loaded = useLoad("alert-preferences", calls.read);
  return (
    <section class="options-card" data-testid="alert-settings">
      <h2>{t("alertSettings.title")}</h2>
      <Permission role={role} on={on} onChange={setOn} calls={calls} />
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {loaded.value ? <MailForm view={loaded.value} on={on} calls={calls} /> : null}
    </section>
  );
}

interface PermissionProps {
  role: Role;
  on: boolean;
  onChange(on: boolean): void;
  calls: Pick<AlertSettingsCalls, "turnOn" | "turnOff">;
}

function Permission({ role, on, onChange, calls }: PermissionProps) {
  const { t } = useLanguage();
  const [refused, setRefused] = useState(false);
  const isUrgentRole = role === "supervisor" || role === "admin";
  const ask = async () => {
    const allowed = await calls.turnOn();
    setRefused(!allowed);
    onChange(allowed);
  };
  const stop = async () => {
    await calls.turnOff();
    onChange(false);
  };
  return (
    <>
      <p>{t(isUrgentRole ? "alertSettings.why" : "alertSettings.whyOfficer")}</p>
      <div role="status">
        {on ? (
          <p class="message done" data-testid="notices-on">
            <Check size={16} aria-hidden="true" />
            {t("alertSettings.on")}
          </p>
        ) : null}
        {refused && !on ? (
          <p class="message warning" data-testid="notices-refused">
            {t("alertSettings.refused")}
          </p>
        ) : null}
      </div>
      <button
        type="button"
        class="button"
        data-testid={on ? "notices-stop" : "notices-ask"}
        onClick={on ? stop : ask}
      >
        {t(on ? "alertSettings.stop" : "alertSettings.ask")}
      </button>
    </>
  );
}

interface MailFormProps {
  view: PreferencesView;
  on: boolean;
  calls: Pick<AlertSettingsCalls, "save" | "test">;
}

/** The form's fields; an empty one is absent in the preferences. */
interface Fields {
  mail: AlertPreferences["mail"];
  email: string;
  from: string;
  until: string;
}

function toPreferences({ mail, email, from, until }: Fields): AlertPreferences {
  return {
    mail,
    ...(email.trim() === "" ? {} : { email: email.trim() }),
    ...(from === "" || until === "" ? {} : { quiet: { from, until } }),
  };
}

const choices = {
  now: "alertSettings.mailNow",
  digest: "alertSettings.mailDigest",
  off: "alertSettings.mailOff",
} as const;

function MailForm({ view, on, calls }: MailFormProps) {
  const { language, t } = useLanguage();
  const save = useAct();
  const { mail, email = "", quiet } = view.preferences;
  const [fields, setFields] = useState<Fields>({
    mail,
    email,
    from: quiet?.from ?? "",
    until: quiet?.until ?? "",
  });
  const [kept, setKept] = useState(fields);
  const [saved, setSaved] = useState(false);
  const change = (part: Partial<Fields>) => {
    setFields({ ...fields, ...part });
    setSaved(false);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const isSaved = await save.run(() => calls.save(toPreferences(fields)));
    if (isSaved) setKept(fields);
    setSaved(isSaved);
  };
  return (
    <>
      {view.onCall.map(({ id: turn, from, until, place }) => (
        <p key={turn} class="message done" data-testid="own-shift">
          {t("alertSettings.onCall", {
            from: dateTime(language, from),
            until: dateTime(language, until),
            place,
          })}
        </p>
      ))}
      <form class="options-form" onSubmit={submit}>
        <TextField
          label={t("alertSettings.email")}
          hint={t(view.canMail ? "alertSettings.emailHint" : "alertSettings.noServer")}
          type="email"
          autoComplete="email"
          testId="alert-email"
          value={fields.email}
          onInput={(email) => change({ email })}
        />
        <SelectField<Fields["mail"]>
          label={t("alertSettings.mail")}
          testId="alert-mail"
          value={fields.mail}
          options={(["now", "digest", "off"] as const).map((choice) => [choice, t(choices[choice])])}
          onPick={(mail) => change({ mail })}
        />
        <QuietFields fields={fields} onChange={change} />
        {save.problem ? <Failure problem={save.problem} /> : null}
        <div class="buttons">
          <button type="submit" class="button primary" data-testid="save-alerts" disabled={save.busy}>
            {t("alertSettings.save")}
          </button>
          <span role="status" class="small" data-testid="alerts-saved">
            {saved ? t("alertSettings.saved") : ""}
          </span>
        </div>
      </form>
      <TestAlert fields={kept} on={on} canMail={view.canMail} calls={calls} />
    </>
  );
}

interface QuietFieldsProps {
  fields: Fields;
  onChange(part: Partial<Fields>): void;
}

function QuietFields({ fields, onChange }: QuietFieldsProps) {
  const { t } = useLanguage();
  const part = (name: "from" | "until", label: string) => (
    <TextField
      label={label}
      type="time"
      required={fields.from !== "" || fields.until !== ""}
      testId={`quiet-${name}`}
      value={fields[name]}
      onInput={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <fieldset class="quiet">
      <legend class="legend">{t("alertSettings.quiet")}</legend>
      <div class="quiet-times">
        {part("from", t("alertSettings.quietFrom"))}
        {part("until", t("alertSettings.quietUntil"))}
      </div>
      <p class="small muted">{t("alertSettings.quietHint")}</p>
    </fieldset>
  );
}

interface TestAlertProps {
  fields: Fields;
  on: boolean;
  canMail: boolean;
  calls: Pick<AlertSettingsCalls, "test">;
}

/** Uses the saved preferences, not those that are being typed. */
function TestAlert({ fields: { email, mail }, on, canMail, calls }: TestAlertProps) {
  const { t } = useLanguage();
  const act = useAct();
  const [made, setMade] = useState(false);
  const isMailed = canMail && mail !== "off" && email.trim() !== "";
  const confirmation = isMailed
    ? t("alertSettings.testedMail", { email: email.trim() })
    : t(on ? "alertSettings.tested" : "alertSettings.testedSilent");
  return (
    <>
      <div role="status">{made ? <p data-testid="test-made">{confirmation}</p> : null}</div>
      {act.problem ? <Failure problem={act.problem} /> : null}
      <button
        type="button"
        class="button"
        data-testid="test-alert"
        disabled={act.busy}
        onClick={async () => setMade(await act.run(calls.test))}
      >
        {t(act.busy ? "alertSettings.testing" : "alertSettings.test")}
      </button>
    </>
  );
}
