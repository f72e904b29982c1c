/** Three lists of requests: needs action, running, finished. */

import { useRef } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ReadyGroup, ReadyList } from "../../../utils/shared/contract/reprimand.ts";
import type { RequestRow } from "../../../utils/shared/contract/request.ts";
import { subjectName } from "../../../utils/shared/i18n/subject-name.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Clock, clockOf } from "../../../utils/shared/policy/request-clock.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { moveFocusFrom } from "../queue/use-row-keys.ts";
import { UrgentTag } from "../UrgencyTags.tsx";
import { ClockTag } from "./ClockTag.tsx";
import { stateTone } from "./state-tones.ts";
import { keyOf, type Ticks } from "./use-letter-selection.ts";
import {
  type ClockedRow,
  countOf,
  type ListName,
  type Need,
  needs,
  type useRequests,
} from "./use-requests.ts";

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
  const isLoaded = list === "done" ? done !== undefined : lists !== undefined;
  const isEmpty = isLoaded && countOf(list, state) === 0;
  return (
    <>
      {problem ? <Failure problem={problem} onRetry={() => void state.reload()} /> : null}
      {!isLoaded && loading ? <Skeleton label={t("request.loading")} rows={5} height={80} /> : null}
      {isEmpty ? <Empty title={t(`request.${list}Empty`)} hint={t(`request.${list}EmptyHint`)} /> : null}
      {list === "needs" ? <NeedsList {...props} /> : null}
      {list === "running" && lists ? <Lines {...props} rows={lists.running} /> : null}
      {list === "done" && done ? (
        <Lines {...props} rows={done.map((row) => ({ row, clock: clockOf(row, nowMs) }))} />
      ) : null}
      {isLoaded && more && !(list === "needs" && isEmpty) ? (
        <button
          type="button"
          class="button queue-more"
          data-testid="requests-more"
          onClick={() => void state.loadMore()}
        >
          {t("review.more")}
        </button>
      ) : null}
    </>
  );
}

interface ReadyGroupsProps {
  ready: ReadyList;
  ticks: Ticks;
  /** The group whose letter is open. */
  openKey: string | undefined;
  /** True if nothing is open beside the list: the key then makes the first possible letter. */
  byKey: boolean;
  onMake(group: ReadyGroup): void;
}

/** Decisions without a letter, grouped by the letter that can hold them. */
function ReadyGroups({ ready, ticks, openKey, byKey, onMake }: ReadyGroupsProps) {
  const { t } = useLanguage();
  const shown = ready.groups.reduce((sum, { items }) => sum + items.length, 0);
  if (shown === 0) return null;
  const keyed = byKey ? ready.groups.find((group) => ticks.of(group).length > 0) : undefined;
  return (
    <section class="request-part" data-testid="ready">
      <div class="request-part-head">
        <h2>{t("ready.title")}</h2>
        <p class="small muted">
          {t("ready.count", { count: ready.count })}{" "}
          {ready.count > shown ? t("ready.shown", { shown, count: ready.count }) : ""}
        </p>
      </div>
      <ul class="rows">
        {ready.groups.map((group) => (
          <ReadyGroupCard
            key={keyOf(group)}
            group={group}
            ticks={ticks}
            open={openKey === keyOf(group)}
            byKey={group === keyed}
            onMake={() => onMake(group)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ReadyGroupCardProps {
  group: ReadyGroup;
  ticks: Ticks;
  open: boolean;
  /** The key makes this group's letter. */
  byKey: boolean;
  onMake(): void;
}

function ReadyItems({ group, ticks }: { group: ReadyGroup; ticks: Ticks }) {
  const { language, t } = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const ticked = ticks.of(group);
  const all = ticked.length === Math.min(group.items.length, limits.letterItems);
  return (
    <Fold label={t("request.items", { count: group.items.length })} testId="ready-items">
      <div class="block">
        <button
          type="button"
          class="button link"
          data-testid="ready-all"
          onClick={() => ticks.setAll(group, !all)}
        >
          {t(all ? "ready.none" : "ready.all")}
        </button>
        {group.items.length > limits.letterItems ? (
          <p class="small muted">{t("ready.most", { most: limits.letterItems })}</p>
        ) : null}
        <ul
          ref={list}
          onKeyDown={(event) => moveFocusFrom(event, list.current, "[type=checkbox]", "[type=checkbox]")}
        >
          {group.items.slice(0, limits.letterItems).map((item) => (
            <li key={item.decisionId} class="group-case">
              <label>
                <input
                  type="checkbox"
                  aria-label={t("ready.tick", { subject: subjectName(language, item.subject) })}
                  data-testid="ready-tick"
                  checked={ticked.includes(item)}
                  onChange={(event) => ticks.set(item, event.currentTarget.checked)}
                />
                <span class="group-words">
                  <span class="row-body">
                    {item.author ? (
                      <strong>
                        <Foreign text={item.author} />{" "}
                      </strong>
                    ) : null}
                    {item.excerpt ? (
                      <Foreign text={item.excerpt} />
                    ) : (
                      <span class="muted">
                        <SubjectName subject={item.subject} />
                      </span>
                    )}
                  </span>
                  <span class="row-foot">
                    {t("ready.since", { when: relativeTime(language, item.since, Date.now()) })}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Fold>
  );
}

function ReadyGroupCard({ group, ticks, open, byKey, onMake }: ReadyGroupCardProps) {
  const { t, words } = useLanguage();
  const { site, category, action, restores, urgent, items } = group;
  const count = ticks.of(group).length;
  return (
    <li class="ready-group" data-testid="ready-group" data-group={keyOf(group)} data-open={open}>
      <p class="row-head">
        <strong>{words(categories[category].short)}</strong>
        {restores ? <span class="tag">{t("request.restore")}</span> : null}
        {urgent ? <UrgentTag /> : null}
      </p>
      <p>
        {t(`site.${site}`)} ·{" "}
        {restores ? t("request.restores", { number: restores.number }) : words(actions[action].label)}
      </p>
      {items.length > 1 ? (
        <ReadyItems group={group} ticks={ticks} />
      ) : (
        <p class="small muted">{items[0] ? <SubjectName subject={items[0].subject} /> : null}</p>
      )}
      <button
        type="button"
        class="button ready-make"
        data-testid="ready-make"
        aria-disabled={count === 0}
        {...(byKey ? { "aria-keyshortcuts": "f" } : {})}
        onClick={() => count > 0 && onMake()}
      >
        {count === 0 ? t("ready.pickOne") : t("ready.make", { count })} {byKey ? <kbd>f</kbd> : null}
      </button>
    </li>
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
