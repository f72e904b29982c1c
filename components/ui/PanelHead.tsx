/** The heading of a panel, with a button that closes it. */

import type { Ref } from "preact";
import { IconButton } from "./IconButton.tsx";
import { X } from "./icons.ts";

export interface PanelHeadProps {
  title: string;
  /** Label of the button. */
  leave: string;
  testId: string;
  headingRef?: Ref<HTMLHeadingElement>;
  onLeave(): void;
}

export function PanelHead({ title, leave, testId, headingRef, onLeave }: PanelHeadProps) {
  return (
    <div class="panel-head">
      <h2 ref={headingRef ?? null} tabIndex={-1}>
        {title}
      </h2>
      <IconButton label={leave} icon={X} aria-keyshortcuts="Escape" data-testid={testId} onClick={onLeave} />
    </div>
  );
}
