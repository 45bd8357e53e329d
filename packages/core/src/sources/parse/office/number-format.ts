/** How a spreadsheet shows a number: as a date, an amount, a share or a plain number. */
export interface NumberFormat {
  readonly kind: 'number' | 'date' | 'time' | 'date-time' | 'percent' | 'currency' | 'text'
  /** As it stands in the format, as `€` or `EUR`; for currency. */
  readonly currency: string
  /** Digits behind the point, when the format fixes them. */
  readonly decimals: number | null
}

const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  49: '@',
}

/** Reads a number format by its id, or its code when the file defines it (ECMA-376, part 1, 18.8.30 and 18.8.31). */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  const first = (code ?? builtIn[id] ?? '').split(';')[0] ?? ''
  const currency = currencyOf(first)
  const plain = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[\$[^\]]*\]|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
  const decimals = /0\.(0+)/.exec(plain)?.[1]?.length ?? (/[0#]/.test(plain) ? 0 : null)
  if (plain.trim() === '@') return { kind: 'text', currency: '', decimals: null }
  if (currency) return { kind: 'currency', currency, decimals }
  if (plain.includes('%')) return { kind: 'percent', currency: '', decimals }
  const hasDay = /[yd]|mmm/.test(plain)
  const hasTime = /[hs]/.test(plain)
  if (hasDay || hasTime) return { kind: hasDay && hasTime ? 'date-time' : hasDay ? 'date' : 'time', currency: '', decimals: null }
  return { kind: 'number', currency: '', decimals: plain.includes('0') ? decimals : null }
}

/** `[$€-407]`, `"€"`, `$`, `[$EUR]` within a format. */
function currencyOf(code: string): string {
  const bracket = /\[\$([^\]-]+)(?:-[^\]]*)?\]/.exec(code)?.[1]
  const sign = /[€$£¥₹₩₽₺₫฿₱₪]/.exec(code.replace(/\[[^\]]*\]/g, ''))?.[0]
  const quoted = /"\s*([A-Z]{3}|kr\.?|zł|Kč|Fr\.?|R\$)\s*"/.exec(code)?.[1]
  return (bracket ?? sign ?? quoted ?? '').trim()
}

/** A number as its format shows it to a reader. Dates as `2024-03-12`, times as `09:30`. */
export function formatNumber(value: number, format: NumberFormat, is1904: boolean): string {
  switch (format.kind) {
    case 'percent':
      return `${plainNumber(value * 100, format.decimals)}%`
    case 'currency':
      return `${plainNumber(value, format.decimals ?? 2)} ${format.currency}`
    case 'date':
    case 'time':
    case 'date-time':
      return formatDate(value, format.kind, is1904) ?? plainNumber(value, null)
    default:
      return plainNumber(value, format.kind === 'number' ? format.decimals : null)
  }
}

/** Without the noise of binary fractions: 0.30000000000000004 is 0.3. */
function plainNumber(value: number, decimals: number | null): string {
  const clean = Number(value.toPrecision(12))
  // Formats without decimals often hide none that matter, but sometimes a price's; what is there is shown.
  return decimals !== null && decimals > 0 ? clean.toFixed(Math.min(decimals, 6)) : String(clean)
}

function formatDate(serial: number, kind: 'date' | 'time' | 'date-time', is1904: boolean): string | null {
  // Day 0 is 1899-12-30, because 1900 is taken for a leap year; the old Macintosh count begins on 1904-01-01.
  const days = serial + (is1904 ? 1462 : 0)
  const date = new Date(Math.round(days * 86_400) * 1000 - 2_209_161_600_000)
  if (Number.isNaN(date.getTime()) || serial < 0 || date.getUTCFullYear() > 9999) return null
  const [day = '', time = ''] = date.toISOString().split('T')
  if (kind === 'date') return day
  return kind === 'time' ? time.slice(0, 5) : `${day} ${time.slice(0, 5)}`
}
