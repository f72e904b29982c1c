/** A button that shows an icon and says in words what it does. */

import type { LucideIcon } from "lucide-preact";
import type { ComponentProps } from "preact";

export interface IconButtonProps
  extends Omit<ComponentProps<"button">, "aria-label" | "icon" | "title" | "type"> {
  /** Read out, and shown under the pointer. */
  label: string;
  icon: LucideIcon;
  /** Of the icon, in pixels. */
  size?: number;
}

export function IconButton({ label, icon: Icon, size = 16, class: more, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      class={`button quiet icon ${more ?? ""}`.trimEnd()}
      aria-label={label}
      title={label}
    >
      <Icon size={size} aria-hidden="true" />
    </button>
  );
}
