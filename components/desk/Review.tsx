/** Queue and case: side by side on a wide page, one after the other on a narrow one. */

import type { ComponentType, RefObject } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { CaseRow } from "../../utils/shared/contract/case.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import {
  afterReveal,
  graphicCategories,
  noExposure,
  suggestsPause,
} from "../../utils/shared/policy/wellbeing.ts";
import { Failure } from "../ui/Failure.tsx";
import { Timer } from "../ui/icons.ts";
import { deskPlaces, KeysHelp } from "../ui/KeysHelp.tsx";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";
import { useAllLoaded } from "../ui/use-all-loaded.ts";
import { useKeys } from "../ui/use-keys.ts";
import { useClockOffset, useNow } from "../ui/use-now.ts";
import { usePersistedState } from "../ui/use-persisted-state.ts";
import type { CasePaneProps } from "./case/CasePane.tsx";
import { FindCase, isReceiptNumber } from "./case/FindCase.tsx";
import { keyOf } from "./decision/act-keys.ts";
import type { GroupPaneProps } from "./group/GroupPane.tsx";
import { OpenObjections, useOpenObjections } from "./objections/OpenObjections.tsx";
import { PanelStatus, usePanel } from "./PanelStatus.tsx";
import { PendingActsContext } from "./pending-acts.ts";
import { Queue } from "./queue/Queue.tsx";
import { QueueSummary } from "./queue/QueueSummary.tsx";
import { type Desk, type SavedItem, useDesk } from "./use-desk.ts";
import { type ReviewCalls, useDeskCalls } from "./use-desk-calls.ts";

export interface ReviewProps {
  calls: ReviewCalls;
  leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined;
  /** The viewer is a panelist, who only votes on disputed decisions. */
  panel: boolean;
  /** Shows a case; loaded once the queue is drawn. */
  CasePane: ComponentType<CasePaneProps> & { preload?(language: Language): Promise<void> };
  /** Shows a group; loaded when the first is opened. */
  GroupPane: ComponentType<GroupPaneProps>;
}

/**
 * Counts graphic cases revealed in succession and suggests a pause. The count survives closing the popup.
 */
function usePause() {
  const kept = usePersistedState("looked", () => noExposure);
  return {
    due: suggestsPause(kept.value),
    count: kept.value.cases.length,
    revealed: ({ id, category }: Pick<CaseRow, "id" | "category">) =>
      kept.set((old) => afterReveal(old, { caseId: id, category, atMs: Date.now() })),
    goOn: () => kept.set(() => noExposure),
  };
}

/** Focus and scroll position follow the open case or group. */
function useOpened(desk: Desk): RefObject<HTMLDivElement | null> {
  const held = useContext(PendingActsContext);
  const pane = useRef<HTMLDivElement>(null);
  const id = desk.opened?.id;
  // The popup scrolls as one page: starts the opened case at its top.
  useEffect(() => pane.current?.scrollIntoView({ block: "start" }), [id]);
  useEffect(() => {
    held.clearDone();
  }, [id]);
  return pane;
}

interface PauseCardProps {
  count: number;
  onOther(): void;
  onGoOn(): void;
}

/** Suggests a pause after many graphic cases. It blocks nothing. */
function PauseCard({ count, onOther, onGoOn }: PauseCardProps) {
  const { t } = useLanguage();
  return (
    <section
      class="message pause-card"
      aria-live="polite"
      aria-label={t("wellbeing.title")}
      data-testid="pause"
    >
      <Timer size={16} aria-hidden="true" />
      <div class="block">
        <h2>{t("wellbeing.title")}</h2>
        <p>{t("wellbeing.text", { count })}</p>
        <div class="buttons">
          <button type="button" class="button" data-testid="pause-other" onClick={onOther}>
            {t("wellbeing.other")}
          </button>
          <button type="button" class="button quiet" data-testid="pause-go-on" onClick={onGoOn}>
            {t("wellbeing.goOn")}
          </button>
        </div>
      </div>
    </section>
  );
}

/** Cases of a group that were selected in the list. */
interface Together {
  groupId: string;
  caseIds: readonly string[];
}

