/** Keeps our buttons out of pictures. */

export interface OwnButtons {
  /** May be called again to hide buttons added meanwhile. */
  hide(): void;
  show(): void;
}

/** Makes every button invisible, without moving it, until `show`. */
export function hideOwnButtons(): OwnButtons {
  const hidden = new Set<HTMLElement>();
  const hide = () => {
    for (const host of document.querySelectorAll<HTMLElement>("lapor-kominfo")) {
      host.style.visibility = "hidden";
      hidden.add(host);
    }
  };
  hide();
  return {
    hide,
    show() {
      for (const host of hidden) host.style.visibility = "";
    },
  };
}
