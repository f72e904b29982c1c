/** API keys of other systems, and webhooks with their last deliveries. */

import { useState } from "preact/hooks";
import type { ChannelRow, HookRow, KeyRow } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { WebhookEvent } from "../../../utils/shared/contract/webhook.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { ChoiceChips } from "../../ui/ChoiceChips.tsx";
import { TextField } from "../../ui/Field.tsx";
import { FilterChoice, type FilterOption } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";

const scopes = ["read", "platform", "partner"] as const satisfies KeyRow["scope"][];
/** Staff get no alerts of these. The others have the names of the alerts. */
const ownEvents = [
  "case-decided",
  "request-sent",
  "request-answered",
  "objection-received",
  "month-counted",
] as const satisfies WebhookEvent[];
type OwnEvent = (typeof ownEvents)[number];
const alertEvents = Object.keys({
  "case-urgent": true,
  "clock-warning": true,
  "clock-over": true,
  "letter-undelivered": true,
  "letter-unread": true,
  "recipe-dropped": true,
  "objection-due": true,
  "answer-arrived": true,
  "answer-elsewhere": true,
} satisfies Record<Exclude<WebhookEvent, OwnEvent>, true>) as Exclude<WebhookEvent, OwnEvent>[];
const events: readonly WebhookEvent[] = [...ownEvents, ...alertEvents];

interface PartProps {
  calls: AdminCalls;
  channels: readonly ChannelRow[];
  onDone(): unknown;
}

function Key({ row, calls, channels, onDone }: PartProps & { row: KeyRow }) {
  const { language, t } = useLanguage();
  const { id, scope, name, channel, createdAt, expiresAt, revokedAt } = row;
  return (
    <li class="act-row" data-testid="key-row">
      <p>
        <strong>
          <Foreign text={name ?? id} />
        </strong>{" "}
        <span class="tag">{t(`keyScope.${scope}`)}</span>{" "}
        {channel ? (
          <span class="small muted">
            <Foreign
              text={
                channels.find(({ id: channelId, to }) => channelId === channel && to === scope)?.name ??
                channel
              }
            />
          </span>
        ) : null}
      </p>
      <p class="small muted">
        {t("admin.keyTimes", {
          made: dateTime(language, createdAt),
          until: expiresAt ? dateTime(language, expiresAt) : "–",
        })}
        {revokedAt ? `, ${t("admin.keyRevoked", { when: dateTime(language, revokedAt) })}` : ""}
      </p>
      {revokedAt ? null : (
        <Fold label={t("admin.keyRevoke")} testId="revoke-key-fold">
          <ActForm
            calls={calls}
            draft={`key:${id}`}
            label={t("admin.keyRevoke")}
            testId="revoke-key"
            needsReason
            needsSecond={scope === "read"}
            build={() => ({ act: "revoke-key", key: id })}
            onDone={onDone}
          />
        </Fold>
      )}
    </li>
  );
}

function KeyForm({ calls, channels: all, onDone }: PartProps) {
  const { t } = useLanguage();
  const [scope, setScope] = useState<KeyRow["scope"]>("read");
  const [name, setName] = useState("");
  const [channel, setChannel] = useState("");
  const channels = all.filter(({ to }) => to === scope);
  const build = () => {
    if (name.trim() === "" || (scope !== "read" && channel === "")) return undefined;
    const more = scope === "read" ? {} : { channel };
    return { act: "make-key" as const, scope, name: name.trim(), ...more };
  };
  return (
    <ActForm
      calls={calls}
      draft="key"
      label={t("admin.keyMake")}
      testId="make-key"
      needsSecond
      lacking={t("admin.keyChannelMissing")}
      build={build}
      onDone={() => {
        setName("");
        return onDone();
      }}
    >
      <div class="act-fields">
        <TextField
          label={t("admin.keyName")}
          testId="key-name"
          maxLength={limits.nameChars}
          value={name}
          required
          onInput={setName}
        />
        <FilterChoice
          name="key-scope"
          label={t("admin.keyScope")}
          value={scope}
          options={scopes.map((option): FilterOption => [option, t(`keyScope.${option}`)])}
          onPick={(value) => {
            setScope(value as KeyRow["scope"]);
            setChannel("");
          }}
        />
        {scope === "read" ? null : (
          <FilterChoice
            name="key-channel"
            label={t("admin.keyChannel")}
            value={channel}
            options={[
              ["", "–"],
              ...channels.map((option): FilterOption => [option.id, foreign(option.name)]),
            ]}
            onPick={setChannel}
          />
        )}
      </div>
    </ActForm>
  );
}

