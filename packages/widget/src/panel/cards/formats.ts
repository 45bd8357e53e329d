/** A price as the language writes it; without a currency that is known, as a plain number. */
export function price(amount: number, currency: string | null, language: string): string {
  try {
    return new Intl.NumberFormat(language, currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 }).format(amount)
  } catch {
    return `${amount} ${currency}`
  }
}

/** A size in bytes, in kilobytes. */
export const fileSize = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte' }).format(Math.ceil(bytes / 1000))

/** A day, without its time. */
export const day = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(Date.parse(iso))
