import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { analyse } from 'chardet'

const sampleBytes = 256 * 1024
/** Fewer bytes beyond ASCII tell nothing. */
const fewestBytes = 8

/**
 * The encoding of a text file, as a label `TextDecoder` takes: byte order mark, then zero bytes of UTF-16, then valid UTF-8 to the last
 * byte, then what the file declares, then the statistics of chardet.
 * @param declared reads a declaration out of the first bytes, as HTML's `<meta charset>`; taken only when it decodes without error.
 */
export async function detectEncoding(path: string, declared: (head: string) => string | null = () => null): Promise<string> {
  const sample = await readSample(path)
  const certain = fromByteOrderMark(sample) ?? fromZeroBytes(sample)
  if (certain) return certain
  const isWhole = sample.length < sampleBytes
  const firstError = await firstInvalidUtf8(isWhole ? [sample] : createReadStream(path))
  if (firstError === null) return 'utf-8'
  const around = isWhole ? sample : await readSample(path, Math.max(0, firstError - sampleBytes / 2))
  const stated = declared(sample.subarray(0, 4096).toString('latin1'))
  if (stated && decodes(stated, around)) return stated
  return fromStatistics(around)
}

async function readSample(path: string, position = 0): Promise<Buffer> {
  const file = await open(path)
  try {
    const length = Math.min(sampleBytes, (await file.stat()).size)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function fromByteOrderMark(sample: Buffer): string | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8'
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  return null
}

/** Spaces, line ends and digits have a zero byte in UTF-16, in every language, and always on the same side. */
function fromZeroBytes(sample: Buffer): string | null {
  let even = 0
  let odd = 0
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) index % 2 ? odd++ : even++
  }
  const enough = sample.length / 50
  if (odd > enough && even < odd / 20) return 'utf-16le'
  if (even > enough && odd < even / 20) return 'utf-16be'
  return null
}

/** Byte position of about the first error, or null. A character cut off by the end of the file does not count. */
async function firstInvalidUtf8(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<number | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let position = 0
  for await (const bytes of pieces) {
    try {
      decoder.decode(bytes, { stream: true })
    } catch {
      return position
    }
    position += bytes.length
  }
  return null
}

/**
 * Statistics are unreliable on short texts: of several guesses that decode, one for another script must be clearly better than the
 * usual encoding of Western Europe, and one that leaves control characters is none.
 */
function fromStatistics(sample: Buffer): string {
  const japanese = ['shift_jis', 'euc-jp'].find(encoding => decodes(encoding, sample) && kanaShare(encoding, sample) > 0.25)
  if (japanese) return japanese
  if (sample.filter(byte => byte > 0x7f).length < fewestBytes) return 'windows-1252'
  const guesses = analyse(sample)
    .map(guess => ({ label: label(guess.name), confidence: guess.confidence }))
    .filter(guess => guess.label !== 'utf-8' && !guess.label.startsWith('utf-') && decodes(guess.label, sample))
  return guesses[0] && guesses[0].confidence >= 10 ? guesses[0].label : 'windows-1252'
}

/** Share of hiragana and katakana among what is not ASCII: no other text gets there by chance, and a few words suffice. */
function kanaShare(encoding: string, sample: Buffer): number {
  const text = new TextDecoder(encoding).decode(sample)
  return (text.match(/[\u3041-\u30fe]/g)?.length ?? 0) / (text.match(/[^\p{ASCII}]/gu)?.length ?? 1)
}

/** ISO 8859-1 in the wild is Windows-1252, and so on; the WHATWG labels know that. */
const label = (name: string): string =>
  ({ 'ISO-8859-1': 'windows-1252', 'ISO-8859-9': 'windows-1254', 'ISO-8859-8': 'windows-1255' })[name] ?? name.toLowerCase()

function decodes(encoding: string, sample: Buffer): boolean {
  try {
    const text = new TextDecoder(encoding).decode(sample)
    const errors = text.split('\ufffd').length - 1
    return errors <= text.length / 1000 + 1 && !hasControlCharacters(text)
  } catch {
    return false
  }
}

function hasControlCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || (code >= 0x7f && code < 0xa0)) return true
  }
  return false
}
