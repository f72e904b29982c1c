/** Confirms saved reports with their numbers, and offers undo for a few seconds. */

import { useRef } from "preact/hooks";
import { keys } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Check, Undo2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useKeys } from "../ui/use-keys.ts";
import { useSecondsLeft } from "../ui/use-now.ts";
import { useFirstFocus } from "./use-first-focus.ts";

export interface ReceiptProps {
  reports: readonly { number: string; name?: string | undefined }[];
  /** Sent as a set, even a set of one. */
  several: boolean;
  undoUntil: string;
  state: "saved" | "undoing" | "undone";
  problem: Problem | undefined;
  onUndo(): void;
  onClose(): void;
}

const undoKey = keys.undo.key;

export function Receipt(props: ReceiptProps) {
  const { t } = useLanguage();
  const seconds = useSecondsLeft(props.undoUntil);
  // After Ctrl+Enter, another Enter closes the receipt and must not undo the report.
  const close = useRef<HTMLButtonElement>(null);
  useFirstFocus(close);
  const mayUndo = seconds > 0 && props.state === "saved";
  useKeys({ undo: () => (mayUndo ? props.onUndo() : false) });
  const count = props.reports.length;
  if (props.state === "undone") {
    return (
      <main class="receipt" data-testid="undone">
        <Undo2 size={24} aria-hidden="true" />
        <div role="status">
          <h1>{props.several ? t("set.undone", { count }) : t("form.undone")}</h1>
        </div>
      </main>
    );
  }
  return (
    <main class="receipt" data-testid="receipt">
      <span class="receipt-mark">
        <Check size={24} aria-hidden="true" />
      </span>
      <div role="status">
        <h1>{props.several ? t("set.saved", { count }) : t("form.saved")}</h1>
      </div>
      <p class="muted">{t("form.receiptNumber")}</p>
      {props.several ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls and must be reachable by keyboard
        <ul class="receipt-list" tabIndex={0} aria-label={t("form.receiptNumber")}>
          {props.reports.map(({ number, name }) => (
            <li key={number} data-testid="receipt-row">
              <span class="receipt-row-number">{number}</span>
              <span class="muted">
                <Foreign text={name} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="receipt-number">{props.reports[0]?.number}</p>
      )}
      <p class="muted">{t("form.savedHint")}</p>
      {props.problem ? <Failure problem={props.problem} /> : null}
      <div class="buttons">
        {seconds > 0 ? (
          <button
            type="button"
            class="button"
            data-testid="undo"
            aria-keyshortcuts={undoKey}
            disabled={props.state === "undoing"}
            onClick={props.onUndo}
          >
            {t("form.undo", { seconds })} <kbd>{undoKey}</kbd>
          </button>
        ) : null}
        <button ref={close} type="button" class="button primary" data-testid="close" onClick={props.onClose}>
          {t("form.close")}
        </button>
      </div>
    </main>
  );
}
