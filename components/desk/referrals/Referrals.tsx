/** Worklist of referrals: those that need a person, those that wait for an answer, and the finished ones. */

import type { ReferralRow } from "../../../utils/shared/contract/referral.ts";
import { referralClock } from "../../../utils/shared/policy/referral-clock.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useFocusFallback } from "../../ui/use-focus-fallback.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { ReferralCard } from "./ReferralCard.tsx";
import type { ReferralCalls } from "./referral-calls.ts";

export interface ReferralsProps {
  calls: ReferralCalls;
  mayAct: boolean;
  onOpenCase(caseId: string): void;
}

const lists = ["needs", "running", "done"] as const;
type ListName = (typeof lists)[number];

/** True if a person must deliver a letter, choose a channel, or deal with a partner that does not answer. */
export function needsPerson(row: ReferralRow, nowMs: number): boolean {
  if (row.state === "undelivered" || row.state === "by-hand" || row.byHand.length > 0) return true;
  const { state, unacknowledged } = referralClock(row, nowMs);
  return state === "overdue" || unacknowledged;
}

export function Referrals({ calls, mayAct, onOpenCase }: ReferralsProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<ListName>("referral-list", () => "needs");
  const list = kept.value;
  const nowMs = useNow();
  const part = useFocusFallback();
  const open = useLoad("open referrals", () => calls.listReferrals({ state: "open" }));
  const all = useLoad("referrals", () => calls.listReferrals({}));
  const reload = async () => {
    await Promise.all([open.reload(), all.reload()]);
  };
  usePolling(reload);
  const shown = list === "done" ? all : open;
  const waiting = open.value?.referrals ?? [];
  const needing = waiting.filter((row) => needsPerson(row, nowMs));
  const rows: Record<ListName, ReferralRow[]> = {
    needs: needing,
    running: waiting.filter((row) => !needsPerson(row, nowMs)),
    done: (all.value?.referrals ?? []).filter(({ state }) => finished.includes(state)),
  };
  return (
    <section
      class="referrals"
      aria-label={t("referral.tab")}
      data-testid="referrals"
      ref={part}
      tabIndex={-1}
    >
      <Chips
        label={t("referral.list")}
        labelHidden
        value={list}
        onChange={(next) => kept.set(() => next)}
        options={lists.map((value) => {
          const count = value === "done" ? 0 : rows[value].length;
          const label = t(`referral.${value}`);
          return { value, label: count > 0 ? `${label} ${count}` : label, testId: `referrals-${value}` };
        })}
      />
      {shown.problem ? <Failure problem={shown.problem} onRetry={reload} /> : null}
      {!shown.value && shown.loading ? (
        <Skeleton label={t("referral.loading")} rows={3} height={120} />
      ) : null}
      {shown.value && rows[list].length === 0 ? (
        <Empty title={t(`referral.${list}Empty`)} hint={t("referral.emptyHint")} />
      ) : null}
      {rows[list].map((row) => (
        <ReferralCard
          key={row.id}
          row={row}
          calls={calls}
          mayAct={mayAct}
          onChanged={reload}
          onOpenCase={onOpenCase}
        />
      ))}
    </section>
  );
}

const finished: readonly ReferralRow["state"][] = ["answered", "closed", "withdrawn"];
