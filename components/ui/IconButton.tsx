import type { LucideIcon } from "lucide-preact";
import type { ComponentProps } from "preact";

export interface IconButtonProps
  extends Omit<ComponentProps<"button">, "aria-label" | "icon" | "title" | "type"> {
  /** Read by screen readers and shown as a tooltip. */
  label: string;
  icon: LucideIcon;
  /** Icon size in pixels. */
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