/** Reset when something else opens, so a group that is opened again has no ticks. */
function useTogether({ opened, open }: Desk) {
  const [together, setTogether] = useState<Together>();
  useEffect(() => {
    if (together && together.groupId !== opened?.id) setTogether(undefined);
  }, [opened?.id]);
  const onTogether = (groupId: string, caseIds: readonly string[]) => {
    setTogether({ groupId, caseIds });
    open({ kind: "group", id: groupId });
  };
  return [together, onTogether] as const;
}

interface DeskKeys {
  /** The group of the open case; undefined if it has none. */
  groupId: string | undefined;
  close(): void;
  help(): void;
}

function useDeskKeys(desk: Desk, { groupId, close, help }: DeskKeys): void {
  useKeys(
    {
      next: desk.next,
      previous: desk.previous,
      group: () => (groupId === undefined ? false : desk.open({ kind: "group", id: groupId })),
      help,
      leave: () => (desk.opened === undefined ? false : close()),
    },
    window,
  );
}

/** Whether the list may be drawn; it stays drawn. `onLoaded` runs once everything above it is here. */
function useDrawn({ queue }: Desk, above: Parameters<typeof useAllLoaded>[0], onLoaded: () => void): boolean {
  const loaded = useAllLoaded([{ loading: !queue.loaded && !queue.problem }, ...above]);
  useEffect(() => {
    if (loaded) onLoaded();
  }, [loaded]);
  const drawn = useRef(false);
  // A remembered list is drawn before anything has loaded. Without the ref, it would vanish between its own answer and
  // the others'.
  drawn.current ||= loaded || queue.rememberedMs !== undefined;
  return drawn.current;
}

/** The group of the open case; undefined if it is alone. */
function groupOfOpened({ queue, opened }: Desk): string | undefined {
  const group = queue.rows.find(({ id }) => id === opened?.id)?.group;
  return group && group.cases > 1 ? group.id : undefined;
}

function focusRow(at: number): void {
  const rows = document.querySelectorAll<HTMLElement>(".queue .row");
  (rows[at] ?? rows[0])?.focus();
}

export function Review({ calls, leftMs, panel, CasePane, GroupPane }: ReviewProps) {
  const desk = useDesk(calls, !panel);
  const waiting = useOpenObjections(panel ? undefined : calls, desk.opened?.id);
  const board = usePanel(calls, desk.opened?.id);
  const { language } = useLanguage();
  const drawn = useDrawn(desk, [waiting, board], () => void CasePane.preload?.(language));
  const pause = usePause();
  const [help, setHelp] = useState(false);
  const [together, onTogether] = useTogether(desk);
  const nowMs = useNow();
  const pane = useOpened(desk);
  const leftOf = (row: Parameters<typeof leftMs>[0]) => leftMs(row, nowMs);
  const groupId = panel ? undefined : groupOfOpened(desk);
  const close = () => {
    desk.open(undefined);
    // The list is visible only after this render.
    requestAnimationFrame(() => focusRow(desk.lastAt));
  };
  useDeskKeys(desk, { groupId, close, help: () => setHelp(true) });
  const deskCalls = useDeskCalls(desk, calls, { revealed: pause.revealed, waiting });

  return (
    <div class="review" data-open={desk.opened !== undefined}>
      <Queue
        queue={desk.queue}
        drawn={drawn}
        items={desk.items}
        leftMs={leftOf}
        nowMs={nowMs}
        openAt={desk.at}
        panel={panel}
        filter={desk.filter}
        onFilter={desk.setFilter}
        calls={calls}
        objections={
          <>
            <ClockLine />
            <OpenObjections
              list={waiting}
              leftMs={({ dueAt }) => leftOf({ dueAt, state: "open" })}
              onOpen={desk.openCase}
            />
            <PanelStatus panel={board.panel} decides={calls.turns !== undefined} onOpen={desk.openCase} />
          </>
        }
        onOpen={desk.open}
        onTogether={onTogether}
      />
      <div class="review-open" ref={pane}>
        <SavedLine desk={desk} onUndo={deskCalls.undoSaved} />
        {pause.due ? (
          <PauseCard
            count={pause.count}
            onOther={() => {
              pause.goOn();
              desk.nextWhere(({ rows }) => rows.every(({ category }) => !graphicCategories.has(category)));
            }}
            onGoOn={pause.goOn}
          />
        ) : null}
        <OpenedPane
          desk={desk}
          CasePane={CasePane}
          GroupPane={GroupPane}
          findCase={calls.findCase}
          together={together}
          {...deskCalls}
          leftMs={leftOf}
          onBack={close}
        />
      </div>
      {help ? (
        <KeysHelp
          places={deskPlaces.filter((place) => place !== "group" || !panel)}
          onClose={() => setHelp(false)}
        />
      ) : null}
    </div>
  );
}

