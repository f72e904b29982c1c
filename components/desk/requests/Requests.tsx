/** Requests to platforms: the lists, and the open or new request beside them or in their place. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { Chips } from "../../ui/Chips.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { KeysHelp } from "../../ui/KeysHelp.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLatest } from "../../ui/use-latest.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { useOpenId, usePlace } from "../../ui/use-place.ts";
import { OutcomeChecks, type OutcomeChecksProps } from "../checks/OutcomeChecks.tsx";
import { useRowKeys } from "../queue/use-row-keys.ts";
import { Referrals } from "../referrals/Referrals.tsx";
import type { ReferralCalls } from "../referrals/referral-calls.ts";
import { Watches } from "../referrals/Watches.tsx";
import { MadeRequestLine } from "./MadeRequestLine.tsx";
import { MakeRequest } from "./MakeRequest.tsx";
import { RequestList } from "./RequestList.tsx";
import { RequestPane, type RequestPaneProps } from "./RequestPane.tsx";
import type { OutcomeCheckCalls, RequestCalls } from "./request-calls.ts";
import { keyOf, type Ticks, useTicks } from "./use-letter-selection.ts";
import { countOf, idsOf, type ListName, listNames, useRequests } from "./use-requests.ts";

export interface RequestsProps {
  calls: RequestCalls;
  /** True for supervisors; administrators only read. */
  mayAct: boolean;
  onOpenCase(caseId: string): void;
}

type OpenRequest = { kind: "request"; id: string } | { kind: "letter"; group: ReadyGroup };

