/** The button's icons, drawn on 24 × 24 with a line of 2: a state is told by shape, never by colour alone. */

export const buttonStates = [
  "idle",
  "opening",
  "queued",
  "sent",
  "reported",
  "unknown",
  "unsupported",
] as const;
export type ButtonState = (typeof buttonStates)[number];

const ring = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18";
const clock = `${ring}m0 4.5V12l3 2`;

export const icons: Readonly<Record<ButtonState, string>> = {
  idle: "M5 21.5V4.2c4.6-2.9 9.4 2.6 14 0v9.6c-4.6 2.6-9.4-2.9-14 0",
  opening: clock,
  queued: clock,
  sent: "M4.5 12.8l5 5L19.8 6.5",
  reported: `${ring}M8 12.3l2.8 2.8 5.2-5.8`,
  unknown: "M6 11h12v9.5H6zM8.2 11V7.5a3.8 3.8 0 0 1 7.6 0V11",
  unsupported: `${ring}M5.8 5.8l12.4 12.4`,
};
