const fewestBytes = 32
const placeholder = /change.?me|secret|password|example|default|insert|your.?key/i

/** What is wrong with a text as an encryption key; null when nothing is. No rule refuses what a random generator made. */
export function weaknessOf(text: string): string | null {
  const key = Buffer.from(text, 'base64')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) || key.length < fewestBytes) return 'must be 32 or more random bytes in base64'
  const letters = text.replace(/=+$/, '')
  if (placeholder.test(text) || /^(.{1,32})\1+$/.test(letters)) return 'is not random, but something that was typed'
  if (new Set(letters).size < 12 || new Set(key).size <= 8) return 'is not random'
  // Somebody's sentence in base64: random bytes are all printable once in 10^14.
  if (key.every(byte => byte >= 0x20 && byte < 0x7f)) return 'is a text in base64, which can be guessed'
  return null
}

export const makeOne = 'make one with: openssl rand -base64 32'
