const longestTag = 35

/** A BCP 47 tag as it is to be written, such as `pt-BR` for `PT_br`; null for what is none. */
export function toTag(text: string | null | undefined): string | null {
  if (!text || text.length > longestTag) return null
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}
