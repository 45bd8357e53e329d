'use client'

import { createChatWidget } from '@craveva/widget'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** In the root layout: one widget that stays while routes change, and tells the agent what page its visitor is on. */
export function CravevaChat({ agent, api }) {
  const pathname = usePathname()
  const chat = useRef(null)

  useEffect(() => {
    chat.current = createChatWidget({ agent, api })
    return () => chat.current.destroy()
  }, [agent, api])

  // The agent gets the keys that its ui_settings.context_keys names.
  useEffect(() => {
    chat.current?.setContext({ page: pathname })
  }, [pathname])

  return null
}
