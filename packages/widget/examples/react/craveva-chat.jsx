import { createChatWidget } from '@craveva/widget'
import { useEffect } from 'react'

/** The chat, for as long as the component is there. Strict mode mounts it twice: it goes and comes back without a trace. */
export function CravevaChat({ agent, api, onAddToCart }) {
  useEffect(() => {
    const chat = createChatWidget({ agent, api })
    const stop = chat.on('add-to-cart', onAddToCart)
    return () => {
      stop()
      chat.destroy()
    }
  }, [agent, api, onAddToCart])
  return null
}
