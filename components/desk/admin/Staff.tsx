/** People: the list with search and filters, and the invitation of a new one. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PersonState, StaffFilter, StaffRow } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Affiliation, Role } from "../../../utils/shared/contract/site.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { isOverseeing } from "../../../utils/shared/policy/administration.ts";
import { TextField } from "../../ui/Field.tsx";
import { FilterChoice, type FilterOption } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Empty } from "../../ui/Placeholder.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useLoad } from "../../ui/use-load.ts";
import { usePages } from "../../ui/use-pages.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";

export const roles = Object.keys({
  officer: true,
  vlogger: true,
  supervisor: true,
  panelist: true,
  admin: true,
} satisfies Record<Role, true>) as Role[];
export const stateTones: Record<PersonState, string> = {
  active: "tag done",
  invited: "tag",
  out: "tag",
  suspended: "tag warning",
};
const states = Object.keys(stateTones) as PersonState[];
const affiliations: Affiliation[] = ["civil-society", "ministry"];

/** Options of a choice of units; the first is none. */
export function useUnitOptions({ callAdmin }: AdminCalls): FilterOption[] {
  const { t } = useLanguage();
  const units = useLoad("admin-units", () => callAdmin("listUnitScopes")).value?.units ?? [];
  return [["", t("admin.noUnit")], ...units.map(({ name }): FilterOption => [name, foreign(name)])];
}

interface StaffLineProps {
  row: StaffRow;
  /** The person whose screen was open before. */
  isLast: boolean;
  onOpen(): void;
}

function StaffLine({ row, isLast, onOpen }: StaffLineProps) {
  const { language, t } = useLanguage();
  const line = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // The focus is on the page or the screen when the button that led here is gone.
    if (isLast && document.activeElement?.contains(line.current)) line.current?.focus();
  }, []);
  const { name, role, unit, state, devices, lastSeenAt } = row;
  return (
    <li>
      <button
        ref={line}
        type="button"
        class="staff-row"
        data-testid="staff-row"
        data-state={state}
        onClick={onOpen}
      >
        <span class="staff-name">
          <strong>
            <Foreign text={name} />
          </strong>
          <span class="small muted">
            {t(`role.${role}`)}
            {unit ? ", " : ""}
            <Foreign text={unit} />
          </span>
        </span>
        <span>
          <span class={stateTones[state]}>{t(`personState.${state}`)}</span>
        </span>
        <span class="small muted staff-seen">
          {t("admin.devices", { count: devices })} · {t("admin.seen")}{" "}
          {lastSeenAt ? dateTime(language, lastSeenAt) : t("admin.never")}
        </span>
      </button>
    </li>
  );
}

const noInvitation = { name: "", role: "officer" as Role, unit: "", affiliation: "" };

function InviteForm({ calls, onDone }: { calls: AdminCalls; onDone(): unknown }) {
  const { t } = useLanguage();
  const draft = useDraft("admin-invite", () => noInvitation);
  const units = useUnitOptions(calls);
  const { name, role, unit, affiliation } = draft.value;
  const set = (part: Partial<typeof noInvitation>) => draft.set((old) => ({ ...old, ...part }));
  const isPanelist = role === "panelist";
  const build = () => {
    if (name.trim() === "" || (isPanelist && affiliation === "")) return undefined;
    return {
      act: "invite" as const,
      name: name.trim(),
      role,
      ...(unit === "" ? {} : { unit }),
      ...(isPanelist ? { affiliation: affiliation as Affiliation } : {}),
    };
  };
  const done = () => {
    draft.clear();
    return onDone();
  };
  return (
    <ActForm
      calls={calls}
      draft="invite"
      label={t("admin.inviteAct")}
      testId="invite-person"
      needsSecond={isOverseeing(role)}
      lacking={t("admin.affiliationMissing")}
      build={build}
      onDone={done}
    >
      <div class="act-fields">
        <TextField
          label={t("admin.name")}
          testId="invite-name"
          autoComplete="off"
          maxLength={limits.nameChars}
          value={name}
          required
          onInput={(typed) => set({ name: typed })}
        />
        <FilterChoice
          name="invite-role"
          label={t("admin.role")}
          value={role}
          options={roles.map((option): FilterOption => [option, t(`role.${option}`)])}
          onPick={(value) => set({ role: value as Role })}
        />
        {isPanelist ? (
          <FilterChoice
            name="invite-affiliation"
            label={t("admin.affiliation")}
            value={affiliation}
            options={[
              ["", "–"],
              ...affiliations.map((option): FilterOption => [option, t(`affiliation.${option}`)]),
            ]}
            onPick={(value) => set({ affiliation: value })}
          />
        ) : null}
        <FilterChoice
          name="invite-unit"
          label={t("admin.unit")}
          value={unit}
          options={units}
          onPick={(value) => set({ unit: value })}
        />
      </div>
    </ActForm>
  );
}

export interface StaffProps {
  calls: AdminCalls;
  filter: StaffFilter;
  onFilter(filter: StaffFilter): void;
  /** Id of the person who was open before. */
  lastOpen: string | undefined;
  onOpen(id: string): void;
}

export function Staff({ calls, filter, onFilter, lastOpen, onOpen }: StaffProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(filter.q ?? "");
  const people = usePages(`staff ${JSON.stringify(filter)}`, async (after) => {
    const query = { limit: 50, ...filter, ...(after === undefined ? {} : { after }) };
    const answer = await calls.callAdmin("listStaff", { query });
    return answer.ok ? ok({ rows: answer.value.people, next: answer.value.next }) : answer;
  });
  const set = (name: keyof StaffFilter, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as StaffFilter);
  };
  const any: FilterOption = ["", t("admin.any")];
  return (
    <>
      <section class="block">
        <Fold label={t("admin.invite")} testId="invite-fold">
          <InviteForm calls={calls} onDone={people.reload} />
          <p class="small muted">{t("admin.csv")}</p>
        </Fold>
      </section>
      <search class="act-fields">
        <TextField
          label={t("admin.search")}
          type="search"
          testId="staff-search"
          maxLength={limits.searchChars}
          value={typed}
          onInput={(words) => {
            setTyped(words);
            set("q", words.trim());
          }}
        />
        <FilterChoice
          name="staff-role"
          label={t("admin.role")}
          value={filter.role}
          options={[any, ...roles.map((role): FilterOption => [role, t(`role.${role}`)])]}
          onPick={(value) => set("role", value)}
        />
        <FilterChoice
          name="staff-state"
          label={t("admin.state")}
          value={filter.state}
          options={[any, ...states.map((state): FilterOption => [state, t(`personState.${state}`)])]}
          onPick={(value) => set("state", value)}
        />
      </search>
      <LoadState load={people} label={t("admin.loading")} rows={5} height={48} />
      {people.rows?.length === 0 ? (
        <Empty title={t("admin.peopleEmpty")} hint={t("admin.peopleEmptyHint")} />
      ) : null}
      <ul class="act-list" data-testid="staff" aria-busy={people.loading}>
        {people.rows?.map((row) => (
          <StaffLine key={row.id} row={row} isLast={row.id === lastOpen} onOpen={() => onOpen(row.id)} />
        ))}
      </ul>
      <MoreButton list={people} testId="staff-more" />
    </>
  );
}
