/** What goes wrong instead of, or in the middle of, an answer. `hang…` and `drip` never end by themselves within a test's patience. */
export const faultNames = [
  '400',
  '401',
  '403',
  '404',
  '429',
  '500',
  '503',
  '529',
  'context',
  'quota',
  'redirect',
  'html',
  'hang',
  'reset',
  'hang_mid',
  'reset_mid',
  'cut_json',
  'bad_json',
  'half_utf8',
  'error_event',
  'no_end',
  'no_done',
  'big_line',
  'drip',
] as const
export type FaultName = (typeof faultNames)[number]

export interface ScriptedCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** How one request is answered. */
export interface Script {
  /** The answer; null answers with the sentences of the prompt that fit the question best. */
  readonly text: string | null
  /** Tools that are asked for before, one in each answer. */
  readonly calls: readonly ScriptedCall[]
  /** Whether the answer repeats what the last tool said. */
  readonly tellsTool: boolean
  /** Number of events the answer is split into. */
  readonly chunks: number
  /** Milliseconds before the status line. */
  readonly firstMs: number
  /** Milliseconds between two events; 0 sends them all in one write. */
  readonly gapMs: number
  /** Whether usage is reported when the caller asks for it. */
  readonly usage: boolean
  readonly finishReason: string
  /** Answers one JSON document although a stream was asked for, as some gateways do. */
  readonly json: boolean
  readonly fault: FaultName | null
  /** Event before which a fault in mid-stream happens. */
  readonly at: number
  /** How often the fault happens before the same script answers well; 0 is always. */
  readonly times: number
  /** Value of the Retry-After header of a status fault. */
  readonly retryAfter: string | null
}

export const defaultScript: Script = {
  text:
    'You can send everything back within 30 days. The parcel must be unused and in its box. ' +
    'We pay the label inside the country, and the money is back on your card 5 days after the parcel arrived.',
  calls: [],
  tellsTool: false,
  chunks: 22,
  firstMs: 0,
  gapMs: 0,
  usage: true,
  finishReason: 'stop',
  json: false,
  fault: null,
  at: 5,
  times: 0,
  retryAfter: null,
}

/**
 * Reads a script written as a query string: `chunks=50&gap=20&first=100&fault=429&retry_after=2`.
 * `rate` is events per second, another way to say `gap`; `text=echo` answers from the prompt, `text=tool` with what the last tool said;
 * `calls=[{"name":"find_order","arguments":{"number":"A1"}}]` asks for tools first, one after the other.
 * Throws on unknown names, so that a misspelt script is no silent success.
 */
export function parseScript(spec: string, base: Script = defaultScript): Script {
  let script = base
  for (const [name, value] of new URLSearchParams(spec)) {
    const read = readers[name]
    if (!read) throw new Error(`Unknown script setting "${name}". Known: ${Object.keys(readers).join(', ')}`)
    script = { ...script, ...read(value) }
  }
  return script
}

const readers: Record<string, (value: string) => Partial<Script>> = {
  text: value => ({ text: value === 'echo' ? null : value, tellsTool: value === 'tool' }),
  calls: value => ({ calls: callsIn(value) }),
  chunks: value => ({ chunks: Math.max(1, number(value)) }),
  first: value => ({ firstMs: number(value) }),
  gap: value => ({ gapMs: number(value) }),
  rate: value => ({ gapMs: 1000 / Math.max(1, number(value)) }),
  usage: value => ({ usage: value !== 'false' }),
  finish: value => ({ finishReason: value }),
  json: value => ({ json: value !== 'false' }),
  fault: value => ({ fault: faultNamed(value) }),
  at: value => ({ at: number(value) }),
  times: value => ({ times: number(value) }),
  retry_after: value => ({ retryAfter: value }),
}

function callsIn(value: string): ScriptedCall[] {
  const calls: unknown = JSON.parse(value)
  if (!Array.isArray(calls) || calls.some(call => typeof call?.name !== 'string'))
    throw new Error('calls has to be a JSON array of objects with name and arguments')
  return calls.map(({ name, arguments: given = {} }) => ({ name, arguments: given }))
}

function number(value: string) {
  const parsed = Number(value)
  if (!Number.isFinite(parsed) || parsed < 0) throw new Error(`"${value}" is not a number of 0 or more`)
  return parsed
}

function faultNamed(value: string) {
  const name = faultNames.find(known => known === value)
  if (!name) throw new Error(`Unknown fault "${value}". Known: ${faultNames.join(', ')}`)
  return name
}
