import type { DiffPiece } from '@craveva/contract/replays'

/** Words of a text that are compared one by one; longer ones are told as replaced whole. */
const mostWords = 1500

/** What became of a text, word by word: the longest common subsequence stays, the rest was taken away or came in. */
export function wordDiff(before: string, after: string): DiffPiece[] {
  const a = wordsOf(before)
  const b = wordsOf(after)
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  if (a.length > mostWords || b.length > mostWords)
    return [
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]
  const lengths = commonLengths(a, b)
  const pieces: { kind: DiffPiece['kind']; text: string }[] = []
  const add = (kind: DiffPiece['kind'], text: string) => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  const at = (i: number, j: number) => lengths[i * (b.length + 1) + j] ?? 0
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [old = '', fresh = ''] = [a[i], b[j]]
    if (i < a.length && j < b.length && old === fresh) {
      add('same', old)
      i++
      j++
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      add('gone', old)
      i++
    } else {
      add('new', fresh)
      j++
    }
  }
  return pieces
}

const wordsOf = (text: string) => text.match(/\s*\S+|\s+$/g) ?? []

/** For every pair of places how many words the rests have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]) {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [right = 0, below = 0, across = 0] = [
        lengths[i * width + j + 1],
        lengths[(i + 1) * width + j],
        lengths[(i + 1) * width + j + 1],
      ]
      lengths[i * width + j] = a[i] === b[j] ? across + 1 : Math.max(right, below)
    }
  return lengths
}
