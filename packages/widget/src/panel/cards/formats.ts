/** A price as the language writes it; without a currency that is known, as a plain number. */
export function price(amount: number, currency: string | null, language: string): string {
  try {
    return amount.toLocaleString(language, currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 })
  } catch {
    return `${amount} ${currency}`
  }
}

/** A day, without its time. */
export const day = (iso: string, language: string): string => new Date(iso).toLocaleDateString(language, { dateStyle: 'medium' })
