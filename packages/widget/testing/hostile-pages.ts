import { shopPage } from './pages.ts'

/** A page that makes it hard for a widget, in one of the ways that are found in the wild. */
export interface HostilePage {
  readonly name: string
  /** `works`: the visitor gets an answer. `closed`: there may be no widget or no answer, but the page goes on and nothing is thrown into it. */
  readonly expected: 'works' | 'closed'
  /** Runs before anything else on the page. */
  readonly script?: string
  readonly css?: string
  readonly html?: string
  readonly headers?: Record<string, string>
  /** What the page does to itself once the launcher is there. */
  readonly afterwards?: (page: Evaluates) => Promise<unknown>
}

interface Evaluates {
  evaluate(expression: string): Promise<unknown>
}

const widgetTag = '<script async src="/widget.js?agent=agent_lumen"></script>'

const plain = (script: string, css: string) => shopPage(`<script>${script}</script><style>${css}</style>${widgetTag}`)

/** The HTML of a hostile page. */
export const htmlOf = ({ script = '', css = '', html }: HostilePage) => html ?? plain(script, css)

const policy = (value: string) => ({ 'content-security-policy': value })

const works = (name: string, page: Omit<HostilePage, 'name' | 'expected'>): HostilePage => ({ name, expected: 'works', ...page })
const closed = (name: string, page: Omit<HostilePage, 'name' | 'expected'>): HostilePage => ({ name, expected: 'closed', ...page })

const evaluate = (script: string) => (page: Evaluates) => page.evaluate(`(() => { ${script} })()`)

const builtIns: HostilePage[] = [
  works('enumerable additions to Object.prototype', { script: 'Object.prototype.extend = function () {}; Object.prototype.x = 1' }),
  works('enumerable additions to Array.prototype', { script: 'Array.prototype.each = function () {}; Array.prototype.last = 3' }),
  works('toJSON on the prototypes, as Prototype.js adds it', {
    script: 'for (const type of [Array, String, Number]) type.prototype.toJSON = function () { return JSON.stringify("broken") }',
  }),
  works('another Array.from', {
    script:
      'Array.from = function (list) { const copy = []; for (let i = 0; i < list.length; i++) copy.push(list[i]); return copy.concat([]) }',
  }),
  works('another Function.prototype.bind', {
    script:
      'Function.prototype.bind = function (self) { const f = this, rest = [].slice.call(arguments, 1); return function () { return f.apply(self, rest.concat([].slice.call(arguments))) } }',
  }),
  works('frozen prototypes', {
    script: 'for (const type of [Object, Array, Function, String, Promise, Map, Set]) Object.freeze(type.prototype)',
  }),
  works('a wrapped fetch', {
    script: 'const real = fetch; window.fetch = function () { return real.apply(this, arguments).then(answer => answer) }',
  }),
  works('patched event listeners, as zone.js does', {
    script:
      'const add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (name, listener, options) { return add.call(this, name, typeof listener === "function" ? function () { return listener.apply(this, arguments) } : listener, options) }',
  }),
  works('patched insertion of nodes', {
    script: 'const append = Node.prototype.appendChild; Node.prototype.appendChild = function (node) { return append.call(this, node) }',
  }),
  works('no requestIdleCallback', { script: 'delete window.requestIdleCallback' }),
  works('no constructed style sheets', { script: 'window.CSSStyleSheet = function () { throw new TypeError("Illegal constructor") }' }),
  works('no visualViewport, CloseWatcher or BroadcastChannel', {
    script:
      'for (const name of ["visualViewport", "CloseWatcher", "BroadcastChannel"]) Object.defineProperty(window, name, { value: undefined })',
  }),
  works('a clock that stands still', { script: 'Date.now = () => 0' }),
  works('a language that is none', { script: 'document.documentElement.lang = "not a language!"' }),
  works('console methods that throw', { script: 'console.warn = console.error = () => { throw new Error("no console") }' }),
  closed('a fetch without streams', {
    script: 'window.fetch = () => Promise.resolve({ ok: true, headers: new Headers(), json: () => Promise.resolve({}) })',
  }),
  closed('a fetch that throws at once', { script: 'window.fetch = () => { throw new Error("no fetch") }' }),
  closed('no shadow roots', { script: 'Element.prototype.attachShadow = () => { throw new Error("no shadow") }' }),
  closed('no MutationObserver', { script: 'delete window.MutationObserver' }),
]

const names: HostilePage[] = [
  works('an element under the name of the global', { html: shopPage(`<div id="craveva">x</div>${widgetTag}`) }),
  works('a form that clobbers the global', {
    html: shopPage(`<form id="craveva"><input name="widgets"><input name="q"></form>${widgetTag}`),
  }),
  works('a base address elsewhere', {
    html: shopPage(widgetTag)
      .replace('<title>', '<base href="http://127.0.0.1:1/other/"><title>')
      .replace('src="/widget.js', 'src="ORIGIN/widget.js'),
  }),
  works('the script in the head', { html: shopPage('').replace('<title>', `${widgetTag.replace('async ', '')}<title>`) }),
  works('the script twice', { html: shopPage(widgetTag + widgetTag) }),
  works('the script added by a tag manager', {
    html: shopPage(
      '<script>const tag = document.createElement("script"); tag.src = "/widget.js?agent=agent_lumen"; document.head.append(tag)</script>',
    ),
  }),
  closed('the global cannot be written', { script: 'Object.defineProperty(window, "craveva", { value: 1, writable: false })' }),
  closed('the script as a module', { html: shopPage('<script type="module" src="/widget.js?agent=agent_lumen"></script>') }),
  closed('the script without an agent', { html: shopPage('<script async src="/static/widget.js"></script>') }),
]

