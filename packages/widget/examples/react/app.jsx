import { useCallback, useState } from 'react'
import { CravevaChat } from './craveva-chat.jsx'

export function App() {
  const [cart, setCart] = useState([])
  const add = useCallback(({ product_id, variant_id, quantity }) => {
    setCart(cart => [...cart, `${variant_id ?? product_id} × ${quantity}`])
  }, [])
  return (
    <>
      <h1>Lumen lamps</h1>
      <p id="cart">Cart: {cart.join(', ')}</p>
      <CravevaChat agent="agent_123" api="https://chat.example" onAddToCart={add} />
    </>
  )
}
