import type { VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { readMessages } from './conversations.store.ts'
import { requireOwn } from './require-own.ts'

/** Messages that a mail holds, and mails that one conversation sends in a day: it must not become a way to write to strangers. */
const mostMessages = 200
const mailsADay = 3
const day = 24 * 3_600_000

/** Sends the visitor their own conversation by mail. Throws NOT_FOUND, or RATE_LIMIT_EXCEEDED after a few. */
export async function mailTranscript(context: VisitorContext, conversationId: string, email: string) {
  const { pool, admission, jobs, limiter, now } = context
  const { companyId, agent } = admission
  await inCompany(pool, companyId, db => requireOwn(context, db, conversationId))
  const { allowed, resetAt } = await limiter.take({ key: `transcript:${conversationId}`, max: mailsADay, windowMs: day })
  if (!allowed) throw new AppError('RATE_LIMIT_EXCEEDED', undefined, { retryAfter: (resetAt - now()) / 1000 })
  await inCompany(pool, companyId, async db => {
    const messages = await readMessages(db, companyId, conversationId, mostMessages)
    const paragraphs = messages.flatMap(({ role, parts, author_name, created_at }) => {
      const text = parts.flatMap(part => (part.type === 'text' ? [part.text] : part.type === 'file' ? [part.name] : [])).join('\n')
      const who = role === 'visitor' ? 'You' : (author_name ?? agent.name)
      return text ? [`${who}, ${created_at.toISOString().slice(0, 16).replace('T', ' ')} UTC:\n${text}`] : []
    })
    await jobs.add(db, 'mail.send', {
      kind: 'letter',
      to: email,
      letter: {
        subject: `Your conversation with ${agent.name}`,
        name: '',
        paragraphs: ['This is the conversation that you asked to be sent to you.', ...paragraphs],
        after: ['If you did not ask for it, somebody entered your address by mistake; nothing else will come.'],
      },
    })
  })
}
