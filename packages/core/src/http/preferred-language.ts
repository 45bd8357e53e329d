import { toTag } from '../languages/to-tag.ts'

const longestHeader = 500

/** The language that an `Accept-Language` header likes best, as a BCP 47 tag; null when it names none. */
export function preferredLanguage(header: string | undefined): string | null {
  const ranges = (header ?? '').slice(0, longestHeader).split(',')
  const weighed = ranges.flatMap(range => {
    const [name = '', ...rest] = range.split(';')
    const tag = toTag(name.trim())
    const weight = Number(/^\s*q=([\d.]+)\s*$/i.exec(rest.join(';'))?.[1] ?? 1)
    return tag && weight > 0 ? [{ tag, weight }] : []
  })
  return weighed.sort((a, b) => b.weight - a.weight)[0]?.tag ?? null
}
