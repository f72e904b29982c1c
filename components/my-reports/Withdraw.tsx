/** "Tarik laporan" (withdraw report). Asks for a reason first. */

import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../utils/shared/contract/limits.ts";
import { useLanguage } from "../ui/language.ts";
import { TextArea } from "../ui/TextArea.tsx";

export function Withdraw({ onWithdraw }: { onWithdraw(reason: string): Promise<boolean> }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);

  if (!open) {
    return (
      <button type="button" class="button link" data-testid="withdraw" onClick={() => setOpen(true)}>
        {t("own.withdraw")}
      </button>
    );
  }

  const send = async (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setMissing(true);
    if (await onWithdraw(reason.trim())) setOpen(false);
  };

  return (
    <form class="withdraw" onSubmit={send}>
      <TextArea
        label={t("own.withdrawReason")}
        hint={t("own.withdrawHint")}
        error={missing && reason.trim() === "" ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={setReason}
        maxChars={limits.reasonChars}
        testId="withdraw-reason"
        inputRef={field}
      />
      <div class="buttons">
        <button type="button" class="button quiet" onClick={() => setOpen(false)}>
          {t("own.keep")}
        </button>
        <button type="submit" class="button" data-testid="withdraw-send">
          {t("own.withdrawSend")}
        </button>
      </div>
    </form>
  );
}
