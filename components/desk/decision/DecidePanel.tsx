/** Decision controls of a case: supervisors decide, answer a proposal or ask the reporter; panelists vote. */

import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseAct, CaseView } from "../../../utils/shared/contract/case.ts";
import { Failure } from "../../ui/Failure.tsx";
import { LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { ClaimLine } from "../case/ClaimLine.tsx";
import type { Claim } from "../case/use-claim.ts";
import { PendingActsContext } from "../held-acts.ts";
import { ActPanel } from "./ActPanel.tsx";
import { actOfKey, type KeyedAct, keyedActs, keyOf } from "./act-keys.ts";
import { draftAfterKey } from "./Choice.tsx";
import { withAllGrounds } from "./decision-draft.ts";
import { reversalOf } from "./reversal.ts";
import { type DecisionCalls, useDecision } from "./use-decision.ts";

export interface DecidePanelProps {
  view: CaseView;
  /** Id of the case or group whose confirmation may be held. */
  heldId: string;
  calls: DecisionCalls;
  claim: Claim;
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

/** Must match `nth-child` in `decide.css`. */
const shownWhereNarrow = 2;

/**
 * Buttons for the acts that this person may take on the case, each with its key. In the popup some are
 * folded away.
 */
function ActBar({ can, disabled, busy, onAct }: ActBarProps) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  const acts = keyedActs(can);
  return (
    <div class="buttons act-bar" data-all={all}>
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          class="button"
          data-testid={`decide-${act}`}
          aria-keyshortcuts={keyOf(act)}
          disabled={disabled || busy !== undefined}
          onClick={() => onAct(act)}
        >
          {t(busy === act ? "decide.saving" : `act.${act}`)} <kbd>{keyOf(act)}</kbd>
        </button>
      ))}
      {acts.length > shownWhereNarrow ? (
        <button
          type="button"
          class="button act-more"
          aria-expanded={all}
          data-testid="decide-more"
          disabled={disabled}
          onClick={() => setAll(!all)}
        >
          {t(all ? "decide.fewer" : "decide.more")}
        </button>
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

/**
 * Keyboard control of a case: keys of the open panel first, then one key per act. Ignored in text fields.
 */
function useActKeys(keys: ActKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // A layout effect: the listener must exist before the panel is painted, so that the first key counts.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const { current } = latest;
      if (event.key === "Escape") {
        if (current.onEscape()) event.preventDefault();
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        if (event.repeat || current.onSend()) event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (current.onPanelKey(event.key)) return event.preventDefault();
      const act = actOfKey(current.can, event.key);
      if (act === undefined) return;
      event.preventDefault();
      current.onAct(act);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches("textarea, select, input:not([type=checkbox], [type=radio])") ||
      target.closest("dialog, [role=menu]") !== null)
  );
}

export function DecidePanel({ view, heldId, calls, claim, onChanged, onRegroup }: DecidePanelProps) {
  const { language, t } = useLanguage();
  const decision = useDecision(view, calls, onChanged);
  const panel = useRef<HTMLElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  const { draft, problem, busy, saved } = decision;
  const waits = useContext(PendingActsContext).isPending(heldId);
  const held = claim.claim !== undefined && !claim.claim.own;
  const reversal = reversalOf(view);
  const acts = waits ? [] : reversal ? [reversal.act] : keyedActs(view.can);
  const open = draft.open !== undefined && acts.includes(draft.open) ? draft.open : undefined;

  const start = (act: KeyedAct) => {
    if (held) return;
    if (act === "regroup") onRegroup();
    else if (act === "reverse") decision.open(reversal?.act);
    else if (act === "undo") void decision.send(act);
    else decision.open(act);
  };
  const send = () => {
    if (open && !held) void decision.send(open);
    return open !== undefined;
  };
  const all = () => {
    decision.change((old) => withAllGrounds(old, language));
    focusReason(reason);
  };
  useActKeys({
    can: waits ? [] : view.can,
    onAct: start,
    onSend: send,
    onPanelKey(key) {
      const next = open === undefined ? undefined : draftAfterKey(view, draft, key, language);
      if (!next) return false;
      decision.change(() => next);
      if (next.open === "approve" || next.why === "other") focusReason(reason);
      return true;
    },
    onEscape() {
      if (open === undefined) return false;
      decision.open(undefined);
      panel.current?.focus();
      return true;
    },
  });
  useEffect(() => {
    if (!open) return;
    panel.current?.scrollIntoView({ block: "nearest" });
    panel.current?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }, [open]);
  useEffect(() => {
    if (problem?.code === "reason-needed") reason.current?.focus();
  }, [problem]);

  return (
    <section
      class="decide"
      aria-label={t("decide.title")}
      data-testid="decide"
      data-open={open}
      data-held={held || undefined}
      ref={panel}
      tabIndex={-1}
    >
      <ClaimLine {...claim} />
      {saved ? (
        <p class="small" role="status" data-testid="decide-saved">
          {t("decide.saved")}
        </p>
      ) : null}
      {waits ? (
        <p class="message" data-testid="held-here">
          {t("held.here")}
        </p>
      ) : open ? (
        <ActPanel
          act={open}
          view={view}
          decision={decision}
          held={held}
          reasonRef={reason}
          onAll={all}
          onLeave={() => decision.open(undefined)}
        />
      ) : (
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
              <ActBar can={view.can} disabled={held} busy={busy} onAct={start} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function panelTitleOf({ can }: CaseView) {
  if (can.includes("vote")) return "decide.voteTitle";
  if (can.includes("reverse")) return "decide.reverseTitle";
  return can.includes("confirm") || can.includes("refuse") ? "decide.confirmTitle" : "decide.title";
}

/** Moves the cursor behind the prefilled text once it is rendered. */
function focusReason(reason: { current: HTMLTextAreaElement | null }): void {
  requestAnimationFrame(() => {
    const field = reason.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}
