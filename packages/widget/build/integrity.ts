import { createHash } from 'node:crypto'

/** The value of an `integrity` attribute for a text. */
export const integrityOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
