import type { Transporter } from 'nodemailer'
import type { Mail } from './mail.ts'

/** Milliseconds a mail server gets to answer. */
const patience = 20_000

/**
 * Sends through the mail server that `url` names, for example `smtps://user:password@mail.example:465?from=Shop%20<hello@shop.example>`.
 * `from` is the sender, `defaultFrom` where it is left out. The client is loaded with the first mail.
 */
export function createSmtpMail(url: string, defaultFrom: string): Mail {
  const { server, from, host } = readUrl(url, defaultFrom)
  let transport: Promise<Transporter> | null = null
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    const timeouts = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience }
    return createTransport({ url: server, pool: true, maxConnections: 2, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
  }
  return {
    delivers: true,
    destination: `${host}, from ${from}`,
    async send({ to, subject, text, html }) {
      transport ??= open()
      await (await transport).sendMail({ from, to: { name: '', address: to }, subject, text, html })
    },
    async close() {
      ;(await transport)?.close()
    },
  }
}

function readUrl(text: string, defaultFrom: string) {
  const url = new URL(text)
  const from = url.searchParams.get('from') ?? defaultFrom
  url.searchParams.delete('from')
  return { server: url.href, from, host: url.host }
}
