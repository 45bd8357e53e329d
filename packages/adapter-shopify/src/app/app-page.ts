import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { escapeHtml } from '@craveva/adapter-kit/escape-html'
import { addressInAdmin, type OperatorApp, readShop } from './operator-app.ts'
import { languageOf, readPageTexts } from './page-texts.ts'

const folder = join(import.meta.dirname, '../../app-page')
const types = new Map([
  ['page.css', 'text/css; charset=utf-8'],
  ['page.js', 'text/javascript; charset=utf-8'],
])
const bridge = 'https://cdn.shopify.com/shopifycloud/app-bridge.js'

/**
 * The app's page in the admin of a shop. Only that shop's admin may frame it; opened elsewhere it leads there. What it shows it asks for, with a
 * session token: the address says nothing that is believed. It speaks the language that Shopify says the merchant's admin is in.
 */
export async function answerPage(query: URLSearchParams, app: OperatorApp, publicUrl: string): Promise<Response> {
  const shop = readShop(query.get('shop'))
  const language = languageOf(query.get('locale'))
  const texts = await readPageTexts(language)
  if (!shop) return html(withoutShop(language, texts), "frame-ancestors 'none'", 400)
  if (query.get('embedded') !== '1' || !query.get('host'))
    return new Response(null, {
      status: 302,
      headers: { location: addressInAdmin(app, shop), 'cache-control': 'no-store', 'content-security-policy': "frame-ancestors 'none'" },
    })
  const values: Record<string, string> = {
    client_id: escapeHtml(app.clientId),
    base: escapeHtml(new URL(publicUrl).pathname),
    texts: escapeHtml(JSON.stringify(texts)),
    bridge,
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`text.${name}`, toHtml(text)])),
  }
  const page = (await readFile(join(folder, 'page.html'), 'utf8'))
    .replace('lang="en"', `lang="${language}"`)
    .replaceAll(/\{\{([\w.]+)\}\}/g, (place, name) => values[name] ?? place)
  return html(page, `frame-ancestors https://${shop} https://admin.shopify.com`)
}

/** What stands for the places of a text that the page has at once. */
const elements: Record<string, string> = {
  '{shop}': '<strong data-shop-name></strong>',
  '{email}': '<strong data-email></strong>',
  '{tag}': '<code>&lt;/body&gt;</code>',
}

const toHtml = (text: string) => escapeHtml(text).replaceAll(/\{\w+\}/g, place => elements[place] ?? place)

/** Script and style of the page. */
export async function answerPageFile(name: string): Promise<Response> {
  const type = types.get(name)
  if (!type) return new Response(null, { status: 404 })
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' }
  return new Response(await readFile(join(folder, name), 'utf8'), { headers })
}

const html = (text: string, ancestors: string, status = 200) =>
  new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src 'self' https://cdn.shopify.com; style-src 'self'; img-src 'self' data:; connect-src 'self' https://*.shopify.com https://*.shopifysvc.com; base-uri 'none'; form-action 'none'; ${ancestors}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })

const withoutShop = (language: string, texts: Record<string, string>) =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Craveva Chat</title><h1>${toHtml(texts.openInAdmin ?? '')}</h1><p>${toHtml(texts.openInAdminText ?? '')}</p></html>`
