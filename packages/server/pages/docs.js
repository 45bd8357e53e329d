// The reference with a console: Swagger UI over the document that this server gives, signed in with a password or with a key.
const api = `${location.origin}/api/v1`
const who = document.querySelector('#who')
const forms = { signIn: document.querySelector('#sign-in'), code: document.querySelector('#code'), key: document.querySelector('#key') }
const signOut = document.querySelector('#sign-out')

/** Kept in memory alone: `token` is an access token or a key, `refresh` renews the former before `renewAt`. */
let session = null
let challenge = null

async function post(path, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit' })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

function say(text, isProblem = false) {
  who.textContent = text
  who.classList.toggle('problem', isProblem)
}

/** Access tokens last for 15 minutes. */
const keep = ({ token, refresh_token }) => {
  session = { token, refresh: refresh_token, renewAt: Date.now() + 13 * 60_000 }
}

function begin(name) {
  say(`Signed in as ${name}`)
  for (const form of Object.values(forms)) {
    form.reset()
    form.hidden = true
  }
  signOut.hidden = false
}

function end(text = '', isProblem = false) {
  session = null
  challenge = null
  say(text, isProblem)
  forms.signIn.hidden = false
  forms.key.hidden = false
  forms.code.hidden = true
  signOut.hidden = true
}

async function currentToken() {
  if (session?.refresh && Date.now() > session.renewAt) {
    await post('/auth/refresh', { refresh_token: session.refresh }).then(keep, () => end('The session has ended. Sign in again.', true))
  }
  return session?.token ?? null
}

/** Sends a form; what goes wrong is told beside it. */
const onSubmit = (form, work) =>
  form.addEventListener('submit', async event => {
    event.preventDefault()
    await work(Object.fromEntries(new FormData(form))).catch(error => say(error.message, true))
  })

onSubmit(forms.signIn, async ({ email, password }) => {
  const answer = await post('/auth/login', { email, password })
  if (answer.challenge) {
    challenge = answer.challenge
    forms.signIn.hidden = true
    forms.code.hidden = false
    return say('Type the code of your authenticator app.')
  }
  keep(answer)
  begin(answer.user.email)
})

onSubmit(forms.code, async ({ code }) => {
  const answer = await post('/auth/login/two-factor', { challenge, code })
  keep(answer)
  begin(answer.user.email)
})

onSubmit(forms.key, async ({ key }) => {
  session = { token: key.trim(), refresh: null, renewAt: Number.POSITIVE_INFINITY }
  begin(`the key ${key.trim().slice(0, 12)}…`)
})

signOut.addEventListener('click', async () => {
  const refresh_token = session?.refresh
  end()
  if (refresh_token) await post('/auth/logout', { refresh_token }).catch(() => {})
})

const live = document.querySelector('#live')
const events = document.querySelector('#events')
document.querySelector('#close-live').addEventListener('click', () => {
  live.hidden = true
})

/** Shows the events of a stream as they come; Swagger UI shows them when it has ended. */
async function follow(response) {
  events.value = ''
  live.hidden = false
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    events.value += chunk
    events.scrollTop = events.scrollHeight
  }
}

async function streamingFetch(url, options) {
  const response = await fetch(url, options)
  if (response.headers.get('content-type')?.includes('text/event-stream')) follow(response.clone()).catch(() => {})
  return response
}

const dark = matchMedia('(prefers-color-scheme: dark)')
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', followScheme)
followScheme()

/** Swagger UI fills in every field of a form, also those that may be left out, with ids that nobody has. */
function emptyOptionalFields(spec) {
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) {
    const form = operation.requestBody?.content['multipart/form-data']?.schema
    for (const [name, field] of Object.entries(form?.properties ?? {})) {
      if (field.type !== 'string' || form.required?.includes(name)) continue
      delete field.examples
      field.example = ''
    }
  }
}

/** And it sends those that are empty. */
function dropEmptyFields(form) {
  for (const [name, value] of [...form.entries()]) if (value === '') form.delete(name)
}

async function open() {
  const spec = await (await fetch(`${api}/openapi.json`)).json()
  // Tried out where this page came from, whatever the public address is.
  spec.servers = [{ url: api }]
  emptyOptionalFields(spec)
  window.SwaggerUIBundle({
    spec,
    dom_id: '#reference',
    deepLinking: true,
    docExpansion: 'none',
    filter: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
    withCredentials: false,
    requestInterceptor: async request => {
      const token = await currentToken()
      if (token) request.headers.Authorization ??= `Bearer ${token}`
      if (request.body instanceof FormData) dropEmptyFields(request.body)
      request.userFetch = streamingFetch
      return request
    },
  })
}

open().catch(() => say('The reference cannot be loaded right now. Reload the page in a moment.', true))
