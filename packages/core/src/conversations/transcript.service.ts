import type { VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { fillIn } from '../languages/fill-in.ts'
import { toLocale } from '../languages/to-locale.ts'
import { readMessages } from './conversations.store.ts'
import { requireOwn } from './require-own.ts'
import { transcriptLine } from './transcript-line.ts'
import { transcriptWords } from './transcript-words.ts'

/** Messages that a mail holds, and mails that one conversation sends in a day: it must not become a way to write to strangers. */
const mostMessages = 200
const mailsADay = 3
const day = 24 * 3_600_000

/** Sends the visitor their own conversation by mail. Throws NOT_FOUND, or RATE_LIMIT_EXCEEDED after a few. */
export async function mailTranscript(context: VisitorContext, conversationId: string, email: string) {
  const { pool, admission, caller, jobs, limiter, now } = context
  const { companyId, agent } = admission
  const conversation = await inCompany(pool, companyId, db => requireOwn(context, db, conversationId))
  const { allowed, resetAt } = await limiter.take({ key: `transcript:${conversationId}`, max: mailsADay, windowMs: day })
  if (!allowed) throw new AppError('RATE_LIMIT_EXCEEDED', undefined, { retryAfter: (resetAt - now()) / 1000 })
  const locale = toLocale(conversation.language, agent.config.language, caller.language)
  const words = transcriptWords[locale.language]
  await inCompany(pool, companyId, async db => {
    const messages = await readMessages(db, companyId, conversationId, mostMessages)
    const paragraphs = messages.flatMap(({ role, parts, author_name, created_at }) => {
      const text = parts.flatMap(part => (part.type === 'text' ? [part.text] : part.type === 'file' ? [part.name] : [])).join('\n')
      const who = role === 'visitor' ? words.you : (author_name ?? agent.name)
      return text ? [`${transcriptLine(locale, who, created_at)}\n${text}`] : []
    })
    await jobs.add(db, 'mail.send', {
      kind: 'letter',
      to: email,
      letter: {
        language: locale.tag,
        subject: fillIn(words.subject, { agent: agent.name }),
        name: '',
        paragraphs: [words.asked, ...paragraphs],
        after: [words.ignore],
      },
    })
  })
}
