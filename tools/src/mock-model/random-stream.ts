import { createRandom, type Random } from './random.ts'

/** What is done to a stream: `none` leaves it as an odd but valid one. */
export const damages = ['none', 'truncate', 'reset', 'error', 'overlong', 'flip', 'garbage', 'repeat'] as const
export type Damage = (typeof damages)[number]

/** One stream of the chat-completions wire as some server might send it, and what a client must make of it. */
export interface RandomStream {
  readonly damage: Damage
  /** What is written, piece by piece. */
  readonly pieces: readonly Buffer[]
  /** Whether the connection is reset instead of ended. */
  readonly reset: boolean
  /** The text before the damage, or all of it. */
  readonly text: string
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number } | null
}

/** The stream of a seed: valid in half of the cases, broken in one way in the others. */
export function randomStream(seed: number): RandomStream {
  const random = createRandom(seed)
  const damage = random.chance(0.5) ? 'none' : random.pick(damages)
  const texts = Array.from({ length: 1 + random.below(12) }, () => randomText(random))
  const usage = random.chance(0.6) ? { input_tokens: random.below(5000), output_tokens: random.below(500) } : null
  const events = [
    ...texts.map(content =>
      JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }, null, random.pick(['', '', ' '])),
    ),
    ...ending(random, usage),
  ]
  const damagedAt = damage === 'error' || damage === 'overlong' ? random.below(texts.length + 1) : null
  if (damage === 'error') events.splice(damagedAt ?? 0, 0, '{"error":{"message":"crashed","type":"server_error"}}')
  if (damage === 'overlong') events.splice(damagedAt ?? 0, 0, `{"x":"${'y'.repeat(1_100_000)}"}`)
  const bytes = hurt(random, damage, Buffer.from(events.map(data => dressed(random, data)).join('')))
  return {
    damage,
    pieces: cut(random, bytes),
    reset: damage === 'reset',
    text: texts.slice(0, damagedAt ?? texts.length).join(''),
    usage,
  }
}

function ending(random: Random, usage: RandomStream['usage']) {
  const last =
    usage && JSON.stringify({ choices: [], usage: { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens } })
  const finish = random.chance(0.9) || usage !== null
  return [
    ...(finish ? ['{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'] : []),
    ...(last ? [last] : []),
    ...(finish && random.chance(0.2) ? [] : ['[DONE]']),
  ]
}

/** One event with the liberties the format allows: line ends, comments, other fields, several data lines. */
function dressed(random: Random, data: string) {
  const lineEnd = random.pick(['\n', '\n', '\r\n', '\r'])
  const before = random.pick(['', '', '', `: keep-alive${lineEnd}`, `event: message${lineEnd}`, `id: 7${lineEnd}`, lineEnd])
  const lines = data.split('\n').map(line => `data:${random.pick([' ', ' ', ''])}${line}${lineEnd}`)
  return `${before}${lines.join('')}${lineEnd}`
}

const letters = [
  'a',
  'b',
  ' ',
  '.',
  '7',
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  'ü',
  '€',
  '日',
  '👍',
  '👩‍💻',
  '\u2028',
  '\0',
  'data: ',
  '[DONE]',
] as const

const randomText = (random: Random) => Array.from({ length: 1 + random.below(30) }, () => random.pick(letters)).join('')

function hurt(random: Random, damage: Damage, bytes: Buffer): Buffer {
  const at = random.below(bytes.length)
  const other = Buffer.from(Array.from({ length: 1 + random.below(40) }, () => random.below(256)))
  switch (damage) {
    case 'truncate':
    case 'reset':
      return bytes.subarray(0, at)
    case 'flip':
      return Buffer.concat([bytes.subarray(0, at), other.subarray(0, 1), bytes.subarray(at + 1)])
    case 'garbage':
      return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at)])
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(at + 1))])
    default:
      return bytes
  }
}

function cut(random: Random, bytes: Buffer): Buffer[] {
  const size = random.pick([1, 3, 17, 200, 100_000])
  const pieces: Buffer[] = []
  for (let start = 0; start < bytes.length && pieces.length < 60; ) {
    const end = pieces.length === 59 ? bytes.length : start + 1 + random.below(size)
    pieces.push(bytes.subarray(start, end))
    start = end
  }
  return pieces
}
