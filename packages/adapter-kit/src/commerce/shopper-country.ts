import type { ToolCall } from '../tool.ts'

/** Where a shopper is, as the page says: two letters of ISO 3166-1, which decide about prices alone; null for anything else. */
export function shopperCountry({ context }: Pick<ToolCall, 'context'>): string | null {
  const { country = '' } = context
  return /^[A-Z]{2}$/i.test(country) ? country.toUpperCase() : null
}
