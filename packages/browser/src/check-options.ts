/** JavaScript has no types: a value of another kind is a TypeError that names it, here and not later. */
export function checkOptions(options: object, kinds: Readonly<Record<string, string>>): void {
  for (const [name, kind] of Object.entries({ options: 'object', ...kinds })) {
    const value = ({ options, ...options } as Record<string, unknown>)[name]
    if (value !== undefined && !kind.includes(typeof value)) throw new TypeError(`${name} must be a ${kind}`)
  }
}
