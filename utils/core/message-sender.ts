/** What is known of whoever sent a message. */

/** Who sent a message, as the browser vouches for it. */
export interface MessageSender {
  /** Address of the sending document. */
  address: string;
  /** Whether the sender is a part of this extension. */
  own: boolean;
  tabId?: number;
  frameId?: number;
  windowId?: number;
  /** Address of the page in the tab; absent where we may not know it. */
  tabAddress?: string;
  /** Of the sending document; "null" in a sandbox. */
  origin?: string;
  /** One value for each document, also where a frame is used again. */
  documentId?: string;
  /** Whether the document is the one a person sees; absent where the browser does not say. */
  lifecycle?: string;
}
