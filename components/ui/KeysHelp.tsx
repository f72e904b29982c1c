/** The sheet that "?" opens: all keys of a screen area, such as the desk or a task. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { KeyPlace, KeyUse } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import { keys } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import { IconButton } from "./IconButton.tsx";
import { X } from "./icons.ts";
import { useLanguage } from "./language.ts";

/** In the order of the sheet. */
export const deskPlaces = ["everywhere", "list", "case", "picture", "group"] as const satisfies KeyPlace[];

const shown: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Arrows: "← ↑ → ↓",
  Escape: "Esc",
  "1-9": "1–9",
};

export interface KeysHelpProps {
  places: readonly KeyPlace[];
  onClose(): void;
  /** Lists of other keys. */
  children?: ComponentChildren;
}

export function KeysHelp({ places, onClose, children }: KeysHelpProps) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDialogElement>(null);
  // A layout effect: until it is modal, keys act on what is below.
  useLayoutEffect(() => sheet.current?.showModal(), []);
  const keyName = ({ key, ctrl, shift }: KeyUse) =>
    `${ctrl ? "Ctrl + " : ""}${shift ? "Shift + " : ""}${key === " " ? t("keys.space") : (shown[key] ?? key)}`;
  return (
    <dialog
      ref={sheet}
      class="keys"
      aria-labelledby="keys-title"
      data-testid="keys-help"
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === keys.help.key) sheet.current?.close();
      }}
    >
      <div class="keys-head">
        <h2 id="keys-title" class="title">
          {t("keys.title")}
        </h2>
        <IconButton
          label={t("keys.close")}
          icon={X}
          data-testid="keys-close"
          onClick={() => sheet.current?.close()}
        />
      </div>
      <div class="keys-lists">
        {places.map((place) => (
          <section key={place}>
            <h3>{t(`keys.${place}`)}</h3>
            <dl>
              {(Object.values(keys) as KeyUse[])
                .filter((use) => use.places.includes(place))
                .map((use) => (
                  <div key={use.label}>
                    <dt>
                      <kbd>{keyName(use)}</kbd>
                    </dt>
                    <dd>{t(use.label)}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {children}
      </div>
      <p class="small muted">{t("keys.hint")}</p>
      {places.includes("task") ? <p class="small muted">{t("keys.taskHint")}</p> : null}
    </dialog>
  );
}
