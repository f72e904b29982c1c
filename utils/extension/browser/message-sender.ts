/** Sender of a message, as reported by the browser. */
export interface MessageSender {
  address: string;
  /** True if the sender is a part of this extension. */
  own: boolean;
  tabId?: number;
  frameId?: number;
  windowId?: number;
  /** Address of the page in the tab; absent if it is not visible to us. */
  tabAddress?: string;
  /** Origin of the sending document; "null" in a sandbox. */
  origin?: string;
  /** Unique for each document, even if a frame is reused. */
  documentId?: string;
  /** Whether the document is active or prerendered; absent if the browser does not report it. */
  lifecycle?: string;
}
