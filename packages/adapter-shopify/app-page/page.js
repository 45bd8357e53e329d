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

/** Something that went wrong, in words for the merchant. */
class Problem extends Error {
  constructor(kind, message) {
    super(message)
    this.kind = kind
  }
}

/** Outside of the admin App Bridge waits for an answer that never comes. */
const silence = () =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Problem('bridge', 'Your Shopify admin does not answer. Open the app there, under Apps.')), patience),
  )

async function ask(action, isAgain = false) {
  if (!window.shopify?.idToken) throw new Problem('bridge', 'Shopify’s App Bridge could not be loaded. Open the app in your Shopify admin.')
  const token = await Promise.race([window.shopify.idToken(), silence()])
  const answer = await fetch(`${base}/${action}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }).catch(() => {
    throw new Problem('network', 'The server cannot be reached right now.')
  })
  if (answer.ok) return answer.json()
  if (answer.status === 401 && answer.headers.get('x-shopify-retry-invalid-session-request') && !isAgain) return ask(action, true)
  const { problem, message } = await answer.json().catch(() => ({}))
  if (answer.status === 401) throw new Problem('session', 'Shopify did not vouch for this page. Reload it, or open the app anew.')
  throw new Problem(problem ?? 'server', message ?? 'The server cannot answer right now. Nothing is lost.')
}

function show(id) {
  const before = sections.find(each => !at(each).hidden)
  for (const each of sections) at(each).hidden = each !== id
  main.setAttribute('aria-busy', String(id === 'loading'))
  if (before !== id && before !== 'loading') document.querySelector('h1').focus()
}

const say = text => {
  if (said.textContent !== text) said.textContent = text
}

function fill(name, text) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) if (place.textContent !== text) place.textContent = text
}

function setStep(id, isDone, text, isWrong = false) {
  const step = at(id)
  step.dataset.state = isDone ? 'done' : isWrong ? 'wrong' : 'waiting'
  const line = step.querySelector('p')
  if (line.textContent !== text) line.textContent = text
}

function draw() {
  fill('shop-name', state.name)
  if (state.state === 'unclaimed') {
    fill('email', state.email ?? '')
    show('unclaimed')
    say('Your shop has no agent yet.')
    return
  }
  const isConnected = (health?.state === 'ok' && state.status !== 'paused') || (health === null && state.status === 'active')
  const inTheme = health?.inTheme && health.inTheme !== 'unknown' ? health.inTheme : state.inTheme
  const { complete, count } = state.catalogue
  const products = new Intl.NumberFormat('en').format(count)
  const isPaused = state.status === 'paused'
  const isWrong = isPaused || (health !== null && health.state !== 'ok')
  const waits = isPaused ? 'Paused by your company.' : (isWrong && health.message) || 'Being connected …'
  setStep('step-access', isConnected, isConnected ? `Connected to ${state.name}.` : waits, isWrong)
  setStep(
    'step-catalogue',
    complete,
    complete
      ? `${products} ${count === 1 ? 'product is' : 'products are'} known.`
      : count > 0
        ? `Being read: ${products} so far …`
        : 'Read once the shop is connected.',
  )
  const themeTexts = {
    on: 'Switched on in the theme that your customers see.',
    off: 'Not switched on yet. Switch it on in the editor, and press Save there.',
    unknown: 'Switch it on in the editor, and press Save there.',
  }
  setStep('step-theme', inTheme === 'on', themeTexts[inTheme] ?? themeTexts.unknown)
  at('editor').href = state.editor
  at('editor').hidden = inTheme === 'on'
  const left = [isConnected, complete, inTheme === 'on'].filter(isDone => !isDone).length
  const summary = isPaused
    ? 'The agent is paused: your customers get no answers until it is active again.'
    : left === 0
      ? `All is set: ${state.agent} answers your customers.`
      : `${left} of 3 steps to go.`
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
  at('problem-text').textContent = error instanceof Problem ? error.message : 'Something unexpected happened.'
  show('problem')
  say(at('problem-text').textContent)
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
  say('Your agent is being made …')
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
  say('A link is being made …')
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
  say('The link to sign in is ready.')
  timer = setTimeout(look, often)
})

onPress('again', async () => {
  await ask('accept')
  say('The link was sent again.')
  at('again').textContent = 'Sent'
})

onPress('copy', async () => {
  await navigator.clipboard.writeText(state.snippet)
  say('Copied.')
})

onPress('retry', async () => {
  show('loading')
  await look({ checks: true })
})

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && state) look({ checks: true })
})

look({ checks: true })
