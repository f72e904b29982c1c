/** An element over the page whose root is closed to the page in every way there is. */

export interface ClosedHost {
  host: HTMLElement;
  root: ShadowRoot;
}

/**
 * Made where no page's elements are known: a page that defines an element of this name would else be handed the root,
 * closed or not, by `attachInternals`. One that is there before does not open to it.
 */
export function closedHost(name: string): ClosedHost {
  const host = document.implementation.createHTMLDocument("").createElement(name);
  const root = host.attachShadow({ mode: "closed" });
  document.adoptNode(host);
  return { host, root };
}
