/** A price as the language writes it; without a currency that is known, as a plain number. */
export function price(amount: number, currency: string | null, language: string): string {
  try {
    return new Intl.NumberFormat(language, currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 }).format(amount)
  } catch {
    return `${amount} ${currency}`
  }
}

/** A size in bytes, in the unit that reads best. */
export function fileSize(bytes: number, language: string): string {
  const [unit, size] = bytes < 1_000_000 ? ['kilobyte', bytes / 1000] : ['megabyte', bytes / 1_000_000]
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)
}

/** A day, without its time. */
export const day = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(Date.parse(iso))