function useEventName(): (event: WebhookEvent) => string {
  const { t } = useLanguage();
  return (event) => t(isOwn(event) ? `hookEvent.${event}` : `alert.${event}`);
}

function isOwn(event: WebhookEvent): event is OwnEvent {
  return (ownEvents as readonly WebhookEvent[]).includes(event);
}

function Deliveries({ row }: { row: HookRow }) {
  const { language, t } = useLanguage();
  const eventName = useEventName();
  if (row.deliveries.length === 0) return <p class="small muted">{t("admin.hookNone")}</p>;
  return (
    <ul class="deliveries" aria-label={t("admin.hookDeliveries")}>
      {row.deliveries.map(({ id, event, at, attempts: count, deliveredAt, nextAt, answer }) => (
        <li key={id} class="small" data-testid="hook-delivery">
          {dateTime(language, at)} · {eventName(event)} ·{" "}
          {deliveredAt
            ? t("admin.hookDelivered", { when: dateTime(language, deliveredAt) })
            : nextAt
              ? t("admin.hookNext", { count, when: dateTime(language, nextAt) })
              : t("admin.hookGiven", { count })}
          {answer ? (
            <>
              {" · "}
              <Foreign text={answer} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Hook({ row, calls, onDone }: PartProps & { row: HookRow }) {
  const { t } = useLanguage();
  const eventName = useEventName();
  return (
    <li class="act-row" data-testid="hook-row">
      <p>
        <strong>
          <Foreign text={row.address} />
        </strong>
      </p>
      <p class="small muted">
        {row.events.map(eventName).join(", ")} · {t("admin.hookWaiting", { count: row.waiting })}
      </p>
      <Deliveries row={row} />
      <Fold label={t("admin.hookEnd")} testId="end-hook-fold">
        <ActForm
          calls={calls}
          draft={`hook:${row.id}`}
          label={t("admin.hookEnd")}
          testId="end-hook"
          needsSecond
          build={() => ({ act: "end-hook", hook: row.id })}
          onDone={onDone}
        />
      </Fold>
    </li>
  );
}

function HookForm({ calls, onDone }: PartProps) {
  const { t } = useLanguage();
  const eventName = useEventName();
  const [address, setAddress] = useState("");
  const [chosen, setChosen] = useState<WebhookEvent[]>([]);
  return (
    <ActForm
      calls={calls}
      draft="hook"
      label={t("admin.hookAdd")}
      testId="add-hook"
      lacking={t("admin.hookEventsMissing")}
      build={() =>
        address.trim() === "" || chosen.length === 0
          ? undefined
          : { act: "add-hook", address: address.trim(), events: chosen }
      }
      onDone={() => {
        setAddress("");
        setChosen([]);
        return onDone();
      }}
    >
      <TextField
        label={t("admin.hookAddress")}
        type="url"
        testId="hook-address"
        placeholder="https://"
        maxLength={limits.addressChars}
        value={address}
        required
        onInput={setAddress}
      />
      <ChoiceChips
        label={t("admin.hookEvents")}
        options={events.map((event) => {
          const label = (
            <>
              {eventName(event)} <code class="small">{event}</code>
            </>
          );
          return [event, label] as const;
        })}
        value={chosen}
        testId="hook-event"
        onChange={setChosen}
      />
    </ActForm>
  );
}

export function OtherSystems({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-keys", () => calls.callAdmin("listApiKeys"));
  const channels = useLoad("admin-channels", () => calls.callAdmin("listAllChannels"));
  const part = { calls, channels: channels.value?.channels ?? [], onDone: loaded.reload };
  const { keys = [], hooks = [] } = loaded.value ?? {};
  return (
    <>
      <LoadState load={loaded} label={t("admin.loading")} rows={4} height={64} />
      <section class="block">
        <h2>{t("admin.keys")}</h2>
        {loaded.value && keys.length === 0 ? <p class="muted">{t("admin.keysEmpty")}</p> : null}
        <ul class="act-list">
          {keys.map((row) => (
            <Key key={row.id} row={row} {...part} />
          ))}
        </ul>
        <Fold label={t("admin.keyMake")} testId="make-key-fold">
          <KeyForm {...part} />
        </Fold>
      </section>
      <section class="block">
        <h2>{t("admin.hooks")}</h2>
        {loaded.value && hooks.length === 0 ? <p class="muted">{t("admin.hooksEmpty")}</p> : null}
        <ul class="act-list">
          {hooks.map((row) => (
            <Hook key={row.id} row={row} {...part} />
          ))}
        </ul>
        <Fold label={t("admin.hookAdd")} testId="add-hook-fold">
          <HookForm {...part} />
        </Fold>
      </section>
    </>
  );
}
