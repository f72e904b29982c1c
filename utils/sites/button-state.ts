/** What a button says of its post. */

export type ButtonState =
  | "idle"
  | "opening"
  | "queued"
  | "sent"
  | "reported"
  | "approved"
  | "rejected"
  | "closed"
  | "selected"
  | "unknown"
  | "unsupported";
