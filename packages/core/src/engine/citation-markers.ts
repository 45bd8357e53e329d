/**
 * Models are asked to write `[2]` after what they took from passage 2, and `[0]` when no passage holds the answer.
 * The filter takes these markers out of a stream, wherever it is cut, and remembers their numbers.
 */
export function createMarkerFilter() {
  const numbers = new Set<number>()
  let held = ''

  const take = (text: string) =>
    text.replace(/ ?\[(\d{1,2}(?:, ?\d{1,2})*)\](?!\()/g, (_, list: string) => {
      for (const number of list.split(',')) numbers.add(Number(number))
      return ''
    })

  return {
    numbers: numbers as ReadonlySet<number>,
    /** What can be shown of the text so far. */
    push(text: string) {
      const all = held + text
      // A marker may still be growing, or turn out to be a link's text.
      const tail = / ?(?:\[(?:\d{1,2}(?:, ?\d{1,2}){0,9}(?:, ?)?\]?)?)$| $/.exec(all)
      held = tail ? tail[0] : ''
      return take(all.slice(0, all.length - held.length))
    },
    /** What was still held back. */
    end() {
      const rest = take(held)
      held = ''
      return rest
    },
  }
}
