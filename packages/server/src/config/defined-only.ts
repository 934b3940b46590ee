export type Given<T> = { readonly [Name in keyof T]: Exclude<T[Name], undefined> }

/** An option that is undefined counts as absent. */
export function definedOnly<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as never
}