export function Requests({ calls, mayAct, onOpenCase }: RequestsProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<ListName>("request-list", () => "needs");
  const list = kept.value;
  const state = useRequests(calls, mayAct, list);
  const ticks = useTicks();
  const [openId, setOpenId] = useOpenId("requests");
  // A letter being written is no place: its ticks are kept nowhere.
  const [group, setGroup] = useState<ReadyGroup>();
  const opened = openRequestOf(openId, group);
  const here = useLatest(keyOfLetter(opened), undefined);
  const [made, setMade] = useState<RequestView>();
  const [help, setHelp] = useState(false);
  const lines = useRef<HTMLElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const part = useFocusFallback(lines);
  const onRowKey = useRowKeys(lines);
  const reload = () => void state.reload();
  const open = (id: string) => {
    setMade(undefined);
    setGroup(undefined);
    setOpenId(id);
  };
  const make = (next: ReadyGroup) => {
    setOpenId(undefined);
    setGroup(next);
  };
  // The popup scrolls as one page: starts the opened request at its top.
  useEffect(() => pane.current?.scrollIntoView({ block: "start" }), [openId, group]);
  const close = () => {
    const back = openerOf(opened, idsOf(list, state));
    setGroup(undefined);
    setOpenId(undefined);
    reload();
    // The list is visible only after this render.
    requestAnimationFrame(() => lines.current && back(lines.current)?.focus());
  };
  useRequestKeys({ list, state, ticks, opened, open, make, close, help: () => setHelp(true) });

  return (
    <div class="review requests" data-open={opened !== undefined} data-testid="requests" ref={part}>
      <section class="queue" aria-label={t("request.title")} ref={lines} tabIndex={-1} onKeyDown={onRowKey}>
        <ListChoice list={list} state={state} onChoose={(next) => kept.set(() => next)} onReload={reload} />
        {made ? (
          <div class="made">
            <MadeRequestLine key={made.id} made={made} calls={calls} onOpen={open} onUndone={reload} />
          </div>
        ) : null}
        <RequestList
          list={list}
          state={state}
          ticks={ticks}
          openId={openIdOf(opened)}
          openKey={keyOfLetter(opened)}
          onOpen={open}
          onMake={make}
        />
      </section>
      <div class="review-open" ref={pane}>
        <OpenedPane
          opened={opened}
          ticks={ticks}
          calls={calls}
          mayAct={mayAct}
          listed={state.listed}
          onBack={close}
          onMade={(view, key) => {
            setMade(view);
            if (here.current === key) close();
            else reload();
          }}
          onOpen={open}
          onOpenCase={onOpenCase}
          onChanged={reload}
        />
      </div>
      {help ? <KeysHelp places={["request", "picture"]} onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

interface OpenedPaneProps extends Omit<RequestPaneProps, "id"> {
  opened: OpenRequest | undefined;
  ticks: Ticks;
  /** `key` of the letter. */
  onMade(view: RequestView, key: string): void;
}

/** The open request or the new letter; a hint while nothing is open. */
function OpenedPane({ opened, ticks, onMade, ...props }: OpenedPaneProps) {
  const { t } = useLanguage();
  if (opened === undefined) {
    return (
      <div class="review-none">
        <Empty title={t("request.pick")} hint={t("request.pickHint")} />
      </div>
    );
  }
  if (opened.kind === "request") return <RequestPane key={opened.id} id={opened.id} {...props} />;
  return (
    <div class="case request-letter">
      <MakeRequest
        key={keyOf(opened.group)}
        items={ticks.of(opened.group).map(({ caseId, decisionId }) => ({ caseId, decisionId }))}
        calls={props.calls}
        onLeave={props.onBack}
        onMade={(view) => onMade(view, keyOf(opened.group))}
      />
    </div>
  );
}

function openRequestOf(id: string | undefined, group: ReadyGroup | undefined): OpenRequest | undefined {
  if (id !== undefined) return { kind: "request", id };
  return group && { kind: "letter", group };
}

const keyOfLetter = (opened: OpenRequest | undefined) =>
  opened?.kind === "letter" ? keyOf(opened.group) : undefined;

const openIdOf = (opened: OpenRequest | undefined) => (opened?.kind === "request" ? opened.id : undefined);

/** Finds the row or button that opened what is open; the first row if it is gone. */
function openerOf(opened: OpenRequest | undefined, ids: readonly string[]) {
  const index = Math.max(0, ids.indexOf(openIdOf(opened) ?? ""));
  return (lines: HTMLElement) => {
    const button =
      opened?.kind === "letter"
        ? lines.querySelector<HTMLElement>(`[data-group="${keyOf(opened.group)}"] .ready-make`)
        : undefined;
    return button ?? lines.querySelectorAll<HTMLElement>(".row")[index];
  };
}

interface RequestKeys {
  list: ListName;
  state: ReturnType<typeof useRequests>;
  ticks: Ticks;
  opened: OpenRequest | undefined;
  open(requestId: string): void;
  make(group: ReadyGroup): void;
  close(): void;
  help(): void;
}

function useRequestKeys({ list, state, ticks, opened, open, make, close, help }: RequestKeys): void {
  const go = (step: 1 | -1) => {
    const ids = idsOf(list, state);
    const index = ids.indexOf(openIdOf(opened) ?? "");
    const next = ids[index === -1 ? 0 : index + step];
    return next === undefined ? false : open(next);
  };
  useKeys(
    {
      nextRequest: () => go(1),
      previousRequest: () => go(-1),
      makeRequest: () => {
        const group = state.ready?.groups.find((readyGroup) => ticks.of(readyGroup).length > 0);
        return list === "needs" && group && opened === undefined ? make(group) : false;
      },
      requestHelp: help,
      leaveRequest: () => (opened === undefined ? false : close()),
    },
    window,
  );
}

interface ListChoiceProps {
  list: ListName;
  state: ReturnType<typeof useRequests>;
  onChoose(list: ListName): void;
  onReload(): void;
}

/** The choice of a list, with the number of its entries. */
function ListChoice({ list, state, onChoose, onReload }: ListChoiceProps) {
  const { t } = useLanguage();
  return (
    <header class="queue-head">
      <div class="queue-tools request-tools">
        <Chips
          label={t("request.list")}
          labelHidden
          value={list}
          onChange={onChoose}
          options={listNames.map((value) => {
            // Empty until it is known, so that its arrival moves nothing.
            const count = (state.lists && countOf(value, state)) || "";
            return {
              value,
              label: t(`request.${value}`),
              // Finished requests are loaded in pages, so their number is not known.
              count: value === "done" ? undefined : `${count}`,
              testId: `requests-${value}`,
            };
          })}
        />
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="requests-refresh"
          onClick={onReload}
        />
      </div>
    </header>
  );
}

interface RequestsHomeProps extends Omit<RequestsProps, "calls"> {
  calls: RequestsProps["calls"] & OutcomeCheckCalls & ReferralCalls;
  inFront: OutcomeChecksProps["inFront"];
}

const parts = ["requests", "referrals", "watches", "checks"] as const;

/** Follow-up of decisions: requests, referrals, watched posts, and the addresses due for an outcome check. */
export function RequestsHome({ calls, inFront, ...props }: RequestsHomeProps) {
  const { t } = useLanguage();
  const { place, go } = usePlace();
  const named = parts.find((name) => name === place?.head) ?? "requests";
  // Only roles that may act make outcome checks.
  const part = named === "checks" && !props.mayAct ? "requests" : named;
  return (
    <div class="requests-home">
      <div class="request-parts">
        <Chips
          label={t("request.part")}
          labelHidden
          value={part}
          onChange={(head) => go({ head })}
          options={[
            { value: "requests", label: t("request.tab"), testId: "part-requests" },
            { value: "referrals", label: t("referral.tab"), testId: "part-referrals" },
            { value: "watches", label: t("watch.tab"), testId: "part-watches" },
            ...(props.mayAct
              ? [{ value: "checks" as const, label: t("checks.tab"), testId: "part-checks" }]
              : []),
          ]}
        />
      </div>
      {part === "requests" ? <Requests calls={calls} {...props} /> : null}
      {part === "checks" ? <OutcomeChecks calls={calls} inFront={inFront} /> : null}
      {part === "referrals" ? (
        <Referrals calls={calls} mayAct={props.mayAct} onOpenCase={props.onOpenCase} />
      ) : null}
      {part === "watches" ? (
        <Watches calls={calls} mayAct={props.mayAct} onOpenCase={props.onOpenCase} />
      ) : null}
    </div>
  );
}
