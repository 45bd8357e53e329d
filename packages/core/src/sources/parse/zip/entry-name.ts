import { Unreadable } from '../file-failure.ts'

/** Entries that no person put there: folders, and what operating systems leave. */
export function isIncidental(name: string): boolean {
  const parts = name.split('/')
  return (
    name.endsWith('/') ||
    parts[0] === '__MACOSX' ||
    parts.some(part => /^\.[^./]/.test(part)) ||
    /(^|\/)(Thumbs\.db|desktop\.ini|Icon\r)$/i.test(name)
  )
}

/** The entry's name as part of a key, without signs that turn the direction of writing. Errors: unsafe for names that point outside the archive. */
export function safeEntryName(name: string): string {
  const plain = name
    .replaceAll('\\', '/')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .normalize('NFC')
  const parts = plain.split('/')
  const isUnsafe = plain.startsWith('/') || /^[a-z]:/i.test(plain) || parts.includes('..') || /\p{Cc}/u.test(plain) || plain.length > 500
  if (isUnsafe)
    throw new Unreadable('unsafe', 'The name of this entry points outside its archive or is none. Pack the files anew and upload that.')
  return parts.filter(part => part && part !== '.').join('/')
}