const minuteMs = 60_000;

/** Tells a person that the device's clock is wrong. */
function ClockLine() {
  const { t } = useLanguage();
  const offMs = useClockOffset();
  if (Math.abs(offMs) <= limits.clockOffMs) return null;
  const minutes = Math.round(Math.abs(offMs) / minuteMs);
  return (
    <p class="message warning" role="status" data-testid="clock-off">
      {t(offMs > 0 ? "desk.clockAhead" : "desk.clockBehind", { minutes })}
    </p>
  );
}

interface OpenedPaneProps extends ReturnType<typeof useDeskCalls> {
  desk: Desk;
  CasePane: ReviewProps["CasePane"];
  GroupPane: ReviewProps["GroupPane"];
  findCase: ReviewCalls["findCase"];
  together: Together | undefined;
  leftMs(row: Pick<CaseRow, "dueAt" | "state">): number | undefined;
  onBack(): void;
}

/** The open case or group; a hint while nothing is open. */
function OpenedPane(props: OpenedPaneProps) {
  const { desk, CasePane, GroupPane, findCase, together, caseCalls, groupCalls, leftMs, onBack } = props;
  const { opened } = desk;
  const changed = () => void desk.queue.check();
  if (opened === undefined) {
    return (
      <div class="review-none">
        <QueueSummary
          rows={desk.queue.rows}
          more={desk.queue.next !== undefined}
          leftMs={leftMs}
          turns={desk.queue.turns}
          filter={desk.filter}
          onFilter={desk.setFilter}
          onOpen={desk.open}
          onNext={desk.next}
        />
      </div>
    );
  }
  if (opened.kind === "group") {
    return (
      <GroupPane
        key={opened.id}
        groupId={opened.id}
        ticked={together?.groupId === opened.id ? together.caseIds : undefined}
        calls={groupCalls}
        onBack={onBack}
        onOpenCase={desk.openCase}
        onChanged={changed}
      />
    );
  }
  if (isReceiptNumber(opened.id)) {
    const correctCase = (id: string) => desk.correct({ kind: "case", id });
    return <FindCase key={opened.id} number={opened.id} calls={{ findCase }} onFound={correctCase} />;
  }
  return (
    <CasePane
      key={opened.id}
      caseId={opened.id}
      calls={caseCalls}
      making={opened.making ?? false}
      row={desk.queue.rows.find(({ id }) => id === opened.id)}
      leftMs={leftMs}
      onOpen={desk.openCase}
      onBack={onBack}
      onChanged={changed}
    />
  );
}

interface SavedLineProps {
  desk: Desk;
  onUndo(saved: SavedItem): Promise<Result<unknown>>;
}

function SavedLine({ desk: { saved, open }, onUndo }: SavedLineProps) {
  const { t, words } = useLanguage();
  const { problem, busy, run } = useAct();
  const row = saved?.item.rows[0];
  const decided = saved?.decided;
  const undo = () => (saved && decided ? void run(() => onUndo(saved)) : false);
  // Asked before an act that waits and before the open case, which have the same key and are older.
  useKeys({ undo }, document.body);
  if (!saved || !row) return <p class="saved-line" role="status" hidden />;
  const about = { category: words(categories[row.category].short), subject: row.author ?? row.subject };
  return (
    <>
      <p class="saved-line" role="status">
        <span data-testid="decide-saved">
          {decided ? t(`queue.decided.${decided.act}`, about) : t("queue.saved", about)}
        </span>
        {decided ? (
          <button
            type="button"
            class="button link"
            aria-keyshortcuts={keyOf("undo")}
            aria-disabled={busy}
            data-testid="saved-undo"
            onClick={undo}
          >
            {t("held.undo")} <kbd>{keyOf("undo")}</kbd>
          </button>
        ) : null}
        <button type="button" class="button link" data-testid="saved-back" onClick={() => open(saved.opened)}>
          {t("queue.savedBack")}
        </button>
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}
