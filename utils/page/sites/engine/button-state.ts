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
