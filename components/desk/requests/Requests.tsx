/** Requests to platforms: the lists, and the open or new request beside them or in their place. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { KeysHelp } from "../../ui/KeysHelp.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useFocusFallback } from "../../ui/use-held-focus.ts";
import { usePersistedState } from "../../ui/use-kept.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useRowKeys } from "../queue/use-row-keys.ts";
import { MadeRequestLine } from "./MadeLine.tsx";
import { MakeRequest } from "./MakeRequest.tsx";
import { RequestList } from "./RequestList.tsx";
import { RequestPane } from "./RequestPane.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { needs } from "./request-lists.ts";
import { type ListName, listNames, useRequests } from "./use-requests.ts";
import { keyOf, useTicks } from "./use-ticks.ts";

export interface RequestsProps {
  calls: RequestCalls;
  /** True for supervisors; administrators only read. */
  mayAct: boolean;
  /** Opened immediately. */
  first?: string | undefined;
  onOpenCase(caseId: string): void;
}

type OpenRequest = { kind: "request"; id: string } | { kind: "letter"; group: ReadyGroup };

export function Requests({ calls, mayAct, first, onOpenCase }: RequestsProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<ListName>("request-list", () => "needs");
  const list = kept.value;
  const state = useRequests(calls, mayAct, list);
  const ticks = useTicks();
  const [opened, setOpened] = useState<OpenRequest | undefined>(
    first ? { kind: "request", id: first } : undefined,
  );
  const [made, setMade] = useState<RequestView>();
  const [help, setHelp] = useState(false);
  const lines = useRef<HTMLElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const part = useFocusFallback(lines);
  const onRowKey = useRowKeys(lines);
  const { lists, ready } = state;
  const counts: Partial<Record<ListName, number>> = lists
    ? {
        needs: needs.reduce((sum, need) => sum + lists.needs[need].length, ready?.groups.length ?? 0),
        running: lists.running.length,
      }
    : {};
  const shownIds =
    list === "done"
      ? (state.done ?? []).map(({ id }) => id)
      : (lists ? (list === "running" ? lists.running : needs.flatMap((need) => lists.needs[need])) : []).map(
          ({ row }) => row.id,
        );
  const open = (id: string) => {
    setMade(undefined);
    setOpened({ kind: "request", id });
  };
  const make = (group: ReadyGroup) => setOpened({ kind: "letter", group });
  const openId = opened?.kind === "request" ? opened.id : undefined;
  // The popup scrolls as one page: starts the opened request at its top.
  useEffect(() => pane.current?.scrollIntoView({ block: "start" }), [opened]);
  const close = () => {
    const at = openId === undefined ? 0 : Math.max(0, shownIds.indexOf(openId));
    const from = opened?.kind === "letter" ? `[data-group="${keyOf(opened.group)}"] .ready-make` : undefined;
    setOpened(undefined);
    void state.reload();
    // The list is visible only after this render.
    requestAnimationFrame(() => {
      const back = from === undefined ? undefined : lines.current?.querySelector<HTMLElement>(from);
      (back ?? lines.current?.querySelectorAll<HTMLElement>(".row")[at])?.focus();
    });
  };
  const go = (step: 1 | -1) => {
    const at = openId === undefined ? -1 : shownIds.indexOf(openId);
    const next = shownIds[at === -1 ? 0 : at + step];
    return next === undefined ? false : open(next);
  };
  useKeys(
    {
      nextRequest: () => go(1),
      previousRequest: () => go(-1),
      makeRequest: () => {
        const group = ready?.groups.find((one) => ticks.of(one).length > 0);
        return list === "needs" && group && opened === undefined ? make(group) : false;
      },
      requestHelp: () => setHelp(true),
      leaveRequest: () => (opened === undefined ? false : close()),
    },
    window,
  );

  return (
    <div class="review requests" data-open={opened !== undefined} data-testid="requests" ref={part}>
      <section class="queue" aria-label={t("request.title")} ref={lines} tabIndex={-1} onKeyDown={onRowKey}>
        <header class="queue-head">
          <div class="queue-tools request-tools">
            <Chips
              label={t("request.list")}
              labelHidden
              value={list}
              onChange={(next) => kept.set(() => next)}
              options={listNames.map((value) => ({
                value,
                label: counts[value] ? `${t(`request.${value}`)} ${counts[value]}` : t(`request.${value}`),
                testId: `requests-${value}`,
              }))}
            />
            <IconButton
              label={t("review.refresh")}
              icon={RefreshCw}
              data-testid="requests-refresh"
              onClick={() => void state.reload()}
            />
          </div>
        </header>
        {made ? (
          <div class="made">
            <MadeRequestLine
              key={made.id}
              made={made}
              calls={calls}
              onOpen={open}
              onUndone={() => void state.reload()}
            />
          </div>
        ) : null}
        <RequestList
          list={list}
          state={state}
          ticks={ticks}
          openId={openId}
          openKey={opened?.kind === "letter" ? keyOf(opened.group) : undefined}
          onOpen={open}
          onMake={make}
        />
      </section>
      <div class="review-open" ref={pane}>
        {opened === undefined ? (
          <div class="review-none">
            <Empty title={t("request.pick")} hint={t("request.pickHint")} />
          </div>
        ) : opened.kind === "letter" ? (
          <div class="case request-letter">
            <MakeRequest
              key={keyOf(opened.group)}
              items={ticks.of(opened.group).map(({ caseId, decisionId }) => ({ caseId, decisionId }))}
              calls={calls}
              onLeave={close}
              onMade={(view) => {
                setMade(view);
                close();
              }}
            />
          </div>
        ) : (
          <RequestPane
            key={opened.id}
            id={opened.id}
            calls={calls}
            mayAct={mayAct}
            listed={state.listed}
            onBack={close}
            onOpen={open}
            onOpenCase={onOpenCase}
            onChanged={() => void state.reload()}
          />
        )}
      </div>
      {help ? <KeysHelp places={["request"]} onClose={() => setHelp(false)} /> : null}
    </div>
  );
}
