/** Shows what a waiting act would change, beside what is in force, to the administrator who confirms it. */

import type { AdminAct, AdminActView, ChannelAtDesk } from "../../../utils/shared/contract/administration.ts";
import { makesCode } from "../../../utils/shared/policy/administration.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { type Outcome, outcomes } from "../../../utils/shared/policy/retention.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { type Loaded, useLoad } from "../../ui/use-load.ts";
import type { AdminCalls } from "./act-form.tsx";
import { usePeriodWords } from "./Retention.tsx";
import { type UnitScope, useScopeRows } from "./Units.tsx";

interface ActDetailsProps {
  view: AdminActView;
  calls: AdminCalls;
}

export function ActDetails({ view: { act }, calls }: ActDetailsProps) {
  const { t } = useLanguage();
  switch (act.act) {
    case "save-channel":
      return <ChannelDetails channel={act.channel} calls={calls} />;
    case "save-retention":
      return <RetentionDetails act={act} calls={calls} />;
    case "save-unit":
      return <UnitDetails name={act.name} next={act} calls={calls} />;
    case "invite":
    case "assign-unit":
      return act.unit ? <UnitDetails name={act.unit} calls={calls} /> : <NoUnit />;
    case "change-role":
      return (
        <>
          {makesCode(act) ? <p class="small">{t("admin.enrolsAgain")}</p> : null}
          <UnitOfPerson person={act.person} calls={calls} />
        </>
      );
    case "make-key":
      return <KeyDetails act={act} calls={calls} />;
    default:
      return null;
  }
}

/** Without a unit, a person sees every case. */
function NoUnit() {
  const { t } = useLanguage();
  return <ChangeList rows={[[t("admin.unit"), t("admin.noUnit")]]} before={new Map()} />;
}

/** Shows the unit of a person, because it limits which cases the new role sees. */
function UnitOfPerson({ person: id, calls }: { person: string; calls: AdminCalls }) {
  const loaded = useLoad(`staff:${id}`, () => calls.callAdmin("getStaff", { params: { id } }));
  if (!loaded.value) return <Unknown load={loaded} />;
  const { unit } = loaded.value;
  return unit === undefined ? <NoUnit /> : <UnitDetails name={unit} calls={calls} />;
}

interface UnitDetailsProps {
  name: string;
  /** Undefined if the act does not change what the unit sees. */
  next?: UnitScope;
  calls: AdminCalls;
}

function UnitDetails({ name, next, calls }: UnitDetailsProps) {
  const { t } = useLanguage();
  const rowsOf = useScopeRows();
  const loaded = useLoad("unit-scopes", () => calls.callAdmin("listUnitScopes"));
  const now = loaded.value?.units.find((unit) => unit.name === name);
  const shown = next ?? now;
  if (!shown) return <Unknown load={loaded} />;
  const rows: Row[] = [[t("admin.unit"), name], ...rowsOf(shown)];
  return (
    <>
      <Unknown load={loaded} />
      <ChangeList rows={rows} before={new Map(now ? rowsOf(now) : [])} />
    </>
  );
}

/** Shown if the present settings could not be read. Changes are then not marked. */
function Unknown({ load: { problem, reload } }: { load: Loaded<unknown> }) {
  return problem ? <Failure problem={problem} onRetry={reload} /> : null;
}

interface KeyDetailsProps {
  act: Extract<AdminAct, { act: "make-key" }>;
  calls: AdminCalls;
}

function KeyDetails({ act, calls }: KeyDetailsProps) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-channels", () => calls.callAdmin("listAllChannels"));
  const named = loaded.value?.channels.find(({ id, to }) => id === act.channel && to === act.scope);
  const words = named ? `${named.name} (${named.id})` : act.channel;
  const channel: Row[] = words === undefined ? [] : [[t("admin.keyChannel"), words]];
  const rows: Row[] = [[t("admin.keyScope"), t(`keyScope.${act.scope}`)], ...channel];
  return <ChangeList rows={rows} before={new Map()} />;
}

