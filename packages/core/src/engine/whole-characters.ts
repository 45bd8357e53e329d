/**
 * Makes text that comes in pieces storable: providers cut where they like, also within a character of two UTF-16 units. A half is held back
 * until its other half is there; one that stays alone becomes U+FFFD, as does U+0000, which PostgreSQL cannot hold.
 */
export function createCharacterJoiner() {
  let held = ''
  return {
    push(text: string) {
      const all = held + text
      held = /[\uD800-\uDBFF]$/.test(all) ? all.slice(-1) : ''
      return storable(held ? all.slice(0, -1) : all)
    },
    /** What was still held back. */
    end() {
      const rest = storable(held)
      held = ''
      return rest
    },
  }
}

const storable = (text: string) => text.toWellFormed().replaceAll('\u0000', '\uFFFD')
