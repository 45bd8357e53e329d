import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { startFakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'

const help = `A Bot API on this machine, to try Telegram without Telegram.

  npm run fake:telegram [-- --port 8081]

Lines that are typed, or piped in, are what visitors write: the number of a chat and the words, such as

  1 Can I return sale items?

What the bot sends is printed. Nothing is kept when it ends.`

const { values } = parseArgs({ options: { port: { type: 'string', default: '8081' }, help: { type: 'boolean', default: false } } })
if (values.help) {
  console.log(help)
  process.exit(0)
}

const fake = await startFakeBotApi({ port: Number(values.port) })
console.log(`The Bot API of this machine is at ${fake.url}. Start Craveva with TELEGRAM_API_ROOT=${fake.url}
and deploy with "bot_token": "${fake.bots[0]?.token}". Then type here what a visitor writes: 1 Hello`)

/** What was printed of each message: an edit is printed again. */
const printed = new Map<number, string>()
setInterval(() => {
  for (const { messageId, chatId, text } of fake.messages) {
    if (printed.get(messageId) === text) continue
    console.log(
      `${chatId} < ${printed.has(messageId) ? '(changed) ' : ''}${text.replaceAll('\n', `\n${' '.repeat(String(chatId).length)} | `)}`,
    )
    printed.set(messageId, text)
  }
}, 100)

createInterface({ input: process.stdin }).on('line', line => {
  const [, chat, words] = /^(-?\d+)\s+(.+)$/.exec(line.trim()) ?? []
  if (chat && words) fake.push(fake.textUpdate(Number(chat), words))
  else if (line.trim() !== '') console.log('Begin with the number of a chat: 1 Hello')
})
