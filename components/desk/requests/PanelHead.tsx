/** The heading of an act's panel, with a close button. Takes the focus when the panel opens. */

import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export function PanelHead({ title, onLeave }: { title: string; onLeave(): void }) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.closest(".decide")?.scrollIntoView({ block: "start" });
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="panel-head">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <IconButton
        label={t("decide.leave")}
        icon={X}
        aria-keyshortcuts="Escape"
        data-testid="act-leave"
        onClick={onLeave}
      />
    </div>
  );
}