function RetentionDetails({ act, calls }: { act: RetentionAct; calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-holds", () => calls.callAdmin("listHolds"));
  const row = loaded.value?.retention.find(({ category }) => category === act.category);
  const periodWords = usePeriodWords();
  const changed = outcomes.filter((outcome) => act.days[outcome] !== undefined);
  const label = (outcome: Outcome) => t("admin.retentionDays", { outcome: t(`retention.${outcome}`) });
  const before = row
    ? changed.map((outcome): Row => [label(outcome), periodWords(outcome, row[outcome])])
    : [];
  const rows = changed.map(
    (outcome): Row => [label(outcome), periodWords(outcome, act.days[outcome] ?? null)],
  );
  return (
    <>
      <Unknown load={loaded} />
      <ChangeList rows={rows} before={new Map(before)} />
    </>
  );
}

type RetentionAct = Extract<AdminAct, { act: "save-retention" }>;
type Row = readonly [label: string, value: string];

function useChannelRows(): (channel: ChannelAtDesk) => Row[] {
  const { t, words } = useLanguage();
  return (channel) => {
    const { kind, name, language, acknowledgeHours, categories: codes } = channel;
    const delivery: Record<typeof kind, () => string> = {
      email: () => (channel.kind === "email" ? [...channel.to, ...channel.cc].join(", ") : ""),
      webhook: () => (channel.kind === "webhook" ? channel.address : ""),
      form: () => (channel.kind === "form" ? channel.address : ""),
      file: () => (channel.kind === "file" ? channel.format : ""),
    };
    return [
      [
        t("admin.channelTo"),
        "site" in channel ? t(`site.${channel.site}`) : words(partnerLabel(channel.partner)),
      ],
      [t("admin.name"), name],
      [t("admin.channelKind"), t(`channelKind.${kind}`)],
      [t("admin.channelTarget"), delivery[kind]()],
      [
        t("admin.channelCategories"),
        codes ? codes.map((code) => words(categories[code].short)).join(", ") : t("admin.all"),
      ],
      [t("letter.language"), t(`letterLanguage.${language}`)],
      [t("admin.channelHours"), String(acknowledgeHours)],
      "site" in channel
        ? [t("admin.channelUrgentOnly"), t(channel.urgentOnly ? "admin.yes" : "admin.no")]
        : [t("admin.channelDays"), String(channel.answerDays)],
    ];
  };
}

function ChannelDetails({ channel, calls }: { channel: ChannelAtDesk; calls: AdminCalls }) {
  const { t } = useLanguage();
  const rowsOf = useChannelRows();
  const loaded = useLoad("admin-channels", () => calls.callAdmin("listAllChannels"));
  const to = "site" in channel ? "platform" : "partner";
  const inUse = loaded.value?.channels.find((row) => row.id === channel.id && row.to === to)?.channel;
  const before = new Map(inUse ? rowsOf(inUse) : []);
  return (
    <>
      <Unknown load={loaded} />
      {loaded.value && !inUse ? <p class="small">{t("admin.channelIsNew")}</p> : null}
      <ChangeList rows={rowsOf(channel)} before={before} />
    </>
  );
}

function ChangeList({ rows, before }: { rows: readonly Row[]; before: ReadonlyMap<string, string> }) {
  const { t } = useLanguage();
  return (
    <dl class="admin-facts" data-testid="act-details">
      {rows.map(([label, value]) => {
        const old = before.get(label);
        const isChanged = old !== undefined && old !== value;
        return (
          <div key={label} data-changed={isChanged}>
            <dt class="small muted">{label}</dt>
            <dd>
              {isChanged ? (
                <>
                  <s>
                    <span class="hidden-text">{t("admin.before")} </span>
                    <Foreign text={old} />
                  </s>{" "}
                  <strong>
                    <span class="hidden-text">{t("admin.after")} </span>
                    <Foreign text={value} />
                  </strong>
                </>
              ) : (
                <Foreign text={value} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
