/** The columns of the export, in their order. */
export const leadColumns = [
  'lead_id',
  'created_at',
  'name',
  'email',
  'phone',
  'message',
  'fields',
  'agent_id',
  'conversation_id',
  'consent_text',
  'consent_at',
] as const

/**
 * One line of CSV (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe in front, as visitors write what they like
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export const toCsvLine = (values: readonly unknown[]) => `${values.map(toCell).join(',')}\r\n`

function toCell(value: unknown) {
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  const harmless = /^[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
