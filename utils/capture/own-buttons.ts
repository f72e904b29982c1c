/** Our buttons do not belong in a picture. */

export interface OwnButtons {
  /** Again, for those that came meanwhile. */
  hide(): void;
  show(): void;
}

/** Every button on the page is unseen, and none moves, until `show`. */
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
