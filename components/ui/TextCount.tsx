/** The length of a text near its limit, and how much of it is too much. Loaded when it is first needed. */

import { useEffect, useState } from "preact/hooks";
import { number } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "./language.ts";

interface TextCountProps {
  id: string;
  length: number;
  maxChars: number;
}

export function TextCount({ id, length, maxChars }: TextCountProps) {
  const { language, t } = useLanguage();
  const words = (chars: number) => number(language, chars);
  const isTooLong = length > maxChars;
  const passed = t(isTooLong ? "limit.passed" : "limit.near", { max: words(maxChars) });
  const [said, setSaid] = useState("");
  // Screen readers do not announce what a live region has from the beginning.
  useEffect(() => setSaid(passed), [passed]);
  return (
    <>
      <p id={id} class={isTooLong ? "error" : "small muted"}>
        {isTooLong ? `${t("limit.over", { count: words(length - maxChars) })} ` : ""}
        {words(length)}/{words(maxChars)}
      </p>
      {/* Changes only where a limit is passed, so that it is not read out at every key. */}
      <span class="hidden-text" aria-live="polite">
        {said}
      </span>
    </>
  );
}
