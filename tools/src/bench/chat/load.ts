import { Pool } from 'undici'
import type { LoadPlan, LoadResult, Target } from './load-plan.ts'

/** The load, in a process of its own: takes a plan from its parent, carries it out, tells the result. */
process.on('message', async (plan: LoadPlan) => {
  process.send?.(await carryOut(plan))
})

const questions = [
  'How long can I send things back?',
  'What does shipping cost?',
  'Do you deliver to Norway?',
  'How do I pay by invoice?',
  'Is there a warranty on lamps?',
  'Can I change my address after ordering?',
  'When do I get my money back?',
  'How do I wash the blanket?',
]
const questionsPerVisitor = 5

interface Visitor {
  asked: number
  conversationId?: string
  token?: string
}

async function carryOut(plan: LoadPlan): Promise<LoadResult> {
  const pool = new Pool(plan.target.origin, { connections: plan.connections, keepAliveTimeout: 60_000 })
  const result = { durations: [] as number[], firstTexts: [] as number[], failures: [] as string[] }
  const begin = performance.now()
  const latest = begin + (plan.seconds ?? Number.POSITIVE_INFINITY) * 1000
  let left = plan.requests ?? Number.POSITIVE_INFINITY
  const work = async () => {
    let visitor: Visitor = { asked: 0 }
    while (left-- > 0 && performance.now() < latest) {
      if (visitor.asked === questionsPerVisitor) visitor = { asked: 0 }
      const failure = await askOnce(pool, plan, visitor, result).catch(String)
      if (failure) result.failures.push(failure)
    }
  }
  await Promise.all(Array.from({ length: plan.connections }, work))
  const seconds = (performance.now() - begin) / 1000
  await pool.close()
  return { ...result, failures: result.failures.slice(0, 20), seconds }
}

/** One question and its whole answer. Tells what is wrong with it; null when nothing is. */
async function askOnce(
  pool: Pool,
  { target, stream, script }: LoadPlan,
  visitor: Visitor,
  result: { durations: number[]; firstTexts: number[] },
) {
  const question = questions[visitor.asked++ % questions.length] ?? ''
  const message = script ? `mock: ${script} ${question}` : question
  const goesOn = target.conversations && visitor.conversationId
  const begin = performance.now()
  const { statusCode, body } = await pool.request({
    path: target.path,
    method: 'POST',
    headers: {
      ...target.headers,
      'content-type': 'application/json',
      ...(stream && { accept: 'text/event-stream' }),
      ...(goesOn && visitor.token && { 'x-visitor-token': visitor.token }),
    },
    body: JSON.stringify({ message, ...(goesOn && { conversation_id: visitor.conversationId }) }),
  })
  if (!stream || statusCode !== 200) {
    const text = await body.text()
    if (statusCode !== 200) return `${statusCode} ${text.slice(0, 200)}`
    result.durations.push(performance.now() - begin)
    remember(target, visitor, text)
    return null
  }
  let text = ''
  let firstText = 0
  for await (const chunk of body) {
    text += chunk
    if (firstText === 0 && text.includes(target.textMark)) firstText = performance.now() - begin
  }
  if (!text.includes(target.endMark)) return `incomplete: ${text.slice(-200)}`
  const duration = performance.now() - begin
  result.durations.push(duration)
  // An answer may also be told as a whole, at its end.
  result.firstTexts.push(firstText || duration)
  return null
}

function remember(target: Target, visitor: Visitor, text: string) {
  if (!target.conversations) return
  const answer = JSON.parse(text) as { conversation_id?: string; visitor_token?: string }
  visitor.conversationId ??= answer.conversation_id ?? ''
  visitor.token ??= answer.visitor_token ?? ''
}
