const longestAddress = 300

/**
 * A link as it is kept in text: `[text](address)` where the address tells a reader more than the text does, else the text alone.
 * Relative addresses, anchors and scripts lead nowhere outside the page they stood on.
 */
export function linkText(text: string, address: string | null | undefined): string {
  const target = address?.trim() ?? ''
  if (!text || !isUseful(target)) return text
  const bare = target.replace(/^(mailto:|tel:|https?:\/\/(www\.)?)/i, '').replace(/\/$/, '')
  if (text.includes(bare) || (bare && text.replace(/\s/g, '').includes(bare))) return text
  return `[${text.replace(/[[\]]/g, '')}](${target
    .replace(/[()\s]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}

/** Resolves an address of a page against the page's own. null: not an address. */
export function resolveAddress(address: string | undefined, base: string | null): string | null {
  if (!address || address.startsWith('#')) return null
  if (/^(https?:|mailto:|tel:)/i.test(address)) return address
  if (!base) return null
  try {
    return new URL(address, base).href
  } catch {
    return null
  }
}

const isUseful = (address: string): boolean =>
  address.length <= longestAddress && /^(https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d)/i.test(address)
