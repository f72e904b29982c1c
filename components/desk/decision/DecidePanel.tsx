/** Decision controls of a case: supervisors decide, answer a proposal or ask the reporter; panelists vote. */

import type { RefObject } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { CaseAct, CaseView } from "../../../utils/shared/contract/case.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { Failure } from "../../ui/Failure.tsx";
import { LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { MenuButton } from "../../ui/Menu.tsx";
import { useFocusNext } from "../../ui/use-focus.ts";
import { isInOtherField, useKeyDown } from "../../ui/use-keys.ts";
import { ChangedNotice } from "../case/ChangedNotice.tsx";
import { ClaimLine } from "../case/ClaimLine.tsx";
import type { CaseChanges } from "../case/case-changes.ts";
import type { Claim } from "../case/use-claim.ts";
import { PendingActsContext } from "../pending-acts.ts";
import { ActPanel, type ActPanelProps } from "./ActPanel.tsx";
import { actOfKey, type KeyedAct, keyedActs, keyOf } from "./act-keys.ts";
import { draftAfterKey } from "./DecisionChoice.tsx";
import { type DecisionDraft, withAllGrounds } from "./decision-draft.ts";
import { reversalOf } from "./reversal.ts";
import { useActPanelPlace } from "./use-act-panel-place.ts";
import { type DecisionCalls, useDecision } from "./use-decision.ts";

export interface DecidePanelProps {
  view: CaseView;
  /** Id of the case or group whose confirmation may be pending. */
  heldId: string;
  calls: DecisionCalls;
  claim: Claim;
  /** The evidence on the screen; undefined if the acts concern several cases. */
  evidence?: Evidence | undefined;
  /** Acts of colleagues while the case was open. */
  changes?: CaseChanges;
  onChanged(): Promise<void>;
  /** Jumps to the similar cases. */
  onRegroup(): void;
}

interface ActBarProps {
  can: readonly CaseAct[];
  disabled: boolean;
  busy: KeyedAct | undefined;
  onAct(act: KeyedAct): void;
}

/** The verdicts have buttons of equal size; neither is preselected. */
const buttonActs = 2;

/** Buttons for the first two acts that this person may take on the case; the others are in a menu with their keys. */
function ActBar({ can, disabled, busy, onAct }: ActBarProps) {
  const { t } = useLanguage();
  const acts = keyedActs(can);
  const isOff = disabled || busy !== undefined;
  const label = (act: KeyedAct) => t(busy === act ? "decide.saving" : `act.${act}`);
  return (
    <div class="buttons act-bar">
      {acts.slice(0, buttonActs).map((act) => (
        <button
          key={act}
          type="button"
          class="button"
          data-testid={`decide-${act}`}
          aria-keyshortcuts={keyOf(act)}
          disabled={isOff}
          onClick={() => onAct(act)}
        >
          {label(act)} <kbd>{keyOf(act)}</kbd>
        </button>
      ))}
      {acts.length > buttonActs ? (
        <MenuButton
          label={t("decide.more")}
          testId="decide-more"
          disabled={isOff}
          items={acts.slice(buttonActs).map((act) => ({
            key: act,
            testId: `decide-${act}`,
            label: label(act),
            shortcut: keyOf(act),
            onPick: () => onAct(act),
          }))}
        />
      ) : null}
    </div>
  );
}

interface ActKeys {
  can: readonly CaseAct[];
  /** Returns true if the open panel used the key. */
  onPanelKey(key: string): boolean;
  onAct(act: KeyedAct): void;
  /** Returns false if there was nothing to send. */
  onSend(): boolean;
  /** Returns false if there was nothing to close. */
  onEscape(): boolean;
}

/** Keyboard control of a case. */
function useActKeys(panel: RefObject<HTMLElement | null>, keys: ActKeys): void {
  useKeyDown((event) => {
    const isForeign = event.key === "Enter" && isInOtherField(event.target, panel.current);
    return !isForeign && handle(event, keys);
  });
}

/**
 * Keys of the open panel come first, then one key per act. Ignored in text fields. Returns true if the case uses the
 * key.
 */
function handle(event: KeyboardEvent, { can, onPanelKey, onAct, onSend, onEscape }: ActKeys): boolean {
  if (event.key === "Escape") return onEscape();
  const modified = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && modified) return event.repeat || onSend();
  if (modified || event.altKey || event.repeat || isTyping(event.target)) return false;
  if (onPanelKey(event.key)) return true;
  const act = actOfKey(can, event.key);
  if (act !== undefined) onAct(act);
  return act !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches("textarea, select, input:not([type=checkbox], [type=radio])") ||
      target.closest("[role=menu]") !== null)
  );
}

