const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₫': 'VND',
  '฿': 'THB',
  '₱': 'PHP',
  '₪': 'ILS',
  zł: 'PLN',
  kč: 'CZK',
  r$: 'BRL',
  us$: 'USD',
  ca$: 'CAD',
  au$: 'AUD',
  s$: 'SGD',
  rm: 'MYR',
  rp: 'IDR',
}

export interface Price {
  /** Decimal with a point, without thousands separators, as `1299.00`. */
  readonly amount: string
  /** ISO 4217; null when there is no sign, or one that several currencies share, as `$` and `kr`. */
  readonly currency: string | null
}

/** Reads an amount as people and exports write it: `19.90`, `19,90 €`, `EUR 1.299,00`, `1,299 USD`. null: no amount. */
export function parsePrice(text: string | null | undefined): Price | null {
  const found = /-?\d[\d.,'’\u00a0\u202f ]*/.exec(text?.trim() ?? '')
  if (!text || !found || text.length > 40) return null
  const amount = decimal(found[0].trim())
  if (amount === null) return null
  const rest = text.replace(found[0], ' ').trim().toLowerCase()
  const code = /\b([a-z]{3})\b/.exec(rest)?.[1]?.toUpperCase()
  return { amount, currency: signs[rest] ?? (code && isCurrency(code) ? code : (signs[rest.charAt(0)] ?? null)) }
}

/** The last separator is the decimal one, unless three digits follow it and it is no lone point. */
function decimal(digits: string): string | null {
  const plain = digits.replace(/['’\s\u00a0\u202f]/g, '').replace(/[.,]+$/, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return plain
  const separator = plain.charAt(last)
  const after = plain.length - last - 1
  const isOnly = plain.indexOf(separator) === last
  const isThousands = after === 3 && (!isOnly || separator === ',') && !/^-?0[.,]/.test(plain)
  const whole = isThousands ? plain.replace(/[.,]/g, '') : `${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}`
  if (!Number.isFinite(Number(whole))) return null
  // 59.9 is how spreadsheets write 59.90.
  return /\.\d$/.test(whole) ? `${whole}0` : whole
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

const isCurrency = (code: string): boolean => currencies.has(code)
