/** Drops null members, because the contract uses optional members. */

export function omitNulls<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
