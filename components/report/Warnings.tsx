/** Weaknesses of the evidence, each with advice, and the checkbox that is required to send it anyway. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { QualityCode } from "../../utils/shared/contract/files.ts";
import { RefreshCw, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { nameOf } from "./SetPost.tsx";
import { qualityNeedingOverride } from "./use-answers.ts";

export interface WarningsProps {
  /** The posts that will be sent. */
  posts: readonly DraftPost[];
  /** A set, even if only one post is left in it: each warning names its posts. */
  several: boolean;
  overridden: readonly QualityCode[];
  onOverride(codes: readonly QualityCode[]): void;
  /** "Send" was pressed without the checkbox ticked. */
  needed: boolean;
  /** Undefined if the post cannot be captured again. */
  onCaptureAgain?: (() => void) | undefined;
  capturing: boolean;
  /** The last capture replaced the evidence. */
  captured: boolean;
}

export function Warnings({ captured, ...shown }: WarningsProps) {
  const { t } = useLanguage();
  const status = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    // The pressed button is gone with the last weakness.
    if (captured && document.activeElement === document.body) status.current?.focus();
  }, [captured]);
  return (
    <>
      <p ref={status} tabIndex={-1} class="small" aria-live="polite" data-testid="captured-again">
        {captured ? t("form.capturedAgain") : null}
      </p>
      <WarningList {...shown} />
    </>
  );
}

function WarningList({
  posts,
  several,
  overridden,
  onOverride,
  needed,
  ...again
}: Omit<WarningsProps, "captured">) {
  const { t } = useLanguage();
  const tick = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (needed) tick.current?.focus();
  }, [needed]);
  const codes = qualityNeedingOverride(qualityOf(posts));
  if (codes.length === 0) return null;
  return (
    <section class="warnings" data-testid="warnings" aria-label={t("form.warnings")}>
      <TriangleAlert size={16} aria-hidden="true" />
      <ul>
        {codes.map((code) => (
          <li key={code} data-testid={`quality-${code}`}>
            {t(`quality.${code}`)}
            {several ? (
              <span class="muted">
                {" "}
                {posts
                  .filter(({ evidence }) => evidence.quality.includes(code))
                  .map(nameOf)
                  .join(", ")}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <div class="warnings-act">
        <label class="check">
          <input
            ref={tick}
            type="checkbox"
            data-testid="override"
            checked={codes.every((code) => overridden.includes(code))}
            aria-describedby={needed ? "override-needed" : undefined}
            onChange={(event) => onOverride(event.currentTarget.checked ? codes : [])}
          />
          {t(several ? "set.override" : "form.override")}
        </label>
        {again.onCaptureAgain ? (
          <button
            type="button"
            class="button link"
            data-testid="capture-again"
            aria-disabled={again.capturing}
            onClick={again.onCaptureAgain}
          >
            <RefreshCw size={14} aria-hidden="true" />
            {t(again.capturing ? "form.capturing" : "form.captureAgain")}
          </button>
        ) : null}
      </div>
      {needed ? (
        <p id="override-needed" class="error" role="alert">
          {t("form.overrideNeeded")}
        </p>
      ) : null}
    </section>
  );
}

/** The distinct weaknesses of all posts. */
export function qualityOf(posts: readonly DraftPost[]): QualityCode[] {
  return [...new Set(posts.flatMap(({ evidence }) => evidence.quality))];
}
