/** A channel to a platform or partner as a form: a new one, a changed one, or a removed one that returns. */

import type { ChannelAtDesk, ChannelRow } from "../../../utils/shared/contract/administration.ts";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { PartnerCode } from "../../../utils/shared/contract/referral-state.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { allPartners, partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { ChoiceChips } from "../../ui/ChoiceChips.tsx";
import { TextField } from "../../ui/Field.tsx";
import { FilterChoice, type FilterOption } from "../../ui/FilterFields.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";
import { siteIds } from "./Units.tsx";

const kinds = ["email", "webhook", "form", "file"] as const satisfies readonly ChannelAtDesk["kind"][];
const formats = ["csv", "json", "xarf", "flag", "dsa"] as const;
const letterLanguages = ["id", "en", "both"] as const;

/** All fields of all kinds; `toChannel` reads those of the chosen kind. */
const blank = {
  id: "",
  name: "",
  addresses: "",
  copies: "",
  address: "",
  to: "platform" as ChannelRow["to"],
  site: "telegram" as SiteId,
  partner: "POLRI" as PartnerCode,
  kind: "email" as ChannelAtDesk["kind"],
  format: "csv" as (typeof formats)[number],
  categories: [] as CategoryCode[],
  urgentOnly: false,
  language: "both" as ChannelAtDesk["language"],
  acknowledgeHours: 24,
  answerDays: 7,
  /** Kept as they are. */
  actions: undefined as ActionCode[] | undefined,
};
type Draft = typeof blank;

function draftOf({ to, channel }: ChannelRow): Draft {
  const { id, name, kind, language, acknowledgeHours, categories: codes = [] } = channel;
  const recipient =
    "site" in channel
      ? { site: channel.site, urgentOnly: channel.urgentOnly, actions: channel.actions }
      : { partner: channel.partner, answerDays: channel.answerDays };
  const part = { ...blank, ...recipient, to, id, name, kind, language, acknowledgeHours, categories: codes };
  if (channel.kind === "email")
    return { ...part, addresses: channel.to.join(", "), copies: channel.cc.join(", ") };
  return channel.kind === "file"
    ? { ...part, format: channel.format }
    : { ...part, address: channel.address };
}

const wordsOf = (text: string) => text.split(/[\s,;]+/).filter((word) => word !== "");

/** Undefined while a field is missing. The intake checks the values. */
function toChannel(draft: Draft): ChannelAtDesk | undefined {
  const { id, name, language, acknowledgeHours, categories: codes } = draft;
  const common = {
    id: id.trim(),
    name: name.trim(),
    language,
    acknowledgeHours,
    ...(codes.length === 0 ? {} : { categories: codes }),
  };
  const delivery = deliveryOf(draft);
  if (common.id === "" || common.name === "" || delivery === undefined) return undefined;
  if (draft.to === "partner") {
    if (delivery.kind === "file") return undefined;
    return { ...common, ...delivery, partner: draft.partner, answerDays: draft.answerDays } as ChannelAtDesk;
  }
  const { site, urgentOnly, actions } = draft;
  const more = actions === undefined ? {} : { actions };
  return { ...common, ...delivery, ...more, site, urgentOnly } as ChannelAtDesk;
}

function deliveryOf({ kind, addresses, copies, address, format }: Draft) {
  const to = wordsOf(addresses);
  if (kind === "email") return to.length === 0 ? undefined : { kind, to, cc: wordsOf(copies) };
  if (kind === "file") return { kind, format };
  return address.trim() === "" ? undefined : { kind, address: address.trim() };
}

interface ChannelFormProps {
  calls: AdminCalls;
  /** Undefined for a new channel. */
  row?: ChannelRow;
  onDone(): unknown;
}

export function ChannelForm({ calls, row, onDone }: ChannelFormProps) {
  const { t } = useLanguage();
  const name = `channel:${row ? `${row.to}:${row.id}` : "new"}`;
  // A changed channel starts with what is in force.
  const kept = useDraft(`${name}:${row?.since}`, () => (row ? draftOf(row) : blank));
  const draft = kept.value;
  const set = (part: Partial<Draft>) => kept.set((old) => ({ ...old, ...part }));
  return (
    <ActForm
      calls={calls}
      draft={name}
      label={t(row?.endedAt ? "admin.channelReturn" : "admin.channelSave")}
      testId="save-channel"
      hint={t("admin.channelHint")}
      needsSecond
      build={() => {
        const channel = toChannel(draft);
        return channel && { act: "save-channel", channel };
      }}
      onDone={() => {
        kept.clear();
        return onDone();
      }}
    >
      {row ? null : <Recipient draft={draft} set={set} />}
      <Delivery draft={draft} set={set} />
      <Promises draft={draft} set={set} />
    </ActForm>
  );
}

interface PartProps {
  draft: Draft;
  set(part: Partial<Draft>): void;
}