export function DecidePanel(props: DecidePanelProps) {
  const { view, heldId, calls, claim, evidence, onChanged, onRegroup } = props;
  const { language, t } = useLanguage();
  const wording = { language, evidence };
  const decision = useDecision(view, calls, { onChanged, onSentElsewhere: props.changes?.onSentElsewhere });
  const { draft, problem, saved } = decision;
  const reason = useReasonField(problem);
  const waits = useContext(PendingActsContext).isPending(heldId);
  const held = claim.claim !== undefined && !claim.claim.own;
  const { open, reversing } = findOpenAct(view, draft.open, waits);
  const { panel, isSheet } = useActPanelPlace(open, decision.busy);

  const start = (act: KeyedAct) => {
    if (held) return;
    if (act === "regroup") onRegroup();
    else if (act === "reverse") decision.open(reversing);
    else if (act === "undo") void decision.send(act);
    else decision.open(act);
  };
  const leave = () => {
    decision.open(undefined);
    panel.current?.focus();
  };
  useActKeys(panel, {
    can: waits ? [] : view.can,
    onAct: start,
    onSend() {
      if (open && !held) void decision.send(open);
      return open !== undefined;
    },
    onPanelKey(key) {
      const next = open === undefined ? undefined : draftAfterKey(view, draft, key, wording);
      if (!next) return false;
      decision.change(() => next);
      if (next.open === "approve" || next.why === "other") reason.writeOn();
      return true;
    },
    onEscape() {
      if (open !== undefined) leave();
      return open !== undefined;
    },
  });

  return (
    <section
      class="decide"
      {...(isSheet ? { role: "dialog" } : {})}
      aria-label={t("decide.title")}
      data-testid="decide"
      data-open={open}
      data-held={held || undefined}
      ref={panel}
      tabIndex={-1}
    >
      <ClaimLine {...claim} />
      {props.changes ? <ChangedNotice {...props.changes} /> : null}
      {saved ? <SavedNote /> : null}
      {waits ? (
        <HeldNote />
      ) : open ? (
        <ActPanel
          act={open}
          view={view}
          decision={decision}
          held={held}
          evidence={evidence}
          reasonRef={reason.field}
          onAll={() => decision.change((old) => reason.written(withAllGrounds(old, wording)))}
          onLeave={leave}
        />
      ) : (
        <ActChoice view={view} decision={decision} held={held} onAct={start} />
      )}
    </section>
  );
}

/** The act whose panel is open, if the person may still take it; `reversing`: the act that `reverse` stands for. */
function findOpenAct(view: CaseView, drafted: KeyedAct | undefined, waits: boolean) {
  const reversal = reversalOf(view);
  const acts = waits ? [] : reversal ? reversal.acts : keyedActs(view.can);
  return {
    open: drafted !== undefined && acts.includes(drafted) ? drafted : undefined,
    reversing: reversal?.acts[0],
  };
}

function HeldNote() {
  const { t } = useLanguage();
  return (
    <p class="message" data-testid="held-here">
      {t("held.here")}
    </p>
  );
}

function SavedNote() {
  const { t } = useLanguage();
  return (
    <p class="small" role="status" data-testid="decide-saved">
      {t("decide.saved")}
    </p>
  );
}

interface ActChoiceProps extends Pick<ActPanelProps, "view" | "decision" | "held"> {
  onAct(act: KeyedAct): void;
}

/** The acts that this person may take, or why there is none. */
function ActChoice({ view, decision: { problem, busy }, held, onAct }: ActChoiceProps) {
  const { t } = useLanguage();
  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      {view.can.length === 0 ? (
        <p class="message" data-testid="cannot" data-reason={view.cannot}>
          <LockKeyhole size={16} aria-hidden="true" />
          <span>{t(view.cannot ? `cannot.${view.cannot}` : "decide.cannot")}</span>
        </p>
      ) : (
        <>
          <h2>{t(panelTitleOf(view))}</h2>
          <ActBar can={view.can} disabled={held} busy={busy} onAct={onAct} />
        </>
      )}
    </>
  );
}

function panelTitleOf({ can }: CaseView) {
  if (can.includes("vote")) return "decide.voteTitle";
  if (can.includes("reverse")) return "decide.reverseTitle";
  return can.includes("confirm") || can.includes("refuse") ? "decide.confirmTitle" : "decide.title";
}

/** The text field of the reason. Focused when the reason is missing. */
function useReasonField(problem: Problem | undefined) {
  const field = useRef<HTMLTextAreaElement>(null);
  const focusNext = useFocusNext();
  useLayoutEffect(() => {
    if (problem?.code === "reason-needed") field.current?.focus();
  }, [problem]);
  /** Moves the cursor behind the prefilled text once it is rendered. */
  const writeOn = () =>
    focusNext(() => {
      field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
      return field.current;
    });
  return {
    field,
    writeOn,
    /** Returns the draft, and lets the person go on writing. */
    written(draft: DecisionDraft): DecisionDraft {
      writeOn();
      return draft;
    },
  };
}
