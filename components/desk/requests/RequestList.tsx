/** Three lists of requests: needs action, running, finished. */

import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import type { RequestRow } from "../../../utils/shared/contract/request.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Clock, clockOf } from "../../../utils/shared/policy/clock.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { UrgentTag } from "../../ui/UrgentTag.tsx";
import { ClockTag } from "./ClockTag.tsx";
import { ReadyGroups } from "./ReadyGroups.tsx";
import { stateTone } from "./state-tones.ts";
import {
  type ClockedRow,
  countOf,
  type ListName,
  type Need,
  needs,
  type useRequests,
} from "./use-requests.ts";
import type { Ticks } from "./use-ticks.ts";

export interface RequestListProps {
  list: ListName;
  state: ReturnType<typeof useRequests>;
  ticks: Ticks;
  openId: string | undefined;
  /** Key of the group whose letter is open. */
  openKey: string | undefined;
  onOpen(requestId: string): void;
  onMake(group: ReadyGroup): void;
}

const heads = {
  over: "request.overHead",
  undelivered: "request.undeliveredHead",
  byHand: "request.byHandHead",
  unacknowledged: "request.unacknowledgedHead",
} as const satisfies Record<Need, string>;

interface RequestLineProps {
  row: RequestRow;
  clock: Clock;
  open: boolean;
  onOpen(): void;
}

function RequestLine({ row, clock, open, onOpen }: RequestLineProps) {
  const { t, words } = useLanguage();
  const { items, itemsAnswered } = row;
  const facts = [
    itemsAnswered > 0 && itemsAnswered < items
      ? t("request.itemsAnswered", { answered: itemsAnswered, count: items })
      : t("request.items", { count: items }),
    row.channel.name,
    ...(clock.proposes ? [t("clock.proposed", { title: t(`letterKind.${clock.proposes}`) })] : []),
  ];
  return (
    <li class="queue-item">
      <button
        type="button"
        class="row"
        data-testid="request-row"
        data-request={row.id}
        data-state={row.state}
        aria-current={open}
        onClick={onOpen}
      >
        <span class="row-head">
          <strong class="request-number">{row.number}</strong>
          {row.urgent ? <UrgentTag /> : null}
          {clock.leftMs === undefined || row.state !== "sent" ? (
            <span class={stateTone(row.state)}>{t(`requestState.${row.state}`)}</span>
          ) : null}
          <ClockTag clock={clock} />
        </span>
        <span class="row-body">
          {t(`site.${row.site}`)} · {words(categories[row.category].short)} ·{" "}
          {row.kind === "restore" ? t("request.restore") : words(actions[row.action].label)}
        </span>
        <span class="row-foot">{facts.join(" · ")}</span>
      </button>
    </li>
  );
}

function Lines({
  rows,
  openId,
  onOpen,
}: Pick<RequestListProps, "openId" | "onOpen"> & { rows: ClockedRow[] }) {
  return (
    <ul class="rows">
      {rows.map(({ row, clock }) => (
        <RequestLine
          key={row.id}
          row={row}
          clock={clock}
          open={row.id === openId}
          onOpen={() => onOpen(row.id)}
        />
      ))}
    </ul>
  );
}

export function RequestList(props: RequestListProps) {
  const { t } = useLanguage();
  const { list, state } = props;
  const { lists, done, loading, problem, more, nowMs } = state;
  const known = list === "done" ? done !== undefined : lists !== undefined;
  const isEmpty = known && countOf(list, state) === 0;
  return (
    <>
      {problem ? <Failure problem={problem} onRetry={() => void state.reload()} /> : null}
      {!known && loading ? <Skeleton label={t("request.loading")} rows={5} height={80} /> : null}
      {isEmpty ? <Empty title={t(`request.${list}Empty`)} hint={t(`request.${list}EmptyHint`)} /> : null}
      {list === "needs" ? <NeedsList {...props} /> : null}
      {list === "running" && lists ? <Lines {...props} rows={lists.running} /> : null}
      {list === "done" && done ? (
        <Lines {...props} rows={done.map((row) => ({ row, clock: clockOf(row, nowMs) }))} />
      ) : null}
      {known && more && !(list === "needs" && isEmpty) ? (
        <button
          type="button"
          class="button queue-more"
          data-testid="requests-more"
          onClick={() => void state.loadMore()}
        >
          {t("request.more")}
        </button>
      ) : null}
    </>
  );
}

/** The requests that need a person, by reason, and the decisions that wait for a letter. */
function NeedsList(props: RequestListProps) {
  const { t } = useLanguage();
  const { state, ticks, openId, openKey, onMake } = props;
  const { lists, ready } = state;
  return (
    <>
      {needs.map((need) =>
        lists && lists.needs[need].length > 0 ? (
          <section key={need} class="request-part" data-testid={`needs-${need}`}>
            <h2 class="request-part-head">{t(heads[need])}</h2>
            <Lines {...props} rows={lists.needs[need]} />
          </section>
        ) : null,
      )}
      {ready ? (
        <ReadyGroups
          ready={ready}
          ticks={ticks}
          openKey={openKey}
          byKey={openId === undefined && openKey === undefined}
          onMake={onMake}
        />
      ) : null}
    </>
  );
}