function Recipient({ draft, set }: PartProps) {
  const { t, words } = useLanguage();
  const { to, site, partner } = draft;
  return (
    <div class="act-fields">
      <FilterChoice
        name="channel-to"
        label={t("admin.channelTo")}
        value={to}
        options={(["platform", "partner"] as const).map(
          (receiver): FilterOption => [receiver, t(`channelTo.${receiver}`)],
        )}
        onPick={(value) => set({ to: value as Draft["to"], kind: "email" })}
      />
      {to === "platform" ? (
        <FilterChoice
          name="channel-site"
          label={t("admin.unitSites")}
          value={site}
          options={siteIds.map((siteId): FilterOption => [siteId, t(`site.${siteId}`)])}
          onPick={(value) => set({ site: value as SiteId })}
        />
      ) : (
        <FilterChoice
          name="channel-partner"
          label={t("channelTo.partner")}
          value={partner}
          options={allPartners().map((agency): FilterOption => [agency, words(partnerLabel(agency))])}
          onPick={(value) => set({ partner: value as PartnerCode })}
        />
      )}
      <TextField
        testId="channel-id"
        autoComplete="off"
        required
        label={t("admin.channelId")}
        value={draft.id}
        maxLength={40}
        placeholder="telegram-langsung"
        onInput={(id) => set({ id })}
      />
    </div>
  );
}

function Delivery({ draft, set }: PartProps) {
  const { t } = useLanguage();
  const { to, kind, format } = draft;
  return (
    <>
      <div class="act-fields">
        <TextField
          testId="channel-name"
          autoComplete="off"
          required
          label={t("admin.name")}
          value={draft.name}
          maxLength={limits.nameChars}
          onInput={(name) => set({ name })}
        />
        <FilterChoice
          name="channel-kind"
          label={t("admin.channelKind")}
          value={kind}
          options={kinds
            .filter((offered) => to === "platform" || offered !== "file")
            .map((offered): FilterOption => [offered, t(`channelKind.${offered}`)])}
          onPick={(value) => set({ kind: value as Draft["kind"] })}
        />
      </div>
      {kind === "email" ? (
        <div class="act-fields">
          <TextField
            testId="channel-addresses"
            autoComplete="off"
            required
            label={t("admin.channelAddresses")}
            value={draft.addresses}
            onInput={(addresses) => set({ addresses })}
          />
          <TextField
            testId="channel-copies"
            autoComplete="off"
            label={t("admin.channelCopies")}
            value={draft.copies}
            onInput={(copies) => set({ copies })}
          />
        </div>
      ) : kind === "file" ? (
        <FilterChoice
          name="channel-format"
          label={t("admin.channelFormat")}
          value={format}
          options={formats.map((formatName): FilterOption => [formatName, formatName])}
          onPick={(value) => set({ format: value as Draft["format"] })}
        />
      ) : (
        <TextField
          testId="channel-address"
          autoComplete="off"
          required
          label={t("admin.hookAddress")}
          value={draft.address}
          maxLength={limits.addressChars}
          onInput={(address) => set({ address })}
        />
      )}
    </>
  );
}

/** The categories, language and time limits of the channel. */
function Promises({ draft, set }: PartProps) {
  const { t, words } = useLanguage();
  const isPartner = draft.to === "partner";
  return (
    <>
      <div class="act-fields">
        <FilterChoice
          name="channel-language"
          label={t("letter.language")}
          value={draft.language}
          options={letterLanguages.map(
            (letterLanguage): FilterOption => [letterLanguage, t(`letterLanguage.${letterLanguage}`)],
          )}
          onPick={(value) => set({ language: value as Draft["language"] })}
        />
        <TextField
          testId="channel-hours"
          inputMode="numeric"
          pattern="[0-9]{1,3}"
          autoComplete="off"
          required
          label={t("admin.channelHours")}
          value={String(draft.acknowledgeHours)}
          onInput={(value) => set({ acknowledgeHours: Number(value) })}
        />
        {isPartner ? (
          <TextField
            testId="channel-days"
            inputMode="numeric"
            pattern="[0-9]{1,3}"
            autoComplete="off"
            required
            label={t("admin.channelDays")}
            value={String(draft.answerDays)}
            onInput={(value) => set({ answerDays: Number(value) })}
          />
        ) : null}
      </div>
      <ChoiceChips
        label={t("admin.channelCategories")}
        options={order.map((code) => [code, words(categories[code].short)] as const)}
        value={draft.categories}
        testId="channel-category"
        onChange={(chosen) => set({ categories: chosen })}
      />
      {isPartner ? null : (
        <label class="check">
          <input
            type="checkbox"
            data-testid="channel-urgent"
            checked={draft.urgentOnly}
            onChange={(event) => set({ urgentOnly: event.currentTarget.checked })}
          />
          {t("admin.channelUrgentOnly")}
        </label>
      )}
    </>
  );
}
