// What a link in a mail leads to. The token stands behind the # of the address, so that no server and no log sees it before it is used.
const form = document.querySelector('form')
const result = document.querySelector('#result')
const token = new URLSearchParams(location.hash.slice(1)).get('token')
history.replaceState(null, '', location.pathname)

function show(text, isGood) {
  result.textContent = text
  result.className = isGood ? 'good' : 'problem'
  result.hidden = false
  result.focus()
}

function showProblems({ message, details = {} }) {
  for (const field of form.querySelectorAll('.field-problem')) field.remove()
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
  let first = null
  for (const [name, problem] of Object.entries(details)) {
    const input = form.elements.namedItem(name)
    if (!(input instanceof HTMLInputElement)) continue
    const line = document.createElement('p')
    line.className = 'problem field-problem'
    line.id = `${name}-problem`
    line.textContent = problem
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `${name}-hint ${line.id}`)
    input.after(line)
    first ??= input
  }
  show(message, false)
  first?.focus()
}

async function send() {
  const { full_name, password } = Object.fromEntries(new FormData(form))
  const body = { token, ...(full_name === undefined ? {} : { full_name }), ...(password === undefined ? {} : { password }) }
  const response = await fetch(`/api/v1${form.dataset.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
  })
  const answer = await response.json()
  if (!response.ok) return showProblems(answer)
  form.remove()
  show(form.dataset.done, true)
}

form.addEventListener('submit', async event => {
  event.preventDefault()
  const button = form.querySelector('button')
  button.disabled = true
  await send().catch(() => show('The server cannot be reached right now. Nothing is lost; try again in a moment.', false))
  button.disabled = false
})

for (const box of form.querySelectorAll('[data-show]'))
  box.addEventListener('change', () => {
    document.getElementById(box.dataset.show).type = box.checked ? 'text' : 'password'
  })

if (!token) {
  form.remove()
  show('This link is incomplete. Open it from the mail again, or ask for a new one.', false)
}
