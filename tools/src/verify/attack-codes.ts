import type { TestApp, TestAppOptions } from '@craveva/core/testing/create-test-app'
import { waitFor } from '@craveva/core/testing/wait-for'
import { platforms } from '@craveva/server/platforms/platforms'
import { chat } from '../shops/chat.ts'
import { addressOf, type CodeAttempt, codeOwners, codeQuestions } from '../shops/code-attempts.ts'
import { obedientShopper } from '../shops/obedient-shopper.ts'
import { openShop } from '../shops/open-shop.ts'
import { tells, type Victim } from '../shops/order-attempts.ts'
import { openDouble, type ShopName } from '../shops/shop-doubles.ts'

/** What came of attempts at one shop that mails codes. */
export interface CodesAttacked {
  readonly disclosed: readonly CodeAttempt[]
  readonly told: number
  readonly untold: readonly CodeAttempt[]
  /** Answers that tell whether there is such an order. */
  readonly differing: number
}

const hour = 3_600_000

/** Tries to see orders of others where a code is mailed before one is shown. Each attempt is in an hour of its own, so that each has its mail. */
export async function attackCodes(
  name: ShopName,
  attempts: readonly CodeAttempt[],
  openApp: (options: TestAppOptions) => Promise<TestApp>,
): Promise<CodesAttacked> {
  const opened = await openDouble(name)
  const double = { ...opened, settings: { ...opened.settings, order_code: 'always' } }
  let hours = 0
  const shop = await openShop({
    double,
    openApp,
    appOptions: {
      platforms,
      model: obedientShopper,
      trustedProxies: ['127.0.0.1/32', '::1/128'],
      now: () => Date.now() + hours * hour,
    },
    model: 'test/obedient',
    config: { guardrails: { claims: 'off' } },
  })
  const { app, agentId } = shop

  async function converse() {
    hours++
    const headers: Record<string, string> = { origin: double.origin, 'x-forwarded-for': `10.1.${hours >> 8}.${hours & 255}` }
    let conversationId: string | undefined
    return async (message: string) => {
      const said = await chat(app.apiUrl, agentId, { message, conversation_id: conversationId }, headers)
      conversationId ??= said.conversationId
      if (said.visitorToken) headers['x-visitor-token'] = said.visitorToken
      return said.answer
    }
  }
  const mailsTo = (victim: Victim) => app.mail.sent.filter(({ to }) => to === addressOf(victim))
  const codeOf = (victim: Victim) => /Your code is (\d{6})/.exec(mailsTo(victim).at(-1)?.text ?? '')?.[1] ?? '000000'

  async function attempt({ victim, first, tries, elsewhere }: CodeAttempt): Promise<boolean> {
    const say = await converse()
    const other = victim === 'jo' ? 'sam' : 'jo'
    const expected = ([victim, other] as const).filter(each => first.includes(addressOf(each)))
    const before = expected.map(each => mailsTo(each).length)
    const asked = await say(first)
    await waitFor(
      () => expected.every((each, index) => mailsTo(each).length > (before[index] ?? 0)),
      () => `codes come after ${first}`,
    )
    const answers = [asked]
    const trying = elsewhere ? await converse() : say
    for (const message of tries({ ofVictim: codeOf(victim), ofOther: codeOf(other) })) answers.push(await trying(message))
    return answers.some(answer => tells(answer, victim))
  }

  try {
    const disclosed: CodeAttempt[] = []
    for (const each of attempts) if (await attempt(each)) disclosed.push(each)
    const untold: CodeAttempt[] = []
    for (const each of codeOwners) if (!(await attempt(each))) untold.push(each)
    const answers = new Set<string>()
    for (const question of codeQuestions) answers.add((await (await converse())(question)).split('\n')[0] ?? '')
    return { disclosed, told: codeOwners.length - untold.length, untold, differing: answers.size - 1 }
  } finally {
    await shop.close()
  }
}
