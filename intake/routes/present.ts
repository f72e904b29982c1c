/** From rows, which know null, to the contract, which knows absent. */

export function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
