/** Confirms that a request was made, with undo until it is sent, and a link to it. */

import { useState } from "preact/hooks";
import type { ChannelView } from "../../../utils/shared/contract/platform-channel.ts";
import type { LetterGap, RequestView } from "../../../utils/shared/contract/request.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Check } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";
import type { MakeCalls } from "./request-calls.ts";

export interface MadeRequestLineProps {
  made: RequestView;
  calls: Pick<MakeCalls, "withdrawRequest">;
  onOpen(requestId: string): void;
  onUndone(): void;
}

export function MadeRequestLine({ made, calls, onOpen, onUndone }: MadeRequestLineProps) {
  const { t } = useLanguage();
  const { problem, run } = useAct();
  const [id] = useState(() => crypto.randomUUID());
  const [undone, setUndone] = useState(false);
  const undo = async () => {
    const reason = t("make.undoReason");
    if (!(await run(() => calls.withdrawRequest(made.id, { id, reason })))) return;
    setUndone(true);
    onUndone();
  };
  const { number } = made;
  return (
    <>
      <div class={undone ? "message" : "message done"} role="status" data-testid="made" data-undone={undone}>
        <Check size={16} aria-hidden="true" />
        <p>
          {undone
            ? t("make.undone")
            : t(made.state === "by-hand" ? "make.madeByHand" : "make.made", { number })}
        </p>
        {undone ? null : (
          <div class="buttons">
            <button type="button" class="button" data-testid="made-open" onClick={() => onOpen(made.id)}>
              {t("make.open")}
            </button>
            <button type="button" class="button" data-testid="made-undo" onClick={() => void undo()}>
              {t("make.undo")}
            </button>
          </div>
        )}
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}

export function channelWords(language: Language, { name, kind }: ChannelView): string {
  return text(language, "channel.name", { name, kind: text(language, `channelKind.${kind}`) });
}

/** True if a person delivers the letter. */
export function isManualChannel({ kind }: ChannelView): boolean {
  return kind === "form" || kind === "file";
}

export function gapWords(language: Language, { what, place = 0 }: LetterGap): string {
  if (what === "basis" || what === "rule" || what === "channel") return text(language, `gap.${what}`);
  return text(language, `gap.${what}`, { place });
}
