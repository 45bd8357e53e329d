// Where a claim link leads to: whoever has an account signs in, sees which shop it is, and connects it to their company.
const forms = ['sign-in', 'second-factor', 'connect'].map(id => document.getElementById(id))
const [signIn, secondFactor, connect] = forms
const result = document.querySelector('#result')
const token = new URLSearchParams(location.hash.slice(1)).get('token')
history.replaceState(null, '', location.pathname)

let challenge = null
/** Kept in this page alone; the login ends with it. */
let session = null

/** What the API refused, in its own words. */
class Refused extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

async function call(path, body) {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(session ? { authorization: `Bearer ${session.token}` } : {}) },
    body: JSON.stringify(body),
    credentials: 'omit',
  })
  const answer = await response.json()
  if (!response.ok) throw new Refused(response.status, answer.message)
  return answer
}

function tell(text, isGood) {
  result.textContent = text
  result.className = isGood ? 'good' : 'problem'
  result.hidden = false
  result.focus()
}

function show(form) {
  for (const each of forms) each.hidden = each !== form
  result.hidden = true
  form?.querySelector('input, button').focus()
}

/** What follows can only be told: the link is used, or not good. */
async function end(text, isGood) {
  show(null)
  tell(text, isGood)
  const { refresh_token } = session ?? {}
  if (refresh_token) await call('/auth/logout', { refresh_token }).catch(() => {})
  session = null
}

async function enter(answer) {
  if (answer.two_factor_required) {
    challenge = answer.challenge
    return show(secondFactor)
  }
  session = answer
  const { claim } = await call('/deployments/claims/read', { token })
  for (const [name, text] of Object.entries({ ...claim, company: claim.company_name }))
    for (const place of connect.querySelectorAll(`[data-${name.replace('_', '-')}]`)) place.textContent = text
  show(connect)
}

const steps = new Map([
  [signIn, async ({ email, password }) => enter(await call('/auth/login', { email, password }))],
  [secondFactor, async ({ code }) => enter(await call('/auth/login/two-factor', { challenge, code }))],
  [
    connect,
    async () => {
      await call('/deployments/claims', { token })
      await end('The shop is connected. Go back to the page of the app in its admin: it goes on there by itself.', true)
    },
  ],
])

for (const [form, step] of steps)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    try {
      await step(Object.fromEntries(new FormData(form)))
    } catch (error) {
      if (!(error instanceof Refused)) tell('The server cannot be reached right now. Nothing is lost; try again in a moment.', false)
      else if (session) await end(error.message, false)
      else tell(error.message, false)
    }
    button.disabled = false
  })

if (!token) end('This link is incomplete. Open the app in your shop’s admin, and ask for a new one there.', false)
