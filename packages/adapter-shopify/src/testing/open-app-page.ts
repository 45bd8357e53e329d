import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { answerPage, answerPageFile } from '../app/app-page.ts'

/** What the server answers the page, by what it asks for: a status other than 200 with a body; null never answers. */
export type Answers = Readonly<Record<string, object | readonly [status: number, body: object] | null>>

const shop = 'harbour.myshopify.com'
const app = { clientId: 'a'.repeat(32), clientSecret: 'secret' }

/** The app's page as it is served, in a browser, with answers that a test chose. */
export async function openAppPage(browser: Browser, answers: Answers, { locale = 'en', ...options }: BrowserContextOptions = {}) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const name = url.pathname.replace(/^\/app\/?/, '')
    if (request.method === 'POST') {
      const answer = answers[name] ?? [500, {}]
      if (answers[name] === null) return
      const [status, body] = Array.isArray(answer) ? answer : [200, answer]
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return
    }
    const answer = name === '' ? await answerPage(url.searchParams, app, 'http://localhost/app') : await answerPageFile(name)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.route(/^https:/, route =>
    route.fulfill({ contentType: 'text/javascript', body: 'window.shopify = { idToken: async () => "token" }' }),
  )
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(message.text())
  })
  const { port } = server.address() as AddressInfo
  await page.goto(`http://127.0.0.1:${port}/app?shop=${shop}&embedded=1&host=aG9zdA&locale=${encodeURIComponent(locale)}`)
  const dispose = async () => {
    await context.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { page, problems, [Symbol.asyncDispose]: dispose }
}
