import { go } from 'next/navigation'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CravevaChat } from './app/craveva-chat.jsx'

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <button type="button" onClick={() => go('/lamps')}>
      All lamps
    </button>
    <CravevaChat agent="agent_123" api="https://chat.example" />
  </StrictMode>,
)
