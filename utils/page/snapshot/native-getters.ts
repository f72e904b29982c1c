/** The document's native getters. Form fields can shadow properties of elements (`<input name="childNodes">`). */

export interface Natives {
  childNodes(node: Node): NodeListOf<ChildNode>;
  /** Open roots only. */
  shadowRoot(element: Element): ShadowRoot | null;
  localName(element: Element): string;
  namespace(element: Element): string | null;
  attribute(element: Element, name: string): string | null;
  matches(element: Element, selector: string): boolean;
  place(element: Element): DOMRect;
}

export function readNatives(): Natives {
  return {
    childNodes: getter(Node.prototype, "childNodes"),
    shadowRoot: getter(Element.prototype, "shadowRoot"),
    localName: getter(Element.prototype, "localName"),
    namespace: getter(Element.prototype, "namespaceURI"),
    attribute: (element, name) => Element.prototype.getAttribute.call(element, name),
    matches: (element, selector) => Element.prototype.matches.call(element, selector),
    place: (element) => Element.prototype.getBoundingClientRect.call(element),
  };
}

function getter<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  name: Name,
): (of: Owner) => Owner[Name] {
  const get = Object.getOwnPropertyDescriptor(owner, name)?.get;
  return (of) => get?.call(of) as Owner[Name];
}
