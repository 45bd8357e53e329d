import type { Guardrails } from '@craveva/contract/agent-settings'

type Kind = Guardrails['mask'][number]

/** `lengthOf` says how much of what the pattern found is really one; 0 when nothing is. */
const patterns: Record<Kind, { readonly pattern: RegExp; readonly name: string; readonly lengthOf: (text: string) => number }> = {
  card: {
    pattern: /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g,
    name: 'card number',
    lengthOf: text => (isLuhn(text.replace(/\D/g, '')) ? text.length : 0),
  },
  iban: { pattern: /(?<![A-Za-z\d])[A-Za-z]{2}\d{2}(?: ?[A-Za-z\d]){11,30}(?![A-Za-z\d])/g, name: 'IBAN', lengthOf: ibanLength },
  email: { pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, name: 'e-mail address', lengthOf: text => text.length },
  phone: {
    pattern: /(?<![\w.,])(?:\+|00)\d(?:[ ()/.-]?\d){7,13}(?!\d)|(?<![\w.,])0\d(?:[ ()/-]?\d){7,11}(?!\d)/g,
    name: 'telephone number',
    lengthOf: text => text.length,
  },
}

/** A text without personal data of these kinds; what was there is named in its place. */
export function mask(text: string, kinds: readonly Kind[]): string {
  let masked = text
  // A card number could be taken for a telephone number, an IBAN for neither.
  for (const kind of ['iban', 'card', 'email', 'phone'] as const) {
    if (!kinds.includes(kind)) continue
    const { pattern, name, lengthOf } = patterns[kind]
    masked = masked.replace(pattern, found => {
      const length = lengthOf(found)
      return length > 0 ? `[${name}]${found.slice(length)}` : found
    })
  }
  return masked
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function isLuhn(digits: string) {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length >= 13 && sum % 10 === 0
}

/** How much of a text is an IBAN: a word behind it may look like its end. */
function ibanLength(text: string) {
  for (let end = text.length; end >= 15; end--) if (text[end - 1] !== ' ' && isIban(text.slice(0, end))) return end
  return 0
}

/** The check digits of ISO 13616: the number modulo 97 is 1. */
function isIban(text: string) {
  const plain = text.replaceAll(' ', '').toUpperCase()
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}
