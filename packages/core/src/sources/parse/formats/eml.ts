import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import { htmlBlocks } from '../html/html-blocks.ts'
import type { FormatParser } from '../source.ts'
import { cleanLine } from '../text/clean-text.ts'
import { nameTitle } from '../text/file-title.ts'
import { pairQuestions } from '../text/question-pairs.ts'
import { safeEntryName } from '../zip/entry-name.ts'
import { textBlocks } from './text-blocks.ts'

const mostAttachments = 50

/** A mail: subject, sender, date and text, without what it quotes; attached documents are read too, pictures passed over. */
export const parseMail: FormatParser = async function* (source, context) {
  if (source.size > context.limits.wholeBytes)
    throw new Unreadable('too_large', 'This mail is larger than 16 MB. Upload its text and its attachments as files of their own.')
  const mail = await PostalMime.parse(await readFile(source.path), { attachmentEncoding: 'arraybuffer', maxNestingDepth: 20 })
  const title = cleanLine(mail.subject ?? '') || nameTitle(source.key)
  const frame = { key: source.key, title, mediaType: 'message/rfc822', language: null, url: null }
  const attachments = mail.attachments.filter(isDocument).slice(0, mostAttachments)
  const body = bodyBlocks(mail)
  if (body.length === 0 && attachments.length === 0) throw new Unreadable('empty', 'This mail holds no text.')
  yield* documentParts(() => frame, [...headerBlocks(mail), ...body], context.limits)
  for (const [index, attachment] of attachments.entries()) {
    const path = join(context.temporaryFolder, `attachment-${process.pid}-${index}`)
    const content = toBytes(attachment.content)
    await writeFile(path, content, { mode: 0o600 })
    yield* context.nested({ key: `${source.key}/${attachmentName(attachment, index)}`, path, size: content.length })
    await rm(path, { force: true })
  }
}

function headerBlocks(mail: Email): Block[] {
  const sender = mail.from ? nameOf(mail.from) : ''
  const date = mail.date && !Number.isNaN(Date.parse(mail.date)) ? new Date(mail.date).toISOString().slice(0, 10) : ''
  const text = [sender && `From: ${sender}`, date && `Date: ${date}`].filter(Boolean).join('\n')
  return text ? [{ kind: 'paragraph', text }] : []
}

const nameOf = (address: Address): string => [address.name, address.address && `<${address.address}>`].filter(Boolean).join(' ')

/** The HTML part has the structure; many mails have only the other one, or an HTML part without text. */
function bodyBlocks(mail: Email): Block[] {
  const html = mail.html ? htmlBlocks(mail.html) : []
  return html.length > 0 ? html : pairQuestions(textBlocks(withoutQuotes(mail.text ?? '')))
}

/** Cuts what the mail answers to, and the signature. */
function withoutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const signature = lines.indexOf('-- ')
  const own = (signature > 0 ? lines.slice(0, signature) : lines).filter(line => !/^\s*>/.test(line))
  return own.join('\n').replace(/\n[^\n]{0,200}(wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)\s?:\s*$/i, '')
}

const isDocument = (attachment: Attachment): boolean =>
  !attachment.related &&
  !/^(image|audio|video|font)\//.test(attachment.mimeType) &&
  !/(pgp|pkcs7|smime|calendar|ms-tnef|vcard)/i.test(attachment.mimeType)

const toBytes = (content: Attachment['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

function attachmentName(attachment: Attachment, index: number): string {
  try {
    return safeEntryName(attachment.filename ?? '') || `attachment-${index + 1}`
  } catch {
    return `attachment-${index + 1}`
  }
}
