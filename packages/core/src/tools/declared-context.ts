/** What a page says of itself under the keys that an agent declared: the rest is nobody's business, as anybody can write anything into a page. */
export const declaredContext = (declared: readonly string[], context: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(declared.flatMap(key => (Object.hasOwn(context, key) ? [[key, context[key] ?? '']] : [])))
