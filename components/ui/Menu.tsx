/** A button that opens a menu: arrows move, Escape closes and returns the focus, Tab moves on. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import "./menu.css";

export interface MenuItem {
  key: string;
  testId: string;
  label: string;
  hint?: string;
  /** Keyboard shortcut for the same act. */
  shortcut?: string;
  onPick(): void;
}

export interface MenuButtonProps {
  label: ComponentChildren;
  /** For the button and the menu, if the label is not plain text. */
  title?: string;
  testId: string;
  items: readonly MenuItem[];
  class?: string;
  disabled?: boolean;
  /** Looks unchanged, but opens nothing. */
  busy?: boolean;
}

interface MenuListProps extends Pick<MenuButtonProps, "items"> {
  id: string;
  label: string | undefined;
  /** Returns the focus to the button, except when Tab moves it on. */
  onLeave(by: "escape" | "tab" | "picked"): void;
}

function MenuList({ id, label, items, onLeave }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  // A layout effect: a key pressed before an effect ran would act on what is below the menu.
  useLayoutEffect(() => list.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);

  function move(event: KeyboardEvent) {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const index = rows.indexOf(document.activeElement as HTMLElement);
    const wanted = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") onLeave("escape");
    else if (event.key === "Tab") return onLeave("tab");
    else if (wanted === undefined) return;
    else rows.at(wanted % rows.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="menu" role="menu" id={id} aria-label={label} onKeyDown={move} ref={list}>
      {items.map(({ key, testId, label: name, hint, shortcut, onPick }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-testid={testId}
          aria-keyshortcuts={shortcut}
          onClick={() => {
            onLeave("picked");
            onPick();
          }}
        >
          <span>{hint ? <strong>{name}</strong> : name}</span>
          {shortcut ? <kbd>{shortcut}</kbd> : null}
          {hint ? <span class="small muted menu-hint">{hint}</span> : null}
        </button>
      ))}
    </div>
  );
}

export function MenuButton(props: MenuButtonProps) {
  const { label, title, testId, items, disabled = false, busy = false } = props;
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();

  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [isOpen]);

  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        class={props.class ?? "button"}
        aria-label={typeof label === "string" ? undefined : title}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-disabled={busy}
        disabled={disabled}
        data-testid={testId}
        onClick={() => !busy && setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen ? (
        <MenuList
          id={listId}
          label={title ?? (typeof label === "string" ? label : undefined)}
          items={items}
          onLeave={(by) => {
            setOpen(false);
            if (by !== "tab") root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
          }}
        />
      ) : null}
    </div>
  );
}
