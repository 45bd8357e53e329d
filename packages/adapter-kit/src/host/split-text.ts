/** The first piece of a text, and where the next one begins. */
export interface Cut {
  readonly piece: string
  /** Characters of the text that the piece stands for. */
  readonly used: number
  /** What the next piece begins with: the code fence that was closed here. */
  readonly reopen: string
}

const closing = '\n```'

/**
 * Cuts a Markdown text that is longer than `limit` UTF-16 units, at the best place that the limit leaves: between paragraphs, items of a list,
 * lines, sentences, words; never within a character. A code fence is closed and opened again. Looks at nothing beyond the limit, so that a
 * text which is still growing is cut in the same places as when it is whole.
 */
export function cutText(text: string, limit: number): Cut {
  const open = fenceAt(text.slice(0, limit))
  const room = open === null ? limit : limit - closing.length
  const end = bestEnd(text, Math.max(room, 1))
  const fence = fenceAt(text.slice(0, end))
  const piece = text.slice(0, end).trimEnd()
  const skipped = /^\n+|^ +/.exec(text.slice(end))?.[0].length ?? 0
  return { piece: fence === null ? piece : piece + closing, used: end + skipped, reopen: fence === null ? '' : `${fence}\n` }
}

/** All pieces of a text. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = []
  for (let rest = text; ; ) {
    if (rest.length <= limit) return rest.trim() === '' ? pieces : [...pieces, rest.trim()]
    const { piece, used, reopen } = cutText(rest, limit)
    if (piece.trim() !== '') pieces.push(piece)
    const left = reopen + rest.slice(used)
    // A fence that is opened again takes room; what cannot get shorter is cut through.
    rest = left.length < rest.length ? left : rest.slice(used)
  }
}

/** The line that opened the code block in which a text ends; null outside of one. */
function fenceAt(text: string) {
  let open: string | null = null
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(```+|~~~+)\s*(\S*)/.exec(line)
    if (!fence) continue
    open = open === null ? `${fence[1]}${fence[2] ?? ''}` : null
  }
  return open?.startsWith('~') ? '```' : open
}

/** Borders from the best to the worst, each taken when it lies in the later part of what fits. */
const borders: readonly (readonly [RegExp, number])[] = [
  [/\n\s*\n/g, 0.4],
  [/\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])\s)/g, 0.4],
  [/\n/g, 0.3],
  [/(?<=[.!?…。！？])\s/g, 0.3],
  [/\s/g, 0.1],
]

function bestEnd(text: string, room: number) {
  const window = text.slice(0, room + 1)
  for (const [border, least] of borders) {
    let best = -1
    for (const { index } of window.matchAll(border)) if (index <= room) best = index
    if (best > room * least) return best
  }
  return wholeCharacters(text, room)
}

/** Not between the halves of a surrogate pair, nor before a joiner or a mark that belongs to the character before. */
function wholeCharacters(text: string, room: number) {
  let end = room
  const belongs = (index: number) => /\p{M}|\u200d|\ufe0f|[\u{1f3fb}-\u{1f3ff}]/u.test(String.fromCodePoint(text.codePointAt(index) ?? 0))
  const splits = (index: number) => /[\udc00-\udfff]/.test(text.charAt(index)) || belongs(index) || text.charAt(index - 1) === '\u200d'
  while (end > room - 40 && end > 1 && splits(end)) end--
  return end > 1 && !splits(end) ? end : /[\udc00-\udfff]/.test(text.charAt(room)) && room > 1 ? room - 1 : room
}
