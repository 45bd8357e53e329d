const isPlain = /^[\u0020-\u007e\s]*$/

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '−': '-',
}

/** Text as words are compared: compatibility forms, case and accents made alike (`Größe` and `GROSSE` are one). */
export function fold(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłı’‘ʼ‐‑−]/g, letter => letters[letter] ?? letter)
}
