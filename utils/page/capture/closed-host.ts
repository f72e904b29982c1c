/** An element over the page whose shadow root the page cannot access. */

export interface ClosedHost {
  host: HTMLElement;
  root: ShadowRoot;
}

/**
 * Created in a document without custom elements: a page that defines this element name could otherwise get the
 * closed root through `attachInternals`. Elements created before the definition stay closed.
 */
export function closedHost(name: string): ClosedHost {
  const host = document.implementation.createHTMLDocument("").createElement(name);
  const root = host.attachShadow({ mode: "closed" });
  document.adoptNode(host);
  return { host, root };
}
