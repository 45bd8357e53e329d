// The app's page in the admin of a shop: what it shows and does, it asks the server with a session token that App Bridge gives.
const base = document.body.dataset.base
const main = document.querySelector('main')
const said = document.querySelector('#said')
const sections = ['loading', 'problem', 'unclaimed', 'claimed']
const at = id => document.getElementById(id)

/** Milliseconds between two looks, while something is still to happen. */
const often = 4000
const seldom = 15_000
/** Milliseconds that the admin has to vouch for the page. */
const patience = 15_000

let state = null
let health = null
let linkIsOpen = false
let timer = 0

const texts = JSON.parse(document.body.dataset.texts)
const language = document.documentElement.lang
const plural = new Intl.PluralRules(language)

/** A text of the page in the merchant's language, with its places filled in. */
const text = (key, values = {}) => texts[key].replaceAll(/\{(\w+)\}/g, (place, name) => values[name] ?? place)

/** Something that went wrong, in words for the merchant: the page's own, or English ones of the server. */
class Problem extends Error {
  constructor(kind, message, spoken = language) {
    super(message)
    this.kind = kind
    this.spoken = spoken
  }
}

/** Outside of the admin App Bridge waits for an answer that never comes. */
const silence = () => new Promise((_, reject) => setTimeout(() => reject(new Problem('bridge', text('adminSilent'))), patience))

async function ask(action, isAgain = false) {
  if (!window.shopify?.idToken) throw new Problem('bridge', text('noBridge'))
  const token = await Promise.race([window.shopify.idToken(), silence()])
  const answer = await fetch(`${base}/${action}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }).catch(() => {
    throw new Problem('network', text('unreachable'))
  })
  if (answer.ok) return answer.json()
  if (answer.status === 401 && answer.headers.get('x-shopify-retry-invalid-session-request') && !isAgain) return ask(action, true)
  const { problem, message } = await answer.json().catch(() => ({}))
  if (answer.status === 401) throw new Problem('session', text('notVouched'))
  throw message ? new Problem(problem, message, 'en') : new Problem(problem ?? 'server', text('serverFailed'))
}

function show(id) {
  const before = sections.find(each => !at(each).hidden)
  for (const each of sections) at(each).hidden = each !== id
  main.setAttribute('aria-busy', String(id === 'loading'))
  if (before !== id && before !== 'loading') document.querySelector('h1').focus()
}

function say(words, spoken = language) {
  said.lang = spoken
  if (said.textContent !== words) said.textContent = words
}

function fill(name, words) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) if (place.textContent !== words) place.textContent = words
}

function setStep(id, isDone, words, { isWrong = false, isEnglish = false } = {}) {
  const step = at(id)
  step.dataset.state = isDone ? 'done' : isWrong ? 'wrong' : 'waiting'
  const line = step.querySelector('p')
  line.lang = isEnglish ? 'en' : language
  if (line.textContent !== words) line.textContent = words
}

function draw() {
  fill('shop-name', state.name)
  if (state.state === 'unclaimed') {
    fill('email', state.email ?? '')
    show('unclaimed')
    say(text('unclaimed'))
    return
  }
  const isConnected = (health?.state === 'ok' && state.status !== 'paused') || (health === null && state.status === 'active')
  const inTheme = health?.inTheme && health.inTheme !== 'unknown' ? health.inTheme : state.inTheme
  const { complete, count } = state.catalogue
  const products = new Intl.NumberFormat(language).format(count)
  const isPaused = state.status === 'paused'
  const isWrong = isPaused || (health !== null && health.state !== 'ok')
  const told = isWrong && !isPaused ? health.message : null
  const waits = isPaused ? text('pausedStep') : text('connecting')
  setStep('step-access', isConnected, isConnected ? text('connected', { shop: state.name }) : (told ?? waits), {
    isWrong,
    isEnglish: !isConnected && told !== null,
  })
  const known = `known.${plural.select(count)}`
  setStep(
    'step-catalogue',
    complete,
    complete
      ? text(known in texts ? known : 'known.other', { count: products })
      : count > 0
        ? text('reading', { count: products })
        : text('readLater'),
  )
  const themeTexts = { on: 'themeOn', off: 'themeOff' }
  setStep('step-theme', inTheme === 'on', text(themeTexts[inTheme] ?? 'themeUnknown'))
  at('editor').href = state.editor
  at('editor').hidden = inTheme === 'on'
  const left = [isConnected, complete, inTheme === 'on'].filter(isDone => !isDone).length
  const summary = isPaused ? text('paused') : left === 0 ? text('ready', { agent: state.agent }) : text('left', { left })
  at('summary').textContent = summary
  at('mail').hidden = !state.awaitsOwner
  fill('agent', state.agent)
  fill('company', state.company)
  fill('snippet', state.snippet ?? '')
  at('by-hand').hidden = !state.snippet
  at('console').href = state.consoleUrl
  show('claimed')
  say(summary)
  return left
}

async function look({ checks = false } = {}) {
  clearTimeout(timer)
  try {
    state = await ask('state')
    if (state.state === 'claimed') {
      // Until the deployment is open on the server, which takes a moment, its own check has no answer.
      if (checks || health?.state !== 'ok') health = await ask('check').catch(() => health)
    }
    const left = draw()
    const waits = state.state === 'claimed' ? left > 0 && state.status !== 'paused' : linkIsOpen
    if (waits)
      timer = setTimeout(() => document.hidden || look({ checks: left === 1 }), left === 1 && health?.state === 'ok' ? seldom : often)
  } catch (error) {
    fail(error)
  }
}

function fail(error) {
  if (!(error instanceof Problem)) console.error(error)
  const { message, spoken } = error instanceof Problem ? error : new Problem('page', text('unexpected'))
  at('problem-text').textContent = message
  at('problem-text').lang = spoken
  show('problem')
  say(message, spoken)
}

/** Does what a button says, once however often it is pressed; its words stay as they are. */
function onPress(id, work) {
  const button = at(id)
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    await work().catch(fail)
    button.removeAttribute('aria-disabled')
  })
}

onPress('create', async () => {
  say(text('making'))
  try {
    state = await ask('accept')
  } catch (error) {
    if (error.kind !== 'taken') throw error
    at('taken').hidden = false
    at('address').hidden = true
    at('create').hidden = true
    at('have').classList.remove('quiet')
    say(at('taken').textContent)
    at('have').focus()
    return
  }
  await look({ checks: true })
})

onPress('have', async () => {
  say(text('makingLink'))
  const { url } = await ask('claim-link').catch(error => {
    if (error.kind === 'taken') return { url: null }
    throw error
  })
  if (url === null) return look()
  at('claim').href = url
  at('link').hidden = false
  at('have').classList.add('quiet')
  at('claim').focus()
  linkIsOpen = true
  say(text('linkReady'))
  timer = setTimeout(look, often)
})

onPress('again', async () => {
  await ask('accept')
  say(text('sentAgain'))
  at('again').textContent = text('sent')
})

onPress('copy', async () => {
  await navigator.clipboard.writeText(state.snippet)
  say(text('copied'))
})

onPress('retry', async () => {
  show('loading')
  await look({ checks: true })
})

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && state) look({ checks: true })
})

look({ checks: true })
