// Tells the chat who is signed in and for which country the page is, and puts what the visitor chooses in the chat into the shop's cart.
;(() => {
  const { identity, root, country } = document.currentScript.dataset
  // Until the chat's own script is there, calls wait in a queue.
  if (!window.craveva) {
    const queue = []
    window.craveva = Object.assign((...call) => queue.push(call), { q: queue })
  }
  const craveva = (...call) => window.craveva(...call)

  // A token is good for a quarter of an hour: whoever stays longer gets a new one, and is nobody any more once they have signed out elsewhere.
  const renewMs = 600_000
  let known = false
  let told = 0
  const identify = async () => {
    try {
      const answer = await fetch(identity, { credentials: 'same-origin' })
      const { token } = await answer.json()
      if (token) craveva('identify', { token })
      else if (known) craveva('logout')
      known = Boolean(token)
      told = Date.now()
    } catch {
      // Without it the visitor is one whom nobody knows.
    }
  }
  const renew = () => known && !document.hidden && Date.now() - told > renewMs && identify()
  setInterval(renew, 60_000)
  document.addEventListener('visibilitychange', renew)
  if (identity) craveva('on', 'ready', identify)
  // By which the agent tells the prices of the market that the page is for.
  if (country) craveva('setContext', { country })

  craveva('on', 'add-to-cart', async ({ variant_id, quantity = 1 }) => {
    // A shop in several languages has '/' or '/de' here.
    const base = (window.Shopify?.routes?.root || root || '').replace(/\/?$/, '/')
    const added = await fetch(`${base}cart/add.js`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ items: [{ id: Number(variant_id), quantity }] }),
    }).catch(() => null)
    // What cannot be added here, Shopify says why on a page of its own.
    if (!added?.ok) location.assign(`${base}cart/${Number(variant_id)}:${Number(quantity)}`)
    else document.documentElement.dispatchEvent(new CustomEvent('cart:refresh', { bubbles: true }))
  })
})()
