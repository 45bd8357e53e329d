import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.jsx'

/** Takes the example's own application out, and puts it back. */
function Switch() {
  const [on, setOn] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setOn(!on)}>
        Switch
      </button>
      {on && <App />}
    </>
  )
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <Switch />
  </StrictMode>,
)