const selectors: HostilePage[] = [
  works('scripts and styles that look for attributes many pages use', {
    css: '[data-open], [data-theme], [data-side], [data-state] { display: none !important; --fill: red !important }',
    script:
      "addEventListener('click', event => { if (event.target.closest?.('[data-open], [data-theme], [data-toggle]')) throw new Error('the widget was taken for the page') }, true)",
  }),
]

const styles: HostilePage[] = [
  works('element selectors marked important', { css: 'div, button, textarea, svg, section, p { display: none !important }' }),
  works('a universal selector marked important', {
    css: '* { position: static !important; width: 10px !important; font-size: 40px !important; opacity: 0.2 !important; color: red !important; transform: rotate(9deg) !important }',
  }),
  works('inherited properties', {
    css: 'html { visibility: hidden; pointer-events: none; direction: rtl; text-transform: uppercase; letter-spacing: 9px; user-select: none; cursor: none; line-height: 5 } body { visibility: visible }',
  }),
  works('a body that is transformed and clipped', {
    css: 'body { transform: translateX(-50px) scale(0.5); filter: blur(1px); overflow: hidden; height: 100px; contain: strict }',
  }),
  works('a body that is not shown', { css: 'body { display: none }' }),
  works('tiny root text and a grid', {
    css: 'html { font-size: 2px; display: grid; grid-template-columns: 50px 50px; height: 10px; overflow: hidden }',
  }),
  works('unknown elements hidden', { css: ':not(:defined) { display: none !important; visibility: hidden !important }' }),
  works('animations on everything', {
    css: '* { animation: spin 1s infinite !important; transition: all 5s !important } @keyframes spin { to { transform: rotate(360deg) } }',
  }),
]

const swaps: HostilePage[] = [
  works('a body that is emptied', { afterwards: evaluate('document.body.replaceChildren()') }),
  works('a body that is replaced', { afterwards: evaluate('document.body = document.createElement("body")') }),
  works('a root whose children are replaced', {
    afterwards: evaluate('document.documentElement.replaceChildren(document.createElement("head"), document.createElement("body"))'),
  }),
  works('a root that is replaced', {
    afterwards: evaluate('document.replaceChild(document.createElement("html"), document.documentElement)'),
  }),
  works('a root that is written anew', { afterwards: evaluate('document.documentElement.innerHTML = "<head></head><body>new</body>"') }),
  works('a page that Turbo visits', {
    afterwards: evaluate(
      'history.pushState({ turbo: {} }, "", "/second"); const body = document.createElement("body"); body.innerHTML = "<p>Second</p>"; document.documentElement.replaceChild(body, document.body); dispatchEvent(new Event("turbo:render"))',
    ),
  }),
  works('a page that changes within a view transition', {
    afterwards: evaluate('return document.startViewTransition(() => document.body.replaceChildren("new")).finished'),
  }),
  works('an element removed again and again', {
    afterwards: evaluate('for (let i = 0; i < 20; i++) document.querySelector("craveva-widget")?.remove()'),
  }),
  closed('a page that insists on having nothing', {
    afterwards: evaluate(
      'new MutationObserver(() => document.querySelector("craveva-widget")?.remove()).observe(document, { childList: true, subtree: true }); document.querySelector("craveva-widget").remove()',
    ),
  }),
]

const throwing = (name: string) =>
  `Object.defineProperty(window, "${name}", { get() { throw new DOMException("Denied", "SecurityError") } })`

const storage: HostilePage[] = [
  works('storage that is forbidden', { script: ['localStorage', 'sessionStorage', 'indexedDB'].map(throwing).join(';') }),
  works('storage that is full', { script: 'Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError") }' }),
  works('storage that is missing', {
    script: 'for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null })',
  }),
  works('storage with something else in it', {
    script: 'localStorage.setItem("craveva:agent_lumen", "{broken"); sessionStorage.setItem("craveva:agent_lumen", "?")',
  }),
  works('storage with a record of another shape', {
    script: 'localStorage.setItem("craveva:agent_lumen", JSON.stringify({ conversation_id: { a: 1 }, visitor_token: [] }))',
  }),
]

const policies: HostilePage[] = [
  works('nothing allowed but scripts by nonce, no styles, no trusted types', {
    html: shopPage('<script nonce="n1" async src="/widget.js?agent=agent_lumen"></script>').replace(/ style="[^"]*"/, ''),
    headers: policy(
      "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'",
    ),
  }),
  works('only scripts of the own host', {
    html: shopPage(widgetTag).replace(/ style="[^"]*"/, ''),
    headers: policy("default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"),
  }),
  works('a page in a sandbox', { headers: policy('sandbox allow-scripts allow-forms'), html: shopPage(widgetTag) }),
  closed('no connections', {
    html: shopPage(widgetTag).replace(/ style="[^"]*"/, ''),
    headers: policy("default-src 'none'; script-src 'self'; connect-src 'none'"),
  }),
]

const documents: HostilePage[] = [
  works('no doctype', { html: shopPage(widgetTag).replace('<!doctype html>', '') }),
  works('a doctype of 1999', {
    html: shopPage(widgetTag).replace('<!doctype html>', '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">'),
  }),
  works('XHTML', {
    html: `<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Shop</title></head><body><p>Shop</p><button type="button">A button</button><script async="async" src="/widget.js?agent=agent_lumen"></script></body></html>`,
    headers: { 'content-type': 'application/xhtml+xml' },
  }),
  works('a page that is still loading', { html: `${shopPage(widgetTag)}<img src="/never">` }),
  closed('a page of frames', {
    html: `<html><head><title>Frames</title>${widgetTag}</head><frameset cols="*"><frame src="/second"></frameset></html>`,
  }),
]

export const hostilePages = [...builtIns, ...names, ...selectors, ...styles, ...swaps, ...storage, ...policies, ...documents]
