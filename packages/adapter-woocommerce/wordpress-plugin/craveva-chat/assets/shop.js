// Tells the chat who is signed in, and puts what the visitor chooses in the chat into the shop's cart.
;(() => {
  const { ajax, cart, home, identity } = document.currentScript.dataset
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
      const answer = await fetch(`${ajax}?action=craveva_identity`, { credentials: 'same-origin' })
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
  // Each question is a run of WordPress: nobody asks for a visitor who only reads, unless the page itself is one of a customer. A page that came
  // from a cache may not say so, which is why whoever opens the chat is asked for.
  let asked
  const identifyOnce = () => (asked ??= identify())
  if (identity) {
    craveva('on', 'ready', () => document.body.classList.contains('logged-in') && identifyOnce())
    craveva('on', 'open', identifyOnce)
  }

  const addItem = async item => {
    const seen = await fetch(cart, { credentials: 'same-origin' })
    const { ok } = await fetch(`${cart}/add-item`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', Nonce: seen.headers.get('Nonce') || '' },
      body: JSON.stringify(item),
    })
    return ok
  }

  craveva('on', 'add-to-cart', async ({ variant_id, product_id, options = {}, quantity = 1, url }) => {
    const id = Number(variant_id || product_id)
    const variation = Object.entries(options).map(([attribute, value]) => ({ attribute, value }))
    const added = await addItem({ id, quantity, variation }).catch(() => false)
    if (!added) {
      // Why it cannot be added here, the product's own page says.
      const page = new URL(url || home || '/', location.href)
      page.searchParams.set('add-to-cart', id)
      page.searchParams.set('quantity', quantity)
      location.assign(page.href)
      return
    }
    // Themes with the classic cart and those with the block-based one each listen to their own sign.
    document.body.dispatchEvent(new Event('wc-blocks_added_to_cart', { bubbles: true }))
    if (window.jQuery) window.jQuery(document.body).trigger('wc_fragment_refresh')
  })
})()
