/** Confirms saved reports with their numbers in a small notice, and offers undo for a few seconds. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { keys } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Check, Undo2, X } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useKeyDown, useKeys } from "../ui/use-keys.ts";
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
  /** The notice's height in CSS pixels, after each change. */
  onHeight(px: number): void;
}

const undoKey = keys.undo.key;

export function Receipt(props: ReceiptProps) {
  const { t } = useLanguage();
  const seconds = useSecondsLeft(props.undoUntil);
  const toast = useRef<HTMLElement>(null);
  // After Ctrl+Enter, another Enter closes the receipt and must not undo the report.
  const close = useRef<HTMLButtonElement>(null);
  useFirstFocus(close);
  useLayoutEffect(() => {
    props.onHeight(Math.ceil(toast.current?.offsetHeight ?? 0));
  }, [props.state, props.problem]);
  const mayUndo = seconds > 0 && props.state === "saved";
  // Ctrl+Enter held for too long must not close the notice, and with it the way back.
  useKeyDown(({ key, repeat }) => repeat && key === "Enter");
  useKeys({ undo: () => (mayUndo ? props.onUndo() : false) });
  const count = props.reports.length;
  if (props.state === "undone") {
    return (
      <main ref={toast} class="receipt" data-testid="undone">
        <Undo2 size={20} aria-hidden="true" />
        <div role="status">
          <h1>{props.several ? t("set.undone", { count }) : t("form.undone")}</h1>
        </div>
      </main>
    );
  }
  return (
    <main ref={toast} class="receipt" data-testid="receipt">
      <span class="receipt-mark">
        <Check size={20} aria-hidden="true" />
      </span>
      <div class="receipt-words">
        <div role="status">
          <h1>{props.several ? t("set.saved", { count }) : t("form.saved")}</h1>
        </div>
        {props.several ? null : (
          <p class="receipt-number">
            <span class="hidden-text">{t("form.receiptNumber")} </span>
            {props.reports[0]?.number}
          </p>
        )}
      </div>
      {seconds > 0 ? (
        <button
          type="button"
          class="button link"
          data-testid="undo"
          aria-keyshortcuts={undoKey}
          disabled={props.state === "undoing"}
          onClick={props.onUndo}
        >
          {t("form.undo", { seconds })} <kbd>{undoKey}</kbd>
        </button>
      ) : null}
      <button
        ref={close}
        type="button"
        class="button quiet icon"
        aria-label={t("form.close")}
        title={t("form.close")}
        data-testid="close"
        onClick={props.onClose}
      >
        <X size={16} aria-hidden="true" />
      </button>
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
      ) : null}
      {props.problem ? <Failure problem={props.problem} /> : null}
    </main>
  );
}
