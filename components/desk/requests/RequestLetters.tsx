/** The letters of a request: open them, or save them in machine-readable formats. */

import type { LetterFileFormat, RequestView } from "../../../utils/shared/contract/request.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useKeys } from "../../ui/use-keys.ts";
import type { LetterCalls } from "./request-calls.ts";
import { useLetters } from "./use-letters.ts";

const formats = ["pdf", "csv", "xarf", "jws"] as const satisfies LetterFileFormat[];

export function RequestLetters({ view, calls }: { view: RequestView; calls: LetterCalls }) {
  const { t } = useLanguage();
  const { busy, saved, problem, open, save } = useLetters(view, calls);
  useKeys({ openLetter: () => void open("request") });
  const reprimands = new Set(view.dispatches.map(({ letter }) => letter).filter((one) => one !== "request"));
  const kinds: LetterKind[] = ["request", ...[...reprimands].sort()];
  return (
    <section class="block" data-testid="letters">
      <h2>{t("letter.title")}</h2>
      <div class="buttons">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            data-testid={`letter-open-${kind}`}
            aria-disabled={busy}
            {...(kind === "request" ? { "aria-keyshortcuts": "s" } : {})}
            onClick={() => void open(kind)}
          >
            {kind === "request" ? t("letter.open") : t(`letterKind.${kind}`)}
            {kind === "request" ? <kbd>s</kbd> : null}
          </button>
        ))}
      </div>
      <fieldset class="field">
        <legend class="legend">{t("letter.save")}</legend>
        <div class="buttons">
          {formats.map((format) => (
            <button
              key={format}
              type="button"
              class="button link"
              data-testid={`letter-save-${format}`}
              aria-disabled={busy}
              onClick={() => void save("request", format)}
            >
              {t(`letter.${format}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p class="small said" role="status">
        {busy ? t("letter.opening") : saved === undefined ? "" : t("letter.saved", { name: saved })}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}
