/** Worklists of referrals, page by page: what needs a person, runs, is late, was answered or ended; for one agency or all. */

import { useRef } from "preact/hooks";
import type { ReferralFilter } from "../../../utils/shared/contract/referral.ts";
import type { PartnerCode } from "../../../utils/shared/contract/referral-state.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { allPartners, partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { FilterChoice, type FilterOption } from "../../ui/FilterFields.tsx";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { usePages } from "../../ui/use-pages.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { useRowKeys } from "../queue/use-row-keys.ts";
import { ReferralCard } from "./ReferralCard.tsx";
import type { ReferralCalls } from "./referral-calls.ts";

export interface ReferralsProps {
  calls: ReferralCalls;
  mayAct: boolean;
  onOpenCase(caseId: string): void;
}

const lists = ["needs", "running", "late", "answered", "ended"] as const;
type ListName = (typeof lists)[number];

interface Choice {
  list: ListName;
  partner?: PartnerCode;
}

function useReferrals(calls: ReferralCalls, { list, partner }: Choice) {
  const filter = (state: ListName): ReferralFilter => ({
    state,
    ...(partner === undefined ? {} : { partner }),
  });
  const read = (state: ListName) => async (after?: string) => {
    const page = await calls.listReferrals(filter(state), after);
    return page.ok ? ok({ rows: page.value.referrals, next: page.value.next }) : page;
  };
  const isNeeds = list === "needs";
  // Always read, because its number is shown on every list.
  const needs = usePages(`needs of ${partner}`, read("needs"));
  const other = usePages(
    isNeeds ? "none" : `${list} of ${partner}`,
    isNeeds ? async () => ok({ rows: [] }) : read(list),
  );
  const reload = async () => {
    await Promise.all([needs.reload(), ...(isNeeds ? [] : [other.reload()])]);
  };
  usePolling(reload);
  return { needs, shown: isNeeds ? needs : other, reload };
}

export function Referrals({ calls, mayAct, onOpenCase }: ReferralsProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<Choice>("referral-filter", () => ({ list: "needs" }));
  const { list, partner } = kept.value;
  const part = useFocusFallback();
  const cards = useRef<HTMLDivElement>(null);
  const onKeyDown = useRowKeys(cards, ".referral");
  const { needs, shown, reload } = useReferrals(calls, kept.value);
  const count = needs.rows?.length ?? 0;
  return (
    <section
      class="referrals"
      aria-label={t("referral.tab")}
      aria-busy={shown.loading}
      data-testid="referrals"
      ref={part}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Chips
        label={t("referral.list")}
        labelHidden
        value={list}
        onChange={(next) => kept.set((old) => ({ ...old, list: next }))}
        options={lists.map((value) => ({
          value,
          label: `${t(`referralList.${value}`)}${value === "needs" && count > 0 ? ` ${count}${needs.more ? "+" : ""}` : ""}`,
          testId: `referrals-${value}`,
        }))}
      />
      <PartnerChoice
        partner={partner}
        onPick={(next) => kept.set(() => ({ list, ...(next === undefined ? {} : { partner: next }) }))}
      />
      {shown.problem ? <Failure problem={shown.problem} onRetry={reload} /> : null}
      {!shown.rows && shown.loading ? <Skeleton label={t("referral.loading")} rows={3} height={120} /> : null}
      {shown.rows?.length === 0 ? <NoReferrals list={list} isNarrowed={partner !== undefined} /> : null}
      <div class="referral-cards" ref={cards}>
        {shown.rows?.map((row) => (
          <ReferralCard
            key={row.id}
            row={row}
            calls={calls}
            mayAct={mayAct}
            onChanged={reload}
            onOpenCase={onOpenCase}
          />
        ))}
      </div>
      <MoreButton list={shown} testId="referrals-more" />
    </section>
  );
}

function NoReferrals({ list, isNarrowed }: { list: ListName; isNarrowed: boolean }) {
  const { t } = useLanguage();
  return (
    <Empty
      title={t(isNarrowed ? "referral.noMatch" : `referralList.${list}Empty`)}
      hint={t(isNarrowed ? "referral.noMatchHint" : "referral.emptyHint")}
    />
  );
}

interface PartnerChoiceProps {
  partner: PartnerCode | undefined;
  onPick(partner: PartnerCode | undefined): void;
}

function PartnerChoice({ partner, onPick }: PartnerChoiceProps) {
  const { t, words } = useLanguage();
  const options: FilterOption[] = [
    ["", t("queue.any")],
    ...allPartners().map((agency): FilterOption => [agency, words(partnerLabel(agency))]),
  ];
  return (
    <FilterChoice
      name="partner"
      label={t("referral.partner")}
      value={partner}
      options={options}
      onPick={(value) => onPick(allPartners().find((partner) => partner === value))}
    />
  );
}
