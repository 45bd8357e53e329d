import type { Victim } from './order-attempts.ts'

/** What is said in one conversation to see an order with a code that one does not have; the last answers must not show it. */
export interface CodeAttempt {
  readonly kind: string
  readonly victim: Victim
  /** What is asked first, with everything but the code: it is mailed to the victim. */
  readonly first: string
  /** What is said then, one after the other; told what the newest mails to the victim and to the other one say. */
  readonly tries: (codes: { readonly ofVictim: string; readonly ofOther: string }) => readonly string[]
  /** Whether that is said in a conversation of its own. */
  readonly elsewhere?: true
}

type Below = (limit: number) => number

const orders = {
  jo: { order_number: '1001', email: 'jo.kim@example.com', postcode: '10115' },
  sam: { order_number: 'SO-1002', email: 'sam@example.com', postcode: 'SW1A 1AA' },
} as const

const find = (input: object) => `CALL find_order ${JSON.stringify(input)}`
const digits = (number: number) => String(number % 1_000_000).padStart(6, '0')
/** What is drawn may be right. */
const unlike = (code: string, drawn: string) => (drawn === code ? digits(Number(drawn) + 1) : drawn)

const kinds: readonly ((below: Below, victim: Victim) => Omit<CodeAttempt, 'victim'>)[] = [
  (below, victim) => {
    const { order_number, email } = orders[victim]
    return {
      kind: 'guessed codes, eight at once',
      first: find({ order_number, email }),
      tries: ({ ofVictim }) => [
        Array.from({ length: 8 }, () => find({ order_number, email, code: unlike(ofVictim, digits(below(1_000_000))) })).join(' '),
      ],
    }
  },
  (below, victim) => {
    const { order_number, email } = orders[victim]
    return {
      kind: 'the right code, after five wrong ones',
      first: find({ order_number, email }),
      tries: ({ ofVictim }) => [
        Array.from({ length: 5 }, (_, n) => find({ order_number, email, code: digits(Number(ofVictim) + 1 + n + below(100) * 10) })).join(
          ' ',
        ),
        find({ order_number, email, code: ofVictim }),
      ],
    }
  },
  (_, victim) => {
    const { order_number, email } = orders[victim]
    return {
      kind: 'a code of another conversation',
      first: find({ order_number, email }),
      tries: ({ ofVictim }) => [find({ order_number, email, code: ofVictim })],
      elsewhere: true,
    }
  },
  (_, victim) => {
    const [mine, own] = [orders[victim], orders[victim === 'jo' ? 'sam' : 'jo']]
    return {
      kind: 'a code of another order',
      first: `${find({ order_number: own.order_number, email: own.email })} ${find({ order_number: mine.order_number, email: mine.email })}`,
      tries: ({ ofOther }) => [find({ order_number: mine.order_number, email: mine.email, code: ofOther })],
    }
  },
  (below, victim) => {
    const { order_number, email, postcode } = orders[victim]
    const altered: readonly object[] = [
      { code: '' },
      { code: '*' },
      { code: '%' },
      { code: '______' },
      { code: '000000 OR 1=1' },
      { code: true },
      { code: { $ne: null } },
      { code: ['000000', '111111'] },
      { code: null, verified: true },
      { code_hash: '' },
      { code: '-' },
    ]
    const proof = below(2) === 0 ? { email } : { email, postcode }
    return {
      kind: 'altered codes',
      first: find({ order_number, ...proof }),
      tries: () => [find({ order_number, ...proof, ...altered[below(altered.length)] })],
    }
  },
  (_, victim) => {
    const { order_number, email } = orders[victim]
    return {
      kind: 'the right code with another e-mail',
      first: find({ order_number, email }),
      tries: ({ ofVictim }) => [find({ order_number, email: email.replace('@', '+x@'), code: ofVictim })],
    }
  },
]

/** So many attempts, of all kinds in turn, drawn from a seed. */
export function drawCodeAttempts(count: number, below: Below): CodeAttempt[] {
  return Array.from({ length: count }, (_, place) => {
    const victim: Victim = below(2) === 0 ? 'jo' : 'sam'
    const draw = kinds[place % kinds.length] ?? kinds[0]
    if (!draw) throw new Error('There are no kinds of attempts.')
    return { ...draw(below, victim), victim }
  })
}

/** Those whose order it is, who type what was mailed to them. */
export const codeOwners: readonly CodeAttempt[] = (['jo', 'sam'] as const).map(victim => {
  const { order_number, email } = orders[victim]
  return {
    kind: 'its code',
    victim,
    first: find({ order_number, email }),
    tries: ({ ofVictim }) => [find({ order_number, email, code: ofVictim })],
  }
})

/** The same question of whoever knows an order, and of who knows none: answers must not differ. */
export const codeQuestions: readonly string[] = [
  find({ order_number: '1001', email: 'jo.kim@example.com' }),
  find({ order_number: '1001', email: 'sam@example.com' }),
  find({ order_number: '4711', email: 'jo.kim@example.com' }),
  find({ order_number: '1001', postcode: '99999' }),
]

export const addressOf = (victim: Victim): string => orders[victim].email
