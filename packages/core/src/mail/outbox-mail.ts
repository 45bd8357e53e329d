import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { newId } from '../db/ids.ts'
import type { Mail } from './mail.ts'

/** Where there is no mail server: writes each message into `folder` as an .eml file, which mail programs open, and logs where it lies. */
export function createOutboxMail(folder: string, from: string, log: Pick<Logger, 'warn'>): Mail {
  return {
    delivers: false,
    destination: folder,
    async send({ to, subject, text, html }) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({ streamTransport: true, buffer: true, disableFileAccess: true, disableUrlAccess: true })
      const { message } = await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${newId('mail')}.eml`)
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 })
      await rename(`${path}.part`, path)
      log.warn({ path, subject }, 'no mail server is set, so this mail was written to a file')
    },
    async close() {},
  }
}
