/** A decimal number as JSON can hold it: a number while no digit is lost (15 digits always survive), else its text. */
export function exactNumber(text: string): number | string {
  const digits = text.replaceAll(/\D/g, '').replace(/^0+/, '')
  const value = Number(text)
  return Number.isFinite(value) && (digits.length <= 15 || Number.isSafeInteger(value)) && !/[eE]/.test(text) ? value : text
}
